use units::lineage::{Block, Event, EventKind, comparable_blocks};
use units::{Coverage, EventId, Method, Shares};
use uuid::Uuid;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

fn new(typed: &[(&str, &str)]) -> NewSheet {
    NewSheet {
        counted_on: None,
        id: StatusSheetId(Uuid::from_u128(1)),
        unit: unit(1),
        typed: typed.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect(),
        solutions: Vec::new(),
        note: String::new(),
    }
}

const TYPED: [(&str, &str); 5] = [
    ("cho_ngoi_sinh_hoat", "40"),
    ("ho_du_hop", "31,5"),
    ("ho_nhan_tin", "62 %"),
    ("ho_trong_to", ""),
    ("viec_chung", "3"),
];
const COUNTED: [(From, i64); 5] = [
    (From::HouseholdsPerHead, 512_000),
    (From::MattersLate, 2_000),
    (From::AnsweredOnTime, 80_500),
    (From::DifficultiesOpen, 1_000),
    (From::GroupsActive, 6_000),
];

#[test]
fn a_sheet_holds_what_is_counted_and_what_was_entered() {
    let taken = take(new(&TYPED), &Figures::built_in(), &COUNTED, day("2026-03-02")).unwrap();
    assert_eq!(taken.values.len(), 9, "one figure is not known yet");
    let of = |code: &str| taken.values.iter().find(|v| v.figure.code == code).unwrap().milli;
    assert_eq!((of("ho_du_hop"), of("ho_moi_truong")), (31_500, 512_000));
}

#[test]
fn what_is_typed_for_a_counted_figure_does_not_count() {
    let typed = [&TYPED[..], &[("dau_viec_qua_han", "0")]].concat();
    let taken = take(new(&typed), &Figures::built_in(), &COUNTED, day("2026-03-02")).unwrap();
    let late = taken.values.iter().find(|v| v.figure.code == "dau_viec_qua_han").unwrap();
    assert_eq!(late.milli, 2_000);
}

#[test]
fn of_a_past_day_what_the_program_cannot_count_may_be_entered() {
    let today = day("2026-03-02");
    let books = [("dau_viec_qua_han", "3"), ("to_tu_quan", "5"), ("kho_khan_con_lai", "2")];
    let typed = [&TYPED[..], &books].concat();
    let known = &COUNTED[..1];
    let back = NewSheet { counted_on: Some(day("2025-09-01")), ..new(&typed) };
    let taken = take(back, &Figures::built_in(), known, today).unwrap();
    assert_eq!(taken.counted_on, day("2025-09-01"));
    let of = |code: &str| taken.values.iter().find(|v| v.figure.code == code).unwrap();
    let late = of("dau_viec_qua_han");
    assert_eq!(
        (late.milli, late.figure.from),
        (3_000, From::Entered),
        "it says that it was entered"
    );
    assert_ne!(of("ho_moi_truong").figure.from, From::Entered, "what is counted stays counted");
    let now = take(new(&typed), &Figures::built_in(), &COUNTED[..4], today).unwrap();
    let entered = now.values.iter().filter(|v| v.figure.from == From::Entered).count();
    assert_eq!(entered, 4, "of today nothing is entered that the program counts");
    let ahead = NewSheet { counted_on: Some(day("2026-03-03")), ..new(&typed) };
    let refused = take(ahead, &Figures::built_in(), &COUNTED, today).unwrap_err();
    assert_eq!((refused.field, refused.code), ("ngay", "sheet-day-ahead"));
}

#[test]
fn a_solution_may_name_a_difficulty_or_a_practice_alone() {
    let id = Uuid::from_u128(9);
    let mut it = new(&TYPED);
    it.solutions = vec![
        Solution { difficulty: Some(crate::DifficultyId(id)), ..Solution::default() },
        Solution { practice: Some(crate::PracticeId(id)), ..Solution::default() },
        Solution::default(),
    ];
    let taken = take(it, &Figures::built_in(), &COUNTED, day("2026-03-02")).unwrap();
    assert_eq!(taken.solutions.len(), 2, "an empty row names nothing");
}

#[test]
fn faults_of_a_sheet_are_told_at_once_beside_their_fields() {
    let mut it =
        new(&[("cho_ngoi_sinh_hoat", "bốn mươi"), ("ho_du_hop", "130"), ("viec_chung", "-3")]);
    it.note = "Hỏi chị Tư 0903 123 456".into();
    it.solutions = vec![Solution { text: "x".repeat(5_000), ..Solution::default() }];
    let refusal = take(it, &Figures::built_in(), &COUNTED, day("2026-03-02")).unwrap_err();
    let told: Vec<_> = refusal.each().map(|one| (one.field, one.code)).collect();
    let expected = [
        ("so-6", "sheet-figure-unreadable"),
        ("so-7", "sheet-figure-above"),
        ("so-10", "sheet-figure-unreadable"),
        ("giai-phap-1", "text-too-long"),
        ("ghi-chu", "text-personal"),
    ];
    assert_eq!(told, expected);
    let few = take(new(&TYPED[..2]), &Figures::built_in(), &COUNTED[..3], day("2026-03-02"));
    assert_eq!(few.unwrap_err().code, "sheet-too-few");
}

#[test]
fn the_list_that_comes_with_the_program_is_read() {
    let figures = Figures::built_in();
    assert_eq!(figures.all().len(), MOST);
    let entered = figures.all().iter().filter(|figure| figure.from == From::Entered).count();
    assert_eq!(entered, 5);
}

#[test]
fn every_fault_of_a_list_is_told_in_one_reading() {
    let list = r#"
        title = "x"
        [[figure]]
        code = "a"
        name = { vi = "A", en = "A" }
        measure = { vi = "hộ" }
        hint = { vi = "h", en = "h" }
        better = "higher"
        from = "entered"
        adds = "yes"
        rank = 1
        [[figure]]
        name = { vi = "B", en = "B" }
        measure = { vi = "hộ", en = "h" }
        hint = { vi = "h", en = "h" }
        better = "more"
        from = "moon"
    "#;
    let faults: Vec<String> =
        Figures::read(list).unwrap_err().iter().map(ToString::to_string).collect();
    let expected = [
        "the file: unknown field \"title\"",
        "figure 1 (a): unknown field \"rank\"",
        "figure 1 (a): \"measure\" is missing or of the wrong type",
        "figure 1 (a): \"higher\" is not allowed for \"better\"",
        "figure 1 (a): \"adds\" is missing or of the wrong type",
        "figure 2: \"code\" is missing or of the wrong type",
        "figure 2: \"moon\" is not allowed for \"from\"",
        "the file: a list has 8 to 10 figures, not 2",
    ];
    assert_eq!(faults, expected);
    assert!(matches!(
        &Figures::read("[[").unwrap_err()[..],
        [Fault { problem: Problem::Unreadable(_), .. }]
    ));
    let twice = BUILT_IN.replace("ho_du_hop", "viec_chung");
    assert_eq!(
        Figures::read(&twice).unwrap_err()[0].problem,
        Problem::Twice("viec_chung".to_owned())
    );
}

const BUILT_IN: &str = include_str!("../../../../rules/figures.toml");

fn sheet(place: u128, on: &str, late: i64, share: i64) -> Sheet {
    let values = vec![("dau_viec_qua_han".to_owned(), late), ("ho_du_hop".to_owned(), share)];
    Sheet { unit: unit(place), on: day(on), values }
}

/// Old 1 and 2 become new 3 and 4; 5 stays apart.
fn redrawn() -> Event {
    let edge = |from, to| units::Edge {
        from: unit(from),
        to: unit(to),
        coverage: Coverage::Part,
        shares: Shares::default(),
        method: Method::Counted,
    };
    Event {
        id: EventId(Uuid::from_u128(70)),
        kind: EventKind::SplitNew,
        effective_on: day("2026-07-01"),
        legal_document: None,
        edges: vec![edge(1, 3), edge(2, 3), edge(2, 4)],
    }
}

fn blocks(from: Day, to: Day) -> Vec<Block> {
    let of = |on: Day| -> Vec<UnitId> {
        let numbers = if on < day("2026-07-01") { [1, 2, 5] } else { [3, 4, 5] };
        numbers.map(unit).to_vec()
    };
    comparable_blocks((from, &of(from)), (to, &of(to)), &[redrawn()])
}

fn story(place: u128, sheets: &[Sheet]) -> Option<Comparison> {
    compare(unit(place), sheets, blocks, &Figures::built_in())
}

#[test]
fn a_place_that_goes_on_is_compared_with_itself() {
    let sheets = [sheet(5, "2026-01-10", 4_000, 31_000), sheet(5, "2026-11-10", 1_000, 68_000)];
    let told = story(5, &sheets).unwrap();
    assert_eq!(told.basis, Basis::Same { was_changed: false });
    assert_eq!(told.pairs[1], Pair { code: "ho_du_hop".into(), before: 31_000, after: 68_000 });
    assert_eq!(story(5, &sheets[..1]), None, "one sheet is no story");
}

#[test]
fn a_place_made_from_others_is_compared_only_with_its_whole_block_and_only_by_sums() {
    let mut sheets = vec![
        sheet(1, "2026-01-10", 4_000, 31_000),
        sheet(2, "2026-01-12", 3_000, 40_000),
        sheet(3, "2026-11-10", 2_000, 68_000),
    ];
    assert_eq!(story(3, &sheets).unwrap().basis, Basis::Apart, "place 4 has no sheet yet");
    sheets.push(sheet(4, "2026-11-11", 1_000, 50_000));
    let told = story(3, &sheets).unwrap();
    let block = Basis::Block { before: vec![unit(1), unit(2)], after: vec![unit(3), unit(4)] };
    assert_eq!(told.basis, block);
    assert_eq!(
        told.pairs,
        [Pair { code: "dau_viec_qua_han".into(), before: 7_000, after: 3_000 }],
        "shares of different places are never added"
    );
    sheets.remove(1);
    assert_eq!(story(3, &sheets).unwrap().basis, Basis::Apart, "place 2 had no sheet");
}

#[test]
fn a_place_that_kept_its_identity_but_not_its_borders_says_so() {
    let sheets = [sheet(1, "2026-01-10", 4_000, 31_000), sheet(1, "2026-11-10", 1_000, 68_000)];
    let exchanged = |_, _| vec![Block { before: vec![unit(1), unit(2)], after: vec![unit(1)] }];
    let told = compare(unit(1), &sheets, exchanged, &Figures::built_in()).unwrap();
    assert_eq!(told.basis, Basis::Same { was_changed: true });
}

#[test]
fn better_is_said_by_which_way_is_good() {
    assert_eq!(change(Better::Fewer, 4, 1), Change::Better);
    assert_eq!(change(Better::More, 4, 1), Change::Worse);
    assert_eq!(change(Better::Neither, 4, 1), Change::Changed);
    assert_eq!(change(Better::Fewer, 4, 4), Change::Same);
}
