//! Pockets: what main roads, rail and water wall in.
//!
//! The strip between two carriageways, a traffic island, a sheet of water: land (or water) where
//! nobody lives, and through which nobody is a neighbour.

use super::border::foremost;
use crate::fabric::LineClass;
use crate::mesh::{HARD, Mesh, NONE, Tags, bit};

/// A pocket walled in by main roads smaller than this is no place to live: 0.8 ha.
const SMALL_M2: f64 = 8_000.0;

struct Pocket {
    triangles: Vec<usize>,
    walls: Tags,
    area_m2: f64,
    is_home: bool,
}

/// For each triangle, the strongest wall round its pocket, where no seed lies in the pocket.
pub fn barren(mesh: &Mesh) -> Vec<Option<LineClass>> {
    let mut barren = vec![None; mesh.triangles.len()];
    for pocket in pockets(mesh) {
        let wet = mesh.triangles[pocket.triangles[0]].water;
        let class = if wet { Some(LineClass::River) } else { foremost(pocket.walls) };
        if wet || !pocket.is_home {
            pocket.triangles.iter().for_each(|&t| barren[t] = class);
        }
    }
    barren
}

/// The triangles in small pockets that main roads wall in.
pub fn small_pockets(mesh: &Mesh) -> Vec<bool> {
    let mut small = vec![false; mesh.triangles.len()];
    for pocket in pockets(mesh) {
        if pocket.walls & bit(LineClass::MainRoad) != 0 && pocket.area_m2 < SMALL_M2 {
            pocket.triangles.iter().for_each(|&t| small[t] = true);
        }
    }
    small
}

/// The number of each triangle's pocket.
pub fn of_triangles(mesh: &Mesh) -> Vec<u32> {
    let mut of = vec![0; mesh.triangles.len()];
    for (i, pocket) in pockets(mesh).iter().enumerate() {
        pocket.triangles.iter().for_each(|&t| of[t] = i as u32);
    }
    of
}

fn pockets(mesh: &Mesh) -> Vec<Pocket> {
    let mut inhabited = vec![false; mesh.nodes.len()];
    mesh.places.iter().for_each(|&n| inhabited[n as usize] = true);
    let mut seen = vec![false; mesh.triangles.len()];
    let mut pockets = Vec::new();
    for start in 0..mesh.triangles.len() {
        if !seen[start] {
            seen[start] = true;
            pockets.push(pocket(mesh, start, &mut seen, &inhabited));
        }
    }
    pockets
}

fn pocket(mesh: &Mesh, start: usize, seen: &mut [bool], inhabited: &[bool]) -> Pocket {
    let wall = HARD | bit(LineClass::MainRoad);
    let mut found = Pocket { triangles: vec![start], walls: 0, area_m2: 0.0, is_home: false };
    let mut next = 0;
    while let Some(&t) = found.triangles.get(next) {
        next += 1;
        let triangle = &mesh.triangles[t];
        found.area_m2 += mesh.area_m2(t);
        found.is_home |= triangle.corners.iter().any(|&n| inhabited[n as usize]);
        for (other, tags) in triangle.across.into_iter().zip(triangle.tags) {
            found.walls |= tags & wall;
            if other != NONE && tags & wall == 0 && !seen[other as usize] {
                seen[other as usize] = true;
                found.triangles.push(other as usize);
            }
        }
    }
    found
}
