//! Borders: how long two labels touch, along what, and where one may cross.

use std::collections::{BTreeMap, BTreeSet};

use super::{Border, Frontage, pocket};
use crate::fabric::LineClass;
use crate::mesh::grid::{Cells, Point, crossing, distance};
use crate::mesh::{DRAWN, HARD, Mesh, NONE, Tags, Triangle, WALKED, bit};

/// Each pair of labels once, ordered. `barren[t]` is what walls in a triangle where nobody lives:
/// a border there is as closed as that wall.
pub fn borders(mesh: &Mesh, labels: &[u32], barren: &[Option<LineClass>]) -> Vec<Border> {
    let mut found: BTreeMap<(u32, u32), Border> = BTreeMap::new();
    for (t, triangle) in mesh.triangles.iter().enumerate() {
        for i in 0..3 {
            let other = triangle.across[i];
            if other == NONE || labels[t] >= labels[other as usize] {
                continue;
            }
            let along = foremost(triangle.tags[i]).max(barren[t].min(barren[other as usize]));
            let border = at(&mut found, labels[t], labels[other as usize]);
            *border.length_m.of_mut(along) += mesh.edge_m(t, i);
        }
    }
    Ways { mesh, labels, found: &mut found }.count();
    found.into_values().collect()
}

/// Streets and alleys.
const SMALL: Tags = bit(LineClass::Alley) | bit(LineClass::Street);
/// Two street mouths this far apart along a main road are still served by one crossing: 90 m in steps.
const STAGGER: f64 = 900.0;

fn at(found: &mut BTreeMap<(u32, u32), Border>, a: u32, b: u32) -> &mut Border {
    found.entry((a, b)).or_insert_with(|| Border {
        a: a as usize,
        b: b as usize,
        length_m: Frontage::default(),
        crossings: 0,
        road_crossings: 0,
        cut_alleys: 0,
    })
}

/// Of several things along one edge, the one that separates most.
pub fn foremost(tags: Tags) -> Option<LineClass> {
    LineClass::ALL.into_iter().rev().find(|&class| tags & bit(class) != 0)
}

/// Counting the ways from one label into another.
struct Ways<'a> {
    mesh: &'a Mesh,
    labels: &'a [u32],
    found: &'a mut BTreeMap<(u32, u32), Border>,
}

/// An edge leaving a node, with the triangles on its left and right.
#[derive(Clone, Copy)]
struct Spoke {
    end: u32,
    tags: Tags,
    left: u32,
    right: u32,
}

/// Where streets open onto a main road on one side of it.
struct Mouth {
    at: Point,
    side: u32,
    labels: Vec<u32>,
}

impl Ways<'_> {
    fn count(mut self) {
        let round = self.mesh.round_nodes();
        let pocket = pocket::of_triangles(self.mesh);
        let mut mouths: Vec<Mouth> = Vec::new();
        for (node, triangles) in round.iter().enumerate() {
            let spokes = self.spokes(node as u32, triangles);
            let tags = spokes.iter().fold(0, |all, s| all | s.tags);
            if tags & WALKED == 0 {
                continue;
            }
            if tags & HARD != 0 {
                let pairs = self.over(&spokes, HARD, WALKED);
                self.add(pairs, |border| border.crossings += 1);
            }
            if tags & bit(LineClass::MainRoad) != 0 {
                mouths.extend(self.mouths(node as u32, &spokes, &pocket));
                let pairs = self.corners(node, &spokes);
                self.add(pairs, |border| border.road_crossings += 1);
            }
            if tags & bit(LineClass::Alley) != 0 {
                let pairs = self.cut_alleys(&spokes);
                self.add(pairs, |border| border.cut_alleys += 1);
            }
        }
        self.facing(&mouths);
        self.bridges(&round);
    }

    /// Where main roads meet, one crosses at the lights from each corner to the next. So too where
    /// a main road leaves the commune close to a junction: outlines follow streets.
    fn corners(&self, node: usize, spokes: &[Spoke]) -> Vec<(u32, u32)> {
        let roads: Vec<&Spoke> =
            spokes.iter().filter(|s| s.tags & bit(LineClass::MainRoad) != 0).collect();
        let here = self.mesh.nodes[node];
        let leaves = spokes.iter().any(|s| s.left == NONE || s.right == NONE)
            && self.mesh.junctions.iter().any(|&j| distance(j, here) <= STAGGER);
        if (roads.len() < 3 && !leaves) || spokes.iter().any(|s| s.tags & HARD != 0) {
            return Vec::new();
        }
        let corner = |t: u32| (t != NONE).then(|| self.labels[t as usize]);
        let over = |s: &&Spoke| Some(products(&[corner(s.left)?], &[corner(s.right)?]));
        roads.iter().filter_map(over).flatten().collect()
    }

    /// Where a street or alley opens onto a main road, once for each side of the road.
    fn mouths(&self, node: u32, spokes: &[Spoke], pocket: &[u32]) -> Vec<Mouth> {
        let streets =
            spokes.iter().filter(|s| s.tags & SMALL != 0 && s.tags & !SMALL & !DRAWN == 0);
        let mut mouths: Vec<Mouth> = Vec::new();
        for street in streets {
            let sides = [street.left, street.right].into_iter().filter(|&t| t != NONE);
            let Some(side) = sides.map(|t| pocket[t as usize]).next() else { continue };
            let labels = self.labels_beside(*street);
            match mouths.iter_mut().find(|m| m.side == side) {
                Some(mouth) => mouth.labels.extend(labels),
                None => {
                    let at = self.mesh.nodes[node as usize];
                    mouths.push(Mouth { at, side, labels: labels.collect() });
                }
            }
        }
        mouths
    }

    /// Two streets that open onto a main road from opposite sides, facing or nearly so, make a
    /// crossing between the labels beside them; water and rail must not lie in between.
    fn facing(&mut self, mouths: &[Mouth]) {
        let walls: Vec<[Point; 2]> = self.hard_edges();
        let mut cells = Cells::new(STAGGER as i64);
        for (i, mouth) in mouths.iter().enumerate() {
            cells.put(mouth.at, i as u32);
        }
        let mut joined = BTreeSet::new();
        for (i, one) in mouths.iter().enumerate() {
            for j in cells.near(one.at, one.at, STAGGER as i64).filter(|&j| (j as usize) < i) {
                let other = &mouths[j as usize];
                let near = distance(one.at, other.at) <= STAGGER && one.side != other.side;
                let dry = || walls.iter().all(|&[a, b]| crossing(one.at, other.at, a, b).is_none());
                if near && dry() {
                    joined.extend(products(&one.labels, &other.labels));
                }
            }
        }
        for (a, b) in joined {
            at(self.found, a, b).road_crossings += 1;
        }
    }

    fn hard_edges(&self) -> Vec<[Point; 2]> {
        let node = |n: u32| self.mesh.nodes[n as usize];
        let edge = |t: &Triangle, i: usize| [node(t.corners[i]), node(t.corners[(i + 1) % 3])];
        self.mesh
            .triangles
            .iter()
            .flat_map(|t| (0..3).filter(|&i| t.tags[i] & HARD != 0).map(move |i| edge(t, i)))
            .collect()
    }

    /// The edges round a node, counter-clockwise.
    fn spokes(&self, node: u32, triangles: &[u32]) -> Vec<Spoke> {
        let mut spokes: BTreeMap<u32, Spoke> = BTreeMap::new();
        for &t in triangles {
            let triangle = &self.mesh.triangles[t as usize];
            for i in 0..3 {
                let (a, b) = (triangle.corners[i], triangle.corners[(i + 1) % 3]);
                if a != node && b != node {
                    continue;
                }
                let end = if a == node { b } else { a };
                let tags = triangle.tags[i];
                let spoke =
                    spokes.entry(end).or_insert(Spoke { end, tags, left: NONE, right: NONE });
                if a == node { spoke.left = t } else { spoke.right = t }
            }
        }
        let origin = self.mesh.nodes[node as usize];
        let mut spokes: Vec<Spoke> = spokes.into_values().collect();
        let angle = |s: &Spoke| direction(origin, self.mesh.nodes[s.end as usize]);
        spokes.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        spokes
    }

    fn labels_beside(&self, spoke: Spoke) -> impl Iterator<Item = u32> + '_ {
        [spoke.left, spoke.right]
            .into_iter()
            .filter(|&t| t != NONE && !self.mesh.triangles[t as usize].water)
            .map(|t| self.labels[t as usize])
    }

    /// Pairs of labels that a way through this node joins over a line of `barrier`.
    fn over(&self, spokes: &[Spoke], barrier: Tags, way: Tags) -> Vec<(u32, u32)> {
        let Some(first) = spokes.iter().position(|s| s.tags & barrier != 0) else {
            return Vec::new();
        };
        let mut sectors: Vec<Vec<u32>> = vec![Vec::new()];
        for k in 1..=spokes.len() {
            let spoke = spokes[(first + k) % spokes.len()];
            if spoke.tags & barrier != 0 {
                sectors.push(Vec::new());
            } else if spoke.tags & way != 0 {
                let labels = self.labels_beside(spoke);
                sectors.last_mut().expect("there is always one sector").extend(labels);
            }
        }
        let mut pairs = Vec::new();
        for (i, one) in sectors.iter().enumerate() {
            for other in &sectors[..i] {
                pairs.extend(products(one, other));
            }
        }
        pairs
    }

    /// Pairs of labels that an alley runs between through this node.
    fn cut_alleys(&self, spokes: &[Spoke]) -> Vec<(u32, u32)> {
        let wholly = |s: &Spoke| {
            let mut labels = self.labels_beside(*s);
            let first = labels.next()?;
            labels.all(|l| l == first).then_some(first)
        };
        let alleys = spokes.iter().filter(|s| s.tags & bit(LineClass::Alley) != 0);
        let homes: Vec<u32> = alleys.filter_map(wholly).collect();
        homes.iter().enumerate().flat_map(|(i, &a)| products(&[a], &homes[..i])).collect()
    }

    /// A bridge over a sheet of water joins the labels at its ends.
    fn bridges(&mut self, round: &[Vec<u32>]) {
        let wet = |s: &Spoke| {
            s.tags & WALKED != 0
                && [s.left, s.right]
                    .iter()
                    .all(|&t| t == NONE || self.mesh.triangles[t as usize].water)
        };
        let mut seen = vec![false; self.mesh.nodes.len()];
        let mut joined = Vec::new();
        for start in 0..self.mesh.nodes.len() {
            if seen[start] {
                continue;
            }
            let mut ends: Vec<Vec<u32>> = Vec::new();
            let mut waiting = vec![start as u32];
            seen[start] = true;
            while let Some(node) = waiting.pop() {
                let spokes = self.spokes(node, &round[node as usize]);
                if !spokes.iter().any(wet) {
                    continue;
                }
                let dry = spokes.iter().filter(|s| s.tags & WALKED != 0 && !wet(s));
                ends.push(dry.flat_map(|s| self.labels_beside(*s)).collect());
                for spoke in spokes.iter().filter(|s| wet(s)) {
                    if !seen[spoke.end as usize] {
                        seen[spoke.end as usize] = true;
                        waiting.push(spoke.end);
                    }
                }
            }
            for (i, one) in ends.iter().enumerate() {
                joined.push(ends[..i].iter().flat_map(|o| products(one, o)).collect::<Vec<_>>());
            }
        }
        for mut pairs in joined {
            pairs.sort_unstable();
            pairs.dedup();
            for (a, b) in pairs {
                at(self.found, a, b).crossings += 1;
            }
        }
    }

    /// Counts each pair once, where the two touch along more than a point.
    fn add(&mut self, mut pairs: Vec<(u32, u32)>, count: impl Fn(&mut Border)) {
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs {
            if let Some(border) = self.found.get_mut(&pair) {
                count(border);
            }
        }
    }
}

fn products(one: &[u32], other: &[u32]) -> Vec<(u32, u32)> {
    one.iter()
        .flat_map(|&a| other.iter().map(move |&b| (a.min(b), a.max(b))))
        .filter(|(a, b)| a != b)
        .collect()
}

fn direction(from: Point, to: Point) -> f64 {
    ((to[1] - from[1]) as f64).atan2((to[0] - from[0]) as f64)
}
