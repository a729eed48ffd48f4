//! Plans of places under programmes: what pages read of them, and their writes.

mod read;
mod sql;
mod write;

use ledger::matter::ProofKind;
use ledger::workplan::{Mark, Side, Source, State};
use ledger::{DifficultyId, ProgrammeId, StatusSheetId, WorkplanId, WorkplanLineId, difficulty};
use serde::Serialize;
use units::{AttachmentId, Day, PostId, UnitId};

use crate::{Failure, FromRow, Row};

pub use read::{lines, list, of_unit, page, plan_of, proof_is_seen, reports, versions, waiting};
pub use sql::STATEMENTS;
pub use write::{
    LastReport, LinePlace, NewReport, add, add_line, add_report, add_version, agree, decline,
    drop_line, drop_text, flag, keep, keep_line, last_report, line_place, load, load_lines,
    set_why, words_elsewhere,
};

/// A plan in a list and on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub workplan_id: WorkplanId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The programme's title.
    pub programme: String,
    /// The head who is responsible for the programme.
    pub head_id: PostId,
    /// The place.
    pub unit_id: UnitId,
    /// Its name.
    pub unit: String,
    /// The first day on which the place was no longer there, if it was reorganised.
    pub ended: Option<Day>,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// The outermost unit.
    pub top_id: Option<UnitId>,
    /// How far it has come.
    pub state: State,
    /// Who writes a text that is not sent yet.
    pub drafting: Option<Side>,
    /// The number of the last text that was sent.
    pub sent: i64,
    /// The number of the text in force; 0 before both sides have agreed once.
    pub agreed: i64,
    /// When both sides agreed, the last time.
    pub agreed_on: Option<Day>,
    /// Why it resembles another place's plan, in the place's words.
    pub alike_why: String,
    /// When the place said so.
    pub alike_why_on: Option<Day>,
    /// The post that said so.
    pub alike_why_by: Option<String>,
    /// Its name in English.
    pub alike_why_by_en: Option<String>,
    /// Whether a text was sent, so that everybody may read it.
    pub is_public: bool,
    /// The revision that an act speaks of.
    pub revision: i64,
    /// Lines of the text in force, or of the last that was sent while that is talked over.
    pub lines: i64,
    /// Of them those that resemble another place's.
    pub alike: i64,
}

impl Line {
    /// The place and those above it, as authority compares.
    #[must_use]
    pub fn path(&self) -> Vec<UnitId> {
        [Some(self.unit_id), self.commune_id, self.top_id].into_iter().flatten().collect()
    }

    /// The side that has the word.
    #[must_use]
    pub const fn turn(&self) -> Option<Side> {
        ledger::workplan::turn(self.state, self.drafting)
    }

    /// Whether a revision of what is in force was sent and waits for the other side.
    #[must_use]
    pub const fn is_revised(&self) -> bool {
        self.agreed > 0 && matches!(self.state, State::Proposed | State::Countered)
    }

    /// Whether it is flagged as taken over from another place.
    #[must_use]
    pub fn is_copied(&self) -> bool {
        let count = |number: i64| usize::try_from(number).unwrap_or_default();
        ledger::workplan::is_copied(count(self.alike), count(self.lines))
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            workplan_id: row.get("workplan_id")?,
            programme_id: row.get("programme_id")?,
            programme: row.get("programme")?,
            head_id: row.get("head_id")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            ended: row.get("ended")?,
            commune_id: row.get("commune_id")?,
            top_id: row.get("top_id")?,
            state: row.get("state")?,
            drafting: row.get("drafting")?,
            sent: row.get("sent")?,
            agreed: row.get("agreed")?,
            agreed_on: row.get("agreed_on")?,
            alike_why: row.get("alike_why")?,
            alike_why_on: row.get("alike_why_on")?,
            alike_why_by: row.get("alike_why_by")?,
            alike_why_by_en: row.get("alike_why_by_en")?,
            is_public: row.get("is_public")?,
            revision: row.get("revision")?,
            lines: row.get("lines")?,
            alike: row.get("alike")?,
        })
    }
}

/// A text that one side sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Its number.
    pub number: i64,
    /// Who sent it.
    pub side: Side,
    /// The words with it.
    pub said: String,
    /// When.
    pub sent_on: Day,
    /// The post.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
    /// When the other side agreed to it.
    pub agreed_on: Option<Day>,
    /// When the other side left what was in force instead.
    pub declined_on: Option<Day>,
    /// Its words then.
    pub declined_said: String,
    /// The post that did so.
    pub declined_by: Option<String>,
    /// Its name in English.
    pub declined_by_en: Option<String>,
}

impl FromRow for Version {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            side: row.get("side")?,
            said: row.get("said")?,
            sent_on: row.get("sent_on")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            agreed_on: row.get("agreed_on")?,
            declined_on: row.get("declined_on")?,
            declined_said: row.get("declined_said")?,
            declined_by: row.get("declined_by")?,
            declined_by_en: row.get("declined_by_en")?,
        })
    }
}

/// The earlier line of another place that a line resembles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resembled {
    /// The other plan.
    pub workplan_id: WorkplanId,
    /// The other place.
    pub unit: String,
    /// What the other line does.
    pub work: String,
    /// How alike, in thousandths.
    pub per_mille: i64,
}

/// A line as its plan's page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// Its identity.
    pub line_id: WorkplanLineId,
    /// The text it stands in.
    pub version: i64,
    /// Its number in it.
    pub number: i64,
    /// The number of the target.
    pub target: i64,
    /// What is to be done.
    pub work: String,
    /// Who does it.
    pub owner_id: PostId,
    /// The post's name.
    pub owner: String,
    /// Its name in English.
    pub owner_en: String,
    /// The last day.
    pub due_on: Day,
    /// People, money, things.
    pub resources: String,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// Why it can be done here.
    pub feasibility: String,
    /// The proof its answer must carry.
    pub proof: ProofKind,
    /// Whether it is tried in a small part first.
    pub is_pilot: bool,
    /// The place's figure it stands on.
    pub figure: Option<difficulty::Figure>,
    /// The status sheet that the figure was taken from.
    pub source: Option<Source>,
    /// The line of an earlier text that opened the matter, where this one goes on for it.
    pub carries: Option<WorkplanLineId>,
    /// Whether its text ends it.
    pub is_ended: bool,
    /// Why its text adds, changes or ends it.
    pub why: String,
    /// The place's difficulty it stands on, with its title.
    pub difficulty: Option<(DifficultyId, String)>,
    /// What it resembles.
    pub resembles: Option<Resembled>,
}

impl LineRow {
    /// The line whose matter and progress are this one's.
    #[must_use]
    pub fn root(&self) -> WorkplanLineId {
        self.carries.unwrap_or(self.line_id)
    }

    /// What its text does to it.
    #[must_use]
    pub fn mark(&self) -> Mark {
        ledger::workplan::mark(self.carries.is_some(), self.is_ended, &self.why)
    }
}

impl FromRow for LineRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let difficulty: (Option<DifficultyId>, Option<String>) =
            (row.get("difficulty_id")?, row.get("difficulty")?);
        Ok(Self {
            line_id: row.get("line_id")?,
            version: row.get("version")?,
            number: row.get("number")?,
            target: row.get("target")?,
            work: row.get("work")?,
            owner_id: row.get("owner_id")?,
            owner: row.get("owner")?,
            owner_en: row.get("owner_en")?,
            due_on: row.get("due_on")?,
            resources: row.get("resources")?,
            responsibility: row.get("responsibility")?,
            product: row.get("product")?,
            authority: row.get("authority")?,
            feasibility: row.get("feasibility")?,
            proof: row.get("proof")?,
            is_pilot: row.get("is_pilot")?,
            figure: figure(row)?,
            source: source(row)?,
            carries: row.get("carries_id")?,
            is_ended: row.get("is_ended")?,
            why: row.get("why")?,
            difficulty: difficulty.0.zip(difficulty.1),
            resembles: resembled(row)?,
        })
    }
}

/// The figure that a line stands on.
fn figure(row: &Row) -> Result<Option<difficulty::Figure>, Failure> {
    let (label, unit): (Option<String>, Option<String>) =
        (row.get("figure_label")?, row.get("figure_measure")?);
    let (value, on): (Option<i64>, Option<Day>) = (row.get("figure_milli")?, row.get("figure_on")?);
    let figure = label.zip(unit).zip(value.zip(on));
    Ok(figure.map(|((label, unit), (value_milli, on))| difficulty::Figure {
        label,
        value_milli,
        unit,
        on,
    }))
}

/// The status sheet that a line's figure was taken from.
fn source(row: &Row) -> Result<Option<Source>, Failure> {
    let sheet: Option<StatusSheetId> = row.get("sheet_id")?;
    let code: Option<String> = row.get("figure_code")?;
    Ok(sheet.zip(code).map(|(sheet, code)| Source { sheet, code }))
}

fn resembled(row: &Row) -> Result<Option<Resembled>, Failure> {
    let other: Option<WorkplanId> = row.get("other_id")?;
    let (unit, work): (Option<String>, Option<String>) =
        (row.get("other_unit")?, row.get("other_work")?);
    let per_mille: Option<i64> = row.get("per_mille")?;
    let resembled = other.zip(unit).zip(work.zip(per_mille));
    Ok(resembled.map(|((workplan_id, unit), (work, per_mille))| Resembled {
        workplan_id,
        unit,
        work,
        per_mille,
    }))
}

/// How far a line had come, as its place told with proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    /// The line.
    pub line_id: WorkplanLineId,
    /// Its number.
    pub number: i64,
    /// Per cent.
    pub percent: i64,
    /// What is done and what is left.
    pub said: String,
    /// When.
    pub told_on: Day,
    /// The post.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
    /// The proof's kind.
    pub proof: ProofKind,
    /// The photo.
    pub attachment_id: Option<AttachmentId>,
    /// Number of the document.
    pub document: Option<String>,
    /// Its day.
    pub dated_on: Option<Day>,
    /// What is counted.
    pub label: Option<String>,
    /// In thousandths.
    pub value_milli: Option<i64>,
    /// The unit of measure.
    pub measure: Option<String>,
}

impl FromRow for ReportRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            line_id: row.get("line_id")?,
            number: row.get("number")?,
            percent: row.get("percent")?,
            said: row.get("said")?,
            told_on: row.get("told_on")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            proof: row.get("proof")?,
            attachment_id: row.get("attachment_id")?,
            document: row.get("document")?,
            dated_on: row.get("dated_on")?,
            label: row.get("label")?,
            value_milli: row.get("value_milli")?,
            measure: row.get("measure")?,
        })
    }
}
