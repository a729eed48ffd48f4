//! Codes and names of one day as units of another, one at a time: a table of any length is translated row
//! by row, without holding it.

use std::collections::HashMap;

use units::lineage::{Fraction, Translated};
use units::text::fold;
use units::{Coverage, Day, Level, Method, Period, UnitId};

use super::Known;

/// A unit on a day, as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The unit.
    pub unit_id: UnitId,
    /// Its code that day.
    pub code: String,
    /// Its name that day, with its kind.
    pub name: String,
    /// The names above it that day, from the nearest outwards.
    pub above: String,
}

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// The unit on the first day.
    pub from: Place,
    /// The unit on the other day; nothing for the part whose heir is not known.
    pub to: Option<Place>,
    /// How much of the first lies there.
    pub share: Fraction,
    /// How that is known.
    pub method: Method,
}

impl Row {
    /// Whether all of the first lies there.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        if self.share == Fraction::ALL { Coverage::Whole } else { Coverage::Part }
    }
}

/// The units of another day in which what a text names on a day lies: a code, or a name alone or with the
/// names above it after commas ("Đa Kao, Quận 1"). Nothing where the text names nothing that day; a name
/// that several units have gives all of them.
#[must_use]
pub fn translate(known: &Known, text: &str, (at, to): (Day, Day)) -> Vec<Row> {
    named(known, text, at).into_iter().flat_map(|unit| rows(known, unit, (at, to))).collect()
}

/// The units that a text names on a day: by its code, or by its name alone or with the names above it
/// after commas. In Vietnamese order of what lies above them.
#[must_use]
pub fn named(known: &Known, text: &str, on: Day) -> Vec<UnitId> {
    let text = text.trim();
    let is_code = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let mut named: Vec<UnitId> = if is_code {
        known.translator.named(text, on, None).collect()
    } else {
        by_name(known, text, on)
    };
    named.sort_by_cached_key(|unit| {
        let state = known.nation.state_on(*unit, on);
        let above = state.map(|state| known.over(state, on).map(|it| known.rank(it)).collect());
        let above: Vec<u32> = above.unwrap_or_default();
        (above.into_iter().rev().collect::<Vec<_>>(), state.map(|it| known.rank(it)), *unit)
    });
    named.dedup();
    named
}

/// The units that a cell of a column of codes names: as it stands, else with the zeros in front that
/// spreadsheets drop. Only where the column is known to hold codes: a running number is none.
fn named_in_table(known: &Known, text: &str, on: Day) -> Vec<UnitId> {
    let exact = named(known, text, on);
    if !exact.is_empty() || !text.bytes().all(|sign| sign.is_ascii_digit()) {
        return exact;
    }
    // Codes of provinces have two signs, of districts three, of communes five (Decision 124/2004/QĐ-TTg).
    let with_zeros = [2, 3, 5].into_iter().filter(|width| text.len() < *width);
    let tried = with_zeros.map(|width| format!("{text:0>width$}"));
    tried.flat_map(|code| known.translator.named(&code, on, None).collect::<Vec<_>>()).collect()
}

/// Where a unit of one day lies on another.
#[must_use]
pub fn rows(known: &Known, unit: UnitId, (at, to): (Day, Day)) -> Vec<Row> {
    let Translated { targets, lost, .. } = known.translator.translate(unit, at, to);
    let Some(from) = place(known, unit, at) else { return Vec::new() };
    let there = targets.into_iter().map(|target| Row {
        from: from.clone(),
        to: place(known, target.unit_id, to),
        share: target.share,
        method: target.method,
    });
    let lost =
        lost.map(|share| Row { from: from.clone(), to: None, share, method: Method::Estimate });
    there.chain(lost).collect()
}

/// A unit as it was called on a day; nothing where it did not hold then.
#[must_use]
pub fn place(known: &Known, unit: UnitId, on: Day) -> Option<Place> {
    let state = known.nation.state_on(unit, on)?;
    Some(Place {
        unit_id: unit,
        code: state.official_code.clone().unwrap_or_default(),
        name: state.name.clone(),
        above: known.above(state, on),
    })
}

/// Who bore a code or a name on any day, with the period; for a question that names nothing on its own
/// day.
#[must_use]
pub fn bearers(known: &Known, text: &str, most: usize) -> Vec<(Place, Period)> {
    let text = text.trim();
    let name = text.split(',').next().unwrap_or_default();
    let is_code = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let mut found: Vec<(UnitId, Period)> = if is_code {
        known.translator.bearers(text).collect()
    } else {
        known.bearing(name).collect()
    };
    found.sort_by_key(|(unit, period)| (period.from, *unit));
    found.dedup();
    let told = |(unit, period): (UnitId, Period)| Some((place(known, unit, period.from)?, period));
    found.into_iter().filter_map(told).take(most).collect()
}

/// The units that a name means on a day, told apart by the names after its commas.
fn by_name(known: &Known, text: &str, on: Day) -> Vec<UnitId> {
    let parts: Vec<String> = text.split(',').map(fold).filter(|part| !part.is_empty()).collect();
    let Some((name, above)) = parts.split_first() else { return Vec::new() };
    let is_named = |state: &units::UnitState, wanted: &str| {
        fold(&state.name) == wanted || fold(&state.short_name) == wanted
    };
    let mut found: Vec<UnitId> = known
        .bearing(name)
        .filter(|(_, valid)| valid.contains(on))
        .filter(|(unit, _)| {
            let state = known.nation.state_on(*unit, on);
            state.is_some_and(|state| state.kind.level() != Level::Grassroots)
        })
        .map(|(unit, _)| unit)
        .collect();
    for wanted in above {
        found.retain(|unit| {
            let state = known.nation.state_on(*unit, on);
            state.is_some_and(|state| known.over(state, on).any(|it| is_named(it, wanted)))
        });
    }
    found
}

/// What stands behind one row of a table: the code, name and names above of the new unit, the share in
/// per cent, how that is known, and what is to be said of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// New code, new name, new names above, share, method.
    pub cells: [String; 5],
    /// What is to be said of the row; nothing where all is well.
    pub note: Option<RowNote>,
}

/// What is to be said of a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowNote {
    /// The cell is empty.
    Empty,
    /// Nothing bears that code or name on the day.
    Unknown,
    /// Several units bear that name on the day; so many.
    Several(usize),
    /// It ended and nothing says into what.
    Lost,
}

/// The columns that a translated table gets, as `coso translate` has always written them.
pub const COLUMNS: [&str; 6] = ["new_code", "new_name", "new_above", "share", "method", "note"];

/// Answers kept at once, so that a table of any length takes the same memory.
const ANSWERED_MOST: usize = 20_000;

/// Translates the cells of a table one after another. Tables name the same few codes again and again, so
/// that the last answers are kept.
#[derive(Debug)]
pub struct Answers<'k> {
    known: &'k Known,
    days: (Day, Day),
    answered: HashMap<String, Vec<Behind>>,
}

impl<'k> Answers<'k> {
    /// Answers between two days.
    #[must_use]
    pub fn new(known: &'k Known, days: (Day, Day)) -> Self {
        Self { known, days, answered: HashMap::new() }
    }

    /// What comes behind a row that names a unit: one for each unit that it became, and one with a note
    /// where it names none or several.
    pub fn of(&mut self, text: &str) -> &[Behind] {
        let text = text.trim();
        if !self.answered.contains_key(text) {
            if self.answered.len() >= ANSWERED_MOST {
                self.answered.clear();
            }
            self.answered.insert(text.to_owned(), self.behind(text));
        }
        &self.answered[text]
    }

    fn behind(&self, text: &str) -> Vec<Behind> {
        let alone = |note| vec![Behind { cells: Default::default(), note: Some(note) }];
        if text.is_empty() {
            return alone(RowNote::Empty);
        }
        match named_in_table(self.known, text, self.days.0)[..] {
            [] => alone(RowNote::Unknown),
            [unit] => rows(self.known, unit, self.days).into_iter().map(behind).collect(),
            ref several => alone(RowNote::Several(several.len())),
        }
    }
}

fn behind(row: Row) -> Behind {
    let note = row.to.is_none().then_some(RowNote::Lost);
    let to = row.to.map_or_else(Default::default, |to| (to.code, to.name, to.above));
    let share = percent(row.share);
    Behind { cells: [to.0, to.1, to.2, share, row.method.as_str().to_owned()], note }
}

/// "33.33": a share in per cent, as tables for machines have it.
#[must_use]
pub fn percent(share: Fraction) -> String {
    let points = share.basis_points();
    format!("{}.{:02}", points / 100, points % 100)
}
