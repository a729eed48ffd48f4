//! Indicators and the figures that places tell: what is kept, what pages read, and the registry as
//! restating needs it. Nothing told is ever changed; the last row of a cell counts.

mod file;
mod read;
mod sql;

use std::collections::BTreeSet;

use serde::Serialize;
use units::indicator::{Indicator, ReportPeriod};
use units::{FigureFileId, IndicatorId, PostId, UnitId};

use crate::locality::Locality;
use crate::unit::Ask;
use crate::{Failure, FromRow, Row, Tx};

pub use file::{File, FileState, NewFile, add_file, decide_file, file, files};
pub use read::{Cell, Told, cells, heads, history, indicator, indicators, tellings, told, told_of};
pub use sql::STATEMENTS;

/// A figure to keep: a first one, or a correction with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewValue {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The place.
    pub unit: UnitId,
    /// The period.
    pub period: ReportPeriod,
    /// Which row of its cell, from 1.
    pub number: i64,
    /// In thousandths.
    pub milli: i64,
    /// Why it differs from what was told before; empty for a first one.
    pub why: String,
}

struct Stored(Indicator);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let whole = |column| -> Result<u32, Failure> {
            Ok(u32::try_from(row.get::<i64>(column)?).unwrap_or(u32::MAX))
        };
        Ok(Self(Indicator {
            id: row.get("indicator_id")?,
            code: row.get("code")?,
            unit: row.get("unit_id")?,
            name: (row.get("name")?, row.get("name_en")?),
            measure: (row.get("measure")?, row.get("measure_en")?),
            says: row.get("says")?,
            aggregate: row.get("aggregate")?,
            level: row.get("level")?,
            rhythm: row.get("rhythm")?,
            places: u8::try_from(row.get::<i64>("places")?).unwrap_or_default(),
            shared_by: row.get("shared_by")?,
            parts: (row.get("first_part_id")?, row.get("second_part_id")?),
            scale: whole("scale")?,
            counts_people: row.get("counts_people")?,
            is_public: row.get("is_public")?,
            due_days: whole("due_days")?,
        }))
    }
}

/// An indicator, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(ask: &mut impl Ask, id: IndicatorId) -> Result<Option<Indicator>, Failure> {
    let found: Vec<Stored> = ask.ask(&sql::LOAD, vec![id.into()]).await?;
    Ok(found.into_iter().next().map(|stored| stored.0))
}

/// An indicator by its code, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn by_code(ask: &mut impl Ask, code: &str) -> Result<Option<Indicator>, Failure> {
    let found: Vec<Stored> = ask.ask(&sql::BY_CODE, vec![code.into()]).await?;
    Ok(found.into_iter().next().map(|stored| stored.0))
}

/// Stores an indicator as defined.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    indicator: &Indicator,
    locality: Locality,
    (post, at): (Option<PostId>, i64),
) -> Result<(), Failure> {
    let values = vec![
        indicator.id.into(),
        indicator.code.as_str().into(),
        indicator.unit.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        indicator.name.0.as_str().into(),
        indicator.name.1.as_str().into(),
        indicator.measure.0.as_str().into(),
        indicator.measure.1.as_str().into(),
        indicator.says.as_str().into(),
        indicator.aggregate.into(),
        indicator.level.into(),
        indicator.rhythm.into(),
        i64::from(indicator.places).into(),
        indicator.shared_by.into(),
        indicator.parts.0.into(),
        indicator.parts.1.into(),
        i64::from(indicator.scale).into(),
        indicator.counts_people.into(),
        indicator.is_public.into(),
        i64::from(indicator.due_days).into(),
        post.into(),
        at.into(),
    ];
    tx.run(&sql::ADD, values).await.map(drop)
}

/// Appends figures, all by one post or by the program itself, all out of one file or none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_values(
    tx: &mut Tx,
    values: &[NewValue],
    (post, file): (Option<PostId>, Option<FigureFileId>),
    at: i64,
) -> Result<(), Failure> {
    let rows = values.iter().map(|value| {
        vec![
            value.indicator.into(),
            value.unit.into(),
            value.period.into(),
            value.number.into(),
            value.milli.into(),
            value.why.as_str().into(),
            post.into(),
            file.into(),
            at.into(),
        ]
    });
    tx.bulk(&sql::ADD_VALUE, rows.collect()).await?;
    let told: BTreeSet<IndicatorId> = values.iter().map(|value| value.indicator).collect();
    for indicator in told {
        tx.run(&sql::MOVE, vec![indicator.into()]).await?;
    }
    Ok(())
}
