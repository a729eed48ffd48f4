//! Difficulties (khó khăn, tồn đọng): what holds a place back, what was tried, and how it ended.

use serde::Deserialize;

use super::feedback::Category;
use super::matter::{Evidence, Measure};
use super::place::Place;

/// How far a difficulty is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifficultyState {
    /// Chưa có lời giải.
    Unsolved,
    /// Đang làm.
    Working,
    /// Đã vượt qua.
    Overcome,
}

/// Where it was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Raised {
    /// By the place itself.
    Place,
    /// On a visit.
    Visit,
    /// At a conference.
    Conference,
    /// Gathered from what residents reported.
    Feedback,
}

/// A difficulty.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difficulty {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// The place that has it.
    pub place: Place,
    /// What it is about.
    pub category: Category,
    /// How it was raised.
    pub raised: Raised,
    /// Key of the visit or conference where it was raised.
    pub origin: Option<String>,
    /// The day it was raised.
    pub raised_on: i32,
    /// The post that raised it.
    pub by: String,
    /// The post that answers for overcoming it.
    pub head: String,
    /// Since when the place has had it: a day, perhaps long before the story.
    pub since: i32,
    /// The code of the figure that shows it, if one of the status sheet does.
    pub figure: Option<String>,
    /// What that figure counts and what it was at the start; at the end also what it became.
    pub measure: Measure,
    /// What the place says.
    pub text: String,
    /// What was tried before.
    pub tried: String,
    /// Its state today; checked against `taken_up_on` and `overcome`.
    pub state: DifficultyState,
    /// The day work on it began.
    pub taken_up_on: Option<i32>,
    /// How it was overcome.
    pub overcome: Option<Overcome>,
    /// Practices offered to the place.
    #[serde(default)]
    pub offers: Vec<Offer>,
}

/// How a difficulty was overcome.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overcome {
    /// The day the head reported it.
    pub on: i32,
    /// What was done.
    pub text: String,
    /// The proof.
    pub evidence: Evidence,
    /// The day the people concerned confirmed it.
    pub confirmed_on: i32,
    /// What those who confirmed said, all together.
    pub said: String,
    /// Number of the minutes of the meeting at which they were asked.
    pub minutes_number: String,
    /// Households present there, and those that agreed.
    pub tally: [u32; 2],
}

/// What a place answered to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferAnswer {
    /// Taken up.
    Taken,
    /// Declined, with the reason.
    Declined,
    /// Not answered yet.
    Waiting,
}

/// A practice offered for a difficulty.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The practice.
    pub practice: String,
    /// The day of the offer.
    pub on: i32,
    /// The post that offered it.
    pub by: String,
    /// Why it may fit.
    pub why: String,
    /// What the place answered.
    pub answer: OfferAnswer,
    /// The day of the answer.
    pub answered_on: Option<i32>,
    /// What was said with it.
    pub note: Option<String>,
}
