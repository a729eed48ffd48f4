//! The way of a practice: which step may follow which, what each asks for, and who may not take it.

use units::{Day, PostId};

use super::{Practice, Stage};
use crate::{Refusal, text};

/// A step on the way of a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It begins to be tried on a day.
    Try {
        /// The day.
        begun_on: Option<Day>,
    },
    /// Another post says what changed, with the figure after for at least one of the figures.
    Assess {
        /// For each figure: after, in thousandths, and the day of the count.
        after: Vec<(Option<i64>, Option<Day>)>,
        /// What was seen.
        said: String,
    },
    /// It is recognised by a document.
    Recognise {
        /// Its number.
        document: String,
        /// Its day.
        dated_on: Option<Day>,
    },
    /// It has spread: another place took it up and has a result.
    Spread,
    /// It ends.
    End {
        /// Why.
        why: String,
    },
}

impl Stage {
    /// Whether a practice that has come so far may be offered: it has a result and has not ended.
    #[must_use]
    pub const fn is_offered(self) -> bool {
        matches!(self, Self::Assessed | Self::Recognised | Self::Spread)
    }
}

/// What is written into the history about a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noted {
    /// What was said.
    pub said: String,
    /// The document.
    pub document: Option<(String, Day)>,
}

/// The form's fields of the figures after: value and day.
pub const AFTER_FIELDS: [[&str; 2]; super::MEASURES_MOST] =
    [["sau-1", "ngay-sau-1"], ["sau-2", "ngay-sau-2"], ["sau-3", "ngay-sau-3"]];

impl Practice {
    /// Takes a step. `with_result` is how many other places have a result of it.
    ///
    /// # Errors
    /// `practice-step-order` where another step is due, `practice-begun-missing`,
    /// `practice-begun-ahead`, `practice-own-assessment`, `practice-after-missing`,
    /// `practice-after-day`, `practice-document-day`, `practice-not-spread`, and those of the texts.
    pub fn take(
        &mut self,
        step: &Step,
        by: PostId,
        (today, with_result): (Day, i64),
    ) -> Result<Noted, Refusal> {
        let order = Refusal::new("practice-step-order");
        match (step, self.stage) {
            (Step::Try { begun_on }, Stage::Registered) => self.begin(*begun_on, today),
            (Step::Assess { after, said }, Stage::Tried) => {
                if self.author == Some(by) {
                    return Err(Refusal::new("practice-own-assessment"));
                }
                self.assess(after, said, today)
            }
            (Step::Recognise { document, dated_on }, Stage::Assessed) => {
                let document = text::title("so-van-ban", document);
                let day = dated_on.filter(|day| *day <= today);
                let day = day.ok_or(Refusal::at("ngay-van-ban", "practice-document-day"));
                let (document, day) = both(document, day)?;
                self.stage = Stage::Recognised;
                Ok(Noted { said: String::new(), document: Some((document, day)) })
            }
            (Step::Spread, Stage::Recognised) => {
                if with_result == 0 {
                    return Err(Refusal::new("practice-not-spread"));
                }
                self.stage = Stage::Spread;
                Ok(Noted::default())
            }
            (Step::End { .. }, Stage::Ended) => Err(order),
            (Step::End { why }, _) => {
                let said = text::text("ly-do", why)?;
                self.stage = Stage::Ended;
                Ok(Noted { said, document: None })
            }
            _ => Err(order),
        }
    }

    fn begin(&mut self, begun_on: Option<Day>, today: Day) -> Result<Noted, Refusal> {
        let day = begun_on.ok_or(Refusal::at("bat-dau", "practice-begun-missing"))?;
        if day > today {
            return Err(Refusal::at("bat-dau", "practice-begun-ahead").with("day", day.dmy()));
        }
        (self.begun_on, self.stage) = (Some(day), Stage::Tried);
        Ok(Noted::default())
    }

    fn assess(
        &mut self,
        after: &[(Option<i64>, Option<Day>)],
        said: &str,
        today: Day,
    ) -> Result<Noted, Refusal> {
        let mut faults = Vec::new();
        let mut measures = self.content.measures.clone();
        for ((measure, given), [value, day]) in measures.iter_mut().zip(after).zip(AFTER_FIELDS) {
            let least = self.begun_on.unwrap_or(measure.before_on).max(measure.before_on);
            match *given {
                (None, None) => {}
                (None, Some(_)) => faults.push(Refusal::at(value, "practice-number-missing")),
                (Some(milli), Some(on)) if on > least && on <= today => {
                    measure.after = Some((milli, on));
                }
                (Some(_), _) => {
                    let refusal = Refusal::at(day, "practice-after-day");
                    faults.push(refusal.with("from", least.dmy()));
                }
            }
        }
        if faults.is_empty() && measures.iter().all(|measure| measure.after.is_none()) {
            faults.push(Refusal::at("sau-1", "practice-after-missing"));
        }
        let said = text::text("nhan-xet", said);
        let ((), said) = both(Refusal::none(faults), said)?;
        (self.content.measures, self.stage) = (measures, Stage::Assessed);
        Ok(Noted { said, document: None })
    }
}

/// Both, or the refusals of both.
pub(super) fn both<A, B>(
    one: Result<A, Refusal>,
    two: Result<B, Refusal>,
) -> Result<(A, B), Refusal> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (Err(mut one), Err(two)) => {
            one.also
                .extend(two.each().map(|refusal| Refusal { also: Vec::new(), ..refusal.clone() }));
            Err(one)
        }
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    }
}
