//! Any table, row by row: of a text the rows are cut as they are asked for, so that a long one takes no
//! more memory than its text.

use super::{Limits, open, separated};
use crate::refusal::Refusal;
use crate::workbook::{FileKind, Sheet};

/// A table whose rows are taken one after another.
#[derive(Debug)]
pub struct Table {
    kind: FileKind,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Text(String),
    Sheet(Sheet),
}

impl Table {
    /// Opens a file: of a workbook the first sheet with content that is not hidden.
    ///
    /// # Errors
    /// As [`open`]; a text may have any number of rows.
    pub fn open(name: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        if let Some(text) = plain(bytes).filter(|_| bytes.len() <= limits.bytes) {
            return Ok(Self { kind: FileKind::Csv, source: Source::Text(text) });
        }
        let book = open(name, bytes, limits)?;
        let has_content = |sheet: &Sheet| !sheet.rows.is_empty() && !sheet.hidden;
        let at = book.sheets.iter().position(has_content).unwrap_or(0);
        let sheet = book.sheets.into_iter().nth(at);
        let sheet = sheet.ok_or_else(|| Refusal::NoContent { file: name.to_owned() })?;
        Ok(Self { kind: book.kind, source: Source::Sheet(sheet) })
    }

    /// What kind of file it was.
    #[must_use]
    pub const fn kind(&self) -> FileKind {
        self.kind
    }

    /// Its rows, each with the number that a spreadsheet shows beside it. Empty rows are left out.
    #[must_use]
    pub fn rows(&self) -> Box<dyn Iterator<Item = (u32, Vec<String>)> + '_> {
        match &self.source {
            Source::Text(text) => {
                let rows = separated::records(text).map(|(row, fields)| {
                    (row + 1, fields.into_iter().map(|field| field.text).collect::<Vec<_>>())
                });
                Box::new(rows.filter(|(_, fields)| fields.iter().any(|it| !it.trim().is_empty())))
            }
            Source::Sheet(sheet) => Box::new(sheet.rows.iter().map(|row| {
                let shown = row.cells.iter().map(|cell| cell.shown().into_owned());
                (row.index + 1, shown.collect())
            })),
        }
    }
}

/// The text of bytes that are a separated text in a Unicode encoding; others are opened as a workbook,
/// which knows old encodings.
fn plain(bytes: &[u8]) -> Option<String> {
    let is_other = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(super::OLE);
    let is_marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if is_other || (!is_marked && std::str::from_utf8(bytes).is_err()) {
        return None;
    }
    let text = separated::decode(bytes)?;
    let start = text.trim_start();
    let is_text = !start.is_empty() && !start.starts_with(['<', '%']) && !start.starts_with("{\\");
    is_text.then_some(text)
}
