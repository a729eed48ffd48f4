//! Lays the vertices of each area onto the borders of those before it, where they nearly meet.

use super::{Parts, Scale, pairs};
use crate::mesh::grid::{Cells, Point, crossing};

/// What has been laid so far, to be found by place.
struct Laid {
    points: Vec<Point>,
    near_points: Cells,
    edges: Vec<(Point, Point)>,
    near_edges: Cells,
    reach: i64,
    snap_m: f64,
    scale: Scale,
}

/// The areas laid onto one another, those that are fixed first, and how far a vertex of each was moved
/// at most, in metres.
pub fn lay(
    drawn: &[Parts],
    is_fixed: &[bool],
    (snap_m, scale): (f64, Scale),
) -> (Vec<Parts>, Vec<f64>) {
    let mut moved_m = vec![0.0; drawn.len()];
    let mut all = drawn.to_vec();
    if snap_m <= 0.0 {
        return (all, moved_m);
    }
    let mut laid = Laid::new(snap_m, scale);
    let mut order: Vec<usize> = (0..drawn.len()).collect();
    order.sort_by_key(|&i| !is_fixed[i]);
    for i in order {
        let parts = &mut all[i];
        for ring in parts.iter_mut().flatten() {
            let (course, farthest) = laid.course(ring, is_fixed[i]);
            moved_m[i] = f64::max(moved_m[i], farthest);
            *ring = course;
        }
        parts.iter_mut().for_each(|part| part.retain(|ring| ring.len() > 2));
        parts.retain(|part| !part.is_empty());
        parts.iter().flatten().for_each(|ring| laid.add(ring));
    }
    (all, moved_m)
}

impl Laid {
    #[expect(clippy::cast_possible_truncation, reason = "a tolerance in steps is small")]
    fn new(snap_m: f64, scale: Scale) -> Self {
        let reach = (snap_m / scale.east_m.min(scale.north_m)).ceil() as i64;
        // Edges are longer than the tolerance: larger cells hold each in fewer.
        let (near_points, near_edges) = (Cells::new(reach * 2), Cells::new(reach.max(20_000)));
        let (points, edges) = (Vec::new(), Vec::new());
        Self { points, near_points, edges, near_edges, reach, snap_m, scale }
    }

    fn add(&mut self, ring: &[Point]) {
        for (a, b) in pairs(ring) {
            self.near_points.put(a, self.points.len() as u32);
            self.points.push(a);
            self.near_edges.put_box(a, b, 0, self.edges.len() as u32);
            self.edges.push((a, b));
        }
    }

    /// A ring laid onto what is there, and the farthest that one of its vertices was moved.
    fn course(&self, ring: &[Point], is_fixed: bool) -> (Vec<Point>, f64) {
        let mut farthest = 0.0;
        let moved: Vec<Point> = ring
            .iter()
            .map(|&point| {
                let to = if is_fixed { point } else { self.home(point) };
                farthest = f64::max(farthest, self.scale.metres(point, to));
                to
            })
            .collect();
        let mut course = Vec::with_capacity(moved.len());
        for (a, b) in pairs(&moved) {
            course.push(a);
            course.extend(self.beside(a, b));
        }
        course.dedup();
        while course.len() > 1 && course.first() == course.last() {
            course.pop();
        }
        (course, farthest)
    }

    /// Where a vertex belongs: on a vertex that is there already, else on a border, else where it is.
    fn home(&self, point: Point) -> Point {
        let points = self.near_points.near(point, point, self.reach);
        let points = points.map(|i| self.points[i as usize]);
        let near = |to: Point| Some((self.scale.metres(point, to), to));
        let nearest = |a: Option<(f64, Point)>, b: (f64, Point)| match a {
            Some(a) if a.0 <= b.0 => Some(a),
            _ => Some(b),
        };
        let vertex = points.filter_map(near).filter(|(m, _)| *m <= self.snap_m).fold(None, nearest);
        if let Some((_, vertex)) = vertex {
            return vertex;
        }
        let edges = self.near_edges.near(point, point, self.reach);
        let feet = edges.filter_map(|i| {
            let (a, b) = self.edges[i as usize];
            let (_, foot) = self.foot(point, a, b)?;
            Some((self.scale.metres(point, foot), foot))
        });
        let foot = feet.filter(|(m, _)| *m <= self.snap_m).fold(None, nearest);
        foot.map_or(point, |(_, foot)| foot)
    }

    /// The vertices that are there already and lie beside an edge, along it.
    fn beside(&self, a: Point, b: Point) -> Vec<Point> {
        let near = self.near_points.near(a, b, self.reach).map(|i| self.points[i as usize]);
        let mut beside: Vec<(f64, Point)> = near
            .filter(|point| *point != a && *point != b)
            .filter_map(|point| {
                let (share, foot) = self.foot(point, a, b)?;
                (self.scale.metres(point, foot) <= self.snap_m).then_some((share, point))
            })
            .collect();
        beside.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        beside.dedup();
        beside.into_iter().map(|(_, point)| point).collect()
    }

    /// The foot of a point on the inside of an edge, with its share of the way; nothing beyond its ends.
    #[expect(clippy::cast_possible_truncation, reason = "between two points of the grid")]
    fn foot(&self, point: Point, a: Point, b: Point) -> Option<(f64, Point)> {
        let metres = |p: Point| {
            [(p[0] - a[0]) as f64 * self.scale.east_m, (p[1] - a[1]) as f64 * self.scale.north_m]
        };
        let (to, own) = (metres(b), metres(point));
        let squared = to[0] * to[0] + to[1] * to[1];
        let share = (own[0] * to[0] + own[1] * to[1]) / squared;
        if !(share > 0.0 && share < 1.0) {
            return None;
        }
        let along = |axis: usize| a[axis] + ((b[axis] - a[axis]) as f64 * share).round() as i64;
        Some((share, [along(0), along(1)]))
    }
}

/// Places where the rings of an area cross themselves or one another.
pub fn crossings(parts: &Parts) -> usize {
    let edges: Vec<(Point, Point)> = parts.iter().flatten().flat_map(|ring| pairs(ring)).collect();
    let mut cells = Cells::new(20_000);
    let mut found = std::collections::BTreeSet::new();
    for (i, &(a, b)) in edges.iter().enumerate() {
        for j in cells.near(a, b, 0) {
            let (c, d) = edges[j as usize];
            if let Some(at) = crossing(a, b, c, d) {
                found.insert(at);
            }
        }
        cells.put_box(a, b, 0, i as u32);
    }
    found.len()
}
