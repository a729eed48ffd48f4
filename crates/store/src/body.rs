//! Bodies: the one notion of who owes answers beside the places. A body has a dated life; a name that it
//! had before is a row, and so is one that it will have; what took over from it is a succession. Posts
//! belong to a body.

mod left;
mod sql;
mod write;

use std::collections::BTreeMap;

use ledger::{BodyId, BodyKind};
use serde::Serialize;
use units::{Coverage, Day, Kind, Period, UnitId};
use uuid::Uuid;

use crate::unit::{Ask, period};
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

pub use left::{Gone, Left, OldName, around, left, left_count, left_units, old_names};
pub use sql::STATEMENTS;
pub(crate) use sql::name_on;
pub use write::{add, end, forget_rename, rename, succeed, take_back};

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its identity.
    pub body_id: BodyId,
    /// What it is.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// Its territory; nothing for a body without one.
    pub unit_id: Option<UnitId>,
    /// The body above it.
    pub parent_id: Option<BodyId>,
}

/// A body with its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// The body.
    pub body: Body,
    /// When it exists.
    pub valid: Period,
}

/// A body in a list, with its unit and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The body, as it is called on the day that was asked for.
    pub body: Body,
    /// The name and kind of its unit, of the unit's latest days.
    pub unit: Option<(String, Kind)>,
    /// First day on which its unit no longer is.
    pub unit_ended: Option<Day>,
    /// The name of the body above it.
    pub parent: Option<String>,
    /// When it exists.
    pub valid: Period,
    /// The act that made it; may be empty.
    pub legal_document: String,
    /// The act that ended it; may be empty.
    pub ended_document: String,
    /// How many posts it has had.
    pub posts: i64,
}

/// A name that a body had until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// First day of the next name.
    pub effective_on: Day,
    /// The name before.
    pub old_name: String,
    /// The name before, in English.
    pub old_name_en: String,
    /// The act that gave the next name.
    pub legal_document: String,
}

/// A body that took over from another, or from which another took over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Succession {
    /// The other body.
    pub body_id: BodyId,
    /// Its name on the day that was asked for.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The day.
    pub effective_on: Day,
    /// Whether all of it, or a part.
    pub coverage: Coverage,
    /// The act; may be empty.
    pub legal_document: String,
}

/// A body's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The body, as it is called on the day that was asked for.
    pub line: Line,
    /// Its last name, in Vietnamese and English: that may be one that it has from a day ahead.
    pub last_name: (String, String),
    /// Its names before the last, the latest first.
    pub renames: Vec<Renamed>,
    /// What it took over.
    pub taken_over: Vec<Succession>,
    /// What took over from it.
    pub passed_on: Vec<Succession>,
}

impl FromRow for Body {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            body_id: row.get("body_id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            unit_id: row.get("unit_id")?,
            parent_id: row.get("parent_id")?,
        })
    }
}

impl FromRow for Dated {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { body: Body::from_row(row)?, valid: period(row)? })
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let unit: (Option<String>, Option<Kind>) = (row.get("unit")?, row.get("unit_kind")?);
        Ok(Self {
            body: Body::from_row(row)?,
            unit: unit.0.zip(unit.1),
            unit_ended: row.get("unit_ended")?,
            parent: row.get("parent")?,
            valid: period(row)?,
            legal_document: row.get("legal_document")?,
            ended_document: row.get("ended_document")?,
            posts: row.get("posts")?,
        })
    }
}

impl FromRow for Renamed {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            effective_on: row.get("effective_on")?,
            old_name: row.get("old_name")?,
            old_name_en: row.get("old_name_en")?,
            legal_document: row.get("legal_document")?,
        })
    }
}

impl FromRow for Succession {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            body_id: row.get("body_id")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            effective_on: row.get("effective_on")?,
            coverage: row.get("coverage")?,
            legal_document: row.get("legal_document")?,
        })
    }
}

impl Page {
    /// What it was called on a day, in Vietnamese and English.
    #[must_use]
    pub fn name_on(&self, day: Day) -> (&str, &str) {
        let later = self.renames.iter().rev().find(|renamed| renamed.effective_on > day);
        later.map_or((&self.last_name.0, &self.last_name.1), |renamed| {
            (&renamed.old_name, &renamed.old_name_en)
        })
    }
}

/// Every body of a day, by name.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(reader: &Reader, _scope: &Scope, on: Day) -> Result<Vec<Body>, Failure> {
    reader.rows(&sql::LIST, vec![on.into()]).await
}

/// Every body that a unit has, had and will have, in order of days, as they are called on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(ask: &mut impl Ask, unit: UnitId, on: Day) -> Result<Vec<Line>, Failure> {
    ask.ask(&sql::OF_UNIT, vec![unit.into(), on.into()]).await
}

/// The bodies without territory that there are, were and will be, in order of days, as they are called on a
/// day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn without_unit(reader: &Reader, _scope: &Scope, on: Day) -> Result<Vec<Line>, Failure> {
    reader.rows(&sql::WITHOUT_UNIT, vec![on.into()]).await
}

/// A body's page with the names of a day; nothing for an unknown one.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(ask: &mut impl Ask, id: BodyId, on: Day) -> Result<Option<Page>, Failure> {
    let values = || vec![id.into(), on.into()];
    let Some(line) = ask.ask(&sql::ONE, values()).await?.pop() else { return Ok(None) };
    let last_name = ask.ask(&sql::LAST_NAME, vec![id.into()]).await?.pop().unwrap_or_default();
    let renames = ask.ask(&sql::RENAMES, vec![id.into()]).await?;
    let taken_over = ask.ask(&sql::TAKEN_OVER, values()).await?;
    let passed_on = ask.ask(&sql::PASSED_ON, values()).await?;
    Ok(Some(Page { line, last_name, renames, taken_over, passed_on }))
}

/// The bodies of some units that stand on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn standing(ask: &mut impl Ask, units: &[UnitId], on: Day) -> Result<Vec<Body>, Failure> {
    ask.ask(&sql::STANDING, vec![Value::list(units.iter().map(|unit| unit.0)), on.into()]).await
}

/// The bodies of some units that stand on a day or begin after it, in order of days: a body that begins
/// then and has no end yet would exist at the same time as each of them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn since(ask: &mut impl Ask, units: &[UnitId], on: Day) -> Result<Vec<Dated>, Failure> {
    ask.ask(&sql::SINCE, vec![Value::list(units.iter().map(|unit| unit.0)), on.into()]).await
}

/// How many bodies stand in each of some units on a day; units without any are left out.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn counts(
    ask: &mut impl Ask,
    units: &[UnitId],
    on: Day,
) -> Result<BTreeMap<UnitId, i64>, Failure> {
    let values = vec![Value::list(units.iter().map(|unit| unit.0)), on.into()];
    let rows: Vec<(UnitId, i64)> = ask.ask(&sql::COUNTS, values).await?;
    Ok(rows.into_iter().collect())
}

/// By which reorganisation a unit has the name that it has from a day on, if by one.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn named_by(ask: &mut impl Ask, unit: UnitId, on: Day) -> Result<Option<Uuid>, Failure> {
    let rows: Vec<(Option<Uuid>,)> = ask.ask(&sql::NAMED_BY, vec![unit.into(), on.into()]).await?;
    Ok(rows.into_iter().find_map(|(by,)| by))
}
