//! Imports of boundaries: what was brought, how it is to be read, and what each state had before, so
//! that an import is taken back whole.

use serde::Serialize;
use units::{AccountId, AttachmentId, BoundaryImportId, Day, StateId};

use super::sql;
use crate::unit::{NewShape, add_shapes};
use crate::{Cell, Failure, FromRow, NullKind, Reader, Row, Scope, Tx, Value};

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Read and shown; nothing of it counts.
    Read,
    /// Its outlines count.
    Applied,
    /// What was there before counts again.
    Reverted,
    /// Put aside unread.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Read, Self::Applied, Self::Reverted, Self::Withdrawn];

    /// The wire code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Applied => "applied",
            Self::Reverted => "reverted",
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
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// An import as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Identity.
    pub id: BoundaryImportId,
    /// The file's name.
    pub name: String,
    /// The document as it came.
    pub attachment_id: AttachmentId,
    /// The day whose units it draws.
    pub on: Day,
    /// How it is to be read, as JSON of `desk`.
    pub choices: String,
    /// How far it has come.
    pub state: State,
    /// Moves with every change.
    pub revision: i64,
    /// What was told when it was applied, as JSON of `desk`.
    pub report: Option<String>,
    /// Who brought it; nobody where it was the administrator of the machine.
    pub created_name: Option<String>,
    /// Epoch milliseconds.
    pub created_at: i64,
    /// Epoch milliseconds of the last decision.
    pub decided_at: Option<i64>,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("boundary_import_id")?,
            name: row.get("name")?,
            attachment_id: row.get("attachment_id")?,
            on: row.get("on_day")?,
            choices: row.get("choices_json")?,
            state: row.get("state")?,
            revision: row.get("revision")?,
            report: row.get("report_json")?,
            created_name: row.get("created_name")?,
            created_at: row.get("created_at")?,
            decided_at: row.get("decided_at")?,
        })
    }
}

/// An import to store as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// Identity.
    pub id: BoundaryImportId,
    /// The file's name.
    pub name: String,
    /// The document, kept before.
    pub attachment: AttachmentId,
    /// The SHA-256 of the document.
    pub sha256: Vec<u8>,
    /// The day whose units it draws.
    pub on: Day,
    /// How it is to be read.
    pub choices: String,
    /// Who brings it.
    pub created_by: Option<AccountId>,
}

/// What a state gets from an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutline {
    /// The outline.
    pub shape: NewShape,
    /// Square metres that the file says are official.
    pub official_m2: Option<i64>,
}

/// The latest imports; none for a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(reader: &Reader, scope: &Scope) -> Result<Vec<Line>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::IMPORTS, Vec::new()).await
}

/// One import; nothing for an unknown one or a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line(
    reader: &Reader,
    scope: &Scope,
    id: BoundaryImportId,
) -> Result<Option<Line>, Failure> {
    if scope.is_public() {
        return Ok(None);
    }
    reader.row(&sql::IMPORT, vec![id.into()]).await
}

/// The import of the same document for the same day and in the same reading that counts or is looked at, if any.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn applied(
    reader: &Reader,
    scope: &Scope,
    (sha256, on, choices): (&[u8], Day, &str),
) -> Result<Option<Line>, Failure> {
    if scope.is_public() {
        return Ok(None);
    }
    reader.row(&sql::APPLIED, vec![sha256.to_vec().into(), on.into(), choices.into()]).await
}

/// Stores an import as read.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, new: &NewImport, now: i64) -> Result<(), Failure> {
    let values = vec![
        new.id.into(),
        new.name.clone().into(),
        new.attachment.into(),
        new.sha256.clone().into(),
        new.on.into(),
        new.choices.clone().into(),
        new.created_by.into(),
        now.into(),
    ];
    tx.run(&sql::ADD, values).await.map(drop)
}

/// Sets how an import is to be read; false when it has moved on from `base`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn choose(
    tx: &mut Tx,
    (id, base): (BoundaryImportId, i64),
    choices: &str,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::CHOOSE, vec![id.into(), base.into(), choices.into()]).await? == 1)
}

/// Applies an import: keeps what its states had, and gives them what they get; false when it has moved
/// on from `base`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn apply(
    tx: &mut Tx,
    (id, base): (BoundaryImportId, i64),
    (report, source, outlines): (&str, &str, &[NewOutline]),
    (by, now): (Option<AccountId>, i64),
) -> Result<bool, Failure> {
    let values = vec![id.into(), base.into(), report.into(), by.into(), now.into()];
    if tx.run(&sql::APPLY, values).await? != 1 {
        return Ok(false);
    }
    for outline in outlines {
        let state: StateId = outline.shape.state_id;
        tx.run(&sql::KEEP, vec![id.into(), state.into()]).await?;
        tx.run(&sql::DROP_SHAPE, vec![state.into()]).await?;
        if let Some(official_m2) = outline.official_m2 {
            tx.run(&sql::DROP_OFFICIAL, vec![state.into()]).await?;
            let values = vec![state.into(), official_m2.into(), source.into()];
            tx.run(&sql::ADD_OFFICIAL, values).await?;
        }
    }
    let shapes: Vec<NewShape> = outlines.iter().map(|outline| outline.shape.clone()).collect();
    add_shapes(tx, &shapes).await?;
    Ok(true)
}

/// The name of a later import that changed one of the same states and counts.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn later(tx: &mut Tx, id: BoundaryImportId) -> Result<Option<String>, Failure> {
    let rows: Vec<(String,)> = tx.rows(&sql::LATER, vec![id.into()]).await?;
    Ok(rows.into_iter().next().map(|(name,)| name))
}

/// Takes an import back: its states have again what they had. False where it does not count.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revert(
    tx: &mut Tx,
    id: BoundaryImportId,
    who: (Option<AccountId>, i64),
) -> Result<bool, Failure> {
    if !decide(tx, id, (State::Applied, State::Reverted), who).await? {
        return Ok(false);
    }
    for statement in
        [&sql::REVERT_SHAPES, &sql::REVERT_OFFICIAL, &sql::RESTORE_SHAPES, &sql::RESTORE_OFFICIAL]
    {
        tx.run(statement, vec![id.into()]).await?;
    }
    Ok(true)
}

/// Puts an import that is only read aside; false where it is not only read.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn withdraw(
    tx: &mut Tx,
    id: BoundaryImportId,
    who: (Option<AccountId>, i64),
) -> Result<bool, Failure> {
    decide(tx, id, (State::Read, State::Withdrawn), who).await
}

async fn decide(
    tx: &mut Tx,
    id: BoundaryImportId,
    (from, to): (State, State),
    (by, now): (Option<AccountId>, i64),
) -> Result<bool, Failure> {
    let values = vec![id.into(), from.into(), to.into(), by.into(), now.into()];
    Ok(tx.run(&sql::DECIDE, values).await? == 1)
}
