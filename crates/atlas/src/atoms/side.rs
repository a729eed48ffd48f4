//! Street sides: the fronts along one side of a street between two junctions.

use super::network::{Network, STEP_M};
use super::{Grain, Kernel, households_per_metre};
use crate::fabric::LineClass;

/// Metres from the middle of a street to its house fronts.
const OFF_M: f64 = 6.0;

/// Nearer than this to another street a house stands on a corner, and claims no land for either.
const CORNER_M: f64 = 11.0;

/// Metres from the middle of a street to the middle of a plot beside it.
const fn depth_m(class: LineClass) -> f64 {
    match class {
        LineClass::MainRoad => 24.0,
        _ => 15.0,
    }
}

/// One kernel per street side between two junctions, where it has fronts in the commune.
pub fn sides(network: &Network<'_>) -> Vec<Kernel> {
    let mut done = vec![false; network.stretches.len()];
    let mut kernels = Vec::new();
    // Junctions first, so that every chain starts at one; what is left are rings.
    let junctions = (0..network.nodes.len() as u32).filter(|&n| is_junction(network, n));
    let every = 0..network.nodes.len() as u32;
    for node in junctions.chain(every) {
        for &start in &network.at[node as usize] {
            if done[start as usize] || network.stretches[start as usize].class == LineClass::Alley {
                continue;
            }
            let chain = chain(network, node, start, &mut done);
            kernels
                .extend([true, false].into_iter().filter_map(|left| kernel(network, &chain, left)));
        }
    }
    kernels
}

/// Streets meet or end here, or the street changes its name.
fn is_junction(network: &Network<'_>, node: u32) -> bool {
    let streets: Vec<u32> = streets_at(network, node).collect();
    match streets[..] {
        [one, other] => {
            let class = |s: u32| network.stretches[s as usize].class;
            network.name(one) != network.name(other) || class(one) != class(other)
        }
        _ => true,
    }
}

fn streets_at<'a>(network: &'a Network<'_>, node: u32) -> impl Iterator<Item = u32> + 'a {
    let stretches = network.at[node as usize].iter().copied();
    stretches.filter(|&s| network.stretches[s as usize].class != LineClass::Alley)
}

/// Stretches from a node to the next junction, each with the node it starts from.
fn chain(network: &Network<'_>, from: u32, start: u32, done: &mut [bool]) -> Vec<(u32, u32)> {
    let mut chain = Vec::new();
    let (mut node, mut stretch) = (from, start);
    loop {
        done[stretch as usize] = true;
        chain.push((stretch, node));
        node = network.other_end(stretch, node);
        if is_junction(network, node) {
            return chain;
        }
        match streets_at(network, node).find(|&s| !done[s as usize]) {
            Some(next) => stretch = next,
            None => return chain,
        }
    }
}

fn kernel(network: &Network<'_>, chain: &[(u32, u32)], left: bool) -> Option<Kernel> {
    let first = chain.first()?.0;
    let class = network.stretches[first as usize].class;
    let beside = (OFF_M, depth_m(class));
    let fronts: Vec<[f64; 2]> =
        chain.iter().flat_map(|&(s, from)| network.fronts(s, from, left, beside)).collect();
    let frontage_m = fronts.len() as f64 * STEP_M;
    let own: Vec<u32> = chain.iter().map(|&(s, _)| s).collect();
    let (corner, mut seeds): (Vec<_>, Vec<_>) =
        fronts.into_iter().partition(|&p| network.is_by_street(p, CORNER_M, &own));
    if seeds.is_empty() {
        seeds = corner;
    }
    (!seeds.is_empty()).then(|| Kernel {
        name: network.name(first).map(str::to_owned),
        class,
        frontage_m,
        weight: frontage_m * households_per_metre(class),
        seeds,
        hems: Vec::new(),
    })
}

/// A side with more households than an atom may have is cut into equal lengths.
pub fn cut(side: Kernel, per_weight: f64, grain: Grain) -> Vec<Kernel> {
    let households = side.weight * per_weight;
    if households <= f64::from(grain.whole) {
        return vec![side];
    }
    let parts = (households / f64::from(grain.part.max(1))).ceil().max(2.0) as usize;
    let size = side.seeds.len().div_ceil(parts).max(1);
    side.seeds
        .chunks(size)
        .map(|seeds| {
            let share = seeds.len() as f64 / side.seeds.len() as f64;
            Kernel {
                seeds: seeds.to_vec(),
                frontage_m: side.frontage_m * share,
                weight: side.weight * share,
                ..side.clone()
            }
        })
        .collect()
}
