//! Sheets of figures as offices keep them: one row per place with a column per period, or one row per
//! figure. Finds the heading, says what each cell is; knows no place and no indicator.

use units::indicator::ReportPeriod;
use units::text::{fold, tidy};

use crate::complaint::Place;
use crate::workbook::{Cell, Row, Sheet, Workbook, column_letters};

/// A figure as a cell holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureCell {
    /// Where.
    pub place: Place,
    /// The code or name of its indicator, where the sheet has such a column.
    pub indicator: Option<String>,
    /// The name of the place.
    pub name: String,
    /// Its official code, where the sheet has such a column.
    pub code: Option<String>,
    /// The name of the place above it, likewise.
    pub above: Option<String>,
    /// The period as written.
    pub period: String,
    /// The figure as people type it; a number of the sheet with a comma before its decimals.
    pub figure: String,
    /// Why it was corrected, where the sheet has such a column.
    pub why: String,
}

/// A sheet or row that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where.
    pub place: Place,
    /// Stable code; the message id in `words`.
    pub code: &'static str,
    /// What stood there.
    pub text: String,
}

/// Everything a workbook of figures holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FigureSheet {
    /// The figures, in the order of the file.
    pub cells: Vec<FigureCell>,
    /// What was not understood.
    pub unread: Vec<Unread>,
    /// Rows of totals that were passed over.
    pub totals: usize,
}

/// Where the columns of a sheet are.
#[derive(Debug, Default)]
struct Columns {
    indicator: Option<usize>,
    name: Option<usize>,
    code: Option<usize>,
    above: Option<usize>,
    period: Option<usize>,
    figure: Option<usize>,
    why: Option<usize>,
    /// Columns that are periods, as written.
    periods: Vec<(usize, String)>,
}

impl Columns {
    fn of(row: &Row) -> Self {
        let mut columns = Self::default();
        for (at, cell) in row.cells.iter().enumerate() {
            let text = cell.shown();
            let folded = fold(&text);
            let is = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
            let slot = if is(&["chi tieu", "ma chi tieu", "ten chi tieu", "indicator"]) {
                &mut columns.indicator
            } else if is(&["thuoc", "phuong xa cha", "cap tren", "above", "within"]) {
                &mut columns.above
            } else if is(&["ma ", "code"]) || folded == "ma" {
                &mut columns.code
            } else if is(&[
                "dia ban", "ten ", "noi", "phuong", "xa", "khu pho", "ap", "thon", "don vi",
                "place", "name",
            ]) || folded == "ten"
            {
                &mut columns.name
            } else if folded == "ky" || is(&["ky bao cao", "period"]) {
                &mut columns.period
            } else if is(&["gia tri", "so lieu", "value", "figure"]) {
                &mut columns.figure
            } else if is(&["ly do", "ghi chu", "reason", "why"]) {
                &mut columns.why
            } else {
                if ReportPeriod::read(&text).is_some() {
                    columns.periods.push((at, tidy(&text)));
                }
                continue;
            };
            slot.get_or_insert(at);
        }
        columns
    }

    /// Whether figures can be read by them.
    fn suffice(&self) -> bool {
        let places = self.name.is_some() || self.code.is_some();
        places && (!self.periods.is_empty() || (self.period.is_some() && self.figure.is_some()))
    }
}

/// Reads a workbook of figures.
#[must_use]
pub fn read_figures(book: &Workbook) -> FigureSheet {
    let mut read = FigureSheet::default();
    for sheet in book.sheets.iter().filter(|sheet| !sheet.rows.is_empty() && !sheet.hidden) {
        let heading = sheet.heading(|row| Some(Columns::of(row)).filter(Columns::suffice));
        match heading {
            Some((at, columns)) => {
                for row in &sheet.rows[at + 1..] {
                    read_row((book, sheet), row, &columns, &mut read);
                }
            }
            None => read.unread.push(Unread {
                place: place((book, sheet), None, None),
                code: "indicator-sheet-no-heading",
                text: sheet.name.clone(),
            }),
        }
    }
    read
}

fn place((book, sheet): (&Workbook, &Sheet), row: Option<u32>, column: Option<usize>) -> Place {
    Place {
        file: book.name.clone(),
        sheet: sheet.name.clone(),
        row: row.map(|row| row + 1),
        column: column.map(|column| column_letters(u32::try_from(column).unwrap_or(u32::MAX))),
    }
}

fn read_row(of: (&Workbook, &Sheet), row: &Row, columns: &Columns, read: &mut FigureSheet) {
    let text = |column: Option<usize>| -> Option<String> {
        let column = u32::try_from(column?).ok()?;
        let text = tidy(&of.1.spread(row.index, column).shown());
        (!text.is_empty()).then_some(text)
    };
    let (name, code) = (text(columns.name), text(columns.code));
    let folded = name.as_deref().map(fold).unwrap_or_default();
    if is_total(&folded) && code.is_none() {
        read.totals += 1;
        return;
    }
    let cells: Vec<(usize, String)> = match (columns.figure, columns.period) {
        (Some(figure), Some(_)) => vec![(figure, text(columns.period).unwrap_or_default())],
        _ => columns.periods.clone(),
    };
    for (column, period) in cells {
        let cell = row.cells.get(column).unwrap_or(&Cell::Empty);
        let figure = figure(cell);
        let is_blank = figure.chars().all(|letter| "-–—.".contains(letter));
        if is_blank && !matches!(cell, Cell::Uncomputed) {
            continue;
        }
        let place = place(of, Some(row.index), Some(column));
        if name.is_none() && code.is_none() {
            let code = "indicator-row-no-place";
            read.unread.push(Unread { place, code, text: figure });
            continue;
        }
        if matches!(cell, Cell::Uncomputed | Cell::Fault(_) | Cell::Date(_)) {
            let code = match cell {
                Cell::Uncomputed => "indicator-row-uncomputed",
                _ => "indicator-row-no-figure",
            };
            read.unread.push(Unread { place, code, text: cell.shown().into_owned() });
            continue;
        }
        read.cells.push(FigureCell {
            place,
            indicator: text(columns.indicator),
            name: name.clone().unwrap_or_default(),
            code: code.clone(),
            above: text(columns.above),
            period,
            figure,
            why: text(columns.why).unwrap_or_default(),
        });
    }
}

/// Whether a row is a sum of others by its folded name. A hamlet may be called Cộng Hòa.
fn is_total(name: &str) -> bool {
    let is_sum = ["tong", "toan"].contains(&name.split(' ').next().unwrap_or_default());
    let plain = name.trim_end_matches([':', '.', ' ']);
    is_sum || plain == "cong" || ["cong so", "cong chung"].contains(&plain)
}

/// A figure as people type it. A sum that the spreadsheet kept may be off in its last bits.
fn figure(cell: &Cell) -> String {
    match cell {
        Cell::Number(value) => {
            let rounded = format!("{value:.6}");
            let plain = rounded.trim_end_matches('0').trim_end_matches('.');
            plain.replace('.', ",")
        }
        other => tidy(&other.shown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, open};

    fn read(csv: &str) -> FigureSheet {
        read_figures(&open("so-lieu.csv", csv.as_bytes(), &Limits::default()).unwrap())
    }

    #[test]
    fn a_sheet_with_a_column_per_year_is_read_cell_by_cell() {
        let sheet = read(
            "BẢNG SỐ HỘ CÁC KHU PHỐ,,,\nSTT,Khu phố,2023,Năm 2024\n1,Khu phố 1,\"1.200\",1210\n\
             2,Khu phố 2,-,88.5\n,Tổng cộng,1200,1298.5\n",
        );
        let cells: Vec<(&str, &str, &str)> = sheet
            .cells
            .iter()
            .map(|cell| (cell.name.as_str(), cell.period.as_str(), cell.figure.as_str()))
            .collect();
        assert_eq!(
            cells,
            [
                ("Khu phố 1", "2023", "1.200"),
                ("Khu phố 1", "Năm 2024", "1210"),
                ("Khu phố 2", "Năm 2024", "88.5"),
            ]
        );
        assert_eq!((sheet.totals, sheet.unread.len()), (1, 0));
        assert_eq!(sheet.cells[1].place.row, Some(3));
        assert_eq!(sheet.cells[1].place.column.as_deref(), Some("D"));
    }

    #[test]
    fn a_sheet_with_a_row_per_figure_names_indicator_and_period() {
        let sheet = read(
            "Chỉ tiêu,Mã địa bàn,Thuộc,Địa bàn,Kỳ,Giá trị,Lý do\n\
             ho_ngheo,,Phường A,Khu phố 1,Quý I/2025,12,Đếm sót\n,27139,,,2025,5,\n,,,,2025,7,\n",
        );
        assert_eq!(sheet.cells.len(), 2);
        let first = &sheet.cells[0];
        assert_eq!(first.indicator.as_deref(), Some("ho_ngheo"));
        assert_eq!((first.above.as_deref(), first.why.as_str()), (Some("Phường A"), "Đếm sót"));
        assert_eq!(first.period, "Quý I/2025");
        assert_eq!(sheet.cells[1].code.as_deref(), Some("27139"));
        assert_eq!(sheet.unread[0].code, "indicator-row-no-place");
    }

    #[test]
    fn numbers_of_a_sheet_are_read_as_they_are_meant() {
        assert_eq!(figure(&Cell::Number(1_234.567)), "1234,567");
        assert_eq!(figure(&Cell::Number(0.1 + 0.2)), "0,3");
        assert_eq!(figure(&Cell::Number(50.0)), "50");
        assert_eq!(figure(&Cell::Number(1_200.0)), "1200");
    }

    #[test]
    fn a_sheet_without_a_heading_says_so() {
        let sheet = read("Danh sách,\nKhu phố 1,12\n");
        assert_eq!(sheet.unread[0].code, "indicator-sheet-no-heading");
    }
}
