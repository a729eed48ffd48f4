//! The legal acts that a version names, and which of them is about a unit.

use crate::text::fold;

/// A legal act as a version of the list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its number: "1111/NQ-UBTVQH14".
    pub number: String,
    /// What it is about, where the version says it.
    pub title: String,
    /// The title as it is searched.
    folded: String,
}

/// The acts of a version's text: "number: title; number: title". A piece without a number belongs to
/// the title of the act before it; a text without any number has none.
#[must_use]
pub fn acts(text: &str) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for piece in text.split(';').map(str::trim).filter(|piece| !piece.is_empty()) {
        let (head, title) = piece.split_once(':').unwrap_or((piece, ""));
        let head = head.trim();
        if is_number(head) {
            let (title, folded) = (title.trim().to_owned(), String::new());
            acts.push(Act { number: head.to_owned(), title, folded });
        } else if let Some(last) = acts.last_mut() {
            last.title = format!("{}; {piece}", last.title);
        }
    }
    for act in &mut acts {
        act.folded = fold(&act.title);
    }
    acts
}

/// "15/2008/QH12", "1111/NQ-UBTVQH14": digits, a slash, and no spaces but about the signs.
fn is_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits > 0
        && text[digits..].starts_with('/')
        && text.split_whitespace().count() <= 3
        && text.chars().any(char::is_alphabetic)
}

/// The numbers of the acts that are about a place, told by its names from the nearest outwards: those
/// whose title names the nearest of them that any title names. The only act of a version is about
/// everything in it. Nothing where no title names any.
#[must_use]
pub fn numbers(acts: &[Act], names: &[&str]) -> Option<String> {
    if let [only] = acts {
        return Some(only.number.clone());
    }
    for name in names {
        let name = fold(name);
        // A number alone ("3") stands in every title.
        if name.len() < 3 || name.chars().all(|letter| letter.is_ascii_digit()) {
            continue;
        }
        let about: Vec<&str> = acts
            .iter()
            .filter(|act| act.folded.contains(&name))
            .map(|act| act.number.as_str())
            .collect();
        if !about.is_empty() {
            return Some(about.join("; "));
        }
    }
    None
}
