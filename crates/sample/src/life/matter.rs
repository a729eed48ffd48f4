//! What ends in a matter (đầu việc): who owes which answer by when, with which proof, and what
//! became of it. Conclusions, promises, reports of residents and requests to a group all do.
//!
//! Due days are counted in working days by whoever replays the story; here only bounds are known
//! that hold for every calendar.

use serde::Deserialize;

use super::place::Place;

/// The kind of proof an answer must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Ảnh.
    Photo,
    /// Văn bản có số.
    Document,
    /// Số liệu trước và sau.
    Figure,
}

/// What an answer carries as proof.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What the photo shows: its words for those who do not see it.
    pub photo: Option<String>,
    /// Number and title of the document.
    pub document: Option<String>,
    /// A figure before and after.
    pub figure: Option<Measure>,
}

impl Evidence {
    /// Whether it holds proof of a kind.
    #[must_use]
    pub const fn has(&self, proof: Proof) -> bool {
        match proof {
            Proof::Photo => self.photo.is_some(),
            Proof::Document => self.document.is_some(),
            Proof::Figure => self.figure.is_some(),
        }
    }
}

/// A figure measured before and after.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What was counted, in Vietnamese.
    pub what: String,
    /// The unit it is counted in: "hộ", "%", "điểm".
    pub unit: String,
    /// Before.
    pub before: i64,
    /// After.
    pub after: i64,
}

/// What happened to a matter after it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Answered, with proof.
    Answered,
    /// Given more working days, by whoever set the day, before it ran out.
    Extended,
    /// "Đã giải quyết": the asker confirms.
    Confirmed,
    /// "Chưa giải quyết": the asker reopens.
    Reopened,
    /// Closed because the asker said nothing for long.
    Silent,
    /// Not taken up, with a reason that the asker sees.
    Rejected,
    /// Passed on to the post that can answer; `to` is its key.
    Redirected,
    /// The same as an earlier report; `to` is its key.
    Duplicate,
    /// Asked about by whoever opened it. What the program sends one level up by itself is not told.
    Reminded,
}

/// One step in the life of a matter.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The day, counted from the demo's today.
    pub on: i32,
    /// The post that does it, or [`super::RESIDENT`]. In [`super::Life::matters`] always filled in;
    /// in the files only where it does not follow from the act.
    #[serde(default)]
    pub by: String,
    /// What is done.
    pub act: Act,
    /// What is said with it.
    #[serde(default)]
    pub text: Option<String>,
    /// The proof an answer carries.
    #[serde(default)]
    pub evidence: Option<Evidence>,
    /// Further working days of an extension.
    #[serde(default)]
    pub more: Option<u16>,
    /// The post it goes to, or the report it repeats.
    #[serde(default)]
    pub to: Option<String>,
}

/// A matter with its six clears (sáu rõ). The day it is opened stands with what it comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Its key.
    pub key: String,
    /// What is to be done (rõ việc).
    pub work: String,
    /// The same in English.
    #[serde(default)]
    pub work_en: Option<String>,
    /// The place it is about, where it is narrower than that of its origin.
    #[serde(default)]
    pub place: Option<Place>,
    /// The head responsible (rõ người).
    pub head: String,
    /// Posts that cooperate.
    #[serde(default)]
    pub with: Vec<String>,
    /// Working days to answer (rõ thời gian).
    pub within: u16,
    /// What the head answers for (rõ trách nhiệm).
    pub responsibility: String,
    /// What will be on the table (rõ sản phẩm).
    pub product: String,
    /// What the head may decide alone (rõ thẩm quyền).
    pub authority: String,
    /// The proof an answer must carry.
    pub proof: Proof,
    /// Whether an answer comes late, or is owed and late today.
    #[serde(default)]
    pub is_late: bool,
    /// The difficulty it works on.
    #[serde(default)]
    pub difficulty: Option<String>,
    /// What became of it.
    #[serde(default)]
    pub steps: Vec<Step>,
}

impl Matter {
    /// Working days in all, extensions included.
    #[must_use]
    pub fn working_days(&self) -> u16 {
        self.within + self.steps.iter().filter_map(|step| step.more).sum::<u16>()
    }

    /// The last step that changed its state; nothing while it waits for its first answer.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.iter().rfind(|s| !matches!(s.act, Act::Reminded | Act::Extended))
    }

    /// Whether an answer is owed today.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.last().is_none_or(|s| matches!(s.act, Act::Reopened | Act::Redirected))
    }

    /// Whether the asker confirmed it.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.last().is_some_and(|s| s.act == Act::Confirmed)
    }
}
