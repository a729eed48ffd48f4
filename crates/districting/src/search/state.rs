//! A plan while it is being searched: every figure kept up to date by single moves of a node.
//!
//! Keeps no opinion on which move is good; the methods have that.

use super::contract::{NONE, Net};
use super::ground::{Delta, Ground};
use super::lay::Tally;

/// Whole-graph scratch memory, owned by the caller and reused.
pub(super) struct Scratch {
    mark: Vec<u32>,
    stamp: u32,
    queue: Vec<u32>,
    near: Vec<u32>,
}

impl Scratch {
    pub(super) fn new(nodes: usize) -> Self {
        Self { mark: vec![0; nodes], stamp: 0, queue: Vec::new(), near: Vec::new() }
    }

    /// Two fresh marks, the second one higher; all older marks are lower.
    fn fresh(&mut self) -> u32 {
        if self.stamp > u32::MAX - 4 {
            self.mark.fill(0);
            self.stamp = 0;
        }
        self.stamp += 2;
        self.stamp
    }
}

impl Scratch {
    /// Puts the nodes in breadth-first order from one end of the region they form, so that what is
    /// near stands near in the list. Nodes out of reach stay, at the end.
    pub(super) fn order_by_breadth(&mut self, net: &Net, nodes: &mut Vec<u32>) {
        for _ in 0..2 {
            let seen = self.fresh();
            let sought = seen - 1;
            nodes.iter().for_each(|&v| self.mark[v as usize] = sought);
            self.queue.clear();
            // Twice: the last node met from anywhere lies at an end.
            for &first in nodes.iter().rev() {
                if self.mark[first as usize] == seen {
                    continue;
                }
                self.mark[first as usize] = seen;
                let mut at = self.queue.len();
                self.queue.push(first);
                while let Some(&v) = self.queue.get(at) {
                    at += 1;
                    for &(other, _) in net.arcs(v) {
                        if self.mark[other as usize] == sought {
                            self.mark[other as usize] = seen;
                            self.queue.push(other);
                        }
                    }
                }
            }
            nodes.clear();
            nodes.extend_from_slice(&self.queue);
        }
    }
}

/// A plan of the net with its running figures.
#[derive(Clone)]
pub(super) struct State {
    pub(super) part: Vec<u32>,
    /// Nodes of each part, in no special order.
    pub(super) members: Vec<Vec<u32>>,
    /// Position of each node among its part's members.
    seat: Vec<u32>,
    pub(super) size: Vec<i64>,
    /// Cut edges, in no special order.
    pub(super) cut: Vec<u32>,
    cut_seat: Vec<u32>,
    /// Households of each part by predecessor; kept only where moving households costs.
    mix: Vec<Vec<(u32, i64)>>,
    /// Σ households × hops from each atom to its own part's nodes; kept for the moment only.
    reach: Vec<u64>,
    /// The smallest reach of each part.
    heart: Vec<u64>,
    /// How each part lies; kept only where that costs.
    tally: Vec<Tally>,
    pub(super) value: f64,
    pub(super) excess: i64,
    pub(super) out: u32,
    pub(super) apart: i64,
}

impl State {
    /// A state from part labels 0..parts.
    pub(super) fn new(ground: &Ground, part: Vec<u32>, parts: u32) -> Self {
        let parts = parts as usize;
        let mut state = Self {
            part,
            members: vec![Vec::new(); parts],
            seat: vec![0; ground.net.len()],
            size: vec![0; parts],
            cut: Vec::new(),
            cut_seat: vec![NONE; ground.net.ends.len()],
            mix: vec![Vec::new(); parts],
            reach: vec![0; ground.net.node_of.len()],
            heart: vec![0; parts],
            tally: vec![Tally::default(); parts],
            value: 0.0,
            excess: 0,
            out: 0,
            apart: 0,
        };
        state.recount(ground);
        state
    }

    /// Takes over another plan's labels, reusing memory.
    pub(super) fn adopt(&mut self, ground: &Ground, part: &[u32], parts: u32) {
        self.part.clear();
        self.part.extend_from_slice(part);
        let parts = parts as usize;
        self.members.resize(parts, Vec::new());
        self.mix.resize(parts, Vec::new());
        self.size.resize(parts, 0);
        self.heart.resize(parts, 0);
        self.tally.resize(parts, Tally::default());
        self.recount(ground);
    }

    pub(super) fn parts(&self) -> u32 {
        self.members.len() as u32
    }

    /// Brings every figure in line with the labels.
    pub(super) fn recount(&mut self, ground: &Ground) {
        let net = ground.net;
        self.members.iter_mut().for_each(Vec::clear);
        self.mix.iter_mut().for_each(Vec::clear);
        self.size.fill(0);
        for node in 0..net.len() as u32 {
            let p = self.part[node as usize] as usize;
            self.seat[node as usize] = self.members[p].len() as u32;
            self.members[p].push(node);
            self.size[p] += net.households[node as usize];
            if ground.moved > 0.0 {
                for &(origin, households) in net.origins(node) {
                    add_origin(&mut self.mix[p], origin, households);
                }
            }
        }
        self.cut.clear();
        self.cut_seat.fill(NONE);
        let mut cut = 0.0;
        for (edge, &(u, v)) in (0u32..).zip(&net.ends) {
            if self.part[u as usize] != self.part[v as usize] {
                self.cut_seat[edge as usize] = self.cut.len() as u32;
                self.cut.push(edge);
                cut += net.weight[edge as usize];
            }
        }
        self.recount_reach(ground);
        self.recount_tally(ground);
        self.value = ground.cut * cut;
        self.excess = 0;
        self.out = 0;
        for p in 0..self.members.len() {
            self.value += ground.size_cost(self.size[p]) + self.moved_cost(ground, p);
            self.value += self.heart[p] as f64 + self.lie_cost(ground, p as u32);
            let excess = ground.excess(self.size[p]);
            self.excess += excess;
            self.out += u32::from(excess > 0);
        }
        self.apart = 0;
        for node in 0..net.len() as u32 {
            let together = |&&other: &&u32| self.part[other as usize] == self.part[node as usize];
            self.apart += net.apart(node).iter().filter(together).count() as i64;
        }
        self.apart /= 2;
    }

    fn recount_reach(&mut self, ground: &Ground) {
        let Some(hops) = &ground.hops else { return };
        for p in 0..self.members.len() {
            self.heart[p] = u64::MAX;
            for &node in &self.members[p] {
                for &centre in ground.net.atoms(node) {
                    let total = self.members[p].iter().map(|&other| hops.of(centre, other)).sum();
                    self.reach[centre as usize] = total;
                    self.heart[p] = self.heart[p].min(total);
                }
            }
            if self.members[p].is_empty() {
                self.heart[p] = 0;
            }
        }
    }

    fn recount_tally(&mut self, ground: &Ground) {
        let Some(lay) = &ground.lay else { return };
        for (tally, members) in self.tally.iter_mut().zip(&self.members) {
            *tally = lay.nothing();
            members.iter().for_each(|&node| lay.add(tally, node));
        }
    }

    fn lie_cost(&self, ground: &Ground, part: u32) -> f64 {
        let holds = |node: u32| self.part[node as usize] == part;
        ground.tally_cost(&self.tally[part as usize], holds)
    }

    /// Change in what the lie of two parts costs when a node leaves its own for another.
    fn lie_after(&self, ground: &Ground, node: u32, to: u32) -> f64 {
        let after = |part: u32, is_more: bool| {
            let holds = |node: u32| self.part[node as usize] == part;
            let tally = &self.tally[part as usize];
            ground.tally_cost_after(tally, (node, is_more), holds) - self.lie_cost(ground, part)
        };
        after(self.part[node as usize], false) + after(to, true)
    }

    fn moved_cost(&self, ground: &Ground, p: usize) -> f64 {
        if ground.moved == 0.0 {
            return 0.0;
        }
        let known: i64 = self.mix[p].iter().map(|m| m.1).sum();
        ground.moved * (known - ground.stays(self.mix[p].iter().copied())) as f64
    }

    /// What a part costs beside its size and border: households moved, the moment, its lie.
    pub(super) fn burden_of(&self, ground: &Ground, part: u32) -> f64 {
        self.moved_cost(ground, part as usize)
            + self.heart[part as usize] as f64
            + self.lie_cost(ground, part)
    }

    /// What moving a node to another part would change; connectedness is not looked at.
    pub(super) fn weigh(&self, ground: &Ground, node: u32, to: u32) -> Delta {
        let from = self.part[node as usize];
        let net = ground.net;
        let mut cut = 0.0;
        for &(other, edge) in net.arcs(node) {
            let p = self.part[other as usize];
            if p == from {
                cut += net.weight[edge as usize];
            } else if p == to {
                cut -= net.weight[edge as usize];
            }
        }
        let h = net.households[node as usize];
        let (a, b) = (self.size[from as usize], self.size[to as usize]);
        let excess =
            ground.excess(a - h) - ground.excess(a) + ground.excess(b + h) - ground.excess(b);
        let mut value = ground.cut * cut;
        if ground.deviation > 0.0 {
            value += ground.size_cost(a - h) - ground.size_cost(a) + ground.size_cost(b + h)
                - ground.size_cost(b);
        }
        if ground.moved > 0.0 {
            value += ground.moved * (self.moved_by(ground, node, to) as f64);
        }
        if ground.hops.is_some() {
            value += self.heart_after(ground, node, to);
        }
        if ground.lay.is_some() {
            value += self.lie_after(ground, node, to);
        }
        let mut apart = 0;
        for &other in net.apart(node) {
            let p = self.part[other as usize];
            apart += i64::from(p == to) - i64::from(p == from);
        }
        Delta { value, excess, apart }
    }

    /// Change in households away from the predecessor that their part takes over.
    fn moved_by(&self, ground: &Ground, node: u32, to: u32) -> i64 {
        let origins = ground.net.origins(node);
        let known: i64 = origins.iter().map(|o| o.1).sum();
        let change = |part: u32, sign: i64| {
            let mix = &self.mix[part as usize];
            let stays = ground.stays(mix.iter().copied());
            let own = |origin: u32| origins.iter().find(|o| o.0 == origin).map_or(0, |o| o.1);
            let mut after = ground.stays(mix.iter().map(|m| (m.0, m.1 + sign * own(m.0))));
            if sign > 0 {
                let fresh = origins.iter().filter(|o| mix.iter().all(|m| m.0 != o.0));
                after = after.max(ground.stays(fresh.copied()));
            }
            sign * known - (after - stays)
        };
        change(self.part[node as usize], -1) + change(to, 1)
    }

    fn heart_after(&self, ground: &Ground, node: u32, to: u32) -> f64 {
        let Some(hops) = &ground.hops else { return 0.0 };
        let from = self.part[node as usize] as usize;
        let mut left = u64::MAX;
        for &other in self.members[from].iter().filter(|&&other| other != node) {
            for &centre in ground.net.atoms(other) {
                left = left.min(self.reach[centre as usize] - hops.of(centre, node));
            }
        }
        let left = if left == u64::MAX { 0 } else { left };
        let to = to as usize;
        let mut joined = u64::MAX;
        for &other in &self.members[to] {
            for &centre in ground.net.atoms(other) {
                joined = joined.min(self.reach[centre as usize] + hops.of(centre, node));
            }
        }
        for &centre in ground.net.atoms(node) {
            let others: u64 = self.members[to].iter().map(|&other| hops.of(centre, other)).sum();
            joined = joined.min(others + hops.of(centre, node));
        }
        (left + joined) as f64 - (self.heart[from] + self.heart[to]) as f64
    }

    /// Moves a node; `delta` is what [`State::weigh`] said of it.
    pub(super) fn apply(&mut self, ground: &Ground, node: u32, to: u32, delta: Delta) {
        let from = self.part[node as usize];
        debug_assert_ne!(from, to);
        let out = |state: &Self| {
            u32::from(ground.excess(state.size[from as usize]) > 0)
                + u32::from(ground.excess(state.size[to as usize]) > 0)
        };
        let out_before = out(self);
        let h = ground.net.households[node as usize];
        self.size[from as usize] -= h;
        self.size[to as usize] += h;
        self.out = self.out + out(self) - out_before;
        self.value += delta.value;
        self.excess += delta.excess;
        self.apart += delta.apart;
        self.reseat(node, to);
        self.recut(ground, node, from, to);
        if ground.moved > 0.0 {
            for &(origin, households) in ground.net.origins(node) {
                take_origin(&mut self.mix[from as usize], origin, households);
                add_origin(&mut self.mix[to as usize], origin, households);
            }
        }
        if ground.hops.is_some() {
            self.move_reach(ground, node, from, to);
        }
        if let Some(lay) = &ground.lay {
            lay.take(&mut self.tally[from as usize], node);
            lay.add(&mut self.tally[to as usize], node);
        }
    }

    fn reseat(&mut self, node: u32, to: u32) {
        let from = self.part[node as usize] as usize;
        let seat = self.seat[node as usize] as usize;
        self.members[from].swap_remove(seat);
        if let Some(&moved) = self.members[from].get(seat) {
            self.seat[moved as usize] = seat as u32;
        }
        self.seat[node as usize] = self.members[to as usize].len() as u32;
        self.members[to as usize].push(node);
        self.part[node as usize] = to;
    }

    fn recut(&mut self, ground: &Ground, node: u32, from: u32, to: u32) {
        for &(other, edge) in ground.net.arcs(node) {
            let p = self.part[other as usize];
            if p == from {
                self.cut_seat[edge as usize] = self.cut.len() as u32;
                self.cut.push(edge);
            } else if p == to {
                let seat = self.cut_seat[edge as usize] as usize;
                self.cut_seat[edge as usize] = NONE;
                self.cut.swap_remove(seat);
                if let Some(&moved) = self.cut.get(seat) {
                    self.cut_seat[moved as usize] = seat as u32;
                }
            }
        }
    }

    fn move_reach(&mut self, ground: &Ground, node: u32, from: u32, to: u32) {
        let Some(hops) = &ground.hops else { return };
        for p in [from as usize, to as usize] {
            self.heart[p] = if self.members[p].is_empty() { 0 } else { u64::MAX };
            for &other in &self.members[p] {
                for &centre in ground.net.atoms(other) {
                    let reach = &mut self.reach[centre as usize];
                    if other == node {
                        *reach = self.members[p].iter().map(|&o| hops.of(centre, o)).sum();
                    } else if p == from as usize {
                        *reach -= hops.of(centre, node);
                    } else {
                        *reach += hops.of(centre, node);
                    }
                    self.heart[p] = self.heart[p].min(*reach);
                }
            }
        }
    }

    /// Whether a part stays whole, and is not left empty, when a node leaves it.
    pub(super) fn stays_whole(&self, ground: &Ground, scratch: &mut Scratch, node: u32) -> bool {
        let p = self.part[node as usize];
        let inside = |v: u32| self.part[v as usize] == p;
        scratch.near.clear();
        scratch.near.extend(ground.net.arcs(node).iter().map(|a| a.0).filter(|&v| inside(v)));
        match scratch.near.len() {
            0 => return false,
            1 => return true,
            _ => {}
        }
        let seen = scratch.fresh();
        let sought = seen - 1;
        for &v in &scratch.near {
            scratch.mark[v as usize] = sought;
        }
        let mut missing = scratch.near.len() - 1;
        scratch.mark[node as usize] = seen;
        scratch.mark[scratch.near[0] as usize] = seen;
        scratch.queue.clear();
        scratch.queue.push(scratch.near[0]);
        // First only among the neighbours themselves: on a map they mostly form one chain.
        let mut at = 0;
        while let Some(&v) = scratch.queue.get(at) {
            at += 1;
            for &(other, _) in ground.net.arcs(v) {
                if scratch.mark[other as usize] == sought {
                    scratch.mark[other as usize] = seen;
                    scratch.queue.push(other);
                    missing -= 1;
                }
            }
        }
        at = 0;
        while missing > 0 {
            let Some(&v) = scratch.queue.get(at) else { return false };
            at += 1;
            for &(other, _) in ground.net.arcs(v) {
                let mark = scratch.mark[other as usize];
                if mark != seen && inside(other) {
                    missing -= usize::from(mark == sought);
                    scratch.mark[other as usize] = seen;
                    scratch.queue.push(other);
                }
            }
        }
        true
    }
}

/// What these nodes would cost as one part, beside size and border; `mix` is scratch.
pub(super) fn burden(ground: &Ground, nodes: &[u32], mix: &mut Vec<(u32, i64)>) -> f64 {
    let mut burden = ground.set_cost(nodes.iter().copied());
    if ground.moved > 0.0 {
        mix.clear();
        for &node in nodes {
            for &(origin, households) in ground.net.origins(node) {
                add_origin(mix, origin, households);
            }
        }
        let known: i64 = mix.iter().map(|m| m.1).sum();
        burden += ground.moved * (known - ground.stays(mix.iter().copied())) as f64;
    }
    if let Some(hops) = &ground.hops {
        let centres = nodes.iter().flat_map(|&node| ground.net.atoms(node));
        let reach = |&centre: &u32| nodes.iter().map(|&node| hops.of(centre, node)).sum::<u64>();
        burden += centres.map(reach).min().unwrap_or(0) as f64;
    }
    burden
}

fn add_origin(mix: &mut Vec<(u32, i64)>, origin: u32, households: i64) {
    match mix.iter_mut().find(|m| m.0 == origin) {
        Some(entry) => entry.1 += households,
        None => mix.push((origin, households)),
    }
}

fn take_origin(mix: &mut Vec<(u32, i64)>, origin: u32, households: i64) {
    if let Some(i) = mix.iter().position(|m| m.0 == origin) {
        mix[i].1 -= households;
        if mix[i].1 == 0 {
            mix.swap_remove(i);
        }
    }
}
