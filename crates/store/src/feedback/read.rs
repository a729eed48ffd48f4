//! What pages read of feedback.

use ledger::{Category, DifficultyId, FeedbackId};
use units::{Day, UnitId};

use super::{Line, Moderated, Photo, Public, sql};
use crate::locality::sight;
use crate::unit::Ask;
use crate::{Failure, Reader, Scope, Value};

/// Which public feedback a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// In which commune with everything below it, or in which khu phố; everywhere without one.
    pub unit: Option<UnitId>,
    /// About what.
    pub category: Option<Category>,
    /// Only what came before this instant, epoch milliseconds.
    pub before: i64,
    /// How many.
    pub most: i64,
}

/// What everybody sees, latest first, as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn public(
    reader: &Reader,
    _scope: &Scope,
    asked: Asked,
    at: Day,
) -> Result<Vec<Public>, Failure> {
    let Asked { unit, category, before, most } = asked;
    let mut values = vec![at.into(), category.into(), before.into(), most.into()];
    let Some(unit) = unit else { return reader.rows(&sql::PUBLIC, values).await };
    values.push(unit.into());
    reader.rows(&sql::PUBLIC_OF, values).await
}

/// One public feedback as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn public_one(
    reader: &Reader,
    _scope: &Scope,
    id: FeedbackId,
    at: Day,
) -> Result<Option<Public>, Failure> {
    reader.row(&sql::PUBLIC_ONE, vec![at.into(), id.into()]).await
}

/// Public feedback about the same field in the same place since a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn alike(
    reader: &Reader,
    _scope: &Scope,
    (unit, category): (UnitId, Category),
    (since, at): (Day, Day),
) -> Result<Vec<Public>, Failure> {
    let values = vec![at.into(), unit.into(), category.into(), since.into()];
    reader.rows(&sql::ALIKE_PUBLIC, values).await
}

/// The public feedback that a difficulty was gathered from.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_difficulty(
    reader: &Reader,
    _scope: &Scope,
    id: DifficultyId,
    at: Day,
) -> Result<Vec<Public>, Failure> {
    reader.rows(&sql::OF_DIFFICULTY, vec![at.into(), id.into()]).await
}

/// One feedback with the sender's words, for the inside of its place.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn one(
    reader: &Reader,
    scope: &Scope,
    id: FeedbackId,
    at: Day,
) -> Result<Option<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.row(&sql::ONE, vec![at.into(), id.into(), all, within]).await
}

/// Several, oldest first; those outside the reader's places are left out.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn among(
    reader: &Reader,
    scope: &Scope,
    ids: &[FeedbackId],
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    let ids = Value::list(ids.iter().map(|id| id.0));
    reader.rows(&sql::AMONG, vec![at.into(), ids, all, within]).await
}

/// The feedback that a code opens, by the code's hash. Only the program itself asks: whoever holds
/// the code needs no place.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn by_code(
    reader: &Reader,
    scope: &Scope,
    hash: &[u8],
    at: Day,
) -> Result<Option<Line>, Failure> {
    if !scope.is_system() {
        return Ok(None);
    }
    reader.row(&sql::BY_CODE, vec![at.into(), hash.to_vec().into()]).await
}

/// What waits for a moderator in the reader's places, longest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn waiting(reader: &Reader, scope: &Scope, at: Day) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::WAITING, vec![at.into(), all, within]).await
}

/// What is owed in the reader's places: what nobody has passed on first, then by due day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn open(reader: &Reader, scope: &Scope, at: Day) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::OPEN, vec![at.into(), all, within]).await
}

/// What a self-managed group was asked for through its page, what is owed first; for readers inside the
/// group.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn asked_of(
    reader: &Reader,
    scope: &Scope,
    group: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::ASKED_OF, vec![at.into(), group.into(), all, within]).await
}

/// What is owed about the same field in the same place since a day, without the one itself.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn alike_inside(
    reader: &Reader,
    scope: &Scope,
    line: &Line,
    (since, at): (Day, Day),
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    let values = vec![
        at.into(),
        line.about_unit_id.into(),
        line.category.into(),
        since.into(),
        line.feedback_id.into(),
        all,
        within,
    ];
    reader.rows(&sql::ALIKE_INSIDE, values).await
}

/// The photos of a feedback; a visitor gets those that a moderator let through.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn photos(reader: &Reader, scope: &Scope, id: FeedbackId) -> Result<Vec<Photo>, Failure> {
    let mut photos: Vec<Photo> = reader.rows(&sql::PHOTOS, vec![id.into()]).await?;
    photos.retain(|photo| photo.is_public || !scope.is_public());
    Ok(photos)
}

/// What moderators decided, oldest first; visitors see none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn moderations(
    reader: &Reader,
    scope: &Scope,
    id: FeedbackId,
) -> Result<Vec<Moderated>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::MODERATIONS, vec![id.into()]).await
}

/// The communes of a day by name, without counting anybody.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn communes(
    ask: &mut impl Ask,
    _scope: &Scope,
    at: Day,
) -> Result<Vec<(UnitId, String)>, Failure> {
    ask.ask(&sql::COMMUNES, vec![at.into()]).await
}

/// The khu phố, ấp of a commune on a day by name, without counting anybody.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn places(
    ask: &mut impl Ask,
    _scope: &Scope,
    commune: UnitId,
    at: Day,
) -> Result<Vec<(UnitId, String)>, Failure> {
    ask.ask(&sql::PLACES, vec![at.into(), commune.into()]).await
}
