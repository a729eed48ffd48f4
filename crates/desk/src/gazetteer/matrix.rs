//! The conversion matrix between two days: every unit of a level with the units of the other day in which
//! it lies, for the nation or one province.

use units::lineage::Translated;
use units::{Day, Level, UnitId};

use super::{Known, Row, percent, rows};

/// What a matrix, or a list of blocks, is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The first day and the second.
    pub days: (Day, Day),
    /// The level of the units.
    pub level: Level,
    /// Only what lies in this unit on the first day or on the second.
    pub within: Option<UnitId>,
}

impl Between {
    /// The days, the earlier first.
    #[must_use]
    pub fn in_order(&self) -> (Day, Day) {
        let (first, second) = self.days;
        (first.min(second), first.max(second))
    }

    /// Whether a unit is, or lies in, the one that is asked for; on either of the days.
    pub(super) fn concerns(&self, known: &Known, unit: UnitId, on: Day) -> bool {
        self.within.is_none_or(|within| known.is_within(unit, within, on))
    }

    /// The units of the level on a day, by code. What is not in the nation's list has no place among its
    /// units; it is told only where a unit outside the list is asked for.
    pub(super) fn units(&self, known: &Known, on: Day) -> Vec<UnitId> {
        let with_beside = self.within.is_some_and(|within| known.is_beside(within));
        let of_level = known.nation.on(on).filter(|state| {
            let is_told = with_beside || !known.is_beside(state.unit_id);
            state.kind.level() == self.level && is_told
        });
        let mut found: Vec<(Option<&str>, UnitId)> =
            of_level.map(|state| (state.official_code.as_deref(), state.unit_id)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, unit)| unit).collect()
    }
}

/// The rows of the matrix one after another, by the code of the first day, the largest share first. What
/// ended without a known heir stands in it too, so that its shares always come to all.
pub fn matrix(known: &Known, asked: Between) -> impl Iterator<Item = Row> + '_ {
    let (first, second) = asked.days;
    let each = asked.units(known, first).into_iter();
    each.flat_map(move |unit| {
        let is_within = asked.concerns(known, unit, first);
        rows(known, unit, (first, second)).into_iter().filter(move |row| {
            let to = row.to.as_ref().map(|to| to.unit_id);
            is_within || to.is_some_and(|to| asked.concerns(known, to, second))
        })
    })
}

/// How many rows the matrix has; counting them takes a small part of what naming them takes.
#[must_use]
pub fn matrix_count(known: &Known, asked: Between) -> usize {
    let (first, second) = asked.days;
    let of = |unit: UnitId| {
        let Translated { targets, lost, .. } = known.translator.translate(unit, first, second);
        let is_within = asked.concerns(known, unit, first);
        let is_asked = |to: UnitId| is_within || asked.concerns(known, to, second);
        let there = targets.iter().filter(|target| is_asked(target.unit_id)).count();
        there + usize::from(is_within && lost.is_some())
    };
    asked.units(known, first).into_iter().map(of).sum()
}

/// The province that a code names on the second of two days, or else on the first.
#[must_use]
pub fn province(known: &Known, code: &str, (first, second): (Day, Day)) -> Option<UnitId> {
    let named = |day: Day| known.translator.named(code, day, Some(Level::Province)).next();
    named(second).or_else(|| named(first))
}

/// The heads of a matrix for machines.
pub const MATRIX_COLUMNS: [&str; 9] = [
    "from_code",
    "from_name",
    "from_above",
    "to_code",
    "to_name",
    "to_above",
    "share",
    "method",
    "coverage",
];

/// A row of a matrix for machines, as [`MATRIX_COLUMNS`] name it: shares in per cent.
#[must_use]
pub fn matrix_cells(row: Row) -> [String; 9] {
    let (share, coverage) = (percent(row.share), row.coverage().as_str().to_owned());
    let to = row.to.map_or_else(Default::default, |to| (to.code, to.name, to.above));
    let from = row.from;
    let method = row.method.as_str().to_owned();
    [from.code, from.name, from.above, to.0, to.1, to.2, share, method, coverage]
}
