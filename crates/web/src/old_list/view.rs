//! What the page of a list shows: each column's meaning, the complaints, the groups beside the
//! registry. Words only; decides nothing.

use desk::old_list::{Compared, Read};
use papers::{ColumnGuess, Field, Guess, Mapping, Severity};
use units::Tier;

use crate::viewer::Viewer;

/// Complaints of one severity shown in the page; the rest stands in the text to copy.
const SHOWN_MOST: usize = 100;

/// One sheet of the file.
pub struct SheetView {
    pub number: usize,
    pub name: String,
    pub hidden: bool,
    pub remembered: bool,
    pub is_read: bool,
    pub rows: i64,
    pub header_rows: String,
    pub khu_pho: String,
    pub columns: Vec<ColumnView>,
}

/// One column with the meaning it has and those it may have.
pub struct ColumnView {
    pub id: String,
    pub letters: String,
    pub header: String,
    pub samples: String,
    pub label: String,
    pub remark: String,
    pub meanings: Vec<Meaning>,
}

/// A meaning to choose.
pub struct Meaning {
    pub code: &'static str,
    pub word: String,
    pub chosen: bool,
}

/// The complaints of one severity.
pub struct Severe {
    pub title: String,
    pub count: usize,
    pub shown: Vec<String>,
    pub more: usize,
}

/// One group beside the registry.
pub struct CompareRow {
    pub khu_pho: String,
    pub name: String,
    pub listed: String,
    pub registered: String,
    pub difference: String,
    pub tag: &'static str,
}

/// Every sheet with content, under a mapping; sheets it does not read are offered as guessed.
pub fn sheets(v: &Viewer, read: &Read, mapping: &Mapping) -> Vec<SheetView> {
    let view = |(number, guess): (usize, &Guess)| {
        let mapped = mapping.sheets.iter().find(|sheet| sheet.sheet == guess.sheet);
        let (is_read, mapped) = (mapped.is_some(), mapped.cloned());
        let mapped = mapped.unwrap_or_else(|| guess.mapping());
        let rows: Vec<String> = mapped.header_rows.iter().map(u32::to_string).collect();
        let field_of = |column: u32| {
            let found = mapped.columns.iter().find(|(known, _)| *known == column);
            found.map_or(Field::Ignore, |(_, field)| *field)
        };
        let column = |column: &ColumnGuess| {
            let id = format!("t{number}-c{}", column.column);
            column_view(v, (id, &guess.sheet), column, field_of(column.column))
        };
        SheetView {
            number,
            name: guess.sheet.clone(),
            hidden: guess.hidden,
            remembered: read.remembered.contains(&guess.sheet),
            is_read,
            rows: guess.data_rows.into(),
            header_rows: rows.join(", "),
            khu_pho: mapped.khu_pho.clone().unwrap_or_default(),
            columns: guess.columns.iter().map(column).collect(),
        }
    };
    read.guesses.iter().enumerate().map(view).collect()
}

fn column_view(
    v: &Viewer,
    (id, sheet): (String, &str),
    column: &ColumnGuess,
    field: Field,
) -> ColumnView {
    let meaning =
        |one: Field| Meaning { code: one.code(), word: v.word(one.word()), chosen: one == field };
    let remark = match (field == column.field, column.confidence) {
        (false, _) => v.word("old-list-by-hand"),
        (true, 0) => String::new(),
        (true, sure) => v.say("old-list-confidence", [("percent", v.num(u32::from(sure)))]),
    };
    let place = [("column", v.txt(&column.letters)), ("sheet", v.txt(sheet))];
    ColumnView {
        id,
        letters: column.letters.clone(),
        header: column.header.clone(),
        samples: column.samples.join(" · "),
        label: v.say("old-list-meaning-of", place),
        remark,
        meanings: Field::ALL.into_iter().map(meaning).collect(),
    }
}

/// The complaints, the worst first, and all of them as one text to copy.
pub fn complaints(v: &Viewer, read: &Read) -> (Vec<Severe>, String) {
    let titles = [
        (Severity::Error, "old-list-severity-error"),
        (Severity::Warning, "old-list-severity-warning"),
        (Severity::Note, "old-list-severity-note"),
    ];
    let mut groups = Vec::new();
    let mut copy = String::new();
    for (severity, title) in titles {
        let all = read.reading.complaints.iter().filter(|one| one.severity == severity);
        let said: Vec<String> = all.map(|one| v.say_coded(one.code(), &one.args())).collect();
        if said.is_empty() {
            continue;
        }
        let title = v.word(title);
        copy.push_str(&format!("{title}\n{}\n", said.join("\n")));
        let (count, more) = (said.len(), said.len().saturating_sub(SHOWN_MOST));
        groups.push(Severe {
            title,
            count,
            shown: said.into_iter().take(SHOWN_MOST).collect(),
            more,
        });
    }
    (groups, copy)
}

/// Rows that were not read, counted by reason.
pub fn skipped(v: &Viewer, read: &Read) -> Vec<(String, i64)> {
    let mut counts: Vec<(&'static str, i64)> = Vec::new();
    for skipped in &read.reading.skipped {
        match counts.iter_mut().find(|(code, _)| *code == skipped.why.code()) {
            Some((_, count)) => *count += 1,
            None => counts.push((skipped.why.code(), 1)),
        }
    }
    counts.into_iter().map(|(code, count)| (v.word(code), count)).collect()
}

/// The groups beside the registry.
pub fn compared(v: &Viewer, read: &Read) -> Vec<CompareRow> {
    let has_to = read.comparison.tier == Tier::Sub;
    let row = |line: &Compared| {
        let number = |count: Option<i64>| count.map_or_else(|| "–".to_owned(), |n| v.number(n));
        let difference = match line.difference() {
            Some(by) if by > 0 => format!("+{}", v.number(by)),
            by => number(by),
        };
        CompareRow {
            khu_pho: line.khu_pho.clone(),
            name: if has_to { line.name.clone() } else { String::new() },
            listed: number(line.listed),
            registered: number(line.registry),
            difference,
            tag: match (line.listed, line.registry) {
                (None, _) => "old-list-only-registered",
                (_, None) => "old-list-only-listed",
                _ => "",
            },
        }
    };
    read.comparison.lines.iter().map(row).collect()
}
