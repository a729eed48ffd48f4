//! Practices (cách làm hay): what worked, what it cost, what it changed, and who took it up.

use serde::Deserialize;

use super::feedback::Category;
use super::matter::Measure;
use super::place::Place;

/// How far a practice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Đăng ký.
    Registered,
    /// Làm thử.
    Tried,
    /// Đã đánh giá.
    Assessed,
    /// Được công nhận.
    Recognised,
    /// Lan tỏa: taken up by others.
    Spread,
    /// Kết thúc.
    Ended,
}

/// A campaign that collects practices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Campaign {
    /// Dân vận khéo.
    DanVanKheo,
}

/// A practice.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// Where it comes from.
    pub place: Place,
    /// What it is about.
    pub category: Category,
    /// The campaign it was entered in.
    pub campaign: Option<Campaign>,
    /// The problem it solves.
    pub problem: String,
    /// What changed in content: what is done now that was not done before.
    pub content: String,
    /// What changed in method: how it is done now.
    pub method: String,
    /// What it needs: people, rooms, things.
    pub resources: String,
    /// What it cost, in đồng.
    pub cost_vnd: i64,
    /// Figures before and after; empty while it is only registered.
    #[serde(default)]
    pub results: Vec<Measure>,
    /// Who took part, in numbers.
    pub participation: String,
    /// What another place must have to copy it.
    pub conditions: String,
    /// The post to ask.
    pub ask: String,
    /// Its stages, in order, with their days.
    pub stages: Vec<StageStep>,
    /// Other places that took it up.
    #[serde(default)]
    pub adoptions: Vec<Adoption>,
    /// How its description was corrected.
    pub correction: Option<PracticeCorrection>,
}

/// A description put right by the post that registered it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeCorrection {
    /// The day.
    pub on: i32,
    /// Why.
    pub why: String,
    /// What it costs from then on, in đồng.
    pub cost_vnd: i64,
    /// What another place must have, from then on.
    pub conditions: String,
}

impl Practice {
    /// The stage it has today.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.stages.last().map(|step| step.stage)
    }
}

/// A practice reaching a stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageStep {
    /// The stage.
    pub stage: Stage,
    /// The day.
    pub on: i32,
    /// The post that records it.
    pub by: String,
    /// Why, in a sentence.
    pub note: Option<String>,
}

impl Practice {
    /// What whoever assesses it says: the note of the story, or what changed, in figures.
    #[must_use]
    pub fn assessment(&self, note: Option<&str>) -> String {
        let told =
            |m: &Measure| format!("{}: trước {}, sau {} ({}).", m.what, m.before, m.after, m.unit);
        let figures: Vec<String> = self.results.iter().map(told).collect();
        note.into_iter().map(str::to_owned).chain(figures).collect::<Vec<_>>().join(" ")
    }
}

/// A practice taken up elsewhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// Its key.
    pub key: String,
    /// The place that took it up.
    pub place: Place,
    /// The post that decided.
    pub by: String,
    /// The day of taking up.
    pub on: i32,
    /// What was changed to fit.
    pub adapted: String,
    /// The figure counted at the start, where no result holds it yet.
    pub starts: Option<Measure>,
    /// The result after three months.
    pub result: Option<AdoptionResult>,
}

/// What came of taking a practice up.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptionResult {
    /// The day it was recorded, about three months on.
    pub on: i32,
    /// Whether the place goes on with it.
    pub is_kept: bool,
    /// In words.
    pub text: String,
    /// In a figure.
    pub measure: Measure,
    /// The day residents confirmed it.
    pub confirmed_on: Option<i32>,
    /// Number of the minutes of the meeting at which they were asked.
    pub minutes_number: Option<String>,
    /// Households present there, and those that agreed.
    pub tally: Option<[u32; 2]>,
}
