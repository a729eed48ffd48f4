//! A workbook as plain cells: what every file kind becomes before anything is understood.
//!
//! Rows are sparse (an empty row is not kept), so a sheet that claims a million rows costs nothing.
//! This module does not know what a column means.

use jiff::civil::Date;
use std::borrow::Cow;

/// The file kinds that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 97–2003 (BIFF).
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Separated text.
    Csv,
}

/// One cell as it was stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing, or only white space.
    Empty,
    /// Text, in normal form C and out of any legacy encoding.
    Text(String),
    /// A number.
    Number(f64),
    /// A day; the time of day is dropped.
    Date(Date),
    /// Yes or no.
    Bool(bool),
    /// A spreadsheet error such as `#REF!`.
    Fault(String),
    /// A formula whose value the file does not hold.
    Uncomputed,
}

impl Cell {
    /// Whether the cell holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as a reader would see it: whole numbers without a decimal part, days as dd/mm/yyyy.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Uncomputed => Cow::Borrowed(""),
            Self::Text(text) | Self::Fault(text) => Cow::Borrowed(text),
            Self::Number(value) => Cow::Owned(value.to_string()),
            Self::Date(day) => {
                Cow::Owned(format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()))
            }
            Self::Bool(value) => Cow::Borrowed(if *value { "TRUE" } else { "FALSE" }),
        }
    }
}

/// A merged area, bounds included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Area {
    /// Whether the cell lies in the area.
    #[must_use]
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// A row that holds at least one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Counted from 0, as in the file.
    pub index: u32,
    /// Hidden by hand or by a filter, where the file kind tells.
    pub hidden: bool,
    /// From column 0; shorter than the sheet where the rest is empty.
    pub cells: Vec<Cell>,
}

/// Rows in which the heading of a list is looked for: above it stand the names of the office and of the list.
const HEADING_DEEPEST: usize = 25;

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// As written on its tab; for CSV the file's name.
    pub name: String,
    /// Hidden in the file.
    pub hidden: bool,
    /// Rows with content, in order of `index`.
    pub rows: Vec<Row>,
    /// Merged areas.
    pub merged: Vec<Area>,
    /// Cells turned to Unicode, by the encoding they were in, with the first one's row.
    pub converted: Vec<(crate::legacy::Encoding, u32, u32)>,
}

/// A whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// File name as handed in.
    pub name: String,
    /// What it really was, whatever the name's ending.
    pub kind: FileKind,
    /// In the file's order, sheets without content included.
    pub sheets: Vec<Sheet>,
}

static EMPTY: Cell = Cell::Empty;

impl Sheet {
    /// The first of the upper rows whose cells name columns that suffice, with those columns.
    pub(crate) fn heading<C>(&self, columns: impl Fn(&Row) -> Option<C>) -> Option<(usize, C)> {
        let mut upper = self.rows.iter().take(HEADING_DEEPEST).enumerate();
        upper.find_map(|(at, row)| Some((at, columns(row)?)))
    }

    /// The cell's own content; only the first cell of a merged area has one.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        self.rows
            .binary_search_by_key(&row, |kept| kept.index)
            .ok()
            .and_then(|at| self.rows[at].cells.get(column as usize))
            .unwrap_or(&EMPTY)
    }

    /// The merged area the cell belongs to.
    #[must_use]
    pub fn area(&self, row: u32, column: u32) -> Option<Area> {
        self.merged.iter().copied().find(|area| area.contains(row, column))
    }

    /// The content a reader sees at the cell: that of the merged area it lies in, else its own.
    #[must_use]
    pub fn spread(&self, row: u32, column: u32) -> &Cell {
        let own = self.cell(row, column);
        if !own.is_empty() || self.merged.is_empty() {
            return own;
        }
        self.area(row, column).map_or(own, |area| self.cell(area.top, area.left))
    }

    /// One more than the last used column.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.rows.iter().map(|row| row.cells.len() as u32).max().unwrap_or(0)
    }
}

impl Workbook {
    /// The sheet of that name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// Column letters as spreadsheets show them: 0 → A, 26 → AA.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Gathers cells in any order into sorted sparse rows; used by every source.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    rows: std::collections::BTreeMap<u32, Row>,
}

impl Gathered {
    /// Keeps the cell; an empty one is forgotten.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell.is_empty() {
            return;
        }
        let kept = self.rows.entry(row).or_insert_with(|| Row {
            index: row,
            hidden: false,
            cells: Vec::new(),
        });
        let at = column as usize;
        if kept.cells.len() <= at {
            kept.cells.resize(at + 1, Cell::Empty);
        }
        kept.cells[at] = cell;
    }

    /// Marks a row as hidden if it has content.
    pub(crate) fn hide(&mut self, row: u32) {
        if let Some(kept) = self.rows.get_mut(&row) {
            kept.hidden = true;
        }
    }

    /// Rows with content so far.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The sheet.
    pub(crate) fn into_sheet(self, name: String, hidden: bool, merged: Vec<Area>) -> Sheet {
        let rows = self.rows.into_values().collect();
        Sheet { name, hidden, rows, merged, converted: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_on_screen() {
        for (column, letters) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_merged_area_is_seen_from_each_of_its_cells() {
        let mut gathered = Gathered::default();
        gathered.put(4, 1, Cell::Text("Khu phố 1".into()));
        gathered.put(5, 2, Cell::Number(7.0));
        let area = Area { top: 4, left: 1, bottom: 6, right: 1 };
        let sheet = gathered.into_sheet("S".into(), false, vec![area]);
        assert_eq!(sheet.spread(6, 1).shown(), "Khu phố 1");
        assert_eq!(sheet.cell(6, 1), &Cell::Empty);
        assert_eq!(sheet.spread(5, 2).shown(), "7");
        assert_eq!(sheet.spread(900, 900), &Cell::Empty);
    }
}
