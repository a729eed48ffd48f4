//! Difficulties: lists, pages, what lies near one in words, and their writes.

mod sql;

use ledger::difficulty::{Confirmation, Difficulty, Figure, State, StepKind};
use ledger::follow::FollowedBy;
use ledger::{Category, DifficultyId};
use serde::Serialize;
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use crate::locality::{Locality, sight};
use crate::{Failure, FromRow, Reader, Row, Scope, Tx, Value};

pub use sql::STATEMENTS;

/// A difficulty in a list, with its place of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub difficulty_id: DifficultyId,
    /// What it is about.
    pub category: Category,
    /// One line.
    pub title: String,
    /// Since when.
    pub since_on: Day,
    /// How far it has come.
    pub state: State,
    /// Whether the place says that it is overcome and the people have not confirmed it yet.
    pub is_claimed: bool,
    /// When it was overcome.
    pub overcome_on: Option<Day>,
    /// Where it lies.
    pub unit_id: UnitId,
    /// The name of the place on the day.
    pub unit: Option<String>,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// The name of the commune on the day.
    pub commune: Option<String>,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let claimed: Option<PostId> = row.get("claimed_by_id")?;
        let state = row.get("state")?;
        Ok(Self {
            difficulty_id: row.get("difficulty_id")?,
            category: row.get("category")?,
            title: row.get("title")?,
            since_on: row.get("since_on")?,
            is_claimed: claimed.is_some() && state == State::Working,
            state,
            overcome_on: row.get("overcome_on")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            commune_id: row.get("commune_id")?,
            commune: row.get("commune")?,
        })
    }
}

/// Everything a difficulty's page shows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// The domain's value.
    pub difficulty: Difficulty,
    /// The visit, conference or feedback that told of it.
    pub told_by_id: Option<Uuid>,
    /// The revision that an act speaks of.
    pub revision: i64,
    /// The history, oldest first.
    pub steps: Vec<StepRow>,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// What happened.
    pub kind: StepKind,
    /// The post that did it.
    pub post: Option<String>,
    /// Its name in English.
    pub post_en: Option<String>,
    /// The day.
    pub on: Day,
    /// The state after it.
    pub state: State,
    /// What was said.
    pub said: String,
    /// Number of the minutes.
    pub minutes: Option<String>,
    /// Households present.
    pub attending: Option<i64>,
    /// Households that agreed.
    pub agreed: Option<i64>,
}

impl FromRow for StepRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            kind: row.get("kind")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            on: row.get("happened_on")?,
            state: row.get("state")?,
            said: row.get("said")?,
            minutes: row.get("minutes")?,
            attending: row.get("attending")?,
            agreed: row.get("agreed")?,
        })
    }
}

/// A difficulty's words, for finding those alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its identity.
    pub difficulty_id: DifficultyId,
    /// What it is about.
    pub category: Category,
    /// The syllable bigrams, as [`ledger::likeness`] packs them.
    pub grams: Vec<u8>,
    /// The number of the change that brought them; 0 for what is older than such numbers.
    pub change_no: i64,
}

impl FromRow for Words {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            difficulty_id: row.get("difficulty_id")?,
            category: row.get("category")?,
            grams: row.get("grams")?,
            change_no: row.get("change_no")?,
        })
    }
}

struct Stored(Difficulty, i64, Option<Uuid>);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let claimed: Option<PostId> = row.get("claimed_by_id")?;
        let label: Option<String> = row.get("figure_label")?;
        let figure = figure(row, label.clone(), ["figure_milli", "figure_measure", "figure_on"])?;
        let after = figure_after(row, label)?;
        Ok(Self(
            Difficulty {
                id: row.get("difficulty_id")?,
                unit: row.get("unit_id")?,
                category: row.get("category")?,
                title: row.get("title")?,
                text: row.get("said")?,
                since_on: row.get("since_on")?,
                told_by: row.get("told_by")?,
                tried: row.get("tried")?,
                figure,
                state: row.get("state")?,
                claim: claimed.zip(after),
            },
            row.get("revision")?,
            row.get("told_by_id")?,
        ))
    }
}

fn figure_after(row: &Row, label: Option<String>) -> Result<Option<Figure>, Failure> {
    let own: Option<String> = row.get("after_label")?;
    figure(row, own.or(label), ["after_milli", "after_measure", "after_on"])
}

fn figure(
    row: &Row,
    label: Option<String>,
    [value, measure, on]: [&str; 3],
) -> Result<Option<Figure>, Failure> {
    let value: Option<i64> = row.get(value)?;
    let measure: Option<String> = row.get(measure)?;
    let on: Option<Day> = row.get(on)?;
    Ok(label.zip(value).zip(measure.zip(on)).map(|((label, value_milli), (unit, on))| Figure {
        label,
        value_milli,
        unit,
        on,
    }))
}

/// What a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Only of this place or what lies below it.
    pub within: Option<UnitId>,
    /// Only of this field.
    pub category: Option<Category>,
    /// Only in this state.
    pub state: Option<State>,
}

/// The difficulties of a day: what is not overcome first, the longest first; then what was overcome,
/// the latest first. Every difficulty of a place is public.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    _scope: &Scope,
    asked: Asked,
    at: Day,
    most: i64,
) -> Result<Vec<Line>, Failure> {
    let mut values = vec![at.into(), asked.within.into(), asked.category.into()];
    let statement = match asked.state {
        Some(State::Overcome) => &sql::OVERCOME,
        state => {
            values.push(state.into());
            &sql::LIST
        }
    };
    values.push(most.into());
    reader.rows(statement, values).await
}

/// A difficulty whose whole way can be shown, from heard to overcome by a practice and a promise;
/// the latest, one heard on a visit or at a conference first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn whole(reader: &Reader, _scope: &Scope, at: Day) -> Result<Option<Line>, Failure> {
    reader.row(&sql::WHOLE, vec![at.into()]).await
}

/// Some difficulties in the order of the list handed in.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn among(
    reader: &Reader,
    _scope: &Scope,
    ids: &[DifficultyId],
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let rows: Vec<Line> =
        reader.rows(&sql::AMONG, vec![at.into(), Value::list(ids.iter().map(|id| id.0))]).await?;
    let place = |id: DifficultyId| rows.iter().find(|row| row.difficulty_id == id).cloned();
    Ok(ids.iter().filter_map(|id| place(*id)).collect())
}

/// One difficulty as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: DifficultyId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let Some(line) = among(reader, scope, &[id], at).await?.pop() else { return Ok(None) };
    let Stored(difficulty, revision, told_by_id) =
        reader.one(&sql::LOAD, vec![at.into(), id.into()]).await?;
    let steps = reader.rows(&sql::STEPS, vec![id.into(), at.into()]).await?;
    Ok(Some(Page { line, difficulty, told_by_id, revision, steps }))
}

/// The words of the difficulties raised after a change, of all with a negative number, in no order.
/// Words never change and no difficulty goes away.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn words_since(
    reader: &Reader,
    _scope: &Scope,
    change_no: i64,
) -> Result<Vec<Words>, Failure> {
    reader.rows(&sql::WORDS_SINCE, vec![change_no.into()]).await
}

/// Difficulties by commune and state within the reader's sight.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn counts(
    reader: &Reader,
    scope: &Scope,
) -> Result<Vec<(Option<UnitId>, State, i64)>, Failure> {
    let [all, within] = sight(scope);
    let is_public = scope.is_public();
    reader.rows(&sql::COUNTS, vec![all, within, is_public.into()]).await
}

/// A difficulty as it stands today with its revision and place, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(
    tx: &mut Tx,
    id: DifficultyId,
    today: Day,
) -> Result<Option<(Difficulty, i64)>, Failure> {
    let found: Option<Stored> = tx.row(&sql::LOAD, vec![today.into(), id.into()]).await?;
    Ok(found.map(|Stored(difficulty, revision, _)| (difficulty, revision)))
}

/// Who did what to a difficulty, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    /// What happened.
    pub kind: StepKind,
    /// The post; nothing for the program.
    pub post: Option<PostId>,
    /// The day.
    pub on: Day,
    /// Epoch milliseconds.
    pub at: i64,
    /// What was said.
    pub said: String,
    /// What the people concerned said.
    pub confirmation: Option<Confirmation>,
}

/// Stores a difficulty as raised; `told_by_id` is the visit, conference or feedback it came from.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    (difficulty, told_by_id): (&Difficulty, Option<Uuid>),
    (locality, grams): (Locality, Vec<u8>),
    step: &NewStep,
) -> Result<(), Failure> {
    let figure = difficulty.figure.as_ref();
    let values = vec![
        difficulty.id.into(),
        difficulty.category.into(),
        difficulty.title.as_str().into(),
        difficulty.text.as_str().into(),
        units::text::fold(&format!("{} {}", difficulty.title, difficulty.text)).into(),
        grams.into(),
        difficulty.since_on.into(),
        difficulty.told_by.into(),
        told_by_id.into(),
        difficulty.tried.as_str().into(),
        figure.map(|figure| figure.label.clone()).into(),
        figure.map(|figure| figure.value_milli).into(),
        figure.map(|figure| figure.unit.clone()).into(),
        figure.map(|figure| figure.on).into(),
        difficulty.state.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        step.at.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    let place = vec![
        difficulty.id.into(),
        step.on.into(),
        locality.unit_id.into(),
        FollowedBy::Opened.into(),
        None::<Uuid>.into(),
    ];
    tx.run(&sql::ADD_PLACE, place).await?;
    add_step(tx, difficulty, step, None).await
}

/// Keeps what an act changed, with its step; false where it has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep(
    tx: &mut Tx,
    difficulty: &Difficulty,
    revision: i64,
    step: &NewStep,
) -> Result<bool, Failure> {
    let claim = difficulty.claim.as_ref();
    let overcome_on = (difficulty.state == State::Overcome).then_some(step.on);
    let values = vec![
        difficulty.id.into(),
        revision.into(),
        difficulty.state.into(),
        claim.map(|(post, _)| *post).into(),
        claim.map(|(_, after)| after.label.clone()).into(),
        claim.map(|(_, after)| after.value_milli).into(),
        claim.map(|(_, after)| after.unit.clone()).into(),
        claim.map(|(_, after)| after.on).into(),
        overcome_on.into(),
        difficulty.tried.as_str().into(),
    ];
    if tx.run(&sql::KEEP, values).await? != 1 {
        return Ok(false);
    }
    add_step(tx, difficulty, step, None).await?;
    Ok(true)
}

async fn add_step(
    tx: &mut Tx,
    difficulty: &Difficulty,
    step: &NewStep,
    reorganisation: Option<Uuid>,
) -> Result<(), Failure> {
    let (last,): (i64,) = tx.one(&sql::LAST_STEP, vec![difficulty.id.into()]).await?;
    let said = step.confirmation.as_ref();
    let values = vec![
        difficulty.id.into(),
        (last + 1).into(),
        step.kind.into(),
        step.post.into(),
        step.on.into(),
        step.at.into(),
        difficulty.state.into(),
        step.said.as_str().into(),
        said.map(|said| said.minutes.clone()).into(),
        said.map(|said| i64::from(said.attending)).into(),
        said.map(|said| i64::from(said.agreed)).into(),
        reorganisation.into(),
    ];
    tx.run(&sql::ADD_STEP, values).await.map(drop)
}

/// The difficulties not yet overcome of places that end on a day: difficulty and place.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn open_in_units(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
) -> Result<Vec<(DifficultyId, UnitId)>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    tx.rows(&sql::OPEN_IN_UNITS, vec![units, day.into()]).await
}

/// Lets a difficulty lie elsewhere from a day on, with a step that shows from that day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn follow(
    tx: &mut Tx,
    (id, unit, by): (DifficultyId, UnitId, FollowedBy),
    (day, reorganisation, at): (Day, Uuid, i64),
) -> Result<(), Failure> {
    let Some((difficulty, _)) = load(tx, id, day.previous()).await? else { return Ok(()) };
    tx.run(&sql::END_PLACE, vec![id.into(), day.into(), reorganisation.into()]).await?;
    let place = vec![id.into(), day.into(), unit.into(), by.into(), Some(reorganisation).into()];
    tx.run(&sql::ADD_PLACE, place).await?;
    let step = NewStep {
        kind: StepKind::Followed,
        post: None,
        on: day,
        at,
        said: by.as_str().to_owned(),
        confirmation: None,
    };
    add_step(tx, &difficulty, &step, Some(reorganisation)).await
}

/// Takes back where a reorganisation sent difficulties.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid) -> Result<(), Failure> {
    tx.run(&sql::DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&sql::REOPEN_PLACE, vec![by.into()]).await?;
    tx.run(&sql::DELETE_STEPS, vec![by.into()]).await.map(drop)
}
