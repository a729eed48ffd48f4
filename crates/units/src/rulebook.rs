//! The rulebook: legal numbers with period, territory and source, parsed from text handed in.
//!
//! No legal number is a constant of the program. A rule says what holds for a kind of unit in a
//! territory from a day to a day, and which document says so; a rule nobody could verify says that
//! too. Files merge in order: an office's own file comes last and wins where it says the same thing
//! differently. Reads no file: texts are handed in.

mod history;
mod leeway;
mod prevail;
mod read;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::wire_codes;
use crate::{Day, Kind, Level};

pub use history::{Change, Origin};
pub use leeway::Leeway;
pub use prevail::{Aside, Decided};
pub use read::{Problem, RulebookError};
pub use value::{Fraction, Value};

wire_codes! {
    /// What a rule is about. Closed, so that a misspelt rule is found when the file is read.
    Key as "rule" {
        /// Least number of households of a unit: a floor, not a mean.
        SizeMin = "size_min",
        /// Most households of a unit.
        SizeMax = "size_max",
        /// Below this part of the floor a unit must merge with a neighbour.
        MustMergeBelow = "must_merge_below",
        /// Part of all households that must agree, strictly more.
        ConsultationOver = "consultation_over",
        /// Working days to send the file up after the resolution.
        SubmitWithin = "submit_within",
        /// Working days to send the file up after the consultation where there is no council.
        SubmitWithinNoCouncil = "submit_within_no_council",
        /// Working days of the next level for its submission.
        ForwardWithin = "forward_within",
        /// When a kind of unit exists.
        KindExists = "kind_exists",
        /// The kinds of base unit that may be founded under a kind of commune-level unit.
        BaseKinds = "base_kinds",
        /// When a kind of unit has no people's council.
        NoCouncil = "no_council",
        /// An instruction that stands against acting, shown before an adoption is recorded.
        Notice = "notice",
        /// What changes in people's papers, or does not, when places are rearranged.
        Papers = "papers",
    }
}

/// The document a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title in Vietnamese, as cited on screen and in papers.
    pub title: String,
    /// Number, "14/2018/TT-BNV", if it has one.
    pub number: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Day>,
    /// Where it was read.
    pub seen_at: Option<String>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Name of the entry, unique in its file; an acknowledged notice is named by it.
    pub id: String,
    /// What it is about.
    pub key: Key,
    /// The kind of unit it holds for; none means every kind.
    pub kind: Option<Kind>,
    /// Code of the territory: a commune's or province's official code, a region, or `vn`.
    pub territory: String,
    /// What it says.
    pub value: Value,
    /// First day; none means before all memory of the program.
    pub valid_from: Option<Day>,
    /// First day on which it no longer holds.
    pub valid_to: Option<Day>,
    /// The document.
    pub source: Source,
    /// Article or clause.
    pub article: Option<String>,
    /// Whether nobody has checked it against the document: shown as such wherever it is used.
    pub unverified: bool,
    /// A remark for the reader of the file.
    pub note: Option<String>,
    /// The file it stands in.
    pub file: String,
}

impl Rule {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }

    /// How it is cited: title, number and article.
    #[must_use]
    pub fn citation(&self) -> String {
        let mut citation = self.source.title.clone();
        if let Some(number) = &self.source.number {
            citation.push_str(&format!(" {number}"));
        }
        if let Some(article) = &self.article {
            citation.push_str(&format!(", {article}"));
        }
        citation
    }
}

/// A place as the rulebook sees it: the codes of its territories, the narrowest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// "27139", "79", "nam_bo", "vn".
    pub territories: Vec<String>,
}

/// The rules of all files read, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulebook {
    rules: Vec<Rule>,
    /// Territory → the one it lies in.
    within: BTreeMap<String, String>,
    /// Territory → its name.
    names: BTreeMap<String, String>,
}

/// The name of the file in which rules stand that offices added in the program.
pub const OFFICE: &str = "office";

/// How a size stands to the norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SizeVerdict {
    /// In the norm.
    Within,
    /// Under the floor but at or over the part below which it must merge: merging is optional.
    BelowMayStay,
    /// Under that part: must merge with a neighbour.
    BelowMustMerge,
    /// Over the most.
    Above,
}

/// The size rules that hold for a kind, at a place, on a day.
#[derive(Debug, Clone, Copy)]
pub struct SizeNorm<'a> {
    /// The floor.
    pub min: &'a Rule,
    /// The most, where a rule sets one.
    pub max: Option<&'a Rule>,
    /// The part of the floor below which a unit must merge, where a rule sets one.
    pub must_merge_below: Option<&'a Rule>,
}

impl SizeNorm<'_> {
    /// The floor in households.
    #[must_use]
    pub fn min_households(&self) -> u32 {
        self.min.value.whole().unwrap_or(0)
    }

    /// The most in households.
    #[must_use]
    pub fn max_households(&self) -> Option<u32> {
        self.max.and_then(|rule| rule.value.whole())
    }

    /// How a number of households stands to it. Compared in whole numbers: 175 of 350 is not
    /// below half, 174 is.
    #[must_use]
    pub fn verdict(&self, households: u32) -> SizeVerdict {
        let min = self.min_households();
        if households < min {
            let percent = self.must_merge_below.and_then(|rule| rule.value.percent());
            let must = percent.is_some_and(|percent| {
                u64::from(households) * 100 < u64::from(min) * u64::from(percent)
            });
            return if must { SizeVerdict::BelowMustMerge } else { SizeVerdict::BelowMayStay };
        }
        match self.max_households() {
            Some(max) if households > max => SizeVerdict::Above,
            _ => SizeVerdict::Within,
        }
    }
}

impl Rulebook {
    /// Reads texts in merge order: (file name, content). An office's own file comes last.
    ///
    /// # Errors
    /// Every problem of every file, each with its file, entry and what to do about it.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<RulebookError>> {
        read::read(files)
    }

    /// The rules the program brings along: `rules/*.toml`.
    #[must_use]
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN).expect("the files of rules/ are read whole by a test")
    }

    /// The built-in rules with an office's own file behind them.
    ///
    /// # Errors
    /// Every problem of the office's file.
    pub fn with_office(file: &str, text: &str) -> Result<Self, Vec<RulebookError>> {
        let files: Vec<(&str, &str)> = BUILT_IN.iter().copied().chain([(file, text)]).collect();
        Self::parse(&files)
    }

    /// The same rules with those behind them that offices added for their own territories, each with
    /// the name of its territory.
    #[must_use]
    pub fn with_additions(&self, added: Vec<(Rule, String)>) -> Self {
        let mut book = self.clone();
        for (rule, name) in added {
            book.names.insert(rule.territory.clone(), name);
            book.rules.push(rule);
        }
        book
    }

    /// The name of a territory; its code where no file names it.
    #[must_use]
    pub fn territory_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.names.get(code).map_or(code, String::as_str)
    }

    /// Whether a kind of unit has no people's council at a place on a day.
    #[must_use]
    pub fn has_no_council(&self, kind: Kind, place: &Place, day: Day) -> Option<&Rule> {
        self.on(Key::NoCouncil, Some(kind), place, day)
    }

    /// Every rule, in order of files and entries.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The place of a commune by its own and its province's official code; `None` for a commune
    /// without a code, which then has its province's rules.
    #[must_use]
    pub fn place(&self, province_code: &str, commune_code: Option<&str>) -> Place {
        let mut territories: Vec<String> =
            commune_code.iter().map(|&code| code.to_owned()).collect();
        let mut next = Some(province_code.to_owned());
        while let Some(code) = next {
            next = self.within.get(&code).filter(|outer| !territories.contains(outer)).cloned();
            territories.push(code);
        }
        if territories.last().is_none_or(|last| last != NATION) {
            territories.push(NATION.to_owned());
        }
        Place { territories }
    }

    /// What holds: the rule of the narrowest territory, there a rule for the kind before one for
    /// every kind, and of equals the last in order of files; without the rules of offices that a document
    /// of a level above puts aside ([`Rulebook::decided`]).
    #[must_use]
    pub fn on(&self, key: Key, kind: Option<Kind>, place: &Place, day: Day) -> Option<&Rule> {
        self.decided(key, kind, place, day).map(|decided| decided.rule)
    }

    /// Every notice that stands at a place on a day, the narrowest territory first.
    #[must_use]
    pub fn notices(&self, kind: Option<Kind>, place: &Place, day: Day) -> Vec<&Rule> {
        self.side_by_side(Key::Notice, kind, place, day)
    }

    /// What changes in people's papers, or does not, at a place, as of a day.
    #[must_use]
    pub fn papers(&self, place: &Place, day: Day) -> Vec<&Rule> {
        self.side_by_side(Key::Papers, None, place, day)
    }

    /// Every rule of a key that stands at a place on a day, the narrowest territory first.
    #[must_use]
    pub fn side_by_side(
        &self,
        key: Key,
        kind: Option<Kind>,
        place: &Place,
        day: Day,
    ) -> Vec<&Rule> {
        let mut rules: Vec<_> = self.holding(key, kind, place, day).collect();
        rules.sort_by_key(|(narrowness, at, _)| (std::cmp::Reverse(*narrowness), *at));
        rules.into_iter().map(|(_, _, rule)| rule).collect()
    }

    /// The size norm, if a floor is known.
    #[must_use]
    pub fn size_norm(&self, kind: Kind, place: &Place, day: Day) -> Option<SizeNorm<'_>> {
        let on = |key| self.on(key, Some(kind), place, day);
        Some(SizeNorm {
            min: on(Key::SizeMin)?,
            max: on(Key::SizeMax),
            must_merge_below: on(Key::MustMergeBelow),
        })
    }

    /// The kinds of base unit that may be founded under a kind of commune-level unit; none known
    /// means none allowed.
    #[must_use]
    pub fn base_kinds(&self, commune: Kind, place: &Place, day: Day) -> Vec<Kind> {
        let rule = self.on(Key::BaseKinds, Some(commune), place, day);
        rule.and_then(|rule| rule.value.kinds()).map(<[Kind]>::to_vec).unwrap_or_default()
    }

    /// Whether a kind exists at a place on a day. A kind without a rule always exists.
    #[must_use]
    pub fn kind_exists(&self, kind: Kind, place: &Place, day: Day) -> bool {
        let mut about = self
            .rules
            .iter()
            .filter(|rule| rule.key == Key::KindExists && rule.kind == Some(kind))
            .filter(|rule| place.territories.contains(&rule.territory))
            .peekable();
        about.peek().is_none() || about.any(|rule| rule.holds_on(day))
    }

    /// Whether a level exists: as long as one of its kinds does.
    #[must_use]
    pub fn level_exists(&self, level: Level, place: &Place, day: Day) -> bool {
        let mut kinds = Kind::ALL.iter().filter(|kind| kind.level() == level);
        kinds.any(|kind| self.kind_exists(*kind, place, day))
    }

    fn holding<'a, 'p>(
        &'a self,
        key: Key,
        kind: Option<Kind>,
        place: &'p Place,
        day: Day,
    ) -> impl Iterator<Item = (usize, usize, &'a Rule)> + use<'a, 'p> {
        self.rules.iter().enumerate().filter_map(move |(at, rule)| {
            let depth = place.territories.iter().position(|code| *code == rule.territory)?;
            let fits = rule.key == key && (rule.kind.is_none() || rule.kind == kind);
            (fits && rule.holds_on(day)).then_some((place.territories.len() - depth, at, rule))
        })
    }
}

/// The territory of all territories.
pub const NATION: &str = "vn";

/// The files of `rules/`, compiled in so that the program is one file.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("kinds.toml", include_str!("../../../rules/kinds.toml")),
    ("notices.toml", include_str!("../../../rules/notices.toml")),
    ("papers.toml", include_str!("../../../rules/papers.toml")),
    ("procedure.toml", include_str!("../../../rules/procedure.toml")),
    ("size.toml", include_str!("../../../rules/size.toml")),
];

#[cfg(test)]
mod tests;
