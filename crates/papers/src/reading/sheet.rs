//! One sheet, row by row: which rows are groups, and what the others are.

use super::names::Names;
use super::row;
use super::totals::Totals;
use super::{Reading, SkipReason};
use crate::complaint::ComplaintKind;
use crate::field::Field;
use crate::guess::SheetMapping;
use crate::header::{self, Heading};
use crate::label::group_name;
use crate::number::whole_number;
use crate::workbook::{Cell, Row, Sheet};
use units::text::fold;

/// The mapped columns of a sheet.
pub(super) struct Columns<'a> {
    pub sheet: &'a Sheet,
    pub fields: &'a [(u32, Field)],
}

impl Columns<'_> {
    pub(super) fn of(&self, field: Field) -> Option<u32> {
        self.fields.iter().find(|(_, mapped)| *mapped == field).map(|(column, _)| *column)
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.of(field).is_some()
    }

    /// The cell's own content in the field's column.
    pub(super) fn own(&self, row: u32, field: Field) -> &Cell {
        self.of(field).map_or(&Cell::Empty, |column| self.sheet.cell(row, column))
    }

    fn is_blank(&self, row: u32, field: Field) -> bool {
        let cell = self.own(row, field);
        let number = field.is_number().then(|| whole_number(cell));
        cell.is_empty() || number == Some(Ok(None))
    }

    fn has_number(&self, row: u32) -> bool {
        [Field::Households, Field::People].iter().any(|field| !self.is_blank(row, *field))
    }
}

/// What the reader carries from row to row.
struct Walk<'a> {
    columns: Columns<'a>,
    heading: Heading,
    names: Names,
    totals: Totals,
    after_heading: bool,
    after_grand_total: bool,
    khu_pho_beside_to: bool,
}

pub(super) fn read_sheet(reading: &mut Reading, sheet: &Sheet, wanted: &SheetMapping) {
    let rows: Vec<u32> = wanted.header_rows.iter().filter_map(|row| row.checked_sub(1)).collect();
    let heading = header::at(sheet, &rows);
    let first = rows.iter().max().map_or(0, |row| row + 1);
    let columns = Columns { sheet, fields: &wanted.columns };
    let beside = sheet.rows.iter().filter(|row| row.index >= first).any(|row| {
        !columns.is_blank(row.index, Field::KhuPho) && !columns.is_blank(row.index, Field::To)
    });
    let names = Names::new(&columns, &heading, wanted.khu_pho.as_deref());
    let mut walk = Walk {
        columns,
        heading,
        names,
        totals: Totals::default(),
        after_heading: true,
        after_grand_total: false,
        khu_pho_beside_to: beside,
    };
    for row in sheet.rows.iter().filter(|row| row.index >= first) {
        let was_after_heading = std::mem::take(&mut walk.after_heading);
        walk.step(reading, row, was_after_heading);
    }
    walk.totals.close_band(reading, &walk.columns);
}

impl Walk<'_> {
    fn step(&mut self, reading: &mut Reading, row: &Row, after_heading: bool) {
        let sheet = self.columns.sheet;
        let why = if self.repeats_heading(row) {
            self.after_heading = true;
            SkipReason::RepeatedHeader
        } else if after_heading && is_column_numbers(row) {
            SkipReason::ColumnNumbers
        } else if let Some(total) = total_of(row).filter(|_| !self.names_group(row)) {
            self.after_grand_total |= total == TotalOf::All;
            self.totals.compare(reading, &self.columns, row.index, total);
            SkipReason::Total
        } else if self.is_below_table(row) {
            SkipReason::AfterTable
        } else if let Some(band) = self.band(row) {
            self.totals.open_band(reading, &self.columns, row.index);
            self.names.enter_band(&band);
            SkipReason::Band
        } else if self.is_nameless_and_numberless(row) {
            if self.only_numbered(row) {
                SkipReason::OnlyNumbered
            } else {
                let text = first_text(row).chars().take(60).collect();
                let at = Some(row.index + 1);
                reading.complain(&sheet.name, at, None, ComplaintKind::RowUnread { text });
                SkipReason::Unread
            }
        } else {
            if row.hidden {
                let at = Some(row.index + 1);
                reading.complain(&sheet.name, at, None, ComplaintKind::HiddenRow);
            }
            if let Some(read) = row::read(reading, &self.columns, &mut self.names, row.index) {
                self.totals.add(&read);
                reading.rows.push(read);
            }
            return;
        };
        reading.skip(&sheet.name, row.index, why);
    }

    /// Whether all cells say what one row of the heading, or a title above it, says.
    fn repeats_heading(&self, row: &Row) -> bool {
        let sheet = self.columns.sheet;
        let Some(&last) = self.heading.rows.iter().max() else { return false };
        let texts: Vec<(u32, String)> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(column, cell)| (column as u32, fold(&cell.shown())))
            .collect();
        // One cell repeats a heading only if it is text: a lone "1" is data.
        let enough = texts.len() >= 2 || texts.iter().all(|(_, text)| text.len() > 3);
        let same = |above: u32| {
            texts.iter().all(|(column, text)| fold(&sheet.spread(above, *column).shown()) == *text)
        };
        enough && sheet.rows.iter().take_while(|above| above.index <= last).any(|r| same(r.index))
    }

    fn names_group(&self, row: &Row) -> bool {
        let to = self.columns.own(row.index, Field::To).shown();
        group_name(&to).to.is_some()
    }

    fn is_below_table(&self, row: &Row) -> bool {
        if self.columns.has_number(row.index) {
            return false;
        }
        let texts = row.cells.iter().map(|cell| fold(&cell.shown()));
        self.after_grand_total || texts.into_iter().any(|text| is_signature(&text))
    }

    /// A band names a khu phố for the rows below and no tổ of its own.
    fn band(&self, row: &Row) -> Option<String> {
        if !self.columns.has(Field::To) {
            return None;
        }
        let to = self.columns.own(row.index, Field::To);
        let in_to = group_name(&to.shown());
        if !to.is_empty() && (in_to.khu_pho.is_none() || in_to.to.is_some()) {
            return None;
        }
        let khu_pho = self.columns.own(row.index, Field::KhuPho);
        let alone = !self.columns.has_number(row.index);
        if !khu_pho.is_empty() {
            // "Khu phố 1 | – | 512" is a subtotal in a list of bands, and a fault in a list
            // whose rows name both.
            let fits = alone || !self.khu_pho_beside_to;
            return fits.then(|| khu_pho.shown().into_owned());
        }
        row.cells
            .iter()
            .map(Cell::shown)
            .find(|text| {
                let name = group_name(text);
                name.khu_pho.is_some() && name.to.is_none() && text.chars().count() <= 60
            })
            .map(|text| text.into_owned())
    }

    fn is_nameless_and_numberless(&self, row: &Row) -> bool {
        let blank = |field| self.columns.is_blank(row.index, field);
        [Field::To, Field::KhuPho, Field::Households, Field::People].into_iter().all(blank)
    }

    fn only_numbered(&self, row: &Row) -> bool {
        let ordinal = self.columns.of(Field::Ordinal);
        let used = |(at, cell): (usize, &Cell)| {
            let dash = cell.shown().chars().all(|c| "-–.".contains(c));
            !dash && Some(at as u32) != ordinal
        };
        !row.cells.iter().enumerate().any(used)
    }
}

fn first_text(row: &Row) -> String {
    row.cells
        .iter()
        .find(|cell| !cell.is_empty())
        .map_or_else(String::new, |cell| cell.shown().into())
}

/// "(1) (2) (3)", "A B 1 2", "1 2 3 4": three cells or more that only count the columns.
fn is_column_numbers(row: &Row) -> bool {
    let texts: Vec<String> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| fold(&cell.shown()).trim_matches(['(', ')', '[', ']', ' ']).to_owned())
        .collect();
    let letters =
        texts.iter().take_while(|text| matches!(text.as_str(), "a" | "b" | "c" | "d")).count();
    let counts = |from: usize| {
        texts[letters..].iter().enumerate().all(|(at, text)| {
            let figure: String = text.chars().take_while(char::is_ascii_digit).collect();
            // "(6)=(4)+(5)" counts too.
            let rest = &text[figure.len()..];
            figure == (at + from).to_string() && (rest.is_empty() || rest.contains('='))
        })
    };
    texts.len() >= 3 && (counts(1) || (letters > 0 && counts(letters + 1)))
}

/// What a totals row sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TotalOf {
    /// The rows just above: a page or a khu phố.
    Part,
    /// The whole list.
    All,
}

fn total_of(row: &Row) -> Option<TotalOf> {
    let text = row.cells.iter().find_map(|cell| match cell {
        Cell::Text(text) => Some(fold(text)),
        _ => None,
    })?;
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        ["tong", "cong" | "so" | "toan", "khu" | "kp" | "ap" | "trang", ..] => Some(TotalOf::Part),
        ["tong"] | ["tong", "cong" | "so" | "toan" | "phuong" | "xa", ..] => Some(TotalOf::All),
        ["toan", "phuong" | "xa" | "thi", ..] => Some(TotalOf::All),
        ["cong"]
        | ["cong", "khu" | "kp" | "ap" | "trang" | "muc" | "to" | "chuyen" | "mang", ..] => {
            Some(TotalOf::Part)
        }
        ["cong", "toan" | "chung" | "phuong" | "xa", ..] => Some(TotalOf::All),
        ["luy", "ke", ..] | ["mang", "sang", ..] | ["chuyen", "sang", ..] => Some(TotalOf::Part),
        _ => None,
    }
}

/// Words of a signature block: title, stamp, place and day.
fn is_signature(text: &str) -> bool {
    const STARTS: [&str; 12] = [
        "nguoi lap",
        "lap bieu",
        "tm.",
        "tm ",
        "kt.",
        "uy ban",
        "ubnd",
        "chu tich",
        "pho chu tich",
        "noi nhan",
        "(ky",
        "ky ten",
    ];
    let dated = text.contains("ngay") && text.contains("thang") && text.contains("nam");
    dated || STARTS.iter().any(|start| text.starts_with(start))
}
