//! Every reason why a reorganisation cannot be, against the registry and the rulebook. Written so
//! that an officer sees all faults at once, not one after the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::rulebook::{Place, Rulebook, SizeVerdict};
use crate::text::fold;
use crate::{AtomId, Day, Shares, UnitId};

use super::refusal::Refusal;
use super::value::{AtomFacts, NewUnit, OldUnit, Reason, Reorganisation};

/// What the registry holds now about one commune.
#[derive(Debug, Clone, Copy)]
pub struct RegistryView<'a> {
    /// Its revision.
    pub revision: u64,
    /// The commune as the rulebook sees it.
    pub place: &'a Place,
    /// Every base unit of the commune with an unended or future-ended state, with its counts from
    /// memberships.
    pub base_units: &'a [OldUnit],
    /// Every atom of the commune, with its counts from memberships.
    pub atoms: &'a [AtomFacts],
}

impl Reorganisation {
    /// Every refusal, the effective day included: what must be empty before an adoption.
    #[must_use]
    pub fn check(&self, view: &RegistryView, rulebook: &Rulebook, today: Day) -> Vec<Refusal> {
        let mut refusals = self.check_drawing(view, rulebook, today);
        match self.effective_on {
            None => refusals.push(Refusal::EffectiveDayMissing),
            Some(effective_on) if effective_on < today => {
                refusals.push(Refusal::EffectiveDayPast { effective_on, today });
            }
            Some(_) => {}
        }
        refusals
    }

    /// Every refusal of the drawing itself; a proposal has no effective day yet. Rules are those
    /// of the effective day if it is known, else of today.
    #[must_use]
    pub fn check_drawing(
        &self,
        view: &RegistryView,
        rulebook: &Rulebook,
        today: Day,
    ) -> Vec<Refusal> {
        let day = self.effective_on.unwrap_or(today);
        let mut refusals = Vec::new();
        if self.base_revision != view.revision {
            let (based_on, now) = (self.base_revision, view.revision);
            refusals.push(Refusal::StaleBase { based_on, now });
        }
        self.check_old_units(view, day, &mut refusals);
        self.check_atoms(view, &mut refusals);
        self.check_cover(&mut refusals);
        self.check_names(view, &mut refusals);
        self.check_identities(&mut refusals);
        let judged = if self.only_renames() { &[][..] } else { &self.new_units };
        for unit in judged {
            self.check_norm(unit, (rulebook, view.place, day), &mut refusals);
        }
        refusals
    }

    /// Old units are as the registry has them, free to change, and each household of them stands
    /// in exactly one atom.
    fn check_old_units(&self, view: &RegistryView, day: Day, refusals: &mut Vec<Refusal>) {
        for old in &self.old_units {
            let (unit, name) = (old.id, old.name.clone());
            match view.base_units.iter().find(|unit| unit.id == old.id) {
                Some(now) if now.state_id == old.state_id => {
                    if let Some(on) = now.valid.until {
                        refusals.push(Refusal::AlreadyChanging { unit, name, on });
                    } else if now.valid.from >= day {
                        let from = now.valid.from;
                        refusals.push(Refusal::NotYetBegun { unit, name, from });
                    }
                    self.check_households(now, refusals);
                }
                _ => refusals.push(Refusal::UnitUnknown { unit, name }),
            }
        }
    }

    fn check_households(&self, now: &OldUnit, refusals: &mut Vec<Refusal>) {
        let atoms = self.atoms.iter().filter(|atom| atom.old_unit == now.id);
        let held = atoms.map(|atom| atom.counts).sum::<Shares>().households;
        let (unit, name) = (now.id, now.name.clone());
        let has = now.counts.households;
        if held < has {
            refusals.push(Refusal::HouseholdsLost { unit, name, missing: has - held });
        } else if held > has {
            refusals.push(Refusal::HouseholdsDoubled { unit, name, extra: held - has });
        }
    }

    /// Atom facts are the registry's, and every atom of an old unit is here.
    fn check_atoms(&self, view: &RegistryView, refusals: &mut Vec<Refusal>) {
        let known: BTreeMap<AtomId, &AtomFacts> =
            view.atoms.iter().map(|atom| (atom.id, atom)).collect();
        let subs_stay = self.only_renames();
        let ending: BTreeSet<UnitId> = self.old_sub_units.iter().map(|unit| unit.id).collect();
        let mut here = BTreeSet::new();
        for atom in &self.atoms {
            let fresh = here.insert(atom.id);
            if !fresh || known.get(&atom.id) != Some(&atom) {
                refusals.push(Refusal::AtomChanged { atom: atom.id });
            }
            if !subs_stay && atom.old_sub_unit.is_some_and(|sub| !ending.contains(&sub)) {
                refusals.push(Refusal::SubUnitLeftBehind { atom: atom.id });
            }
        }
        for atom in view.atoms {
            if !here.contains(&atom.id)
                && let Some(old) = self.old_unit(atom.old_unit)
            {
                refusals.push(missing(atom, old));
            }
        }
    }

    /// Each atom stands in exactly one new unit: no gap, no overlap.
    fn check_cover(&self, refusals: &mut Vec<Refusal>) {
        let facts = self.facts();
        let mut taken: BTreeMap<AtomId, &str> = BTreeMap::new();
        for unit in &self.new_units {
            if unit.atoms.is_empty() {
                refusals.push(Refusal::UnitEmpty { name: unit.name.clone() });
            }
            for &atom in &unit.atoms {
                let name = unit.name.clone();
                if !facts.contains_key(&atom) {
                    refusals.push(Refusal::AtomUnknown { atom, name });
                } else if let Some(first) = taken.insert(atom, &unit.name) {
                    let first = first.to_owned();
                    refusals.push(Refusal::AtomDoubled { atom, first, second: name });
                }
            }
        }
        for atom in self.atoms.iter().filter(|atom| !taken.contains_key(&atom.id)) {
            match self.old_unit(atom.old_unit) {
                Some(old) => refusals.push(missing(atom, old)),
                None => refusals.push(Refusal::AtomChanged { atom: atom.id }),
            }
        }
    }

    /// A name is unique in the commune, also against the units that are left as they are.
    /// Compared folded: "Khu phố Hòa" and "Khu phố hoà" are one name to a resident.
    fn check_names(&self, view: &RegistryView, refusals: &mut Vec<Refusal>) {
        let untouched = view.base_units.iter().filter(|unit| self.old_unit(unit.id).is_none());
        let mut names: BTreeSet<String> = untouched.map(|unit| fold(&unit.name)).collect();
        for unit in &self.new_units {
            let name = fold(&unit.name);
            if name.is_empty() {
                refusals.push(Refusal::NameMissing);
            } else if !names.insert(name) {
                refusals.push(Refusal::NameTwice { name: unit.name.clone() });
            }
        }
    }

    fn check_identities(&self, refusals: &mut Vec<Refusal>) {
        let mut used = BTreeSet::new();
        for unit in &self.new_units {
            let name = unit.name.clone();
            if !used.insert(unit.id()) {
                refusals.push(Refusal::IdentityTwice { name: name.clone() });
            }
            let Some(continued) = unit.continues else {
                if let Some(old) = self.old_units.iter().find(|old| self.same_extent(old.id, unit))
                {
                    let old_name = old.name.clone();
                    refusals.push(Refusal::IdentityNotKept { name, old_name });
                }
                continue;
            };
            match self.old_unit(continued) {
                None => refusals.push(Refusal::IdentityUnknown { name }),
                Some(old) if !self.same_extent(old.id, unit) => {
                    refusals.extend(self.check_majority(unit, old));
                }
                Some(_) => {}
            }
        }
    }

    fn check_majority(&self, unit: &NewUnit, old: &OldUnit) -> Option<Refusal> {
        let facts = self.facts();
        let from_old = unit.atoms.iter().filter_map(|atom| facts.get(atom));
        let stays: Shares =
            from_old.filter(|atom| atom.old_unit == old.id).map(|atom| atom.counts).sum();
        let households = stays.households;
        let of = old.counts.households;
        let (name, old_name) = (unit.name.clone(), old.name.clone());
        (u64::from(households) * 2 <= u64::from(of)).then_some(Refusal::IdentityWithoutMajority {
            name,
            old_name,
            households,
            of,
        })
    }

    /// Kind and size against the rulebook. A kept unit keeps its kind; its size still needs the
    /// coded reason when it is out of the norm.
    fn check_norm(
        &self,
        unit: &NewUnit,
        (rulebook, place, day): (&Rulebook, &Place, Day),
        refusals: &mut Vec<Refusal>,
    ) {
        let (kind, commune_kind) = (unit.kind, self.commune.kind);
        let allowed = rulebook.base_kinds(commune_kind, place, day).contains(&kind)
            && rulebook.kind_exists(kind, place, day);
        if !allowed && !self.is_kept(unit) {
            let name = unit.name.clone();
            refusals.push(Refusal::KindNotAllowed { name, kind, commune_kind });
        }
        self.check_reasons(unit, refusals);
        let Some(norm) = rulebook.size_norm(kind, place, day) else {
            refusals.push(Refusal::NormUnknown { kind });
            return;
        };
        let households = self.counts_of(unit).households;
        let (id, name) = (unit.id(), unit.name.clone());
        let min = norm.min_households();
        let reasoned = !unit.reasons.is_empty();
        let excused = unit.reasons.iter().any(|given| given.reason.excuses_merging_duty());
        let refusal = match norm.verdict(households) {
            SizeVerdict::BelowMustMerge if !excused => Refusal::MustMerge {
                unit: id,
                name,
                households,
                min,
                percent: norm.must_merge_below.and_then(|rule| rule.value.percent()).unwrap_or(0),
                source: norm.must_merge_below.unwrap_or(norm.min).citation(),
            },
            SizeVerdict::BelowMayStay if !reasoned => {
                Refusal::TooSmall { unit: id, name, households, min, source: norm.min.citation() }
            }
            SizeVerdict::Above if !reasoned => Refusal::TooLarge {
                unit: id,
                name,
                households,
                max: norm.max_households().unwrap_or(u32::MAX),
                source: norm.max.unwrap_or(norm.min).citation(),
            },
            _ => return,
        };
        refusals.push(refusal);
    }

    /// Reasons have words, and "stable unit kept" means just that: one old unit, same extent.
    fn check_reasons(&self, unit: &NewUnit, refusals: &mut Vec<Refusal>) {
        let stable = self.old_units.iter().any(|old| self.same_extent(old.id, unit));
        for given in &unit.reasons {
            let (name, reason) = (unit.name.clone(), given.reason);
            if fold(&given.text).is_empty() {
                refusals.push(Refusal::ReasonWithoutText { name, reason });
            } else if reason == Reason::StableUnitKept && !stable {
                refusals.push(Refusal::ReasonContradicted { name, reason });
            }
        }
    }
}

fn missing(atom: &AtomFacts, old: &OldUnit) -> Refusal {
    let (old_name, households) = (old.name.clone(), atom.counts.households);
    Refusal::AtomMissing { atom: atom.id, old_name, households }
}
