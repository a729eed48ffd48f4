//! The independent check: from a problem and a plan, what is wrong.
//!
//! Shares no code with the search. One rule per file; a plan that assigns the wrong number of atoms
//! is not looked at further.

mod apart;
mod connected;
mod count;
mod length;
mod locked;
mod numbered;
mod range;
mod together;

use crate::{Plan, Problem};

/// What is wrong with a plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Violation {
    /// The assignment's length is not the number of atoms.
    #[error("the plan assigns {found} atoms, the problem has {expected}")]
    Length {
        /// Atoms assigned.
        found: usize,
        /// Atoms there are.
        expected: usize,
    },
    /// A part number in 0..parts that no atom has, or an atom's part outside it.
    #[error("part {part} is empty or does not exist")]
    NoSuchPart {
        /// The part.
        part: u32,
    },
    /// A part lies in more than one piece.
    #[error("part {part} lies in {pieces} pieces")]
    Disconnected {
        /// The part.
        part: u32,
        /// Connected pieces.
        pieces: u32,
    },
    /// A part's households lie outside the range.
    #[error("part {part} has {households}, outside [{min}, {max}]")]
    OutOfRange {
        /// The part.
        part: u32,
        /// Its households.
        households: u64,
        /// The minimum.
        min: u32,
        /// The maximum.
        max: u32,
    },
    /// The number of parts is not allowed.
    #[error("{found} parts are not allowed here")]
    PartCount {
        /// Parts found.
        found: u32,
    },
    /// A list that must stay together is split.
    #[error("must-link list {list} is split over {parts} parts")]
    Split {
        /// Position in `Links::together`.
        list: usize,
        /// Parts it lies in.
        parts: u32,
    },
    /// A pair that must be apart lies together.
    #[error("atoms {a} and {b} must lie apart")]
    NotApart {
        /// One atom.
        a: u32,
        /// The other.
        b: u32,
    },
    /// A locked list is not exactly one part.
    #[error("locked list {list} is not exactly one part")]
    Unlocked {
        /// Position in `Links::locked`.
        list: usize,
    },
}

impl Violation {
    /// The violation's stable code, worded in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "districting-length",
            Self::NoSuchPart { .. } => "districting-no-such-part",
            Self::Disconnected { .. } => "districting-disconnected",
            Self::OutOfRange { .. } => "districting-out-of-range",
            Self::PartCount { .. } => "districting-part-count",
            Self::Split { .. } => "districting-split",
            Self::NotApart { .. } => "districting-not-apart",
            Self::Unlocked { .. } => "districting-unlocked",
        }
    }

    /// The values its sentence names; parts and atoms as 0-based numbers.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match *self {
            Self::Length { found, expected } => {
                vec![("found", found.to_string()), ("expected", expected.to_string())]
            }
            Self::NoSuchPart { part } => vec![("part", part.to_string())],
            Self::Disconnected { part, pieces } => {
                vec![("part", part.to_string()), ("pieces", pieces.to_string())]
            }
            Self::OutOfRange { part, households, min, max } => vec![
                ("part", part.to_string()),
                ("households", households.to_string()),
                ("min", min.to_string()),
                ("max", max.to_string()),
            ],
            Self::PartCount { found } => vec![("found", found.to_string())],
            Self::Split { list, parts } => {
                vec![("list", list.to_string()), ("parts", parts.to_string())]
            }
            Self::NotApart { a, b } => vec![("a", a.to_string()), ("b", b.to_string())],
            Self::Unlocked { list } => vec![("list", list.to_string())],
        }
    }
}

/// Everything that is wrong with the plan; empty means sound.
///
/// Parts that are exactly a locked list are exempt from the range and from lying in one piece.
#[must_use]
pub fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let mut found = Vec::new();
    length::look(problem, plan, &mut found);
    numbered::look(plan, &mut found);
    if !found.is_empty() {
        return found;
    }
    let kept = locked::look(problem, plan, &mut found);
    count::look(problem, plan, &mut found);
    connected::look(problem, plan, &kept, &mut found);
    range::look(problem, plan, &kept, &mut found);
    together::look(problem, plan, &mut found);
    apart::look(problem, plan, &mut found);
    found
}
