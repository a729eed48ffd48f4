//! A drawing whose server is killed is drawn again by the next one, from its seed to the same plan.

use std::time::{Duration, Instant};

use desk::Desk;
use desk::draw::{self, DrawOrder};
use store::job::{JobRow, JobState};
use store::testing::{self, Fresh};
use units::{AtomId, JobId};

use crate::town::{Town, desk_at};

/// Long enough for a server to be killed in the midst.
const STEPS: u64 = 60_000;
/// Longer than the lease that the dead worker still holds, and the drawing after it.
const PATIENCE: Duration = Duration::from_secs(120);

async fn row(desk: &Desk, job: JobId) -> JobRow {
    let scope = desk::authority::system_scope();
    store::job::row(&desk.store.read(), &scope, job).await.unwrap().expect("the job stays")
}

/// Waits until the job is as wanted.
async fn wait(url: &str, job: JobId, wanted: impl Fn(&JobRow) -> bool) -> JobRow {
    let desk = desk_at(url).await;
    let began = Instant::now();
    loop {
        let now = row(&desk, job).await;
        if wanted(&now) {
            desk.store.close().await;
            return now;
        }
        assert!(began.elapsed() < PATIENCE, "the job stays {now:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Which part each cluster came to lie in.
async fn assignment(url: &str, job: JobId) -> Vec<(AtomId, i64)> {
    let desk = desk_at(url).await;
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let plan = store::plan::by_job(&reader, &scope, job).await.unwrap().expect("a plan");
    let mut atoms = store::plan::atoms(&reader, &scope, plan).await.unwrap();
    atoms.sort_unstable();
    desk.store.close().await;
    atoms
}

async fn is_drawn_again(name: &str, fresh: Fresh) {
    let began = Instant::now();
    let town = Town::of(fresh, sample::default_commune()).await;
    let url = &town.database.url;
    let desk = desk_at(url).await;
    let order = DrawOrder { steps: Some(STEPS), seed: 11, ..DrawOrder::default() };
    let job = draw::start(&desk, &town.officer, town.ward, order).await.unwrap();
    desk.store.close().await;
    let calm = town.database.copy().await;

    let server = town.serve(url, &[]);
    let under_way = |row: &JobRow| row.progress.contains("\"steps\"") || row.state.is_over();
    let seen = wait(url, job, under_way).await;
    server.kill();
    assert_eq!(seen.state, JobState::Running, "killed in the midst: {seen:?}");
    let desk = desk_at(url).await;
    let left = row(&desk, job).await;
    assert_eq!((left.state, left.attempts), (JobState::Running, 1));
    let scope = desk::authority::system_scope();
    assert_eq!(store::plan::by_job(&desk.store.read(), &scope, job).await.unwrap(), None);
    desk.store.close().await;

    let second = town.serve(url, &[]);
    let undisturbed = town.serve(&calm.url, &[]);
    for url in [&calm.url, url] {
        assert_eq!(wait(url, job, |row| row.state.is_over()).await.state, JobState::Done);
    }
    assert!(second.stop().success() && undisturbed.stop().success());
    let desk = desk_at(url).await;
    assert_eq!(row(&desk, job).await.attempts, 2, "claimed again after the lease");
    desk.store.close().await;
    let (again, once) = (assignment(url, job).await, assignment(&calm.url, job).await);
    assert!(!once.is_empty());
    assert_eq!(again, once, "the same seed draws the same plan");
    crate::took(&format!("{name}: a drawing killed and drawn again"), began);
    calm.end().await;
    town.database.end().await;
}

/// Both databases at once: most of the time goes into waiting for the leases to run out.
#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_killed_in_the_midst_is_drawn_again_to_the_same_plan() {
    if !crate::is_slow() {
        println!("skipped: a drawing killed in the midst (half a minute; needs COSO_SLOW=1)");
        return;
    }
    let on_postgresql = async {
        if let Some(fresh) = testing::postgres().await {
            is_drawn_again("PostgreSQL", fresh).await;
        }
    };
    let on_sqlite = async { is_drawn_again("SQLite", testing::sqlite().await).await };
    tokio::join!(on_sqlite, on_postgresql);
}
