//! Boundary moves under annealing: one node crosses to the neighbouring part, or two nodes change
//! places where a single move would break the sizes.

use super::best::Best;
use super::dice::Dice;
use super::ground::{Delta, Ground};
use super::hoard::Hoard;
use super::recombine::Heat;
use super::state::{Scratch, State};

/// Cut edges looked at for a node to send back.
const PARTNERS: usize = 6;

/// Tries so many moves at one temperature, noting each better plan. Returns the work done.
pub(super) fn flips(
    ground: &Ground,
    state: &mut State,
    (dice, scratch): (&mut Dice, &mut Scratch),
    heat: Heat,
    (best, mut hoard, tries): (&mut Best, Option<&mut Hoard>, u32),
) -> u64 {
    let mut work = u64::from(tries);
    for _ in 0..tries {
        if state.cut.is_empty() {
            break;
        }
        let edge = state.cut[dice.below(state.cut.len())];
        let (u, v) = ground.net.ends[edge as usize];
        let (node, other) = if dice.coin() { (u, v) } else { (v, u) };
        let to = state.part[other as usize];
        let delta = state.weigh(ground, node, to);
        if ground.hops.is_some() {
            work += (state.members[to as usize].len() / 2) as u64;
        }
        let energy = delta.energy(heat.pressure);
        let better = if dice.takes(energy, heat.temperature) {
            if !state.stays_whole(ground, scratch, node) {
                continue;
            }
            let from = state.part[node as usize];
            state.apply(ground, node, to, delta);
            if let Some(hoard) = &mut hoard {
                hoard.keep(ground, state, from);
                hoard.keep(ground, state, to);
            }
            energy < 0.0
        } else if delta.excess > 0 {
            work += 1;
            swap(ground, state, (dice, scratch), heat, (node, to, delta))
        } else {
            continue;
        };
        if better {
            best.note(ground, state);
        }
    }
    work
}

/// Moves a node whose move alone is too dear, and another one back. True where both were moved and
/// the energy fell.
fn swap(
    ground: &Ground,
    state: &mut State,
    (dice, scratch): (&mut Dice, &mut Scratch),
    heat: Heat,
    (node, to, delta): (u32, u32, Delta),
) -> bool {
    let from = state.part[node as usize];
    // Only a move that sizes alone forbid is worth completing.
    let alike = Delta { excess: 0, ..delta }.energy(heat.pressure);
    if alike > 6.0 * heat.temperature {
        return false;
    }
    let Some(back) = partner(ground, state, dice, (from, to)) else { return false };
    if back == node || !state.stays_whole(ground, scratch, node) {
        return false;
    }
    state.apply(ground, node, to, delta);
    let second = state.weigh(ground, back, from);
    let energy = delta.energy(heat.pressure) + second.energy(heat.pressure);
    // The node that left may have been all that joined the two.
    let touches = ground.net.arcs(back).iter().any(|&(v, _)| state.part[v as usize] == from);
    if touches && dice.takes(energy, heat.temperature) && state.stays_whole(ground, scratch, back) {
        state.apply(ground, back, from, second);
        return energy < 0.0;
    }
    let undo = Delta { value: -delta.value, excess: -delta.excess, apart: -delta.apart };
    state.apply(ground, node, from, undo);
    false
}

/// A node of `to` that touches `from`.
fn partner(ground: &Ground, state: &State, dice: &mut Dice, (from, to): (u32, u32)) -> Option<u32> {
    for _ in 0..PARTNERS {
        let edge = state.cut[dice.below(state.cut.len())];
        let (u, v) = ground.net.ends[edge as usize];
        let (pu, pv) = (state.part[u as usize], state.part[v as usize]);
        if (pu, pv) == (to, from) {
            return Some(u);
        }
        if (pv, pu) == (to, from) {
            return Some(v);
        }
    }
    None
}
