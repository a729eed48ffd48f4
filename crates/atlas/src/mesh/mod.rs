//! The mesh: a commune cut into small triangles along every street, water course and railway.
//!
//! Triangles meet edge to edge, so any way of giving them to labels is a partition of the commune
//! without gap or overlap. The mesh knows what runs along each edge; who gets which triangle is
//! decided elsewhere.

mod fill;
pub(crate) mod grid;
pub(crate) mod noding;

use std::collections::{BTreeMap, HashMap};

use geo::{BoundingRect, Contains, MultiPolygon};
use spade::{ConstrainedDelaunayTriangulation, Point2, Triangulation};

use crate::fabric::{Fabric, LineClass};
use crate::territory::FabricFault;
use grid::{Point, STEPS_PER_METRE, metres, snap, turn};
use noding::{Segment, node, number};

pub use noding::Tags;

/// No triangle: the other side of the commune's outline.
pub const NONE: u32 = u32::MAX;

/// The bit of a class in [`Tags`].
pub const fn bit(class: LineClass) -> Tags {
    1 << class as u8
}

/// Bits of rail, canal and river.
pub const HARD: Tags = bit(LineClass::Rail) | bit(LineClass::Canal) | bit(LineClass::River);
/// Bits of what people walk along.
pub const WALKED: Tags = bit(LineClass::Alley) | bit(LineClass::Street) | bit(LineClass::MainRoad);

/// The bit of a rim drawn by hand: it shapes triangles and separates nothing.
pub const DRAWN: Tags = 1 << 6;

/// A triangle; edge `i` runs from corner `i` to corner `i + 1`, counter-clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triangle {
    /// Its corners, indices into [`Mesh::nodes`].
    pub corners: [u32; 3],
    /// The triangle across each edge, or [`NONE`].
    pub across: [u32; 3],
    /// What runs along each edge.
    pub tags: [Tags; 3],
    /// It lies in a sheet of water.
    pub water: bool,
}

/// The triangles of a commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Mesh {
    /// Corners on the grid.
    pub nodes: Vec<Point>,
    /// The triangles inside the outline.
    pub triangles: Vec<Triangle>,
    /// The node of each point that was handed in.
    pub places: Vec<u32>,
    /// Where streets meet a main road, also just outside the outline.
    pub junctions: Vec<Point>,
}

/// Segments are cut to at most this before meshing, so that triangles stay small: 12 m.
const LONGEST: f64 = 120.0;

impl Mesh {
    /// Cuts a fabric into triangles; `points` become corners (rounded to the grid).
    ///
    /// # Errors
    /// [`FabricFault`] where the outline has no area or a coordinate is unusable.
    pub fn new(fabric: &Fabric, points: &[[f64; 2]]) -> Result<Self, FabricFault> {
        Self::with_drawn(fabric, points, &[])
    }

    /// The same, with areas drawn by hand whose rims become edges too.
    ///
    /// # Errors
    /// As [`Mesh::new`].
    pub fn with_drawn(
        fabric: &Fabric,
        points: &[[f64; 2]],
        drawn: &[MultiPolygon<f64>],
    ) -> Result<Self, FabricFault> {
        let points = points.iter().map(|p| on_grid(*p)).collect::<Result<Vec<_>, _>>()?;
        let segments = node(segments(fabric, drawn)?, &points);
        let (mut nodes, index) = number(&segments, &points);
        fill::fill(&mut nodes, &segments, &fabric.boundary);
        let places = points.iter().map(|p| index[p]).collect();
        let ends = |s: &Segment| [index[&s.a], index[&s.b]];
        let along: HashMap<[u32; 2], (Tags, bool)> =
            segments.iter().map(|s| (sorted(ends(s)), (s.tags, s.outline))).collect();
        let constraints = segments.iter().map(|s| ends(s).map(|n| n as usize)).collect();
        let vertices =
            nodes.iter().map(|n| Point2::new(n[0] as f64, n[1] as f64)).collect::<Vec<_>>();
        let bad = |_| FabricFault::NoBoundary;
        let whole: ConstrainedDelaunayTriangulation<Point2<f64>> =
            ConstrainedDelaunayTriangulation::try_bulk_load_cdt(vertices, constraints, |_| ())
                .map_err(bad)?;
        let junctions = junctions(fabric)?;
        let mut mesh = Self { nodes, triangles: Vec::new(), places, junctions };
        mesh.triangles = mesh.inside(&whole, &along);
        mesh.mark_water(&fabric.water);
        if mesh.triangles.is_empty() { Err(FabricFault::NoBoundary) } else { Ok(mesh) }
    }

    /// The triangles inside the outline: a walk from outside changes sides at every outline edge.
    fn inside(
        &self,
        whole: &ConstrainedDelaunayTriangulation<Point2<f64>>,
        along: &HashMap<[u32; 2], (Tags, bool)>,
    ) -> Vec<Triangle> {
        let corners: Vec<[u32; 3]> = whole
            .inner_faces()
            .map(|face| face.vertices().map(|v| v.fix().index() as u32))
            .map(|c| if turn_of(&self.nodes, c) > 0 { c } else { [c[0], c[2], c[1]] })
            .collect();
        let mut owner: HashMap<[u32; 2], u32> = HashMap::with_capacity(corners.len() * 3);
        for (t, c) in corners.iter().enumerate() {
            for i in 0..3 {
                owner.insert([c[i], c[(i + 1) % 3]], t as u32);
            }
        }
        let side = sides(&corners, &owner, along);
        let mut renumbered = vec![NONE; corners.len()];
        let kept: Vec<usize> = (0..corners.len()).filter(|&t| side[t] == Some(true)).collect();
        for (new, &old) in kept.iter().enumerate() {
            renumbered[old] = new as u32;
        }
        kept.iter()
            .map(|&t| {
                let c = corners[t];
                let edge = |i: usize| [c[i], c[(i + 1) % 3]];
                let across = |i: usize| {
                    let [a, b] = edge(i);
                    owner.get(&[b, a]).map_or(NONE, |&o| renumbered[o as usize])
                };
                let tags = |i: usize| along.get(&sorted(edge(i))).map_or(0, |&(tags, _)| tags);
                Triangle {
                    corners: c,
                    across: [across(0), across(1), across(2)],
                    tags: [tags(0), tags(1), tags(2)],
                    water: false,
                }
            })
            .collect()
    }

    fn mark_water(&mut self, water: &MultiPolygon<f64>) {
        for sheet in water {
            let Some(extent) = sheet.bounding_rect() else { continue };
            for t in 0..self.triangles.len() {
                let [x, y] = self.centre(t);
                let near = x >= extent.min().x
                    && x <= extent.max().x
                    && y >= extent.min().y
                    && y <= extent.max().y;
                if near && sheet.contains(&geo::Point::new(x, y)) {
                    self.triangles[t].water = true;
                }
            }
        }
    }

    /// The centre of a triangle in metres.
    pub fn centre(&self, triangle: usize) -> [f64; 2] {
        let c = self.triangles[triangle].corners.map(|n| self.nodes[n as usize]);
        let mean = |i: usize| (c[0][i] + c[1][i] + c[2][i]) as f64 / 3.0 / STEPS_PER_METRE;
        [mean(0), mean(1)]
    }

    /// The area of a triangle in square metres.
    pub fn area_m2(&self, triangle: usize) -> f64 {
        let twice = turn_of(&self.nodes, self.triangles[triangle].corners);
        twice as f64 / 2.0 / (STEPS_PER_METRE * STEPS_PER_METRE)
    }

    /// The length in metres of a triangle's edge.
    pub fn edge_m(&self, triangle: usize, edge: usize) -> f64 {
        let c = self.triangles[triangle].corners;
        let (a, b) = (self.nodes[c[edge] as usize], self.nodes[c[(edge + 1) % 3] as usize]);
        grid::distance(a, b) / STEPS_PER_METRE
    }

    /// The triangles round each node, in no promised order.
    pub fn round_nodes(&self) -> Vec<Vec<u32>> {
        let mut round = vec![Vec::new(); self.nodes.len()];
        for (t, triangle) in self.triangles.iter().enumerate() {
            for corner in triangle.corners {
                round[corner as usize].push(t as u32);
            }
        }
        round
    }

    /// The place of a node in metres.
    pub fn place(&self, node: u32) -> [f64; 2] {
        metres(self.nodes[node as usize])
    }
}

fn turn_of(nodes: &[Point], c: [u32; 3]) -> i128 {
    turn(nodes[c[0] as usize], nodes[c[1] as usize], nodes[c[2] as usize])
}

const fn sorted(edge: [u32; 2]) -> [u32; 2] {
    if edge[0] < edge[1] { edge } else { [edge[1], edge[0]] }
}

/// For each triangle, whether it lies inside the outline.
fn sides(
    corners: &[[u32; 3]],
    owner: &HashMap<[u32; 2], u32>,
    along: &HashMap<[u32; 2], (Tags, bool)>,
) -> Vec<Option<bool>> {
    let is_outline = |e: [u32; 2]| along.get(&sorted(e)).is_some_and(|&(_, outline)| outline);
    let mut side = vec![None; corners.len()];
    let mut waiting = Vec::new();
    for (t, c) in corners.iter().enumerate() {
        for i in 0..3 {
            let [a, b] = [c[i], c[(i + 1) % 3]];
            if side[t].is_none() && !owner.contains_key(&[b, a]) {
                side[t] = Some(is_outline([a, b]));
                waiting.push(t);
            }
        }
    }
    while let Some(t) = waiting.pop() {
        let c = corners[t];
        for i in 0..3 {
            let [a, b] = [c[i], c[(i + 1) % 3]];
            let Some(&other) = owner.get(&[b, a]) else { continue };
            if side[other as usize].is_none() {
                side[other as usize] = side[t].map(|inside| inside ^ is_outline([a, b]));
                waiting.push(other as usize);
            }
        }
    }
    side
}

fn on_grid(metres: [f64; 2]) -> Result<Point, FabricFault> {
    snap(metres).ok_or(FabricFault::BadCoordinate { x: metres[0], y: metres[1] })
}

/// All segments of a fabric on the grid, none longer than [`LONGEST`].
fn segments(fabric: &Fabric, drawn: &[MultiPolygon<f64>]) -> Result<Vec<Segment>, FabricFault> {
    let extent = fabric.boundary.bounding_rect().ok_or(FabricFault::NoBoundary)?;
    let mut segments = Vec::new();
    let outline = Segment { outline: true, ..BLANK };
    for ring in rings(&fabric.boundary) {
        lay(&mut segments, &ring, outline)?;
    }
    let outside = |a: [f64; 2], b: [f64; 2]| {
        a[0].max(b[0]) < extent.min().x
            || a[0].min(b[0]) > extent.max().x
            || a[1].max(b[1]) < extent.min().y
            || a[1].min(b[1]) > extent.max().y
    };
    let mut lay_inside = |course: &[[f64; 2]], kind: Segment| {
        course
            .windows(2)
            .filter(|p| !outside(p[0], p[1]))
            .try_for_each(|pair| lay(&mut segments, pair, kind))
    };
    for (i, line) in fabric.lines.iter().enumerate().filter(|(_, l)| !l.tunnel) {
        lay_inside(&line.path, Segment { tags: bit(line.class), line: i as u32, ..BLANK })?;
    }
    for ring in rings(&fabric.water) {
        lay_inside(&ring, Segment { tags: bit(LineClass::River), ..BLANK })?;
    }
    for ring in drawn.iter().flat_map(rings) {
        lay_inside(&ring, Segment { tags: DRAWN, ..BLANK })?;
    }
    Ok(segments)
}

const BLANK: Segment = Segment { a: [0, 0], b: [0, 0], tags: 0, outline: false, line: u32::MAX };

fn rings(area: &MultiPolygon<f64>) -> impl Iterator<Item = Vec<[f64; 2]>> {
    area.iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        .map(|ring| ring.0.iter().map(|c| [c.x, c.y]).collect())
}

/// Adds a course, cut short, to `segments`; each is a copy of `kind` with its own ends.
fn lay(segments: &mut Vec<Segment>, course: &[[f64; 2]], kind: Segment) -> Result<(), FabricFault> {
    for pair in course.windows(2) {
        let (a, b) = (on_grid(pair[0])?, on_grid(pair[1])?);
        // Cut from the smaller end, so that two outlines along one course are cut alike.
        let (a, b) = (a.min(b), a.max(b));
        let parts = (grid::distance(a, b) / LONGEST).ceil().max(1.0) as i64;
        let at = |k: i64| {
            let share =
                |i: usize| a[i] + (((b[i] - a[i]) * k) as f64 / parts as f64).round() as i64;
            [share(0), share(1)]
        };
        segments.extend((0..parts).map(|k| Segment { a: at(k), b: at(k + 1), ..kind }));
    }
    Ok(())
}

/// Points where at least three ways meet, one of them a main road.
fn junctions(fabric: &Fabric) -> Result<Vec<Point>, FabricFault> {
    if !fabric.lines.iter().any(|l| l.class == LineClass::MainRoad) {
        return Ok(Vec::new());
    }
    let mut meeting: BTreeMap<Point, (u32, Tags)> = BTreeMap::new();
    for segment in walked(fabric)? {
        for end in [segment.a, segment.b] {
            let entry = meeting.entry(end).or_default();
            *entry = (entry.0 + 1, entry.1 | segment.tags);
        }
    }
    let road = bit(LineClass::MainRoad);
    meeting.retain(|_, (ways, tags)| *ways > 2 && *tags & road != 0);
    Ok(meeting.into_keys().collect())
}

/// The streets and alleys of a fabric near its box, noded: segments with the line each belongs to.
///
/// # Errors
/// [`FabricFault`] where a coordinate is unusable.
pub fn walked(fabric: &Fabric) -> Result<Vec<Segment>, FabricFault> {
    let streets = fabric.lines.iter().enumerate().filter(|(_, l)| !l.tunnel && l.class.is_walked());
    let mut segments = Vec::new();
    for (i, line) in streets {
        lay(&mut segments, &line.path, Segment { tags: bit(line.class), line: i as u32, ..BLANK })?;
    }
    Ok(node(segments, &[]))
}

#[cfg(test)]
mod tests;
