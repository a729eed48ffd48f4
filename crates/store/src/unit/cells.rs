//! How the closed lists of `units` and the rows of this noun are read and written.

use units::{Day, Period};

use super::{Line, LineageLine, Named, Shape, StateLine};
use crate::{Failure, FromRow, Row};

/// The period in the columns `valid_from` and `valid_until`.
pub(crate) fn period(row: &Row) -> Result<Period, Failure> {
    Ok(Period { from: row.get("valid_from")?, until: row.get::<Option<Day>>("valid_until")? })
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            parent_id: row.get("parent_id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            ended: row.get("valid_until")?,
            households: row.get("households")?,
            people: row.get("people")?,
            children: row.get("children")?,
            has_map: row.get("has_map")?,
        })
    }
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { unit_id: row.get("unit_id")?, kind: row.get("kind")?, name: row.get("name")? })
    }
}

impl FromRow for LineageLine {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            event_kind: row.get("event_kind")?,
            effective_on: row.get("effective_on")?,
            legal_document: row.get("legal_document")?,
            other: row.get("unit_id")?,
            other_name: row.get("name")?,
            other_parent: row.get("parent_name")?,
            other_kind: row.get("kind")?,
            other_period: period(row)?,
            households: row.get("households")?,
            people: row.get("people")?,
            area_m2: row.get("area_m2")?,
            coverage: row.get("coverage")?,
            method: row.get("method")?,
        })
    }
}

impl FromRow for Shape {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            kind: row.get("kind")?,
            households: row.get("households")?,
            wkb: row.get("wkb")?,
        })
    }
}

/// A state with what only the page of the unit shows of it.
pub(super) struct StateRow {
    pub(super) line: StateLine,
    pub(super) area_m2: Option<i64>,
    pub(super) is_reference: bool,
}

impl FromRow for StateRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let parent = row.get::<Option<units::UnitId>>("parent_id")?;
        let name = row.get::<Option<String>>("parent_name")?;
        Ok(Self {
            line: StateLine {
                state_id: row.get("unit_state_id")?,
                period: period(row)?,
                kind: row.get("kind")?,
                name: row.get("name")?,
                official_code: row.get("official_code")?,
                legal_document: row.get("legal_document")?,
                parent: parent.map(|id| (id, name.unwrap_or_default())),
            },
            area_m2: row.get("area_m2")?,
            is_reference: row.get("is_reference")?,
        })
    }
}
