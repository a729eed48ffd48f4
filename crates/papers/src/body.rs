//! Lists of bodies as offices keep them: one row per body, with its place. Finds the heading, says what
//! each cell is; knows no place and no kind of body.

use units::text::{fold, tidy};

use crate::workbook::{Row, Workbook};

/// A body as a row holds it; what the sheet does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BodyRow {
    /// The row as the spreadsheet numbers it, from 1.
    pub row: u32,
    /// Name or official code of its unit.
    pub unit: String,
    /// Name of the unit above, where the sheet has such a column.
    pub above: String,
    /// What it is, as written.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// First day, as written.
    pub from: String,
    /// The act.
    pub document: String,
}

/// Where the columns of a sheet are.
#[derive(Debug, Default)]
struct Columns {
    unit: Option<usize>,
    above: Option<usize>,
    kind: Option<usize>,
    name: Option<usize>,
    name_en: Option<usize>,
    from: Option<usize>,
    document: Option<usize>,
}

impl Columns {
    fn of(row: &Row) -> Self {
        let mut columns = Self::default();
        for (at, cell) in row.cells.iter().enumerate() {
            let folded = fold(&cell.shown());
            let is = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
            let slot = if is(&["dia ban", "ma dia ban", "don vi hanh chinh", "unit", "place"]) {
                &mut columns.unit
            } else if is(&["thuoc", "cap tren", "within", "above"]) {
                &mut columns.above
            } else if is(&["loai", "kind"]) {
                &mut columns.kind
            } else if is(&["ten tieng anh", "name in english", "english"]) {
                &mut columns.name_en
            } else if is(&["ten", "co quan", "to chuc", "name", "body"]) {
                &mut columns.name
            } else if is(&["tu ngay", "ngay thanh lap", "ngay", "from", "since"]) {
                &mut columns.from
            } else if is(&["van ban", "quyet dinh", "so van ban", "document", "act"]) {
                &mut columns.document
            } else {
                continue;
            };
            slot.get_or_insert(at);
        }
        columns
    }

    /// Whether bodies can be read by them.
    const fn suffice(&self) -> bool {
        self.unit.is_some() && (self.kind.is_some() || self.name.is_some())
    }
}

/// Reads a workbook of bodies; nothing where no sheet has the columns of a unit and of a kind or name.
#[must_use]
pub fn read_bodies(book: &Workbook) -> Option<Vec<BodyRow>> {
    for sheet in book.sheets.iter().filter(|sheet| !sheet.rows.is_empty() && !sheet.hidden) {
        let heading = sheet.heading(|row| Some(Columns::of(row)).filter(Columns::suffice));
        let Some((at, columns)) = heading else { continue };
        return Some(
            sheet.rows.iter().skip(at + 1).filter_map(|row| body(row, &columns)).collect(),
        );
    }
    None
}

fn body(row: &Row, columns: &Columns) -> Option<BodyRow> {
    let at = |column: Option<usize>| {
        let cell = column.and_then(|column| row.cells.get(column));
        cell.map(|cell| tidy(&cell.shown())).unwrap_or_default()
    };
    let read = BodyRow {
        row: row.index + 1,
        unit: at(columns.unit),
        above: at(columns.above),
        kind: at(columns.kind),
        name: at(columns.name),
        name_en: at(columns.name_en),
        from: at(columns.from),
        document: at(columns.document),
    };
    let is_empty = read.unit.is_empty() && read.name.is_empty() && read.kind.is_empty();
    (!is_empty).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, open};

    #[test]
    fn a_list_with_a_title_above_its_heading_is_read() {
        let text = "DANH SÁCH CƠ QUAN,,,,\n\nĐịa bàn,Loại,Tên cơ quan,Từ ngày,Văn bản\n\
            Phường Bến Lá,Ủy ban nhân dân,UBND phường Bến Lá,01/07/2025,9/NQ\n,,,,\n\
            27139,doan_thanh_nien,,,\n";
        let book = open("co-quan.csv", text.as_bytes(), &Limits::default()).unwrap();
        let rows = read_bodies(&book).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].unit.as_str(), rows[0].from.as_str()), ("Phường Bến Lá", "01/07/2025"));
        assert_eq!((rows[1].unit.as_str(), rows[1].kind.as_str()), ("27139", "doan_thanh_nien"));
        assert_eq!(rows[0].row, 4);
        let book = open("x.csv", b"a,b\n1,2\n", &Limits::default()).unwrap();
        assert!(read_bodies(&book).is_none());
    }
}
