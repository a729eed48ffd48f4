//! Status sheets of places: dated figures, what the program counts for them, and the lineage by which
//! sheets of older places are shown and compared. Everything here is a total and public.

mod read;
mod sql;

use ledger::status_sheet::{Better, From, Taken};
use ledger::{DifficultyId, MatterId, PracticeId, StatusSheetId};
use serde::Serialize;
use units::{Day, PostId, UnitId};

use crate::locality::Locality;
use crate::unit::Ask;
use crate::{Failure, FromRow, Row, Tx};

pub use read::{counted, edges, figure_of, figures, holding, list, solutions};
pub use sql::STATEMENTS;

/// A sheet in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub sheet_id: StatusSheetId,
    /// The place.
    pub unit_id: UnitId,
    /// Its name, of its last state.
    pub unit: String,
    /// The first day on which the place no longer was, where it has ended.
    pub unit_ended: Option<Day>,
    /// The day of the figures.
    pub counted_on: Day,
    /// When it was taken, in epoch milliseconds: later than its day where it looks back.
    pub taken_at: i64,
    /// A remark.
    pub note: String,
    /// The post that took it.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let unit: Option<String> = row.get("unit")?;
        Ok(Self {
            sheet_id: row.get("status_sheet_id")?,
            unit_id: row.get("unit_id")?,
            unit: unit.unwrap_or_default(),
            unit_ended: row.get("unit_ended")?,
            counted_on: row.get("counted_on")?,
            taken_at: row.get("taken_at")?,
            note: row.get("note")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
        })
    }
}

/// One figure of a sheet, with the names and measure it was taken with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// The sheet.
    pub sheet_id: StatusSheetId,
    /// The code of the figure.
    pub code: String,
    /// What is counted.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// The unit of measure.
    pub measure: String,
    /// The same in English.
    pub measure_en: String,
    /// Which way is good.
    pub better: Better,
    /// Whether the program counted it.
    pub from: From,
    /// In thousandths.
    pub value_milli: i64,
}

impl FromRow for FigureRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            sheet_id: row.get("status_sheet_id")?,
            code: row.get("code")?,
            label: row.get("label")?,
            label_en: row.get("label_en")?,
            measure: row.get("measure")?,
            measure_en: row.get("measure_en")?,
            better: row.get("better")?,
            from: row.get("counted_by")?,
            value_milli: row.get("value_milli")?,
        })
    }
}

/// A solution chosen, with the public matter that carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SolutionRow {
    /// The sheet.
    pub sheet_id: StatusSheetId,
    /// In words.
    pub said: String,
    /// The matter, with its work, where everybody may see it.
    pub matter: Option<(MatterId, String)>,
    /// The practice taken up, with its title.
    pub practice: Option<(PracticeId, String)>,
    /// The difficulty it answers, with its title.
    pub difficulty: Option<(DifficultyId, String)>,
}

impl FromRow for SolutionRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let matter: (Option<MatterId>, Option<String>) = (row.get("matter_id")?, row.get("work")?);
        let practice: (Option<PracticeId>, Option<String>) =
            (row.get("practice_id")?, row.get("practice")?);
        let difficulty: (Option<DifficultyId>, Option<String>) =
            (row.get("difficulty_id")?, row.get("difficulty")?);
        Ok(Self {
            sheet_id: row.get("status_sheet_id")?,
            said: row.get("said")?,
            matter: matter.0.zip(matter.1),
            practice: practice.0.zip(practice.1),
            difficulty: difficulty.0.zip(difficulty.1),
        })
    }
}

/// What the program counts of a place on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Matters owed past their day.
    pub late: i64,
    /// Matters answered within the year before.
    pub answered: i64,
    /// Of them in time.
    pub on_time: i64,
    /// Difficulties not overcome.
    pub difficulties: i64,
    /// Self-managed groups.
    pub groups: i64,
    /// Heads of khu phố and ấp in office.
    pub heads: i64,
    /// Matters of the place that the ledger knew by then.
    pub matters: i64,
    /// Difficulties of the place that the ledger knew by then.
    pub raised: i64,
}

impl FromRow for Counts {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            late: row.get("late")?,
            answered: row.get("answered")?,
            on_time: row.get("on_time")?,
            difficulties: row.get("difficulties")?,
            groups: row.get("groups_active")?,
            heads: row.get("heads")?,
            matters: row.get("matters")?,
            raised: row.get("raised")?,
        })
    }
}

/// Whether a sheet is kept, so that a form sent twice is one sheet.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn is_kept(ask: &mut impl Ask, id: StatusSheetId) -> Result<bool, Failure> {
    let found: Vec<(StatusSheetId,)> = ask.ask(&sql::KEPT, vec![id.into()]).await?;
    Ok(!found.is_empty())
}

/// Stores a sheet.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    taken: &Taken,
    locality: Locality,
    (post, at): (PostId, i64),
) -> Result<(), Failure> {
    let id = taken.id;
    let values = vec![
        id.into(),
        taken.unit.into(),
        taken.counted_on.into(),
        taken.note.as_str().into(),
        post.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        at.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    for (number, value) in (1_i64..).zip(&taken.values) {
        let figure = &value.figure;
        let values = vec![
            id.into(),
            number.into(),
            figure.code.as_str().into(),
            figure.name.0.as_str().into(),
            figure.name.1.as_str().into(),
            figure.measure.0.as_str().into(),
            figure.measure.1.as_str().into(),
            figure.better.into(),
            figure.from.into(),
            value.milli.into(),
        ];
        tx.run(&sql::ADD_FIGURE, values).await?;
    }
    for (number, solution) in (1_i64..).zip(&taken.solutions) {
        let values = vec![
            id.into(),
            number.into(),
            solution.text.as_str().into(),
            solution.matter.into(),
            solution.practice.into(),
            solution.difficulty.into(),
        ];
        tx.run(&sql::ADD_SOLUTION, values).await?;
    }
    Ok(())
}
