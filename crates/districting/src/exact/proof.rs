//! What the exact tier leaves behind for others to add up again.

use super::cut::Cut;
use super::master::Master;
use crate::Problem;
use crate::certificate::{self, Certificate, MILLIONTHS, Step, Then, Tiers, digest};
use crate::search::contract::Net;

/// A node of the proof, before its prices are rounded and given to atoms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trace {
    prices: Vec<f64>,
    part: f64,
    part_least: f64,
    cuts: Vec<(Cut, f64)>,
    /// What the prices prove.
    pub(super) bound: f64,
    pub(super) then: Then,
}

impl Trace {
    /// The prices as they stand.
    pub(super) fn of(master: &Master) -> Self {
        let (part, part_least) = master.part_prices();
        Self {
            prices: master.node_prices().to_vec(),
            part,
            part_least,
            cuts: master.cut_prices(),
            bound: master.proven,
            then: Then::Done,
        }
    }

    /// A node whose bound was known before it was looked at.
    pub(super) fn known(bound: f64) -> Self {
        let (prices, cuts) = (Vec::new(), Vec::new());
        Self { prices, part: 0.0, part_least: 0.0, cuts, bound, then: Then::Done }
    }

    /// The node with prices in millionths, on the lowest atom of each net node.
    fn step(&self, net: &Net, (is_fixed, locked): (bool, u32)) -> Step {
        let first = |node: u32| net.atoms(node)[0];
        let mut prices = Vec::new();
        if !self.prices.is_empty() {
            prices.resize(net.node_of.len(), 0);
            for (node, price) in (0u32..).zip(&self.prices) {
                prices[first(node) as usize] = millionths(*price);
            }
        }
        let part = millionths(self.part);
        let cuts = self.cuts.iter().map(|(cut, price)| {
            let mut atoms: Vec<(u32, u8)> =
                cut.weighed().map(|(node, weight)| (first(node), weight)).collect();
            atoms.sort_unstable();
            let price = millionths(*price).min(0);
            certificate::Cut { atoms, divisor: cut.divisor(), price }
        });
        let then = match self.then {
            Then::Split(u, v) => Then::Split(first(u), first(v)),
            Then::Count(most) => Then::Count(most + locked),
            other => other,
        };
        Step {
            prices,
            part: if is_fixed { part } else { part.min(0) },
            part_least: millionths(self.part_least).max(0),
            cuts: cuts.filter(|cut| cut.price < 0).collect(),
            then,
        }
    }
}

/// What prices lose at most when they are rounded to millionths: half a millionth of each node's, and
/// of each part what the simplex lets pass. By so much more is let through wherever units are laid
/// aside, as whoever adds the prices up again lets them through.
pub(super) fn rounding(nodes: usize, most: u32) -> f64 {
    (nodes as f64 + 8.0 * f64::from(most)) / MILLIONTHS
}

fn millionths(price: f64) -> i64 {
    (price * MILLIONTHS).round() as i64
}

/// What no plan costs less than, with its proof.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bound {
    pub(crate) value: f64,
    /// The goal below which no plan was found: parts that are in no plan below it were laid aside.
    pub(super) goal: f64,
    /// Fewest and most parts of the plans it holds for, without the locked ones.
    pub(super) range: (u32, u32),
    /// By how much the costs of two plans differ at least.
    pub(super) grain: f64,
    pub(super) traces: Vec<Trace>,
    /// Where sizes were let out: what that weighs, and what it weighs in the plan, which no plan comes
    /// below. The value is without that weight, the goal and the traces with it.
    pub(super) tiers: Option<(Tiers, f64)>,
}

impl Bound {
    /// Whether it speaks of plans with so many parts.
    pub(crate) fn holds_for(&self, parts: u32) -> bool {
        (self.range.0..=self.range.1).contains(&parts)
    }

    /// Whether it is proven that no plan has fewer units out of range, of the sizes looked at.
    pub(crate) fn is_widened(&self) -> bool {
        self.tiers.is_some()
    }

    /// Whether no plan can cost less than one of this cost.
    pub(crate) fn proves(&self, cost: f64) -> bool {
        cost < self.value + self.grain - 1e-6 * cost.abs().max(1.0)
    }

    /// The certificate for a problem of which the net is made, with so many locked parts.
    pub(crate) fn certificate(&self, problem: &Problem, net: &Net, locked: u32) -> Certificate {
        let (fewest, most) = self.range;
        let steps = self.traces.iter().map(|trace| trace.step(net, (fewest == most, locked)));
        let ends = self.traces.iter().filter(|trace| trace.then == Then::Done);
        let weight = self.tiers.map_or(0.0, |(_, weight)| weight);
        let proven = ends.map(|trace| trace.bound).fold(self.value + weight, f64::min);
        let lost = millionths(rounding(net.len(), most));
        Certificate {
            instance: digest(problem),
            heirs: problem.heirs,
            fewest: fewest + locked,
            most: most + locked,
            tiers: self.tiers.map(|(tiers, _)| tiers),
            goal: millionths(self.goal),
            bound: ((proven * MILLIONTHS).floor() as i64).saturating_sub(lost),
            steps: steps.collect(),
            seal: String::new(),
        }
        .sealed()
    }
}
