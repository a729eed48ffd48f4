//! A program killed while it writes: every acknowledged act is there, every other is there whole or
//! not at all.

use std::collections::BTreeSet;
use std::time::Duration;

use store::testing::crash;
use store::{Entry, Options, Statement, Stop, Store, Value, sealer, testing, verify};
use uuid::Uuid;

use crate::{No, entry};

/// Each act writes this many entries; half an act would show as fewer.
const WHOLE: i64 = 3;
const GROUPS: Statement = Statement::new(
    "test/groups",
    "select reason, count(*) as n from audit_entry group by reason order by reason",
);

async fn act(store: &Store, name: String) -> Result<(), Stop<No>> {
    store
        .write(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                for part in 0..WHOLE {
                    let entry = Entry { reason: name.clone(), ..entry("crash", part) };
                    tx.audit(entry).await?;
                }
                Ok(())
            })
        })
        .await
}

async fn write_on(store: Store) {
    loop {
        let name = Uuid::new_v4().to_string();
        act(&store, name.clone()).await.unwrap();
        crash::acknowledge(&name);
    }
}

#[test]
#[ignore = "the child of the story below, which kills it"]
fn writes_until_killed() {
    let Some(url) = crash::database() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&url, &Options::default()).await.unwrap();
        tokio::spawn(sealer::run(store.clone(), Duration::from_millis(3)));
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            writers.spawn(write_on(store.clone()));
        }
        writers.join_next().await.unwrap().unwrap();
    });
}

async fn survives(url: &str, kills: u64) {
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    for kill in 0..kills {
        // Instants spread over a few batches, the same in each run.
        let after = Duration::from_micros((kill * 7919) % 40_000);
        let child = crash::child_test("crash::writes_until_killed", url);
        let acts = tokio::task::spawn_blocking(move || crash::kill_after(child, after));
        acknowledged.extend(acts.await.unwrap());
        let store = Store::open(url, &testing::options()).await.unwrap();
        let groups: Vec<(String, i64)> =
            store.read().rows(&GROUPS, Vec::<Value>::new()).await.unwrap();
        let half: Vec<_> = groups.iter().filter(|(_, n)| *n != WHOLE).collect();
        assert!(half.is_empty(), "half acts after kill {kill}: {half:?}");
        let kept: BTreeSet<String> = groups.into_iter().map(|(name, _)| name).collect();
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "acknowledged and lost after kill {kill}: {lost:?}");
        let findings = verify::run(&store, |_| ()).await.unwrap();
        assert!(findings.iter().all(verify::Finding::is_well), "{findings:?}");
        store.close().await;
    }
    assert!(acknowledged.len() as u64 >= kills);
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_acts_survive_a_kill() {
    let kills = std::env::var("COSO_CRASH_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let fresh = testing::sqlite().await;
    survives(&fresh.url, kills).await;
    fresh.end().await;
    if let Some(fresh) = testing::postgres().await {
        survives(&fresh.url, kills).await;
        fresh.end().await;
    }
}

#[test]
#[ignore = "the child of the story below, which kills it at each boundary"]
fn writes_one_act() {
    let Some(url) = crash::database() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&url, &Options::default()).await.unwrap();
        let name = Uuid::new_v4().to_string();
        act(&store, name.clone()).await.unwrap();
        crash::acknowledge(&name);
    });
}

async fn survives_each_boundary(url: &str) {
    let mut boundary = 0;
    let mut kept_unanswered = 0;
    loop {
        boundary += 1;
        let child = crash::child_test("crash::writes_one_act", url);
        let run =
            tokio::task::spawn_blocking(move || crash::kill_at(child, "crash::act", boundary));
        let (acknowledged, ended) = run.await.unwrap();
        let store = Store::open(url, &testing::options()).await.unwrap();
        let groups: Vec<(String, i64)> =
            store.read().rows(&GROUPS, Vec::<Value>::new()).await.unwrap();
        assert!(groups.iter().all(|(_, n)| *n == WHOLE), "{groups:?} at {boundary}");
        store.close().await;
        if ended {
            assert_eq!(acknowledged.len(), 1);
            assert_eq!(groups.len(), kept_unanswered + 1);
            break;
        }
        assert!(acknowledged.is_empty(), "killed before it could answer");
        kept_unanswered = groups.len();
    }
    assert!(boundary > u64::try_from(WHOLE).unwrap() + 2, "every statement was a boundary");
    assert_eq!(kept_unanswered, 1, "only the kill between commit and answer leaves the act");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_cut_at_any_statement_is_whole_or_absent() {
    let fresh = testing::sqlite().await;
    survives_each_boundary(&fresh.url).await;
    fresh.end().await;
    if let Some(fresh) = testing::postgres().await {
        survives_each_boundary(&fresh.url).await;
        fresh.end().await;
    }
}
