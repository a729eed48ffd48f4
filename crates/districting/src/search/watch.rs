//! Counting work, telling the caller, and hearing when to stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::best::Best;
use crate::{Env, Progress, Quota};

/// Atom moves looked at in one step.
pub(super) const STEP: u64 = 1_000;

/// Steps between two calls of the progress callback, per chain.
const REPORT: u64 = 40;

/// What the chains of one search share. Nothing here changes what a chain finds, but for stopping.
pub(super) struct Shared {
    work: AtomicU64,
    stop: AtomicBool,
    /// What no plan costs less than, where it is known.
    bound: Option<f64>,
}

impl Shared {
    /// After so many steps done before.
    pub(super) fn after(steps: u64, bound: Option<f64>) -> Self {
        Self { work: AtomicU64::new(steps * STEP), stop: AtomicBool::new(false), bound }
    }

    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(super) fn steps(&self) -> u64 {
        self.work.load(Ordering::Relaxed) / STEP
    }
}

/// One chain's view of the caller.
pub(super) struct Watch<'a, 'e> {
    env: &'a Env<'e>,
    shared: &'a Shared,
    unreported: u64,
    best: (Option<f64>, Option<u32>, Option<u32>),
}

impl<'a, 'e> Watch<'a, 'e> {
    pub(super) fn new(env: &'a Env<'e>, shared: &'a Shared, best: Option<&Best>) -> Self {
        let mut watch = Self { env, shared, unreported: 0, best: (None, None, None) };
        if let Some(best) = best {
            watch.show(best);
        }
        watch
    }

    /// The plan to be told of from now on.
    pub(super) fn show(&mut self, best: &Best) {
        let excess_parts = best.out;
        self.best = (Some(best.rank.value), Some(best.parts), Some(excess_parts));
    }

    pub(super) fn stopped(&self) -> bool {
        self.shared.stopped()
    }

    /// Counts work done, and now and then tells the caller.
    pub(super) fn count(&mut self, work: u64) {
        self.unreported += work;
        if self.unreported >= REPORT * STEP {
            self.report();
        }
    }

    /// Tells the caller where the search stands.
    pub(super) fn report(&mut self) {
        self.shared.work.fetch_add(self.unreported, Ordering::Relaxed);
        self.unreported = 0;
        let of = match self.env.quota {
            Quota::Steps(steps) => Some(steps),
            Quota::UntilToldToStop => None,
        };
        let (best, parts, out_of_range) = self.best;
        let steps = self.shared.steps();
        let bound = self.shared.bound;
        let progress = Progress { steps, of, best, parts, out_of_range, bound };
        if (self.env.progress)(progress).is_break() {
            self.shared.stop.store(true, Ordering::Relaxed);
        }
    }
}
