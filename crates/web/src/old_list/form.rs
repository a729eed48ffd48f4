//! How a person says what the columns of a list hold: the form's fields and the mapping they mean.

use std::collections::BTreeMap;

use papers::{Field, Mapping, SheetMapping};

/// What the form sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The revision of the list the person saw.
    pub base: i64,
    /// The sheets to read.
    pub mapping: Mapping,
}

/// One sheet as sent.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    is_read: bool,
    header_rows: Vec<u32>,
    khu_pho: Option<String>,
    columns: BTreeMap<u32, Field>,
}

impl Columns {
    /// Reads the fields: `ban` is the revision; `t0-ten`, `t0-doc`, `t0-dong`, `t0-kp` and `t0-c3`
    /// speak of the first sheet and its fourth column. What means nothing is passed over.
    #[must_use]
    pub fn of(fields: &[(String, String)]) -> Self {
        let mut base = 0;
        let mut sheets: BTreeMap<u32, Sheet> = BTreeMap::new();
        for (name, text) in fields {
            if name == "ban" {
                base = text.parse().unwrap_or(0);
                continue;
            }
            let Some((number, part)) = name.strip_prefix('t').and_then(|rest| rest.split_once('-'))
            else {
                continue;
            };
            let Ok(number) = number.parse() else { continue };
            sheets.entry(number).or_default().take(part, text);
        }
        let read = sheets.into_values().filter(|sheet| sheet.is_read).map(Sheet::mapping);
        Self { base, mapping: Mapping { sheets: read.collect() } }
    }
}

impl Sheet {
    fn take(&mut self, part: &str, text: &str) {
        match part {
            "ten" => text.clone_into(&mut self.name),
            "doc" => self.is_read = true,
            "dong" => self.header_rows = numbers(text),
            "kp" => self.khu_pho = Some(units::text::tidy(text)).filter(|text| !text.is_empty()),
            part => {
                let column = part.strip_prefix('c').and_then(|column| column.parse().ok());
                if let Some((column, field)) = column.zip(Field::of_code(text)) {
                    self.columns.insert(column, field);
                }
            }
        }
    }

    fn mapping(self) -> SheetMapping {
        let columns = self.columns.into_iter().filter(|(_, field)| *field != Field::Ignore);
        SheetMapping {
            sheet: self.name,
            header_rows: self.header_rows,
            columns: columns.collect(),
            khu_pho: self.khu_pho,
        }
    }
}

/// The row numbers in a text, however they are parted: "4, 5" or "4–5".
fn numbers(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_become_the_mapping_they_mean() {
        let fields = [
            ("ban", "3"),
            ("t0-ten", "Danh sách"),
            ("t0-doc", "1"),
            ("t0-dong", "5, 4"),
            ("t0-kp", "  "),
            ("t0-c2", "so_ho"),
            ("t0-c1", "to"),
            ("t0-c0", "bo_qua"),
            ("t0-c9", "ma-la"),
            ("t1-ten", "Nháp"),
            ("t1-c0", "to"),
            ("la", "x"),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let columns = Columns::of(&fields);
        assert_eq!(columns.base, 3);
        let sheet = SheetMapping {
            sheet: "Danh sách".to_owned(),
            header_rows: vec![4, 5],
            columns: vec![(1, Field::To), (2, Field::Households)],
            khu_pho: None,
        };
        assert_eq!(columns.mapping, Mapping { sheets: vec![sheet] }, "the second was not ticked");
    }
}
