//! The guess is shown, corrected and remembered.

use crate::bytes_of;
use papers::{ComplaintKind, Field, Limits, Mapping, SheetMapping, guess, open, read};

const LIST: &str = "Tên;Hộ A;Hộ B\nTổ 1;10;20\nTổ 2;30;40\n";

fn columns(columns: &[(u32, Field)]) -> Mapping {
    Mapping {
        sheets: vec![SheetMapping {
            sheet: "a.csv".into(),
            header_rows: vec![1],
            columns: columns.to_vec(),
            khu_pho: Some("Khu phố 9".into()),
        }],
    }
}

#[test]
fn the_guess_shows_headings_samples_and_confidence() {
    let book = open("a", &bytes_of("01-hai-dong.xlsx"), &Limits::default()).unwrap();
    let guesses = guess(&book);
    assert_eq!(guesses[0].header_rows, [4, 5]);
    let column = &guesses[0].columns[3];
    assert_eq!((column.letters.as_str(), column.header.as_str()), ("D", "Tổng số / Số hộ"));
    assert_eq!(column.field, Field::Households);
    assert_eq!(column.samples, ["120", "98", "45", "180"]);
    assert!(column.confidence >= 90 && guesses[0].is_usable());
}

#[test]
fn an_unknown_heading_is_not_guessed_but_can_be_mapped() {
    let book = open("a.csv", LIST.as_bytes(), &Limits::default()).unwrap();
    let guesses = guess(&book);
    assert!(!guesses[0].is_usable() && Mapping::of(&guesses).sheets.is_empty());
    let reading = read(&book, &columns(&[(0, Field::To), (2, Field::Households)]));
    assert!(reading.acceptable());
    assert_eq!(reading.households(), 60);
    assert_eq!(reading.rows[0].khu_pho.as_ref().unwrap().shown(), "Khu phố 9");
}

#[test]
fn a_mapping_that_cannot_be_followed_is_an_error() {
    let book = open("a.csv", LIST.as_bytes(), &Limits::default()).unwrap();
    let kinds = |mapping: &Mapping| {
        let reading = read(&book, mapping);
        assert!(!reading.acceptable());
        reading.complaints.into_iter().map(|complaint| complaint.kind).collect::<Vec<_>>()
    };
    let fields = |list: &[(u32, Field)]| kinds(&columns(list));
    assert_eq!(fields(&[(1, Field::Households)]), [ComplaintKind::MappingLacksName]);
    assert_eq!(fields(&[(0, Field::To)]), [ComplaintKind::MappingLacksHouseholds]);
    let twice = fields(&[(0, Field::To), (1, Field::Households), (2, Field::Households)]);
    assert_eq!(twice, [ComplaintKind::MappingTwice { field: Field::Households }]);
    let mut elsewhere = columns(&[(0, Field::To), (1, Field::Households)]);
    elsewhere.sheets[0].sheet = "khác".into();
    assert_eq!(kinds(&elsewhere), [ComplaintKind::SheetMissing]);
    assert_eq!(kinds(&Mapping::default()), [ComplaintKind::NoRows]);
}

#[test]
fn the_fingerprint_knows_next_years_file_and_no_other() {
    let print = |text: &str| {
        guess(&open("a.csv", text.as_bytes(), &Limits::default()).unwrap())[0].fingerprint()
    };
    let this_year = print("Khu phố;Tổ;Số hộ\n1;1;100\n");
    assert_eq!(this_year, print("DANH SÁCH\n\nKHU PHO;TO;SO HO\n2;7;90\n2;8;91\n"));
    assert_ne!(this_year, print("Tổ;Khu phố;Số hộ\n1;1;100\n"));
    // Stored by offices: must never change.
    assert_eq!(this_year, "2450a44deaec32c0d8e0d53592e73eec");
}

#[test]
fn a_mapping_survives_storing() {
    let mapping = columns(&[(0, Field::To), (2, Field::Households)]);
    let stored = serde_json::to_string(&mapping).unwrap();
    assert!(stored.contains("\"so_ho\""));
    assert_eq!(serde_json::from_str::<Mapping>(&stored).unwrap(), mapping);
    for field in Field::ALL {
        assert_eq!(serde_json::to_string(&field).unwrap(), format!("\"{}\"", field.code()));
        assert_eq!(Field::of_code(field.code()), Some(field));
    }
}
