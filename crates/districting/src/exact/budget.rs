//! How much work the exact tier may do, and whether the caller wants to go on.

/// Numbers touched that count as one search step.
const TOUCHED: u64 = 100_000;

/// Work done and granted, in numbers touched.
pub(crate) struct Budget<'w> {
    left: u64,
    unsaid: u64,
    is_stopped: bool,
    /// Told of search steps done; says whether to stop.
    tell: &'w mut dyn FnMut(u64) -> bool,
}

impl<'w> Budget<'w> {
    /// So many search steps.
    pub(crate) fn of(steps: u64, tell: &'w mut dyn FnMut(u64) -> bool) -> Self {
        Self { left: steps.saturating_mul(TOUCHED), unsaid: 0, is_stopped: false, tell }
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

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0 || self.is_stopped
    }
}
