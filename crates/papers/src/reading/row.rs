//! One row that stands for a group.

use super::names::Names;
use super::sheet::Columns;
use super::{OldGroupRow, Reading};
use crate::complaint::{ComplaintKind, Severity};
use crate::field::Field;
use crate::label::{GroupName, Label, group_name};
use crate::number::{NumberFault, whole_number};
use crate::workbook::Cell;

/// No tổ or khu phố has more; a larger figure is a slip (a code or a year in the wrong column).
const MOST_HOUSEHOLDS: u32 = 20_000;
const MOST_PEOPLE: u32 = 100_000;

/// Faults of one row, with the column.
#[derive(Default)]
struct Faults {
    found: Vec<(Option<u32>, ComplaintKind)>,
}

impl Faults {
    fn add(&mut self, column: Option<u32>, kind: ComplaintKind) {
        self.found.push((column, kind));
    }

    /// The value, or `None` with the fault noted.
    fn take<T>(
        &mut self,
        column: Option<u32>,
        value: Result<Option<T>, ComplaintKind>,
    ) -> Option<T> {
        value.unwrap_or_else(|kind| {
            self.add(column, kind);
            None
        })
    }
}

/// Reads the row; `None` if it has an error, which is then among the complaints.
pub(super) fn read(
    reading: &mut Reading,
    columns: &Columns<'_>,
    names: &mut Names,
    row: u32,
) -> Option<OldGroupRow> {
    let mut faults = Faults::default();
    let (khu_pho, to) = names_of(columns, names, row, &mut faults);
    let name = to.as_ref().or(khu_pho.as_ref()).map(Label::shown).unwrap_or_default();
    let households = number(columns, row, Field::Households, &mut faults);
    let people = number(columns, row, Field::People, &mut faults);
    let has_error =
        |faults: &Faults| faults.found.iter().any(|(_, kind)| kind.severity() == Severity::Error);
    if households.is_none() && !has_error(&faults) {
        let kind = ComplaintKind::MissingHouseholds { name: name.clone() };
        faults.add(columns.of(Field::Households), kind);
    }
    if households == Some(0) {
        let kind = ComplaintKind::ZeroHouseholds { name };
        faults.add(columns.of(Field::Households), kind);
    }
    if let (Some(people), Some(households)) = (people, households)
        && people < households
    {
        let kind = ComplaintKind::FewerPeople { people, households };
        faults.add(columns.of(Field::People), kind);
    }
    let commune = names.commune_of(columns.own(row, Field::Commune));
    let street = texts(columns, names, row, Field::Street);
    let note = texts(columns, names, row, Field::Note);
    let code = names.text_of(Field::Code, columns.own(row, Field::Code));
    let neighbours = neighbours_of(&columns.own(row, Field::Neighbours).shown());
    let refused = has_error(&faults);
    let sheet = &columns.sheet.name;
    for (column, kind) in faults.found {
        reading.complain(sheet, Some(row + 1), column, kind);
    }
    let households = households.filter(|_| !refused)?;
    Some(OldGroupRow {
        sheet: sheet.clone(),
        row: row + 1,
        commune,
        khu_pho,
        to,
        households,
        people,
        street,
        note,
        neighbours,
        code,
    })
}

fn names_of(
    columns: &Columns<'_>,
    names: &mut Names,
    row: u32,
    faults: &mut Faults,
) -> (Option<Label>, Option<Label>) {
    let spread = |field: Field| {
        columns.of(field).map_or(&Cell::Empty, |column| columns.sheet.spread(row, column))
    };
    let before = faults.found.len();
    let khu_pho_at = columns.of(Field::KhuPho);
    if !columns.has(Field::To) {
        // A list of khu phố: a blank name is a fault and not the name above.
        let blank = spread(Field::KhuPho).is_empty();
        let khu_pho = faults.take(khu_pho_at, names.khu_pho_of(spread(Field::KhuPho)));
        if faults.found.len() == before && (blank || khu_pho.is_none()) {
            faults.add(khu_pho_at, ComplaintKind::MissingName { field: Field::KhuPho });
        }
        return (khu_pho, None);
    }
    let to_at = columns.of(Field::To);
    let khu_pho = faults.take(khu_pho_at, names.khu_pho_of(spread(Field::KhuPho)));
    let to = faults.take(to_at, names.group_of(spread(Field::To)));
    // The tổ's own cell may have named the khu phố.
    let khu_pho = names.khu_pho_of(&Cell::Empty).ok().flatten().or(khu_pho);
    if faults.found.len() == before {
        if to.is_none() {
            faults.add(to_at, ComplaintKind::MissingName { field: Field::To });
        } else if khu_pho.is_none() && columns.has(Field::KhuPho) {
            faults.add(khu_pho_at, ComplaintKind::MissingName { field: Field::KhuPho });
        }
    }
    (khu_pho, to)
}

fn number(columns: &Columns<'_>, row: u32, field: Field, faults: &mut Faults) -> Option<u32> {
    let column = columns.of(field)?;
    let cell = columns.sheet.cell(row, column);
    let covered = columns.sheet.area(row, column).is_some_and(|area| area.bottom > area.top);
    if covered && !columns.sheet.spread(row, column).is_empty() {
        faults.add(Some(column), ComplaintKind::MergedNumber { field });
        return None;
    }
    let max = if field == Field::People { MOST_PEOPLE } else { MOST_HOUSEHOLDS };
    let fault = match whole_number(cell) {
        Ok(Some(value)) if value > max => {
            ComplaintKind::OutOfRange { field, text: cell.shown().into_owned(), max }
        }
        Ok(value) => return value,
        Err(NumberFault::NotANumber(text)) => ComplaintKind::NotANumber { field, text },
        Err(NumberFault::NotWhole(text)) => ComplaintKind::NotWhole { field, text },
        Err(NumberFault::OutOfRange(text)) => ComplaintKind::OutOfRange { field, text, max },
        Err(NumberFault::Date(text)) => ComplaintKind::BecameDate { field, text },
        Err(NumberFault::Uncomputed) => ComplaintKind::Uncomputed { field },
        Err(NumberFault::Fault(text)) => ComplaintKind::CellFault { field, text },
    };
    faults.add(Some(column), fault);
    None
}

/// The texts of all columns with that meaning, joined.
fn texts(columns: &Columns<'_>, names: &mut Names, row: u32, field: Field) -> Option<String> {
    let joined: Vec<String> = columns
        .fields
        .iter()
        .filter(|(_, mapped)| *mapped == field)
        .filter_map(|(column, _)| names.text_of(field, columns.sheet.cell(row, *column)))
        .collect();
    (!joined.is_empty()).then(|| joined.join("; "))
}

/// "Tổ 2, 3; Tổ 4 KP 2 và tổ 5" taken apart.
fn neighbours_of(text: &str) -> Vec<GroupName> {
    let commas = text.replace(" và ", ",").replace(" va ", ",").replace('+', ",");
    let pieces = commas.split([',', ';', '\n']);
    pieces.map(group_name).filter(|name| *name != GroupName::default()).collect()
}
