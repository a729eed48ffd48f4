//! Reads rule files. Every problem names its file, its entry and what to do, and all problems are
//! found in one reading, because the one who corrects them is an officer with a text editor.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{Day, Kind};

use super::{Fraction, Key, Rule, Rulebook, Source, Value};

/// What is wrong with a rule file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {entry}: {problem}")]
pub struct RulebookError {
    /// The file.
    pub file: String,
    /// The entry: `rule "id"`, `source "id"`, or the line where the reading stopped.
    pub entry: String,
    /// What is wrong and what to do.
    pub problem: Problem,
}

/// What is wrong. The English text is for logs; `words` has the sentence under [`Problem::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not TOML, or a field missing or of the wrong type.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A key outside the closed list.
    #[error("unknown key \"{0}\": write one of the keys listed in rules/README.md")]
    UnknownKey(String),
    /// A kind outside the closed list.
    #[error("unknown kind \"{0}\": write a wire code of the glossary, such as khu_pho")]
    UnknownKind(String),
    /// A value that does not fit the key.
    #[error("the value does not fit: write it as {0}")]
    WrongValue(&'static str),
    /// A day that is none.
    #[error("\"{0}\" is not a day: write it as 2024-07-01")]
    NotADay(String),
    /// `valid_to` not after `valid_from`.
    #[error("it ends ({1}) before it begins ({0}): correct one of the two days")]
    EndsBeforeItBegins(Day, Day),
    /// A source that no file names.
    #[error("unknown source \"{0}\": add [source.{0}] with its title")]
    UnknownSource(String),
    /// A territory that no file names.
    #[error("unknown territory \"{0}\": add [[territory]] with this code and what it lies within")]
    UnknownTerritory(String),
    /// Two entries with one name.
    #[error("there are two entries of this name: rename one")]
    Twice,
    /// Two rules of one file that say different things for the same days.
    #[error("it holds on the same days as rule \"{0}\": end one before the other begins")]
    Overlaps(String),
}

impl Problem {
    /// Message id of its sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "rulebook-unreadable",
            Self::UnknownKey(_) => "rulebook-unknown-key",
            Self::UnknownKind(_) => "rulebook-unknown-kind",
            Self::WrongValue(_) => "rulebook-wrong-value",
            Self::NotADay(_) => "rulebook-not-a-day",
            Self::EndsBeforeItBegins(..) => "rulebook-ends-before-it-begins",
            Self::UnknownSource(_) => "rulebook-unknown-source",
            Self::UnknownTerritory(_) => "rulebook-unknown-territory",
            Self::Twice => "rulebook-twice",
            Self::Overlaps(_) => "rulebook-overlaps",
        }
    }
}

impl RulebookError {
    /// Message id of its sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("file", self.file.clone()), ("entry", self.entry.clone())];
        match &self.problem {
            Problem::Unreadable(text)
            | Problem::UnknownKey(text)
            | Problem::UnknownKind(text)
            | Problem::NotADay(text)
            | Problem::UnknownSource(text)
            | Problem::UnknownTerritory(text)
            | Problem::Overlaps(text) => args.push(("what", text.clone())),
            Problem::WrongValue(form) => args.push(("what", (*form).to_owned())),
            Problem::EndsBeforeItBegins(from, to) => {
                args.push(("from", from.to_string()));
                args.push(("to", to.to_string()));
            }
            Problem::Twice => {}
        }
        args
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    #[serde(default)]
    source: BTreeMap<String, SourceText>,
    #[serde(default)]
    territory: Vec<TerritoryText>,
    #[serde(default)]
    rule: Vec<toml::Table>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct SourceText {
    title: String,
    number: Option<String>,
    issued_on: Option<String>,
    seen_at: Option<String>,
}

/// A territory.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TerritoryText {
    code: String,
    within: Option<String>,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    id: String,
    key: String,
    kind: Option<String>,
    territory: String,
    value: ValueText,
    valid_from: Option<String>,
    valid_to: Option<String>,
    source: String,
    article: Option<String>,
    #[serde(default)]
    unverified: bool,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ValueText {
    Whole(u32),
    Flag(bool),
    Part(PartText),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum PartText {
    Percent(u32),
    Over(String),
    WorkingDays(u32),
    Kinds(Vec<String>),
    #[serde(untagged)]
    Words {
        vi: String,
        en: String,
    },
}

/// Reads all files; sources and territories of earlier files are known to later ones.
pub(super) fn read(files: &[(&str, &str)]) -> Result<Rulebook, Vec<RulebookError>> {
    let mut reader = Reader::default();
    for (file, text) in files {
        reader.file = (*file).to_owned();
        match toml::from_str::<FileText>(text) {
            Ok(content) => reader.take(content),
            Err(error) => {
                let line =
                    error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
                let what = error.message().to_owned();
                reader.fault(format!("line {line}"), Problem::Unreadable(what));
            }
        }
    }
    if reader.faults.is_empty() { Ok(reader.book) } else { Err(reader.faults) }
}

#[derive(Default)]
struct Reader {
    file: String,
    book: Rulebook,
    sources: BTreeMap<String, Source>,
    territories: BTreeSet<String>,
    faults: Vec<RulebookError>,
}

impl Reader {
    fn fault(&mut self, entry: String, problem: Problem) {
        self.faults.push(RulebookError { file: self.file.clone(), entry, problem });
    }

    fn take(&mut self, content: FileText) {
        for (id, source) in content.source {
            let issued_on = source.issued_on.as_deref().map(day).transpose();
            let issued_on = issued_on.unwrap_or_else(|problem| {
                self.fault(format!("source \"{id}\""), problem);
                None
            });
            let SourceText { title, number, seen_at, .. } = source;
            self.sources.insert(id, Source { title, number, issued_on, seen_at });
        }
        for territory in content.territory {
            self.territories.insert(territory.code.clone());
            self.book.names.insert(territory.code.clone(), territory.name);
            if let Some(outer) = territory.within {
                self.book.within.insert(territory.code, outer);
            }
        }
        let before = self.book.rules.len();
        for (at, table) in content.rule.into_iter().enumerate() {
            let named = table.get("id").and_then(toml::Value::as_str);
            let entry = named.map_or(format!("rule {}", at + 1), |id| format!("rule \"{id}\""));
            match self.rule(table) {
                Ok(rule) => {
                    if let Some(problem) = clash(&self.book.rules[before..], &rule) {
                        self.fault(entry, problem);
                    }
                    self.book.rules.push(rule);
                }
                Err(problem) => self.fault(entry, problem),
            }
        }
    }

    fn rule(&self, table: toml::Table) -> Result<Rule, Problem> {
        let text: RuleText = table
            .try_into()
            .map_err(|error: toml::de::Error| Problem::Unreadable(error.message().to_owned()))?;
        let key: Key = text.key.parse().map_err(|_| Problem::UnknownKey(text.key.clone()))?;
        let value = value(text.value)?.filter(|value| value.fits(key));
        let value = value.ok_or(Problem::WrongValue(key.value_form()))?;
        let source = self.sources.get(&text.source);
        let source = source.cloned().ok_or(Problem::UnknownSource(text.source))?;
        if !self.territories.contains(&text.territory) {
            return Err(Problem::UnknownTerritory(text.territory));
        }
        let valid_from = text.valid_from.as_deref().map(day).transpose()?;
        let valid_to = text.valid_to.as_deref().map(day).transpose()?;
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to <= from
        {
            return Err(Problem::EndsBeforeItBegins(from, to));
        }
        Ok(Rule {
            id: text.id,
            key,
            kind: text.kind.as_deref().map(kind).transpose()?,
            territory: text.territory,
            value,
            valid_from,
            valid_to,
            source,
            article: text.article,
            unverified: text.unverified,
            note: text.note,
            file: self.file.clone(),
        })
    }
}

fn day(text: &str) -> Result<Day, Problem> {
    text.parse().map_err(|_| Problem::NotADay(text.to_owned()))
}

fn kind(text: &str) -> Result<Kind, Problem> {
    text.parse().map_err(|_| Problem::UnknownKind(text.to_owned()))
}

/// The value, or nothing when its inside has no meaning.
fn value(text: ValueText) -> Result<Option<Value>, Problem> {
    Ok(Some(match text {
        ValueText::Whole(number) => Value::Whole(number),
        ValueText::Flag(flag) => Value::Flag(flag),
        ValueText::Part(PartText::Percent(percent)) => Value::Percent(percent),
        ValueText::Part(PartText::WorkingDays(days)) => Value::WorkingDays(days),
        ValueText::Part(PartText::Words { vi, en }) => Value::Words { vi, en },
        ValueText::Part(PartText::Kinds(kinds)) => {
            Value::Kinds(kinds.iter().map(|text| kind(text)).collect::<Result<_, _>>()?)
        }
        ValueText::Part(PartText::Over(text)) => match fraction(&text) {
            Some(fraction) => Value::Over(fraction),
            None => return Ok(None),
        },
    }))
}

fn fraction(text: &str) -> Option<Fraction> {
    let (num, den) = text.split_once('/')?;
    let fraction = Fraction { num: num.trim().parse().ok()?, den: den.trim().parse().ok()? };
    (fraction.den > 0).then_some(fraction)
}

/// Whether a rule of the same file has its name or speaks of the same thing on the same days.
/// Notices may stand side by side.
fn clash(rules: &[Rule], rule: &Rule) -> Option<Problem> {
    if rules.iter().any(|other| other.id == rule.id) {
        return Some(Problem::Twice);
    }
    let same = |other: &&Rule| {
        let starts = other.valid_to.is_none_or(|to| rule.valid_from.is_none_or(|from| from < to));
        let ends = rule.valid_to.is_none_or(|to| other.valid_from.is_none_or(|from| from < to));
        let subject = (other.key, other.kind, &other.territory);
        subject == (rule.key, rule.kind, &rule.territory) && starts && ends
    };
    if rule.key.stands_side_by_side() {
        return None;
    }
    rules.iter().find(same).map(|other| Problem::Overlaps(other.id.clone()))
}
