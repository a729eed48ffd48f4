//! `coso draw list`, end to end: an office's list with a column of neighbours, a list with a second
//! file of pairs, and lists that do not say enough.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

fn coso(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coso"));
    command.args(args).env("COSO_LANG", "en").output().expect("coso starts")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn last_line(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {text}{}", complaint(output)))
}

fn fixture(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).display().to_string()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|_| panic!("{name} is written"))
}

#[test]
fn a_list_with_neighbours_is_drawn_by_the_rulebook_and_the_check_agrees() {
    let folder = TempDir::new().expect("a scratch folder");
    let out = folder.path().join("kq");
    let shown = out.display().to_string();
    let list = fixture("tests/files/giap-ranh.xlsx");
    let drawn = coso(&["draw", "list", &list, "--steps", "2000", "--out", &shown]);
    assert_eq!(drawn.status.code(), Some(0), "{}", complaint(&drawn));
    assert!(
        complaint(&drawn).contains("At least 500 households: Kế hoạch"),
        "{}",
        complaint(&drawn)
    );
    let line = last_line(&drawn);
    let told = [&line["instance"], &line["k"], &line["out_of_range"], &line["contiguous"]];
    assert_eq!(told, [&json!("giap-ranh"), &json!(5), &json!(0), &json!(true)]);
    assert_eq!((&line["groups"], &line["households"]), (&json!(30), &json!(2992)));
    let plan: Value = serde_json::from_str(&read(&out, "plan.json")).expect("JSON");
    assert_eq!(plan["notice"], json!("Plan – without legal force"));
    let sum = |key: &str| -> u64 {
        let list = plan[key].as_array().expect("a list");
        list.iter().map(|one| one["households"].as_u64().expect("a number")).sum()
    };
    assert_eq!((sum("units"), sum("groups")), (2992, 2992));
    let table = read(&out, "units.csv");
    assert_eq!(table.lines().count(), 6, "a heading and five units: {table}");
    assert!(read(&out, "summary.txt").starts_with("Plan – without"));
    let [graph, plan] =
        ["graph.json", "plan.json"].map(|name| out.join(name).display().to_string());
    let checked = coso(&["check", "graph", &graph, &plan]);
    assert_eq!(checked.status.code(), Some(0), "{}", complaint(&checked));
    assert_eq!(last_line(&checked)["value"], line["value"]);
    let proof = out.join("certificate.json").display().to_string();
    let certified = coso(&["certify", &graph, &plan, &proof]);
    assert_eq!(certified.status.code(), Some(0), "{}", complaint(&certified));
    assert_eq!(last_line(&certified)["best"], json!(true), "{}", complaint(&certified));
}

#[test]
fn a_list_is_asked_why_and_for_other_plans_in_the_names_of_its_groups() {
    let folder = TempDir::new().expect("a scratch folder");
    let out = folder.path().join("kq");
    let shown = out.display().to_string();
    let list = fixture("tests/files/giap-ranh.xlsx");
    let run = |more: &[&str]| {
        let args = ["draw", "list", list.as_str(), "--steps", "4000", "--out", shown.as_str()];
        coso(&[&args[..], more].concat())
    };
    let explained = run(&["--explain"]);
    assert_eq!(explained.status.code(), Some(0), "{}", complaint(&explained));
    let line = last_line(&explained);
    assert_eq!((&line["exists"], &line["rules"]["min"]), (&json!(true), &json!(500)));
    let codes: Vec<&str> = line["relaxed"]
        .as_array()
        .expect("rules")
        .iter()
        .map(|one| one["rule"]["code"].as_str().expect("a code"))
        .collect();
    assert!(codes.contains(&"rule-min-lower") && codes.contains(&"rule-max-higher"), "{codes:?}");
    assert!(read(&out, "explained.txt").contains("The most raised to"), "the words of the pages");
    let tight = run(&["--explain", "--min", "60", "--max", "80", "--k", "3"]);
    assert_eq!(tight.status.code(), Some(1), "three units of 80 cannot hold all");
    let said = complaint(&tight);
    assert!(
        said.contains("households, more than a unit may have.") && said.contains("Tổ"),
        "{said}"
    );

    let several = run(&["--alternatives", "3", "--apart", "0.15"]);
    assert_eq!(several.status.code(), Some(0), "{}", complaint(&several));
    let plans: Value = serde_json::from_str(&read(&out, "alternatives.json")).expect("JSON");
    let plans = plans["assignments"].as_array().expect("plans").clone();
    assert_eq!(last_line(&several)["plans"].as_array().expect("figures").len(), plans.len());
    for (at, plan) in plans.iter().enumerate() {
        let file = out.join(format!("p{at}.json"));
        std::fs::write(&file, json!({ "assignment": plan }).to_string()).expect("a scratch file");
        let graph = out.join("graph.json").display().to_string();
        let checked = coso(&["check", "graph", &graph, &file.display().to_string()]);
        assert_eq!(checked.status.code(), Some(0), "{}", complaint(&checked));
    }
    let front = run(&["--front", "cut,moved"]);
    assert_eq!(front.status.code(), Some(0), "{}", complaint(&front));
    assert!(!last_line(&front)["front"].as_array().expect("points").is_empty());
    read(&out, "front.json");

    let proof = folder.path().join("chung-chi.json").display().to_string();
    let drawn = run(&["--certificate", &proof]);
    assert_eq!(drawn.status.code(), Some(0), "{}", complaint(&drawn));
    let [graph, plan] =
        ["graph.json", "plan.json"].map(|name| out.join(name).display().to_string());
    let certified = coso(&["certify", &graph, &plan, &proof]);
    assert_eq!(certified.status.code(), Some(0), "{}", complaint(&certified));
}

#[test]
fn a_second_file_says_what_touches_and_a_canal_separates() {
    let folder = TempDir::new().expect("a scratch folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a scratch file");
        path.display().to_string()
    };
    let list = write("list.csv", "Khu phố,Tổ,Số hộ\n1,1,50\n1,2,50\n1,3,50\n1,4,50\n");
    let out = folder.path().display().to_string();
    let draw = |pairs: &str| {
        let pairs = write("pairs.csv", pairs);
        let rules = ["--min", "90", "--max", "110", "--steps", "500", "--out", &out];
        coso(&[&["draw", "list", &list, "--adjacency", &pairs], &rules[..]].concat())
    };
    let drawn = draw("Tổ 1,Tổ 2,80,kênh\nTổ 2,Tổ 3\nTổ 3,Tổ 4,,kênh,x\nTổ 4,Tổ 1\n");
    assert_eq!(drawn.status.code(), Some(0), "{}", complaint(&drawn));
    let plan: Value = serde_json::from_str(&read(folder.path(), "plan.json")).expect("JSON");
    assert_eq!(plan["assignment"], json!([0, 1, 1, 0]), "nobody crosses the canal to tổ 2");
    let unknown = draw("Tổ 1,Tổ 2\nTổ 1,Tổ 9\n");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(complaint(&unknown).contains("row 2: the list has no group “Tổ 9”"));
}

#[test]
fn a_list_that_does_not_say_enough_ends_with_two_and_what_to_add() {
    let folder = TempDir::new().expect("a scratch folder");
    let out = folder.path().display().to_string();
    let bare = fixture("../papers/tests/files/vinh-lo.xlsx");
    let drawn = coso(&["draw", "list", &bare, "--out", &out]);
    assert_eq!(drawn.status.code(), Some(2));
    for word in ["Giáp ranh", "--adjacency"] {
        assert!(complaint(&drawn).contains(word), "{}", complaint(&drawn));
    }
    let other = coso(&["draw", "list", &bare, "--sheet", "Tờ 9", "--out", &out]);
    assert_eq!(other.status.code(), Some(2));
    assert!(complaint(&other).contains("Danh sách"), "the sheets there are: {}", complaint(&other));
    let faulty =
        coso(&["draw", "list", &fixture("../papers/tests/files/15-loi.xlsx"), "--out", &out]);
    assert_eq!(faulty.status.code(), Some(2));
    assert!(complaint(&faulty).contains("row 2, column C"), "{}", complaint(&faulty));
    let missing = coso(&["draw", "list", "/nowhere/list.xlsx", "--out", &out]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn no_plan_ends_with_one_and_the_reason() {
    let folder = TempDir::new().expect("a scratch folder");
    let out = folder.path().display().to_string();
    let list = fixture("tests/files/giap-ranh.xlsx");
    let drawn = coso(&["draw", "list", &list, "--k", "20", "--steps", "200", "--out", &out]);
    assert_eq!(drawn.status.code(), Some(1), "{}", complaint(&drawn));
    let line = last_line(&drawn);
    assert!(line["reason"].is_string() || line["out_of_range"] != json!(0), "{line}");
}
