//! Outlines: the borders between labels, simplified once for both sides, as polygons.
//!
//! A border that runs along a street keeps the street's course; one through the inside of a block
//! is drawn smoothly. Simplifying never lets two borders touch, cross, or pass over a seed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashSet};

use geo::MultiPolygon;

use super::rings::assemble;
use crate::fabric::LineClass;
use crate::mesh::grid::{Cells, Point, distance, turn};
use crate::mesh::{Mesh, NONE};

/// How far (in steps) a border may leave a line it runs along: 0.6 m.
const ALONG_LINE: f64 = 6.0;
/// How far it may leave the commune's outline: 0.2 m, the rounding of added points.
const ALONG_OUTLINE: f64 = 2.0;
/// How far a border through the inside of a block may leave the mesh: 25 m, as long as the corner
/// cut off is small.
const INSIDE: f64 = 250.0;
/// The largest corner cut off inside a block: 220 m², doubled, in square steps.
const CORNER: u128 = 2 * 220 * 100;
/// How far it may leave the mesh where nobody lives, between two carriageways: 12 m.
const BARREN: f64 = 120.0;
/// How far the end of a stretch along a line may move: 2 m.
const CHANGE: f64 = 20.0;

/// The outlines of labels.
struct Outlines<'a> {
    mesh: &'a Mesh,
    /// For each node on a border: the nodes before and after it, where there are exactly two.
    beside: Vec<Option<[u32; 2]>>,
    /// How far each node's border may move when the node is dropped, in steps.
    slack: Vec<f64>,
    dropped: Vec<bool>,
}

/// One polygon set per label, in metres.
pub fn polygons(
    mesh: &Mesh,
    labels: &[u32],
    barren: &[Option<LineClass>],
    count: usize,
) -> Vec<MultiPolygon<f64>> {
    let borders = borders(mesh, labels, barren);
    let mut outlines = Outlines::new(mesh, &borders);
    outlines.simplify(&borders);
    let mut edges: Vec<Vec<(u32, u32)>> = vec![Vec::new(); count];
    for course in outlines.courses(&borders) {
        for pair in course.nodes.windows(2) {
            edges[course.left as usize].push((pair[0], pair[1]));
            if course.right != NONE {
                edges[course.right as usize].push((pair[1], pair[0]));
            }
        }
    }
    edges
        .iter()
        .map(|edges| assemble(edges, |n| mesh.nodes[n as usize], |n| mesh.place(n)))
        .collect()
}

/// One edge of the mesh between two labels, or between a label and the outside.
#[derive(Debug, Clone, Copy)]
struct BorderEdge {
    a: u32,
    b: u32,
    left: u32,
    right: u32,
    on_line: bool,
    is_barren: bool,
}

fn borders(mesh: &Mesh, labels: &[u32], barren: &[Option<LineClass>]) -> Vec<BorderEdge> {
    let mut borders = Vec::new();
    for (t, triangle) in mesh.triangles.iter().enumerate() {
        for i in 0..3 {
            let other = triangle.across[i];
            let right = if other == NONE { NONE } else { labels[other as usize] };
            // Each inner edge once, seen from its smaller label.
            if right == NONE || labels[t] < right {
                borders.push(BorderEdge {
                    a: triangle.corners[i],
                    b: triangle.corners[(i + 1) % 3],
                    left: labels[t],
                    right,
                    on_line: triangle.tags[i] != 0,
                    is_barren: barren[t].is_some() && triangle.tags[i] == 0,
                });
            }
        }
    }
    borders
}

/// A stretch of border between two junctions, simplified.
struct Course {
    nodes: Vec<u32>,
    left: u32,
    right: u32,
}

impl<'a> Outlines<'a> {
    fn new(mesh: &'a Mesh, borders: &[BorderEdge]) -> Self {
        let mut touching: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, edge) in borders.iter().enumerate() {
            touching.entry(edge.a).or_default().push(i);
            touching.entry(edge.b).or_default().push(i);
        }
        let mut beside = vec![None; mesh.nodes.len()];
        let mut slack = vec![0.0; mesh.nodes.len()];
        for (&node, edges) in &touching {
            let [i, j] = edges[..] else { continue };
            let (e, f) = (borders[i], borders[j]);
            let other = |e: BorderEdge| if e.a == node { e.b } else { e.a };
            beside[node as usize] = Some([other(e), other(f)]);
            slack[node as usize] = if e.right == NONE {
                ALONG_OUTLINE
            } else if e.is_barren && f.is_barren {
                BARREN
            } else {
                match (e.on_line, f.on_line) {
                    (true, true) => ALONG_LINE,
                    (false, false) => INSIDE,
                    _ => CHANGE,
                }
            };
        }
        Self { mesh, beside, slack, dropped: vec![false; mesh.nodes.len()] }
    }

    fn point(&self, node: u32) -> Point {
        self.mesh.nodes[node as usize]
    }

    /// Drops nodes, the least important first, while nothing else would change.
    fn simplify(&mut self, borders: &[BorderEdge]) {
        let on_border: HashSet<u32> = borders.iter().flat_map(|e| [e.a, e.b]).collect();
        let mut edges: HashSet<[u32; 2]> = borders.iter().map(|e| pair(e.a, e.b)).collect();
        let mut obstacles = Cells::new(200);
        let mut kept: Vec<u32> = on_border.iter().copied().collect();
        kept.sort_unstable();
        let seeds = self.mesh.places.iter().copied().filter(|n| !on_border.contains(n));
        for node in kept.iter().copied().chain(seeds) {
            obstacles.put(self.point(node), node);
        }
        let mut heap: BinaryHeap<Reverse<(u128, u32)>> =
            kept.iter().filter_map(|&n| Some(Reverse((self.weight(n)?, n)))).collect();
        while let Some(Reverse((weight, node))) = heap.pop() {
            if self.dropped[node as usize] || self.weight(node) != Some(weight) {
                continue;
            }
            let Some([a, b]) = self.beside[node as usize] else { continue };
            if !self.may_drop(node, [a, b], &obstacles, &edges) {
                continue;
            }
            self.dropped[node as usize] = true;
            edges.remove(&pair(a, node));
            edges.remove(&pair(node, b));
            edges.insert(pair(a, b));
            for (end, far) in [(a, b), (b, a)] {
                if let Some(next) = &mut self.beside[end as usize] {
                    for n in next.iter_mut().filter(|n| **n == node) {
                        *n = far;
                    }
                    heap.extend(self.weight(end).map(|w| Reverse((w, end))));
                }
            }
        }
    }

    /// How much a node matters: the area of the corner it makes; `None` if it must stay.
    fn weight(&self, node: u32) -> Option<u128> {
        let [a, b] = self.beside[node as usize]?;
        (a != b).then(|| turn(self.point(a), self.point(node), self.point(b)).unsigned_abs())
    }

    fn may_drop(
        &self,
        node: u32,
        [a, b]: [u32; 2],
        obstacles: &Cells,
        edges: &HashSet<[u32; 2]>,
    ) -> bool {
        let (p, q, r) = (self.point(a), self.point(node), self.point(b));
        let base = distance(p, r);
        let height = turn(p, q, r).unsigned_abs() as f64 / base.max(1.0);
        let corner = turn(p, q, r).unsigned_abs();
        if height > self.slack[node as usize]
            || corner > CORNER && self.slack[node as usize] >= INSIDE
            || base == 0.0
            || edges.contains(&pair(a, b))
        {
            return false;
        }
        let low = [p[0].min(q[0]).min(r[0]), p[1].min(q[1]).min(r[1])];
        let high = [p[0].max(q[0]).max(r[0]), p[1].max(q[1]).max(r[1])];
        obstacles
            .near(low, high, 2)
            .filter(|&o| o != a && o != b && o != node && !self.dropped[o as usize])
            .all(|o| !touches(self.point(o), [p, q, r]))
    }

    /// Every stretch of border, junction to junction, without the dropped nodes.
    fn courses(&self, borders: &[BorderEdge]) -> Vec<Course> {
        // After dropping, each kept edge is found from any of its mesh edges by following the
        // dropped nodes forward; keep the one that starts at a kept node.
        let next: BTreeMap<(u32, u32, u32), u32> =
            borders.iter().map(|e| ((e.a, e.left, e.right), e.b)).collect();
        borders
            .iter()
            .filter(|e| !self.dropped[e.a as usize])
            .filter_map(|e| {
                let mut end = e.b;
                while self.dropped[end as usize] {
                    end = *next.get(&(end, e.left, e.right))?;
                }
                Some(Course { nodes: vec![e.a, end], left: e.left, right: e.right })
            })
            .collect()
    }
}

const fn pair(a: u32, b: u32) -> [u32; 2] {
    if a < b { [a, b] } else { [b, a] }
}

/// A point lies in a triangle, on its rim, or within a step of the side that will be new.
fn touches(point: Point, [p, q, r]: [Point; 3]) -> bool {
    let turns = [turn(p, q, point), turn(q, r, point), turn(r, p, point)];
    let inside = turns.iter().all(|&t| t >= 0) || turns.iter().all(|&t| t <= 0);
    let base = distance(p, r);
    let near = (turns[2].unsigned_abs() as f64) < base
        && distance(p, point) < base
        && distance(r, point) < base;
    inside || near
}
