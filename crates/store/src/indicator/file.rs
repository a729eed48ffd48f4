//! Files of figures as they were brought: read, applied or put aside. Officers only.

use serde::Serialize;
use units::{AttachmentId, FigureFileId, IndicatorId, PostId, UnitId};

use super::sql;
use crate::{Cell, Failure, FromRow, NullKind, Reader, Row, Scope, Tx, Value};

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Read and shown; nothing of it counts.
    Read,
    /// Its figures stand.
    Applied,
    /// Put aside.
    Withdrawn,
}

impl FileState {
    /// The wire code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Applied => "applied",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Cell for FileState {
    const NULL: NullKind = NullKind::Text;
    fn into_value(self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
    fn from_value(value: Value) -> Option<Self> {
        let text = String::from_value(value)?;
        [Self::Read, Self::Applied, Self::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A file as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Identity.
    pub file_id: FigureFileId,
    /// The place it speaks of, with everything below.
    pub unit_id: UnitId,
    /// The indicator it speaks of, where its rows name none.
    pub indicator_id: Option<IndicatorId>,
    /// The file's name.
    pub name: String,
    /// The document as it came.
    pub attachment_id: AttachmentId,
    /// How far it has come.
    pub state: FileState,
    /// Epoch milliseconds.
    pub brought_at: i64,
    /// Epoch milliseconds.
    pub decided_at: Option<i64>,
    /// Figures it told, once applied.
    pub figures: i64,
    /// The post that brought it.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
}

impl FromRow for File {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            file_id: row.get("figure_file_id")?,
            unit_id: row.get("unit_id")?,
            indicator_id: row.get("indicator_id")?,
            name: row.get("name")?,
            attachment_id: row.get("attachment_id")?,
            state: row.get("state")?,
            brought_at: row.get("brought_at")?,
            decided_at: row.get("decided_at")?,
            figures: row.get("figures")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
        })
    }
}

/// A file to store as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Identity.
    pub id: FigureFileId,
    /// The place it speaks of, with everything below.
    pub unit: UnitId,
    /// The indicator it speaks of, where its rows name none.
    pub indicator: Option<IndicatorId>,
    /// The file's name.
    pub name: String,
    /// The document, kept before.
    pub attachment: AttachmentId,
}

/// Stores a file as read.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_file(tx: &mut Tx, new: &NewFile, (by, at): (PostId, i64)) -> Result<(), Failure> {
    let values = vec![
        new.id.into(),
        new.unit.into(),
        new.indicator.into(),
        new.name.as_str().into(),
        new.attachment.into(),
        by.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_FILE, values).await.map(drop)
}

/// Lets a file count or puts it aside; false where that was decided already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn decide_file(
    tx: &mut Tx,
    id: FigureFileId,
    (state, figures): (FileState, i64),
    (by, at): (PostId, i64),
) -> Result<bool, Failure> {
    let values = vec![id.into(), state.into(), by.into(), at.into(), figures.into()];
    Ok(tx.run(&sql::DECIDE_FILE, values).await? == 1)
}

/// A file.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn file(
    reader: &Reader,
    scope: &Scope,
    id: FigureFileId,
) -> Result<Option<File>, Failure> {
    if scope.is_public() {
        return Ok(None);
    }
    reader.row(&sql::FILE, vec![id.into()]).await
}

/// The files that were brought of a place, latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn files(reader: &Reader, scope: &Scope, unit: UnitId) -> Result<Vec<File>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::FILES, vec![unit.into()]).await
}
