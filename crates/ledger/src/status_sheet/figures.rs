//! The list of figures, read from `rules/figures.toml`. Every fault names its entry and all are found
//! in one reading, because the one who corrects them is an officer with a text editor.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::Better;

/// Fewest figures of a sheet: fewer tell no story of a place.
pub const LEAST: usize = 8;
/// Most figures of a sheet: more are not read by anybody.
pub const MOST: usize = 10;

units::wire_codes! {
    /// Where a figure comes from.
    From as "figure-from" {
        /// Somebody counts and enters it.
        Entered = "entered",
        /// Households of the place by the heads in office.
        HouseholdsPerHead = "households_per_head",
        /// Matters of the place that are owed past their day.
        MattersLate = "matters_late",
        /// Of the matters answered within a year, those answered in time, in per cent.
        AnsweredOnTime = "answered_on_time",
        /// Difficulties of the place that are not overcome.
        DifficultiesOpen = "difficulties_open",
        /// Self-managed groups in the place.
        GroupsActive = "groups_active",
    }
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its code, unique in the list.
    pub code: String,
    /// What is counted, in Vietnamese and in English.
    pub name: (String, String),
    /// The unit of measure, in Vietnamese and in English.
    pub measure: (String, String),
    /// How it is counted, in Vietnamese and in English.
    pub hint: (String, String),
    /// Which way is good for the place.
    pub better: Better,
    /// Where it comes from.
    pub from: From,
    /// Whether the figures of two places together are their sum.
    pub adds: bool,
    /// The largest figure that can be true.
    pub most: Option<i64>,
}

/// The list of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures(Vec<Figure>);

/// What is wrong with a list, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{entry}: {problem}")]
pub struct Fault {
    /// The entry: `figure 3 (ho_du_hop)`, or `the file`.
    pub entry: String,
    /// What is wrong and what to do.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not TOML; the text names line and cause.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A field is missing or of the wrong type.
    #[error("\"{0}\" is missing or of the wrong type")]
    Missing(&'static str),
    /// A field that no figure has.
    #[error("unknown field \"{0}\"")]
    Unknown(String),
    /// A word outside a closed list.
    #[error("\"{0}\" is not allowed for \"{1}\"")]
    NotInList(String, &'static str),
    /// Two figures of one code.
    #[error("the code \"{0}\" stands twice")]
    Twice(String),
    /// Too few or too many figures.
    #[error("a list has {LEAST} to {MOST} figures, not {0}")]
    Count(usize),
}

const BUILT_IN: &str = include_str!("../../../../rules/figures.toml");
const FIELDS: [&str; 8] = ["code", "name", "measure", "hint", "better", "from", "adds", "most"];

impl Figures {
    /// The list that comes with the program.
    ///
    /// # Panics
    /// Never: a test reads the file.
    #[must_use]
    pub fn built_in() -> Self {
        Self::read(BUILT_IN).expect("a test reads the file that comes with the program")
    }

    /// The figures in the order of the list.
    #[must_use]
    pub fn all(&self) -> &[Figure] {
        &self.0
    }

    /// Reads a list.
    ///
    /// # Errors
    /// Every fault of the file.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let whole = |problem| Fault { entry: "the file".to_owned(), problem };
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            vec![whole(Problem::Unreadable(error.to_string()))]
        })?;
        let mut faults = Vec::new();
        for key in table.keys().filter(|key| *key != "figure") {
            faults.push(whole(Problem::Unknown(key.clone())));
        }
        let entries = table.get("figure").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut figures = Vec::new();
        let mut codes = BTreeSet::new();
        for (at, entry) in entries.iter().enumerate() {
            let mut reading = Reading::of(at, entry, &mut faults);
            if let Some(figure) = reading.figure() {
                if !codes.insert(figure.code.clone()) {
                    reading.wrong(Problem::Twice(figure.code.clone()));
                }
                figures.push(figure);
            }
        }
        if !(LEAST..=MOST).contains(&entries.len()) {
            faults.push(whole(Problem::Count(entries.len())));
        }
        if faults.is_empty() { Ok(Self(figures)) } else { Err(faults) }
    }
}

/// One entry being read.
struct Reading<'r> {
    name: String,
    table: Option<&'r Table>,
    faults: &'r mut Vec<Fault>,
}

impl<'r> Reading<'r> {
    fn of(at: usize, entry: &'r Value, faults: &'r mut Vec<Fault>) -> Self {
        let table = entry.as_table();
        let code = table.and_then(|table| table.get("code")).and_then(Value::as_str);
        let number = at + 1;
        let name = code
            .map_or_else(|| format!("figure {number}"), |code| format!("figure {number} ({code})"));
        Self { name, table, faults }
    }

    fn wrong(&mut self, problem: Problem) {
        self.faults.push(Fault { entry: self.name.clone(), problem });
    }

    /// The figure where every field is there; each that is not is told.
    fn figure(&mut self) -> Option<Figure> {
        for key in self.table.into_iter().flat_map(Table::keys) {
            if !FIELDS.contains(&key.as_str()) {
                self.wrong(Problem::Unknown(key.clone()));
            }
        }
        let code = self.text("code");
        let (name, measure, hint) =
            (self.worded("name"), self.worded("measure"), self.worded("hint"));
        let better = self.listed("better");
        let from = self.listed("from");
        let adds = self.optional("adds", Value::as_bool).map(|adds| adds.unwrap_or(false));
        let most = self.optional("most", Value::as_integer);
        Some(Figure {
            code: code?,
            name: name?,
            measure: measure?,
            hint: hint?,
            better: better?,
            from: from?,
            adds: adds?,
            most: most?,
        })
    }

    fn value(&self, field: &str) -> Option<&'r Value> {
        self.table.and_then(|table| table.get(field))
    }

    fn text(&mut self, field: &'static str) -> Option<String> {
        let found = self.value(field).and_then(Value::as_str).map(units::text::tidy);
        let found = found.filter(|text| !text.is_empty());
        if found.is_none() {
            self.wrong(Problem::Missing(field));
        }
        found
    }

    fn worded(&mut self, field: &'static str) -> Option<(String, String)> {
        let table = self.value(field).and_then(Value::as_table);
        let say = |lang: &str| table.and_then(|table| table.get(lang)).and_then(Value::as_str);
        let said = say("vi").zip(say("en"));
        if said.is_none() {
            self.wrong(Problem::Missing(field));
        }
        said.map(|(vi, en)| (vi.to_owned(), en.to_owned()))
    }

    fn listed<T: std::str::FromStr>(&mut self, field: &'static str) -> Option<T> {
        let text = self.text(field)?;
        let found = text.parse().ok();
        if found.is_none() {
            self.wrong(Problem::NotInList(text, field));
        }
        found
    }

    /// A field that may be left out, but not be of the wrong type.
    fn optional<T>(
        &mut self,
        field: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<Option<T>> {
        let Some(value) = self.value(field) else { return Some(None) };
        let found = read(value);
        if found.is_none() {
            self.wrong(Problem::Missing(field));
        }
        found.map(Some)
    }
}
