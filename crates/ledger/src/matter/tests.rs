//! The matter's table of states, and the refusals that help.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::Refusal;
use crate::follow::FollowedBy;

fn post(number: u128) -> PostId {
    PostId(Uuid::from_u128(number))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

const BA_SAU: u128 = 1;
const CHAIRMAN: u128 = 2;
const DISPATCHER: u128 = 3;
const CITY: u128 = 4;

fn new() -> NewMatter {
    NewMatter {
        id: MatterId(Uuid::from_u128(9)),
        origin: (OriginKind::Feedback, Uuid::from_u128(8)),
        household_id: None,
        asker: Asker::Resident,
        owner: Some(post(BA_SAU)),
        work: "Thay đèn hẻm 12".into(),
        due_on: Some(day("2026-03-10")),
        responsibility: "Khu phố kiểm tra và báo đơn vị chiếu sáng".into(),
        product: "Đèn sáng trở lại".into(),
        authority: "Tự quyết trong kinh phí khu phố".into(),
        cooperating: vec![post(CITY)],
        wanted: Some(ProofKind::Photo),
        due_set_by: post(CHAIRMAN),
        is_triaged_first: false,
    }
}

fn matter() -> Matter {
    open(new(), day("2026-03-02")).unwrap()
}

fn photo() -> Proof {
    Proof::Photo(units::AttachmentId(Uuid::from_u128(7)))
}

fn answer(proofs: Vec<Proof>) -> Act {
    let text = "Đã thay bóng mới ngày 05/3, đèn sáng từ 18 giờ".into();
    Act::Answer(Answer { text, done_on: Some(day("2026-03-05")), proofs })
}

fn codes(refusal: &Refusal) -> Vec<&'static str> {
    refusal.each().map(|refusal| refusal.code).collect()
}

#[test]
fn a_post_that_goes_on_for_two_owes_what_either_owed_and_helps_nobody_twice() {
    let heir = post(20);
    let asked = NewMatter {
        asker: Asker::Post(post(CHAIRMAN)),
        cooperating: vec![post(CITY), post(DISPATCHER)],
        ..new()
    };
    let one = asked.handed_on(post(CHAIRMAN), heir);
    assert_eq!((one.asker, one.due_set_by), (Asker::Post(heir), heir));
    assert_eq!(one.owner, Some(post(BA_SAU)));
    let two = one.handed_on(post(BA_SAU), post(CITY));
    assert_eq!((two.owner, &two.cooperating[..]), (Some(post(CITY)), &[post(DISPATCHER)][..]));
    assert!(open(two, day("2026-03-02")).is_ok());
}

#[test]
fn a_matter_without_its_six_clears_is_told_each_that_is_missing() {
    let bare = NewMatter {
        owner: None,
        due_on: None,
        work: " ".into(),
        responsibility: String::new(),
        product: String::new(),
        authority: String::new(),
        ..new()
    };
    let refusal = open(bare, day("2026-03-02")).unwrap_err();
    let clears: Vec<&str> = refusal.each().map(|refusal| refusal.args[0].1.as_str()).collect();
    assert_eq!(codes(&refusal), ["matter-clear-missing"; 6]);
    assert_eq!(clears, ["work", "responsibility", "product", "authority", "person", "time"]);
    let past = NewMatter { due_on: Some(day("2026-03-01")), ..new() };
    assert_eq!(open(past, day("2026-03-02")).unwrap_err().code, "matter-due-past");
    let both = NewMatter { cooperating: vec![post(BA_SAU)], ..new() };
    assert_eq!(open(both, day("2026-03-02")).unwrap_err().code, "matter-owner-cooperates");
}

#[test]
fn an_answer_without_the_wanted_proof_is_refused_and_nothing_changes() {
    let mut matter = matter();
    let before = matter.clone();
    let figure =
        Proof::Figure { label: "Số đèn".into(), value_milli: 3_000, unit: "đèn".into() };
    let refused = matter.take(answer(vec![figure]), Hand::Post(post(BA_SAU)), day("2026-03-05"));
    let refusal = refused.unwrap_err();
    assert_eq!(codes(&refusal), ["matter-proof-missing"]);
    assert_eq!(refusal.args, [("proof", "photo".to_owned())]);
    let empty =
        Act::Answer(Answer { text: "Đã ghi nhận".into(), done_on: None, proofs: vec![] });
    let refusal = matter.take(empty, Hand::Post(post(BA_SAU)), day("2026-03-05")).unwrap_err();
    assert_eq!(
        codes(&refusal),
        ["matter-answer-short", "matter-answer-no-day", "matter-proof-missing"]
    );
    assert_eq!(matter, before);
}

#[test]
fn the_resident_confirms_or_reopens_and_nobody_else_does() {
    let mut matter = matter();
    matter.take(answer(vec![photo()]), Hand::Post(post(BA_SAU)), day("2026-03-05")).unwrap();
    assert_eq!(matter.state, State::Answered);
    assert_eq!(matter.was_on_time(), Some(true));
    let by_owner = matter.take(Act::Confirm, Hand::Post(post(BA_SAU)), day("2026-03-06"));
    assert_eq!(by_owner.unwrap_err().code, "matter-not-yours");
    let why = "Tối qua đèn lại tắt".to_owned();
    matter.take(Act::Reopen(why), Hand::Asker, day("2026-03-06")).unwrap();
    assert_eq!((matter.state, matter.reopened), (State::Reopened, 1));
    matter.take(answer(vec![photo()]), Hand::Post(post(BA_SAU)), day("2026-03-09")).unwrap();
    matter.take(Act::Confirm, Hand::Asker, day("2026-03-09")).unwrap();
    assert_eq!(matter.state, State::Confirmed);
}

#[test]
fn the_day_moves_only_before_it_comes_and_only_by_whoever_set_it() {
    let mut matter = matter();
    let later = || Act::Extend(day("2026-03-20"), "Chờ vật tư".into());
    let by_owner = matter.take(later(), Hand::Post(post(BA_SAU)), day("2026-03-09"));
    assert_eq!(by_owner.unwrap_err().code, "matter-extension-not-setter");
    let asked = Act::AskExtension(day("2026-03-20"), "Chờ vật tư".into());
    matter.take(asked, Hand::Post(post(BA_SAU)), day("2026-03-09")).unwrap();
    assert_eq!(matter.clears.due_on, day("2026-03-10"), "asking moves nothing");
    let late = matter.take(later(), Hand::Post(post(CHAIRMAN)), day("2026-03-11"));
    assert_eq!(late.unwrap_err().code, "matter-extension-late");
    matter.take(later(), Hand::Post(post(CHAIRMAN)), day("2026-03-10")).unwrap();
    assert_eq!(matter.clears.due_on, day("2026-03-20"));
    let earlier = Act::Extend(day("2026-03-15"), "Sớm hơn".into());
    let refused = matter.take(earlier, Hand::Post(post(CHAIRMAN)), day("2026-03-12"));
    assert_eq!(refused.unwrap_err().code, "matter-due-not-later");
}

#[test]
fn what_is_late_stays_late_until_it_is_answered() {
    let mut matter = matter();
    assert!(!matter.is_late(day("2026-03-10")));
    assert!(matter.is_late(day("2026-03-11")));
    matter.take(Act::Escalate(post(CHAIRMAN)), Hand::Program, day("2026-03-11")).unwrap();
    assert_eq!(matter.escalated_to, Some(post(CHAIRMAN)));
    matter.take(answer(vec![photo()]), Hand::Post(post(BA_SAU)), day("2026-03-12")).unwrap();
    assert!(!matter.is_late(day("2026-03-13")));
    assert_eq!(matter.was_on_time(), Some(false));
}

#[test]
fn a_matter_sent_to_the_wrong_post_is_given_back_with_a_reason() {
    let mut matter = matter();
    let to = |to| Act::Redirect(to, "Thuộc công ty chiếu sáng".into());
    let same = matter.take(to(post(BA_SAU)), Hand::Post(post(BA_SAU)), day("2026-03-03"));
    assert_eq!(same.unwrap_err().code, "matter-same-post");
    matter.take(to(post(CITY)), Hand::Post(post(BA_SAU)), day("2026-03-03")).unwrap();
    assert_eq!((matter.clears.owner, matter.state), (post(CITY), State::Assigned));
    assert!(matter.cooperating.is_empty(), "who leads does not also help");
    let not_theirs =
        matter.take(answer(vec![photo()]), Hand::Post(post(BA_SAU)), day("2026-03-04"));
    assert_eq!(not_theirs.unwrap_err().code, "matter-not-yours");
}

#[test]
fn a_closed_matter_does_not_follow_its_place_and_an_open_one_does() {
    let mut matter = matter();
    let follow = || Act::Follow {
        unit: UnitId(Uuid::from_u128(20)),
        owner: post(21),
        by: FollowedBy::Majority,
    };
    matter.take(follow(), Hand::Program, day("2026-03-04")).unwrap();
    assert_eq!(matter.clears.owner, post(21));
    let reject = Act::Reject(RejectReason::SettledBefore);
    matter.take(reject, Hand::Dispatcher(post(DISPATCHER)), day("2026-03-05")).unwrap();
    assert_eq!(
        matter.take(follow(), Hand::Program, day("2026-03-06")).unwrap_err().code,
        "matter-state"
    );
}

fn any_act() -> impl Strategy<Value = (Act, Hand)> {
    let acts = prop_oneof![
        Just(Act::Triage),
        Just(Act::Assign(post(BA_SAU))),
        Just(Act::Accept),
        Just(Act::Start),
        Just(Act::AskInfo("Hẻm nào?".into())),
        Just(Act::GiveInfo("Hẻm 12".into())),
        Just(Act::Extend(day("2026-04-01"), "Chờ vật tư".into())),
        Just(Act::Redirect(post(CITY), "Nhầm nơi".into())),
        Just(answer(vec![photo()])),
        Just(Act::Confirm),
        Just(Act::Reopen("Chưa xong".into())),
        Just(Act::CloseSilent),
        Just(Act::Reject(RejectReason::OutOfScope)),
        Just(Act::SplitOff(Door::Denunciation)),
        Just(Act::Escalate(post(CHAIRMAN))),
    ];
    let hands = prop_oneof![
        (1_u128..5).prop_map(|number| Hand::Post(post(number))),
        Just(Hand::Asker),
        Just(Hand::Dispatcher(post(DISPATCHER))),
        Just(Hand::Program),
    ];
    (acts, hands)
}

proptest! {
    /// Whatever is tried in whatever order: a refused act changes nothing, only the asker or silence
    /// ends a matter well, and nothing is confirmed that was not answered with proof.
    #[test]
    fn no_order_of_acts_breaks_the_promise(acts in prop::collection::vec(any_act(), 0..40)) {
        let mut matter = open(NewMatter { is_triaged_first: true, ..new() }, day("2026-03-02")).unwrap();
        let mut answered = false;
        for (act, hand) in acts {
            let before = matter.clone();
            match matter.take(act, hand, day("2026-03-05")) {
                Err(_) => prop_assert_eq!(&matter, &before),
                Ok(step) => {
                    answered |= matches!(step.act, Act::Answer(_));
                    if step.state == State::Confirmed {
                        prop_assert!(answered && hand == Hand::Asker);
                    }
                    prop_assert_eq!(step.state, matter.state);
                }
            }
        }
    }
}

#[test]
fn whoever_asked_or_set_the_day_may_ask_after_what_is_owed_and_nothing_else_changes() {
    let mut it = matter();
    let before = it.clone();
    let remind = |said: &str| Act::Remind(said.to_owned());
    let on = day("2026-03-12");
    let step = it.take(remind("Đã quá hẹn, vướng ở đâu?"), Hand::Post(post(CHAIRMAN)), on).unwrap();
    assert_eq!((step.act.kind(), step.state), (StepKind::Reminded, State::Assigned));
    it.take(remind(""), Hand::Asker, on).unwrap();
    assert_eq!(it, before);
    let refusal = it.take(remind(""), Hand::Post(post(BA_SAU)), on).unwrap_err();
    assert_eq!(refusal.code, "matter-not-yours");
    it.take(answer(vec![photo()]), Hand::Post(post(BA_SAU)), on).unwrap();
    assert_eq!(it.take(remind(""), Hand::Asker, on).unwrap_err().code, "matter-state");
}

#[test]
fn when_the_asking_post_ends_another_asks_in_its_stead_and_the_state_stays() {
    let (head, heir, place) = (post(20), post(21), units::UnitId(Uuid::from_u128(30)));
    let group = units::UnitId(Uuid::from_u128(31));
    let asked = NewMatter { asker: Asker::Place(group, head), ..new() };
    let mut matter = open(asked, day("2026-03-02")).unwrap();
    let on = day("2026-03-06");
    let pass = || Act::PassAsking { to: heir, unit: place };
    let by_hand = matter.clone().take(pass(), Hand::Post(head), on).unwrap_err();
    assert_eq!(by_hand.code, "matter-not-yours", "nobody hands it to a friend");
    matter.take(answer(vec![photo()]), Hand::Post(post(BA_SAU)), on).unwrap();
    let step = matter.take(pass(), Hand::Program, on).unwrap();
    assert_eq!((step.state, matter.asker), (State::Answered, Asker::Place(place, heir)));
    let ended = matter.clone().take(Act::Confirm, Hand::Post(head), on).unwrap_err();
    assert_eq!(ended.code, "matter-not-yours");
    matter.take(Act::Confirm, Hand::Post(heir), on).unwrap();
    assert_eq!(matter.take(pass(), Hand::Program, on).unwrap_err().code, "matter-state");
}

fn of_a_plan() -> Matter {
    let origin = (OriginKind::WorkplanLine, Uuid::from_u128(8));
    let asker = Asker::Post(post(CHAIRMAN));
    open(NewMatter { origin, asker, ..new() }, day("2026-03-02")).unwrap()
}

#[test]
fn a_matter_of_a_plan_is_changed_or_taken_back_with_the_plan_and_no_other_is() {
    let mut matter = of_a_plan();
    let revised = |clears: Clears| {
        let why = "Chung cư cho thêm phòng".to_owned();
        Act::Revise { clears, wanted: ProofKind::Document, why }
    };
    let later = Clears { due_on: day("2026-04-10"), owner: post(CITY), ..matter.clears.clone() };
    let (hand, late) = (Hand::Post(post(CHAIRMAN)), day("2026-03-11"));
    let refused = matter.clone().take(revised(later.clone()), hand, late).unwrap_err();
    assert_eq!(refused.code, "matter-extension-late", "lateness is not wiped out");
    matter.take(Act::Accept, Hand::Post(post(BA_SAU)), day("2026-03-03")).unwrap();
    let step = matter.take(revised(later.clone()), hand, day("2026-03-10")).unwrap();
    assert_eq!((step.act.kind(), step.state), (StepKind::Revised, State::Assigned));
    assert_eq!((&matter.clears, matter.wanted), (&later, ProofKind::Document));
    assert_eq!(matter.cooperating, [], "who answers does not help beside it");
    let step = matter.take(Act::Withdraw("Thôi".into()), hand, late).unwrap();
    assert!(!step.state.is_open() && step.state == State::Withdrawn);
    assert_eq!(matter.take(Act::Confirm, hand, late).unwrap_err().code, "matter-state");
    let mut asked = self::matter();
    let withdraw = Act::Withdraw("Thôi".into());
    assert_eq!(asked.take(withdraw, hand, late).unwrap_err().code, "matter-not-yours");
}
