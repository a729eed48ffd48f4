//! Correcting a record that counts: what was heard can be put right or completed, with a reason. What
//! stood before is told beside what stands now. Promises are not touched here: each is a matter with
//! its own ways out.

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use super::record::{count, held, in_row, is_blank, raised, speaker};
use super::{Party, Record};
use crate::difficulty::NewDifficulty;
use crate::{DifficultyId, Refusal, text};

units::wire_codes! {
    /// What of a record was corrected.
    PartKind as "visit-part" {
        /// The day of the visit.
        HeldOn = "held_on",
        /// The post that speaks for the place.
        Speaker = "speaker",
        /// A good experience.
        Good = "good",
        /// A lesson for the visitors.
        Lesson = "lesson",
        /// A difficulty that was heard.
        Difficulty = "difficulty",
    }
}

/// A record as it counts, for a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The day of the visit.
    pub held_on: Day,
    /// The day on which the record was finished.
    pub recorded_on: Day,
    /// The post that speaks for the place.
    pub speaker: PostId,
    /// Good experience: its number, what was heard, and whether it became a practice.
    pub good: Vec<(i64, String, bool)>,
    /// Lessons: number, text and the post that owns it.
    pub lessons: Vec<(i64, String, PostId)>,
    /// Difficulties heard, and whether each was new.
    pub linked: Vec<(DifficultyId, bool)>,
    /// Difficulties that promises of the visit answer.
    pub answered: Vec<DifficultyId>,
}

/// One change of a correction, as it was and as it is. Where nothing was, a row is added; where
/// nothing is, it is taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The day of the visit.
    HeldOn(Day, Day),
    /// The post that speaks for the place. Promises made before stay with the earlier one.
    Speaker(PostId, PostId),
    /// A good experience, by its number.
    Good(i64, Option<String>, Option<String>),
    /// A lesson, by its number, with the post that owns it.
    Lesson(i64, Option<(String, PostId)>, Option<(String, PostId)>),
    /// A difficulty that is linked from now on, or no longer.
    Difficulty(DifficultyId, bool),
}

/// A correction that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The day of the visit from now on.
    pub held_on: Day,
    /// The post that speaks for the place from now on.
    pub speaker: PostId,
    /// Why.
    pub reason: String,
    /// What changes, in the order of the record.
    pub parts: Vec<Part>,
    /// Difficulties to raise.
    pub raised: Vec<NewDifficulty>,
}

/// Checks a correction. The rows of the form stand in the order of the record; an emptied row is
/// taken out, a row behind the last is added. Promises of `typed` are not looked at.
///
/// # Errors
/// `visit-day-missing`, `visit-day-ahead`, `visit-day-after-record`, `visit-speaker-missing`,
/// `visit-speaker-visits`, `visit-good-missing`, `visit-good-is-practice`, `visit-lesson-missing`,
/// `visit-lesson-not-ours`, `visit-difficulty-missing`, `visit-difficulty-promised`,
/// `visit-too-many`, `visit-nothing-corrected`, and those of difficulties and texts, each about its
/// row; all at once.
pub fn correct(
    (typed, reason): (&Record, &str),
    standing: &Standing,
    (unit, party): (UnitId, &Party),
    today: Day,
) -> Result<Corrected, Refusal> {
    let mut refusals = Vec::new();
    count(typed, &mut refusals);
    let held_on = held(typed, today, &mut refusals);
    if let Some(day) = held_on.filter(|day| *day <= today && *day > standing.recorded_on) {
        let refusal = Refusal::at("ngay-di", "visit-day-after-record").with("day", day);
        refusals.push(refusal.with("recorded", standing.recorded_on));
    }
    let speaker = speaker(typed, party, &mut refusals);
    let mut parts = Vec::new();
    if let Some(day) = held_on.filter(|day| *day != standing.held_on) {
        parts.push(Part::HeldOn(standing.held_on, day));
    }
    if let Some(post) = speaker.filter(|post| *post != standing.speaker) {
        parts.push(Part::Speaker(standing.speaker, post));
    }
    parts.extend(good(typed, standing, &mut refusals));
    parts.extend(lessons(typed, standing, party, &mut refusals));
    let raised = raised(typed, unit, today, &mut refusals);
    parts.extend(links(typed, standing, &mut refusals));
    parts.extend(raised.iter().map(|new| Part::Difficulty(new.id, true)));
    let reason = text::text("ly-do", reason).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    });
    if parts.is_empty() && refusals.is_empty() {
        refusals.push(Refusal::new("visit-nothing-corrected"));
    }
    match (held_on, speaker, refusals.is_empty()) {
        (Some(held_on), Some(speaker), true) => {
            Ok(Corrected { held_on, speaker, reason, parts, raised })
        }
        _ => Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal")),
    }
}

/// The number of a row: its own, or the next free one for a row that is added.
fn numbers(known: impl Iterator<Item = i64>) -> impl FnMut(Option<i64>) -> i64 {
    let mut last = known.max().unwrap_or(0);
    move |own| {
        own.unwrap_or_else(|| {
            last += 1;
            last
        })
    }
}

fn good(typed: &Record, standing: &Standing, refusals: &mut Vec<Refusal>) -> Vec<Part> {
    let mut number = numbers(standing.good.iter().map(|(number, ..)| *number));
    let mut parts = Vec::new();
    let mut left = standing.good.len();
    for (row, said) in (1..).zip(&typed.good) {
        let field = in_row("kinh-nghiem", row);
        let before = standing.good.get(row - 1);
        match (before, is_blank(said)) {
            (None, true) => {}
            (Some((_, _, true)), true) => {
                refusals.push(Refusal::at(field, "visit-good-is-practice"));
            }
            (Some((own, was, false)), true) => {
                left -= 1;
                parts.push(Part::Good(*own, Some(was.clone()), None));
            }
            (before, false) => match text::text(field, said) {
                Ok(said) if before.is_some_and(|(_, was, _)| *was == said) => {}
                Ok(said) => {
                    left += usize::from(before.is_none());
                    let own = number(before.map(|(own, ..)| *own));
                    parts.push(Part::Good(own, before.map(|(_, was, _)| was.clone()), Some(said)));
                }
                Err(refusal) => refusals.push(refusal),
            },
        }
    }
    if left == 0 {
        refusals.push(Refusal::at(in_row("kinh-nghiem", 1), "visit-good-missing"));
    }
    parts
}

fn lessons(
    typed: &Record,
    standing: &Standing,
    party: &Party,
    refusals: &mut Vec<Refusal>,
) -> Vec<Part> {
    let mut number = numbers(standing.lessons.iter().map(|(number, ..)| *number));
    let mut parts = Vec::new();
    let mut left = standing.lessons.len();
    for (row, lesson) in (1..).zip(&typed.lessons) {
        let before = standing.lessons.get(row - 1);
        let was = before.map(|(_, said, post)| (said.clone(), *post));
        if is_blank(&lesson.text) {
            if let Some((own, ..)) = before {
                left -= 1;
                parts.push(Part::Lesson(*own, was, None));
            }
            continue;
        }
        let post = lesson.post.unwrap_or(party.leader);
        if !party.has(post) {
            refusals.push(Refusal::at(in_row("bai-hoc-cua", row), "visit-lesson-not-ours"));
        }
        match text::text(in_row("bai-hoc", row), &lesson.text) {
            Ok(said) => {
                let now = Some((said, post));
                if now != was {
                    left += usize::from(before.is_none());
                    parts.push(Part::Lesson(number(before.map(|(own, ..)| *own)), was, now));
                }
            }
            Err(refusal) => refusals.push(refusal),
        }
    }
    if left == 0 {
        refusals.push(Refusal::at(in_row("bai-hoc", 1), "visit-lesson-missing"));
    }
    parts
}

/// What was raised on the visit stays linked: it has its own page. What was known may be linked or
/// not, unless a promise of the visit answers it.
fn links(typed: &Record, standing: &Standing, refusals: &mut Vec<Refusal>) -> Vec<Part> {
    let mut parts = Vec::new();
    for (id, is_new) in &standing.linked {
        if *is_new || typed.known.contains(id) {
            continue;
        }
        if standing.answered.contains(id) {
            refusals.push(Refusal::at("kho-khan", "visit-difficulty-promised"));
        }
        parts.push(Part::Difficulty(*id, false));
    }
    let is_linked = |id: &DifficultyId| standing.linked.iter().any(|(known, _)| known == id);
    let removed = parts.len();
    let mut added: Vec<DifficultyId> =
        typed.known.iter().filter(|id| !is_linked(id)).copied().collect();
    added.sort_unstable();
    added.dedup();
    let none_left = standing.linked.len() == removed && added.is_empty();
    if none_left && typed.raised.iter().all(super::Raised::is_empty) {
        refusals.push(Refusal::at(in_row("ten", 1), "visit-difficulty-missing"));
    }
    parts.extend(added.into_iter().map(|id| Part::Difficulty(id, true)));
    parts
}
