//! From cells and a mapping to rows and complaints.
//!
//! Every row with content below the heading ends in exactly one of three places: a row read, a
//! row passed over with its reason, or a complaint of severity error. Nothing vanishes.

mod after;
mod names;
mod neighbours;
mod row;
mod sheet;
mod totals;

pub use neighbours::Index;

use crate::complaint::{Complaint, ComplaintKind, Place, Severity};
use crate::field::Field;
use crate::guess::{Mapping, SheetMapping};
use crate::label::{GroupName, Label};
use crate::workbook::Workbook;

/// One old group as the list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldGroupRow {
    /// Sheet name.
    pub sheet: String,
    /// Row as the spreadsheet numbers it, from 1.
    pub row: u32,
    /// Ward or commune, where a column says.
    pub commune: Option<String>,
    /// Old khu phố or ấp. None only in a list of tổ that never names one.
    pub khu_pho: Option<Label>,
    /// Old tổ; none in a list of khu phố.
    pub to: Option<Label>,
    /// Households.
    pub households: u32,
    /// Residents, where a column says.
    pub people: Option<u32>,
    /// Streets and extent.
    pub street: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Groups that touch this one, as typed; names without a kind are tổ of the same khu phố.
    pub neighbours: Vec<GroupName>,
    /// The office's code.
    pub code: Option<String>,
}

/// Why a row was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// The heading again, as printed on each page.
    RepeatedHeader,
    /// "(1) (2) (3)" under the heading.
    ColumnNumbers,
    /// A band that names the khu phố of the rows below.
    Band,
    /// A total or subtotal, compared with the sum.
    Total,
    /// A signature, place and day below the table.
    AfterTable,
    /// Only a running number, prepared and never filled in.
    OnlyNumbered,
    /// Text in no column that is read; also a warning.
    Unread,
}

impl SkipReason {
    /// Stable code; the message id in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RepeatedHeader => "papers-skip-repeated-header",
            Self::ColumnNumbers => "papers-skip-column-numbers",
            Self::Band => "papers-skip-band",
            Self::Total => "papers-skip-total",
            Self::AfterTable => "papers-skip-after-table",
            Self::OnlyNumbered => "papers-skip-only-numbered",
            Self::Unread => "papers-skip-unread",
        }
    }
}

/// A row passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Sheet name.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
    /// Why.
    pub why: SkipReason,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// File name.
    pub file: String,
    /// Groups, in the file's order.
    pub rows: Vec<OldGroupRow>,
    /// Rows passed over.
    pub skipped: Vec<Skipped>,
    /// Complaints, in the file's order within a sheet.
    pub complaints: Vec<Complaint>,
}

impl Reading {
    /// Whether the list may be offered for acceptance: rows, and no error.
    #[must_use]
    pub fn acceptable(&self) -> bool {
        !self.rows.is_empty() && self.count(Severity::Error) == 0
    }

    /// Complaints of that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.complaints.iter().filter(|complaint| complaint.severity == severity).count()
    }

    /// Households of all rows read.
    #[must_use]
    pub fn households(&self) -> u64 {
        self.rows.iter().map(|row| u64::from(row.households)).sum()
    }

    fn complain(
        &mut self,
        sheet: &str,
        row: Option<u32>,
        column: Option<u32>,
        kind: ComplaintKind,
    ) {
        let place = Place {
            file: self.file.clone(),
            sheet: sheet.to_owned(),
            row,
            column: column.map(crate::workbook::column_letters),
        };
        self.complaints.push(Complaint::new(place, kind));
    }

    fn skip(&mut self, sheet: &str, index: u32, why: SkipReason) {
        self.skipped.push(Skipped { sheet: sheet.to_owned(), row: index + 1, why });
    }
}

/// Reads the mapped sheets. A mapping that cannot be followed is a complaint of severity error.
#[must_use]
pub fn read(book: &Workbook, mapping: &Mapping) -> Reading {
    let mut reading = Reading { file: book.name.clone(), ..Reading::default() };
    for wanted in &mapping.sheets {
        match book.sheet(&wanted.sheet) {
            Some(sheet) if is_followable(&mut reading, wanted) => {
                for &(from, first, cells) in &sheet.converted {
                    let kind = ComplaintKind::TextConverted { from, cells };
                    reading.complain(&sheet.name, Some(first + 1), None, kind);
                }
                sheet::read_sheet(&mut reading, sheet, wanted);
            }
            Some(_) => {}
            None => reading.complain(&wanted.sheet, None, None, ComplaintKind::SheetMissing),
        }
    }
    after::check(&mut reading, mapping);
    if reading.rows.is_empty() && reading.count(Severity::Error) == 0 {
        let sheet = mapping.sheets.first().map_or("–", |wanted| wanted.sheet.as_str());
        reading.complain(sheet, None, None, ComplaintKind::NoRows);
    }
    reading
}

fn is_followable(reading: &mut Reading, wanted: &SheetMapping) -> bool {
    let has = |field: Field| wanted.columns.iter().any(|(_, mapped)| *mapped == field);
    let mut faults = Vec::new();
    if !has(Field::To) && !has(Field::KhuPho) {
        faults.push(ComplaintKind::MappingLacksName);
    }
    if !has(Field::Households) {
        faults.push(ComplaintKind::MappingLacksHouseholds);
    }
    for field in Field::ALL {
        let many = matches!(field, Field::Street | Field::Note | Field::Ignore | Field::Ordinal);
        let columns = wanted.columns.iter().filter(|(_, mapped)| *mapped == field).count();
        if !many && columns > 1 {
            faults.push(ComplaintKind::MappingTwice { field });
        }
    }
    let fine = faults.is_empty();
    for fault in faults {
        reading.complain(&wanted.sheet, None, None, fault);
    }
    fine
}
