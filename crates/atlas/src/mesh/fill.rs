//! Filling: points between the lines, so that triangles are small where people live.
//!
//! Near lines and doors the points stand on a triangular lattice; far from everything (a mangrove,
//! a river mouth) they thin out, for nothing there needs precision.

use std::collections::HashSet;

use geo::{BoundingRect, Contains, MultiPolygon};

use super::grid::{Cells, Point, STEPS_PER_METRE, distance, distance_to, metres};
use super::noding::Segment;

/// Lattice spacing in steps: 10 m.
const SPACING: i64 = 100;
/// No lattice point nearer than this to a line or a given point: 4 m.
const CLEARANCE: i64 = 40;
/// Side of a block: where it and its neighbours are empty, one point is enough.
const BLOCK: i64 = SPACING * 12;

/// Adds lattice points inside the outline to `nodes`.
pub fn fill(nodes: &mut Vec<Point>, segments: &[Segment], boundary: &MultiPolygon<f64>) {
    let Some(extent) = boundary.bounding_rect() else { return };
    let mut cells = Cells::new(CLEARANCE * 2);
    let mut courses = Cells::new(CLEARANCE * 4);
    for (i, s) in segments.iter().enumerate() {
        courses.put_box(s.a, s.b, 0, i as u32);
    }
    let mut busy: HashSet<Point> = HashSet::new();
    let block = |p: Point| [p[0].div_euclid(BLOCK), p[1].div_euclid(BLOCK)];
    let lined: HashSet<Point> =
        segments.iter().filter(|s| s.tags != 0).flat_map(|s| [s.a, s.b]).collect();
    let ends: HashSet<Point> = segments.iter().flat_map(|s| [s.a, s.b]).collect();
    for (i, &node) in nodes.iter().enumerate() {
        cells.put(node, i as u32);
        if lined.contains(&node) || !ends.contains(&node) {
            let [x, y] = block(node);
            busy.extend((-1..=1).flat_map(|i| (-1..=1).map(move |j| [x + i, y + j])));
        }
    }
    let row_height = SPACING * 866 / 1000;
    let steps = |v: f64| (v * STEPS_PER_METRE) as i64;
    let (low, high) = (extent.min(), extent.max());
    let mut lonely: HashSet<Point> = HashSet::new();
    let mut added = Vec::new();
    for row in steps(low.y).div_euclid(row_height)..=steps(high.y).div_euclid(row_height) {
        for column in steps(low.x).div_euclid(SPACING)..=steps(high.x).div_euclid(SPACING) {
            let point = [column * SPACING + (row & 1) * SPACING / 2, row * row_height];
            let home = block(point);
            if !busy.contains(&home) && !lonely.insert(home) {
                continue;
            }
            let clear = cells
                .near(point, point, CLEARANCE)
                .all(|n| distance(nodes[n as usize], point) >= CLEARANCE as f64)
                && courses.near(point, point, CLEARANCE).all(|s| {
                    let s = segments[s as usize];
                    distance_to(point, s.a, s.b) >= CLEARANCE as f64
                });
            let [x, y] = metres(point);
            if clear && boundary.contains(&geo::Point::new(x, y)) {
                added.push(point);
            }
        }
    }
    nodes.extend(added);
}
