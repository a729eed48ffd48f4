//! The transaction an act writes in, and the reader that pages ask.
//!
//! Both answer rows of any shape that is [`FromRow`]; only a transaction runs changes.

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::db::{Conn, Db};
use crate::dialect::{self, Dialect};
use crate::failure::{Failure, Fault};
use crate::registry::Moving;
use crate::row::{FromRow, Row};
use crate::statement::Statement;
use crate::testing::crash;
use crate::value::Value;

/// One write transaction of either database. An act gets it from `Store::write`.
pub struct Tx {
    pub(crate) link: Link,
    /// Entries of the present act; an act without one is a bug unless it said so.
    pub(crate) entries: u32,
    pub(crate) unaudited: bool,
    /// The first failed statement of the present act: it can no longer be kept.
    pub(crate) broken: Option<Failure>,
    /// A test kills the program at one of the boundaries.
    pub(crate) is_watched: bool,
    /// What the present act has moved on of the registry.
    pub(crate) moving: Moving,
    /// Changes of the present act that have still to be sent (SQLite).
    pending: Vec<Change>,
}

/// A change that waits to be sent with others.
struct Change {
    name: &'static str,
    sql: &'static str,
    values: Vec<Value>,
}

/// Changes that are sent together at most: enough for the longest single act of a person.
const PENDING_MOST: usize = 64;

pub(crate) enum Link {
    /// Begun and ended by the writer with statements of its own: a transaction of sqlx is lost for
    /// ever when SQLite ends it by itself (a full disk).
    Sqlite(PoolConnection<Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(crate) fn new(link: Link) -> Self {
        Self {
            link,
            entries: 0,
            unaudited: false,
            broken: None,
            is_watched: false,
            moving: Moving::default(),
            pending: Vec::new(),
        }
    }

    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match &mut self.link {
            Link::Sqlite(conn) => Conn::Sqlite(&mut *conn),
            Link::Postgres(tx) => Conn::Postgres(&mut *tx),
        }
    }

    /// Every row.
    ///
    /// # Errors
    /// When the statement fails or a row has another shape.
    pub async fn rows<R: FromRow>(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<Vec<R>, Failure> {
        self.settle().await?;
        crash::boundary(self.is_watched);
        let answer = self.conn().fetch(statement.sql, values).await;
        let rows = answer.map_err(|error| self.spoil(statement.name, error))?;
        shaped(&rows)
    }

    /// The one row, if there is one.
    ///
    /// # Errors
    /// As [`Tx::rows`], and when there are several.
    pub async fn row<R: FromRow>(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<Option<R>, Failure> {
        at_most_one(statement, self.rows(statement, values).await?)
    }

    /// The one row there must be.
    ///
    /// # Errors
    /// As [`Tx::row`], and when there is none.
    pub async fn one<R: FromRow>(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<R, Failure> {
        exactly_one(statement, self.rows(statement, values).await?)
    }

    /// Runs a change; how many rows it touched.
    ///
    /// # Errors
    /// When the statement fails. The act cannot be kept after that, on either database.
    pub async fn run(&mut self, statement: &Statement, values: Vec<Value>) -> Result<u64, Failure> {
        self.settle().await?;
        self.moving = self.moving.and(Moving::by(statement.sql));
        crash::boundary(self.is_watched);
        let answer = self.conn().execute(statement.sql, values).await;
        answer.map_err(|error| self.spoil(statement.name, error))
    }

    /// Runs a change before the act's next question and before its end, in the order of the calls. On
    /// SQLite such changes travel together: each text of its own costs a turn of the connection's thread,
    /// and acts wait for one another.
    ///
    /// # Errors
    /// As [`Tx::run`], here or where the change is sent.
    pub async fn later(
        &mut self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<(), Failure> {
        self.moving = self.moving.and(Moving::by(statement.sql));
        self.pending.push(Change { name: statement.name, sql: statement.sql, values });
        let travels = matches!(self.link, Link::Sqlite(_)) && self.pending.len() < PENDING_MOST;
        if travels { Ok(()) } else { self.settle().await }
    }

    /// Sends what was put off.
    pub(crate) async fn settle(&mut self) -> Result<(), Failure> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let pending = std::mem::take(&mut self.pending);
        let name = pending.iter().map(|change| change.name).collect::<Vec<_>>().join(", ");
        let changes = pending.into_iter().map(|change| (change.sql, change.values));
        let (sql, values) = dialect::joined(changes);
        crash::boundary(self.is_watched);
        let answer = self.conn().execute(&sql, values).await;
        answer.map(drop).map_err(|error| self.spoil(name, error))
    }

    /// Forgets what was put off by an act that is not kept.
    pub(crate) fn forget_pending(&mut self) {
        self.pending.clear();
    }

    /// Runs an insert of one row for many rows, in as few texts as the databases allow.
    ///
    /// # Errors
    /// When the statement fails or is no `insert … values (…)`.
    pub async fn bulk(
        &mut self,
        statement: &Statement,
        rows: Vec<Vec<Value>>,
    ) -> Result<u64, Failure> {
        let Some(width) = rows.first().map(Vec::len) else { return Ok(0) };
        self.settle().await?;
        self.moving = self.moving.and(Moving::by(statement.sql));
        let portion = dialect::rows_per_insert(width);
        let mut touched = 0;
        let mut rows = rows.into_iter();
        loop {
            let values: Vec<Value> = rows.by_ref().take(portion).flatten().collect();
            if values.is_empty() {
                return Ok(touched);
            }
            let sql = dialect::many_rows(statement.sql, values.len() / width, width)
                .ok_or_else(|| Failure::new(Fault::Bug, format!("bulk {}", statement.name)))?;
            crash::boundary(self.is_watched);
            let answer = self.conn().execute(&sql, values).await;
            touched += answer.map_err(|error| self.spoil(statement.name, error))?;
        }
    }

    /// As [`Tx::bulk`] for changes that may wait as [`Tx::later`] lets them.
    ///
    /// # Errors
    /// As [`Tx::bulk`].
    pub async fn bulk_later(
        &mut self,
        statement: &Statement,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), Failure> {
        match <[Vec<Value>; 1]>::try_from(rows) {
            Ok([row]) => self.later(statement, row).await,
            Err(rows) => self.bulk(statement, rows).await.map(drop),
        }
    }

    /// Runs what begins, ends or divides the transaction itself.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        crash::boundary(self.is_watched);
        self.conn().script(sql).await
    }

    /// Declares that the present act leaves no audit entry: sessions, progress of jobs, sealing.
    pub fn without_audit(&mut self) {
        self.unaudited = true;
    }

    fn spoil(&mut self, name: impl Into<String>, error: sqlx::Error) -> Failure {
        let failure = Failure::of(name, error);
        self.broken.get_or_insert_with(|| failure.clone());
        failure
    }
}

/// Reads for pages, cheap to make. Each question sees the last committed state.
#[derive(Clone)]
pub struct Reader {
    pub(crate) db: Db,
}

/// A connection borrowed from a pool of readers.
pub(crate) enum Held {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Held {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(conn) => Conn::Sqlite(conn),
            Self::Postgres(conn) => Conn::Postgres(conn),
        }
    }
}

impl Reader {
    pub(crate) const fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    pub(crate) async fn link(&self) -> Result<Held, Failure> {
        let held = match &self.db {
            Db::Sqlite { read, .. } => read.acquire().await.map(Held::Sqlite),
            Db::Postgres(pool) => pool.acquire().await.map(Held::Postgres),
        };
        held.map_err(|error| Failure::of("take a connection", error))
    }

    /// Every row.
    ///
    /// # Errors
    /// When the statement fails or a row has another shape.
    pub async fn rows<R: FromRow>(
        &self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<Vec<R>, Failure> {
        let mut patience = self.db.stale_connections_max();
        loop {
            let mut held = self.link().await?;
            let answer = held.conn().fetch(statement.sql, values.clone()).await;
            match answer.map_err(|error| Failure::of(statement.name, error)) {
                Ok(rows) => return shaped(&rows),
                // A server that restarted has cut the waiting connections: the next one is asked.
                Err(failure) if failure.fault() == Fault::NoServer && patience > 0 => patience -= 1,
                Err(failure) => return Err(failure),
            }
        }
    }

    /// The one row, if there is one.
    ///
    /// # Errors
    /// As [`Reader::rows`], and when there are several.
    pub async fn row<R: FromRow>(
        &self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<Option<R>, Failure> {
        at_most_one(statement, self.rows(statement, values).await?)
    }

    /// The one row there must be.
    ///
    /// # Errors
    /// As [`Reader::row`], and when there is none.
    pub async fn one<R: FromRow>(
        &self,
        statement: &Statement,
        values: Vec<Value>,
    ) -> Result<R, Failure> {
        exactly_one(statement, self.rows(statement, values).await?)
    }
}

fn shaped<R: FromRow>(rows: &[Row]) -> Result<Vec<R>, Failure> {
    rows.iter().map(R::from_row).collect()
}

fn at_most_one<R>(statement: &Statement, mut rows: Vec<R>) -> Result<Option<R>, Failure> {
    match rows.len() {
        0 | 1 => Ok(rows.pop()),
        many => Err(Failure::new(Fault::Bug, format!("{}: {many} rows for one", statement.name))),
    }
}

fn exactly_one<R>(statement: &Statement, rows: Vec<R>) -> Result<R, Failure> {
    at_most_one(statement, rows)?
        .ok_or_else(|| Failure::new(Fault::Bug, format!("{}: no row", statement.name)))
}
