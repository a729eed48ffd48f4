//! A plan's figures one by one, so that plans can be compared by each of them.

use crate::check::{Violation, check};
use crate::{Plan, Problem, score};

/// One figure of a plan; less is better in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Parts out of range, those locked left out.
    OutOfRange,
    /// Σ |size − target|.
    Deviation,
    /// Weight of cut edges.
    Cut,
    /// Households away from the predecessor that their part takes over.
    Moved,
    /// Households × metres to the best community house.
    Walking,
    /// Households × square metres to their part's centre of gravity.
    Inertia,
}

/// A plan's figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// The objective's value.
    pub value: f64,
    /// Parts out of range, those locked left out.
    pub out_of_range: u32,
    /// Σ |size − target|.
    pub deviation: f64,
    /// Weight of cut edges, each once.
    pub cut: f64,
    /// Households away from the predecessor that their part takes over.
    pub moved: u32,
    /// Households × metres to the best community house of their part; 0 without houses.
    pub walking: u64,
    /// Households × square metres to their part's centre of gravity.
    pub inertia: u64,
}

impl Terms {
    /// The figures of a plan.
    #[must_use]
    pub fn of(problem: &Problem, plan: &Plan) -> Self {
        let figures = score(problem, plan);
        let out = |violation: &&Violation| matches!(violation, Violation::OutOfRange { .. });
        Self {
            value: figures.value,
            out_of_range: check(problem, plan).iter().filter(out).count() as u32,
            deviation: figures.deviation,
            cut: figures.cut,
            moved: figures.moved,
            walking: figures.walking,
            inertia: figures.inertia,
        }
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, term: Term) -> f64 {
        match term {
            Term::OutOfRange => f64::from(self.out_of_range),
            Term::Deviation => self.deviation,
            Term::Cut => self.cut,
            Term::Moved => f64::from(self.moved),
            Term::Walking => self.walking as f64,
            Term::Inertia => self.inertia as f64,
        }
    }

    /// Whether these are better: fewer parts out of range, or as many and a smaller value.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        let eps = 1e-9 * (1.0 + other.value.abs());
        self.out_of_range < other.out_of_range
            || (self.out_of_range == other.out_of_range && self.value < other.value - eps)
    }
}

impl Term {
    /// Every term.
    pub const ALL: [Self; 6] =
        [Self::OutOfRange, Self::Deviation, Self::Cut, Self::Moved, Self::Walking, Self::Inertia];

    /// The term's stable code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OutOfRange => "districting-term-out-of-range",
            Self::Deviation => "districting-term-deviation",
            Self::Cut => "districting-term-cut",
            Self::Moved => "districting-term-moved",
            Self::Walking => "districting-term-walking",
            Self::Inertia => "districting-term-inertia",
        }
    }
}
