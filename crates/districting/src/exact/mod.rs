//! The exact tier: every possible unit is listed, and the best plan is proven best.
//!
//! A plan covers each node by one listed unit, so the best plan is an answer to set partitioning. Its
//! linear programme ([`master`], [`simplex`]) gives a price to every node; no plan costs less than the
//! prices' sum. Cuts over a few nodes ([`cut`]) raise the sum, and what is then left between it and the
//! best plan is closed by branching on pairs ([`tree`]). The goal is set low at first and raised step by
//! step: what cannot be part of a plan below it is laid aside before the search begins, so that the
//! search stays small until it meets the best plan, and ends there.

mod budget;
mod cut;
mod list;
mod master;
mod passes;
mod proof;
mod root;
mod simplex;
mod tree;
mod widened;
mod windows;

pub(crate) use self::budget::Budget;
use self::list::Limits;
pub(crate) use self::list::Listing;
pub(crate) use self::proof::Bound;
use self::root::{ALL, Root, SOME};
pub(crate) use self::widened::solve_widened;
use crate::certificate::Tiers;
use crate::search::ground::Ground;

/// Units that are held at most, and sets looked at for them. Where there are more they are listed in
/// passes, which is faster than to hold them.
const LIMITS: Limits = Limits { units: 700_000, visits: 3_000_000 };
/// Nodes of a problem that is listed at most, and about how many one part may have.
const NODES: usize = 3_000;
const NODES_OF_PART: f64 = 14.0;
/// The first goal lies this share above the first bound; each next one twice as far.
const FIRST_GOAL: f64 = 0.002;

/// What the exact tier found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    /// The nodes of each part of the best plan met; empty where none was met.
    pub(crate) parts: Vec<Vec<u32>>,
    /// What no plan costs less than.
    pub(crate) bound: Bound,
    /// Whether the plan is proven best, or proven not to exist.
    pub(crate) is_proven: bool,
}

impl Answer {
    fn no_plan() -> Self {
        let bound = Bound {
            value: f64::INFINITY,
            goal: f64::INFINITY,
            range: (0, 0),
            grain: 0.0,
            traces: Vec::new(),
            tiers: None,
        };
        Self { parts: Vec::new(), bound, is_proven: true }
    }

    /// The same where the costs held what sizes out of range weigh: `weight` in all, which no plan
    /// comes below.
    fn above(mut self, weight: f64, tiers: Tiers) -> Self {
        self.bound.value = (self.bound.value - weight).max(0.0);
        self.bound.tiers = Some((tiers, weight));
        self
    }

    /// The part of each of so many nodes.
    pub(crate) fn labels(&self, nodes: usize) -> Vec<u32> {
        labels_of(&self.parts, nodes)
    }

    /// Whether it is proven that there is no plan.
    pub(crate) fn is_no_plan(&self) -> bool {
        self.is_proven && self.parts.is_empty()
    }
}

/// The part of each of so many nodes, from the nodes of each part.
fn labels_of(parts: &[Vec<u32>], nodes: usize) -> Vec<u32> {
    let mut labels = vec![0; nodes];
    for (label, nodes) in (0u32..).zip(parts) {
        nodes.iter().for_each(|&node| labels[node as usize] = label);
    }
    labels
}

/// The nodes of each part, from the part of each node.
fn parts_of(labels: &[u32]) -> Vec<Vec<u32>> {
    let mut parts = vec![Vec::new(); labels.iter().max().map_or(0, |&last| last as usize + 1)];
    (0u32..).zip(labels).for_each(|(node, &part)| parts[part as usize].push(node));
    parts
}

/// Whether the parts are likely few enough to be listed.
pub(crate) fn is_listable(ground: &Ground<'_>) -> bool {
    let most_nodes = ground.max as f64 / ground.mean_node;
    ground.net.len() <= NODES && most_nodes <= NODES_OF_PART
}

/// The best plan with between `fewest` and `most` parts in range. `known` is any plan, by the part of
/// each node, where one is known. Nothing where there is too much to list, or to list again and again
/// from a plan that is known, or where the budget was spent before there was a bound.
pub(crate) fn solve(
    ground: &Ground<'_>,
    range: (u32, u32),
    known: Option<&[u32]>,
    budget: &mut Budget<'_>,
) -> Option<Answer> {
    let range = counts(ground, range);
    match list(ground) {
        Some(listing) => {
            budget.spend(8 * listing.visits);
            solve_listed((ground, &listing), range, known, budget)
        }
        None => passes::solve_in_passes(ground, range, known?, budget),
    }
}

/// Every possible unit with its cost; nothing where they are too many to hold.
pub(crate) fn list(ground: &Ground<'_>) -> Option<Listing> {
    Listing::of(ground, (ground.min, ground.max), LIMITS)
}

/// The same as [`solve`] over a list already made, whatever its units are said to cost; costs below
/// zero are not understood.
pub(crate) fn solve_listed(
    (ground, listing): (&Ground<'_>, &Listing),
    range: (u32, u32),
    known: Option<&[u32]>,
    budget: &mut Budget<'_>,
) -> Option<Answer> {
    let range = (range.0.max(1), range.1.min(ground.net.len() as u32));
    if range.0 > range.1 || !listing.covers(ground.net.len()) {
        return Some(Answer::no_plan());
    }
    let dearest = listing.cost.iter().copied().fold(0.0, f64::max);
    let mut root = Root::new(ground, listing, range, known);
    let ceiling = root.ceiling();
    let first = root.tighten(SOME, ceiling, budget).ok()?;
    let grain = listing.grain();
    // A plan to begin with makes the last goal a tight one; without one it is done all the same.
    root.meet(ground.net, grain, budget);
    let (mut best, mut parts) = root.known();
    let (value, traces) = (first, vec![root.trace()]);
    let mut bound = Bound { value, goal: first, range, grain, traces, tiers: None };
    if !bound.proves(best)
        && let Ok(value) = root.tighten(ALL, ceiling.min(best - grain + 1e-6 * best.abs()), budget)
    {
        bound = Bound { value, goal: value, traces: vec![root.trace()], ..bound };
    }
    if bound.proves(best) {
        return Some(Answer { parts, bound: Bound { value: best, ..bound }, is_proven: true });
    }
    let first = bound.value;
    let mut width = (FIRST_GOAL * first.abs()).max(grain).max(1e-3 * dearest);
    while bound.value < ceiling {
        let goal = rounded_up(first + width, grain).min(best);
        let searched = root.search((goal, grain), budget);
        let is_proven = searched.bound >= searched.best - 1e-9;
        if is_proven {
            let (value, goal) = (bound.value.max(searched.bound), searched.best);
            bound = Bound { value, goal, traces: searched.traces, ..bound };
        }
        let is_better = !searched.parts.is_empty();
        if is_better {
            (best, parts) = (searched.best, searched.parts);
        }
        // An unfinished search proves no more than the one before.
        if !is_proven || is_better || goal >= best {
            return Some(Answer { parts, bound, is_proven });
        }
        width *= 2.0;
    }
    Some(Answer::no_plan())
}

/// The next cost that a plan can have.
fn rounded_up(cost: f64, grain: f64) -> f64 {
    if grain > 0.0 { (cost / grain).ceil() * grain } else { cost }
}

/// The fewest and most parts, as far as the sizes allow them.
fn counts(ground: &Ground<'_>, (fewest, most): (u32, u32)) -> (u32, u32) {
    let households: i64 = ground.net.households.iter().sum();
    let nodes = ground.net.len() as i64;
    let least = (households + ground.max - 1) / ground.max;
    let greatest = if ground.min > 0 { (households / ground.min).min(nodes) } else { nodes };
    (fewest.max(least.max(1) as u32), most.min(greatest.max(0) as u32))
}

#[cfg(test)]
mod tests;
