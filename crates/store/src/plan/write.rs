//! The writes of plans. Only drafts change.

use units::{AtomId, PlanId, UnitId};

use super::{NewPlan, NewPlanUnit, Proof, Question, Within, sql};
use crate::{Failure, Tx, Value};

/// Stores a plan.
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
        plan.state.into(),
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

/// A draft after an edit by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// Every unit with its new figures.
    pub units: Vec<NewPlanUnit>,
    /// The new score.
    pub score: serde_json::Value,
    /// Whether it is proven best all the same.
    pub proven: bool,
    /// The plan as a file beside its proof; none where the proof no longer speaks of it.
    pub file: Option<String>,
}

/// Moves clusters to other parts and sets the figures of the parts and the score that follow.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn move_atoms(
    tx: &mut Tx,
    plan: PlanId,
    moves: &[(AtomId, i64)],
    edited: &Edited,
) -> Result<(), Failure> {
    for (atom, part) in moves {
        tx.run(&sql::MOVE_ATOM, vec![plan.into(), (*atom).into(), (*part).into()]).await?;
    }
    for unit in &edited.units {
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
    let score = edited.score.to_string();
    tx.run(&sql::SET_SCORE, vec![plan.into(), score.into(), edited.proven.into()]).await?;
    match &edited.file {
        Some(file) => tx.run(&sql::SET_PROOF, vec![plan.into(), file.as_str().into()]).await?,
        None => tx.run(&sql::DROP_PROOF, vec![plan.into()]).await?,
    };
    Ok(())
}

/// Remembers a batch of moves: cluster, the part it left, the part it came to.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_step(
    tx: &mut Tx,
    (plan, step): (PlanId, i64),
    moves: &[(AtomId, i64, i64)],
) -> Result<(), Failure> {
    let rows = moves.iter().map(|(atom, from, to)| {
        vec![plan.into(), step.into(), (*atom).into(), (*from).into(), (*to).into()]
    });
    tx.bulk(&sql::ADD_MOVE, rows.collect()).await.map(drop)
}

/// Forgets a batch of moves that was taken back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn drop_step(tx: &mut Tx, (plan, step): (PlanId, i64)) -> Result<u64, Failure> {
    tx.run(&sql::DROP_STEP, vec![plan.into(), step.into()]).await
}

/// Says whether a unit stays as it is; false when the plan has no such part.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_lock(tx: &mut Tx, plan: PlanId, part: i64, locked: bool) -> Result<bool, Failure> {
    Ok(tx.run(&sql::SET_LOCK, vec![plan.into(), part.into(), locked.into()]).await? == 1)
}

/// Keeps what shows how good a plan is.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_proof(tx: &mut Tx, plan: PlanId, proof: &Proof) -> Result<(), Failure> {
    let values = vec![
        plan.into(),
        proof.instance.as_str().into(),
        proof.plan.as_str().into(),
        proof.certificate.clone().into(),
    ];
    tx.run(&sql::ADD_PROOF, values).await.map(drop)
}

/// Remembers what the engine was asked, in the act that queues the job.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_question(
    tx: &mut Tx,
    commune: UnitId,
    question: &Question,
) -> Result<(), Failure> {
    let values = vec![
        question.job.into(),
        commune.into(),
        question.plan.into(),
        question.asked.as_str().into(),
        question.asked_at.into(),
    ];
    tx.run(&sql::ADD_QUESTION, values).await.map(drop)
}

/// Makes an offered plan a draft; false when it is none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn choose(tx: &mut Tx, plan: PlanId, now: i64) -> Result<bool, Failure> {
    Ok(tx.run(&sql::CHOOSE, vec![plan.into(), now.into()]).await? == 1)
}

/// Deletes the plans of a commune that were offered before an instant and not chosen.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn delete_stale(tx: &mut Tx, commune: UnitId, before: i64) -> Result<(), Failure> {
    let stale: Vec<(PlanId,)> = tx.rows(&sql::STALE, vec![commune.into(), before.into()]).await?;
    for (plan,) in stale {
        delete(tx, plan).await?;
    }
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
