//! Excel 97–2003, through calamine.
//!
//! Its reader makes a dense range per sheet, so the sizes are looked at first in the raw records.

use super::biff;
use super::xlsx::{area, day, iso_day};
use super::{Fault, Keeper, Limits, damaged};
use crate::workbook::{Cell, Sheet};
use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use std::io::Cursor;

/// Cells, empty ones included, that calamine may lay out: about 130 MB.
const MOST_CELLS: u64 = 4_000_000;

pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    let extents = biff::extents(bytes)?;
    let mut cells = 0;
    for extent in &extents {
        cells += extent.area();
        if cells > MOST_CELLS {
            return Err(Fault::TooLong { sheet: extent.name.clone() });
        }
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Fault::Locked,
        other => damaged(other),
    })?;
    let known = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    let mut rows = 0;
    for sheet in known.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut keeper = Keeper::new(limits, &sheet.name, rows);
        for (row, column, value) in range.used_cells() {
            keeper.keep(top + row as u32, left + column as u32, plain(value))?;
        }
        let mut gathered = keeper.gathered;
        for extent in extents.iter().filter(|extent| extent.name == sheet.name) {
            extent.hidden_rows.iter().for_each(|&row| gathered.hide(row));
        }
        rows += gathered.len();
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
        let is_hidden = sheet.visible != SheetVisible::Visible;
        sheets.push(gathered.into_sheet(
            sheet.name.clone(),
            is_hidden,
            merged.iter().map(area).collect(),
        ));
    }
    Ok(sheets)
}

fn plain(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(value) => Cell::Number(*value as f64),
        Data::Float(value) => Cell::Number(*value),
        Data::String(text) => Cell::Text(text.clone()),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) => iso_day(text),
        Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Error(error) => Cell::Fault(error.to_string()),
    }
}
