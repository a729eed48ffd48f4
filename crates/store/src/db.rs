//! The two databases behind one door: how they are opened, and how one statement runs on either.
//!
//! SQLite has a write pool of exactly one connection and a pool of readers; PostgreSQL has one
//! pool. No pool pings before use: the ping halves point reads or worse.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection, Postgres,
    SqlSafeStr as _, Sqlite, SqliteConnection,
};

use crate::checkpoint;
use crate::dialect::{self, Dialect};
use crate::failure::{Failure, Fault};
use crate::row::{Inner, Row};
use crate::value::{NullKind, Value};

/// How a database is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Readers on SQLite, connections in all on PostgreSQL.
    pub connections: u32,
    /// Make the file when it is not there (SQLite).
    pub create: bool,
    /// Bring the tables up to this version; otherwise an older database is refused.
    pub migrate: bool,
    /// Wait for the disk at each commit. Only tests turn it off.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { connections: 8, create: false, migrate: false, durable: true }
    }
}

impl Options {
    /// For `serve`, `demo` and `migrate`: makes the file when missing and migrates it.
    #[must_use]
    pub fn migrating() -> Self {
        Self { create: true, migrate: true, ..Self::default() }
    }
}

/// The pools.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

/// One connection of either kind.
pub(crate) enum Conn<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Db {
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite { .. } => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    pub(crate) async fn open(url: &str, options: &Options) -> Result<Self, Failure> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return open_sqlite(path.trim_start_matches("//"), options).await;
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return open_postgres(url, options).await;
        }
        Err(Failure::new(Fault::BadUrl, "open the database").at(url))
    }

    /// How many connections may have been cut while they waited: nothing pings them before use.
    pub(crate) fn stale_connections_max(&self) -> u32 {
        match self {
            Self::Sqlite { .. } => 0,
            Self::Postgres(pool) => pool.options().get_max_connections(),
        }
    }

    pub(crate) async fn prepare(&self, sql: &'static str) -> Answer<()> {
        match self {
            Self::Sqlite { read, .. } => {
                read.acquire().await?.prepare(sql.into_sql_str()).await.map(drop)
            }
            Self::Postgres(pool) => {
                pool.acquire().await?.prepare(sql.into_sql_str()).await.map(drop)
            }
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(path: &str, options: &Options) -> Result<Db, Failure> {
    let named = |failure: Failure| failure.at(path);
    let synchronous =
        if options.durable { SqliteSynchronous::Full } else { SqliteSynchronous::Off };
    if !options.create && !Path::new(path).exists() {
        return Err(named(Failure::new(Fault::NoDatabase, "open the database file")));
    }
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(options.create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(512)
        .pragma("cache_size", "-32000")
        .pragma("trusted_schema", "off");
    // Each act of a batch stands in a savepoint, whose pages would go through a file.
    let writing = connect.clone().pragma("temp_store", "memory");
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(writing.pragma("wal_autocheckpoint", checkpoint::LOG_PAGES_MOST))
        .await
        .map_err(|error| named(Failure::of("open the database file", error)))?;
    let read = SqlitePoolOptions::new()
        .max_connections(options.connections.max(1))
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with(connect.create_if_missing(false).pragma("query_only", "on"));
    Ok(Db::Sqlite { write, read })
}

async fn open_postgres(url: &str, options: &Options) -> Result<Db, Failure> {
    let connect = PgConnectOptions::from_str(url)
        .map_err(|error| Failure::new(Fault::BadUrl, "read the server address").because(error))?;
    let place = format!(
        "{}:{}/{}",
        connect.get_host(),
        connect.get_port(),
        connect.get_database().unwrap_or_default()
    );
    let connect = connect.statement_cache_capacity(512).application_name("coso");
    let failed = |error| Failure::of("reach the database server", error).at(place.clone());
    // Tried once outside the pool: the pool would try again until its patience ends.
    connect.connect().await.map_err(failed)?.close().await.map_err(failed)?;
    let pool = PgPoolOptions::new()
        .max_connections(options.connections.max(2))
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_lazy_with(connect);
    Ok(Db::Postgres(pool))
}

impl Conn<'_> {
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Every row that a text answers.
    pub(crate) async fn fetch(&mut self, sql: &str, values: Vec<Value>) -> Answer<Vec<Row>> {
        let (sql, values) = self.widened(sql, values);
        Ok(match self {
            Self::Sqlite(conn) => {
                let rows = bind_sqlite(sqlx::query(sql), values).fetch_all(&mut **conn).await?;
                rows.into_iter().map(|row| Row(Inner::Sqlite(row))).collect()
            }
            Self::Postgres(conn) => {
                let rows = bind_postgres(sqlx::query(sql), values).fetch_all(&mut **conn).await?;
                rows.into_iter().map(|row| Row(Inner::Postgres(row))).collect()
            }
        })
    }

    /// A text and its values as this database takes them.
    fn widened(&self, sql: &str, values: Vec<Value>) -> (AssertSqlSafe<String>, Vec<Value>) {
        let (sql, values) = dialect::widen(sql, values);
        let sql = match self {
            Self::Sqlite(_) => dialect::unnumbered(sql, values.len()),
            Self::Postgres(_) => sql,
        };
        (AssertSqlSafe(sql), values)
    }

    /// Runs a text that answers no rows; how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: &str, values: Vec<Value>) -> Answer<u64> {
        let (sql, values) = self.widened(sql, values);
        Ok(match self {
            Self::Sqlite(conn) => {
                bind_sqlite(sqlx::query(sql), values).execute(&mut **conn).await?.rows_affected()
            }
            Self::Postgres(conn) => {
                bind_postgres(sqlx::query(sql), values).execute(&mut **conn).await?.rows_affected()
            }
        })
    }

    /// Runs a script of several statements without values: migrations and pragmas.
    pub(crate) async fn script(&mut self, sql: &str) -> Answer<()> {
        let script = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Self::Sqlite(conn) => script.execute(&mut **conn).await.map(drop),
            Self::Postgres(conn) => script.execute(&mut **conn).await.map(drop),
        }
    }
}

type Answer<T> = Result<T, sqlx::Error>;

/// Binds values in order; the same text for both argument lists.
macro_rules! bind_all {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Int(number) => query.bind(number),
                Value::Bool(truth) => query.bind(truth),
                Value::Text(text) => query.bind(text),
                Value::Uuid(id) => query.bind(id),
                Value::Blob(bytes) => query.bind(bytes),
                Value::Null(NullKind::Int) => query.bind(None::<i64>),
                Value::Null(NullKind::Bool) => query.bind(None::<bool>),
                Value::Null(NullKind::Text) => query.bind(None::<String>),
                Value::Null(NullKind::Uuid) => query.bind(None::<uuid::Uuid>),
                Value::Null(NullKind::Blob) => query.bind(None::<Vec<u8>>),
                Value::Uuids(_) => unreachable!("lists are widened before they are bound"),
            };
        }
        query
    }};
}

fn bind_sqlite(
    query: Query<'static, Sqlite, SqliteArguments>,
    values: Vec<Value>,
) -> Query<'static, Sqlite, SqliteArguments> {
    bind_all!(query, values)
}

fn bind_postgres(
    query: Query<'static, Postgres, PgArguments>,
    values: Vec<Value>,
) -> Query<'static, Postgres, PgArguments> {
    bind_all!(query, values)
}
