//! How numbers and days are written: 1.234,5 and 06/06/2026 in Vietnamese, 1,234.5 and 6 June 2026
//! in English.

use crate::Lang;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A whole number with its thousands grouped.
#[must_use]
pub fn number(lang: Lang, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let sign = if value < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(lang, &digits))
}

/// A number with exactly `places` decimals, rounded half away from zero.
#[must_use]
pub fn decimal(lang: Lang, value: f64, places: usize) -> String {
    let written = format!("{:.places$}", value.abs());
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let shows_zero = written.chars().all(|c| c == '0' || c == '.');
    let sign = if value < 0.0 && !shows_zero { "−" } else { "" };
    let whole = grouped(lang, whole);
    if fraction.is_empty() {
        return format!("{sign}{whole}");
    }
    let point = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    format!("{sign}{whole}{point}{fraction}")
}

/// A civil day. `month` is 1 to 12; a month outside that range is written as its number.
#[must_use]
pub fn day(lang: Lang, year: i16, month: i8, day: i8) -> String {
    let name = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index));
    match (lang, name) {
        (Lang::En, Some(name)) => format!("{day} {name} {year}"),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

fn grouped(lang: Lang, digits: &str) -> String {
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}
