//! What pages and acts read of indicators.

use serde::Serialize;
use units::indicator::{Indicator, ReportPeriod};
use units::{Day, IndicatorId, UnitId};

use super::{Stored, sql};
use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// The indicators that a reader sees; `above` are the places above the reader's own.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn indicators(
    reader: &Reader,
    scope: &Scope,
    above: &[UnitId],
) -> Result<Vec<Indicator>, Failure> {
    let rows: Vec<Stored> = reader.rows(&sql::LIST, sight(scope, above)).await?;
    Ok(rows.into_iter().map(|stored| stored.0).collect())
}

/// One indicator, where the reader sees it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn indicator(
    reader: &Reader,
    scope: &Scope,
    above: &[UnitId],
    id: IndicatorId,
) -> Result<Option<Indicator>, Failure> {
    let mut values = sight(scope, above);
    values.push(id.into());
    let found: Option<Stored> = reader.row(&sql::ONE, values).await?;
    Ok(found.map(|stored| stored.0))
}

fn sight(scope: &Scope, above: &[UnitId]) -> Vec<Value> {
    let [all, within] = crate::locality::sight(scope);
    vec![all, within, Value::list(above.iter().map(|unit| unit.0))]
}

/// A figure that was told: the last row of its cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The place.
    pub unit: UnitId,
    /// The period.
    pub period: ReportPeriod,
    /// Which row of the cell, from 1.
    pub number: i64,
    /// In thousandths.
    pub milli: i64,
}

impl FromRow for Cell {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit: row.get("unit_id")?,
            period: row.get("period")?,
            number: row.get("number")?,
            milli: row.get("value_milli")?,
        })
    }
}

/// Every row of an indicator, corrected ones too, in no order.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn cells(reader: &Reader, _scope: &Scope, id: IndicatorId) -> Result<Vec<Cell>, Failure> {
    reader.rows(&sql::CELLS, vec![id.into()]).await
}

/// What some places have told of a period, as (indicator, place, number of the row, thousandths).
///
/// # Errors
/// [`Failure`] of the database.
pub async fn told_of(
    ask: &mut impl Ask,
    units: &[UnitId],
    period: ReportPeriod,
) -> Result<Vec<(IndicatorId, UnitId, i64, i64)>, Failure> {
    let mut told = Vec::new();
    for portion in units.chunks(UNITS_ASKED) {
        let values = vec![Value::list(portion.iter().map(|unit| unit.0)), period.into()];
        told.extend(ask.ask::<Standing>(&sql::TOLD_OF, values).await?);
    }
    Ok(told
        .into_iter()
        .map(|Standing(id, unit, number, milli)| (id, unit, number, milli))
        .collect())
}

/// Places that one question is asked for: a list is no longer than a statement may be.
const UNITS_ASKED: usize = 4_000;

struct Standing(IndicatorId, UnitId, i64, i64);

impl FromRow for Standing {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let (id, unit) = (row.get("indicator_id")?, row.get("unit_id")?);
        Ok(Self(id, unit, row.get("number")?, row.get("value_milli")?))
    }
}

/// Which places have told which indicators of a period.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn told(
    reader: &Reader,
    _scope: &Scope,
    indicators: &[IndicatorId],
    period: ReportPeriod,
) -> Result<Vec<(IndicatorId, UnitId)>, Failure> {
    let values = vec![Value::list(indicators.iter().map(|id| id.0)), period.into()];
    reader.rows(&sql::TOLD, values).await
}

/// One telling of a figure, with who told it and why it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The period.
    pub period: ReportPeriod,
    /// Which row of the cell, from 1.
    pub number: i64,
    /// In thousandths.
    pub milli: i64,
    /// Why it differs from the one before; empty for a first one.
    pub why: String,
    /// Epoch milliseconds.
    pub told_at: i64,
    /// The post, with its name in English; nothing for the program itself.
    pub post: Option<(String, String)>,
    /// The file it stood in.
    pub file: Option<String>,
}

impl FromRow for Told {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let post: (Option<String>, Option<String>) = (row.get("post")?, row.get("post_en")?);
        Ok(Self {
            period: row.get("period")?,
            number: row.get("number")?,
            milli: row.get("value_milli")?,
            why: row.get("why")?,
            told_at: row.get("told_at")?,
            post: post.0.map(|name| (name, post.1.unwrap_or_default())),
            file: row.get("file")?,
        })
    }
}

/// Everything that was told of a place, latest first; nothing to a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn history(
    reader: &Reader,
    scope: &Scope,
    id: IndicatorId,
    unit: UnitId,
) -> Result<Vec<Told>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::HISTORY, vec![id.into(), unit.into()]).await
}

/// How often figures of an indicator were told: never a smaller number later.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn tellings(reader: &Reader, _scope: &Scope, id: IndicatorId) -> Result<i64, Failure> {
    let row: Option<(i64,)> = reader.row(&sql::MOVED, vec![id.into()]).await?;
    Ok(row.map_or(0, |(tellings,)| tellings))
}

/// The post that answers for each of some places, with its name in English; heads of khu phố before
/// others.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn heads(
    reader: &Reader,
    _scope: &Scope,
    units: &[UnitId],
    on: Day,
) -> Result<Vec<(UnitId, String, String)>, Failure> {
    let mut heads = Vec::new();
    for portion in units.chunks(UNITS_ASKED) {
        let values = vec![Value::list(portion.iter().map(|unit| unit.0)), on.into()];
        heads.extend(reader.rows::<(UnitId, String, String)>(&sql::HEADS, values).await?);
    }
    heads.dedup_by_key(|(unit, _, _)| *unit);
    Ok(heads)
}
