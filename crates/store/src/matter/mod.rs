//! Matters: rows of the inbox and of pages, and the writes of what happens to them.

mod board;
mod heir;
mod line;
mod read;
mod sql;
mod write;

use ledger::matter::{OriginKind, ProofKind, State, StepKind};
use ledger::{BodyId, DifficultyId, MatterId};
use serde::Serialize;
use units::{AttachmentId, Day, DoorPoint, HouseholdId, PostId, UnitId};
use uuid::Uuid;

use crate::locality::Locality;
use crate::{Failure, FromRow, Row};

pub use board::{Count, confirmed_since, counts, counts_in};
pub use heir::{asked_by, move_now, pass_day, unsettled};
pub use line::{answer_for, of_line};
pub use read::{
    Inbox, Where, Which, inbox, line, of_difficulty, of_origins, of_unit, page, proof_is_seen,
    which, within,
};
pub use sql::STATEMENTS;
pub use write::{
    NewRow, Opened, Placed, add, due_for_sweep, follow, keep, load, open_in_units, publish,
    silent_since, take_back,
};

/// A matter in a list, with its place and owner of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub matter_id: MatterId,
    /// Its number, as people say it.
    pub number: String,
    /// What it came from.
    pub origin_kind: OriginKind,
    /// The identity of what it came from.
    pub origin_id: Uuid,
    /// What is to be done.
    pub work: String,
    /// How far it has come.
    pub state: State,
    /// The last day.
    pub due_on: Day,
    /// When it was opened.
    pub opened_on: Day,
    /// How often it was reopened.
    pub reopened: i64,
    /// Whether everybody may see it.
    pub is_public: bool,
    /// Whether a resident, a post, a body or a place asks.
    pub asker_kind: String,
    /// Who was told of it one level up.
    pub escalated_to: Option<PostId>,
    /// The day of the last answer.
    pub answered_on: Option<Day>,
    /// The day it ended.
    pub closed_on: Option<Day>,
    /// The difficulty it answers.
    pub difficulty_id: Option<DifficultyId>,
    /// Where it lies.
    pub unit_id: UnitId,
    /// The name of the place on the day.
    pub unit: Option<String>,
    /// Who owes the answer.
    pub owner_id: PostId,
    /// The owner's name.
    pub owner: String,
    /// The owner's name in English.
    pub owner_en: String,
    /// The commune.
    pub commune_id: Option<UnitId>,
}

impl Line {
    /// Whether it is owed and its day has passed.
    #[must_use]
    pub fn is_late(&self, today: Day) -> bool {
        self.state.is_owed() && self.due_on < today
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            matter_id: row.get("matter_id")?,
            number: row.get("number")?,
            origin_kind: row.get("origin_kind")?,
            origin_id: row.get("origin_id")?,
            work: row.get("work")?,
            state: row.get("state")?,
            due_on: row.get("due_on")?,
            opened_on: row.get("opened_on")?,
            reopened: row.get("reopened")?,
            is_public: row.get("is_public")?,
            asker_kind: row.get("asker_kind")?,
            escalated_to: row.get("escalated_to_id")?,
            answered_on: row.get("answered_on")?,
            closed_on: row.get("closed_on")?,
            difficulty_id: row.get("difficulty_id")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            owner_id: row.get("post_id")?,
            owner: row.get("owner")?,
            owner_en: row.get("owner_en")?,
            commune_id: row.get("commune_id")?,
        })
    }
}

/// Everything a matter's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// The asker: resident, or the post, body or place.
    pub asker_post: Option<(PostId, String)>,
    /// The asking body.
    pub asker_body_id: Option<BodyId>,
    /// The asking place.
    pub asker_unit_id: Option<UnitId>,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// The proof an answer must carry.
    pub proof: ProofKind,
    /// Who set the day.
    pub due_set_by: PostId,
    /// Its name.
    pub due_set_by_name: String,
    /// The matter it was made one with.
    pub merged_into: Option<MatterId>,
    /// The revision that an act speaks of.
    pub revision: i64,
    /// Who helps.
    pub cooperating: Vec<Named>,
    /// The history, oldest first.
    pub steps: Vec<StepRow>,
    /// The proof of all answers.
    pub proofs: Vec<ProofRow>,
    /// Whether it follows one household.
    pub is_of_household: bool,
}

/// A post by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its identity.
    pub post_id: PostId,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            post_id: row.get("post_id")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
        })
    }
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// Its number, from 1.
    pub number: i64,
    /// What happened.
    pub kind: StepKind,
    /// Whether a post, the asker, a dispatcher or the program did it.
    pub hand: String,
    /// The post.
    pub post: Option<String>,
    /// The post's name in English.
    pub post_en: Option<String>,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
    /// The state after it.
    pub state: State,
    /// What was said.
    pub said: String,
    /// The day that was asked for or set.
    pub due_on: Option<Day>,
    /// The day the work was done.
    pub done_on: Option<Day>,
    /// To which post.
    pub to_post: Option<String>,
    /// Its name in English.
    pub to_post_en: Option<String>,
    /// To which place.
    pub to_unit: Option<(UnitId, String)>,
    /// Into which matter.
    pub to_matter: Option<MatterId>,
    /// The code of a reason or of how it followed.
    pub code: Option<String>,
}

impl FromRow for StepRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let to_unit: (Option<UnitId>, Option<String>) =
            (row.get("to_unit_id")?, row.get("to_unit")?);
        Ok(Self {
            number: row.get("number")?,
            kind: row.get("kind")?,
            hand: row.get("hand")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            on: row.get("happened_on")?,
            at: row.get("happened_at")?,
            state: row.get("state")?,
            said: row.get("said")?,
            due_on: row.get("due_on")?,
            done_on: row.get("done_on")?,
            to_post: row.get("to_post")?,
            to_post_en: row.get("to_post_en")?,
            to_unit: to_unit.0.zip(to_unit.1),
            to_matter: row.get("to_matter_id")?,
            code: row.get("code")?,
        })
    }
}

/// One piece of proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProofRow {
    /// The step it belongs to.
    pub step: i64,
    /// Its kind.
    pub kind: ProofKind,
    /// The kept photo or document.
    pub attachment_id: Option<AttachmentId>,
    /// The document's number and sign.
    pub document: Option<String>,
    /// The document's date.
    pub dated_on: Option<Day>,
    /// What is counted.
    pub label: Option<String>,
    /// The figure, in thousandths.
    pub value_milli: Option<i64>,
    /// Its unit of measure.
    pub measure: Option<String>,
}

impl FromRow for ProofRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            step: row.get("step_number")?,
            kind: row.get("kind")?,
            attachment_id: row.get("attachment_id")?,
            document: row.get("document")?,
            dated_on: row.get("dated_on")?,
            label: row.get("label")?,
            value_milli: row.get("value_milli")?,
            measure: row.get("measure")?,
        })
    }
}

/// A matter as an act loads it, with what its row says beside the domain's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The matter.
    pub matter: ledger::matter::Matter,
    /// Its number.
    pub number: String,
    /// Where it lies today.
    pub locality: Locality,
    /// The difficulty it answers.
    pub difficulty_id: Option<DifficultyId>,
    /// Its revision.
    pub revision: i64,
}

/// An open matter in a place that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The matter.
    pub matter_id: MatterId,
    /// The household it follows.
    pub household_id: Option<HouseholdId>,
    /// The point it follows.
    pub point: Option<DoorPoint>,
    /// Where it lies.
    pub unit_id: UnitId,
    /// Who owes the answer.
    pub post_id: PostId,
}

impl FromRow for Standing {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let lon: Option<i64> = row.get("lon_e7")?;
        let lat: Option<i64> = row.get("lat_e7")?;
        let point = lon.zip(lat).and_then(|(lon, lat)| {
            Some(DoorPoint { lon_e7: lon.try_into().ok()?, lat_e7: lat.try_into().ok()? })
        });
        Ok(Self {
            matter_id: row.get("matter_id")?,
            household_id: row.get("household_id")?,
            point,
            unit_id: row.get("unit_id")?,
            post_id: row.get("post_id")?,
        })
    }
}
