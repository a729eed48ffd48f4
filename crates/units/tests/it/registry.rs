//! A registry in memory that writes what a reorganisation says, as the store does.

use std::collections::BTreeMap;

use units::reorganisation::{
    Applied, AtomFacts, Carried, Entered, HouseholdChange, OldSubUnit, OldUnit, Reverted,
};
use units::{
    AtomId, Day, Event, HouseholdId, Kind, Membership, Period, Shares, Tier, Unit, UnitId,
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry {
    pub revision: u64,
    pub units: BTreeMap<UnitId, Unit>,
    pub events: Vec<Event>,
    pub lives: BTreeMap<HouseholdId, Period>,
    pub doors: BTreeMap<HouseholdId, AtomId>,
    pub members: BTreeMap<HouseholdId, Vec<Membership>>,
}

pub const PEOPLE: u16 = 3;

impl Registry {
    pub fn tier_of(&self, unit: UnitId) -> Option<Tier> {
        self.units.get(&unit)?.states.first()?.kind.tier()
    }

    /// The unit of a tier that a household is in.
    pub fn unit_of(&self, household: HouseholdId, tier: Tier, on: Day) -> Option<UnitId> {
        let members = self.members.get(&household)?;
        let mut found = members
            .iter()
            .filter(|it| it.valid.contains(on) && self.tier_of(it.unit_id) == Some(tier));
        found.next().map(|it| it.unit_id)
    }

    pub fn count(&self, unit: UnitId, on: Day) -> u32 {
        let members = self.members.values().flatten();
        let count = members.filter(|it| it.unit_id == unit && it.valid.contains(on)).count();
        u32::try_from(count).unwrap()
    }

    /// Households living at an atom's doors on a day.
    pub fn at(&self, atom: AtomId, on: Day) -> Vec<HouseholdId> {
        let living = self.lives.iter().filter(|(_, life)| life.contains(on));
        living.map(|(id, _)| *id).filter(|id| self.doors[id] == atom).collect()
    }

    pub fn facts(
        &self,
        atoms: &[AtomId],
        homes: &BTreeMap<AtomId, (UnitId, Option<UnitId>)>,
        on: Day,
    ) -> Vec<AtomFacts> {
        let fact = |atom: &AtomId| {
            let (old_unit, old_sub_unit) = homes[atom];
            AtomFacts {
                id: *atom,
                counts: shares(self.at(*atom, on).len()),
                old_unit,
                old_sub_unit,
            }
        };
        atoms.iter().map(fact).collect()
    }

    pub fn base_units(&self, on: Day) -> Vec<OldUnit> {
        let states = self.units.values().flat_map(|unit| &unit.states);
        let base = states.filter(|state| state.holds_on(on) && state.kind.is_base());
        base.map(|state| OldUnit {
            id: state.unit_id,
            state_id: state.id,
            valid: state.valid,
            name: state.name.clone(),
            short_name: state.short_name.clone(),
            kind: state.kind,
            official_code: None,
            counts: shares(self.count(state.unit_id, on) as usize),
        })
        .collect()
    }

    pub fn sub_units(&self, on: Day) -> Vec<OldSubUnit> {
        let states = self.units.values().flat_map(|unit| &unit.states);
        let sub = states.filter(|state| state.holds_on(on) && state.kind == Kind::ToDanPho);
        sub.map(|state| OldSubUnit {
            id: state.unit_id,
            state_id: state.id,
            name: state.name.clone(),
            kind: state.kind,
            parent_id: state.parent_id.unwrap(),
        })
        .collect()
    }

    pub fn write(&mut self, applied: &Applied) {
        let day = applied.effective_on;
        for ended in applied.ended_states.iter().chain(&applied.ended_sub_states) {
            let unit = self.units.get_mut(&ended.unit_id).unwrap();
            let state = unit.states.iter_mut().find(|it| it.id == ended.state_id).unwrap();
            state.valid = state.valid.cut_at(ended.until);
        }
        self.units.extend(applied.new_units.iter().map(|unit| (unit.id, unit.clone())));
        for state in &applied.next_states {
            self.units.get_mut(&state.unit_id).unwrap().states.push(state.clone());
        }
        for moved in &applied.atoms {
            for household in self.at(moved.atom_id, day) {
                let members = self.members.get_mut(&household).unwrap();
                let leaves = |it: &Membership| {
                    let base = it.unit_id == moved.from && moved.from != moved.to;
                    it.valid.contains(day) && (base || Some(it.unit_id) == moved.from_sub)
                };
                for member in members.iter_mut().filter(|it| leaves(it)) {
                    member.valid = member.valid.cut_at(day);
                }
                if moved.from != moved.to {
                    let (household_id, valid) = (household, Period::since(day));
                    members.push(Membership { household_id, unit_id: moved.to, valid });
                }
            }
        }
        self.events.extend(applied.events.iter().cloned());
        self.revision += 1;
    }

    pub fn take_back(&mut self, reverted: &Reverted) {
        let day = reverted.effective_on;
        for reopened in &reverted.reopened_states {
            let unit = self.units.get_mut(&reopened.unit_id).unwrap();
            let state = unit.states.iter_mut().find(|it| it.id == reopened.state_id).unwrap();
            state.valid.until = None;
        }
        for unit in self.units.values_mut() {
            unit.states.retain(|state| !reverted.removed_states.contains(&state.id));
        }
        self.units.retain(|id, _| !reverted.removed_units.contains(id));
        for moved in &reverted.atoms {
            for household in self.at(moved.atom_id, day) {
                let members = self.members.get_mut(&household).unwrap();
                let begins = |it: &Membership| {
                    it.valid.from == day && it.unit_id == moved.to && moved.from != moved.to
                };
                members.retain(|it| !begins(it));
                let ends = |it: &Membership| {
                    let unit = it.unit_id == moved.from || Some(it.unit_id) == moved.from_sub;
                    it.valid.until == Some(day) && unit
                };
                for member in members.iter_mut().filter(|it| ends(it)) {
                    member.valid.until = None;
                }
            }
        }
        self.events.retain(|event| !reverted.removed_events.contains(&event.id));
        self.revision -= 1;
    }

    /// A household appears, moves or vanishes while an adoption is pending.
    /// `ordinary` are the memberships it would get on any other day.
    pub fn carry(
        &mut self,
        applied: &Applied,
        change: &HouseholdChange,
        ordinary: Vec<Membership>,
    ) {
        let carried = units::reorganisation::carry_over(applied, change);
        let (memberships, edges) = match carried {
            Carried::Known { memberships, edges } => (memberships, edges),
            Carried::Outside { edges } => (ordinary, edges),
            Carried::AskWhere => panic!("every door of the ward is known"),
        };
        self.place(change, memberships);
        for delta in edges {
            let event = self.events.iter_mut().find(|it| it.id == delta.event_id).unwrap();
            let same = |it: &&mut units::Edge| it.from == delta.from && it.to == delta.to;
            let shares = &mut event.edges.iter_mut().find(same).unwrap().shares;
            shares.households =
                shares.households.checked_add_signed(delta.households as i32).unwrap();
            shares.people = shares.people.checked_add_signed(delta.people as i32).unwrap();
        }
    }

    /// Ends what the household was in, drops what would begin later, opens the new memberships.
    pub fn place(&mut self, change: &HouseholdChange, memberships: Vec<Membership>) {
        let id = change.household_id;
        let members = self.members.entry(id).or_default();
        for member in members.iter_mut() {
            member.valid = member.valid.cut_at(change.on);
        }
        members.retain(|it| !it.valid.is_empty());
        members.extend(memberships);
        match change.entered {
            Entered::Atom(atom) => {
                self.lives.entry(id).or_insert(Period::since(change.on));
                self.doors.insert(id, atom);
            }
            _ => self.lives.get_mut(&id).unwrap().until = Some(change.on),
        }
    }
}

pub fn shares(households: usize) -> Shares {
    let households = u32::try_from(households).unwrap();
    Shares { households, people: households * u32::from(PEOPLE), area_m2: 0, addresses: 0 }
}
