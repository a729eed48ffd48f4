use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::matter::{Asker, ProofKind};
use crate::{Category, DifficultyId, MatterId};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn post(number: u128) -> PostId {
    PostId(Uuid::from_u128(number))
}

const SPEAKER: u128 = 9;
const UNIT: UnitId = UnitId(Uuid::from_u128(20));
const VISIT: VisitId = VisitId(Uuid::from_u128(21));
const DIFFICULTY: DifficultyId = DifficultyId(Uuid::from_u128(22));

fn party() -> Party {
    Party { leader: post(1), members: vec![post(2)] }
}

fn promise_of(owner: u128) -> PromiseTyped {
    PromiseTyped {
        answers: Some(DIFFICULTY),
        work: "Bố trí phòng họp cho khu phố".into(),
        owner: Some(post(owner)),
        due_on: Some(day("2026-04-15")),
        responsibility: "Ủy ban nhân dân phường chịu trách nhiệm".into(),
        product: "Biên bản bàn giao phòng".into(),
        authority: "Chủ tịch phường tự quyết".into(),
        wanted: Some(ProofKind::Document),
    }
}

fn full() -> Record {
    Record {
        held_on: Some(day("2026-03-01")),
        speaker: Some(post(SPEAKER)),
        good: vec!["Chung cư cho mượn sảnh làm nơi họp.".into(), "  ".into()],
        lessons: vec![LessonTyped {
            text: "Phường phải đến trước khi dân gọi.".into(),
            post: None,
        }],
        raised: vec![Raised {
            id: DIFFICULTY,
            category: Some(Category::Culture),
            title: "Chưa có nơi sinh hoạt".into(),
            text: "Họp nhờ nhà dân.".into(),
            since_on: Some(day("2025-07-01")),
        }],
        known: Vec::new(),
        promises: vec![promise_of(1), PromiseTyped::default()],
    }
}

fn told(typed: &Record) -> Result<Recorded, Refusal> {
    let mut next = 100;
    let mut fresh = || {
        next += 1;
        MatterId(Uuid::from_u128(next))
    };
    record(typed, (VISIT, UNIT), &party(), &mut fresh, day("2026-03-02"))
}

fn faults(typed: &Record) -> Vec<(&'static str, &'static str)> {
    told(typed).unwrap_err().each().map(|one| (one.field, one.code)).collect()
}

#[test]
fn a_full_record_becomes_difficulties_and_promises_and_blank_rows_do_not_count() {
    let recorded = told(&full()).unwrap();
    assert_eq!(recorded.good, ["Chung cư cho mượn sảnh làm nơi họp."]);
    assert_eq!(recorded.lessons[0].1, post(1), "a lesson without a name is the leader's");
    assert_eq!(recorded.raised[0].told_by, crate::difficulty::ToldBy::Visit);
    let [promise] = &recorded.promises[..] else { panic!("{:?}", recorded.promises) };
    assert!(promise.is_own);
    assert_eq!(promise.matter.asker, Asker::Place(UNIT, post(SPEAKER)));
    assert_eq!(promise.matter.due_set_by, post(SPEAKER), "the leader cannot move the own day");
}

#[test]
fn without_lessons_for_the_visitors_themselves_the_record_is_refused() {
    let typed = Record { lessons: vec![LessonTyped::default()], ..full() };
    assert_eq!(faults(&typed), [("bai-hoc-1", "visit-lesson-missing")]);
    let theirs =
        LessonTyped { text: "Khu phố phải họp đều.".into(), post: Some(post(SPEAKER)) };
    let typed = Record { lessons: vec![theirs], ..full() };
    assert_eq!(faults(&typed), [("bai-hoc-cua-1", "visit-lesson-not-ours")]);
}

#[test]
fn one_difficulty_at_least_is_taken_on_by_the_visitors() {
    let typed = Record { promises: vec![promise_of(7)], ..full() };
    assert_eq!(faults(&typed), [("viec-1", "visit-none-taken")], "post 7 stayed at home");
    let loose = PromiseTyped { answers: None, ..promise_of(1) };
    let typed = Record { promises: vec![loose], ..full() };
    assert_eq!(faults(&typed), [("viec-1", "visit-none-taken")], "it answers no difficulty");
    let typed = Record { promises: vec![promise_of(7), promise_of(2)], ..full() };
    let recorded = told(&typed).unwrap();
    let own: Vec<bool> = recorded.promises.iter().map(|promise| promise.is_own).collect();
    assert_eq!(own, [false, true]);
    assert_eq!(recorded.promises[0].matter.due_set_by, post(1), "the leader sets others' days");
}

#[test]
fn an_empty_record_hears_everything_that_is_missing_in_the_order_of_the_form() {
    let missing = [
        ("ngay-di", "visit-day-missing"),
        ("kinh-nghiem-1", "visit-good-missing"),
        ("bai-hoc-1", "visit-lesson-missing"),
        ("ten-1", "visit-difficulty-missing"),
        ("noi-thay", "visit-speaker-missing"),
        ("viec-1", "visit-none-taken"),
    ];
    assert_eq!(faults(&Record::default()), missing);
}

#[test]
fn faults_of_a_row_are_told_at_that_row() {
    let bare = PromiseTyped { work: "Làm".into(), owner: None, ..promise_of(1) };
    let typed = Record {
        promises: vec![
            promise_of(1),
            PromiseTyped { due_on: None, product: String::new(), ..bare },
        ],
        ..full()
    };
    let expected = [
        ("san-pham-2", "matter-clear-missing"),
        ("nguoi-2", "matter-clear-missing"),
        ("han-2", "matter-clear-missing"),
    ];
    assert_eq!(faults(&typed), expected);
    let half =
        Raised { category: None, since_on: None, text: String::new(), ..full().raised[0].clone() };
    let typed = Record { raised: vec![full().raised[0].clone(), half], ..full() };
    let expected = [
        ("noi-dung-2", "text-missing"),
        ("linh-vuc-2", "difficulty-category-missing"),
        ("tu-ngay-2", "difficulty-since-missing"),
    ];
    assert_eq!(faults(&typed), expected);
}

#[test]
fn whoever_speaks_for_the_place_neither_visits_nor_owes() {
    let typed = Record { speaker: Some(post(2)), ..full() };
    assert_eq!(faults(&typed), [("noi-thay", "visit-speaker-visits")]);
    let typed = Record { promises: vec![promise_of(1), promise_of(SPEAKER)], ..full() };
    assert_eq!(faults(&typed), [("nguoi-2", "visit-speaker-promises")]);
    let strange =
        PromiseTyped { answers: Some(DifficultyId(Uuid::from_u128(77))), ..promise_of(1) };
    let typed = Record { promises: vec![promise_of(1), strange], ..full() };
    assert_eq!(faults(&typed), [("tra-loi-2", "visit-answers-unknown")]);
}

#[test]
fn a_draft_may_miss_everything_but_holds_nothing_of_a_person() {
    check_draft(&Record::default()).unwrap();
    let mut typed = full();
    typed.good[0] = "Gọi 0903 123 456 để hỏi thêm".into();
    let refusal = check_draft(&typed).unwrap_err();
    assert_eq!((refusal.field, refusal.code), ("kinh-nghiem-1", "text-personal"));
    let typed = Record { good: vec!["Hay".into(); ROWS_MOST + 1], ..full() };
    assert_eq!(check_draft(&typed).unwrap_err().code, "visit-too-many");
}

#[test]
fn a_plan_names_its_place_month_theme_and_leader() {
    let bare = NewVisit {
        id: VISIT,
        programme: Some((VisitProgrammeId(Uuid::from_u128(3)), 2026)),
        unit: None,
        theme: String::new(),
        month_on: Some(day("2027-05-01")),
        planned_on: Some(day("2027-06-03")),
        leader: None,
        members: Vec::new(),
    };
    let refusal = plan(bare.clone()).unwrap_err();
    let codes: Vec<&str> = refusal.each().map(|one| one.code).collect();
    let expected = [
        "visit-place-missing",
        "text-missing",
        "visit-month-outside-year",
        "visit-day-outside-month",
        "visit-leader-missing",
    ];
    assert_eq!(codes, expected);
    let good = NewVisit {
        unit: Some(UNIT),
        theme: "Nơi sinh hoạt".into(),
        month_on: Some(day("2026-05-17")),
        planned_on: Some(day("2026-05-20")),
        leader: Some(post(1)),
        members: vec![post(3), post(1), post(2), post(3)],
        ..bare
    };
    let visit = plan(good).unwrap();
    assert_eq!(visit.month_on, day("2026-05-01"));
    assert_eq!(visit.party, Party { leader: post(1), members: vec![post(2), post(3)] });
}

#[test]
fn a_programme_is_of_last_this_or_next_year() {
    let of = |year| NewProgramme {
        id: VisitProgrammeId(Uuid::from_u128(3)),
        unit: UNIT,
        year,
        title: "Chương trình đi cơ sở".into(),
        goal: String::new(),
    };
    let today = day("2026-03-02");
    for year in 2025..=2027 {
        assert_eq!(programme(of(Some(year)), today).unwrap().year, year);
    }
    for year in [None, Some(2024), Some(2028)] {
        assert_eq!(programme(of(year), today).unwrap_err().code, "visit-year");
    }
}

proptest! {
    /// Whatever is left out of a full record, it is refused; nothing but blank rows may be left out.
    #[test]
    fn no_required_part_can_be_left_out(part in 0_usize..6) {
        let mut typed = full();
        match part {
            0 => typed.held_on = None,
            1 => typed.good.clear(),
            2 => typed.lessons.clear(),
            3 => typed.raised.clear(),
            4 => typed.speaker = None,
            _ => typed.promises.clear(),
        }
        prop_assert!(told(&typed).is_err());
    }
}

fn standing() -> Standing {
    Standing {
        held_on: day("2026-03-01"),
        recorded_on: day("2026-03-02"),
        speaker: post(SPEAKER),
        good: vec![(1, "Chung cư cho mượn sảnh.".into(), false), (2, "Tổ dọn hẻm.".into(), true)],
        lessons: vec![(1, "Đến trước khi dân gọi.".into(), post(1))],
        linked: vec![(DIFFICULTY, true), (KNOWN, false)],
        answered: vec![DIFFICULTY],
    }
}

const KNOWN: DifficultyId = DifficultyId(Uuid::from_u128(23));

/// The form as it is shown: everything as it stands.
fn shown() -> Record {
    let standing = standing();
    let lesson = |(_, text, post): (i64, String, PostId)| LessonTyped { text, post: Some(post) };
    Record {
        held_on: Some(standing.held_on),
        speaker: Some(standing.speaker),
        good: standing.good.into_iter().map(|(_, said, _)| said).chain([String::new()]).collect(),
        lessons: standing.lessons.into_iter().map(lesson).chain([LessonTyped::default()]).collect(),
        known: vec![KNOWN],
        ..Record::default()
    }
}

fn corrected(typed: &Record, standing: &Standing) -> Result<Corrected, Refusal> {
    correct((typed, "Ghi nhầm"), standing, (UNIT, &party()), day("2026-03-10"))
}

#[test]
fn a_correction_tells_what_stood_before_beside_what_stands_now() {
    let mut typed = shown();
    typed.held_on = Some(day("2026-02-28"));
    typed.good[0] = "Chung cư A1 cho mượn sảnh.".into();
    typed.good[2] = "Góp sách cho trẻ.".into();
    typed.lessons[0].post = Some(post(2));
    typed.known.clear();
    let told = corrected(&typed, &standing()).unwrap();
    let was = Some("Chung cư cho mượn sảnh.".to_owned());
    let lesson = "Đến trước khi dân gọi.".to_owned();
    let expected = [
        Part::HeldOn(day("2026-03-01"), day("2026-02-28")),
        Part::Good(1, was, Some("Chung cư A1 cho mượn sảnh.".into())),
        Part::Good(3, None, Some("Góp sách cho trẻ.".into())),
        Part::Lesson(1, Some((lesson.clone(), post(1))), Some((lesson, post(2)))),
        Part::Difficulty(KNOWN, false),
    ];
    assert_eq!(told.parts, expected);
    assert_eq!((told.held_on, told.speaker), (day("2026-02-28"), post(SPEAKER)));
}

#[test]
fn a_correction_needs_a_reason_and_a_change_and_keeps_what_a_record_must_hold() {
    let nothing = corrected(&shown(), &standing()).unwrap_err();
    assert_eq!(nothing.code, "visit-nothing-corrected");
    let silent = correct((&shown(), " "), &standing(), (UNIT, &party()), day("2026-03-10"));
    assert_eq!(
        (silent.clone().unwrap_err().field, silent.unwrap_err().code),
        ("ly-do", "text-missing")
    );
    let mut typed = shown();
    typed.good = vec![String::new(), String::new()];
    typed.lessons[0].text.clear();
    typed.held_on = Some(day("2026-03-05"));
    let refusal = corrected(&typed, &standing()).unwrap_err();
    let told: Vec<_> = refusal.each().map(|one| (one.field, one.code)).collect();
    let expected = [
        ("ngay-di", "visit-day-after-record"),
        ("kinh-nghiem-2", "visit-good-is-practice"),
        ("bai-hoc-1", "visit-lesson-missing"),
    ];
    assert_eq!(told, expected);
    let alone = Standing { good: vec![(1, "Một điều.".into(), false)], ..standing() };
    let mut typed = shown();
    typed.good = vec![String::new()];
    assert_eq!(corrected(&typed, &alone).unwrap_err().code, "visit-good-missing");
}

#[test]
fn a_lesson_stays_the_visitors_own_and_a_promised_difficulty_stays_linked() {
    let mut typed = shown();
    typed.lessons[1] =
        LessonTyped { text: "Khu phố phải tự lo.".into(), post: Some(post(SPEAKER)) };
    let refusal = corrected(&typed, &standing()).unwrap_err();
    assert_eq!((refusal.field, refusal.code), ("bai-hoc-cua-2", "visit-lesson-not-ours"));
    let mut typed = shown();
    typed.known.clear();
    let promised = Standing { answered: vec![KNOWN], ..standing() };
    assert_eq!(corrected(&typed, &promised).unwrap_err().code, "visit-difficulty-promised");
    let only = Standing { linked: vec![(KNOWN, false)], answered: Vec::new(), ..standing() };
    assert_eq!(corrected(&typed, &only).unwrap_err().code, "visit-difficulty-missing");
}
