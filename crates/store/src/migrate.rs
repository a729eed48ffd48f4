//! Brings the tables of a database up to this program's version.
//!
//! Two folders hold the same numbers and names, one per database, DDL only. Each migration runs in
//! one transaction together with its row in `migration`, so a half-run one leaves nothing behind.

use sha2::{Digest as _, Sha256};

use crate::db::{Conn, Db};
use crate::dialect::Dialect;
use crate::failure::{Failure, Fault};
use crate::row::{FromRow as _, Row};
use crate::statement::{Statement, Statements};
use crate::value::Value;

/// One step, in both dialects.
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// Its name, the file name without number and ending.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

/// Every step in order. A new migration adds two files and its entry here.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "foundation",
        sqlite: include_str!("../migrations/sqlite/0001_foundation.sql"),
        postgres: include_str!("../migrations/postgres/0001_foundation.sql"),
    },
    Migration {
        number: 2,
        name: "places",
        sqlite: include_str!("../migrations/sqlite/0002_places.sql"),
        postgres: include_str!("../migrations/postgres/0002_places.sql"),
    },
    Migration {
        number: 3,
        name: "drawing",
        sqlite: include_str!("../migrations/sqlite/0003_drawing.sql"),
        postgres: include_str!("../migrations/postgres/0003_drawing.sql"),
    },
    Migration {
        number: 4,
        name: "reorganisation",
        sqlite: include_str!("../migrations/sqlite/0004_reorganisation.sql"),
        postgres: include_str!("../migrations/postgres/0004_reorganisation.sql"),
    },
    Migration {
        number: 5,
        name: "old_list",
        sqlite: include_str!("../migrations/sqlite/0005_old_list.sql"),
        postgres: include_str!("../migrations/postgres/0005_old_list.sql"),
    },
    Migration {
        number: 6,
        name: "ledger",
        sqlite: include_str!("../migrations/sqlite/0006_ledger.sql"),
        postgres: include_str!("../migrations/postgres/0006_ledger.sql"),
    },
    Migration {
        number: 7,
        name: "conference",
        sqlite: include_str!("../migrations/sqlite/0007_conference.sql"),
        postgres: include_str!("../migrations/postgres/0007_conference.sql"),
    },
    Migration {
        number: 8,
        name: "visit",
        sqlite: include_str!("../migrations/sqlite/0008_visit.sql"),
        postgres: include_str!("../migrations/postgres/0008_visit.sql"),
    },
    Migration {
        number: 9,
        name: "practice",
        sqlite: include_str!("../migrations/sqlite/0009_practice.sql"),
        postgres: include_str!("../migrations/postgres/0009_practice.sql"),
    },
    Migration {
        number: 10,
        name: "programme",
        sqlite: include_str!("../migrations/sqlite/0010_programme.sql"),
        postgres: include_str!("../migrations/postgres/0010_programme.sql"),
    },
    Migration {
        number: 11,
        name: "feedback",
        sqlite: include_str!("../migrations/sqlite/0011_feedback.sql"),
        postgres: include_str!("../migrations/postgres/0011_feedback.sql"),
    },
    Migration {
        number: 12,
        name: "group",
        sqlite: include_str!("../migrations/sqlite/0012_group.sql"),
        postgres: include_str!("../migrations/postgres/0012_group.sql"),
    },
    Migration {
        number: 13,
        name: "likeness",
        sqlite: include_str!("../migrations/sqlite/0013_likeness.sql"),
        postgres: include_str!("../migrations/postgres/0013_likeness.sql"),
    },
    Migration {
        number: 14,
        name: "correction",
        sqlite: include_str!("../migrations/sqlite/0014_correction.sql"),
        postgres: include_str!("../migrations/postgres/0014_correction.sql"),
    },
    Migration {
        number: 15,
        name: "revised",
        sqlite: include_str!("../migrations/sqlite/0015_revised.sql"),
        postgres: include_str!("../migrations/postgres/0015_revised.sql"),
    },
    Migration {
        number: 16,
        name: "board",
        sqlite: include_str!("../migrations/sqlite/0016_board.sql"),
        postgres: include_str!("../migrations/postgres/0016_board.sql"),
    },
    Migration {
        number: 17,
        name: "choices",
        sqlite: include_str!("../migrations/sqlite/0017_choices.sql"),
        postgres: include_str!("../migrations/postgres/0017_choices.sql"),
    },
    Migration {
        number: 18,
        name: "boundary",
        sqlite: include_str!("../migrations/sqlite/0018_boundary.sql"),
        postgres: include_str!("../migrations/postgres/0018_boundary.sql"),
    },
    Migration {
        number: 19,
        name: "indicator",
        sqlite: include_str!("../migrations/sqlite/0019_indicator.sql"),
        postgres: include_str!("../migrations/postgres/0019_indicator.sql"),
    },
    Migration {
        number: 20,
        name: "gazetteer",
        sqlite: include_str!("../migrations/sqlite/0020_gazetteer.sql"),
        postgres: include_str!("../migrations/postgres/0020_gazetteer.sql"),
    },
    Migration {
        number: 21,
        name: "rulebook_body",
        sqlite: include_str!("../migrations/sqlite/0021_rulebook_body.sql"),
        postgres: include_str!("../migrations/postgres/0021_rulebook_body.sql"),
    },
    Migration {
        number: 22,
        name: "address",
        sqlite: include_str!("../migrations/sqlite/0022_address.sql"),
        postgres: include_str!("../migrations/postgres/0022_address.sql"),
    },
    Migration {
        number: 23,
        name: "body_name",
        sqlite: include_str!("../migrations/sqlite/0023_body_name.sql"),
        postgres: include_str!("../migrations/postgres/0023_body_name.sql"),
    },
    Migration {
        number: 25,
        name: "registry_moved",
        sqlite: include_str!("../migrations/sqlite/0025_registry_moved.sql"),
        postgres: include_str!("../migrations/postgres/0025_registry_moved.sql"),
    },
    Migration {
        number: 26,
        name: "transfer",
        sqlite: include_str!("../migrations/sqlite/0026_transfer.sql"),
        postgres: include_str!("../migrations/postgres/0026_transfer.sql"),
    },
    Migration {
        number: 27,
        name: "end",
        sqlite: include_str!("../migrations/sqlite/0027_end.sql"),
        postgres: include_str!("../migrations/postgres/0027_end.sql"),
    },
];

const APPLIED: Statement =
    Statement::new("migration/applied", include_str!("../sql/migration/applied.sql"));
const INSERT: Statement =
    Statement::new("migration/insert", include_str!("../sql/migration/insert.sql"));

/// The statements of this module; the bookkeeping table is made by the runner itself.
pub const STATEMENTS: Statements = &[&APPLIED, &INSERT];

const BOOKS_SQLITE: &str = "create table if not exists migration (number integer not null \
    primary key, name text not null, digest blob not null) strict";
const BOOKS_POSTGRES: &str = "create table if not exists migration (number bigint not null \
    primary key, name text not null, digest bytea not null)";
/// Only one server migrates at a time; any fixed number will do.
const LOCK_POSTGRES: &str = "select pg_advisory_xact_lock(4021837)";

impl Migration {
    fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }

    fn digest(&self, dialect: Dialect) -> Vec<u8> {
        Sha256::digest(self.text(dialect)).to_vec()
    }
}

/// Applies the missing steps up to and with number `upto`; how many were applied.
pub(crate) async fn run(db: &Db, upto: i64) -> Result<u64, Failure> {
    let (mut applied, mut tries) = (0, TRIES);
    loop {
        match step(db, upto).await {
            Ok(true) => applied += 1,
            Ok(false) => return Ok(applied),
            Err(failure) => wait_or_give_up(failure, &mut tries).await?,
        }
    }
}

/// How often a server that comes second asks again.
pub(crate) const TRIES: u32 = 300;

/// Waits while another server holds the file: it migrates step after step, and SQLite lets whoever
/// waits for a lock try only now and then.
pub(crate) async fn wait_or_give_up(failure: Failure, tries: &mut u32) -> Result<(), Failure> {
    if failure.fault() != Fault::Busy || *tries == 0 {
        return Err(failure);
    }
    *tries -= 1;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    Ok(())
}

/// Refuses a database that is not exactly at this program's version.
pub(crate) async fn check(db: &Db) -> Result<(), Failure> {
    let waits = match db {
        Db::Sqlite { write, .. } => {
            let mut conn = write.acquire().await.map_err(failed)?;
            waits(Conn::Sqlite(&mut conn)).await?
        }
        Db::Postgres(pool) => {
            let mut conn = pool.acquire().await.map_err(failed)?;
            waits(Conn::Postgres(&mut conn)).await?
        }
    };
    if waits {
        return Err(Failure::new(Fault::OlderVersion, "open a database that waits for migration"));
    }
    Ok(())
}

/// Whether a database is older than this program; a newer one is refused.
pub(crate) async fn waits(mut conn: Conn<'_>) -> Result<bool, Failure> {
    // A missing table means a database that was never migrated; damage has its own class.
    let rows = match conn.fetch(APPLIED.sql, Vec::new()).await.map_err(failed) {
        Ok(rows) => rows,
        Err(failure) if failure.fault() == Fault::Bug => Vec::new(),
        Err(failure) => return Err(failure),
    };
    Ok(missing(conn.dialect(), &rows)?.is_some())
}

async fn step(db: &Db, upto: i64) -> Result<bool, Failure> {
    match db {
        Db::Sqlite { write, .. } => {
            let mut tx = write.begin_with("begin immediate").await.map_err(failed)?;
            let more = advance(Conn::Sqlite(&mut tx), upto).await?;
            tx.commit().await.map_err(failed)?;
            Ok(more)
        }
        Db::Postgres(pool) => {
            let mut tx = pool.begin().await.map_err(failed)?;
            Conn::Postgres(&mut tx).script(LOCK_POSTGRES).await.map_err(failed)?;
            let more = advance(Conn::Postgres(&mut tx), upto).await?;
            tx.commit().await.map_err(failed)?;
            Ok(more)
        }
    }
}

/// Applies the next missing step inside the caller's transaction; false when there is none.
async fn advance(mut conn: Conn<'_>, upto: i64) -> Result<bool, Failure> {
    let dialect = conn.dialect();
    let books = match dialect {
        Dialect::Sqlite => BOOKS_SQLITE,
        Dialect::Postgres => BOOKS_POSTGRES,
    };
    conn.script(books).await.map_err(failed)?;
    let rows = conn.fetch(APPLIED.sql, Vec::new()).await.map_err(failed)?;
    let Some(next) = missing(dialect, &rows)?.filter(|next| next.number <= upto) else {
        return Ok(false);
    };
    let operation = format!("migrate to {:04}_{}", next.number, next.name);
    conn.script(next.text(dialect)).await.map_err(|error| Failure::of(operation, error))?;
    let books: Vec<Value> = vec![next.number.into(), next.name.into(), next.digest(dialect).into()];
    conn.execute(INSERT.sql, books).await.map_err(failed)?;
    Ok(true)
}

/// The first step not yet applied, after comparing those that were.
fn missing(dialect: Dialect, applied: &[Row]) -> Result<Option<&'static Migration>, Failure> {
    if applied.len() > MIGRATIONS.len() {
        let operation = format!(
            "open a database of version {} with a program of version {}",
            applied.len(),
            MIGRATIONS.len()
        );
        return Err(Failure::new(Fault::NewerVersion, operation));
    }
    for (row, ours) in applied.iter().zip(MIGRATIONS) {
        let (number, name, digest) = <(i64, String, Vec<u8>)>::from_row(row)?;
        if number != ours.number || name != ours.name || digest != ours.digest(dialect) {
            let operation = format!("open a database whose migration {number}_{name} differs");
            return Err(Failure::new(Fault::NewerVersion, operation));
        }
    }
    Ok(MIGRATIONS.get(applied.len()))
}

fn failed(error: sqlx::Error) -> Failure {
    Failure::of("migrate the database", error)
}
