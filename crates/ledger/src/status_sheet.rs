//! The status sheet (thực trạng) of a place: eight to ten figures of a day, the solutions chosen, the
//! same figures later. What is counted is data. The quality of a place is this, never a rank: a place
//! is compared with itself alone, and only where lineage says that it is the same people's place.

mod compare;
mod figures;

use serde::{Deserialize, Serialize};
use units::{Day, UnitId};

use crate::{DifficultyId, MatterId, PracticeId, Refusal, StatusSheetId, text};

pub use compare::{Basis, Change, Comparison, Pair, Sheet, change, compare};
pub use figures::{Fault, Figure, Figures, From, LEAST, MOST, Problem};

units::wire_codes! {
    /// Which way is good for the place.
    Better as "better" {
        /// More is better.
        More = "more",
        /// Fewer is better.
        Fewer = "fewer",
        /// Neither: it is known, not judged.
        Neither = "neither",
    }
}

/// Solutions that one sheet may name.
pub const SOLUTIONS_MOST: usize = 5;

/// A solution that was chosen: in words, or by what stands elsewhere in the program, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Solution {
    /// In words.
    pub text: String,
    /// The matter that carries it.
    pub matter: Option<MatterId>,
    /// The practice that is taken up.
    pub practice: Option<PracticeId>,
    /// The difficulty that it answers.
    pub difficulty: Option<DifficultyId>,
}

impl Solution {
    fn is_empty(&self) -> bool {
        let says_nothing = units::text::tidy(&self.text).is_empty();
        let names_nothing = self.matter.is_none() && self.practice.is_none();
        says_nothing && names_nothing && self.difficulty.is_none()
    }
}

/// A sheet to take. It speaks of today or of a day that has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSheet {
    /// Its identity.
    pub id: StatusSheetId,
    /// The place.
    pub unit: UnitId,
    /// The day of the figures; nothing for today.
    pub counted_on: Option<Day>,
    /// What was typed, by the code of the figure; blank where it is not known.
    pub typed: Vec<(String, String)>,
    /// Solutions chosen.
    pub solutions: Vec<Solution>,
    /// A remark; may be empty.
    pub note: String,
}

/// One figure of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What is counted.
    pub figure: Figure,
    /// In thousandths.
    pub milli: i64,
}

/// A sheet that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its identity.
    pub id: StatusSheetId,
    /// The place.
    pub unit: UnitId,
    /// The day of the figures.
    pub counted_on: Day,
    /// The figures, in the order of the list.
    pub values: Vec<Value>,
    /// Solutions chosen.
    pub solutions: Vec<Solution>,
    /// A remark.
    pub note: String,
}

/// Field names of the figures, by their place in the list.
const FIELDS: [&str; MOST] =
    ["so-1", "so-2", "so-3", "so-4", "so-5", "so-6", "so-7", "so-8", "so-9", "so-10"];
const SOLUTION_FIELDS: [&str; SOLUTIONS_MOST] =
    ["giai-phap-1", "giai-phap-2", "giai-phap-3", "giai-phap-4", "giai-phap-5"];

/// The name of a figure's field in the form, by its place in the list from 0.
#[must_use]
pub fn field(at: usize) -> &'static str {
    FIELDS.get(at).copied().unwrap_or("")
}

/// The name of a solution's field in the form, by its place from 0.
#[must_use]
pub fn solution_field(at: usize) -> &'static str {
    SOLUTION_FIELDS.get(at).copied().unwrap_or("")
}

/// Takes a sheet. `counted` are the figures that the program counts of its day, in thousandths by
/// their source; what is typed for them does not count. What the program cannot count of a day that
/// has passed may be typed, and then stands as entered; of today it is left out.
///
/// # Errors
/// `sheet-day-ahead`, `sheet-figure-unreadable`, `sheet-figure-above`, `sheet-too-few`, `sheet-too-many-solutions`, and
/// the refusals of [`text`], all at once.
pub fn take(
    new: NewSheet,
    figures: &Figures,
    counted: &[(From, i64)],
    today: Day,
) -> Result<Taken, Refusal> {
    let mut refusals = Vec::new();
    let mut values = Vec::new();
    let counted_on = new.counted_on.unwrap_or(today);
    if counted_on > today {
        refusals.push(Refusal::at("ngay", "sheet-day-ahead").with("day", counted_on));
    }
    for (at, figure) in figures.all().iter().enumerate() {
        let typed = new.typed.iter().find(|(code, _)| *code == figure.code);
        let typed = typed.map_or("", |(_, typed)| typed.as_str());
        let known = counted.iter().find(|(from, _)| *from == figure.from);
        let is_entered = figure.from == From::Entered || counted_on < today;
        let read = match (known, is_entered) {
            (Some((_, milli)), _) => Ok(Some((figure.from, *milli))),
            (None, false) => Ok(None),
            (None, true) => {
                entered((figure, at), typed).map(|v| v.map(|milli| (From::Entered, milli)))
            }
        };
        match read {
            Ok(Some((from, milli))) => {
                values.push(Value { figure: Figure { from, ..figure.clone() }, milli });
            }
            Ok(None) => {}
            Err(refusal) => refusals.push(refusal),
        }
    }
    if values.len() < LEAST && refusals.is_empty() {
        let refusal = Refusal::new("sheet-too-few").with("n", values.len());
        refusals.push(refusal.with("least", LEAST));
    }
    let solutions = solutions(new.solutions, &mut refusals);
    let note = text::optional("ghi-chu", &new.note).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    });
    Refusal::none(refusals)?;
    Ok(Taken { id: new.id, unit: new.unit, counted_on, values, solutions, note })
}

/// A figure as somebody entered it; nothing where the field was left blank.
fn entered((figure, at): (&Figure, usize), typed: &str) -> Result<Option<i64>, Refusal> {
    if units::text::tidy(typed).is_empty() {
        return Ok(None);
    }
    let plain = typed.trim().trim_end_matches('%');
    let Some(milli) = text::milli(plain).filter(|milli| *milli >= 0) else {
        return Err(Refusal::at(field(at), "sheet-figure-unreadable").with("typed", typed));
    };
    match figure.most {
        Some(most) if milli > most * 1_000 => {
            Err(Refusal::at(field(at), "sheet-figure-above").with("most", most))
        }
        _ => Ok(Some(milli)),
    }
}

fn solutions(typed: Vec<Solution>, refusals: &mut Vec<Refusal>) -> Vec<Solution> {
    let mut kept = Vec::new();
    for (at, solution) in typed.into_iter().enumerate() {
        if solution.is_empty() {
            continue;
        }
        let Some(field) = SOLUTION_FIELDS.get(at) else {
            let refusal = Refusal::new("sheet-too-many-solutions");
            refusals.push(refusal.with("most", SOLUTIONS_MOST));
            break;
        };
        match text::optional(field, &solution.text) {
            Ok(text) => kept.push(Solution { text, ..solution }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    kept
}

#[cfg(test)]
mod tests;
