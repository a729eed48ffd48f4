//! Separated text (CSV): encoding and separator are found by looking, quotes are understood.

use super::{Fault, Keeper, Limits};
use crate::legacy;
use crate::workbook::{Cell, Sheet};
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// The text of the bytes; `None` if they are no text.
///
/// Old Vietnamese spreadsheets save CSV as Windows-1258 (letters with combining marks) or, with
/// the ABC and VNI fonts, as bytes that only look like Windows-1252; the better scoring one wins.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8_lossy(rest).into_owned());
    }
    if bytes.starts_with(b"\xFF\xFE") || zeros(bytes, 1) {
        return Some(UTF_16LE.decode(bytes).0.into_owned());
    }
    if bytes.starts_with(b"\xFE\xFF") || zeros(bytes, 0) {
        return Some(UTF_16BE.decode(bytes).0.into_owned());
    }
    let is_binary =
        |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if bytes.iter().any(is_binary) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let marked: String = WINDOWS_1258.decode(bytes).0.nfc().collect();
    let latin = WINDOWS_1252.decode(bytes).0.into_owned();
    let best = |text: &str| text.lines().map(line_score).sum::<i32>();
    Some(if best(&marked) > best(&latin) { marked } else { latin })
}

/// The best of a line's scores over all encodings.
fn line_score(line: &str) -> i32 {
    legacy::scores(line).into_iter().flatten().max().unwrap_or(-1)
}

/// Whether every second byte from `from` is mostly zero: UTF-16 without a mark, ASCII-rich.
fn zeros(bytes: &[u8], from: usize) -> bool {
    let sample = &bytes[..bytes.len().min(2_000)];
    let places = sample.len() / 2;
    let zero = sample.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let other = sample.iter().skip(1 - from).step_by(2).filter(|&&byte| byte == 0).count();
    places >= 4 && zero * 10 >= places * 4 && other == 0
}

const SEPARATORS: [char; 4] = [';', '\t', ',', '|'];

/// The one sheet of a CSV file.
pub(super) fn sheet(name: &str, text: &str, limits: &Limits) -> Result<Sheet, Fault> {
    let mut keeper = Keeper::new(limits, name, 0);
    for (row, fields) in records(text) {
        for (column, field) in fields.into_iter().enumerate() {
            keeper.keep(row, u32::try_from(column).unwrap_or(u32::MAX), field.cell())?;
        }
    }
    Ok(keeper.gathered.into_sheet(name.to_owned(), false, Vec::new()))
}

/// The records of a text one after another, each with its place counted from 0, as [`sheet`] reads
/// them.
pub(super) fn records(text: &str) -> Records<'_> {
    let (separator, body, row) = separator_of(text);
    Records { letters: body.chars().peekable(), separator, row, is_done: false }
}

/// The records of a text.
pub(super) struct Records<'t> {
    letters: std::iter::Peekable<std::str::Chars<'t>>,
    separator: char,
    row: u32,
    is_done: bool,
}

impl Iterator for Records<'_> {
    type Item = (u32, Vec<Field>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let mut fields = Vec::new();
        let mut field = Field::default();
        let place = self.row;
        while let Some(letter) = self.letters.next() {
            if field.quoted {
                match letter {
                    '"' if self.letters.peek() == Some(&'"') => {
                        self.letters.next();
                        field.text.push('"');
                    }
                    '"' => field.quoted = false,
                    other => field.text.push(other),
                }
            } else if letter == '"' && opens(&field, self.letters.peek(), self.separator) {
                field = Field { quoted: true, was_quoted: true, text: String::new() };
            } else if letter == '\n' {
                fields.push(field);
                self.row += 1;
                return Some((place, fields));
            } else if letter == self.separator {
                fields.push(std::mem::take(&mut field));
            } else if letter != '\r' && letter != '\u{1a}' {
                field.text.push(letter);
            }
        }
        self.is_done = true;
        fields.push(field);
        Some((place, fields))
    }
}

/// Whether a quote starts a quoted field; one alone in its field is a ditto mark.
fn opens(field: &Field, next: Option<&char>, separator: char) -> bool {
    let alone = next.is_none_or(|&next| next == separator || next == '\n' || next == '\r');
    field.text.trim().is_empty() && !field.was_quoted && !alone
}

/// One field of a record.
#[derive(Default)]
pub(super) struct Field {
    pub(super) text: String,
    quoted: bool,
    was_quoted: bool,
}

impl Field {
    fn cell(self) -> Cell {
        if self.text.trim().is_empty() { Cell::Empty } else { Cell::Text(self.text) }
    }
}

/// The sign that parts the fields of a separated text, of which its beginning is enough.
#[must_use]
pub fn separator(beginning: &str) -> char {
    separator_of(beginning).0
}

/// The separator, the text after a "sep=" line, and the row number it starts at.
fn separator_of(text: &str) -> (char, &str, u32) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(separator) = rest.chars().next()
        && let Some((_, body)) = rest.split_once('\n')
    {
        return (separator, body, 1);
    }
    // The separator that cuts most lines into the same number of fields, more fields first.
    let score = |separator: char| {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()).take(60) {
            *counts.entry(outside_quotes(line, separator)).or_default() += 1;
        }
        counts
            .iter()
            .filter(|(marks, _)| **marks > 0)
            .map(|(&marks, &lines)| lines * 8 + marks)
            .max()
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|&separator| score(separator).unwrap_or(0));
    (best.unwrap_or(';'), text, 0)
}

fn outside_quotes(line: &str, separator: char) -> usize {
    let mut quoted = false;
    let mut marks = 0;
    for letter in line.chars() {
        quoted ^= letter == '"';
        marks += usize::from(letter == separator && !quoted);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &[&[&str]]) {
        let text = decode(bytes).unwrap();
        let sheet = sheet("a.csv", &text, &Limits::default()).unwrap();
        let shown: Vec<Vec<String>> = sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.shown().into_owned()).collect())
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn separators_are_found_and_quotes_understood() {
        check("Tổ;Số hộ\n1;1.234\n".as_bytes(), &[&["Tổ", "Số hộ"], &["1", "1.234"]]);
        check(
            "Tổ,Số hộ\r\n\"1, cũ\",\"1.234\"\r\n".as_bytes(),
            &[&["Tổ", "Số hộ"], &["1, cũ", "1.234"]],
        );
        check("a\tb\n\"x \"\"y\"\"\nz\"\t2".as_bytes(), &[&["a", "b"], &["x \"y\"\nz", "2"]]);
        check(b"sep=|\na|b\n", &[&["a", "b"]]);
        check(
            "Danh sách tổ, ấp\nTổ;Hộ;Giáp\n1;20;2, 3\n2;30;1\n".as_bytes(),
            &[
                &["Danh sách tổ, ấp"],
                &["Tổ", "Hộ", "Giáp"],
                &["1", "20", "2, 3"],
                &["2", "30", "1"],
            ],
        );
    }

    #[test]
    fn a_ditto_mark_alone_does_not_open_a_quoted_field() {
        check("Tổ;Hộ\n1;5\n\";6\n".as_bytes(), &[&["Tổ", "Hộ"], &["1", "5"], &["\"", "6"]]);
    }

    #[test]
    fn encodings_are_found() {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let rows: &[&[&str]] = &[&["Tổ", "Số hộ"], &["1", "20"]];
        let text = "Tổ;Số hộ\n1;20\n";
        check(&[b"\xFF\xFE".to_vec(), wide(text)].concat(), rows);
        check(&wide(text), rows);
        check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), rows);
        // Windows-1258: ổ = ô + hook above, ố = ô + acute, ộ = ô + dot below.
        check(b"T\xF4\xD2;S\xF4\xEC h\xF4\xF2\n1;20\n", rows);
        assert_eq!(decode(b"\x00\x01\x02binary\x05\x00\x00\x07"), None);
    }
}
