//! The report of a city's drawing: one page in a file, which an officer opens without this program.
//! Nothing of it is served.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use askama::Template;
use serde::{Deserialize, Serialize};
use words::{Lang, Value};

/// A city, drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Where the communes came from.
    pub source: String,
    /// Steps of each commune.
    pub steps: u64,
    /// How long it took, worded.
    pub took: String,
    /// The most memory held, in megabytes.
    pub memory_mb: Option<u64>,
    /// The sums.
    pub totals: Totals,
    /// The communes that were drawn, in their order.
    pub communes: Vec<Commune>,
    /// Those that were not: name, and why with what to do.
    pub refused: Vec<(String, String)>,
    /// Names of those that the run did not come to before it was stopped.
    pub left: Vec<String>,
}

/// Sums of a city.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Totals {
    /// Communes looked at.
    pub communes: u64,
    /// Drawn in this run.
    pub drawn: u64,
    /// Whose result was there already.
    pub skipped: u64,
    /// That could not be drawn.
    pub refused: u64,
    /// Households.
    pub households: u64,
    /// New units.
    pub units: u64,
    /// Of these out of range.
    pub out_of_range: u64,
    /// Communes whose plan is proven best.
    pub proven: u64,
    /// Communes whose plan is within a known gap of the best.
    pub bounded: u64,
    /// Communes of which no bound is known.
    pub no_bound: u64,
    /// The largest gap, in per cent.
    pub gap_most: Option<f64>,
    /// Units out of range by their causes' codes.
    pub causes: BTreeMap<String, u64>,
}

/// What is known of how good a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// No plan is better.
    Proven,
    /// No plan is better by more than the gap.
    Bounded,
    /// There is too much to list, or the steps were spent before there was a bound.
    NoBoundAtThisLevel,
}

/// A commune of the report, as it is kept in the files of a run too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commune {
    /// The name of its folder among the results.
    pub commune: String,
    /// Its name.
    pub name: String,
    /// The kind of its units as a code, where it is known.
    pub kind: Option<String>,
    /// Atoms it was drawn from: old groups, where the input is at that level.
    pub groups: u64,
    /// Households.
    pub households: u64,
    /// New units.
    pub units: u64,
    /// Households of the smallest and of the largest.
    pub sizes: (u32, u32),
    /// Units out of range.
    pub out_of_range: u64,
    /// The same by their causes' codes.
    pub causes: BTreeMap<String, u64>,
    /// How good it is known to be.
    pub proof: Proof,
    /// How far the value may lie above the best plan's, in per cent of it.
    pub gap_percent: Option<f64>,
    /// Seconds on one core, with loading.
    pub seconds: f64,
}

#[derive(Template)]
#[template(path = "city/report.html")]
struct Page<'a> {
    lang: Lang,
    report: &'a Report,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, report: &Report) -> String {
    Page { lang, report }.render().unwrap_or_default()
}

impl Report {
    /// What the report says first, sentence by sentence.
    #[must_use]
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let totals = &self.totals;
        let number = |value: u64| Value::from(i64::try_from(value).unwrap_or(i64::MAX));
        let mut said = vec![
            words::say(
                lang,
                "city-sum",
                &[
                    ("communes", number(totals.communes)),
                    ("drawn", number(totals.drawn)),
                    ("skipped", number(totals.skipped)),
                    ("refused", number(totals.refused)),
                    ("took", Value::from(self.took.clone())),
                ],
            ),
            words::say(
                lang,
                "city-sum-units",
                &[
                    ("units", number(totals.units)),
                    ("households", number(totals.households)),
                    ("out", number(totals.out_of_range)),
                ],
            ),
            words::say(
                lang,
                "city-sum-proof",
                &[
                    ("proven", number(totals.proven)),
                    ("bounded", number(totals.bounded)),
                    ("none", number(totals.no_bound)),
                ],
            ),
        ];
        if !self.left.is_empty() {
            let left = [("left", number(self.left.len() as u64))];
            said.push(words::say(lang, "city-sum-left", &left));
        }
        if let Some(gap) = totals.gap_most {
            let gap = [("gap", words::decimal(lang, gap, 2))];
            said.push(words::say(lang, "city-sum-gap", &gap));
        }
        if let Some(memory) = self.memory_mb {
            said.push(words::say(lang, "city-sum-memory", &[("memory", number(memory))]));
        }
        said
    }
}

impl Page<'_> {
    fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    fn word(&self, code: &str) -> String {
        words::word(self.lang, code)
    }

    fn number(&self, value: impl Borrow<u64>) -> String {
        words::number(self.lang, i64::try_from(*value.borrow()).unwrap_or(i64::MAX))
    }

    fn from(&self) -> String {
        let steps = self.number(self.report.steps);
        let data = [("source", self.report.source.clone()), ("steps", steps)];
        words::say(self.lang, "city-from", &data)
    }

    fn proof(&self, commune: &Commune) -> String {
        match (commune.proof, commune.gap_percent) {
            (Proof::Proven, _) => self.word("city-proven"),
            (Proof::Bounded, Some(gap)) => {
                // A gap is never told as less than it is.
                let gap = words::decimal(self.lang, (gap * 100.0).ceil() / 100.0, 2);
                words::say(self.lang, "city-within", &[("gap", gap)])
            }
            _ => self.word("city-no-bound"),
        }
    }

    fn causes_of(&self, causes: &BTreeMap<String, u64>) -> String {
        let said = causes.iter().map(|(code, count)| format!("{count} {}", self.word(code)));
        said.collect::<Vec<_>>().join("; ")
    }

    fn kind(&self, kind: &Option<String>) -> String {
        match kind {
            Some(kind) => self.word(&format!("kind-{kind}")),
            None => "–".to_owned(),
        }
    }

    fn sizes(&self, sizes: &(u32, u32)) -> String {
        let (least, most) = (self.number(u64::from(sizes.0)), self.number(u64::from(sizes.1)));
        if least == most { least } else { format!("{least} – {most}") }
    }

    fn seconds(&self, seconds: &f64) -> String {
        words::decimal(self.lang, *seconds, 1)
    }
}

#[cfg(test)]
mod tests;
