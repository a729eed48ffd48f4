//! A unit's page as of a day.

use units::{Day, Period, UnitId, UnitState};

use super::cells::{StateRow, period};
use super::{Line, LineageLine, Page, sql, tree};
use crate::{Failure, FromRow, Reader, Row, Scope};

/// A unit's page as of a day: where it did not exist then, the state nearest to the day is shown.
/// Nothing for an unknown unit.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let states: Vec<StateRow> = reader.rows(&sql::STATES, vec![unit.into()]).await?;
    let Some(shown) = nearest(&states, at) else { return Ok(None) };
    let period = shown.line.period;
    let holds = period.contains(at);
    let day = if holds { at } else { clamp(period, at) };
    let Some(line) = tree::line(reader, scope, unit, day).await? else { return Ok(None) };
    Ok(Some(Page {
        path: path(reader, scope, unit, day).await?,
        past: reader.rows::<LineageLine>(&sql::PAST, vec![unit.into()]).await?,
        successors: reader.rows::<LineageLine>(&sql::SUCCESSORS, vec![unit.into()]).await?,
        children: tree::children(reader, scope, Some(unit), day).await?,
        area_m2: shown.area_m2,
        is_reference: shown.is_reference,
        legal_document: shown.line.legal_document.clone(),
        official_code: shown.line.official_code.clone(),
        period,
        holds,
        line: Line { ended: period.until, ..line },
        states: states.into_iter().map(|state| state.line).collect(),
    }))
}

/// The units above a unit on a day, outermost first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn path(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Vec<(UnitId, String)>, Failure> {
    reader.rows(&sql::PATH, vec![at.into(), unit.into()]).await
}

/// The unit and every unit above it on a day, for [`Scope::covers`]; the unit alone where it did
/// not exist then.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn with_above(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Vec<UnitId>, Failure> {
    let above = path(reader, scope, unit, at).await?;
    Ok(above.into_iter().map(|(id, _)| id).chain([unit]).collect())
}

/// The unit's state on a day, as the domain sees it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn state_on(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Option<UnitState>, Failure> {
    let state: Option<State> = reader.row(&sql::STATE_ON, vec![at.into(), unit.into()]).await?;
    Ok(state.map(|State(state)| state))
}

pub(super) struct State(pub(super) UnitState);

impl FromRow for State {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(UnitState {
            id: row.get("unit_state_id")?,
            unit_id: row.get("unit_id")?,
            valid: period(row)?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            official_code: row.get("official_code")?,
            parent_id: row.get("parent_id")?,
            legal_document: row.get("legal_document")?,
        }))
    }
}

/// The state of the day, else the last before it, else the first after it.
fn nearest(states: &[StateRow], at: Day) -> Option<&StateRow> {
    states
        .iter()
        .find(|state| state.line.period.contains(at))
        .or_else(|| states.iter().rev().find(|state| state.line.period.from <= at))
        .or_else(|| states.first())
}

/// The day of the period nearest to `at`.
pub(super) fn clamp(period: Period, at: Day) -> Day {
    let last = period.last_day().map_or(at, |last| last.min(at));
    last.max(period.from)
}
