//! Khu phố and ấp of a commune that ends go on as they are under the communes that take its place: each keeps
//! its identity, name, kind, border and households, and gets another unit above it (Decision 759/QD-TTg of 2025:
//! those below the commune stay as they are when communes are rearranged).
//!
//! Not a reorganisation of the units themselves: nobody is consulted, the law that ended the commune is the ground.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::reorganisation::OldUnit;
use crate::{
    Coverage, Day, Edge, Event, EventId, EventKind, Kind, Method, Period, ReorganisationId,
    StateId, UnitId, UnitState,
};

/// A commune that takes the place of the one that ends, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heir {
    /// The commune.
    pub commune: UnitId,
    /// Phường, xã or đặc khu.
    pub kind: Kind,
    /// Its name on its day.
    pub name: String,
    /// Whether all of the old commune went there.
    pub coverage: Coverage,
}

impl Heir {
    /// Whether a kind of unit belongs under it: khu phố under a phường, ấp under a xã. One that does not goes there
    /// all the same, and becomes what belongs there by a resolution of its own.
    #[must_use]
    pub fn fits(&self, kind: Kind) -> bool {
        kind.is_rural() == self.kind.is_rural()
    }
}

/// The base units of a commune that ends, each with the commune that it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Identity.
    pub id: ReorganisationId,
    /// The commune that ends.
    pub commune: UnitId,
    /// The first day without it.
    pub effective_on: Day,
    /// The act by which it ends.
    pub legal_document: String,
    /// Its base units on its last day.
    pub units: Vec<OldUnit>,
    /// Where each goes.
    pub to: BTreeMap<UnitId, UnitId>,
}

/// Why a transfer cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No unit stands under the commune any more.
    Nothing,
    /// It is not said where a unit goes.
    Unplaced(UnitId),
    /// A unit would go to a commune that did not take the place of the old one.
    NotAnHeir(UnitId),
    /// A unit is named that does not stand under the commune.
    NotOfCommune(UnitId),
    /// A reorganisation that is already adopted changes a unit on that day or later.
    ChangesLater(UnitId),
    /// The act is not named.
    NoDocument,
}

/// What a transfer writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Each state that ends, with the one that begins.
    pub states: Vec<(StateId, UnitState)>,
    /// For each receiving commune the event, with an edge from each unit to itself.
    pub events: Vec<(UnitId, Event)>,
}

impl Transfer {
    /// Every reason why it cannot be; `heirs` are the communes that took the place of the old one.
    #[must_use]
    pub fn check(&self, heirs: &[UnitId]) -> Vec<Fault> {
        if self.units.is_empty() {
            return vec![Fault::Nothing];
        }
        let mut faults = Vec::new();
        if self.legal_document.trim().is_empty() {
            faults.push(Fault::NoDocument);
        }
        for unit in &self.units {
            match self.to.get(&unit.id) {
                None => faults.push(Fault::Unplaced(unit.id)),
                Some(to) if !heirs.contains(to) => faults.push(Fault::NotAnHeir(unit.id)),
                Some(_) => {}
            }
            if unit.valid.until.is_some() {
                faults.push(Fault::ChangesLater(unit.id));
            }
        }
        let known: BTreeSet<UnitId> = self.units.iter().map(|unit| unit.id).collect();
        let strangers = self.to.keys().filter(|unit| !known.contains(unit));
        faults.extend(strangers.map(|unit| Fault::NotOfCommune(*unit)));
        faults
    }

    /// Where goes what lay in the commune itself and in none of its units: to the commune that gets most
    /// households, of equal ones to that with most units, then to the first identity.
    #[must_use]
    pub fn main(&self) -> Option<UnitId> {
        let mut got: BTreeMap<UnitId, (u64, usize)> = BTreeMap::new();
        for unit in &self.units {
            if let Some(to) = self.to.get(&unit.id) {
                let sum = got.entry(*to).or_default();
                sum.0 += u64::from(unit.counts.households);
                sum.1 += 1;
            }
        }
        got.into_iter().max_by_key(|(to, got)| (*got, std::cmp::Reverse(*to))).map(|(to, _)| to)
    }

    /// What to write, of a transfer in which [`Self::check`] finds nothing. `fresh` gives identities.
    #[must_use]
    pub fn apply(&self, fresh: &mut dyn FnMut() -> Uuid) -> Applied {
        let mut states = Vec::with_capacity(self.units.len());
        let mut edges: BTreeMap<UnitId, Vec<Edge>> = BTreeMap::new();
        for unit in &self.units {
            let Some(to) = self.to.get(&unit.id) else { continue };
            let state = UnitState {
                id: StateId(fresh()),
                unit_id: unit.id,
                valid: Period::since(self.effective_on),
                kind: unit.kind,
                name: unit.name.clone(),
                short_name: unit.short_name.clone(),
                official_code: unit.official_code.clone(),
                parent_id: Some(*to),
                legal_document: Some(self.legal_document.clone()),
            };
            states.push((unit.state_id, state));
            edges.entry(*to).or_default().push(Edge {
                from: unit.id,
                to: unit.id,
                coverage: Coverage::Whole,
                shares: unit.counts,
                method: Method::Counted,
            });
        }
        let event = |(to, edges)| {
            let event = Event {
                id: EventId(fresh()),
                kind: EventKind::MoveParent,
                effective_on: self.effective_on,
                legal_document: Some(self.legal_document.clone()),
                edges,
            };
            (to, event)
        };
        Applied { events: edges.into_iter().map(event).collect(), states }
    }
}

/// Where each unit would go: all to the one commune that took the whole, else to the one in which it lies, as
/// `lies_in` finds on the map; nothing where the map does not say, which a person must.
#[must_use]
pub fn propose(
    units: &[OldUnit],
    heirs: &[Heir],
    lies_in: impl Fn(UnitId) -> Option<UnitId>,
) -> BTreeMap<UnitId, UnitId> {
    let whole = match heirs {
        [only] => Some(only.commune),
        _ => heirs.iter().find(|heir| heir.coverage == Coverage::Whole).map(|heir| heir.commune),
    };
    let of = |unit: &OldUnit| {
        let found = whole.or_else(|| lies_in(unit.id));
        let to = found.filter(|to| heirs.iter().any(|heir| heir.commune == *to))?;
        Some((unit.id, to))
    };
    units.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fault, Heir, Transfer, propose};
    use crate::reorganisation::OldUnit;
    use crate::{
        Coverage, Day, EventKind, Kind, Period, ReorganisationId, Shares, StateId, UnitId,
    };
    use uuid::Uuid;

    fn id(number: u128) -> UnitId {
        UnitId(Uuid::from_u128(number))
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn khu_pho(number: u128, households: u32) -> OldUnit {
        OldUnit {
            id: id(number),
            state_id: StateId(Uuid::from_u128(100 + number)),
            valid: Period::since(day("2020-01-01")),
            name: format!("Khu phố {number}"),
            short_name: number.to_string(),
            kind: Kind::KhuPho,
            official_code: None,
            counts: Shares { households, ..Shares::default() },
        }
    }

    /// Old ward 50 is divided: khu phố 1 and 2 (300 households) to ward 60, khu phố 3 (400) to ward 70.
    fn divided() -> Transfer {
        Transfer {
            id: ReorganisationId(Uuid::from_u128(9)),
            commune: id(50),
            effective_on: day("2025-07-01"),
            legal_document: "1685/NQ-UBTVQH15".to_owned(),
            units: vec![khu_pho(1, 100), khu_pho(2, 200), khu_pho(3, 400)],
            to: [(id(1), id(60)), (id(2), id(60)), (id(3), id(70))].into(),
        }
    }

    #[test]
    fn an_ap_under_a_ward_is_told_to_be_one() {
        let ward = heir(60, Coverage::Whole);
        assert!(ward.fits(Kind::KhuPho) && !ward.fits(Kind::Ap));
    }

    fn heir(number: u128, coverage: Coverage) -> Heir {
        Heir {
            commune: id(number), kind: Kind::Phuong, name: format!("Phường {number}"), coverage
        }
    }

    #[test]
    fn every_unit_goes_on_as_it_is_under_its_new_commune() {
        let transfer = divided();
        assert_eq!(transfer.check(&[id(60), id(70)]), []);
        let mut next = 1_000;
        let applied = transfer.apply(&mut || {
            next += 1;
            Uuid::from_u128(next)
        });
        assert_eq!(applied.states.len(), 3);
        for ((ended, state), unit) in applied.states.iter().zip(&transfer.units) {
            assert_eq!((*ended, state.unit_id, &state.name), (unit.state_id, unit.id, &unit.name));
            assert_eq!(state.parent_id, transfer.to.get(&unit.id).copied());
            assert_eq!(state.valid, Period::since(day("2025-07-01")));
        }
        let told: Vec<_> = applied
            .events
            .iter()
            .map(|(to, event)| {
                let households: u32 = event.edges.iter().map(|edge| edge.shares.households).sum();
                (*to, event.kind, event.edges.len(), households)
            })
            .collect();
        let moved = EventKind::MoveParent;
        assert_eq!(told, [(id(60), moved, 2, 300), (id(70), moved, 1, 400)]);
        assert!(applied.events.iter().all(|(_, event)| {
            event.edges.iter().all(|edge| edge.from == edge.to && edge.coverage == Coverage::Whole)
        }));
    }

    #[test]
    fn what_lay_in_the_commune_itself_goes_where_most_households_go() {
        let mut transfer = divided();
        assert_eq!(transfer.main(), Some(id(70)));
        transfer.units[2].counts.households = 300;
        assert_eq!(transfer.main(), Some(id(60)), "as many households, but more units");
        transfer.to.clear();
        assert_eq!(transfer.main(), None);
    }

    #[test]
    fn no_unit_is_lost_and_none_goes_astray() {
        let heirs = [id(60), id(70)];
        let mut transfer = divided();
        transfer.to.remove(&id(1));
        transfer.to.insert(id(3), id(80));
        transfer.to.insert(id(4), id(60));
        transfer.units[1].valid.until = Some(day("2025-09-01"));
        transfer.legal_document = " ".to_owned();
        let faults = [
            Fault::NoDocument,
            Fault::Unplaced(id(1)),
            Fault::ChangesLater(id(2)),
            Fault::NotAnHeir(id(3)),
            Fault::NotOfCommune(id(4)),
        ];
        assert_eq!(transfer.check(&heirs), faults);
        transfer.units.clear();
        assert_eq!(transfer.check(&heirs), [Fault::Nothing]);
    }

    #[test]
    fn a_commune_that_went_whole_needs_no_map_and_a_divided_one_does() {
        let units = divided().units;
        let whole = [heir(60, Coverage::Whole)];
        assert_eq!(propose(&units, &whole, |_| None).len(), 3);
        let parts = [heir(60, Coverage::Part), heir(70, Coverage::Part)];
        assert!(propose(&units, &parts, |_| None).is_empty());
        // Khu phố 3 lies in ward 90, which took nothing: the map cannot be right.
        let found = propose(&units, &parts, |unit| {
            [(id(1), id(60)), (id(2), id(70)), (id(3), id(90))]
                .into_iter()
                .find(|(one, _)| *one == unit)
                .map(|(_, to)| to)
        });
        assert_eq!(found, [(id(1), id(60)), (id(2), id(70))].into());
    }
}
