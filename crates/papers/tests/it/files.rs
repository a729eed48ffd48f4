//! Each file of `tests/files` against the rows a person wrote beside it.

use crate::bytes_of;
use papers::{Label, Limits, Mapping, Reading, guess, open, read};

fn read_file(name: &str) -> Reading {
    let book = open(name, &bytes_of(name), &Limits::default()).unwrap();
    read(&book, &Mapping::of(&guess(&book)))
}

/// The reading in the words of the expected files.
fn told(reading: &Reading, any_sheet: bool) -> Vec<String> {
    let sheet = |name: &str| if any_sheet { "*".to_owned() } else { name.to_owned() };
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let label = |label: &Option<Label>| text(&label.as_ref().map(Label::shown));
    let mut lines: Vec<String> = Vec::new();
    for row in &reading.rows {
        lines.push(format!(
            "row {}|{}|{}|{}|{}|{}|{}|{}",
            sheet(&row.sheet),
            row.row,
            label(&row.khu_pho),
            label(&row.to),
            row.households,
            text(&row.people.map(|people| people.to_string())),
            text(&row.street),
            text(&row.note),
        ));
    }
    for row in &reading.skipped {
        let why = row.why.code().strip_prefix("papers-skip-").unwrap();
        lines.push(format!("skip {}|{}|{why}", sheet(&row.sheet), row.row));
    }
    for complaint in &reading.complaints {
        let place = &complaint.place;
        let row = text(&place.row.map(|row| row.to_string()));
        let code = complaint.code().strip_prefix("papers-").unwrap();
        lines.push(format!(
            "complaint {}|{row}|{}|{code}",
            sheet(&place.sheet),
            text(&place.column)
        ));
    }
    lines.push(format!("accept {}", if reading.acceptable() { "yes" } else { "no" }));
    lines.sort();
    lines
}

fn check(name: &str) {
    let stem = name.split_once('-').unwrap().1.rsplit_once('.').unwrap().0;
    let expected = String::from_utf8(bytes_of(&format!("{stem}.expected"))).unwrap();
    let mut expected: Vec<String> =
        expected.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    expected.sort();
    let any_sheet = name.ends_with(".csv");
    assert_eq!(told(&read_file(name), any_sheet), expected, "{name}");
}

macro_rules! files {
    ($($test:ident: $name:literal,)*) => { $(#[test] fn $test() { check($name) })* };
}

files! {
    merged_two_row_heading_xlsx: "01-hai-dong.xlsx",
    merged_two_row_heading_xls: "02-hai-dong.xls",
    merged_two_row_heading_ods: "03-hai-dong.ods",
    formulas_without_values: "04-cong-thuc.xlsx",
    days_of_1904_xlsx: "05-ngay-1904.xlsx",
    days_of_1900_xlsx: "06-ngay-1900.xlsx",
    days_of_1904_xls: "07-ngay-1904.xls",
    abc_fonts: "08-tcvn3.xlsx",
    vni_fonts: "09-vni.xls",
    repeated_heading_and_totals: "10-lap-tieu-de.xlsx",
    long_title: "11-tieu-de-dai.ods",
    two_tabs_and_a_hidden_one: "12-hai-trang.xlsx",
    decomposed_text: "13-nfd.xlsx",
    bands_without_marks: "14-khong-dau.xls",
    one_fault_per_row: "15-loi.xlsx",
    hamlets_flat_xml: "16-ap.fods",
    csv_semicolons: "17-cham-phay.csv",
    csv_utf16: "18-utf16.csv",
    csv_windows_1258: "19-1258.csv",
    csv_abc_fonts: "20-abc.csv",
    formulas_computed_ods: "21-da-tinh.ods",
    two_tabs_ods: "22-hai-trang.ods",
    two_tabs_xls: "23-hai-trang.xls",
    shared_strings_xlsx: "24-hai-dong.xlsx",
}

#[test]
fn a_whole_ward_is_read_alike_from_xlsx_and_ods() {
    let (one, other) = (read_file("vinh-lo.xlsx"), read_file("vinh-lo.ods"));
    assert_eq!(one.rows, other.rows);
    assert_eq!((one.rows.len(), one.complaints.len()), (150, 0));
    // The totals row was checked: it would have complained.
    assert_eq!(one.skipped.len(), 1);
    let khu_pho: std::collections::BTreeSet<_> =
        one.rows.iter().map(|row| row.khu_pho.as_ref().unwrap().shown()).collect();
    assert_eq!(khu_pho.len(), 14);
}

#[test]
fn a_commune_is_filled_down() {
    let reading = read_file("16-ap.fods");
    assert!(reading.rows.iter().all(|row| row.commune.as_deref() == Some("Xã Tân Mẫu")));
}
