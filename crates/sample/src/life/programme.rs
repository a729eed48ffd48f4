//! Programmes (chương trình) with targets, and the plans (kế hoạch) of places that answer them.

use serde::Deserialize;

use super::matter::Evidence;
use super::place::Place;

/// A programme.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// Number of its document.
    pub document: String,
    /// The day it was issued; of a draft, the day it was written.
    pub issued_on: i32,
    /// Whether it is a draft that was not issued yet.
    #[serde(default)]
    pub is_draft: bool,
    /// Its last day; may lie ahead.
    pub until: i32,
    /// Where it holds.
    pub place: Place,
    /// The head responsible.
    pub head: String,
    /// What it is for.
    pub goal: String,
    /// The same in English.
    pub goal_en: String,
    /// Its targets.
    pub targets: Vec<Target>,
    /// Plans of places.
    #[serde(default)]
    pub plans: Vec<Plan>,
}

/// A target (chỉ tiêu) of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its key.
    pub key: String,
    /// What is counted.
    pub text: String,
    /// The same in English.
    pub text_en: String,
    /// The unit it is counted in.
    pub unit: String,
    /// At the start.
    pub from: i64,
    /// Now.
    pub now: i64,
    /// What is to be reached.
    pub to: i64,
}

/// What a place answered to the plan proposed to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanAnswer {
    /// Accepted as proposed.
    Accepted,
    /// Answered with a proposal of its own, which now stands.
    OwnProposal,
    /// Not answered yet.
    Waiting,
}

/// The plan of a place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The place.
    pub place: Place,
    /// The post that answers for it.
    pub head: String,
    /// The day the higher level proposed it.
    pub proposed_on: i32,
    /// The post that proposed it.
    pub proposed_by: String,
    /// What the place answered.
    pub answer: PlanAnswer,
    /// The day of the answer.
    pub answered_on: Option<i32>,
    /// What was said with it.
    pub answer_text: Option<String>,
    /// Whether it is a pilot.
    #[serde(default)]
    pub is_pilot: bool,
    /// The plan whose text it repeats, for the test of the program's own flag.
    pub copies: Option<String>,
    /// Its lines.
    pub lines: Vec<PlanLine>,
    /// How it is to be changed, once both sides have agreed on it.
    pub revision: Option<Revision>,
}

/// A change of an agreed plan (đề xuất sửa kế hoạch): one line gets another day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The day it was proposed.
    pub on: i32,
    /// The post that proposes it: the plan's head or whoever proposed the plan.
    pub by: String,
    /// The key of the line.
    pub line: String,
    /// Its day from then on; may lie ahead.
    pub due_on: i32,
    /// Why that line changes.
    pub why: String,
    /// What is said to the other side with it; nothing while it is being written.
    pub said: Option<String>,
    /// The day the other side agreed; nothing while it waits.
    pub agreed_on: Option<i32>,
}

/// A line of a plan.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanLine {
    /// Its key.
    pub key: String,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// By when; may lie ahead.
    pub due_on: i32,
    /// With what.
    pub resources: String,
    /// What it costs, in đồng.
    pub cost_vnd: i64,
    /// What will be there.
    pub product: String,
    /// Why it can be done here, or what could stand in the way.
    pub feasibility: String,
    /// The difficulty of this place that it answers.
    pub difficulty: Option<String>,
    /// The figure of this place that it answers.
    pub figure: Option<String>,
    /// The practice it follows.
    pub practice: Option<String>,
    /// Progress.
    #[serde(default)]
    pub progress: Vec<Progress>,
}

impl PlanLine {
    /// What whoever does it answers for.
    #[must_use]
    pub fn responsibility(&self) -> String {
        format!("Làm xong đúng ngày và có được: {}", self.product)
    }

    /// What whoever does it may decide alone: what the line's own means allow.
    #[must_use]
    pub fn authority(&self) -> String {
        "Tự quyết cách làm trong nguồn lực đã ghi; vượt quá thì xin ý kiến nơi ban hành".to_owned()
    }
}

/// Progress of a line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The day.
    pub on: i32,
    /// The post that reports.
    pub by: String,
    /// How far, in per cent.
    pub percent: u8,
    /// What was done.
    pub text: String,
    /// The proof.
    pub evidence: Option<Evidence>,
}
