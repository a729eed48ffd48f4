//! Indicators: what is counted or measured of places, period by period, and how the figures are read
//! across reorganisations. Figures are exact: whole thousandths, never fractions of the machine.
//!
//! Three ways to look at a series, none of which loses a value:
//!
//! 1. *as it was*: each period with the places of its own last day;
//! 2. *as if the places of a day had always existed*: figures of older places are carried along the
//!    edges of lineage ([`Ways`](crate::lineage::Ways)); counts are divided by shares, rates are made again from their
//!    restated parts and never averaged, and what rests on an estimate is told;
//! 3. *comparable blocks* ([`Ways::blocks`](crate::lineage::Ways::blocks)): places that exchanged households stand together, and
//!    their sums compare exactly.

mod carry;
mod figure;
mod period;

use serde::{Deserialize, Serialize};

use crate::lineage::SharedBy;
use crate::{IndicatorId, Kind, Level, UnitId, wire_codes};

pub use figure::{Amount, Figure, Formula, is_few, withhold};
pub use period::{ReportPeriod, Rhythm};

wire_codes! {
    /// How the figures of several places, and of several periods, become one.
    Aggregate as "aggregate" {
        /// Places and periods are added.
        Sum = "sum",
        /// Places are added; of several periods the last counts: a stock, such as households.
        Last = "last",
        /// The mean, weighted by another indicator.
        Mean = "mean",
        /// One indicator over another; nobody tells it, it is made from both.
        Ratio = "ratio",
    }
}

wire_codes! {
    /// How a series is read across reorganisations.
    View as "view" {
        /// Each period with the places of its own last day.
        AsItWas = "nhu_da_co",
        /// As if the places of today had always existed.
        AsToday = "nhu_hom_nay",
        /// Places that exchanged households together.
        Blocks = "khoi_so_sanh",
    }
}

/// Decimals that a figure may have.
pub const PLACES_MOST: u8 = 3;

/// The largest figure, in thousandths: a trillion, so that the product of two fits.
pub const MILLI_MOST: i64 = 1_000_000_000_000_000;

/// What is counted or measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its identity.
    pub id: IndicatorId,
    /// Its code, as files name it: lower-case ASCII letters, digits and `_`.
    pub code: String,
    /// The place within which it is told, with everything below.
    pub unit: UnitId,
    /// Its name, in Vietnamese and English.
    pub name: (String, String),
    /// The unit of measure, in Vietnamese and English.
    pub measure: (String, String),
    /// What is counted and what not.
    pub says: String,
    /// How figures become one.
    pub aggregate: Aggregate,
    /// Which places tell it.
    pub level: Level,
    /// How often.
    pub rhythm: Rhythm,
    /// Decimals it is told and shown with, at most [`PLACES_MOST`].
    pub places: u8,
    /// By what it is divided where a place was.
    pub shared_by: SharedBy,
    /// What it is made of: numerator and denominator of a ratio; of a mean the weight is the second.
    pub parts: (Option<IndicatorId>, Option<IndicatorId>),
    /// What a ratio is multiplied with: 100 for per cent, 1 for a plain quotient.
    pub scale: u32,
    /// Whether it counts households or people, so that small numbers are told to few.
    pub counts_people: bool,
    /// Whether everybody may see it.
    pub is_public: bool,
    /// Working days after the end of a period within which it is to be told.
    pub due_days: u32,
}

impl Indicator {
    /// Whether places tell it; a ratio is made from its parts.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.aggregate != Aggregate::Ratio
    }

    /// Whether a place of a kind tells it: below the commune, khu phố and ấp do.
    #[must_use]
    pub fn is_told_by(&self, kind: Kind) -> bool {
        is_of(self.level, kind)
    }

    /// How its value comes from its parts.
    #[must_use]
    pub fn formula(&self) -> Formula {
        match self.aggregate {
            Aggregate::Sum | Aggregate::Last => Formula::Whole,
            Aggregate::Mean => Formula::Mean,
            Aggregate::Ratio => Formula::Ratio { scale: self.scale },
        }
    }

    /// The step of its figures in thousandths: 1000 for whole numbers.
    #[must_use]
    pub fn step_milli(&self) -> i64 {
        10_i64.pow(u32::from(PLACES_MOST.saturating_sub(self.places)))
    }

    /// The figure that one place told; the second is the weight of a mean, the denominator of a
    /// ratio, nothing for others.
    #[must_use]
    pub fn figure(&self, milli: i64, second_milli: Option<i64>) -> Figure {
        let told = Figure { tells: true, ..Figure::default() };
        match (self.aggregate, second_milli) {
            (Aggregate::Mean, Some(weight)) => {
                let product = i128::from(milli) * i128::from(weight);
                Figure { over: Amount::of(product), under: Amount::of(weight.into()), ..told }
            }
            (Aggregate::Ratio, Some(under)) => {
                Figure { over: Amount::of(milli.into()), under: Amount::of(under.into()), ..told }
            }
            _ => Figure { over: Amount::of(milli.into()), ..told },
        }
    }

    /// The value of a figure, rounded to its decimals with halves away from zero; nothing where
    /// there is nothing to divide by.
    #[must_use]
    pub fn value_milli(&self, figure: &Figure) -> Option<i64> {
        figure.value(self.formula(), self.step_milli())
    }
}

/// Whether a kind is of a level; below the commune only khu phố, ấp and their like are, since old tổ
/// and voluntary groups hold the same households again.
#[must_use]
pub fn is_of(level: Level, kind: Kind) -> bool {
    kind.level() == level && (level != Level::Grassroots || kind.is_base())
}

#[cfg(test)]
mod tests;
