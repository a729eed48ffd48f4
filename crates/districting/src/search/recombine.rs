//! Recombination: two neighbouring parts become one and are cut anew along a random spanning tree.

use super::dice::Dice;
use super::ground::{Ground, Pressure};
use super::state::State;
use super::tree::Tree;

/// How a change is judged: the pressure on sizes, and the temperature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heat {
    pub(super) pressure: Pressure,
    pub(super) temperature: f64,
}

/// Recombines the parts on the two sides of a random cut edge. Returns the nodes looked at.
pub(super) fn recombine(
    ground: &Ground,
    state: &mut State,
    (dice, tree): (&mut Dice, &mut Tree),
    heat: Heat,
) -> u64 {
    if state.cut.is_empty() {
        return 1;
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
    tree.grow(ground, root, dice, |node| part[node as usize] == a || part[node as usize] == b);
    let Some((position, gain)) = best_branch(ground, state, tree, (a, b), heat) else {
        return count as u64;
    };
    if dice.takes(gain, heat.temperature) {
        relabel(ground, state, tree, position, (a, b));
    }
    4 * count as u64
}

/// The branch whose cut is best by size and border, with the change of energy it brings.
fn best_branch(
    ground: &Ground,
    state: &State,
    tree: &Tree,
    (a, b): (u32, u32),
    heat: Heat,
) -> Option<(usize, f64)> {
    let total = tree.households[0];
    let cost = |h: i64, border: f64| {
        let excess = ground.excess(h) + ground.excess(total - h);
        ground.cut * border
            + heat.pressure.size * excess as f64
            + ground.size_cost(h)
            + ground.size_cost(total - h)
    };
    let mut best: Option<(usize, f64)> = None;
    for position in 1..tree.order.len() {
        let cost = cost(tree.households[position], tree.crossing[position]);
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((position, cost));
        }
    }
    let mut border = 0.0;
    for &node in &state.members[a as usize] {
        for &(other, edge) in ground.net.arcs(node) {
            if state.part[other as usize] == b {
                border += ground.net.weight[edge as usize];
            }
        }
    }
    best.map(|(position, least)| (position, least - cost(state.size[a as usize], border)))
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
