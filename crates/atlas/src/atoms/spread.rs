//! Spreading households over atoms: whole numbers, exact total, or counted at the doors.

use std::collections::BTreeMap;

use geo::{Area, Centroid};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::{Atom, Door, Kernel};
use crate::fabric::Fabric;
use crate::territory::Seed;

/// Spreads a total in proportion to weights, by largest remainder; the sum is exact.
///
/// Ties go to the first. With no positive weight everything goes evenly.
#[must_use]
pub fn spread(total: u32, weights: &[f64]) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    let even = !(sum > 0.0 && sum.is_finite());
    let whole = if even { weights.len() as f64 } else { sum };
    let exact: Vec<f64> =
        weights.iter().map(|w| f64::from(total) * if even { 1.0 } else { *w } / whole).collect();
    let mut shares: Vec<u32> = exact.iter().map(|e| e.floor() as u32).collect();
    let given: u32 = shares.iter().sum();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&i, &j| {
        (exact[j] - exact[j].floor()).total_cmp(&(exact[i] - exact[i].floor())).then(i.cmp(&j))
    });
    for &i in order.iter().cycle().take((total - given) as usize) {
        shares[i] += 1;
    }
    shares
}

/// Storeys from which a building counts as flats beyond what its front suggests.
const FLATS_FROM: u32 = 5;
/// Gross floor for each household in a block of flats, in square metres.
const FLOOR_M2: f64 = 110.0;

type Place = GeomWithData<[f64; 2], usize>;

fn tree(seeds: impl Iterator<Item = (usize, [f64; 2])>) -> RTree<Place> {
    RTree::bulk_load(seeds.map(|(label, at)| Place::new(at, label)).collect())
}

/// Adds the floors of tall buildings to the weight of the nearest kernel.
pub(super) fn add_floors(kernels: &mut [Kernel], fabric: &Fabric, per_weight: f64) {
    if per_weight <= 0.0 {
        return;
    }
    let near =
        tree(kernels.iter().enumerate().flat_map(|(i, k)| k.seeds.iter().map(move |&at| (i, at))));
    let flats = fabric.buildings.iter().filter(|b| b.levels >= FLATS_FROM);
    let added: Vec<(usize, f64)> = flats
        .filter_map(|building| {
            let centre = building.outline.centroid()?;
            geo::Contains::contains(&fabric.boundary, &centre).then_some(())?;
            let home = near.nearest_neighbor([centre.x(), centre.y()])?.data;
            let floor = building.outline.unsigned_area() * f64::from(building.levels);
            Some((home, floor / FLOOR_M2 / per_weight))
        })
        .collect();
    for (home, weight) in added {
        kernels[home].weight += weight;
    }
}

/// Counts the households behind each door into the atom whose front is nearest.
pub(super) fn count_doors(atoms: &mut [Atom], seeds: &[Seed], doors: &[Door]) {
    let near = tree(seeds.iter().map(|s| (s.label, s.at)));
    let mut blocks: BTreeMap<usize, BTreeMap<u32, u32>> = BTreeMap::new();
    let mut old: BTreeMap<usize, BTreeMap<u32, u32>> = BTreeMap::new();
    for door in doors {
        let Some(home) = near.nearest_neighbor(door.at).map(|p| p.data) else { continue };
        atoms[home].households += door.households;
        if let Some(block) = door.block {
            *blocks.entry(home).or_default().entry(block).or_default() += door.households;
        }
        if let Some(unit) = door.predecessor {
            *old.entry(home).or_default().entry(unit).or_default() += door.households;
        }
    }
    let most = |counts: BTreeMap<u32, u32>| {
        counts.into_iter().max_by_key(|&(id, n)| (n, std::cmp::Reverse(id))).map(|(id, _)| id)
    };
    for (home, counts) in blocks {
        atoms[home].must_link = most(counts);
    }
    for (home, counts) in old {
        atoms[home].predecessor = most(counts);
    }
}
