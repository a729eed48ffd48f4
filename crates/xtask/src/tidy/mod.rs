//! The house rules that people forget, as checks that fail. One rule per file.

mod arrows;
mod language;
mod leaks;
mod licences;
mod modules;
mod scope;
mod size;
mod source;
mod sql;

use anyhow::{Result, bail};

use source::Tree;

/// A broken rule: where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path from the root, and the line where one is known.
    pub place: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl Fault {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

/// A rule's name and its check.
type Rule = (&'static str, fn(&Tree) -> Result<Vec<Fault>>);

const RULES: [Rule; 8] = [
    ("arrows", arrows::check),
    ("modules", modules::check),
    ("size", size::check),
    ("sql", sql::check),
    ("scope", scope::check),
    ("language", language::check),
    ("leaks", leaks::check),
    ("licences", licences::check),
];

/// Checks every rule and prints every fault.
///
/// # Errors
/// When a rule is broken, or the tree cannot be read.
pub fn tidy() -> Result<()> {
    let tree = Tree::read(&crate::run::root())?;
    let mut count = 0;
    for (name, check) in RULES {
        let mut faults = check(&tree)?;
        faults.sort();
        for fault in &faults {
            println!("tidy {name}: {}: {}", fault.place, fault.what);
        }
        count += faults.len();
    }
    if count > 0 {
        bail!("{count} house rules broken");
    }
    println!("tidy: {} Rust files keep {} rules", tree.sources.len(), RULES.len());
    Ok(())
}
