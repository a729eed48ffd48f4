//! What a practice asks for on its way, told by the people of a ward.

use uuid::Uuid;

use super::*;
use crate::difficulty::{Confirmation, Figure};
use crate::{AdoptionId, PracticeId};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn post(number: u128) -> PostId {
    PostId(Uuid::from_u128(number))
}

const AUTHOR: u128 = 1;
const FRONT: u128 = 2;
const TODAY: &str = "2026-06-01";

fn typed() -> NewContent {
    NewContent {
        category: Some(Category::Culture),
        campaign: Some(Campaign::DanVanKheo),
        field: Some(CampaignField::Society),
        title: "Dùng chung phòng sinh hoạt của chung cư".into(),
        problem: "Khu phố chưa có nơi họp".into(),
        content: "Mở phòng sinh hoạt cho cả khu phố".into(),
        method: "Ký quy chế dùng chung với ban quản trị".into(),
        resources: "60 ghế do hộ dân góp".into(),
        cost_vnd: Some(4_500_000),
        participation: "42 hộ góp ghế, 6 người trực".into(),
        conditions: "Có chung cư với phòng từ 80 m²".into(),
        measures: vec![NewMeasure {
            label: "Hộ dự họp".into(),
            unit: "hộ".into(),
            before_milli: Some(31_000),
            before_on: Some(day("2026-01-10")),
        }],
    }
}

fn registered() -> Practice {
    Practice {
        id: PracticeId(Uuid::from_u128(9)),
        unit: Some(UnitId(Uuid::from_u128(3))),
        place: "Khu phố 3, phường Vĩnh Lộ".into(),
        traits: None,
        content: describe(typed(), day(TODAY)).unwrap(),
        author: Some(post(AUTHOR)),
        ask: Some(post(AUTHOR)),
        origin: None,
        stage: Stage::Registered,
        begun_on: None,
    }
}

fn codes<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> Vec<(&'static str, &'static str)> {
    answer.unwrap_err().each().map(|refusal| (refusal.field, refusal.code)).collect()
}

fn assessed() -> Practice {
    let mut it = registered();
    let begin = Step::Try { begun_on: Some(day("2026-02-01")) };
    it.take(&begin, post(AUTHOR), (day(TODAY), 0)).unwrap();
    let assess = Step::Assess {
        after: vec![(Some(96_000), Some(day("2026-05-10")))],
        said: "Số hộ dự họp tăng gấp ba".into(),
    };
    it.take(&assess, post(FRONT), (day(TODAY), 0)).unwrap();
    it
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let nothing = describe(NewContent::default(), day(TODAY));
    let fields: Vec<&str> = codes(nothing).iter().map(|(field, _)| *field).collect();
    for field in [
        "so-lieu-1",
        "ten",
        "van-de",
        "da-lam",
        "cach-lam",
        "nguon-luc",
        "tham-gia",
        "dieu-kien",
        "linh-vuc",
        "kinh-phi",
    ] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    let mut ahead = typed();
    ahead.measures[0].before_on = Some(day("2026-06-02"));
    ahead.field = None;
    ahead.problem = "Gọi 0903 123 456".into();
    assert_eq!(
        codes(describe(ahead, day(TODAY))),
        [
            ("ngay-truoc-1", "practice-day-ahead"),
            ("van-de", "text-personal"),
            ("mang", "practice-field-missing"),
        ]
    );
    let mut gap = typed();
    gap.measures.push(NewMeasure { label: "Chi phí".into(), ..NewMeasure::default() });
    let gap = codes(describe(gap, day(TODAY)));
    let expected = [
        ("don-vi-2", "text-missing"),
        ("truoc-2", "practice-number-missing"),
        ("ngay-truoc-2", "practice-day-missing"),
    ];
    assert_eq!(gap, expected);
}

#[test]
fn only_skilful_mass_mobilisation_has_fields() {
    let mut other = typed();
    other.campaign = Some(Campaign::Security);
    let enrolled = describe(other, day(TODAY)).unwrap().enrolled;
    assert_eq!(enrolled, Some(Enrolled { campaign: Campaign::Security, field: None }));
}

#[test]
fn each_step_asks_for_something_and_follows_the_one_before() {
    let mut it = registered();
    let today = (day(TODAY), 0);
    let early = Step::Recognise { document: "12/QĐ-UBND".into(), dated_on: Some(day(TODAY)) };
    assert_eq!(codes(it.take(&early, post(FRONT), today)), [("", "practice-step-order")]);
    let ahead = Step::Try { begun_on: Some(day("2026-06-02")) };
    let refused = it.take(&ahead, post(AUTHOR), today);
    assert_eq!(codes(refused), [("bat-dau", "practice-begun-ahead")]);
    it.take(&Step::Try { begun_on: Some(day("2026-02-01")) }, post(AUTHOR), today).unwrap();
    let own = Step::Assess { after: Vec::new(), said: String::new() };
    assert_eq!(codes(it.take(&own, post(AUTHOR), today)), [("", "practice-own-assessment")]);
    let empty = it.take(&own, post(FRONT), today);
    assert_eq!(codes(empty), [("sau-1", "practice-after-missing"), ("nhan-xet", "text-missing")]);
    let too_soon =
        Step::Assess { after: vec![(Some(96_000), Some(day("2026-01-20")))], said: "Tốt".into() };
    let refused = it.take(&too_soon, post(FRONT), today);
    assert_eq!(codes(refused), [("ngay-sau-1", "practice-after-day")]);
    assert_eq!(it.content.measures[0].after, None, "nothing is kept of a refused step");

    let mut it = assessed();
    assert_eq!(it.content.measures[0].after, Some((96_000, day("2026-05-10"))));
    let unnamed = Step::Recognise { document: " ".into(), dated_on: None };
    assert_eq!(
        codes(it.take(&unnamed, post(FRONT), today)),
        [("so-van-ban", "text-missing"), ("ngay-van-ban", "practice-document-day")]
    );
    it.take(&early, post(FRONT), today).unwrap();
    assert_eq!(codes(it.take(&Step::Spread, post(FRONT), today)), [("", "practice-not-spread")]);
    it.take(&Step::Spread, post(FRONT), (day(TODAY), 1)).unwrap();
    assert_eq!(it.stage, Stage::Spread);
    let end = Step::End { why: "Chung cư có hội trường riêng".into() };
    it.take(&end, post(FRONT), today).unwrap();
    assert_eq!(codes(it.take(&end, post(FRONT), today)), [("", "practice-step-order")]);
}

fn offered() -> Adoption {
    let offer = Offer {
        id: AdoptionId(Uuid::from_u128(5)),
        practice: PracticeId(Uuid::from_u128(9)),
        unit: UnitId(Uuid::from_u128(4)),
        difficulty: None,
        why: "Cũng chưa có nơi họp".into(),
    };
    super::offer(offer, &assessed(), post(FRONT)).unwrap()
}

fn figure() -> Figure {
    let (label, unit) = ("Hộ dự họp".into(), "hộ".into());
    Figure { label, value_milli: 20_000, unit, on: day("2026-05-30") }
}

fn on_trial() -> Adoption {
    let mut it = offered();
    let take = Answer::TakeUp { begun_on: Some(day(TODAY)), before: Some(figure()) };
    it.take(&take, post(7), day(TODAY)).unwrap();
    it
}

#[test]
fn a_practice_without_a_result_is_offered_to_nobody_and_never_to_its_own_place() {
    let offer = |unit: u128| Offer {
        id: AdoptionId(Uuid::from_u128(5)),
        practice: PracticeId(Uuid::from_u128(9)),
        unit: UnitId(Uuid::from_u128(unit)),
        difficulty: None,
        why: "Cũng vậy".into(),
    };
    let refused = super::offer(offer(4), &registered(), post(FRONT));
    assert_eq!(codes(refused), [("", "adoption-not-assessed")]);
    let refused = super::offer(offer(3), &assessed(), post(FRONT));
    assert_eq!(codes(refused), [("dia-ban", "adoption-own-place")]);
}

#[test]
fn a_place_may_decline_and_says_why() {
    let mut it = offered();
    let silent = it.take(&Answer::Decline(" ".into()), post(7), day(TODAY));
    assert_eq!(codes(silent), [("ly-do", "text-missing")]);
    let why = Answer::Decline("Không có chung cư".into());
    assert_eq!(it.take(&why, post(7), day(TODAY)).unwrap(), "Không có chung cư");
    assert!(!it.is_public(), "who declined stands on no public list");
}

#[test]
fn a_trial_begins_with_a_figure_and_its_result_comes_after_three_months() {
    let mut it = offered();
    let bare = Answer::TakeUp { begun_on: None, before: None };
    assert_eq!(
        codes(it.take(&bare, post(7), day(TODAY))),
        [("bat-dau", "adoption-begun-missing"), ("truoc", "adoption-figure-missing")]
    );
    let mut it = on_trial();
    assert_eq!(it.due_on, Some(day("2026-09-01")));
    let told = |on: &str| {
        Answer::Tell(Told {
            after_milli: Some(88_000),
            after_on: Some(day(on)),
            said: "Họp đủ chỗ".into(),
        })
    };
    let early = it.take(&told("2026-08-31"), post(7), day("2026-08-31"));
    assert_eq!(codes(early), [("", "adoption-too-early")]);
    let wrong = it.take(&told("2026-08-31"), post(7), day("2026-09-02"));
    assert_eq!(codes(wrong), [("ngay-sau", "adoption-after-day")]);
    it.take(&told("2026-09-01"), post(7), day("2026-09-02")).unwrap();
    assert_eq!(it.state, AdoptionState::Told);
}

#[test]
fn the_people_confirm_at_a_meeting_that_another_post_enters() {
    let told = Told {
        after_milli: Some(88_000),
        after_on: Some(day("2026-09-01")),
        said: "Họp đủ chỗ".into(),
    };
    let mut it = on_trial();
    it.take(&Answer::Tell(told), post(7), day("2026-09-02")).unwrap();
    let said = |attending, agreed| {
        let (minutes, held_on) = ("03/BB-KP5".to_owned(), day("2026-09-10"));
        Answer::Confirm(Confirmation { minutes, held_on, attending, agreed })
    };
    let on = day("2026-09-12");
    assert_eq!(codes(it.take(&said(60, 55), post(7), on)), [("", "adoption-same-post")]);
    assert_eq!(codes(it.take(&said(60, 61), post(8), on)), [("dong-y", "adoption-tally")]);
    assert_eq!(codes(it.take(&said(60, 30), post(8), on)), [("dong-y", "adoption-not-agreed")]);
    let before_it = codes(it.take(&said(60, 31), post(8), day("2026-09-09")));
    assert_eq!(before_it, [("ngay-hop", "adoption-meeting-day")]);
    it.take(&Answer::SendBack("Loa còn ồn".into()), post(8), on).unwrap();
    assert_eq!((it.state, it.after), (AdoptionState::Trial, None));
    let again = Told {
        after_milli: Some(90_000),
        after_on: Some(day("2026-09-12")),
        said: "Đã chỉnh loa".into(),
    };
    it.take(&Answer::Tell(again), post(7), on).unwrap();
    it.take(&said(60, 31), post(8), on).unwrap();
    assert_eq!(it.state, AdoptionState::Confirmed);
}

#[test]
fn months_end_where_their_last_day_is() {
    assert_eq!(after_months(day("2025-11-30"), 3), day("2026-02-28"));
    assert_eq!(after_months(day("2026-10-31"), 3), day("2027-01-31"));
    assert_eq!(after_months(day("2026-09-05"), 3), day("2026-12-05"));
}

fn corrected(content: NewContent) -> Correction {
    Correction { content, ask: None, why: "Ghi thiếu tiền điện mỗi tháng".into() }
}

#[test]
fn a_correction_keeps_the_wording_that_was_assessed() {
    let mut it = assessed();
    let before = it.clone();
    let same = it.correct(corrected(typed()), day(TODAY));
    assert_eq!(codes(same), [("", "practice-correct-same")]);
    let more = NewContent { cost_vnd: Some(5_000_000), ..typed() };
    let silent = Correction { why: " ".into(), ..corrected(more.clone()) };
    assert_eq!(codes(it.correct(silent, day(TODAY))), [("vi-sao", "text-missing")]);
    assert_eq!(it, before, "refused, nothing is changed");
    let wording = it.correct(corrected(more), day(TODAY)).unwrap();
    assert!(wording.was_assessed());
    assert_eq!((wording.content, wording.ask), (before.content, Some(post(AUTHOR))));
    assert_eq!((it.content.cost_vnd, it.stage), (5_000_000, Stage::Assessed));
    let after = it.content.measures[0].after;
    assert_eq!(after, Some((96_000, day("2026-05-10"))), "what others counted stays theirs");
}

#[test]
fn what_others_counted_is_not_corrected_away() {
    let mut it = assessed();
    let gone = NewContent { measures: Vec::new(), ..typed() };
    let gone = codes(it.correct(corrected(gone), day(TODAY)));
    assert!(gone.contains(&("so-lieu-1", "practice-measure-assessed")), "{gone:?}");
    let mut other = typed();
    other.measures[0].label = "Hộ góp ghế".into();
    let other = codes(it.correct(corrected(other), day(TODAY)));
    assert_eq!(other, [("so-lieu-1", "practice-measure-assessed")]);
    let mut late = typed();
    late.measures[0].before_on = Some(day("2026-05-10"));
    let late = codes(it.correct(corrected(late), day(TODAY)));
    assert_eq!(late, [("ngay-truoc-1", "practice-before-late")]);
    let mut second = typed();
    second.measures.insert(1, NewMeasure { label: "Ghế".into(), ..typed().measures[0].clone() });
    it.correct(corrected(second), day(TODAY)).unwrap();
    let afters: Vec<bool> = it.content.measures.iter().map(|one| one.after.is_some()).collect();
    assert_eq!(afters, [true, false]);
}

#[test]
fn what_another_city_gave_or_what_has_ended_is_not_corrected_here() {
    let other = NewContent { cost_vnd: Some(1), ..typed() };
    let mut given = Practice { unit: None, ..assessed() };
    let refused = given.correct(corrected(other.clone()), day(TODAY));
    assert_eq!(codes(refused), [("", "practice-correct-given")]);
    let mut ended = Practice { stage: Stage::Ended, ..assessed() };
    assert_eq!(
        codes(ended.correct(corrected(other), day(TODAY))),
        [("", "practice-correct-ended")]
    );
}
