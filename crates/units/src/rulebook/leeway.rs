//! What an office may say for its own territory, and when the level above it forbids that.
//!
//! A floor of a wider territory may be raised and not lowered: the city's plan asks for 500 households
//! where the circular asks for 450. A deadline may be shortened and not lengthened. A document binds, and so
//! does what an office said; a default of the program, which no law set, binds nobody.

use serde::{Deserialize, Serialize};

use crate::wire_codes;

use super::{Fraction, Key, Place, Rule, Rulebook, Value};

wire_codes! {
    /// How far a narrower territory may differ from what a wider one says.
    Leeway as "leeway" {
        /// As it likes: it only adds.
        Free = "free",
        /// The same or more.
        NotLess = "not_less",
        /// The same or less.
        NotMore = "not_more",
        /// Not at all: offices have no word in it.
        Fixed = "fixed",
    }
}

impl Key {
    /// How far a narrower territory may differ from a document of a wider one.
    #[must_use]
    pub const fn leeway(self) -> Leeway {
        match self {
            Self::SizeMin | Self::MustMergeBelow | Self::ConsultationOver => Leeway::NotLess,
            Self::SizeMax
            | Self::SubmitWithin
            | Self::SubmitWithinNoCouncil
            | Self::ForwardWithin => Leeway::NotMore,
            Self::Notice | Self::Papers => Leeway::Free,
            Self::KindExists | Self::BaseKinds | Self::NoCouncil => Leeway::Fixed,
        }
    }

    /// Whether several rules of it hold at once, none instead of another: words, not figures.
    #[must_use]
    pub const fn stands_side_by_side(self) -> bool {
        matches!(self, Self::Notice | Self::Papers)
    }

    /// Whether it is said for one kind of unit, so that an office must name the kind.
    #[must_use]
    pub const fn is_by_kind(self) -> bool {
        matches!(self, Self::SizeMin | Self::SizeMax)
    }

    /// What a person typed as its value: "500", "50", "2/3", "5 ngày"; a notice is its own words.
    /// Nothing for what it cannot be, and for keys on which offices have no word.
    #[must_use]
    pub fn typed(self, text: &str) -> Option<Value> {
        let text = crate::text::tidy(text);
        let digits: String =
            text.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        let number = || digits.replace('.', "").parse::<u32>().ok().filter(|number| *number > 0);
        match self {
            Self::SizeMin | Self::SizeMax => {
                number().filter(|number| *number <= 20_000).map(Value::Whole)
            }
            Self::MustMergeBelow => number().filter(|part| *part <= 100).map(Value::Percent),
            Self::SubmitWithin | Self::SubmitWithinNoCouncil | Self::ForwardWithin => {
                number().filter(|days| *days <= 250).map(Value::WorkingDays)
            }
            Self::ConsultationOver => part(&text).map(Value::Over),
            Self::Notice | Self::Papers => {
                (!text.is_empty()).then(|| Value::Words { vi: text.clone(), en: text.clone() })
            }
            Self::KindExists | Self::BaseKinds | Self::NoCouncil => None,
        }
    }
}

/// "2/3", or per cent: "50" or "50%". Never nothing and never the whole.
fn part(text: &str) -> Option<Fraction> {
    let whole = |text: &str| text.trim().parse::<u32>().ok();
    let (num, den) = match text.split_once('/') {
        Some((num, den)) => (whole(num)?, whole(den)?),
        None => (whole(text.trim_end_matches('%'))?, 100),
    };
    let fits = 0 < num && num < den && den <= 1_000;
    let common = gcd(num, den);
    fits.then(|| Fraction { num: num / common, den: den / common })
}

fn gcd(one: u32, other: u32) -> u32 {
    if other == 0 { one.max(1) } else { gcd(other, one % other) }
}

impl Value {
    /// The amount as a part of two whole numbers, if it is one.
    fn amount(&self) -> Option<(u64, u64)> {
        match self {
            Self::Whole(number) | Self::Percent(number) | Self::WorkingDays(number) => {
                Some((u64::from(*number), 1))
            }
            Self::Over(part) => Some((u64::from(part.num), u64::from(part.den))),
            Self::Kinds(_) | Self::Flag(_) | Self::Words { .. } => None,
        }
    }
}

/// Whether what a narrower territory says keeps to what a wider one says.
pub(super) fn keeps_to(leeway: Leeway, own: &Value, above: &Value) -> bool {
    let (Some(own), Some(above)) = (own.amount(), above.amount()) else {
        return leeway == Leeway::Free;
    };
    let (own, above) = (own.0 * above.1, above.0 * own.1);
    match leeway {
        Leeway::Free => true,
        Leeway::NotLess => own >= above,
        Leeway::NotMore => own <= above,
        Leeway::Fixed => false,
    }
}

impl Rule {
    /// Whether it binds the levels below: it stands in a document, or an office has said it.
    #[must_use]
    pub fn binds(&self) -> bool {
        let stands = self.source.number.is_some() || self.source.issued_on.is_some();
        stands || self.origin() != super::Origin::Program
    }

    fn meets(&self, other: &Self) -> bool {
        let starts = other.valid_to.is_none_or(|to| self.valid_from.is_none_or(|from| from < to));
        let ends = self.valid_to.is_none_or(|to| other.valid_from.is_none_or(|from| from < to));
        starts && ends
    }
}

impl Rulebook {
    /// The rule of a level above that an office's own rule contradicts: of the narrowest wider
    /// territory whose documents speak of the same thing on the same days.
    #[must_use]
    pub fn contradicted(&self, own: &Rule, place: &Place) -> Option<&Rule> {
        let at = place.territories.iter().position(|code| *code == own.territory)?;
        let leeway = own.key.leeway();
        for territory in place.territories.iter().skip(at + 1) {
            let mut about = self.rules.iter().filter(|rule| {
                rule.territory == *territory
                    && rule.key == own.key
                    && (rule.kind.is_none() || own.kind.is_none() || rule.kind == own.kind)
                    && rule.binds()
                    && rule.meets(own)
            });
            let mut found = false;
            let against = about.find(|rule| {
                found = true;
                !keeps_to(leeway, &own.value, &rule.value)
            });
            if against.is_some() || found {
                return against;
            }
        }
        None
    }

    /// A rule of the same territory that already says the same thing otherwise on the same days, and
    /// was added by the office itself: it must end first.
    #[must_use]
    pub fn already_said(&self, own: &Rule) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            let subject = (rule.key, rule.kind, &rule.territory);
            !own.key.stands_side_by_side()
                && rule.origin() == super::Origin::Office
                && subject == (own.key, own.kind, &own.territory)
                && rule.meets(own)
        })
    }
}
