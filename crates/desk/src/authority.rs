//! Who may do what, where: grants, and one static table role × act → reach. Pure. The scopes under
//! which pages are read are made here and nowhere else.

use serde::Serialize;
use store::Scope;
use units::{AccountId, Day, Period, PostId, UnitId};

use crate::Refusal;

use reach::{Reach, reach};

mod policy;
mod reach;
mod role;

pub use policy::table;

/// Declares a closed list with stable codes. What is said of a value in its documentation is also what
/// the policy says of it, so that neither can be changed alone.
macro_rules! codes {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[doc = $said:literal])+ $value:ident = $code:literal),+ $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        pub enum $name {
            $($(#[doc = $said])+ #[serde(rename = $code)] $value,)+
        }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// What it is, in a sentence.
            #[must_use]
            pub const fn said(self) -> &'static str {
                match self { $(Self::$value => concat!($($said),+)),+ }
            }

            /// The value of a code.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

codes! {
    /// What a person is here for.
    Role {
        /// Runs the program: accounts and intake, no decisions about places.
        Administrator = "administrator",
        /// Officer of a ward or commune: draws, proposes, records.
        WardOfficer = "ward_officer",
        /// Leader of a ward or commune: confirms and reverts.
        WardLeader = "ward_leader",
        /// Officer of the city: draws to compare, confirms.
        CityOfficer = "city_officer",
        /// Leader of the city: goes to places, concludes, gives the word.
        CityLeader = "city_leader",
        /// Head of a khu phố or ấp, or of its party cell or Front work committee.
        UnitHead = "unit_head",
        /// The Front and the mass organisations: supervise, run movements, confirm for the people.
        FrontOfficer = "front_officer",
        /// Head of a self-managed group, or holder of one post outside the places (a water company):
        /// only what was asked of the post.
        GroupHead = "group_head",
    }
}

codes! {
    /// What a person may do.
    Act {
        /// Make an account.
        AccountAdd = "account-add",
        /// Give an account a new password.
        AccountReset = "account-reset",
        /// Add a dated, sourced value of one's own office to the rulebook, and end it.
        RuleAdd = "rule-add",
        /// Make, rename, end and import bodies of places, and say which took over what.
        BodyManage = "body-manage",
        /// Bring a commune into the registry.
        IntakeCommune = "intake-commune",
        /// Bring the nation's list of units in, take an import back, say which province is run here.
        GazetteerImport = "gazetteer-import",
        /// Bring boundaries of units from a file, apply them and take them back.
        BoundaryImport = "boundary-import",
        /// Bring an office's list of old groups, and say how its columns are to be understood.
        OldListRead = "old-list-read",
        /// Accept a list of old groups.
        OldListAccept = "old-list-accept",
        /// Put a list of old groups aside.
        OldListWithdraw = "old-list-withdraw",
        /// Order a drawing.
        DrawStart = "draw-start",
        /// Stop a drawing.
        DrawCancel = "draw-cancel",
        /// Divide a unit into self-managed groups.
        GroupPropose = "group-propose",
        /// Name a plan's unit.
        PlanRename = "plan-rename",
        /// Give a reason for a unit out of range.
        PlanReason = "plan-reason",
        /// Move clusters between units of a plan.
        PlanMove = "plan-move",
        /// Take one of several plans that were offered.
        PlanChoose = "plan-choose",
        /// Say that a plan's unit stays as it is, or no longer.
        PlanLock = "plan-lock",
        /// Delete a draft.
        PlanDelete = "plan-delete",
        /// Freeze a plan into a reorganisation.
        ReorganisationPropose = "reorganisation-propose",
        /// Record the adoption of a reorganisation.
        ReorganisationRecord = "reorganisation-record",
        /// Confirm what another person recorded.
        ReorganisationConfirm = "reorganisation-confirm",
        /// Take an adoption back before its day.
        ReorganisationRevert = "reorganisation-revert",
        /// Let the khu phố and ấp of a commune that ended go on under the communes that took its place, and
        /// take that back before its day.
        UnitTransfer = "unit-transfer",
        /// Read household rows.
        HouseholdRead = "household-read",
        /// Enter a household that came, moved or vanished.
        HouseholdChange = "household-change",
        /// Make posts and bodies, say what a post asks for and what it answers, give it to a person and
        /// end that.
        PostManage = "post-manage",
        /// Give a task directly, so that a matter is opened.
        MatterOpen = "matter-open",
        /// Sort what comes in: look, give, pass on, refuse, join, guide to another door.
        MatterSort = "matter-sort",
        /// Take, begin, ask back, answer, give back what one's own post owes.
        MatterAnswer = "matter-answer",
        /// Move the day that one's own post has set.
        MatterExtend = "matter-extend",
        /// Say whether an answer that one's own post asked for solves it.
        MatterConfirm = "matter-confirm",
        /// Raise a difficulty of a place, and add what was tried.
        DifficultyRaise = "difficulty-raise",
        /// Take up a difficulty, and say that it is overcome, with the figure.
        DifficultyClaim = "difficulty-claim",
        /// Enter what the people concerned said about it.
        DifficultyConfirm = "difficulty-confirm",
        /// Take a status sheet of a place.
        SheetTake = "sheet-take",
        /// Call a conference, put it off or call it off, keep its minutes, give notice of its
        /// conclusions.
        ConferenceHold = "conference-hold",
        /// Send a contribution that one's own post was asked for.
        ContributionSend = "contribution-send",
        /// Make the yearly programme of visits.
        VisitPlan = "visit-plan",
        /// Record a visit, and correct the record: what was good, learned and hard, what is
        /// promised.
        VisitHold = "visit-hold",
        /// Register a practice.
        PracticeRegister = "practice-register",
        /// Assess, recognise, spread or end a practice.
        PracticeAssess = "practice-assess",
        /// Offer a practice to a place with the same difficulty.
        PracticeOffer = "practice-offer",
        /// Take an offered practice up, and tell its result.
        PracticeAdopt = "practice-adopt",
        /// Issue a programme, and propose to places.
        ProgrammeIssue = "programme-issue",
        /// Write a place's plan: accept, answer with an own proposal.
        WorkplanWrite = "workplan-write",
        /// Tell progress of a plan's line with proof.
        WorkplanReport = "workplan-report",
        /// Enter a resident's feedback on request.
        FeedbackEnter = "feedback-enter",
        /// Let a feedback be seen by everybody, or not.
        FeedbackModerate = "feedback-moderate",
        /// Form and dissolve a self-managed group.
        GroupForm = "group-form",
        /// Lead a self-managed group: notices, meetings, small decisions, requests passed on.
        GroupLead = "group-lead",
        /// Record an act of care for a post holder.
        CareRecord = "care-record",
        /// Launch a movement.
        MovementLaunch = "movement-launch",
        /// Record activities and results of a movement.
        MovementRecord = "movement-record",
        /// Join a movement, for one's own place, group or post.
        MovementJoin = "movement-join",
        /// Say what is counted or measured of places, who tells it and how often.
        IndicatorDefine = "indicator-define",
        /// Tell figures of a place, and correct them with a reason.
        IndicatorTell = "indicator-tell",
        /// Bring a file of figures, look at it and let it count; see who has not told.
        IndicatorBring = "indicator-bring",
    }
}

/// A person's grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// As what.
    pub role: Role,
    /// Where, with everything below; the whole city where none is named.
    pub unit: Option<UnitId>,
    /// The post it comes from, for the record.
    pub post: String,
    /// The post that the person holds by it, where it is one that owes answers.
    pub post_id: Option<PostId>,
    /// Ended posts for which it goes on, since their places were reorganised.
    pub goes_on_for: Vec<PostId>,
    /// When.
    pub valid: Period,
}

/// A signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The account.
    pub account_id: AccountId,
    /// The person's name.
    pub display_name: String,
    /// What the person may do where and when.
    pub grants: Vec<Grant>,
    /// The outermost units, which a grant without a unit reaches.
    pub outermost: Vec<UnitId>,
    /// Whether the password must be changed first.
    pub must_change: bool,
}

/// What an act is about, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The unit and every unit above it; empty for what lies in no unit.
    pub path: Vec<UnitId>,
    /// The posts it names, for acts that only they may do.
    pub posts: Vec<PostId>,
    /// The day.
    pub on: Day,
}

/// As what a person acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// The post's name, for the record.
    pub post: String,
    /// The post, where it is one that owes answers.
    pub post_id: Option<PostId>,
}

impl Object {
    /// What lies at a unit: the unit and every unit above it.
    #[must_use]
    pub const fn at(path: Vec<UnitId>, on: Day) -> Self {
        Self { path, posts: Vec::new(), on }
    }

    /// The same, naming posts.
    #[must_use]
    pub fn naming(self, posts: impl IntoIterator<Item = PostId>) -> Self {
        Self { posts: posts.into_iter().collect(), ..self }
    }
}

impl Grant {
    /// The post it holds, and those for which that one goes on.
    fn posts(&self) -> impl Iterator<Item = PostId> + '_ {
        self.post_id.into_iter().chain(self.goes_on_for.iter().copied())
    }
}

impl Acting {
    /// The post that acts.
    ///
    /// # Errors
    /// `authority-no-post` where the grant names none: an answer is owed by a post, not a person.
    pub fn holder(&self) -> Result<PostId, Refusal> {
        self.post_id.ok_or(Refusal::new("authority-no-post"))
    }
}

impl Actor {
    /// The posts that the person holds on a day.
    #[must_use]
    pub fn posts(&self, on: Day) -> Vec<PostId> {
        let held = self.grants.iter().filter(|grant| grant.valid.contains(on));
        held.flat_map(Grant::posts).collect()
    }

    /// Whether the person has a role on a day.
    #[must_use]
    pub fn is(&self, role: Role, on: Day) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.valid.contains(on))
    }
}

/// Allows an act, naming the post it is done in, or refuses it.
///
/// # Errors
/// As [`authorize_as`].
pub fn authorize(actor: &Actor, act: Act, object: &Object) -> Result<String, Refusal> {
    authorize_as(actor, act, object).map(|acting| acting.post)
}

/// Allows an act, saying as what the person acts, or refuses it.
///
/// # Errors
/// `authority-not-allowed` where no grant of the day allows the act at all, `authority-elsewhere`
/// where one does, but not at this place, `authority-not-your-post` where only another post may,
/// `authority-password` before the password is changed.
pub fn authorize_as(actor: &Actor, act: Act, object: &Object) -> Result<Acting, Refusal> {
    if actor.must_change {
        return Err(Refusal::new("authority-password"));
    }
    let mut code = "authority-not-allowed";
    for grant in actor.grants.iter().filter(|grant| grant.valid.contains(object.on)) {
        let acting = || Acting { post: grant.post.clone(), post_id: grant.post_id };
        match reach(grant.role, act) {
            Reach::No => {}
            Reach::All => return Ok(acting()),
            Reach::Assigned => {
                if let Some(post) = grant.posts().find(|post| object.posts.contains(post)) {
                    return Ok(Acting { post_id: Some(post), ..acting() });
                }
                code = "authority-not-your-post";
            }
            Reach::Subtree => match grant.unit {
                None if grant.role.needs_place() => {}
                None => return Ok(acting()),
                Some(unit) if object.path.contains(&unit) => return Ok(acting()),
                Some(_) => code = "authority-elsewhere",
            },
        }
    }
    Err(Refusal::new(code).with("act", act.code()))
}

/// What a visitor sees.
#[must_use]
pub fn public_scope() -> Scope {
    Scope::public()
}

/// What the program itself sees: jobs, verification.
#[must_use]
pub fn system_scope() -> Scope {
    Scope::system()
}

/// What a signed-in person sees on a day: the inside of the granted places, without household
/// rows, which only [`crate::household`] opens. Without a grant of the day, or before the password
/// is changed, it is what a visitor sees.
#[must_use]
pub fn scope_of(actor: &Actor, day: Day) -> Scope {
    let territories = territories(actor, day, |role| role != Role::Administrator);
    let posts = actor.posts(day);
    if actor.must_change || (territories.is_empty() && posts.is_empty()) {
        return Scope::public();
    }
    Scope::subtrees(territories, false).with_posts(posts)
}

/// Whether a person is told numbers of few households on a day: who works in an office of the place.
#[must_use]
pub fn is_told_few(actor: &Actor, day: Day) -> bool {
    let held = actor.grants.iter().filter(|grant| grant.valid.contains(day));
    !actor.must_change && held.into_iter().any(|grant| grant.role.is_of_office())
}

/// Allows somebody to let a person hold a post with a role, beside the right to make posts there.
///
/// # Errors
/// `grant-above` where no grant of the day may give this role.
pub(crate) fn may_give(actor: &Actor, role: Role, on: Day) -> Result<(), Refusal> {
    let gives = |grant: &Grant| grant.valid.contains(on) && grant.role.gives(role);
    if actor.grants.iter().any(gives) { Ok(()) } else { Err(Refusal::new("grant-above")) }
}

/// The places whose household rows a person may read on a day.
pub(crate) fn personal_scope(actor: &Actor, day: Day) -> Scope {
    let reads = |role| reach(role, Act::HouseholdRead) != Reach::No;
    Scope::subtrees(territories(actor, day, reads), true)
}

fn territories(actor: &Actor, day: Day, counts: impl Fn(Role) -> bool) -> Vec<UnitId> {
    let grants = actor.grants.iter();
    let grants = grants.filter(|grant| grant.valid.contains(day) && counts(grant.role));
    let mut territories = Vec::new();
    for grant in grants {
        match grant.unit {
            Some(unit) => territories.push(unit),
            None if grant.role.needs_place() => {}
            None => territories.extend(&actor.outermost),
        }
    }
    territories
}

#[cfg(test)]
mod tests;
