//! What a drawing came to, as the rows that are kept: the plan with its units, and what proves it.

use districting::{Blobs, Cause, Certificate, Drawing, Plan, Score, Terms};
use store::plan::{Level, NewPlan, PlanPage, Proof, Rules, State};
use store::{job, plan};
use units::PlanId;
use uuid::Uuid;

use super::answer::Task;
use super::order::{Order, What};
use super::{figures, instance};
use crate::authority::system_scope;
use crate::{Desk, Error};

/// A plan of the engine with what is known of it.
pub(crate) struct Sketch {
    pub(crate) plan: Plan,
    pub(crate) score: Score,
    /// What no plan costs less than.
    pub(crate) bound: Option<f64>,
    pub(crate) proven: bool,
    pub(crate) certificate: Option<Certificate>,
    /// Clusters of doors that were drawn first.
    pub(crate) blobs: Option<Blobs>,
    /// Parts out of range, each with its cause.
    pub(crate) out: Vec<(u32, Cause)>,
    pub(crate) steps: u64,
}

impl From<Drawing> for Sketch {
    fn from(drawing: Drawing) -> Self {
        Self {
            out: drawing.out_of_range.iter().map(|out| (out.part, out.cause)).collect(),
            plan: drawing.plan,
            score: drawing.score,
            bound: drawing.bound,
            proven: drawing.proven,
            certificate: drawing.certificate,
            blobs: drawing.blobs,
            steps: drawing.steps,
        }
    }
}

impl Sketch {
    /// One of several plans of a task. What no plan costs less than is the best one's value, where
    /// that is proven and both lie in range.
    pub(crate) fn of_several(
        task: &Task,
        (plan, terms): (&Plan, &Terms),
        best: Option<&Terms>,
    ) -> Self {
        let score = districting::score(&task.drawn.problem, plan);
        let sizes = task.drawn.problem.sizes;
        let range = sizes.min..=sizes.max;
        let fewest = best.is_some_and(|best| best.out_of_range == terms.out_of_range);
        let cause = if fewest { Cause::Unavoidable } else { Cause::NotFound };
        let parts = (0u32..).zip(&score.parts);
        let out = parts.filter(|(_, part)| !range.contains(&part.households));
        let out = out.map(|(part, _)| (part, cause)).collect();
        let bound = best.filter(|best| best.out_of_range == 0 && terms.out_of_range == 0);
        let bound = bound.map(|best| best.value);
        let proven = bound.is_some_and(|bound| terms.value <= bound + 1e-6);
        Self {
            plan: plan.clone(),
            score,
            bound,
            proven,
            certificate: None,
            blobs: None,
            out,
            steps: 0,
        }
    }
}

/// The rows of a plan, and its proof as files. The parts are numbered for people.
pub(crate) fn rows(task: &Task, sketch: &Sketch, (id, state): (Uuid, State)) -> (NewPlan, Proof) {
    let (order, clusters) = (&task.order, &task.loaded.clusters);
    let (labels, number) = numbered(task, &sketch.plan);
    let mut units = figures::units(order.kind, clusters, &labels);
    for (part, cause) in &sketch.out {
        if let Some(unit) = number.get(*part as usize).and_then(|at| units.get_mut(*at)) {
            unit.cause = Some(code(*cause).to_owned());
        }
    }
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let level = if order.what.within().is_some() { Level::Group } else { Level::Base };
    let name = format!("{} × {}", units.len(), order.target);
    let assignment = sketch.plan.assignment.iter();
    let numbered = Plan {
        assignment: assignment
            .map(|part| u32::try_from(number[*part as usize]).unwrap_or(u32::MAX))
            .collect(),
        parts: sketch.plan.parts,
    };
    let proof = Proof {
        instance: instance::named(&task.name, &task.drawn.problem, &task.names),
        plan: instance::plan_file(&task.name, &numbered),
        certificate: sketch
            .certificate
            .as_ref()
            .map(|proof| format!("{}\n", serde_json::json!(proof))),
    };
    let new = NewPlan {
        id: PlanId(id),
        commune: order.what.commune(),
        level,
        within: order.what.within(),
        name,
        kind: order.kind,
        drawn_on: order.on,
        base_revision: task.loaded.revision,
        rules: Rules {
            target: order.target.into(),
            min: order.min.into(),
            max: order.max.into(),
            seed: i64::from_le_bytes(order.seed.to_le_bytes()),
            steps: i64::try_from(sketch.steps).unwrap_or(i64::MAX),
        },
        proven: sketch.proven,
        score: scored(sketch),
        job: Some(task.job),
        created_by: task.created_by,
        atoms: clusters
            .iter()
            .zip(&labels)
            .map(|(line, part)| (line.atom.id, whole(*part)))
            .collect(),
        splits: task
            .drawn
            .splits
            .iter()
            .map(|(group, reason, households)| (*group, (*reason).to_owned(), *households))
            .collect(),
        units,
        state,
    };
    (new, proof)
}

/// The figures of a plan, with what is proven of the clusters of doors it was drawn by.
fn scored(sketch: &Sketch) -> serde_json::Value {
    let mut score = figures::score_json(&sketch.score, sketch.bound);
    if let Some(blobs) = &sketch.blobs {
        score["blobs"] = serde_json::json!({
            "count": blobs.atoms.len(),
            "value": blobs.value,
            "bound": blobs.bound,
            "proven": blobs.is_proven,
        });
    }
    score
}

/// The part of each cluster as people number it, and the new number of each part.
fn numbered(task: &Task, plan: &Plan) -> (Vec<usize>, Vec<usize>) {
    let clusters = &task.loaded.clusters;
    let mut parts = vec![0_usize; clusters.len()];
    for (members, part) in task.drawn.members.iter().zip(&plan.assignment) {
        for cluster in members {
            parts[*cluster] = *part as usize;
        }
    }
    let number = figures::numbering(clusters, &parts, &task.loaded.old);
    for part in &mut parts {
        *part = number[*part];
    }
    (parts, number)
}

/// The named cause of a part out of range.
fn code(cause: Cause) -> &'static str {
    match cause {
        Cause::IsolatedPiece => "isolated_piece",
        Cause::AtomAboveMax => "atom_above_max",
        Cause::Locked => "locked",
        Cause::NoWholeNumber => "no_whole_number",
        Cause::Unavoidable => "unavoidable",
        Cause::NotFound => "not_found",
    }
}

/// The order a plan was drawn by: that of its job, or what its rules tell where no job is known.
pub(crate) async fn order_of(desk: &Desk, page: &PlanPage) -> Result<Order, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    if let Some(id) = plan::job(&reader, &scope, page.line.plan_id).await?
        && let Some(row) = job::row(&reader, &scope, id).await?
        && let Ok(order) = serde_json::from_str::<Order>(&row.input)
    {
        return Ok(order);
    }
    let line = &page.line;
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Order {
        what: match line.within {
            None => What::Base { commune: line.commune_id },
            Some(plan::Within::Part(plan, part)) => {
                What::Part { commune: line.commune_id, plan, part }
            }
            Some(plan::Within::Unit(unit)) => What::Unit { commune: line.commune_id, unit },
        },
        kind: line.kind,
        min: whole(line.rules.min),
        max: whole(line.rules.max),
        target: whole(line.rules.target),
        k: None,
        seed: u64::from_le_bytes(line.rules.seed.to_le_bytes()),
        steps: Some(super::STEPS),
        seconds: None,
        on: line.drawn_on,
        over_main_roads: false,
        wish: super::Wish::Plan,
        about: None,
    })
}
