//! Several drawings and proofs for one question: one quota and one caller for all of them.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::exact::Budget;
use crate::search::draw_from;
use crate::{Drawing, Env, Infeasible, Problem, Progress, Quota};

/// Steps of a question whose quota is not in steps.
const STEPS: u64 = 400_000;

/// A question's work: done, and still granted.
pub(crate) struct Errand<'e> {
    env: &'e Env<'e>,
    steps: u64,
    done: AtomicU64,
    is_stopped: AtomicBool,
}

impl<'e> Errand<'e> {
    pub(crate) fn new(env: &'e Env<'e>) -> Self {
        let steps = match env.quota {
            Quota::Steps(steps) => steps,
            Quota::UntilToldToStop => STEPS,
        };
        Self { env, steps, done: AtomicU64::new(0), is_stopped: AtomicBool::new(false) }
    }

    /// Steps granted in all.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// Steps done.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Of the steps left until `end`, one part of so many; at least one step.
    pub(crate) fn share(&self, end: u64, of: u64) -> u64 {
        (end.saturating_sub(self.done()) / of.max(1)).max(1)
    }

    /// Whether proofs are wanted.
    pub(crate) fn exact(&self) -> bool {
        self.env.exact && self.steps > 0
    }

    /// Whether the caller has said stop.
    pub(crate) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// Draws within so many steps, from a plan where one is given; `seed` tells one drawing of a
    /// question from another.
    pub(crate) fn draw(
        &self,
        problem: &Problem,
        start: Option<&[u32]>,
        (steps, seed): (u64, u64),
    ) -> Result<Drawing, Infeasible> {
        let before = self.done();
        let progress = |progress: Progress| self.tell(before + progress.steps);
        let env = Env {
            seed: self.env.seed.wrapping_add(seed),
            quota: Quota::Steps(steps.max(1)),
            exact: self.env.exact,
            threads: self.env.threads,
            progress: &progress,
        };
        let drawn = draw_from(problem, start, &env);
        if let Ok(drawing) = &drawn {
            self.done.fetch_max(before + drawing.steps, Ordering::Relaxed);
        }
        drawn
    }

    /// Whether listing everything proves at once that there is no plan.
    pub(crate) fn is_refused(&self, problem: &Problem) -> bool {
        let progress = |_: Progress| ControlFlow::Break(());
        let quota = Quota::Steps(0);
        let env = Env { seed: 0, quota, exact: false, threads: 1, progress: &progress };
        matches!(draw_from(problem, None, &env), Err(Infeasible::NoPlan { .. }))
    }

    /// Proves something within so many steps.
    pub(crate) fn prove<T>(&self, steps: u64, proof: impl FnOnce(&mut Budget<'_>) -> T) -> T {
        let mut tell = |done: u64| self.tell(self.done() + done).is_break();
        proof(&mut Budget::of((steps, self.env.threads), &mut tell))
    }

    fn tell(&self, steps: u64) -> ControlFlow<()> {
        self.done.fetch_max(steps, Ordering::Relaxed);
        let (of, best) = (Some(self.steps), None);
        let progress = Progress { steps, of, best, parts: None, out_of_range: None, bound: None };
        let answer =
            if self.is_stopped() { ControlFlow::Break(()) } else { (self.env.progress)(progress) };
        if answer.is_break() {
            self.is_stopped.store(true, Ordering::Relaxed);
        }
        answer
    }
}
