//! The tree of administrative units as of any day: provinces, their districts while there were some,
//! communes.

use std::collections::HashMap;

use units::gazetteer::Counts;
use units::{Day, Kind, Level, UnitId, UnitState};

use super::Known;

/// A unit of the tree with what lies below it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Twig {
    /// The unit.
    pub unit_id: UnitId,
    /// Its kind then.
    pub kind: Kind,
    /// Its name then, with the kind.
    pub name: String,
    /// Its official code then.
    pub code: Option<String>,
    /// How many districts and communes lie in it, at any depth.
    pub counts: Counts,
    /// The units directly below it, in Vietnamese order.
    pub below: Vec<Twig>,
}

/// The tree of a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tree {
    /// The day.
    pub on: Day,
    /// How many units of each level there are.
    pub counts: Counts,
    /// The outermost units, in Vietnamese order.
    pub tops: Vec<Twig>,
}

impl Tree {
    /// A unit of the tree, with the units above it from the outermost inwards.
    #[must_use]
    pub fn find(&self, unit: UnitId) -> Option<Vec<&Twig>> {
        self.tops.iter().find_map(|top| path(top, unit))
    }
}

fn path(twig: &Twig, unit: UnitId) -> Option<Vec<&Twig>> {
    if twig.unit_id == unit {
        return Some(vec![twig]);
    }
    let below = twig.below.iter().find_map(|below| path(below, unit))?;
    Some(std::iter::once(twig).chain(below).collect())
}

/// The tree of all administrative units on a day.
#[must_use]
pub fn tree(known: &Known, on: Day) -> Tree {
    let mut below: HashMap<Option<UnitId>, Vec<(u32, &UnitState)>> = HashMap::new();
    let mut counts = Counts::default();
    for state in known.nation.on(on).filter(|state| state.kind.is_administrative()) {
        counts.add(state.kind.level());
        below.entry(state.parent_id).or_default().push((known.rank(state), state));
    }
    for units in below.values_mut() {
        units.sort_unstable_by_key(|(rank, state)| (*rank, state.unit_id));
    }
    let tops = below.get(&None).map(|tops| twigs(tops, &below)).unwrap_or_default();
    Tree { on, counts, tops }
}

type Below<'a> = HashMap<Option<UnitId>, Vec<(u32, &'a UnitState)>>;

fn twigs(units: &[(u32, &UnitState)], all: &Below<'_>) -> Vec<Twig> {
    let twig = |(_, state): &(u32, &UnitState)| {
        let below = all.get(&Some(state.unit_id)).map(|it| twigs(it, all)).unwrap_or_default();
        let mut counts = Counts::default();
        for twig in &below {
            counts.districts += twig.counts.districts;
            counts.communes += twig.counts.communes;
            match twig.kind.level() {
                Level::District => counts.districts += 1,
                Level::Commune => counts.communes += 1,
                Level::Province | Level::Grassroots => {}
            }
        }
        Twig {
            unit_id: state.unit_id,
            kind: state.kind,
            name: state.name.clone(),
            code: state.official_code.clone(),
            counts,
            below,
        }
    };
    units.iter().map(twig).collect()
}
