//! One portable backup: a single SQLite file with every row, from either database into either.
//!
//! Online and consistent: SQLite copies itself (`vacuum into`), PostgreSQL is read in one
//! repeatable-read transaction. Restoring goes only into an empty database, in one transaction.

use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use tokio_stream::{Stream, StreamExt as _};

use crate::catalogue::{self, REFERENCES, Reference, Table};
use crate::db::{Conn, Db, Options};
use crate::dialect::Dialect;
use crate::failure::{Failure, Fault};
use crate::row::{FromRow as _, Inner, Row};
use crate::value::{NullKind, Value};
use crate::{Store, dialect, migrate};

/// The bookkeeping of migrations is each database's own and is never copied.
const BOOKS: &str = "migration";

/// Writes every row into a new file while the program goes on working; the number of rows.
///
/// # Errors
/// When the file is there already or cannot be written, or the database fails.
pub async fn backup(store: &Store, file: &Path) -> Result<u64, Failure> {
    let place = file.display().to_string();
    if file.exists() {
        return Err(Failure::new(Fault::Exists, "write a backup").at(place));
    }
    // Written beside its place and renamed, so that a half-written file never looks like a backup.
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    drop(std::fs::remove_file(&part));
    let written = match &store.db {
        Db::Sqlite { write, .. } => {
            let own = (*write.connect_options()).clone();
            vacuum_into(own, &part).await
        }
        Db::Postgres(pool) => {
            let mut conn = pool.acquire().await.map_err(|e| Failure::of("begin a backup", e))?;
            drain_postgres(&mut conn, &part).await
        }
    };
    let done = match written {
        Ok(()) => settle(&part, file).await,
        Err(failure) => Err(failure),
    };
    done.map_err(|failure| {
        drop(std::fs::remove_file(&part));
        failure.at(place)
    })
}

async fn vacuum_into(own: SqliteConnectOptions, part: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::of("copy the database", error);
    let mut conn = own.connect().await.map_err(failed)?;
    let target = vec![part.display().to_string().into()];
    Conn::Sqlite(&mut conn).execute("vacuum into $1", target).await.map_err(failed)?;
    conn.close().await.map_err(failed)
}

async fn drain_postgres(source: &mut PgConnection, part: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::of("copy the database", error);
    let url = format!("sqlite:{}", part.display());
    let own = Options { durable: false, ..Options::migrating() };
    Store::open(&url, &own).await?.close().await;
    let mut target = loose(part, false).connect().await.map_err(failed)?;
    let begin = "begin isolation level repeatable read read only";
    Conn::Postgres(source).script(begin).await.map_err(failed)?;
    Conn::Sqlite(&mut target).script("begin immediate").await.map_err(failed)?;
    let tables = catalogue::tables(&mut Conn::Postgres(source)).await?;
    for table in tables.iter().filter(|table| table.name != BOOKS) {
        let sql = select_all(table);
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *source);
        let rows = rows.map(|row| row.map(|row| Row(Inner::Postgres(row))));
        pour(rows, table, &mut Conn::Sqlite(&mut target)).await?;
    }
    Conn::Sqlite(&mut target).script("commit").await.map_err(failed)?;
    Conn::Postgres(source).script("commit").await.map_err(failed)?;
    target.close().await.map_err(failed)
}

/// A connection to a backup file: no references are enforced while rows come in any order, and no
/// second file stands beside it.
fn loose(file: &Path, read_only: bool) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new().filename(file).foreign_keys(false);
    if read_only {
        options.read_only(true).immutable(true)
    } else {
        options.journal_mode(SqliteJournalMode::Delete)
    }
}

/// Counts the rows, brings the file to the disk and gives it its name.
async fn settle(part: &Path, file: &Path) -> Result<u64, Failure> {
    let failed = |error| Failure::of("look at the backup", error);
    let mut conn = loose(part, false).connect().await.map_err(failed)?;
    let mut rows = 0;
    for table in catalogue::tables(&mut Conn::Sqlite(&mut conn)).await? {
        if table.name != BOOKS {
            rows += count(Conn::Sqlite(&mut conn), &table.name).await?;
        }
    }
    conn.close().await.map_err(failed)?;
    let unwritable = |error| Failure::of("keep the backup", sqlx::Error::Io(error));
    let synced = std::fs::File::open(part).and_then(|open| open.sync_all());
    synced.map_err(unwritable)?;
    std::fs::rename(part, file).map_err(unwritable)?;
    Ok(rows)
}

/// Fills an empty database from a backup; the number of rows. An older backup is migrated first.
///
/// # Errors
/// When the file is no whole backup, or the database is not empty or fails.
pub async fn restore(file: &Path, url: &str) -> Result<u64, Failure> {
    let place = file.display().to_string();
    let (source_file, _copy) = current(file).await.map_err(|failure| failure.at(place))?;
    let mut source = loose(&source_file, true)
        .connect()
        .await
        .map_err(|error| Failure::of("open the backup", error))?;
    let target = Db::open(url, &Options { create: true, ..Options::default() }).await?;
    let outcome = refill(&mut source, &target).await;
    target.close().await;
    outcome
}

/// Something removed again when it is no longer needed.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

/// The backup at this program's version: itself, or a migrated copy.
async fn current(file: &Path) -> Result<(PathBuf, Option<Removed>), Failure> {
    let not_ours = |error| {
        let failure = Failure::of("open the backup", error);
        match failure.fault() {
            Fault::Damaged | Fault::Bug => Failure::new(Fault::BadBackup, "open the backup"),
            _ => failure,
        }
    };
    if !file.exists() {
        return Err(Failure::new(Fault::BadBackup, "find the backup"));
    }
    let mut conn = loose(file, true).connect().await.map_err(not_ours)?;
    let whole = Conn::Sqlite(&mut conn).fetch("pragma quick_check(1)", Vec::new()).await;
    let whole = whole.map_err(not_ours)?;
    let whole: String = whole.first().map_or(Ok(String::new()), |row| row.at(0))?;
    let tables = catalogue::tables(&mut Conn::Sqlite(&mut conn)).await?;
    if whole != "ok" || !tables.iter().any(|table| table.name == BOOKS) {
        return Err(Failure::new(Fault::BadBackup, format!("open the backup: {whole}")));
    }
    let waits = migrate::waits(Conn::Sqlite(&mut conn)).await?;
    conn.close().await.map_err(not_ours)?;
    if !waits {
        return Ok((file.to_owned(), None));
    }
    let mut copy = file.as_os_str().to_owned();
    copy.push(".migrated");
    let copy = Removed(copy.into());
    let unwritable = |error| Failure::of("copy the backup", sqlx::Error::Io(error));
    std::fs::copy(file, &copy.0).map_err(unwritable)?;
    let url = format!("sqlite:{}", copy.0.display());
    Store::open(&url, &Options::migrating()).await?.close().await;
    Ok((copy.0.clone(), Some(copy)))
}

async fn refill(source: &mut SqliteConnection, target: &Db) -> Result<u64, Failure> {
    let failed = |error| Failure::of("fill the database", error);
    match target {
        Db::Sqlite { write, .. } => {
            let mut conn = write.acquire().await.map_err(failed)?;
            refuse_content(Conn::Sqlite(&mut conn)).await?;
            drop(conn);
            migrate::run(target, i64::MAX).await?;
            let mut conn = write.acquire().await.map_err(failed)?;
            let begin = "pragma foreign_keys = off; begin immediate";
            Conn::Sqlite(&mut conn).script(begin).await.map_err(failed)?;
            let rows = fill(source, &mut Conn::Sqlite(&mut conn)).await;
            let end = if rows.is_ok() { "commit" } else { "rollback" };
            let end = format!("{end}; pragma foreign_keys = on");
            Conn::Sqlite(&mut conn).script(&end).await.map_err(failed)?;
            rows
        }
        Db::Postgres(pool) => {
            let mut conn = pool.acquire().await.map_err(failed)?;
            refuse_content(Conn::Postgres(&mut conn)).await?;
            drop(conn);
            migrate::run(target, i64::MAX).await?;
            let mut tx = pool.begin().await.map_err(failed)?;
            let references = drop_references(&mut tx).await?;
            let rows = fill(source, &mut Conn::Postgres(&mut tx)).await?;
            for reference in references {
                let sql = format!(
                    "alter table {} add constraint {} {}",
                    reference.child, reference.name, reference.definition
                );
                Conn::Postgres(&mut tx).script(&sql).await.map_err(failed)?;
            }
            tx.commit().await.map_err(failed)?;
            Ok(rows)
        }
    }
}

/// Takes the references away inside the transaction: rows then come in any order, and adding the
/// references again proves every one of them.
async fn drop_references(conn: &mut PgConnection) -> Result<Vec<Reference>, Failure> {
    let failed = |error| Failure::of("fill the database", error);
    let rows = Conn::Postgres(conn).fetch(REFERENCES.sql, Vec::new()).await.map_err(failed)?;
    let references: Vec<Reference> =
        rows.iter().map(Reference::from_row).collect::<Result<_, _>>()?;
    for reference in &references {
        let sql = format!("alter table {} drop constraint {}", reference.child, reference.name);
        Conn::Postgres(conn).script(&sql).await.map_err(failed)?;
    }
    Ok(references)
}

/// Copies every table; the number of rows. On SQLite the references are proved at the end.
async fn fill(source: &mut SqliteConnection, target: &mut Conn<'_>) -> Result<u64, Failure> {
    let failed = |error| Failure::of("fill the database", error);
    let mut copied = 0;
    for table in catalogue::tables(target).await? {
        if table.name == BOOKS {
            continue;
        }
        let sql = select_all(&table);
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *source);
        let rows = rows.map(|row| row.map(|row| Row(Inner::Sqlite(row))));
        copied += pour(rows, &table, target).await?;
    }
    if target.dialect() == Dialect::Sqlite {
        let orphans = target.fetch("pragma foreign_key_check", Vec::new()).await;
        if !orphans.map_err(failed)?.is_empty() {
            return Err(Failure::new(Fault::BadBackup, "fill the database: rows without parents"));
        }
    }
    Ok(copied)
}

/// Inserts a stream of rows in portions, so that no table is ever held whole.
async fn pour(
    mut rows: impl Stream<Item = Result<Row, sqlx::Error>> + Unpin,
    table: &Table,
    target: &mut Conn<'_>,
) -> Result<u64, Failure> {
    let failed = |error| Failure::of(format!("copy table {}", table.name), error);
    let width = table.columns.len();
    let portion = dialect::rows_per_insert(width);
    let mut copied = 0;
    let mut values = Vec::with_capacity(portion * width);
    while let Some(row) = rows.next().await {
        let row = row.map_err(failed)?.values()?;
        values.extend(row.into_iter().zip(&table.columns).map(|(v, c)| fit(v, c.kind())));
        copied += 1;
        if values.len() == portion * width {
            let full = std::mem::take(&mut values);
            target.execute(&insert(table, portion), full).await.map_err(failed)?;
        }
    }
    if !values.is_empty() {
        let rest = values.len() / width;
        target.execute(&insert(table, rest), values).await.map_err(failed)?;
    }
    Ok(copied)
}

/// A value as the other database keeps it.
fn fit(value: Value, kind: NullKind) -> Value {
    match (value, kind) {
        (Value::Null(_), kind) => Value::Null(kind),
        (Value::Blob(bytes), NullKind::Uuid) => match uuid::Uuid::from_slice(&bytes) {
            Ok(id) => Value::Uuid(id),
            Err(_) => Value::Blob(bytes),
        },
        (Value::Int(number @ (0 | 1)), NullKind::Bool) => Value::Bool(number == 1),
        (value, _) => value,
    }
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn select_all(table: &Table) -> String {
    format!("select {} from {}", columns(table), table.name)
}

fn insert(table: &Table, rows: usize) -> String {
    let width = table.columns.len();
    let row: Vec<String> = (1..=width).map(|number| format!("${number}")).collect();
    let one = format!("insert into {} ({}) values ({})", table.name, columns(table), row.join(","));
    dialect::many_rows(&one, rows, width).expect("the text has one row of values")
}

/// Refuses a database that holds anything: tables that are not ours, or rows in those that are.
async fn refuse_content(mut conn: Conn<'_>) -> Result<(), Failure> {
    let not_empty = || Failure::new(Fault::NotEmpty, "restore into a database with content");
    let tables = catalogue::tables(&mut conn).await?;
    if !tables.is_empty() && !tables.iter().any(|table| table.name == BOOKS) {
        return Err(not_empty());
    }
    for table in tables.iter().filter(|table| table.name != BOOKS) {
        let sql = format!("select 1 as n from {} limit 1", table.name);
        let rows = conn.fetch(&sql, Vec::new()).await;
        if !rows.map_err(|error| Failure::of("look for content", error))?.is_empty() {
            return Err(not_empty());
        }
    }
    Ok(())
}

async fn count(mut conn: Conn<'_>, table: &str) -> Result<u64, Failure> {
    let rows = conn.fetch(&format!("select count(*) as n from {table}"), Vec::new()).await;
    let rows = rows.map_err(|error| Failure::of("count rows", error))?;
    let count: i64 = rows.first().map_or(Ok(0), |row| row.get("n"))?;
    Ok(count.unsigned_abs())
}
