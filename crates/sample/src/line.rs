//! Points and courses in metres, and a grid that finds what is near. Knows no degrees.

/// A point: metres east and north of the commune's middle.
pub type Point = [f64; 2];

/// The point a distance away in a heading (radians, 0 = east, anticlockwise).
pub fn ahead(from: Point, heading: f64, metres: f64) -> Point {
    [from[0] + heading.cos() * metres, from[1] + heading.sin() * metres]
}

/// Metres between two points.
pub fn distance(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The heading from one point to another.
pub fn heading(from: Point, to: Point) -> f64 {
    (to[1] - from[1]).atan2(to[0] - from[0])
}

/// The point between two points, `share` of the way.
pub fn between(a: Point, b: Point, share: f64) -> Point {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/// The nearest point of a segment and its share of the way.
pub fn nearest(a: Point, b: Point, to: Point) -> (Point, f64) {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let long = dx * dx + dy * dy;
    let share = if long == 0.0 {
        0.0
    } else {
        (((to[0] - a[0]) * dx + (to[1] - a[1]) * dy) / long).clamp(0.0, 1.0)
    };
    (between(a, b, share), share)
}

/// The length of a course.
pub fn length(course: &[Point]) -> f64 {
    course.windows(2).map(|w| distance(w[0], w[1])).sum()
}

/// The point and heading at a distance along a course.
pub fn along(course: &[Point], metres: f64) -> (Point, f64) {
    let mut left = metres;
    for pair in course.windows(2) {
        let long = distance(pair[0], pair[1]);
        if left <= long && long > 0.0 {
            return (between(pair[0], pair[1], left / long), heading(pair[0], pair[1]));
        }
        left -= long;
    }
    let end = course.len() - 1;
    (course[end], heading(course[end.saturating_sub(1)], course[end]))
}

/// A course moved sideways, to the left when positive.
pub fn beside(course: &[Point], metres: f64) -> Vec<Point> {
    let last = course.len() - 1;
    (0..course.len())
        .map(|i| {
            let way = heading(course[i.saturating_sub(1)], course[(i + 1).min(last)]);
            ahead(course[i], way + std::f64::consts::FRAC_PI_2, metres)
        })
        .collect()
}

/// A smooth course through a few points (Catmull–Rom), cut into steps of about `step` metres.
pub fn smooth(knots: &[Point], step: f64) -> Vec<Point> {
    let last = knots.len() - 1;
    let mut course = vec![knots[0]];
    for i in 0..last {
        let (a, b) = (knots[i.saturating_sub(1)], knots[i]);
        let (c, d) = (knots[i + 1], knots[(i + 2).min(last)]);
        let parts = (distance(b, c) / step).ceil().max(1.0) as u32;
        course.extend((1..=parts).map(|part| {
            let t = f64::from(part) / f64::from(parts);
            let blend = |k: usize| {
                0.5 * (2.0 * b[k]
                    + (c[k] - a[k]) * t
                    + (2.0 * a[k] - 5.0 * b[k] + 4.0 * c[k] - d[k]) * t * t
                    + (3.0 * b[k] - a[k] - 3.0 * c[k] + d[k]) * t * t * t)
            };
            [blend(0), blend(1)]
        }));
    }
    course
}

/// Whether a point lies inside a closed ring (first point not repeated or repeated alike).
pub fn inside(ring: &[Point], p: Point) -> bool {
    let mut is_in = false;
    let mut before = ring[ring.len() - 1];
    for &here in ring {
        if (here[1] > p[1]) != (before[1] > p[1])
            && p[0] < (before[0] - here[0]) * (p[1] - here[1]) / (before[1] - here[1]) + here[0]
        {
            is_in = !is_in;
        }
        before = here;
    }
    is_in
}

/// The area of a ring in square metres, positive when it runs anticlockwise.
pub fn area(ring: &[Point]) -> f64 {
    let mut sum = 0.0;
    let mut before = ring[ring.len() - 1];
    for &here in ring {
        sum += before[0] * here[1] - here[0] * before[1];
        before = here;
    }
    sum / 2.0
}

/// A segment of a course in a [`Nearby`].
#[derive(Debug, Clone, Copy)]
struct Segment {
    course: u32,
    a: Point,
    b: Point,
    from_m: f64,
}

/// What was found near a point.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    /// The course that lies near.
    pub course: usize,
    /// Its nearest point.
    pub at: Point,
    /// Metres to it.
    pub distance: f64,
    /// Metres along that course.
    pub along: f64,
}

/// Courses in a grid of cells, to ask what lies near a point.
#[derive(Debug)]
pub struct Nearby {
    cell: f64,
    half: f64,
    across: usize,
    cells: Vec<Vec<u32>>,
    segments: Vec<Segment>,
}

impl Nearby {
    /// An empty grid over the square of `half` metres around the middle.
    #[must_use]
    pub fn new(half: f64, cell: f64) -> Self {
        let across = (2.0 * half / cell).ceil() as usize + 1;
        Self { cell, half, across, cells: vec![Vec::new(); across * across], segments: Vec::new() }
    }

    fn column(&self, value: f64) -> usize {
        (((value + self.half) / self.cell).max(0.0) as usize).min(self.across - 1)
    }

    /// Adds a course under a number. Segments must not be longer than a few cells.
    pub fn add(&mut self, course: usize, points: &[Point]) {
        let mut from_m = 0.0;
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let number = self.segments.len() as u32;
            self.segments.push(Segment { course: course as u32, a, b, from_m });
            from_m += distance(a, b);
            for row in self.column(a[1].min(b[1]))..=self.column(a[1].max(b[1])) {
                for column in self.column(a[0].min(b[0]))..=self.column(a[0].max(b[0])) {
                    self.cells[row * self.across + column].push(number);
                }
            }
        }
    }

    /// Calls back with each course segment within `radius`; one course may come several times.
    pub fn each(&self, p: Point, radius: f64, mut found: impl FnMut(Hit)) {
        for row in self.column(p[1] - radius)..=self.column(p[1] + radius) {
            for column in self.column(p[0] - radius)..=self.column(p[0] + radius) {
                for &number in &self.cells[row * self.across + column] {
                    let s = self.segments[number as usize];
                    let (at, share) = nearest(s.a, s.b, p);
                    let away = distance(at, p);
                    if away < radius {
                        let along = s.from_m + share * distance(s.a, s.b);
                        found(Hit { course: s.course as usize, at, distance: away, along });
                    }
                }
            }
        }
    }

    /// The nearest course within `radius` that `counts`.
    #[must_use]
    pub fn closest(&self, p: Point, radius: f64, counts: impl Fn(&Hit) -> bool) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        self.each(p, radius, |hit| {
            if counts(&hit) && best.is_none_or(|b| hit.distance < b.distance) {
                best = Some(hit);
            }
        });
        best
    }

    /// Whether any course lies within `radius`.
    #[must_use]
    pub fn touches(&self, p: Point, radius: f64) -> bool {
        self.closest(p, radius, |_| true).is_some()
    }
}

/// Points in a grid of cells.
#[derive(Debug)]
pub struct Spots {
    half: f64,
    across: usize,
    cells: Vec<Vec<Point>>,
}

/// Side of a cell of [`Spots`], metres.
const SPOT_CELL: f64 = 8.0;

impl Spots {
    /// No points yet, in the square of `half` metres around the middle.
    #[must_use]
    pub fn new(half: f64) -> Self {
        let across = (2.0 * half / SPOT_CELL).ceil() as usize + 1;
        Self { half, across, cells: vec![Vec::new(); across * across] }
    }

    fn column(&self, value: f64) -> usize {
        (((value + self.half) / SPOT_CELL).max(0.0) as usize).min(self.across - 1)
    }

    /// Adds a point unless one lies nearer than `apart` (at most a cell).
    pub fn claim(&mut self, p: Point, apart: f64) -> bool {
        let (row, column) = (self.column(p[1]), self.column(p[0]));
        for r in row.saturating_sub(1)..=(row + 1).min(self.across - 1) {
            for c in column.saturating_sub(1)..=(column + 1).min(self.across - 1) {
                if self.cells[r * self.across + c].iter().any(|&o| distance(o, p) < apart) {
                    return false;
                }
            }
        }
        self.cells[row * self.across + column].push(p);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_along_a_course_has_its_heading() {
        let course = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]];
        assert_eq!(along(&course, 4.0), ([4.0, 0.0], 0.0));
        let (p, way) = along(&course, 13.0);
        assert_eq!(p, [10.0, 3.0]);
        assert!((way - std::f64::consts::FRAC_PI_2).abs() < 1e-12);
    }

    #[test]
    fn a_smooth_course_keeps_its_ends_and_runs_through_its_knots() {
        let knots = [[0.0, 0.0], [60.0, 20.0], [120.0, 0.0]];
        let course = smooth(&knots, 6.0);
        for knot in knots {
            assert!(course.iter().any(|&p| distance(p, knot) < 1e-9));
        }
        assert!(course.windows(2).all(|w| distance(w[0], w[1]) < 9.0));
    }

    #[test]
    fn a_ring_knows_inside_from_outside_and_its_area() {
        let ring = [[0.0, 0.0], [10.0, 0.0], [10.0, 5.0], [0.0, 5.0]];
        assert!(inside(&ring, [3.0, 3.0]) && !inside(&ring, [3.0, 6.0]));
        assert!((area(&ring) - 50.0).abs() < 1e-9);
    }

    #[test]
    fn the_nearest_course_is_found_across_cells() {
        let mut nearby = Nearby::new(100.0, 10.0);
        nearby.add(0, &[[-50.0, 0.0], [50.0, 0.0]]);
        nearby.add(1, &[[-50.0, 30.0], [50.0, 30.0]]);
        let hit = nearby.closest([20.0, 19.0], 25.0, |_| true).expect("both are near");
        assert_eq!((hit.course, hit.distance, hit.along), (1, 11.0, 70.0));
        assert!(!nearby.touches([20.0, 80.0], 25.0));
    }

    #[test]
    fn a_spot_is_claimed_once() {
        let mut spots = Spots::new(50.0);
        assert!(spots.claim([1.0, 1.0], 3.0));
        assert!(!spots.claim([2.0, 2.0], 3.0));
        assert!(spots.claim([5.0, 1.0], 3.0));
    }
}
