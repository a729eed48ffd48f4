//! What the registry has to write when an adoption is recorded, as a value: the store writes it in
//! one transaction. How households that come, move or vanish between the recording and the
//! effective day are carried over, and how the whole is taken back before that day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AtomId, Coverage, Day, Edge, Event, EventId, EventKind, HouseholdId, Membership, Period,
    ReorganisationId, Shares, StateId, Unit, UnitId, UnitState,
};

use super::adoption::Adoption;
use super::refusal::Refusal;
use super::value::{NewUnit, Reorganisation};

/// A state that gets an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedState {
    /// The state.
    pub state_id: StateId,
    /// Its unit.
    pub unit_id: UnitId,
    /// Its new end, the effective day.
    pub until: Day,
}

/// Where the households of an atom go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtomMove {
    /// The atom.
    pub atom_id: AtomId,
    /// Base unit before.
    pub from: UnitId,
    /// Base unit from the effective day on; the same when the identity goes on.
    pub to: UnitId,
    /// Old tổ before, which ends.
    pub from_sub: Option<UnitId>,
}

/// Everything that recording an adoption writes.
///
/// For the households of each atom: the membership in `from` ends on the effective day and one in
/// `to` begins, unless they are the same unit; the membership in `from_sub` ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Of which reorganisation.
    pub reorganisation_id: ReorganisationId,
    /// First day of the new units.
    pub effective_on: Day,
    /// Number of the resolution.
    pub legal_document: String,
    /// States of base units that end.
    pub ended_states: Vec<EndedState>,
    /// States of old tổ that end.
    pub ended_sub_states: Vec<EndedState>,
    /// Units that are made, with their first state.
    pub new_units: Vec<Unit>,
    /// New states of units whose identity goes on.
    pub next_states: Vec<UnitState>,
    /// Where the households of each atom go; atoms of kept units are here too.
    pub atoms: Vec<AtomMove>,
    /// The events, with their edges. The last one dissolves the old tổ, if there are any: its
    /// edges lead from a tổ to base units and are not to be added to the others.
    pub events: Vec<Event>,
}

impl Applied {
    /// Every new state: of new units and of those that go on.
    pub fn new_states(&self) -> impl Iterator<Item = &UnitState> {
        self.new_units.iter().flat_map(|unit| &unit.states).chain(&self.next_states)
    }
}

impl Reorganisation {
    /// What to write. `fresh` gives identities for the events. The caller has found nothing in
    /// [`Reorganisation::check`] and [`Reorganisation::check_adoption`].
    ///
    /// # Errors
    /// Refused without an effective day, or when no second person has confirmed.
    pub fn apply(
        &self,
        adoption: &Adoption,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> Result<Applied, Refusal> {
        let effective_on = adoption.effective_on.ok_or(Refusal::EffectiveDayMissing)?;
        match adoption.confirmed_by {
            None => return Err(Refusal::NotConfirmed),
            Some(person) if person == adoption.recorded_by => return Err(Refusal::SamePerson),
            Some(_) => {}
        }
        let legal_document = adoption.resolution_number.trim().to_owned();
        let changed = |unit: &&NewUnit| !self.is_kept(unit);
        let kept: Vec<UnitId> =
            self.new_units.iter().filter(|unit| self.is_kept(unit)).map(NewUnit::id).collect();
        let ended = |state_id, unit_id| EndedState { state_id, unit_id, until: effective_on };
        let mut new_units = Vec::new();
        let mut next_states = Vec::new();
        for unit in self.new_units.iter().filter(changed) {
            let state = self.new_state(unit, effective_on, &legal_document);
            match unit.continues {
                Some(_) => next_states.push(state),
                None => new_units.push(Unit { id: unit.fresh_id, states: vec![state] }),
            }
        }
        let old_units = self.old_units.iter().filter(|old| !kept.contains(&old.id));
        Ok(Applied {
            reorganisation_id: self.id,
            effective_on,
            ended_states: old_units.map(|old| ended(old.state_id, old.id)).collect(),
            ended_sub_states: self
                .old_sub_units
                .iter()
                .map(|sub| ended(sub.state_id, sub.id))
                .collect(),
            new_units,
            next_states,
            atoms: self.moves(),
            events: self.events(effective_on, &legal_document, fresh),
            legal_document,
        })
    }

    fn new_state(&self, unit: &NewUnit, effective_on: Day, legal_document: &str) -> UnitState {
        let old = unit.continues.and_then(|id| self.old_unit(id));
        UnitState {
            id: unit.state_id,
            unit_id: unit.id(),
            valid: Period::since(effective_on),
            kind: unit.kind,
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            official_code: old.and_then(|old| old.official_code.clone()),
            parent_id: Some(self.commune.id),
            legal_document: Some(legal_document.to_owned()),
        }
    }

    fn moves(&self) -> Vec<AtomMove> {
        let facts = self.facts();
        let subs_stay = self.only_renames();
        let mut moves = Vec::with_capacity(self.atoms.len());
        for unit in &self.new_units {
            for atom in unit.atoms.iter().filter_map(|atom| facts.get(atom)) {
                let (from, from_sub) = (atom.old_unit, atom.old_sub_unit.filter(|_| !subs_stay));
                moves.push(AtomMove { atom_id: atom.id, from, to: unit.id(), from_sub });
            }
        }
        moves.sort_unstable_by_key(|atom| atom.atom_id);
        moves
    }

    fn events(
        &self,
        effective_on: Day,
        legal_document: &str,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> Vec<Event> {
        let mut event = |kind, edges| Event {
            id: EventId(fresh()),
            kind,
            effective_on,
            legal_document: Some(legal_document.to_owned()),
            edges,
        };
        let mut events: Vec<Event> = self
            .changes()
            .into_iter()
            .filter_map(|change| Some(event(change.event?, change.edges)))
            .collect();
        let sub_edges = self.sub_edges();
        if !sub_edges.is_empty() {
            events.push(event(EventKind::Dissolve, sub_edges));
        }
        events
    }

    /// From each old tổ into the base units its households go to.
    fn sub_edges(&self) -> Vec<Edge> {
        let facts = self.facts();
        let mut shares: BTreeMap<(UnitId, UnitId), Shares> = BTreeMap::new();
        let mut fates: BTreeMap<UnitId, u32> = BTreeMap::new();
        for moved in self.moves() {
            let Some(sub) = moved.from_sub else { continue };
            let share = shares.entry((sub, moved.to)).or_insert_with(|| {
                *fates.entry(sub).or_default() += 1;
                Shares::default()
            });
            *share = *share + facts[&moved.atom_id].counts;
        }
        let edge = |(&(from, to), &shares): (&(UnitId, UnitId), &Shares)| {
            let coverage = if fates[&from] == 1 { Coverage::Whole } else { Coverage::Part };
            Edge { from, to, coverage, shares, method: self.method }
        };
        shares.iter().map(edge).collect()
    }
}

/// A household that came, moved or vanished between the recording and the effective day. Atoms are
/// those of its door; `None` where the door lies in no atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HouseholdChange {
    /// The household.
    pub household_id: HouseholdId,
    /// Its people.
    pub people: u16,
    /// The first day of the change.
    pub on: Day,
    /// Where it was; `None` for one that appears.
    pub left: Option<AtomId>,
    /// Where it is then.
    pub entered: Entered,
}

/// Where a household is after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// At a door of this atom.
    Atom(AtomId),
    /// At a door that lies in no atom: somebody must say which unit it belongs to.
    UnknownDoor,
    /// Nowhere in the area: it vanished or moved away.
    Nowhere,
}

/// What to write for such a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// End every membership of the household at the change's day, drop those that would begin
    /// later, open these, and correct these edges.
    Known {
        /// To open.
        memberships: Vec<Membership>,
        /// Edges of the recorded events whose shares change, so that they stay true.
        edges: Vec<EdgeDelta>,
    },
    /// The door lies in a unit the reorganisation leaves as it is: place the household as on any
    /// other day, and correct these edges, which it left.
    Outside {
        /// Edges whose shares change.
        edges: Vec<EdgeDelta>,
    },
    /// The door lies in no atom: ask which new unit it belongs to.
    AskWhere,
}

/// A correction of one edge of a recorded event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeDelta {
    /// The event.
    pub event_id: EventId,
    /// The edge's old unit.
    pub from: UnitId,
    /// The edge's new unit.
    pub to: UnitId,
    /// Households more, or fewer.
    pub households: i64,
    /// People more, or fewer.
    pub people: i64,
}

/// Carries a change into the recorded adoption by the door's atom: the household is in the old
/// units until the effective day and in the new one from then on.
#[must_use]
pub fn carry_over(applied: &Applied, change: &HouseholdChange) -> Carried {
    let going = |atom: AtomId| applied.atoms.iter().find(|moved| moved.atom_id == atom);
    let early = change.on < applied.effective_on;
    let entered = match change.entered {
        Entered::UnknownDoor => return Carried::AskWhere,
        Entered::Nowhere => None,
        Entered::Atom(atom) => Some(going(atom)),
    };
    let mut edges = Vec::new();
    if early {
        let left = change.left.and_then(going).map(|moved| (moved, -1));
        let came = entered.flatten().map(|moved| (moved, 1));
        for (moved, sign) in left.into_iter().chain(came) {
            edges.extend(deltas(applied, moved, sign, change.people));
        }
    }
    match entered {
        Some(None) => Carried::Outside { edges },
        Some(Some(moved)) => Carried::Known { memberships: opened(applied, moved, change), edges },
        None => Carried::Known { memberships: Vec::new(), edges },
    }
}

fn opened(applied: &Applied, moved: &AtomMove, change: &HouseholdChange) -> Vec<Membership> {
    let (on, day, household_id) = (change.on, applied.effective_on, change.household_id);
    let member = |unit_id, valid| Membership { household_id, unit_id, valid };
    if on >= day {
        return vec![member(moved.to, Period::since(on))];
    }
    let mut opened = Vec::new();
    if moved.from == moved.to {
        opened.push(member(moved.to, Period::since(on)));
    } else {
        opened.push(member(moved.from, Period::between(on, day)));
        opened.push(member(moved.to, Period::since(day)));
    }
    opened.extend(moved.from_sub.map(|sub| member(sub, Period::between(on, day))));
    opened
}

fn deltas(applied: &Applied, moved: &AtomMove, sign: i64, people: u16) -> Vec<EdgeDelta> {
    let touched = |edge: &&Edge| {
        edge.to == moved.to && (edge.from == moved.from || Some(edge.from) == moved.from_sub)
    };
    let delta = |event: &Event, edge: &Edge| EdgeDelta {
        event_id: event.id,
        from: edge.from,
        to: edge.to,
        households: sign,
        people: sign * i64::from(people),
    };
    let of_event = |event: &Event| -> Vec<EdgeDelta> {
        event.edges.iter().filter(touched).map(|edge| delta(event, edge)).collect()
    };
    applied.events.iter().flat_map(of_event).collect()
}

/// What to write to take a recorded adoption back, exactly.
///
/// For every household of the atoms, also those carried over since: memberships that begin on the
/// effective day in `to` go, those in `from` and `from_sub` that end on it are open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reverted {
    /// Of which reorganisation.
    pub reorganisation_id: ReorganisationId,
    /// The day that will not come.
    pub effective_on: Day,
    /// States whose end is taken away again, base units and old tổ.
    pub reopened_states: Vec<EndedState>,
    /// States to remove.
    pub removed_states: Vec<StateId>,
    /// Units to remove: they never were.
    pub removed_units: Vec<UnitId>,
    /// Events to remove.
    pub removed_events: Vec<EventId>,
    /// Where households were to go, and stay.
    pub atoms: Vec<AtomMove>,
}

/// Takes a recorded adoption back before its day.
///
/// # Errors
/// Refused on the effective day and after it: undoing is another reorganisation then.
pub fn revert(applied: &Applied, today: Day) -> Result<Reverted, Refusal> {
    let effective_on = applied.effective_on;
    if today >= effective_on {
        return Err(Refusal::AlreadyEffective { effective_on, today });
    }
    let ended = applied.ended_states.iter().chain(&applied.ended_sub_states);
    Ok(Reverted {
        reorganisation_id: applied.reorganisation_id,
        effective_on,
        reopened_states: ended.copied().collect(),
        removed_states: applied.new_states().map(|state| state.id).collect(),
        removed_units: applied.new_units.iter().map(|unit| unit.id).collect(),
        removed_events: applied.events.iter().map(|event| event.id).collect(),
        atoms: applied.atoms.clone(),
    })
}
