//! Old ↔ new with shares.

use std::collections::BTreeMap;

use units::{Day, UnitId};

use super::{Line, LineageTable, sql};
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// Places that one question is asked for: a list is no longer than a statement may be.
const UNITS_ASKED: usize = 4_000;

struct CellRow {
    from: UnitId,
    to: UnitId,
    households: i64,
    people: i64,
}

impl FromRow for CellRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            from: row.get("from_unit_id")?,
            to: row.get("to_unit_id")?,
            households: row.get("households")?,
            people: row.get("people")?,
        })
    }
}

/// The table of old and new units of a commune's events of one day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn lineage_table(
    reader: &Reader,
    _scope: &Scope,
    commune: UnitId,
    effective_on: Day,
) -> Result<LineageTable, Failure> {
    let of = |at: Day| vec![at.into(), commune.into(), effective_on.into()];
    let old: Vec<Line> = reader.rows(&sql::EVENT_FROM, of(effective_on.previous())).await?;
    let new: Vec<Line> = reader.rows(&sql::EVENT_TO, of(effective_on)).await?;
    let cells: Vec<CellRow> =
        reader.rows(&sql::CELLS, vec![commune.into(), effective_on.into()]).await?;
    let place = |lines: &[Line]| -> BTreeMap<UnitId, usize> {
        lines.iter().enumerate().map(|(at, line)| (line.unit_id, at)).collect()
    };
    let (rows, columns) = (place(&old), place(&new));
    let mut placed: Vec<(usize, usize, i64, i64)> = cells
        .into_iter()
        .filter_map(|cell| {
            Some((*rows.get(&cell.from)?, *columns.get(&cell.to)?, cell.households, cell.people))
        })
        .collect();
    placed.sort_unstable();
    Ok(LineageTable { effective_on, old, new, cells: placed })
}

/// The days on which events of a commune took or take effect, latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn event_days(
    reader: &Reader,
    _scope: &Scope,
    commune: UnitId,
) -> Result<Vec<Day>, Failure> {
    let days: Vec<(Day,)> = reader.rows(&sql::EVENT_DAYS, vec![commune.into()]).await?;
    Ok(days.into_iter().map(|(day,)| day).collect())
}

/// The places that some places came from, at any distance and up to a day, each with the place that it
/// went into; one question for all of them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn older(
    reader: &Reader,
    _scope: &Scope,
    units: &[UnitId],
    until: Day,
) -> Result<BTreeMap<UnitId, Vec<UnitId>>, Failure> {
    let mut older: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for portion in units.chunks(UNITS_ASKED) {
        let values = vec![Value::list(portion.iter().map(|unit| unit.0)), until.into()];
        let rows: Vec<(UnitId, UnitId)> = reader.rows(&sql::OLDER, values).await?;
        for (unit, from) in rows {
            older.entry(unit).or_default().push(from);
        }
    }
    Ok(older)
}
