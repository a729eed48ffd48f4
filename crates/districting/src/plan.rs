//! A plan and what a drawing returns.

use crate::{Certificate, Problem, Score};

/// Which part each atom lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The part of each atom, 0-based; parts are numbered by their first atom.
    pub assignment: Vec<u32>,
    /// How many parts.
    pub parts: u32,
}

/// Why a part could not be brought into range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Its whole connected piece has too few households (an island, a pocket behind barriers).
    IsolatedPiece,
    /// One atom alone (or a must-link group) exceeds the maximum.
    AtomAboveMax,
    /// Locked by the caller.
    Locked,
    /// The piece's total admits no whole number of parts in range.
    NoWholeNumber,
    /// It is proven that no plan has fewer parts out of range, of the sizes looked at.
    Unavoidable,
    /// The search found nothing better within its quota.
    NotFound,
}

/// A part outside the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfRange {
    /// The part.
    pub part: u32,
    /// Its households.
    pub households: u32,
    /// Why.
    pub cause: Cause,
}

/// What a drawing returns.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The best plan found.
    pub plan: Plan,
    /// Its score.
    pub score: Score,
    /// A proven lower bound of the objective, where one is known.
    pub bound: Option<f64>,
    /// True when the plan is proven best under its objective and rules.
    pub proven: bool,
    /// What proves the bound, for [`crate::certify`] or anyone else to add up again. None where the
    /// problem was small enough to try every plan, or where nothing is proven.
    pub certificate: Option<Certificate>,
    /// Where atoms are so small that blobs of them were drawn first: that plan, and what is proven of
    /// it. It bounds plans made of whole blobs only, and so not [`Drawing::plan`].
    pub blobs: Option<Blobs>,
    /// Parts outside the range, each with its cause; empty unless `Sizes::widen` or locks.
    pub out_of_range: Vec<OutOfRange>,
    /// Search steps done.
    pub steps: u64,
}

/// Clusters of atoms that a first plan was drawn of, each kept whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Blobs {
    /// The atoms of each blob. Locked atoms lie in none.
    pub atoms: Vec<Vec<u32>>,
    /// The best plan found that parts no blob.
    pub plan: Plan,
    /// Its value under the problem's objective.
    pub value: f64,
    /// What no plan costs less than that parts no blob, where that is known.
    pub bound: Option<f64>,
    /// Whether no plan that parts no blob is better.
    pub is_proven: bool,
    /// What proves the bound, for [`crate::certify`] with [`Blobs::problem`] and [`Blobs::plan`].
    pub certificate: Option<Certificate>,
}

impl Blobs {
    /// The problem of which these blobs are the atoms: every blob is to stay together.
    #[must_use]
    pub fn problem(&self, problem: &Problem) -> Problem {
        let mut own = problem.clone();
        own.links.together.extend(self.atoms.iter().filter(|atoms| atoms.len() > 1).cloned());
        own
    }
}

impl Cause {
    /// The cause's stable code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::IsolatedPiece => "districting-cause-isolated-piece",
            Self::AtomAboveMax => "districting-cause-atom-above-max",
            Self::Locked => "districting-cause-locked",
            Self::NoWholeNumber => "districting-cause-no-whole-number",
            Self::Unavoidable => "districting-cause-unavoidable",
            Self::NotFound => "districting-cause-not-found",
        }
    }
}

impl Plan {
    /// A plan from any part labels: parts are renumbered by their first atom.
    #[must_use]
    pub fn from_labels(labels: &[u32]) -> Self {
        let mut number_of = std::collections::BTreeMap::new();
        let mut assignment = Vec::with_capacity(labels.len());
        for &label in labels {
            let next = number_of.len() as u32;
            assignment.push(*number_of.entry(label).or_insert(next));
        }
        Self { assignment, parts: number_of.len() as u32 }
    }
}
