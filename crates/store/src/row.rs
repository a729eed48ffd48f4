//! One row of either database, read by column name into typed values.

use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::failure::{Failure, Fault};
use crate::value::{Cell, NullKind, Value};

/// One row as the database answered it.
pub struct Row(pub(crate) Inner);

pub(crate) enum Inner {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

/// A shape that is read from a row: a struct per page row, by column names.
pub trait FromRow: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When a column is missing or holds something else, which is a bug of the statement.
    fn from_row(row: &Row) -> Result<Self, Failure>;
}

impl Row {
    /// The typed value of a column.
    ///
    /// # Errors
    /// When the column is missing or holds something else.
    pub fn get<T: Cell>(&self, column: &str) -> Result<T, Failure> {
        let raw = match &self.0 {
            Inner::Sqlite(row) => sqlite_value(row, column),
            Inner::Postgres(row) => postgres_value(row, column),
        };
        let raw = raw.map_err(|error| Failure::of(format!("read column {column}"), error))?;
        T::from_value(raw)
            .ok_or_else(|| Failure::new(Fault::Bug, format!("read column {column}: wrong type")))
    }

    /// The names of the columns, in the order of the statement.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        match &self.0 {
            Inner::Sqlite(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
            Inner::Postgres(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
        }
    }

    /// Every value, in the order of the statement, of whatever kind it has.
    pub(crate) fn values(&self) -> Result<Vec<Value>, Failure> {
        self.columns().iter().map(|column| self.get::<Raw>(column).map(|raw| raw.0)).collect()
    }
}

/// A cell of any kind.
struct Raw(Value);

impl Cell for Raw {
    const NULL: NullKind = NullKind::Text;
    fn into_value(self) -> Value {
        self.0
    }
    fn from_value(value: Value) -> Option<Self> {
        Some(Self(value))
    }
}

fn sqlite_value(row: &sqlx::sqlite::SqliteRow, column: &str) -> Result<Value, sqlx::Error> {
    let value = row.try_get_raw(column)?;
    if value.is_null() {
        return Ok(Value::Null(NullKind::Text));
    }
    let kind = value.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "INTEGER" => Value::Int(row.try_get_unchecked(column)?),
        "TEXT" => Value::Text(row.try_get_unchecked(column)?),
        "BLOB" => Value::Blob(row.try_get_unchecked(column)?),
        other => return Err(unknown(column, other)),
    })
}

fn postgres_value(row: &sqlx::postgres::PgRow, column: &str) -> Result<Value, sqlx::Error> {
    let value = row.try_get_raw(column)?;
    let kind = value.type_info().name().to_owned();
    if value.is_null() {
        return Ok(Value::Null(postgres_null(&kind)));
    }
    Ok(match kind.as_str() {
        "INT8" => Value::Int(row.try_get(column)?),
        "INT4" => Value::Int(row.try_get::<i32, _>(column)?.into()),
        "INT2" => Value::Int(row.try_get::<i16, _>(column)?.into()),
        "BOOL" => Value::Bool(row.try_get(column)?),
        "TEXT" | "VARCHAR" | "NAME" => Value::Text(row.try_get(column)?),
        "UUID" => Value::Uuid(row.try_get(column)?),
        "BYTEA" => Value::Blob(row.try_get(column)?),
        other => return Err(unknown(column, other)),
    })
}

fn postgres_null(kind: &str) -> NullKind {
    match kind {
        "INT8" | "INT4" | "INT2" => NullKind::Int,
        "BOOL" => NullKind::Bool,
        "UUID" => NullKind::Uuid,
        "BYTEA" => NullKind::Blob,
        _ => NullKind::Text,
    }
}

fn unknown(column: &str, kind: &str) -> sqlx::Error {
    sqlx::Error::Decode(
        format!("column {column} has the type {kind}, which is never stored").into(),
    )
}

impl<A: Cell> FromRow for (A,) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let columns = row.columns();
        match columns.as_slice() {
            [a] => Ok((row.get(a)?,)),
            _ => Err(wrong_width(1, &columns)),
        }
    }
}

impl<A: Cell, B: Cell> FromRow for (A, B) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let columns = row.columns();
        match columns.as_slice() {
            [a, b] => Ok((row.get(a)?, row.get(b)?)),
            _ => Err(wrong_width(2, &columns)),
        }
    }
}

impl<A: Cell, B: Cell, C: Cell> FromRow for (A, B, C) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let columns = row.columns();
        match columns.as_slice() {
            [a, b, c] => Ok((row.get(a)?, row.get(b)?, row.get(c)?)),
            _ => Err(wrong_width(3, &columns)),
        }
    }
}

fn wrong_width(wanted: usize, columns: &[String]) -> Failure {
    Failure::new(Fault::Bug, format!("read {wanted} columns of {}", columns.join(", ")))
}
