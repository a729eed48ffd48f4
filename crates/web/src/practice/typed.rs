//! What the forms of practices send, by field, as typed: it is shown again where it cannot stand.

use std::collections::BTreeMap;

use ledger::text::milli;
use units::Day;

/// Fields by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed(BTreeMap<String, String>);

impl From<Vec<(String, String)>> for Typed {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl Typed {
    /// The same with a field filled in.
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.0.insert(name.to_owned(), value.to_string());
        self
    }

    /// What stands in a field; nothing for one that was not sent.
    pub(super) fn at(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The text of a field.
    pub(super) fn text(&self, name: &str) -> String {
        self.at(name).to_owned()
    }

    /// A code, a day or an identity.
    pub(super) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.at(name).trim().parse().ok()
    }

    /// A figure in thousandths.
    pub(super) fn milli(&self, name: &str) -> Option<i64> {
        milli(self.at(name))
    }

    /// A whole number.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        self.milli(name).filter(|milli| milli % 1_000 == 0).map(|milli| milli / 1_000)
    }

    /// A count of households; one that is none refuses by itself as more than all.
    pub(super) fn count(&self, name: &str) -> Option<u32> {
        self.whole(name).and_then(|whole| u32::try_from(whole).ok())
    }

    /// A day.
    pub(super) fn day(&self, name: &str) -> Option<Day> {
        self.parsed(name)
    }

    /// The revision that the page showed.
    pub(super) fn revision(&self) -> i64 {
        self.parsed("ban").unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_offices_write_them() {
        let typed = Typed::default().with("kinh-phi", "4.500.000").with("truoc", "31,5");
        assert_eq!(typed.whole("kinh-phi"), Some(4_500_000));
        assert_eq!(typed.milli("truoc"), Some(31_500));
        assert_eq!(typed.whole("truoc"), None, "no half đồng");
        assert_eq!((typed.whole("la"), typed.at("la"), typed.day("la")), (None, "", None));
    }
}
