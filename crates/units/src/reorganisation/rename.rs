//! Names that collide inside a commune after its old wards were merged, and what the units could be called
//! instead. When wards were merged on 1 January 2025, 283 khu phố of one city had to be renamed; each
//! keeps its identity, its border and its households.
//!
//! A proposal decides nothing: the officer picks a scheme, changes names by hand, and the renames become
//! a reorganisation like any other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::text::{fold, sort_key, tidy};
use crate::{Kind, UnitId, wire_codes};

wire_codes! {
    /// How the units that share a name could be told apart.
    Scheme as "rename-scheme" {
        /// The one with most households keeps its name; the others get the next free numbers.
        NumberOn = "number_on",
        /// The one with most households keeps its name; the others get the name of their old ward behind
        /// it.
        OldWard = "old_ward",
        /// All are numbered anew from 1, old ward by old ward.
        Renumber = "renumber",
    }
}

/// A base unit of a commune as naming wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// Identity.
    pub unit: UnitId,
    /// Kind.
    pub kind: Kind,
    /// Name, with the kind: "Khu phố 1".
    pub name: String,
    /// Its households.
    pub households: u32,
    /// The commune that it lay in before this one: "Phường Bến Nghé"; nothing where it never lay elsewhere.
    pub before: Option<String>,
}

/// A name as it could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The unit.
    pub unit: UnitId,
    /// Its new name, with the kind.
    pub name: String,
}

/// What is wrong with a new name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// None is given.
    Missing,
    /// It does not begin with the word of its kind.
    WithoutKind,
    /// It says nothing behind the kind.
    KindAlone,
    /// Another unit of the commune has it, or would have it.
    Twice,
    /// Longer than a name may be.
    TooLong,
    /// It has signs that no name has.
    Signs,
}

impl NameFault {
    /// Message id of its sentence.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "rename-missing",
            Self::WithoutKind => "rename-without-kind",
            Self::KindAlone => "rename-kind-alone",
            Self::Twice => "rename-twice",
            Self::TooLong => "rename-too-long",
            Self::Signs => "rename-signs",
        }
    }
}

/// The longest name, in letters.
const LETTERS_MOST: usize = 60;

/// The units that share their name with another of the commune, name by name in the order of people, the
/// one with most households first.
#[must_use]
pub fn collisions(units: &[Called]) -> Vec<Vec<&Called>> {
    let mut by_name: BTreeMap<String, Vec<&Called>> = BTreeMap::new();
    for unit in units {
        by_name.entry(fold(&unit.name)).or_default().push(unit);
    }
    let mut groups: Vec<Vec<&Called>> =
        by_name.into_values().filter(|group| group.len() > 1).collect();
    for group in &mut groups {
        group.sort_by_key(|unit| (std::cmp::Reverse(unit.households), rank(unit)));
    }
    groups.sort_by_cached_key(|group| sort_key(&group[0].name));
    groups
}

/// Old ward, then name, then identity: an order that does not depend on the database.
fn rank(unit: &Called) -> (String, String, UnitId) {
    let before = unit.before.as_deref().unwrap_or_default();
    (sort_key(before), sort_key(&unit.name), unit.unit)
}

/// The new names of a scheme; only of units whose name becomes another.
#[must_use]
pub fn propose(units: &[Called], scheme: Scheme) -> Vec<Proposed> {
    match scheme {
        Scheme::Renumber => renumbered(units),
        Scheme::NumberOn => told_apart(units, |_| None),
        Scheme::OldWard => told_apart(units, |unit| {
            let ward = unit.before.as_deref().map(own_name)?;
            Some(format!("{} {ward}", tidy(&unit.name)))
        }),
    }
}

/// The largest of each name keeps it; the others get the name that is wished for where it is free, else
/// the next free number of their kind.
fn told_apart(units: &[Called], wish: impl Fn(&Called) -> Option<String>) -> Vec<Proposed> {
    let mut taken: BTreeSet<String> = units.iter().map(|unit| fold(&unit.name)).collect();
    let mut losers: Vec<&Called> =
        collisions(units).into_iter().flat_map(|group| group.into_iter().skip(1)).collect();
    losers.sort_by_cached_key(|unit| rank(unit));
    let mut proposed = Vec::new();
    for unit in losers {
        let wished = wish(unit).filter(|name| !taken.contains(&fold(name)));
        let name = wished.unwrap_or_else(|| next_number(units, unit.kind, &taken));
        taken.insert(fold(&name));
        proposed.push(Proposed { unit: unit.unit, name });
    }
    proposed
}

/// "Khu phố 12", where 11 is the highest number that a unit of the kind has or was given.
fn next_number(units: &[Called], kind: Kind, taken: &BTreeSet<String>) -> String {
    let numbers = units.iter().filter(|unit| unit.kind == kind);
    let highest = numbers.filter_map(|unit| number(kind, &unit.name)).max().unwrap_or(0);
    (highest + 1..)
        .map(|number| format!("{} {number}", kind.stem()))
        .find(|name| !taken.contains(&fold(name)))
        .unwrap_or_default()
}

/// The number of a name that is the word of its kind and a number.
fn number(kind: Kind, name: &str) -> Option<u32> {
    fold(name).strip_prefix(&fold(kind.stem()))?.trim().parse().ok()
}

/// All that have a number, or share their name, from 1 on in the order of old ward and number; the others
/// keep their names.
fn renumbered(units: &[Called]) -> Vec<Proposed> {
    let colliding: BTreeSet<UnitId> =
        collisions(units).into_iter().flatten().map(|unit| unit.unit).collect();
    let is_numbered =
        |unit: &&Called| number(unit.kind, &unit.name).is_some() || colliding.contains(&unit.unit);
    let mut numbered: Vec<&Called> = units.iter().filter(is_numbered).collect();
    numbered.sort_by_cached_key(|unit| rank(unit));
    let kept: BTreeSet<String> =
        units.iter().filter(|unit| !is_numbered(unit)).map(|unit| fold(&unit.name)).collect();
    let mut next: BTreeMap<Kind, u32> = BTreeMap::new();
    let mut proposed = Vec::new();
    for unit in numbered {
        let at = next.entry(unit.kind).or_default();
        let name = loop {
            *at += 1;
            let name = format!("{} {at}", unit.kind.stem());
            if !kept.contains(&fold(&name)) {
                break name;
            }
        };
        if name != unit.name {
            proposed.push(Proposed { unit: unit.unit, name });
        }
    }
    proposed
}

/// "Phường Bến Nghé" → "Bến Nghé"; a numbered ward keeps its word: "Phường 3" → "Phường 3".
fn own_name(ward: &str) -> String {
    let own = crate::gazetteer::short_name(crate::Level::Commune, ward);
    if own.chars().all(|letter| letter.is_ascii_digit()) { tidy(ward) } else { own }
}

/// What is wrong with the names that a commune would have, by unit. Names are compared folded, also with
/// those of units that keep theirs.
#[must_use]
pub fn faults(units: &[Called], proposed: &[Proposed]) -> Vec<(UnitId, NameFault)> {
    let new: BTreeMap<UnitId, &str> =
        proposed.iter().map(|one| (one.unit, one.name.as_str())).collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for unit in units {
        let name = new.get(&unit.unit).copied().unwrap_or(&unit.name);
        *count.entry(fold(name)).or_default() += 1;
    }
    let mut faults = Vec::new();
    for unit in units {
        let Some(name) = new.get(&unit.unit) else { continue };
        let twice = count.get(&fold(name)).is_some_and(|count| *count > 1);
        let fault = fault(unit.kind, name).or(twice.then_some(NameFault::Twice));
        faults.extend(fault.map(|fault| (unit.unit, fault)));
    }
    faults
}

/// What is wrong with a name in itself.
fn fault(kind: Kind, name: &str) -> Option<NameFault> {
    let (folded, stem) = (fold(name), fold(kind.stem()));
    if folded.is_empty() {
        return Some(NameFault::Missing);
    }
    let Some(rest) = folded.strip_prefix(&stem) else { return Some(NameFault::WithoutKind) };
    if rest.is_empty() {
        return Some(NameFault::KindAlone);
    }
    if !rest.starts_with(' ') {
        return Some(NameFault::WithoutKind);
    }
    if name.chars().count() > LETTERS_MOST {
        return Some(NameFault::TooLong);
    }
    let fits = |letter: char| letter.is_alphanumeric() || " -.,/()'’".contains(letter);
    (!tidy(name).chars().all(fits)).then_some(NameFault::Signs)
}

/// The short name that stands behind the kind: "Khu phố 12" → "12".
#[must_use]
pub fn short_name(kind: Kind, name: &str) -> String {
    let name = tidy(name);
    let stem = kind.stem().chars().count();
    let short: String = name.chars().skip(stem).collect();
    let short = short.trim();
    if short.is_empty() { name } else { short.to_owned() }
}

#[cfg(test)]
mod tests;
