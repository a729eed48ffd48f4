//! What the exact tier leaves behind for others to add up again.

use super::master::Master;
use crate::Problem;
use crate::certificate::{Certificate, MILLIONTHS, Step, Then, digest};
use crate::search::contract::Net;

/// A node of the proof, before its prices are rounded and given to atoms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trace {
    prices: Vec<f64>,
    part: f64,
    part_least: f64,
    cuts: Vec<([u32; 3], f64)>,
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
            then: Then::Done,
        }
    }

    /// A node whose bound was known before it was looked at.
    pub(super) fn known() -> Self {
        let (prices, cuts) = (Vec::new(), Vec::new());
        Self { prices, part: 0.0, part_least: 0.0, cuts, then: Then::Done }
    }

    /// The node with prices in millionths, on the lowest atom of each net node.
    fn step(&self, net: &Net, is_fixed: bool) -> Step {
        let first = |node: u32| net.atoms(node)[0];
        let mut prices = Vec::new();
        if !self.prices.is_empty() {
            prices.resize(net.node_of.len(), 0);
            for (node, price) in (0u32..).zip(&self.prices) {
                prices[first(node) as usize] = millionths(*price);
            }
        }
        let part = millionths(self.part);
        let cuts = self.cuts.iter().map(|&(nodes, price)| {
            let mut atoms = nodes.map(first);
            atoms.sort_unstable();
            (atoms, millionths(price).min(0))
        });
        let then = match self.then {
            Then::Split(u, v) => Then::Split(first(u), first(v)),
            other => other,
        };
        Step {
            prices,
            part: if is_fixed { part } else { part.min(0) },
            part_least: millionths(self.part_least).max(0),
            cuts: cuts.filter(|(_, price)| *price < 0).collect(),
            then,
        }
    }
}

fn millionths(price: f64) -> i64 {
    (price * MILLIONTHS).round() as i64
}

/// What no plan costs less than, with its proof.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bound {
    pub(crate) value: f64,
    /// Fewest and most parts of the plans it holds for, without the locked ones.
    pub(super) range: (u32, u32),
    pub(super) traces: Vec<Trace>,
}

impl Bound {
    /// The certificate for a problem of which the net is made, with so many locked parts.
    pub(crate) fn certificate(&self, problem: &Problem, net: &Net, locked: u32) -> Certificate {
        let (fewest, most) = self.range;
        let steps = self.traces.iter().map(|trace| trace.step(net, fewest == most));
        // Rounding takes up to half a millionth of each price, and of each part what the simplex
        // lets pass.
        let lost = net.len() as i64 + 8 * i64::from(most);
        Certificate {
            instance: digest(problem),
            fewest: fewest + locked,
            most: most + locked,
            bound: (self.value * MILLIONTHS).floor() as i64 - lost,
            steps: steps.collect(),
            seal: String::new(),
        }
        .sealed()
    }
}
