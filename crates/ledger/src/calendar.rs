//! Working days: Monday to Friday, without public holidays, with days swapped by the Government each
//! year (Labour Code 45/2019/QH14 Art. 112; yearly notices). The list is data, in
//! `rules/calendar.toml`, and an office may add to it.

use std::collections::BTreeSet;

use serde::Deserialize;
use units::Day;

/// The days that differ from the plain week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    off: BTreeSet<Day>,
    on: BTreeSet<Day>,
    listed: Vec<Listed>,
}

/// An entry of a calendar file, as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// First day.
    pub from: Day,
    /// Last day.
    pub last: Day,
    /// What is kept on these days; empty for a day worked in exchange.
    pub name: String,
    /// The document.
    pub source: String,
    /// Whether offices work, though the week says that they do not.
    pub is_worked: bool,
}

/// What is wrong with a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// It is not TOML of the right shape; the text names line and cause.
    #[error("{0}")]
    Unreadable(String),
    /// A day is both off and worked.
    #[error("{0} is both a day off and a working day")]
    Both(Day),
    /// A period ends before it begins.
    #[error("the days off from {from} end before they begin, on {until}")]
    Backwards {
        /// First day.
        from: Day,
        /// Last day.
        until: Day,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    off: Vec<Off>,
    #[serde(default)]
    worked: Vec<Worked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Off {
    from: Day,
    last: Day,
    name: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    on: Day,
    source: String,
}

const BUILT_IN: &str = include_str!("../../../rules/calendar.toml");

impl Calendar {
    /// The calendar that comes with the program.
    ///
    /// # Panics
    /// Never: a test reads the file.
    #[must_use]
    pub fn built_in() -> Self {
        Self::read(BUILT_IN).expect("a test reads the file that comes with the program")
    }

    /// Reads a calendar file: `[[off]]` with first and last day, `[[worked]]` days.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn read(text: &str) -> Result<Self, CalendarFault> {
        let file: File =
            toml::from_str(text).map_err(|error| CalendarFault::Unreadable(error.to_string()))?;
        let mut calendar = Self::default();
        for off in file.off {
            if off.last < off.from {
                return Err(CalendarFault::Backwards { from: off.from, until: off.last });
            }
            let days = off.from.days_until(off.last);
            calendar.off.extend((0..=days).map(|days| off.from.plus_days(days)));
            let Off { from, last, name, source } = off;
            calendar.listed.push(Listed { from, last, name, source, is_worked: false });
        }
        calendar.on = file.worked.iter().map(|worked| worked.on).collect();
        calendar.listed.extend(file.worked.into_iter().map(|Worked { on, source }| Listed {
            from: on,
            last: on,
            name: String::new(),
            source,
            is_worked: true,
        }));
        match calendar.on.intersection(&calendar.off).next() {
            Some(day) => Err(CalendarFault::Both(*day)),
            None => Ok(calendar),
        }
    }

    /// This calendar with an office's own days put over it.
    #[must_use]
    pub fn with(mut self, own: &Self) -> Self {
        self.off.retain(|day| !own.on.contains(day));
        self.on.retain(|day| !own.off.contains(day));
        self.off.extend(&own.off);
        self.on.extend(&own.on);
        self.listed.extend(own.listed.iter().cloned());
        self
    }

    /// What the files say, the latest day first.
    #[must_use]
    pub fn listed(&self) -> Vec<&Listed> {
        let mut listed: Vec<&Listed> = self.listed.iter().collect();
        listed.sort_by_key(|one| std::cmp::Reverse(one.from));
        listed
    }

    /// Whether offices work on a day.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        let is_weekday = !matches!(day.0.weekday().to_monday_one_offset(), 6 | 7);
        self.on.contains(&day) || (is_weekday && !self.off.contains(&day))
    }

    /// The day on which a term of `days` working days ends. The day on which it begins does not
    /// count (Civil Code 91/2015/QH13 Art. 147); a term of no days ends on the day itself.
    #[must_use]
    pub fn due(&self, from: Day, days: u32) -> Day {
        let mut day = from;
        let mut left = days;
        while left > 0 {
            day = day.next();
            left -= u32::from(self.is_working(day));
        }
        day
    }

    /// Working days after `from` up to and with `until`; negative when `until` is earlier.
    #[must_use]
    pub fn working_days(&self, from: Day, until: Day) -> i64 {
        if until < from {
            return -self.working_days(until, from);
        }
        let days = from.days_until(until);
        let worked = (1..=days).filter(|days| self.is_working(from.plus_days(*days))).count();
        i64::try_from(worked).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_term_steps_over_weekends_and_tet() {
        let calendar = Calendar::built_in();
        assert_eq!(calendar.due(day("2026-11-26"), 5), day("2026-12-03"));
        assert_eq!(calendar.due(day("2026-02-12"), 2), day("2026-02-23"), "over Tết 2026");
        assert_eq!(calendar.due(day("2026-11-27"), 0), day("2026-11-27"));
        assert_eq!(calendar.working_days(day("2026-11-26"), day("2026-12-03")), 5);
        assert_eq!(calendar.working_days(day("2026-12-03"), day("2026-11-26")), -5);
    }

    #[test]
    fn a_swapped_saturday_is_worked_and_its_friday_is_not() {
        let calendar = Calendar::built_in();
        assert!(!calendar.is_working(day("2025-05-02")));
        assert!(calendar.is_working(day("2025-04-26")));
    }

    #[test]
    fn an_office_puts_its_own_days_over_the_list() {
        let own = "[[off]]\nfrom = 2026-12-01\nlast = 2026-12-01\nname = 'x'\nsource = 'y'\n";
        let own = own.replace("2026-12-01", "\"2026-12-01\"");
        let calendar = Calendar::built_in().with(&Calendar::read(&own).unwrap());
        assert!(!calendar.is_working(day("2026-12-01")));
        let both = own.clone() + "[[worked]]\non = \"2026-12-01\"\nsource = 'y'\n";
        assert_eq!(Calendar::read(&both), Err(CalendarFault::Both(day("2026-12-01"))));
    }

    proptest! {
        #[test]
        fn a_term_holds_exactly_its_working_days(start in 0_i64..3_000, days in 0_u32..60) {
            let calendar = Calendar::built_in();
            let from = day("2023-01-02").plus_days(start);
            let due = calendar.due(from, days);
            prop_assert_eq!(calendar.working_days(from, due), i64::from(days));
            prop_assert!(days == 0 || calendar.is_working(due));
        }
    }
}
