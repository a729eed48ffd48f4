//! Conferences (hội nghị): theme, report, contributions, minutes and the notice of conclusions.
//!
//! A conclusion is a [`Matter`] opened on the day the notice is issued.

use serde::Deserialize;

use super::matter::Matter;
use super::place::Place;

/// What kind of conference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConferenceKind {
    /// Hội nghị định kỳ.
    DinhKy,
    /// Hội nghị giao ban chuyên đề.
    GiaoBan,
}

/// A conference.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conference {
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: ConferenceKind,
    /// Its title.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// Its theme in one or two sentences.
    pub theme: String,
    /// The same in English.
    pub theme_en: String,
    /// The day invitations went out.
    pub called_on: i32,
    /// The day contributions were due.
    pub contributions_due_on: i32,
    /// The day it was held; may lie ahead.
    pub held_on: i32,
    /// How it was put off, if it was called for another day first.
    pub postponed: Option<Postponed>,
    /// The day the minutes were ready; nothing while it is not held.
    pub minutes_on: Option<i32>,
    /// The day the notice of conclusions was issued; nothing before.
    pub concluded_on: Option<i32>,
    /// Number of the notice; nothing before it is issued.
    pub notice: Option<String>,
    /// The post in the chair (chủ trì).
    pub chair: String,
    /// The post that prepares, collects and follows up (thư ký).
    pub secretary: String,
    /// Posts that attend (tham dự).
    pub attending: Vec<String>,
    /// Places invited.
    pub places: Vec<Place>,
    /// Bodies invited, those without a territory and standing ones included.
    pub bodies: Vec<String>,
    /// Title of the central report (báo cáo trung tâm).
    pub report_title: String,
    /// What it says, shortly.
    pub report: String,
    /// Contributions asked for (tham luận).
    pub contributions: Vec<Contribution>,
    /// The minutes; nothing before they are ready.
    pub minutes: Option<String>,
    /// The conclusions; none before they are given.
    #[serde(default)]
    pub conclusions: Vec<Matter>,
}

impl Conference {
    /// Where it meets.
    #[must_use]
    pub const fn where_held(&self) -> &'static str {
        match self.kind {
            ConferenceKind::DinhKy => "Phòng họp Thành ủy Bến Sậy",
            ConferenceKind::GiaoBan => "Hội trường Thành ủy Bến Sậy",
        }
    }
}

/// A conference put off to the day on which it was held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postponed {
    /// The day on which it was put off.
    pub on: i32,
    /// The day it was called for.
    pub from: i32,
    /// Why.
    pub why: String,
}

/// A contribution (tham luận), sent or missing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// The post that was asked for it.
    pub by: String,
    /// The day it came in; nothing while it is missing.
    pub sent_on: Option<i32>,
    /// What it says; nothing while it is missing.
    pub text: Option<String>,
}
