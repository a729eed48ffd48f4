//! Feedback (phản ánh): what a resident sends without an account, or has entered on request. It is a
//! thin origin: sorted here, checked here, then a matter carries it.
//!
//! The four legal kinds are told apart (feedback on daily life; on administrative procedures, Decree
//! 20/2008/ND-CP; complaint, Law 02/2011/QH13; denunciation, Law 25/2018/QH14): the last two are
//! guided to the door the law has for them and never kept. No name and no number of a sender exists:
//! the tracking code is the only link.

mod clears;

use serde::{Deserialize, Serialize};
use units::DoorPoint;

use crate::likeness::shared;
use crate::matter::Door;
use crate::{Category, Refusal, text};

pub use clears::{DefaultClears, clears_of, clears_of_group, sealed_work};

units::wire_codes! {
    /// Which of the legal kinds it is, as the sender says.
    Kind as "feedback-kind" {
        /// Something is wrong, in daily life.
        Report = "phan_anh",
        /// Something is needed.
        Need = "nhu_cau",
        /// About an administrative rule or procedure (Decree 20/2008/ND-CP).
        Procedure = "thu_tuc_hanh_chinh",
        /// A complaint against a decision or act (Law 02/2011/QH13): another door.
        Complaint = "khieu_nai",
        /// A denunciation of a violation (Law 25/2018/QH14): another door.
        Denunciation = "to_cao",
    }
}

units::wire_codes! {
    /// Whom a feedback about conduct speaks of: it goes one level above.
    Concerned as "concerned" {
        /// Those who lead or help in the khu phố or ấp.
        Unit = "khu_pho_ap",
        /// Those who work for the ward or commune.
        Commune = "phuong_xa",
    }
}

units::wire_codes! {
    /// What a moderator decided about the eyes of everybody.
    Moderation as "moderation" {
        /// Nobody has decided.
        Waiting = "waiting",
        /// Shown with the sender's own words.
        AsIs = "as_is",
        /// Shown with a text that says less.
        Rewritten = "rewritten",
        /// Kept inside.
        Private = "private",
    }
}

/// Photos that one feedback may carry.
pub const PHOTOS_MOST: usize = 3;
/// Fewer letters say nothing that a post could act on.
const LEAST: usize = 10;
/// Letters of the sender's words in the title of the matter.
const EXCERPT: usize = 110;
/// The side of a cell of public maps, in 1e-7 degree: 200 m from south to north, a little less from
/// west to east in the south of the country. Dozens of doors share a cell.
pub const CELL_E7: i32 = 18_000;
/// Days for which an older public feedback is offered as perhaps the same.
pub const ALIKE_DAYS: i64 = 30;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeedback {
    /// Which legal kind.
    pub kind: Option<Kind>,
    /// What it is about.
    pub category: Option<Category>,
    /// In the sender's words.
    pub said: String,
    /// Whom it speaks of, where it is about conduct.
    pub concerned: Option<Concerned>,
    /// How many photos go with it.
    pub photos: usize,
}

/// A feedback that may be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Which legal kind.
    pub kind: Kind,
    /// What it is about.
    pub category: Category,
    /// In the sender's words, tidied.
    pub said: String,
    /// Whom it speaks of; only where it is about conduct.
    pub concerned: Option<Concerned>,
}

/// The eyes of everybody: what a moderator decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The decision.
    pub decision: Moderation,
    /// The text that says less, for [`Moderation::Rewritten`].
    pub text: String,
    /// The photos that everybody may see, by number.
    pub photos: Vec<i64>,
}

impl Kind {
    /// The door that the law has for it; nothing for what is kept here.
    #[must_use]
    pub const fn door(self) -> Option<Door> {
        match self {
            Self::Complaint => Some(Door::Complaint),
            Self::Denunciation => Some(Door::Denunciation),
            Self::Report | Self::Need | Self::Procedure => None,
        }
    }
}

impl Moderation {
    /// Whether everybody may see it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::AsIs | Self::Rewritten)
    }
}

/// The feedback, if it may be kept.
///
/// # Errors
/// `feedback-door` for a complaint or denunciation, alone, since then nothing else matters; else
/// `feedback-kind-missing`, `feedback-category-missing`, `feedback-concerned-missing`,
/// `feedback-short`, `feedback-photos`, and those of [`text`], all at once.
pub fn check(new: NewFeedback) -> Result<Feedback, Refusal> {
    if let Some(door) = new.kind.and_then(Kind::door) {
        return Err(Refusal::at("loai", "feedback-door").with("door", door.as_str()));
    }
    let mut refusals = Vec::new();
    if new.kind.is_none() {
        refusals.push(Refusal::at("loai", "feedback-kind-missing"));
    }
    if new.category.is_none() {
        refusals.push(Refusal::at("linh-vuc", "feedback-category-missing"));
    }
    let is_restricted = new.category.is_some_and(Category::is_restricted);
    if is_restricted && new.concerned.is_none() {
        refusals.push(Refusal::at("ve-ai", "feedback-concerned-missing"));
    }
    let said = text::text("noi-dung", &new.said).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    });
    if !said.is_empty() && said.chars().count() < LEAST {
        refusals.push(Refusal::at("noi-dung", "feedback-short").with("least", LEAST));
    }
    if new.photos > PHOTOS_MOST {
        refusals.push(Refusal::at("anh", "feedback-photos").with("most", PHOTOS_MOST));
    }
    let (Some(kind), Some(category), true) = (new.kind, new.category, refusals.is_empty()) else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    let concerned = new.concerned.filter(|_| is_restricted);
    Ok(Feedback { kind, category, said, concerned })
}

/// The public text that a verdict gives; empty where it stays inside.
///
/// # Errors
/// `feedback-restricted` where it is about conduct, `feedback-verdict-missing`, and the refusals of
/// the text.
pub fn public_text(feedback: &Feedback, verdict: &Verdict) -> Result<String, Refusal> {
    if verdict.decision.is_public() && feedback.category.is_restricted() {
        return Err(Refusal::new("feedback-restricted"));
    }
    match verdict.decision {
        Moderation::Waiting => Err(Refusal::at("quyet-dinh", "feedback-verdict-missing")),
        Moderation::AsIs => Ok(feedback.said.clone()),
        Moderation::Rewritten => text::text("noi-dung-cong-khai", &verdict.text),
        Moderation::Private => Ok(String::new()),
    }
}

/// The title of its matter: what is to be done, and how the text begins. About conduct nothing of
/// the text stands in a title.
#[must_use]
pub fn title(clears: &DefaultClears, text: &str) -> String {
    let work = &clears.work;
    let begins = text.lines().next().unwrap_or_default();
    if clears.is_restricted() || begins.is_empty() {
        return work.clone();
    }
    let mut excerpt: String = begins.chars().take(EXCERPT).collect();
    if begins.chars().count() > EXCERPT {
        let whole = excerpt.rsplit_once(' ').map_or(excerpt.len(), |(words, _)| words.len());
        excerpt.truncate(whole);
        excerpt.push('…');
    }
    format!("{work}: {excerpt}")
}

/// The middle of the cell that a point lies in: the only form in which a point is public.
#[must_use]
pub fn coarse(point: DoorPoint) -> DoorPoint {
    let middle = |e7: i32| e7.div_euclid(CELL_E7) * CELL_E7 + CELL_E7 / 2;
    DoorPoint { lon_e7: middle(point.lon_e7), lat_e7: middle(point.lat_e7) }
}

/// Whether two texts, as [`crate::likeness::grams`], probably speak of the same thing.
#[must_use]
pub fn are_alike(one: &[u32], two: &[u32]) -> bool {
    let both = shared(one, two);
    both >= 3 && both * 3 >= one.len().min(two.len())
}

/// The door that a text seems to ask for, by the law's own words; the sender decides.
#[must_use]
pub fn seems(text: &str) -> Option<Door> {
    let folded = format!(" {} ", units::text::fold(text));
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if says(&["to cao", "tham nhung", "nhan hoi lo", "doi hoi lo", "vi pham phap luat cua"]) {
        Some(Door::Denunciation)
    } else if says(&["khieu nai", "huy quyet dinh", "khong dong y voi quyet dinh"]) {
        Some(Door::Complaint)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
