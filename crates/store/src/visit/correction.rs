//! Corrections of a record that counts: the record as it stands, what a correction changes, and what
//! stood before, which stays.

use ledger::visit::{Corrected, Part, PartKind, Standing};
use ledger::{DifficultyId, VisitId};
use serde::Serialize;
use units::{Day, PostId};
use uuid::Uuid;

use super::{Experience, Lesson, sql};
use crate::matter::Named;
use crate::{Failure, FromRow, Reader, Row, Scope, Tx, Value};

/// A correction, with everything that it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CorrectionRow {
    /// Its number, from 1.
    pub number: i64,
    /// Why.
    pub reason: String,
    /// The day.
    pub corrected_on: Day,
    /// The post that corrected it.
    pub post: Named,
    /// What changed, in the order of the record.
    pub parts: Vec<PartRow>,
}

/// The name of a post, and its name in English.
pub type PostName = (String, String);

/// One change of a correction: as it was and as it was from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartRow {
    /// The number of the correction.
    pub correction: i64,
    /// What changed.
    pub kind: PartKind,
    /// The row of the record, where it has rows.
    pub line: Option<i64>,
    /// What was said before and after.
    pub said: (Option<String>, Option<String>),
    /// The day before and after.
    pub day: (Option<Day>, Option<Day>),
    /// The post before and after: name, name in English.
    pub post: (Option<PostName>, Option<PostName>),
    /// The difficulty, with its title.
    pub difficulty: Option<(DifficultyId, String)>,
    /// Whether the difficulty was linked from then on.
    pub is_linked: bool,
}

impl FromRow for CorrectionRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            reason: row.get("reason")?,
            corrected_on: row.get("corrected_on")?,
            post: Named::from_row(row)?,
            parts: Vec::new(),
        })
    }
}

impl FromRow for PartRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let named = |name: &str, english: &str| -> Result<Option<PostName>, Failure> {
            let name: Option<String> = row.get(name)?;
            let english: Option<String> = row.get(english)?;
            Ok(name.map(|name| (name, english.unwrap_or_default())))
        };
        let difficulty: (Option<DifficultyId>, Option<String>) =
            (row.get("difficulty_id")?, row.get("difficulty")?);
        let is_linked: Option<bool> = row.get("is_linked")?;
        Ok(Self {
            correction: row.get("number")?,
            kind: row.get("kind")?,
            line: row.get("line")?,
            said: (row.get("said_before")?, row.get("said_after")?),
            day: (row.get("day_before")?, row.get("day_after")?),
            post: (named("post_before", "post_before_en")?, named("post_after", "post_after_en")?),
            difficulty: difficulty.0.zip(difficulty.1),
            is_linked: is_linked.unwrap_or_default(),
        })
    }
}

/// The corrections of a record, the first one first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn corrections(
    reader: &Reader,
    _scope: &Scope,
    id: VisitId,
) -> Result<Vec<CorrectionRow>, Failure> {
    let mut corrections: Vec<CorrectionRow> =
        reader.rows(&sql::CORRECTIONS, vec![id.into()]).await?;
    if corrections.is_empty() {
        return Ok(corrections);
    }
    let parts: Vec<PartRow> = reader.rows(&sql::PARTS, vec![id.into()]).await?;
    for part in parts {
        if let Some(own) = corrections.iter_mut().find(|one| one.number == part.correction) {
            own.parts.push(part);
        }
    }
    Ok(corrections)
}

struct Frame(Day, Day, PostId);

impl FromRow for Frame {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(row.get("held_on")?, row.get("recorded_on")?, row.get("speaker_id")?))
    }
}

/// A record that counts, for a correction; nothing before it counts.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn standing(tx: &mut Tx, id: VisitId) -> Result<Option<Standing>, Failure> {
    let of = || vec![Value::from(id)];
    let Some(Frame(held_on, recorded_on, speaker)) = tx.row(&sql::STANDING, of()).await? else {
        return Ok(None);
    };
    let good: Vec<Experience> = tx.rows(&sql::EXPERIENCES, of()).await?;
    let lessons: Vec<Lesson> = tx.rows(&sql::LESSONS, of()).await?;
    let answered: Vec<(DifficultyId,)> = tx.rows(&sql::ANSWERED, of()).await?;
    Ok(Some(Standing {
        held_on,
        recorded_on,
        speaker,
        good: good
            .into_iter()
            .map(|one| (one.number, one.said, one.practice_id.is_some()))
            .collect(),
        lessons: lessons.into_iter().map(|one| (one.number, one.said, one.post_id)).collect(),
        linked: tx.rows(&sql::DIFFICULTIES, of()).await?,
        answered: answered.into_iter().map(|(id,)| id).collect(),
    }))
}

/// Whether the form with a key has corrected the record already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn was_corrected(tx: &mut Tx, id: VisitId, key: Uuid) -> Result<bool, Failure> {
    let found: Option<(i64,)> = tx.row(&sql::WAS_CORRECTED, vec![id.into(), key.into()]).await?;
    Ok(found.is_some())
}

/// Corrects a record and keeps what stood before; false where the visit has moved on from
/// `revision`. The instant is in epoch milliseconds.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn correct(
    tx: &mut Tx,
    (id, revision): (VisitId, i64),
    corrected: &Corrected,
    (key, post): (Uuid, PostId),
    (on, at): (Day, i64),
) -> Result<bool, Failure> {
    let frame =
        vec![id.into(), revision.into(), corrected.held_on.into(), corrected.speaker.into()];
    if tx.run(&sql::CORRECT, frame).await? != 1 {
        return Ok(false);
    }
    let (last,): (i64,) = tx.one(&sql::LAST_CORRECTION, vec![id.into()]).await?;
    let number = last + 1;
    let values = vec![
        id.into(),
        number.into(),
        key.into(),
        post.into(),
        corrected.reason.as_str().into(),
        on.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_CORRECTION, values).await?;
    for (place, part) in (1_i64..).zip(&corrected.parts) {
        let is_new = matches!(part, Part::Difficulty(id, true)
            if corrected.raised.iter().any(|new| new.id == *id));
        change(tx, id, part, is_new).await?;
        let mut values = vec![id.into(), number.into(), place.into()];
        values.extend(cells(part));
        tx.run(&sql::ADD_PART, values).await?;
    }
    Ok(true)
}

/// What a change does to the record itself.
async fn change(tx: &mut Tx, id: VisitId, part: &Part, is_new: bool) -> Result<(), Failure> {
    let at = |number: i64| vec![Value::from(id), number.into()];
    let with = |mut values: Vec<Value>, more: Vec<Value>| {
        values.extend(more);
        values
    };
    match part {
        // Both stand in the visit's own row.
        Part::HeldOn(..) | Part::Speaker(..) => return Ok(()),
        Part::Good(number, before, Some(said)) => {
            let values = with(at(*number), vec![said.as_str().into()]);
            let statement =
                if before.is_some() { &sql::SAY_EXPERIENCE } else { &sql::ADD_EXPERIENCE };
            tx.run(statement, values).await?
        }
        Part::Good(number, _, None) => tx.run(&sql::DROP_EXPERIENCE, at(*number)).await?,
        Part::Lesson(number, before, Some((said, post))) => {
            let values = with(at(*number), vec![said.as_str().into(), (*post).into()]);
            let statement = if before.is_some() { &sql::SAY_LESSON } else { &sql::ADD_LESSON };
            tx.run(statement, values).await?
        }
        Part::Lesson(number, _, None) => tx.run(&sql::DROP_LESSON, at(*number)).await?,
        Part::Difficulty(difficulty, true) => {
            let values = vec![id.into(), (*difficulty).into(), is_new.into()];
            tx.run(&sql::ADD_DIFFICULTY, values).await?
        }
        Part::Difficulty(difficulty, false) => {
            tx.run(&sql::DROP_DIFFICULTY, vec![id.into(), (*difficulty).into()]).await?
        }
    };
    Ok(())
}

/// The columns of a change, from its kind on.
fn cells(part: &Part) -> Vec<Value> {
    let mut cells = Cells::default();
    let kind = match part {
        Part::HeldOn(before, after) => {
            (cells.day_before, cells.day_after) = (Some(*before), Some(*after));
            PartKind::HeldOn
        }
        Part::Speaker(before, after) => {
            (cells.post_before, cells.post_after) = (Some(*before), Some(*after));
            PartKind::Speaker
        }
        Part::Good(number, before, after) => {
            cells.line = Some(*number);
            (cells.said_before, cells.said_after) = (before.clone(), after.clone());
            PartKind::Good
        }
        Part::Lesson(number, before, after) => {
            cells.line = Some(*number);
            (cells.said_before, cells.post_before) = before.clone().unzip();
            (cells.said_after, cells.post_after) = after.clone().unzip();
            PartKind::Lesson
        }
        Part::Difficulty(id, is_linked) => {
            (cells.difficulty, cells.is_linked) = (Some(*id), Some(*is_linked));
            PartKind::Difficulty
        }
    };
    cells.values(kind)
}

#[derive(Default)]
struct Cells {
    line: Option<i64>,
    said_before: Option<String>,
    said_after: Option<String>,
    day_before: Option<Day>,
    day_after: Option<Day>,
    post_before: Option<PostId>,
    post_after: Option<PostId>,
    difficulty: Option<DifficultyId>,
    is_linked: Option<bool>,
}

impl Cells {
    fn values(self, kind: PartKind) -> Vec<Value> {
        vec![
            kind.into(),
            self.line.into(),
            self.said_before.into(),
            self.said_after.into(),
            self.day_before.into(),
            self.day_after.into(),
            self.post_before.into(),
            self.post_after.into(),
            self.difficulty.into(),
            self.is_linked.into(),
        ]
    }
}
