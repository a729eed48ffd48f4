use units::PostId;
use uuid::Uuid;

use super::*;
use crate::matter::ProofKind;
use crate::{DifficultyId, WorkplanLineId};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place() -> UnitId {
    UnitId(Uuid::from_u128(7))
}

fn plan(side: Side) -> Workplan {
    let of = (ProgrammeId(Uuid::from_u128(2)), place());
    Workplan::begin(WorkplanId(Uuid::from_u128(1)), of, side)
}

fn new_line() -> NewLine {
    NewLine {
        id: WorkplanLineId(Uuid::from_u128(5)),
        target: Some(1),
        work: "Sửa phòng sinh hoạt ở tầng trệt chung cư".into(),
        owner: Some(PostId(Uuid::from_u128(6))),
        due_on: Some(day("2026-06-30")),
        resources: "35 triệu đồng quỹ khu phố, thợ của chung cư".into(),
        responsibility: "Khu phố lo việc sửa, ban quản trị cho dùng phòng".into(),
        product: "Một phòng 60 chỗ dùng được mỗi tối".into(),
        authority: "Tự quyết khoản dưới 5 triệu đồng".into(),
        feasibility: "Phòng đang bỏ trống, ban quản trị đã đồng ý bằng lời".into(),
        proof: Some(ProofKind::Photo),
        is_pilot: false,
        ground: Some(Ground::Difficulty(DifficultyId(Uuid::from_u128(8)))),
    }
}

fn tie() -> Tie {
    Tie::Difficulty(DifficultyId(Uuid::from_u128(8)))
}

const fn around(targets: usize, today: Day) -> Around {
    Around { targets, today, due_before: None }
}

fn words(number: u128, said: [&str; 4]) -> Words {
    let [work, resources, product, feasibility] = said.map(str::to_owned);
    let line = NewLine {
        id: WorkplanLineId(Uuid::from_u128(number)),
        work,
        resources,
        product,
        feasibility,
        ..new_line()
    };
    let line = super::line(line, Ok(tie()), around(1, day("2026-03-02"))).unwrap();
    Words { line: line.id, grams: line.words(), written_at: i64::try_from(number).unwrap() }
}

#[test]
fn the_place_answers_and_the_higher_level_cannot_accept_its_own_words() {
    let mut it = plan(Side::Upper);
    assert_eq!(it.accept(Side::Upper, 2).unwrap_err().code, "workplan-not-sent");
    assert_eq!(it.send(Side::Place, "Xin nhận", 1).unwrap_err().code, "workplan-not-your-turn");
    it.send(Side::Upper, "Mời khu phố làm kế hoạch về nơi sinh hoạt.", 0).unwrap();
    assert_eq!((it.state, it.turn(), it.sent), (State::Proposed, Some(Side::Place), 1));
    assert_eq!(it.accept(Side::Upper, 2).unwrap_err().code, "workplan-not-your-turn");
    assert_eq!(it.accept(Side::Place, 0).unwrap_err().code, "workplan-no-line");
    assert_eq!(it.change(Side::Place).unwrap_err().code, "workplan-not-drafting");
    assert!(it.answer(Side::Place).unwrap());
    assert!(!it.answer(Side::Place).unwrap(), "beginning twice is beginning once");
    assert_eq!(it.accept(Side::Place, 2).unwrap_err().code, "workplan-answer-begun");
    assert_eq!(it.send(Side::Place, "Xin làm thế này", 0).unwrap_err().code, "workplan-no-line");
    it.send(Side::Place, "Xin làm thế này", 1).unwrap();
    assert_eq!((it.state, it.sent), (State::Countered, 2));
    it.accept(Side::Upper, 1).unwrap();
    assert_eq!(it.answer(Side::Place).unwrap_err().code, "workplan-agreed");
}

#[test]
fn the_posts_of_a_place_speak_for_it_and_nobody_else_does() {
    assert_eq!(Side::of(Some(place()), place()), Side::Place);
    assert_eq!(Side::of(Some(UnitId(Uuid::from_u128(9))), place()), Side::Upper);
    assert_eq!(Side::of(None, place()), Side::Upper);
}

#[test]
fn a_line_tied_to_nothing_is_refused_with_every_other_fault() {
    let bare = NewLine {
        owner: None,
        due_on: Some(day("2026-01-01")),
        product: String::new(),
        target: Some(4),
        proof: None,
        ground: None,
        ..new_line()
    };
    let untied = Err(Refusal::at("can-cu", "workplan-line-untied"));
    let refusal = line(bare, untied, around(3, day("2026-03-02"))).unwrap_err();
    let codes: Vec<_> = refusal.each().map(|refusal| refusal.code).collect();
    assert_eq!(
        codes,
        [
            "text-missing",
            "workplan-line-target",
            "workplan-line-owner",
            "workplan-line-due-past",
            "workplan-line-proof",
            "workplan-line-untied"
        ]
    );
}

#[test]
fn the_day_of_a_late_line_is_not_moved_by_a_revision() {
    let today = day("2026-07-10");
    let late = Around { due_before: Some(day("2026-06-30")), ..around(1, today) };
    assert!(line(new_line(), Ok(tie()), late).is_ok(), "the day stays, late as it is");
    for due in ["2026-09-30", "2026-06-15"] {
        let moved = NewLine { due_on: Some(day(due)), ..new_line() };
        let refusal = line(moved, Ok(tie()), late).unwrap_err();
        assert_eq!((refusal.code, refusal.field), ("workplan-line-late", "han"));
    }
    let ahead = Around { due_before: Some(day("2026-08-01")), ..around(1, today) };
    let sooner = |due| line(NewLine { due_on: Some(day(due)), ..new_line() }, Ok(tie()), ahead);
    assert!(sooner("2026-07-20").is_ok() && sooner("2026-12-01").is_ok());
    assert_eq!(sooner("2026-07-01").unwrap_err().code, "workplan-line-due-past");
}

fn written() -> Written {
    let line = line(new_line(), Ok(tie()), around(1, day("2026-03-02"))).unwrap();
    Written::new(line, 5, None).unwrap()
}

#[test]
fn what_is_agreed_on_stays_in_force_until_both_agree_again() {
    let mut it = plan(Side::Place);
    assert_eq!(it.revise(Side::Place).unwrap_err().code, "workplan-not-agreed");
    assert_eq!(it.drop_text(Side::Place).unwrap_err().code, "workplan-first-text");
    it.send(Side::Place, "Xin làm thế này", 2).unwrap();
    assert_eq!(it.decline(Side::Upper, "Chưa").unwrap_err().code, "workplan-nothing-in-force");
    it.accept(Side::Upper, 2).unwrap();
    assert_eq!((it.agreed, it.turn()), (1, None));
    assert!(it.revise(Side::Upper).unwrap());
    assert!(!it.revise(Side::Upper).unwrap(), "beginning twice is beginning once");
    assert_eq!(it.revise(Side::Place).unwrap_err().code, "workplan-revision-begun");
    assert_eq!(it.accept(Side::Upper, 2).unwrap_err().code, "workplan-not-sent");
    assert_eq!(it.drop_text(Side::Upper).unwrap(), 2);
    assert_eq!((it.turn(), it.agreed, it.sent), (None, 1, 1), "as if nothing had been begun");
    it.revise(Side::Place).unwrap();
    assert_eq!(it.send(Side::Place, "Bớt hết", 0).unwrap_err().code, "workplan-no-line");
    it.send(Side::Place, "Xin lùi một việc", 2).unwrap();
    assert_eq!((it.state, it.agreed, it.sent), (State::Countered, 1, 2));
    assert_eq!(it.decline(Side::Upper, " ").unwrap_err().code, "text-missing");
    it.decline(Side::Upper, "Quý này phải xong").unwrap();
    assert_eq!((it.state, it.agreed, it.sent), (State::Agreed, 1, 2), "the first is in force");
    it.revise(Side::Upper).unwrap();
    it.send(Side::Upper, "Thêm một việc", 3).unwrap();
    it.answer(Side::Place).unwrap();
    it.send(Side::Place, "Thêm, nhưng nhỏ hơn", 3).unwrap();
    it.accept(Side::Upper, 3).unwrap();
    assert_eq!((it.state, it.agreed, it.sent), (State::Agreed, 4, 4));
}

#[test]
fn a_line_of_a_revision_is_kept_changed_ended_or_new_and_says_why() {
    let agreed = written();
    let id = |number| WorkplanLineId(Uuid::from_u128(number));
    let kept = agreed.carried(id(50));
    assert_eq!((kept.mark(), kept.root(), kept.written_at), (Mark::Kept, agreed.line.id, 5));
    assert_eq!(kept.carried(id(51)).root(), agreed.line.id, "however often it was revised");
    let mut it = kept.clone();
    let other = Line { product: "Một phòng 90 chỗ".into(), ..agreed.line.clone() };
    let silent = it.change(other.clone(), (Some(" "), Some(&agreed.line)), 9);
    assert_eq!((silent.unwrap_err().field, &it), (WHY_FIELD, &kept), "refused, nothing changed");
    it.change(other, (Some("Thêm được 30 ghế"), Some(&agreed.line)), 9).unwrap();
    assert_eq!((it.mark(), it.written_at, it.line.id), (Mark::Changed, 9, id(50)));
    assert_eq!(it.copied(id(52)).mark(), Mark::Changed, "the answer begins with what was sent");
    it.change(agreed.line.clone(), (Some(""), Some(&agreed.line)), 10).unwrap();
    assert_eq!(it.mark(), Mark::Kept, "as it was, it needs no reason");
    assert_eq!(it.end("").unwrap_err().code, "text-missing");
    it.end("Chung cư đã tự sửa phòng").unwrap();
    assert_eq!(it.mark(), Mark::Ended);
    let new = Written::new(agreed.line.clone(), 9, Some(""));
    assert_eq!(new.unwrap_err().field, WHY_FIELD);
    let new = Written::new(agreed.line, 9, Some("Bà con mới đề nghị")).unwrap();
    assert_eq!((new.mark(), new.root()), (Mark::New, new.line.id));
}

#[test]
fn the_whole_is_told_by_answering_the_matter() {
    let proof = Some(Proof::Document {
        number: "03/BB-KP".into(),
        dated_on: day("2026-03-01"),
        attachment: None,
    });
    let today = day("2026-03-02");
    let told = |percent, proof| report(percent, "Đã sơn tường, còn lắp quạt.", proof, today);
    assert_eq!(told(Some(100), proof.clone()).unwrap_err().code, "workplan-report-done");
    assert_eq!(told(Some(101), proof.clone()).unwrap_err().code, "workplan-percent");
    assert_eq!(told(Some(60), None).unwrap_err().code, "workplan-report-proof");
    assert_eq!(told(Some(60), proof).unwrap().percent, 60);
}

/// A line, the same with the name of the place and small things changed, and lines that two people
/// wrote about the same and another trouble. The threshold lies between.
#[test]
fn a_copied_line_is_told_from_one_about_the_same_trouble() {
    let own = words(
        1,
        [
            "Sửa phòng sinh hoạt ở tầng trệt chung cư Hoa Mai cho khu phố 2",
            "35 triệu đồng quỹ khu phố, thợ của chung cư",
            "Một phòng 60 chỗ dùng được mỗi tối",
            "Phòng đang bỏ trống, ban quản trị đã đồng ý bằng lời",
        ],
    );
    let copied = words(
        2,
        [
            "sua phong sinh hoat o tang tret chung cu Bến Lá cho khu phố 5",
            "40 triệu đồng quỹ khu phố, thợ của chung cư",
            "Một phòng 50 chỗ dùng được mỗi tối",
            "Phòng đang bỏ trống, ban quản trị đã đồng ý bằng văn bản",
        ],
    );
    let same_trouble = words(
        3,
        [
            "Mượn hội trường trường tiểu học làm nơi họp khu phố",
            "Không tốn tiền; bà con tự dọn dẹp sau mỗi buổi",
            "Có chỗ họp 80 người tối thứ sáu hằng tuần",
            "Hiệu trưởng cho mượn, chỉ vướng kỳ thi cuối năm",
        ],
    );
    let other = words(
        4,
        [
            "Thay 12 bóng đèn hẻm 45",
            "Đèn do điện lực cấp, khu phố góp công",
            "Hẻm 45 sáng suốt đêm",
            "Trụ điện còn tốt, không phải đào đường",
        ],
    );
    let earlier = [own.clone()];
    let found = resembling(&[copied.clone(), same_trouble.clone(), other.clone()], &earlier);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].line, found[0].other), (copied.line, own.line));
    assert!(found[0].per_mille >= ALIKE_PER_MILLE + 100, "a copy lies well above: {found:?}");
    let far = |line: &Words| alike::resembling_from(std::slice::from_ref(line), &earlier, 0);
    for line in [&same_trouble, &other] {
        assert!(far(line).iter().all(|alike| alike.per_mille < 200), "{:?}", far(line));
    }
    let same = Words { line: WorkplanLineId(Uuid::from_u128(9)), written_at: 9, ..own.clone() };
    let before = resembling(&[own], std::slice::from_ref(&copied));
    assert!(before.is_empty(), "who wrote first copied nobody: {before:?}");
    let same = resembling(&[same], &earlier);
    assert_eq!(same[0].per_mille, 1_000);
}

#[test]
fn a_plan_is_flagged_when_half_of_its_lines_are_taken_over() {
    assert!(!is_copied(0, 0));
    assert!(!is_copied(0, 3));
    assert!(!is_copied(1, 3));
    assert!(is_copied(1, 2));
    assert!(is_copied(2, 3));
    assert!(is_copied(1, 1));
}
