//! A serving child killed at random instants: every acknowledged act is there whole, every other
//! whole or not at all, on both databases.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use store::testing::{self, Fresh};
use units::JobId;

use crate::kept::{self, Kept, Known, Stage};
use crate::server;
use crate::town::{self, Town, desk_at};
use crate::work::{self, Edit, Sent, Step};

/// Longest life of a server after it listens.
const LIFE_US: u64 = 220_000;
/// The same instants in each run.
const SEED: u64 = 20_260_701;
/// With so many kills one is followed by `coso verify` as well.
const VERIFY_EVERY: u64 = 10;

/// How often a server is killed on each database.
fn kills() -> u64 {
    let asked = std::env::var("COSO_CRASH_KILLS").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(if crate::is_slow() { 200 } else { 20 })
}

/// Settles the town with one adoption in its past, made and taken back over HTTP.
pub async fn prepared(fresh: Fresh) -> (Town, Known) {
    let town = Town::of(fresh, sample::town()).await;
    let url = &town.database.url;
    let desk = desk_at(url).await;
    let own = town::draws(&desk, &town.officer, town.ward).await;
    let first = town::draws(&desk, &town.officer, town.ward).await;
    let before = kept::content(&desk).await;
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let revision = store::registry::revision(&reader, &scope, town.ward).await.unwrap();
    desk.store.close().await;
    let server = town.serve(url, &[]);
    let people = town.people(&server);
    let id = work::does(&people, Step::Propose(first)).unwrap().made();
    for stage in [Stage::Recorded, Stage::Adopted] {
        assert_eq!(work::does(&people, Step::Bring(id, stage)).unwrap().status, 303);
    }
    let desk = desk_at(url).await;
    let adopted = kept::tables(&kept::content(&desk).await);
    desk.store.close().await;
    assert_ne!(adopted, kept::tables(&before), "an adoption is seen in the registry");
    assert_eq!(work::does(&people, Step::Bring(id, Stage::Reverted)).unwrap().status, 303);
    assert!(server.stop().success());
    let known = Known { ward: town.ward, own, before, adopted, revision };
    kept::whole(url, &known).await;
    (town, known)
}

/// What the officer's own draft must hold.
#[derive(Debug, Default)]
struct Draft {
    names: Vec<String>,
    reasons: Vec<String>,
    revision: i64,
    sent: usize,
}

impl Draft {
    fn takes(&mut self, edit: Edit) {
        match edit {
            Edit::Name(name) => self.names.push(name),
            Edit::Reason(text) => self.reasons.push(text),
            Edit::Draw => {}
        }
    }

    /// Compares with what is kept, and follows the act in flight if it was kept.
    fn is_kept(&mut self, sent: Sent<Edit>, kept: &Kept) {
        self.sent += sent.acknowledged.len() + usize::from(sent.in_flight.is_some());
        sent.acknowledged.into_iter().for_each(|edit| self.takes(edit));
        let plan = kept.own.line.plan_id.0;
        let (names, reasons) = (kept.times("plan-rename", plan), kept.times("plan-reason", plan));
        let due = i64::try_from(self.names.len() + self.reasons.len()).unwrap();
        if names + reasons > due {
            self.takes(sent.in_flight.expect("nothing is kept that was not sent"));
        }
        assert_eq!(names, i64::try_from(self.names.len()).unwrap());
        assert_eq!(reasons, i64::try_from(self.reasons.len()).unwrap());
        assert_eq!(kept.own.line.revision, self.revision + names + reasons);
        if let Some(name) = self.names.last() {
            assert_eq!(&kept.own.units[0].name, name);
        }
        assert_eq!(kept.own.units[1].reason_text.as_ref(), self.reasons.last());
    }
}

/// What is to be done next with the reorganisation that is under way.
fn next_step(last: Step, kept: &Kept) -> Option<Step> {
    let open = kept.reorganisations.iter().find(|(_, (stage, _))| *stage < Stage::Reverted);
    match (open, last) {
        (Some((id, (stage, _))), _) => work::after(*stage).map(|stage| Step::Bring(*id, stage)),
        (None, Step::Propose(plan)) if kept.drafts.contains(&plan) => Some(last),
        (None, _) => None,
    }
}

/// A fresh plan on the present revision, drawn while no server runs.
async fn a_plan(town: &Town) -> Step {
    let desk = desk_at(&town.database.url).await;
    let plan = town::draws(&desk, &town.officer, town.ward).await;
    desk.store.close().await;
    Step::Propose(plan)
}

/// One life of a server: what was sent to it until it was killed.
fn one_life(
    town: &Town,
    (known, draft): (&Known, &Draft),
    (step, life): (Step, Duration),
) -> (Sent<Edit>, Vec<JobId>, Sent<Step>) {
    let server = town.serve(&town.database.url, &[]);
    let (editor, people) = (town.people(&server).lan, town.people(&server));
    thread::scope(|scope| {
        let edits = scope.spawn(|| work::edits(&editor, known.ward, known.own, draft.sent));
        let adopts = scope.spawn(|| work::adopts(&people, step));
        thread::sleep(life);
        server.kill();
        let (edits, jobs) = edits.join().expect("the officer edits");
        (edits, jobs, adopts.join().expect("the people adopt"))
    })
}

async fn survives(name: &str, fresh: Fresh) {
    let (began, kills) = (Instant::now(), kills());
    let (town, known) = prepared(fresh).await;
    let url = town.database.url.clone();
    let kept = kept::whole(&url, &known).await;
    let mut draft = Draft { revision: kept.own.line.revision, ..Draft::default() };
    let (mut next, mut jobs, mut random) = (None, Vec::new(), SEED);
    let (mut acknowledged, mut cut) = (0, 0);
    for kill in 1..=kills {
        let step = match next {
            Some(step) => step,
            None => a_plan(&town).await,
        };
        let life = Duration::from_micros(pick(&mut random) % LIFE_US);
        let (edits, made, steps) = one_life(&town, (&known, &draft), (step, life));
        acknowledged += edits.acknowledged.len() + steps.acknowledged.len();
        cut += usize::from(edits.in_flight.is_some()) + usize::from(steps.in_flight.is_some());
        jobs.extend(made);
        let kept = kept::whole(&url, &known).await;
        draft.is_kept(edits, &kept);
        work::adoptions_are_kept(&steps, &kept);
        assert!(jobs.iter().all(|job| kept.jobs.contains(job)), "an acknowledged order is there");
        if kill % VERIFY_EVERY == 0 {
            let verified = server::run(&["verify", "--database", &url]);
            assert!(verified.status.success(), "{}", server::said(&verified));
        }
        next = next_step(step, &kept);
    }
    let kept = kept::whole(&url, &known).await;
    println!(
        "{name}: {kills} kills, {acknowledged} acts acknowledged and kept, {cut} cut off, \
         {} reorganisations, {} drawings",
        kept.reorganisations.len(),
        kept.jobs.len()
    );
    crate::took(&format!("{name}: kills at random instants"), began);
    town.database.end().await;
}

/// The next number of a stream that looks random (splitmix64).
fn pick(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut word = *state;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// What half an act would leave behind, one table each.
const HALVES: [&str; 6] = [
    "delete from outbox where rowid in (select rowid from outbox limit 1)",
    "delete from plan_atom where rowid in (select rowid from plan_atom limit 1)",
    "delete from unit_shape where rowid in (select rowid from unit_shape limit 1)",
    "delete from attachment_chunk",
    "update registry_revision set revision = revision + 1",
    "update reorganisation set state = 'adopted'",
];

/// The net itself is tried: it must not let a half act through.
#[tokio::test(flavor = "multi_thread")]
async fn half_an_act_would_be_found() {
    let (town, known) = prepared(testing::sqlite().await).await;
    let known = Arc::new(known);
    for half in HALVES {
        let copy = town.database.copy().await;
        let desk = desk_at(&copy.url).await;
        testing::script(&desk.store, half).await.unwrap();
        desk.store.close().await;
        let (url, known) = (copy.url.clone(), Arc::clone(&known));
        let here = tokio::runtime::Handle::current();
        let look = move || here.block_on(async { kept::whole(&url, &known).await.jobs.len() });
        let found = tokio::task::spawn_blocking(look).await;
        assert!(found.is_err(), "not found: {half}");
        copy.end().await;
    }
    town.database.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_acts_survive_kills_at_random_instants_on_sqlite() {
    survives("SQLite", testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_acts_survive_kills_at_random_instants_on_postgresql() {
    let Some(fresh) = testing::postgres().await else { return };
    survives("PostgreSQL", fresh).await;
}
