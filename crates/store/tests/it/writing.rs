//! The write door: whole acts or nothing, one at a time where they meet, many in one commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use store::account::{self, Account};
use store::{Failure, Fault, Scope, Statement, Stop, Store, Tx, Value, testing};
use units::AccountId;
use uuid::Uuid;

use crate::{No, leave, mark};

/// A table of these stories alone is not needed: accounts have a unique name.
const COUNT: Statement = Statement::new("test/count", "select count(*) as n from account");
const ENTRIES: Statement = Statement::new("test/entries", "select count(*) as n from audit_entry");

fn account(name: &str) -> Account {
    Account {
        account_id: AccountId(Uuid::new_v4()),
        name: name.to_owned(),
        display_name: name.to_owned(),
        password_hash: String::new(),
        disabled: false,
        must_change: false,
        created_at: 1,
    }
}

async fn count(store: &Store, statement: &Statement) -> i64 {
    store.read().one::<(i64,)>(statement, Vec::new()).await.unwrap().0
}

/// Adds an account only when there is none at all: two at once must not both succeed.
async fn add_first(store: &Store, name: &'static str) -> Result<(), Stop<No>> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let (there,) = tx.one::<(i64,)>(&COUNT, Vec::new()).await?;
                tokio::time::sleep(std::time::Duration::from_millis(30)).await;
                if there > 0 {
                    return Err(Stop::Refused(No::Taken));
                }
                account::insert(tx, &account(name)).await?;
                Ok(mark(tx, "account-add", 1).await?)
            })
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_conflicting_acts_one_is_refused() {
    testing::both(|store| async move {
        let (one, two) = tokio::join!(add_first(&store, "lan"), add_first(&store, "ba"));
        let refused = [&one, &two].iter().filter(|o| matches!(o, Err(Stop::Refused(_)))).count();
        assert_eq!(refused, 1, "{one:?} {two:?}");
        assert_eq!(count(&store, &COUNT).await, 1);
        assert_eq!(count(&store, &ENTRIES).await, 1);
    })
    .await;
}

async fn add(store: &Store, name: String, fate: Fate) -> Result<(), Stop<No>> {
    store
        .write(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                account::insert(tx, &account(&name)).await?;
                mark(tx, "account-add", 1).await?;
                meet(tx, fate).await
            })
        })
        .await
}

#[derive(Clone, Copy)]
enum Fate {
    Kept,
    Refused,
    Broken,
    Swallowed,
    Panics,
}

async fn meet(tx: &mut Tx, fate: Fate) -> Result<(), Stop<No>> {
    let wrong = Statement::new("test/wrong", "insert into session (session_id) values ($1)");
    match fate {
        Fate::Kept => Ok(()),
        Fate::Refused => Err(Stop::Refused(No::Taken)),
        Fate::Broken => Ok(tx.run(&wrong, vec![vec![1_u8].into()]).await.map(drop)?),
        Fate::Swallowed => {
            drop(tx.run(&wrong, vec![vec![1_u8].into()]).await);
            Ok(())
        }
        Fate::Panics => panic!("the story wants it"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_failing_act_among_fifty_goes_alone() {
    for fate in [Fate::Refused, Fate::Broken, Fate::Swallowed, Fate::Panics] {
        testing::both(|store| async move {
            let mut acts = Vec::new();
            for number in 0..50 {
                let (store, fate) = (store.clone(), if number == 20 { fate } else { Fate::Kept });
                acts.push(tokio::spawn(
                    async move { add(&store, format!("a{number}"), fate).await },
                ));
            }
            for (number, act) in acts.into_iter().enumerate() {
                let outcome = act.await.unwrap();
                assert_eq!(outcome.is_err(), number == 20, "act {number}: {outcome:?}");
            }
            assert_eq!(count(&store, &COUNT).await, 49);
            assert_eq!(count(&store, &ENTRIES).await, 49);
            let gone = account::by_name(&store.read(), &Scope::system(), "a20").await.unwrap();
            assert_eq!(gone, None);
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_of_one_caller_are_kept_in_order() {
    testing::both(|store| async move {
        for number in 0..20 {
            leave(&store, "step", number).await.unwrap();
        }
        let order = Statement::new("test/order", "select at from audit_entry order by entry_id");
        let at: Vec<(i64,)> = store.read().rows(&order, Vec::new()).await.unwrap();
        assert_eq!(at.into_iter().map(|(at,)| at).collect::<Vec<_>>(), (0..20).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_without_an_entry_is_not_kept() {
    testing::both(|store| async move {
        let outcome: Result<(), Stop<No>> = store
            .write(|tx| Box::pin(async move { Ok(account::insert(tx, &account("lan")).await?) }))
            .await;
        assert!(matches!(outcome, Err(Stop::Failed(failure)) if failure.fault() == Fault::Bug));
        assert_eq!(count(&store, &COUNT).await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_name_is_known_as_such() {
    testing::both(|store| async move {
        add(&store, "Đào".to_owned(), Fate::Kept).await.unwrap();
        let outcome = add(&store, "dao".to_owned(), Fate::Kept).await;
        let Err(Stop::Failed(failure)) = outcome else { panic!("{outcome:?}") };
        assert!(failure.is_duplicate(), "{failure}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_an_act_in_conflict_runs_again() {
    let Some(fresh) = testing::postgres().await else { return };
    let runs = Arc::new(AtomicU32::new(0));
    let mut acts = Vec::new();
    for number in 0..8 {
        let (store, runs) = (fresh.store.clone(), runs.clone());
        acts.push(tokio::spawn(async move {
            let act = store.write(move |tx| {
                runs.fetch_add(1, Ordering::SeqCst);
                let name = format!("n{number}");
                Box::pin(async move {
                    let (there,) = tx.one::<(i64,)>(&COUNT, Vec::new()).await?;
                    account::insert(tx, &account(&name)).await?;
                    mark(tx, "account-add", 1).await?;
                    Ok::<i64, Stop<No>>(there)
                })
            });
            act.await.unwrap()
        }));
    }
    let mut seen = Vec::new();
    for act in acts {
        seen.push(act.await.unwrap());
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..8).collect::<Vec<i64>>(), "each act saw all acts before it");
    assert!(runs.load(Ordering::SeqCst) > 8, "none ran again");
    fresh.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_go_in_few_texts() {
    let insert = Statement::new(
        "test/bulk",
        "insert into audit_entry (entry_id, at, act, object_kind) values ($1, $2, 'x', $3) \
         on conflict do nothing",
    );
    testing::both(|store| async move {
        let outcome: Result<u64, Stop<No>> = store
            .write(move |tx| {
                Box::pin(async move {
                    let row = |n: i64| vec![Uuid::new_v4().into(), n.into(), "k".into()];
                    let rows: Vec<Vec<Value>> = (0..1000).map(row).collect();
                    mark(tx, "bulk", 0).await?;
                    Ok(tx.bulk(&insert, rows).await?)
                })
            })
            .await;
        assert_eq!(outcome.unwrap(), 1000);
        assert_eq!(count(&store, &ENTRIES).await, 1001);
        let sum =
            Statement::new("test/sum", "select cast(sum(at) as bigint) as n from audit_entry");
        assert_eq!(count(&store, &sum).await, 499_500);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_identities_are_asked_at_once() {
    let within = Statement::new(
        "test/list",
        "select name from account where created_at = $1 and account_id in ($2) and name <> $3 \
         order by name",
    );
    testing::both(|store| async move {
        let accounts: Vec<Account> = ["a", "b", "c", "d", "e"].map(account).to_vec();
        let ids: Vec<AccountId> = accounts.iter().take(3).map(|a| a.account_id).collect();
        let outcome: Result<(), Stop<No>> = store
            .write(move |tx| {
                let accounts = accounts.clone();
                Box::pin(async move {
                    for account in &accounts {
                        account::insert(tx, account).await?;
                    }
                    Ok(mark(tx, "account-add", 1).await?)
                })
            })
            .await;
        outcome.unwrap();
        let ask = |ids: Vec<Uuid>| vec![1_i64.into(), Value::list(ids), "b".into()];
        let found: Vec<(String,)> =
            store.read().rows(&within, ask(ids.iter().map(|id| id.0).collect())).await.unwrap();
        assert_eq!(found, [("a".to_owned(),), ("c".to_owned(),)]);
        let none: Vec<(String,)> = store.read().rows(&within, ask(Vec::new())).await.unwrap();
        assert!(none.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_leaves_no_half_act() {
    testing::both(|store| async move {
        let waiting =
            tokio::time::timeout(std::time::Duration::from_millis(5), add_first(&store, "lan"));
        drop(waiting.await);
        leave(&store, "later", 2).await.unwrap();
        let (accounts, entries) = (count(&store, &COUNT).await, count(&store, &ENTRIES).await);
        assert_eq!(entries, accounts + 1, "the account and its entry stand or fall together");
    })
    .await;
}

#[test]
fn a_failure_tells_its_class_and_place() {
    let failure = Failure::new(Fault::DiskFull, "commit").at("/data/coso.sqlite");
    assert_eq!(failure.to_string(), "store-disk-full: commit (/data/coso.sqlite)");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_server_dropped_its_connections_pages_and_acts_go_on() {
    let Some(fresh) = testing::postgres().await else { return };
    let store = fresh.store.clone();
    for _ in 0..3 {
        let pages = (0..4).map(|_| count(&store, &ENTRIES));
        for page in pages {
            page.await;
        }
        testing::cut_connections(&fresh.url).await;
        assert_eq!(count(&store, &ENTRIES).await % 10, 0);
        testing::cut_connections(&fresh.url).await;
        for at in 0..10 {
            leave(&store, "step", at).await.unwrap();
        }
    }
    fresh.end().await;
}

/// On SQLite a full disk may end the whole transaction, not only the statement.
#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_fills_the_disk_fails_alone() {
    let fresh = testing::sqlite().await;
    testing::script(&fresh.store, "pragma max_page_count = 400").await.unwrap();
    let mut acts = Vec::new();
    for number in 0..20_u8 {
        let store = fresh.store.clone();
        acts.push(tokio::spawn(async move {
            let large = store.write(move |tx| {
                Box::pin(async move {
                    mark(tx, "session", 1).await?;
                    let bytes = if number == 7 { 8_000_000 } else { 10 };
                    let sql = "insert into session (session_id, data, expires_at) \
                               values ($1, $2, 1)";
                    let values = vec![vec![number].into(), vec![0_u8; bytes].into()];
                    tx.run(&Statement::new("test/fill", sql), values).await?;
                    Ok::<(), Stop<No>>(())
                })
            });
            large.await
        }));
    }
    for (number, act) in acts.into_iter().enumerate() {
        match act.await.unwrap() {
            Ok(()) => assert_ne!(number, 7),
            Err(Stop::Failed(failure)) => {
                assert_eq!((number, failure.fault()), (7, Fault::DiskFull), "{failure:?}");
            }
            Err(Stop::Refused(no)) => panic!("{no:?}"),
        }
    }
    assert_eq!(testing::count(&fresh.store, "session").await, 19);
    assert_eq!(testing::count(&fresh.store, "audit_entry").await, 19);
    fresh.end().await;
}
