//! A rule in words: what it is about, what it says, when and where, and which document says so.

use std::collections::BTreeMap;

use desk::rulebook::PutAside;
use units::Day;
use units::rulebook::{Change, Key, Origin, Rule, Rulebook, Value};

use crate::viewer::Viewer;

/// The rules about one thing.
pub(crate) struct Chapter {
    pub(crate) key: Key,
    pub(crate) rows: Vec<Row>,
}

/// A rule in a list.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) address: String,
    pub(crate) key: Key,
    /// The kind of unit, in words; "every kind" where none is named.
    pub(crate) kind: String,
    pub(crate) value: String,
    pub(crate) place: String,
    pub(crate) from: Option<Day>,
    pub(crate) last: Option<Day>,
    /// Whether it holds on the day that the page speaks of.
    pub(crate) holds: bool,
    /// Whether it was ended before its first day.
    pub(crate) never_held: bool,
    pub(crate) citation: String,
    pub(crate) issued_on: Option<Day>,
    pub(crate) seen_at: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) unverified: bool,
    pub(crate) origin: Origin,
    /// Where a rule of a level above puts it aside, in words, each with that rule's address.
    pub(crate) aside: Vec<(String, String)>,
}

impl Row {
    /// A rule as the reader of a page sees it.
    pub(crate) fn of(v: &Viewer, book: &Rulebook, rule: &Rule) -> Self {
        Self {
            address: book.address(rule),
            key: rule.key,
            kind: rule
                .kind
                .map_or_else(|| v.word("rulebook-every-kind"), |kind| v.word(kind.word())),
            value: said(v, rule),
            place: book.territory_name(&rule.territory).to_owned(),
            from: rule.valid_from,
            last: rule.valid_to.map(Day::previous),
            holds: rule.holds_on(v.day),
            never_held: rule.valid_from.is_some() && rule.valid_from == rule.valid_to,
            citation: rule.citation(),
            issued_on: rule.source.issued_on,
            seen_at: rule.source.seen_at.clone(),
            note: rule.note.clone(),
            unverified: rule.unverified,
            origin: rule.origin(),
            aside: Vec::new(),
        }
    }

    /// With what puts it aside, of all that offices have to look at again.
    pub(crate) fn beside(mut self, v: &Viewer, all: &[PutAside]) -> Self {
        let own = all.iter().filter(|aside| aside.address == self.address);
        self.aside = own.map(|aside| (told(v, aside), aside.by.address.clone())).collect();
        // What is put aside on the day of the page does not hold then.
        self.holds &= !all.iter().any(|it| it.address == self.address && it.is_on(v.day));
        self
    }

    /// Its days in words.
    pub(crate) fn days(&self, v: &Viewer) -> String {
        if self.never_held {
            return v.word("rulebook-never-held");
        }
        match (self.from, self.last) {
            (None, None) => v.word("rulebook-always"),
            (Some(from), None) => v.say("period-since", [("from", v.on(from))]),
            (None, Some(last)) => v.say("rulebook-until", [("last", v.on(last))]),
            (Some(from), Some(last)) => {
                v.say("period-between", [("from", v.on(from)), ("last", v.on(last))])
            }
        }
    }

    /// Whether an office added it by itself.
    pub(crate) fn is_own(&self) -> bool {
        self.origin == Origin::Office
    }
}

/// Every change of every rule by day, the latest first; on one day the texts above before what they put aside.
pub(crate) fn changes(
    v: &Viewer,
    book: &Rulebook,
    asides: &[PutAside],
) -> Vec<(Day, Vec<Changed>)> {
    let mut days: BTreeMap<Day, Vec<Changed>> = BTreeMap::new();
    for change in book.changes() {
        days.entry(change.on).or_default().push(Changed::of(v, book, &change));
    }
    for (day, turn) in asides.iter().flat_map(|aside| Changed::of_aside(v, book, aside)) {
        days.entry(day).or_default().push(turn);
    }
    days.into_iter().rev().collect()
}

/// From when to when a rule is put aside, and by what.
fn told(v: &Viewer, aside: &PutAside) -> String {
    let by = v.txt(format!("{} ({})", aside.by.citation, aside.territory));
    let from = v.on(aside.from);
    match aside.until.map(Day::previous) {
        Some(last) => {
            v.say("rulebook-aside-between", [("by", by), ("from", from), ("last", v.on(last))])
        }
        None => v.say("rulebook-aside-since", [("by", by), ("from", from)]),
    }
}

/// What a rule says, in words.
pub(crate) fn said(v: &Viewer, rule: &Rule) -> String {
    let n = |number: &u32| [("n", v.num(*number))];
    match &rule.value {
        Value::Whole(number) => v.say("households-count", n(number)),
        Value::Percent(percent) => v.say("rulebook-percent", n(percent)),
        Value::WorkingDays(days) => v.say("rulebook-working-days", n(days)),
        Value::Over(part) => {
            let part = format!("{}/{}", part.num, part.den);
            v.say("rulebook-over", [("part", v.txt(part))])
        }
        Value::Kinds(kinds) => {
            let names: Vec<String> = kinds.iter().map(|kind| v.word(kind.word())).collect();
            names.join(", ")
        }
        Value::Flag(_) if rule.key == Key::NoCouncil => v.word("rulebook-no-council"),
        Value::Flag(_) => v.word("rulebook-exists"),
        Value::Words { vi, en } => v.called(vi, en),
    }
}

/// A change in a list.
pub(crate) struct Changed {
    pub(crate) row: Row,
    /// What became of it, in words.
    pub(crate) said: String,
    /// The address of the rule of a level above by which an office's own is put aside or stands again.
    pub(crate) by: Option<String>,
}

impl Changed {
    /// A change as the reader sees it.
    pub(crate) fn of(v: &Viewer, book: &Rulebook, change: &Change) -> Self {
        let text = |rule: &Rule| v.txt(said(v, rule));
        let said = match (change.before, change.after) {
            (Some(before), Some(after)) => {
                v.say("rulebook-became", [("before", text(before)), ("after", text(after))])
            }
            (Some(before), None) => v.say("rulebook-ended", [("before", text(before))]),
            (None, _) => v.say("rulebook-began", [("after", text(change.rule()))]),
        };
        Self { row: Row::of(v, book, change.rule()), said, by: None }
    }

    /// The days on which an office's rule was put aside and stood again, as changes.
    pub(crate) fn of_aside(v: &Viewer, book: &Rulebook, aside: &PutAside) -> Vec<(Day, Self)> {
        let Some(rule) = book.at_address(&aside.address) else { return Vec::new() };
        let on = |day: Day, word: &str| {
            let by = v.txt(format!("{} ({})", aside.by.citation, aside.territory));
            let said = v.say(word, [("by", by), ("value", v.txt(said(v, rule)))]);
            let by = Some(aside.by.address.clone());
            (day, Self { row: Row::of(v, book, rule), said, by })
        };
        let again = aside.until.filter(|until| rule.holds_on(*until));
        let mut turns = vec![on(aside.from, "rulebook-put-aside")];
        turns.extend(again.map(|until| on(until, "rulebook-stands-again")));
        turns
    }
}
