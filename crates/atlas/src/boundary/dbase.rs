//! The table beside a Shapefile (dBASE), in the encoding that `.cpg` names or the bytes show.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1258};

use super::Coded;

/// A table: the names of its columns, and the cells of each row.
#[derive(Debug, Default)]
pub struct Table {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// The cells of each row, tidied.
    pub rows: Vec<Vec<String>>,
    /// What was assumed.
    pub note: Option<Coded>,
}

/// Bytes of the head before the columns, and of a column's description.
const HEAD: usize = 32;
const COLUMN: usize = 32;

/// Reads a table; nothing where it is damaged. `page` is what `.cpg` says.
pub fn read(bytes: &[u8], page: Option<&str>) -> Option<Table> {
    let short = |at: usize| Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    let count = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let (start, width) = (usize::from(short(8)?), usize::from(short(10)?));
    let mut columns: Vec<(&[u8], usize)> = Vec::new();
    for column in bytes.get(HEAD..start)?.chunks_exact(COLUMN) {
        if column[0] == 0x0d {
            break;
        }
        let name = column[..11].split(|byte| *byte == 0).next().unwrap_or_default();
        columns.push((name, usize::from(column[16])));
    }
    if width == 0 || columns.is_empty() {
        return None;
    }
    let body = bytes.get(start..)?;
    let (encoding, note) = encoding(page, body);
    let rows = body.chunks_exact(width).take(count).map(|row| {
        // The first byte only says whether the row was struck out; its shape still stands.
        let mut at = 1;
        columns
            .iter()
            .map(|(_, length)| {
                let cell = row.get(at..at + length).unwrap_or_default();
                at += length;
                text(encoding, cell)
            })
            .collect()
    });
    Some(Table {
        rows: rows.collect(),
        columns: columns.iter().map(|(name, _)| text(encoding, name)).collect(),
        note,
    })
}

/// Names of code pages as they are written into `.cpg` files: `UTF-8`, `65001`, `ANSI 1258`, `cp1258`.
fn encoding(page: Option<&str>, body: &[u8]) -> (&'static Encoding, Option<Coded>) {
    let said = page.map(str::trim).filter(|page| !page.is_empty());
    if let Some(said) = said {
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        let label = match digits.as_str() {
            "65001" | "8" => "utf-8".to_owned(),
            page if page.starts_with("125") => format!("windows-{page}"),
            _ => said.to_owned(),
        };
        if let Some(known) = Encoding::for_label(label.as_bytes()) {
            return (known, None);
        }
    }
    let guessed = if std::str::from_utf8(body).is_ok() { UTF_8 } else { WINDOWS_1258 };
    let note = ("boundary-note-encoding", vec![("name", guessed.name().to_owned())]);
    // Letters without marks read the same either way: nothing to tell.
    (guessed, (!body.is_ascii()).then_some(note))
}

/// A cell as text. A name longer than its column is cut in the middle of a letter, which is dropped.
fn text(encoding: &'static Encoding, bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let text = encoding.decode_without_bom_handling(&bytes[..end]).0;
    units::text::tidy(text.trim_end_matches('\u{fffd}'))
}
