//! Care for those who work: four acts, recorded as readily as each other, about posts only.

use serde::Deserialize;

/// The four acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareKind {
    /// Giúp đỡ.
    GiupDo,
    /// Điều động.
    DieuDong,
    /// Động viên.
    DongVien,
    /// Chia sẻ: seen by the two posts alone.
    ChiaSe,
}

/// An act of care.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareAct {
    /// Its key.
    pub key: String,
    /// Which of the four.
    pub kind: CareKind,
    /// The day.
    pub on: i32,
    /// The post that cares.
    pub by: String,
    /// The post it is for.
    pub post: String,
    /// The post that its holder is asked to move to.
    pub to: Option<String>,
    /// Why it was offered: workload or overdue work, never a grade.
    pub why: String,
    /// What was done or agreed.
    pub text: String,
    /// The day to look again; may lie ahead.
    pub look_again_on: Option<i32>,
}
