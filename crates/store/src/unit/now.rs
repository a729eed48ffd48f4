//! What a decision needs of the registry, read in its own transaction or, for a preview, by a
//! reader.

use units::reorganisation::{OldSubUnit, OldUnit};
use units::{Day, Shares, UnitId, UnitState};

use super::cells::period;
use super::page::State;
use super::sql;
use crate::{Failure, FromRow, Reader, Row, Statement, Tx, Value};

/// Whoever can be asked for rows: an act's transaction, or a reader.
pub trait Ask: Send {
    /// Every row.
    fn ask<R: FromRow + Send>(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<R>, Failure>> + Send;
}

impl Ask for Tx {
    async fn ask<R: FromRow + Send>(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<Vec<R>, Failure> {
        self.rows(statement, values).await
    }
}

impl Ask for Reader {
    async fn ask<R: FromRow + Send>(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<Vec<R>, Failure> {
        self.rows(statement, values).await
    }
}

struct Old(OldUnit);

impl FromRow for Old {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let whole = |column| -> Result<u32, Failure> {
            Ok(u32::try_from(row.get::<i64>(column)?).unwrap_or(u32::MAX))
        };
        Ok(Self(OldUnit {
            id: row.get("unit_id")?,
            state_id: row.get("unit_state_id")?,
            valid: period(row)?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            kind: row.get("kind")?,
            official_code: row.get("official_code")?,
            counts: Shares {
                households: whole("households")?,
                people: whole("people")?,
                ..Shares::default()
            },
        }))
    }
}

struct OldSub(OldSubUnit);

impl FromRow for OldSub {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(OldSubUnit {
            id: row.get("unit_id")?,
            state_id: row.get("unit_state_id")?,
            name: row.get("name")?,
            kind: row.get("kind")?,
            parent_id: row.get("parent_id")?,
        }))
    }
}

/// A unit's state on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn state_now(
    tx: &mut impl Ask,
    unit: UnitId,
    at: Day,
) -> Result<Option<UnitState>, Failure> {
    let states: Vec<State> = tx.ask(&sql::STATE_ON, vec![at.into(), unit.into()]).await?;
    Ok(states.into_iter().next().map(|State(state)| state))
}

/// The official codes of the units above a unit, outermost first, and of the unit itself.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn codes_now(
    tx: &mut impl Ask,
    unit: UnitId,
    at: Day,
) -> Result<Vec<Option<String>>, Failure> {
    let rows: Vec<(Option<String>,)> = tx.ask(&sql::CODES, vec![at.into(), unit.into()]).await?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// The base units of a commune on a day, with households and people counted; addresses and area
/// are left at zero.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn base_units_now(
    tx: &mut impl Ask,
    commune: UnitId,
    at: Day,
) -> Result<Vec<OldUnit>, Failure> {
    let rows: Vec<Old> = tx.ask(&sql::BASE_UNITS, vec![at.into(), commune.into()]).await?;
    Ok(rows.into_iter().map(|Old(unit)| unit).collect())
}

/// The old groups of a commune on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn sub_units_now(
    tx: &mut impl Ask,
    commune: UnitId,
    at: Day,
) -> Result<Vec<OldSubUnit>, Failure> {
    let rows: Vec<OldSub> = tx.ask(&sql::SUB_UNITS, vec![at.into(), commune.into()]).await?;
    Ok(rows.into_iter().map(|OldSub(unit)| unit).collect())
}
