//! A figure on its way: its one or two additive parts, how much of them was divided and how much of
//! that rests on an estimate. Values are made only at the end.

use std::ops::Add;

use serde::{Deserialize, Serialize};

/// How a value comes from the parts of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// The first part is the value.
    Whole,
    /// Products over weights.
    Mean,
    /// Numerator over denominator, times a number.
    Ratio {
        /// The number: 100 for per cent.
        scale: u32,
    },
}

/// One additive part, in thousandths (products of two figures in millionths).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// Its value.
    pub value: i128,
    /// The same without signs: what shares of it are shares of.
    pub gross: u128,
    /// What of `gross` was divided on its way.
    pub divided: u128,
    /// What of `divided` was divided by an estimate.
    pub estimated: u128,
}

/// The parts of a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// The value, the products of a mean, or the numerator.
    pub over: Amount,
    /// The weights of a mean, or the denominator; zero for others.
    pub under: Amount,
    /// Whether a place that should have told it has not.
    pub lacks: bool,
    /// Whether any place has told it.
    pub tells: bool,
}

impl Amount {
    /// An amount as it was told.
    #[must_use]
    pub const fn of(value: i128) -> Self {
        Self { value, gross: value.unsigned_abs(), divided: 0, estimated: 0 }
    }

    /// The estimated part in tenths of a per cent, rounded up: what is estimated never reads 0.
    #[must_use]
    pub fn estimated_per_mille(&self) -> u32 {
        per_mille(self.estimated, self.gross)
    }

    /// The divided part in tenths of a per cent, rounded up.
    #[must_use]
    pub fn divided_per_mille(&self) -> u32 {
        per_mille(self.divided, self.gross)
    }
}

fn per_mille(part: u128, whole: u128) -> u32 {
    if whole == 0 {
        return 0;
    }
    // Gross amounts stay far below 2^118, so that a thousandfold fits.
    let share = part.saturating_mul(1_000).div_ceil(whole).min(1_000);
    u32::try_from(share).unwrap_or(1_000)
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            gross: self.gross + other.gross,
            divided: self.divided + other.divided,
            estimated: self.estimated + other.estimated,
        }
    }
}

impl Add for Figure {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            over: self.over + other.over,
            under: self.under + other.under,
            lacks: self.lacks || other.lacks,
            tells: self.tells || other.tells,
        }
    }
}

impl std::iter::Sum for Figure {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::default(), Add::add)
    }
}

impl Figure {
    /// A figure that nobody told.
    #[must_use]
    pub fn lacking() -> Self {
        Self { lacks: true, ..Self::default() }
    }

    /// The value in thousandths, rounded to `step` thousandths with halves away from zero; nothing
    /// where there is nothing to divide by.
    #[must_use]
    pub fn value(&self, formula: Formula, step: i64) -> Option<i64> {
        let (over, under) = (self.over.value, self.under.value);
        let (over, under) = match formula {
            Formula::Whole => (over, 1),
            Formula::Mean => (over, under),
            Formula::Ratio { scale } => (over * i128::from(scale) * 1_000, under),
        };
        let step = i128::from(step.max(1));
        let steps = rounded(over, under.checked_mul(step)?)?;
        i64::try_from(steps * step).ok()
    }

    /// The estimated part in tenths of a per cent: of a quotient, that of the part with more of it.
    #[must_use]
    pub fn estimated_per_mille(&self) -> u32 {
        self.over.estimated_per_mille().max(self.under.estimated_per_mille())
    }

    /// The divided part in tenths of a per cent, estimated or not.
    #[must_use]
    pub fn divided_per_mille(&self) -> u32 {
        self.over.divided_per_mille().max(self.under.divided_per_mille())
    }
}

/// A quotient rounded to a whole number, halves away from zero.
fn rounded(over: i128, under: i128) -> Option<i128> {
    if under == 0 {
        return None;
    }
    let (quotient, rest) = (over / under, over % under);
    let is_half = rest.unsigned_abs() >= under.unsigned_abs() - rest.unsigned_abs();
    let sign = if (over < 0) == (under < 0) { 1 } else { -1 };
    Some(if rest != 0 && is_half { quotient + sign } else { quotient })
}

/// Fewest households or people of which a count is told to everybody (Law 91/2025/QH15 protects what
/// points at a person; published tables keep k ≥ 10).
pub const TOLD_FROM_MILLI: i128 = 10_000;

/// Whether counts of households or people behind a figure, in thousandths, are from one to nine.
#[must_use]
pub fn is_few(counts: [i128; 2]) -> bool {
    counts.iter().any(|count| (1..TOLD_FROM_MILLI).contains(count))
}

/// Which lines of a column may not be told to everybody, where some may not by themselves. `counts`
/// are the counts behind each line, in thousandths, nothing where there are none; the sum of the
/// column is told beside it, so that a single line left out would be told by it: then the next
/// smallest is left out too.
#[must_use]
pub fn withhold(mut withheld: Vec<bool>, counts: &[Option<[i128; 2]>]) -> Vec<bool> {
    if withheld.iter().filter(|is| **is).count() == 1 {
        let others = counts.iter().enumerate().filter(|(at, _)| !withheld[*at]);
        let counted = others.filter_map(|(at, counts)| Some((counts.as_ref()?[0], at)));
        // An empty place hides nothing: whoever knows the sum takes zero away from it.
        if let Some((_, next)) = counted.filter(|(count, _)| *count > 0).min() {
            withheld[next] = true;
        }
    }
    withheld
}
