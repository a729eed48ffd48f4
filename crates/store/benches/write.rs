//! How many acts a second the write door keeps, durable on disk, against the same rows inserted
//! bare: `cargo bench -p store --bench write`.
//!
//! Prints one line per measurement; `docs/bench/store.md` keeps them with machine and date. The
//! baseline is one bare insert per commit on one connection of the same SQLite, without audit or
//! savepoints. No criterion: what is measured is the disk, in seconds.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

use std::convert::Infallible;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use store::testing::{self, Folder};
use store::{Entry, Options, Stop, Store, Value, sealer};

const SPAN: Duration = Duration::from_secs(4);

fn main() {
    // `cargo test --benches` only proves that it builds.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let folder = Folder::new();
        let bare = bare(&folder).await;
        println!("sqlite, bare insert per commit (baseline): {bare:.0}/s");
        let url = format!("sqlite:{}", folder.path().join("acts.sqlite").display());
        measure("sqlite", &url, bare).await;
        reads(&url).await;
        bulk(&url).await;
        if let Some(url) = testing::postgres_bare().await {
            measure("postgres", &url, bare).await;
            testing::drop_postgres(&url).await;
        }
    });
}

/// One bare durable insert per commit.
async fn bare(folder: &Folder) -> f64 {
    let mut conn: SqliteConnection = SqliteConnectOptions::new()
        .filename(folder.path().join("bare.sqlite"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .unwrap();
    let table = "create table entry (id blob primary key, at integer, act text) strict";
    sqlx::raw_sql(table).execute(&mut conn).await.unwrap();
    let (began, mut done) = (Instant::now(), 0_u32);
    while began.elapsed() < SPAN {
        sqlx::query("insert into entry (id, at, act) values ($1, $2, 'bench')")
            .bind(store::id::at(i64::from(done)))
            .bind(i64::from(done))
            .execute(&mut conn)
            .await
            .unwrap();
        done += 1;
    }
    let rate = f64::from(done) / began.elapsed().as_secs_f64();
    conn.close().await.unwrap();
    rate
}

async fn act(store: &Store, at: i64) {
    let entry = Entry {
        at,
        actor: None,
        post: None,
        act: "bench",
        object_kind: "bench",
        object_id: None,
        reason: String::new(),
        digest: None,
    };
    let outcome: Result<(), Stop<Infallible>> = store
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move { Ok(tx.audit(entry).await?) })
        })
        .await;
    outcome.map_err(Stop::into_failure).unwrap();
}

/// Acts a second from one, ten, fifty and two hundred callers at once, then the sealing of them.
async fn measure(name: &str, url: &str, bare: f64) {
    let store = Store::open(url, &Options::migrating()).await.unwrap();
    for callers in [1, 10, 50, 200] {
        let began = Instant::now();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..callers {
            let store = store.clone();
            tasks.spawn(async move {
                let (mut done, mut slowest) = (0_u32, Duration::ZERO);
                while began.elapsed() < SPAN {
                    let asked = Instant::now();
                    act(&store, i64::from(done)).await;
                    slowest = slowest.max(asked.elapsed());
                    done += 1;
                }
                (done, slowest)
            });
        }
        let all = tasks.join_all().await;
        let done: u32 = all.iter().map(|(done, _)| done).sum();
        let slowest = all.iter().map(|(_, slowest)| *slowest).max().unwrap();
        let rate = f64::from(done) / began.elapsed().as_secs_f64();
        println!(
            "{name}, acts with audit entry, {callers} callers: {rate:.0}/s, {:.1} x baseline, \
             slowest {} ms",
            rate / bare,
            slowest.as_millis()
        );
    }
    let began = Instant::now();
    let sealed = sealer::seal(&store).await.unwrap();
    println!("{name}, sealing: {:.0} entries/s", sealed as f64 / began.elapsed().as_secs_f64());
    store.close().await;
}

/// Point reads from eight tasks.
async fn reads(url: &str) {
    let store = Store::open(url, &Options::default()).await.unwrap();
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let reader = store.read();
        tasks.spawn(async move {
            let ask = store::Statement::new(
                "bench/read",
                "select at, act from audit_entry where link_no = $1",
            );
            let mut done = 0_i64;
            while began.elapsed() < SPAN {
                let found: Option<(i64, String)> =
                    reader.row(&ask, vec![(done % 1000 + 1).into()]).await.unwrap();
                assert!(found.is_some());
                done += 1;
            }
            done
        });
    }
    let done: i64 = tasks.join_all().await.into_iter().sum();
    println!("sqlite, point reads, 8 tasks: {:.0}/s", done as f64 / began.elapsed().as_secs_f64());
    store.close().await;
}

/// Rows a second of one bulk load.
async fn bulk(url: &str) {
    let insert = store::Statement::new(
        "bench/bulk",
        "insert into audit_entry (entry_id, at, act, object_kind) values ($1, $2, $3, 'bench')",
    );
    let store = Store::open(url, &Options::default()).await.unwrap();
    let began = Instant::now();
    let outcome: Result<u64, Stop<Infallible>> = store
        .write(move |tx| {
            let row = |at: i64| -> Vec<Value> {
                vec![store::id::at(at).into(), at.into(), "bulk".into()]
            };
            Box::pin(async move {
                tx.without_audit();
                Ok(tx.bulk(&insert, (0..200_000).map(row).collect()).await?)
            })
        })
        .await;
    let rows = outcome.map_err(Stop::into_failure).unwrap();
    println!("sqlite, bulk load: {:.0} rows/s", rows as f64 / began.elapsed().as_secs_f64());
    store.close().await;
}
