//! Codes and names of one day as units of another, one at a time: a table of any length is translated row
//! by row, without holding it.

use units::lineage::{Fraction, Translated};
use units::text::fold;
use units::{Day, Level, Method, UnitId};

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

/// The units of another day in which what a text names on a day lies: a code, or a name alone or with the
/// names above it after commas ("Đa Kao, Quận 1"). Nothing where the text names nothing that day; a name
/// that several units have gives all of them.
#[must_use]
pub fn translate(known: &Known, text: &str, (at, to): (Day, Day)) -> Vec<Row> {
    let text = text.trim();
    let is_code = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let named: Vec<UnitId> = if is_code {
        known.translator.named(text, at, None).collect()
    } else {
        by_name(known, text, at)
    };
    named.into_iter().flat_map(|unit| rows(known, unit, (at, to))).collect()
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

fn place(known: &Known, unit: UnitId, on: Day) -> Option<Place> {
    let state = known.nation.state_on(unit, on)?;
    let mut above = Vec::new();
    let mut next = state.parent_id;
    while let Some(state) = next.and_then(|id| known.nation.state_on(id, on)) {
        above.push(state.name.as_str());
        next = state.parent_id;
    }
    Some(Place {
        unit_id: unit,
        code: state.official_code.clone().unwrap_or_default(),
        name: state.name.clone(),
        above: above.join(", "),
    })
}

/// The units that a name means on a day, told apart by the names after its commas.
fn by_name(known: &Known, text: &str, on: Day) -> Vec<UnitId> {
    let parts: Vec<String> = text.split(',').map(fold).filter(|part| !part.is_empty()).collect();
    let Some((name, above)) = parts.split_first() else { return Vec::new() };
    let is_named = |state: &units::UnitState, wanted: &str| {
        fold(&state.name) == wanted || fold(&state.short_name) == wanted
    };
    let mut found: Vec<UnitId> = known
        .nation
        .on(on)
        .filter(|state| state.kind.level() != Level::Grassroots && is_named(state, name))
        .map(|state| state.unit_id)
        .collect();
    for wanted in above {
        found.retain(|unit| {
            let mut next = known.nation.state_on(*unit, on).and_then(|state| state.parent_id);
            while let Some(state) = next.and_then(|id| known.nation.state_on(id, on)) {
                if is_named(state, wanted) {
                    return true;
                }
                next = state.parent_id;
            }
            false
        });
    }
    found
}
