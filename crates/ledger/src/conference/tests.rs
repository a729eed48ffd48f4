//! A ward calls a conference on meeting places, and its conclusions find their heads.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::matter::{self, Asker, ProofKind};
use crate::{Calendar, ConclusionId, MatterId, PostKind};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn post(number: u128) -> PostId {
    PostId(Uuid::from_u128(number))
}

const CHAIR: u128 = 1;
const HEAD: u128 = 2;
const OFFICER: u128 = 3;

fn new() -> NewConference {
    NewConference {
        id: ConferenceId(Uuid::from_u128(10)),
        kind: Some(Kind::Thematic),
        theme: "Nơi sinh hoạt của khu phố".into(),
        held_on: Some(day("2026-03-12")),
        place: "Hội trường phường".into(),
        unit: UnitId(Uuid::from_u128(11)),
        body: None,
        chair: Some(post(CHAIR)),
        follows: None,
        purpose: String::new(),
        invited: vec![Guest::Unit(UnitId(Uuid::from_u128(12)))],
        report: String::new(),
    }
}

fn called() -> Conference {
    call(new(), post(4)).unwrap()
}

fn held() -> Conference {
    let mut it = called();
    it.hold("Các khu phố nêu ba khó khăn.", false, Some(45), day("2026-03-12")).unwrap();
    it
}

fn posts() -> BTreeMap<PostId, PostKind> {
    BTreeMap::from([
        (post(CHAIR), PostKind::Secretary),
        (post(HEAD), PostKind::UnitHead),
        (post(OFFICER), PostKind::Officer),
    ])
}

fn task(head: Option<u128>) -> NewTask {
    NewTask {
        id: MatterId(Uuid::from_u128(20)),
        work: "Tìm nơi họp cho khu phố 3".into(),
        head: head.map(post),
        cooperating: Vec::new(),
        due: Some(Due::Within(5)),
        responsibility: "Trưởng khu phố chịu trách nhiệm".into(),
        product: "Biên bản cho mượn phòng".into(),
        authority: "Ký thỏa thuận mượn phòng".into(),
        wanted: Some(ProofKind::Document),
        unit: None,
    }
}

fn notice(tasks: Vec<NewTask>) -> NewNotice {
    let conclusion = NewConclusion {
        id: ConclusionId(Uuid::from_u128(30)),
        text: "Mỗi khu phố có nơi sinh hoạt trong quý II".into(),
        difficulty: None,
        tasks,
    };
    NewNotice {
        number: "12-TB/ĐU".into(),
        dated_on: Some(day("2026-03-13")),
        conclusions: vec![conclusion],
    }
}

fn codes(refusal: &Refusal) -> Vec<&'static str> {
    refusal.each().map(|one| one.code).collect()
}

#[test]
fn a_conference_without_chair_guests_and_theme_is_told_all_at_once() {
    let bare = NewConference {
        kind: None,
        theme: " ".into(),
        held_on: None,
        chair: None,
        invited: Vec::new(),
        ..new()
    };
    let refusal = call(bare, post(4)).unwrap_err();
    let expected = [
        "text-missing",
        "conference-kind-missing",
        "conference-day-missing",
        "conference-chair-missing",
        "conference-nobody-invited",
    ];
    assert_eq!(codes(&refusal), expected);
    let itself = NewConference { follows: Some(new().id), ..new() };
    assert_eq!(call(itself, post(4)).unwrap_err().code, "conference-follows-itself");
}

#[test]
fn it_is_changed_while_called_and_stands_once_held() {
    let mut it = called();
    let moved = NewConference { held_on: Some(day("2026-03-19")), ..new() };
    it.amend(moved).unwrap();
    assert_eq!((it.held_on, it.called_by), (new().held_on.unwrap(), post(4)), "not in silence");
    it.postpone(Some(day("2026-03-19")), "Trùng lịch tiếp dân", day("2026-03-10")).unwrap();
    assert_eq!(
        it.hold("x", false, None, day("2026-03-18")).unwrap_err().code,
        "conference-not-yet"
    );
    assert_eq!(it.hear().unwrap_err().code, "conference-not-held");
    let empty = it.hold("", false, None, day("2026-03-19")).unwrap_err();
    assert_eq!(empty.code, "conference-minutes-missing");
    it.hold("", true, None, day("2026-03-19")).unwrap();
    assert_eq!(it.amend(new()).unwrap_err().code, "conference-is-held");
    it.hear().unwrap();
}

#[test]
fn a_contribution_is_asked_by_a_day_before_the_conference() {
    let it = called();
    let asked = |post, due: Option<&str>| NewContribution {
        id: ContributionId(Uuid::from_u128(40)),
        post,
        topic: "Mượn phòng họp của chung cư".into(),
        due_on: due.map(day),
    };
    let today = day("2026-03-02");
    let refusal = it.ask(asked(None, None), today).unwrap_err();
    assert_eq!(codes(&refusal), ["contribution-post-missing", "contribution-day-missing"]);
    let late = it.ask(asked(Some(post(HEAD)), Some("2026-03-13")), today);
    assert_eq!(late.unwrap_err().code, "contribution-day-late");
    let past = it.ask(asked(Some(post(HEAD)), Some("2026-03-01")), today);
    assert_eq!(past.unwrap_err().code, "contribution-day-past");
    it.ask(asked(Some(post(HEAD)), Some("2026-03-12")), today).unwrap();
    assert_eq!(held().ask(asked(None, None), today).unwrap_err().code, "conference-is-held");

    let sent = Sent { title: "Một phòng, hai tòa nhà".into(), text: String::new() };
    assert_eq!(it.receive(&sent, false).unwrap_err().code, "contribution-empty");
    it.receive(&sent, true).unwrap();
    let named = Sent { text: "Gọi số 0903 123 456".into(), ..sent };
    assert_eq!(codes(&it.receive(&named, false).unwrap_err()), ["text-personal"]);
}

#[test]
fn a_conclusion_without_a_head_is_refused_and_named() {
    let today = day("2026-03-13");
    for tasks in [Vec::new(), vec![task(None)], vec![task(Some(OFFICER))], vec![task(Some(99))]] {
        let mut it = held();
        let calendar = Calendar::built_in();
        let refusal = it.conclude(notice(tasks), &posts(), &calendar, today).unwrap_err();
        assert_eq!(codes(&refusal), ["conclusion-no-head"]);
        let args: BTreeMap<_, _> = refusal.args.iter().cloned().collect();
        assert_eq!(args["conclusion"], "1");
        assert!(args["text"].starts_with("Mỗi khu phố"));
        assert_eq!((it.state, it.notice), (State::Held, None), "nothing is changed");
    }
}

#[test]
fn every_fault_of_a_notice_names_its_conclusion_and_matter() {
    let mut it = held();
    let bare = NewTask { work: String::new(), wanted: None, due: None, ..task(Some(HEAD)) };
    let mut given = notice(vec![task(Some(HEAD)), bare]);
    given.number = "thông báo".into();
    given.dated_on = Some(day("2026-03-11"));
    let calendar = Calendar::built_in();
    let refusal = it.conclude(given, &posts(), &calendar, day("2026-03-13")).unwrap_err();
    let expected = [
        "notice-number",
        "notice-day",
        "matter-clear-missing",
        "matter-clear-missing",
        "matter-proof-not-named",
    ];
    assert_eq!(codes(&refusal), expected);
    let at: Vec<_> = refusal.each().skip(2).flat_map(|one| one.args.clone()).collect();
    assert_eq!(at.iter().filter(|arg| **arg == ("task", "2".into())).count(), 3);
}

#[test]
fn conclusions_become_matters_owed_to_the_chair_by_working_days() {
    let mut it = held();
    let own = NewTask { id: MatterId(Uuid::from_u128(21)), ..task(Some(CHAIR)) };
    let given = notice(vec![task(Some(HEAD)), own]);
    let calendar = Calendar::built_in();
    let opened = it.conclude(given, &posts(), &calendar, day("2026-03-13")).unwrap();
    assert_eq!(opened.conclusions.len(), 1);
    let (first, ..) = &opened.matters[0];
    assert_eq!(first.due_on, Some(day("2026-03-20")), "five working days from a Friday");
    assert_eq!((first.asker, first.due_set_by), (Asker::Post(post(CHAIR)), post(CHAIR)));
    let (own, ..) = &opened.matters[1];
    assert_eq!(own.asker, Asker::Post(post(4)), "nobody confirms an answer of their own");
    assert_eq!(it.notice.as_ref().map(|notice| notice.number.as_str()), Some("12-TB/ĐU"));
    let again = notice(vec![task(Some(HEAD))]);
    let refusal = it.conclude(again, &posts(), &calendar, day("2026-03-13")).unwrap_err();
    assert_eq!(refusal.code, "conference-is-concluded");
}

#[test]
fn the_sheet_tells_late_from_answered_late() {
    let due = day("2026-03-20");
    let on =
        |state, answered: Option<&str>, today| standing(state, due, answered.map(day), day(today));
    assert_eq!(on(matter::State::Assigned, None, "2026-03-20"), Standing::NotBegun);
    assert_eq!(on(matter::State::InProgress, None, "2026-03-20"), Standing::UnderWay);
    assert_eq!(on(matter::State::InProgress, None, "2026-03-21"), Standing::Late);
    assert_eq!(on(matter::State::Reopened, Some("2026-03-19"), "2026-03-21"), Standing::Late);
    assert_eq!(on(matter::State::Answered, Some("2026-03-20"), "2026-05-01"), Standing::OnTime);
    let late = on(matter::State::Confirmed, Some("2026-03-21"), "2026-05-01");
    assert_eq!(late, Standing::AnsweredLate);
    assert_eq!(on(matter::State::Redirected, None, "2026-05-01"), Standing::Stopped);
}

proptest! {
    #[test]
    fn a_tally_counts_each_matter_once(states in prop::collection::vec(0..matter::State::ALL.len(), 0..40)) {
        let mut tally = Tally::default();
        let (due, today) = (day("2026-03-20"), day("2026-03-25"));
        let mut stopped = 0;
        for at in states {
            let state = matter::State::ALL[at];
            let stands = standing(state, due, Some(due), today);
            stopped += u32::from(stands == Standing::Stopped);
            tally.count(stands, state, state == matter::State::Reopened);
        }
        let told = tally.waiting + tally.late + tally.on_time + tally.answered_late + stopped;
        prop_assert_eq!(told, tally.all);
        prop_assert!(tally.confirmed <= tally.on_time + tally.answered_late);
    }
}

#[test]
fn it_is_put_off_with_a_reason_and_a_day_that_is_to_come() {
    let (mut it, today) = (called(), day("2026-03-10"));
    let was = it.held_on;
    let none = it.postpone(None, " ", today).unwrap_err();
    assert_eq!(codes(&none), ["conference-new-day-missing", "text-missing"]);
    let past = it.postpone(Some(day("2026-03-09")), "Bận", today).unwrap_err();
    assert_eq!(past.code, "conference-new-day-past");
    assert_eq!(it.postpone(Some(was), "Bận", today).unwrap_err().code, "conference-new-day-same");
    assert_eq!(it.held_on, was, "what is refused changes nothing");
    it.hold("Họp dở, mất điện.", false, None, was).unwrap();
    let change = it.postpone(Some(day("2026-03-20")), "Mất điện giữa buổi", was).unwrap();
    assert_eq!((change.from_on, change.to_on), (was, Some(day("2026-03-20"))));
    assert_eq!((it.state, it.minutes.as_str()), (State::Called, "Họp dở, mất điện."));
    let theme = NewConference { theme: "Nơi họp".into(), ..new() };
    it.amend(theme).unwrap();
    assert_eq!(it.minutes, "Họp dở, mất điện.", "a change of the call keeps the minutes");
}

#[test]
fn what_is_called_off_asks_nothing_of_anybody_and_stays_so() {
    let (mut it, today) = (called(), day("2026-03-10"));
    assert_eq!(it.call_off("").unwrap_err().code, "text-missing");
    assert_eq!(it.call_off("Gọi chị Tư 0903 123 456").unwrap_err().code, "text-personal");
    it.call_off("Gộp vào hội nghị quý II").unwrap();
    let off = "conference-is-called-off";
    let sent = Sent { title: "Một phòng".into(), text: "Đã mượn".into() };
    assert_eq!(it.receive(&sent, false).unwrap_err().code, off);
    assert_eq!(it.hold("x", false, None, today).unwrap_err().code, off);
    assert_eq!(it.amend(new()).unwrap_err().code, off);
    assert_eq!(it.hear().unwrap_err().code, off);
    assert_eq!(it.call_off("Lần nữa").unwrap_err().code, off);
    let again = it.postpone(Some(day("2026-04-01")), "Họp lại", today);
    assert_eq!(again.unwrap_err().code, off);
}

#[test]
fn what_is_owed_moves_with_the_conference_but_never_behind_it_or_into_the_past() {
    let (from, today) = (day("2026-03-12"), day("2026-03-10"));
    let by = |due: &str, to: &str| shifted(day(due), (from, day(to)), today).to_string();
    assert_eq!(by("2026-03-09", "2026-03-19"), "2026-03-16");
    assert_eq!(by("2026-03-01", "2026-03-13"), "2026-03-10", "not before today");
    assert_eq!(by("2026-03-12", "2026-03-11"), "2026-03-11", "not behind the conference");
}
