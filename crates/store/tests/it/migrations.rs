//! Every migration runs over a database that already has rows, on both databases; versions are
//! compared; a half-run migration leaves nothing behind.

use std::path::Path;

use store::{Fault, Options, Store, catalogue, migrate, testing};

/// Rows for the tables of each migration, in `tests/data/migrations/NNNN_name.sql`: they are put in
/// after that migration, so that all later ones run over them.
pub async fn climb(store_of: impl AsyncFn(i64) -> Store) {
    for step in migrate::MIGRATIONS {
        let store = store_of(step.number).await;
        let name = format!("tests/data/migrations/{:04}_{}.sql", step.number, step.name);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        let rows = std::fs::read_to_string(&file);
        let rows = rows.unwrap_or_else(|_| panic!("each migration has rows: {name} is missing"));
        testing::script(&store, &rows).await.unwrap_or_else(|failure| {
            let cause = std::error::Error::source(&failure).map(ToString::to_string);
            panic!("{name}: {failure} {cause:?}")
        });
        store.close().await;
    }
}

async fn full(url: &str) {
    let store = Store::open(url, &testing::options()).await.unwrap();
    let mut empty = Vec::new();
    for table in catalogue::of(&store).await.unwrap() {
        if testing::count(&store, &table.name).await == 0 {
            empty.push(table.name);
        }
    }
    assert!(empty.is_empty(), "these tables have no rows under the later migrations: {empty:?}");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_migration_runs_over_rows() {
    let folder = testing::Folder::new();
    let mut urls = vec![format!("sqlite:{}", folder.path().join("climb.sqlite").display())];
    urls.extend(testing::postgres_bare().await);
    for url in urls {
        climb(async |number| testing::open_at(&url, number).await).await;
        full(&url).await;
        testing::drop_postgres(&url).await;
    }
}

async fn fault_of(url: &str, options: &Options) -> Option<Fault> {
    match Store::open(url, options).await {
        Ok(store) => {
            store.close().await;
            None
        }
        Err(failure) => Some(failure.fault()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_waits_for_migration() {
    let folder = testing::Folder::new();
    let mut urls = vec![format!("sqlite:{}", folder.path().join("old.sqlite").display())];
    urls.extend(testing::postgres_bare().await);
    for url in urls {
        testing::open_at(&url, 1).await.close().await;
        let older = fault_of(&url, &testing::options()).await;
        assert_eq!(older, (migrate::MIGRATIONS.len() > 1).then_some(Fault::OlderVersion));
        assert_eq!(fault_of(&url, &Options::migrating()).await, None);
        assert_eq!(fault_of(&url, &testing::options()).await, None);
        testing::drop_postgres(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused_and_left_alone() {
    testing::both_fresh(|fresh| {
        let (store, url) = (fresh.store.clone(), fresh.url.clone());
        async move {
            let newer = "insert into migration (number, name, digest) values (9999, 'later', '')";
            let newer = if url.starts_with("sqlite") {
                newer.replace("''", "x''")
            } else {
                newer.to_owned()
            };
            testing::script(&store, &newer).await.unwrap();
            for options in [testing::options(), Options::migrating()] {
                assert_eq!(fault_of(&url, &options).await, Some(Fault::NewerVersion));
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_fails_midway_leaves_nothing() {
    let folder = testing::Folder::new();
    let mut urls = vec![format!("sqlite:{}", folder.path().join("half.sqlite").display())];
    urls.extend(testing::postgres_bare().await);
    for url in urls {
        // The last table of the foundation is there already, so its migration fails near its end.
        let bare = testing::open_at(&url, 0).await;
        testing::script(&bare, "create table session (x text)").await.unwrap();
        bare.close().await;
        assert_eq!(fault_of(&url, &Options::migrating()).await, Some(Fault::Bug));
        let bare = testing::open_at(&url, 0).await;
        let tables = catalogue::of(&bare).await.unwrap();
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["session"], "{url}");
        testing::script(&bare, "drop table session").await.unwrap();
        bare.close().await;
        assert_eq!(fault_of(&url, &Options::migrating()).await, None);
        testing::drop_postgres(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_migrate_once() {
    let folder = testing::Folder::new();
    let mut urls = vec![format!("sqlite:{}", folder.path().join("both.sqlite").display())];
    urls.extend(testing::postgres_bare().await);
    for url in urls {
        let options = Options::migrating();
        let (one, two) = tokio::join!(fault_of(&url, &options), fault_of(&url, &options));
        assert_eq!((one, two), (None, None), "{url}");
        testing::drop_postgres(&url).await;
    }
}
