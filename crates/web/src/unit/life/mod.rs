//! The life of a unit as pictures: its stages on a line of years, and what it came from and became as
//! boxes and lines. Drawn on the server, twice each, for a desk and for a phone; every fact in a picture
//! stands in a list beside it.

mod graph;
mod timeline;

use std::borrow::Borrow;

use desk::gazetteer::{Branch, Stage};
use units::lineage::Fraction;
use units::{Coverage, Day, Period, UnitId};

use crate::viewer::Viewer;

pub use graph::graph;
pub use timeline::{Bar, timeline};

/// Branches of the first step that are shown before the rest is folded.
const FIRST_MOST: usize = 10;
/// Boxes of the second step that are shown before the rest is folded, over all of the first.
const SECOND_MOST: usize = 12;

/// What is shown of a list of branches: the first of them, and how many are left out.
pub struct Shown<'b> {
    /// The branches, each with those of its own.
    pub branches: Vec<(&'b Branch, Vec<&'b Branch>, usize)>,
    /// How many branches of the first step are left out.
    pub left: usize,
}

impl<'b> Shown<'b> {
    /// Everything, or what can be read at a glance.
    #[must_use]
    pub fn of(all: &'b [Branch], is_whole: bool) -> Self {
        let first = if is_whole { all.len() } else { all.len().min(FIRST_MOST) };
        let second = if is_whole { usize::MAX } else { (SECOND_MOST / first.max(1)).max(1) };
        let branches = all[..first].iter().map(|branch| {
            let shown: Vec<&Branch> = branch.further.iter().take(second).collect();
            let left = branch.further.len() - shown.len();
            // A box that says "and one more" is no smaller than the one more.
            match left {
                1 => (branch, branch.further.iter().collect(), 0),
                _ => (branch, shown, left),
            }
        });
        Self { branches: branches.collect(), left: all.len() - first }
    }
}

/// Where a unit's page of a day stands.
#[must_use]
pub fn address(v: &Viewer, unit: impl Borrow<UnitId>, day: impl Borrow<Day>) -> String {
    v.to(format!("/dia-ban/{}?ngay={}", unit.borrow(), day.borrow()))
}

/// "toàn bộ", or the part with how it is known.
#[must_use]
pub fn share(v: &Viewer, branch: &Branch) -> String {
    match (branch.coverage, branch.share) {
        (Coverage::Whole, _) | (Coverage::Part, Fraction::ALL) => v.word("coverage-whole"),
        (Coverage::Part, share) => {
            let said = [
                ("share", v.txt(percent(v, share))),
                ("method", v.txt(v.word(branch.method.word()))),
            ];
            v.say("life-part", said)
        }
    }
}

/// A share in per cent, as this language writes it.
#[must_use]
pub fn percent(v: &Viewer, share: impl Borrow<Fraction>) -> String {
    v.share(i64::try_from(share.borrow().basis_points()).unwrap_or(i64::MAX), 10_000_i64)
}

/// One branch in words: the share, the day, what happened, the act.
#[must_use]
pub fn told(v: &Viewer, branch: &Branch) -> String {
    let document = branch.document.as_deref().unwrap_or_default();
    let facts = [share(v, branch), v.date(branch.on), v.word(branch.event.word())];
    let facts = facts.into_iter().chain([document.to_owned()]).filter(|fact| !fact.is_empty());
    facts.collect::<Vec<_>>().join(" · ")
}

/// What is new in a stage, in words; nothing for the first.
#[must_use]
pub fn news(v: &Viewer, stage: &Stage) -> String {
    let changed: Vec<String> = stage.changed.iter().map(|it| v.word(it.word())).collect();
    changed.join(", ")
}

/// The stage that holds on a day, or the nearest before it.
#[must_use]
pub fn stage_on(
    stages: impl DoubleEndedIterator<Item = Period> + ExactSizeIterator,
    day: Day,
) -> usize {
    stages.enumerate().rfind(|(_, valid)| valid.from <= day).map_or(0, |(at, _)| at)
}

/// A text that fits into so many letters, with a sign where it was cut.
fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end_matches([' ', ',', '-', '–']))
}
