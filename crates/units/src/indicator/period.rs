//! The periods that figures are told for: months, quarters, half-years, years; their codes, and how
//! offices write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::fold;
use crate::{Day, UnknownCode, wire_codes};

wire_codes! {
    /// How often a figure is told.
    Rhythm as "rhythm" {
        /// Tháng.
        Month = "month",
        /// Quý.
        Quarter = "quarter",
        /// Sáu tháng.
        HalfYear = "half_year",
        /// Năm.
        Year = "year",
    }
}

impl Rhythm {
    /// How many of them a year has.
    #[must_use]
    pub const fn per_year(self) -> u8 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::HalfYear => 2,
            Self::Year => 1,
        }
    }
}

/// One period that a figure is told for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportPeriod {
    year: i16,
    /// From 1 to [`Rhythm::per_year`].
    number: u8,
    rhythm: Rhythm,
}

/// The years that figures are told for.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

impl ReportPeriod {
    /// The period, or nothing where a year of 1900 to 2199 has no such one.
    #[must_use]
    pub fn new(rhythm: Rhythm, year: i16, number: u8) -> Option<Self> {
        let is_one = YEARS.contains(&year) && (1..=rhythm.per_year()).contains(&number);
        is_one.then_some(Self { year, number, rhythm })
    }

    /// The period of a rhythm in which a day lies; days outside the years of figures are cut to them.
    #[must_use]
    pub fn of(rhythm: Rhythm, day: Day) -> Self {
        let year = day.0.year().clamp(*YEARS.start(), *YEARS.end());
        let month = day.0.month().unsigned_abs();
        let number = (month - 1) / (12 / rhythm.per_year()) + 1;
        Self { year, number, rhythm }
    }

    /// The latest period of a rhythm that is over on a day.
    #[must_use]
    pub fn over_on(rhythm: Rhythm, day: Day) -> Self {
        let now = Self::of(rhythm, day);
        if now.last_day() <= day { now } else { now.previous() }
    }

    /// How often it comes.
    #[must_use]
    pub const fn rhythm(self) -> Rhythm {
        self.rhythm
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Which of its year, from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        let months = 12 / self.rhythm.per_year();
        let month = i8::try_from((self.number - 1) * months + 1).unwrap_or(1);
        Day::new(self.year, month, 1).expect("a year of figures has the first of each month")
    }

    /// Its last day: figures of a period are told by the places that are there on this day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.next().first_day().previous()
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.number == self.rhythm.per_year() {
            Self { year: self.year + 1, number: 1, ..self }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }

    /// The one before it.
    #[must_use]
    pub const fn previous(self) -> Self {
        if self.number == 1 {
            Self { year: self.year - 1, number: self.rhythm.per_year(), ..self }
        } else {
            Self { number: self.number - 1, ..self }
        }
    }

    /// The periods of a finer or the same rhythm that make it up, in order; none of a coarser one.
    #[must_use]
    pub fn made_of(self, finer: Rhythm) -> Vec<Self> {
        let (own, many) = (self.rhythm.per_year(), finer.per_year());
        if many < own {
            return Vec::new();
        }
        let each = many / own;
        let first = (self.number - 1) * each + 1;
        (first..first + each).map(|number| Self { number, rhythm: finer, ..self }).collect()
    }

    /// The period of a coarser or the same rhythm that it is part of.
    #[must_use]
    pub fn within(self, coarser: Rhythm) -> Self {
        Self::of(coarser, self.first_day())
    }

    /// Reads a period as offices head their columns: "2025", "Năm 2025", "Quý III/2025", "Q3 2025",
    /// "6 tháng đầu năm 2025", "Tháng 7/2025", "07/2025", "2025-07". Nothing for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let folded = fold(text);
        if let Ok(period) = text.trim().parse() {
            return Some(period);
        }
        let words: Vec<&str> = folded
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let year: i16 = words.iter().rev().find(|word| word.len() == 4)?.parse().ok()?;
        let rest: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| *word != "nam" && *word != "ky" && word.parse() != Ok(year))
            .collect();
        match rest.as_slice() {
            [] => Self::new(Rhythm::Year, year, 1),
            ["6" | "sau", "thang", "dau"] | ["h1"] => Self::new(Rhythm::HalfYear, year, 1),
            ["6" | "sau", "thang", "cuoi"] | ["h2"] => Self::new(Rhythm::HalfYear, year, 2),
            ["quy", number] => Self::new(Rhythm::Quarter, year, ordinal(number)?),
            ["thang", number] => Self::new(Rhythm::Month, year, ordinal(number)?),
            [one] => match one.split_at_checked(1)? {
                ("q", number) => Self::new(Rhythm::Quarter, year, ordinal(number)?),
                ("t", number) => Self::new(Rhythm::Month, year, ordinal(number)?),
                _ => Self::new(Rhythm::Month, year, one.parse().ok()?),
            },
            _ => None,
        }
    }
}

/// A number as written in digits or as a Roman numeral up to four.
fn ordinal(text: &str) -> Option<u8> {
    match text {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        digits => digits.parse().ok(),
    }
}

impl fmt::Display for ReportPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, number, rhythm } = self;
        match rhythm {
            Rhythm::Year => write!(f, "{year}"),
            Rhythm::HalfYear => write!(f, "{year}-H{number}"),
            Rhythm::Quarter => write!(f, "{year}-Q{number}"),
            Rhythm::Month => write!(f, "{year}-{number:02}"),
        }
    }
}

impl FromStr for ReportPeriod {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownCode { list: "ReportPeriod", text: text.to_owned() };
        let (year, rest) = text.split_once('-').map_or((text, None), |(y, r)| (y, Some(r)));
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year: i16 = year.parse().ok().filter(|_| is_year).ok_or_else(unknown)?;
        let (rhythm, number) = match rest.map(|rest| (rest, rest.split_at_checked(1))) {
            None => (Rhythm::Year, "1"),
            Some((_, Some(("H", number)))) => (Rhythm::HalfYear, number),
            Some((_, Some(("Q", number)))) => (Rhythm::Quarter, number),
            Some((month, _)) if month.len() == 2 => (Rhythm::Month, month),
            Some(_) => return Err(unknown()),
        };
        let number = number.parse().map_err(|_| unknown())?;
        Self::new(rhythm, year, number).ok_or_else(unknown)
    }
}

impl Serialize for ReportPeriod {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReportPeriod {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> ReportPeriod {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_is_read_back_as_it_was_written() {
        for rhythm in Rhythm::ALL {
            for number in 1..=rhythm.per_year() {
                let period = ReportPeriod::new(*rhythm, 2025, number).unwrap();
                assert_eq!(period.to_string().parse(), Ok(period));
                assert_eq!(period.next().previous(), period);
                assert_eq!(ReportPeriod::of(*rhythm, period.first_day()), period);
                assert_eq!(ReportPeriod::of(*rhythm, period.last_day()), period);
            }
        }
        for wrong in
            ["", "25", "2025-13", "2025-0", "2025-Q5", "2025-H0", "2025-Q", "+025", "2025-1"]
        {
            assert!(wrong.parse::<ReportPeriod>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn offices_write_periods_in_many_ways() {
        for (written, code) in [
            ("2025", "2025"),
            ("Năm 2025", "2025"),
            ("Quý III/2025", "2025-Q3"),
            ("quý 1 năm 2024", "2024-Q1"),
            ("Q4/2024", "2024-Q4"),
            ("6 tháng đầu năm 2025", "2025-H1"),
            ("6 tháng cuối năm 2025", "2025-H2"),
            ("Tháng 7/2025", "2025-07"),
            ("T12/2025", "2025-12"),
            ("07/2025", "2025-07"),
            ("2025-07", "2025-07"),
        ] {
            assert_eq!(ReportPeriod::read(written).map(|p| p.to_string()).as_deref(), Some(code));
        }
        for other in ["Tên địa bàn", "Số hộ", "Quý 5/2025", "13/2025", "Tổng 2024 và 2025", "20255"]
        {
            assert_eq!(ReportPeriod::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_year_is_made_of_its_months_and_a_month_of_no_year() {
        let months = period("2025").made_of(Rhythm::Month);
        assert_eq!(months.len(), 12);
        assert!(months.iter().all(|month| month.within(Rhythm::Year) == period("2025")));
        assert_eq!(
            period("2025-H2").made_of(Rhythm::Quarter),
            [period("2025-Q3"), period("2025-Q4")]
        );
        assert_eq!(period("2025-07").made_of(Rhythm::Year), []);
    }

    #[test]
    fn the_latest_period_that_is_over_ends_with_its_last_day() {
        let on = |day: &str| ReportPeriod::over_on(Rhythm::Quarter, day.parse().unwrap());
        assert_eq!(on("2026-03-30"), period("2025-Q4"));
        assert_eq!(on("2026-03-31"), period("2026-Q1"));
    }
}
