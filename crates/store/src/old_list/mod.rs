//! The office's lists of old groups: what was brought, how its columns are understood, and the rows
//! of a list once it is accepted. Officers only: a visitor sees none.
//!
//! Understands no file: how a list is read is the mapping's JSON, which `desk` writes and reads.

mod sql;

use serde::Serialize;
use units::{AccountId, AttachmentId, Day, OldListId, UnitId};

use crate::{Cell, Failure, FromRow, NullKind, Reader, Row, Scope, Tx, Value};

pub use sql::STATEMENTS;

/// How far a list has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Read and shown; nothing of it counts.
    Read,
    /// The office's list; at most one in a commune.
    Accepted,
    /// Put aside.
    Withdrawn,
}

impl State {
    /// The wire code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Accepted => "accepted",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Cell for State {
    const NULL: NullKind = NullKind::Text;
    fn into_value(self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
    fn from_value(value: Value) -> Option<Self> {
        let text = String::from_value(value)?;
        [Self::Read, Self::Accepted, Self::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A list as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Identity.
    pub old_list_id: OldListId,
    /// The commune.
    pub commune_id: UnitId,
    /// The file's name.
    pub name: String,
    /// The document as it came.
    pub attachment_id: AttachmentId,
    /// How its columns are understood, as JSON of `papers::Mapping`.
    pub mapping: String,
    /// How far it has come.
    pub state: State,
    /// Moves with every change of the mapping or the state.
    pub revision: i64,
    /// Groups, once accepted.
    pub groups: i64,
    /// Their households.
    pub households: i64,
    /// Who brought it.
    pub created_name: Option<String>,
    /// Epoch milliseconds.
    pub created_at: i64,
    /// Who accepted it.
    pub accepted_name: Option<String>,
    /// Epoch milliseconds.
    pub accepted_at: Option<i64>,
    /// Epoch milliseconds.
    pub withdrawn_at: Option<i64>,
}

/// A group of an accepted list, as its row says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Sheet of the file.
    pub sheet: String,
    /// Row of the sheet, from 1.
    pub sheet_row: i64,
    /// The old khu phố or ấp, with its kind.
    pub khu_pho: Option<String>,
    /// The old tổ, with its kind.
    pub to: Option<String>,
    /// Households.
    pub households: i64,
    /// Residents, where the list says.
    pub people: Option<i64>,
    /// Streets and extent.
    pub street: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// The office's code.
    pub code: Option<String>,
    /// The groups that touch it, as typed.
    pub neighbours: Vec<String>,
    /// The old group of the registry it was matched to.
    pub unit_id: Option<UnitId>,
}

/// A list to store as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewList {
    /// Identity.
    pub id: OldListId,
    /// The commune.
    pub commune: UnitId,
    /// The file's name.
    pub name: String,
    /// The document, kept before.
    pub attachment: AttachmentId,
    /// How its columns are understood.
    pub mapping: String,
    /// Who brings it.
    pub created_by: AccountId,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            old_list_id: row.get("old_list_id")?,
            commune_id: row.get("commune_id")?,
            name: row.get("name")?,
            attachment_id: row.get("attachment_id")?,
            mapping: row.get("mapping_json")?,
            state: row.get("state")?,
            revision: row.get("revision")?,
            groups: row.get("groups")?,
            households: row.get("households")?,
            created_name: row.get("created_name")?,
            created_at: row.get("created_at")?,
            accepted_name: row.get("accepted_name")?,
            accepted_at: row.get("accepted_at")?,
            withdrawn_at: row.get("withdrawn_at")?,
        })
    }
}

impl FromRow for Group {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let neighbours: String = row.get("neighbours_json")?;
        Ok(Self {
            sheet: row.get("sheet")?,
            sheet_row: row.get("sheet_row")?,
            khu_pho: row.get("khu_pho")?,
            to: row.get("to_name")?,
            households: row.get("households")?,
            people: row.get("people")?,
            street: row.get("street")?,
            note: row.get("note")?,
            code: row.get("code")?,
            neighbours: serde_json::from_str(&neighbours).unwrap_or_default(),
            unit_id: row.get("unit_id")?,
        })
    }
}

/// The lists of a commune, latest first; none for a reader who does not see inside it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let path = crate::unit::with_above(reader, scope, commune, at).await?;
    if !scope.covers(&path) {
        return Ok(Vec::new());
    }
    reader.rows(&sql::LIST, vec![commune.into()]).await
}

/// One list; nothing for an unknown one or a reader who does not see inside its commune.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line(
    reader: &Reader,
    scope: &Scope,
    id: OldListId,
    at: Day,
) -> Result<Option<Line>, Failure> {
    let line: Option<Line> = reader.row(&sql::ONE, vec![id.into()]).await?;
    let Some(line) = line else { return Ok(None) };
    let path = crate::unit::with_above(reader, scope, line.commune_id, at).await?;
    Ok(scope.covers(&path).then_some(line))
}

/// The groups of an accepted list, in the file's order; under the same scope as [`line`].
///
/// # Errors
/// [`Failure`] of the database.
pub async fn groups(
    reader: &Reader,
    scope: &Scope,
    id: OldListId,
    at: Day,
) -> Result<Vec<Group>, Failure> {
    match line(reader, scope, id, at).await? {
        Some(_) => reader.rows(&sql::ROWS, vec![id.into()]).await,
        None => Ok(Vec::new()),
    }
}

/// How a commune's headings were understood before: fingerprint and the mapping's JSON.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn remembered(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
    at: Day,
) -> Result<Vec<(String, String)>, Failure> {
    let path = crate::unit::with_above(reader, scope, commune, at).await?;
    if !scope.covers(&path) {
        return Ok(Vec::new());
    }
    reader.rows(&sql::REMEMBERED, vec![commune.into()]).await
}

/// Stores a list as read.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, new: &NewList, now: i64) -> Result<(), Failure> {
    let values = vec![
        new.id.into(),
        new.commune.into(),
        new.name.clone().into(),
        new.attachment.into(),
        new.mapping.clone().into(),
        new.created_by.into(),
        now.into(),
    ];
    tx.run(&sql::ADD, values).await.map(drop)
}

/// Sets how a list that is only read is understood; false when it has moved on from `base`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_mapping(
    tx: &mut Tx,
    id: OldListId,
    base: i64,
    mapping: &str,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::SET_MAPPING, vec![id.into(), base.into(), mapping.into()]).await? == 1)
}

/// Accepts a list with its groups; false when it has moved on from `base`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn accept(
    tx: &mut Tx,
    (id, base): (OldListId, i64),
    groups: &[Group],
    (by, now): (AccountId, i64),
) -> Result<bool, Failure> {
    let values = vec![id.into(), base.into(), by.into(), now.into()];
    if tx.run(&sql::ACCEPT, values).await? != 1 {
        return Ok(false);
    }
    let rows = (1_i64..).zip(groups).map(|(number, group)| row_of(id, number, group));
    tx.bulk(&sql::ADD_ROW, rows.collect()).await?;
    Ok(true)
}

fn row_of(id: OldListId, number: i64, group: &Group) -> Vec<Value> {
    vec![
        id.into(),
        number.into(),
        group.sheet.clone().into(),
        group.sheet_row.into(),
        group.khu_pho.clone().into(),
        group.to.clone().into(),
        group.households.into(),
        group.people.into(),
        group.street.clone().into(),
        group.note.clone().into(),
        group.code.clone().into(),
        serde_json::json!(group.neighbours).to_string().into(),
        group.unit_id.into(),
    ]
}

/// Puts a list aside; false when it is already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn withdraw(
    tx: &mut Tx,
    id: OldListId,
    (by, now): (AccountId, i64),
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::WITHDRAW, vec![id.into(), by.into(), now.into()]).await? == 1)
}

/// The list of a commune that counts, if there is one.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn accepted(tx: &mut Tx, commune: UnitId) -> Result<Vec<OldListId>, Failure> {
    let rows: Vec<(OldListId,)> = tx.rows(&sql::ACCEPTED, vec![commune.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Remembers how a heading is to be understood, in place of what was known of it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn remember(
    tx: &mut Tx,
    commune: UnitId,
    (fingerprint, mapping): (&str, &str),
    now: i64,
) -> Result<(), Failure> {
    let values = vec![commune.into(), fingerprint.into(), mapping.into(), now.into()];
    tx.run(&sql::REMEMBER, values).await.map(drop)
}
