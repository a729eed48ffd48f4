//! Every code has its sentence in both languages, and no sentence asks for data that is not given.

use papers::legacy::Encoding;
use papers::{Complaint, ComplaintKind, Field, Place, Refusal, SkipReason};

fn sentences(lang: &str) -> Vec<(String, String)> {
    let path = format!("{}/../words/text/{lang}/papers.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((id, rest)) if !line.starts_with(' ') => {
                found.push((id.to_owned(), rest.to_owned()))
            }
            _ => {
                if let Some((_, sentence)) = found.last_mut() {
                    sentence.push_str(line);
                }
            }
        }
    }
    found
}

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

/// All codes with the names of their data.
fn codes() -> Vec<(&'static str, Vec<&'static str>)> {
    use SkipReason::*;
    let names =
        |args: Vec<(&'static str, String)>| args.into_iter().map(|(name, _)| name).collect();
    let place = Place { file: String::new(), sheet: String::new(), row: None, column: None };
    let mut codes: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for kind in complaints() {
        let complaint = Complaint::new(place.clone(), kind);
        codes.push((complaint.code(), names(complaint.args())));
    }
    codes.extend(refusals().iter().map(|refusal| (refusal.code(), names(refusal.args()))));
    codes.extend(Field::ALL.map(|field| (field.word(), Vec::new())));
    let skips = [RepeatedHeader, ColumnNumbers, Band, Total, AfterTable, OnlyNumbered, Unread];
    codes.extend(skips.map(|skip| (skip.code(), Vec::new())));
    codes
}

#[test]
fn every_code_is_worded_in_both_languages() {
    for lang in ["vi", "en"] {
        let sentences = sentences(lang);
        for (code, args) in codes() {
            let sentence = sentences.iter().find(|(id, _)| id == code);
            let (_, sentence) =
                sentence.unwrap_or_else(|| panic!("{lang}: no sentence for {code}"));
            for used in sentence.split('$').skip(1) {
                let used: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                assert!(args.contains(&used.as_str()), "{lang}: {code} asks for ${used}");
            }
        }
        assert_eq!(sentences.len(), codes().len(), "{lang}: sentences nobody says");
    }
}

#[test]
fn faults_of_a_cell_say_where_it_is() {
    for lang in ["vi", "en"] {
        let sentences = sentences(lang);
        for kind in complaints() {
            let complaint = Complaint::new(
                Place { file: String::new(), sheet: String::new(), row: None, column: None },
                kind,
            );
            let sentence = sentences.iter().find(|(id, _)| id == complaint.code()).unwrap();
            assert!(
                sentence.1.contains("{ $sheet }") || complaint.code() == "papers-no-rows",
                "{lang}: {}",
                sentence.0
            );
        }
    }
}
