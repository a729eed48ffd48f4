//! What a reorganisation is: old units end or go on, new units begin, each made of whole atoms.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::wire_codes;
use crate::{AtomId, Day, Kind, Method, Period, ReorganisationId, Shares, StateId, UnitId};

wire_codes! {
    /// Why a new unit differs from the norm. A deviation without one is refused, and one with it
    /// still stands in the dossier with its text: never silently accepted, never forbidden.
    Reason as "reason" {
        /// A unit that works and keeps its border (HCMC plan of 2023: may stay lower or higher).
        StableUnitKept = "stable_unit_kept",
        /// An island apart.
        Island = "island",
        /// A border area.
        Border = "border",
        /// Terrain that cuts it off.
        IsolatedTerrain = "isolated_terrain",
        /// A river, canal or railway without a crossing.
        NaturalBarrier = "natural_barrier",
        /// An apartment complex that is not cut.
        ApartmentComplexKeptWhole = "apartment_complex_kept_whole",
        /// Custom and culture of the place.
        CustomCultural = "custom_cultural",
        /// Growth that an approved plan foresees.
        PlannedGrowth = "planned_growth",
    }
}

impl Reason {
    /// Whether it excuses a unit under half of the norm, which otherwise must merge: only
    /// borders, islands and terrain (Circ. 14/2018/TT-BNV Art. 7a and the exceptions beside it).
    #[must_use]
    pub fn excuses_merging_duty(self) -> bool {
        matches!(self, Self::Island | Self::Border | Self::IsolatedTerrain)
    }
}

/// A reason with the words of the one who gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CodedReason {
    /// Which of the closed list.
    pub reason: Reason,
    /// What is particular here; about a place, never about a person.
    pub text: String,
}

/// The commune-level unit that is reorganised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commune {
    /// Identity.
    pub id: UnitId,
    /// Phường, xã or đặc khu.
    pub kind: Kind,
    /// Its name, with the kind: "Phường Vĩnh Lộ".
    pub name: String,
}

/// A base unit as it stands before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldUnit {
    /// Identity.
    pub id: UnitId,
    /// The state that would end.
    pub state_id: StateId,
    /// When that state holds; with an end, the unit already changes by another act.
    pub valid: Period,
    /// Name, with the kind: "Khu phố 3".
    pub name: String,
    /// Number or short name: "3".
    pub short_name: String,
    /// Kind.
    pub kind: Kind,
    /// Its official code, which goes on with its identity.
    pub official_code: Option<String>,
    /// What it holds, from the registry; zero area means unknown.
    pub counts: Shares,
}

/// An old tổ below a base unit, which ends with the reorganisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldSubUnit {
    /// Identity.
    pub id: UnitId,
    /// The state that ends.
    pub state_id: StateId,
    /// Name, with the kind: "Tổ 12".
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// The base unit it belongs to.
    pub parent_id: UnitId,
}

/// A unit as it will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUnit {
    /// A fresh identity, used when the unit does not continue an old one.
    pub fresh_id: UnitId,
    /// Identity of its new state.
    pub state_id: StateId,
    /// The old unit whose identity it continues.
    pub continues: Option<UnitId>,
    /// Name, with the kind: "Khu phố 3".
    pub name: String,
    /// Number or short name: "3".
    pub short_name: String,
    /// Kind.
    pub kind: Kind,
    /// The atoms it is made of.
    pub atoms: Vec<AtomId>,
    /// Why it differs from the norm, if it does.
    pub reasons: Vec<CodedReason>,
}

impl NewUnit {
    /// Its identity: the continued one or the fresh one.
    #[must_use]
    pub fn id(&self) -> UnitId {
        self.continues.unwrap_or(self.fresh_id)
    }
}

/// What an atom holds and where it stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtomFacts {
    /// Identity.
    pub id: AtomId,
    /// Households, people, square metres (0 = unknown), addresses.
    pub counts: Shares,
    /// The base unit it is in.
    pub old_unit: UnitId,
    /// The old tổ it is in.
    pub old_sub_unit: Option<UnitId>,
}

/// A change of the base units of one commune, on a named revision of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reorganisation {
    /// Identity.
    pub id: ReorganisationId,
    /// Where.
    pub commune: Commune,
    /// The revision of the registry from which the facts below were read.
    pub base_revision: u64,
    /// First day of the new units; known at the latest when an adoption is recorded.
    pub effective_on: Option<Day>,
    /// The units it takes in; units of the commune that are not here stay as they are.
    pub old_units: Vec<OldUnit>,
    /// The old tổ of those units, which all end. Empty where there are none any more.
    pub old_sub_units: Vec<OldSubUnit>,
    /// The units it makes, kept ones included.
    pub new_units: Vec<NewUnit>,
    /// Facts of every atom of the old units.
    pub atoms: Vec<AtomFacts>,
    /// How the facts are known.
    pub method: Method,
}

/// The part of a reorganisation that people are asked about, in canonical order.
#[derive(Serialize)]
struct Canonical<'a> {
    form: &'static str,
    id: ReorganisationId,
    commune: &'a Commune,
    base_revision: u64,
    old_units: Vec<&'a OldUnit>,
    old_sub_units: Vec<&'a OldSubUnit>,
    new_units: Vec<NewUnit>,
    atoms: Vec<&'a AtomFacts>,
    method: Method,
}

impl Reorganisation {
    /// The bytes of which the digest is made: canonical JSON, the same for every order of units,
    /// atoms and reasons. The effective day is left out, because votes refer to the digest and
    /// the day is set after them, by the resolution.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut new_units = self.new_units.clone();
        for unit in &mut new_units {
            unit.atoms.sort_unstable();
            unit.reasons.sort_unstable();
        }
        new_units.sort_unstable_by_key(|unit| unit.state_id);
        let canonical = Canonical {
            form: "coso-reorganisation-1",
            id: self.id,
            commune: &self.commune,
            base_revision: self.base_revision,
            old_units: sorted(&self.old_units, |unit| unit.id),
            old_sub_units: sorted(&self.old_sub_units, |unit| unit.id),
            new_units,
            atoms: sorted(&self.atoms, |atom| atom.id),
            method: self.method,
        };
        serde_json::to_vec(&canonical)
            .expect("plain values with string keys always have a JSON form")
    }

    /// The old unit of an identity.
    #[must_use]
    pub fn old_unit(&self, id: UnitId) -> Option<&OldUnit> {
        self.old_units.iter().find(|unit| unit.id == id)
    }

    /// The new unit of an identity.
    #[must_use]
    pub fn new_unit(&self, id: UnitId) -> Option<&NewUnit> {
        self.new_units.iter().find(|unit| unit.id() == id)
    }

    /// Facts by atom.
    #[must_use]
    pub fn facts(&self) -> BTreeMap<AtomId, AtomFacts> {
        self.atoms.iter().map(|atom| (atom.id, *atom)).collect()
    }

    /// What a new unit holds.
    #[must_use]
    pub fn counts_of(&self, unit: &NewUnit) -> Shares {
        let facts = self.facts();
        unit.atoms.iter().filter_map(|atom| facts.get(atom)).map(|atom| atom.counts).sum()
    }

    /// What the whole area holds, from the registry's counts of the old units.
    #[must_use]
    pub fn total(&self) -> Shares {
        self.old_units.iter().map(|unit| unit.counts).sum()
    }

    /// Whether the new unit is an old one with the same identity, kind, name and atoms: nothing
    /// happens to it.
    #[must_use]
    pub fn is_kept(&self, unit: &NewUnit) -> bool {
        unit.continues.and_then(|id| self.old_unit(id)).is_some_and(|old| {
            old.kind == unit.kind && old.name == unit.name && self.same_extent(old.id, unit)
        })
    }

    /// Whether the new unit is made of exactly the atoms of the old one.
    #[must_use]
    pub fn same_extent(&self, old: UnitId, unit: &NewUnit) -> bool {
        let before: BTreeSet<AtomId> =
            self.atoms.iter().filter(|atom| atom.old_unit == old).map(|atom| atom.id).collect();
        !before.is_empty() && before == unit.atoms.iter().copied().collect()
    }

    /// Whether it calls units otherwise and does nothing else: each goes on with its identity, kind and
    /// clusters under another name. Sizes are no question then, and the old tổ below stay as they are.
    #[must_use]
    pub fn only_renames(&self) -> bool {
        let is_renamed = |unit: &NewUnit| {
            unit.continues.and_then(|id| self.old_unit(id)).is_some_and(|old| {
                old.kind == unit.kind && old.name != unit.name && self.same_extent(old.id, unit)
            })
        };
        let is_whole = self.new_units.len() == self.old_units.len();
        is_whole && self.old_sub_units.is_empty() && self.new_units.iter().all(is_renamed)
    }

    /// Lets new units continue old identities where that is beyond doubt: the new unit holds more
    /// than half of the old one's households, and they are more than half of its own. So each old
    /// identity goes on at most once. All else gets a fresh identity. Units of the same extent
    /// always go on, whatever they hold.
    pub fn inherit_identities(&mut self) {
        let facts = self.facts();
        let heirs: Vec<Option<UnitId>> =
            self.new_units.iter().map(|unit| self.heir_of(unit, &facts)).collect();
        let mut taken = BTreeSet::new();
        for (unit, heir) in self.new_units.iter_mut().zip(heirs) {
            unit.continues = heir.filter(|old| taken.insert(*old));
        }
    }

    fn heir_of(&self, unit: &NewUnit, facts: &BTreeMap<AtomId, AtomFacts>) -> Option<UnitId> {
        let mut from: BTreeMap<UnitId, u64> = BTreeMap::new();
        for atom in unit.atoms.iter().filter_map(|atom| facts.get(atom)) {
            *from.entry(atom.old_unit).or_default() += u64::from(atom.counts.households);
        }
        let own: u64 = from.values().sum();
        let heir = from.iter().find(|(old, share)| {
            let whole: u64 = facts
                .values()
                .filter(|atom| atom.old_unit == **old)
                .map(|atom| u64::from(atom.counts.households))
                .sum();
            *share * 2 > whole && *share * 2 > own
        });
        let same = from.keys().find(|old| self.same_extent(**old, unit));
        same.or(heir.map(|(old, _)| old)).copied()
    }
}

fn sorted<T, K: Ord>(list: &[T], key: impl Fn(&T) -> K) -> Vec<&T> {
    let mut sorted: Vec<&T> = list.iter().collect();
    sorted.sort_by_key(|item| key(item));
    sorted
}
