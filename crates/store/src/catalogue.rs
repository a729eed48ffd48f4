//! What tables a database really has, read from its own catalogue: for the backup, for `verify` and
//! for the test that both schemas are one.

use std::collections::BTreeMap;

use crate::Store;
use crate::db::Conn;
use crate::dialect::Dialect;
use crate::failure::Failure;
use crate::row::{FromRow, Row};
use crate::statement::Statement;
use crate::value::NullKind;

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The type as the database calls it, lower case.
    pub type_name: String,
    /// Whether it may be missing.
    pub nullable: bool,
}

impl Column {
    /// What it holds.
    #[must_use]
    pub fn kind(&self) -> NullKind {
        match self.type_name.as_str() {
            "integer" | "bigint" => NullKind::Int,
            "boolean" => NullKind::Bool,
            "uuid" => NullKind::Uuid,
            "blob" | "bytea" => NullKind::Blob,
            _ => NullKind::Text,
        }
    }
}

/// A reference between two tables, for `verify` on PostgreSQL.
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) child: String,
    pub(crate) definition: String,
    parent: String,
    child_columns: String,
    parent_columns: String,
}

const TABLES_SQLITE: &str = "select m.name as table_name, c.name as column_name, \
    lower(c.type) as type_name, c.\"notnull\" = 0 as nullable \
    from sqlite_master m join pragma_table_info(m.name) c \
    where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid";
const TABLES_POSTGRES: &str = "select c.table_name::text as table_name, \
    c.column_name::text as column_name, lower(c.data_type)::text as type_name, \
    c.is_nullable = 'YES' as nullable from information_schema.columns c \
    join information_schema.tables t on t.table_schema = c.table_schema \
    and t.table_name = c.table_name and t.table_type = 'BASE TABLE' \
    where c.table_schema = current_schema() order by c.table_name, c.ordinal_position";
const REFERENCES_POSTGRES: &str = "select c.conname::text as name, \
    c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent, \
    pg_get_constraintdef(c.oid) as definition, \
    (select string_agg(quote_ident(a.attname), ',' order by k.n) \
     from unnest(c.conkey) with ordinality k (num, n) \
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num) as child_columns, \
    (select string_agg(quote_ident(a.attname), ',' order by k.n) \
     from unnest(c.confkey) with ordinality k (num, n) \
     join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num) as parent_columns \
    from pg_constraint c where c.contype = 'f' \
    and c.connamespace = current_schema()::regnamespace order by 2, 1";
pub(crate) const REFERENCES: Statement =
    Statement::new("catalogue/references", REFERENCES_POSTGRES);

impl FromRow for Reference {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            name: row.get("name")?,
            child: row.get("child")?,
            definition: row.get("definition")?,
            parent: row.get("parent")?,
            child_columns: row.get("child_columns")?,
            parent_columns: row.get("parent_columns")?,
        })
    }
}

impl Reference {
    /// A question for the number of rows whose parent is missing.
    pub(crate) fn orphans(&self) -> String {
        let children: Vec<&str> = self.child_columns.split(',').collect();
        let pairs = children.iter().zip(self.parent_columns.split(','));
        let present: Vec<String> = children.iter().map(|c| format!("c.{c} is not null")).collect();
        let same: Vec<String> = pairs.map(|(c, p)| format!("p.{p} = c.{c}")).collect();
        format!(
            "select count(*) as n from {} c where {} and not exists (select 1 from {} p where {})",
            self.child,
            present.join(" and "),
            self.parent,
            same.join(" and ")
        )
    }
}

/// The tables of a connection's database, by name.
pub(crate) async fn tables(conn: &mut Conn<'_>) -> Result<Vec<Table>, Failure> {
    let sql = match conn.dialect() {
        Dialect::Sqlite => TABLES_SQLITE,
        Dialect::Postgres => TABLES_POSTGRES,
    };
    let rows = conn.fetch(sql, Vec::new()).await;
    let rows = rows.map_err(|error| Failure::of("read the catalogue", error))?;
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for row in &rows {
        tables.entry(row.get("table_name")?).or_default().push(Column {
            name: row.get("column_name")?,
            type_name: row.get("type_name")?,
            nullable: row.get("nullable")?,
        });
    }
    Ok(tables.into_iter().map(|(name, columns)| Table { name, columns }).collect())
}

/// The tables of an open database, by name.
///
/// # Errors
/// When the catalogue cannot be read.
pub async fn of(store: &Store) -> Result<Vec<Table>, Failure> {
    let mut link = store.read().link().await?;
    tables(&mut link.conn()).await
}
