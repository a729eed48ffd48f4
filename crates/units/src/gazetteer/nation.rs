//! Every unit of the list with its states, the events between them, and the versions that said so.

use std::collections::HashMap;

use super::{Counts, Listed, Op, Version};
use crate::{Day, Event, Kind, Level, Period, Unit, UnitId, UnitState};

/// A change of a version with the units that its codes meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The version's number.
    pub version: u32,
    /// The place of the change in the version, from 1.
    pub place: u32,
    /// The unit it is about.
    pub unit_id: UnitId,
    /// The change.
    pub change: super::Change,
}

/// The units of the nation with their history.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Nation {
    units: Vec<Unit>,
    index: HashMap<UnitId, usize>,
    pub(super) events: Vec<Event>,
    pub(super) versions: Vec<Version>,
    pub(super) noted: Vec<Noted>,
}

impl Nation {
    /// Made of units and events that are already known, as a database keeps them.
    #[must_use]
    pub fn of(units: Vec<Unit>, events: Vec<Event>) -> Self {
        let index = units.iter().enumerate().map(|(at, unit)| (unit.id, at)).collect();
        Self { units, index, events, ..Self::default() }
    }

    /// The list as it was kept: units, events, versions (without their changes) and changes.
    #[must_use]
    pub fn kept(
        units: Vec<Unit>,
        events: Vec<Event>,
        versions: Vec<Version>,
        noted: Vec<Noted>,
    ) -> Self {
        let mut nation = Self { versions, noted, ..Self::of(units, events) };
        for Noted { version, change, .. } in &nation.noted {
            let at = nation.versions.binary_search_by_key(version, |it| it.number);
            if let Ok(at) = at {
                nation.versions[at].changes.push(change.clone());
            }
        }
        nation
    }

    /// Every unit, in the order in which the list first named it, states by period.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Every event, by day.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The versions of the list, by number.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Every change of the versions with the unit that it is about, by version and place.
    #[must_use]
    pub fn noted(&self) -> &[Noted] {
        &self.noted
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.index.get(&id).and_then(|at| self.units.get(*at))
    }

    /// The state of a unit on a day.
    #[must_use]
    pub fn state_on(&self, id: UnitId, day: Day) -> Option<&UnitState> {
        self.unit(id)?.states.iter().find(|state| state.holds_on(day))
    }

    /// The units that hold on a day, with their states, in the list's order.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &UnitState> {
        self.units
            .iter()
            .filter_map(move |unit| unit.states.iter().find(|state| state.holds_on(day)))
    }

    /// How many units of each level there are on a day.
    #[must_use]
    pub fn counts_on(&self, day: Day) -> Counts {
        let mut counts = Counts::default();
        for state in self.on(day) {
            counts.add(state.kind.level());
        }
        counts
    }

    /// The list as a version had it: the changes of all versions up to it, one after another.
    #[must_use]
    pub fn listed(&self, version: u32) -> Vec<Listed> {
        listed(self.noted.iter().filter(|noted| noted.version <= version))
    }

    pub(super) fn unit_mut(&mut self, id: UnitId) -> Option<&mut Unit> {
        self.index.get(&id).and_then(|at| self.units.get_mut(*at))
    }

    pub(super) fn state(&self, id: UnitId) -> Option<&UnitState> {
        self.unit(id)?.states.last().filter(|state| state.valid.until.is_none())
    }

    pub(super) fn add_unit(&mut self, id: UnitId) {
        self.index.insert(id, self.units.len());
        self.units.push(Unit { id, states: Vec::new() });
    }

    /// Ends the open state of a unit on a day; a state that began that day never was.
    pub(super) fn end(&mut self, id: UnitId, on: Day) {
        let Some(unit) = self.unit_mut(id) else { return };
        if unit.states.last().is_some_and(|state| state.valid.from >= on) {
            unit.states.pop();
        } else if let Some(state) = unit.states.last_mut() {
            state.valid = Period::between(state.valid.from, on);
        }
    }

    /// Gives a unit a state from a day on; the state before it ends, and one that began on the same day
    /// gives way.
    pub(super) fn begin(&mut self, state: UnitState) {
        let (id, on) = (state.unit_id, state.valid.from);
        if self.state(id).is_some() {
            self.end(id, on);
        }
        if let Some(unit) = self.unit_mut(id) {
            unit.states.push(state);
        }
    }

    /// Drops units of which no state is left: they came and went in versions of one day.
    pub(super) fn drop_stateless(&mut self) {
        self.units.retain(|unit| !unit.states.is_empty());
        self.index = self.units.iter().enumerate().map(|(at, unit)| (unit.id, at)).collect();
    }

    pub(super) fn kind(&self, id: UnitId) -> Option<Kind> {
        self.state(id).map(|state| state.kind)
    }
}

/// What is listed under a code: the unit, its name and the code above it.
type Entry<'a> = (UnitId, &'a str, Option<&'a str>);

/// The list that a run of changes makes, by level and code.
fn listed<'a>(changes: impl Iterator<Item = &'a Noted>) -> Vec<Listed> {
    let mut open: HashMap<(Level, &str), Entry<'_>> = HashMap::new();
    for Noted { unit_id, change, .. } in changes {
        let key = (change.level, change.code.as_str());
        match change.op {
            Op::Initial | Op::Added => {
                open.insert(key, (*unit_id, &change.name, change.parent.as_deref()));
            }
            Op::Removed => {
                if open.get(&key).is_some_and(|(listed, ..)| listed == unit_id) {
                    open.remove(&key);
                }
            }
            Op::Renamed => {
                if let Some((_, name, _)) = open.get_mut(&key) {
                    *name = &change.name;
                }
            }
            Op::Moved => {
                if let Some((.., parent)) = open.get_mut(&key) {
                    *parent = change.parent.as_deref();
                }
            }
        }
    }
    let mut open: Vec<_> = open.into_iter().collect();
    open.sort_unstable_by_key(|(key, _)| *key);
    open.into_iter()
        .map(|((level, code), (unit_id, name, parent))| Listed {
            unit_id,
            level,
            code: code.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
        })
        .collect()
}
