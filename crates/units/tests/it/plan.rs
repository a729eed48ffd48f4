//! Reorganisations written as text. Old: `A 300 200 | B 250` is a khu phố A of two atoms (A1 with
//! 300 households, A2 with 200) and a khu phố B of one. New: `3 A1 B1 | 4 A2`. A new unit goes on
//! with an old identity when it is written `A=3 A1`; otherwise its identity is fresh.

use units::reorganisation::{
    AtomFacts, Commune, NewUnit, OldSubUnit, OldUnit, Refusal, RegistryView, Reorganisation,
};
use units::rulebook::{Place, Rulebook};
use units::{AtomId, Day, Kind, Method, Period, ReorganisationId, Shares, StateId, UnitId};
use uuid::Uuid;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The same text always names the same thing.
fn named(kind: u8, name: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes[0] = kind;
    for (at, byte) in name.bytes().enumerate() {
        bytes[1 + at % 15] = bytes[1 + at % 15].wrapping_mul(31).wrapping_add(byte);
    }
    Uuid::from_bytes(bytes)
}

pub fn old(name: &str) -> UnitId {
    UnitId(named(1, name))
}

pub fn new(name: &str) -> UnitId {
    UnitId(named(2, name))
}

pub fn atom(name: &str) -> AtomId {
    AtomId(named(3, name))
}

pub fn sub(name: &str) -> UnitId {
    UnitId(named(4, name))
}

fn counts(households: u32) -> Shares {
    Shares { households, people: households * 3 + 1, area_m2: 0, addresses: households }
}

/// A reorganisation of khu phố in a ward, from day 2026-06-01, on revision 7.
pub fn plan(before: &str, after: &str) -> Reorganisation {
    let mut old_units = Vec::new();
    let mut old_sub_units = Vec::new();
    let mut atoms = Vec::new();
    for text in before.split('|') {
        let (name, sizes) = text.trim().split_once(' ').unwrap();
        let first = atoms.len();
        for (at, size) in sizes.split_whitespace().enumerate() {
            let label = format!("{name}{}", at + 1);
            old_sub_units.push(OldSubUnit {
                id: sub(&label),
                state_id: StateId(named(5, &label)),
                name: format!("Tổ {label}"),
                kind: Kind::ToDanPho,
                parent_id: old(name),
            });
            atoms.push(AtomFacts {
                id: atom(&label),
                counts: counts(size.parse().unwrap()),
                old_unit: old(name),
                old_sub_unit: Some(sub(&label)),
            });
        }
        old_units.push(OldUnit {
            id: old(name),
            state_id: StateId(named(6, name)),
            valid: Period::since(day("2010-01-01")),
            name: format!("Khu phố {name}"),
            short_name: name.to_owned(),
            kind: Kind::KhuPho,
            official_code: None,
            counts: atoms[first..].iter().map(|atom| atom.counts).sum(),
        });
    }
    Reorganisation {
        id: ReorganisationId(named(7, "plan")),
        commune: Commune {
            id: UnitId(named(8, "")),
            kind: Kind::Phuong,
            name: "Phường Vĩnh Lộ".into(),
        },
        base_revision: 7,
        effective_on: Some(day("2026-06-01")),
        old_units,
        old_sub_units,
        new_units: after.split('|').map(new_unit).collect(),
        atoms,
        method: Method::Counted,
    }
}

fn new_unit(text: &str) -> NewUnit {
    let mut words = text.split_whitespace();
    let head = words.next().unwrap();
    let (continues, name) = match head.split_once('=') {
        Some((from, name)) => (Some(old(from)), name),
        None => (None, head),
    };
    NewUnit {
        fresh_id: new(name),
        state_id: StateId(named(9, head)),
        continues,
        name: format!("Khu phố {name}"),
        short_name: name.to_owned(),
        kind: Kind::KhuPho,
        atoms: words.map(atom).collect(),
        reasons: Vec::new(),
    }
}

pub fn hcmc() -> Place {
    Rulebook::built_in().place("79", Some("27139"))
}

/// The refusals on 2026-03-01 when the registry still holds what the plan was drawn on.
pub fn refusals(plan: &Reorganisation) -> Vec<Refusal> {
    let (base_units, atoms) = (plan.old_units.clone(), plan.atoms.clone());
    refusals_on(plan, 7, &base_units, &atoms)
}

/// The refusals against a registry that holds something else.
pub fn refusals_on(
    plan: &Reorganisation,
    revision: u64,
    base_units: &[OldUnit],
    atoms: &[AtomFacts],
) -> Vec<Refusal> {
    let place = hcmc();
    let view = RegistryView { revision, place: &place, base_units, atoms };
    plan.check(&view, &Rulebook::built_in(), day("2026-03-01"))
}

/// Their codes, in order, each once.
pub fn codes(refusals: &[Refusal]) -> Vec<&'static str> {
    let mut codes: Vec<_> = refusals.iter().map(Refusal::code).collect();
    codes.dedup();
    codes
}
