//! The one solver thread, outside the web's runtime: claims jobs, draws, writes progress, keeps
//! the plan. A job that lost its worker is claimed again and drawn from its seed to the same plan.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use districting::{Env, Infeasible, Progress, Quota};
use store::atom::Line;
use store::{Entry, Stop, job, plan, unit};
use tokio::runtime::Handle;
use units::{AtomId, JobId, PlanId, UnitId};
use uuid::Uuid;

use super::answer::{self, About, Outcome, Task};
use super::name::{name, names};
use super::order::{Order, What};
use super::problem::{self, Drawn};
use super::{JOB, Wish};
use crate::authority::system_scope;
use crate::plan::hand;
use crate::{Desk, Error, Refusal};

/// How long a claim holds without a word from the worker.
const LEASE_MS: i64 = 30_000;
/// Between two looks for a job, and between two progress rows.
const IDLE: Duration = Duration::from_millis(150);
const TELL: Duration = Duration::from_millis(250);
/// How long a plan that was offered and not chosen is kept: thirty days.
const OFFERED_MS: i64 = 30 * 24 * 3_600 * 1_000;

/// A running solver thread. Dropping it tells the thread to end after its present report.
pub struct Worker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; call it inside the runtime the store was opened in.
    #[must_use]
    pub fn spawn(desk: Desk) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (seen, handle) = (Arc::clone(&stop), Handle::current());
        let work = move || Solver { worker: Uuid::new_v4(), desk, handle, stop: seen }.serve();
        let thread = thread::Builder::new().name("solver".to_owned()).spawn(work);
        if let Err(cause) = &thread {
            tracing::error!(%cause, "the solver thread does not start");
        }
        Self { stop, thread: thread.ok() }
    }

    /// Ends the thread and waits for it. A job under way is left to be claimed again.
    pub fn end(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

struct Solver {
    worker: Uuid,
    desk: Desk,
    handle: Handle,
    stop: Arc<AtomicBool>,
}

/// Why a job ended without a plan.
enum Ended {
    /// It is no longer ours: cancelled, claimed by another, or the program ends.
    Left,
    /// A code of `words` for the job's row.
    Failed(String),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::Failed(refusal.code.to_owned()),
            Error::Failed(failure) => {
                tracing::error!(%failure, "a drawing failed");
                Self::Failed(failure.code().to_owned())
            }
        }
    }
}

impl From<store::Failure> for Ended {
    fn from(failure: store::Failure) -> Self {
        Self::from(Error::Failed(failure))
    }
}

impl Solver {
    fn serve(&self) {
        while !self.stop.load(Ordering::Relaxed) {
            let now = self.desk.clock.now();
            let claim = job::claim(&self.desk.store, self.worker, LEASE_MS, now);
            match self.handle.block_on(claim) {
                Ok(Some(job)) => self.take(&job),
                Ok(None) => thread::sleep(IDLE),
                Err(failure) => {
                    tracing::error!(%failure, "the solver cannot look for jobs");
                    thread::sleep(IDLE * 10);
                }
            }
        }
    }

    fn take(&self, job: &job::Claimed) {
        let id = job.job_id;
        let done = if job.kind == JOB {
            self.run(job)
        } else {
            Err(Ended::Failed("draw-unknown".to_owned()))
        };
        let Err(Ended::Failed(code)) = done else { return };
        let (held, at) = ((id, self.worker), self.desk.clock.now());
        let failed = self.desk.act(code, move |tx, code| {
            Box::pin(async move {
                tx.without_audit();
                job::fail(tx, held, &code, at).await?;
                Ok(())
            })
        });
        if let Err(error) = self.handle.block_on(failed) {
            tracing::error!(%error, "a failed drawing cannot be told");
        }
    }

    fn run(&self, claimed: &job::Claimed) -> Result<(), Ended> {
        let order: Order = serde_json::from_str(&claimed.input)
            .map_err(|_| Ended::Failed("draw-unknown".to_owned()))?;
        let task = self.handle.block_on(task(&self.desk, claimed, order))?;
        let outcome = self.answer(&task)?;
        self.keep(&task, outcome)
    }

    fn answer(&self, task: &Task) -> Result<Outcome, Ended> {
        let (id, order) = (task.job, &task.order);
        let began = Instant::now();
        let told = Mutex::new(None::<Instant>);
        let left = AtomicBool::new(false);
        let progress = |progress: Progress| {
            let late = order.seconds.is_some_and(|s| began.elapsed().as_secs() >= s.into());
            if late || left.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            // One thread tells at a time; the others go on.
            if let Ok(mut told) = told.try_lock()
                && told.is_none_or(|at| at.elapsed() >= TELL)
            {
                *told = Some(Instant::now());
                if !self.tell(id, &progress) {
                    left.store(true, Ordering::Relaxed);
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        };
        let threads = thread::available_parallelism().map_or(1, |many| many.get().min(4));
        let quota = order.steps.map_or(Quota::UntilToldToStop, Quota::Steps);
        let env = Env { seed: order.seed, quota, exact: true, threads, progress: &progress };
        let found = answer::find(task, &env, &|| self.desk.clock.id());
        if left.load(Ordering::Relaxed) {
            return Err(Ended::Left);
        }
        found.map_err(|why| Ended::Failed(code(&why).to_owned()))
    }

    /// Writes how far a drawing is; whether the job is still ours.
    fn tell(&self, id: JobId, progress: &Progress) -> bool {
        let json = serde_json::json!({
            "steps": progress.steps,
            "of": progress.of,
            "best": progress.best,
            "parts": progress.parts,
            "out_of_range": progress.out_of_range,
        });
        let until = self.desk.clock.now() + LEASE_MS;
        let told = job::progress(&self.desk.store, (id, self.worker), json.to_string(), until);
        let ours = self.handle.block_on(told).unwrap_or(true);
        ours && !self.stop.load(Ordering::Relaxed)
    }

    fn keep(&self, task: &Task, outcome: Outcome) -> Result<(), Ended> {
        let now = self.desk.clock.now();
        let about = outcome.plans.first().map(|(plan, _)| plan.id);
        let object = about.or(task.about.as_ref().map(|about| about.plan));
        let audit = Entry {
            at: now,
            actor: task.created_by,
            post: None,
            act: "draw-finish",
            object_kind: if object.is_some() { "plan" } else { "job" },
            object_id: Some(object.map_or(task.job.0, |plan| plan.0)),
            reason: String::new(),
            digest: None,
        };
        let edit = self.handle.block_on(edit(&self.desk, task, &outcome.moves))?;
        let result = serde_json::to_string(&outcome.answer).unwrap_or_default();
        let held = (task.job, self.worker);
        let commune = task.order.what.commune();
        let kept = self.desk.act((outcome.plans, edit, result, audit), move |tx, input| {
            Box::pin(async move {
                let (plans, edit, result, audit) = &*input;
                if !job::finish(tx, held, result, now).await? {
                    return Err(Stop::Refused(Refusal::new(OVER)));
                }
                plan::delete_stale(tx, commune, now - OFFERED_MS).await?;
                for (new, proof) in plans {
                    plan::add(tx, new, now).await?;
                    if let Some(proof) = proof {
                        plan::add_proof(tx, new.id, proof).await?;
                    }
                }
                if let Some(edit) = edit {
                    edit.write(tx).await?;
                }
                tx.audit(audit.clone()).await?;
                Ok(())
            })
        });
        match self.handle.block_on(kept) {
            Err(Error::Refused(refusal)) if refusal.code == OVER => Err(Ended::Left),
            other => Ok(other?),
        }
    }
}

/// Why nothing is kept of a job that is no longer ours.
const OVER: &str = "draw-over";

/// The edit that a repair comes to; none where nothing moves.
async fn edit(
    desk: &Desk,
    task: &Task,
    moves: &[(AtomId, i64)],
) -> Result<Option<hand::Edit>, Error> {
    let Wish::Repair { plan, revision } = task.order.wish else { return Ok(None) };
    if moves.is_empty() {
        return Ok(None);
    }
    let page = plan::page(&desk.store.read(), &system_scope(), plan).await?;
    let Some(page) = page else { return Err(Refusal::new("plan-unknown").into()) };
    Ok(Some(hand::Edit::of(desk, &page, (revision, moves.to_vec())).await?))
}

/// All that a job needs, from its row.
async fn task(desk: &Desk, claimed: &job::Claimed, order: Order) -> Result<Task, Error> {
    let loaded = load(desk, &order).await?;
    if loaded.clusters.is_empty() {
        return Err(Refusal::new("draw-no-atoms").into());
    }
    let drawn = problem::build(&order, &loaded.clusters, &loaded.borders)
        .map_err(|_| Refusal::new("draw-problem"))?;
    let (reader, scope) = (desk.store.read(), system_scope());
    let commune = order.what.commune();
    let known = names((&reader, &scope), commune, order.on).await?;
    let line = unit::line(&reader, &scope, commune, order.on).await?;
    let about = match order.about {
        Some(plan) => about(desk, plan, (&loaded, &drawn)).await?,
        None => None,
    };
    Ok(Task {
        job: claimed.job_id,
        created_by: claimed.created_by,
        names: drawn.members.iter().map(|own| name(&loaded.clusters, own, &known)).collect(),
        name: line.map_or_else(String::new, |line| line.name),
        about,
        order,
        loaded,
        drawn,
    })
}

/// The plan that a question is about; none where it is gone.
async fn about(
    desk: &Desk,
    id: PlanId,
    (loaded, drawn): (&Loaded, &Drawn),
) -> Result<Option<About>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let Some(page) = plan::page(&reader, &scope, id).await? else { return Ok(None) };
    let parts = plan::atoms(&reader, &scope, id).await?.into_iter().collect();
    let whole = |part: i64| u32::try_from(part).unwrap_or(u32::MAX);
    let kept = page.units.iter().filter(|unit| unit.locked).map(|unit| whole(unit.part));
    Ok(Some(About {
        plan: id,
        parts: loaded.parts_of(drawn, &parts),
        count: whole(page.line.parts),
        kept: kept.collect(),
        proof: plan::proof(&reader, &scope, id).await?,
    }))
}

/// The clusters of an order with their borders, the old base units in the order of their names,
/// and the revision of the registry.
pub(crate) struct Loaded {
    pub(crate) clusters: Vec<Line>,
    pub(crate) borders: Vec<store::atom::Border>,
    pub(crate) old: Vec<UnitId>,
    pub(crate) revision: i64,
}

impl Loaded {
    /// The part of each atom; none where its clusters lie in several parts.
    pub(crate) fn parts_of(&self, drawn: &Drawn, parts: &HashMap<AtomId, i64>) -> Vec<Option<u32>> {
        let part = |at: &usize| parts.get(&self.clusters[*at].atom.id).copied();
        let common = |own: &Vec<usize>| {
            let first = part(own.first()?)?;
            let is_one = own.iter().all(|at| part(at) == Some(first));
            is_one.then(|| u32::try_from(first).unwrap_or(u32::MAX))
        };
        drawn.members.iter().map(common).collect()
    }
}

/// What an order is drawn from.
pub(crate) async fn load(desk: &Desk, order: &Order) -> Result<Loaded, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let commune = order.what.commune();
    let revision = store::registry::revision(&reader, &scope, commune).await?;
    let mut clusters = store::atom::list(&reader, &scope, commune, order.on).await?;
    match order.what {
        What::Base { .. } => {}
        What::Unit { unit, .. } => clusters.retain(|line| line.base_unit == Some(unit)),
        What::Part { plan, part, .. } => {
            let atoms = plan::atoms(&reader, &scope, plan).await?;
            let own: std::collections::HashSet<_> = atoms
                .into_iter()
                .filter(|(_, place)| *place == part)
                .map(|(atom, _)| atom)
                .collect();
            clusters.retain(|line| own.contains(&line.atom.id));
        }
    }
    let borders = super::border::borders(desk, (commune, order.on), &clusters).await?;
    let old = unit::children(&reader, &scope, Some(commune), order.on).await?;
    let old = old.into_iter().map(|line| line.unit_id).collect();
    Ok(Loaded { clusters, borders, old, revision })
}

/// The code under which a job without a plan is worded.
fn code(why: &Infeasible) -> &'static str {
    match why {
        Infeasible::NoWholeNumber { .. } => "draw-no-whole-number",
        Infeasible::AtomAboveMax { .. } => "draw-atom-above-max",
        Infeasible::PartCount { .. } => "draw-part-count",
        Infeasible::Links { .. }
        | Infeasible::LocksOverlap { .. }
        | Infeasible::AcrossLock { .. }
        | Infeasible::Torn { .. }
        | Infeasible::ApartTogether { .. } => "draw-links",
        Infeasible::NotFound => "draw-not-found",
        _ => "draw-no-plan",
    }
}
