//! The list of units as an office table: a head row, then one unit a row, with its code, its full name and
//! the code of the unit above it. What level a unit is, its code's length says.

use std::path::Path;

use anyhow::Result;
use units::Level;
use units::gazetteer::ListUnit;

use super::office::{coded, headed, open};
use crate::say::Sentence;

/// The columns, by their folded heads.
const HEADS: [&[&str]; 3] = [
    &["ma", "ma don vi", "code"],
    &["ten", "ten don vi", "name", "full name"],
    &["ma cap tren", "cap tren", "thuoc", "parent", "parent code"],
];

/// Reads a table of units.
///
/// # Errors
/// A file that is no table, a head without the columns, or the first row that is no unit: with its row.
pub fn read(file: &Path, bytes: &[u8]) -> Result<Vec<ListUnit>> {
    let (name, book) = open(file, bytes)?;
    let Some((sheet, first, columns)) = headed(&book, &HEADS, HEADS.len()) else {
        return Err(Sentence::bad_input("coso-import-no-head", vec![("file", name)]).into());
    };
    let mut units = Vec::new();
    for row in sheet.rows.iter().filter(|row| row.index > first) {
        let cell = |column: u32| sheet.cell(row.index, column).shown().trim().to_owned();
        let [code, title, parent] = columns.map(|column| column.map(cell).unwrap_or_default());
        if code.is_empty() && title.is_empty() {
            continue;
        }
        let wrong = |field: &str| {
            let row = (row.index + 1).to_string();
            let args = vec![("file", name.clone()), ("row", row), ("field", field.to_owned())];
            Sentence::bad_input("coso-import-row", args)
        };
        // Tables drop the zeros in front of what they take for a number.
        let (level, code) = coded(&code).ok_or_else(|| wrong("ma"))?;
        if title.is_empty() {
            return Err(wrong("ten").into());
        }
        let parent = match level {
            // One or two signs and a unit above: a longer code of which the table dropped too much.
            Level::Province if !parent.is_empty() => return Err(wrong("ma").into()),
            Level::Province => None,
            _ => Some(coded(&parent).ok_or_else(|| wrong("ma cap tren"))?.1),
        };
        units.push(ListUnit::new(level, &code, &title, parent.as_deref()));
    }
    Ok(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>> {
        let units = read(Path::new("danh-muc.csv"), text.as_bytes())?;
        Ok(units
            .into_iter()
            .map(|it| format!("{} {} <{}", it.code, it.name, it.parent.unwrap_or_default()))
            .collect())
    }

    #[test]
    fn zeros_in_front_are_put_back() {
        let text = "Danh mục\nMã,Tên,Mã cấp trên\n1,Thành phố Hà Nội,\n4,Phường Ba Đình,1\n";
        assert!(
            names(text).is_err(),
            "one sign is a province, and it has none above: said with its row"
        );
        let text = "Mã,Tên,Mã cấp trên\n01,Thành phố Hà Nội,\n00004,phường Ba Đình,1\n";
        let names = names(text).expect("readable");
        assert_eq!(names, ["01 Thành phố Hà Nội <", "00004 Phường Ba Đình <01"]);
    }

    #[test]
    fn a_wrong_row_is_named() {
        let error = names("Mã,Tên,Mã cấp trên\n01,Thành phố Hà Nội,\n00004,,01\n").unwrap_err();
        let sentence = error.downcast_ref::<Sentence>().expect("a sentence");
        assert_eq!(sentence.code, "coso-import-row");
        assert!(sentence.args.contains(&("row", "3".to_owned())), "{:?}", sentence.args);
        let error = names("a,b\n1,2\n").unwrap_err();
        let sentence = error.downcast_ref::<Sentence>().expect("a sentence");
        assert_eq!(sentence.code, "coso-import-no-head");
    }
}
