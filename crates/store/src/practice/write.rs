//! What acts write of practices.

use ledger::practice::{Content, Noted, Practice, Stage, Wording};
use ledger::{AdoptionId, PracticeId};
use units::{Day, PostId};
use uuid::Uuid;

use super::sql;
use crate::locality::Locality;
use crate::{Failure, Tx};

/// Who took a step of a practice, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// The stage after it.
    pub stage: Stage,
    /// The post.
    pub post: Option<PostId>,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
    /// What was said and by which document.
    pub noted: Noted,
}

/// Thanks to the authors of a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewThanks {
    /// Its identity.
    pub id: Uuid,
    /// The practice.
    pub practice: PracticeId,
    /// The adoption out of which it is said.
    pub adoption: Option<AdoptionId>,
    /// The post that thanks.
    pub from: PostId,
    /// The author's post; nothing where another city gave the practice.
    pub to: Option<PostId>,
    /// The words.
    pub said: String,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
}

/// Stores a practice as registered or given. `received` is where it counts as belonging: its own
/// place, or the place whose office took it in.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    practice: &Practice,
    received: Option<Locality>,
    step: &NewStep,
) -> Result<(), Failure> {
    let (content, origin) = (&practice.content, practice.origin.as_ref());
    let traits = practice.traits.as_ref();
    let (grams, search_fold) = words(practice);
    let values = vec![
        practice.id.into(),
        content.category.into(),
        content.enrolled.map(|enrolled| enrolled.campaign).into(),
        content.enrolled.and_then(|enrolled| enrolled.field).into(),
        practice.stage.into(),
        practice.unit.into(),
        received.and_then(|locality| locality.commune_id).into(),
        received.map(|locality| locality.top_id).into(),
        traits.map(|traits| traits.kind).into(),
        traits.map(|traits| i64::from(traits.households)).into(),
        traits.map(|traits| i64::from(traits.apartments_permille)).into(),
        step.on.into(),
        step.at.into(),
        practice.begun_on.into(),
        practice.author.into(),
        practice.ask.into(),
        origin.map(|origin| origin.id).into(),
        origin.map(|origin| origin.city.clone()).into(),
        origin.map(|origin| origin.ask.clone()).into(),
        origin.map(|origin| origin.stage).into(),
        origin.map(|origin| origin.given_on).into(),
        content.cost_vnd.into(),
        practice.place.as_str().into(),
        content.title.as_str().into(),
        grams.into(),
        content.problem.as_str().into(),
        content.content.as_str().into(),
        content.method.as_str().into(),
        content.resources.as_str().into(),
        content.participation.as_str().into(),
        content.conditions.as_str().into(),
        search_fold.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    add_figures(tx, (&sql::ADD_FIGURE, practice.id.0), content).await?;
    add_step(tx, practice.id, step).await
}

/// The words by which a practice is found: packed grams of what it solved, and all of it folded.
fn words(practice: &Practice) -> (Vec<u8>, String) {
    let content = &practice.content;
    let all = [
        &content.title,
        &content.problem,
        &content.content,
        &content.method,
        &content.resources,
        &content.participation,
        &content.conditions,
        &practice.place,
    ];
    let grams = ledger::likeness::pack(&ledger::likeness::grams(&content.sought()));
    (grams, units::text::fold(&all.map(String::as_str).join(" ")))
}

/// The figures of a practice, or of an earlier wording of one.
async fn add_figures(
    tx: &mut Tx,
    (statement, of): (&'static crate::Statement, Uuid),
    content: &Content,
) -> Result<(), Failure> {
    for (number, measure) in (1_i64..).zip(&content.measures) {
        let values = vec![
            of.into(),
            number.into(),
            measure.label.as_str().into(),
            measure.unit.as_str().into(),
            measure.before_milli.into(),
            measure.before_on.into(),
            measure.after.map(|(milli, _)| milli).into(),
            measure.after.map(|(_, on)| on).into(),
        ];
        tx.run(statement, values).await?;
    }
    Ok(())
}

/// Who corrected a practice, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWording {
    /// Its identity, made when the form was shown.
    pub id: Uuid,
    /// The wording until now.
    pub wording: Wording,
    /// The post that corrected it.
    pub post: PostId,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
}

/// Whether a correction is kept, so that a form sent twice is one correction.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn is_corrected(tx: &mut Tx, id: Uuid) -> Result<bool, Failure> {
    let known: Vec<(PracticeId,)> = tx.rows(&sql::KNOWS_WORDING, vec![id.into()]).await?;
    Ok(!known.is_empty())
}

/// Keeps what a practice says from now on, with the wording until now; false where the practice has
/// moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn correct(
    tx: &mut Tx,
    practice: &Practice,
    revision: i64,
    replaced: &NewWording,
) -> Result<bool, Failure> {
    let (grams, search_fold) = words(practice);
    let mut values: Vec<crate::Value> = vec![practice.id.into(), revision.into()];
    values.extend(wording_cells(&practice.content, practice.ask));
    values.extend([grams.into(), search_fold.into()]);
    if tx.run(&sql::CORRECT, values).await? != 1 {
        return Ok(false);
    }
    tx.run(&sql::DROP_FIGURES, vec![practice.id.into()]).await?;
    add_figures(tx, (&sql::ADD_FIGURE, practice.id.0), &practice.content).await?;
    let wording = &replaced.wording;
    let mut values: Vec<crate::Value> = vec![
        replaced.id.into(),
        practice.id.into(),
        wording.stage.into(),
        replaced.post.into(),
        replaced.on.into(),
        replaced.at.into(),
        wording.why.as_str().into(),
    ];
    values.extend(wording_cells(&wording.content, wording.ask));
    tx.run(&sql::ADD_WORDING, values).await?;
    add_figures(tx, (&sql::ADD_WORDING_FIGURE, replaced.id), &wording.content).await?;
    Ok(true)
}

/// What a practice says, beside its figures, in the order in which both tables are asked for it.
fn wording_cells(content: &Content, ask: Option<PostId>) -> [crate::Value; 12] {
    [
        content.category.into(),
        content.enrolled.map(|enrolled| enrolled.campaign).into(),
        content.enrolled.and_then(|enrolled| enrolled.field).into(),
        ask.into(),
        content.cost_vnd.into(),
        content.title.as_str().into(),
        content.problem.as_str().into(),
        content.content.as_str().into(),
        content.method.as_str().into(),
        content.resources.as_str().into(),
        content.participation.as_str().into(),
        content.conditions.as_str().into(),
    ]
}

/// Keeps what a step changed; false where the practice has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep(
    tx: &mut Tx,
    practice: &Practice,
    revision: i64,
    step: &NewStep,
) -> Result<bool, Failure> {
    let values =
        vec![practice.id.into(), revision.into(), practice.stage.into(), practice.begun_on.into()];
    if tx.run(&sql::KEEP, values).await? != 1 {
        return Ok(false);
    }
    for (number, measure) in (1_i64..).zip(&practice.content.measures) {
        let after = measure.after;
        let values = vec![
            practice.id.into(),
            number.into(),
            after.map(|(milli, _)| milli).into(),
            after.map(|(_, on)| on).into(),
        ];
        tx.run(&sql::KEEP_FIGURE, values).await?;
    }
    add_step(tx, practice.id, step).await?;
    Ok(true)
}

async fn add_step(tx: &mut Tx, id: PracticeId, step: &NewStep) -> Result<(), Failure> {
    let document = step.noted.document.as_ref();
    let values = vec![
        id.into(),
        step.stage.into(),
        step.post.into(),
        step.on.into(),
        step.at.into(),
        step.noted.said.as_str().into(),
        document.map(|(number, _)| number.clone()).into(),
        document.map(|(_, on)| *on).into(),
    ];
    tx.run(&sql::ADD_STEP, values).await.map(drop)
}

/// The practice here that came from another city's practice, or is that practice itself.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn by_origin(
    ask: &mut impl crate::unit::Ask,
    origin: Uuid,
) -> Result<Option<PracticeId>, Failure> {
    let found: Vec<(PracticeId,)> = ask.ask(&sql::BY_ORIGIN, vec![origin.into()]).await?;
    Ok(found.first().map(|(id,)| *id))
}

/// Keeps thanks; the same sent twice are kept once.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_thanks(tx: &mut Tx, thanks: &NewThanks) -> Result<(), Failure> {
    let known: Vec<(PracticeId,)> = tx.rows(&sql::KNOWS_THANKS, vec![thanks.id.into()]).await?;
    if !known.is_empty() {
        return Ok(());
    }
    let values = vec![
        thanks.id.into(),
        thanks.practice.into(),
        thanks.adoption.into(),
        thanks.from.into(),
        thanks.to.into(),
        thanks.said.as_str().into(),
        thanks.on.into(),
        thanks.at.into(),
    ];
    tx.run(&sql::ADD_THANKS, values).await.map(drop)
}
