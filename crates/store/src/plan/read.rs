//! Pages of plans.

use units::{AtomId, JobId, PlanId, ReorganisationId, UnitId};

use super::cells::{Share, Whole};
use super::{PlanLine, PlanPage, PlanShape, PlanUnit, Within, sql};
use crate::{Failure, Reader, Scope};

/// The plans of a commune, latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    _scope: &Scope,
    commune: UnitId,
) -> Result<Vec<PlanLine>, Failure> {
    let rows: Vec<Whole> = reader.rows(&sql::LIST, vec![commune.into()]).await?;
    Ok(rows.into_iter().map(|whole| whole.line).collect())
}

/// The plans of groups inside a unit, latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn within(
    reader: &Reader,
    _scope: &Scope,
    within: Within,
) -> Result<Vec<PlanLine>, Failure> {
    let rows: Vec<Whole> = match within {
        Within::Part(plan, part) => {
            reader.rows(&sql::WITHIN_PART, vec![plan.into(), part.into()]).await?
        }
        Within::Unit(unit) => reader.rows(&sql::WITHIN_UNIT, vec![unit.into()]).await?,
    };
    Ok(rows.into_iter().map(|whole| whole.line).collect())
}

/// A plan's page; nothing for an unknown plan.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    _scope: &Scope,
    plan: PlanId,
) -> Result<Option<PlanPage>, Failure> {
    let whole: Option<Whole> = reader.row(&sql::ONE, vec![plan.into()]).await?;
    let Some(Whole { line, score }) = whole else { return Ok(None) };
    let mut units: Vec<PlanUnit> = reader.rows(&sql::UNITS, vec![plan.into()]).await?;
    let shares: Vec<Share> = reader.rows(&sql::PREDECESSORS, vec![plan.into()]).await?;
    for share in shares {
        if let Some(unit) = units.iter_mut().find(|unit| unit.part == share.part) {
            unit.predecessors.push(share.from);
        }
    }
    let frozen: Option<(ReorganisationId,)> =
        reader.row(&sql::FROZEN_BY, vec![plan.into()]).await?;
    Ok(Some(PlanPage {
        line,
        score,
        units,
        splits: reader.rows(&sql::SPLITS, vec![plan.into()]).await?,
        reorganisation: frozen.map(|(id,)| id),
    }))
}

/// The outlines of a plan's units.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn shapes(
    reader: &Reader,
    _scope: &Scope,
    plan: PlanId,
) -> Result<Vec<PlanShape>, Failure> {
    reader.rows(&sql::SHAPES, vec![plan.into()]).await
}

/// The part of each cluster; none for a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn atoms(
    reader: &Reader,
    scope: &Scope,
    plan: PlanId,
) -> Result<Vec<(AtomId, i64)>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::ATOMS, vec![plan.into()]).await
}

/// The plan a job drew.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn by_job(
    reader: &Reader,
    _scope: &Scope,
    job: JobId,
) -> Result<Option<PlanId>, Failure> {
    let row: Option<(PlanId,)> = reader.row(&sql::BY_JOB, vec![job.into()]).await?;
    Ok(row.map(|(plan,)| plan))
}
