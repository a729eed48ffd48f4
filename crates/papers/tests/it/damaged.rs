//! Truncated, mutated and hostile files end in a refusal or a reading, never in a panic, and every
//! row with content is accounted for.

use crate::bytes_of;
use papers::{Limits, Mapping, Refusal, Severity, guess, open, read};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::{Cursor, Write};

const SEEDS: [&str; 9] = [
    "24-hai-dong.xlsx",
    "01-hai-dong.xlsx",
    "02-hai-dong.xls",
    "16-ap.fods",
    "15-loi.xlsx",
    "09-vni.xls",
    "17-cham-phay.csv",
    "19-1258.csv",
    "22-hai-trang.ods",
];

/// Opens, guesses and reads; checks that no row below a heading vanished.
fn survive(name: &str, bytes: &[u8]) {
    let Ok(book) = open(name, bytes, &Limits::default()) else { return };
    let mapping = Mapping::of(&guess(&book));
    let reading = read(&book, &mapping);
    for wanted in &mapping.sheets {
        let sheet = book.sheet(&wanted.sheet).unwrap();
        let of_sheet = |name: &str| name == wanted.sheet;
        let mut accounted: BTreeSet<u32> = BTreeSet::new();
        accounted.extend(reading.rows.iter().filter(|r| of_sheet(&r.sheet)).map(|r| r.row));
        accounted.extend(reading.skipped.iter().filter(|r| of_sheet(&r.sheet)).map(|r| r.row));
        let errors = reading.complaints.iter().filter(|c| c.severity == Severity::Error);
        accounted.extend(errors.filter(|c| of_sheet(&c.place.sheet)).filter_map(|c| c.place.row));
        let first = wanted.header_rows.iter().max().copied().unwrap_or(0);
        for row in sheet.rows.iter().filter(|row| row.index >= first) {
            assert!(accounted.contains(&(row.index + 1)), "{name}: row {} vanished", row.index + 1);
        }
    }
}

/// The same zip with one part's text changed.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::copy(&mut file, &mut content).unwrap();
        made.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        made.write_all(&if name == part { change(content) } else { content }).unwrap();
    }
    made.finish().unwrap().into_inner()
}

fn code_of(name: &str, bytes: &[u8]) -> &'static str {
    open(name, bytes, &Limits::default()).map_or_else(|refusal| refusal.code(), |_| "read")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_short(seed in 0..SEEDS.len(), part in 0.0..1.0f64) {
        let bytes = bytes_of(SEEDS[seed]);
        survive(SEEDS[seed], &bytes[..(bytes.len() as f64 * part) as usize]);
    }

    #[test]
    fn bytes_changed(seed in 0..SEEDS.len(), changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 1..30)) {
        let mut bytes = bytes_of(SEEDS[seed]);
        for (place, byte) in changes {
            let at = (bytes.len() as f64 * place) as usize;
            bytes[at] = byte;
        }
        survive(SEEDS[seed], &bytes);
    }

    #[test]
    fn xml_changed_inside_the_zip(
        which in 0..3usize,
        changes in prop::collection::vec((0.0..1.0f64, "[<>/&;=\"0-9A-Zr ]{0,3}"), 1..6),
        keep in 0.1..1.3f64,
    ) {
        let (name, part) = [
            ("01-hai-dong.xlsx", "xl/worksheets/sheet1.xml"),
            ("03-hai-dong.ods", "content.xml"),
            ("24-hai-dong.xlsx", "xl/sharedStrings.xml"),
        ][which];
        let made = with_part(&bytes_of(name), part, |mut content| {
            for (place, text) in &changes {
                let at = (content.len() as f64 * place) as usize;
                let end = (at + text.len()).min(content.len());
                content.splice(at..end, text.bytes());
            }
            content.truncate((content.len() as f64 * keep) as usize);
            content
        });
        survive(name, &made);
    }

    #[test]
    fn any_table_of_text(rows in prop::collection::vec(prop::collection::vec("[ 0-9.;\"aàổTCKPngÊ-]{0,9}", 0..5), 0..25)) {
        let body: String = rows.iter().map(|row| row.join("\t") + "\n").collect();
        survive("a.csv", format!("Khu phố\tTổ\tSố hộ\tNhân khẩu\tGhi chú\n{body}").as_bytes());
    }
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(code_of("a.xlsx", b"  \n"), "papers-file-empty");
    assert_eq!(code_of("a.xlsx", b"%PDF-1.7"), "papers-file-not-a-sheet");
    assert_eq!(code_of("a.xls", b"<html><table><tr><td>1"), "papers-file-web-page");
    assert_eq!(code_of("a.xlsx", &bytes_of("01-hai-dong.xlsx")[..900]), "papers-file-damaged");
    assert_eq!(code_of("a.xlsx", &bytes_of("02-hai-dong.xls")[..900]), "papers-file-damaged");
    let wrong_name = open("a.csv", &bytes_of("01-hai-dong.xlsx"), &Limits::default()).unwrap();
    assert_eq!(wrong_name.kind, papers::FileKind::Xlsx);
}

#[test]
fn a_table_cut_short_does_not_hang() {
    let made = with_part(&bytes_of("03-hai-dong.ods"), "content.xml", |content| {
        let text = String::from_utf8(content).unwrap();
        let at = text.find("<table:table-row").unwrap();
        text.as_bytes()[..at].to_vec()
    });
    assert_eq!(code_of("a.ods", &made), "papers-file-damaged");
}

#[test]
fn bombs_are_refused() {
    let small = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let bomb =
        with_part(&bytes_of("01-hai-dong.xlsx"), "xl/worksheets/sheet1.xml", |mut content| {
            content.extend(std::iter::repeat_n(b' ', 3 << 20));
            content
        });
    assert!(bomb.len() < 40_000);
    let refusal = open("a.xlsx", &bomb, &small).unwrap_err();
    assert_eq!(refusal, Refusal::UnpacksTooLarge { file: "a.xlsx".into(), limit_mb: 1 });
    // One repeated cell that stands for a million rows.
    let repeated = with_part(&bytes_of("03-hai-dong.ods"), "content.xml", |content| {
        let text = String::from_utf8(content).unwrap();
        text.replacen(
            "<table:table-row ",
            "<table:table-row table:number-rows-repeated=\"1000000\" ",
            1,
        )
        .into_bytes()
    });
    assert_eq!(code_of("a.ods", &repeated), "papers-file-too-long");
    // Two cells at opposite corners.
    let far = with_part(&bytes_of("01-hai-dong.xlsx"), "xl/worksheets/sheet1.xml", |content| {
        let text = String::from_utf8(content).unwrap();
        text.replacen(
            "</sheetData>",
            "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
            1,
        )
        .into_bytes()
    });
    assert_eq!(code_of("a.xlsx", &far), "papers-file-too-long");
    // A count that would set terabytes aside.
    let count = with_part(&bytes_of("24-hai-dong.xlsx"), "xl/sharedStrings.xml", |content| {
        let text = String::from_utf8(content).unwrap();
        text.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1).into_bytes()
    });
    assert_eq!(code_of("a.xlsx", &count), "papers-file-damaged");
    let large = Limits { bytes: 1_000, ..Limits::default() };
    assert_eq!(open("a.xlsx", &bomb, &large).unwrap_err().code(), "papers-file-too-large");
}
