//! Office tables that are imported: a head row among the first twenty, then one thing a row; codes may have
//! lost the zeros in front that tables drop.

use std::path::Path;

use anyhow::Result;
use papers::{Limits, Sheet, Workbook};
use units::Level;
use units::gazetteer::kind_of;
use units::text::fold;

use crate::say::{BAD_INPUT, Sentence};

/// Opens a table; also what the file is called.
///
/// # Errors
/// A file that is no table.
pub fn open(file: &Path, bytes: &[u8]) -> Result<(String, Workbook)> {
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let book = papers::open(&name, bytes, &Limits::default()).map_err(|refusal| Sentence {
        code: refusal.code(),
        args: refusal.args(),
        status: BAD_INPUT,
    })?;
    Ok((name, book))
}

/// The sheet with a head, the row of that, and the columns by their folded titles, of which the first
/// `needed` must be there.
pub fn headed<'b, const N: usize>(
    book: &'b Workbook,
    titles: &[&[&str]; N],
    needed: usize,
) -> Option<(&'b Sheet, u32, [Option<u32>; N])> {
    let head = |sheet: &'b Sheet| {
        sheet.rows.iter().take(20).find_map(|row| {
            let found: Vec<String> = row.cells.iter().map(|cell| fold(&cell.shown())).collect();
            let columns = titles.map(|titles| {
                let at = found.iter().position(|title| titles.contains(&title.as_str()));
                at.and_then(|at| u32::try_from(at).ok())
            });
            let is_head = columns.iter().take(needed).all(Option::is_some);
            is_head.then_some((sheet, row.index, columns))
        })
    };
    book.sheets.iter().find_map(head)
}

/// The same of a unit whose name says its level, whatever zeros its table dropped: "Phường Ba Đình" of code 4
/// is 00004. Of a "Thành phố" the unit above decides: a province has none.
pub fn coded_by_name(code: &str, name: &str, has_above: bool) -> Option<(Level, String)> {
    let (level, plain) = coded(code)?;
    let is_of = |level: Level| kind_of(level, name, None).is_some();
    let level = match has_above {
        _ if is_of(Level::Commune) => Level::Commune,
        true if is_of(Level::District) => Level::District,
        false if is_of(Level::Province) => Level::Province,
        _ => return Some((level, plain)),
    };
    let width = match level {
        Level::Province => 2,
        Level::District => 3,
        _ => 5,
    };
    let digits = plain.trim_start_matches('0');
    (digits.len() <= width).then(|| (level, format!("{digits:0>width$}")))
}

/// The level of a code, and the code with its zeros: one or two signs are a province, three a district,
/// four or five a commune (Decision 124/2004/QĐ-TTg).
pub fn coded(code: &str) -> Option<(Level, String)> {
    if !code.bytes().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    match code.len() {
        1 | 2 => Some((Level::Province, format!("{code:0>2}"))),
        3 => Some((Level::District, code.to_owned())),
        4 | 5 => Some((Level::Commune, format!("{code:0>5}"))),
        _ => None,
    }
}
