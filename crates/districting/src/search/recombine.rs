//! Recombination: two neighbouring parts become one and are cut anew along a random spanning tree.

use super::dice::Dice;
use super::ground::{Ground, Pressure};
use super::hoard::Hoard;
use super::state::{State, burden};
use super::tree::Tree;

/// How a change is judged: the pressure on sizes, and the temperature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heat {
    pub(super) pressure: Pressure,
    pub(super) temperature: f64,
}

/// Branches of one tree whose whole cost is looked at, where border and size do not tell it all.
const LOOKS: usize = 6;

/// Nodes of two parts above which only the best branch by size and border is looked at.
const CLOSE: usize = 80;

/// A tree and what is needed to weigh its branches; buffers are reused.
pub(super) struct Recombiner {
    pub(super) tree: Tree,
    /// The branches looked at: cost by size and border, and position.
    few: Vec<(f64, usize)>,
    sides: [Vec<u32>; 2],
    mix: Vec<(u32, i64)>,
}

impl Recombiner {
    pub(super) fn new(nodes: usize) -> Self {
        let sides = [Vec::new(), Vec::new()];
        Self { tree: Tree::new(nodes), few: Vec::new(), sides, mix: Vec::new() }
    }

    /// Recombines the parts on the two sides of a random cut edge. Returns whether they were
    /// changed, and the nodes looked at.
    pub(super) fn recombine(
        &mut self,
        ground: &Ground,
        state: &mut State,
        (dice, hoard): (&mut Dice, Option<&mut Hoard>),
        heat: Heat,
    ) -> (bool, u64) {
        if state.cut.is_empty() {
            return (false, 1);
        }
        let edge = state.cut[dice.below(state.cut.len())];
        let (u, v) = ground.net.ends[edge as usize];
        let (a, b) = (state.part[u as usize], state.part[v as usize]);
        let count = state.members[a as usize].len() + state.members[b as usize].len();
        let pick = dice.below(count);
        let root = *state.members[a as usize]
            .get(pick)
            .unwrap_or_else(|| &state.members[b as usize][pick - state.members[a as usize].len()]);
        let part = &state.part;
        let inside = |node: u32| part[node as usize] == a || part[node as usize] == b;
        self.tree.grow(ground, root, dice, inside);
        if let Some(hoard) = hoard {
            self.keep(ground, hoard);
        }
        let looked = self.look(ground, count, heat);
        let Some((position, cost)) = self.best_branch(ground) else {
            return (false, 4 * count as u64);
        };
        let gain = cost - cost_now(ground, state, (a, b), heat);
        let taken = dice.takes(gain, heat.temperature);
        if taken {
            relabel(ground, state, &mut self.tree, position, (a, b));
        }
        (taken, 4 * count as u64 + looked)
    }

    /// Keeps every branch in range, and every rest.
    fn keep(&mut self, ground: &Ground, hoard: &mut Hoard) {
        let total = self.tree.households[0];
        for position in 1..self.tree.order.len() {
            let h = self.tree.households[position];
            let fits = [ground.excess(total - h) == 0, ground.excess(h) == 0];
            if fits == [false, false] {
                continue;
            }
            self.tree.branch(position);
            self.part_sides();
            for (side, nodes) in self.sides.iter().enumerate() {
                if fits[side] {
                    hoard.keep_set(ground, nodes);
                }
            }
        }
    }

    /// Puts the nodes of the branch last marked on one side, the rest on the other.
    fn part_sides(&mut self) {
        self.sides.iter_mut().for_each(Vec::clear);
        for (i, &node) in self.tree.order.iter().enumerate() {
            self.sides[usize::from(self.tree.in_branch(i))].push(node);
        }
    }

    /// Chooses the branches to be looked at, the cheapest by size and border first. Returns the work
    /// that looking takes.
    fn look(&mut self, ground: &Ground, count: usize, heat: Heat) -> u64 {
        let (tree, few) = (&self.tree, &mut self.few);
        let total = tree.households[0];
        let tells_all = ground.hops.is_none() && ground.lay.is_none() && ground.moved == 0.0;
        let most = if tells_all || count > CLOSE { 1 } else { LOOKS };
        few.clear();
        for position in 1..tree.order.len() {
            let (h, border) = (tree.households[position], tree.crossing[position]);
            let excess = ground.excess(h) + ground.excess(total - h);
            let cost = ground.cut * border
                + heat.pressure.size * excess as f64
                + ground.size_cost(h)
                + ground.size_cost(total - h);
            if few.len() < most || few.last().is_some_and(|last| cost < last.0) {
                few.truncate(most - 1);
                let at = few.partition_point(|other| other.0 <= cost);
                few.insert(at, (cost, position));
            }
        }
        // The moment is looked for from every node of a part, all else in one pass.
        let each = if ground.hops.is_some() { count * count / 8 } else { count };
        if tells_all { 0 } else { (few.len() * each) as u64 }
    }

    /// The best of the branches looked at, with its whole cost.
    fn best_branch(&mut self, ground: &Ground) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for i in 0..self.few.len() {
            let (cost, position) = self.few[i];
            self.tree.branch(position);
            self.part_sides();
            let [rest, branch] = &self.sides;
            let cost =
                cost + burden(ground, branch, &mut self.mix) + burden(ground, rest, &mut self.mix);
            if best.is_none_or(|(_, least)| cost < least) {
                best = Some((position, cost));
            }
        }
        best
    }
}

/// What two parts cost as they are, without their borders to others.
fn cost_now(ground: &Ground, state: &State, (a, b): (u32, u32), heat: Heat) -> f64 {
    let mut border = 0.0;
    for &node in &state.members[a as usize] {
        for &(other, edge) in ground.net.arcs(node) {
            if state.part[other as usize] == b {
                border += ground.net.weight[edge as usize];
            }
        }
    }
    let part = |p: u32| {
        let size = state.size[p as usize];
        heat.pressure.size * ground.excess(size) as f64
            + ground.size_cost(size)
            + state.burden_of(ground, p)
    };
    ground.cut * border + part(a) + part(b)
}

/// Gives the branch to whichever of the two parts it shares more nodes with, the rest to the other.
fn relabel(
    ground: &Ground,
    state: &mut State,
    tree: &mut Tree,
    position: usize,
    (a, b): (u32, u32),
) {
    let in_branch = tree.nodes[position] as usize;
    tree.branch(position);
    let mut shared = 0;
    for (i, &node) in tree.order.iter().enumerate() {
        shared += usize::from(tree.in_branch(i) && state.part[node as usize] == a);
    }
    let (branch, rest) = if 2 * shared >= in_branch { (a, b) } else { (b, a) };
    for (i, &node) in tree.order.iter().enumerate() {
        let to = if tree.in_branch(i) { branch } else { rest };
        if state.part[node as usize] != to {
            let delta = state.weigh(ground, node, to);
            state.apply(ground, node, to, delta);
        }
    }
}
