//! Which of several rules prevails. A text of a level above prevails over one of a level below, whichever was
//! made first, as far as they contradict each other (Law on the Promulgation of Legal Documents 64/2025/QH15,
//! on applying them): what an office has said for itself is put aside from the day on which a text above
//! says otherwise, and stands again when that ends. What keeps to the text above stays.
//!
//! Only what offices add in the program is put aside. A rule of the files that speaks of a province may be
//! an act of the National Assembly for it, and who laid a file down has weighed that.

use std::collections::BTreeSet;

use crate::{Day, Kind};

use super::leeway::keeps_to;
use super::{Key, Origin, Place, Rule, Rulebook};

/// What decides, and what it put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided<'a> {
    /// The rule that holds.
    pub rule: &'a Rule,
    /// The rules of offices that would hold without a text above them, each with the rule that it
    /// contradicts.
    pub aside: Vec<(&'a Rule, &'a Rule)>,
}

/// Days on which an office's own rule is put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside<'a> {
    /// The rule of a level above that it contradicts.
    pub by: &'a Rule,
    /// First day.
    pub from: Day,
    /// First day on which it stands again, where one is known.
    pub until: Option<Day>,
}

impl Place {
    /// The level of each territory, the narrowest 0: a unit of the registry and its official code are one
    /// level, and all that lies around a province is another, since regions lay down nothing.
    fn levels(&self) -> Vec<usize> {
        let is_unit = |code: &str| code.starts_with("unit:");
        let is_code = |code: &str| code.bytes().all(|sign| sign.is_ascii_digit());
        let mut level = 0;
        let mut levels = Vec::with_capacity(self.territories.len());
        for (at, code) in self.territories.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.territories[before].as_str());
            let is_same = match before {
                None => true,
                Some(before) if is_code(code) => is_unit(before),
                Some(before) => !is_unit(code) && !is_unit(before) && !is_code(before),
            };
            level += usize::from(!is_same);
            levels.push(level);
        }
        levels
    }
}

impl Rulebook {
    /// What holds of a key for a kind at a place on a day, and which rules of offices were put aside for it.
    #[must_use]
    pub fn decided(
        &self,
        key: Key,
        kind: Option<Kind>,
        place: &Place,
        day: Day,
    ) -> Option<Decided<'_>> {
        let levels = place.levels();
        let depth = place.territories.len();
        let mut found: Vec<_> = self.holding(key, kind, place, day).collect();
        // From the widest level inwards; within a level the one that goes before comes first.
        found.sort_by_key(|(narrowness, at, rule)| {
            let level = levels[depth - narrowness];
            let before = (*narrowness, rule.kind.is_some(), *at);
            (std::cmp::Reverse(level), std::cmp::Reverse(before))
        });
        let mut decided: Option<Decided<'_>> = None;
        let mut last = None;
        for (narrowness, _, rule) in found {
            let level = levels[depth - narrowness];
            if last == Some(level) {
                continue;
            }
            let above = decided.as_ref().map(|decided| decided.rule);
            if let Some(above) = above.filter(|above| is_contradicted(rule, above)) {
                if let Some(decided) = &mut decided {
                    decided.aside.push((rule, above));
                }
                continue;
            }
            let aside = decided.map(|decided| decided.aside).unwrap_or_default();
            decided = Some(Decided { rule, aside });
            last = Some(level);
        }
        decided
    }

    /// Every rule that decides for some kind of unit at a place on a day, by what it is about; when kinds
    /// exist is left out, since that is the same everywhere.
    #[must_use]
    pub fn deciding(&self, place: &Place, day: Day) -> Vec<&Rule> {
        let mut found: Vec<&Rule> = Vec::new();
        for key in Key::ALL.iter().copied().filter(|key| *key != Key::KindExists) {
            if key.stands_side_by_side() {
                found.extend(self.side_by_side(key, None, place, day));
                continue;
            }
            let kinds = Kind::ALL.iter().copied().map(Some).chain([None]);
            for rule in kinds.filter_map(|kind| self.on(key, kind, place, day)) {
                if !found.contains(&rule) {
                    found.push(rule);
                }
            }
        }
        found
    }

    /// The days on which an office's own rule is put aside at its place, in order; none for other rules. It
    /// has to be looked at again by its office.
    #[must_use]
    pub fn put_aside(&self, own: &Rule, place: &Place) -> Vec<Aside<'_>> {
        if own.origin() != Origin::Office {
            return Vec::new();
        }
        let about: Vec<&Rule> = self.rules.iter().filter(|rule| rule.key == own.key).collect();
        let in_own = |day: &Day| own.holds_on(*day);
        let turns = about.iter().flat_map(|rule| [rule.valid_from, rule.valid_to]).flatten();
        let days: BTreeSet<Day> = turns.chain(own.valid_from).filter(in_own).collect();
        let kinds: BTreeSet<Option<Kind>> = match own.kind {
            Some(kind) => std::iter::once(Some(kind)).collect(),
            None => about.iter().map(|rule| rule.kind).chain([None]).collect(),
        };
        let mut found: Vec<Aside<'_>> = Vec::new();
        for day in days {
            let by = kinds.iter().find_map(|kind| {
                let decided = self.decided(own.key, *kind, place, day)?;
                decided.aside.iter().find(|(rule, _)| *rule == own).map(|(_, by)| *by)
            });
            let open = found.last_mut().filter(|last| last.until.is_none());
            match (open, by) {
                (Some(open), Some(by)) if std::ptr::eq(open.by, by) => {}
                (open, by) => {
                    if let Some(open) = open {
                        open.until = Some(day);
                    }
                    found.extend(by.map(|by| Aside { by, from: day, until: None }));
                }
            }
        }
        if let Some(open) = found.last_mut().filter(|last| last.until.is_none()) {
            open.until = own.valid_to;
        }
        found
    }
}

/// Whether an office's rule says what the rule that decides above it forbids.
fn is_contradicted(own: &Rule, above: &Rule) -> bool {
    own.origin() == Origin::Office
        && above.binds()
        && !keeps_to(own.key.leeway(), &own.value, &above.value)
}
