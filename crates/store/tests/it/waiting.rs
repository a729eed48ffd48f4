//! Jobs and the outbox: taken once, renewed, given back, given up.

use std::collections::BTreeSet;

use store::job::{self, JobState, NewJob};
use store::outbox::{self, Message};
use store::{Scope, Stop, Store, testing};
use units::JobId;
use uuid::Uuid;

use crate::{No, mark};

async fn queue(store: &Store, at: i64) -> JobId {
    let job = NewJob {
        job_id: JobId(Uuid::new_v4()),
        kind: "draw",
        input: "{}".to_owned(),
        digest: vec![1, 2, 3],
        seed: 7,
        quota: 1000,
        created_by: None,
        queued_at: at,
    };
    let job_id = job.job_id;
    let outcome: Result<(), Stop<No>> = store
        .write(move |tx| {
            let job = job.clone();
            Box::pin(async move {
                job::queue(tx, &job).await?;
                Ok(mark(tx, "draw-start", at).await?)
            })
        })
        .await;
    outcome.unwrap();
    job_id
}

async fn finish(store: &Store, held: (JobId, Uuid), at: i64) -> bool {
    let outcome: Result<bool, Stop<No>> = store
        .write(move |tx| {
            Box::pin(async move {
                mark(tx, "draw-end", at).await?;
                Ok(job::finish(tx, held, "{\"k\":3}", at).await?)
            })
        })
        .await;
    outcome.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_never_run_the_same_job() {
    testing::both_fresh(|fresh| {
        let (one, url) = (fresh.store.clone(), fresh.url.clone());
        async move {
            let two = Store::open(&url, &testing::options()).await.unwrap();
            for at in 0..20 {
                queue(&one, at).await;
            }
            let mut workers = Vec::new();
            for number in 0..4 {
                let store = if number % 2 == 0 { one.clone() } else { two.clone() };
                workers.push(tokio::spawn(async move {
                    let worker = Uuid::new_v4();
                    let mut taken = Vec::new();
                    while let Some(job) = job::claim(&store, worker, 60_000, 100).await.unwrap() {
                        taken.push(job.job_id);
                        assert!(finish(&store, (job.job_id, worker), 101).await);
                    }
                    taken
                }));
            }
            let mut taken = Vec::new();
            for worker in workers {
                taken.extend(worker.await.unwrap());
            }
            assert_eq!(taken.len(), 20);
            assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), 20);
            assert_eq!(job::open(&one.read(), &Scope::system()).await.unwrap(), 0);
            two.close().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_dead_server_is_claimed_again_and_the_dead_keeps_nothing() {
    testing::both(|store| async move {
        let job_id = queue(&store, 0).await;
        let (dead, alive) = (Uuid::new_v4(), Uuid::new_v4());
        let first = job::claim(&store, dead, 1000, 0).await.unwrap().unwrap();
        assert_eq!((first.job_id, first.seed, first.attempts), (job_id, 7, 1));
        assert_eq!(job::claim(&store, alive, 1000, 999).await.unwrap(), None);
        assert!(job::progress(&store, (job_id, dead), "{\"done\":1}".into(), 2000).await.unwrap());
        assert_eq!(job::claim(&store, alive, 1000, 1500).await.unwrap(), None);
        let again = job::claim(&store, alive, 1000, 2000).await.unwrap().unwrap();
        assert_eq!((again.job_id, again.seed, again.attempts), (job_id, 7, 2));
        assert!(!job::progress(&store, (job_id, dead), "{}".into(), 9000).await.unwrap());
        assert!(!finish(&store, (job_id, dead), 2500).await);
        assert!(finish(&store, (job_id, alive), 2500).await);
        let row = job::row(&store.read(), &Scope::system(), job_id).await.unwrap().unwrap();
        assert_eq!((row.state, row.result.as_deref()), (JobState::Done, Some("{\"k\":3}")));
        assert_eq!(row.progress, "{\"done\":1}");
        assert_eq!(job::row(&store.read(), &Scope::public(), job_id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_job_tells_its_worker() {
    testing::both(|store| async move {
        let job_id = queue(&store, 0).await;
        let worker = Uuid::new_v4();
        job::claim(&store, worker, 1000, 0).await.unwrap().unwrap();
        let outcome: Result<bool, Stop<No>> = store
            .write(move |tx| {
                Box::pin(async move {
                    mark(tx, "draw-cancel", 5).await?;
                    Ok(job::cancel(tx, job_id, 5).await?)
                })
            })
            .await;
        assert!(outcome.unwrap());
        assert!(!job::progress(&store, (job_id, worker), "{}".into(), 9000).await.unwrap());
        assert_eq!(job::claim(&store, worker, 1000, 5000).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_kills_its_workers_is_given_up() {
    testing::both(|store| async move {
        let job_id = queue(&store, 0).await;
        for attempt in 0..job::ATTEMPTS_MAX {
            let now = attempt * 10;
            let claimed = job::claim(&store, Uuid::new_v4(), 10, now).await.unwrap().unwrap();
            assert_eq!(claimed.attempts, attempt + 1);
        }
        assert_eq!(job::claim(&store, Uuid::new_v4(), 10, 1000).await.unwrap(), None);
        let row = job::row(&store.read(), &Scope::system(), job_id).await.unwrap().unwrap();
        assert_eq!((row.state, row.error.as_deref()), (JobState::Failed, Some("job-abandoned")));
    })
    .await;
}

async fn send(store: &Store, due_at: i64) -> Uuid {
    let message = Message {
        message_id: Uuid::new_v4(),
        channel: "mail",
        recipient: "lan@example.org".to_owned(),
        body: "{}".to_owned(),
        due_at,
        queued_at: 0,
    };
    let id = message.message_id;
    let outcome: Result<(), Stop<No>> = store
        .write(move |tx| {
            let message = message.clone();
            Box::pin(async move {
                outbox::queue(tx, &message).await?;
                Ok(mark(tx, "notice", 0).await?)
            })
        })
        .await;
    outcome.unwrap();
    id
}

async fn fails(store: &Store, taken: outbox::Taken, worker: Uuid, now: i64) -> bool {
    let outcome: Result<bool, Stop<No>> = store
        .write(move |tx| {
            let taken = taken.clone();
            Box::pin(async move {
                tx.without_audit();
                Ok(outbox::failed(tx, &taken, worker, "mail-down", now).await?)
            })
        })
        .await;
    outcome.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_waits_longer_after_each_failure_and_is_given_up() {
    testing::both(|store| async move {
        let id = send(&store, 0).await;
        send(&store, i64::MAX / 2).await;
        let worker = Uuid::new_v4();
        let (mut now, mut pauses) = (0, Vec::new());
        for attempt in 1..=outbox::ATTEMPTS_MAX {
            let mut taken = outbox::claim(&store, worker, 10, 1000, now).await.unwrap();
            while taken.is_empty() {
                now += 60_000;
                taken = outbox::claim(&store, worker, 10, 1000, now).await.unwrap();
            }
            assert_eq!((taken.len(), taken[0].message_id, taken[0].attempts), (1, id, attempt));
            pauses.push(now);
            assert!(fails(&store, taken.remove(0), worker, now).await);
        }
        assert!(pauses.windows(3).all(|at| at[2] - at[1] >= at[1] - at[0]), "{pauses:?}");
        let later = outbox::claim(&store, worker, 10, 1000, now + 1_000_000_000).await.unwrap();
        assert!(later.is_empty());
        assert_eq!(outbox::open(&store.read(), &Scope::system()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_a_dead_sender_is_taken_again() {
    testing::both(|store| async move {
        send(&store, 0).await;
        let (dead, alive) = (Uuid::new_v4(), Uuid::new_v4());
        let taken = outbox::claim(&store, dead, 10, 1000, 0).await.unwrap().remove(0);
        assert!(outbox::claim(&store, alive, 10, 1000, 999).await.unwrap().is_empty());
        assert_eq!(outbox::claim(&store, alive, 10, 1000, 1000).await.unwrap().len(), 1);
        let id = taken.message_id;
        let outcome: Result<(bool, bool), Stop<No>> = store
            .write(move |tx| {
                Box::pin(async move {
                    tx.without_audit();
                    let dead = outbox::sent(tx, id, dead, 1500).await?;
                    Ok((dead, outbox::sent(tx, id, alive, 1500).await?))
                })
            })
            .await;
        assert_eq!(outcome.unwrap(), (false, true));
        assert_eq!(outbox::open(&store.read(), &Scope::system()).await.unwrap(), 0);
    })
    .await;
}
