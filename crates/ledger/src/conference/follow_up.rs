//! What became of a conclusion's matters, in the words offices use on a follow-up sheet.

use serde::{Deserialize, Serialize};
use units::Day;

use crate::matter::State;

units::wire_codes! {
    /// Where a matter stands on the sheet.
    Standing as "follow-up" {
        /// Not begun, its day has not passed.
        NotBegun = "not_begun",
        /// Under way, its day has not passed.
        UnderWay = "under_way",
        /// Owed, its day has passed.
        Late = "late",
        /// Answered by its day.
        OnTime = "on_time",
        /// Answered after its day.
        AnsweredLate = "answered_late",
        /// Refused, passed on, joined to another or guided elsewhere.
        Stopped = "stopped",
    }
}

/// Where a matter stands on a day.
#[must_use]
pub fn standing(state: State, due_on: Day, answered_on: Option<Day>, today: Day) -> Standing {
    match state {
        state if state.is_owed() && due_on < today => Standing::Late,
        State::Received | State::Triaged | State::Assigned => Standing::NotBegun,
        state if state.is_owed() => Standing::UnderWay,
        State::Answered | State::Confirmed | State::ClosedSilent => match answered_on {
            Some(day) if day > due_on => Standing::AnsweredLate,
            _ => Standing::OnTime,
        },
        _ => Standing::Stopped,
    }
}

/// How many matters stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// All.
    pub all: u32,
    /// Owed, their day has not passed.
    pub waiting: u32,
    /// Owed, their day has passed.
    pub late: u32,
    /// Answered by their day.
    pub on_time: u32,
    /// Answered after their day.
    pub answered_late: u32,
    /// Reopened at least once.
    pub reopened: u32,
    /// Confirmed by whoever asked.
    pub confirmed: u32,
    /// Still open: owed, or not yet confirmed.
    pub open: u32,
}

impl Tally {
    /// Counts one matter in.
    pub fn count(&mut self, standing: Standing, state: State, was_reopened: bool) {
        self.all += 1;
        match standing {
            Standing::NotBegun | Standing::UnderWay => self.waiting += 1,
            Standing::Late => self.late += 1,
            Standing::OnTime => self.on_time += 1,
            Standing::AnsweredLate => self.answered_late += 1,
            Standing::Stopped => {}
        }
        self.reopened += u32::from(was_reopened);
        self.confirmed += u32::from(state == State::Confirmed);
        self.open += u32::from(state.is_open());
    }
}
