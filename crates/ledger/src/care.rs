//! Care for those who work (giúp đỡ, điều động, động viên, chia sẻ): four acts, each recorded as
//! readily as the others. Help is offered by load and overdue work, never by a grade; no act is a
//! judgement of a person, and a talk belongs to the two who had it.

use serde::{Deserialize, Serialize};
use units::{Day, PostId};

use crate::{Calendar, Refusal, text};

units::wire_codes! {
    /// The four acts.
    CareKind as "care" {
        /// Giúp đỡ.
        Help = "giup_do",
        /// Điều động.
        Move = "dieu_dong",
        /// Động viên.
        Encourage = "dong_vien",
        /// Chia sẻ.
        Share = "chia_se",
    }
}

units::wire_codes! {
    /// Which help.
    HelpKind as "help" {
        /// Somebody with experience works beside.
        Coach = "kem_cap",
        /// A course or training.
        Course = "boi_duong",
        /// Another post takes some of the work.
        LessWork = "bot_viec",
        /// One more pair of hands.
        MoreHands = "them_nguoi",
        /// A device, a place, money for running costs.
        Means = "phuong_tien",
    }
}

/// An act of care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CareAct {
    /// Help: which, what exactly, until when.
    Help {
        /// Which.
        kind: HelpKind,
        /// What exactly is given; about the help, not about the person.
        said: String,
        /// The last day.
        until: Option<Day>,
    },
    /// A move to another post, proposed; the holder agrees or not.
    Move {
        /// To which post.
        to: Option<PostId>,
        /// From which day.
        from: Option<Day>,
        /// Why this post fits.
        said: String,
    },
    /// Encouragement and thanks.
    Encourage {
        /// The words.
        said: String,
        /// Whether the author would show them on the post's page; the holder has the last word.
        may_show: bool,
    },
    /// A private talk and what was agreed. Seen by the two only.
    Share {
        /// What was agreed.
        said: String,
    },
}

impl CareAct {
    /// Which of the four.
    #[must_use]
    pub const fn kind(&self) -> CareKind {
        match self {
            Self::Help { .. } => CareKind::Help,
            Self::Move { .. } => CareKind::Move,
            Self::Encourage { .. } => CareKind::Encourage,
            Self::Share { .. } => CareKind::Share,
        }
    }

    /// Checks an act; every fault is told.
    ///
    /// # Errors
    /// `care-until-missing`, `care-until-past`, `care-post-missing`, `care-same-post`,
    /// `care-from-missing`, and the refusals of [`text`].
    pub fn check(self, post: PostId, today: Day) -> Result<Self, Refusal> {
        let mut refusals = Vec::new();
        let said = text::text("noi-dung", self.said()).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        });
        match &self {
            Self::Help { until: None, .. } => {
                refusals.push(Refusal::at("den-ngay", "care-until-missing"));
            }
            Self::Help { until: Some(until), .. } if *until < today => {
                refusals.push(Refusal::at("den-ngay", "care-until-past").with("day", until));
            }
            Self::Move { to, from, .. } => {
                match to {
                    None => refusals.push(Refusal::at("vi-tri", "care-post-missing")),
                    Some(to) if *to == post => {
                        refusals.push(Refusal::at("vi-tri", "care-same-post"));
                    }
                    Some(_) => {}
                }
                if from.is_none() {
                    refusals.push(Refusal::at("tu-ngay", "care-from-missing"));
                }
            }
            _ => {}
        }
        Refusal::none(refusals)?;
        Ok(self.saying(said))
    }

    fn said(&self) -> &str {
        match self {
            Self::Help { said, .. }
            | Self::Move { said, .. }
            | Self::Encourage { said, .. }
            | Self::Share { said } => said,
        }
    }

    fn saying(self, said: String) -> Self {
        match self {
            Self::Help { kind, until, .. } => Self::Help { kind, said, until },
            Self::Move { to, from, .. } => Self::Move { to, from, said },
            Self::Encourage { may_show, .. } => Self::Encourage { said, may_show },
            Self::Share { .. } => Self::Share { said },
        }
    }
}

/// What a post has on its hands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Load {
    /// Matters owed.
    pub open: i64,
    /// Of them past their day.
    pub late: i64,
    /// Of them found unsolved by the asker.
    pub reopened: i64,
    /// The day on which the oldest one came that nobody has taken yet. What is taken has its own day:
    /// long work is not silence.
    pub unanswered_since: Option<Day>,
}

units::wire_codes! {
    /// Why help is offered: always the work, never the person.
    Sign as "care-sign" {
        /// Much at once.
        ManyOpen = "open",
        /// Past its day.
        Late = "late",
        /// Found unsolved.
        Reopened = "reopened",
        /// Long taken by nobody.
        Silent = "silent",
    }
}

/// From which load on help is offered. Data of `rules/care.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Matters owed at once.
    pub open: i64,
    /// Of them late.
    pub late: i64,
    /// Of them reopened.
    pub reopened: i64,
    /// Working days in which nobody took it.
    pub silent_days: i64,
}

const BUILT_IN: &str = include_str!("../../../rules/care.toml");

impl Thresholds {
    /// Those that come with the program.
    ///
    /// # Panics
    /// Never: a test reads the file.
    #[must_use]
    pub fn built_in() -> Self {
        toml::from_str(BUILT_IN).expect("a test reads the file that comes with the program")
    }

    /// What of a load speaks for offering help, with its number; nothing of an ordinary load.
    #[must_use]
    pub fn signs(&self, load: &Load, calendar: &Calendar, today: Day) -> Vec<(Sign, i64)> {
        let silent = load.unanswered_since.map_or(0, |day| calendar.working_days(day, today));
        [
            (Sign::ManyOpen, load.open, self.open),
            (Sign::Late, load.late, self.late),
            (Sign::Reopened, load.reopened, self.reopened),
            (Sign::Silent, silent, self.silent_days),
        ]
        .into_iter()
        .filter(|(_, number, from)| number >= from)
        .map(|(sign, number, _)| (sign, number))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn post(number: u128) -> PostId {
        PostId(Uuid::from_u128(number))
    }

    fn refused(act: CareAct) -> Vec<&'static str> {
        let refusal = act.check(post(1), day("2026-03-02")).unwrap_err();
        refusal.each().map(|one| one.code).collect()
    }

    #[test]
    fn help_is_offered_by_the_work_and_an_ordinary_load_says_nothing() {
        let (calendar, today) = (Calendar::built_in(), day("2026-11-26"));
        let from = Thresholds::built_in();
        let load = Load { open: 14, late: 2, reopened: 1, unanswered_since: Some(today) };
        assert_eq!(from.signs(&load, &calendar, today), []);
        let since = Some(day("2026-11-12"));
        let load = Load { open: 15, late: 4, reopened: 2, unanswered_since: since };
        let signs = from.signs(&load, &calendar, today);
        let expected =
            [(Sign::ManyOpen, 15), (Sign::Late, 4), (Sign::Reopened, 2), (Sign::Silent, 10)];
        assert_eq!(signs, expected);
    }

    #[test]
    fn each_act_asks_for_what_it_needs_and_no_more() {
        let said = || "Cùng soạn mẫu trả lời".to_owned();
        let help = |until| CareAct::Help { kind: HelpKind::Coach, said: said(), until };
        assert!(help(Some(day("2026-03-31"))).check(post(1), day("2026-03-02")).is_ok());
        assert_eq!(refused(help(None)), ["care-until-missing"]);
        assert_eq!(refused(help(Some(day("2026-03-01")))), ["care-until-past"]);
        let to = |to| CareAct::Move { to, from: None, said: String::new() };
        assert_eq!(refused(to(None)), ["text-missing", "care-post-missing", "care-from-missing"]);
        let same = CareAct::Move { to: Some(post(1)), from: Some(day("2026-04-01")), said: said() };
        assert_eq!(refused(same), ["care-same-post"]);
        let talk = CareAct::Share { said: "gọi 0903 123 456".into() };
        assert_eq!(refused(talk), ["text-personal"]);
    }
}
