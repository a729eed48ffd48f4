//! The check of an order of levels: each level's certificate, and that what was fixed is kept.

use super::{Mistrust, certify};
use crate::check::{Violation, check};
use crate::level::{LevelCertificate, LevelsCertificate, combined, keeps};
use crate::{Objective, Plan, Problem, Terms};

/// What a certificate of levels proves of one level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CertifiedLevel {
    /// No plan that keeps the limits of the levels before (with so many parts) has less of it.
    pub bound: f64,
    /// What was reached.
    pub value: f64,
    /// What was fixed: the value and the slack.
    pub limit: f64,
    /// The plan's own sum, which keeps the limit.
    pub own: f64,
    /// Whether what was reached meets the bound.
    pub is_best: bool,
    /// Fewest and most parts of the plans it was compared with.
    pub parts: (u32, u32),
}

/// Checks what a certificate of levels says of a plan, level by level.
///
/// # Errors
/// A [`Mistrust`] where a level proves nothing or less than it says, or where the plan, or that of a
/// level, exceeds what was fixed before.
pub fn certify_levels(
    problem: &Problem,
    plan: &Plan,
    certificate: &LevelsCertificate,
) -> Result<Vec<CertifiedLevel>, Mistrust> {
    let only_sizes = |found: &Violation| matches!(found, Violation::OutOfRange { .. });
    let is_widened = certificate.levels.iter().all(|level| level.certificate.tiers.is_some());
    let mut broken = check(problem, plan).into_iter();
    if let Some(violation) = broken.find(|found| !(is_widened && only_sizes(found))) {
        return Err(Mistrust::Broken(violation));
    }
    let levels = &certificate.levels;
    let own = Terms::of(problem, plan);
    let mut found = Vec::new();
    for (at, step) in levels.iter().enumerate() {
        let before = &levels[..at];
        let reached = Plan::from_labels(&step.assignment);
        let weighed = weighed(problem, step, before).ok_or(Mistrust::Shape { step: at + 1 })?;
        let certified = certify(&weighed, &reached, &step.certificate)?;
        let terms = Terms::of(problem, &reached);
        let value = step.level.value(&terms);
        if !keeps(value + step.level.slack, step.limit)
            || !keeps(step.limit, value + step.level.slack)
        {
            return Err(Mistrust::Shape { step: at + 1 });
        }
        let is_over = |held: &LevelCertificate, terms| !keeps(held.level.value(terms), held.limit);
        if before.iter().any(|held| is_over(held, &terms)) || is_over(step, &own) {
            return Err(Mistrust::Exceeded { level: at + 1 });
        }
        let worth: f64 =
            before.iter().zip(&step.prices).map(|(held, price)| held.limit * price).sum();
        let bound = certified.bound - worth;
        let tolerance = 1e-6 * (value.abs() + worth.abs()).max(1.0);
        found.push(CertifiedLevel {
            bound: bound.min(value),
            value,
            limit: step.limit,
            own: step.level.value(&own),
            is_best: value <= bound + tolerance,
            parts: certified.parts,
        });
    }
    Ok(found)
}

/// The problem whose certificate a level brings; nothing where a number is not one that may be there.
fn weighed(
    problem: &Problem,
    step: &LevelCertificate,
    before: &[LevelCertificate],
) -> Option<Problem> {
    let w = step.level.weights;
    let weights = [w.deviation, w.cut, w.moved, w.walking, w.inertia];
    let numbers = step.prices.iter().chain(&weights).chain([&step.level.slack, &step.limit]);
    let are_sound = numbers.into_iter().all(|number| number.is_finite() && *number >= 0.0);
    if step.prices.len() != before.len() || !are_sound {
        return None;
    }
    let held = before.iter().map(|held| held.level.weights).zip(step.prices.iter().copied());
    let objective = Objective::Ward(combined(w, held));
    Some(Problem { objective, ..problem.clone() })
}
