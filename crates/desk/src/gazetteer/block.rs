//! Comparable blocks between two days: the smallest sets of units that together cover the same land and
//! people on both, so that their sums compare exactly.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use units::{Day, EventKind, UnitId};

use super::matrix::Between;
use super::{Known, Place, place};

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Block {
    /// Its units on the first day, by code.
    pub before: Vec<Place>,
    /// Its units on the second day, by code.
    pub after: Vec<Place>,
    /// Why they stand together: day, event and act, by day.
    pub because: Vec<(Day, EventKind, Option<String>)>,
}

/// What the blocks between two days are.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Blocks {
    /// Units that exchanged something, by the code of their first unit: those that were asked for.
    pub changed: Vec<Block>,
    /// How many such blocks there are in all.
    pub count: usize,
    /// How many units are a block of their own: nothing left them and nothing came to them.
    pub unchanged: usize,
    /// Units of the first day that ended and of which nobody says into what: they compare with nothing.
    pub lost: Vec<Place>,
}

/// The blocks of a level between two days, in any order of them. Only those in `shown`, counted from 0 among
/// the ones that changed, are named and explained: of the nation there are thousands.
#[must_use]
pub fn blocks(known: &Known, asked: Between, shown: Range<usize>) -> Blocks {
    let (first, second) = asked.in_order();
    let ways = known.translator.ways();
    let of = ways.blocks(first, second);
    let mut members: BTreeMap<usize, [BTreeSet<UnitId>; 2]> = BTreeMap::new();
    let mut order: Vec<usize> = Vec::new();
    for (side, day) in [first, second].into_iter().enumerate() {
        for unit in asked.units(known, day) {
            let Some(place) = ways.place(unit) else { continue };
            let block = of.of(place);
            let sides = members.entry(block).or_insert_with(|| {
                order.push(block);
                Default::default()
            });
            sides[side].insert(unit);
        }
    }
    // A unit of another level that became one of this stands in the block too: an island district that
    // was made a đặc khu.
    for (place, unit) in ways.units().iter().enumerate() {
        let Some(sides) = members.get_mut(&of.of(place)) else { continue };
        for (side, day) in [first, second].into_iter().enumerate() {
            if ways.holds(place, day) {
                sides[side].insert(*unit);
            }
        }
    }
    let mut found = Blocks { changed: Vec::new(), count: 0, unchanged: 0, lost: Vec::new() };
    for block in order {
        let [before, after] = &members[&block];
        let is_asked = before.iter().any(|unit| asked.concerns(known, *unit, first))
            || after.iter().any(|unit| asked.concerns(known, *unit, second));
        if !is_asked {
            continue;
        }
        let places = |units: &BTreeSet<UnitId>, day: Day| -> Vec<Place> {
            let mut places: Vec<Place> =
                units.iter().filter_map(|unit| place(known, *unit, day)).collect();
            places.sort_by(|one, other| one.code.cmp(&other.code));
            places
        };
        if before == after && before.len() == 1 {
            found.unchanged += 1;
        } else if after.is_empty() {
            found.lost.extend(places(before, first));
        } else if shown.contains(&found.count) {
            found.count += 1;
            let because = because(known, before.union(after), (first, second));
            let (before, after) = (places(before, first), places(after, second));
            found.changed.push(Block { before, after, because });
        } else {
            found.count += 1;
        }
    }
    found
}

/// The events between two days in which units stood.
fn because<'u>(
    known: &Known,
    units: impl Iterator<Item = &'u UnitId>,
    (first, second): (Day, Day),
) -> Vec<(Day, EventKind, Option<String>)> {
    let mut told: HashSet<(Day, EventKind, Option<String>)> = HashSet::new();
    for event in units.flat_map(|unit| known.events_of(*unit)) {
        let joins = event.edges.iter().any(|edge| edge.from != edge.to);
        if joins && first < event.effective_on && event.effective_on <= second {
            told.insert((event.effective_on, event.kind, event.legal_document.clone()));
        }
    }
    let mut told: Vec<_> = told.into_iter().collect();
    told.sort();
    told
}
