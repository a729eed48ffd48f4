//! The rules of a problem, and the problem without one of them.

use super::Asked;
use crate::{Edge, Parts, Problem};

/// A rule as it would be if it were relaxed (or drawn tighter).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Another smallest size.
    Min(u32),
    /// Another largest size.
    Max(u32),
    /// Another number of parts.
    Parts(Parts),
    /// A must-link list is let go: its position in `Links::together`.
    Together(usize),
    /// A cannot-link pair is let go: its position in `Links::apart`.
    Apart(usize),
    /// A locked list is opened: its position in `Links::locked`.
    Locked(usize),
    /// A barrier is opened: its position among those asked for.
    Barrier(usize),
}

impl Rule {
    /// The rule's stable code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Min(_) => "districting-rule-min",
            Self::Max(_) => "districting-rule-max",
            Self::Parts(_) => "districting-rule-parts",
            Self::Together(_) => "districting-rule-together",
            Self::Apart(_) => "districting-rule-apart",
            Self::Locked(_) => "districting-rule-locked",
            Self::Barrier(_) => "districting-rule-barrier",
        }
    }

    /// The values its sentence names; lists, pairs and barriers as 0-based numbers.
    #[must_use]
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Min(size) | Self::Max(size) => vec![("size", size.to_string())],
            Self::Parts(parts) => {
                let (fewest, most) = span(parts);
                vec![("fewest", fewest.to_string()), ("most", most.to_string())]
            }
            Self::Together(list) | Self::Apart(list) | Self::Locked(list) | Self::Barrier(list) => {
                vec![("list", list.to_string())]
            }
        }
    }
}

fn span(parts: Parts) -> (u32, u32) {
    match parts {
        Parts::Free | Parts::Most => (1, u32::MAX),
        Parts::Exactly(k) => (k, k),
        Parts::Between(fewest, most) => (fewest, most),
    }
}

/// Every rule that can be relaxed, in the order of the problem.
pub(super) fn rules(problem: &Problem, asked: Asked<'_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let (min, max) = (problem.sizes.min, problem.sizes.max);
    if asked.step > 0 {
        if min > 0 {
            rules.push(Rule::Min(min.saturating_sub(asked.step)));
        }
        rules.push(Rule::Max(max.saturating_add(asked.step)));
        let tighter = min.saturating_add(asked.step);
        if tighter <= max {
            rules.push(Rule::Min(tighter));
        }
    }
    if let Parts::Exactly(k) = problem.parts {
        let fewer = (k > 1).then(|| k - 1);
        let more = k.checked_add(1);
        rules.extend(fewer.into_iter().chain(more).map(|k| Rule::Parts(Parts::Exactly(k))));
    }
    rules.extend((0..problem.links.locked.len()).map(Rule::Locked));
    rules.extend((0..problem.links.apart.len()).map(Rule::Apart));
    rules.extend((0..problem.links.together.len()).map(Rule::Together));
    rules.extend((0..asked.barriers.len()).map(Rule::Barrier));
    rules
}

/// The problem with one rule relaxed.
pub(super) fn without(problem: &Problem, rule: Rule, asked: Asked<'_>) -> Problem {
    let mut other = problem.clone();
    match rule {
        Rule::Min(min) => other.sizes.min = min,
        Rule::Max(max) => other.sizes.max = max,
        Rule::Parts(parts) => other.parts = parts,
        // Emptied and not taken out, so that the others keep their positions.
        Rule::Together(list) => other.links.together[list].clear(),
        Rule::Locked(list) => other.links.locked[list].clear(),
        Rule::Apart(pair) => drop(other.links.apart.remove(pair)),
        Rule::Barrier(number) => open(&mut other, &asked.barriers[number]),
    }
    other
}

/// Adds the edges of a barrier; those that lead nowhere or are there already are left out.
fn open(problem: &mut Problem, barrier: &[Edge]) {
    let atoms = problem.atoms.len() as u32;
    for edge in barrier {
        let (u, v) = (edge.u.min(edge.v), edge.u.max(edge.v));
        let usable = edge.weight.is_finite() && edge.weight >= 0.0;
        if u == v || v >= atoms || !usable {
            continue;
        }
        if let Err(at) = problem.edges.binary_search_by_key(&(u, v), |known| (known.u, known.v)) {
            problem.edges.insert(at, Edge { u, v, weight: edge.weight });
        }
    }
}
