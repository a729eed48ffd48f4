//! Residents' feedback: what everybody sees of it, what the inside of a place sees, and the writes.
//! Where it lies and who owes the answer is its matter's; what is sealed is read by no statement here.

mod read;
mod sql;
mod write;

use ledger::feedback::{Concerned, Kind, Moderation, coarse};
use ledger::matter::{Door, State};
use ledger::{Category, DifficultyId, FeedbackId, MatterId};
use serde::Serialize;
use units::{AttachmentId, Day, DoorPoint, PostId, UnitId};

use crate::{Failure, FromRow, Row};

pub use read::{
    Asked, alike, alike_inside, among, asked_of, by_code, communes, moderations, of_difficulty,
    one, open, photos, places, public, public_one, waiting,
};
pub use sql::STATEMENTS;
pub use write::{Known, Loaded, NewRow, Way, add, gather, load, moderate, seal, way};

/// A feedback as everybody sees it: a moderated text, and a point that tells no door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Public {
    /// Its identity.
    pub feedback_id: FeedbackId,
    /// What it is about.
    pub category: Category,
    /// The text that a moderator let through.
    pub text: String,
    /// The day it came.
    pub sent_on: Day,
    /// Epoch milliseconds, for the next page of a list.
    #[serde(skip)]
    pub sent_at: i64,
    /// Its matter.
    pub matter_id: MatterId,
    /// The matter's number.
    pub number: String,
    /// How far it has come.
    pub state: State,
    /// The last day.
    pub due_on: Day,
    /// The day of the last answer.
    pub answered_on: Option<Day>,
    /// The middle of the cell that it lies in.
    pub point: Option<DoorPoint>,
    /// The place.
    pub unit_id: UnitId,
    /// Its name on the day.
    pub unit: Option<String>,
    /// The commune's name.
    pub commune: Option<String>,
    /// Who owes the answer.
    pub owner: String,
    /// Its name in English.
    pub owner_en: String,
}

impl FromRow for Public {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            feedback_id: row.get("feedback_id")?,
            category: row.get("category")?,
            text: row.get("public_text")?,
            sent_on: row.get("sent_on")?,
            sent_at: row.get("sent_at")?,
            matter_id: row.get("matter_id")?,
            number: row.get("number")?,
            state: row.get("state")?,
            due_on: row.get("due_on")?,
            answered_on: row.get("answered_on")?,
            point: point(row)?.map(coarse),
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            commune: row.get("commune")?,
            owner: row.get("owner")?,
            owner_en: row.get("owner_en")?,
        })
    }
}

/// A feedback as the inside of its place, and whoever holds its code, sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its identity.
    pub feedback_id: FeedbackId,
    /// Which legal kind.
    pub kind: Kind,
    /// What it is about.
    pub category: Category,
    /// Whom it speaks of, where it is about conduct.
    pub concerned: Option<Concerned>,
    /// The sender's words; empty once sealed.
    pub said: String,
    /// The text that everybody sees.
    pub public_text: String,
    /// What a moderator decided.
    pub moderation: Moderation,
    /// The door it was guided to, once its contents are sealed.
    pub sealed_as: Option<Door>,
    /// The day it came.
    pub sent_on: Day,
    /// Epoch milliseconds.
    pub sent_at: i64,
    /// The post that entered it on request, with its name.
    pub entered_by: Option<(PostId, String)>,
    /// The difficulty it was gathered into.
    pub difficulty_id: Option<DifficultyId>,
    /// The place that the sender named.
    pub about_unit_id: UnitId,
    /// Its name on the day.
    pub about: Option<String>,
    /// Its matter.
    pub matter_id: MatterId,
    /// The matter's number.
    pub number: String,
    /// How far it has come.
    pub state: State,
    /// The last day.
    pub due_on: Day,
    /// Whether everybody sees it.
    pub is_public: bool,
    /// The day of the last answer.
    pub answered_on: Option<Day>,
    /// How often it was reopened.
    pub reopened: i64,
    /// The point, if one was given.
    pub point: Option<DoorPoint>,
    /// The matter it was made one with.
    pub merged_into: Option<MatterId>,
    /// The revision that an act speaks of.
    pub revision: i64,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// The outermost unit.
    pub top_id: UnitId,
    /// Where it lies.
    pub unit_id: UnitId,
    /// The name of the place on the day.
    pub unit: Option<String>,
    /// The commune's name.
    pub commune: Option<String>,
    /// Who owes the answer.
    pub owner_id: PostId,
    /// The owner's name.
    pub owner: String,
    /// The owner's name in English.
    pub owner_en: String,
}

impl Line {
    /// The places that authority compares with.
    #[must_use]
    pub fn path(&self) -> Vec<UnitId> {
        [Some(self.unit_id), self.commune_id, Some(self.top_id)].into_iter().flatten().collect()
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let entered: (Option<PostId>, Option<String>) =
            (row.get("entered_by_id")?, row.get("entered_by")?);
        Ok(Self {
            feedback_id: row.get("feedback_id")?,
            kind: row.get("kind")?,
            category: row.get("category")?,
            concerned: row.get("concerned")?,
            said: row.get("said")?,
            public_text: row.get("public_text")?,
            moderation: row.get("moderation")?,
            sealed_as: row.get("sealed_as")?,
            sent_on: row.get("sent_on")?,
            sent_at: row.get("sent_at")?,
            entered_by: entered.0.zip(entered.1),
            difficulty_id: row.get("difficulty_id")?,
            about_unit_id: row.get("about_unit_id")?,
            about: row.get("about")?,
            matter_id: row.get("matter_id")?,
            number: row.get("number")?,
            state: row.get("state")?,
            due_on: row.get("due_on")?,
            is_public: row.get("is_public")?,
            answered_on: row.get("answered_on")?,
            reopened: row.get("reopened")?,
            point: point(row)?,
            merged_into: row.get("merged_into_id")?,
            revision: row.get("revision")?,
            commune_id: row.get("commune_id")?,
            top_id: row.get("top_id")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            commune: row.get("commune")?,
            owner_id: row.get("post_id")?,
            owner: row.get("owner")?,
            owner_en: row.get("owner_en")?,
        })
    }
}

fn point(row: &Row) -> Result<Option<DoorPoint>, Failure> {
    let (lon, lat): (Option<i64>, Option<i64>) = (row.get("lon_e7")?, row.get("lat_e7")?);
    Ok(lon.zip(lat).and_then(|(lon, lat)| {
        Some(DoorPoint { lon_e7: lon.try_into().ok()?, lat_e7: lat.try_into().ok()? })
    }))
}

/// A photo that came with a feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo {
    /// Its number, from 1.
    pub number: i64,
    /// The kept picture.
    pub attachment_id: AttachmentId,
    /// Whether a moderator let everybody see it.
    pub is_public: bool,
}

impl FromRow for Photo {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            attachment_id: row.get("attachment_id")?,
            is_public: row.get("is_public")?,
        })
    }
}

/// One decision of a moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moderated {
    /// The decision.
    pub decision: Moderation,
    /// The text it gave.
    pub text: String,
    /// The day.
    pub on: Day,
    /// Which post decided.
    pub post: String,
}

impl FromRow for Moderated {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            decision: row.get("decision")?,
            text: row.get("public_text")?,
            on: row.get("happened_on")?,
            post: row.get("post")?,
        })
    }
}
