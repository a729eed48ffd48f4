//! Which tier draws: a short search for a first plan, then the proof where every possible part can be
//! listed, then the long search where there is no proof.

use super::ground::Ground;
use super::rounds::{self, Term};
use super::watch::Shared;
use super::{Found, Infeasible, parts};
use crate::exact::{self, Answer, Bound, Budget};
use crate::{Env, Progress, Quota};

/// Of a step quota, the share spent on a first plan; and the most steps spent on it.
const SCOUT_SHARE: u64 = 20;
const SCOUT_STEPS: u64 = 400;
/// Of a step quota, the share the proof may take, which meets better plans than the search does; less
/// where no plan lies in range. And the most steps it takes without a quota.
const PROOF_SHARE: (u64, u64) = (7, 8);
const WIDENED_SHARE: (u64, u64) = (1, 2);
const PROOF_STEPS: u64 = 400_000;

/// What the proof came to: a plan where one was met, and what no plan costs less than.
#[derive(Default)]
struct Proof {
    met: Option<Found>,
    bound: Option<Bound>,
}

/// Draws by every tier. `ranges` are the numbers of parts, best-liked first, of which `shares` gives
/// each piece's own.
pub(super) fn run(
    ground: &Ground,
    (shares, ranges): (&[Vec<u32>], &[(u32, u32)]),
    env: &Env<'_>,
) -> Result<Found, Infeasible> {
    let (part, of) = if ground.is_refused { WIDENED_SHARE } else { PROOF_SHARE };
    let (scout, proof) = match env.quota {
        Quota::Steps(steps) => ((steps / SCOUT_SHARE).min(SCOUT_STEPS), steps / of * part),
        Quota::UntilToldToStop => (SCOUT_STEPS, PROOF_STEPS),
    };
    let shared = Shared::after(0, None);
    let scouting = Term { quota: Quota::Steps(scout), grace: 0, is_first_enough: false };
    let scouted = rounds::run(ground, shares, (env, &scouting, &shared)).ok();
    let mut steps = shared.steps();
    let proof = prove(ground, (ranges, scouted.as_ref()), (env, proof, &mut steps));
    let Proof { met, bound } = match proof {
        Some(Proof { met: Some(met), bound }) if met.proven => {
            return Ok(Found { steps, bound, ..met });
        }
        Some(proof) => proof,
        None if ground.widen || ranges.len() < parts::TRIED => {
            let atoms = ground.net.pieces.iter().map(|piece| piece.atoms).sum();
            return Err(Infeasible::NoPlan { atoms });
        }
        None => Proof::default(),
    };
    let quota = match env.quota {
        Quota::Steps(all) => Quota::Steps(all.saturating_sub(steps)),
        Quota::UntilToldToStop => Quota::UntilToldToStop,
    };
    let term = Term { quota, grace: Quota::GRACE_STEPS, is_first_enough: false };
    let shared = Shared::after(steps, bound.as_ref().map(|bound| bound.value));
    let searched = rounds::run(ground, shares, (env, &term, &shared));
    let found = match (met, searched) {
        (Some(met), Ok(searched)) if searched.rank(ground) < met.rank(ground) => searched,
        (Some(met), _) => met,
        (None, searched) => searched?,
    };
    let bound = bound.filter(|bound| bound.holds_for(found.parts));
    let proven = bound.as_ref().is_some_and(|bound| bound.proves(found.value(ground)));
    Ok(Found { steps: shared.steps(), bound, proven, ..found })
}

/// Proves the best plan for the first number of parts that admits one, within so many steps; nothing
/// where it is proven that none does.
fn prove(
    ground: &Ground,
    (ranges, scouted): (&[(u32, u32)], Option<&Found>),
    (env, most, steps): (&Env<'_>, u64, &mut u64),
) -> Option<Proof> {
    let best = scouted.map(|found| found.value(ground));
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
    let mut budget = Budget::of((most, env.threads), &mut tell);
    if ground.is_refused {
        let known = scouted.map(|found| found.labels.as_slice());
        let answer = exact::solve_widened(ground, ranges, known, &mut budget);
        return Some(answer.map_or_else(Proof::default, |answer| Proof::of(ground, answer)));
    }
    for &range in ranges {
        let fits = |found: &&Found| (range.0..=range.1).contains(&found.parts);
        let known = scouted.filter(fits).map(|found| found.labels.as_slice());
        match exact::solve(ground, range, known, &mut budget) {
            Some(answer) if answer.is_no_plan() => {}
            Some(answer) => return Some(Proof::of(ground, answer)),
            None => return Some(Proof::default()),
        }
    }
    None
}

impl Proof {
    fn of(ground: &Ground, answer: Answer) -> Self {
        Self { met: found(ground, &answer), bound: Some(answer.bound) }
    }
}

fn found(ground: &Ground, answer: &Answer) -> Option<Found> {
    if answer.parts.is_empty() {
        return None;
    }
    let labels = answer.labels(ground.net.len());
    let parts = answer.parts.len() as u32;
    Some(Found { labels, parts, steps: 0, proven: answer.is_proven, bound: None, blobbed: None })
}
