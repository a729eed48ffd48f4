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
    let mut roots: BTreeMap<UnitId, UnitId> = BTreeMap::new();
    for unit in before.iter().chain(after) {
        roots.insert(*unit, *unit);
    }
    // Units that came and went between the two days join others without being in either list.
    for event in
        events.iter().filter(|event| first < event.effective_on && event.effective_on <= second)
    {
        for edge in &event.edges {
            let (from, to) = (root(&mut roots, edge.from), root(&mut roots, edge.to));
            roots.insert(from.max(to), from.min(to));
        }
    }
    let mut blocks: BTreeMap<UnitId, (BTreeSet<UnitId>, BTreeSet<UnitId>)> = BTreeMap::new();
    for unit in before {
        blocks.entry(root(&mut roots, *unit)).or_default().0.insert(*unit);
    }
    for unit in after {
        blocks.entry(root(&mut roots, *unit)).or_default().1.insert(*unit);
    }
    let block = |(before, after): (BTreeSet<UnitId>, BTreeSet<UnitId>)| Block {
        before: before.into_iter().collect(),
        after: after.into_iter().collect(),
    };
    blocks.into_values().map(block).collect()
}

/// The smallest unit of its component so far.
fn root(roots: &mut BTreeMap<UnitId, UnitId>, unit: UnitId) -> UnitId {
    let mut at = *roots.entry(unit).or_insert(unit);
    while roots[&at] != at {
        at = roots[&at];
    }
    roots.insert(unit, at);
    at
}
