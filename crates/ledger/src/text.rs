//! Texts that people type: how they are tidied, how long they may be, and what must not stand in
//! them because it belongs to a person (Law 91/2025/QH15; the ledger keeps no free text about a
//! person or household).

use crate::Refusal;

/// Letters a title may have.
pub const TITLE_MOST: usize = 200;
/// Letters a text may have.
pub const TEXT_MOST: usize = 4_000;

/// A title: tidied to one line.
///
/// # Errors
/// `text-missing`, `text-too-long`, `text-personal` about `field`.
pub fn title(field: &'static str, text: &str) -> Result<String, Refusal> {
    checked(field, units::text::tidy(text), TITLE_MOST)
}

/// A text of several lines: each line tidied, empty lines at its ends cut.
///
/// # Errors
/// `text-missing`, `text-too-long`, `text-personal` about `field`.
pub fn text(field: &'static str, text: &str) -> Result<String, Refusal> {
    checked(field, lines(text), TEXT_MOST)
}

/// A text that may be missing.
///
/// # Errors
/// `text-too-long`, `text-personal` about `field`.
pub fn optional(field: &'static str, text: &str) -> Result<String, Refusal> {
    let text = lines(text);
    if text.is_empty() { Ok(text) } else { checked(field, text, TEXT_MOST) }
}

/// A figure as people type it, in thousandths: "68", "31,5", "1.234,5", "1 234.5", "-3". A dot with
/// exactly three digits behind it groups thousands, as offices write. Nothing for anything else.
#[must_use]
pub fn milli(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (sign, digits) = match plain.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, plain.as_str()),
    };
    let (whole, fraction) = match digits.rsplit_once(',') {
        Some((whole, fraction)) => (whole.to_owned(), fraction),
        None => match digits.rsplit_once('.') {
            Some((whole, fraction)) if fraction.len() != 3 => (whole.to_owned(), fraction),
            _ => (digits.to_owned(), ""),
        },
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped_well = groups.iter().skip(1).all(|group| group.len() == 3);
    let whole = groups.concat();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped_well || whole.is_empty() || !is_number(&whole) || !is_number(fraction) {
        return None;
    }
    if fraction.len() > 3 || whole.len() > 14 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let thousandths: i64 = format!("{fraction:0<3}").parse().ok()?;
    Some(sign * (whole * 1_000 + thousandths))
}

/// Lines tidied, with at most one empty line between two.
#[must_use]
pub fn lines(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in text.lines().map(units::text::tidy) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    while kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.join("\n")
}

fn checked(field: &'static str, text: String, most: usize) -> Result<String, Refusal> {
    if text.is_empty() {
        return Err(Refusal::at(field, "text-missing"));
    }
    let length = text.chars().count();
    if length > most {
        return Err(Refusal::at(field, "text-too-long").with("length", length).with("most", most));
    }
    match personal(&text) {
        Some(found) => Err(Refusal::at(field, "text-personal").with("found", found)),
        None => Ok(text),
    }
}

/// The first thing in a text that belongs to a person: a telephone number, a personal
/// identification number, a mail address.
#[must_use]
pub fn personal(text: &str) -> Option<String> {
    mail_address(text).or_else(|| number_of_person(text))
}

fn mail_address(text: &str) -> Option<String> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|word| {
            word.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.starts_with('.')
            })
        })
        .map(str::to_owned)
}

/// Digits that may be parted by spaces, dots or hyphens: 10 beginning with 0 (a telephone), 11
/// beginning with 84 (the same from abroad), 9 or 12 in one piece (identity card, identification
/// number). Numbers of money and of documents are written with other signs or fewer digits.
fn number_of_person(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (end, digits) = run_of_digits(&letters, at);
        let in_one_piece = end - at == digits.len();
        let is_telephone = (digits.len() == 10 && digits.starts_with('0'))
            || (digits.len() == 11 && digits.starts_with("84"));
        let is_identity =
            in_one_piece && matches!(digits.len(), 9 | 12) && !is_money(&letters, end);
        if is_telephone || is_identity {
            return Some(letters[at..end].iter().collect());
        }
        at = end;
    }
    None
}

/// The end of a run of digits with single separators between them, and its digits.
fn run_of_digits(letters: &[char], from: usize) -> (usize, String) {
    let mut digits = String::new();
    let mut end = from;
    let mut at = from;
    while at < letters.len() {
        if letters[at].is_ascii_digit() {
            digits.push(letters[at]);
            end = at + 1;
        } else if !matches!(letters[at], ' ' | '.' | '-')
            || letters.get(at + 1).is_none_or(|next| !next.is_ascii_digit())
        {
            break;
        }
        at += 1;
    }
    (end, digits)
}

/// Whether a currency stands behind a number.
fn is_money(letters: &[char], end: usize) -> bool {
    let rest: String = letters[end..].iter().take(6).collect::<String>().to_lowercase();
    let rest = rest.trim_start();
    ["đồng", "đ", "vnd", "vnđ"].iter().any(|unit| rest.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_person_is_found() {
        for (text, found) in [
            ("gọi 0903 123 456 giúp", "0903 123 456"),
            ("liên hệ 090.312.3456", "090.312.3456"),
            ("+84 903123456", "84 903123456"),
            ("CCCD 079123456789", "079123456789"),
            ("gửi về an.nguyen@example.vn nhé", "an.nguyen@example.vn"),
        ] {
            assert_eq!(personal(text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn money_days_documents_and_addresses_may_stand() {
        for text in [
            "kinh phí 1.250.000.000 đồng",
            "250.000.000 đồng",
            "số 05/TB-UBND ngày 12/03/2026",
            "nhà 12/3/4A hẻm 45, từ 2024 đến 2026, 14.912 hộ",
            "150000000 đồng",
            "@ hẻm 3",
        ] {
            assert_eq!(personal(text), None, "{text}");
        }
    }

    #[test]
    fn figures_are_read_as_people_type_them() {
        for (typed, milli_value) in [
            ("68", 68_000),
            ("31,5", 31_500),
            ("31.5", 31_500),
            ("1.234,5", 1_234_500),
            ("1.234", 1_234_000),
            ("1 234", 1_234_000),
            ("-3", -3_000),
            ("0,125", 125),
        ] {
            assert_eq!(milli(typed), Some(milli_value), "{typed}");
        }
        for typed in ["", "mười", "1,2345", "1.23.4", "12,3,4", "--1", "1e3"] {
            assert_eq!(milli(typed), None, "{typed}");
        }
    }

    #[test]
    fn lines_are_kept_and_their_ends_are_not() {
        assert_eq!(lines("  a  b \r\n\n\n c\n\n"), "a b\n\nc");
        assert_eq!(title("ten", " \u{200b} ").unwrap_err().code, "text-missing");
        let long = "ổ".repeat(201);
        assert_eq!(title("ten", &long).unwrap_err().code, "text-too-long");
        assert_eq!(optional("ghi-chu", " ").unwrap(), "");
    }
}
