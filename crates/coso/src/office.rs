//! The desk of this machine: its store, its clock, and the rulebook with the office's own file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use desk::Desk;
use store::Store;
use units::rulebook::Rulebook;

use crate::clock::MachineClock;
use crate::say::Sentence;

/// A desk over a store, with the built-in rulebook and what the office adds to it.
///
/// # Errors
/// When the office's file cannot be read or is at fault.
pub fn desk(store: Store, own_rules: Option<&PathBuf>) -> Result<Desk> {
    let rulebook = own_rules.map_or_else(|| Ok(Rulebook::built_in()), |file| with_office(file))?;
    Ok(over(store, rulebook))
}

/// A desk over the invented city, which has its own page of the rulebook.
///
/// # Errors
/// When that page, or the list of figures that the city counts, is at fault.
pub fn invented(store: Store) -> Result<Desk> {
    let desk = over(store, parsed("sample/rules.toml", sample::RULES)?);
    let figures = ledger::status_sheet::Figures::read(sample::FIGURES).map_err(|faults| {
        let list: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("sample/figures.toml: {}", list.join("\n"))
    })?;
    Ok(Desk { figures: Arc::new(figures), ..desk })
}

fn over(store: Store, rulebook: Rulebook) -> Desk {
    Desk::new(store, Arc::new(MachineClock), Arc::new(rulebook))
}

fn with_office(file: &Path) -> Result<Rulebook> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let args = vec![("file", shown.clone()), ("cause", error.to_string())];
        Sentence::bad_input("coso-unreadable-file", args)
    })?;
    parsed(&shown, &text)
}

fn parsed(file: &str, text: &str) -> Result<Rulebook> {
    Rulebook::with_office(file, text).map_err(|faults| {
        let list: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let args = vec![("file", file.to_owned()), ("faults", list.join("\n"))];
        Sentence::bad_input("coso-rulebook-faults", args).into()
    })
}
