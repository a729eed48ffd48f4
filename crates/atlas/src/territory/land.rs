//! Pieces of land: what hangs together without crossing rail, canal or river.

use std::collections::BTreeSet;

use super::{Land, Seed};
use crate::mesh::{HARD, Mesh, NONE, WALKED};

/// The pieces, largest first.
pub fn pieces(mesh: &Mesh, labels: &[u32], seeds: &[Seed]) -> Vec<Land> {
    let mut piece_of = vec![NONE; mesh.triangles.len()];
    let mut pieces: Vec<Land> = Vec::new();
    for start in 0..mesh.triangles.len() {
        if piece_of[start] != NONE || mesh.triangles[start].water {
            continue;
        }
        pieces.push(piece(mesh, labels, &mut piece_of, (start, pieces.len() as u32)));
    }
    let mut seeded: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); pieces.len()];
    let round = mesh.round_nodes();
    for (seed, &node) in seeds.iter().zip(&mesh.places) {
        // A seed on a bank belongs to the land where its label really lies.
        let here = round[node as usize].iter().map(|&t| t as usize);
        for t in here.filter(|&t| piece_of[t] != NONE && labels[t] as usize == seed.label) {
            seeded[piece_of[t] as usize].insert(seed.label);
        }
    }
    for (piece, seeded) in pieces.iter_mut().zip(seeded) {
        piece.seeded = seeded.into_iter().collect();
    }
    pieces.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
    pieces
}

fn piece(mesh: &Mesh, labels: &[u32], piece_of: &mut [u32], (start, id): (usize, u32)) -> Land {
    let mut area_m2 = 0.0;
    let mut held: BTreeSet<usize> = BTreeSet::new();
    let mut has_streets = false;
    let mut largest = start;
    let mut waiting = vec![start];
    piece_of[start] = id;
    while let Some(t) = waiting.pop() {
        let triangle = &mesh.triangles[t];
        area_m2 += mesh.area_m2(t);
        held.insert(labels[t] as usize);
        if mesh.area_m2(t) > mesh.area_m2(largest) {
            largest = t;
        }
        for (other, tags) in triangle.across.into_iter().zip(triangle.tags) {
            has_streets |= tags & WALKED != 0;
            let open = other != NONE && tags & HARD == 0;
            if open && piece_of[other as usize] == NONE && !mesh.triangles[other as usize].water {
                piece_of[other as usize] = id;
                waiting.push(other as usize);
            }
        }
    }
    Land {
        area_m2,
        labels: held.into_iter().collect(),
        seeded: Vec::new(),
        position: mesh.centre(largest),
        has_streets,
    }
}
