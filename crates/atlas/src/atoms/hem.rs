//! Hẻm: networks of alleys behind the streets, kept whole as far as their size allows.

use std::collections::{BTreeMap, VecDeque};

use super::network::{Network, STEP_M};
use super::{Grain, Kernel, households_per_metre};
use crate::fabric::LineClass;

/// Metres from the middle of an alley to its doors, and into the plots.
const BESIDE_M: (f64, f64) = (2.5, 5.0);

/// So deep stands the row of houses that faces the street; a hẻm's own land begins behind it, and
/// its mouth does not cut the row in two.
const MOUTH_M: f64 = 14.0;

/// Alleys that hang together without passing a street.
pub struct Tree {
    /// Its stretches, each with fronts and the hẻm it belongs to.
    stretches: Vec<Piece>,
    hems: Vec<Option<String>>,
}

#[derive(Debug, Clone)]
struct Piece {
    hem: usize,
    /// Fronts behind the row of houses that faces the street.
    seeds: Vec<[f64; 2]>,
    /// Fronts at the mouth, between the houses that face the street.
    mouth: Vec<[f64; 2]>,
    /// Stretches of the tree that meet this one, as indices into the tree.
    beside: Vec<usize>,
}

/// The networks of alleys that have a front in the commune.
pub fn trees(network: &Network<'_>) -> Vec<Tree> {
    let mut seen = vec![false; network.stretches.len()];
    let mut trees = Vec::new();
    for start in 0..network.stretches.len() as u32 {
        if !seen[start as usize] && is_alley(network, start) {
            let stretches = component(network, start, &mut seen);
            let tree = Tree::new(network, &stretches);
            if tree.stretches.iter().any(|p| p.fronts() > 0) {
                trees.push(tree);
            }
        }
    }
    trees
}

fn is_alley(network: &Network<'_>, stretch: u32) -> bool {
    network.stretches[stretch as usize].class == LineClass::Alley
}

/// A node where alleys meet without a street: the tree goes on through it.
fn is_inner(network: &Network<'_>, node: u32) -> bool {
    network.at[node as usize].iter().all(|&s| is_alley(network, s))
}

fn component(network: &Network<'_>, start: u32, seen: &mut [bool]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut waiting = vec![start];
    seen[start as usize] = true;
    while let Some(stretch) = waiting.pop() {
        found.push(stretch);
        let s = network.stretches[stretch as usize];
        for node in [s.a, s.b].into_iter().filter(|&n| is_inner(network, n)) {
            for &next in &network.at[node as usize] {
                if !seen[next as usize] {
                    seen[next as usize] = true;
                    waiting.push(next);
                }
            }
        }
    }
    found.sort_unstable();
    found
}

/// The hẻm's own name; a bare "Hẻm" is none.
fn own_name(name: &str) -> Option<String> {
    let lower = name.trim().to_lowercase();
    (!lower.is_empty() && lower != "hẻm" && lower != "hẽm").then_some(lower)
}

impl Tree {
    fn new(network: &Network<'_>, stretches: &[u32]) -> Self {
        let place: BTreeMap<u32, usize> =
            stretches.iter().enumerate().map(|(i, &s)| (s, i)).collect();
        let beside = |s: u32| -> Vec<usize> {
            let ends = network.stretches[s as usize];
            [ends.a, ends.b]
                .into_iter()
                .filter(|&n| is_inner(network, n))
                .flat_map(|n| network.at[n as usize].iter())
                .filter(|&&o| o != s)
                .filter_map(|o| place.get(o).copied())
                .collect()
        };
        let pieces = stretches
            .iter()
            .map(|&s| {
                let from = network.stretches[s as usize].a;
                let mut fronts = network.fronts(s, from, true, BESIDE_M);
                fronts.extend(network.fronts(s, from, false, BESIDE_M));
                let (mouth, seeds) =
                    fronts.into_iter().partition(|&p| network.is_by_street(p, MOUTH_M, &[]));
                Piece { hem: usize::MAX, seeds, mouth, beside: beside(s) }
            })
            .collect();
        let mut tree = Self { stretches: pieces, hems: Vec::new() };
        let names: Vec<Option<&str>> = stretches.iter().map(|&s| network.name(s)).collect();
        tree.name_hems(&names);
        tree
    }

    /// Connected stretches of one name are one hẻm; nameless ones join the nearest, or are one
    /// hẻm of their own where nothing in the tree has a name.
    fn name_hems(&mut self, names: &[Option<&str>]) {
        let keys: Vec<Option<String>> = names.iter().map(|n| n.and_then(own_name)).collect();
        let mut waiting = VecDeque::new();
        for start in 0..self.stretches.len() {
            if self.stretches[start].hem != usize::MAX || keys[start].is_none() {
                continue;
            }
            let hem = self.hems.len();
            self.hems.push(names[start].map(str::to_owned));
            let mut same = vec![start];
            while let Some(i) = same.pop() {
                if self.stretches[i].hem != usize::MAX {
                    continue;
                }
                self.stretches[i].hem = hem;
                waiting.push_back(i);
                same.extend(self.stretches[i].beside.iter().filter(|&&o| keys[o] == keys[start]));
            }
        }
        if waiting.is_empty() {
            self.hems.push(None);
            self.stretches.iter_mut().for_each(|p| p.hem = 0);
        }
        while let Some(i) = waiting.pop_front() {
            for o in self.stretches[i].beside.clone() {
                if self.stretches[o].hem == usize::MAX {
                    self.stretches[o].hem = self.stretches[i].hem;
                    waiting.push_back(o);
                }
            }
        }
    }

    /// What the tree's share of the households is proportional to.
    pub fn weight(&self) -> f64 {
        self.stretches.iter().map(Piece::weight).sum()
    }

    /// The tree's atoms; its hẻm are appended to `hems`.
    pub fn kernels(
        &self,
        per_weight: f64,
        grain: Grain,
        hems: &mut Vec<Option<String>>,
    ) -> Vec<Kernel> {
        let offset = hems.len() as u32;
        hems.extend(self.hems.iter().cloned());
        let every: Vec<usize> = (0..self.stretches.len()).collect();
        let households = |pieces: &[usize]| {
            pieces.iter().map(|&i| self.stretches[i].weight()).sum::<f64>() * per_weight
        };
        if households(&every) <= f64::from(grain.hem_network) {
            return vec![self.kernel(&every, offset)];
        }
        let mut kernels = Vec::new();
        for hem in 0..self.hems.len() {
            let pieces: Vec<usize> =
                every.iter().copied().filter(|&i| self.stretches[i].hem == hem).collect();
            if households(&pieces) <= f64::from(grain.whole) {
                kernels.push(self.kernel(&pieces, offset));
                continue;
            }
            let most = f64::from(grain.part) / per_weight;
            kernels.extend(self.runs(&pieces, most).iter().map(|run| self.kernel(run, offset)));
        }
        kernels
    }

    /// Cuts a hẻm into connected runs of about `most` weight, deepest branches first.
    fn runs(&self, pieces: &[usize], most: f64) -> Vec<Vec<usize>> {
        let mut order: Vec<(usize, Option<usize>)> = Vec::new();
        let mut seen: BTreeMap<usize, bool> = pieces.iter().map(|&i| (i, false)).collect();
        for &root in pieces {
            let mut waiting = VecDeque::from([(root, None)]);
            while let Some((i, parent)) = waiting.pop_front() {
                if seen.insert(i, true) == Some(true) {
                    continue;
                }
                order.push((i, parent));
                for &o in &self.stretches[i].beside {
                    if seen.get(&o) == Some(&false) {
                        waiting.push_back((o, Some(i)));
                    }
                }
            }
        }
        let mut held: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut runs = Vec::new();
        for &(i, parent) in order.iter().rev() {
            let mut mine = held.remove(&i).unwrap_or_default();
            mine.push(i);
            let weight: f64 = mine.iter().map(|&p| self.stretches[p].weight()).sum();
            match parent {
                Some(parent) if weight < most => held.entry(parent).or_default().extend(mine),
                _ => runs.push(mine),
            }
        }
        runs
    }

    fn kernel(&self, pieces: &[usize], offset: u32) -> Kernel {
        let mut by_hem: BTreeMap<usize, f64> = BTreeMap::new();
        for &i in pieces {
            *by_hem.entry(self.stretches[i].hem).or_default() += self.stretches[i].weight();
        }
        let mut hems: Vec<(usize, f64)> = by_hem.into_iter().collect();
        hems.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let fronts: usize = pieces.iter().map(|&i| self.stretches[i].fronts()).sum();
        let all = |of: fn(&Piece) -> &Vec<[f64; 2]>| -> Vec<[f64; 2]> {
            pieces.iter().flat_map(|&i| of(&self.stretches[i]).iter().copied()).collect()
        };
        let mut seeds = all(|p| &p.seeds);
        if seeds.is_empty() {
            seeds = all(|p| &p.mouth);
        }
        Kernel {
            name: hems.first().and_then(|&(h, _)| self.hems[h].clone()),
            class: LineClass::Alley,
            frontage_m: fronts as f64 * STEP_M,
            weight: pieces.iter().map(|&i| self.stretches[i].weight()).sum(),
            seeds,
            hems: hems.into_iter().map(|(h, _)| h as u32 + offset).collect(),
        }
    }
}

impl Piece {
    fn fronts(&self) -> usize {
        self.seeds.len() + self.mouth.len()
    }

    fn weight(&self) -> f64 {
        self.fronts() as f64 * STEP_M * households_per_metre(LineClass::Alley)
    }
}
