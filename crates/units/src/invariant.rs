//! What must always hold of units, lineage and memberships, as functions that list every fault.
//! `coso verify` runs them over a database; the tests run them over random histories.
//!
//! That events form a directed graph without circles needs no search: every edge leads from a state
//! that holds on the day before to one that holds on the day ([`check_events`]), so time only goes on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Day, Event, EventId, HouseholdId, Membership, Period, StateId, Tier, Unit, UnitId, UnitState,
};

/// A broken invariant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each value says what is wrong; its fields are named by what they hold"
)]
pub enum Fault {
    /// A state of another unit stands under this one.
    StateOfOtherUnit { unit: UnitId, state: StateId },
    /// A state that holds on no day.
    EmptyPeriod { state: StateId },
    /// Two states of one unit hold on the same day.
    PeriodsOverlap { unit: UnitId, first: StateId, second: StateId, on: Day },
    /// A state whose parent is unknown.
    ParentUnknown { state: StateId, parent: UnitId },
    /// A state that holds on a day on which its parent does not.
    OutsideParent { state: StateId, parent: UnitId, on: Day },
    /// A household in no base unit on a day of its life.
    NoBaseUnit { household: HouseholdId, on: Day },
    /// A household in two base units at once.
    TwoBaseUnits { household: HouseholdId, first: UnitId, second: UnitId, on: Day },
    /// A household in two old tổ at once.
    TwoSubUnits { household: HouseholdId, first: UnitId, second: UnitId, on: Day },
    /// A household in a base or sub unit outside its life.
    MemberWithoutLife { household: HouseholdId, unit: UnitId, on: Day },
    /// A membership in a unit that is unknown or no grassroots unit.
    MemberOfNothing { household: HouseholdId, unit: UnitId },
    /// A membership on a day on which the unit does not hold.
    OutsideUnit { household: HouseholdId, unit: UnitId, on: Day },
    /// An edge from a unit that does not hold on the day before.
    EdgeFromNothing { event: EventId, unit: UnitId },
    /// An edge to a unit that does not hold on the day.
    EdgeToNothing { event: EventId, unit: UnitId },
    /// Two edges of one day from one unit to the other.
    EdgeTwice { event: EventId, from: UnitId, to: UnitId },
    /// What leaves a unit is not what it held just before.
    SharesOutDiffer { unit: UnitId, on: Day, held: u32, left: u32 },
    /// What enters a unit is not what it holds then.
    SharesInDiffer { unit: UnitId, on: Day, holds: u32, entered: u32 },
}

/// Faults of the units' states: each unit's periods are apart and its own, and lie inside its
/// parent's. The first day of each fault is named.
#[must_use]
pub fn check_units(units: &[Unit]) -> Vec<Fault> {
    let by_id: BTreeMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let mut faults = Vec::new();
    for unit in units {
        let mut states: Vec<&UnitState> = unit.states.iter().collect();
        states.sort_by_key(|state| state.valid.from);
        for state in &states {
            if state.unit_id != unit.id {
                faults.push(Fault::StateOfOtherUnit { unit: unit.id, state: state.id });
            }
            if state.valid.is_empty() {
                faults.push(Fault::EmptyPeriod { state: state.id });
            }
            let Some(parent) = state.parent_id else { continue };
            match by_id.get(&parent) {
                None => faults.push(Fault::ParentUnknown { state: state.id, parent }),
                Some(above) => {
                    let periods: Vec<Period> =
                        above.states.iter().map(|state| state.valid).collect();
                    faults.extend(
                        first_uncovered(state.valid, &periods).map(|on| Fault::OutsideParent {
                            state: state.id,
                            parent,
                            on,
                        }),
                    );
                }
            }
        }
        for (at, first) in states.iter().enumerate() {
            faults.extend(states[at + 1..].iter().filter_map(|second| {
                let common = first.valid.common(&second.valid)?;
                let (unit, first, second) = (unit.id, first.id, second.id);
                Some(Fault::PeriodsOverlap { unit, first, second, on: common.from })
            }));
        }
    }
    faults
}

/// The first day of `period` that none of the others has.
pub(crate) fn first_uncovered(period: Period, by: &[Period]) -> Option<Day> {
    let mut by: Vec<&Period> = by.iter().filter(|other| !other.is_empty()).collect();
    by.sort_by_key(|other| other.from);
    let mut day = period.from;
    for other in by {
        if other.contains(day) {
            day = other.until?;
        }
    }
    period.contains(day).then_some(day)
}

/// Faults of events against the units: edges lead from what was to what is, none twice a day.
#[must_use]
pub fn check_events(units: &[Unit], events: &[Event]) -> Vec<Fault> {
    let by_id: BTreeMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let holds = |unit: UnitId, on: Day| {
        by_id.get(&unit).is_some_and(|unit| unit.states.iter().any(|state| state.holds_on(on)))
    };
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for event in events {
        let (id, day) = (event.id, event.effective_on);
        for edge in &event.edges {
            if !holds(edge.from, day.previous()) {
                faults.push(Fault::EdgeFromNothing { event: id, unit: edge.from });
            }
            if !holds(edge.to, day) {
                faults.push(Fault::EdgeToNothing { event: id, unit: edge.to });
            }
            if !seen.insert((day, edge.from, edge.to)) {
                faults.push(Fault::EdgeTwice { event: id, from: edge.from, to: edge.to });
            }
        }
    }
    faults
}

/// Faults of conservation: on each day with events, what leaves a unit is what it held on the day
/// before, and what enters it is what it holds then. `count` tells a unit's households on a day;
/// households that appear or vanish on the very day must be in neither figure. Edges from a tổ are
/// summed apart from edges between base units, since the same households stand in both.
#[must_use]
pub fn check_conservation(
    events: &[Event],
    tier_of: &dyn Fn(UnitId) -> Option<Tier>,
    count: &dyn Fn(UnitId, Day) -> u32,
) -> Vec<Fault> {
    let mut out: BTreeMap<(Day, UnitId), u32> = BTreeMap::new();
    let mut into: BTreeMap<(Day, UnitId), u32> = BTreeMap::new();
    for event in events {
        for edge in &event.edges {
            let day = event.effective_on;
            let households = edge.shares.households;
            *out.entry((day, edge.from)).or_default() += households;
            if tier_of(edge.from) == tier_of(edge.to) {
                *into.entry((day, edge.to)).or_default() += households;
            }
        }
    }
    let mut faults = Vec::new();
    for ((on, unit), left) in out {
        let held = count(unit, on.previous());
        if held != left {
            faults.push(Fault::SharesOutDiffer { unit, on, held, left });
        }
    }
    for ((on, unit), entered) in into {
        let holds = count(unit, on);
        if holds != entered {
            faults.push(Fault::SharesInDiffer { unit, on, holds, entered });
        }
    }
    faults
}

/// Faults of one household: on each day of its life in exactly one base unit and at most one old
/// tổ, outside its life in none; every membership inside its unit's periods. Voluntary groups are
/// any number and change none of this.
#[must_use]
pub fn check_household(
    household: HouseholdId,
    life: Period,
    memberships: &[Membership],
    units: &BTreeMap<UnitId, Unit>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut tiers: BTreeMap<Tier, Vec<&Membership>> = BTreeMap::new();
    for membership in memberships.iter().filter(|it| !it.valid.is_empty()) {
        let unit = membership.unit_id;
        let found = units.get(&unit);
        let tier = found.and_then(|unit| unit.states.iter().find_map(|state| state.kind.tier()));
        let (Some(found), Some(tier)) = (found, tier) else {
            faults.push(Fault::MemberOfNothing { household, unit });
            continue;
        };
        let periods: Vec<Period> = found.states.iter().map(|state| state.valid).collect();
        let outside = first_uncovered(membership.valid, &periods);
        faults.extend(outside.map(|on| Fault::OutsideUnit { household, unit, on }));
        if tier != Tier::Group {
            let stray = first_uncovered(membership.valid, &[life]);
            faults.extend(stray.map(|on| Fault::MemberWithoutLife { household, unit, on }));
        }
        tiers.entry(tier).or_default().push(membership);
    }
    let base = tiers.remove(&Tier::Base).unwrap_or_default();
    let sub = tiers.remove(&Tier::Sub).unwrap_or_default();
    faults.extend(doubled(&base).map(|(first, second, on)| Fault::TwoBaseUnits {
        household,
        first,
        second,
        on,
    }));
    faults.extend(doubled(&sub).map(|(first, second, on)| Fault::TwoSubUnits {
        household,
        first,
        second,
        on,
    }));
    let covered: Vec<Period> = base.iter().map(|membership| membership.valid).collect();
    let homeless = first_uncovered(life, &covered);
    faults.extend(homeless.map(|on| Fault::NoBaseUnit { household, on }));
    faults
}

fn doubled<'a>(memberships: &'a [&Membership]) -> impl Iterator<Item = (UnitId, UnitId, Day)> + 'a {
    memberships.iter().enumerate().flat_map(move |(at, first)| {
        memberships[at + 1..].iter().filter_map(|second| {
            let common = first.valid.common(&second.valid)?;
            Some((first.unit_id, second.unit_id, common.from))
        })
    })
}

#[cfg(test)]
mod tests;
