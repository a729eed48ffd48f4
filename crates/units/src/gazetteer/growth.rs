//! What a list has gained against the same list before.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Nation, Noted, Version};
use crate::{Day, Event, EventId, StateId, UnitId, UnitState};

/// What is new in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Growth {
    /// Units that were not there.
    pub units: Vec<UnitId>,
    /// States that were not there, those that have ended too.
    pub states: Vec<UnitState>,
    /// States that were there and say something else now: a later version of their own day.
    pub replaced: Vec<UnitState>,
    /// Units whose open state ends, by the day.
    pub ended: BTreeMap<Day, Vec<UnitId>>,
    /// Events that were not there.
    pub events: Vec<Event>,
    /// Versions that were not there.
    pub versions: Vec<Version>,
    /// Their changes.
    pub noted: Vec<Noted>,
}

impl Nation {
    /// What this list has that the one before had not.
    #[must_use]
    pub fn growth_since(&self, before: &Self) -> Growth {
        let known: HashMap<StateId, &UnitState> =
            before.units().iter().flat_map(|unit| &unit.states).map(|it| (it.id, it)).collect();
        let events: HashSet<EventId> = before.events().iter().map(|event| event.id).collect();
        let last = before.versions().last().map_or(0, |version| version.number);
        let mut growth = Growth {
            units: self
                .units()
                .iter()
                .map(|unit| unit.id)
                .filter(|id| before.unit(*id).is_none())
                .collect(),
            events: self.events().iter().filter(|it| !events.contains(&it.id)).cloned().collect(),
            versions: self.versions().iter().filter(|it| it.number > last).cloned().collect(),
            noted: self.noted().iter().filter(|it| it.version > last).cloned().collect(),
            ..Growth::default()
        };
        for state in self.units().iter().flat_map(|unit| &unit.states) {
            match known.get(&state.id) {
                None => growth.states.push(state.clone()),
                Some(before) => {
                    if let (None, Some(until)) = (before.valid.until, state.valid.until) {
                        growth.ended.entry(until).or_default().push(state.unit_id);
                    }
                    let as_before = UnitState { valid: before.valid, ..state.clone() };
                    if as_before != **before {
                        growth.replaced.push(state.clone());
                    }
                }
            }
        }
        growth
    }
}

impl Growth {
    /// The first day of anything new: of the versions, or of what became of units where there are none.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        let versions = self.versions.iter().map(|version| version.effective_on).min();
        versions.or_else(|| self.events.iter().map(|event| event.effective_on).min())
    }
}
