//! The independent check of a certificate: from a problem, a plan and the certificate alone.
//!
//! Shares no code with the search or the exact tier. All possible parts are listed again; against each
//! the prices are added up in whole millionths. A plan covers every atom once, so no plan costs less
//! than the sum of all prices, less what the parts lack at the worst, times the most parts there are.

mod ground;
mod parts;
#[cfg(test)]
mod tests;

use self::ground::Ground;
use self::parts::{Part, list};
use crate::certificate::{Certificate, MILLIONTHS, Step, Then, digest};
use crate::check::{Violation, check};
use crate::{Plan, Problem, score};

/// Possible parts that are looked at, at most.
const PARTS_MOST: usize = 4_000_000;

/// What a certificate proves of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certified {
    /// No plan (with so many parts) costs less.
    pub bound: f64,
    /// The plan's own cost.
    pub value: f64,
    /// Whether no plan is better; false where the plan has more or fewer parts than it speaks of.
    pub is_best: bool,
    /// Fewest and most parts of the plans it was compared with.
    pub parts: (u32, u32),
    /// Where no plan lies in range: the sizes that were looked at instead. Fewer parts out of range
    /// come before fewer households, and these before the cost, in what is said to be best.
    pub sizes: Option<(u64, u64)>,
    /// Possible parts that were looked at.
    pub looked_at: usize,
}

/// Why a certificate proves nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Mistrust {
    /// It speaks of another problem, or of one with other rules.
    #[error("the certificate speaks of another problem, or of one with other rules")]
    OtherProblem,
    /// It was changed after it was written.
    #[error("the certificate was changed after it was written")]
    Changed,
    /// The plan breaks a rule.
    #[error("the plan breaks a rule: {0}")]
    Broken(Violation),
    /// It does not have the shape of a proof.
    #[error("step {step} of the certificate does not have the shape of a proof")]
    Shape {
        /// 1-based.
        step: usize,
    },
    /// The prices prove less than it says.
    #[error("the prices prove {found}, the certificate says {said}, in millionths")]
    Less {
        /// What they prove, in millionths.
        found: i64,
        /// What it says, in millionths.
        said: i64,
    },
    /// There are too many possible parts to look at.
    #[error("there are too many possible parts to look at")]
    TooMany,
}

impl Mistrust {
    /// The reason's stable code, worded in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherProblem => "districting-mistrust-other-problem",
            Self::Changed => "districting-mistrust-changed",
            Self::Broken(_) => "districting-mistrust-broken",
            Self::Shape { .. } => "districting-mistrust-shape",
            Self::Less { .. } => "districting-mistrust-less",
            Self::TooMany => "districting-mistrust-too-many",
        }
    }

    /// The values its sentence names.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Shape { step } => vec![("step", step.to_string())],
            Self::Less { found, said } => {
                vec![("found", found.to_string()), ("said", said.to_string())]
            }
            _ => vec![],
        }
    }
}

/// Checks what a certificate says of a plan.
///
/// # Errors
/// A [`Mistrust`] where it proves nothing, or less than it says.
pub fn certify(
    problem: &Problem,
    plan: &Plan,
    certificate: &Certificate,
) -> Result<Certified, Mistrust> {
    if certificate.instance != digest(problem) {
        return Err(Mistrust::OtherProblem);
    }
    if certificate.seal != certificate.seal_of() {
        return Err(Mistrust::Changed);
    }
    // Where sizes were let out, being out of range is weighed instead.
    let is_weighed = |violation: &Violation| {
        certificate.tiers.is_some() && matches!(violation, Violation::OutOfRange { .. })
    };
    if let Some(violation) = check(problem, plan).into_iter().find(|found| !is_weighed(found)) {
        return Err(Mistrust::Broken(violation));
    }
    let ground = Ground::of(problem, certificate.tiers);
    let parts = list(&ground, PARTS_MOST).ok_or(Mistrust::TooMany)?;
    let own = ground.cost_of(plan);
    let mut proof = Proof::new(&ground, certificate, &parts)?;
    let all = (0..parts.len() as u32).collect();
    let range = proof.range;
    let found = proof.walk(all, range, i64::MIN)?;
    if proof.next != certificate.steps.len() {
        return Err(Mistrust::Shape { step: proof.next + 1 });
    }
    if found < certificate.bound {
        return Err(Mistrust::Less { found, said: certificate.bound });
    }
    let value = score(problem, plan).value;
    let is_meant = (certificate.fewest..=certificate.most).contains(&plan.parts);
    let is_best = is_meant && found > own - proof.grain.max(1);
    let below = (own - found).max(0) as f64 / MILLIONTHS;
    Ok(Certified {
        bound: if is_best { value } else { value - below },
        value,
        is_best,
        parts: (certificate.fewest, certificate.most),
        sizes: certificate.tiers.map(|tiers| (tiers.min, tiers.max)),
        looked_at: parts.len(),
    })
}

/// The proof while it is walked.
struct Proof<'a> {
    ground: &'a Ground<'a>,
    certificate: &'a Certificate,
    parts: &'a [Part],
    /// Fewest and most parts, without the locked ones.
    range: (i64, i64),
    /// Whether their number is fixed.
    is_fixed: bool,
    /// Plans below the goal cost no more than this, in millionths.
    sought: i64,
    /// All costs are multiples of it; 0 where they keep to no step.
    grain: i64,
    next: usize,
}

impl<'a> Proof<'a> {
    fn new(
        ground: &'a Ground<'a>,
        certificate: &'a Certificate,
        parts: &'a [Part],
    ) -> Result<Self, Mistrust> {
        let locked = i64::from(ground.locked_parts);
        let (fewest, most) = (i64::from(certificate.fewest), i64::from(certificate.most));
        let (fewest, most) = (fewest - locked, most - locked);
        if fewest < 0 || fewest > most || most > ground.problem.atoms.len() as i64 {
            return Err(Mistrust::Shape { step: 1 });
        }
        let exact = parts.iter().all(|part| part.is_exact);
        let grain = parts.iter().fold(0, |grain, part| gcd(grain, part.cost));
        let grain = if exact { grain } else { 0 };
        let is_round = grain > 0 && certificate.goal % grain == 0;
        let sought = certificate.goal - if is_round { grain } else { 1 };
        let (range, is_fixed) = ((fewest, most), fewest == most);
        Ok(Self { ground, certificate, parts, range, is_fixed, sought, grain, next: 0 })
    }

    /// What no plan made of so many of these parts costs less than, from the next node of the proof
    /// on. `above` is what the nodes above have proven.
    fn walk(&mut self, alive: Vec<u32>, range: (i64, i64), above: i64) -> Result<i64, Mistrust> {
        let at = self.next;
        self.next += 1;
        let shape = Mistrust::Shape { step: at + 1 };
        let step = self.certificate.steps.get(at).ok_or_else(|| shape.clone())?;
        if step.prices.is_empty() {
            return if step.then == Then::Done { Ok(above) } else { Err(shape) };
        }
        let sum = self.sum(step, range).ok_or_else(|| shape.clone())?;
        let (lacks, lack) = self.lacks(step, &alive);
        let bound = sum.saturating_add(lack.saturating_mul(range.1)).max(above);
        // A plan with a part costs at least the sum and what that part lacks.
        let limit = self.sought.saturating_sub(sum);
        let limit = limit.saturating_sub(lack.saturating_mul((range.1 - 1).max(0)));
        let left = alive.iter().zip(&lacks).filter(|(_, lacks)| **lacks <= limit);
        let left: Vec<u32> = left.map(|(part, _)| *part).collect();
        match step.then {
            Then::Done => Ok(bound),
            Then::Narrow => Ok(self.walk(left, range, bound)?.min(self.certificate.goal)),
            Then::Count(most) => {
                let few = i64::from(most) - i64::from(self.ground.locked_parts);
                if few < range.0 || few >= range.1 {
                    return Err(shape);
                }
                let fewer = self.walk(left.clone(), (range.0, few), bound)?;
                let more = self.walk(left, (few + 1, range.1), bound)?;
                Ok(fewer.min(more).min(self.certificate.goal))
            }
            Then::Split(u, v) => {
                let holds = |part: u32| {
                    let atoms = &self.parts[part as usize].atoms;
                    (atoms.contains(&u), atoms.contains(&v))
                };
                let sided = left.iter().filter(|part| {
                    let (has_u, has_v) = holds(**part);
                    has_u == has_v
                });
                let together: Vec<u32> = sided.copied().collect();
                let apart = left.iter().filter(|part| holds(**part) != (true, true));
                let apart: Vec<u32> = apart.copied().collect();
                let together = self.walk(together, range, bound)?;
                Ok(together.min(self.walk(apart, range, bound)?).min(self.certificate.goal))
            }
        }
    }

    /// The sum of all prices; nothing where a price has the wrong sign or place.
    fn sum(&self, step: &Step, (fewest, most): (i64, i64)) -> Option<i64> {
        let atoms = self.ground.problem.atoms.len();
        let is_sound = step.prices.len() == atoms
            && (self.is_fixed || step.part <= 0)
            && step.part_least >= 0
            && step.cuts.iter().all(|cut| {
                let is_ordered = cut.atoms.is_sorted_by(|(a, _), (b, _)| a < b);
                let last = cut.atoms.last().is_some_and(|&(last, _)| (last as usize) < atoms);
                cut.price <= 0 && cut.divisor > 0 && is_ordered && last
            });
        if !is_sound {
            return None;
        }
        let mut sum = 0i64;
        let free = (0..atoms).filter(|&atom| self.ground.is_free(atom));
        for atom in free {
            sum = sum.checked_add(step.prices[atom])?;
        }
        for cut in &step.cuts {
            let weights: i64 = cut.atoms.iter().map(|&(_, weight)| i64::from(weight)).sum();
            sum = sum.checked_add(cut.price.checked_mul(weights / i64::from(cut.divisor))?)?;
        }
        sum.checked_add(step.part.checked_mul(most)?)?
            .checked_add(step.part_least.checked_mul(fewest)?)
    }

    /// What each part lacks of its price (its cost less the prices on it), and the least of them, at
    /// most 0. A part that no plan in range can hold does not count.
    fn lacks(&self, step: &Step, alive: &[u32]) -> (Vec<i64>, i64) {
        let mut cuts_of = vec![Vec::new(); step.prices.len()];
        for (at, cut) in step.cuts.iter().enumerate() {
            for &(atom, weight) in &cut.atoms {
                cuts_of[atom as usize].push((at, i64::from(weight)));
            }
        }
        let mut weights = vec![0i64; step.cuts.len()];
        let mut met = Vec::new();
        let mut lacks = Vec::with_capacity(alive.len());
        let mut least = 0;
        for &number in alive {
            let part = &self.parts[number as usize];
            let mut lack =
                i128::from(part.cost) - i128::from(step.part) - i128::from(step.part_least);
            for &atom in &part.atoms {
                lack -= i128::from(step.prices[atom as usize]);
                for &(at, weight) in &cuts_of[atom as usize] {
                    if weights[at] == 0 {
                        met.push(at);
                    }
                    weights[at] += weight;
                }
            }
            for at in met.drain(..) {
                let cut = &step.cuts[at];
                lack -= i128::from(cut.price) * i128::from(weights[at] / i64::from(cut.divisor));
                weights[at] = 0;
            }
            let end = if lack < 0 { i64::MIN } else { i64::MAX };
            let mut lack = i64::try_from(lack).unwrap_or(end);
            if lack < least {
                if self.ground.leaves_whole_numbers(&part.atoms) {
                    least = lack;
                } else {
                    lack = i64::MAX;
                }
            }
            lacks.push(lack);
        }
        (lacks, least)
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}
