//! Stored documents: bytes in chunks with their SHA-256, size and kind.
//!
//! Takes only the kinds an office keeps and no document over [`BYTES_MAX`]. Does not look inside.

use sha2::{Digest as _, Sha256};
use units::{AccountId, AttachmentId};

use crate::Value;
use crate::failure::{Failure, Fault};
use crate::row::{FromRow, Row};
use crate::scope::Scope;
use crate::statement::{Statement, Statements};
use crate::tx::{Reader, Tx};

const INSERT: Statement =
    Statement::new("attachment/insert", include_str!("../sql/attachment/insert.sql"));
const CHUNK_INSERT: Statement =
    Statement::new("attachment/chunk_insert", include_str!("../sql/attachment/chunk_insert.sql"));
const HEAD: Statement =
    Statement::new("attachment/head", include_str!("../sql/attachment/head.sql"));
const CHUNK: Statement =
    Statement::new("attachment/chunk", include_str!("../sql/attachment/chunk.sql"));

/// The statements of this noun.
pub const STATEMENTS: Statements = &[&INSERT, &CHUNK_INSERT, &HEAD, &CHUNK];

/// The largest document: scanned resolutions of offices stay below 20 MiB.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;
const CHUNK_BYTES: usize = 256 * 1024;

/// The kinds that are kept. None of them runs in a browser when it is shown as an attachment.
pub const CONTENT_TYPES: &[&str] = &[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
    "text/csv",
    "image/jpeg",
    "image/png",
    "text/plain",
    "application/geo+json",
    "application/geopackage+sqlite3",
    "application/zip",
];

/// Why a document is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It has no bytes.
    Empty,
    /// It is larger than [`BYTES_MAX`].
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Its kind is not among [`CONTENT_TYPES`].
    WrongKind {
        /// What it says it is.
        content_type: String,
    },
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "attachment-empty",
            Self::TooLarge { .. } => "attachment-too-large",
            Self::WrongKind { .. } => "attachment-wrong-kind",
        }
    }

    /// The data of the sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        const MEGABYTE: usize = 1024 * 1024;
        match self {
            Self::Empty => Vec::new(),
            Self::TooLarge { bytes } => vec![
                ("size", bytes.div_ceil(MEGABYTE).to_string()),
                ("limit", (BYTES_MAX / MEGABYTE).to_string()),
            ],
            Self::WrongKind { content_type } => vec![("kind", content_type.clone())],
        }
    }
}

/// Whether a document may be kept; asked before the act.
///
/// # Errors
/// The reason why not.
pub fn check(bytes: &[u8], content_type: &str) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > BYTES_MAX {
        return Err(Refusal::TooLarge { bytes: bytes.len() });
    }
    if !CONTENT_TYPES.contains(&content_type) {
        return Err(Refusal::WrongKind { content_type: content_type.to_owned() });
    }
    Ok(())
}

/// The SHA-256 by which a document is known.
#[must_use]
pub fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// A document to keep.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// Its identity.
    pub attachment_id: AttachmentId,
    /// The file name as the person gave it.
    pub name: String,
    /// One of [`CONTENT_TYPES`].
    pub content_type: String,
    /// The content.
    pub body: Vec<u8>,
    /// Who brought it.
    pub created_by: Option<AccountId>,
    /// When, epoch milliseconds.
    pub created_at: i64,
}

/// A document without its content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    /// Its identity.
    pub attachment_id: AttachmentId,
    /// The file name.
    pub name: String,
    /// The kind.
    pub content_type: String,
    /// The size.
    pub bytes: i64,
    /// SHA-256 of the content.
    pub sha256: Vec<u8>,
    /// Who brought it.
    pub created_by: Option<AccountId>,
    /// When, epoch milliseconds.
    pub created_at: i64,
}

impl FromRow for Head {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            attachment_id: row.get("attachment_id")?,
            name: row.get("name")?,
            content_type: row.get("content_type")?,
            bytes: row.get("bytes")?,
            sha256: row.get("sha256")?,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// Keeps a document that [`check`] let through; its SHA-256 for the audit entry.
///
/// # Errors
/// When a statement fails, or the document was not checked.
pub async fn keep(tx: &mut Tx, new: &NewAttachment) -> Result<Vec<u8>, Failure> {
    if let Err(refusal) = check(&new.body, &new.content_type) {
        return Err(Failure::new(Fault::Unfit, format!("keep a document: {}", refusal.code())));
    }
    let sha256 = Sha256::digest(&new.body).to_vec();
    let bytes = i64::try_from(new.body.len()).expect("at most 20 MiB, as checked above");
    let values: Vec<Value> = vec![
        new.attachment_id.into(),
        new.name.as_str().into(),
        new.content_type.as_str().into(),
        bytes.into(),
        sha256.clone().into(),
        new.created_by.into(),
        new.created_at.into(),
    ];
    tx.run(&INSERT, values).await?;
    for (part, body) in (0_i64..).zip(new.body.chunks(CHUNK_BYTES)) {
        let values = vec![new.attachment_id.into(), part.into(), body.to_vec().into()];
        tx.run(&CHUNK_INSERT, values).await?;
    }
    Ok(sha256)
}

/// A document without its content; visitors see none.
///
/// # Errors
/// When the statement fails.
pub async fn head(
    reader: &Reader,
    scope: &Scope,
    id: AttachmentId,
) -> Result<Option<Head>, Failure> {
    if scope.is_public() {
        return Ok(None);
    }
    reader.row(&HEAD, vec![id.into()]).await
}

/// The content, compared with its SHA-256; visitors see none.
///
/// # Errors
/// When a statement fails or the content is damaged.
pub async fn body(
    reader: &Reader,
    scope: &Scope,
    id: AttachmentId,
) -> Result<Option<Vec<u8>>, Failure> {
    let Some(head) = head(reader, scope, id).await? else { return Ok(None) };
    let mut body = Vec::new();
    for part in 0_i64.. {
        let chunk: Option<(Vec<u8>,)> = reader.row(&CHUNK, vec![id.into(), part.into()]).await?;
        let Some((chunk,)) = chunk else { break };
        body.extend(chunk);
    }
    if Sha256::digest(&body).to_vec() != head.sha256 {
        return Err(
            Failure::new(Fault::Damaged, "read a document: its digest differs").at(head.name)
        );
    }
    Ok(Some(body))
}
