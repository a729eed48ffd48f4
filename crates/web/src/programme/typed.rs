//! What a person typed into a form, as typed, by the names of its fields: a form that is refused
//! shows it again.

use std::collections::BTreeMap;

use units::Day;

use crate::error::Fault;
use crate::layout::Complaints;
use crate::viewer::Viewer;

/// Bytes of the longest typed field.
const FIELD_MOST: usize = 20_000;

/// Fields by name.
#[derive(Clone, Debug, Default)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// What a form sent.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] where a field is longer than any text may be.
    pub fn of(fields: Vec<(String, String)>) -> Result<Self, Fault> {
        if fields.iter().any(|(_, text)| text.len() > FIELD_MOST) {
            return Err(Fault::TooLarge);
        }
        Ok(Self(fields.into_iter().collect()))
    }

    /// A form that begins with some fields filled in.
    #[must_use]
    pub fn with<const N: usize>(fields: [(&str, String); N]) -> Self {
        Self(fields.into_iter().map(|(name, text)| (name.to_owned(), text)).collect())
    }

    /// A form that begins with what is known already.
    #[must_use]
    pub fn from_pairs(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// Puts something into a field.
    pub fn put(&mut self, name: &str, text: String) {
        self.0.insert(name.to_owned(), text);
    }

    /// What stands in a field; empty where nothing was sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether something stands in a field.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).trim().is_empty()
    }

    /// A field as text of one's own.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.get(name).to_owned()
    }

    /// A day, if the field holds one.
    #[must_use]
    pub fn day(&self, name: &str) -> Option<Day> {
        self.get(name).trim().parse().ok()
    }

    /// An identity or another value that is written as text.
    #[must_use]
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).trim().parse().ok()
    }

    /// A number in thousandths, if the field holds one; what is no number is complained about.
    pub fn milli(&self, v: &Viewer, name: &'static str, wrong: &mut Complaints) -> Option<i64> {
        if !self.has(name) {
            return None;
        }
        let value = ledger::text::milli(self.get(name));
        if value.is_none() {
            wrong.add(name, v.word("matter-answer-value-wrong"));
        }
        value
    }
}
