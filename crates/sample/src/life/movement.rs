//! Movements (phong trào): what people join by choice. No quotas, no list of those who did not.

use serde::Deserialize;

use super::matter::Measure;
use super::place::Place;

/// A movement.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// The post that runs it.
    pub by: String,
    /// Where it runs.
    pub place: Place,
    /// The resolution it stands on; invented.
    pub basis: String,
    /// What it is for.
    pub goal: String,
    /// The same in English.
    pub goal_en: String,
    /// How to join.
    pub join: String,
    /// Its first day.
    pub from: i32,
    /// Its last day; may lie ahead.
    pub until: i32,
    /// What was done.
    pub activities: Vec<Activity>,
    /// Figures before and after.
    pub results: Vec<Measure>,
    /// The number signed up today.
    pub signed_up: u32,
}

/// An activity of a movement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The day.
    pub on: i32,
    /// Where.
    pub place: Place,
    /// What was done.
    pub text: String,
    /// How many took part.
    pub people: u32,
}
