//! What is asked of the engine beside one plan: why there is none or what the limit is, several plans
//! to choose among, what one figure costs in another, a plan that was edited by hand made sound again.

use districting::Term;
use serde::{Deserialize, Serialize};
use units::PlanId;

/// A figure of plans that may be traded for another; less is better in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Units out of range.
    OutOfRange,
    /// Households off the size wished for, all units together.
    Deviation,
    /// What separating neighbours costs: borders not along streets, alleys cut in two.
    Cut,
    /// Households away from the old unit most of their unit comes from.
    Moved,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Self; 4] = [Self::Moved, Self::Deviation, Self::Cut, Self::OutOfRange];

    /// Its name in forms and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfRange => "out_of_range",
            Self::Deviation => "deviation",
            Self::Cut => "cut",
            Self::Moved => "moved",
        }
    }

    /// The figure of a name; none for another text.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.code() == code)
    }

    pub(crate) const fn term(self) -> Term {
        match self {
            Self::OutOfRange => Term::OutOfRange,
            Self::Deviation => Term::Deviation,
            Self::Cut => Term::Cut,
            Self::Moved => Term::Moved,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Wish {
    /// The best plan.
    #[default]
    Plan,
    /// Why there is no plan, or what the limit is, and what relaxing a rule brings.
    Explain {
        /// By how many households the smallest and the largest size are moved.
        step: u32,
    },
    /// Several plans to choose among.
    Alternatives {
        /// How many.
        wanted: u32,
        /// Per cent of the households by which each differs from each other, at the least.
        apart_percent: u32,
    },
    /// The plans among which one figure is traded for another.
    Front {
        /// One figure.
        first: Figure,
        /// The other.
        second: Figure,
    },
    /// A draft made whole and in range again, with as few households moved as possible.
    Repair {
        /// The draft.
        plan: PlanId,
        /// The revision it was ordered at.
        revision: i64,
    },
}

impl Wish {
    /// The code of a question whose answer is looked up again; none for what changes plans.
    #[must_use]
    pub const fn question(self) -> Option<&'static str> {
        match self {
            Self::Explain { .. } => Some("explain"),
            Self::Alternatives { .. } => Some("alternatives"),
            Self::Front { .. } => Some("front"),
            Self::Plan | Self::Repair { .. } => None,
        }
    }
}

/// Plans a person may be offered at once: more than these nobody compares.
pub const OFFERED_MOST: u32 = 6;
/// Plans of a front.
pub(crate) const FRONT_MOST: usize = 8;
