//! Two years of invented life, lived through the desk: each happening of the script is an act of a person
//! who holds the post, on the happening's own day. Nothing is written past the desk, so that what the
//! demonstration shows is what the program does.
//!
//! Texts stand in `sample`; here is only who does what. An act that the desk refuses is kept in
//! [`Lived::refused`]: the demonstration goes on without it and says so.

mod care;
mod clock;
mod code;
mod conference;
mod difficulty;
mod feedback;
mod group;
mod matter;
mod movement;
mod picture;
mod place;
mod post;
mod practice;
mod programme;
mod status_sheet;
#[cfg(test)]
mod tests;
mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result};
use desk::Desk;
use indicatif::ProgressBar;
use ledger::{
    AdoptionId, ConferenceId, ContributionId, DifficultyId, FeedbackId, GroupActId, MatterId,
    MovementId, PracticeId, ProgrammeId, VisitId, WorkplanId, WorkplanLineId,
};
use sample::life::{Happening, Life, Place, What};
use units::{AccountId, Day, PostId, UnitId};

use clock::StoryClock;
use place::Places;
use post::Posts;

/// What came of living through the story.
#[derive(Debug)]
pub struct Lived {
    /// What the desk refused, with the day and the cause.
    pub refused: Vec<String>,
    /// How much happened.
    pub happened: usize,
    /// The accounts of those who draw: the officer of each commune, the ward's first.
    pub officers: [AccountId; 2],
    /// What the story's things are in the registry.
    #[cfg(test)]
    pub kept: Kept,
}

/// The identities of what the story made, by its keys.
#[derive(Debug, Default)]
pub struct Kept {
    pub matters: BTreeMap<String, MatterId>,
    pub difficulties: BTreeMap<String, DifficultyId>,
    pub conferences: BTreeMap<String, ConferenceId>,
    pub contributions: BTreeMap<String, ContributionId>,
    pub visits: BTreeMap<String, VisitId>,
    pub feedbacks: BTreeMap<String, FeedbackId>,
    /// The codes that residents hold.
    pub codes: BTreeMap<String, String>,
    pub groups: BTreeMap<String, UnitId>,
    /// What groups help with by themselves, by group and number.
    pub own_requests: BTreeMap<(String, usize), GroupActId>,
    pub practices: BTreeMap<String, PracticeId>,
    /// Adoptions by practice and place.
    pub adoptions: BTreeMap<(String, Place), AdoptionId>,
    pub programmes: BTreeMap<String, ProgrammeId>,
    pub workplans: BTreeMap<String, WorkplanId>,
    pub lines: BTreeMap<String, WorkplanLineId>,
    pub movements: BTreeMap<String, MovementId>,
    /// The posts that lead groups.
    pub group_heads: BTreeMap<String, PostId>,
}

/// The story while it is lived.
struct Living {
    desk: Desk,
    clock: Arc<StoryClock>,
    life: Life,
    today: Day,
    places: Places,
    posts: Posts,
    kept: Kept,
    /// Household codes by khu phố and ấp: those who join a group show theirs.
    codes: Codes,
}

/// Household codes by khu phố and ấp.
pub type Codes = BTreeMap<UnitId, Vec<String>>;

/// Lives through the whole story, which ends on the desk's today. `codes` are those of the households
/// that may join groups; `bar` moves with every happening.
///
/// # Errors
/// When the registry does not hold the invented city, or the database fails.
pub async fn live(desk: &Desk, (life, codes): (Life, Codes), bar: &ProgressBar) -> Result<Lived> {
    let today = desk.clock.today();
    let first = today.plus_days(sample::life::FIRST_DAY.into());
    let places = Places::find(desk, (first, today)).await?;
    let clock = Arc::new(StoryClock::on(first, Arc::clone(&desk.clock)));
    let desk = Desk { clock: Arc::<StoryClock>::clone(&clock), ..desk.clone() };
    let (posts, kept) = (Posts::default(), Kept::default());
    let mut living = Living { desk, clock, life, today, places, posts, kept, codes };
    living.found_posts().await?;
    let refused = living.play(first, bar).await?;
    let happened = living.life.happenings.len() - refused.len();
    let officers = [living.officer("vl").await?, living.officer("tr").await?];
    Ok(Lived {
        refused,
        happened,
        officers,
        #[cfg(test)]
        kept: living.kept,
    })
}

/// The household codes of a commune of the sample.
pub fn codes_of(commune: &sample::Commune) -> Codes {
    let mut codes = Codes::new();
    for resident in commune.households() {
        codes.entry(resident.base_id).or_default().push(resident.household.code);
    }
    codes
}

impl Living {
    /// Plays the script from its first day to its last.
    async fn play(&mut self, first: Day, bar: &ProgressBar) -> Result<Vec<String>> {
        let script = std::mem::take(&mut self.life.happenings);
        bar.set_length(script.len() as u64);
        let reform = sample::reformed_on();
        let mut reform_is_ahead = !self.places.past.is_empty();
        let (mut day, mut number, mut refused) = (first, 0, Vec::new());
        for happening in &script {
            let on = self.day(happening.on);
            if reform_is_ahead && on >= reform {
                reform_is_ahead = false;
                self.clock.stand(reform, 0);
                self.reform().await?;
                (day, number) = (reform, 0);
            }
            if on > day {
                (day, number) = (on, 0);
                self.clock.stand(on, 0);
                desk::matter::sweep(&self.desk).await?;
            }
            number += 1;
            self.clock.stand(on, number);
            if let Err(error) = self.happen(happening).await {
                refused.push(told(happening, error)?);
            }
            bar.inc(1);
        }
        self.clock.stand(self.today, 0);
        desk::matter::sweep(&self.desk).await?;
        self.life.happenings = script;
        Ok(refused)
    }

    /// The civil day of a day of the story.
    fn day(&self, on: i32) -> Day {
        self.today.plus_days(on.into())
    }

    async fn happen(&mut self, happening: &Happening) -> Result<()> {
        match &happening.what {
            What::ConferenceCalled(key) => self.call_conference(key).await,
            What::ConferencePostponed(key) => self.postpone(key).await,
            What::ContributionSent(key, number) => self.contribute(key, *number).await,
            // A conference counts as held once its minutes are kept.
            What::ConferenceHeld(_) => Ok(()),
            What::MinutesReady(key) => self.minutes(key).await,
            What::ConclusionsIssued(key) => self.conclude(key).await,
            What::VisitProgrammeIssued(key) => self.issue_visits(key).await,
            What::VisitHeld(key) => self.hold_visit(key).await,
            What::VisitPublished(key) => self.publish_visit(key).await,
            What::VisitCorrected(key) => self.correct_visit(key).await,
            What::FeedbackSent(key) => self.send_feedback(key).await,
            What::FeedbackSorted(key) => self.sort_feedback(key).await,
            What::GroupFormed(key) => self.form(key).await,
            What::GroupNotice(key, number) => self.group_notice(key, *number).await,
            What::GroupMeeting(key, number) => self.group_meeting(key, *number).await,
            What::GroupRequest(key, number) => self.group_request(key, *number).await,
            What::GroupAsked(key, number) => self.ask_group(key, *number).await,
            What::GroupHelped(key, number) => self.group_helped(key, *number).await,
            What::GroupDecision(key, number) => self.group_decision(key, *number).await,
            What::GroupDissolved(key) => self.dissolve(key).await,
            What::Care(key) => self.care(key).await,
            What::SheetFilled(key) => self.fill_sheet(key).await,
            What::DifficultyRaised(key) => self.raise(key).await,
            What::DifficultyTakenUp(key) => self.take_up(key).await,
            What::DifficultyOvercome(key) => self.claim(key).await,
            What::OvercomeConfirmed(key) => self.confirm_overcome(key).await,
            What::MatterOpened(key) => self.opened(key),
            What::MatterStep(key, number) => self.step(key, *number).await,
            What::PracticeStage(key, number) => self.practice_stage(key, *number).await,
            What::PracticeCorrected(key) => self.correct_practice(key).await,
            What::PracticeOffered(key, number) => self.offer(key, *number).await,
            What::OfferAnswered(key, number) => self.answer_offer(key, *number).await,
            What::PracticeAdopted(key, number) => self.adopt(key, *number).await,
            What::AdoptionResult(key, number) => self.tell_result(key, *number).await,
            What::AdoptionConfirmed(key, number) => self.confirm_result(key, *number).await,
            What::ProgrammeIssued(key) => self.issue_programme(key).await,
            What::PlanProposed(key, number) => self.propose_plan(key, *number).await,
            What::PlanAnswered(key, number) => self.answer_plan(key, *number).await,
            What::PlanRevised(key, number) => self.revise_plan(key, *number).await,
            What::RevisionAgreed(key, number) => self.agree_revision(key, *number).await,
            What::LineProgress(key, number) => self.line_progress(key, *number).await,
            What::MovementBegun(key) => self.launch(key).await,
            What::MovementActivity(key, number) => self.activity(key, *number).await,
        }
    }

    /// The account of a commune's office.
    async fn officer(&mut self, commune: &str) -> Result<AccountId> {
        let office = format!("{commune}-van-phong");
        Ok(self.actor(&office, Place::CITY).await?.account_id)
    }
}

/// A refusal as it is told; a failure stops the story.
fn told(happening: &Happening, error: anyhow::Error) -> Result<String> {
    let is_failure = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<desk::Error>())
        .any(|error| matches!(error, desk::Error::Failed(_)));
    let where_it_was = || format!("{} {:?} by {}", happening.on, happening.what, happening.by);
    if is_failure || error.chain().any(|cause| cause.is::<store::Failure>()) {
        return Err(error).with_context(where_it_was);
    }
    Ok(format!("{}: {error:#}", where_it_was()))
}
