//! The writes of feedback.

use ledger::feedback::{Concerned, DefaultClears, Feedback, Kind, Moderation, Verdict};
use ledger::matter::Door;
use ledger::{Category, DifficultyId, FeedbackId, MatterId};
use units::{AttachmentId, Day, PostId, UnitId};

use super::sql;
use crate::locality::Locality;
use crate::post::Route;
use crate::{Failure, FromRow, Row, Tx};

/// What a row says beside the domain's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRow {
    /// Its identity.
    pub id: FeedbackId,
    /// Its matter.
    pub matter: MatterId,
    /// SHA-256 of the code.
    pub code_hash: Vec<u8>,
    /// The place that the sender named.
    pub about: UnitId,
    /// The post that entered it on request.
    pub entered_by: Option<PostId>,
    /// The photos, kept already.
    pub photos: Vec<AttachmentId>,
    /// The day it came.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
}

/// A feedback that a code already opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its identity.
    pub id: FeedbackId,
    /// Its matter.
    pub matter: MatterId,
}

impl FromRow for Known {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { id: row.get("feedback_id")?, matter: row.get("matter_id")? })
    }
}

/// A feedback as an act loads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The domain's value.
    pub feedback: Feedback,
    /// Its matter.
    pub matter: MatterId,
    /// The decision so far.
    pub moderation: Moderation,
    /// The door it was guided to.
    pub sealed_as: Option<Door>,
    /// The place that the sender named.
    pub about: UnitId,
    /// Whether that place is a self-managed group, which was asked for help.
    pub is_of_group: bool,
}

impl FromRow for Loaded {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let kind: Kind = row.get("kind")?;
        let category: Category = row.get("category")?;
        let concerned: Option<Concerned> = row.get("concerned")?;
        Ok(Self {
            feedback: Feedback { kind, category, said: row.get("said")?, concerned },
            matter: row.get("matter_id")?,
            moderation: row.get("moderation")?,
            sealed_as: row.get("sealed_as")?,
            about: row.get("about_unit_id")?,
            is_of_group: row.get("is_of_group")?,
        })
    }
}

/// All that decides where a feedback goes, read at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What the code opens already: the form was sent twice.
    pub known: Option<Known>,
    /// Where the place lies; nothing where it does not exist that day.
    pub locality: Option<Locality>,
    /// Who answers such things there, by the commune's rule or everybody's.
    pub route: Option<Route>,
    /// Whether the place is or was a self-managed group.
    pub is_of_group: bool,
    /// Whether a reorganisation of the commune was adopted whose day is still to come.
    pub is_ahead: bool,
}

impl FromRow for Way {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let known: Option<FeedbackId> = row.get("feedback_id")?;
        let top: Option<UnitId> = row.get("top_id")?;
        let route: Option<PostId> = row.get("post_id")?;
        Ok(Self {
            known: known.map(|_| Known::from_row(row)).transpose()?,
            locality: match top {
                Some(top_id) => Some(Locality {
                    unit_id: row.get("unit_id")?,
                    commune_id: row.get("commune_id")?,
                    top_id,
                }),
                None => None,
            },
            route: route.map(|_| Route::from_row(row)).transpose()?,
            is_of_group: row.get("is_of_group")?,
            is_ahead: row.get("is_ahead")?,
        })
    }
}

/// Where a feedback about a place goes: one question, because what residents send waits for one another.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn way(
    tx: &mut Tx,
    (unit, category): (UnitId, Category),
    code_hash: &[u8],
    on: Day,
) -> Result<Way, Failure> {
    let values = vec![on.into(), unit.into(), category.into(), code_hash.to_vec().into()];
    tx.one(&sql::WAY, values).await
}

/// A feedback for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(tx: &mut Tx, id: FeedbackId) -> Result<Option<Loaded>, Failure> {
    tx.row(&sql::LOAD, vec![id.into()]).await
}

/// Stores a feedback with its photos.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, feedback: &Feedback, row: &NewRow) -> Result<(), Failure> {
    let is_restricted = feedback.category.is_restricted();
    let moderation = if is_restricted { Moderation::Private } else { Moderation::Waiting };
    let values = vec![
        row.id.into(),
        row.matter.into(),
        row.code_hash.clone().into(),
        feedback.kind.into(),
        feedback.category.into(),
        feedback.concerned.into(),
        feedback.said.as_str().into(),
        moderation.into(),
        row.about.into(),
        row.entered_by.into(),
        row.on.into(),
        row.at.into(),
    ];
    tx.later(&sql::ADD, values).await?;
    let photos = (1_i64..).zip(&row.photos);
    let photos = photos
        .map(|(number, photo)| vec![row.id.into(), number.into(), (*photo).into(), false.into()]);
    tx.bulk_later(&sql::ADD_PHOTO, photos.collect()).await
}

/// Keeps a moderator's decision: what everybody sees from now on, and one more line of its history.
/// The title of its matter says no more than the public text does.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn moderate(
    tx: &mut Tx,
    (id, loaded): (FeedbackId, &Loaded),
    (verdict, public_text): (&Verdict, &str),
    (post, on, at): (PostId, Day, i64),
) -> Result<(), Failure> {
    let decision = verdict.decision;
    tx.run(&sql::MODERATE, vec![id.into(), decision.into(), public_text.into()]).await?;
    tx.run(&sql::HIDE_PHOTOS, vec![id.into(), false.into()]).await?;
    for number in verdict.photos.iter().filter(|_| decision.is_public()) {
        tx.run(&sql::SHOW_PHOTO, vec![id.into(), (*number).into(), true.into()]).await?;
    }
    let shown = if decision.is_public() { public_text } else { &loaded.feedback.said };
    let clears = DefaultClears::of(loaded.feedback.category, loaded.is_of_group);
    let work = ledger::feedback::title(clears, shown);
    retitle(tx, loaded.matter, &work).await?;
    crate::matter::publish(tx, loaded.matter, decision.is_public()).await?;
    let (last,): (i64,) = tx.one(&sql::LAST_MODERATION, vec![id.into()]).await?;
    let values = vec![
        id.into(),
        (last + 1).into(),
        decision.into(),
        public_text.into(),
        post.into(),
        on.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_MODERATION, values).await.map(drop)
}

/// Seals the contents: the sender's words, those of the matter's history and of moderators move where
/// no statement reads them, and nobody else sees that there was anything.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn seal(
    tx: &mut Tx,
    (id, loaded): (FeedbackId, &Loaded),
    door: Door,
    at: i64,
) -> Result<(), Failure> {
    let matter = loaded.matter;
    let steps: Vec<(String,)> = tx.rows(&sql::STEPS_SAID, vec![matter.into()]).await?;
    let said: Vec<String> = std::iter::once(loaded.feedback.said.clone())
        .chain(steps.into_iter().map(|(said,)| said))
        .collect();
    let values = vec![id.into(), door.into(), said.join("\n\n").into(), at.into()];
    tx.run(&sql::ADD_SEALED, values).await?;
    tx.run(&sql::SEAL, vec![id.into(), door.into()]).await?;
    tx.run(&sql::HIDE_PHOTOS, vec![id.into(), false.into()]).await?;
    tx.run(&sql::BLANK_STEPS, vec![matter.into()]).await?;
    tx.run(&sql::BLANK_MODERATIONS, vec![id.into()]).await?;
    retitle(tx, matter, ledger::feedback::sealed_work()).await?;
    crate::matter::publish(tx, matter, false).await
}

async fn retitle(tx: &mut Tx, matter: MatterId, work: &str) -> Result<(), Failure> {
    let values = vec![matter.into(), work.into(), units::text::fold(work).into()];
    tx.run(&sql::RETITLE, values).await.map(drop)
}

/// Gathers a feedback into a difficulty: its matter is work on it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn gather(
    tx: &mut Tx,
    (id, matter): (FeedbackId, MatterId),
    difficulty: DifficultyId,
) -> Result<(), Failure> {
    tx.run(&sql::GATHER, vec![id.into(), difficulty.into()]).await?;
    tx.run(&sql::LINK, vec![matter.into(), difficulty.into()]).await.map(drop)
}
