//! Keeps it all, on SQLite and on PostgreSQL: statements, transactions, migrations, the audit
//! record, jobs, outbox, attachments, accounts and the nouns of the registry.
//!
//! Knows no HTTP and takes no decisions: `desk` does. Knows no clock: instants and days are handed
//! in.
//!
//! # To add a noun
//! 1. Tables: `migrations/sqlite/0002_unit.sql` and `migrations/postgres/0002_unit.sql` (DDL only,
//!    a reason at the top, `strict` on SQLite; uuid↔blob, bytea↔blob, bigint↔integer,
//!    boolean↔integer, text↔text) and an entry in `migrate::MIGRATIONS`; rows for it in
//!    `tests/data/migrations/0002_unit.sql`.
//! 2. Texts: `sql/unit/children.sql`, one statement per file, lower case, `$1` placeholders, the
//!    same text on both databases (`cast(sum(x) as bigint)`; lists as `x in ($1)` with
//!    [`Value::list`]; no `now()`, no random functions).
//! 3. The module `src/unit.rs`, and its `STATEMENTS` in `statement::NOUNS`:
//!
//! ```ignore
//! const CHILDREN: Statement =
//!     Statement::new("unit/children", include_str!("../sql/unit/children.sql"));
//! const INSERT: Statement = Statement::new("unit/insert", include_str!("../sql/unit/insert.sql"));
//! pub const STATEMENTS: Statements = &[&CHILDREN, &INSERT];
//!
//! pub struct Line { pub unit_id: UnitId, pub name: String, pub ended: Option<Day> }
//!
//! impl FromRow for Line {
//!     fn from_row(row: &Row) -> Result<Self, Failure> {
//!         Ok(Self { unit_id: row.get("unit_id")?, name: row.get("name")?, ended: row.get("ended")? })
//!     }
//! }
//!
//! pub async fn children(reader: &Reader, scope: &Scope, parent: UnitId) -> Result<Vec<Line>, Failure> {
//!     reader.rows(&CHILDREN, vec![parent.into()]).await
//! }
//!
//! pub async fn insert(tx: &mut Tx, line: &Line) -> Result<(), Failure> {
//!     tx.run(&INSERT, vec![line.unit_id.into(), line.name.as_str().into()]).await.map(drop)
//! }
//!
//! // desk:
//! store.write(move |tx| {
//!     let line = line.clone();
//!     Box::pin(async move {
//!         if taken { return Err(Stop::Refused(Refusal::NameTaken)) }
//!         unit::insert(tx, &line).await?;
//!         tx.audit(Entry { .. }).await?;
//!         Ok(line.unit_id)
//!     })
//! }).await
//! ```
//!
//! The act may run several times (a conflict on PostgreSQL), so it changes nothing outside `tx`.
//! After a failed statement the act cannot be kept: pass the failure on, or turn it into a refusal.

pub mod account;
pub mod atom;
pub mod attachment;
pub mod audit;
pub mod backup;
pub mod body;
pub mod boundary;
pub mod care;
pub mod catalogue;
mod checkpoint;
pub mod conference;
mod db;
mod dialect;
pub mod difficulty;
mod failure;
pub mod feedback;
pub mod gazetteer;
pub mod group;
pub mod household;
pub mod id;
pub mod indicator;
pub mod job;
pub mod locality;
pub mod map;
pub mod matter;
pub mod migrate;
pub mod movement;
pub mod old_list;
pub mod order;
pub mod outbox;
pub mod plan;
pub mod post;
pub mod practice;
pub mod programme;
pub mod registry;
pub mod reorganisation;
mod row;
pub mod rulebook;
mod scope;
pub mod sealer;
pub mod session;
mod spelled;
pub mod statement;
pub mod status_sheet;
#[doc(hidden)]
pub mod testing;
pub mod transfer;
mod tx;
pub mod unit;
mod value;
pub mod verify;
pub mod visit;
pub mod workplan;
mod write;

pub use audit::Entry;
pub use db::Options;
pub use dialect::Dialect;
pub use failure::{Failure, Fault, Stop};
pub use row::{FromRow, Row};
pub use scope::Scope;
pub use statement::{Statement, Statements};
pub use tx::{Reader, Tx};
pub use value::{Cell, NullKind, Value};
pub use write::BoxFuture;

use db::Db;

/// One open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    db: Db,
    writer: Option<write::Writer>,
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` inside a tokio runtime.
    ///
    /// # Errors
    /// When it cannot be reached, is damaged, or has another version than this program.
    pub async fn open(url: &str, options: &Options) -> Result<Self, Failure> {
        let mut tries = if options.migrate { migrate::TRIES } else { 0 };
        let db = loop {
            match Db::open(url, options).await {
                Ok(db) => break db,
                Err(failure) => migrate::wait_or_give_up(failure, &mut tries).await?,
            }
        };
        let ready = if options.migrate {
            migrate::run(&db, i64::MAX).await.map(drop)
        } else {
            migrate::check(&db).await
        };
        ready.map_err(|failure| failure.at(shown(url)))?;
        Ok(Self::over(db))
    }

    fn over(db: Db) -> Self {
        let writer = match &db {
            Db::Sqlite { write, read } => Some(write::Writer::start(write.clone(), read.clone())),
            Db::Postgres(_) => None,
        };
        Self { db, writer }
    }

    /// Runs one act as one transaction and answers when it is durable.
    ///
    /// The act may run more than once. It must write an audit entry or declare
    /// [`Tx::without_audit`]. A refusal or failure leaves no trace of it.
    ///
    /// # Errors
    /// The act's own refusal, or a failure of the database.
    pub async fn write<F, T, E>(&self, act: F) -> Result<T, Stop<E>>
    where
        F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Stop<E>>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Send + 'static,
    {
        match (&self.db, &self.writer) {
            (Db::Postgres(pool), _) => write::on_postgres(pool, act).await,
            (Db::Sqlite { .. }, Some(writer)) => writer.write(act).await,
            (Db::Sqlite { .. }, None) => unreachable!("open starts the writer of SQLite"),
        }
    }

    /// A reader for pages.
    #[must_use]
    pub fn read(&self) -> Reader {
        Reader { db: self.db.clone() }
    }

    /// Prepares a statement without running it: whether this database understands it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn prepare(&self, statement: &Statement) -> Result<(), Failure> {
        self.db.prepare(statement.sql).await.map_err(|error| Failure::of(statement.name, error))
    }

    /// Closes every connection, after the acts under way.
    pub async fn close(self) {
        self.db.close().await;
    }
}

/// An address as it may be shown: without name and password.
#[must_use]
pub fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => url.to_owned(),
    }
}
