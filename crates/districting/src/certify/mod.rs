//! The independent check of a certificate: from a problem, a plan and the certificate alone.
//!
//! Shares no code with the search or the exact tier. All possible parts are listed again; against each
//! the prices are added up in whole millionths. A plan covers every atom once, so no plan costs less
//! than the sum of all prices, less what the parts lack at the worst, times the most parts there are.

mod ground;
mod levels;
mod parts;
#[cfg(test)]
mod tests;

use self::ground::Ground;
pub use self::levels::{CertifiedLevel, certify_levels};
use self::parts::{Part, each};
use crate::certificate::{Certificate, MILLIONTHS, Step, Then, digest};
use crate::check::{Violation, check};
use crate::{Plan, Problem, score};

/// Possible parts that are held at once, at most.
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
    /// What was fixed at a level before is exceeded.
    #[error("what was fixed before, or at, level {level} is exceeded")]
    Exceeded {
        /// 1-based.
        level: usize,
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
            Self::Exceeded { .. } => "districting-mistrust-exceeded",
            Self::TooMany => "districting-mistrust-too-many",
        }
    }

    /// The values its sentence names.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Shape { step } => vec![("step", step.to_string())],
            Self::Exceeded { level } => vec![("level", level.to_string())],
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
    if certificate.instance != digest(problem) || certificate.heirs != problem.heirs {
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
    let own = ground.cost_of(plan);
    let seen = Seen::of(&ground, certificate.steps.first()).ok_or(Mistrust::TooMany)?;
    let mut proof = Proof::new(&ground, certificate, &seen)?;
    let found = proof.begin(&seen)?;
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
        looked_at: seen.parts,
    })
}

/// All possible parts, seen once.
struct Seen {
    parts: usize,
    /// All costs are multiples of it; 0 where they keep to no step.
    grain: i64,
    /// The least that a part lacks at the first prices, at most 0.
    least: i64,
}

impl Seen {
    /// Nothing where they are too many.
    fn of(ground: &Ground<'_>, first: Option<&Step>) -> Option<Self> {
        let mut seen = Self { parts: 0, grain: 0, least: 0 };
        let mut is_exact = true;
        let sound = first.filter(|step| is_sound(ground, step));
        let mut scale = sound.map(Scale::of);
        let whole = each(ground, &mut |atoms, cost, exact| {
            seen.parts += 1;
            seen.grain = gcd(seen.grain, cost);
            is_exact &= exact;
            if let Some(scale) = &mut scale {
                let lack = scale.lack(atoms, cost);
                if lack < seen.least && ground.leaves_whole_numbers(atoms) {
                    seen.least = lack;
                }
            }
            true
        });
        if !is_exact {
            seen.grain = 0;
        }
        whole.then_some(seen)
    }
}

/// Whether a step has a price for each atom, and cuts of atoms that there are.
fn is_sound(ground: &Ground<'_>, step: &Step) -> bool {
    let atoms = ground.problem.atoms.len();
    step.prices.len() == atoms
        && step.cuts.iter().all(|cut| {
            let is_ordered = cut.atoms.is_sorted_by(|(a, _), (b, _)| a < b);
            let last = cut.atoms.last().is_some_and(|&(last, _)| (last as usize) < atoms);
            cut.price <= 0 && cut.divisor > 0 && is_ordered && last
        })
}

/// A step's prices, to weigh parts by.
struct Scale<'s> {
    step: &'s Step,
    /// Cuts of each atom, each with the atom's weight.
    cuts_of: Vec<Vec<(usize, i64)>>,
    weights: Vec<i64>,
    met: Vec<usize>,
}

impl<'s> Scale<'s> {
    fn of(step: &'s Step) -> Self {
        let mut cuts_of = vec![Vec::new(); step.prices.len()];
        for (at, cut) in step.cuts.iter().enumerate() {
            for &(atom, weight) in &cut.atoms {
                cuts_of[atom as usize].push((at, i64::from(weight)));
            }
        }
        Self { step, cuts_of, weights: vec![0; step.cuts.len()], met: Vec::new() }
    }

    /// What a part lacks of its price: its cost less the prices on it.
    fn lack(&mut self, atoms: &[u32], cost: i64) -> i64 {
        let step = self.step;
        let mut lack = i128::from(cost) - i128::from(step.part) - i128::from(step.part_least);
        for &atom in atoms {
            lack -= i128::from(step.prices[atom as usize]);
            for &(at, weight) in &self.cuts_of[atom as usize] {
                if self.weights[at] == 0 {
                    self.met.push(at);
                }
                self.weights[at] += weight;
            }
        }
        for at in self.met.drain(..) {
            let cut = &step.cuts[at];
            let count = std::mem::take(&mut self.weights[at]) / i64::from(cut.divisor);
            lack -= i128::from(cut.price) * i128::from(count);
        }
        let end = if lack < 0 { i64::MIN } else { i64::MAX };
        i64::try_from(lack).unwrap_or(end)
    }
}

/// The proof while it is walked.
struct Proof<'a> {
    ground: &'a Ground<'a>,
    certificate: &'a Certificate,
    /// The parts that are held.
    parts: Vec<Part>,
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
        seen: &Seen,
    ) -> Result<Self, Mistrust> {
        let locked = i64::from(ground.locked_parts);
        let (fewest, most) = (i64::from(certificate.fewest), i64::from(certificate.most));
        let (fewest, most) = (fewest - locked, most - locked);
        if fewest < 0 || fewest > most || most > ground.problem.atoms.len() as i64 {
            return Err(Mistrust::Shape { step: 1 });
        }
        let grain = seen.grain;
        let is_round = grain > 0 && certificate.goal % grain == 0;
        let sought = certificate.goal.saturating_sub(if is_round { grain } else { 1 });
        let (range, is_fixed) = ((fewest, most), fewest == most);
        let parts = Vec::new();
        Ok(Self { ground, certificate, parts, range, is_fixed, sought, grain, next: 0 })
    }

    /// Walks the proof from its first node on. Where that only narrows what is looked at, what it lays
    /// aside is never held.
    fn begin(&mut self, seen: &Seen) -> Result<i64, Mistrust> {
        let shape = Mistrust::Shape { step: 1 };
        let certificate = self.certificate;
        let step = certificate.steps.first().ok_or_else(|| shape.clone())?;
        let narrows = step.then == Then::Narrow;
        if narrows {
            let sum = self.sum(step, self.range).ok_or(shape)?;
            let limit = self.limit(sum, seen.least, self.range);
            let bound = sum.saturating_add(seen.least.saturating_mul(self.range.1));
            self.hold(Some((step, limit)))?;
            self.next = 1;
            let all = (0..self.parts.len() as u32).collect();
            return Ok(self.walk(all, self.range, bound)?.min(certificate.goal));
        }
        self.hold(None)?;
        self.walk((0..self.parts.len() as u32).collect(), self.range, i64::MIN)
    }

    /// Holds all possible parts, or those that lack no more than a limit.
    fn hold(&mut self, sieve: Option<(&Step, i64)>) -> Result<(), Mistrust> {
        let mut scale = sieve.map(|(step, limit)| (Scale::of(step), limit));
        let parts = &mut self.parts;
        let whole = each(self.ground, &mut |atoms, cost, _| {
            let is_out = |(scale, limit): &mut (Scale<'_>, i64)| scale.lack(atoms, cost) > *limit;
            if !scale.as_mut().is_some_and(is_out) {
                parts.push(Part { atoms: atoms.to_vec(), cost });
            }
            parts.len() <= PARTS_MOST
        });
        if whole { Ok(()) } else { Err(Mistrust::TooMany) }
    }

    /// How much a part of a plan below the goal lacks at most: a plan with it costs at least the sum
    /// of all prices and what it lacks.
    fn limit(&self, sum: i64, lack: i64, range: (i64, i64)) -> i64 {
        let others = lack.saturating_mul((range.1 - 1).max(0));
        self.sought.saturating_sub(sum).saturating_sub(others)
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
        let limit = self.limit(sum, lack, range);
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
        let is_signed = (self.is_fixed || step.part <= 0) && step.part_least >= 0;
        if !is_signed || !is_sound(self.ground, step) {
            return None;
        }
        let atoms = self.ground.problem.atoms.len();
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
        let mut scale = Scale::of(step);
        let mut lacks = Vec::with_capacity(alive.len());
        let mut least = 0;
        for &number in alive {
            let part = &self.parts[number as usize];
            let mut lack = scale.lack(&part.atoms, part.cost);
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
