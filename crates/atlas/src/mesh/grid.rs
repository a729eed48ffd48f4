//! The integer grid all geometry of a mesh lies on, and exact answers about points on it.
//!
//! One step is a decimetre: finer than any street survey, and coarse enough that rounding a corner
//! to 1e-7° later (about a centimetre) can never turn a triangle over.

use std::collections::HashMap;

/// A point on the grid, in decimetres.
pub type Point = [i64; 2];

/// Grid steps in a metre.
pub const STEPS_PER_METRE: f64 = 10.0;

/// Farther than this from the origin (in steps) is no place on earth's map planes.
const FARTHEST: f64 = 1e9;

/// The nearest grid point, or `None` for coordinates that are no metres.
pub fn snap(metres: [f64; 2]) -> Option<Point> {
    let on = |v: f64| {
        let steps = (v * STEPS_PER_METRE).round();
        (steps.is_finite() && steps.abs() < FARTHEST).then_some(steps as i64)
    };
    Some([on(metres[0])?, on(metres[1])?])
}

/// The place of a grid point in metres.
pub fn metres(point: Point) -> [f64; 2] {
    [point[0] as f64 / STEPS_PER_METRE, point[1] as f64 / STEPS_PER_METRE]
}

/// Twice the signed area of a triangle: positive when a, b, c turn left. Exact.
pub fn turn(a: Point, b: Point, c: Point) -> i128 {
    let (ux, uy) = (i128::from(b[0] - a[0]), i128::from(b[1] - a[1]));
    let (vx, vy) = (i128::from(c[0] - a[0]), i128::from(c[1] - a[1]));
    ux * vy - uy * vx
}

/// Distance in steps.
pub fn distance(a: Point, b: Point) -> f64 {
    ((b[0] - a[0]) as f64).hypot((b[1] - a[1]) as f64)
}

/// Distance in steps from a point to a segment.
pub fn distance_to(point: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = ((b[0] - a[0]) as f64, (b[1] - a[1]) as f64);
    let (px, py) = ((point[0] - a[0]) as f64, (point[1] - a[1]) as f64);
    let along = ((px * dx + py * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (px - along * dx).hypot(py - along * dy)
}

/// Where two segments cross in their insides, rounded to the grid; `None` where they only touch.
pub fn crossing(a: Point, b: Point, c: Point, d: Point) -> Option<Point> {
    let (s, t) = (turn(a, b, c), turn(a, b, d));
    let (p, q) = (turn(c, d, a), turn(c, d, b));
    if s.signum() * t.signum() != -1 || p.signum() * q.signum() != -1 {
        return None;
    }
    let share = s as f64 / (s - t) as f64;
    let along = |i: usize| c[i] + ((d[i] - c[i]) as f64 * share).round() as i64;
    Some([along(0), along(1)])
}

/// A point lies on a segment's inside as far as the grid can tell (its pixel is passed through).
pub fn is_on(point: Point, a: Point, b: Point) -> bool {
    if point == a || point == b {
        return false;
    }
    let (dx, dy) = ((b[0] - a[0]) as f64, (b[1] - a[1]) as f64);
    let (px, py) = ((point[0] - a[0]) as f64, (point[1] - a[1]) as f64);
    let squared = dx * dx + dy * dy;
    let along = px * dx + py * dy;
    if along <= 0.0 || along >= squared {
        return false;
    }
    let off = px * dy - py * dx;
    // Seven tenths of a step: the whole pixel. Its corners are left out: the diagonal of one cell
    // touches those of both points beside it, and bent through them it would become the other
    // diagonal, and that one this one again, without end.
    off * off < 0.5 * squared
}

/// Things sorted into square cells, for finding what lies near.
#[derive(Debug)]
pub struct Cells {
    size: i64,
    cells: HashMap<Point, Vec<u32>>,
}

impl Cells {
    /// Cells of a size in steps.
    pub fn new(size: i64) -> Self {
        Self { size: size.max(1), cells: HashMap::new() }
    }

    fn cell(&self, point: Point) -> Point {
        [point[0].div_euclid(self.size), point[1].div_euclid(self.size)]
    }

    /// Puts a thing at a point.
    pub fn put(&mut self, point: Point, thing: u32) {
        let cell = self.cell(point);
        self.cells.entry(cell).or_default().push(thing);
    }

    /// Puts a thing into every cell its box touches, the box grown by `margin` steps.
    pub fn put_box(&mut self, a: Point, b: Point, margin: i64, thing: u32) {
        for cell in self.cells_of(a, b, margin) {
            self.cells.entry(cell).or_default().push(thing);
        }
    }

    /// The things in the cells that a box touches, each perhaps more than once, in a fixed order.
    pub fn near(&self, a: Point, b: Point, margin: i64) -> impl Iterator<Item = u32> + '_ {
        self.cells_of(a, b, margin)
            .into_iter()
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .copied()
    }

    fn cells_of(&self, a: Point, b: Point, margin: i64) -> Vec<Point> {
        let low = self.cell([a[0].min(b[0]) - margin, a[1].min(b[1]) - margin]);
        let high = self.cell([a[0].max(b[0]) + margin, a[1].max(b[1]) + margin]);
        (low[0]..=high[0]).flat_map(|x| (low[1]..=high[1]).map(move |y| [x, y])).collect()
    }
}
