//! Fresh databases for tests, made from a migrated template in milliseconds, on both databases.
//!
//! SQLite: a copy of a template file in a temporary folder, without waiting for the disk. Never in
//! memory, which would split the read and write pools. PostgreSQL: a database from a template on
//! the server that `COSO_TEST_POSTGRES` names (address of its maintenance database); without it the
//! PostgreSQL half is skipped aloud, and under `CI=true` its absence is a failure.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use sha2::{Digest as _, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::db::{Conn, Db};
use crate::{Dialect, Failure, Options, Statement, Store, migrate};

pub mod crash;
pub mod indicator;
pub mod ledger;
pub mod lineage;
pub mod practice;

/// The address of the PostgreSQL server for tests.
pub const SERVER: &str = "COSO_TEST_POSTGRES";

/// A database of its own for one test.
pub struct Fresh {
    /// The open database.
    pub store: Store,
    /// Its address, to open it again.
    pub url: String,
    folder: Option<Folder>,
}

/// A temporary folder that goes with its value.
pub struct Folder(PathBuf);

impl Folder {
    /// A new empty folder.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("coso-store-{}", Uuid::new_v4().simple()));
        std::fs::create_dir_all(&path).expect("make a temporary folder");
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// How tests open databases: small and, on SQLite, without waiting for the disk.
#[must_use]
pub fn options() -> Options {
    Options { connections: 4, durable: false, ..Options::default() }
}

/// Runs one story on SQLite and then on PostgreSQL. The story gets a fresh database each time.
pub async fn both<S, F>(story: S)
where
    S: Fn(Store) -> F,
    F: Future<Output = ()>,
{
    both_fresh(|fresh| story(fresh.store.clone())).await;
}

/// As [`both`], for stories that open their database again: they get its address too.
pub async fn both_fresh<S, F>(story: S)
where
    S: Fn(&Fresh) -> F,
    F: Future<Output = ()>,
{
    let fresh = sqlite().await;
    story(&fresh).await;
    fresh.end().await;
    if let Some(fresh) = postgres().await {
        story(&fresh).await;
        fresh.end().await;
    }
}

/// A fresh migrated SQLite database.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite() -> Fresh {
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(sqlite_template).await;
    let folder = Folder::new();
    let path = folder.path().join("coso.sqlite");
    std::fs::copy(template, &path).expect("copy the template");
    let url = format!("sqlite:{}", path.display());
    let store = Store::open(&url, &options()).await.expect("open the copy");
    Fresh { store, url, folder: Some(folder) }
}

/// A fresh migrated PostgreSQL database; nothing, aloud, when there is no server.
///
/// # Panics
/// When it cannot be made, or under `CI=true` when there is no server.
pub async fn postgres() -> Option<Fresh> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let server = server()?;
    let template = TEMPLATE.get_or_init(|| postgres_template(&server)).await;
    let name = format!("coso_test_{}", Uuid::new_v4().simple());
    admin(&server, &format!("create database {name} template {template}")).await;
    let url = database_url(&server, &name);
    let store = Store::open(&url, &options()).await.expect("open the copy");
    Some(Fresh { store, url, folder: None })
}

/// An empty PostgreSQL database without tables, for migrations and restores.
///
/// # Panics
/// As [`postgres`].
pub async fn postgres_bare() -> Option<String> {
    let server = server()?;
    let name = format!("coso_test_{}", Uuid::new_v4().simple());
    admin(&server, &format!("create database {name}")).await;
    Some(database_url(&server, &name))
}

/// Cuts every connection to a database of the test server, as a restart of the server does.
///
/// # Panics
/// When the server refuses.
pub async fn cut_connections(url: &str) {
    let Some(server) = server() else { return };
    let name = url.rsplit('/').next().unwrap_or_default();
    let cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname";
    admin(&server, &format!("{cut} = '{name}'")).await;
}

/// Drops a database of the test server; an SQLite file goes with its folder.
///
/// # Panics
/// When the server refuses.
pub async fn drop_postgres(url: &str) {
    if url.starts_with("sqlite:") {
        return;
    }
    let Some(server) = server() else { return };
    let name = url.rsplit('/').next().unwrap_or_default();
    assert!(name.starts_with("coso_test_"), "only databases of tests are dropped");
    admin(&server, &format!("drop database if exists {name} with (force)")).await;
}

/// Opens an address with the tables as they were after migration `number`; 0 for none.
///
/// # Panics
/// When it cannot be opened or migrated.
pub async fn open_at(url: &str, number: i64) -> Store {
    let opened = Options { create: true, ..options() };
    let db = Db::open(url, &opened).await.expect("open the database");
    if number > 0 {
        migrate::run(&db, number).await.expect("migrate the database");
    }
    Store::over(db)
}

/// Lets a database learn what its tables hold, as a running one has done long ago.
///
/// # Panics
/// When it refuses.
pub async fn analyse(store: &Store) {
    let sql = match store.read().dialect() {
        Dialect::Sqlite => "analyze",
        Dialect::Postgres => "vacuum analyze",
    };
    script(store, sql).await.expect("learn what the tables hold");
}

/// Runs a script past the write door. `$uuid(7)`, `$blob(00ff)`, `$true` and `$false` are written as
/// the database wants them, so that one script serves both.
///
/// # Errors
/// When the database refuses it.
pub async fn script(store: &Store, sql: &str) -> Result<(), Failure> {
    let sql = spelt(sql, store.db.dialect());
    let failed = |error| Failure::of("run a script", error);
    match &store.db {
        Db::Sqlite { write, .. } => {
            let mut conn = write.acquire().await.map_err(failed)?;
            Conn::Sqlite(&mut conn).script(&sql).await.map_err(failed)
        }
        Db::Postgres(pool) => {
            let mut conn = pool.acquire().await.map_err(failed)?;
            Conn::Postgres(&mut conn).script(&sql).await.map_err(failed)
        }
    }
}

fn spelt(sql: &str, dialect: Dialect) -> String {
    let mut text = match dialect {
        Dialect::Sqlite => sql.replace("$true", "1").replace("$false", "0"),
        Dialect::Postgres => sql.replace("$true", "true").replace("$false", "false"),
    };
    for (mark, width) in [("$uuid(", 32), ("$blob(", 0)] {
        while let Some(start) = text.find(mark) {
            let end = start + text[start..].find(')').expect("the mark is closed");
            let digits = format!("{:0>width$}", &text[start + mark.len()..end]);
            let value = match (dialect, width) {
                (Dialect::Sqlite, _) => format!("x'{digits}'"),
                (Dialect::Postgres, 0) => format!("'\\x{digits}'::bytea"),
                (Dialect::Postgres, _) => format!("'{digits}'::uuid"),
            };
            text.replace_range(start..=end, &value);
        }
    }
    text
}

/// How many rows a table has.
///
/// # Panics
/// When there is no such table.
pub async fn count(store: &Store, table: &str) -> i64 {
    let mut held = store.read().link().await.expect("take a connection");
    let sql = format!("select count(*) as n from {table}");
    let rows = held.conn().fetch(&sql, Vec::new()).await.expect("count rows");
    rows[0].get("n").expect("a count is a number")
}

/// What the write connection of SQLite answers to a pragma.
///
/// # Panics
/// When it is no SQLite database or the pragma answers nothing.
pub async fn pragma(store: &Store, pragma: &str) -> String {
    let Db::Sqlite { write, .. } = &store.db else { panic!("a pragma is asked of SQLite") };
    let mut conn = write.acquire().await.expect("take the write connection");
    let rows = Conn::Sqlite(&mut conn).fetch(pragma, Vec::new()).await.expect("ask a pragma");
    match rows[0].values().expect("read a row").remove(0) {
        crate::Value::Int(number) => number.to_string(),
        crate::Value::Text(text) => text,
        other => format!("{other:?}"),
    }
}

/// Every row of a statement as text, for comparing two databases as a whole.
///
/// # Panics
/// When the statement fails.
pub async fn texts(store: &Store, statement: &Statement) -> Vec<String> {
    let mut held = store.read().link().await.expect("take a connection");
    let rows = held.conn().fetch(statement.sql, Vec::new()).await.expect("ask for rows");
    rows.iter().map(|row| format!("{:?}", row.values().expect("read a row"))).collect()
}

/// A database that this program has closed, for other programs to open and for copies.
pub struct Closed {
    /// Its address.
    pub url: String,
    folder: Option<Folder>,
}

impl Closed {
    /// Another database with the same content. Nobody may have this one open meanwhile.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub async fn copy(&self) -> Self {
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let folder = Folder::new();
            let copy = folder.path().join("coso.sqlite");
            std::fs::copy(path, &copy).expect("copy the database");
            return Self { url: format!("sqlite:{}", copy.display()), folder: Some(folder) };
        }
        let server = server().expect("the server of the first database");
        let template = self.url.rsplit('/').next().unwrap_or_default();
        let name = format!("coso_test_{}", Uuid::new_v4().simple());
        admin(&server, &format!("create database {name} template {template}")).await;
        Self { url: database_url(&server, &name), folder: None }
    }

    /// Removes it.
    pub async fn end(self) {
        if self.folder.is_none() {
            drop_postgres(&self.url).await;
        }
    }
}

impl Fresh {
    /// Closes the database and keeps it.
    pub async fn close(self) -> Closed {
        self.store.close().await;
        Closed { url: self.url, folder: self.folder }
    }

    /// Closes the database and removes it.
    pub async fn end(self) {
        self.store.close().await;
        if self.folder.is_none() {
            drop_postgres(&self.url).await;
        }
    }
}

fn server() -> Option<String> {
    match std::env::var(SERVER) {
        Ok(url) if !url.is_empty() => Some(url),
        _ => {
            let ci = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!ci, "under CI every story runs on PostgreSQL too: set {SERVER}");
            eprintln!("skipped: the PostgreSQL half (needs {SERVER})");
            None
        }
    }
}

fn database_url(server: &str, name: &str) -> String {
    let (address, _) = server.rsplit_once('/').expect("the address ends with a database");
    format!("{address}/{name}")
}

/// One template file per set of migrations, shared by every test process of the machine.
async fn sqlite_template() -> PathBuf {
    let path = std::env::temp_dir().join(format!("coso-template-{}.sqlite", migrations_digest()));
    if path.exists() {
        return path;
    }
    let making = path.with_extension(Uuid::new_v4().simple().to_string());
    let url = format!("sqlite:{}", making.display());
    let opened = Options { create: true, migrate: true, ..options() };
    let store = Store::open(&url, &opened).await.expect("migrate the template");
    store.close().await;
    std::fs::rename(&making, &path).expect("give the template its name");
    path
}

/// One template per set of migrations, shared by every test process of the server.
async fn postgres_template(server: &str) -> String {
    let name = format!("coso_template_{}", migrations_digest());
    let mut conn = connect(server).await;
    run(&mut conn, "select pg_advisory_lock(4021838)").await;
    let found = sqlx::query("select 1 from pg_database where datname = $1")
        .bind(name.clone())
        .fetch_optional(&mut conn)
        .await
        .expect("ask for the template");
    if found.is_none() {
        let making = format!("{name}_making");
        run(&mut conn, &format!("drop database if exists {making} with (force)")).await;
        run(&mut conn, &format!("create database {making}")).await;
        let opened = Options { migrate: true, ..options() };
        let store = Store::open(&database_url(server, &making), &opened).await;
        store.expect("migrate the template").close().await;
        run(&mut conn, &format!("alter database {making} rename to {name}")).await;
    }
    conn.close().await.expect("leave the server");
    name
}

fn migrations_digest() -> String {
    let mut hash = Sha256::new();
    for step in migrate::MIGRATIONS {
        hash.update(step.sqlite);
        hash.update(step.postgres);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

async fn admin(server: &str, sql: &str) {
    let mut conn = connect(server).await;
    run(&mut conn, sql).await;
    conn.close().await.expect("leave the server");
}

async fn connect(server: &str) -> PgConnection {
    let options = PgConnectOptions::from_str(server).expect("read the server address");
    options.connect().await.expect("reach the test server")
}

async fn run(conn: &mut PgConnection, sql: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(conn).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}
