//! The real clock: the only place where the program learns what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use units::Day;
use uuid::Uuid;

/// Viet Nam has kept UTC+7 without daylight saving; the machine's own zone does not matter.
const OFFSET_MS: i64 = 7 * 3600 * 1000;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl desk::Clock for MachineClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn today(&self) -> Day {
        day_of(self.now())
    }

    fn id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// The civil day in Viet Nam of an instant in epoch milliseconds.
fn day_of(instant: i64) -> Day {
    let days = (instant + OFFSET_MS).div_euclid(DAY_MS);
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    Day(epoch.saturating_add(jiff::Span::new().days(days)))
}

#[cfg(test)]
mod tests {
    use super::day_of;

    /// 31 December 2025, 17:00 UTC is already the new year in Viet Nam.
    #[test]
    fn the_day_turns_at_midnight_in_viet_nam() {
        assert_eq!(day_of(1_767_200_399_999).to_string(), "2025-12-31");
        assert_eq!(day_of(1_767_200_400_000).to_string(), "2026-01-01");
    }
}
