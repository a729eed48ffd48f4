//! Objectives in an order of importance: each level is made as good as can be and then held, give or
//! take a stated slack, while the next one is.
//!
//! What was reached is held by a price: the next level's objective takes in the levels before it, each
//! times a price that is raised until the best plan keeps all limits. No plan costs less than that
//! drawing's bound, so no plan within the limits has less of the level than the bound less what the
//! limits are worth at those prices. Where a level is held without slack the two meet as soon as the
//! price is high enough. With slack, prices are halved towards the lowest that will do; plans in a
//! hollow between two of these are best at no price, and then a gap is left and said.

use crate::errand::Errand;
use crate::level::{Level, LevelCertificate, LevelsCertificate, combined, keeps};
use crate::{Certificate, Drawing, Env, Infeasible, Objective, Parts, Plan, Problem, Terms};

/// Times a price is raised or halved, at most.
const ROUNDS: u32 = 24;
/// Of the steps left to a level, one in so many goes to each drawing.
const SHARE: u64 = 3;

/// What a level came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The level's own sum where it was reached.
    pub value: f64,
    /// What later levels may not exceed: the value and the slack.
    pub limit: f64,
    /// What no plan within the limits before it has less of, where that is known.
    pub bound: Option<f64>,
    /// Whether the value meets the bound.
    pub is_proven: bool,
}

/// The plan an order of levels leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered {
    /// The plan, within all limits.
    pub plan: Plan,
    /// Its figures, under the problem's own objective.
    pub terms: Terms,
    /// Per level, in order.
    pub levels: Vec<Reached>,
    /// What proves the bounds, where every level has one.
    pub certificate: Option<LevelsCertificate>,
}

/// Draws by levels, first what matters most. Where sizes give way, fewer parts out of range come before
/// every level. The number of parts, where the problem leaves it open, is chosen by the first level,
/// unless that weighs sizes and the number lies between two others.
///
/// The problem's own objective counts for nothing but the figure in [`Ordered::terms`]. Without levels
/// it is drawn as it is.
///
/// # Errors
/// [`Infeasible`] where there is no plan at all, as [`crate::draw`] says.
pub fn ordered(problem: &Problem, levels: &[Level], env: &Env<'_>) -> Result<Ordered, Infeasible> {
    let errand = Errand::new(env);
    let mut ladder = Ladder { problem: problem.clone(), levels, errand: &errand, reached: vec![] };
    let mut best: Option<Step> = None;
    let mut certificates = Vec::new();
    for at in 0..levels.len() {
        let end = errand.steps() * (at as u64 + 1) / levels.len() as u64;
        let step = ladder.climb(best.as_ref(), end)?;
        certificates.push(step.certificate(levels[at]));
        ladder.keep(&step, levels[at]);
        best = Some(step);
    }
    let plan = match best {
        Some(step) => step.plan,
        None => errand.draw(problem, None, (errand.steps(), 0))?.plan,
    };
    let certificates: Option<Vec<LevelCertificate>> = certificates.into_iter().collect();
    let certificate = certificates.filter(|levels| !levels.is_empty());
    Ok(Ordered {
        terms: Terms::of(problem, &plan),
        plan,
        levels: ladder.reached,
        certificate: certificate.map(|levels| LevelsCertificate { levels }),
    })
}

/// The levels reached so far.
struct Ladder<'a> {
    problem: Problem,
    levels: &'a [Level],
    errand: &'a Errand<'a>,
    reached: Vec<Reached>,
}

/// The best plan of a level, and the best proof.
struct Step {
    plan: Plan,
    terms: Terms,
    value: f64,
    limit: f64,
    proof: Option<Proof>,
    is_proven: bool,
}

struct Proof {
    bound: f64,
    prices: Vec<f64>,
    certificate: Certificate,
}

impl Step {
    fn certificate(&self, level: Level) -> Option<LevelCertificate> {
        let proof = self.proof.as_ref()?;
        Some(LevelCertificate {
            level,
            assignment: self.plan.assignment.clone(),
            limit: self.limit,
            prices: proof.prices.clone(),
            certificate: proof.certificate.clone(),
        })
    }
}

impl Ladder<'_> {
    /// Makes the next level as good as can be, from the plan of the one before.
    fn climb(&self, before: Option<&Step>, end: u64) -> Result<Step, Infeasible> {
        let level = self.levels[self.reached.len()];
        let mut prices = Prices::new(self.first_prices(level, before));
        let mut best: Option<Step> = before.map(|step| self.again(step, level));
        let mut proof: Option<Proof> = None;
        for round in 0..ROUNDS {
            let drawing = match self.draw(level, &prices.now, (before, end, u64::from(round))) {
                Ok(drawing) => drawing,
                Err(reason) if best.is_none() => return Err(reason),
                Err(_) => break,
            };
            let terms = Terms::of(&self.problem, &drawing.plan);
            let worth: f64 =
                self.reached.iter().zip(&prices.now).map(|(held, price)| held.limit * price).sum();
            let tolerance = 1e-6 * (level.value(&terms).abs() + worth.abs()).max(1.0);
            if let (Some(bound), Some(certificate)) = (drawing.bound, drawing.certificate.clone()) {
                let bound = bound - worth;
                if proof.as_ref().is_none_or(|known| bound > known.bound) {
                    proof = Some(Proof { bound, prices: prices.now.clone(), certificate });
                }
            }
            let over = self.over(&terms);
            if over.iter().all(|over| !over) {
                self.take(&mut best, (level, drawing.plan, terms));
            }
            let known = best.as_ref().map_or(f64::INFINITY, |step| step.value);
            let is_met = proof.as_ref().is_some_and(|proof| known <= proof.bound + tolerance);
            if is_met || self.errand.is_stopped() || self.errand.done() >= end {
                break;
            }
            if !prices.change(&over) {
                break;
            }
        }
        let mut step = best.ok_or(Infeasible::NotFound)?;
        let far = 1e-6 * step.value.abs().max(1.0);
        step.is_proven = proof.as_ref().is_some_and(|proof| step.value <= proof.bound + far);
        step.proof = proof;
        Ok(step)
    }

    /// Prices to begin with: at which what was reached weighs as much as the level does.
    fn first_prices(&self, level: Level, before: Option<&Step>) -> Vec<f64> {
        let Some(before) = before else { return Vec::new() };
        let own = level.value(&before.terms).max(1.0);
        self.reached.iter().map(|held| own / held.value.max(1.0)).collect()
    }

    /// Draws with these prices, from the plan of the level before.
    fn draw(
        &self,
        level: Level,
        prices: &[f64],
        (before, end, seed): (Option<&Step>, u64, u64),
    ) -> Result<Drawing, Infeasible> {
        let held = self.levels.iter().map(|level| level.weights).zip(prices.iter().copied());
        let objective = Objective::Ward(combined(level.weights, held));
        let problem = Problem { objective, ..self.problem.clone() };
        let start = before.map(|step| step.plan.assignment.as_slice());
        // The first level holds nothing, so one drawing does it all.
        let share = if prices.is_empty() { 1 } else { SHARE };
        let steps = self.errand.share(end, share);
        self.errand.draw(&problem, start, (steps, seed))
    }

    /// Which of the levels before exceed their limits.
    fn over(&self, terms: &Terms) -> Vec<bool> {
        let held = self.levels.iter().zip(&self.reached);
        held.map(|(level, held)| !keeps(level.value(terms), held.limit)).collect()
    }

    /// The plan of the level before as a plan of this one.
    fn again(&self, step: &Step, level: Level) -> Step {
        let value = level.value(&step.terms);
        let (plan, terms) = (step.plan.clone(), step.terms);
        Step { plan, terms, value, limit: value + level.slack, proof: None, is_proven: false }
    }

    /// Keeps a plan within the limits where it is better.
    fn take(&self, best: &mut Option<Step>, (level, plan, terms): (Level, Plan, Terms)) {
        let value = level.value(&terms);
        let is_better = best.as_ref().is_none_or(|known| {
            let out = (terms.out_of_range, known.terms.out_of_range);
            out.0 < out.1 || (out.0 == out.1 && value < known.value - 1e-9)
        });
        if is_better {
            let limit = value + level.slack;
            *best = Some(Step { plan, terms, value, limit, proof: None, is_proven: false });
        }
    }

    /// Takes down what a level came to.
    fn keep(&mut self, step: &Step, level: Level) {
        if self.reached.is_empty() {
            let varies = matches!(self.problem.parts, Parts::Between(..));
            if !varies || level.weights.deviation == 0.0 {
                self.problem.parts = Parts::Exactly(step.plan.parts);
            }
        }
        self.reached.push(Reached {
            value: step.value,
            limit: step.limit,
            bound: step.proof.as_ref().map(|proof| proof.bound.min(step.value)),
            is_proven: step.is_proven,
        });
    }
}

/// Prices of the levels before, on their way to the lowest that hold them.
struct Prices {
    now: Vec<f64>,
    /// The highest that were too low, and the lowest that were enough.
    low: Vec<f64>,
    enough: Option<Vec<f64>>,
}

impl Prices {
    fn new(now: Vec<f64>) -> Self {
        Self { low: vec![0.0; now.len()], now, enough: None }
    }

    /// Goes on to the next prices, by which levels exceeded their limits; false where they come to no
    /// more.
    fn change(&mut self, over: &[bool]) -> bool {
        if over.iter().any(|over| *over) {
            self.low.clone_from(&self.now);
        } else {
            self.enough = Some(self.now.clone());
        }
        match &self.enough {
            None => {
                let raised = self.now.iter_mut().zip(over).filter(|(_, over)| **over);
                raised.for_each(|(price, _)| *price *= 2.0);
                true
            }
            Some(enough) => {
                let between = self.low.iter().zip(enough);
                let next: Vec<f64> =
                    between.map(|(low, high)| f64::midpoint(*low, *high)).collect();
                let moves = next
                    .iter()
                    .zip(&self.now)
                    .any(|(next, now)| (next - now).abs() > 1e-6 * now.abs());
                self.now = next;
                moves
            }
        }
    }
}
