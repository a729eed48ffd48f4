//! The ground a commune is built on: its outline, water, rail, and land kept free of houses.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use rand::Rng;

use crate::line::{self, Nearby, Point};
use crate::seed::Seed;
use crate::weave::Weave;

/// What is invented for free land, in turn.
const GREENS: [&str; 10] = [
    "Trường Tiểu học Sao Mai",
    "Chợ Bến Lá",
    "Công viên Hoa Nắng",
    "Trường Mầm non Chim Sẻ",
    "Chùa Liên Trì Mới",
    "Trường Trung học cơ sở Bình Minh",
    "Sân bóng Cánh Diều",
    "Trạm y tế",
    "Đình Vĩnh Sậy",
    "Nhà văn hóa",
];

/// A canal or creek.
#[derive(Debug, Clone)]
pub struct Water {
    /// Its middle, from outline to outline.
    pub course: Vec<Point>,
    /// Half its width.
    pub half_width: f64,
    /// Its name.
    pub name: String,
}

/// Land without houses.
#[derive(Debug, Clone)]
pub struct Green {
    /// Its middle.
    pub middle: Point,
    /// About half its breadth.
    pub radius: f64,
    /// Its outline.
    pub ring: Vec<Point>,
    /// What it is called.
    pub name: String,
}

/// Outline, water, rail and free land.
#[derive(Debug)]
pub struct Ground {
    /// The outline, anticlockwise, not repeating its first point.
    pub ring: Vec<Point>,
    /// The radius of a circle of the same area.
    pub radius: f64,
    /// The direction the place lies in; roads and canal follow it.
    pub lie: f64,
    /// Canals.
    pub waters: Vec<Water>,
    /// A railway along the outline.
    pub rail: Option<Vec<Point>>,
    /// Parks, schools, pagodas.
    pub greens: Vec<Green>,
    /// Outline and barriers, to ask what is near.
    edge: Nearby,
    wet: Nearby,
}

impl Ground {
    /// A ground of `area_m2`.
    #[must_use]
    pub fn new(seed: Seed, weave: &Weave, area_m2: f64) -> Self {
        let ring = outline(seed.of("outline", 0), area_m2);
        let radius = (area_m2 / PI).sqrt();
        let half = ring.iter().flatten().fold(0.0_f64, |most, v| most.max(v.abs())) + 60.0;
        let mut edge = Nearby::new(half, 40.0);
        let closed: Vec<Point> = ring.iter().chain(&ring[..1]).copied().collect();
        edge.add(0, &closed);
        let lie = seed.of("lie", 0).fraction() * 0.8 - 0.4;
        let mut ground = Self {
            ring,
            radius,
            lie,
            waters: Vec::new(),
            rail: None,
            greens: Vec::new(),
            edge,
            wet: Nearby::new(half, 40.0),
        };
        ground.dig(seed.of("water", 0), weave);
        ground
    }

    /// Half the side of the square around it.
    #[must_use]
    pub fn half(&self) -> f64 {
        self.ring.iter().flatten().fold(0.0_f64, |most, v| most.max(v.abs())) + 60.0
    }

    /// Whether a point lies inside, at least `margin` metres from the outline.
    #[must_use]
    pub fn holds(&self, p: Point, margin: f64) -> bool {
        line::inside(&self.ring, p) && !self.edge.touches(p, margin)
    }

    /// Whether a point keeps `margin` metres from every bank.
    #[must_use]
    pub fn is_dry(&self, p: Point, margin: f64) -> bool {
        let widest = self.waters.iter().fold(0.0_f64, |most, w| most.max(w.half_width));
        self.wet
            .closest(p, widest + margin, |hit| {
                hit.distance < self.waters[hit.course].half_width + margin
            })
            .is_none()
    }

    /// Whether a point keeps `margin` metres from parks, schools and pagodas.
    #[must_use]
    pub fn is_free(&self, p: Point, margin: f64) -> bool {
        !self.greens.iter().any(|g| line::distance(g.middle, p) < g.radius + margin)
    }

    /// The longest part of a course that lies inside, ending on the outline.
    #[must_use]
    pub fn clip(&self, course: &[Point]) -> Vec<Point> {
        let mut best: Vec<Point> = Vec::new();
        let mut run: Vec<Point> = Vec::new();
        for pair in course.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            match (line::inside(&self.ring, a), line::inside(&self.ring, b)) {
                (true, true) => run.push(a),
                (true, false) => {
                    run.push(a);
                    run.push(self.crossing(a, b));
                    if line::length(&run) > line::length(&best) {
                        best = std::mem::take(&mut run);
                    }
                    run.clear();
                }
                (false, true) => run = vec![self.crossing(b, a)],
                (false, false) => {}
            }
        }
        if let (false, Some(&last)) = (run.is_empty(), course.last()) {
            run.push(last);
        }
        if line::length(&run) > line::length(&best) { run } else { best }
    }

    /// Where the way from a point inside to one outside meets the outline, a hair beyond.
    fn crossing(&self, inside: Point, outside: Point) -> Point {
        let (mut near, mut far) = (0.0, 1.0);
        for _ in 0..40 {
            let middle = f64::midpoint(near, far);
            if line::inside(&self.ring, line::between(inside, outside, middle)) {
                near = middle;
            } else {
                far = middle;
            }
        }
        line::between(inside, outside, far)
    }

    /// A part of the outline as a course: from `start` (share of the ring) for `share` of it.
    #[must_use]
    pub fn along_edge(&self, start: f64, share: f64) -> Vec<Point> {
        let count = self.ring.len();
        let (first, many) =
            ((start.fract() * count as f64) as usize, (share * count as f64) as usize);
        (first..=first + many).map(|i| self.ring[i % count]).collect()
    }

    /// Lays out parks, schools and pagodas, away from water and from one another.
    pub fn plant(&mut self, seed: Seed, weave: &Weave, roads: &Nearby) {
        let mut random = seed.random();
        for _ in 0..400 {
            let number = self.greens.len();
            if number == weave.greens as usize {
                return;
            }
            let radius = random.random_range(20.0..48.0);
            let reach = if weave.core > 0.0 { weave.core * 1.6 } else { self.radius };
            let turn = random.random_range(0.0..TAU);
            let far = random.random_range(0.1_f64..1.0).sqrt() * reach;
            let middle = line::ahead([0.0, 0.0], turn, far);
            let apart = |g: &Green| line::distance(g.middle, middle) > 260.0;
            let open = self.holds(middle, radius + 30.0)
                && self.is_dry(middle, radius + 30.0)
                && !roads.touches(middle, radius + 16.0);
            if open && self.greens.iter().all(apart) {
                let ring = patch(middle, radius, &mut random);
                let name = GREENS[number % GREENS.len()].to_owned();
                self.greens.push(Green { middle, radius, ring, name });
            }
        }
    }

    fn dig(&mut self, seed: Seed, weave: &Weave) {
        let mut random = seed.random();
        let main = self.winding(self.lie, -0.43, &mut random);
        self.add_water("Kênh Sậy", main, weave.canal_half_width);
        if weave.core > 0.0 {
            let north = self.winding(self.lie + 0.15, 0.55, &mut random);
            self.add_water("Rạch Tràm", north, weave.canal_half_width * 0.7);
            let across = self.winding(self.lie + FRAC_PI_2, -0.38, &mut random);
            let between = self.dry_run(&across);
            self.add_water("Rạch Bần", between, weave.canal_half_width * 0.6);
        }
        if seed.of("rail", 0).fraction() < 0.5 {
            let start = 0.25 + self.lie / TAU + seed.of("rail", 1).fraction() * 0.1;
            self.rail = Some(self.along_edge(start, 0.16));
        }
    }

    /// A winding course right across, `offset` radii to the left of the middle.
    fn winding(&self, way: f64, offset: f64, random: &mut impl Rng) -> Vec<Point> {
        let r = self.radius;
        let swing = r * random.random_range(0.050..0.085);
        let mut side = if random.random::<bool>() { 1.0 } else { -1.0 };
        let knots: Vec<Point> = (-8_i32..=8)
            .map(|i| {
                side = -side;
                let at = f64::from(i) * 0.2 * r + random.random_range(-0.05..0.05) * r;
                let out = offset * r + side * swing * random.random_range(0.3..1.3);
                line::ahead(line::ahead([0.0, 0.0], way, at), way + FRAC_PI_2, out)
            })
            .collect();
        line::smooth(&knots, 9.0)
    }

    /// The longest run of a course that stands in no water, with a point in it at each end.
    fn dry_run(&self, course: &[Point]) -> Vec<Point> {
        let mut best = 0..0;
        let mut start = None;
        for i in 0..=course.len() {
            let is_dry = course.get(i).is_some_and(|&p| self.is_dry(p, 0.0));
            match (is_dry, start) {
                (true, None) => start = Some(i),
                (false, Some(from)) => {
                    let inside = line::inside(&self.ring, course[(from + i) / 2]);
                    if inside && i - from > best.len() {
                        best = from..i;
                    }
                    start = None;
                }
                _ => {}
            }
        }
        course[best.start.saturating_sub(2)..(best.end + 2).min(course.len())].to_vec()
    }

    fn add_water(&mut self, name: &str, course: Vec<Point>, half_width: f64) {
        let course = self.clip(&course);
        if course.len() > 2 {
            self.wet.add(self.waters.len(), &course);
            self.waters.push(Water { course, half_width, name: name.to_owned() });
        }
    }
}

/// An angular, slightly ragged outline: seven to nine corners joined by leaning sides.
fn outline(seed: Seed, area_m2: f64) -> Vec<Point> {
    let mut random = seed.random();
    let corners: u32 = random.random_range(7..10);
    let knots: Vec<Point> = (0..corners)
        .map(|i| {
            let turn = TAU * (f64::from(i) + random.random_range(-0.28..0.28)) / f64::from(corners);
            line::ahead([0.0, 0.0], turn, random.random_range(0.86..1.14))
        })
        .collect();
    let mut ring = Vec::new();
    for (i, &from) in knots.iter().enumerate() {
        let to = knots[(i + 1) % knots.len()];
        let bow = random.random_range(-0.05..0.07);
        for step in 0..14_u32 {
            let share = f64::from(step) / 14.0;
            let out = bow * (PI * share).sin() + random.random_range(-0.004..0.004);
            let p = line::between(from, to, share);
            ring.push(line::ahead(p, line::heading(from, to) - FRAC_PI_2, out));
        }
    }
    let scale = (area_m2 / line::area(&ring)).sqrt();
    ring.iter().map(|p| [p[0] * scale, p[1] * scale]).collect()
}

/// A rounded patch of land around a point.
#[must_use]
pub fn patch(middle: Point, radius: f64, random: &mut impl Rng) -> Vec<Point> {
    let squash = random.random_range(0.7..1.0);
    let turn = random.random_range(0.0..PI);
    // Five or six sides: a schoolyard or a park, not a disc.
    let sides: u32 = random.random_range(5..7);
    (0..sides)
        .map(|i| {
            let angle = TAU * f64::from(i) / f64::from(sides);
            let (x, y) = (radius * angle.cos(), radius * squash * angle.sin());
            let far = random.random_range(0.82..1.0);
            line::ahead(middle, turn + y.atan2(x), x.hypot(y) * far)
        })
        .collect()
}
