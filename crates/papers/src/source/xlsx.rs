//! Excel 2007 and later, through calamine's streaming reader.
//!
//! Streaming and not `worksheet_range`, because a range is dense: two cells at opposite corners of
//! a sheet would claim gigabytes.

use super::{Fault, Keeper, Limits, damaged, zipped};
use crate::workbook::{Area, Cell, Sheet};
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::Cursor;

pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut hidden = hidden_rows(bytes, limits).unwrap_or_default();
    let known = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    let mut rows = 0;
    for sheet in known.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
        let mut keeper = Keeper::new(limits, &sheet.name, rows);
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
            let uncomputed = record.formula.is_some() && record.value == DataRef::Empty;
            let cell = if uncomputed { Cell::Uncomputed } else { plain(record.value) };
            keeper.keep(record.pos.0, record.pos.1, cell)?;
        }
        let mut gathered = keeper.gathered;
        for row in hidden.remove(&sheet.name).unwrap_or_default() {
            gathered.hide(row);
        }
        rows += gathered.len();
        let is_hidden = sheet.visible != SheetVisible::Visible;
        let areas = merged.iter().map(area).collect();
        sheets.push(gathered.into_sheet(sheet.name.clone(), is_hidden, areas));
    }
    Ok(sheets)
}

/// A merged area of calamine.
pub(super) fn area(merged: &Dimensions) -> Area {
    Area { top: merged.start.0, left: merged.start.1, bottom: merged.end.0, right: merged.end.1 }
}

fn plain(value: DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(value) => Cell::Number(value as f64),
        DataRef::Float(value) => Cell::Number(value),
        DataRef::String(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text.to_owned()),
        DataRef::Bool(value) => Cell::Bool(value),
        DataRef::DateTime(moment) => day(&moment),
        DataRef::DateTimeIso(text) => iso_day(&text),
        DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

/// A day of the 1900 or 1904 system; a length of time stays a number.
pub(super) fn day(moment: &ExcelDateTime) -> Cell {
    if moment.is_duration() {
        return Cell::Number(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    // Excel knows a 29 February 1900 that never was.
    Date::new(year as i16, month as i8, day as i8)
        .map_or_else(|_| Cell::Text(format!("{day:02}/{month:02}/{year:04}")), Cell::Date)
}

/// A day written as ISO 8601, its time cut.
pub(super) fn iso_day(text: &str) -> Cell {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    day.parse().map_or_else(|_| Cell::Text(text.to_owned()), Cell::Date)
}

/// Rows hidden by hand or by a filter, by sheet name: calamine does not tell. Anything odd in
/// these parts only loses the note, never the row.
fn hidden_rows(bytes: &[u8], limits: &Limits) -> Option<HashMap<String, Vec<u32>>> {
    let part = |path: &str| zipped::text_of(bytes, path, limits).ok();
    let targets: HashMap<String, String> =
        elements(&part("xl/_rels/workbook.xml.rels")?, "Relationship")
            .into_iter()
            .filter_map(|mut link| Some((link.remove("Id")?, link.remove("Target")?)))
            .collect();
    let mut hidden = HashMap::new();
    for mut sheet in elements(&part("xl/workbook.xml")?, "sheet") {
        let (Some(name), Some(link)) = (sheet.remove("name"), sheet.remove("id")) else { continue };
        let Some(target) = targets.get(&link) else { continue };
        let path = target.strip_prefix('/').map_or(format!("xl/{target}"), str::to_owned);
        let Some(xml) = part(&path) else { continue };
        if !xml.contains("hidden=") {
            continue;
        }
        let rows = elements(&xml, "row")
            .into_iter()
            .filter(|row| matches!(row.get("hidden").map(String::as_str), Some("1" | "true")))
            .filter_map(|row| row.get("r")?.parse::<u32>().ok()?.checked_sub(1))
            .collect();
        hidden.insert(name, rows);
    }
    Some(hidden)
}

/// The attributes, by local name, of each element of that local name.
fn elements(xml: &str, name: &str) -> Vec<HashMap<String, String>> {
    let mut found = Vec::new();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element))
                if element.local_name().as_ref() == name =>
            {
                found.push(attributes(&element));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// An element's attributes by local name, unescaped; broken ones are left out.
pub(super) fn attributes(element: &BytesStart<'_>) -> HashMap<String, String> {
    element
        .attributes()
        .flatten()
        .map(|attribute| {
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), |text| text.into_owned());
            (attribute.key.local_name().as_ref().to_owned(), value)
        })
        .collect()
}
