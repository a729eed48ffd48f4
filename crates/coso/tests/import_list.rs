//! The list of units comes in from files as offices and networks really hand them over: cut short, with marks
//! of editors, with wrong rows; and tables of codes are translated from the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use tempfile::TempDir;

const VERSIONS: &str = r#"{"date":"2004-08-31","legal":"1/2003/NĐ-CP: thành lập","provinces":1,"districts":1,"communes":3,"changes":[{"op":"added","level":1,"code":"10","name":"Tỉnh Sông","parent":null},{"op":"added","level":2,"code":"101","name":"Quận Một","parent":"10"},{"op":"added","level":3,"code":"26001","name":"Phường Lan","parent":"101"},{"op":"added","level":3,"code":"00002","name":"Phường Hòa","parent":"101"},{"op":"added","level":3,"code":"00003","name":"Xã Cúc","parent":"101"}]}
{"date":"2010-01-01","legal":"","provinces":1,"districts":1,"communes":3,"changes":[{"op":"renamed","level":3,"code":"26001","name":"Phường Mai","old":"Phường Lan","parent":"101"}]}
"#;
const REFORM: &str = r#"{"data":[{"level1_id":"10","name":"Tỉnh Sông","splits":[{"new_id":"10","name":"Tỉnh Sông"}],"level3s":[
{"level3_id":"26001","name":"Phường Mai","splits":[{"new_id":"26001","name":"Phường Sen"}]},
{"level3_id":"00002","name":"Phường Hòa","splits":[{"new_id":"26001","name":"Phường Sen"},{"new_id":"00003","name":"Xã Súng"}]},
{"level3_id":"00003","name":"Xã Cúc","splits":[{"new_id":"00003","name":"Xã Súng"}]}]}]}"#;

struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().expect("a folder") };
        let made = office.coso(&["migrate"]);
        assert!(made.status.success(), "{made:?}");
        office
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    fn coso(&self, args: &[&str]) -> Output {
        let database = format!("sqlite:{}", self.folder.path().join("coso.db").display());
        let mut command = Command::new(env!("CARGO_BIN_EXE_coso"));
        command.args(args).args(["--database", &database]).env("COSO_LANG", "vi");
        command.output().expect("coso runs")
    }

    /// The sentences of an import that is to be refused, which leaves the database as it was.
    fn refused(&self, kind: &str, file: &Path) -> String {
        let before = self.coso(&["import", "revert"]).stderr;
        let done = self.coso(&["import", kind, shown(file), "--apply"]);
        assert!(!done.status.success(), "{}", text(&done.stdout));
        assert_eq!(self.coso(&["import", "revert"]).stderr, before, "nothing was written");
        text(&done.stderr)
    }

    fn brings(&self, kind: &str, file: &Path) -> String {
        let done = self.coso(&["import", kind, shown(file), "--apply"]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        text(&done.stderr)
    }
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("plain")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).expect("packed");
    packer.finish().expect("packed")
}

#[test]
fn a_file_that_was_cut_short_or_names_what_is_not_there_is_refused_with_what_to_do() {
    let office = Office::new();
    let torn = office.file("torn.jsonl", &VERSIONS[..VERSIONS.len() - 40]);
    let said = office.refused("history", &torn);
    assert!(
        said.contains("Dòng 2: không đọc được") && said.contains("chưa có gì được ghi"),
        "{said}"
    );
    let whole = packed(VERSIONS);
    let cut = office.file("cut.jsonl.gz", &whole[..whole.len() - 20]);
    assert!(office.refused("history", &cut).contains("bị cắt cụt"));
    let wide: Vec<u8> = VERSIONS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = office.file("wide.jsonl", wide);
    assert!(office.refused("history", &wide).contains("không phải văn bản UTF-8"));
    let unknown = VERSIONS
        .replace(r#""code":"26001","name":"Phường Mai""#, r#""code":"98765","name":"Phường Mai""#);
    let said = office.refused("history", &office.file("la.jsonl", unknown));
    assert!(said.contains("mã 98765 (Phường Mai) không có"), "a code is no number: {said}");
    // An editor's mark in front and its line ends are no fault.
    let marked = format!("\u{feff}{}", VERSIONS.replace('\n', "\r\n"));
    office.brings("history", &office.file("marked.jsonl", marked));
    assert!(
        office
            .brings("history", &office.file("lich-su.jsonl.gz", &whole))
            .contains("không có gì mới")
    );
    let other = VERSIONS.replace("Xã Cúc", "Xã Cải");
    assert!(
        office.refused("history", &office.file("khac.jsonl", other)).contains("khác với tệp này")
    );
    let said = office.refused("reform", &office.file("torn.json", &REFORM[..200]));
    assert!(said.contains("mảng “data”"), "{said}");
    let unknown = REFORM.replace(r#""level3_id":"00003""#, r#""level3_id":"98765""#);
    let said = office.refused("reform", &office.file("la.json", unknown));
    assert!(said.contains("Mã cũ 98765") && said.contains("Đơn vị cũ 00003"), "{said}");
    office.brings("reform", &office.file("sap-xep.json", REFORM));
    let other = REFORM.replace(r#",{"new_id":"00003","name":"Xã Súng"}]}"#, "]}");
    let said = office.refused("reform", &office.file("khac.json", other));
    assert!(said.contains("00002 → 00003 chỉ có ở một bên"), "{said}");
}

#[test]
fn a_list_from_a_spreadsheet_is_told_row_by_row_and_taken_back_by_the_identity_that_was_said() {
    let office = Office::new();
    office.brings("history", &office.file("lich-su.jsonl", VERSIONS));
    office.brings("reform", &office.file("sap-xep.json", REFORM));
    let faulty = "Danh mục;;\nMã;Tên;Mã cấp trên\n10;Tỉnh Sông;\n26001;Sen;10\n3;Xã Súng;11\n;;\n;Cộng: 3;\n";
    let list = office.file("danh-muc.csv", faulty);
    let args = ["import", "units", shown(&list), "--on", "2199-01-01", "--apply"];
    let said = text(&office.coso(&args).stderr);
    assert!(
        said.contains("mục thứ) 4: tên “Sen”") && said.contains("5: Xã Súng thuộc mã 11"),
        "{said}"
    );
    std::fs::write(&list, faulty.replace("Sen;10", "Phường Sen;10").replace(";11", ";10"))
        .expect("mended");
    assert!(text(&office.coso(&args).stderr).contains("không có gì mới"), "3 is 00003");
    let renamed = "Mã;Tên;Mã cấp trên\n10;Tỉnh Sông;\n26001;Phường Sen Hồng;10\n3;Xã Súng;10\n";
    std::fs::write(&list, renamed).expect("written");
    let before = office.coso(&["import", "revert"]).stderr;
    let said = text(&office.coso(&args).stderr);
    let id = said.rsplit(' ').next().expect("an identity").trim().to_owned();
    assert!(
        said.contains("coso import revert")
            && text(&office.coso(&["import", "revert"]).stderr).contains(&id)
    );
    assert!(office.coso(&["import", "revert", &id]).status.success());
    let after = text(&office.coso(&["import", "revert"]).stderr);
    assert!(after.starts_with(&text(&before)) && after.contains("(đã rút lại)"), "{after}");
}

#[test]
fn a_table_is_translated_whatever_program_saved_it_and_no_row_is_lost() {
    let office = Office::new();
    office.brings("history", &office.file("lich-su.jsonl", VERSIONS));
    office.brings("reform", &office.file("sap-xep.json", REFORM));
    let rows = "Bảng hồ sơ;;\nSTT;Mã xã;Người nộp\n1;26001;An\n2;2;Bình\n3;\n4;99999;\"Chi; Dũng\"\n5;Phường Hoà;Em\n";
    let table = |name: &str, bytes: &[u8], more: &[&str]| {
        let file = office.file(name, bytes);
        let args = [&["translate", "--table", shown(&file), "--from", "2020-01-01"], more].concat();
        let done = office.coso(&args);
        assert!(done.status.success(), "{name}: {}", text(&done.stderr));
        (text(&done.stdout), text(&done.stderr))
    };
    let (out, said) = table("ho-so.csv", rows.as_bytes(), &[]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "Bảng hồ sơ;;");
    assert_eq!(lines[1], "STT;Mã xã;Người nộp;new_code;new_name;new_above;share;method;note");
    assert_eq!(lines[2], "1;26001;An;26001;Phường Sen;Tỉnh Sông;100.00;counted;");
    let halves = [
        "2;2;Bình;00003;Xã Súng;Tỉnh Sông;50.00;estimate;",
        "2;2;Bình;26001;Phường Sen;Tỉnh Sông;50.00;estimate;",
    ];
    assert!(halves.iter().all(|half| lines[3..5].contains(half)), "a divided ward: {out}");
    assert_eq!(lines[5], "3;;;;;;;;empty", "a short row keeps its columns");
    assert_eq!(lines[6], "4;99999;\"Chi; Dũng\";;;;;;unknown");
    assert_eq!(lines.len(), 9, "the name of two tones is the code 2 again: {out}");
    assert!(said.contains("5 dòng; 2 dòng có ghi chú"), "{said}");
    let (of_head, _) = table("ho-so.csv", rows.as_bytes(), &["--column", "mã XÃ"]);
    assert_eq!(of_head, out);
    // Excel's "Unicode text": UTF-16 with tabs.
    let tabs = rows.replace("\"Chi; Dũng\"", "Chi").replace(';', "\t");
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(tabs.encode_utf16().flat_map(u16::to_le_bytes));
    let (wide, _) = table("ho-so.txt", &wide, &[]);
    assert_eq!(wide.lines().count(), 9, "{wide}");
    // Out as a workbook, and back from it.
    let book = office.folder.path().join("moi.xlsx");
    let (none, _) = table("ho-so.csv", rows.as_bytes(), &["--out", shown(&book)]);
    assert!(none.is_empty());
    let again = std::fs::read(&book).expect("a workbook");
    let (again, _) = table("lai.xlsx", &again, &["--column", "new_code", "--to", "2025-07-01"]);
    assert!(again.contains("Chi; Dũng") && again.lines().count() >= 9, "{again}");
    let file = office.file("khong.csv", "a,b\n1,2\n");
    let done = office.coso(&["translate", "--table", shown(&file), "--from", "2020-01-01"]);
    assert!(
        !done.status.success() && text(&done.stderr).contains("Không cột nào có mã"),
        "{done:?}"
    );
}
