//! Names that somebody may have meant who typed one that no unit bears.

use std::collections::BTreeMap;

use units::search::{apart, heard};
use units::text::fold;

use super::Known;

/// Letters from which two of them may be wrong; of fewer only one.
const LONG: usize = 8;
/// Fewest letters of a name that is guessed.
const SHORT: usize = 4;

/// The names of units nearest to what was typed, with the names above them, so that each can be asked for as
/// it stands: nearest first, those of today before those of old.
#[must_use]
pub fn near(known: &Known, text: &str, most: usize) -> Vec<String> {
    let typed = heard(&fold(text));
    let letters = typed.chars().count();
    if letters < SHORT || typed.chars().any(|sign| sign.is_ascii_digit()) {
        return Vec::new();
    }
    let wrong = if letters < LONG { 1 } else { 2 };
    let mut found: BTreeMap<(usize, bool, String), ()> = BTreeMap::new();
    for (name, bearers) in known.named() {
        let Some(cost) = apart(&typed, &heard(name), wrong) else { continue };
        for (unit, valid) in bearers {
            let Some(state) = known.nation.state_on(*unit, valid.from) else { continue };
            if state.kind.is_administrative() {
                let above = known.over(state, valid.from).next();
                let above = above.map_or_else(String::new, |it| format!(", {}", it.name));
                let whole = format!("{}{above}", state.name);
                found.insert((cost, valid.until.is_some(), whole), ());
            }
        }
    }
    let mut names: Vec<String> = Vec::new();
    for (_, _, name) in found.into_keys() {
        if names.len() < most && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
