//! The parts in range a chain has met, whatever the rest of the plan was like, and the best plan
//! that can be put together from them.
//!
//! Where sizes are tight, whole plans in range are few, but single parts in range are met all the
//! time: the cheapest cover of the map by such parts is often a plan that no walk came across.

use std::collections::HashSet;

use super::cover::{Cover, Terms, Unit, members};
use super::ground::Ground;
use super::state::{State, burden};

/// Nodes a part's set can hold: one bit each.
const NODES: usize = 128;

/// Parts kept; when there are more, the dearer half goes.
const PARTS: usize = 40_000;

/// Parts looked at in one search for a cover.
const LOOKS: u64 = 400_000;

/// The parts met, with what is needed to put them together.
pub(super) struct Hoard {
    seen: HashSet<u128>,
    parts: Vec<Unit>,
    /// What [`Hoard::cover`] hands to the search: the same sets with the scarcest nodes first.
    ordered: Vec<Unit>,
    cover: Cover,
    mix: Vec<(u32, i64)>,
    /// Parts there were when a cover was last sought.
    known: usize,
}

impl Hoard {
    pub(super) fn new() -> Self {
        let (parts, ordered) = (Vec::new(), Vec::new());
        Self {
            seen: HashSet::new(),
            parts,
            ordered,
            cover: Cover::default(),
            mix: Vec::new(),
            known: 0,
        }
    }

    /// Whether a net is small enough.
    pub(super) fn fits(ground: &Ground) -> bool {
        ground.net.len() <= NODES
    }

    /// Weighs every part anew, as costs are others now.
    pub(super) fn recost(&mut self, ground: &Ground) {
        self.known = 0;
        let mut nodes = Vec::new();
        for part in &mut self.parts {
            nodes.clear();
            nodes.extend(members(part.mask).map(|v| v as u32));
            part.cost = cost_of(ground, (part.mask, &nodes), &mut self.mix);
        }
    }

    /// Keeps a part of the plan where it is in range and new.
    pub(super) fn keep(&mut self, ground: &Ground, state: &State, part: u32) {
        let (nodes, size) = (&state.members[part as usize], state.size[part as usize]);
        if ground.excess(size) == 0 {
            self.keep_set(ground, nodes);
        }
    }

    /// Keeps a connected set of nodes in range, where it is new.
    pub(super) fn keep_set(&mut self, ground: &Ground, nodes: &[u32]) {
        let set = nodes.iter().fold(0u128, |set, &node| set | 1 << node);
        if set == 0 || self.seen.contains(&set) {
            return;
        }
        let parted = |&node: &u32| ground.net.apart(node).iter().any(|&v| set >> v & 1 == 1);
        if nodes.iter().any(parted) {
            return;
        }
        let cost = cost_of(ground, (set, nodes), &mut self.mix);
        self.seen.insert(set);
        self.parts.push(Unit { mask: set, cost });
        if self.parts.len() >= PARTS {
            self.thin(ground);
        }
    }

    /// Takes over what another hoard has, its newest parts first.
    pub(super) fn learn(&mut self, ground: &Ground, other: &Self) {
        for part in other.parts.iter().rev().take(PARTS / 8) {
            if self.seen.insert(part.mask) {
                self.parts.push(*part);
            }
        }
        if self.parts.len() >= PARTS {
            self.thin(ground);
        }
    }

    /// Lets go of the half that costs most by household.
    fn thin(&mut self, ground: &Ground) {
        let size =
            |set: u128| members(set).map(|v| ground.net.households[v]).sum::<i64>().max(1) as f64;
        self.parts.sort_by_cached_key(|part| {
            // Costs are not negative, so their bits are in order too.
            ((part.cost / size(part.mask)).to_bits(), part.mask)
        });
        self.parts.truncate(PARTS / 2);
        self.seen = self.parts.iter().map(|part| part.mask).collect();
        self.known = self.known.min(PARTS / 2);
    }

    /// Seeks a plan of between `fewest` and `most` parts that costs less than `below`, and leaves
    /// its labels. Returns its number of parts, where there is one, and the work done.
    pub(super) fn cover(
        &mut self,
        ground: &Ground,
        ((fewest, most), below): ((u32, u32), f64),
        labels: &mut Vec<u32>,
    ) -> (Option<u32>, u64) {
        if self.parts.len() < self.known + self.known / 16 + 4 {
            return (None, 1);
        }
        self.known = self.parts.len();
        let n = ground.net.len();
        let mut held = vec![0u32; n];
        for part in &self.parts {
            members(part.mask).for_each(|v| held[v] += 1);
        }
        let mut by_rarity: Vec<usize> = (0..n).collect();
        by_rarity.sort_by_key(|&v| (held[v], v));
        let mut place = vec![0; n];
        by_rarity.iter().enumerate().for_each(|(i, &v)| place[v] = i);
        self.ordered.clear();
        let moved = |set| members(set).fold(0u128, |moved, v| moved | 1 << place[v]);
        let all = self.parts.iter();
        self.ordered.extend(all.map(|part| Unit { mask: moved(part.mask), cost: part.cost }));
        let terms = Terms { fewest, most, below, looks: LOOKS };
        let outcome = self.cover.solve(&self.ordered, n, &terms);
        let work = self.cover.looks / 4 + 2 * self.parts.len() as u64;
        if outcome.found.is_none() {
            return (None, work);
        }
        labels.clear();
        labels.resize(n, 0);
        for (part, &set) in (0u32..).zip(&self.cover.chosen) {
            members(set).for_each(|i| labels[by_rarity[i]] = part);
        }
        (Some(self.cover.chosen.len() as u32), work)
    }
}

/// What a set of nodes costs as a part.
fn cost_of(ground: &Ground, (set, nodes): (u128, &[u32]), mix: &mut Vec<(u32, i64)>) -> f64 {
    let (mut border, mut size) = (0.0, 0);
    for &node in nodes {
        size += ground.net.households[node as usize];
        for &(other, edge) in ground.net.arcs(node) {
            if set >> other & 1 == 0 {
                border += ground.net.weight[edge as usize];
            }
        }
    }
    0.5 * ground.cut * border + ground.size_cost(size) + burden(ground, nodes, mix)
}
