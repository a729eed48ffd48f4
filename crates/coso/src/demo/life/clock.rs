//! The story's own clock: it stands on the day of what happens and never runs ahead of the desk's.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::Clock;
use units::Day;

/// Half past seven, when offices open, in milliseconds after midnight.
const OPENING_MS: i64 = (7 * 60 + 30) * 60 * 1000;
/// How far apart the things of one day lie: three minutes.
const STEP_MS: i64 = 3 * 60 * 1000;

/// A clock that is set by hand.
pub struct StoryClock {
    now: AtomicI64,
    real: Arc<dyn Clock>,
}

impl StoryClock {
    /// A clock that stands at the opening hour of a day; `real` says what is still ahead.
    pub fn on(day: Day, real: Arc<dyn Clock>) -> Self {
        let clock = Self { now: AtomicI64::new(0), real };
        clock.stand(day, 0);
        clock
    }

    /// Stands on a day, at the hour of its `number`th happening.
    pub fn stand(&self, day: Day, number: i64) {
        let hour = day.starts_at() + OPENING_MS + number * STEP_MS;
        let last = day.next().starts_at() - 1;
        // A story that ends today, told early in the morning, has not happened later than now.
        self.now.store(hour.min(last).min(self.real.now().max(day.starts_at())), Ordering::Relaxed);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }
}
