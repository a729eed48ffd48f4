//! The data a sentence may carry.

use fluent_bundle::FluentValue;

use crate::{Lang, form};

/// One piece of data of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words shown as they are.
    Text(String),
    /// A whole number: grouped, and it chooses plural forms.
    Number(i64),
    /// A number with so many decimals.
    Decimal(f64, usize),
    /// A civil day: year, month 1–12, day 1–31.
    Day(i16, i8, i8),
}

impl Value {
    /// What a text says. A refusal hands its data over as text; whole numbers in their plain form
    /// and ISO days are recognised, so that they are written as the language writes them.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if let Ok(number) = text.parse::<i64>()
            && number.to_string() == text
        {
            return Self::Number(number);
        }
        iso_day(text).unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    pub(crate) fn into_fluent(self, lang: Lang) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::from(text),
            Self::Number(number) => FluentValue::from(number),
            Self::Decimal(number, places) => FluentValue::from(form::decimal(lang, number, places)),
            Self::Day(year, month, day) => FluentValue::from(form::day(lang, year, month, day)),
        }
    }
}

/// `2024-06-30` and nothing looser: years are four digits, months and days two.
fn iso_day(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Value::Day(year, month, day))
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::read(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::read(&text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::read(text)
    }
}
