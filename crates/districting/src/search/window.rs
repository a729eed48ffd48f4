//! A window: at most 64 nodes whose every possible part can be listed.
//!
//! The list holds each connected set of nodes with its size in range and its cost. What to make of
//! the list is [`super::cover`]'s business.

use super::contract::NONE;
use super::cover::Unit;
use super::ground::{Ground, Pressure};

/// Nodes a window can hold: one bit each.
pub(super) const WINDOW_NODES: usize = 64;

/// How far a listing may go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) units: usize,
    pub(super) visits: u64,
    /// Sizes listed, both included; beyond the range they cost the pressure.
    pub(super) low: i64,
    pub(super) high: i64,
}

/// A window on the net; buffers are reused.
pub(super) struct Window {
    pub(super) nodes: Vec<u32>,
    local: Vec<u32>,
    beside: Vec<u64>,
    arc_start: Vec<u32>,
    arcs: Vec<(u32, f64)>,
    degree: Vec<f64>,
    pub(super) households: Vec<i64>,
    apart: Vec<u64>,
    origins: Vec<(u32, i64)>,
    /// Listed sets, by their lowest node: size, borders inside the window (each half), households
    /// moved, and penalties.
    pub(super) units: Vec<Unit>,
    pub(super) visits: u64,
}

/// A set while it grows.
#[derive(Clone, Copy)]
struct Growing {
    mask: u64,
    /// Nodes that may be added.
    open: u64,
    /// Nodes that may not: tried before, or lower than the root.
    shut: u64,
    households: i64,
    border: f64,
}

impl Window {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            nodes: Vec::new(),
            local: vec![NONE; nodes],
            beside: Vec::new(),
            arc_start: Vec::new(),
            arcs: Vec::new(),
            degree: Vec::new(),
            households: Vec::new(),
            apart: Vec::new(),
            origins: Vec::new(),
            units: Vec::new(),
            visits: 0,
        }
    }

    /// Opens the window on these nodes, at most [`WINDOW_NODES`]; a good order is by breadth.
    pub(super) fn open(&mut self, ground: &Ground, nodes: &[u32]) {
        assert!(nodes.len() <= WINDOW_NODES, "a window's nodes fit one word");
        let net = &ground.net;
        for &node in &self.nodes {
            self.local[node as usize] = NONE;
        }
        self.nodes.clear();
        self.nodes.extend_from_slice(nodes);
        for (i, &node) in (0u32..).zip(nodes) {
            self.local[node as usize] = i;
        }
        self.beside.clear();
        self.arc_start.clear();
        self.arcs.clear();
        self.degree.clear();
        self.households.clear();
        self.apart.clear();
        for &node in nodes {
            self.arc_start.push(self.arcs.len() as u32);
            let (mut beside, mut degree) = (0, 0.0);
            for &(other, edge) in net.arcs(node) {
                let other = self.local[other as usize];
                if other != NONE {
                    let weight = net.weight[edge as usize];
                    self.arcs.push((other, weight));
                    beside |= 1u64 << other;
                    degree += weight;
                }
            }
            self.beside.push(beside);
            self.degree.push(degree);
            self.households.push(net.households[node as usize]);
            let apart = net.apart(node).iter().map(|&v| self.local[v as usize]);
            self.apart.push(apart.filter(|&v| v != NONE).fold(0, |m, v| m | 1u64 << v));
        }
        self.arc_start.push(self.arcs.len() as u32);
    }

    /// The window's nodes that lie in a part, as a set.
    pub(super) fn mask_of(&self, members: &[u32]) -> u64 {
        members.iter().fold(0, |mask, &node| mask | 1u64 << self.local[node as usize])
    }

    /// Lists every possible part; false where the limits were hit and the list is not whole.
    pub(super) fn list(&mut self, ground: &Ground, pressure: Pressure, limits: &Limits) -> bool {
        self.units.clear();
        self.visits = 0;
        for root in 0..self.nodes.len() {
            let below = (1u64 << root) - 1;
            let start = Growing {
                mask: 1u64 << root,
                open: self.beside[root] & !below,
                shut: below | 1u64 << root,
                households: self.households[root],
                border: self.degree[root],
            };
            if start.households <= limits.high && !self.extend(ground, start, (pressure, limits)) {
                return false;
            }
        }
        true
    }

    fn extend(&mut self, ground: &Ground, set: Growing, rules: (Pressure, &Limits)) -> bool {
        let (pressure, limits) = rules;
        self.visits += 1;
        if self.visits > limits.visits || self.units.len() >= limits.units {
            return false;
        }
        if set.households >= limits.low {
            let cost = self.cost(ground, set.mask, set.households, set.border)
                + pressure.size * ground.excess(set.households) as f64;
            self.units.push(Unit { mask: u128::from(set.mask), cost });
        }
        let (mut open, mut shut) = (set.open, set.shut);
        while open != 0 {
            let v = open.trailing_zeros() as usize;
            let bit = 1u64 << v;
            open &= !bit;
            shut |= bit;
            let households = set.households + self.households[v];
            if households > limits.high || self.apart[v] & set.mask != 0 {
                continue;
            }
            let inner = self.weight_into(v, set.mask);
            let grown = Growing {
                mask: set.mask | bit,
                open: open | (self.beside[v] & !shut),
                shut,
                households,
                border: set.border + self.degree[v] - 2.0 * inner,
            };
            if !self.extend(ground, grown, rules) {
                return false;
            }
        }
        true
    }

    fn weight_into(&self, v: usize, mask: u64) -> f64 {
        let arcs = &self.arcs[self.arc_start[v] as usize..self.arc_start[v + 1] as usize];
        arcs.iter().filter(|a| mask >> a.0 & 1 == 1).map(|a| a.1).sum()
    }

    /// Cost of a set as a part, penalties aside.
    fn cost(&mut self, ground: &Ground, mask: u64, households: i64, border: f64) -> f64 {
        let mut cost = 0.5 * ground.cut * border + ground.size_cost(households);
        if ground.moved > 0.0 {
            cost += ground.moved * self.moved(ground, mask) as f64;
        }
        cost += ground.set_cost(bits(mask).map(|v| self.nodes[v]));
        if let Some(hops) = &ground.hops {
            let mut least = u64::MAX;
            for v in bits(mask) {
                for &centre in ground.net.atoms(self.nodes[v]) {
                    let seen = bits(mask).map(|w| hops.of(centre, self.nodes[w])).sum();
                    least = least.min(seen);
                }
            }
            cost += least as f64;
        }
        cost
    }

    fn moved(&mut self, ground: &Ground, mask: u64) -> i64 {
        self.origins.clear();
        for v in bits(mask) {
            for &(origin, households) in ground.net.origins(self.nodes[v]) {
                match self.origins.iter_mut().find(|o| o.0 == origin) {
                    Some(entry) => entry.1 += households,
                    None => self.origins.push((origin, households)),
                }
            }
        }
        let known: i64 = self.origins.iter().map(|o| o.1).sum();
        known - ground.stays(self.origins.iter().copied())
    }

    /// What a set costs as a part, penalties included; for sets that need not be listed.
    pub(super) fn cost_of(&mut self, ground: &Ground, mask: u64, pressure: Pressure) -> f64 {
        let households = bits(mask).map(|v| self.households[v]).sum();
        let border = bits(mask).map(|v| self.degree[v] - self.weight_into(v, mask)).sum();
        self.cost(ground, mask, households, border)
            + pressure.size * ground.excess(households) as f64
    }
}

/// The positions of the bits set, lowest first.
pub(super) fn bits(mask: u64) -> impl Iterator<Item = usize> + Clone {
    let mut left = mask;
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            bit
        })
    })
}
