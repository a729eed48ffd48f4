//! Outlines of units by level, as of a day or a period: what maps, tiles and exports are made of.
//!
//! Open to visitors: names, codes and outlines, no counts of people.

pub mod import;
mod sql;

use serde::Serialize;
use units::{Day, Kind, Level, Period, StateId, UnitId};

use crate::unit::period;
use crate::{Failure, FromRow, Reader, Row, Scope};

pub use sql::STATEMENTS;

/// A state of a unit with its outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The state.
    pub state_id: StateId,
    /// The unit.
    pub unit_id: UnitId,
    /// Its kind then.
    pub kind: Kind,
    /// Its name then, with the kind.
    pub name: String,
    /// Its short name or number then.
    pub short_name: String,
    /// Its official code then.
    pub official_code: Option<String>,
    /// The unit above it then.
    pub parent_id: Option<UnitId>,
    /// The name of the unit above it then.
    pub parent_name: Option<String>,
    /// When the state holds.
    pub period: Period,
    /// Square metres of its outline.
    pub area_m2: Option<i64>,
    /// Square metres that the law or the office gives it, where known.
    pub official_m2: Option<i64>,
    /// WKB multipolygon in WGS 84, where its outline is known.
    #[serde(skip)]
    pub wkb: Option<Vec<u8>>,
}

impl FromRow for Place {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            state_id: row.get("unit_state_id")?,
            unit_id: row.get("unit_id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            official_code: row.get("official_code")?,
            parent_id: row.get("parent_id")?,
            parent_name: row.get("parent_name")?,
            period: period(row)?,
            area_m2: row.get("area_m2")?,
            official_m2: row.get("official_m2")?,
            wkb: row.get("wkb")?,
        })
    }
}

/// The states of a level that hold on any day from `first` to `last`, in Vietnamese order. Below the
/// commune only the base units: khu phố, ấp and their like.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn places(
    reader: &Reader,
    _scope: &Scope,
    level: Level,
    (first, last): (Day, Day),
) -> Result<Vec<Place>, Failure> {
    let statement = match level {
        Level::Province => &sql::PROVINCES,
        Level::District => &sql::DISTRICTS,
        Level::Commune => &sql::COMMUNES,
        Level::Grassroots => &sql::BASE_UNITS,
    };
    reader.rows(statement, vec![first.into(), last.into()]).await
}

/// One state with its outline; nothing for an unknown one, an old cell or a voluntary group.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn place(
    reader: &Reader,
    _scope: &Scope,
    state: StateId,
) -> Result<Option<Place>, Failure> {
    reader.row(&sql::PLACE, vec![state.into()]).await
}
