//! Self-managed groups (tổ tự quản): what one is, what it agrees on, and which help it is asked for.
//!
//! A group is a unit of the group tier, voluntary and without administrative power. It keeps totals of
//! its meetings and votes, never how anybody voted, and no list of people.

use serde::{Deserialize, Serialize};
use units::Day;

use crate::{Category, Refusal, text};

/// Member households, or people attending, from which a number is told to everybody. Of fewer, the
/// number comes close to being a household's own (Law 91/2025/QH15; published tables keep k ≥ 10).
pub const TOLD_FROM: i64 = 10;

/// Most people of a core: a group is looked after by a few neighbours.
pub const CORE_MOST: i64 = 15;

units::wire_codes! {
    /// What a group is made of.
    GroupKind as "group-kind" {
        /// Houses along alleys.
        Xom = "xom",
        /// A quarter, a row of streets, a housing estate.
        Khu = "khu",
        /// An apartment block or complex. The group is not the block's management board, which the
        /// housing law knows as a body of its own.
        ChungCu = "chung_cu",
    }
}

units::wire_codes! {
    /// What a group records.
    ActKind as "group-act" {
        /// What the members agree to keep to.
        Rules = "thoa_thuan",
        /// Something to know, until a day.
        Notice = "thong_bao",
        /// A meeting with its minutes.
        Meeting = "hop",
        /// A small decision by vote: totals only.
        Decision = "bieu_quyet",
    }
}

units::wire_codes! {
    /// What became of a request for help.
    RequestState as "group-request" {
        /// Asked; the head has not settled it yet.
        Asked = "asked",
        /// The group helped by itself.
        Helped = "helped",
        /// Passed on: a post owes an answer.
        PassedOn = "passed_on",
        /// Whoever asked took it back.
        TakenBack = "taken_back",
    }
}

/// How many came and how many said yes and no. Nobody's own vote is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// Households represented.
    pub attending: i64,
    /// Of them for it.
    pub agreed: i64,
    /// Of them against it.
    pub against: i64,
}

/// Something to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAct {
    /// What it is.
    pub kind: ActKind,
    /// In one line.
    pub title: String,
    /// The rules, the notice, the minutes, the proposal.
    pub said: String,
    /// The day it was agreed, held or decided; for a notice the first day.
    pub on: Option<Day>,
    /// The last day of a notice.
    pub last_on: Option<Day>,
    /// Who came and how they voted; not for a notice.
    pub votes: Option<Votes>,
}

/// A checked one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What it is.
    pub kind: ActKind,
    /// In one line.
    pub title: String,
    /// Its text.
    pub said: String,
    /// The day.
    pub on: Day,
    /// The last day of a notice.
    pub last_on: Option<Day>,
    /// Who came and how they voted.
    pub votes: Option<Votes>,
}

/// A request for help made to a group: a field and what is needed, never who needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// The field of life.
    pub category: Category,
    /// What is needed, about a thing or a place.
    pub said: String,
}

impl Votes {
    /// Whether more than half of those attending said yes.
    #[must_use]
    pub const fn carries(self) -> bool {
        2 * self.agreed > self.attending
    }

    /// Whether the totals may be told to everybody.
    #[must_use]
    pub const fn is_told(self) -> bool {
        self.attending >= TOLD_FROM
    }

    fn check(self) -> Result<Self, Refusal> {
        if self.attending < 1 {
            return Err(Refusal::at("du", "group-nobody-came"));
        }
        if self.agreed < 0 || self.against < 0 || self.agreed + self.against > self.attending {
            let refusal = Refusal::at("dong-y", "group-votes-exceed");
            return Err(refusal.with("attending", self.attending));
        }
        Ok(self)
    }
}

impl NewAct {
    /// Checks what is to be recorded; every fault is told.
    ///
    /// # Errors
    /// `group-day-missing`, `group-day-ahead`, `group-votes-missing`, `group-nobody-came`,
    /// `group-votes-exceed`, `group-rules-not-agreed`, `group-notice-over`, and the refusals of
    /// [`text`].
    pub fn check(self, today: Day) -> Result<Recorded, Refusal> {
        let mut refusals = Vec::new();
        let mut kept = |checked: Result<String, Refusal>| {
            checked.unwrap_or_else(|refusal| {
                refusals.push(refusal);
                String::new()
            })
        };
        let title = kept(text::title("tieu-de", &self.title));
        let said = kept(text::text("noi-dung", &self.said));
        let votes = self.checked_votes().unwrap_or_else(|refusal| {
            refusals.push(refusal);
            None
        });
        let on = self.checked_day(today).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            today
        });
        let last_on = self.last_on.filter(|_| self.kind == ActKind::Notice);
        if let Some(last) = last_on.filter(|last| *last < on) {
            refusals.push(Refusal::at("den-ngay", "group-notice-over").with("day", last));
        }
        Refusal::none(refusals)?;
        Ok(Recorded { kind: self.kind, title, said, on, last_on, votes })
    }

    fn checked_day(&self, today: Day) -> Result<Day, Refusal> {
        match self.on {
            None if self.kind == ActKind::Notice => Ok(today),
            None => Err(Refusal::at("ngay", "group-day-missing")),
            Some(on) if on > today && self.kind != ActKind::Notice => {
                Err(Refusal::at("ngay", "group-day-ahead").with("day", on))
            }
            Some(on) => Ok(on),
        }
    }

    fn checked_votes(&self) -> Result<Option<Votes>, Refusal> {
        if self.kind == ActKind::Notice {
            return Ok(None);
        }
        let votes = self.votes.ok_or(Refusal::at("du", "group-votes-missing"))?.check()?;
        if self.kind == ActKind::Rules && !votes.carries() {
            let refusal = Refusal::at("dong-y", "group-rules-not-agreed");
            let refusal = refusal.with("agreed", votes.agreed);
            return Err(refusal.with("attending", votes.attending));
        }
        Ok(Some(votes))
    }
}

impl NewRequest {
    /// Checks a request.
    ///
    /// # Errors
    /// The refusals of [`text`]; `group-request-restricted` for what is about somebody's conduct,
    /// which has its own door and is not for neighbours.
    pub fn check(self) -> Result<Self, Refusal> {
        if self.category.is_restricted() {
            return Err(Refusal::at("linh-vuc", "group-request-restricted"));
        }
        Ok(Self { said: text::title("can-gi", &self.said)?, ..self })
    }
}

/// The number of people in a core, the head among them.
///
/// # Errors
/// `group-core-size` outside 1 to [`CORE_MOST`].
pub fn core(number: i64) -> Result<i64, Refusal> {
    if (1..=CORE_MOST).contains(&number) {
        Ok(number)
    } else {
        Err(Refusal::at("nong-cot", "group-core-size").with("most", CORE_MOST))
    }
}

/// A number of member households as everybody may know it; nothing where they are few.
#[must_use]
pub const fn members_told(members: i64) -> Option<i64> {
    if members >= TOLD_FROM { Some(members) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn act(kind: ActKind, votes: Option<(i64, i64, i64)>) -> NewAct {
        NewAct {
            kind,
            title: "Giữ hẻm sạch".into(),
            said: "Mỗi sáng thứ bảy quét hẻm".into(),
            on: Some(day("2026-03-01")),
            last_on: None,
            votes: votes.map(|(attending, agreed, against)| Votes { attending, agreed, against }),
        }
    }

    fn refused(act: NewAct) -> Vec<&'static str> {
        let refusal = act.check(day("2026-03-02")).unwrap_err();
        refusal.each().map(|one| one.code).collect()
    }

    #[test]
    fn rules_stand_only_when_more_than_half_of_those_present_agree() {
        assert!(act(ActKind::Rules, Some((20, 11, 9))).check(day("2026-03-02")).is_ok());
        assert_eq!(refused(act(ActKind::Rules, Some((20, 10, 0)))), ["group-rules-not-agreed"]);
        assert_eq!(refused(act(ActKind::Rules, None)), ["group-votes-missing"]);
    }

    #[test]
    fn a_decision_may_fail_and_is_recorded_as_it_came_out() {
        let kept = act(ActKind::Decision, Some((12, 4, 8))).check(day("2026-03-02")).unwrap();
        assert!(!kept.votes.unwrap().carries());
    }

    #[test]
    fn every_fault_of_a_form_is_told_at_once() {
        let mut bad = act(ActKind::Meeting, Some((5, 4, 2)));
        bad.title = String::new();
        bad.said = "gọi 0903 123 456".into();
        bad.on = Some(day("2026-03-03"));
        let found = refused(bad);
        assert_eq!(
            found,
            ["text-missing", "text-personal", "group-votes-exceed", "group-day-ahead"]
        );
    }

    #[test]
    fn a_notice_needs_no_votes_and_may_begin_later() {
        let mut notice = act(ActKind::Notice, Some((1, 1, 0)));
        notice.on = Some(day("2026-04-01"));
        notice.last_on = Some(day("2026-04-05"));
        let kept = notice.clone().check(day("2026-03-02")).unwrap();
        assert_eq!((kept.votes, kept.last_on), (None, Some(day("2026-04-05"))));
        notice.last_on = Some(day("2026-03-31"));
        assert_eq!(refused(notice), ["group-notice-over"]);
    }

    #[test]
    fn few_members_are_not_told_and_conduct_is_no_request_to_neighbours() {
        assert_eq!(members_told(9), None);
        assert_eq!(members_told(10), Some(10));
        let about = NewRequest { category: Category::Conduct, said: "x".into() };
        assert_eq!(about.check().unwrap_err().code, "group-request-restricted");
        assert_eq!(core(0).unwrap_err().code, "group-core-size");
    }

    proptest! {
        #[test]
        fn counted_votes_never_exceed_those_present(came in -2_i64..40, yes in -2_i64..40, no in -2_i64..40) {
            if let Ok(kept) = act(ActKind::Decision, Some((came, yes, no))).check(day("2026-03-02")) {
                let votes = kept.votes.unwrap();
                prop_assert!(votes.agreed + votes.against <= votes.attending);
                prop_assert_eq!(votes.carries(), votes.agreed > votes.attending - votes.agreed);
            }
        }
    }
}
