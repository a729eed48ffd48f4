//! Visits to the grassroots (đi cơ sở) and the yearly programmes they stand in.
//!
//! A visit records places and promises, never whom one met.

use serde::Deserialize;

use super::matter::Matter;
use super::place::Place;

/// A year's programme of visits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitProgramme {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// Number of its document.
    pub document: String,
    /// The day it was issued.
    pub issued_on: i32,
    /// The post that issued it.
    pub by: String,
    /// Its last day.
    pub until: i32,
    /// What is planned.
    pub planned: Vec<PlannedVisit>,
}

/// A line of a programme of visits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedVisit {
    /// Its key; the visit that was held has the same.
    pub key: String,
    /// The day it is planned for; may lie ahead.
    pub planned_on: i32,
    /// The places.
    pub places: Vec<Place>,
    /// The theme.
    pub theme: String,
    /// The same in English.
    pub theme_en: String,
    /// The post that leads.
    pub lead: String,
    /// The members.
    pub members: Vec<String>,
}

/// A visit that was held.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// The key of its line in a programme.
    pub key: String,
    /// The day it was held.
    pub held_on: i32,
    /// The day its record was published.
    pub published_on: i32,
    /// Good experience, heard first.
    pub good: Vec<GoodWay>,
    /// Lessons for the visiting body's own leadership and direction.
    pub lessons: Vec<String>,
    /// Difficulties heard.
    pub heard: Vec<Heard>,
    /// Promises with days; a promise is opened on `published_on`.
    pub promises: Vec<Matter>,
    /// How its record was corrected.
    pub correction: Option<VisitCorrection>,
}

/// A published record put right by whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitCorrection {
    /// The day.
    pub on: i32,
    /// Why.
    pub why: String,
    /// The lessons from then on.
    pub lessons: Vec<String>,
}

/// A good way heard on a visit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodWay {
    /// Where.
    pub place: Place,
    /// What was heard.
    pub text: String,
    /// The practice that came of it, if it was registered.
    pub practice: Option<String>,
}

/// A difficulty heard on a visit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// Where.
    pub place: Place,
    /// What was heard.
    pub text: String,
    /// The difficulty it is kept as.
    pub difficulty: Option<String>,
    /// Whether the visitors took it on themselves.
    #[serde(default)]
    pub is_taken_on: bool,
}
