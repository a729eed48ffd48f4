//! Mends the topology of areas that several hands drew: after it no two overlap, slivers between
//! neighbours are gone, rings cross nowhere, and neighbours share their vertices exactly.
//!
//! Three steps. Vertices near an earlier area's border are laid onto it ([`snap`]). All borders are cut
//! where they meet, on the grid of 1e-7°, and the faces between them found ([`faces`]). Each face goes
//! to one area: what two claim to the smaller of them, a sliver nobody claims to the neighbour with the
//! longest border on it. Wider gaps stay and are told. Nothing is decided in silence.

mod faces;
mod snap;

use std::collections::BTreeSet;

use geo::{MultiPolygon, Polygon};

use super::area::square_metres;
use crate::mesh::grid::Point;
use crate::territory::rings::assemble;
use faces::Faces;

/// An area to be mended with the others.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Its shape in degrees.
    pub shape: &'a MultiPolygon<f64>,
    /// It stands in the registry already and is not in the file: it keeps its land, and only takes
    /// vertices of its new neighbours onto its border.
    pub is_fixed: bool,
}

/// How far borders may be moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// Vertices nearer than this to a neighbour's border are laid onto it, in metres.
    pub snap_m: f64,
    /// Gaps narrower than this on average are closed, in metres.
    pub sliver_m: f64,
}

impl Default for Tolerance {
    /// A metre is what two hands differ by on one map; ten what a river's two banks rarely do.
    fn default() -> Self {
        Self { snap_m: 1.0, sliver_m: 10.0 }
    }
}

/// Land that several areas claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    /// The areas that claimed it.
    pub claimed_by: Vec<usize>,
    /// The area that keeps it.
    pub kept_by: usize,
    /// Square metres.
    pub area_m2: f64,
    /// Its mean width in metres.
    pub width_m: f64,
}

/// Land between areas that none claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The area that took it; nothing where it was too wide and stays.
    pub taken_by: Option<usize>,
    /// Square metres.
    pub area_m2: f64,
    /// Its mean width in metres.
    pub width_m: f64,
    /// A place in it, in degrees.
    pub at: [f64; 2],
}

/// What was done to one area.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its border is not what it was.
    pub is_changed: bool,
    /// The farthest that one of its vertices was moved, in metres.
    pub moved_m: f64,
    /// Places where its rings crossed themselves or one another.
    pub crossings: usize,
    /// Square metres before.
    pub before_m2: u64,
    /// Square metres after.
    pub after_m2: u64,
}

/// Areas that fit together.
#[derive(Debug, Clone, PartialEq)]
pub struct Mended {
    /// The areas in the order they came.
    pub shapes: Vec<MultiPolygon<f64>>,
    /// What was done to each.
    pub changes: Vec<Change>,
    /// Land that several claimed.
    pub overlaps: Vec<Overlap>,
    /// Land that none claimed.
    pub gaps: Vec<Gap>,
}

/// Steps of the grid in a degree: 1e-7°, a centimetre.
const STEPS: f64 = 1e7;
/// Land smaller than this is the work of rounding, and not told: half a square metre.
const TOLD_FROM_M2: f64 = 0.5;

/// The rings of an area on the grid, each open, by its parts: the first of a part is its shell.
type Parts = Vec<Vec<Vec<Point>>>;

/// Metres of a step eastwards and northwards, near a latitude.
#[derive(Debug, Clone, Copy)]
struct Scale {
    east_m: f64,
    north_m: f64,
}

impl Scale {
    /// In the middle of the areas; a degree of latitude has 110.6 km here, one of longitude on the
    /// equator 111.3 km. Widths and tolerances need no more than that; areas are measured exactly.
    fn of(parts: &[Parts]) -> Self {
        let rows = parts.iter().flatten().flatten().flatten().map(|point| point[1]);
        let (low, high) = rows.fold((i64::MAX, i64::MIN), |(l, h), row| (l.min(row), h.max(row)));
        let latitude = if low > high { 0.0 } else { (low + high) as f64 / 2.0 / STEPS };
        let east_m = 111_320.0 / STEPS * latitude.to_radians().cos();
        Self { east_m, north_m: 110_600.0 / STEPS }
    }

    fn metres(self, a: Point, b: Point) -> f64 {
        ((b[0] - a[0]) as f64 * self.east_m).hypot((b[1] - a[1]) as f64 * self.north_m)
    }

    fn square_metres(self, doubled_steps: i128) -> f64 {
        doubled_steps.unsigned_abs() as f64 / 2.0 * self.east_m * self.north_m
    }
}

/// Mends areas.
#[must_use]
pub fn mend(pieces: &[Piece<'_>], tolerance: Tolerance) -> Mended {
    let drawn: Vec<Parts> = pieces.iter().map(|piece| parts(piece.shape)).collect();
    let scale = Scale::of(&drawn);
    let is_fixed: Vec<bool> = pieces.iter().map(|piece| piece.is_fixed).collect();
    let (laid, moved_m) = snap::lay(&drawn, &is_fixed, (tolerance.snap_m, scale));
    let before_m2: Vec<u64> = pieces.iter().map(|piece| square_metres(piece.shape)).collect();
    let mut faces = Faces::of(&laid, scale);
    let (mut overlaps, mut gaps) = faces.give((&is_fixed, &before_m2), tolerance.sliver_m);
    overlaps.retain(|overlap| overlap.area_m2 >= TOLD_FROM_M2);
    gaps.retain(|gap| gap.area_m2 >= TOLD_FROM_M2);
    faces.sweep();
    let shapes: Vec<MultiPolygon<f64>> = (0..pieces.len())
        .map(|piece| {
            let at = |node: u32| faces.nodes[node as usize].map(|steps| steps as f64 / STEPS);
            assemble(&faces.rim(piece), |node| faces.nodes[node as usize], at)
        })
        .collect();
    let changes = shapes.iter().enumerate().map(|(i, shape)| Change {
        is_changed: edges(&parts(shape)) != edges(&drawn[i]),
        moved_m: moved_m[i],
        crossings: snap::crossings(&drawn[i]),
        before_m2: before_m2[i],
        after_m2: square_metres(shape),
    });
    Mended { changes: changes.collect(), shapes, overlaps, gaps }
}

/// Whether two areas have the same border on the grid, wherever their rings begin.
#[must_use]
pub fn is_same(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> bool {
    edges(&parts(one)) == edges(&parts(other))
}

#[expect(clippy::cast_possible_truncation, reason = "degrees times 1e7 fit an i64")]
fn parts(shape: &MultiPolygon<f64>) -> Parts {
    let ring = |line: &geo::LineString<f64>| {
        let mut points: Vec<Point> = line
            .0
            .iter()
            .map(|at| [(at.x * STEPS).round() as i64, (at.y * STEPS).round() as i64])
            .collect();
        points.dedup();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    };
    let part = |polygon: &Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring);
        rings.filter(|ring| ring.len() > 2).collect::<Vec<_>>()
    };
    shape.iter().map(part).filter(|part| !part.is_empty()).collect()
}

/// The edges of an area, whichever way they run.
fn edges(parts: &Parts) -> BTreeSet<[Point; 2]> {
    let rings = parts.iter().flatten();
    rings.flat_map(|ring| pairs(ring)).map(|(a, b)| [a.min(b), a.max(b)]).collect()
}

/// The edges of an open ring, the last back to the first.
fn pairs(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()]))
}

#[cfg(test)]
mod tests;
