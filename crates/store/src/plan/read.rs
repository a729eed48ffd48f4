//! Pages of plans.

use units::{AtomId, JobId, PlanId, ReorganisationId, UnitId};

use super::cells::{Share, Whole};
use super::{Moved, PlanLine, PlanPage, PlanShape, PlanUnit, Proof, Question, State, Within, sql};
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

/// A plan's page; nothing for an unknown plan, and for a visitor nothing of one that is only offered.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    plan: PlanId,
) -> Result<Option<PlanPage>, Failure> {
    let whole: Option<Whole> = reader.row(&sql::ONE, vec![plan.into()]).await?;
    let Some(Whole { line, score }) = whole else { return Ok(None) };
    if line.state == State::Offered && !is_inside(reader, scope, &line).await? {
        return Ok(None);
    }
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

/// The outlines of a plan's units; for a visitor none of a plan that is only offered.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn shapes(
    reader: &Reader,
    scope: &Scope,
    plan: PlanId,
) -> Result<Vec<PlanShape>, Failure> {
    reader.rows(&sql::SHAPES, vec![plan.into(), (!scope.is_public()).into()]).await
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

/// Whether a reader sees inside the commune of a plan.
async fn is_inside(reader: &Reader, scope: &Scope, line: &PlanLine) -> Result<bool, Failure> {
    if scope.is_public() {
        return Ok(false);
    }
    let above = crate::unit::with_above(reader, scope, line.commune_id, line.drawn_on).await?;
    Ok(scope.covers(&above))
}

/// What shows how good a plan is; nothing for who does not see inside its commune.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn proof(reader: &Reader, scope: &Scope, plan: PlanId) -> Result<Option<Proof>, Failure> {
    let whole: Option<Whole> = reader.row(&sql::ONE, vec![plan.into()]).await?;
    match whole {
        Some(whole) if is_inside(reader, scope, &whole.line).await? => {
            reader.row(&sql::PROOF, vec![plan.into()]).await
        }
        _ => Ok(None),
    }
}

/// Whether a plan's proof is kept, and then whether it has a certificate. Says nothing of what stands
/// in it, so it is for everybody.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn is_proven(
    reader: &Reader,
    _scope: &Scope,
    plan: PlanId,
) -> Result<Option<bool>, Failure> {
    let row: Option<(i64,)> = reader.row(&sql::IS_PROVEN, vec![plan.into()]).await?;
    Ok(row.map(|(certified,)| certified == 1))
}

/// The clusters that were moved by hand, the last first; none for a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn moves(reader: &Reader, scope: &Scope, plan: PlanId) -> Result<Vec<Moved>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::MOVES, vec![plan.into()]).await
}

/// The job that drew a plan.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn job(reader: &Reader, _scope: &Scope, plan: PlanId) -> Result<Option<JobId>, Failure> {
    let row: Option<(Option<JobId>,)> = reader.row(&sql::JOB, vec![plan.into()]).await?;
    Ok(row.and_then(|(job,)| job))
}

/// What the engine was lately asked in a commune, the last first; nothing for a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn questions(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
) -> Result<Vec<Question>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::QUESTIONS, vec![commune.into()]).await
}

/// The plan a job drew; of several the first.
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
