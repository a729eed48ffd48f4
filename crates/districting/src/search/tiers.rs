//! Which tier draws: a short search for a first plan, then the proof where every possible part can be
//! listed, then the long search where there is no proof.

use super::ground::Ground;
use super::rounds::{self, Term};
use super::state::State;
use super::watch::Shared;
use super::{Found, Infeasible, parts};
use crate::exact::{self, Answer, Budget};
use crate::{Env, Progress, Quota};

/// Of a step quota, the share spent on a first plan; and the most steps spent on it.
const SCOUT_SHARE: u64 = 20;
const SCOUT_STEPS: u64 = 400;
/// Of a step quota, the share the proof may take; and the most steps it takes without a quota.
const PROOF_SHARE: u64 = 2;
const PROOF_STEPS: u64 = 400_000;

/// What the proof came to.
enum Proof {
    /// A plan, proven or not, where one was met; and what no plan costs less than.
    Plan(Option<Found>, Option<f64>),
    /// None of the numbers of parts admits a plan in range.
    NoPlan,
}

/// Draws by every tier the caller allows. `ranges` are the numbers of parts, best-liked first, of
/// which `shares` gives each piece's own.
pub(super) fn run(
    ground: &Ground,
    (shares, ranges): (&[Vec<u32>], &[(u32, u32)]),
    env: &Env<'_>,
) -> Result<Found, Infeasible> {
    let (scout, proof) = match env.quota {
        Quota::Steps(steps) => ((steps / SCOUT_SHARE).min(SCOUT_STEPS), steps / PROOF_SHARE),
        Quota::UntilToldToStop => (SCOUT_STEPS, PROOF_STEPS),
    };
    let whole = Term { quota: env.quota, grace: Quota::GRACE_STEPS };
    if !env.exact || proof == 0 || !exact::is_listable(ground) {
        return rounds::run(ground, shares, (env, &whole, &Shared::after(0, None)));
    }
    let shared = Shared::after(0, None);
    let scouting = Term { quota: Quota::Steps(scout), grace: 0 };
    let scouted = rounds::run(ground, shares, (env, &scouting, &shared)).ok();
    let mut steps = shared.steps();
    let proof = prove(ground, (ranges, scouted.as_ref()), (env, proof, &mut steps));
    let (met, bound) = match proof {
        Proof::Plan(Some(met), _) if met.proven => return Ok(Found { steps, ..met }),
        Proof::Plan(met, bound) => (met, bound),
        Proof::NoPlan if !ground.widen && ranges.len() < parts::TRIED => {
            let atoms = ground.net.pieces.iter().map(|piece| piece.atoms).sum();
            return Err(Infeasible::NoPlan { atoms });
        }
        Proof::NoPlan => (None, None),
    };
    let left = match env.quota {
        Quota::Steps(all) => Quota::Steps(all.saturating_sub(steps)),
        Quota::UntilToldToStop => Quota::UntilToldToStop,
    };
    let term = Term { quota: left, ..whole };
    let shared = Shared::after(steps, bound);
    let searched = rounds::run(ground, shares, (env, &term, &shared));
    let best = [Ok(met).transpose(), Some(searched)].into_iter().flatten();
    let best = best.min_by(|a, b| value(ground, a).total_cmp(&value(ground, b)));
    let found = best.unwrap_or(Err(Infeasible::NotFound))?;
    let gap = bound.map(|bound| (value_of(ground, &found) - bound).max(0.0));
    Ok(Found { steps: shared.steps(), gap, ..found })
}

fn value(ground: &Ground, found: &Result<Found, Infeasible>) -> f64 {
    found.as_ref().map_or(f64::INFINITY, |found| value_of(ground, found))
}

fn value_of(ground: &Ground, found: &Found) -> f64 {
    State::new(ground, found.labels.clone(), found.parts).value
}

/// Proves the best plan for the first number of parts that admits one, within so many steps.
fn prove(
    ground: &Ground,
    (ranges, scouted): (&[(u32, u32)], Option<&Found>),
    (env, most, steps): (&Env<'_>, u64, &mut u64),
) -> Proof {
    let best = scouted.map(|found| value_of(ground, found));
    let parts = scouted.map(|found| found.parts);
    let of = match env.quota {
        Quota::Steps(steps) => Some(steps),
        Quota::UntilToldToStop => None,
    };
    let mut tell = |done: u64| {
        *steps += done;
        let progress = Progress { steps: *steps, of, best, parts, out_of_range: None, bound: None };
        (env.progress)(progress).is_break()
    };
    let mut budget = Budget::of(most, &mut tell);
    for &range in ranges {
        let fits = |found: &&Found| (range.0..=range.1).contains(&found.parts);
        let known = scouted.filter(fits).map(|found| found.labels.as_slice());
        match exact::solve(ground, range, known, &mut budget) {
            Some(answer) if answer == Answer::NO_PLAN => {}
            Some(answer) => return Proof::Plan(found(ground, &answer), Some(answer.bound)),
            None => return Proof::Plan(None, None),
        }
    }
    Proof::NoPlan
}

fn found(ground: &Ground, answer: &Answer) -> Option<Found> {
    if answer.parts.is_empty() {
        return None;
    }
    let mut labels = vec![0; ground.net.len()];
    for (label, nodes) in (0u32..).zip(&answer.parts) {
        nodes.iter().for_each(|&node| labels[node as usize] = label);
    }
    let parts = answer.parts.len() as u32;
    Some(Found { labels, parts, steps: 0, proven: answer.is_proven, gap: None })
}
