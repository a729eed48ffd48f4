//! The one thread through the story, that a button shows step by step.

use serde::Deserialize;

/// What a step of the thread shows, in the order of the thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// A conference with its contributions.
    Conference,
    /// Its conclusions, one overdue.
    Conclusions,
    /// The visit that heard a good way and a difficulty.
    Visit,
    /// The difficulty.
    Difficulty,
    /// The practice.
    Practice,
    /// The practice is offered for the difficulty.
    Offer,
    /// The place takes it up.
    Adoption,
    /// The line in its plan.
    Line,
    /// Photo and minutes as proof.
    Proof,
    /// Residents confirm.
    Confirmed,
    /// The difficulty is overcome, the figure before and after.
    Overcome,
}

/// A step of the thread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadStep {
    /// What it shows.
    pub shown: Shown,
    /// The day it happened.
    pub on: i32,
    /// The key of what it shows: conference, visit, difficulty, practice, adoption, plan line.
    pub key: String,
    /// What to say, in Vietnamese.
    pub text: String,
    /// The same in English.
    pub text_en: String,
}
