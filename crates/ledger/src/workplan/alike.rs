//! A plan copied from another place. Lines are compared by their words ([`crate::likeness`]); the
//! plan that was written later is flagged, never refused: two places may well have the same trouble
//! and the same way out, and then the place says why.

use crate::WorkplanLineId;
use crate::likeness::shared;

/// From which likeness on a line counts as taken over, in thousandths: grams that both have, of the
/// grams that either has (Jaccard). In the examples of the tests a line copied with the place's
/// name, every number and one word changed comes to 670; lines that different people wrote about
/// the same trouble stay below 200. Of what lies between, a line with every other word new is its
/// writer's own: 550.
pub const ALIKE_PER_MILLE: i64 = 550;

/// A line with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The line.
    pub line: WorkplanLineId,
    /// Its grams, sorted.
    pub grams: Vec<u32>,
    /// When it was first written, epoch milliseconds.
    pub written_at: i64,
}

/// A line and the line of another place that it resembles most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// The line.
    pub line: WorkplanLineId,
    /// The other place's line, which was there before.
    pub other: WorkplanLineId,
    /// How alike, in thousandths.
    pub per_mille: i64,
}

/// For each line the line of another place that it resembles most, of those written before it, if any
/// is alike enough.
#[must_use]
pub fn resembling(lines: &[Words], others: &[Words]) -> Vec<Alike> {
    resembling_from(lines, others, ALIKE_PER_MILLE)
}

pub(super) fn resembling_from(lines: &[Words], others: &[Words], least: i64) -> Vec<Alike> {
    let most_alike = |line: &Words| {
        let earlier = others.iter().filter(|other| other.written_at < line.written_at);
        let alike = earlier.map(|other| Alike {
            line: line.line,
            other: other.line,
            per_mille: likeness(&line.grams, &other.grams),
        });
        // Of equally alike lines the one written first, so that every reader is shown the same.
        alike.min_by_key(|alike| (-alike.per_mille, alike.other))
    };
    let found = lines.iter().filter_map(most_alike);
    found.filter(|alike| alike.per_mille >= least).collect()
}

/// Whether a plan is flagged as a whole: at least half of its lines resemble those of other places.
#[must_use]
pub const fn is_copied(alike: usize, lines: usize) -> bool {
    alike > 0 && alike * 2 >= lines
}

fn likeness(one: &[u32], two: &[u32]) -> i64 {
    let both = shared(one, two);
    let either = one.len() + two.len() - both;
    (both * 1_000).checked_div(either).map_or(0, |share| i64::try_from(share).unwrap_or(1_000))
}
