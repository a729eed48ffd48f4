//! Comparable blocks: groups of units between which nothing was exchanged with others from one day
//! to another, so that their sums compare exactly, without any estimate.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Day, Event, UnitId};

/// One block: together the units before and the units after cover the same households.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its units on the first day, in order of identity.
    pub before: Vec<UnitId>,
    /// Its units on the second day, in order of identity.
    pub after: Vec<UnitId>,
}

/// The connected components of the lineage between two days. `before` and `after` are the units of
/// one tier that hold on the two days; a unit in both without events is a block of its own. Events
/// between units of other tiers are ignored. Ordered by the first unit.
#[must_use]
pub fn comparable_blocks(
    (first, before): (Day, &[UnitId]),
    (second, after): (Day, &[UnitId]),
    events: &[Event],
) -> Vec<Block> {
    // Units that came and went between the two days join others without being in either list.
    let within = |event: &&Event| first < event.effective_on && event.effective_on <= second;
    let edges: Vec<(UnitId, UnitId)> = (events.iter().filter(within))
        .flat_map(|event| event.edges.iter().map(|edge| (edge.from, edge.to)))
        .collect();
    let units: BTreeSet<UnitId> = (before.iter().chain(after).copied())
        .chain(edges.iter().flat_map(|(from, to)| [*from, *to]))
        .collect();
    let at: BTreeMap<UnitId, usize> = units.into_iter().zip(0..).collect();
    let roots = joined(at.len(), edges.iter().map(|(from, to)| (at[from], at[to])));
    let mut blocks: BTreeMap<usize, (BTreeSet<UnitId>, BTreeSet<UnitId>)> = BTreeMap::new();
    for unit in before {
        blocks.entry(roots[at[unit]]).or_default().0.insert(*unit);
    }
    for unit in after {
        blocks.entry(roots[at[unit]]).or_default().1.insert(*unit);
    }
    let block = |(before, after): (BTreeSet<UnitId>, BTreeSet<UnitId>)| Block {
        before: before.into_iter().collect(),
        after: after.into_iter().collect(),
    };
    blocks.into_values().map(block).collect()
}

/// The smallest of those with which each of so many is joined, itself among them: what is joined to one
/// that is joined to a third is joined to that too.
pub(super) fn joined(count: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut roots: Vec<usize> = (0..count).collect();
    for (one, other) in pairs {
        let (one, other) = (root(&mut roots, one), root(&mut roots, other));
        roots[one.max(other)] = one.min(other);
    }
    (0..count).map(|place| root(&mut roots, place)).collect()
}

/// The smallest of a component so far.
fn root(roots: &mut [usize], place: usize) -> usize {
    let mut at = place;
    while roots[at] != at {
        at = roots[at];
    }
    roots[place] = at;
    at
}
