//! The heading of a list: which rows it is, and what each heading text means.
//!
//! Meanings are found by folded words, so "SỐ HỘ DÂN", "So ho dan" and NFD spellings are one. The
//! words come from lists that wards really keep; a new wording is a line in [`RULES`].

use crate::field::Field;
use crate::label::group_name;
use crate::number::whole_number;
use crate::workbook::{Cell, Row, Sheet};
use units::text::fold;

/// Headings stand in the first rows; a title block longer than this is no title block.
const DEEPEST_ROW: usize = 60;
const TALLEST: usize = 4;
/// Letters of a heading that are looked at; the rest of a longer text says nothing more.
const LONGEST: usize = 120;

/// The rows of a heading and the path of texts above each column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heading {
    /// Row indexes, from 0; empty if no heading was found.
    pub rows: Vec<u32>,
    /// Per column, from the outermost part to the innermost: ["Tổng số", "Số hộ"].
    pub paths: Vec<Vec<String>>,
}

enum Match {
    /// The whole heading.
    Whole,
    /// A run of words inside it.
    Within,
}
use Match::{Whole, Within};

/// Meaning, match, words, confidence in per cent. The best match wins, the first of equals.
const RULES: &[(Field, Match, &str, u8)] = &[
    (Field::Ordinal, Whole, "stt", 95),
    (Field::Ordinal, Whole, "tt", 95),
    (Field::Ordinal, Whole, "so tt", 95),
    (Field::Ordinal, Within, "so thu tu", 95),
    (Field::Note, Within, "ghi chu", 95),
    (Field::Note, Within, "note", 60),
    (Field::Neighbours, Within, "giap ranh", 97),
    (Field::Neighbours, Within, "tiep giap", 97),
    (Field::Neighbours, Within, "lien ke", 97),
    (Field::Neighbours, Within, "giap", 92),
    (Field::Code, Whole, "ma", 85),
    (Field::Code, Whole, "ma so", 85),
    (Field::Code, Within, "ma to", 96),
    (Field::Code, Within, "ma tdp", 96),
    (Field::Code, Within, "ma khu pho", 96),
    (Field::Code, Within, "ma kp", 96),
    (Field::Code, Within, "ma ap", 96),
    (Field::Households, Within, "so ho", 95),
    (Field::Households, Within, "tong ho", 92),
    (Field::Households, Within, "so luong ho", 95),
    (Field::Households, Within, "ho dan", 88),
    (Field::Households, Within, "ho gia dinh", 88),
    (Field::Households, Whole, "ho", 85),
    (Field::Households, Whole, "households", 80),
    (Field::People, Within, "nhan khau", 95),
    (Field::People, Within, "so khau", 92),
    (Field::People, Within, "so nguoi", 88),
    (Field::People, Within, "so dan", 88),
    (Field::People, Within, "dan so", 88),
    (Field::People, Whole, "khau", 80),
    (Field::People, Whole, "nguoi", 75),
    (Field::To, Within, "to dan pho", 91),
    (Field::To, Within, "to nhan dan", 91),
    (Field::To, Within, "to dan cu", 90),
    (Field::To, Within, "ten to", 88),
    (Field::To, Within, "to cu", 86),
    (Field::To, Whole, "to", 86),
    (Field::To, Within, "tdp", 82),
    // "Số tổ" counts the tổ of a khu phố as often as it names one: left to the person.
    (Field::To, Whole, "so to", 40),
    (Field::To, Whole, "to so", 80),
    (Field::KhuPho, Within, "khu pho", 90),
    (Field::KhuPho, Within, "khu dan cu", 80),
    (Field::KhuPho, Whole, "kp", 86),
    (Field::KhuPho, Whole, "ap", 86),
    (Field::KhuPho, Within, "ten ap", 88),
    (Field::KhuPho, Within, "thon", 80),
    (Field::KhuPho, Within, "kp", 76),
    (Field::KhuPho, Within, "ap", 76),
    (Field::Commune, Whole, "phuong", 88),
    (Field::Commune, Whole, "xa", 86),
    (Field::Commune, Within, "phuong xa", 90),
    (Field::Commune, Within, "xa phuong", 90),
    (Field::Commune, Within, "ten phuong", 90),
    (Field::Commune, Within, "ten xa", 90),
    (Field::Commune, Whole, "dia phuong", 65),
    (Field::Street, Within, "tuyen duong", 90),
    (Field::Street, Within, "ten duong", 90),
    (Field::Street, Within, "dia ban", 85),
    (Field::Street, Within, "ranh gioi", 85),
    (Field::Street, Within, "pham vi", 82),
    (Field::Street, Within, "dia chi", 80),
    (Field::Street, Within, "vi tri", 75),
    (Field::Street, Within, "mo ta", 70),
    (Field::Street, Whole, "duong", 85),
    (Field::Street, Within, "hem", 75),
];

/// Words that make a heading mean something else for a field.
fn is_refused(field: Field, text: &str) -> bool {
    let words: &[&str] = match field {
        Field::To | Field::KhuPho => &[
            "truong",
            "so luong",
            "tong so",
            "bi thu",
            "dien thoai",
            "moi",
            "du kien",
            "ho",
            "sau",
        ],
        Field::Households => {
            &["chu ho", "ngheo", "chinh sach", "ho va ten", "ho ten", "moi", "sau"]
        }
        Field::People => &["nu", "tre em", "moi", "sau"],
        _ => &[],
    };
    let digits = text.contains(|c: char| c.is_ascii_digit());
    words.iter().any(|word| holds(text, word))
        || (digits && matches!(field, Field::To | Field::KhuPho | Field::Commune))
}

/// Whether the words stand in the text as whole words.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + words.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

fn plain_words(text: &str) -> String {
    let spaced: String =
        fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn best_rule(text: &str) -> Option<(Field, u8)> {
    let mut best: Option<(Field, u8)> = None;
    for (field, how, words, confidence) in RULES {
        let fits = match how {
            Whole => text == *words,
            Within => holds(text, words),
        };
        if fits && !is_refused(*field, text) && best.is_none_or(|(_, known)| *confidence > known) {
            best = Some((*field, *confidence));
        }
    }
    best
}

/// What the path of headings over a column means, with a confidence in per cent.
pub(crate) fn meaning(path: &[String]) -> Option<(Field, u8)> {
    let leaf = plain_words(path.last()?);
    let whole = plain_words(&path.join(" "));
    let (field, confidence) = best_rule(&leaf).or_else(|| {
        // "Số hộ / Tổng": the leaf alone says nothing.
        best_rule(&whole).map(|(field, confidence)| (field, confidence.saturating_sub(6)))
    })?;
    // A list that proposes new groups beside the old ones must not be read as the old ones.
    let of_new = ["moi", "du kien", "sau sap xep", "sau khi"].iter().any(|new| holds(&whole, new));
    let of_part = ["thuong tru", "tam tru", "kt3"].iter().any(|part| holds(&whole, part));
    let of_all = field.is_number() && holds(&whole, "tong");
    let less = u8::from(of_new) * 60 + u8::from(of_part) * 25;
    let adjusted = confidence.saturating_sub(less) + u8::from(of_all) * 3;
    Some((field, adjusted.min(99)))
}

/// Finds the heading of a sheet: the run of rows whose texts say most about the columns.
pub(crate) fn find(sheet: &Sheet) -> Heading {
    let mut best: (f64, Option<Heading>) = (1.2, None);
    for (at, first) in sheet.rows.iter().enumerate().take(DEEPEST_ROW) {
        // A heading does not begin with a row of figures.
        if !first.cells.iter().any(|cell| matches!(cell, Cell::Text(_))) {
            continue;
        }
        for height in 1..=TALLEST.min(sheet.rows.len() - at) {
            let last = &sheet.rows[at + height - 1];
            if last.index - first.index >= TALLEST as u32 {
                break;
            }
            let rows: Vec<u32> = (first.index..=last.index).collect();
            let heading = Heading { paths: paths(sheet, &rows), rows };
            // A row more must earn its place, else the heading would eat titles and data.
            let score = worth(&heading) - 0.2 * height as f64;
            if score > best.0 {
                best = (score, Some(heading));
            }
        }
    }
    best.1.map_or_else(
        || Heading { rows: Vec::new(), paths: vec![Vec::new(); sheet.width() as usize] },
        |heading| at(sheet, &whole_rows(sheet, &heading.rows)),
    )
}

/// Adds the rows that merged cells of the heading reach into, and a row below that only divides
/// the figures ("Thường trú | Tổng").
fn whole_rows(sheet: &Sheet, rows: &[u32]) -> Vec<u32> {
    let (mut first, mut last) = (rows[0], rows[rows.len() - 1]);
    for area in sheet.merged.iter().filter(|area| area.bottom > area.top) {
        let touches = area.bottom >= first && area.top <= last;
        let tall = area.bottom.max(last) - area.top.min(first) >= TALLEST as u32;
        if touches && !tall {
            first = first.min(area.top);
            last = last.max(area.bottom);
        }
    }
    let below = sheet.rows.iter().find(|row| row.index == last + 1);
    if below.is_some_and(|row| divides(sheet, row, &paths(sheet, &[last]))) {
        last += 1;
    }
    (first..=last).collect()
}

/// Whether all cells of the row are words under figures or under nothing.
fn divides(sheet: &Sheet, row: &Row, above: &[Vec<String>]) -> bool {
    row.cells.iter().enumerate().all(|(column, cell)| match cell {
        Cell::Empty => true,
        Cell::Text(text) => {
            let name = group_name(text);
            let is_name = name.to.is_some() || name.khu_pho.is_some();
            let field = above.get(column).and_then(|path| meaning(path)).map(|(field, _)| field);
            let is_total = fold(text).starts_with("cong");
            let under = field.map_or(above[column].is_empty(), Field::is_number);
            under
                && !is_name
                && !is_total
                && sheet.area(row.index, column as u32).is_none()
                && !text.contains(|c: char| c.is_ascii_digit())
                && whole_number(cell).is_err()
        }
        _ => false,
    })
}

/// The heading at rows an officer chose.
pub(crate) fn at(sheet: &Sheet, rows: &[u32]) -> Heading {
    Heading { rows: rows.to_vec(), paths: paths(sheet, rows) }
}

fn paths(sheet: &Sheet, rows: &[u32]) -> Vec<Vec<String>> {
    (0..sheet.width())
        .map(|column| {
            let mut path: Vec<String> = Vec::new();
            for &row in rows {
                let text: String =
                    sheet.spread(row, column).shown().chars().take(LONGEST).collect();
                if !text.is_empty() && path.last() != Some(&text) {
                    path.push(text);
                }
            }
            path
        })
        .collect()
}

fn worth(heading: &Heading) -> f64 {
    let mut fields: Vec<(Field, u8)> = Vec::new();
    for (field, confidence) in heading.paths.iter().filter_map(|path| meaning(path)) {
        match fields.iter_mut().find(|(known, _)| *known == field) {
            Some((_, best)) => *best = (*best).max(confidence),
            None => fields.push((field, confidence)),
        }
    }
    let named = fields.iter().any(|(field, _)| matches!(field, Field::To | Field::KhuPho));
    let counted = fields.iter().any(|(field, _)| field.is_number());
    let sum: f64 = fields.iter().map(|(_, confidence)| f64::from(*confidence) / 100.0).sum();
    // A data row under the heading would add its own texts to every path.
    let noise = heading
        .paths
        .iter()
        .filter(|path| path.last().is_some_and(|leaf| leaf.parse::<f64>().is_ok()))
        .count();
    if named && counted { sum - 0.5 * noise as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &[&str], expected: Option<Field>) {
        let path: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
        assert_eq!(
            meaning(&path).filter(|found| found.1 >= 50).map(|found| found.0),
            expected,
            "{path:?}"
        );
    }

    #[test]
    fn headings_of_real_lists() {
        check(&["STT"], Some(Field::Ordinal));
        check(&["Số hộ dân"], Some(Field::Households));
        check(&["SO HO"], Some(Field::Households));
        check(&["Tổng số", "Hộ"], Some(Field::Households));
        check(&["Số hộ", "Tổng"], Some(Field::Households));
        check(&["Nhân khẩu"], Some(Field::People));
        check(&["Tổ dân phố (cũ)"], Some(Field::To));
        check(&["Tên ấp"], Some(Field::KhuPho));
        check(&["Khu phố/Ấp"], Some(Field::KhuPho));
        check(&["Phường, xã"], Some(Field::Commune));
        check(&["Tổ liền kề"], Some(Field::Neighbours));
        check(&["Mã tổ"], Some(Field::Code));
        check(&["Địa bàn (tuyến đường, hẻm)"], Some(Field::Street));
        check(&["Ghi chú"], Some(Field::Note));
    }

    #[test]
    fn headings_that_only_look_alike() {
        check(&["Tổ trưởng"], None);
        check(&["Họ và tên"], None);
        check(&["Số hộ nghèo"], None);
        check(&["Tổng số tổ dân phố"], None);
        check(&["Khu phố mới"], None);
        check(&["Phương án mới", "Số hộ"], None);
        check(&["Tổ 1"], None);
        check(&["Khu phố 2"], None);
        check(&["Số hộ trong tổ dân phố"], Some(Field::Households));
    }
}
