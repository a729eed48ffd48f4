//! The list of units as an office table: a head row, then one unit a row, with its code, its full name and
//! the code of the unit above it. What level a unit is, its code's length says.

use std::path::Path;

use anyhow::Result;
use units::Level;
use units::gazetteer::{Complaint, ListUnit, kind_of};

use super::office::{coded, coded_by_name, headed, open};
use crate::say::Sentence;

const LEVELS: [Level; 3] = [Level::Province, Level::District, Level::Commune];
/// The columns as a complaint names them.
const SHOWN: [&str; 3] = ["Mã", "Tên", "Mã cấp trên"];
const FIELDS: [&str; 3] = ["code", "name", "parent"];
/// The columns, by their folded heads.
const HEADS: [&[&str]; 3] = [
    &["ma", "ma don vi", "code"],
    &["ten", "ten don vi", "name", "full name"],
    &["ma cap tren", "cap tren", "thuoc", "parent", "parent code"],
];

/// Reads a table of units: the units, or every row that is none. Blank rows, sums and signatures below the
/// list are passed over.
///
/// # Errors
/// A file that is no table, or a head without the columns.
pub fn read(file: &Path, bytes: &[u8]) -> Result<Result<Vec<ListUnit>, Vec<Complaint>>> {
    let (name, book) = open(file, bytes)?;
    let Some((sheet, first, columns)) = headed(&book, &HEADS, HEADS.len()) else {
        return Err(Sentence::bad_input("coso-import-no-head", vec![("file", name)]).into());
    };
    let (mut units, mut faults) = (Vec::new(), Vec::new());
    for row in sheet.rows.iter().filter(|row| row.index > first) {
        let cell = |column: u32| sheet.cell(row.index, column).shown().trim().to_owned();
        let [code, title, parent] = columns.map(|column| column.map(cell).unwrap_or_default());
        let is_unit = LEVELS.iter().any(|level| kind_of(*level, &title, None).is_some());
        if code.is_empty() && parent.is_empty() && !is_unit {
            continue;
        }
        let line = row.index as usize + 1;
        match unit((&code, &title, &parent)) {
            Ok(unit) => units.push(ListUnit { line: Some(line), ..unit }),
            Err(at) => {
                let value = [code, title, parent].into_iter().nth(at).unwrap_or_default();
                let fault = Complaint::at(line, "coso-import-row").field(FIELDS[at]);
                faults.push(fault.with("column", SHOWN[at]).with("value", value));
            }
        }
    }
    if units.is_empty() && faults.is_empty() {
        faults.push(Complaint::of_file("gazetteer-empty"));
    }
    Ok(if faults.is_empty() { Ok(units) } else { Err(faults) })
}

/// A unit by its cells, or the column that is wrong.
fn unit((code, title, parent): (&str, &str, &str)) -> Result<ListUnit, usize> {
    if title.is_empty() {
        return Err(1);
    }
    let (level, code) = coded_by_name(code, title, !parent.is_empty()).ok_or(0_usize)?;
    let parent = match level {
        // One or two signs and a unit above: a longer code of which the table dropped too much.
        Level::Province if !parent.is_empty() => return Err(0),
        Level::Province => None,
        _ => Some(above(parent).ok_or(2_usize)?),
    };
    Ok(ListUnit::new(level, &code, title, parent.as_deref()))
}

/// The code of a unit above: one sign is a province that lost its zero.
fn above(code: &str) -> Option<String> {
    coded(code).map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>> {
        let units = read(Path::new("danh-muc.csv"), text.as_bytes())?;
        Ok(units
            .expect("every row is a unit")
            .into_iter()
            .map(|it| format!("{} {} <{}", it.code, it.name, it.parent.unwrap_or_default()))
            .collect())
    }

    #[test]
    fn zeros_in_front_are_put_back_by_what_the_name_says_a_unit_is() {
        let text = "Danh mục\nMã,Tên,Mã cấp trên\n1,Thành phố Hà Nội,\n4,phường Ba Đình,1\n\n\
                    118,Xã Nghĩa Đô,01\n769,Thành phố Thủ Đức,79\n5,Quận Một,79\n,Tổng cộng: 5,\n";
        let names = names(text).expect("readable");
        let listed = ["01 Thành phố Hà Nội <", "00004 Phường Ba Đình <01", "00118 Xã Nghĩa Đô <01"];
        assert_eq!(names[..3], listed);
        assert_eq!(names[3..], ["769 Thành phố Thủ Đức <79", "005 Quận Một <79"]);
    }

    #[test]
    fn every_wrong_row_is_named() {
        let text = "Mã,Tên,Mã cấp trên\n01,Thành phố Hà Nội,\n00004,,01\nA4,Phường X,01\n\
                    00008,Phường Ngọc Hà,\n4,Ba Đình,01\n";
        let found = read(Path::new("danh-muc.csv"), text.as_bytes()).expect("a table");
        let found = found.expect_err("four rows are no units");
        let told = |fault: &Complaint| (fault.line.unwrap_or(0), fault.args[0].1.clone());
        let wrong = [(3, "Tên"), (4, "Mã"), (5, "Mã cấp trên"), (6, "Mã")];
        assert_eq!(
            found.iter().map(told).collect::<Vec<_>>(),
            wrong.map(|(line, column)| (line, column.to_owned()))
        );
        let error = names("a,b\n1,2\n").unwrap_err();
        let sentence = error.downcast_ref::<Sentence>().expect("a sentence");
        assert_eq!(sentence.code, "coso-import-no-head");
    }
}
