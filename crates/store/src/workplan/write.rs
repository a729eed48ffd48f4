//! The writes of plans.

use ledger::matter::Proof;
use ledger::workplan::{Alike, Line, Report, Side, State, Tie, Words, Workplan, Written};
use ledger::{MatterId, WorkplanId, WorkplanLineId, likeness};
use units::{AttachmentId, Day, PostId, UnitId};

use super::{figure, source, sql};
use crate::locality::Locality;
use crate::{Failure, FromRow, Row, Tx, Value};

struct Stored(Workplan, i64);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let plan = Workplan {
            id: row.get("workplan_id")?,
            programme: row.get("programme_id")?,
            unit: row.get("unit_id")?,
            state: row.get("state")?,
            drafting: row.get("drafting")?,
            sent: row.get("sent")?,
            agreed: row.get("agreed")?,
        };
        Ok(Self(plan, row.get("revision")?))
    }
}

struct StoredLine(Written);

impl FromRow for StoredLine {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let source = source(row)?;
        let figure = figure(row)?.map(|figure| Tie::Figure(figure, source));
        let difficulty: Option<ledger::DifficultyId> = row.get("difficulty_id")?;
        let tie = difficulty.map(Tie::Difficulty).or(figure).ok_or_else(|| {
            Failure::new(crate::Fault::Bug, "read a plan's line: it stands on nothing")
        })?;
        let line = Line {
            id: row.get("line_id")?,
            target: row.get("target")?,
            work: row.get("work")?,
            owner: row.get("owner_id")?,
            due_on: row.get("due_on")?,
            resources: row.get("resources")?,
            responsibility: row.get("responsibility")?,
            product: row.get("product")?,
            authority: row.get("authority")?,
            feasibility: row.get("feasibility")?,
            proof: row.get("proof")?,
            is_pilot: row.get("is_pilot")?,
            tie,
        };
        Ok(Self(Written {
            line,
            written_at: row.get("written_at")?,
            carries: row.get("carries_id")?,
            is_ended: row.get("is_ended")?,
            why: row.get("why")?,
        }))
    }
}

struct StoredWords(Words);

impl FromRow for StoredWords {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let packed: Vec<u8> = row.get("grams")?;
        Ok(Self(Words {
            line: row.get("line_id")?,
            grams: likeness::unpack(&packed),
            written_at: row.get("written_at")?,
        }))
    }
}

/// Where a line stands: its plan and text, and the matter it opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePlace {
    /// The plan.
    pub workplan_id: WorkplanId,
    /// The text it stands in.
    pub version: i64,
    /// The plan's last sent text.
    pub sent: i64,
    /// How far the plan has come.
    pub state: State,
    /// The matter.
    pub matter_id: Option<MatterId>,
}

impl FromRow for LinePlace {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            workplan_id: row.get("workplan_id")?,
            version: row.get("version")?,
            sent: row.get("sent")?,
            state: row.get("state")?,
            matter_id: row.get("matter_id")?,
        })
    }
}

/// The last thing told of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastReport {
    /// Its number.
    pub number: i64,
    /// Per cent.
    pub percent: i64,
    /// The words.
    pub said: String,
}

impl FromRow for LastReport {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            percent: row.get("percent")?,
            said: row.get("said")?,
        })
    }
}

/// A plan with its revision, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(tx: &mut Tx, id: WorkplanId) -> Result<Option<(Workplan, i64)>, Failure> {
    let found: Option<Stored> = tx.row(&sql::LOAD, vec![id.into()]).await?;
    Ok(found.map(|Stored(plan, revision)| (plan, revision)))
}

/// The lines of one text, in their order.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load_lines(
    tx: &mut Tx,
    id: WorkplanId,
    version: i64,
) -> Result<Vec<Written>, Failure> {
    let rows: Vec<StoredLine> = tx.rows(&sql::LOAD_LINES, vec![id.into(), version.into()]).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Where a line stands.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line_place(tx: &mut Tx, id: WorkplanLineId) -> Result<Option<LinePlace>, Failure> {
    tx.row(&sql::LINE_PLACE, vec![id.into()]).await
}

/// The words of the lines that other places have sent.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn words_elsewhere(tx: &mut Tx, unit: UnitId) -> Result<Vec<Words>, Failure> {
    let rows: Vec<StoredWords> = tx.rows(&sql::WORDS_ELSEWHERE, vec![unit.into()]).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Stores a plan as begun; `at` is epoch milliseconds.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, plan: &Workplan, locality: Locality, at: i64) -> Result<(), Failure> {
    let values = vec![
        plan.id.into(),
        plan.programme.into(),
        plan.unit.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        plan.state.into(),
        plan.drafting.into(),
        plan.sent.into(),
        false.into(),
        at.into(),
    ];
    tx.run(&sql::ADD, values).await.map(drop)
}

/// Keeps what an act changed; false where the plan has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep(tx: &mut Tx, plan: &Workplan, revision: i64) -> Result<bool, Failure> {
    let values = vec![
        plan.id.into(),
        revision.into(),
        plan.state.into(),
        plan.drafting.into(),
        plan.sent.into(),
        plan.agreed.into(),
        (plan.sent > 0).into(),
    ];
    Ok(tx.run(&sql::KEEP, values).await? == 1)
}

/// Keeps that a side agreed to the last text on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn agree(tx: &mut Tx, plan: &Workplan, (by, on): (PostId, Day)) -> Result<(), Failure> {
    tx.run(&sql::AGREE, vec![plan.id.into(), on.into()]).await?;
    let values = vec![plan.id.into(), plan.sent.into(), on.into(), by.into()];
    tx.run(&sql::AGREE_VERSION, values).await.map(drop)
}

/// Keeps that a side left what is in force as it is, with its words to the last text.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn decline(
    tx: &mut Tx,
    plan: &Workplan,
    (by, on, said): (PostId, Day, &str),
) -> Result<(), Failure> {
    let values = vec![plan.id.into(), plan.sent.into(), on.into(), by.into(), said.into()];
    tx.run(&sql::DECLINE_VERSION, values).await.map(drop)
}

/// Keeps why a plan resembles another, in the place's words.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_why(
    tx: &mut Tx,
    id: WorkplanId,
    (why, by, on): (&str, PostId, Day),
) -> Result<(), Failure> {
    tx.run(&sql::SET_WHY, vec![id.into(), why.into(), by.into(), on.into()]).await.map(drop)
}

/// Keeps a text that one side sent.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_version(
    tx: &mut Tx,
    plan: &Workplan,
    (side, post, said): (Side, PostId, &str),
    (on, at): (Day, i64),
) -> Result<(), Failure> {
    let values = vec![
        plan.id.into(),
        plan.sent.into(),
        side.into(),
        post.into(),
        said.into(),
        on.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_VERSION, values).await.map(drop)
}

/// What a line says, in the order in which both of its statements are asked for it.
fn line_cells(written: &Written) -> Vec<Value> {
    let line = &written.line;
    let (figure, source, difficulty) = match &line.tie {
        Tie::Figure(figure, source) => (Some(figure), source.as_ref(), None),
        Tie::Difficulty(id) => (None, None, Some(*id)),
    };
    vec![
        line.target.into(),
        line.work.as_str().into(),
        line.owner.into(),
        line.due_on.into(),
        line.resources.as_str().into(),
        line.responsibility.as_str().into(),
        line.product.as_str().into(),
        line.authority.as_str().into(),
        line.feasibility.as_str().into(),
        line.proof.into(),
        line.is_pilot.into(),
        figure.map(|figure| figure.label.clone()).into(),
        figure.map(|figure| figure.value_milli).into(),
        figure.map(|figure| figure.unit.clone()).into(),
        figure.map(|figure| figure.on).into(),
        source.map(|source| source.sheet).into(),
        source.map(|source| source.code.clone()).into(),
        difficulty.into(),
        likeness::pack(&line.words()).into(),
        written.written_at.into(),
    ]
}

/// Adds a line at the end of a text.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_line(
    tx: &mut Tx,
    (plan, version): (WorkplanId, i64),
    written: &Written,
) -> Result<(), Failure> {
    let (last,): (i64,) = tx.one(&sql::LAST_LINE, vec![plan.into(), version.into()]).await?;
    let mut values = vec![written.line.id.into(), plan.into(), version.into(), (last + 1).into()];
    values.extend(line_cells(written));
    values.extend([written.carries.into(), written.is_ended.into(), written.why.as_str().into()]);
    tx.run(&sql::ADD_LINE, values).await.map(drop)
}

/// Keeps a line of a text that is being written as it reads now; whether it stands there.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep_line(
    tx: &mut Tx,
    (plan, version): (WorkplanId, i64),
    written: &Written,
) -> Result<bool, Failure> {
    let mut values: Vec<Value> = vec![written.line.id.into(), plan.into(), version.into()];
    values.extend(line_cells(written));
    values.extend([written.is_ended.into(), written.why.as_str().into()]);
    Ok(tx.run(&sql::KEEP_LINE, values).await? == 1)
}

/// Drops a text that was being written.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn drop_text(tx: &mut Tx, (plan, version): (WorkplanId, i64)) -> Result<(), Failure> {
    tx.run(&sql::DROP_TEXT, vec![plan.into(), version.into()]).await.map(drop)
}

/// Takes a line out of a text that is being written; whether it stood there.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn drop_line(
    tx: &mut Tx,
    (plan, version): (WorkplanId, i64),
    line: WorkplanLineId,
) -> Result<bool, Failure> {
    let values = vec![line.into(), plan.into(), version.into()];
    Ok(tx.run(&sql::DROP_LINE, values).await? == 1)
}

/// Flags the lines of a text that resemble those of other places, in place of earlier flags.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn flag(
    tx: &mut Tx,
    (plan, version): (WorkplanId, i64),
    alike: &[Alike],
) -> Result<(), Failure> {
    tx.run(&sql::FORGET_ALIKE, vec![plan.into(), version.into()]).await?;
    for one in alike {
        let values = vec![one.line.into(), one.other.into(), one.per_mille.into()];
        tx.run(&sql::ADD_ALIKE, values).await?;
    }
    Ok(())
}

/// The last thing told of a line.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn last_report(tx: &mut Tx, line: WorkplanLineId) -> Result<Option<LastReport>, Failure> {
    tx.row(&sql::LAST_REPORT, vec![line.into()]).await
}

/// Who tells how far a line has come, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// The line.
    pub line: WorkplanLineId,
    /// Its number.
    pub number: i64,
    /// What is told.
    pub report: Report,
    /// The post.
    pub post: PostId,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
}

/// Keeps how far a line has come.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_report(tx: &mut Tx, new: &NewReport) -> Result<(), Failure> {
    let proof = &new.report.proof;
    let (attachment, document, figure): (Option<AttachmentId>, _, _) = match proof {
        Proof::Photo(id) => (Some(*id), None, None),
        Proof::Document { number, dated_on, attachment } => {
            (*attachment, Some((number.clone(), *dated_on)), None)
        }
        Proof::Figure { label, value_milli, unit } => {
            (None, None, Some((label.clone(), *value_milli, unit.clone())))
        }
    };
    let values = vec![
        new.line.into(),
        new.number.into(),
        new.report.percent.into(),
        new.report.said.as_str().into(),
        new.post.into(),
        new.on.into(),
        new.at.into(),
        proof.kind().into(),
        attachment.into(),
        document.as_ref().map(|(number, _)| number.clone()).into(),
        document.map(|(_, day)| day).into(),
        figure.as_ref().map(|(label, ..)| label.clone()).into(),
        figure.as_ref().map(|(_, value, _)| *value).into(),
        figure.map(|(.., unit)| unit).into(),
    ];
    tx.run(&sql::ADD_REPORT, values).await.map(drop)
}
