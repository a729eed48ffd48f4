//! Civil days in UTC+7 and half-open periods of them. Owns no clock: the day is handed in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A civil day in Viet Nam (UTC+7, no daylight saving). Text form `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub jiff::civil::Date);

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a day in the form YYYY-MM-DD: {0}")]
pub struct NotADay(pub String);

/// Milliseconds by which Viet Nam is ahead of UTC; fixed since 1975.
const OFFSET_MS: i64 = 7 * 60 * 60 * 1000;
/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Day {
    /// The day, or nothing when the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The civil day in UTC+7 of an instant in epoch milliseconds. Instants outside the calendar
    /// (years −9999 to 9999) are cut to its ends.
    #[must_use]
    pub fn of_instant(at_ms: i64) -> Self {
        let days = at_ms.saturating_add(OFFSET_MS).div_euclid(DAY_MS);
        Self::EPOCH.plus_days(days)
    }

    /// The instant (epoch milliseconds) at which the day begins, 00:00 in UTC+7.
    #[must_use]
    pub fn starts_at(self) -> i64 {
        Self::EPOCH.days_until(self) * DAY_MS - OFFSET_MS
    }

    /// The day `days` later, or earlier when negative; cut to the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-7_000_000, 7_000_000))))
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus_days(-1)
    }

    /// Days from this day to the other; negative when the other is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).get_days().into()
    }

    /// The form people and offices read, `dd/mm/yyyy`.
    #[must_use]
    pub fn dmy(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// Reads `dd/mm/yyyy`, also `d/m/yyyy`, `dd-mm-yyyy` and `dd.mm.yyyy`.
    ///
    /// # Errors
    /// When the text is not such a day.
    pub fn parse_dmy(text: &str) -> Result<Self, NotADay> {
        let not = || NotADay(text.to_owned());
        let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
        let [day, month, year] = parts[..] else { return Err(not()) };
        let year: i16 = year.trim().parse().map_err(|_| not())?;
        let month: i8 = month.trim().parse().map_err(|_| not())?;
        let day: i8 = day.trim().parse().map_err(|_| not())?;
        if year < 1000 {
            return Err(not());
        }
        Self::new(year, month, day).ok_or_else(not)
    }

    /// Day zero of the epoch.
    const EPOCH: Self = Self(jiff::civil::date(1970, 1, 1));
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `YYYY-MM-DD` and nothing else, so that text order in a database is day order.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(NotADay(text.to_owned()));
        }
        text.parse().map(Self).map_err(|_| NotADay(text.to_owned()))
    }
}

/// Half-open `[from, until)`; `until` absent means open-ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day on which it holds.
    pub from: Day,
    /// First day on which it no longer holds.
    pub until: Option<Day>,
}

impl Period {
    /// From a day on, without end.
    #[must_use]
    pub fn since(from: Day) -> Self {
        Self { from, until: None }
    }

    /// `[from, until)`.
    #[must_use]
    pub fn between(from: Day, until: Day) -> Self {
        Self { from, until: Some(until) }
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether no day lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.from)
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.common(other).is_some()
    }

    /// The days both have, or nothing.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let both = Self { from: self.from.max(other.from), until };
        (!both.is_empty()).then_some(both)
    }

    /// Whether every day of `inner` is a day of this one. An empty period is covered by all.
    #[must_use]
    pub fn covers(&self, inner: &Self) -> bool {
        let starts = self.from <= inner.from;
        let ends = match (self.until, inner.until) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(its)) => its <= own,
        };
        inner.is_empty() || (starts && ends)
    }

    /// The same period ending at `until`, if that is earlier than its end.
    #[must_use]
    pub fn cut_at(&self, until: Day) -> Self {
        Self { from: self.from, until: Some(self.until.map_or(until, |own| own.min(until))) }
    }

    /// The last day on which it holds, if it ends.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.until.map(Day::previous)
    }
}

impl fmt::Display for Period {
    /// Interval notation with ISO days: `[2024-07-01, 2025-07-01)`; an open end is `…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => write!(f, "[{}, {until})", self.from),
            None => write!(f, "[{}, …)", self.from),
        }
    }
}

#[cfg(test)]
mod tests;
