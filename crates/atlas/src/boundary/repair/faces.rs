//! The faces between borders: which areas claim each, and to which it goes.

use std::collections::{BTreeMap, HashMap, HashSet};

use geo::{Coord, LineString, MultiPolygon, Polygon};
use spade::{ConstrainedDelaunayTriangulation, Point2, Triangulation as _};

use super::{Gap, Overlap, Parts, STEPS, Scale};
use crate::locate::Locator;
use crate::mesh::grid::{Point, turn};
use crate::mesh::noding::{Segment, node_in, number};

/// Size of the cells for finding crossings, in steps: about two hundred metres.
const CELL: i64 = 20_000;
/// No triangle: the other side of the outermost edge.
const NONE: u32 = u32::MAX;
/// A piece of an area smaller than this, and apart from the rest of it, goes to the land around it.
const CRUMB_M2: f64 = 1.0;

/// The triangles between all borders, and to which area each belongs.
pub struct Faces {
    /// Corners on the grid.
    pub nodes: Vec<Point>,
    corners: Vec<[u32; 3]>,
    across: Vec<[u32; 3]>,
    /// Edge `i` of a triangle is a border.
    is_border: Vec<[bool; 3]>,
    face_of: Vec<u32>,
    faces: Vec<Face>,
    /// The area that each triangle goes to.
    owner: Vec<Option<usize>>,
    scale: Scale,
}

/// Triangles that no border parts.
#[derive(Debug, Default, Clone)]
struct Face {
    triangles: Vec<u32>,
    claimed_by: Vec<usize>,
    doubled_area: i128,
    rim_m: f64,
    is_outside: bool,
}

impl Faces {
    /// Cuts all borders where they meet and finds what lies between them.
    pub fn of(laid: &[Parts], scale: Scale) -> Self {
        let rings = laid.iter().flatten().flatten();
        let edges = rings.flat_map(|ring| super::pairs(ring));
        let segments = edges.map(|(a, b)| Segment { a, b, tags: 1, outline: false, line: 0 });
        let segments = node_in(segments.collect(), &[], CELL);
        let (nodes, index) = number(&segments, &[]);
        let ends: Vec<[u32; 2]> = segments.iter().map(|s| [index[&s.a], index[&s.b]]).collect();
        let mut faces = Self {
            nodes,
            corners: Vec::new(),
            across: Vec::new(),
            is_border: Vec::new(),
            face_of: Vec::new(),
            faces: Vec::new(),
            owner: Vec::new(),
            scale,
        };
        faces.triangulate(&ends);
        faces.flood();
        faces.claim(laid);
        faces
    }

    fn triangulate(&mut self, ends: &[[u32; 2]]) {
        // Near the origin, so that differences are exact however far east the land lies.
        let origin = self.nodes.first().copied().unwrap_or_default();
        let vertices = self
            .nodes
            .iter()
            .map(|at| Point2::new((at[0] - origin[0]) as f64, (at[1] - origin[1]) as f64));
        let constraints = ends.iter().map(|pair| pair.map(|node| node as usize)).collect();
        let whole = ConstrainedDelaunayTriangulation::<Point2<f64>>::try_bulk_load_cdt(
            vertices.collect(),
            constraints,
            |_| (),
        );
        // Points of the grid are finite and small, which is all that is asked of them.
        let Ok(whole) = whole else { return };
        self.corners = whole
            .inner_faces()
            .map(|face| face.vertices().map(|vertex| vertex.fix().index() as u32))
            .map(|c| if self.doubled(c) > 0 { c } else { [c[0], c[2], c[1]] })
            .collect();
        let borders: HashSet<[u32; 2]> =
            ends.iter().map(|e| [e[0].min(e[1]), e[0].max(e[1])]).collect();
        let mut left: HashMap<[u32; 2], u32> = HashMap::with_capacity(self.corners.len() * 3);
        for (triangle, c) in self.corners.iter().enumerate() {
            for i in 0..3 {
                left.insert([c[i], c[(i + 1) % 3]], triangle as u32);
            }
        }
        for c in &self.corners {
            let edge = |i: usize| [c[i], c[(i + 1) % 3]];
            self.across.push([0, 1, 2].map(|i| {
                let [a, b] = edge(i);
                left.get(&[b, a]).copied().unwrap_or(NONE)
            }));
            self.is_border.push([0, 1, 2].map(|i| {
                let [a, b] = edge(i);
                borders.contains(&[a.min(b), a.max(b)])
            }));
        }
        self.owner = vec![None; self.corners.len()];
    }

    fn doubled(&self, [a, b, c]: [u32; 3]) -> i128 {
        let at = |node: u32| self.nodes[node as usize];
        turn(at(a), at(b), at(c))
    }

    fn edge_m(&self, triangle: usize, edge: usize) -> f64 {
        let c = self.corners[triangle];
        let at = |i: usize| self.nodes[c[i % 3] as usize];
        self.scale.metres(at(edge), at(edge + 1))
    }

    /// Joins triangles that no border parts.
    fn flood(&mut self) {
        self.face_of = vec![NONE; self.corners.len()];
        for start in 0..self.corners.len() {
            if self.face_of[start] != NONE {
                continue;
            }
            let number = self.faces.len() as u32;
            let mut face = Face::default();
            let mut waiting = vec![start as u32];
            self.face_of[start] = number;
            while let Some(triangle) = waiting.pop() {
                let t = triangle as usize;
                face.triangles.push(triangle);
                face.doubled_area += self.doubled(self.corners[t]);
                for edge in 0..3 {
                    let next = self.across[t][edge];
                    if self.is_border[t][edge] {
                        face.rim_m += self.edge_m(t, edge);
                    } else if next == NONE {
                        face.is_outside = true;
                    } else if self.face_of[next as usize] == NONE {
                        self.face_of[next as usize] = number;
                        waiting.push(next);
                    }
                }
            }
            self.faces.push(face);
        }
    }

    /// Finds the areas that claim each face, by a point inside its largest triangle.
    fn claim(&mut self, laid: &[Parts]) {
        let mut pieces = Vec::new();
        let mut polygons = Vec::new();
        for (piece, parts) in laid.iter().enumerate() {
            for part in parts {
                pieces.push(piece);
                polygons.push(MultiPolygon(vec![polygon(part)]));
            }
        }
        let locator = Locator::new(&polygons);
        for number in 0..self.faces.len() {
            let triangles = &self.faces[number].triangles;
            let largest = triangles.iter().max_by_key(|&&t| self.doubled(self.corners[t as usize]));
            let Some(&largest) = largest else { continue };
            let at = self.centre(largest as usize);
            let mut claims: Vec<usize> =
                locator.all_at(at).into_iter().map(|part| pieces[part]).collect();
            claims.dedup();
            self.faces[number].claimed_by = claims;
        }
    }

    fn centre(&self, triangle: usize) -> [f64; 2] {
        let c = self.corners[triangle].map(|node| self.nodes[node as usize]);
        [0, 1].map(|axis| (c[0][axis] + c[1][axis] + c[2][axis]) as f64 / 3.0)
    }

    /// Gives each face to an area; tells what several claimed and what none did.
    pub fn give(
        &mut self,
        (is_fixed, size_m2): (&[bool], &[u64]),
        sliver_m: f64,
    ) -> (Vec<Overlap>, Vec<Gap>) {
        let (mut overlaps, mut gaps, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..self.faces.len() {
            let face = &self.faces[number];
            let claims = face.claimed_by.clone();
            let keeper = claims.iter().copied().min_by_key(|&i| (!is_fixed[i], size_m2[i], i));
            let Some(keeper) = keeper else {
                if !face.is_outside {
                    open.push(number);
                }
                continue;
            };
            if claims.len() > 1 {
                let (area_m2, width_m) = self.size(number);
                overlaps.push(Overlap { claimed_by: claims, kept_by: keeper, area_m2, width_m });
            }
            self.hand_over(number, Some(keeper));
        }
        for number in open {
            let (area_m2, width_m) = self.size(number);
            let taken_by = match width_m <= sliver_m {
                true => self.neighbour(&self.faces[number].triangles, is_fixed),
                false => None,
            };
            let first = self.faces[number].triangles[0] as usize;
            let at = self.centre(first).map(|steps| steps / STEPS);
            gaps.push(Gap { taken_by, area_m2, width_m, at });
            self.hand_over(number, taken_by);
        }
        (overlaps, gaps)
    }

    /// Square metres of a face, and its mean width in metres.
    fn size(&self, number: usize) -> (f64, f64) {
        let face = &self.faces[number];
        let area_m2 = self.scale.square_metres(face.doubled_area);
        (area_m2, 2.0 * area_m2 / face.rim_m.max(f64::MIN_POSITIVE))
    }

    fn hand_over(&mut self, number: usize, owner: Option<usize>) {
        for &triangle in &self.faces[number].triangles {
            self.owner[triangle as usize] = owner;
        }
    }

    /// The area with the longest border on some triangles; one that is not fixed, where there is one.
    fn neighbour(&self, triangles: &[u32], is_fixed: &[bool]) -> Option<usize> {
        let own: HashSet<u32> = triangles.iter().copied().collect();
        let mut lengths: BTreeMap<usize, f64> = BTreeMap::new();
        for &triangle in triangles {
            for edge in 0..3 {
                let next = self.across[triangle as usize][edge];
                if next == NONE || own.contains(&next) {
                    continue;
                }
                if let Some(owner) = self.owner[next as usize] {
                    *lengths.entry(owner).or_default() += self.edge_m(triangle as usize, edge);
                }
            }
        }
        let rank = |owner: usize| is_fixed.get(owner).copied().unwrap_or(false);
        lengths
            .into_iter()
            .max_by(|a, b| (!rank(a.0)).cmp(&!rank(b.0)).then(a.1.total_cmp(&b.1)))
            .map(|(owner, _)| owner)
    }

    /// Gives crumbs, that rounding and snapping left apart from their area, to the land around them.
    pub fn sweep(&mut self) {
        let mut seen = vec![false; self.corners.len()];
        let mut lumps: Vec<(usize, f64, Vec<u32>)> = Vec::new();
        for start in 0..self.corners.len() {
            let Some(owner) = self.owner[start].filter(|_| !seen[start]) else { continue };
            let (mut lump, mut waiting, mut doubled) = (Vec::new(), vec![start as u32], 0);
            seen[start] = true;
            while let Some(triangle) = waiting.pop() {
                lump.push(triangle);
                doubled += self.doubled(self.corners[triangle as usize]);
                for next in self.across[triangle as usize] {
                    let is_own = next != NONE && self.owner[next as usize] == Some(owner);
                    if is_own && !seen[next as usize] {
                        seen[next as usize] = true;
                        waiting.push(next);
                    }
                }
            }
            lumps.push((owner, self.scale.square_metres(doubled), lump));
        }
        let mut largest: BTreeMap<usize, f64> = BTreeMap::new();
        for (owner, area_m2, _) in &lumps {
            let most = largest.entry(*owner).or_default();
            *most = most.max(*area_m2);
        }
        for (owner, area_m2, lump) in lumps {
            if area_m2 >= CRUMB_M2 || area_m2 >= largest[&owner] {
                continue;
            }
            let to = self.neighbour(&lump, &[]);
            for triangle in lump {
                self.owner[triangle as usize] = to;
            }
        }
    }

    /// The border of an area: edges with its land on their left.
    pub fn rim(&self, piece: usize) -> Vec<(u32, u32)> {
        let mut rim = Vec::new();
        for (triangle, c) in self.corners.iter().enumerate() {
            if self.owner[triangle] != Some(piece) {
                continue;
            }
            for edge in 0..3 {
                let next = self.across[triangle][edge];
                if next == NONE || self.owner[next as usize] != Some(piece) {
                    rim.push((c[edge], c[(edge + 1) % 3]));
                }
            }
        }
        rim
    }
}

fn polygon(rings: &[Vec<Point>]) -> Polygon<f64> {
    let line = |ring: &Vec<Point>| {
        LineString(ring.iter().map(|at| Coord { x: at[0] as f64, y: at[1] as f64 }).collect())
    };
    Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect())
}
