//! A commune as a run takes it, whatever it comes from; and why one cannot be taken.

use anyhow::Error;
use districting::Problem;
use units::Kind;
use words::Lang;

use crate::say::Sentence;

/// A commune that is there to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from the others: the name of its result's folder.
    pub key: String,
    /// Its name, for people.
    pub name: String,
    /// About how much work it is, in any measure.
    pub weight: u64,
}

/// A commune, loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Commune {
    /// Its name.
    pub name: String,
    /// The kind of unit that is drawn, where it is known.
    pub kind: Option<Kind>,
    /// The problem.
    pub problem: Problem,
    /// What each atom is called.
    pub atoms: Vec<String>,
    /// Names of the old units, by the atoms' predecessor.
    pub old: Vec<String>,
    /// Where the sizes come from, as sentences.
    pub sources: Vec<String>,
}

/// Why a commune was not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The code of the sentence.
    pub code: String,
    /// The sentence: what, where, what to do.
    pub said: String,
}

impl Unusable {
    /// A sentence of `words`, on one line.
    pub fn of(lang: Lang, code: &str, args: Vec<(&'static str, String)>) -> Self {
        let said = words::say(lang, code, &args);
        Self { code: code.to_owned(), said: said.split_whitespace().collect::<Vec<_>>().join(" ") }
    }

    /// Any error of the command line.
    pub fn from_error(lang: Lang, error: &Error) -> Self {
        if let Some(sentence) = error.downcast_ref::<Sentence>() {
            return Self::of(lang, sentence.code, sentence.args.clone());
        }
        if let Some(desk::Error::Refused(refusal)) = error.downcast_ref::<desk::Error>()
            && let Some(first) = refusal.each().next()
        {
            let said = words::say(lang, first.code, &first.args);
            return Self { code: first.code.to_owned(), said };
        }
        let args = vec![("cause", format!("{error:#}"))];
        Self::of(lang, "city-failed", args)
    }
}
