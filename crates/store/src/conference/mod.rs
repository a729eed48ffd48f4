//! Conferences, their contributions and the notice of conclusions: rows of pages, what is owed, and
//! the writes.

mod moving;
mod read;
mod sql;
mod write;

use ledger::conference::{Kind, State};
use ledger::{BodyId, ConclusionId, ConferenceId, ContributionId, DifficultyId};
use serde::Serialize;
use units::{AttachmentId, Day, PostId, UnitId};

use crate::matter::{Line as MatterLine, Named};
use crate::{Failure, FromRow, Row};

pub use moving::{ChangeRow, changes, last_change, moved, record_change};
pub use read::{
    Find, carried, contribution, earlier, heard, line, list, missing, of_conclusion, owed, page,
    tasks,
};
pub use sql::STATEMENTS;
pub use write::{Loaded, add, ask, asked, conclude, keep, load, receive, remind};

/// A conference in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub conference_id: ConferenceId,
    /// What it is for.
    pub kind: Kind,
    /// Its theme.
    pub theme: String,
    /// Its day.
    pub held_on: Day,
    /// Where it meets.
    pub place: String,
    /// How far it has come.
    pub state: State,
    /// The territory it is held for.
    pub unit_id: UnitId,
    /// The name of the territory on the conference's day.
    pub unit: Option<String>,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// The outermost unit.
    pub top_id: Option<UnitId>,
    /// The post that chairs it.
    pub chair: Named,
    /// The body that holds it: identity, name, name in English.
    pub body: Option<(BodyId, String, String)>,
    /// Number and day of the notice of conclusions.
    pub notice: Option<(String, Day)>,
    /// Contributions that were asked for.
    pub asked: i64,
    /// Of them sent.
    pub sent: i64,
    /// Conclusions.
    pub conclusions: i64,
    /// Matters of the conclusions that are late.
    pub late: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let body: (Option<BodyId>, Option<String>, Option<String>) =
            (row.get("body_id")?, row.get("body")?, row.get("body_en")?);
        let notice: (Option<String>, Option<Day>) =
            (row.get("notice_number")?, row.get("notice_on")?);
        Ok(Self {
            conference_id: row.get("conference_id")?,
            kind: row.get("kind")?,
            theme: row.get("theme")?,
            held_on: row.get("held_on")?,
            place: row.get("place")?,
            state: row.get("state")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            commune_id: row.get("commune_id")?,
            top_id: row.get("top_id")?,
            chair: Named {
                post_id: row.get("chair_id")?,
                name: row.get("chair")?,
                name_en: row.get("chair_en")?,
            },
            body: body.0.map(|id| (id, body.1.unwrap_or_default(), body.2.unwrap_or_default())),
            notice: notice.0.zip(notice.1),
            asked: row.get("asked")?,
            sent: row.get("sent")?,
            conclusions: row.get("conclusions")?,
            late: row.get("late")?,
        })
    }
}

impl Line {
    /// The units that authority compares with, from the territory outwards.
    #[must_use]
    pub fn path(&self) -> Vec<UnitId> {
        [Some(self.unit_id), self.commune_id, self.top_id].into_iter().flatten().collect()
    }
}

/// A conference beside another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Near {
    /// Its identity.
    pub conference_id: ConferenceId,
    /// Its theme.
    pub theme: String,
    /// Its day.
    pub held_on: Day,
}

impl FromRow for Near {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            conference_id: row.get("conference_id")?,
            theme: row.get("theme")?,
            held_on: row.get("held_on")?,
        })
    }
}

/// Who is invited, by the names of the conference's day. Exactly one of the three is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitedRow {
    /// A place.
    pub unit: Option<(UnitId, String)>,
    /// The place above it.
    pub parent_id: Option<UnitId>,
    /// A body: identity, name, name in English.
    pub body: Option<(BodyId, String, String)>,
    /// The territory of the body; nothing for a body without one.
    pub body_unit_id: Option<UnitId>,
    /// A post.
    pub post: Option<Named>,
}

impl FromRow for InvitedRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let text = |column| -> Result<String, Failure> {
            Ok(row.get::<Option<String>>(column)?.unwrap_or_default())
        };
        let (unit, body, post): (Option<UnitId>, Option<BodyId>, Option<PostId>) =
            (row.get("unit_id")?, row.get("body_id")?, row.get("post_id")?);
        let (unit_name, body_names) = (text("unit")?, (text("body")?, text("body_en")?));
        let post_names = (text("post")?, text("post_en")?);
        Ok(Self {
            unit: unit.map(|id| (id, unit_name)),
            parent_id: row.get("parent_id")?,
            body: body.map(|id| (id, body_names.0, body_names.1)),
            body_unit_id: row.get("body_unit_id")?,
            post: post.map(|post_id| Named { post_id, name: post_names.0, name_en: post_names.1 }),
        })
    }
}

/// A contribution: asked for, perhaps sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContributionRow {
    /// Its identity.
    pub contribution_id: ContributionId,
    /// The conference.
    pub conference_id: ConferenceId,
    /// The conference's theme.
    pub theme: String,
    /// The conference's day.
    pub held_on: Day,
    /// How far the conference has come.
    pub state: State,
    /// The post that is asked.
    pub post: Named,
    /// What it is asked to speak about.
    pub topic: String,
    /// By which day it is to be sent.
    pub due_on: Day,
    /// The day of the last reminder.
    pub reminded_on: Option<Day>,
    /// How often it was reminded of.
    pub reminders: i64,
    /// Its title; empty before it is sent.
    pub title: String,
    /// Its text; empty for readers who are not of the conference.
    pub said: String,
    /// The document; nothing for readers who are not of the conference.
    pub attachment_id: Option<AttachmentId>,
    /// The day it was first sent.
    pub sent_on: Option<Day>,
}

impl ContributionRow {
    /// Whether its day has passed and it was not sent.
    #[must_use]
    pub fn is_late(&self, today: Day) -> bool {
        self.sent_on.is_none() && self.due_on < today
    }
}

impl FromRow for ContributionRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            contribution_id: row.get("contribution_id")?,
            conference_id: row.get("conference_id")?,
            theme: row.get("theme")?,
            held_on: row.get("held_on")?,
            state: row.get("state")?,
            post: Named {
                post_id: row.get("post_id")?,
                name: row.get("post")?,
                name_en: row.get("post_en")?,
            },
            topic: row.get("topic")?,
            due_on: row.get("due_on")?,
            reminded_on: row.get("reminded_on")?,
            reminders: row.get("reminders")?,
            title: row.get("title")?,
            said: row.get("said")?,
            attachment_id: row.get("attachment_id")?,
            sent_on: row.get("sent_on")?,
        })
    }
}

/// One conclusion of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConclusionRow {
    /// Its identity, which is the origin of its matters.
    pub conclusion_id: ConclusionId,
    /// The conference.
    pub conference_id: ConferenceId,
    /// Its number in the notice, from 1.
    pub number: i64,
    /// What is concluded.
    pub said: String,
    /// The difficulty it answers.
    pub difficulty_id: Option<DifficultyId>,
}

impl FromRow for ConclusionRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            conclusion_id: row.get("conclusion_id")?,
            conference_id: row.get("conference_id")?,
            number: row.get("number")?,
            said: row.get("said")?,
            difficulty_id: row.get("difficulty_id")?,
        })
    }
}

/// One matter of a conclusion, with what a follow-up sheet says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// The matter.
    pub line: MatterLine,
    /// What will be there at the end.
    pub product: String,
    /// Who helps.
    pub cooperating: Vec<Named>,
}

/// A conclusion of an earlier conference with those of its matters that were still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// The earlier conference.
    pub from: Near,
    /// The conclusion.
    pub conclusion: ConclusionRow,
    /// Its matters that were still open on the later conference's day.
    pub tasks: Vec<Task>,
}

/// What only people of the conference read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Inside {
    /// The central report.
    pub report: String,
    /// The central report as a document.
    pub report_document: Option<AttachmentId>,
    /// The minutes.
    pub minutes: String,
    /// The minutes as a document.
    pub minutes_document: Option<AttachmentId>,
    /// The notice as a document.
    pub notice_document: Option<AttachmentId>,
}

/// Everything a conference's page shows of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// What it wants to reach.
    pub purpose: String,
    /// The post that called it.
    pub called_by: Named,
    /// How many attended.
    pub attended: Option<i64>,
    /// The conference before it.
    pub follows: Option<Near>,
    /// The conference after it.
    pub next: Option<Near>,
    /// Who is invited.
    pub invited: Vec<InvitedRow>,
    /// Contributions: all for people of the conference, for others those that were sent.
    pub contributions: Vec<ContributionRow>,
    /// The conclusions, by number.
    pub conclusions: Vec<ConclusionRow>,
    /// What only people of the conference read; nothing for others.
    pub inside: Option<Inside>,
    /// When it was put off or called off, the first time first.
    pub changes: Vec<ChangeRow>,
    /// The revision that an act speaks of.
    pub revision: i64,
}

impl Page {
    /// The documents that its reader may open.
    pub fn documents(&self) -> impl Iterator<Item = AttachmentId> + '_ {
        let inside = self.inside.iter();
        let own = inside.flat_map(|inside| {
            [inside.report_document, inside.minutes_document, inside.notice_document]
        });
        own.chain(self.contributions.iter().map(|one| one.attachment_id)).flatten()
    }
}
