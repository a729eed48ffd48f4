//! Two years of invented life in the two places of the demonstration: phường Vĩnh Lộ, xã Tân Rạch.
//!
//! [`life`] gives a script: conferences, visits, difficulties, practices, programmes, reports of
//! residents, groups, care and movements, and the [`Happening`]s that play them in order. Days are
//! counted from the demo's today (−730 … 0; due days may lie ahead), so that the story is never
//! old. Nothing here knows the desk, a clock or a person: whoever acts is a post, and all texts are
//! invented. The texts stand in `life/*.toml`.
//!
//! Matters begin at [`Life::matters`]; the thread that one button shows is [`Life::thread`].

mod care;
mod conference;
mod difficulty;
mod feedback;
mod group;
mod happening;
mod matter;
mod movement;
mod place;
mod post;
mod practice;
mod programme;
mod sheet;
mod thread;
mod visit;

#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use care::{CareAct, CareKind};
pub use conference::{Conference, ConferenceKind, Contribution, Postponed};
pub use difficulty::{Difficulty, DifficultyState, Offer, OfferAnswer, Overcome, Raised};
pub use feedback::{Category, CategoryRule, Feedback};
pub use group::{Decision, Group, GroupKind, Meeting, Notice, OwnRequest, Request};
pub use happening::{Happening, Opened, Origin, What};
pub use matter::{Act, Evidence, Matter, Measure, Proof, Step};
pub use movement::{Activity, Movement};
pub use place::{Place, Territory};
pub use post::{Body, Post, RESIDENT};
pub use practice::{
    Adoption, AdoptionResult, Campaign, Practice, PracticeCorrection, Stage, StageStep,
};
pub use programme::{Plan, PlanAnswer, PlanLine, Programme, Progress, Revision, Target};
pub use sheet::{Better, Figure, StatusSheet};
pub use thread::{Shown, ThreadStep};
pub use visit::{GoodWay, Heard, PlannedVisit, Visit, VisitCorrection, VisitProgramme};

/// The first day of the story, counted from the demo's today.
pub const FIRST_DAY: i32 = -730;

/// Everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// Bodies, with and without a territory.
    pub bodies: Vec<Body>,
    /// Posts; superiors come first.
    pub posts: Vec<Post>,
    /// Categories and who answers for them.
    pub rules: Vec<CategoryRule>,
    /// Figures of the status sheets.
    pub figures: Vec<Figure>,
    /// Status sheets.
    pub sheets: Vec<StatusSheet>,
    /// Conferences.
    pub conferences: Vec<Conference>,
    /// Programmes of visits.
    pub visit_programmes: Vec<VisitProgramme>,
    /// Visits that were held.
    pub visits: Vec<Visit>,
    /// Difficulties.
    pub difficulties: Vec<Difficulty>,
    /// Practices.
    pub practices: Vec<Practice>,
    /// Programmes with plans.
    pub programmes: Vec<Programme>,
    /// Reports of residents.
    pub feedbacks: Vec<Feedback>,
    /// Self-managed groups.
    pub groups: Vec<Group>,
    /// Care.
    pub care: Vec<CareAct>,
    /// Movements.
    pub movements: Vec<Movement>,
    /// The thread, in order.
    pub thread: Vec<ThreadStep>,
    /// Every matter with its origin; each step says who does it.
    pub matters: Vec<Opened>,
    /// The script, by day, then by number.
    pub happenings: Vec<Happening>,
}

/// The whole story.
///
/// # Panics
///
/// Never: its texts are embedded, and the tests of this crate read them all.
#[must_use]
pub fn life() -> Life {
    let posts: post::Posts = read("posts", POSTS);
    let (bodies, mut posts) = posts.all();
    let groups = list(GROUPS, "groups", |f: GroupFile| f.group);
    posts.extend(groups.iter().map(Group::head));
    let feedback: FeedbackFile = read("feedback", FEEDBACK);
    let visits: VisitFile = read("visits", VISITS);
    let sheets: SheetFile = read("sheets", SHEETS);
    let mut life = Life {
        bodies,
        posts,
        rules: feedback.category,
        figures: sheets.figure,
        sheets: sheets.sheet,
        conferences: conferences(),
        visit_programmes: visits.programme,
        visits: visits.visit,
        difficulties: list(DIFFICULTIES, "difficulties", |f: DifficultyFile| f.difficulty),
        practices: practices(),
        programmes: list(PROGRAMMES, "programmes", |f: ProgrammeFile| f.programme),
        feedbacks: feedback.feedback,
        groups,
        care: list(CARE, "care", |f: CareFile| f.care),
        movements: list(MOVEMENTS, "movements", |f: MovementFile| f.movement),
        thread: list(THREAD, "thread", |f: ThreadFile| f.step),
        matters: Vec::new(),
        happenings: Vec::new(),
    };
    let script = happening::Script::of(&life);
    (life.matters, life.happenings) = (script.matters, script.happenings);
    life
}

impl Life {
    /// The post with a key.
    #[must_use]
    pub fn post(&self, key: &str) -> Option<&Post> {
        self.posts.iter().find(|p| p.key == key)
    }

    /// The matter with a key.
    #[must_use]
    pub fn matter(&self, key: &str) -> Option<&Opened> {
        self.matters.iter().find(|m| m.matter.key == key)
    }

    /// The body with a key.
    #[must_use]
    pub fn body(&self, key: &str) -> Option<&Body> {
        self.bodies.iter().find(|b| b.key == key)
    }

    /// The conference with a key.
    #[must_use]
    pub fn conference(&self, key: &str) -> Option<&Conference> {
        self.conferences.iter().find(|c| c.key == key)
    }

    /// The visit with a key.
    #[must_use]
    pub fn visit(&self, key: &str) -> Option<&Visit> {
        self.visits.iter().find(|v| v.key == key)
    }

    /// The difficulty with a key.
    #[must_use]
    pub fn difficulty(&self, key: &str) -> Option<&Difficulty> {
        self.difficulties.iter().find(|d| d.key == key)
    }

    /// The practice with a key.
    #[must_use]
    pub fn practice(&self, key: &str) -> Option<&Practice> {
        self.practices.iter().find(|p| p.key == key)
    }

    /// The programme with a key.
    #[must_use]
    pub fn programme(&self, key: &str) -> Option<&Programme> {
        self.programmes.iter().find(|p| p.key == key)
    }

    /// The report with a key.
    #[must_use]
    pub fn feedback(&self, key: &str) -> Option<&Feedback> {
        self.feedbacks.iter().find(|f| f.key == key)
    }

    /// The group with a key.
    #[must_use]
    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.key == key)
    }

    /// The line of a programme of visits with a key.
    #[must_use]
    pub fn planned_visit(&self, key: &str) -> Option<&PlannedVisit> {
        self.visit_programmes.iter().flat_map(|p| &p.planned).find(|v| v.key == key)
    }

    /// The line of a plan with a key, with its plan and programme.
    #[must_use]
    pub fn line(&self, key: &str) -> Option<(&Programme, &Plan, &PlanLine)> {
        let plans = self.programmes.iter().flat_map(|p| p.plans.iter().map(move |plan| (p, plan)));
        let mut lines = plans.flat_map(|(p, plan)| plan.lines.iter().map(move |l| (p, plan, l)));
        lines.find(|(_, _, line)| line.key == key)
    }

    /// What holds for a category.
    #[must_use]
    pub fn rule(&self, category: Category) -> Option<&CategoryRule> {
        self.rules.iter().find(|rule| rule.code == category)
    }
}

const POSTS: &str = include_str!("../life/posts.toml");
const FEEDBACK: &str = include_str!("../life/feedback.toml");
const VISITS: &str = include_str!("../life/visits.toml");
const SHEETS: &str = include_str!("../life/sheets.toml");
const CONFERENCES: [&str; 3] = [
    include_str!("../life/conferences_early.toml"),
    include_str!("../life/conference_thread.toml"),
    include_str!("../life/conferences_late.toml"),
];
const DIFFICULTIES: &str = include_str!("../life/difficulties.toml");
const PRACTICES: [&str; 2] =
    [include_str!("../life/practices.toml"), include_str!("../life/practices_dan_van_kheo.toml")];
const PROGRAMMES: &str = include_str!("../life/programmes.toml");
const GROUPS: &str = include_str!("../life/groups.toml");
const CARE: &str = include_str!("../life/care.toml");
const MOVEMENTS: &str = include_str!("../life/movements.toml");
const THREAD: &str = include_str!("../life/thread.toml");

/// Defines the shape of a file that holds one list.
macro_rules! file {
    ($($file:ident { $($field:ident: $item:ty),+ })+) => {
        $(
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            struct $file { $($field: Vec<$item>),+ }
        )+
    };
}

file! {
    FeedbackFile { category: CategoryRule, feedback: Feedback }
    VisitFile { programme: VisitProgramme, visit: Visit }
    SheetFile { figure: Figure, sheet: StatusSheet }
    ConferenceFile { conference: Conference }
    DifficultyFile { difficulty: Difficulty }
    PracticeFile { practice: Practice }
    ProgrammeFile { programme: Programme }
    GroupFile { group: Group }
    CareFile { care: CareAct }
    MovementFile { movement: Movement }
    ThreadFile { step: ThreadStep }
}

fn conferences() -> Vec<Conference> {
    let file = |text| list(text, "conferences", |f: ConferenceFile| f.conference);
    CONFERENCES.into_iter().flat_map(file).collect()
}

fn practices() -> Vec<Practice> {
    let file = |text| list(text, "practices", |f: PracticeFile| f.practice);
    PRACTICES.into_iter().flat_map(file).collect()
}

fn list<File: DeserializeOwned, Item>(
    text: &str,
    name: &str,
    items: impl Fn(File) -> Vec<Item>,
) -> Vec<Item> {
    items(read(name, text))
}

/// Reads an embedded file.
fn read<File: DeserializeOwned>(name: &str, text: &str) -> File {
    toml::from_str(text).unwrap_or_else(|error| panic!("life/{name}.toml: {error}"))
}
