//! Flooding: every triangle gets the label whose seed is nearest to walk from.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Seed;
use crate::fabric::LineClass;
use crate::mesh::{HARD, Mesh, NONE, bit};

/// Metres that crossing costs on top of the way: a street keeps its two sides apart while either
/// has a door, a main road nearly always, water and rail always when the land can be reached.
const STREET: f64 = 80.0;
const MAIN_ROAD: f64 = 500.0;
const HARD_BARRIER: f64 = 1e7;

/// A state of the flood: how far, which triangle, whose. Ordered so that ties never depend on
/// anything but the input.
type Wave = Reverse<(u64, u32, u32)>;

/// The label of each triangle.
pub fn flood(mesh: &Mesh, seeds: &[Seed]) -> Vec<u32> {
    let round = mesh.round_nodes();
    let mut labels = vec![NONE; mesh.triangles.len()];
    let mut heap: BinaryHeap<Wave> = BinaryHeap::new();
    let outside = Outside::new(mesh);
    for (seed, &node) in seeds.iter().zip(&mesh.places) {
        let label = seed.label as u32;
        if round[node as usize].is_empty() {
            heap.push(Reverse((0, outside.nearest(seed.at), label)));
        }
        for &t in &round[node as usize] {
            // Water is nobody's: a pier or a rounding must not start a flood in it.
            let start = if mesh.triangles[t as usize].water { HARD_BARRIER } else { 0.0 };
            let way = start + apart(mesh.centre(t as usize), mesh.place(node));
            heap.push(Reverse((millimetres(way), t, label)));
        }
    }
    spread(mesh, &mut labels, &mut heap);
    give_islands(mesh, &mut labels, seeds);
    give_lost(mesh, &mut labels, seeds, &round);
    labels
}

/// The label of each triangle where some triangles have one already.
pub fn fill_up(mesh: &Mesh, given: &[Option<u32>]) -> Vec<u32> {
    let mut labels = vec![NONE; mesh.triangles.len()];
    let held = || given.iter().enumerate().filter_map(|(t, l)| l.map(|label| (t, label)));
    let mut heap: BinaryHeap<Wave> = held().map(|(t, l)| Reverse((0, t as u32, l))).collect();
    spread(mesh, &mut labels, &mut heap);
    let seeds: Vec<Seed> =
        held().map(|(t, l)| Seed { at: mesh.centre(t), label: l as usize }).collect();
    give_islands(mesh, &mut labels, &seeds);
    labels
}

fn spread(mesh: &Mesh, labels: &mut [u32], heap: &mut BinaryHeap<Wave>) {
    let price = |tags: u8| {
        if tags & HARD != 0 {
            HARD_BARRIER
        } else if tags & bit(LineClass::MainRoad) != 0 {
            MAIN_ROAD
        } else if tags & bit(LineClass::Street) != 0 {
            STREET
        } else {
            0.0
        }
    };
    while let Some(Reverse((far, t, label))) = heap.pop() {
        if labels[t as usize] != NONE {
            continue;
        }
        labels[t as usize] = label;
        let triangle = &mesh.triangles[t as usize];
        for edge in 0..3 {
            let other = triangle.across[edge];
            if other != NONE && labels[other as usize] == NONE {
                let step = apart(mesh.centre(t as usize), mesh.centre(other as usize));
                let way = far + millimetres(step + price(triangle.tags[edge]));
                heap.push(Reverse((way, other, label)));
            }
        }
    }
}

/// Land that no seed can reach at any price (an island of its own) goes whole to the nearest seed.
fn give_islands(mesh: &Mesh, labels: &mut [u32], seeds: &[Seed]) {
    for t in 0..labels.len() {
        if labels[t] != NONE {
            continue;
        }
        let here = mesh.centre(t);
        let nearest = seeds.iter().min_by(|a, b| apart(a.at, here).total_cmp(&apart(b.at, here)));
        let Some(label) = nearest.map(|s| s.label as u32) else { return };
        labels[t] = label;
        let mut waiting = vec![t];
        while let Some(t) = waiting.pop() {
            for other in mesh.triangles[t].across {
                if other != NONE && labels[other as usize] == NONE {
                    labels[other as usize] = label;
                    waiting.push(other as usize);
                }
            }
        }
    }
}

/// A label that lost every triangle round its seeds to closer neighbours gets one back.
fn give_lost(mesh: &Mesh, labels: &mut [u32], seeds: &[Seed], round: &[Vec<u32>]) {
    let count = seeds.iter().map(|s| s.label + 1).max().unwrap_or(0);
    let mut held = vec![0u32; count];
    for &label in labels.iter() {
        held[label as usize] += 1;
    }
    for (seed, &node) in seeds.iter().zip(&mesh.places) {
        if held[seed.label] > 0 {
            continue;
        }
        let spare = round[node as usize]
            .iter()
            .copied()
            .filter(|&t| held[labels[t as usize] as usize] > 1)
            .min_by(|&a, &b| mesh.area_m2(b as usize).total_cmp(&mesh.area_m2(a as usize)));
        if let Some(t) = spare {
            held[labels[t as usize] as usize] -= 1;
            labels[t as usize] = seed.label as u32;
            held[seed.label] += 1;
        }
    }
}

/// Finds the triangle nearest to a place outside the outline.
struct Outside {
    centres: Vec<[f64; 2]>,
}

impl Outside {
    fn new(mesh: &Mesh) -> Self {
        Self { centres: (0..mesh.triangles.len()).map(|t| mesh.centre(t)).collect() }
    }

    fn nearest(&self, at: [f64; 2]) -> u32 {
        let far = |t: &usize| apart(self.centres[*t], at);
        (0..self.centres.len()).min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(0) as u32
    }
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

/// Whole millimetres: sums of them do not depend on the order of adding.
fn millimetres(metres: f64) -> u64 {
    (metres * 1000.0).round() as u64
}
