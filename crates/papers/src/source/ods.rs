//! OpenDocument spreadsheets, packed or flat.
//!
//! Read by ourselves and not through calamine 0.38, which does not report merged areas and loops
//! for ever on a table that is cut short.

use super::xlsx::{attributes, iso_day};
use super::{Fault, Keeper, Limits, damaged};
use crate::workbook::{Area, Cell, Gathered, Sheet};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{HashMap, HashSet};

type Attributes = HashMap<String, String>;

/// The row being read: cells are kept until its end, because a row may stand for many.
#[derive(Default)]
struct OpenRow {
    repeat: u32,
    hidden: bool,
    column: u32,
    cells: Vec<(u32, Cell)>,
}

struct Table {
    name: String,
    hidden: bool,
    gathered: Gathered,
    merged: Vec<Area>,
    row: u32,
}

pub(super) fn sheets(content: &str, limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    let mut reader = Reader::from_str(content);
    let mut hidden_styles = HashSet::new();
    let mut style = String::new();
    let mut sheets = Vec::new();
    let mut rows = 0;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "style:style" => {
                    style = attributes(&element).remove("name").unwrap_or_default();
                }
                "style:table-properties" if is_undisplayed(&element) => {
                    hidden_styles.insert(style.clone());
                }
                "table:table" => {
                    let mut own = attributes(&element);
                    let style = own.remove("style-name").unwrap_or_default();
                    let hidden = hidden_styles.contains(&style);
                    let name = own.remove("name").unwrap_or_default();
                    let table = read_table(&mut reader, (name, hidden), limits, rows)?;
                    rows += table.gathered.len();
                    sheets.push(table.gathered.into_sheet(table.name, table.hidden, table.merged));
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(sheets)
}

fn read_table(
    reader: &mut Reader<&[u8]>,
    (name, hidden): (String, bool),
    limits: &Limits,
    rows_before: usize,
) -> Result<Table, Fault> {
    let label = name.clone();
    let mut keeper = Keeper::new(limits, &label, rows_before);
    let mut table =
        Table { name, hidden, gathered: Gathered::default(), merged: Vec::new(), row: 0 };
    let mut open = OpenRow::default();
    loop {
        let (element, is_empty) = match reader.read_event().map_err(damaged)? {
            Event::Eof => return Err(Fault::Damaged("table:table".to_owned())),
            Event::End(end) => match end.name().as_ref() {
                "table:table" => break,
                "table:table-row" => {
                    close_row(&mut keeper, &mut table, std::mem::take(&mut open))?;
                    continue;
                }
                _ => continue,
            },
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            _ => continue,
        };
        match element.name().as_ref() {
            "table:table-row" => {
                open = open_row(&attributes(&element));
                if is_empty {
                    close_row(&mut keeper, &mut table, std::mem::take(&mut open))?;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let text = if is_empty { String::new() } else { read_text(reader, &element)? };
                place_cell(&mut open, &mut table, &element, text, limits)?;
            }
            _ => {}
        }
    }
    table.gathered = keeper.gathered;
    Ok(table)
}

fn is_undisplayed(style: &BytesStart<'_>) -> bool {
    attributes(style).get("display").is_some_and(|shown| shown == "false")
}

fn open_row(own: &Attributes) -> OpenRow {
    OpenRow {
        repeat: number(own, "number-rows-repeated"),
        hidden: own.get("visibility").is_some_and(|shown| shown != "visible"),
        ..OpenRow::default()
    }
}

fn number(own: &Attributes, name: &str) -> u32 {
    own.get(name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

fn close_row(keeper: &mut Keeper<'_>, table: &mut Table, row: OpenRow) -> Result<(), Fault> {
    let repeat = row.repeat.max(1);
    if !row.cells.is_empty() {
        for index in table.row..table.row.saturating_add(repeat) {
            for (column, cell) in &row.cells {
                keeper.keep(index, *column, cell.clone())?;
            }
            if row.hidden {
                keeper.gathered.hide(index);
            }
        }
    }
    table.row = table.row.saturating_add(repeat);
    Ok(())
}

fn place_cell(
    row: &mut OpenRow,
    table: &mut Table,
    element: &BytesStart<'_>,
    text: String,
    limits: &Limits,
) -> Result<(), Fault> {
    let own = attributes(element);
    let repeat = number(&own, "number-columns-repeated");
    let column = row.column;
    row.column = column.saturating_add(repeat);
    let (down, right) =
        (number(&own, "number-rows-spanned"), number(&own, "number-columns-spanned"));
    if down > 1 || right > 1 {
        table.merged.push(Area {
            top: table.row,
            left: column,
            bottom: table.row.saturating_add(down - 1),
            right: column.saturating_add(right - 1),
        });
    }
    // What a merged area covers is not seen on screen and so is not read.
    if element.name().as_ref() == "table:covered-table-cell" {
        return Ok(());
    }
    let cell = value(&own, text);
    if cell.is_empty() {
        return Ok(());
    }
    for at in column..row.column {
        if at >= limits.columns {
            return Err(Fault::TooLong { sheet: table.name.clone() });
        }
        row.cells.push((at, cell.clone()));
    }
    Ok(())
}

fn value(own: &Attributes, text: String) -> Cell {
    // `value-type` stands twice, in two name spaces, with one meaning except for errors.
    let is_error = own.get("value-type").is_some_and(|kind| kind == "error");
    let blank = text.trim().is_empty();
    if is_error || (own.contains_key("formula") && text.starts_with('#')) {
        return Cell::Fault(text);
    }
    if let Some(number) = own.get("value").and_then(|value| value.parse::<f64>().ok()) {
        return Cell::Number(number);
    }
    if let Some(day) = own.get("date-value") {
        return iso_day(day);
    }
    if let Some(flag) = own.get("boolean-value") {
        return Cell::Bool(flag == "true");
    }
    if let Some(whole) = own.get("string-value").filter(|_| blank) {
        return Cell::Text(whole.clone());
    }
    if blank {
        let uncomputed = own.contains_key("formula") && !own.contains_key("value-type");
        return if uncomputed { Cell::Uncomputed } else { Cell::Empty };
    }
    Cell::Text(text)
}

/// The paragraphs of a cell, without its annotation.
fn read_text(reader: &mut Reader<&[u8]>, cell: &BytesStart<'_>) -> Result<String, Fault> {
    let mut text = String::new();
    let end = cell.name().as_ref().to_owned();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Eof => return Err(Fault::Damaged(end)),
            Event::End(element) if element.name().as_ref() == end => return Ok(text),
            Event::Start(element) => match element.name().as_ref() {
                "office:annotation" | "table:table" | "draw:frame" | "draw:custom-shape" => {
                    let name = element.to_end().into_owned();
                    reader.read_to_end(name.name()).map_err(damaged)?;
                }
                "text:p" if !text.is_empty() => text.push('\n'),
                _ => {}
            },
            Event::Empty(element) => match element.name().as_ref() {
                // A run of spaces matters to nobody here; one is enough.
                "text:s" | "text:tab" => text.push(' '),
                "text:line-break" => text.push('\n'),
                _ => {}
            },
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => text.push_str(&entity(&reference)),
            _ => {}
        }
    }
}

fn entity(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    quick_xml::escape::resolve_xml_entity(reference.as_ref()).unwrap_or_default().to_owned()
}
