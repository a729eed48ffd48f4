//! Our engine on one thread, timed by what the process computed.

use std::ops::ControlFlow;
use std::sync::Mutex;

use cpu_time::ProcessTime;
use districting::check::check;
use districting::{Env, Plan, Problem, Progress, Quota, draw, walk};

/// How much longer than its peer the engine may go on where it has not yet come to the peer's value.
const PATIENCE: f64 = 4.0;

/// Seeds drawn with; an odd number, so that the middle one is one of them.
const SEEDS: u64 = 3;

/// What the engine came to beside a peer: the middle of its seeds, each figure by itself.
pub struct Beside {
    /// The best value within the peer's seconds; `None` where there was no plan in range by then.
    pub value: Option<f64>,
    /// Seconds until a plan no worse than the peer's was there; `None` where none came in four times
    /// the peer's seconds, or where the peer has no plan.
    pub seconds_to_equal: Option<f64>,
    /// Whether the plan is proven best, for every seed.
    pub is_proven: bool,
}

/// Draws for as many seconds as the peer took, and on until the peer's value is reached.
///
/// # Panics
/// When a drawn plan breaks a rule of the problem: then no figure is worth printing.
pub fn beside(problem: &Problem, seconds: f64, peer: Option<f64>) -> Beside {
    let runs: Vec<Beside> = (1..=SEEDS).map(|seed| once(problem, (seconds, peer), seed)).collect();
    let middle = |figure: &dyn Fn(&Beside) -> Option<f64>| {
        let mut all: Vec<f64> = runs.iter().map(|r| figure(r).unwrap_or(f64::INFINITY)).collect();
        all.sort_by(f64::total_cmp);
        Some(all[all.len() / 2]).filter(|value| value.is_finite())
    };
    Beside {
        value: middle(&|run| run.value),
        seconds_to_equal: middle(&|run| run.seconds_to_equal),
        is_proven: runs.iter().all(|run| run.is_proven),
    }
}

fn once(problem: &Problem, (seconds, peer): (f64, Option<f64>), seed: u64) -> Beside {
    let start = ProcessTime::now();
    let met: Mutex<Vec<(f64, f64)>> = Mutex::new(vec![]);
    let progress = |progress: Progress| {
        let now = start.elapsed().as_secs_f64();
        let mut met = met.lock().expect("no other thread panicked");
        // A plan with a part out of range may cost less than any in range; it counts for nothing.
        if let (Some(best), Some(0)) = (progress.best, progress.out_of_range)
            && met.last().is_none_or(|&(value, _)| best < value)
        {
            met.push((best, now));
        }
        let equals = |peer| met.last().is_some_and(|&(value, _)| value <= peer);
        let is_done = now > seconds && peer.is_none_or(equals);
        if is_done || now > seconds * PATIENCE {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let env =
        Env { seed, quota: Quota::UntilToldToStop, exact: true, threads: 1, progress: &progress };
    let drawing = draw(problem, &env).ok();
    let ended = start.elapsed().as_secs_f64();
    let mut met = met.into_inner().expect("no other thread panicked");
    if let Some(drawing) = &drawing {
        assert_eq!(check(problem, &drawing.plan), [], "the plan breaks a rule");
        met.push((drawing.score.value, ended));
    }
    Beside {
        value: met.iter().rfind(|m| m.1 <= seconds).map(|m| m.0),
        seconds_to_equal: peer.and_then(|peer| met.iter().find(|m| m.0 <= peer)).map(|m| m.1),
        is_proven: drawing.is_some_and(|d| d.proven),
    }
}

/// Steps of recombination a second from a plan in range, walked for so many seconds.
pub fn walked(problem: &Problem, seconds: f64) -> Option<f64> {
    let mut plan = start(problem)?;
    let start = ProcessTime::now();
    let (mut steps, mut seed) = (0, 1);
    while start.elapsed().as_secs_f64() < seconds {
        let walked = walk(problem, &plan, 1_000, seed)?;
        (plan, seed, steps) = (walked.plan, seed + 1, steps + walked.steps);
        if walked.steps == 0 {
            return None;
        }
    }
    Some(steps as f64 / start.elapsed().as_secs_f64())
}

/// A plan in range; the walk forgets where it began.
fn start(problem: &Problem) -> Option<Plan> {
    let progress = |_| ControlFlow::Continue(());
    let quota = Quota::Steps(1_000);
    let env = Env { seed: 1, quota, exact: false, threads: 1, progress: &progress };
    draw(problem, &env).ok().map(|drawing| drawing.plan)
}

/// The most parts within so many seconds, and the seconds until there were as many as the peer has.
///
/// # Panics
/// When the drawn plan breaks a rule of the problem.
pub fn most(problem: &Problem, seconds: f64, peer: u32) -> Option<(u32, Option<f64>)> {
    let start = ProcessTime::now();
    let equal = Mutex::new(None);
    let progress = |progress: Progress| {
        let now = start.elapsed().as_secs_f64();
        let is_in_range = progress.out_of_range == Some(0);
        if is_in_range && progress.parts.is_some_and(|parts| parts >= peer) {
            equal.lock().expect("no other thread panicked").get_or_insert(now);
        }
        if now > seconds { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let env = Env {
        seed: 1,
        quota: Quota::UntilToldToStop,
        exact: true,
        threads: 1,
        progress: &progress,
    };
    let drawing = draw(problem, &env).ok()?;
    assert_eq!(check(problem, &drawing.plan), [], "the plan breaks a rule");
    Some((drawing.plan.parts, equal.into_inner().expect("no other thread panicked")))
}
