//! Every code has its sentence in both languages, and no sentence asks for data that is not given.

use papers::legacy::Encoding;
use papers::{Complaint, ComplaintKind, Field, Place, Refusal, SkipReason};
use words::{Lang, say};

fn complaints() -> Vec<ComplaintKind> {
    use ComplaintKind as Kind;
    let field = Field::Households;
    let (text, name) = (String::new, String::new);
    vec![
        Kind::MissingName { field },
        Kind::MissingHouseholds { name: name() },
        Kind::NotANumber { field, text: text() },
        Kind::NotWhole { field, text: text() },
        Kind::OutOfRange { field, text: text(), max: 1 },
        Kind::BecameDate { field, text: text() },
        Kind::Uncomputed { field },
        Kind::CellFault { field, text: text() },
        Kind::MergedNumber { field },
        Kind::DittoWithoutAbove { field },
        Kind::Duplicate { name: name(), first_sheet: text(), first_row: 1 },
        Kind::LooksAlike { name: name(), other: text(), other_row: 1 },
        Kind::TotalDiffers { field, written: 1, counted: 2 },
        Kind::FewerPeople { people: 1, households: 2 },
        Kind::ZeroHouseholds { name: name() },
        Kind::UnknownNeighbour { name: name() },
        Kind::AmbiguousNeighbour { name: name() },
        Kind::RowUnread { text: text() },
        Kind::HiddenRow,
        Kind::TextConverted { from: Encoding::Vni, cells: 1 },
        Kind::MappingLacksName,
        Kind::MappingLacksHouseholds,
        Kind::MappingTwice { field },
        Kind::SheetMissing,
        Kind::NoRows,
    ]
}

fn refusals() -> Vec<Refusal> {
    let file = String::new;
    vec![
        Refusal::Empty { file: file() },
        Refusal::TooLarge { file: file(), limit_mb: 1 },
        Refusal::UnpacksTooLarge { file: file(), limit_mb: 1 },
        Refusal::TooLong { file: file(), sheet: file(), rows: 1, columns: 1 },
        Refusal::Locked { file: file() },
        Refusal::WebPage { file: file() },
        Refusal::NotASheet { file: file(), looks_like: "PDF" },
        Refusal::Damaged { file: file(), detail: file() },
        Refusal::NoContent { file: file() },
    ]
}

type Args = Vec<(&'static str, String)>;

/// All codes with their data.
fn codes() -> Vec<(&'static str, Args)> {
    use SkipReason::*;
    let place = Place { file: "a.xlsx".into(), sheet: "S".into(), row: Some(7), column: None };
    let mut codes: Vec<(&'static str, Args)> = Vec::new();
    for kind in complaints() {
        let complaint = Complaint::new(place.clone(), kind);
        codes.push((complaint.code(), complaint.args()));
    }
    codes.extend(refusals().iter().map(|refusal| (refusal.code(), refusal.args())));
    codes.extend(Field::ALL.map(|field| (field.word(), Vec::new())));
    let skips = [RepeatedHeader, ColumnNumbers, Band, Total, AfterTable, OnlyNumbered, Unread];
    codes.extend(skips.map(|skip| (skip.code(), Vec::new())));
    codes
}

#[test]
fn every_code_is_said_in_both_languages() {
    for lang in [Lang::Vi, Lang::En] {
        for (code, args) in codes() {
            let sentence = say(lang, code, &args);
            assert!(!sentence.contains(['⟦', '{', '$']), "{code}: {sentence}");
        }
        let worded: Vec<String> =
            words::codes(lang).into_iter().filter(|code| code.starts_with("papers-")).collect();
        let mut said: Vec<String> = codes().iter().map(|(code, _)| (*code).to_owned()).collect();
        said.sort();
        assert_eq!(worded, said, "sentences nobody says, or missing ones");
    }
}

#[test]
fn a_complaint_about_a_row_says_where_it_is() {
    let place = Place {
        file: "a.xlsx".into(),
        sheet: "Danh sách".into(),
        row: Some(7),
        column: Some("C".into()),
    };
    let kind = ComplaintKind::NotANumber { field: Field::People, text: "khoảng 12".into() };
    let complaint = Complaint::new(place, kind);
    assert_eq!(
        say(Lang::Vi, complaint.code(), &complaint.args()),
        "Trang “Danh sách”, dòng 7, cột C: “khoảng 12” không phải số nhân khẩu. Hãy ghi một con số."
    );
}
