//! One level of an order of objectives, and what proves what was reached of it. Says nothing of how it is
//! reached.

use serde::{Deserialize, Serialize};

use crate::{Certificate, Terms, WardWeights};

/// One level of an order.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// What it sums; smaller is better.
    pub weights: WardWeights,
    /// By how much later levels may make it worse than it was reached; not below 0.
    pub slack: f64,
}

/// What proves the bounds of an order of levels: a certificate for each, with what was held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelsCertificate {
    /// Per level, in order.
    pub levels: Vec<LevelCertificate>,
}

/// What proves the bound of one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelCertificate {
    /// What was minimised, and by how much it may be exceeded later.
    pub level: Level,
    /// The part of each atom in the plan where the level was reached.
    pub assignment: Vec<u32>,
    /// What was fixed: no later plan exceeds it.
    pub limit: f64,
    /// A price for each level before this one: it holds them within their limits.
    pub prices: Vec<f64>,
    /// The proof for the level's weights and those before it, each times its price.
    pub certificate: Certificate,
}

impl Level {
    /// The level's sum, of a plan's figures.
    #[must_use]
    pub fn value(&self, terms: &Terms) -> f64 {
        let w = &self.weights;
        w.deviation * terms.deviation
            + w.cut * terms.cut
            + w.moved * f64::from(terms.moved)
            + w.walking * terms.walking as f64
            + w.inertia * terms.inertia as f64
    }
}

/// The weights of a level with those before it, each times its price.
pub(crate) fn combined(
    own: WardWeights,
    before: impl Iterator<Item = (WardWeights, f64)>,
) -> WardWeights {
    before.fold(own, |sum, (weights, price)| WardWeights {
        deviation: sum.deviation + price * weights.deviation,
        cut: sum.cut + price * weights.cut,
        moved: sum.moved + price * weights.moved,
        walking: sum.walking + price * weights.walking,
        inertia: sum.inertia + price * weights.inertia,
    })
}

/// Whether a sum keeps a limit, beyond rounding.
pub(crate) fn keeps(value: f64, limit: f64) -> bool {
    value <= limit + 1e-9 * (1.0 + limit.abs())
}
