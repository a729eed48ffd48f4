//! Earlier wordings of a practice: what it said until a correction, and why it was corrected.

use ledger::PracticeId;
use ledger::practice::{Content, Stage, Wording};
use units::Day;
use uuid::Uuid;

use super::{Kept, read, sql};
use crate::{Failure, FromRow, Reader, Row, Scope};

/// An earlier wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingRow {
    /// Its number, from 1.
    pub number: i64,
    /// What it said, until when and why.
    pub wording: Wording,
    /// The post to ask then.
    pub ask: String,
    /// Its name in English.
    pub ask_en: String,
    /// The post that corrected it.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
    /// The day of the correction.
    pub corrected_on: Day,
    id: Uuid,
}

impl FromRow for WordingRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let (ask, ask_en): (Option<String>, Option<String>) = (row.get("ask")?, row.get("ask_en")?);
        let stage: Stage = row.get("stage")?;
        let content: Content = read::content(row)?;
        Ok(Self {
            number: row.get("number")?,
            wording: Wording { content, ask: row.get("ask_id")?, stage, why: row.get("why")? },
            ask: ask.unwrap_or_default(),
            ask_en: ask_en.unwrap_or_default(),
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            corrected_on: row.get("corrected_on")?,
            id: row.get("practice_wording_id")?,
        })
    }
}

struct FigureRow(Uuid, Kept);

impl FromRow for FigureRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(row.get("practice_wording_id")?, Kept::from_row(row)?))
    }
}

/// The earlier wordings of a practice, oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn wordings(
    reader: &Reader,
    _scope: &Scope,
    id: PracticeId,
) -> Result<Vec<WordingRow>, Failure> {
    let mut rows: Vec<WordingRow> = reader.rows(&sql::WORDINGS, vec![id.into()]).await?;
    if rows.is_empty() {
        return Ok(rows);
    }
    let figures: Vec<FigureRow> = reader.rows(&sql::WORDING_FIGURES, vec![id.into()]).await?;
    for FigureRow(of, Kept(measure)) in figures {
        let row = rows.iter_mut().find(|row| row.id == of);
        if let Some(row) = row {
            row.wording.content.measures.push(measure);
        }
    }
    Ok(rows)
}
