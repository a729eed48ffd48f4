//! Happenings: the script. Each is a day, the post that acts, and what it does by key.
//!
//! They are derived from the nouns, so that nothing is written twice: a conference knows when it
//! was called, and here that becomes a line of the script.

use super::Life;
use super::matter::{Act, Matter, Step};
use super::place::Place;
use super::post::RESIDENT;

/// A line of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The day, counted from the demo's today; never ahead of it.
    pub on: i32,
    /// Its number: those of one day are played in this order.
    pub number: usize,
    /// The key of the post that acts, or [`RESIDENT`].
    pub by: String,
    /// What happens.
    pub what: What,
}

/// What happens; texts are keys, numbers are places in the lists of the noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A conference is called: invitations and requests for contributions go out.
    ConferenceCalled(String),
    /// A conference is put off.
    ConferencePostponed(String),
    /// A contribution comes in: conference, contribution.
    ContributionSent(String, usize),
    /// A conference is held.
    ConferenceHeld(String),
    /// Its minutes are ready.
    MinutesReady(String),
    /// The notice of conclusions is issued; the matters follow on the same day.
    ConclusionsIssued(String),
    /// A year's programme of visits is issued.
    VisitProgrammeIssued(String),
    /// A visit is held.
    VisitHeld(String),
    /// Its record is published; the matters follow on the same day.
    VisitPublished(String),
    /// Its record is corrected.
    VisitCorrected(String),
    /// A difficulty is raised.
    DifficultyRaised(String),
    /// Work on it begins.
    DifficultyTakenUp(String),
    /// A practice is offered for it: difficulty, offer.
    PracticeOffered(String, usize),
    /// The place answers the offer: difficulty, offer.
    OfferAnswered(String, usize),
    /// Its head reports that it is overcome.
    DifficultyOvercome(String),
    /// The people concerned confirm it.
    OvercomeConfirmed(String),
    /// A practice reaches a stage: practice, stage.
    PracticeStage(String, usize),
    /// What a practice says is corrected.
    PracticeCorrected(String),
    /// A place takes a practice up: practice, adoption.
    PracticeAdopted(String, usize),
    /// The result after three months: practice, adoption.
    AdoptionResult(String, usize),
    /// Residents confirm the result: practice, adoption.
    AdoptionConfirmed(String, usize),
    /// A programme is written and issued, unless it stays a draft.
    ProgrammeIssued(String),
    /// A plan is proposed to a place: programme, plan.
    PlanProposed(String, usize),
    /// The place answers: programme, plan.
    PlanAnswered(String, usize),
    /// A change of an agreed plan is proposed: programme, plan.
    PlanRevised(String, usize),
    /// The other side agrees to it: programme, plan.
    RevisionAgreed(String, usize),
    /// A line of a plan moves on: the line's key, progress.
    LineProgress(String, usize),
    /// A report comes in.
    FeedbackSent(String),
    /// It is read, sorted and shown; its matter follows on the same day.
    FeedbackSorted(String),
    /// A group is formed.
    GroupFormed(String),
    /// A notice of a group: group, notice.
    GroupNotice(String, usize),
    /// A meeting of a group: group, meeting.
    GroupMeeting(String, usize),
    /// A request is made to a group; its matter follows on the same day: group, request.
    GroupRequest(String, usize),
    /// A group is asked for what it does by itself: group, request.
    GroupAsked(String, usize),
    /// It has helped: group, request.
    GroupHelped(String, usize),
    /// A small decision of a group: group, decision.
    GroupDecision(String, usize),
    /// A group is dissolved.
    GroupDissolved(String),
    /// An act of care.
    Care(String),
    /// A movement begins.
    MovementBegun(String),
    /// An activity of a movement: movement, activity.
    MovementActivity(String, usize),
    /// A status sheet is filled in.
    SheetFilled(String),
    /// A matter is opened.
    MatterOpened(String),
    /// A matter moves on: matter, step.
    MatterStep(String, usize),
}

/// Where a matter comes from; texts are keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A conclusion of a conference.
    Conclusion(String),
    /// A promise of a visit.
    Promise(String),
    /// A resident's report.
    Feedback(String),
    /// A request made to a group.
    Request(String),
}

/// A matter with the day and the post that opened it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The matter; every step says who does it.
    pub matter: Matter,
    /// The day it was opened.
    pub on: i32,
    /// The post that opened it, and that confirms or reopens unless residents do.
    pub by: String,
    /// Who may confirm or reopen: that post or [`RESIDENT`].
    pub asker: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The place it is about.
    pub place: Place,
}

/// The script as it grows.
#[derive(Default)]
pub(super) struct Script {
    pub(super) happenings: Vec<Happening>,
    pub(super) matters: Vec<Opened>,
}

impl Script {
    /// Writes the whole script of a life, in order.
    pub(super) fn of(life: &Life) -> Self {
        let mut script = Self::default();
        script.sheets(life);
        script.conferences(life);
        script.visits(life);
        script.practices(life);
        script.difficulties(life);
        script.programmes(life);
        script.adoptions(life);
        script.groups(life);
        script.feedbacks(life);
        script.care(life);
        script.movements(life);
        script.happenings.sort_by_key(|h| h.on);
        for (number, happening) in script.happenings.iter_mut().enumerate() {
            happening.number = number;
        }
        script
    }

    fn push(&mut self, on: i32, by: &str, what: What) {
        self.happenings.push(Happening { on, number: 0, by: by.to_owned(), what });
    }

    /// Opens a matter and plays its steps. Who does a step follows from the act, unless it is said.
    fn open(&mut self, mut opened: Opened) {
        let key = opened.matter.key.clone();
        self.push(opened.on, &opened.by, What::MatterOpened(key.clone()));
        let office = opened.place.territory().map_or_else(
            || opened.by.clone(),
            |territory| format!("{}-van-phong", territory.key()),
        );
        let mut head = opened.matter.head.clone();
        for number in 0..opened.matter.steps.len() {
            let step = &mut opened.matter.steps[number];
            if step.by.is_empty() {
                step.by = doer(step, (&head, &opened.by, &opened.asker, &office));
            }
            if step.act == Act::Redirected {
                head = step.to.clone().unwrap_or(head);
            }
            let (on, by) = (step.on, step.by.clone());
            self.push(on, &by, What::MatterStep(key.clone(), number));
        }
        self.matters.push(opened);
    }

    fn conferences(&mut self, life: &Life) {
        for c in &life.conferences {
            let key = || c.key.clone();
            self.push(c.called_on, &c.secretary, What::ConferenceCalled(key()));
            if let Some(postponed) = &c.postponed {
                self.push(postponed.on, &c.secretary, What::ConferencePostponed(key()));
            }
            for (number, part) in c.contributions.iter().enumerate() {
                if let Some(on) = part.sent_on {
                    self.push(on, &part.by, What::ContributionSent(key(), number));
                }
            }
            if let Some(on) = c.minutes_on {
                self.push(c.held_on, &c.chair, What::ConferenceHeld(key()));
                self.push(on, &c.secretary, What::MinutesReady(key()));
            }
            let Some(concluded_on) = c.concluded_on else { continue };
            self.push(concluded_on, &c.chair, What::ConclusionsIssued(key()));
            for matter in &c.conclusions {
                let place = matter.place.unwrap_or(Place::CITY);
                let (on, by, asker) = (concluded_on, c.chair.clone(), c.chair.clone());
                let (matter, origin) = (matter.clone(), Origin::Conclusion(key()));
                self.open(Opened { matter, on, by, asker, origin, place });
            }
        }
    }

    fn visits(&mut self, life: &Life) {
        for programme in &life.visit_programmes {
            let what = What::VisitProgrammeIssued(programme.key.clone());
            self.push(programme.issued_on, &programme.by, what);
        }
        for visit in &life.visits {
            let Some(planned) = life.planned_visit(&visit.key) else { continue };
            let key = || visit.key.clone();
            self.push(visit.held_on, &planned.lead, What::VisitHeld(key()));
            self.push(visit.published_on, &planned.lead, What::VisitPublished(key()));
            for matter in &visit.promises {
                let place = matter.place.unwrap_or(planned.places[0]);
                let by = planned.lead.clone();
                let (on, asker) = (visit.published_on, RESIDENT.to_owned());
                let (matter, origin) = (matter.clone(), Origin::Promise(key()));
                self.open(Opened { matter, on, by, asker, origin, place });
            }
            if let Some(correction) = &visit.correction {
                self.push(correction.on, &planned.lead, What::VisitCorrected(key()));
            }
        }
    }

    fn practices(&mut self, life: &Life) {
        for practice in &life.practices {
            for (number, step) in practice.stages.iter().enumerate() {
                self.push(step.on, &step.by, What::PracticeStage(practice.key.clone(), number));
            }
            if let (Some(correction), Some(first)) = (&practice.correction, practice.stages.first())
            {
                let what = What::PracticeCorrected(practice.key.clone());
                self.push(correction.on, &first.by, what);
            }
        }
    }

    fn adoptions(&mut self, life: &Life) {
        for practice in &life.practices {
            let key = || practice.key.clone();
            for (number, adoption) in practice.adoptions.iter().enumerate() {
                self.push(adoption.on, &adoption.by, What::PracticeAdopted(key(), number));
                let Some(result) = &adoption.result else { continue };
                self.push(result.on, &adoption.by, What::AdoptionResult(key(), number));
                if let Some(on) = result.confirmed_on {
                    self.push(on, RESIDENT, What::AdoptionConfirmed(key(), number));
                }
            }
        }
    }

    fn difficulties(&mut self, life: &Life) {
        for d in &life.difficulties {
            let key = || d.key.clone();
            self.push(d.raised_on, &d.by, What::DifficultyRaised(key()));
            for (number, offer) in d.offers.iter().enumerate() {
                self.push(offer.on, &offer.by, What::PracticeOffered(key(), number));
                if let Some(on) = offer.answered_on {
                    self.push(on, &place_head(d.place), What::OfferAnswered(key(), number));
                }
            }
            if let Some(on) = d.taken_up_on {
                self.push(on, &d.head, What::DifficultyTakenUp(key()));
            }
            if let Some(over) = &d.overcome {
                self.push(over.on, &d.head, What::DifficultyOvercome(key()));
                self.push(over.confirmed_on, RESIDENT, What::OvercomeConfirmed(key()));
            }
        }
    }

    fn programmes(&mut self, life: &Life) {
        for programme in &life.programmes {
            let key = || programme.key.clone();
            self.push(programme.issued_on, &programme.head, What::ProgrammeIssued(key()));
            for (number, plan) in programme.plans.iter().enumerate() {
                self.push(plan.proposed_on, &plan.proposed_by, What::PlanProposed(key(), number));
                if let Some(on) = plan.answered_on {
                    self.push(on, &plan.head, What::PlanAnswered(key(), number));
                }
                if let Some(revision) = &plan.revision {
                    let asked =
                        if revision.by == plan.head { &plan.proposed_by } else { &plan.head };
                    self.push(revision.on, &revision.by, What::PlanRevised(key(), number));
                    if let Some(on) = revision.agreed_on {
                        self.push(on, asked, What::RevisionAgreed(key(), number));
                    }
                }
                for line in &plan.lines {
                    for (number, step) in line.progress.iter().enumerate() {
                        let what = What::LineProgress(line.key.clone(), number);
                        self.push(step.on, &step.by, what);
                    }
                }
            }
        }
    }

    fn feedbacks(&mut self, life: &Life) {
        for feedback in &life.feedbacks {
            let key = || feedback.key.clone();
            self.push(feedback.on, &feedback.by, What::FeedbackSent(key()));
            let (Some(on), Some(rule)) = (feedback.sorted_on, life.rule(feedback.category)) else {
                continue;
            };
            let commune = feedback.place.territory().map_or("tp", |t| t.key());
            let by = format!("{commune}-van-phong");
            self.push(on, &by, What::FeedbackSorted(key()));
            let (matter, origin) = (feedback.matter(rule), Origin::Feedback(key()));
            let (asker, place) = (RESIDENT.to_owned(), feedback.place);
            self.open(Opened { matter, on, by, asker, origin, place });
        }
    }

    fn groups(&mut self, life: &Life) {
        for group in &life.groups {
            let key = || group.key.clone();
            let mut push = |on: i32, what: What| self.push(on, &group.key, what);
            push(group.formed_on, What::GroupFormed(key()));
            for (number, notice) in group.notices.iter().enumerate() {
                push(notice.on, What::GroupNotice(key(), number));
            }
            for (number, meeting) in group.meetings.iter().enumerate() {
                push(meeting.on, What::GroupMeeting(key(), number));
            }
            for (number, decision) in group.decisions.iter().enumerate() {
                push(decision.on, What::GroupDecision(key(), number));
            }
            for (number, own) in group.own.iter().enumerate() {
                push(own.on, What::GroupAsked(key(), number));
                if let Some(on) = own.helped_on {
                    push(on, What::GroupHelped(key(), number));
                }
            }
            if let Some(on) = group.dissolved_on {
                push(on, What::GroupDissolved(key()));
            }
            for (number, request) in group.requests.iter().enumerate() {
                self.push(request.on, RESIDENT, What::GroupRequest(key(), number));
                let matter = request.matter.clone();
                let origin = Origin::Request(key());
                let (on, by, asker) = (request.on, group.key.clone(), group.key.clone());
                self.open(Opened { matter, on, by, asker, origin, place: group.place });
            }
        }
    }

    fn care(&mut self, life: &Life) {
        for act in &life.care {
            self.push(act.on, &act.by, What::Care(act.key.clone()));
        }
    }

    fn movements(&mut self, life: &Life) {
        for movement in &life.movements {
            let key = || movement.key.clone();
            self.push(movement.from, &movement.by, What::MovementBegun(key()));
            for (number, activity) in movement.activities.iter().enumerate() {
                self.push(activity.on, &movement.by, What::MovementActivity(key(), number));
            }
        }
    }

    fn sheets(&mut self, life: &Life) {
        for sheet in &life.sheets {
            self.push(sheet.on, &sheet.by, What::SheetFilled(sheet.key.clone()));
        }
    }
}

/// The head of a khu phố or an ấp, or the chair of a whole commune.
fn place_head(place: Place) -> String {
    let title = if place.number().is_some() { "truong" } else { "chu-tich" };
    format!("{}-{title}", place.key())
}

/// Who does a step, when the story does not say: head, opener, asker and sorting office are known.
fn doer(step: &Step, (head, opener, asker, office): (&str, &str, &str, &str)) -> String {
    match step.act {
        Act::Answered => head,
        Act::Extended | Act::Reminded => opener,
        Act::Confirmed | Act::Reopened | Act::Silent => asker,
        Act::Rejected | Act::Redirected | Act::Duplicate => office,
    }
    .to_owned()
}
