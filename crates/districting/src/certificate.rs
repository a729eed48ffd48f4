//! What proves that no plan is better: prices of atoms that anyone can add up again.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::places::{coordinates, distances};
use crate::{Heirs, Objective, Problem, WardWeights};

/// Costs, prices and bounds are whole numbers of this share of one.
pub const MILLIONTHS: f64 = 1e6;

/// A proof of a lower bound. It holds for one problem and for plans with `fewest` to `most` parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// SHA-256 of the problem with its rules, in hexadecimal: [`digest`].
    pub instance: String,
    /// The rule of who takes over a predecessor that its costs keep to; the digest has it too.
    #[serde(default, skip_serializing_if = "is_each")]
    pub heirs: Heirs,
    /// Fewest parts of the plans it speaks of.
    pub fewest: u32,
    /// Most parts of the plans it speaks of.
    pub most: u32,
    /// Where no plan lies in range: the sizes looked at, and what being out of range costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiers: Option<Tiers>,
    /// What is shown of plans that cost less than this, in millionths: there are none, or they cost
    /// no less than the bound. Parts that cannot be in such a plan are laid aside on the way.
    pub goal: i64,
    /// No such plan costs less, in millionths.
    pub bound: i64,
    /// The proof: a tree, each node before what lies below it.
    pub steps: Vec<Step>,
    /// SHA-256 of all the above, in hexadecimal: [`Certificate::sealed`].
    pub seal: String,
}

fn is_each(heirs: &Heirs) -> bool {
    *heirs == Heirs::Each
}

/// What being out of range costs, so that fewer parts out of range come before fewer households, and
/// these before the objective. Looked at are the parts of `min` to `max` households; a whole piece that
/// is smaller, as one part; and atoms (or must-link groups) that are larger, each as one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tiers {
    /// Smallest size looked at.
    pub min: u64,
    /// Largest size looked at.
    pub max: u64,
    /// Cost of a part out of range, in ones.
    pub part: u64,
    /// Cost of each household by which a part is out of range, in ones.
    pub household: u64,
}

/// One node of the proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// A price for each atom, in millionths; empty where the node before suffices.
    pub prices: Vec<i64>,
    /// A price for a part, where their number is limited from above (not above 0 unless it is fixed).
    pub part: i64,
    /// A price for a part, where their number is limited from below; not below 0.
    pub part_least: i64,
    /// Cuts.
    pub cuts: Vec<Cut>,
    /// What follows.
    pub then: Then,
}

/// A cut: each atom lies in one part, so where each part counts the weights of its atoms, divided and
/// rounded down, all parts of a plan come to no more than all the weights, divided and rounded down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Atoms, each once, in order, with their weights.
    pub atoms: Vec<(u32, u8)>,
    /// What sums of weights are divided by; not 0.
    pub divisor: u8,
    /// The price, not above 0.
    pub price: i64,
}

/// What follows a node of the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// Nothing: its bound suffices.
    Done,
    /// One node, for the parts that these prices leave.
    Narrow,
    /// Two nodes: there are so many parts at most; there are more.
    Count(u32),
    /// Two nodes: the two atoms lie together; they do not.
    Split(u32, u32),
}

impl Certificate {
    /// The same with its seal.
    #[must_use]
    pub fn sealed(self) -> Self {
        let seal = self.seal_of();
        Self { seal, ..self }
    }

    /// The seal that belongs to what it says.
    #[must_use]
    pub(crate) fn seal_of(&self) -> String {
        let mut ink = Ink::new();
        ink.text(&self.instance);
        ink.heirs(self.heirs);
        ink.number(i64::from(self.fewest));
        ink.number(i64::from(self.most));
        if let Some(Tiers { min, max, part, household }) = self.tiers {
            [min, max, part, household].into_iter().for_each(|n| ink.number(n as i64));
        }
        ink.number(self.goal);
        ink.number(self.bound);
        for step in &self.steps {
            ink.number(step.prices.len() as i64);
            step.prices.iter().for_each(|&price| ink.number(price));
            ink.number(step.part);
            ink.number(step.part_least);
            ink.number(step.cuts.len() as i64);
            for cut in &step.cuts {
                ink.number(cut.atoms.len() as i64);
                for &(atom, weight) in &cut.atoms {
                    ink.number(i64::from(atom));
                    ink.number(i64::from(weight));
                }
                ink.number(i64::from(cut.divisor));
                ink.number(cut.price);
            }
            match step.then {
                Then::Done => ink.number(0),
                Then::Narrow => ink.number(1),
                Then::Count(most) => {
                    [3, i64::from(most)].into_iter().for_each(|n| ink.number(n));
                }
                Then::Split(u, v) => {
                    [2, i64::from(u), i64::from(v)].into_iter().for_each(|n| ink.number(n))
                }
            }
        }
        ink.dry()
    }
}

/// SHA-256 of a problem with its rules, in hexadecimal. Left out is what a certificate says of itself
/// or does not depend on: the number of parts, whether sizes may give way; where atoms lie and houses
/// stand, unless that weighs.
#[must_use]
pub fn digest(problem: &Problem) -> String {
    let mut ink = Ink::new();
    ink.heirs(problem.heirs);
    ink.number(problem.atoms.len() as i64);
    for atom in &problem.atoms {
        ink.number(i64::from(atom.households));
        ink.number(atom.predecessor.map_or(-1, i64::from));
    }
    ink.number(problem.edges.len() as i64);
    for edge in &problem.edges {
        ink.number(i64::from(edge.u));
        ink.number(i64::from(edge.v));
        ink.fraction(edge.weight);
    }
    ink.number(i64::from(problem.sizes.min));
    ink.number(i64::from(problem.sizes.max));
    ink.fraction(problem.sizes.target);
    for lists in [&problem.links.together, &problem.links.locked] {
        ink.number(lists.len() as i64);
        for list in lists {
            ink.number(list.len() as i64);
            list.iter().for_each(|&atom| ink.number(i64::from(atom)));
        }
    }
    ink.number(problem.links.apart.len() as i64);
    for &(a, b) in &problem.links.apart {
        ink.number(i64::from(a));
        ink.number(i64::from(b));
    }
    match problem.objective {
        Objective::Cut => ink.number(0),
        Objective::Moment => ink.number(1),
        Objective::Ward(weights) => {
            ink.number(2);
            for weight in [weights.deviation, weights.cut, weights.moved] {
                ink.fraction(weight);
            }
            ink.lay(problem, weights);
        }
    }
    ink.dry()
}

/// Numbers and texts on their way into a digest.
struct Ink(Sha256);

impl Ink {
    fn new() -> Self {
        Self(Sha256::new())
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }

    fn fraction(&mut self, fraction: f64) {
        self.0.update(fraction.to_bits().to_be_bytes());
    }

    /// Nothing for the rule of the published instances, so that what is known of them stays known.
    fn heirs(&mut self, heirs: Heirs) {
        if heirs == Heirs::Once {
            self.text("heirs-once");
        }
    }

    /// Where atoms lie and houses stand, as far as it weighs.
    fn lay(&mut self, problem: &Problem, weights: WardWeights) {
        if weights.walking > 0.0 {
            self.text("walking");
            self.fraction(weights.walking);
            for (house, metres) in problem.houses.iter().zip(distances(problem)) {
                self.number(i64::from(house.atom));
                metres.into_iter().for_each(|metres| self.number(metres as i64));
            }
        }
        if weights.inertia > 0.0 {
            self.text("inertia");
            self.fraction(weights.inertia);
            coordinates(problem).into_iter().flatten().for_each(|metres| self.number(metres));
        }
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as i64);
        self.0.update(text.as_bytes());
    }

    fn dry(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
