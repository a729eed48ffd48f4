//! What a code of one day names, and where that lies on another.

use std::collections::{HashMap, HashSet};

use super::Nation;
use crate::lineage::{Passage, SharedBy, Translated, Ways};
use crate::{Day, Level, Period, UnitId};

/// What translates codes between days, from memory.
#[derive(Debug, Clone)]
pub struct Translator {
    codes: HashMap<String, Vec<(Period, UnitId, Level)>>,
    ways: Ways,
}

impl Translator {
    /// Prepares the translation of everything in a list.
    #[must_use]
    pub fn new(nation: &Nation) -> Self {
        let mut codes: HashMap<String, Vec<(Period, UnitId, Level)>> = HashMap::new();
        for state in nation.units().iter().flat_map(|unit| &unit.states) {
            if let Some(code) = &state.official_code {
                let held = (state.valid, state.unit_id, state.kind.level());
                codes.entry(code.clone()).or_default().push(held);
            }
        }
        let periods = |unit: &crate::Unit| unit.states.iter().map(|state| state.valid).collect();
        let places: Vec<(UnitId, Vec<Period>)> =
            nation.units().iter().map(|unit| (unit.id, periods(unit))).collect();
        let mut passages = nation.passages();
        // Below communes a share of people could tell a household's own number; households are published.
        let is_base = |unit: &&crate::Unit| {
            unit.states.iter().any(|state| state.kind.level() == Level::Grassroots)
        };
        let base: HashSet<UnitId> = nation.units().iter().filter(is_base).map(|it| it.id).collect();
        for passage in passages.iter_mut().filter(|passage| base.contains(&passage.edge.from)) {
            passage.edge.shares.people = 0;
        }
        Self { codes, ways: Ways::new(&places, &passages, SharedBy::People) }
    }

    /// The units that a code named on a day, of one level or of any.
    pub fn named(
        &self,
        code: &str,
        on: Day,
        level: Option<Level>,
    ) -> impl Iterator<Item = UnitId> + '_ {
        self.codes.get(code.trim()).into_iter().flatten().filter_map(move |(valid, unit, of)| {
            (valid.contains(on) && level.is_none_or(|level| level == *of)).then_some(*unit)
        })
    }

    /// Every unit that ever bore a code, with the period.
    pub fn bearers(&self, code: &str) -> impl Iterator<Item = (UnitId, Period)> + '_ {
        let held = self.codes.get(code.trim()).into_iter().flatten();
        held.map(|(valid, unit, _)| (*unit, *valid))
    }

    /// Where a unit of one day lies on another, earlier or later.
    #[must_use]
    pub fn translate(&self, unit: UnitId, at: Day, to: Day) -> Translated {
        self.ways.translate(unit, at, to)
    }

    /// The ways between all units.
    #[must_use]
    pub const fn ways(&self) -> &Ways {
        &self.ways
    }
}

impl Nation {
    /// Every edge with its day.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        let edges = |event: &crate::Event| {
            let on = event.effective_on;
            event.edges.iter().map(move |edge| Passage { on, edge: *edge }).collect::<Vec<_>>()
        };
        self.events().iter().flat_map(edges).collect()
    }
}
