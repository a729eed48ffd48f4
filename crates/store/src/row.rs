//! One row of either database, read by column name into typed values.

use std::fmt::Display;

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column as _, ColumnIndex, Row as _, TypeInfo as _, ValueRef as _};

use crate::failure::{Failure, Fault};
use crate::value::{Cell, NullKind, Value};

/// One row as the database answered it.
pub struct Row(pub(crate) Inner);

pub(crate) enum Inner {
    Sqlite(SqliteRow),
    Postgres(PgRow),
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
        typed(raw, column)
    }

    /// The typed value at a position, from 0.
    ///
    /// # Errors
    /// When the position is missing or holds something else.
    pub fn at<T: Cell>(&self, position: usize) -> Result<T, Failure> {
        typed(self.raw_at(position), position)
    }

    /// The names of the columns, in the order of the statement.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        match &self.0 {
            Inner::Sqlite(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
            Inner::Postgres(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
        }
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        match &self.0 {
            Inner::Sqlite(row) => row.len(),
            Inner::Postgres(row) => row.len(),
        }
    }

    /// Every value, in the order of the statement, of whatever kind it has.
    pub(crate) fn values(&self) -> Result<Vec<Value>, Failure> {
        let raw = |at| self.raw_at(at).map_err(|error| Failure::of("read a row", error));
        (0..self.width()).map(raw).collect()
    }

    fn raw_at(&self, position: usize) -> Result<Value, sqlx::Error> {
        match &self.0 {
            Inner::Sqlite(row) => sqlite_value(row, position),
            Inner::Postgres(row) => postgres_value(row, position),
        }
    }
}

fn typed<T: Cell>(raw: Result<Value, sqlx::Error>, column: impl Display) -> Result<T, Failure> {
    let raw = raw.map_err(|error| Failure::of(format!("read column {column}"), error))?;
    T::from_value(raw)
        .ok_or_else(|| Failure::new(Fault::Bug, format!("read column {column}: wrong type")))
}

fn sqlite_value<I>(row: &SqliteRow, column: I) -> Result<Value, sqlx::Error>
where
    I: ColumnIndex<SqliteRow> + Copy + Display,
{
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

fn postgres_value<I>(row: &PgRow, column: I) -> Result<Value, sqlx::Error>
where
    I: ColumnIndex<PgRow> + Copy + Display,
{
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

fn unknown(column: impl Display, kind: &str) -> sqlx::Error {
    sqlx::Error::Decode(
        format!("column {column} has the type {kind}, which is never stored").into(),
    )
}

impl<A: Cell> FromRow for (A,) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        wide(row, 1)?;
        Ok((row.at(0)?,))
    }
}

impl<A: Cell, B: Cell> FromRow for (A, B) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        wide(row, 2)?;
        Ok((row.at(0)?, row.at(1)?))
    }
}

impl<A: Cell, B: Cell, C: Cell> FromRow for (A, B, C) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        wide(row, 3)?;
        Ok((row.at(0)?, row.at(1)?, row.at(2)?))
    }
}

impl<A: Cell, B: Cell, C: Cell, D: Cell> FromRow for (A, B, C, D) {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        wide(row, 4)?;
        Ok((row.at(0)?, row.at(1)?, row.at(2)?, row.at(3)?))
    }
}

fn wide(row: &Row, wanted: usize) -> Result<(), Failure> {
    if row.width() == wanted {
        return Ok(());
    }
    Err(Failure::new(Fault::Bug, format!("read {wanted} columns of {}", row.width())))
}
