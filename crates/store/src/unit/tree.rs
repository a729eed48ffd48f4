//! The tree of units as of a day.

use units::{Day, Tier, UnitId};

use super::{Line, Named, sql};
use crate::{Failure, Reader, Scope, Value};

/// The units directly under `parent` on a day, or the outermost ones; in Vietnamese order, numbers
/// by value.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn children(
    reader: &Reader,
    _scope: &Scope,
    parent: Option<UnitId>,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    match parent {
        Some(parent) => reader.rows(&sql::CHILDREN, vec![at.into(), parent.into()]).await,
        None => reader.rows(&sql::TOPS, vec![at.into()]).await,
    }
}

/// The outermost units on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn outermost(reader: &Reader, _scope: &Scope, at: Day) -> Result<Vec<UnitId>, Failure> {
    let rows: Vec<(UnitId,)> = reader.rows(&sql::OUTERMOST, vec![at.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every unit of the commune level on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn communes(reader: &Reader, _scope: &Scope, at: Day) -> Result<Vec<Line>, Failure> {
    reader.rows(&sql::COMMUNES, vec![at.into()]).await
}

/// The names of every unit of the commune level on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn named_communes(
    reader: &Reader,
    _scope: &Scope,
    at: Day,
) -> Result<Vec<Named>, Failure> {
    reader.rows(&sql::NAMED_COMMUNES, vec![at.into()]).await
}

/// The units of the commune level that are run here on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn communes_run(
    reader: &Reader,
    _scope: &Scope,
    at: Day,
) -> Result<Vec<UnitId>, Failure> {
    let rows: Vec<(UnitId,)> = reader.rows(&sql::COMMUNES_RUN, vec![at.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The names of the units directly under one on a day, in the order of [`children`].
///
/// # Errors
/// [`Failure`] of the database.
pub async fn named_below(
    reader: &Reader,
    _scope: &Scope,
    parent: UnitId,
    at: Day,
) -> Result<Vec<Named>, Failure> {
    reader.rows(&sql::NAMED_BELOW, vec![at.into(), parent.into()]).await
}

/// The units of a tier in a commune on a day, at any depth.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn descendants(
    reader: &Reader,
    _scope: &Scope,
    commune: UnitId,
    at: Day,
    tier: Tier,
) -> Result<Vec<Line>, Failure> {
    reader.rows(&sql::DESCENDANTS, vec![at.into(), commune.into(), tier.into()]).await
}

/// One unit on a day, if it existed then.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Option<Line>, Failure> {
    reader.row(&sql::LINE, vec![at.into(), unit.into()]).await
}

/// Units named one by one, as of a day, in Vietnamese order; those that did not exist then are left out.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn lines(
    reader: &Reader,
    _scope: &Scope,
    units: &[UnitId],
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let list = Value::list(units.iter().map(|unit| unit.0));
    reader.rows(&sql::LINES, vec![at.into(), list]).await
}
