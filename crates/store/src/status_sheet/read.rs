//! What pages and acts read of status sheets.

use ledger::StatusSheetId;
use ledger::difficulty::Figure;
use units::lineage::{Edge, Event};
use units::{Day, Shares, UnitId};

use super::{Counts, FigureRow, Line, SolutionRow, sql};
use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// Days for which answers count as of the past year.
const YEAR: i64 = 365;

/// The sheets of some places up to a day, oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    _scope: &Scope,
    units: &[UnitId],
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    reader.rows(&sql::LIST, vec![at.into(), units]).await
}

/// The figures of some sheets, each sheet's in the order they were taken in.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn figures(
    reader: &Reader,
    _scope: &Scope,
    sheets: &[StatusSheetId],
) -> Result<Vec<FigureRow>, Failure> {
    reader.rows(&sql::FIGURES, vec![Value::list(sheets.iter().map(|id| id.0))]).await
}

struct Known(UnitId, Figure);

impl FromRow for Known {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let figure = Figure {
            label: row.get("label")?,
            value_milli: row.get("value_milli")?,
            unit: row.get("measure")?,
            on: row.get("counted_on")?,
        };
        Ok(Self(row.get("unit_id")?, figure))
    }
}

/// One figure of a sheet with the place it was taken of, for an act; nothing where the sheet has none
/// of this code.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn figure_of(
    ask: &mut impl Ask,
    sheet: StatusSheetId,
    code: &str,
) -> Result<Option<(UnitId, Figure)>, Failure> {
    let rows: Vec<Known> = ask.ask(&sql::FIGURE_OF, vec![sheet.into(), code.into()]).await?;
    Ok(rows.into_iter().next().map(|Known(unit, figure)| (unit, figure)))
}

/// The solutions of some sheets.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn solutions(
    reader: &Reader,
    _scope: &Scope,
    sheets: &[StatusSheetId],
) -> Result<Vec<SolutionRow>, Failure> {
    reader.rows(&sql::SOLUTIONS, vec![Value::list(sheets.iter().map(|id| id.0))]).await
}

/// What the program counts of a place and what lies below it, today or, out of the history, on a
/// day that has passed.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn counted(
    ask: &mut impl Ask,
    unit: UnitId,
    (at, today): (Day, Day),
) -> Result<Counts, Failure> {
    let statement = if at < today { &sql::COUNTED_ON } else { &sql::COUNTED };
    let values = vec![at.into(), unit.into(), at.plus_days(-YEAR).into()];
    let rows: Vec<Counts> = ask.ask(statement, values).await?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

struct EdgeRow(Event);

impl FromRow for EdgeRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(Event {
            id: row.get("lineage_event_id")?,
            kind: row.get("kind")?,
            effective_on: row.get("effective_on")?,
            legal_document: None,
            edges: vec![Edge {
                from: row.get("from_unit_id")?,
                to: row.get("to_unit_id")?,
                coverage: row.get("coverage")?,
                shares: Shares::default(),
                method: row.get("method")?,
            }],
        }))
    }
}

/// The edges that begin or end at some places, up to a day, each as an event of its own without
/// shares: enough to tell which places exchanged households.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn edges(
    ask: &mut impl Ask,
    units: &[UnitId],
    until: Day,
) -> Result<Vec<Event>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    let rows: Vec<EdgeRow> = ask.ask(&sql::EDGES, vec![units, until.into()]).await?;
    Ok(rows.into_iter().map(|EdgeRow(event)| event).collect())
}

/// Those among some places that hold on a day and are of the tier of `like`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn holding(
    ask: &mut impl Ask,
    (units, like): (&[UnitId], UnitId),
    on: Day,
) -> Result<Vec<UnitId>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    let rows: Vec<(UnitId,)> = ask.ask(&sql::HOLDING, vec![on.into(), units, like.into()]).await?;
    Ok(rows.into_iter().map(|(unit,)| unit).collect())
}
