//! Good practices, and where they were offered and taken up.

mod adoption;
mod read;
mod sql;
mod wording;
mod write;

use ledger::difficulty::Figure;
use ledger::likeness::Traits;
use ledger::practice::{
    AdoptionState, AnswerKind, Campaign, CampaignField, Measure, Practice, Stage,
};
use ledger::{AdoptionId, Category, DifficultyId, PracticeId};
use serde::Serialize;
use units::{Day, PostId, UnitId};

use crate::{Failure, FromRow, Row};

pub use adoption::{
    AdoptionStep, Asked, add_adoption, adoption, adoptions, follow, going_on, has_open_at,
    keep_adoption, load_adoption, open_in_units, take_back, waiting, with_result,
};
pub use read::{Sought, among, asked_of, list, load, page, thanks_to, traits, words_since};
pub use sql::STATEMENTS;
pub use wording::{WordingRow, wordings};
pub use write::{
    NewStep, NewThanks, NewWording, add, add_thanks, by_origin, correct, is_corrected, keep,
};

/// A practice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub practice_id: PracticeId,
    /// What it is about.
    pub category: Category,
    /// The campaign it is registered in.
    pub campaign: Option<Campaign>,
    /// The field of the campaign.
    pub field: Option<CampaignField>,
    /// How far it has come.
    pub stage: Stage,
    /// Where it was done.
    pub unit_id: Option<UnitId>,
    /// The name of that place then, with the one above it.
    pub place: String,
    /// One line.
    pub title: String,
    /// The city that gave it, where another did.
    pub origin_city: Option<String>,
    /// The day it was registered here.
    pub registered_on: Day,
    /// Its first figure.
    pub measure: Option<Measure>,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let label: Option<String> = row.get("label")?;
        Ok(Self {
            practice_id: row.get("practice_id")?,
            category: row.get("category")?,
            campaign: row.get("campaign")?,
            field: row.get("campaign_field")?,
            stage: row.get("stage")?,
            unit_id: row.get("unit_id")?,
            place: row.get("place")?,
            title: row.get("title")?,
            origin_city: row.get("origin_city")?,
            registered_on: row.get("registered_on")?,
            measure: label.map(|_| Kept::from_row(row)).transpose()?.map(|Kept(measure)| measure),
        })
    }
}

/// A figure as it is kept.
struct Kept(Measure);

impl FromRow for Kept {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let after: Option<i64> = row.get("after_milli")?;
        let after_on: Option<Day> = row.get("after_on")?;
        Ok(Self(Measure {
            label: row.get("label")?,
            unit: row.get("measure")?,
            before_milli: row.get("before_milli")?,
            before_on: row.get("before_on")?,
            after: after.zip(after_on),
        }))
    }
}

/// Everything a practice's page shows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The domain's value.
    pub practice: Practice,
    /// The day it was registered here.
    pub registered_on: Day,
    /// The revision that a step speaks of.
    pub revision: i64,
    /// The post to ask, or the one that goes on for it.
    pub ask: Option<Post>,
    /// The post that registered it, or the one that goes on for it.
    pub author: Option<Post>,
    /// The history, oldest first.
    pub steps: Vec<StepRow>,
    /// Earlier wordings, oldest first.
    pub wordings: Vec<WordingRow>,
    /// Thanks, newest first.
    pub thanks: Vec<ThanksRow>,
    /// Where it was offered and taken up, as far as the reader may know.
    pub adoptions: Vec<AdoptionLine>,
}

/// A post by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Its identity.
    pub post_id: PostId,
    /// Its name.
    pub name: String,
    /// Its name in English; may be empty.
    pub name_en: String,
    /// The first day on which it no longer exists.
    pub ended: Option<Day>,
}

impl FromRow for Post {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            post_id: row.get("post_id")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            ended: row.get("valid_until")?,
        })
    }
}

/// One line of a practice's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// The stage after it.
    pub stage: Stage,
    /// The post that took it.
    pub post: Option<String>,
    /// Its name in English.
    pub post_en: Option<String>,
    /// The day.
    pub on: Day,
    /// What was said.
    pub said: String,
    /// Number of the document.
    pub document: Option<String>,
    /// Day of the document.
    pub dated_on: Option<Day>,
}

impl FromRow for StepRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            stage: row.get("stage")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            on: row.get("happened_on")?,
            said: row.get("said")?,
            document: row.get("document")?,
            dated_on: row.get("dated_on")?,
        })
    }
}

/// Thanks to the authors of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThanksRow {
    /// The practice.
    pub practice_id: PracticeId,
    /// Its title.
    pub title: String,
    /// The post that thanks.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
    /// The words.
    pub said: String,
    /// The day.
    pub on: Day,
}

impl FromRow for ThanksRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            practice_id: row.get("practice_id")?,
            title: row.get("title")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            said: row.get("said")?,
            on: row.get("thanked_on")?,
        })
    }
}

/// A practice's words and place, for finding it by what it solved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its identity.
    pub practice_id: PracticeId,
    /// What it is about.
    pub category: Category,
    /// How far it has come: not every practice is offered.
    pub stage: Stage,
    /// What its place was like.
    pub traits: Option<Traits>,
    /// Its words, as [`ledger::likeness::pack`] packs them.
    pub grams: Vec<u8>,
    /// The number of its last change; 0 for what is older than such numbers.
    pub change_no: i64,
}

impl FromRow for Words {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            practice_id: row.get("practice_id")?,
            category: row.get("category")?,
            stage: row.get("stage")?,
            traits: traits_of(row)?,
            grams: row.get("grams")?,
            change_no: row.get("change_no")?,
        })
    }
}

fn traits_of(row: &Row) -> Result<Option<Traits>, Failure> {
    let kind: Option<units::Kind> = row.get("place_kind")?;
    let households: Option<i64> = row.get("place_households")?;
    let permille: Option<i64> = row.get("place_apartments_permille")?;
    let whole = |value: Option<i64>| u32::try_from(value.unwrap_or(0)).unwrap_or(0);
    Ok(kind.map(|kind| Traits {
        kind,
        households: whole(households),
        apartments_permille: whole(permille),
    }))
}

/// An adoption in a list, with its place of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdoptionLine {
    /// Its identity.
    pub adoption_id: AdoptionId,
    /// The practice.
    pub practice_id: PracticeId,
    /// The practice's title.
    pub title: String,
    /// The difficulty it answers.
    pub difficulty_id: Option<DifficultyId>,
    /// That difficulty's title.
    pub difficulty: Option<String>,
    /// How far it has come.
    pub state: AdoptionState,
    /// Why it was offered.
    pub why: String,
    /// The day it was offered.
    pub offered_on: Day,
    /// The day the trial began.
    pub begun_on: Option<Day>,
    /// The day from which its result is told.
    pub due_on: Option<Day>,
    /// The post that told the result.
    pub told_by: Option<PostId>,
    /// The figure before, and after once the result is told.
    pub measure: Option<Measure>,
    /// The place.
    pub unit_id: UnitId,
    /// Its name on the day.
    pub unit: Option<String>,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// Its name on the day.
    pub commune: Option<String>,
}

impl AdoptionLine {
    /// Whether the place has a result of the practice.
    #[must_use]
    pub const fn is_result(&self) -> bool {
        matches!(self.state, AdoptionState::Told | AdoptionState::Confirmed)
    }
}

impl FromRow for AdoptionLine {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let label: Option<String> = row.get("label")?;
        Ok(Self {
            adoption_id: row.get("adoption_id")?,
            practice_id: row.get("practice_id")?,
            title: row.get("title")?,
            difficulty_id: row.get("difficulty_id")?,
            difficulty: row.get("difficulty")?,
            state: row.get("state")?,
            why: row.get("why")?,
            offered_on: row.get("offered_on")?,
            begun_on: row.get("begun_on")?,
            due_on: row.get("due_on")?,
            told_by: row.get("told_by_id")?,
            measure: label.map(|_| Kept::from_row(row)).transpose()?.map(|Kept(measure)| measure),
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            commune_id: row.get("commune_id")?,
            commune: row.get("commune")?,
        })
    }
}

/// Everything an adoption's page shows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptionPage {
    /// What lists show.
    pub line: AdoptionLine,
    /// The revision that an answer speaks of.
    pub revision: i64,
    /// The post that told the result.
    pub told_by: Option<PostId>,
    /// The history, oldest first.
    pub steps: Vec<AdoptionStepRow>,
}

/// One line of an adoption's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdoptionStepRow {
    /// What happened.
    pub kind: AnswerKind,
    /// The post that did it.
    pub post: Option<String>,
    /// Its name in English.
    pub post_en: Option<String>,
    /// The day.
    pub on: Day,
    /// What was said.
    pub said: String,
    /// Number of the minutes.
    pub minutes: Option<String>,
    /// The day of the meeting.
    pub held_on: Option<Day>,
    /// Households present.
    pub attending: Option<i64>,
    /// Households that agreed.
    pub agreed: Option<i64>,
}

impl FromRow for AdoptionStepRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            kind: row.get("kind")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            on: row.get("happened_on")?,
            said: row.get("said")?,
            minutes: row.get("minutes")?,
            held_on: row.get("held_on")?,
            attending: row.get("attending")?,
            agreed: row.get("agreed")?,
        })
    }
}

/// The figure before of a row, as the domain sees it.
fn figure_before(row: &Row) -> Result<Option<Figure>, Failure> {
    let label: Option<String> = row.get("label")?;
    label
        .map(|_| {
            let Kept(measure) = Kept::from_row(row)?;
            let Measure { label, unit, before_milli, before_on, .. } = measure;
            Ok(Figure { label, value_milli: before_milli, unit, on: before_on })
        })
        .transpose()
}
