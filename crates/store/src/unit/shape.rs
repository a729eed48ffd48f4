//! Outlines of units for maps.

use units::{Day, Tier, UnitId};

use super::{Shape, sql};
use crate::{Failure, Reader, Scope};

/// The outlines of a tier's units in a commune on a day, in the order of their names.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn shapes(
    reader: &Reader,
    _scope: &Scope,
    commune: UnitId,
    at: Day,
    tier: Tier,
) -> Result<Vec<Shape>, Failure> {
    reader.rows(&sql::SHAPES, vec![at.into(), commune.into(), tier.into()]).await
}

/// The outline of one unit on a day, as WKB.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn shape(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Option<Vec<u8>>, Failure> {
    let row: Option<(Vec<u8>,)> = reader.row(&sql::SHAPE, vec![at.into(), unit.into()]).await?;
    Ok(row.map(|(wkb,)| wkb))
}
