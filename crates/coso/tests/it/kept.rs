//! What a database holds after a kill, and whether every act in it is there whole or not at all:
//! each row that an act writes is counted against the entry that it leaves in the audit record.

use std::collections::{BTreeMap, HashMap, HashSet};

use desk::Desk;
use store::plan::PlanPage;
use store::reorganisation::{Line, State};
use store::{Statement, testing};
use units::{JobId, PlanId, ReorganisationId, UnitId};
use uuid::Uuid;

use crate::town::desk_at;

const ACTS: Statement = Statement::new(
    "test/acts",
    "select act, object_id, cast(count(*) as bigint) as n from audit_entry \
     where object_id is not null group by act, object_id",
);
const JOBS: Statement = Statement::new("test/jobs", "select job_id, state from job");
const PLANS: Statement =
    Statement::new("test/plans", "select plan_id, state from plan where level = 'base'");
const DRAWN: Statement =
    Statement::new("test/drawn", "select plan_id, job_id from plan where job_id is not null");
const ATTACHED: Statement = Statement::new(
    "test/attached",
    "select attachment_id, cast(count(*) as bigint) as n from attachment_chunk \
     group by attachment_id",
);

/// The document that every story attaches.
pub const DOCUMENT: &str = "%PDF-1.7 nghị quyết về việc thành lập khu phố";

/// How far a reorganisation has come. Each step is one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Proposed,
    Recorded,
    Adopted,
    Reverted,
}

/// What is true of the town whatever is killed.
pub struct Known {
    /// The ward.
    pub ward: UnitId,
    /// The draft that the officer edits by hand.
    pub own: PlanId,
    /// Every row of the registry before any adoption.
    pub before: Vec<String>,
    /// Rows of each table of the registry with one adoption in it.
    pub adopted: BTreeMap<String, usize>,
    /// The revision of the registry before any adoption.
    pub revision: i64,
}

/// What was found.
pub struct Kept {
    pub acts: HashMap<(String, Uuid), i64>,
    pub jobs: HashSet<JobId>,
    pub reorganisations: BTreeMap<ReorganisationId, (Stage, PlanId)>,
    /// Plans that nobody has proposed.
    pub drafts: HashSet<PlanId>,
    /// The officer's own draft.
    pub own: PlanPage,
}

impl Kept {
    /// How often an act was done to a thing.
    pub fn times(&self, act: &str, object: Uuid) -> i64 {
        self.acts.get(&(act.to_owned(), object)).copied().unwrap_or(0)
    }

    fn all(&self, act: &str) -> i64 {
        self.acts.iter().filter(|((name, _), _)| name == act).map(|(_, n)| n).sum()
    }

    fn at_least(&self, stage: Stage) -> i64 {
        let many = self.reorganisations.values().filter(|(at, _)| *at >= stage).count();
        i64::try_from(many).unwrap()
    }
}

/// Rows of each table of the registry.
pub fn tables(content: &[String]) -> BTreeMap<String, usize> {
    let mut tables = BTreeMap::new();
    for line in content {
        let table = line.split(' ').next().unwrap_or_default().to_owned();
        *tables.entry(table).or_default() += 1;
    }
    tables
}

/// Every row of the registry.
pub async fn content(desk: &Desk) -> Vec<String> {
    let scope = desk::authority::system_scope();
    store::registry::content(&desk.store.read(), &scope).await.unwrap()
}

/// Opens a database after a kill, proves that no act in it is half, and tells what it holds.
pub async fn whole(url: &str, known: &Known) -> Kept {
    let desk = desk_at(url).await;
    let findings = store::verify::run(&desk.store, |_| ()).await.unwrap();
    assert!(findings.iter().all(store::verify::Finding::is_well), "{findings:?}");
    assert_eq!(desk::verify::registry(&desk).await.unwrap(), []);
    let kept = read(&desk, known).await;
    drawings(&desk, &kept).await;
    for (id, (stage, plan)) in &kept.reorganisations {
        dossier(&desk, &kept, *id, *stage).await;
        assert!(!kept.drafts.contains(plan), "a proposed plan is frozen");
    }
    in_the_registry(&desk, &kept, known).await;
    desk.store.close().await;
    kept
}

async fn read(desk: &Desk, known: &Known) -> Kept {
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let acts: Vec<(String, Uuid, i64)> = reader.rows(&ACTS, Vec::new()).await.unwrap();
    let jobs: Vec<(JobId, String)> = reader.rows(&JOBS, Vec::new()).await.unwrap();
    let plans: Vec<(PlanId, String)> = reader.rows(&PLANS, Vec::new()).await.unwrap();
    let lines = store::reorganisation::list(&reader, &scope, known.ward).await.unwrap();
    let of_line = |line: Line| (line.reorganisation_id, (stage(line.state), line.plan_id));
    let reorganisations: BTreeMap<_, _> = lines.into_iter().map(of_line).collect();
    let frozen: HashSet<PlanId> = reorganisations.values().map(|(_, plan)| *plan).collect();
    let drafts: HashSet<PlanId> =
        plans.iter().filter(|(_, state)| state == "draft").map(|(plan, _)| *plan).collect();
    assert_eq!(plans.len(), drafts.len() + frozen.len(), "frozen plans are the proposed ones");
    let own = store::plan::page(&reader, &scope, known.own).await.unwrap();
    Kept {
        own: own.expect("the officer's draft stays"),
        acts: acts.into_iter().map(|(act, object, n)| ((act, object), n)).collect(),
        jobs: jobs.into_iter().map(|(job, _)| job).collect(),
        reorganisations,
        drafts,
    }
}

fn stage(state: State) -> Stage {
    match state {
        State::Proposed => Stage::Proposed,
        State::Recorded => Stage::Recorded,
        State::Adopted => Stage::Adopted,
        State::Reverted => Stage::Reverted,
        State::Withdrawn => panic!("nobody withdraws here"),
    }
}

/// A job is there with its entry; a drawn plan is there with its job's end, its entry and its
/// clusters.
async fn drawings(desk: &Desk, kept: &Kept) {
    let reader = desk.store.read();
    let jobs: Vec<(JobId, String)> = reader.rows(&JOBS, Vec::new()).await.unwrap();
    let drawn: Vec<(PlanId, JobId)> = reader.rows(&DRAWN, Vec::new()).await.unwrap();
    let of: HashMap<JobId, PlanId> = drawn.iter().map(|(plan, job)| (*job, *plan)).collect();
    assert_eq!(of.len(), drawn.len(), "no job has two plans");
    for (job, state) in &jobs {
        assert_eq!(kept.times("draw-start", job.0), 1, "a job has the entry of its order");
        assert_eq!(of.contains_key(job), state == "done", "{job} is {state}");
    }
    assert_eq!(kept.all("draw-start"), i64::try_from(jobs.len()).unwrap());
    for (plan, _) in &drawn {
        assert_eq!(kept.times("draw-finish", plan.0), 1, "a plan has the entry of its drawing");
    }
    assert_eq!(kept.all("draw-finish"), i64::try_from(drawn.len()).unwrap());
    let atoms = testing::count(&desk.store, "atom").await;
    let plans = i64::try_from(drawn.len()).unwrap();
    assert_eq!(testing::count(&desk.store, "plan_atom").await, atoms * plans);
    assert_eq!(testing::count(&desk.store, "plan_unit").await, 2 * plans, "two units each");
}

/// A reorganisation has exactly the entries and rows of the stage it is in.
async fn dossier(desk: &Desk, kept: &Kept, id: ReorganisationId, stage: Stage) {
    let acts = ["propose", "record", "confirm", "revert"].map(|act| {
        let act = format!("reorganisation-{act}");
        kept.times(&act, id.0)
    });
    let due = [Stage::Proposed, Stage::Recorded, Stage::Adopted, Stage::Reverted]
        .map(|at| i64::from(stage >= at));
    assert_eq!(acts, due, "{id} is {stage:?}");
    if stage == Stage::Reverted {
        // Looked at with every kill before: it changes no more.
        return;
    }
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let page = store::reorganisation::page(&reader, &scope, id).await.unwrap().unwrap();
    assert_eq!(page.adoption.is_some(), stage >= Stage::Recorded);
    let Some(adoption) = page.adoption else { return };
    assert_eq!(adoption.confirmed_by.is_some(), stage >= Stage::Adopted);
    let document = store::attachment::body(&reader, &scope, adoption.attachment_id).await.unwrap();
    assert_eq!(document.as_deref(), Some(DOCUMENT.as_bytes()));
}

/// The registry is as before, or holds one whole adoption.
async fn in_the_registry(desk: &Desk, kept: &Kept, known: &Known) {
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let standing: Vec<_> =
        kept.reorganisations.values().filter(|(stage, _)| *stage == Stage::Adopted).collect();
    let now = content(desk).await;
    match standing.len() {
        0 => assert!(now == known.before, "the registry is as before, row by row"),
        1 => assert_eq!(tables(&now), known.adopted, "a whole adoption"),
        many => panic!("{many} adoptions stand at once"),
    }
    let (confirmed, reverted) = (kept.at_least(Stage::Adopted), kept.at_least(Stage::Reverted));
    let revision = store::registry::revision(&reader, &scope, known.ward).await.unwrap();
    assert_eq!(revision, known.revision + confirmed + reverted);
    assert_eq!(testing::count(&desk.store, "outbox").await, confirmed, "a message each");
    let recorded = kept.at_least(Stage::Recorded);
    assert_eq!(testing::count(&desk.store, "adoption").await, recorded);
    assert_eq!(testing::count(&desk.store, "attachment").await, recorded);
    let chunks: Vec<(Uuid, i64)> = reader.rows(&ATTACHED, Vec::new()).await.unwrap();
    assert_eq!(i64::try_from(chunks.len()).unwrap(), recorded, "each document has its content");
}
