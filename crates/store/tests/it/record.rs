//! The audit record: chained after commit, and every tampering shows.

use store::{Scope, Statement, Stop, Store, sealer, testing};
use uuid::Uuid;

use crate::{No, leave, mark};

async fn change(store: &Store, sql: &'static str) {
    let outcome: Result<u64, Stop<No>> = store
        .write(move |tx| {
            Box::pin(async move {
                tx.without_audit();
                Ok(tx.run(&Statement::new("test/change", sql), Vec::new()).await?)
            })
        })
        .await;
    assert_eq!(outcome.unwrap(), 1, "{sql}");
}

async fn sealed(store: &Store) {
    for at in 0..450 {
        leave(store, "step", at).await.unwrap();
    }
    assert_eq!(sealer::seal(store).await.unwrap(), 450);
    assert_eq!(sealer::seal(store).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_holds_and_shows_the_tail() {
    testing::both(|store| async move {
        sealed(&store).await;
        leave(&store, "late", 1000).await.unwrap();
        leave(&store, "later", 0).await.unwrap();
        let chain = sealer::check(&store.read()).await.unwrap();
        assert_eq!((chain.sealed, chain.unsealed, chain.broken_at), (450, 2, None));
        assert_eq!(sealer::seal(&store).await.unwrap(), 2);
        let longer = sealer::check(&store.read()).await.unwrap();
        assert_eq!((longer.sealed, longer.unsealed, longer.broken_at), (452, 0, None));
        assert_ne!(longer.head, chain.head);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_entry_breaks_the_chain() {
    testing::both(|store| async move {
        sealed(&store).await;
        change(&store, "update audit_entry set reason = 'other' where link_no = 200").await;
        let chain = sealer::check(&store.read()).await.unwrap();
        assert_eq!((chain.sealed, chain.broken_at), (199, Some(200)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_entry_breaks_the_chain() {
    testing::both(|store| async move {
        sealed(&store).await;
        change(&store, "delete from audit_entry where link_no = 300").await;
        let chain = sealer::check(&store.read()).await.unwrap();
        assert_eq!(chain.broken_at, Some(300));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sealers_make_one_chain() {
    testing::both(|store| async move {
        for at in 0..100 {
            leave(&store, "step", at).await.unwrap();
        }
        let (one, two) = tokio::join!(sealer::seal(&store), sealer::seal(&store));
        assert_eq!(one.unwrap() + two.unwrap(), 100);
        assert_eq!(sealer::check(&store.read()).await.unwrap().sealed, 100);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn digests_of_a_person_mean_nothing_after_erasure() {
    testing::both(|store| async move {
        let (lan, ba) = (Uuid::new_v4(), Uuid::new_v4());
        let digest = |subject| {
            let store = store.clone();
            async move {
                let outcome: Result<Vec<u8>, Stop<No>> = store
                    .write(move |tx| {
                        Box::pin(async move {
                            mark(tx, "read-household", 1).await?;
                            Ok(tx.personal_digest(subject, b"12/3/4A Nguyen Trai").await?)
                        })
                    })
                    .await;
                outcome.unwrap()
            }
        };
        let first = digest(lan).await;
        assert_eq!(first, digest(lan).await);
        assert_ne!(first, digest(ba).await, "each subject has a key of its own");
        let outcome: Result<bool, Stop<No>> = store
            .write(move |tx| {
                Box::pin(async move {
                    mark(tx, "erase", 2).await?;
                    Ok(tx.forget(lan).await?)
                })
            })
            .await;
        assert!(outcome.unwrap());
        assert_ne!(first, digest(lan).await, "the old key is gone");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_a_thing_is_not_for_visitors() {
    testing::both(|store| async move {
        let thing = Uuid::new_v4();
        let outcome: Result<(), Stop<No>> = store
            .write(move |tx| {
                Box::pin(async move {
                    let entry = store::Entry { object_id: Some(thing), ..crate::entry("x", 1) };
                    Ok(tx.audit(entry).await?)
                })
            })
            .await;
        outcome.unwrap();
        let reader = store.read();
        let seen = sealer::of_object(&reader, &Scope::system(), thing).await.unwrap();
        assert_eq!((seen.len(), seen[0].act.as_str()), (1, "x"));
        assert!(sealer::of_object(&reader, &Scope::public(), thing).await.unwrap().is_empty());
    })
    .await;
}
