//! Putting a conference off to another day, or calling it off: with a reason, while no notice of
//! conclusions is out. The day it had stays in its history. A meeting that was broken off is put off
//! like one that never began; its minutes stay.

use serde::{Deserialize, Serialize};
use units::Day;

use super::{Conference, State};
use crate::{Refusal, text};

units::wire_codes! {
    /// What became of a conference that does not meet on its day.
    ChangeKind as "conference-change" {
        /// It meets on another day.
        Postponed = "postponed",
        /// It does not meet.
        CalledOff = "called_off",
    }
}

/// One line of a conference's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The day it had.
    pub from_on: Day,
    /// The day it has from then on.
    pub to_on: Option<Day>,
    /// Why.
    pub reason: String,
}

/// The day by which something is owed to a conference that moved: as many days later as the
/// conference, never before today and never after the conference.
#[must_use]
pub fn shifted(due_on: Day, change: (Day, Day), today: Day) -> Day {
    let (from, to) = change;
    due_on.plus_days(from.days_until(to)).max(today).min(to)
}

impl Conference {
    /// Puts it off to another day. Contributions that did not come are owed to that day.
    ///
    /// # Errors
    /// `conference-is-concluded`, `conference-is-called-off`, `conference-new-day-missing`,
    /// `conference-new-day-past`, `conference-new-day-same`, and the refusals of the reason's
    /// [`text`], all at once.
    pub fn postpone(
        &mut self,
        to: Option<Day>,
        reason: &str,
        today: Day,
    ) -> Result<Change, Refusal> {
        self.is_awaited()?;
        let mut refusals = Vec::new();
        match to {
            None => refusals.push(Refusal::at("ngay-moi", "conference-new-day-missing")),
            Some(day) if day < today => {
                refusals.push(Refusal::at("ngay-moi", "conference-new-day-past").with("day", day));
            }
            Some(day) if day == self.held_on => {
                refusals.push(Refusal::at("ngay-moi", "conference-new-day-same").with("day", day));
            }
            Some(_) => {}
        }
        let reason = checked(reason, &mut refusals);
        let (Some(day), true) = (to, refusals.is_empty()) else {
            let none = Refusal::none(refusals);
            return Err(none.expect_err("a part is missing, so there is a refusal"));
        };
        let from_on = std::mem::replace(&mut self.held_on, day);
        self.state = State::Called;
        Ok(Change { kind: ChangeKind::Postponed, from_on, to_on: Some(day), reason })
    }

    /// Calls it off: nothing is owed to it any more.
    ///
    /// # Errors
    /// `conference-is-concluded`, `conference-is-called-off`, and the refusals of the reason's
    /// [`text`].
    pub fn call_off(&mut self, reason: &str) -> Result<Change, Refusal> {
        self.is_awaited()?;
        let mut refusals = Vec::new();
        let reason = checked(reason, &mut refusals);
        Refusal::none(refusals)?;
        self.state = State::CalledOff;
        Ok(Change { kind: ChangeKind::CalledOff, from_on: self.held_on, to_on: None, reason })
    }
}

fn checked(reason: &str, refusals: &mut Vec<Refusal>) -> String {
    text::text("ly-do", reason).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    })
}
