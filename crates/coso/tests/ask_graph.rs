//! What an instance file can be asked beside the best plan, end to end: why there is no plan, several
//! plans, the front of two figures, objectives level by level, and a plan repaired.

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

/// The line of JSON, and what was said; no sentence lacks its words.
fn answered(output: &Output, status: i32) -> (Value, String) {
    let said = complaint(output);
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(!said.contains('⟦'), "{said}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (serde_json::from_str(text.lines().last().expect("a line")).expect("JSON"), said)
}

fn write(folder: &TempDir, name: &str, value: &Value) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, value.to_string()).expect("a scratch file");
    path.display().to_string()
}

/// A row of four old groups of 100 and, behind a ditch, an island of 50.
fn island() -> Value {
    json!({
        "name": "island", "min": 200, "max": 300, "pop": [100, 100, 100, 100, 50],
        "edges": [[0, 1], [1, 2], [2, 3]], "barriers": [[[3, 4]]], "apart": [[0, 3]]
    })
}

/// Four by three old groups of 100 each, six old units of two.
fn town() -> Value {
    let mut edges = Vec::new();
    for at in 0..12 {
        if at % 4 < 3 {
            edges.push([at, at + 1]);
        }
        if at < 8 {
            edges.push([at, at + 4]);
        }
    }
    let weights: Vec<f64> = (0..edges.len()).map(|edge| f64::from(edge as u32 % 5 + 1)).collect();
    json!({
        "name": "town", "min": 200, "max": 400, "target": 300, "pop": vec![100; 12],
        "edges": edges, "w": weights, "pred": [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    })
}

#[test]
fn what_stands_in_the_way_is_explained_and_what_opening_it_brings() {
    let folder = TempDir::new().expect("a scratch folder");
    let file = write(&folder, "island.json", &island());
    let (line, said) = answered(&coso(&["draw", "graph", &file, "--explain"]), 1);
    assert_eq!(line["verdict"], json!("districting-verdict-none"));
    assert_eq!(line["reasons"][0]["code"], json!("districting-no-whole-number"));
    assert_eq!(
        (&line["reasons"][0]["concerns"], &line["plan"]["out_of_range"]),
        (&json!([4]), &json!(1))
    );
    assert_eq!(
        line["reasons"][0]["cures"],
        json!([{ "code": "districting-cure-min", "size": 50 }])
    );
    let first = &line["relaxed"][0];
    assert_eq!((&first["code"], &first["list"]), (&json!("districting-rule-barrier"), &json!(0)));
    assert_eq!(first["change"]["out_of_range"], json!(-1));
    assert!(said.contains("With barrier 0 opened"), "{said}");
    assert!(said.contains("The minimum must be lowered to 50"), "{said}");

    let (line, said) = answered(&coso(&["draw", "graph", &file, "--explain", "--min", "50"]), 0);
    assert_eq!(line["verdict"], json!("districting-verdict-exists"));
    assert!(said.contains("There is a plan that keeps all rules"), "{said}");
    let steps = ["draw", "graph", &file, "--explain", "--step", "150", "--lang", "vi"];
    let (line, said) = answered(&coso(&steps), 1);
    let sizes: Vec<&Value> = line["relaxed"].as_array().expect("rules").iter().collect();
    assert!(sizes.iter().any(|rule| rule["code"] == "districting-rule-min" && rule["size"] == 50));
    assert!(said.contains("Mức nhỏ nhất là 50 hộ"), "{said}");
}

#[test]
fn several_plans_lie_apart_as_asked_and_are_written() {
    let folder = TempDir::new().expect("a scratch folder");
    let file = write(&folder, "town.json", &town());
    let out = folder.path().join("plans.json").display().to_string();
    let ask = ["draw", "graph", &file, "--alternatives", "3", "--apart", "0.25", "--out", &out];
    let (line, said) = answered(&coso(&ask), 0);
    let plans = line["plans"].as_array().expect("plans");
    assert_eq!((plans.len(), &line["ended"]), (3, &json!("districting-alternatives-enough")));
    assert_eq!(plans[0]["apart"], Value::Null);
    assert!(plans[1..].iter().all(|plan| plan["apart"].as_f64() >= Some(0.25)), "{line}");
    assert!(plans[1..].iter().all(|plan| plan["value"].as_f64() >= plans[0]["value"].as_f64()));
    assert!(said.contains("Plan 3:"), "{said}");
    let text = std::fs::read_to_string(out).expect("the plans");
    let written: Value = serde_json::from_str(&text).expect("JSON");
    for plan in written["assignments"].as_array().expect("plans") {
        let plan = write(&folder, "one.json", &json!({ "assignment": plan }));
        answered(&coso(&["check", "graph", &file, &plan]), 0);
    }
    let bad = coso(&["draw", "graph", &file, "--alternatives", "3", "--apart", "7"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(complaint(&bad).contains("--apart cannot be 7"), "{}", complaint(&bad));
}

#[test]
fn a_front_goes_from_the_least_of_one_figure_to_the_least_of_the_other() {
    let folder = TempDir::new().expect("a scratch folder");
    let file = write(&folder, "town.json", &town());
    let (line, said) = answered(&coso(&["draw", "graph", &file, "--front", "cut,moved"]), 0);
    let front = line["front"].as_array().expect("plans");
    assert!(!front.is_empty() && front.iter().any(|plan| plan["proven"] == json!(true)), "{line}");
    for two in front.windows(2) {
        assert!(two[0]["cut"].as_f64() < two[1]["cut"].as_f64(), "{line}");
        assert!(two[0]["moved"].as_f64() > two[1]["moved"].as_f64(), "{line}");
    }
    assert_eq!(line["least"][0], front[0]["cut"]);
    assert!(said.contains("no plan is better in one and not worse in the other"), "{said}");
    let one = coso(&["draw", "graph", &file, "--front", "cut"]);
    assert_eq!(one.status.code(), Some(2));
    assert!(complaint(&one).contains("two different figures"), "{}", complaint(&one));
}

#[test]
fn a_plan_is_repaired_and_what_is_kept_and_held_stays() {
    let folder = TempDir::new().expect("a scratch folder");
    let file = write(&folder, "town.json", &town());
    let out = folder.path().join("repaired.json").display().to_string();
    // Unit 9 has one group only, group 7 no unit yet.
    let broken = json!({ "assignment": [9, 1, 1, 1, 2, 2, 2, null, 3, 3, 3, 3] });
    let plan = write(&folder, "broken.json", &broken);
    let (line, said) = answered(&coso(&["repair", "graph", &file, &plan, "--out", &out]), 0);
    assert_eq!((&line["households"], &line["fewest"]), (&json!(100), &json!(true)), "{line}");
    assert!(said.contains("Fewer households cannot change"), "{said}");
    assert!(said.contains("Group 7: in no unit yet"), "{said}");
    answered(&coso(&["check", "graph", &file, &out]), 0);

    let keep = ["repair", "graph", &file, &plan, "--keep", "3", "--hold", "1", "--hold", "4"];
    let (line, _) = answered(&coso(&keep), 0);
    let moved: Vec<i64> =
        line["moves"].as_array().expect("moves").iter().filter_map(|own| own[0].as_i64()).collect();
    assert!([1, 4, 8, 9, 10, 11].iter().all(|stays| !moved.contains(stays)), "{line}");

    let sound = json!({ "assignment": [0, 0, 0, 5, 0, 4, 4, 5, 6, 6, 4, 5] });
    let sound = write(&folder, "sound.json", &sound);
    let (line, _) = answered(&coso(&["repair", "graph", &file, &sound]), 0);
    assert_eq!((&line["households"], &line["moves"]), (&json!(0), &json!([])));

    for (wrong, said) in [
        (vec!["--keep", "77"], "No group lies in unit 77"),
        (vec!["--hold", "7"], "Group 7 lies in no unit yet"),
    ] {
        let refused = coso(&[&["repair", "graph", &file, &plan], &wrong[..]].concat());
        assert_eq!(refused.status.code(), Some(2));
        assert!(complaint(&refused).contains(said), "{}", complaint(&refused));
    }
    let (line, _) =
        answered(&coso(&["repair", "graph", &file, &plan, "--min", "500", "--max", "550"]), 1);
    assert_eq!(line["reason"], json!("districting-no-whole-number"));
}

#[test]
fn links_and_barriers_of_a_file_are_refused_where_they_name_no_group() {
    let folder = TempDir::new().expect("a scratch folder");
    for (key, value, said) in [
        ("apart", json!([[0, 9]]), "names group 9"),
        ("locked", json!([[7]]), "names group 7"),
        ("barriers", json!([[[3, 8]]]), "barriers[0] names group 8"),
    ] {
        let mut bad = island();
        bad[key] = value;
        let file = write(&folder, "bad.json", &bad);
        let refused = coso(&["draw", "graph", &file, "--explain"]);
        assert_eq!(refused.status.code(), Some(2), "{}", complaint(&refused));
        assert!(complaint(&refused).contains(said), "{}", complaint(&refused));
    }
}

#[test]
fn objectives_are_taken_level_by_level_and_the_proof_of_each_is_checked() {
    let folder = TempDir::new().expect("a scratch folder");
    // Two ways to cut the row are as cheap; one of them leaves the old unit whole.
    let row = json!({
        "name": "row", "min": 100, "max": 300, "k": 2, "pop": [100, 100, 100, 100],
        "edges": [[0, 1], [1, 2], [2, 3]], "w": [2, 3, 2], "pred": [1, 1, 1, 2], "heirs": "once",
        "x": [0, 100, 200, 300], "y": [0, 0, 0, 0], "houses": [{"atom": 0, "position": [0, 0]}]
    });
    let file = write(&folder, "row.json", &row);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (plan, proof) = (at("plan.json"), at("proof.json"));
    let order = "cut,moved,walking";
    let drawn =
        coso(&["draw", "graph", &file, "--order", order, "--out", &plan, "--certificate", &proof]);
    let (line, said) = answered(&drawn, 0);
    let values: Vec<_> = (0..3).map(|at| line["levels"][at]["value"].as_f64()).collect();
    assert_eq!(values, vec![Some(2.0), Some(0.0), Some(60_000.0)], "{said}");
    assert!((0..3).all(|at| line["levels"][at]["proven"] == json!(true)), "{line}");

    let (line, _) = answered(&coso(&["certify", &file, &plan, &proof]), 0);
    assert_eq!((&line["holds"], &line["levels"][1]["best"]), (&json!(true), &json!(true)));
    let text = std::fs::read_to_string(&proof).expect("the proof");
    let mut looser: Value = serde_json::from_str(&text).expect("JSON");
    looser["levels"][0]["limit"] = json!(3.0);
    let looser = write(&folder, "looser.json", &looser);
    let (line, _) = answered(&coso(&["certify", &file, &plan, &looser]), 1);
    assert_eq!(line["holds"], json!(false));

    // With one of the border to give away, sizes decide.
    let (line, _) = answered(&coso(&["draw", "graph", &file, "--order", "cut:1,deviation"]), 0);
    assert_eq!((&line["terms"]["cut"], &line["levels"][0]["limit"]), (&json!(3.0), &json!(3.0)));
    let wrong = coso(&["draw", "graph", &file, "--order", "cut,people"]);
    assert!(complaint(&wrong).contains("people") && wrong.status.code() == Some(2));
}
