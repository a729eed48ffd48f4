//! The record of a visit: what was typed, and what it must be before it counts.

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use super::ROWS_MOST;
use crate::difficulty::{self, NewDifficulty, ToldBy};
use crate::matter::{self, Asker, NewMatter, OriginKind, ProofKind};
use crate::{Category, DifficultyId, MatterId, Refusal, VisitId, text};

/// The posts that visit. Members are sorted and without the leader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who leads.
    pub leader: PostId,
    /// Who goes along.
    pub members: Vec<PostId>,
}

/// A lesson as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LessonTyped {
    /// What the visitors learn for their own leadership and direction.
    pub text: String,
    /// The visiting post that owns it; the leader where none is named.
    pub post: Option<PostId>,
}

/// A difficulty heard for the first time, as typed. Its identity is given with the form, so that a
/// promise in the same form can answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Its identity.
    pub id: DifficultyId,
    /// What it is about.
    pub category: Option<Category>,
    /// One line.
    pub title: String,
    /// What holds the place back.
    pub text: String,
    /// Since when.
    pub since_on: Option<Day>,
}

/// A promise as typed: the six clears of a matter, and the difficulty it answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PromiseTyped {
    /// The difficulty it answers: one raised in the same record, or one known before.
    pub answers: Option<DifficultyId>,
    /// What is to be done.
    pub work: String,
    /// The post that owes it.
    pub owner: Option<PostId>,
    /// The last day.
    pub due_on: Option<Day>,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// The proof the answer must carry.
    pub wanted: Option<ProofKind>,
}

/// A record as typed, finished or not: it is kept so as a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// The day of the visit.
    pub held_on: Option<Day>,
    /// The post of the place that later says whether a promise was kept.
    pub speaker: Option<PostId>,
    /// Good experience heard.
    pub good: Vec<String>,
    /// Lessons for the visitors' own leadership.
    pub lessons: Vec<LessonTyped>,
    /// Difficulties heard for the first time.
    pub raised: Vec<Raised>,
    /// Difficulties that were known.
    pub known: Vec<DifficultyId>,
    /// What is promised.
    pub promises: Vec<PromiseTyped>,
}

/// A promise that can be opened as a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The row of the form it was typed in, from 1.
    pub row: usize,
    /// The difficulty it answers.
    pub answers: Option<DifficultyId>,
    /// Whether the visitors took it on themselves.
    pub is_own: bool,
    /// The matter.
    pub matter: NewMatter,
}

/// A record that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The day of the visit.
    pub held_on: Day,
    /// The post that speaks for the place.
    pub speaker: PostId,
    /// Good experience heard, in the order told.
    pub good: Vec<String>,
    /// Lessons with the visiting post that owns each.
    pub lessons: Vec<(String, PostId)>,
    /// Difficulties to raise.
    pub raised: Vec<NewDifficulty>,
    /// Difficulties to link.
    pub known: Vec<DifficultyId>,
    /// Promises to open.
    pub promises: Vec<Promise>,
}

impl Party {
    /// Whether a post visits.
    #[must_use]
    pub fn has(&self, post: PostId) -> bool {
        self.leader == post || self.members.contains(&post)
    }
}

impl Raised {
    pub(super) fn is_empty(&self) -> bool {
        [&self.title, &self.text].iter().all(|text| is_blank(text))
    }
}

impl PromiseTyped {
    /// What a form sets by itself (owner, proof, the difficulty) makes no promise.
    fn is_empty(&self) -> bool {
        let texts = [&self.work, &self.responsibility, &self.product, &self.authority];
        self.due_on.is_none() && texts.iter().all(|text| is_blank(text))
    }
}

/// Names of one field in each row: the first is row 1.
macro_rules! rows {
    ($stem:literal) => {
        [
            concat!($stem, "-1"),
            concat!($stem, "-2"),
            concat!($stem, "-3"),
            concat!($stem, "-4"),
            concat!($stem, "-5"),
            concat!($stem, "-6"),
            concat!($stem, "-7"),
            concat!($stem, "-8"),
        ]
    };
}

/// The field of a row (from 1), for a refusal that names the field alone.
#[must_use]
pub fn in_row(field: &'static str, row: usize) -> &'static str {
    let names: [&'static str; ROWS_MOST] = match field {
        "kinh-nghiem" => rows!("kinh-nghiem"),
        "bai-hoc" => rows!("bai-hoc"),
        "bai-hoc-cua" => rows!("bai-hoc-cua"),
        "ten" => rows!("ten"),
        "noi-dung" => rows!("noi-dung"),
        "linh-vuc" => rows!("linh-vuc"),
        "tu-ngay" => rows!("tu-ngay"),
        "tra-loi" => rows!("tra-loi"),
        "viec" => rows!("viec"),
        "nguoi" => rows!("nguoi"),
        "han" => rows!("han"),
        "trach-nhiem" => rows!("trach-nhiem"),
        "san-pham" => rows!("san-pham"),
        "tham-quyen" => rows!("tham-quyen"),
        "minh-chung" => rows!("minh-chung"),
        other => return other,
    };
    names.get(row.saturating_sub(1)).copied().unwrap_or(field)
}

/// The refusal and those found with it, as refusals about a row.
fn about_row(refusal: &Refusal, row: usize) -> impl Iterator<Item = Refusal> + '_ {
    refusal.each().map(move |one| Refusal {
        field: in_row(one.field, row),
        also: Vec::new(),
        ..one.clone()
    })
}

pub(super) fn is_blank(text: &str) -> bool {
    units::text::tidy(text).is_empty()
}

/// Checks what a draft must not hold: too long texts, and what belongs to a person. All else may be
/// missing until the record is finished.
///
/// # Errors
/// `visit-too-many`, and the refusals of [`text::optional`], all at once.
pub fn check_draft(record: &Record) -> Result<(), Refusal> {
    let mut refusals = Vec::new();
    count(record, &mut refusals);
    let mut check = |field: &'static str, row: usize, said: &str| {
        if let Err(refusal) = text::optional(in_row(field, row), said) {
            refusals.push(refusal);
        }
    };
    for (row, said) in (1..).zip(&record.good) {
        check("kinh-nghiem", row, said);
    }
    for (row, lesson) in (1..).zip(&record.lessons) {
        check("bai-hoc", row, &lesson.text);
    }
    for (row, raised) in (1..).zip(&record.raised) {
        check("ten", row, &raised.title);
        check("noi-dung", row, &raised.text);
    }
    for (row, typed) in (1..).zip(&record.promises) {
        check("viec", row, &typed.work);
        check("trach-nhiem", row, &typed.responsibility);
        check("san-pham", row, &typed.product);
        check("tham-quyen", row, &typed.authority);
    }
    Refusal::none(refusals)
}

pub(super) fn count(record: &Record, refusals: &mut Vec<Refusal>) {
    let most =
        [record.good.len(), record.lessons.len(), record.raised.len(), record.promises.len()]
            .into_iter()
            .max()
            .unwrap_or(0);
    if most > ROWS_MOST {
        refusals.push(Refusal::new("visit-too-many").with("most", ROWS_MOST));
    }
}

/// Checks a record in the order in which it is heard.
///
/// # Errors
/// `visit-day-missing`, `visit-day-ahead`, `visit-speaker-missing`, `visit-speaker-visits`,
/// `visit-good-missing`, `visit-lesson-missing`, `visit-lesson-not-ours`,
/// `visit-difficulty-missing`, `visit-none-taken`, `visit-speaker-promises`,
/// `visit-answers-unknown`, `visit-too-many`, and those of difficulties, matters and texts, each
/// about its row; all at once.
pub fn record(
    record: &Record,
    (id, unit): (VisitId, UnitId),
    party: &Party,
    fresh: &mut impl FnMut() -> MatterId,
    today: Day,
) -> Result<Recorded, Refusal> {
    let mut refusals = Vec::new();
    count(record, &mut refusals);
    let held_on = held(record, today, &mut refusals);
    let good = heard(record, &mut refusals);
    let lessons = learned(record, party, &mut refusals);
    let raised = raised(record, unit, today, &mut refusals);
    if record.raised.iter().all(Raised::is_empty) && record.known.is_empty() {
        refusals.push(Refusal::at(in_row("ten", 1), "visit-difficulty-missing"));
    }
    let speaker = speaker(record, party, &mut refusals);
    let mut promises = Vec::new();
    for (row, typed) in (1..).zip(&record.promises).filter(|(_, typed)| !typed.is_empty()) {
        let to = Asking { id, unit, party, speaker };
        match promised(typed, fresh(), &to, today) {
            Ok(promise) => promises.push(Promise { row, ..promise }),
            Err(refusal) => refusals.extend(about_row(&refusal, row)),
        }
        let is_known = |id: &DifficultyId| {
            record.known.contains(id) || record.raised.iter().any(|raised| raised.id == *id)
        };
        if typed.answers.as_ref().is_some_and(|id| !is_known(id)) {
            refusals.push(Refusal::at(in_row("tra-loi", row), "visit-answers-unknown"));
        }
    }
    let takes =
        |typed: &PromiseTyped| typed.answers.is_some() && typed.owner.is_some_and(|o| party.has(o));
    if !record.promises.iter().any(|typed| !typed.is_empty() && takes(typed)) {
        refusals.push(Refusal::at(in_row("viec", 1), "visit-none-taken"));
    }
    match (held_on, speaker, refusals.is_empty()) {
        (Some(held_on), Some(speaker), true) => {
            let known = record.known.clone();
            Ok(Recorded { held_on, speaker, good, lessons, raised, known, promises })
        }
        _ => Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal")),
    }
}

pub(super) fn held(record: &Record, today: Day, refusals: &mut Vec<Refusal>) -> Option<Day> {
    match record.held_on {
        None => refusals.push(Refusal::at("ngay-di", "visit-day-missing")),
        Some(day) if day > today => {
            refusals.push(Refusal::at("ngay-di", "visit-day-ahead").with("day", day));
        }
        Some(_) => {}
    }
    record.held_on
}

/// What is good comes first: a visit that heard nothing good has not listened.
fn heard(record: &Record, refusals: &mut Vec<Refusal>) -> Vec<String> {
    let mut good = Vec::new();
    for (row, said) in (1..).zip(&record.good).filter(|(_, said)| !is_blank(said)) {
        match text::text(in_row("kinh-nghiem", row), said) {
            Ok(said) => good.push(said),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if record.good.iter().all(|said| is_blank(said)) {
        refusals.push(Refusal::at(in_row("kinh-nghiem", 1), "visit-good-missing"));
    }
    good
}

/// The lessons are the visitors' own: a lesson for the place would be a task, and that is a promise.
fn learned(record: &Record, party: &Party, refusals: &mut Vec<Refusal>) -> Vec<(String, PostId)> {
    let mut lessons = Vec::new();
    for (row, lesson) in (1..).zip(&record.lessons).filter(|(_, lesson)| !is_blank(&lesson.text)) {
        let post = lesson.post.unwrap_or(party.leader);
        if !party.has(post) {
            refusals.push(Refusal::at(in_row("bai-hoc-cua", row), "visit-lesson-not-ours"));
        }
        match text::text(in_row("bai-hoc", row), &lesson.text) {
            Ok(said) => lessons.push((said, post)),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if record.lessons.iter().all(|lesson| is_blank(&lesson.text)) {
        refusals.push(Refusal::at(in_row("bai-hoc", 1), "visit-lesson-missing"));
    }
    lessons
}

pub(super) fn raised(
    record: &Record,
    unit: UnitId,
    today: Day,
    refusals: &mut Vec<Refusal>,
) -> Vec<NewDifficulty> {
    let mut kept = Vec::new();
    for (row, typed) in (1..).zip(&record.raised).filter(|(_, typed)| !typed.is_empty()) {
        let new = NewDifficulty {
            id: typed.id,
            unit,
            category: typed.category,
            title: typed.title.clone(),
            text: typed.text.clone(),
            since_on: typed.since_on,
            told_by: ToldBy::Visit,
            tried: String::new(),
            figure: None,
        };
        match difficulty::raise(new.clone(), today) {
            Ok(_) => kept.push(new),
            Err(refusal) => refusals.extend(about_row(&refusal, row)),
        }
    }
    kept
}

pub(super) fn speaker(
    record: &Record,
    party: &Party,
    refusals: &mut Vec<Refusal>,
) -> Option<PostId> {
    match record.speaker {
        None => refusals.push(Refusal::at("noi-thay", "visit-speaker-missing")),
        Some(post) if party.has(post) => {
            refusals.push(Refusal::at("noi-thay", "visit-speaker-visits"));
        }
        Some(_) => {}
    }
    record.speaker
}

/// To whom a promise of a visit is made.
struct Asking<'p> {
    id: VisitId,
    unit: UnitId,
    party: &'p Party,
    speaker: Option<PostId>,
}

/// The promise as a matter that opens today. Whoever leads the visit sets the day; of the leader's own
/// promises the place's post does, since nobody moves the day of an answer they owe themselves.
fn promised(
    typed: &PromiseTyped,
    id: MatterId,
    to: &Asking<'_>,
    today: Day,
) -> Result<Promise, Refusal> {
    let leader = to.party.leader;
    let speaker = to.speaker.unwrap_or(leader);
    let new = NewMatter {
        id,
        origin: (OriginKind::Visit, to.id.0),
        household_id: None,
        asker: Asker::Place(to.unit, speaker),
        owner: typed.owner,
        work: typed.work.clone(),
        due_on: typed.due_on,
        responsibility: typed.responsibility.clone(),
        product: typed.product.clone(),
        authority: typed.authority.clone(),
        cooperating: Vec::new(),
        wanted: typed.wanted,
        due_set_by: if typed.owner == Some(leader) { speaker } else { leader },
        is_triaged_first: false,
    };
    let opened = matter::open(new.clone(), today);
    if typed.owner.is_some() && typed.owner == to.speaker {
        let mut refusal = Refusal::at("nguoi", "visit-speaker-promises");
        refusal.also =
            opened.err().map(|found| found.each().cloned().collect()).unwrap_or_default();
        return Err(refusal);
    }
    opened?;
    let is_own = typed.owner.is_some_and(|owner| to.party.has(owner));
    Ok(Promise { row: 1, answers: typed.answers, is_own, matter: new })
}

/// One more promise after the visit was recorded.
///
/// # Errors
/// `visit-speaker-promises`, and the refusals of matters and texts, about row 1.
pub fn promise(
    typed: &PromiseTyped,
    id: MatterId,
    ((visit, unit), party, speaker): ((VisitId, UnitId), &Party, PostId),
    today: Day,
) -> Result<Promise, Refusal> {
    let to = Asking { id: visit, unit, party, speaker: Some(speaker) };
    promised(typed, id, &to, today).map_err(|refusal| {
        let all: Vec<Refusal> = about_row(&refusal, 1).collect();
        Refusal::none(all).expect_err("each refusal is about its row")
    })
}
