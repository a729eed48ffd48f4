//! Areas of a table: CSV whose one column holds outlines as well-known text.

use encoding_rs::WINDOWS_1258;

use super::{FileFault, Named, Raw, RawRow};
use crate::wkt::{self, WktFault};

/// Reads every row below the headings.
pub fn read(bytes: &[u8]) -> Result<Raw, FileFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut notes = Vec::new();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            notes.push(("boundary-note-encoding", vec![("name", "windows-1258".to_owned())]));
            WINDOWS_1258.decode(bytes).0.into_owned()
        }
    };
    if text.contains('\0') {
        return Err(FileFault::UnknownKind);
    }
    let mut rows = cells(&text).into_iter();
    let headings = rows.next().ok_or(FileFault::UnknownKind)?;
    let rows: Vec<Vec<String>> = rows.collect();
    let is_outline = |cell: &String| {
        let head = cell.trim_start().to_ascii_uppercase();
        ["POLYGON", "MULTIPOLYGON", "SRID="].iter().any(|word| head.starts_with(word))
    };
    let named = ["wkt", "geom", "geometry", "the_geom", "wkt_geom"];
    let place = headings
        .iter()
        .position(|name| named.contains(&name.trim().to_lowercase().as_str()))
        .or_else(|| rows.iter().find_map(|row| row.iter().position(is_outline)))
        .ok_or(FileFault::UnknownKind)?;
    let columns: Vec<String> = headings
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, n)| n.clone())
        .collect();
    let rows = rows.into_iter().enumerate().filter(|(_, row)| row.iter().any(|c| !c.is_empty()));
    let rows = rows.map(|(number, row)| RawRow {
        row: number + 2,
        shape: outline(row.get(place).map_or("", String::as_str)),
        fields: headings
            .iter()
            .zip(&row)
            .enumerate()
            .filter(|(at, _)| *at != place)
            .map(|(_, (name, cell))| (name.clone(), cell.clone()))
            .collect(),
    });
    let rows = rows.collect();
    Ok(Raw { layer: "csv".to_owned(), crs: Named::Nothing, columns, rows, notes })
}

fn outline(text: &str) -> Result<geo::MultiPolygon<f64>, super::Coded> {
    if text.trim().is_empty() {
        return Err(("boundary-row-empty", Vec::new()));
    }
    wkt::read(text).map_err(|fault| match fault {
        WktFault::NotAnArea(found) => ("boundary-row-not-area", vec![("found", found)]),
        WktFault::Unreadable => ("boundary-row-unreadable", Vec::new()),
    })
}

/// The cells of every line; whatever parts the headings most often parts them all.
fn cells(text: &str) -> Vec<Vec<String>> {
    let head = text.lines().next().unwrap_or_default();
    let count = |mark: char| head.chars().filter(|letter| *letter == mark).count();
    let mark = [',', ';', '\t'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(',');
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().expect("there is always one");
        let cell = row.last_mut().expect("there is always one");
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            letter if letter == mark && !is_quoted => row.push(String::new()),
            letter => cell.push(letter),
        }
    }
    rows
}
