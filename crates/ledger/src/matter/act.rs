//! What can happen to a matter, who may do it, and from which state to which.

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use super::{Answer, Asker, Clears, Door, Matter, OriginKind, ProofKind, RejectReason, State};
use crate::follow::FollowedBy;
use crate::{MatterId, Refusal, text};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hand {
    /// A post; several where a person holds several and only one of them fits.
    Post(PostId),
    /// The asker: the resident with the code, or the post that speaks for the asking body.
    Asker,
    /// The dispatcher of the place, who sorts and passes on.
    Dispatcher(PostId),
    /// The program, by the calendar or by lineage.
    Program,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// A dispatcher looked at it.
    Triage,
    /// A dispatcher gives it to a post.
    Assign(PostId),
    /// The owner takes it.
    Accept,
    /// The owner begins.
    Start,
    /// The owner asks the asker to say more.
    AskInfo(String),
    /// The asker says more.
    GiveInfo(String),
    /// The owner asks for a later day, with the reason.
    AskExtension(Day, String),
    /// Whoever set the day moves it, with the reason.
    Extend(Day, String),
    /// The owner gives it back or a dispatcher passes it on to another post, with the reason.
    Redirect(PostId, String),
    /// Whoever asked or set the day asks after it; the text may be empty.
    Remind(String),
    /// It goes to a body outside this program, which is named.
    SendOut(String),
    /// The owner answers.
    Answer(Answer),
    /// The asker: solved.
    Confirm,
    /// The asker: not solved, with the reason.
    Reopen(String),
    /// The asker did not speak in time.
    CloseSilent,
    /// A dispatcher or the owner refuses it.
    Reject(RejectReason),
    /// It is one with another.
    Merge(MatterId),
    /// It is a complaint or a denunciation.
    SplitOff(Door),
    /// The post one level up is told.
    Escalate(PostId),
    /// Both sides of a plan agreed to change the line that it came from.
    Revise {
        /// The six clears from now on.
        clears: Clears,
        /// The proof its answer must carry.
        wanted: ProofKind,
        /// Why the line was changed.
        why: String,
    },
    /// Both sides of a plan agreed to end the line that it came from, with the reason.
    Withdraw(String),
    /// It followed its household or place, and its owner with it.
    Follow {
        /// Where it lies from the day on.
        unit: UnitId,
        /// Who owes the answer from the day on.
        owner: PostId,
        /// How the place was found.
        by: FollowedBy,
    },
    /// The post that asked has ended; another one asks in its stead.
    PassAsking {
        /// The post that may confirm or reopen from now on.
        to: PostId,
        /// The place it speaks for, where a place asks.
        unit: UnitId,
    },
}

units::wire_codes! {
    /// The name of an act, in the history.
    StepKind as "step" {
        /// See [`Act::Triage`].
        Triaged = "triaged",
        /// See [`Act::Assign`].
        Assigned = "assigned",
        /// See [`Act::Accept`].
        Accepted = "accepted",
        /// See [`Act::Start`].
        Started = "started",
        /// See [`Act::AskInfo`].
        InfoAsked = "info_asked",
        /// See [`Act::GiveInfo`].
        InfoGiven = "info_given",
        /// See [`Act::AskExtension`].
        ExtensionAsked = "extension_asked",
        /// See [`Act::Extend`].
        Extended = "extended",
        /// See [`Act::Redirect`].
        Redirected = "redirected",
        /// See [`Act::Remind`].
        Reminded = "reminded",
        /// See [`Act::SendOut`].
        SentOut = "sent_out",
        /// See [`Act::Answer`].
        Answered = "answered",
        /// See [`Act::Confirm`].
        Confirmed = "confirmed",
        /// See [`Act::Reopen`].
        Reopened = "reopened",
        /// See [`Act::CloseSilent`].
        ClosedSilent = "closed_silent",
        /// See [`Act::Reject`].
        Rejected = "rejected",
        /// See [`Act::Merge`].
        Merged = "merged",
        /// See [`Act::SplitOff`].
        SplitOff = "split_off",
        /// See [`Act::Escalate`].
        Escalated = "escalated",
        /// See [`Act::Follow`].
        Followed = "followed",
        /// See [`Act::PassAsking`].
        AskerPassed = "asker_passed",
        /// The matter was opened.
        Opened = "opened",
        /// See [`Act::Revise`].
        Revised = "revised",
        /// See [`Act::Withdraw`].
        Withdrawn = "withdrawn",
    }
}

/// One line of the append-only history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happened.
    pub act: Act,
    /// Who did it.
    pub hand: Hand,
    /// The day.
    pub on: Day,
    /// The state after it.
    pub state: State,
}

impl Act {
    /// Its name in the history.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Triage => StepKind::Triaged,
            Self::Assign(_) => StepKind::Assigned,
            Self::Accept => StepKind::Accepted,
            Self::Start => StepKind::Started,
            Self::AskInfo(_) => StepKind::InfoAsked,
            Self::GiveInfo(_) => StepKind::InfoGiven,
            Self::AskExtension(..) => StepKind::ExtensionAsked,
            Self::Extend(..) => StepKind::Extended,
            Self::Redirect(..) => StepKind::Redirected,
            Self::Remind(_) => StepKind::Reminded,
            Self::SendOut(_) => StepKind::SentOut,
            Self::Answer(_) => StepKind::Answered,
            Self::Confirm => StepKind::Confirmed,
            Self::Reopen(_) => StepKind::Reopened,
            Self::CloseSilent => StepKind::ClosedSilent,
            Self::Reject(_) => StepKind::Rejected,
            Self::Merge(_) => StepKind::Merged,
            Self::SplitOff(_) => StepKind::SplitOff,
            Self::Escalate(_) => StepKind::Escalated,
            Self::Follow { .. } => StepKind::Followed,
            Self::PassAsking { .. } => StepKind::AskerPassed,
            Self::Revise { .. } => StepKind::Revised,
            Self::Withdraw(_) => StepKind::Withdrawn,
        }
    }

    /// The states from which it can happen.
    const fn begins_in(&self, state: State) -> bool {
        match self {
            Self::Triage => matches!(state, State::Received),
            Self::Assign(_) => matches!(state, State::Received | State::Triaged),
            Self::Accept => matches!(state, State::Assigned | State::Reopened),
            Self::Start => matches!(state, State::Accepted | State::Reopened),
            Self::AskInfo(_) | Self::Answer(_) => state.is_in_hand(),
            Self::GiveInfo(_) => matches!(state, State::NeedInfo),
            Self::AskExtension(..)
            | Self::Extend(..)
            | Self::Escalate(_)
            | Self::Remind(_)
            | Self::Revise { .. }
            | Self::Withdraw(_) => state.is_owed(),
            Self::Redirect(..) => state.is_in_hand(),
            Self::SendOut(_) | Self::Reject(_) | Self::Merge(_) | Self::SplitOff(_) => {
                state.is_owed()
            }
            Self::Confirm => matches!(state, State::Answered | State::ClosedSilent),
            Self::Reopen(_) => {
                matches!(state, State::Answered | State::ClosedSilent | State::Rejected)
            }
            Self::CloseSilent => matches!(state, State::Answered),
            Self::Follow { .. } => state.is_open(),
            Self::PassAsking { .. } => state.may_be_spoken_to(),
        }
    }

    /// The state after it; nothing where it stays.
    const fn leads_to(&self) -> Option<State> {
        Some(match self {
            Self::Triage => State::Triaged,
            Self::Assign(_) | Self::Redirect(..) => State::Assigned,
            Self::Accept => State::Accepted,
            Self::Start | Self::GiveInfo(_) => State::InProgress,
            Self::AskInfo(_) => State::NeedInfo,
            Self::SendOut(_) => State::Redirected,
            Self::Answer(_) => State::Answered,
            Self::Confirm => State::Confirmed,
            Self::Reopen(_) => State::Reopened,
            Self::CloseSilent => State::ClosedSilent,
            Self::Reject(_) => State::Rejected,
            Self::Merge(_) => State::Merged,
            Self::SplitOff(_) => State::SplitOff,
            Self::Withdraw(_) => State::Withdrawn,
            Self::AskExtension(..)
            | Self::Extend(..)
            | Self::Remind(_)
            | Self::Escalate(_)
            | Self::Follow { .. }
            | Self::PassAsking { .. }
            | Self::Revise { .. } => return None,
        })
    }
}

impl Matter {
    /// Lets an act happen: the matter changes and the history gets a step; refused, neither does.
    ///
    /// # Errors
    /// `matter-state` where the act does not fit the state, `matter-not-yours`,
    /// `matter-extension-late`, `matter-extension-not-setter`, `matter-due-not-later`,
    /// `matter-same-post`, `matter-merge-itself`, and the refusals of the answer and its texts.
    pub fn take(&mut self, act: Act, hand: Hand, on: Day) -> Result<Step, Refusal> {
        if !act.begins_in(self.state) {
            let refusal = Refusal::new("matter-state").with("step", act.kind().as_str());
            return Err(refusal.with("state", self.state.as_str()));
        }
        if !self.may(&act, hand) {
            return Err(Refusal::new(match act {
                Act::Extend(..) => "matter-extension-not-setter",
                _ => "matter-not-yours",
            }));
        }
        let act = self.checked(act, on)?;
        self.change(&act, on);
        if let Some(state) = act.leads_to() {
            self.state = state;
        }
        Ok(Step { act, hand, on, state: self.state })
    }

    /// Whether this hand may do it.
    fn may(&self, act: &Act, hand: Hand) -> bool {
        let owns = hand == Hand::Post(self.clears.owner);
        let dispatches = matches!(hand, Hand::Dispatcher(_));
        match act {
            Act::Triage | Act::Assign(_) | Act::Merge(_) => dispatches,
            Act::Accept | Act::Start | Act::AskInfo(_) | Act::AskExtension(..) | Act::Answer(_) => {
                owns
            }
            Act::Redirect(..) | Act::Reject(_) | Act::SendOut(_) | Act::SplitOff(_) => {
                owns || dispatches
            }
            Act::Extend(..) => hand == Hand::Post(self.due_set_by),
            Act::Remind(_) => hand == Hand::Post(self.due_set_by) || self.is_of_asker(hand),
            Act::GiveInfo(_) | Act::Confirm | Act::Reopen(_) => self.is_of_asker(hand),
            Act::CloseSilent | Act::Escalate(_) | Act::Follow { .. } | Act::PassAsking { .. } => {
                hand == Hand::Program
            }
            // Both sides of the plan have agreed before: the post that accepted writes it down.
            Act::Revise { .. } | Act::Withdraw(_) => {
                self.origin.0 == OriginKind::WorkplanLine && matches!(hand, Hand::Post(_))
            }
        }
    }

    fn is_of_asker(&self, hand: Hand) -> bool {
        match (self.asker, hand) {
            (Asker::Resident, Hand::Asker) => true,
            (asker, Hand::Post(post)) => asker.voice() == Some(post),
            _ => false,
        }
    }

    /// The act with its texts tidied, if its data can stand.
    fn checked(&self, act: Act, on: Day) -> Result<Act, Refusal> {
        let reason = |text: &str| text::text("ly-do", text);
        match act {
            Act::AskInfo(said) => Ok(Act::AskInfo(text::text("can-biet", &said)?)),
            Act::GiveInfo(said) => Ok(Act::GiveInfo(text::text("noi-them", &said)?)),
            Act::AskExtension(due, why) => {
                self.check_later(due, on)?;
                Ok(Act::AskExtension(due, reason(&why)?))
            }
            Act::Extend(due, why) => {
                self.check_later(due, on)?;
                Ok(Act::Extend(due, reason(&why)?))
            }
            Act::Redirect(to, why) => {
                if to == self.clears.owner {
                    return Err(Refusal::at("noi-nhan", "matter-same-post"));
                }
                Ok(Act::Redirect(to, reason(&why)?))
            }
            Act::Remind(said) => Ok(Act::Remind(text::optional("nhac", &said)?)),
            Act::SendOut(body) => Ok(Act::SendOut(text::title("noi-nhan", &body)?)),
            Act::Reopen(why) => Ok(Act::Reopen(reason(&why)?)),
            Act::Withdraw(why) => Ok(Act::Withdraw(reason(&why)?)),
            Act::Revise { clears, wanted, why } => {
                if clears.due_on > self.clears.due_on {
                    self.check_later(clears.due_on, on)?;
                }
                Ok(Act::Revise { clears, wanted, why: reason(&why)? })
            }
            Act::Answer(answer) => Ok(Act::Answer(answer.check(self.wanted, on)?)),
            Act::Merge(into) if into == self.id => {
                Err(Refusal::at("trung-voi", "matter-merge-itself"))
            }
            other => Ok(other),
        }
    }

    /// A later day is asked for and given only while the present one has not passed, so that lateness
    /// is never wiped out.
    fn check_later(&self, due: Day, on: Day) -> Result<(), Refusal> {
        if on > self.clears.due_on {
            let refusal = Refusal::at("han-moi", "matter-extension-late");
            return Err(refusal.with("day", self.clears.due_on));
        }
        if due <= self.clears.due_on {
            let refusal = Refusal::at("han-moi", "matter-due-not-later");
            return Err(refusal.with("day", self.clears.due_on));
        }
        Ok(())
    }

    fn change(&mut self, act: &Act, on: Day) {
        match act {
            Act::Assign(owner) | Act::Redirect(owner, _) => {
                self.clears.owner = *owner;
                self.cooperating.retain(|post| post != owner);
            }
            Act::Follow { owner, .. } => self.clears.owner = *owner,
            Act::PassAsking { to, unit } => {
                self.asker = match self.asker {
                    Asker::Resident => Asker::Resident,
                    Asker::Post(_) => Asker::Post(*to),
                    Asker::Body(body, _) => Asker::Body(body, *to),
                    Asker::Place(..) => Asker::Place(*unit, *to),
                }
            }
            Act::Revise { clears, wanted, .. } => {
                if clears.due_on > self.clears.due_on {
                    self.escalated_to = None;
                }
                // Another post has not taken it yet.
                if clears.owner != self.clears.owner && self.state.is_in_hand() {
                    self.state = State::Assigned;
                }
                self.cooperating.retain(|post| *post != clears.owner);
                self.clears = clears.clone();
                self.wanted = *wanted;
            }
            Act::Extend(due, _) => {
                self.clears.due_on = *due;
                self.escalated_to = None;
            }
            Act::Answer(_) => self.answered_on = Some(on),
            Act::Reopen(_) => self.reopened += 1,
            Act::Escalate(to) => self.escalated_to = Some(*to),
            _ => {}
        }
    }
}
