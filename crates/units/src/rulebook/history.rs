//! What changed when: the rules of one subject, and every day on which what holds became another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Day, Kind, wire_codes};

use super::{BUILT_IN, Key, OFFICE, Rule, Rulebook};

wire_codes! {
    /// Where a rule came into the rulebook from.
    Origin as "rule-origin" {
        /// From the files that the program carries in itself.
        Program = "program",
        /// From the file with which the program was started.
        File = "file",
        /// Added by an office for its own territory, in the program.
        Office = "office",
    }
}

/// A day on which what holds for a kind in a territory became another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// First day of what holds after.
    pub on: Day,
    /// What held the day before, if anything.
    pub before: Option<&'a Rule>,
    /// What holds from the day on, if anything.
    pub after: Option<&'a Rule>,
}

impl<'a> Change<'a> {
    /// The rule that speaks of the subject: the later one.
    ///
    /// # Panics
    /// Never: a change has a rule before or after it.
    #[must_use]
    pub fn rule(&self) -> &'a Rule {
        self.after.or(self.before).expect("a change has a rule before or after it")
    }
}

impl Rule {
    /// Where it came from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self.file.as_str() {
            OFFICE => Origin::Office,
            file if BUILT_IN.iter().any(|(name, _)| *name == file) => Origin::Program,
            _ => Origin::File,
        }
    }
}

type Subject<'a> = (Key, Option<Kind>, &'a str);

impl Rulebook {
    /// The rules about a key and a kind in one territory, the latest first.
    #[must_use]
    pub fn history(&self, rule: &Rule) -> Vec<&Rule> {
        let mut all: Vec<(usize, &Rule)> = self
            .rules
            .iter()
            .enumerate()
            .filter(|(_, other)| subject(other) == subject(rule))
            .collect();
        all.sort_by_key(|(at, rule)| std::cmp::Reverse((rule.valid_from, *at)));
        all.into_iter().map(|(_, rule)| rule).collect()
    }

    /// The rules about the same thing in other territories, in order of files.
    #[must_use]
    pub fn elsewhere(&self, rule: &Rule) -> Vec<&Rule> {
        let same = |other: &&Rule| {
            (other.key, other.kind) == (rule.key, rule.kind) && other.territory != rule.territory
        };
        self.rules.iter().filter(same).collect()
    }

    /// Every day on which something became another, the latest first. Notices stand side by side, so
    /// each is a change of its own.
    #[must_use]
    pub fn changes(&self) -> Vec<Change<'_>> {
        let mut subjects: BTreeMap<Subject<'_>, Vec<&Rule>> = BTreeMap::new();
        let mut changes = Vec::new();
        for rule in &self.rules {
            if rule.key.stands_side_by_side() {
                changes.extend(of_subject(&[rule]));
            } else {
                subjects.entry(subject(rule)).or_default().push(rule);
            }
        }
        changes.extend(subjects.values().flat_map(|rules| of_subject(rules)));
        changes.sort_by_key(|change| std::cmp::Reverse(change.on));
        changes
    }

    /// The name under which a rule has an address: its id, with a number behind it where an earlier file
    /// has used the id.
    #[must_use]
    pub fn address(&self, rule: &Rule) -> String {
        let mut same = self.rules.iter().filter(|other| other.id == rule.id);
        match same.position(|other| other == rule) {
            Some(at) if at > 0 => format!("{}.{}", rule.id, at + 1),
            _ => rule.id.clone(),
        }
    }

    /// The rule of an address.
    #[must_use]
    pub fn at_address(&self, address: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| self.address(rule) == address)
    }
}

fn subject(rule: &Rule) -> Subject<'_> {
    (rule.key, rule.kind, &rule.territory)
}

/// What held and holds among rules of one subject; of those that hold, the last one counts.
fn of_subject<'a>(rules: &[&'a Rule]) -> Vec<Change<'a>> {
    let days: BTreeSet<Day> =
        rules.iter().flat_map(|rule| [rule.valid_from, rule.valid_to]).flatten().collect();
    let on = |day: Day| rules.iter().rev().find(|rule| rule.holds_on(day)).copied();
    days.into_iter()
        .map(|day| Change { on: day, before: on(day.previous()), after: on(day) })
        .filter(|change| change.before != change.after)
        .collect()
}
