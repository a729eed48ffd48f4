//! The matter (đầu việc): *this post owes this answer to that person or body by this day, with this
//! proof*. One state machine, whatever it came from. Feedback, visits, conferences, plans, groups and
//! care are thin origins that open matters.
//!
//! States and exits follow the recommended flow of reception and settlement of feedback; the six
//! clears (rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền) are required
//! fields. An act yields a [`Step`] for the append-only history and changes nothing when refused.

mod act;
mod answer;
mod opening;

use serde::{Deserialize, Serialize};
use units::{Day, HouseholdId, PostId, UnitId};
use uuid::Uuid;

use crate::{BodyId, MatterId};

pub use act::{Act, Hand, Step, StepKind};
pub use answer::{Answer, Proof};
pub use opening::{NewMatter, open};

units::wire_codes! {
    /// How far a matter has come.
    State as "matter" {
        /// Heard, nobody has looked at it.
        Received = "received",
        /// Looked at and sorted.
        Triaged = "triaged",
        /// Given to a post.
        Assigned = "assigned",
        /// The post has taken it.
        Accepted = "accepted",
        /// The post works on it.
        InProgress = "in_progress",
        /// The post waits for the asker to say more.
        NeedInfo = "need_info",
        /// Answered with proof; the asker has not spoken yet.
        Answered = "answered",
        /// The asker said that it is not solved.
        Reopened = "reopened",
        /// The asker said that it is solved.
        Confirmed = "confirmed",
        /// The asker did not speak in time.
        ClosedSilent = "closed_silent",
        /// Refused, with the reason shown to the asker.
        Rejected = "rejected",
        /// Passed to a body outside this program.
        Redirected = "redirected",
        /// One with another matter.
        Merged = "merged",
        /// A complaint or denunciation: guided to the door the law has for it, contents sealed.
        SplitOff = "split_off",
        /// Taken back by both sides of the plan whose line it was, with the reason.
        Withdrawn = "withdrawn",
    }
}

units::wire_codes! {
    /// What a matter came from.
    OriginKind as "origin" {
        /// A resident's feedback.
        Feedback = "feedback",
        /// A conclusion of a conference.
        Conclusion = "conclusion",
        /// A promise made on a visit.
        Visit = "visit",
        /// A line of a place's plan.
        WorkplanLine = "workplan_line",
        /// A difficulty.
        Difficulty = "difficulty",
        /// A request made to a self-managed group, passed on.
        Group = "group",
        /// A care need of a post holder.
        Care = "care",
        /// A task given directly.
        Direct = "direct",
    }
}

units::wire_codes! {
    /// Which proof an answer must carry.
    ProofKind as "proof" {
        /// A photo.
        Photo = "photo",
        /// A document with its number and date.
        Document = "document",
        /// A figure with its unit.
        Figure = "figure",
    }
}

units::wire_codes! {
    /// Why a matter is refused or given back.
    RejectReason as "reject" {
        /// It is not what the answering bodies are there for.
        OutOfScope = "out_of_scope",
        /// Too little is known to act, and the asker did not say more.
        TooLittleKnown = "too_little_known",
        /// It has been settled before, and nothing is new.
        SettledBefore = "settled_before",
        /// It names persons or insults, so that it cannot be handled here.
        Improper = "improper",
        /// The place does not lie here.
        NotHere = "not_here",
    }
}

units::wire_codes! {
    /// Which door the law has for it.
    Door as "door" {
        /// Complaint: Law 02/2011/QH13.
        Complaint = "khieu_nai",
        /// Denunciation: Law 25/2018/QH14; the identity of who denounces is secret.
        Denunciation = "to_cao",
    }
}

/// To whom the answer is owed, and who may confirm or reopen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asker {
    /// A resident, who holds the tracking code.
    Resident,
    /// A post.
    Post(PostId),
    /// A body, for which a post speaks.
    Body(BodyId, PostId),
    /// A place, for which a post speaks.
    Place(UnitId, PostId),
}

impl Asker {
    /// The post that asks, or speaks for who asks; nothing for a resident.
    #[must_use]
    pub const fn post(self) -> Option<PostId> {
        match self {
            Self::Resident => None,
            Self::Post(post) | Self::Body(_, post) | Self::Place(_, post) => Some(post),
        }
    }
}

/// The six clears. The person is the owner, the time the due day; the others are texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clears {
    /// Rõ việc: what is to be done, one line, which is the matter's title.
    pub work: String,
    /// Rõ người: the post that leads and answers.
    pub owner: PostId,
    /// Rõ thời gian: the last day.
    pub due_on: Day,
    /// Rõ trách nhiệm: what the owner answers for, and what the cooperating posts do.
    pub responsibility: String,
    /// Rõ sản phẩm: what will be there at the end.
    pub product: String,
    /// Rõ thẩm quyền: what the owner may decide alone, and what goes up.
    pub authority: String,
}

/// A matter as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Its identity.
    pub id: MatterId,
    /// What it came from: kind and identity.
    pub origin: (OriginKind, Uuid),
    /// The household it follows through lineage, if it is one household's.
    pub household_id: Option<HouseholdId>,
    /// To whom the answer is owed.
    pub asker: Asker,
    /// The six clears.
    pub clears: Clears,
    /// Posts that help.
    pub cooperating: Vec<PostId>,
    /// The proof an answer must carry.
    pub wanted: ProofKind,
    /// The post that set the due day, which alone may move it.
    pub due_set_by: PostId,
    /// The day it was opened.
    pub opened_on: Day,
    /// How far it has come.
    pub state: State,
    /// How often it was reopened.
    pub reopened: u32,
    /// The post one level up that was told because it is late or was reopened.
    pub escalated_to: Option<PostId>,
    /// The day of the last answer.
    pub answered_on: Option<Day>,
}

impl State {
    /// Whether something is still owed by a post.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::Triaged
                | Self::Assigned
                | Self::Accepted
                | Self::InProgress
                | Self::NeedInfo
                | Self::Reopened
        )
    }

    /// Whether it still moves: something is owed, or the asker has not spoken.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.is_owed() || matches!(self, Self::Answered)
    }

    /// Whether the asker may still say something of it: it moves, or it may be reopened.
    #[must_use]
    pub const fn may_be_spoken_to(self) -> bool {
        self.is_open() || matches!(self, Self::ClosedSilent | Self::Rejected)
    }

    /// Whether a post has it in hand.
    #[must_use]
    pub const fn is_in_hand(self) -> bool {
        self.is_owed() && !matches!(self, Self::Received | Self::Triaged)
    }
}

impl Asker {
    /// The post that may confirm or reopen; nothing for a resident, who holds the code.
    #[must_use]
    pub const fn voice(self) -> Option<PostId> {
        match self {
            Self::Resident => None,
            Self::Post(post) | Self::Body(_, post) | Self::Place(_, post) => Some(post),
        }
    }
}

impl Matter {
    /// Whether it is owed and its day has passed. Waiting for the asker does not stop the clock.
    #[must_use]
    pub fn is_late(&self, today: Day) -> bool {
        self.state.is_owed() && self.clears.due_on < today
    }

    /// Whether it was answered in time; nothing before the first answer.
    #[must_use]
    pub fn was_on_time(&self) -> Option<bool> {
        self.answered_on.map(|day| day <= self.clears.due_on)
    }
}

#[cfg(test)]
mod tests;
