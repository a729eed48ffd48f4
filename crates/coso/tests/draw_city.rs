//! `coso draw city`, end to end: a folder with a broken file, a run killed in the midst and gone on
//! with, one thread against two, and the communes of a database.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "../src/intake.rs"]
mod intake;

const COMMUNES: u32 = 6;

fn coso(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coso"));
    command.args(args).env("COSO_LANG", "en");
    command
}

fn run(args: &[&str]) -> Output {
    coso(args).output().expect("coso starts")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines on stdout by commune, without what differs from run to run.
fn lines(output: &Output) -> BTreeMap<String, Value> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = |line: &str| {
        let mut value: Value = serde_json::from_str(line).expect("a line of JSON");
        value.as_object_mut().expect("an object").remove("seconds");
        (value["commune"].as_str().expect("a commune").to_owned(), value)
    };
    text.lines().map(line).collect()
}

fn report(out: &Path) -> Value {
    let text = std::fs::read_to_string(out.join("report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
}

fn file(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is written", path.display()))
}

/// Communes on grids of groups of 60 to 119 households.
fn city() -> TempDir {
    let folder = TempDir::new().expect("a scratch folder");
    for number in 1..=COMMUNES {
        let (width, height) = (6 + number % 3, 8);
        let at = |x: u32, y: u32| y * width + x;
        let cells = || (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let size = |(x, y): (u32, u32)| 60 + (x * 37 + y * 23 + number * 11) % 60;
        let right = cells().filter(|&(x, _)| x + 1 < width).map(|(x, y)| (at(x, y), at(x + 1, y)));
        let down = cells().filter(|&(_, y)| y + 1 < height).map(|(x, y)| (at(x, y), at(x, y + 1)));
        let edges: Vec<(u32, u32)> = right.chain(down).collect();
        let value = json!({
            "name": format!("Phường {number}"), "min": 500, "max": 650, "target": 575,
            "pop": cells().map(size).collect::<Vec<_>>(),
            "pred": cells().map(|(x, y)| x / 3 + 10 * (y / 2)).collect::<Vec<_>>(),
            "w": edges.iter().map(|&(u, v)| f64::from((u * 7 + v * 3) % 13 + 2) + 0.37).collect::<Vec<_>>(),
            "edges": edges,
        });
        let path = folder.path().join(format!("p{number}.json"));
        std::fs::write(path, value.to_string()).expect("a scratch file");
    }
    folder
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_broken_file_is_complained_of_and_the_others_are_drawn_and_certified() {
    let city = city();
    let list = "Khu phố,Tổ,Số hộ,Giáp\n1,1,nhiều,2\n1,2,50,1\n";
    std::fs::write(city.path().join("hong.csv"), list).expect("a scratch file");
    let out = city.path().join("kq");
    let drawn = run(&[
        "draw",
        "city",
        &shown(city.path()),
        "--certify",
        "--steps",
        "4000",
        "--out",
        &shown(&out),
    ]);
    assert_eq!(drawn.status.code(), Some(1), "one was refused: {}", complaint(&drawn));
    let said = complaint(&drawn);
    let complained: Vec<&str> = said.lines().filter(|line| line.contains("hong.csv")).collect();
    assert_eq!(complained.len(), 1, "{said}");
    assert!(complained[0].contains("row 2, column C"), "{said}");
    let lines = lines(&drawn);
    assert_eq!(lines.len() as u32, COMMUNES + 1);
    assert_eq!(lines["hong"]["state"], json!("refused"));
    let report = report(&out);
    let totals = &report["totals"];
    assert_eq!((&totals["drawn"], &totals["refused"]), (&json!(COMMUNES), &json!(1)));
    assert_eq!(totals["not_certified"], json!(0));
    assert_eq!(
        totals["households"],
        lines.values().filter_map(|l| l["households"].as_u64()).sum::<u64>()
    );
    for number in 1..=COMMUNES {
        let line = &lines[&format!("p{number}")];
        assert_eq!(
            (&line["contiguous"], &line["out_of_range"]),
            (&json!(true), &json!(0)),
            "{line}"
        );
        let own = out.join(format!("communes/p{number}"));
        let [graph, plan, proof] =
            ["graph.json", "plan.json", "certificate.json"].map(|f| own.join(f));
        let checked = run(&["check", "graph", &shown(&graph), &shown(&plan)]);
        assert_eq!(checked.status.code(), Some(0), "{}", complaint(&checked));
        if proof.exists() {
            let files = [graph, plan, proof].map(|path| shown(&path));
            let certified = run(&["certify", &files[0], &files[1], &files[2]]);
            assert_eq!(certified.status.code(), Some(0), "{}", complaint(&certified));
        } else {
            assert!(line["bound"].is_null() || line["proof"] == json!("proven"), "{line}");
        }
    }
    let page = file(out.join("report.html"));
    assert!(page.contains("Phường 3") && page.contains("row 2, column C"), "{page}");
}

#[test]
fn one_thread_and_two_draw_the_same_city() {
    let city = city();
    let [one, two] = [1, 2].map(|threads| {
        let out = city.path().join(format!("kq-{threads}"));
        let threads = threads.to_string();
        let args = [
            "draw",
            "city",
            &shown(city.path()),
            "--threads",
            &threads,
            "--out",
            &shown(&out),
            "--steps",
            "2000",
        ];
        let drawn = run(&args);
        assert_eq!(drawn.status.code(), Some(0), "{}", complaint(&drawn));
        (
            lines(&drawn),
            (1..=COMMUNES)
                .map(|n| file(out.join(format!("communes/p{n}/plan.json"))))
                .collect::<Vec<_>>(),
        )
    });
    assert_eq!(one, two);
}

#[test]
fn a_killed_run_leaves_whole_results_and_is_gone_on_with() {
    let city = city();
    let out = city.path().join("kq");
    let args = [
        "draw",
        "city",
        &shown(city.path()),
        "--threads",
        "1",
        "--steps",
        "6000",
        "--out",
        &shown(&out),
    ];
    let mut child =
        coso(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("coso starts");
    let began = Instant::now();
    let whole = || {
        let found = std::fs::read_dir(out.join("communes")).into_iter().flatten().flatten();
        found.filter(|one| !one.file_name().to_string_lossy().ends_with(".part")).count()
    };
    while whole() < 2 {
        assert!(began.elapsed() < Duration::from_secs(120), "two communes are drawn in time");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    let kept = whole();
    // What a kill in the midst of writing leaves, a torn file, and something foreign.
    std::fs::create_dir_all(out.join("communes/p9.123.part")).expect("left over");
    let torn = std::fs::read_dir(out.join("communes")).expect("a folder").flatten();
    let torn =
        torn.map(|one| one.path()).find(|path| path.join("plan.json").exists()).expect("one");
    std::fs::write(torn.join("plan.json"), "{\"assignment\": [0,").expect("torn");
    let second = run(&args);
    assert_eq!(second.status.code(), Some(0), "{}", complaint(&second));
    let count = |output: &Output, state: &str| {
        lines(output).values().filter(|line| line["state"] == json!(state)).count()
    };
    assert_eq!(count(&second, "skipped"), kept - 1, "the torn one is drawn again");
    assert_eq!(count(&second, "drawn"), COMMUNES as usize - (kept - 1));
    assert!(complaint(&second).contains("is not whole"), "{}", complaint(&second));
    assert!(!out.join("communes/p9.123.part").exists());
    let third = run(&args);
    assert_eq!(count(&third, "skipped"), COMMUNES as usize);
    let again = run(&[&args[..], &["--again"]].concat());
    assert_eq!(count(&again, "drawn"), COMMUNES as usize);
    let strip = |output: &Output| {
        let mut all = lines(output);
        all.values_mut().for_each(|line| line["state"] = Value::Null);
        all
    };
    assert_eq!(strip(&third), strip(&again), "what was kept is what would be drawn");
}

#[test]
fn an_interrupted_run_finishes_its_line_reports_what_is_done_and_is_gone_on_with() {
    let city = city();
    let out = city.path().join("kq");
    let shown_out = shown(&out);
    let args = ["draw", "city", &shown(city.path()), "--threads", "1", "--steps", "6000", "--out"];
    let args = [&args[..], &[shown_out.as_str()]].concat();
    let mut child = coso(&args);
    let child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("coso starts");
    let began = Instant::now();
    while !out.join("communes").is_dir()
        || std::fs::read_dir(out.join("communes")).expect("a folder").next().is_none()
    {
        assert!(began.elapsed() < Duration::from_secs(120), "a commune is drawn in time");
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill is there").success());
    let output = child.wait_with_output().expect("coso ends");
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    let done = lines(&output).len() as u64;
    let first = report(&out);
    let totals = &first["totals"];
    assert!(done >= 1 && done < u64::from(COMMUNES), "{totals}");
    assert_eq!((&totals["drawn"], &totals["refused"]), (&json!(done), &json!(0)));
    assert_eq!(totals["left"], json!(u64::from(COMMUNES) - done));
    let said = complaint(&output);
    assert!(said.contains("Run this very command again"), "{said}");
    assert!(file(out.join("report.html")).contains("Not come to yet"));
    let second = run(&args);
    assert_eq!(second.status.code(), Some(0), "{}", complaint(&second));
    let totals = &report(&out)["totals"];
    assert_eq!((&totals["skipped"], &totals["left"]), (&json!(done), &json!(0)));
}

#[test]
fn nothing_to_draw_ends_with_two_and_what_to_do() {
    let folder = TempDir::new().expect("a scratch folder");
    let out = folder.path().join("kq");
    let drawn = run(&["draw", "city", &shown(folder.path()), "--out", &shown(&out)]);
    assert_eq!(drawn.status.code(), Some(2));
    assert!(complaint(&drawn).contains("--database"), "{}", complaint(&drawn));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_communes_of_a_database_are_drawn_and_nothing_is_written_there() {
    draw_a_database(store::testing::sqlite().await).await;
    if let Some(fresh) = store::testing::postgres().await {
        draw_a_database(fresh).await;
    }
}

async fn draw_a_database(fresh: store::testing::Fresh) {
    let desk = desk::Desk::new(
        fresh.store.clone(),
        std::sync::Arc::new(Midnight),
        std::sync::Arc::new(units::rulebook::Rulebook::built_in()),
    );
    let commune = sample::default_commune();
    let (id, households) = (commune.id, commune.households().count());
    desk::intake::commune(&desk, None, intake::intake_of(&commune)).await.expect("taken in");
    let before =
        store::registry::revision(&desk.store.read(), &desk::authority::system_scope(), id)
            .await
            .expect("a revision");
    drop(desk);
    let database = fresh.close().await;
    let folder = TempDir::new().expect("a scratch folder");
    let out = folder.path().join("kq");
    let rules = folder.path().join("rules.toml");
    std::fs::write(&rules, sample::RULES).expect("a scratch file");
    let (rules, shown_out) = (shown(&rules), shown(&out));
    let more = ["--steps", "500", "--rules", &rules, "--out", &shown_out];
    let args = [&["draw", "city", "--database", &database.url], &more[..]].concat();
    let drawn = run(&args);
    assert_eq!(drawn.status.code(), Some(0), "{}", complaint(&drawn));
    let all = lines(&drawn);
    let line = all.values().next().expect("one commune");
    assert_eq!(line["households"], json!(households));
    let told = [&line["name"], &line["kind"], &line["contiguous"], &line["out_of_range"]];
    assert_eq!(told, [&json!("Xã Tân Rạch"), &json!("ap"), &json!(true), &json!(0)]);
    let plan: Value = serde_json::from_str(&file(
        out.join("communes").join(line["commune"].as_str().expect("a key")).join("plan.json"),
    ))
    .expect("JSON");
    let name = plan["groups"][0]["name"].as_str().expect("a name");
    assert!(name.contains("Tổ") || name.contains("tổ"), "{name}");
    let second = run(&args);
    assert!(lines(&second).values().all(|line| line["state"] == json!("skipped")));
    let store = store::Store::open(&database.url, &store::testing::options()).await.expect("open");
    let after = store::registry::revision(&store.read(), &desk::authority::system_scope(), id)
        .await
        .expect("a revision");
    assert_eq!(after, before);
    store.close().await;
    database.end().await;
}

/// A clock that stands still, for taking the town in.
struct Midnight;

impl desk::Clock for Midnight {
    fn now(&self) -> i64 {
        1_793_000_000_000
    }
}
