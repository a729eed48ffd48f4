//! A place's plan (kế hoạch) under a programme. The higher level proposes; the place accepts or
//! answers with a proposal of its own; every text is kept. A line stands on that place's own figure
//! or on an open difficulty of that place, so that no plan is written from a desk far away. Each
//! line of a plan that both sides agree on opens a matter. What was agreed on stays in force while either
//! side proposes to change it, and is changed by both sides agreeing again.
//!
//! The word `plan` belongs to the drawing of units (phương án); a place's plan is a [`Workplan`].

mod alike;
mod line;
mod revision;

use serde::{Deserialize, Serialize};
use units::{Day, UnitId};

use crate::matter::Proof;
use crate::{ProgrammeId, Refusal, WorkplanId, text};

pub use alike::{ALIKE_PER_MILLE, Alike, Words, is_copied, resembling};
pub use line::{Around, Ground, Line, NewLine, Source, Tie, line};
pub use revision::{Mark, WHY_FIELD, Written, mark};

units::wire_codes! {
    /// Who speaks: the level that runs the programme, or the place whose plan it is.
    Side as "workplan-side" {
        /// The higher level.
        Upper = "cap_tren",
        /// The place itself.
        Place = "dia_ban",
    }
}

units::wire_codes! {
    /// How far a plan has come.
    State as "workplan-state" {
        /// First written, not yet sent to the other side.
        Drafting = "drafting",
        /// The higher level proposed: the place's turn.
        Proposed = "proposed",
        /// The place proposed: the higher level's turn.
        Countered = "countered",
        /// Both agree; each line is a matter. A text that one side writes next is a revision.
        Agreed = "agreed",
    }
}

/// The most lines of one plan.
pub const LINES_MOST: usize = 30;

/// A place's plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workplan {
    /// Its identity.
    pub id: WorkplanId,
    /// The programme it answers.
    pub programme: ProgrammeId,
    /// The place.
    pub unit: UnitId,
    /// How far it has come.
    pub state: State,
    /// Who is writing a text that is not sent yet.
    pub drafting: Option<Side>,
    /// The number of the last text that was sent; 0 before the first.
    pub sent: i64,
    /// The number of the text in force; 0 before both sides have agreed once.
    pub agreed: i64,
}

impl Side {
    /// The side of a post: the place's own posts speak for it, all others for the level above.
    #[must_use]
    pub fn of(post_unit: Option<UnitId>, place: UnitId) -> Self {
        if post_unit == Some(place) { Self::Place } else { Self::Upper }
    }
}

impl Workplan {
    /// A plan that one side begins to write.
    #[must_use]
    pub const fn begin(
        id: WorkplanId,
        (programme, unit): (ProgrammeId, UnitId),
        side: Side,
    ) -> Self {
        let (state, drafting) = (State::Drafting, Some(side));
        Self { id, programme, unit, state, drafting, sent: 0, agreed: 0 }
    }

    /// The side that has the word; nothing once both agree and neither writes a revision.
    #[must_use]
    pub const fn turn(&self) -> Option<Side> {
        turn(self.state, self.drafting)
    }

    /// Whether a text is in force, so that what is written next is a revision of it.
    #[must_use]
    pub const fn is_in_force(&self) -> bool {
        self.agreed > 0
    }

    fn check_turn(&self, side: Side) -> Result<(), Refusal> {
        match self.turn() {
            None => Err(Refusal::new("workplan-agreed")),
            Some(turn) if turn != side => {
                Err(Refusal::new("workplan-not-your-turn").with("side", turn.as_str()))
            }
            Some(_) => Ok(()),
        }
    }

    /// A side begins to write its answer; whether it had not begun yet.
    ///
    /// # Errors
    /// `workplan-agreed`, `workplan-not-your-turn`.
    pub fn answer(&mut self, side: Side) -> Result<bool, Refusal> {
        self.check_turn(side)?;
        if self.state == State::Agreed {
            return Err(Refusal::new("workplan-agreed"));
        }
        Ok(self.drafting.replace(side) != Some(side))
    }

    /// A side begins to write a revision of what both agreed on; whether it had not begun yet.
    ///
    /// # Errors
    /// `workplan-not-agreed` before that, or while a revision is talked over, `workplan-revision-begun`
    /// where the other side writes one.
    pub fn revise(&mut self, side: Side) -> Result<bool, Refusal> {
        if self.state != State::Agreed {
            return Err(Refusal::new("workplan-not-agreed"));
        }
        if self.drafting.is_some_and(|drafting| drafting != side) {
            return Err(Refusal::new("workplan-revision-begun"));
        }
        Ok(self.drafting.replace(side) != Some(side))
    }

    /// A side drops the text it is writing, which is number `sent + 1`. The first text of a plan stays:
    /// without it there is no plan.
    ///
    /// # Errors
    /// Those of [`Self::change`], `workplan-first-text`.
    pub fn drop_text(&mut self, side: Side) -> Result<i64, Refusal> {
        let number = self.change(side)?;
        if self.state == State::Drafting {
            return Err(Refusal::new("workplan-first-text"));
        }
        self.drafting = None;
        Ok(number)
    }

    /// A side leaves what is in force as it is, saying why, instead of accepting the revision that the
    /// other sent.
    ///
    /// # Errors
    /// Those of [`Self::accept`] but for the lines, `workplan-nothing-in-force`, and the refusals of the
    /// text.
    pub fn decline(&mut self, side: Side, why: &str) -> Result<String, Refusal> {
        self.check_sent(side)?;
        if !self.is_in_force() {
            return Err(Refusal::new("workplan-nothing-in-force"));
        }
        let why = text::text("vi-sao-khong", why)?;
        self.state = State::Agreed;
        Ok(why)
    }

    /// A side changes the text it is writing, which is number `sent + 1`.
    ///
    /// # Errors
    /// `workplan-agreed`, `workplan-not-your-turn`, `workplan-not-drafting`.
    pub fn change(&self, side: Side) -> Result<i64, Refusal> {
        self.check_turn(side)?;
        match self.drafting {
            Some(drafting) if drafting == side => Ok(self.sent + 1),
            _ => Err(Refusal::new("workplan-not-drafting")),
        }
    }

    /// A side sends what it wrote. The higher level may send words alone and leave the lines to the
    /// place; the place sends lines.
    ///
    /// # Errors
    /// Those of [`Self::change`], `workplan-no-line`, and the refusals of the words.
    pub fn send(&mut self, side: Side, said: &str, lines: usize) -> Result<String, Refusal> {
        let number = self.change(side)?;
        if lines == 0 && (side == Side::Place || self.is_in_force()) {
            return Err(Refusal::at("viec", "workplan-no-line"));
        }
        let said = text::text("loi-nhan", said)?;
        self.sent = number;
        self.drafting = None;
        self.state = match side {
            Side::Upper => State::Proposed,
            Side::Place => State::Countered,
        };
        Ok(said)
    }

    /// A side accepts what the other sent.
    ///
    /// # Errors
    /// `workplan-agreed`, `workplan-not-your-turn`, `workplan-not-sent`, `workplan-answer-begun`
    /// while it writes an answer, `workplan-no-line` where there is nothing to do in it.
    pub fn accept(&mut self, side: Side, lines: usize) -> Result<(), Refusal> {
        self.check_sent(side)?;
        if lines == 0 {
            return Err(Refusal::new("workplan-no-line"));
        }
        (self.state, self.agreed) = (State::Agreed, self.sent);
        Ok(())
    }

    /// Whether a side has something of the other before it and writes no answer.
    fn check_sent(&self, side: Side) -> Result<(), Refusal> {
        self.check_turn(side)?;
        if matches!(self.state, State::Drafting | State::Agreed) {
            return Err(Refusal::new("workplan-not-sent"));
        }
        if self.drafting.is_some() {
            return Err(Refusal::new("workplan-answer-begun"));
        }
        Ok(())
    }
}

/// The side that has the word about a plan in a state, where one writes or is asked.
#[must_use]
pub const fn turn(state: State, drafting: Option<Side>) -> Option<Side> {
    match state {
        State::Drafting | State::Agreed => drafting,
        State::Proposed => Some(Side::Place),
        State::Countered => Some(Side::Upper),
    }
}

/// How far a line has come, told by the place with proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Per cent of the work done.
    pub percent: i64,
    /// What is done and what is left.
    pub said: String,
    /// The proof.
    pub proof: Proof,
}

/// A report that may stand. The whole is not told here: a line is done when its matter is answered,
/// so that the asker can say whether it is.
///
/// # Errors
/// `workplan-percent`, `workplan-report-done`, `workplan-report-proof`, and the refusals of the text
/// and of the proof, all at once.
pub fn report(
    percent: Option<i64>,
    said: &str,
    proof: Option<Proof>,
    today: Day,
) -> Result<Report, Refusal> {
    let mut refusals = Vec::new();
    match percent {
        Some(100) => refusals.push(Refusal::at("phan-tram", "workplan-report-done")),
        Some(0..=99) => {}
        _ => refusals.push(Refusal::at("phan-tram", "workplan-percent")),
    }
    let said = text::text("tien-do", said).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    });
    let proof = match proof {
        None => {
            refusals.push(Refusal::at("minh-chung", "workplan-report-proof"));
            None
        }
        Some(proof) => match proof_checked(proof, today) {
            Ok(proof) => Some(proof),
            Err(refusal) => {
                refusals.push(refusal);
                None
            }
        },
    };
    let (Some(percent), Some(proof), true) = (percent, proof, refusals.is_empty()) else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    Ok(Report { percent, said, proof })
}

fn proof_checked(proof: Proof, today: Day) -> Result<Proof, Refusal> {
    match proof {
        Proof::Photo(_) => Ok(proof),
        Proof::Document { number, dated_on, attachment } => {
            let Some(number) = crate::programme::document_number(&number) else {
                return Err(Refusal::at("so-van-ban", "programme-number"));
            };
            if dated_on > today {
                return Err(Refusal::at("ngay-van-ban", "programme-issue-day"));
            }
            Ok(Proof::Document { number, dated_on, attachment })
        }
        Proof::Figure { label, value_milli, unit } => Ok(Proof::Figure {
            label: text::title("ten-so-lieu", &label)?,
            value_milli,
            unit: text::title("don-vi-tinh", &unit)?,
        }),
    }
}

#[cfg(test)]
mod tests;
