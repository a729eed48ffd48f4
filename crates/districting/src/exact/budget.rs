//! How much work the exact tier may do, and whether the caller wants to go on.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};

/// Numbers touched that count as one search step.
const TOUCHED: u64 = 100_000;

/// Work done and granted, in numbers touched.
pub(crate) struct Budget<'w> {
    left: u64,
    unsaid: u64,
    threads: usize,
    is_stopped: bool,
    /// Told of search steps done; says whether to stop.
    tell: &'w mut dyn FnMut(u64) -> bool,
}

impl<'w> Budget<'w> {
    /// So many search steps, done on so many threads; what they come to does not depend on these.
    pub(crate) fn of((steps, threads): (u64, usize), tell: &'w mut dyn FnMut(u64) -> bool) -> Self {
        let left = steps.saturating_mul(TOUCHED);
        Self { left, unsaid: 0, threads, is_stopped: false, tell }
    }

    pub(super) fn spend(&mut self, touched: u64) {
        self.left = self.left.saturating_sub(touched);
        self.unsaid += touched;
        if self.unsaid >= TOUCHED {
            self.is_stopped |= (self.tell)(self.unsaid / TOUCHED);
            self.unsaid %= TOUCHED;
        }
    }

    /// Does some work with at most so many search steps of what is left.
    pub(super) fn within<T>(&mut self, steps: u64, work: impl FnOnce(&mut Self) -> T) -> T {
        let granted = self.left.min(steps.saturating_mul(TOUCHED));
        let kept = self.left - granted;
        self.left = granted;
        let done = work(self);
        self.left += kept;
        done
    }

    /// Does some work with at most one part of so many of what is left.
    pub(super) fn part<T>(&mut self, of: u64, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(self.left / TOUCHED / of, work)
    }

    /// Does pieces of work, side by side where there are more threads than one; what they came to, in
    /// their order. Each may spend what is left now, and what all spent is taken and told of after
    /// them.
    pub(super) fn each<W: Send, T: Send>(
        &mut self,
        pieces: Vec<W>,
        work: impl Fn(W, &mut Budget<'_>) -> T + Sync,
    ) -> Vec<T> {
        let threads = self.threads.min(pieces.len());
        let left = self.left;
        let queue = Mutex::new(pieces.into_iter().enumerate());
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let do_next = || {
            let pieces = std::iter::from_fn(next);
            pieces.map(|(at, piece)| (at, apart(left, |own| work(piece, own)))).collect()
        };
        let mut done: Vec<(usize, (T, u64))> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(do_next)).collect();
            let mut done: Vec<_> = do_next();
            for other in others {
                done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        });
        done.sort_by_key(|(at, _)| *at);
        let keep = |(_, (done, spent))| {
            self.spend(spent);
            done
        };
        done.into_iter().map(keep).collect()
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0 || self.is_stopped
    }
}

/// Does some work with a budget of its own; also what it spent.
fn apart<T>(left: u64, work: impl FnOnce(&mut Budget<'_>) -> T) -> (T, u64) {
    let mut tell = |_| false;
    let mut own = Budget { left, unsaid: 0, threads: 1, is_stopped: false, tell: &mut tell };
    let done = work(&mut own);
    (done, left - own.left)
}
