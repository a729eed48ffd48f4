//! The writes of plans. Only drafts change.

use units::{AtomId, PlanId};

use super::{NewPlan, NewPlanUnit, State, Within, sql};
use crate::{Failure, Tx, Value};

/// Stores a plan as a draft.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, plan: &NewPlan, now: i64) -> Result<(), Failure> {
    tx.run(&sql::ADD, head(plan, now)).await?;
    let units = plan.units.iter().map(|unit| {
        let [west, south, east, north] = unit.bbox_e7;
        vec![
            plan.id.into(),
            unit.part.into(),
            unit.name.clone().into(),
            unit.short_name.clone().into(),
            unit.households.into(),
            unit.people.into(),
            unit.area_m2.into(),
            west.into(),
            south.into(),
            east.into(),
            north.into(),
            unit.wkb.clone().into(),
            unit.cause.clone().into(),
        ]
    });
    tx.bulk(&sql::ADD_UNIT, units.collect()).await?;
    let atoms = plan.atoms.iter();
    let atoms = atoms.map(|(atom, part)| vec![plan.id.into(), (*atom).into(), (*part).into()]);
    tx.bulk(&sql::ADD_ATOM, atoms.collect()).await?;
    let splits = plan.splits.iter().map(|(unit, reason, households)| {
        vec![plan.id.into(), (*unit).into(), reason.clone().into(), (*households).into()]
    });
    tx.bulk(&sql::ADD_SPLIT, splits.collect()).await?;
    Ok(())
}

fn head(plan: &NewPlan, now: i64) -> Vec<Value> {
    let part = match plan.within {
        Some(Within::Part(within, part)) => Some((within, part)),
        _ => None,
    };
    let unit = match plan.within {
        Some(Within::Unit(unit)) => Some(unit),
        _ => None,
    };
    vec![
        plan.id.into(),
        plan.commune.into(),
        plan.level.into(),
        part.map(|(within, _)| within).into(),
        part.map(|(_, part)| part).into(),
        unit.into(),
        plan.name.clone().into(),
        plan.kind.into(),
        plan.drawn_on.into(),
        plan.base_revision.into(),
        plan.rules.target.into(),
        plan.rules.min.into(),
        plan.rules.max.into(),
        i64::try_from(plan.units.len()).unwrap_or(i64::MAX).into(),
        plan.rules.seed.into(),
        plan.rules.steps.into(),
        plan.proven.into(),
        plan.score.to_string().into(),
        State::Draft.into(),
        1_i64.into(),
        plan.job.into(),
        plan.created_by.into(),
        now.into(),
    ]
}

/// Names a unit; false when the plan has no such part.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_name(
    tx: &mut Tx,
    plan: PlanId,
    part: i64,
    (name, short_name): (&str, &str),
) -> Result<bool, Failure> {
    let values = vec![plan.into(), part.into(), name.into(), short_name.into()];
    Ok(tx.run(&sql::SET_NAME, values).await? == 1)
}

/// Gives a unit out of range its coded reason and words beside it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_reason(
    tx: &mut Tx,
    plan: PlanId,
    part: i64,
    (reason, text): (&str, &str),
) -> Result<bool, Failure> {
    let values = vec![plan.into(), part.into(), reason.into(), text.into()];
    Ok(tx.run(&sql::SET_REASON, values).await? == 1)
}

/// Moves clusters to other parts and sets the figures of the parts and the score that follow.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn move_atoms(
    tx: &mut Tx,
    plan: PlanId,
    moves: &[(AtomId, i64)],
    units: &[NewPlanUnit],
    score: &serde_json::Value,
) -> Result<(), Failure> {
    for (atom, part) in moves {
        tx.run(&sql::MOVE_ATOM, vec![plan.into(), (*atom).into(), (*part).into()]).await?;
    }
    for unit in units {
        let [west, south, east, north] = unit.bbox_e7;
        let values = vec![
            plan.into(),
            unit.part.into(),
            unit.households.into(),
            unit.people.into(),
            unit.area_m2.into(),
            west.into(),
            south.into(),
            east.into(),
            north.into(),
            unit.wkb.clone().into(),
            unit.cause.clone().into(),
        ];
        tx.run(&sql::SET_UNIT, values).await?;
    }
    tx.run(&sql::SET_SCORE, vec![plan.into(), score.to_string().into(), false.into()]).await?;
    Ok(())
}

/// Moves a draft's revision on from `base`; false when it is frozen or no longer at `base`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn touch(tx: &mut Tx, plan: PlanId, base: i64) -> Result<bool, Failure> {
    Ok(tx.run(&sql::TOUCH, vec![plan.into(), base.into()]).await? == 1)
}

/// Freezes a draft that is still at `revision`; false when it is not.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn freeze(tx: &mut Tx, plan: PlanId, revision: i64) -> Result<bool, Failure> {
    Ok(tx.run(&sql::FREEZE, vec![plan.into(), revision.into()]).await? == 1)
}

/// Deletes the divisions into groups inside a plan: they no longer fit a plan that changes.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn delete_within(tx: &mut Tx, plan: PlanId) -> Result<u64, Failure> {
    let mut deleted = 0;
    for statement in &sql::DELETE_WITHIN {
        deleted = tx.run(statement, vec![plan.into()]).await?;
    }
    Ok(deleted)
}

/// Deletes a draft with its units and the groups inside them; false when it is frozen or unknown.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn delete(tx: &mut Tx, plan: PlanId) -> Result<bool, Failure> {
    delete_within(tx, plan).await?;
    let mut deleted = 0;
    for statement in &sql::DELETE {
        deleted = tx.run(statement, vec![plan.into()]).await?;
    }
    Ok(deleted == 1)
}
