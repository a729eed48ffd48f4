//! Feedback is sorted before it is kept, and what everybody sees of it tells no door.

use proptest::prelude::*;

use super::*;
use crate::likeness::grams;

fn new(said: &str) -> NewFeedback {
    NewFeedback {
        kind: Some(Kind::Report),
        category: Some(Category::Lighting),
        said: said.to_owned(),
        concerned: None,
        photos: 0,
    }
}

fn codes(refusal: &Refusal) -> Vec<&'static str> {
    refusal.each().map(|refusal| refusal.code).collect()
}

#[test]
fn a_denunciation_is_shown_its_door_and_nothing_else_is_asked() {
    let bare = NewFeedback { kind: Some(Kind::Denunciation), category: None, ..new("") };
    let refusal = check(bare).unwrap_err();
    assert_eq!(codes(&refusal), ["feedback-door"]);
    assert_eq!(refusal.args, [("door", "to_cao".to_owned())]);
}

#[test]
fn every_fault_of_the_form_is_told_at_once() {
    let bare = NewFeedback { kind: None, category: None, photos: 4, ..new("đèn") };
    assert_eq!(
        codes(&check(bare).unwrap_err()),
        ["feedback-kind-missing", "feedback-category-missing", "feedback-short", "feedback-photos"]
    );
    let personal = check(new("Anh chủ nhà số 0903 123 456 mở nhạc to")).unwrap_err();
    assert_eq!((personal.code, personal.field), ("text-personal", "noi-dung"));
}

#[test]
fn about_conduct_one_says_whose_and_nobody_publishes_it() {
    let conduct =
        NewFeedback { category: Some(Category::Conduct), ..new("Nói năng lớn tiếng") };
    let refusal = check(conduct.clone()).unwrap_err();
    assert_eq!((refusal.code, refusal.field), ("feedback-concerned-missing", "ve-ai"));
    let told = check(NewFeedback { concerned: Some(Concerned::Unit), ..conduct }).unwrap();
    let verdict = |decision| Verdict { decision, text: "Nói ít đi".into(), photos: vec![] };
    for decision in [Moderation::AsIs, Moderation::Rewritten] {
        let refused = public_text(&told, &verdict(decision)).unwrap_err();
        assert_eq!(refused.code, "feedback-restricted");
    }
    assert_eq!(public_text(&told, &verdict(Moderation::Private)).unwrap(), "");
    assert!(
        !title(clears_of(told.category), &told.said).contains("lớn tiếng"),
        "titles travel far"
    );
    let lamp = NewFeedback { concerned: Some(Concerned::Unit), ..new("Đèn hẻm 12 tắt") };
    assert_eq!(check(lamp).unwrap().concerned, None, "only conduct has somebody concerned");
}

#[test]
fn a_moderator_shows_the_own_words_or_fewer() {
    let lamp = check(new("Đèn trước nhà 12/3 tắt ba tuần")).unwrap();
    let verdict = |decision, text: &str| Verdict { decision, text: text.into(), photos: vec![] };
    assert_eq!(public_text(&lamp, &verdict(Moderation::AsIs, "")).unwrap(), lamp.said);
    let fewer = public_text(&lamp, &verdict(Moderation::Rewritten, "Đèn hẻm tắt")).unwrap();
    assert_eq!(fewer, "Đèn hẻm tắt");
    let empty = public_text(&lamp, &verdict(Moderation::Rewritten, " ")).unwrap_err();
    assert_eq!((empty.code, empty.field), ("text-missing", "noi-dung-cong-khai"));
    let none = public_text(&lamp, &verdict(Moderation::Waiting, "")).unwrap_err();
    assert_eq!(none.code, "feedback-verdict-missing");
}

#[test]
fn the_title_begins_with_the_work_and_ends_with_whole_words() {
    let text = "đèn tắt ".repeat(40);
    let title = title(clears_of(Category::Lighting), &text);
    assert!(title.starts_with("Sửa đèn chiếu sáng: đèn tắt"), "{title}");
    assert!(title.ends_with('…') && title.chars().count() < crate::text::TITLE_MOST, "{title}");
}

#[test]
fn the_same_lamp_told_twice_is_alike_and_another_thing_is_not() {
    let one = grams("Đèn đường hẻm 12 tắt ba tuần nay");
    assert!(are_alike(&one, &grams("den hem 12 tat may tuan, di toi so lam")));
    assert!(!are_alike(&one, &grams("Rác đổ trước cổng trường từ sáng")));
}

#[test]
fn the_laws_own_words_are_heard() {
    assert_eq!(seems("Tôi muốn tố cáo việc thu tiền sai"), Some(Door::Denunciation));
    assert_eq!(seems("Tôi khiếu nại quyết định xử phạt"), Some(Door::Complaint));
    assert_eq!(seems("Đèn hẻm 12 tắt"), None);
}

proptest! {
    /// A public point is the same for all doors of a cell, never the door itself but by chance at the
    /// middle, and less than 200 m away.
    #[test]
    fn a_public_point_tells_no_door(lon in 1_060_000_000_i32..1_070_000_000, lat in 100_000_000_i32..120_000_000) {
        let told = coarse(DoorPoint { lon_e7: lon, lat_e7: lat });
        prop_assert_eq!((told.lon_e7 - CELL_E7 / 2) % CELL_E7, 0);
        prop_assert_eq!((told.lat_e7 - CELL_E7 / 2) % CELL_E7, 0);
        prop_assert!((told.lon_e7 - lon).abs() <= CELL_E7 / 2);
        prop_assert!((told.lat_e7 - lat).abs() <= CELL_E7 / 2);
        prop_assert_eq!(coarse(told), told);
    }
}
