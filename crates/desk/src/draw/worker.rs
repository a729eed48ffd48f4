//! The one solver thread, outside the web's runtime: claims jobs, draws, writes progress, keeps
//! the plan. A job that lost its worker is claimed again and drawn from its seed to the same plan.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use districting::{Drawing, Env, Infeasible, Progress, Quota};
use store::atom::Line;
use store::plan::{Level, NewPlan, Rules};
use store::{Entry, Stop, job, plan, unit};
use tokio::runtime::Handle;
use units::{JobId, PlanId, UnitId};
use uuid::Uuid;

use super::order::{Order, What};
use super::problem::{self, Drawn};
use super::{JOB, figures};
use crate::authority::system_scope;
use crate::{Desk, Error, Refusal};

/// How long a claim holds without a word from the worker.
const LEASE_MS: i64 = 30_000;
/// Between two looks for a job, and between two progress rows.
const IDLE: Duration = Duration::from_millis(150);
const TELL: Duration = Duration::from_millis(250);

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
        let load = load(&self.desk, &order);
        let (clusters, borders, old, revision) = self.handle.block_on(load)?;
        if clusters.is_empty() {
            return Err(Ended::Failed("draw-no-atoms".to_owned()));
        }
        let drawn = problem::build(&order, &clusters, &borders)
            .map_err(|_| Ended::Failed("draw-problem".to_owned()))?;
        let drawing = self.draw(claimed.job_id, &order, &drawn)?;
        let plan = plan_of(&order, &clusters, &drawn, (&drawing, &old));
        let plan = NewPlan {
            id: PlanId(self.desk.clock.id()),
            base_revision: revision,
            job: Some(claimed.job_id),
            created_by: claimed.created_by,
            ..plan
        };
        self.keep(claimed.job_id, plan)
    }

    fn draw(&self, id: JobId, order: &Order, drawn: &Drawn) -> Result<Drawing, Ended> {
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
        let drawing = districting::draw(&drawn.problem, &env);
        if left.load(Ordering::Relaxed) {
            return Err(Ended::Left);
        }
        drawing.map_err(|why| Ended::Failed(code(&why).to_owned()))
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

    fn keep(&self, id: JobId, plan: NewPlan) -> Result<(), Ended> {
        let now = self.desk.clock.now();
        let audit = Entry {
            at: now,
            actor: plan.created_by,
            post: None,
            act: "draw-finish",
            object_kind: "plan",
            object_id: Some(plan.id.0),
            reason: String::new(),
            digest: None,
        };
        let held = (id, self.worker);
        let kept = self.desk.act((plan, audit), move |tx, input| {
            Box::pin(async move {
                let (new, audit) = &*input;
                let result = serde_json::json!({ "plan": new.id }).to_string();
                if !job::finish(tx, held, &result, now).await? {
                    return Err(Stop::Refused(Refusal::new("draw-over")));
                }
                plan::add(tx, new, now).await?;
                tx.audit(audit.clone()).await?;
                Ok(())
            })
        });
        match self.handle.block_on(kept) {
            Err(Error::Refused(_)) => Err(Ended::Left),
            other => Ok(other?),
        }
    }
}

type Loaded = (Vec<Line>, Vec<store::atom::Border>, Vec<UnitId>, i64);

/// The clusters of an order with their borders, the old base units in the order of their names,
/// and the revision of the registry.
async fn load(desk: &Desk, order: &Order) -> Result<Loaded, Error> {
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
    let borders = store::atom::borders(&reader, &scope, commune).await?;
    let old = unit::children(&reader, &scope, Some(commune), order.on).await?;
    Ok((clusters, borders, old.into_iter().map(|line| line.unit_id).collect(), revision))
}

/// The plan of a drawing, without what only its job knows.
fn plan_of(
    order: &Order,
    clusters: &[Line],
    drawn: &Drawn,
    (drawing, old): (&Drawing, &[UnitId]),
) -> NewPlan {
    let mut parts = vec![0_usize; clusters.len()];
    for (members, part) in drawn.members.iter().zip(&drawing.plan.assignment) {
        for cluster in members {
            parts[*cluster] = *part as usize;
        }
    }
    let number = figures::numbering(clusters, &parts, old);
    for part in &mut parts {
        *part = number[*part];
    }
    let mut units = figures::units(order.kind, clusters, &parts);
    for out in &drawing.out_of_range {
        if let Some(unit) = number.get(out.part as usize).and_then(|at| units.get_mut(*at)) {
            unit.cause = Some(cause(out.cause).to_owned());
        }
    }
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let level = if order.what.within().is_some() { Level::Group } else { Level::Base };
    NewPlan {
        id: PlanId(Uuid::nil()),
        commune: order.what.commune(),
        level,
        within: order.what.within(),
        name: format!("{} × {}", units.len(), order.target),
        kind: order.kind,
        drawn_on: order.on,
        base_revision: 0,
        rules: Rules {
            target: order.target.into(),
            min: order.min.into(),
            max: order.max.into(),
            seed: i64::from_le_bytes(order.seed.to_le_bytes()),
            steps: i64::try_from(drawing.steps).unwrap_or(i64::MAX),
        },
        proven: drawing.proven,
        score: figures::score_json(&drawing.score, drawing.bound),
        job: None,
        created_by: None,
        atoms: clusters
            .iter()
            .zip(&parts)
            .map(|(line, part)| (line.atom.id, whole(*part)))
            .collect(),
        splits: drawn
            .splits
            .iter()
            .map(|(group, reason, households)| (*group, (*reason).to_owned(), *households))
            .collect(),
        units,
    }
}

/// The named cause of a part out of range.
fn cause(cause: districting::Cause) -> &'static str {
    use districting::Cause as C;
    match cause {
        C::IsolatedPiece => "isolated_piece",
        C::AtomAboveMax => "atom_above_max",
        C::Locked => "locked",
        C::NoWholeNumber => "no_whole_number",
        C::Unavoidable => "unavoidable",
        C::NotFound => "not_found",
    }
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
