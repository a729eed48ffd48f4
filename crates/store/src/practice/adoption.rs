//! Practices at other places: lists, pages, writes, and how they follow their places.

use ledger::difficulty::Confirmation;
use ledger::follow::FollowedBy;
use ledger::practice::{Adoption, AnswerKind};
use ledger::{AdoptionId, DifficultyId, PracticeId};
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use super::{AdoptionLine, AdoptionPage, figure_before, sql};
use crate::locality::{Locality, sight};
use crate::{Failure, FromRow, Reader, Row, Scope, Tx, Value};

/// What a list of adoptions is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Only of this practice.
    pub practice: Option<PracticeId>,
    /// Only at this place.
    pub unit: Option<UnitId>,
    /// Only those that answer this difficulty.
    pub difficulty: Option<DifficultyId>,
}

/// Adoptions as of a day, newest first. Everybody sees trials and results; who was offered something,
/// declined or gave up is seen inside the place alone.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn adoptions(
    reader: &Reader,
    scope: &Scope,
    asked: Asked,
    at: Day,
) -> Result<Vec<AdoptionLine>, Failure> {
    let [all, within] = sight(scope);
    let values = vec![
        at.into(),
        asked.practice.into(),
        asked.unit.into(),
        asked.difficulty.into(),
        all,
        within,
    ];
    reader.rows(&sql::ADOPTIONS, values).await
}

/// What goes on in the reader's own places, what is due first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn going_on(
    reader: &Reader,
    scope: &Scope,
    at: Day,
) -> Result<Vec<AdoptionLine>, Failure> {
    let [_, within] = sight(scope);
    reader.rows(&sql::GOING_ON, vec![at.into(), within]).await
}

/// What waits for the posts of some places on a day, what is due first: offers to answer, results to
/// tell that are due by `until`, and results about which the people have not spoken. The places are
/// those of the reader's own posts, as `desk::authority` names them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn waiting(
    reader: &Reader,
    scope: &Scope,
    places: &[UnitId],
    (at, until): (Day, Day),
) -> Result<Vec<AdoptionLine>, Failure> {
    if scope.is_public() || places.is_empty() {
        return Ok(Vec::new());
    }
    let places = Value::list(places.iter().map(|unit| unit.0));
    let values = vec![at.into(), places.clone(), until.into()];
    let mut lines: Vec<AdoptionLine> = reader.rows(&sql::WAITING, values).await?;
    lines.extend(reader.rows::<AdoptionLine>(&sql::WAITING_BELOW, vec![at.into(), places]).await?);
    lines.sort_by_key(|line| (line.due_on.unwrap_or(line.offered_on), line.adoption_id));
    Ok(lines)
}

/// One adoption as of a day; nothing where the reader may not know of it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn adoption(
    reader: &Reader,
    scope: &Scope,
    id: AdoptionId,
    at: Day,
) -> Result<Option<AdoptionPage>, Failure> {
    let [all, within] = sight(scope);
    let values = vec![at.into(), id.into(), all, within];
    let line: Option<AdoptionLine> = reader.row(&sql::ADOPTION, values).await?;
    let Some(line) = line else { return Ok(None) };
    let Stored(adoption, revision) =
        reader.one(&sql::LOAD_ADOPTION, vec![at.into(), id.into()]).await?;
    let steps = reader.rows(&sql::ADOPTION_STEPS, vec![id.into(), at.into()]).await?;
    Ok(Some(AdoptionPage { line, revision, told_by: adoption.told_by, steps }))
}

struct Stored(Adoption, i64);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let after: Option<i64> = row.get("after_milli")?;
        let after_on: Option<Day> = row.get("after_on")?;
        let adoption = Adoption {
            id: row.get("adoption_id")?,
            practice: row.get("practice_id")?,
            unit: row.get("unit_id")?,
            difficulty: row.get("difficulty_id")?,
            why: row.get("why")?,
            offered_by: row.get("offered_by_id")?,
            state: row.get("state")?,
            begun_on: row.get("begun_on")?,
            due_on: row.get("due_on")?,
            before: figure_before(row)?,
            after: after.zip(after_on),
            told_by: row.get("told_by_id")?,
        };
        Ok(Self(adoption, row.get("revision")?))
    }
}

/// An adoption as it stands today with its revision, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load_adoption(
    tx: &mut Tx,
    id: AdoptionId,
    today: Day,
) -> Result<Option<(Adoption, i64)>, Failure> {
    let found: Option<Stored> = tx.row(&sql::LOAD_ADOPTION, vec![today.into(), id.into()]).await?;
    Ok(found.map(|Stored(adoption, revision)| (adoption, revision)))
}

/// How many other places have a result of a practice.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn with_result(tx: &mut Tx, id: PracticeId) -> Result<i64, Failure> {
    let (count,): (i64,) = tx.one(&sql::WITH_RESULT, vec![id.into()]).await?;
    Ok(count)
}

/// Whether a practice is offered to a place or tried there already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn has_open_at(
    tx: &mut Tx,
    (practice, unit): (PracticeId, UnitId),
    today: Day,
) -> Result<bool, Failure> {
    let values = vec![today.into(), practice.into(), unit.into()];
    let found: Vec<(AdoptionId,)> = tx.rows(&sql::OPEN_AT, values).await?;
    Ok(!found.is_empty())
}

/// Who did what to an adoption, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptionStep {
    /// What happened.
    pub kind: AnswerKind,
    /// The post; nothing for the program.
    pub post: Option<PostId>,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
    /// What was said.
    pub said: String,
    /// What the people said at a meeting.
    pub confirmation: Option<Confirmation>,
}

/// Stores an offer.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_adoption(
    tx: &mut Tx,
    adoption: &Adoption,
    locality: Locality,
    step: &AdoptionStep,
) -> Result<(), Failure> {
    let values = vec![
        adoption.id.into(),
        adoption.practice.into(),
        adoption.difficulty.into(),
        adoption.state.into(),
        adoption.is_public().into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        adoption.why.as_str().into(),
        adoption.offered_by.into(),
        step.on.into(),
    ];
    tx.run(&sql::ADD_ADOPTION, values).await?;
    let place = vec![
        adoption.id.into(),
        step.on.into(),
        locality.unit_id.into(),
        FollowedBy::Opened.into(),
        None::<Uuid>.into(),
    ];
    tx.run(&sql::ADD_PLACE, place).await?;
    add_step(tx, adoption.id, step, None).await
}

/// Keeps what an answer changed; false where the adoption has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep_adoption(
    tx: &mut Tx,
    adoption: &Adoption,
    revision: i64,
    step: &AdoptionStep,
) -> Result<bool, Failure> {
    let before = adoption.before.as_ref();
    let values = vec![
        adoption.id.into(),
        revision.into(),
        adoption.state.into(),
        adoption.is_public().into(),
        adoption.begun_on.into(),
        adoption.due_on.into(),
        before.map(|figure| figure.label.clone()).into(),
        before.map(|figure| figure.unit.clone()).into(),
        before.map(|figure| figure.value_milli).into(),
        before.map(|figure| figure.on).into(),
        adoption.after.map(|(milli, _)| milli).into(),
        adoption.after.map(|(_, on)| on).into(),
        adoption.told_by.into(),
    ];
    if tx.run(&sql::KEEP_ADOPTION, values).await? != 1 {
        return Ok(false);
    }
    add_step(tx, adoption.id, step, None).await?;
    Ok(true)
}

async fn add_step(
    tx: &mut Tx,
    id: AdoptionId,
    step: &AdoptionStep,
    reorganisation: Option<Uuid>,
) -> Result<(), Failure> {
    let said = step.confirmation.as_ref();
    let values = vec![
        id.into(),
        step.kind.into(),
        step.post.into(),
        step.on.into(),
        step.at.into(),
        step.said.as_str().into(),
        said.map(|said| said.minutes.clone()).into(),
        said.map(|said| said.held_on).into(),
        said.map(|said| i64::from(said.attending)).into(),
        said.map(|said| i64::from(said.agreed)).into(),
        reorganisation.into(),
    ];
    tx.run(&sql::ADD_ADOPTION_STEP, values).await.map(drop)
}

/// What goes on in places that change on a day: adoption and place.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn open_in_units(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
) -> Result<Vec<(AdoptionId, UnitId)>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    tx.rows(&sql::OPEN_IN_UNITS, vec![units, day.into()]).await
}

/// Lets an adoption lie elsewhere from a day on, with a step that shows from that day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn follow(
    tx: &mut Tx,
    (id, unit, by): (AdoptionId, UnitId, FollowedBy),
    (day, reorganisation, at): (Day, Uuid, i64),
) -> Result<(), Failure> {
    tx.run(&sql::END_PLACE, vec![id.into(), day.into(), reorganisation.into()]).await?;
    let place = vec![id.into(), day.into(), unit.into(), by.into(), Some(reorganisation).into()];
    tx.run(&sql::ADD_PLACE, place).await?;
    let step = AdoptionStep {
        kind: AnswerKind::Followed,
        post: None,
        on: day,
        at,
        said: by.as_str().to_owned(),
        confirmation: None,
    };
    add_step(tx, id, &step, Some(reorganisation)).await
}

/// Takes back where a reorganisation sent adoptions.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid) -> Result<(), Failure> {
    tx.run(&sql::DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&sql::REOPEN_PLACE, vec![by.into()]).await?;
    tx.run(&sql::DELETE_STEPS, vec![by.into()]).await.map(drop)
}
