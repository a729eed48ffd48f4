//! What the program says, in Vietnamese and in English.
//!
//! Every refusal, complaint, label and sentence is a code (a Fluent message id, kebab-case) with
//! typed data; its wording stands in `text/vi/*.ftl` and `text/en/*.ftl`, one file per room, and
//! nowhere else. This crate knows no other crate of ours: days, kinds and units arrive as plain
//! values.

mod book;
mod form;
mod lang;
mod value;

pub use book::{BOOKS, Book, codes, message_variables, pieces};
pub use form::{day, decimal, number};
pub use lang::Lang;
pub use value::Value;

/// The sentence of `code` in `lang`, filled with `args`.
///
/// A code nobody worded, or a sentence whose data is missing, comes out as `⟦code⟧`, so that a page
/// never fails for a word and a test finds it.
#[must_use]
pub fn say<V: Clone + Into<Value>>(lang: Lang, code: &str, args: &[(&str, V)]) -> String {
    BOOKS.of(lang).say(code, args)
}

/// The sentence of a `code` that needs no data.
#[must_use]
pub fn word(lang: Lang, code: &str) -> String {
    say::<Value>(lang, code, &[])
}

/// Whether `code` is worded in both languages.
#[must_use]
pub fn is_worded(code: &str) -> bool {
    Lang::ALL.iter().all(|lang| BOOKS.of(*lang).knows(code))
}

/// What stands where a word is missing; tests look for it in every page.
pub const MISSING_OPENS: char = '⟦';

#[cfg(test)]
mod tests;
