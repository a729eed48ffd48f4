use units::PostId;
use uuid::Uuid;

use super::*;
use crate::difficulty::Figure;
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
        tie: Some(Tie::Difficulty(DifficultyId(Uuid::from_u128(8)))),
    }
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
    let line = super::line(line, 1, day("2026-03-02")).unwrap();
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
        tie: None,
        ..new_line()
    };
    let refusal = line(bare, 3, day("2026-03-02")).unwrap_err();
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
fn a_figure_is_of_a_day_that_has_been() {
    let figure = |on: &str| {
        let (label, unit) = ("Tỷ lệ hộ dự họp".to_owned(), "%".to_owned());
        Some(Tie::Figure(Figure { label, value_milli: 31_000, unit, on: day(on) }))
    };
    let ahead = NewLine { tie: figure("2026-04-01"), ..new_line() };
    let refusal = line(ahead, 1, day("2026-03-02")).unwrap_err();
    assert_eq!((refusal.code, refusal.field), ("workplan-figure-ahead", "ngay-so-lieu"));
    let tied = NewLine { tie: figure("2026-03-01"), ..new_line() };
    assert!(line(tied, 1, day("2026-03-02")).is_ok());
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
