//! As many parts as the sizes allow: a plan of some parts is drawn, one of its parts is cut in two, and
//! the search brings all into range again, until it cannot.
//!
//! To begin with the greatest number that counting allows would be to search for what mostly does not
//! exist; from below, each plan found is nearly the next one.

use std::sync::Arc;

use super::dice::Dice;
use super::ground::Ground;
use super::rounds::{self, Term};
use super::tree::Tree;
use super::watch::Shared;
use super::{Found, Infeasible};
use crate::{Env, Quota};

/// Households that a part wastes on its floor in a plan that is easily found, in mean nodes.
const WASTE: f64 = 0.3;

/// What an ordinary border costs while parts are brought into range, in households of a mean node.
const BORDER: f64 = 0.03;

/// How far above the mean size parts may be while they are brought into range, in mean nodes: whatever
/// one part has too much, another lacks.
const ROOM: f64 = 0.5;

/// Of a step quota, the share spent on more parts; the rest betters the plan.
const CLIMB: (u64, u64) = (9, 10);

/// Steps spent on one number of parts where there is no quota, at the least.
const PATIENCE: u64 = 20_000;

/// Searches for the most parts. `shares` has every number of parts there may be, the greatest first.
pub(super) fn run(
    ground: &Ground,
    shares: &[Vec<u32>],
    env: &Env<'_>,
) -> Result<Found, Infeasible> {
    let shared = Shared::after(0, None);
    let (climb, all) = match env.quota {
        Quota::Steps(steps) => (steps * CLIMB.0 / CLIMB.1, Some(steps)),
        Quota::UntilToldToStop => (u64::MAX, None),
    };
    let mut dice = Dice::new(env.seed, u64::MAX);
    let mut at = easy(ground, shares);
    let mut best: Option<(Found, usize)> = None;
    let mut start = ground.start.clone();
    loop {
        let spent = shared.steps();
        let patience = PATIENCE.max(4 * spent).min(climb.saturating_sub(spent));
        // Where no number is in reach yet, one more is soon tried.
        let patience = if best.is_some() { patience } else { patience / 4 };
        let grace = if best.is_none() && at + 1 == shares.len() { Quota::GRACE_STEPS } else { 0 };
        let term = Term { quota: Quota::Steps(patience), grace, is_first_enough: true };
        let here = Ground { start: start.take(), ..climbing(ground, &shares[at], best.is_some()) };
        match rounds::run(&here, &shares[at..=at], (env, &term, &shared)) {
            Ok(found) => {
                let stop = at == 0 || shared.stopped() || shared.steps() >= climb;
                start = Some(Arc::new(one_more(ground, &found, &mut dice)));
                best = Some((found, at));
                if stop {
                    break;
                }
                at -= 1;
            }
            Err(_) if best.is_some() => break,
            Err(reason) if shared.stopped() || at + 1 == shares.len() => return Err(reason),
            Err(_) => at = (at + 1 + at / 8).min(shares.len() - 1),
        }
    }
    let Some((found, at)) = best else { return Err(Infeasible::NotFound) };
    if shared.stopped() {
        return Ok(found);
    }
    let quota = match all {
        Some(all) => Quota::Steps(all.saturating_sub(shared.steps())),
        None => Quota::UntilToldToStop,
    };
    let term = Term { quota, grace: 0, is_first_enough: false };
    let start = Some(Arc::new((found.labels.clone(), found.parts)));
    let here = Ground { start, ..ground.clone() };
    rounds::run(&here, &shares[at..=at], (env, &term, &shared)).or(Ok(found))
}

/// The ground on which parts are brought into range: all near the mean size, borders hardly counting.
fn climbing<'n>(ground: &Ground<'n>, share: &[u32], is_known: bool) -> Ground<'n> {
    let net = ground.net;
    let households: i64 = net.households.iter().sum();
    let parts: u32 = share.iter().sum();
    let target = households as f64 / f64::from(parts.max(1));
    let border = net.weight.iter().sum::<f64>() / net.weight.len().max(1) as f64;
    // Until one plan is known, nobody can say that parts much above the mean are not needed.
    let room = if is_known { (target + ROOM * ground.mean_node) as i64 } else { ground.max };
    let heaviest = net.households.iter().copied().max().unwrap_or(0);
    Ground {
        target,
        max: ground.max.min(room.max(heaviest)),
        deviation: 1.0,
        cut: if border > 0.0 { BORDER * ground.mean_node / border } else { 0.0 },
        moved: 0.0,
        hops: None,
        lay: None,
        scale: ground.mean_node / 3.0,
        cold: 0.07,
        ..ground.clone()
    }
}

/// The first number of parts tried, as a position in the list: what a plan that wastes a usual bit
/// above the floor has.
fn easy(ground: &Ground, shares: &[Vec<u32>]) -> usize {
    let households: i64 = ground.net.households.iter().sum();
    let wasteful = ground.min as f64 + WASTE * ground.mean_node;
    let wanted = (households as f64 / wasteful).max(1.0) as u32;
    let number = |share: &Vec<u32>| share.iter().sum::<u32>();
    shares.iter().position(|share| number(share) <= wanted).unwrap_or(shares.len() - 1)
}

/// The plan with its largest part of two nodes or more cut in two near the middle.
fn one_more(ground: &Ground, found: &Found, dice: &mut Dice) -> (Vec<u32>, u32) {
    let net = ground.net;
    let mut size = vec![(0i64, 0u32, 0u32); found.parts as usize];
    for (node, (&label, &households)) in (0u32..).zip(found.labels.iter().zip(&net.households)) {
        let part = &mut size[label as usize];
        *part = (part.0 + households, part.1 + 1, node);
    }
    let wide = (0..found.parts).filter(|&p| size[p as usize].1 > 1);
    let largest = wide.max_by_key(|&p| (size[p as usize].0, std::cmp::Reverse(p)));
    let mut labels = found.labels.clone();
    let Some(largest) = largest else { return (labels, found.parts) };
    let mut tree = Tree::new(net.len());
    tree.grow(ground, size[largest as usize].2, dice, |v| labels[v as usize] == largest);
    let uneven = |&position: &usize| (2 * tree.households[position] - tree.households[0]).abs();
    let Some(position) = (1..tree.order.len()).min_by_key(uneven) else {
        return (labels, found.parts);
    };
    tree.branch(position);
    for (i, &node) in tree.order.iter().enumerate() {
        if tree.in_branch(i) {
            labels[node as usize] = found.parts;
        }
    }
    (labels, found.parts + 1)
}
