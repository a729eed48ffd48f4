//! A practice at another place: offered with the reason, taken up or declined, tried, its result told
//! after three months, confirmed by the people who live there.

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use super::Practice;
use super::stage::both;
use crate::difficulty::{Confirmation, Figure};
use crate::{AdoptionId, DifficultyId, PracticeId, Refusal, text};

/// Months a trial lasts before its result is told: one meeting of the residents is no result.
pub const RESULT_AFTER_MONTHS: u8 = 3;

units::wire_codes! {
    /// How far a practice has come at another place.
    AdoptionState as "adoption" {
        /// Offered; the place has not answered.
        Offered = "offered",
        /// The place does not take it up, and said why.
        Declined = "declined",
        /// Being tried.
        Trial = "trial",
        /// The result is told.
        Told = "told",
        /// The people who live there confirmed it.
        Confirmed = "confirmed",
        /// Given up, with the reason.
        Stopped = "stopped",
    }
}

units::wire_codes! {
    /// The name of what happened to an adoption, in its history.
    AnswerKind as "adoption-step" {
        /// It was offered.
        Offered = "offered",
        /// The place declined.
        Declined = "declined",
        /// The place took it up.
        TakenUp = "taken_up",
        /// The result was told.
        Told = "told",
        /// The people confirmed it.
        Confirmed = "confirmed",
        /// The people did not agree: the trial goes on.
        Returned = "returned",
        /// It was given up.
        Stopped = "stopped",
        /// It followed its place.
        Followed = "followed",
    }
}

/// A practice at another place, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Its identity.
    pub id: AdoptionId,
    /// The practice.
    pub practice: PracticeId,
    /// The place.
    pub unit: UnitId,
    /// The difficulty of the place that it answers.
    pub difficulty: Option<DifficultyId>,
    /// Why it was offered.
    pub why: String,
    /// The post that offered it.
    pub offered_by: PostId,
    /// How far it has come.
    pub state: AdoptionState,
    /// The day the trial began.
    pub begun_on: Option<Day>,
    /// The day from which its result is told.
    pub due_on: Option<Day>,
    /// The figure before.
    pub before: Option<Figure>,
    /// The figure after, in thousandths, and the day of the count.
    pub after: Option<(i64, Day)>,
    /// The post that told the result.
    pub told_by: Option<PostId>,
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its identity.
    pub id: AdoptionId,
    /// The practice.
    pub practice: PracticeId,
    /// The place it is offered to.
    pub unit: UnitId,
    /// The difficulty of the place that it may answer.
    pub difficulty: Option<DifficultyId>,
    /// Why.
    pub why: String,
}

/// The result of a trial as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// After, in thousandths.
    pub after_milli: Option<i64>,
    /// The day of the count.
    pub after_on: Option<Day>,
    /// What came of it.
    pub said: String,
}

/// What a place, or the people there, answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Not here, and why.
    Decline(String),
    /// Yes: from a day on, with the figure before.
    TakeUp {
        /// The day.
        begun_on: Option<Day>,
        /// The figure that shows how it is now.
        before: Option<Figure>,
    },
    /// The result.
    Tell(Told),
    /// What the people said at a meeting.
    Confirm(Confirmation),
    /// The people did not agree, and why.
    SendBack(String),
    /// It is given up, and why.
    Stop(String),
}

impl Answer {
    /// Its name in the history.
    #[must_use]
    pub const fn kind(&self) -> AnswerKind {
        match self {
            Self::Decline(_) => AnswerKind::Declined,
            Self::TakeUp { .. } => AnswerKind::TakenUp,
            Self::Tell(_) => AnswerKind::Told,
            Self::Confirm(_) => AnswerKind::Confirmed,
            Self::SendBack(_) => AnswerKind::Returned,
            Self::Stop(_) => AnswerKind::Stopped,
        }
    }
}

/// Offers a practice to a place.
///
/// # Errors
/// `adoption-not-assessed` before it has a result or after it ended, `adoption-own-place`, and those
/// of the reason's text.
pub fn offer(offer: Offer, practice: &Practice, by: PostId) -> Result<Adoption, Refusal> {
    if !practice.stage.is_offered() {
        return Err(Refusal::new("adoption-not-assessed"));
    }
    if practice.unit == Some(offer.unit) {
        return Err(Refusal::at("dia-ban", "adoption-own-place"));
    }
    let why = text::text("ly-do", &offer.why)?;
    Ok(Adoption {
        id: offer.id,
        practice: offer.practice,
        unit: offer.unit,
        difficulty: offer.difficulty,
        why,
        offered_by: by,
        state: AdoptionState::Offered,
        begun_on: None,
        due_on: None,
        before: None,
        after: None,
        told_by: None,
    })
}

impl Adoption {
    /// Takes an answer; what was said goes into the history.
    ///
    /// # Errors
    /// `adoption-step-order` where another answer is due, `adoption-figure-missing`,
    /// `adoption-begun-missing`, `adoption-begun-wrong`, `adoption-too-early`,
    /// `adoption-after-missing`, `adoption-after-day`, `adoption-same-post`,
    /// `adoption-meeting-day`, `adoption-tally`, `adoption-not-agreed`,
    /// and those of the texts.
    pub fn take(&mut self, answer: &Answer, by: PostId, today: Day) -> Result<String, Refusal> {
        use AdoptionState as S;
        match (answer, self.state) {
            (Answer::Decline(why), S::Offered) => self.end(S::Declined, text::text("ly-do", why)?),
            (Answer::TakeUp { begun_on, before }, S::Offered) => {
                self.begin(*begun_on, before.as_ref(), today)?;
                Ok(String::new())
            }
            (Answer::Tell(told), S::Trial) => self.tell(told, by, today),
            (Answer::Confirm(said), S::Told) => {
                self.confirm(said, by, today)?;
                Ok(String::new())
            }
            (Answer::SendBack(why), S::Told) => {
                let why = text::text("ly-do", why)?;
                (self.state, self.after, self.told_by) = (S::Trial, None, None);
                Ok(why)
            }
            (Answer::Stop(why), S::Trial | S::Told) => {
                self.end(S::Stopped, text::text("ly-do-dung", why)?)
            }
            _ => Err(Refusal::new("adoption-step-order")),
        }
    }

    fn end(&mut self, state: AdoptionState, why: String) -> Result<String, Refusal> {
        self.state = state;
        Ok(why)
    }

    fn begin(
        &mut self,
        begun_on: Option<Day>,
        before: Option<&Figure>,
        today: Day,
    ) -> Result<(), Refusal> {
        let begun = match begun_on {
            None => Err(Refusal::at("bat-dau", "adoption-begun-missing")),
            // A trial that began long ago has no figure of before that anybody counted for it.
            Some(day) if day > today || day < today.plus_days(-366) => {
                Err(Refusal::at("bat-dau", "adoption-begun-wrong").with("day", day.dmy()))
            }
            Some(day) => Ok(day),
        };
        let before = match before {
            None => Err(Refusal::at("truoc", "adoption-figure-missing")),
            Some(figure) => checked(figure, today),
        };
        let (begun, before) = both(begun, before)?;
        self.begun_on = Some(begun);
        self.due_on = Some(after_months(begun, RESULT_AFTER_MONTHS));
        self.before = Some(before);
        self.state = AdoptionState::Trial;
        Ok(())
    }

    fn tell(&mut self, told: &Told, by: PostId, today: Day) -> Result<String, Refusal> {
        let due = self.due_on.unwrap_or(today);
        if today < due {
            return Err(Refusal::new("adoption-too-early").with("day", due.dmy()));
        }
        let value = told.after_milli.ok_or(Refusal::at("sau", "adoption-after-missing"));
        let day = told.after_on.filter(|day| *day <= today && *day >= due);
        let day = day.ok_or(Refusal::at("ngay-sau", "adoption-after-day").with("from", due.dmy()));
        let said = text::text("ket-qua", &told.said);
        let (after, said) = both(both(value, day), said)?;
        (self.after, self.told_by) = (Some(after), Some(by));
        self.state = AdoptionState::Told;
        Ok(said)
    }

    /// More than half of those present at a meeting agree, entered by another post than the one that
    /// told the result.
    fn confirm(&mut self, said: &Confirmation, by: PostId, today: Day) -> Result<(), Refusal> {
        if self.told_by == Some(by) {
            return Err(Refusal::new("adoption-same-post"));
        }
        let mut faults = Vec::new();
        if let Err(refusal) = text::title("bien-ban", &said.minutes) {
            faults.push(refusal);
        }
        if said.held_on > today || self.begun_on.is_some_and(|begun| said.held_on < begun) {
            faults.push(Refusal::at("ngay-hop", "adoption-meeting-day"));
        }
        if said.attending == 0 || said.agreed > said.attending {
            faults.push(Refusal::at("dong-y", "adoption-tally"));
        } else if u64::from(said.agreed) * 2 <= u64::from(said.attending) {
            let refusal = Refusal::at("dong-y", "adoption-not-agreed");
            faults.push(refusal.with("agreed", said.agreed).with("attending", said.attending));
        }
        Refusal::none(faults)?;
        self.state = AdoptionState::Confirmed;
        Ok(())
    }

    /// Whether anybody may know of it: a place that was only offered something, declined or gave up
    /// stands on no public list.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.state, AdoptionState::Trial | AdoptionState::Told | AdoptionState::Confirmed)
    }
}

fn checked(figure: &Figure, today: Day) -> Result<Figure, Refusal> {
    let names = both(text::title("so-lieu", &figure.label), text::title("don-vi", &figure.unit));
    let day = if figure.on > today {
        Err(Refusal::at("ngay-truoc", "practice-day-ahead").with("day", figure.on.dmy()))
    } else {
        Ok(figure.on)
    };
    let ((label, unit), on) = both(names, day)?;
    Ok(Figure { label, unit, value_milli: figure.value_milli, on })
}

/// The same day some months later, or the last of that month where it has no such day.
#[must_use]
pub fn after_months(day: Day, months: u8) -> Day {
    let count = i16::from(day.0.month()) - 1 + i16::from(months);
    let (year, month) = (day.0.year() + count / 12, count % 12 + 1);
    let month = i8::try_from(month).unwrap_or(12);
    let last = (1..=day.0.day()).rev();
    last.into_iter().find_map(|number| Day::new(year, month, number)).unwrap_or(day)
}
