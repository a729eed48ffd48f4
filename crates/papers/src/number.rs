//! Whole numbers as offices write them: "1.234", "1 234", "１２３", "120 hộ".
//!
//! Never guesses: a number that could mean two things is a fault, not a value.

use crate::workbook::Cell;
use unicode_normalization::UnicodeNormalization;

/// Why a cell is not a whole number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFault {
    /// Words, a range, "khoảng 120".
    NotANumber(String),
    /// A fraction.
    NotWhole(String),
    /// Below zero or beyond what fits.
    OutOfRange(String),
    /// A day.
    Date(String),
    /// A formula without a value.
    Uncomputed,
    /// An error value.
    Fault(String),
}

/// The whole number in a cell; `None` where the cell is blank or holds only a dash.
///
/// # Errors
/// Says why a cell that holds something is not a whole number from 0 to 4 294 967 295.
pub fn whole_number(cell: &Cell) -> Result<Option<u32>, NumberFault> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(value) => of_float(*value).map(Some),
        Cell::Text(text) => of_text(text),
        Cell::Date(_) => Err(NumberFault::Date(cell.shown().into_owned())),
        Cell::Bool(_) => Err(NumberFault::NotANumber(cell.shown().into_owned())),
        Cell::Fault(text) => Err(NumberFault::Fault(text.clone())),
        Cell::Uncomputed => Err(NumberFault::Uncomputed),
    }
}

fn of_float(value: f64) -> Result<u32, NumberFault> {
    if !value.is_finite() || value < 0.0 || value > f64::from(u32::MAX) {
        return Err(NumberFault::OutOfRange(value.to_string()));
    }
    // A sum of cached floats may be off in the last bits; a real fraction is far larger.
    if (value - value.round()).abs() > 1e-6 {
        return Err(NumberFault::NotWhole(value.to_string()));
    }
    Ok(value.round() as u32)
}

/// Words that may follow a figure, folded; the longest first.
const COUNTED: [&str; 9] =
    ["ho gia dinh", "nhan khau", "ho dan", "nguoi", "khau", "dan", "ho", "nk", "h"];

fn of_text(text: &str) -> Result<Option<u32>, NumberFault> {
    let plain: String = text.nfkc().collect::<String>().to_lowercase();
    let mut figure = plain.trim();
    if figure.chars().all(|c| "-–—./".contains(c)) {
        return Ok(None);
    }
    let folded = units::text::fold(figure);
    if let Some(word) = COUNTED.iter().find(|word| ends_in_word(&folded, word)) {
        let letters = word.chars().filter(|c| !c.is_whitespace()).count();
        figure = cut_letters(figure, letters);
    }
    let not_a_number = || NumberFault::NotANumber(text.trim().to_owned());
    if let Some(below) = figure.strip_prefix(['-', '−']) {
        let is_figure = below.trim().starts_with(|c: char| c.is_ascii_digit());
        return Err(match is_figure && digits(below).is_some() {
            true => NumberFault::OutOfRange(text.trim().to_owned()),
            false => not_a_number(),
        });
    }
    let Some((whole, is_whole)) = digits(figure) else { return Err(not_a_number()) };
    if !is_whole {
        return Err(NumberFault::NotWhole(text.trim().to_owned()));
    }
    whole.parse().map(Some).map_err(|_| NumberFault::OutOfRange(text.trim().to_owned()))
}

fn ends_in_word(folded: &str, word: &str) -> bool {
    folded.strip_suffix(word).is_some_and(|before| {
        let before = before.trim_end();
        before.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// Cuts the last `letters` letters and the white space around them.
fn cut_letters(figure: &str, letters: usize) -> &str {
    let mut left = letters;
    let mut end = figure.len();
    for (at, c) in figure.char_indices().rev() {
        if left == 0 {
            break;
        }
        if c.is_alphabetic() {
            left -= 1;
        }
        end = at;
    }
    figure[..end].trim()
}

/// The digits of the whole part, and whether there is no fraction.
fn digits(figure: &str) -> Option<(String, bool)> {
    let figure = figure.trim();
    if figure.is_empty()
        || !figure.chars().all(|c| c.is_ascii_digit() || " .,\u{2019}'".contains(c))
    {
        return None;
    }
    let parts: Vec<&str> = figure.split(|c: char| !c.is_ascii_digit()).collect();
    let marks: Vec<char> = figure.chars().filter(|c| !c.is_ascii_digit()).collect();
    if parts[0].is_empty() || parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let Some(&first) = marks.first() else { return Some((figure.to_owned(), true)) };
    // "1.234,0": the last mark differs from the others and comes once: a decimal mark.
    let last = marks[marks.len() - 1];
    if marks.len() > 1 && last != first && marks[..marks.len() - 1].iter().all(|&m| m == first) {
        let whole = &parts[..parts.len() - 1];
        let fraction = parts[parts.len() - 1];
        return grouped(whole).map(|text| (text, fraction.chars().all(|c| c == '0')));
    }
    if marks.iter().any(|&m| m != first) {
        return None;
    }
    if let Some(text) = grouped(&parts) {
        return Some((text, true));
    }
    // "12,5" or "12.0": one mark, not a group of three.
    if marks.len() == 1 && first != ' ' {
        return Some((parts[0].to_owned(), parts[1].chars().all(|c| c == '0')));
    }
    None
}

/// Joins groups of three digits after a first group of one to three.
fn grouped(parts: &[&str]) -> Option<String> {
    let head = parts[0].len();
    if parts.len() == 1 {
        return Some(parts[0].to_owned());
    }
    let fits = (1..=3).contains(&head) && parts[1..].iter().all(|part| part.len() == 3);
    // "0.123" is a fraction, not the number 123.
    (fits && !parts[0].starts_with('0')).then(|| parts.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<Option<u32>, NumberFault> {
        whole_number(&Cell::Text(text.to_owned()))
    }

    #[test]
    fn figures_as_offices_write_them() {
        for (written, meant) in [
            ("120", 120),
            ("1.234", 1234),
            ("1 234", 1234),
            ("1\u{a0}234", 1234),
            ("1,234", 1234),
            ("12.345.678", 12_345_678),
            ("1.234,0", 1234),
            ("120 hộ", 120),
            ("120hộ", 120),
            ("1.205 hộ dân", 1205),
            ("85 hộ gia đình", 85),
            ("412 nhân kha\u{309}\u{302}u", 412),
            ("412 khẩu", 412),
            ("１２３", 123),
            ("0", 0),
            ("097", 97),
            ("12.0", 12),
        ] {
            assert_eq!(text(written), Ok(Some(meant)), "{written}");
        }
    }

    #[test]
    fn blanks_and_dashes_are_no_number() {
        assert_eq!(text("-"), Ok(None));
        assert_eq!(text(" – "), Ok(None));
        assert_eq!(whole_number(&Cell::Empty), Ok(None));
    }

    #[test]
    fn what_could_mean_two_things_is_a_fault() {
        for written in
            ["khoảng 120", "100-120", "120+5", "hộ", "12a", "1.23.4", "1..2", "120 hộ nghèo"]
        {
            assert!(matches!(text(written), Err(NumberFault::NotANumber(_))), "{written}");
        }
        for written in ["12,5", "0.123", "1.234,5"] {
            assert!(matches!(text(written), Err(NumberFault::NotWhole(_))), "{written}");
        }
        for written in ["-5", "99999999999"] {
            assert!(matches!(text(written), Err(NumberFault::OutOfRange(_))), "{written}");
        }
        assert_eq!(whole_number(&Cell::Number(1.234)), Err(NumberFault::NotWhole("1.234".into())));
        assert_eq!(whole_number(&Cell::Number(119.999_999_999)), Ok(Some(120)));
        assert_eq!(whole_number(&Cell::Uncomputed), Err(NumberFault::Uncomputed));
    }
}
