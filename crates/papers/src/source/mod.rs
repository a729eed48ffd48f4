//! From bytes to a [`Workbook`]: what the file really is, guarded against damage and bombs.
//!
//! The ending of the name is not believed; the first bytes are. This module understands no list.

mod biff;
mod ods;
mod separated;
mod table;
mod xls;
mod xlsx;
mod zipped;

use crate::legacy::{self, Encoding};
use crate::refusal::Refusal;
use crate::workbook::{Cell, FileKind, Gathered, Sheet, Workbook};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a file may cost. A list of a ward's groups is some hundred rows; the defaults leave room
/// for a whole city and still bound memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes after unpacking a zipped file.
    pub unpacked_bytes: u64,
    /// Rows with content, over all sheets.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 << 20, unpacked_bytes: 128 << 20, rows: 50_000, columns: 256 }
    }
}

/// Why a source gave up; the file name is added at the door.
#[derive(Debug)]
enum Fault {
    Damaged(String),
    TooLong { sheet: String },
    UnpacksTooLarge,
    Locked,
    WebPage,
    NotASheet(&'static str),
}

fn damaged(error: impl std::fmt::Display) -> Fault {
    // Library texts may quote the file; a little is enough for the person who helps.
    Fault::Damaged(error.to_string().chars().take(120).collect())
}

/// Keeps a cell, or says that the sheet is larger than a list can be.
struct Keeper<'a> {
    limits: &'a Limits,
    sheet: &'a str,
    rows_before: usize,
    gathered: Gathered,
}

impl<'a> Keeper<'a> {
    fn new(limits: &'a Limits, sheet: &'a str, rows_before: usize) -> Self {
        Self { limits, sheet, rows_before, gathered: Gathered::default() }
    }

    fn keep(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Fault> {
        if cell.is_empty() {
            return Ok(());
        }
        self.gathered.put(row, column.min(self.limits.columns), cell);
        let too_long = self.rows_before + self.gathered.len() > self.limits.rows;
        if too_long || column >= self.limits.columns {
            return Err(Fault::TooLong { sheet: self.sheet.to_owned() });
        }
        Ok(())
    }
}

/// Reads a file's bytes.
///
/// # Errors
/// Refuses files that are too large, damaged, locked, or no spreadsheet. Never panics: a panic of
/// a reading library on a damaged file becomes [`Refusal::Damaged`].
pub fn open(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let file = || name.to_owned();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Empty { file: file() });
    }
    if bytes.len() > limits.bytes {
        return Err(Refusal::TooLarge { file: file(), limit_mb: (limits.bytes >> 20) as u64 });
    }
    let opened = catch_unwind(AssertUnwindSafe(|| dispatch(name, bytes, limits)))
        .unwrap_or_else(|_| Err(Fault::Damaged("panic".to_owned())));
    let (kind, mut sheets) = opened.map_err(|fault| match fault {
        Fault::Damaged(detail) => Refusal::Damaged { file: file(), detail },
        Fault::TooLong { sheet } => Refusal::TooLong {
            file: file(),
            sheet,
            rows: limits.rows,
            columns: limits.columns as usize,
        },
        Fault::UnpacksTooLarge => {
            Refusal::UnpacksTooLarge { file: file(), limit_mb: limits.unpacked_bytes >> 20 }
        }
        Fault::Locked => Refusal::Locked { file: file() },
        Fault::WebPage => Refusal::WebPage { file: file() },
        Fault::NotASheet(looks_like) => Refusal::NotASheet { file: file(), looks_like },
    })?;
    for sheet in &mut sheets {
        if sheet.merged.len() > MOST_MERGED {
            let (sheet, columns) = (sheet.name.clone(), limits.columns as usize);
            return Err(Refusal::TooLong { file: file(), sheet, rows: limits.rows, columns });
        }
        to_unicode(sheet);
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Refusal::NoContent { file: file() });
    }
    Ok(Workbook { name: file(), kind, sheets })
}

pub use separated::separator;
pub use table::Table;

/// Merged areas are searched one by one; no list of groups comes near this.
const MOST_MERGED: usize = 5_000;

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fn dispatch(name: &str, bytes: &[u8], limits: &Limits) -> Result<(FileKind, Vec<Sheet>), Fault> {
    for (magic, looks_like) in [
        (&b"%PDF"[..], "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"Rar!", "RAR"),
        (b"7z\xBC\xAF", "7z"),
    ] {
        if bytes.starts_with(magic) {
            return Err(Fault::NotASheet(looks_like));
        }
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return match zipped::inspect(bytes, limits)? {
            zipped::Inside::Xlsx => Ok((FileKind::Xlsx, xlsx::sheets(bytes, limits)?)),
            zipped::Inside::Ods => {
                let content = zipped::text_of(bytes, "content.xml", limits)?;
                Ok((FileKind::Ods, ods::sheets(&content, limits)?))
            }
            zipped::Inside::Other(looks_like) => Err(Fault::NotASheet(looks_like)),
        };
    }
    if bytes.starts_with(OLE) {
        if holds_utf16(bytes, "EncryptedPackage") {
            return Err(Fault::Locked);
        }
        if holds_utf16(bytes, "WordDocument") {
            return Err(Fault::NotASheet("Word"));
        }
        return Ok((FileKind::Xls, xls::sheets(bytes, limits)?));
    }
    let text = separated::decode(bytes).ok_or(Fault::NotASheet("unknown"))?;
    let start = text.trim_start().get(..600).unwrap_or(text.trim_start()).to_lowercase();
    if start.starts_with("<?xml") || start.starts_with('<') {
        if start.contains("office:document") && text.contains("office:spreadsheet") {
            return Ok((FileKind::Ods, ods::sheets(&text, limits)?));
        }
        let old_xml = text.contains("schemas-microsoft-com:office:spreadsheet");
        return Err(if old_xml { Fault::NotASheet("XML 2003") } else { Fault::WebPage });
    }
    Ok((FileKind::Csv, vec![separated::sheet(name, &text, limits)?]))
}

fn holds_utf16(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// Turns every text of the sheet to tidy Unicode, column by column, and counts the changed cells.
fn to_unicode(sheet: &mut Sheet) {
    let mut columns = vec![[0; 3]; sheet.width() as usize];
    let mut whole = [0; 3];
    for row in &sheet.rows {
        for (at, cell) in row.cells.iter().enumerate() {
            if let Cell::Text(text) = cell {
                legacy::tally(&mut columns[at], text);
                legacy::tally(&mut whole, text);
            }
        }
    }
    let of_sheet = legacy::verdict(whole);
    let verdicts: Vec<Encoding> = columns
        .iter()
        .map(|sum| {
            let undecided = sum[0] == sum[1].max(sum[2]);
            if undecided { of_sheet } else { legacy::verdict(*sum) }
        })
        .collect();
    let mut converted: Vec<(Encoding, u32, u32)> = Vec::new();
    for row in &mut sheet.rows {
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let (settled, from) = legacy::settle(text, verdicts[at]);
            if from != Encoding::Unicode {
                match converted.iter_mut().find(|(known, ..)| *known == from) {
                    Some((_, _, cells)) => *cells += 1,
                    None => converted.push((from, row.index, 1)),
                }
            }
            let tidy = units::text::tidy(&settled);
            *cell = if tidy.is_empty() { Cell::Empty } else { Cell::Text(tidy) };
        }
    }
    for row in &mut sheet.rows {
        let used = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        row.cells.truncate(used);
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
    sheet.converted = converted;
}
