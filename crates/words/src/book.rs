//! The two books: every embedded language file, read once.
//!
//! Isolation marks are off: Fluent would put invisible characters around every value, which then
//! travel into copied text, file names and searches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::{LanguageIdentifier, langid};

use crate::{Lang, Value, form};

#[derive(RustEmbed)]
#[folder = "text/"]
struct Texts;

/// Both books, read at the first word.
pub static BOOKS: LazyLock<Books> = LazyLock::new(|| Books(Lang::ALL.map(Book::read)));

/// One [`Book`] a language.
pub struct Books([Book; 2]);

impl Books {
    /// The book of one language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &Book {
        match lang {
            Lang::Vi => &self.0[0],
            Lang::En => &self.0[1],
        }
    }
}

/// All sentences of one language.
pub struct Book {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    faults: Vec<String>,
}

impl Book {
    fn read(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![identifier(lang)]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Vi => |value, _| grouped(Lang::Vi, value),
            Lang::En => |value, _| grouped(Lang::En, value),
        }));
        let mut faults = Vec::new();
        for (name, text) in pieces(lang) {
            let resource = FluentResource::try_new(text).unwrap_or_else(|(read, errors)| {
                faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
                read
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
            }
        }
        Self { lang, bundle, faults }
    }

    /// What is wrong in the files: sentences that cannot be read, codes worded twice.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// Whether this language words `code`.
    #[must_use]
    pub fn knows(&self, code: &str) -> bool {
        self.bundle.get_message(code).is_some_and(|message| message.value().is_some())
    }

    pub(crate) fn say<V: Clone + Into<Value>>(&self, code: &str, args: &[(&str, V)]) -> String {
        let Some(pattern) = self.bundle.get_message(code).and_then(|message| message.value())
        else {
            return format!("{}{code}⟧", crate::MISSING_OPENS);
        };
        let mut data = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            data.set((*name).to_owned(), plain(name, value.clone().into()).into_fluent(self.lang));
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&data), &mut errors);
        if errors.is_empty() {
            return said.into_owned();
        }
        format!("{}{code}⟧", crate::MISSING_OPENS)
    }
}

/// Data that names something, or that somebody typed: never grouped like a number ("26734", not "26.734").
const NAMES: [&str; 7] = ["code", "from", "to", "old", "new", "parent", "text"];

/// A value as a sentence is to show it under its name.
fn plain(name: &str, value: Value) -> Value {
    match value {
        Value::Number(number) if NAMES.contains(&name) => Value::Text(number.to_string()),
        other => other,
    }
}

/// The language files of `lang`: file name and content, sorted by name.
#[must_use]
pub fn pieces(lang: Lang) -> Vec<(String, String)> {
    let folder = format!("{lang}/");
    let mut found: Vec<_> = Texts::iter()
        .filter(|path| path.starts_with(&folder) && path.ends_with(".ftl"))
        .filter_map(|path| {
            let file = Texts::get(&path)?;
            Some((path.to_string(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect();
    found.sort();
    found
}

/// Every code of a language.
#[must_use]
pub fn codes(lang: Lang) -> BTreeSet<String> {
    message_variables(lang).into_keys().collect()
}

/// Every code of a language with the names of the data its sentence uses.
#[must_use]
pub fn message_variables(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in pieces(lang) {
        let mut current = None;
        for line in text.lines() {
            if let Some(code) = opened_by(line) {
                current = Some(code.to_owned());
                found.entry(code.to_owned()).or_default();
            }
            if let Some(code) = &current {
                found.entry(code.clone()).or_default().extend(variables_in(line));
            }
        }
    }
    found
}

/// The code of the message that begins on this line.
fn opened_by(line: &str) -> Option<&str> {
    let (code, _) = line.split_once('=')?;
    let code = code.trim_end();
    let begins = code.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (begins && plain).then_some(code)
}

fn variables_in(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|rest| {
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect()
    })
}

fn identifier(lang: Lang) -> LanguageIdentifier {
    match lang {
        Lang::Vi => langid!("vi"),
        Lang::En => langid!("en"),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "our numbers are i64 handed in as such")]
fn grouped(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(form::number(lang, number.value as i64)),
        _ => None,
    }
}
