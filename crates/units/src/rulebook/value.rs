//! What a rule may say: whole numbers, parts, days, kinds, words. Never a float.

use serde::{Deserialize, Serialize};

use crate::Kind;

use super::Key;

/// A part of a whole, as two whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fraction {
    /// Above the line.
    pub num: u32,
    /// Below the line, never zero.
    pub den: u32,
}

impl Fraction {
    /// Whether `part` of `whole` is strictly more than the fraction: 251 of 500 is over a half,
    /// 250 is not.
    #[must_use]
    pub fn is_exceeded(self, part: u32, whole: u32) -> bool {
        u64::from(part) * u64::from(self.den) > u64::from(whole) * u64::from(self.num)
    }

    /// The least part of `whole` that exceeds it.
    #[must_use]
    pub fn least_over(self, whole: u32) -> u32 {
        let least = u64::from(whole) * u64::from(self.num) / u64::from(self.den) + 1;
        u32::try_from(least).unwrap_or(u32::MAX)
    }
}

/// What a rule says. In TOML: `500`, `true`, `{ percent = 50 }`, `{ over = "1/2" }`,
/// `{ working_days = 5 }`, `{ kinds = ["khu_pho"] }`, `{ vi = "…", en = "…" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Households, or any other count.
    Whole(u32),
    /// Whole per cent.
    Percent(u32),
    /// Strictly more than a part.
    Over(Fraction),
    /// Working days.
    WorkingDays(u32),
    /// Kinds of unit.
    Kinds(Vec<Kind>),
    /// Yes or no.
    Flag(bool),
    /// Words in both languages.
    Words {
        /// Vietnamese.
        vi: String,
        /// English.
        en: String,
    },
}

impl Value {
    /// The whole number, if it is one.
    #[must_use]
    pub fn whole(&self) -> Option<u32> {
        if let Self::Whole(number) = self { Some(*number) } else { None }
    }

    /// The per cent, if it is one.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        if let Self::Percent(percent) = self { Some(*percent) } else { None }
    }

    /// The fraction, if it is one.
    #[must_use]
    pub fn over(&self) -> Option<Fraction> {
        if let Self::Over(fraction) = self { Some(*fraction) } else { None }
    }

    /// The working days, if it is that.
    #[must_use]
    pub fn working_days(&self) -> Option<u32> {
        if let Self::WorkingDays(days) = self { Some(*days) } else { None }
    }

    /// The kinds, if it is that.
    #[must_use]
    pub fn kinds(&self) -> Option<&[Kind]> {
        if let Self::Kinds(kinds) = self { Some(kinds) } else { None }
    }

    /// Words in Vietnamese and English, if it is that.
    #[must_use]
    pub fn words(&self) -> Option<(&str, &str)> {
        if let Self::Words { vi, en } = self { Some((vi, en)) } else { None }
    }

    /// Whether a rule of this key may say it.
    #[must_use]
    pub(super) fn fits(&self, key: Key) -> bool {
        match key {
            Key::SizeMin | Key::SizeMax => self.whole().is_some(),
            Key::MustMergeBelow => self.percent().is_some(),
            Key::ConsultationOver => self.over().is_some(),
            Key::SubmitWithin | Key::SubmitWithinNoCouncil | Key::ForwardWithin => {
                self.working_days().is_some()
            }
            Key::KindExists | Key::NoCouncil => matches!(self, Self::Flag(true)),
            Key::BaseKinds => self.kinds().is_some(),
            Key::Notice | Key::Papers => self.words().is_some(),
        }
    }
}

impl Key {
    /// How its value is written, for the one who must correct a file.
    #[must_use]
    pub(super) fn value_form(self) -> &'static str {
        match self {
            Self::SizeMin | Self::SizeMax => "value = 500",
            Self::MustMergeBelow => "value = { percent = 50 }",
            Self::ConsultationOver => "value = { over = \"1/2\" }",
            Self::SubmitWithin | Self::SubmitWithinNoCouncil | Self::ForwardWithin => {
                "value = { working_days = 5 }"
            }
            Self::KindExists | Self::NoCouncil => "value = true",
            Self::BaseKinds => "value = { kinds = [\"khu_pho\"] }",
            Self::Notice | Self::Papers => "value = { vi = \"…\", en = \"…\" }",
        }
    }
}
