//! A plan drawn on the pages of a served database, certified by the command that the page names, from
//! the files that the page hands out.

use std::time::{Duration, Instant};

use store::testing::{self, Folder};

use crate::server::{run, said};
use crate::town::Town;

/// How long a drawing may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread")]
async fn the_downloaded_files_of_a_plan_certify() {
    let began = Instant::now();
    let town = Town::of(testing::sqlite().await, sample::default_ward()).await;
    let server = town.serve(&town.database.url, &[]);
    let lan = town.people(&server).lan;
    let order = [("muc-tieu", "570"), ("tu", "500"), ("den", "650"), ("giay", "60")];
    let job = lan.post(&format!("/sap-xep/{}/ve", town.ward), &order).unwrap().to().to_owned();
    let plan = loop {
        let answer = lan.get(&job).unwrap();
        if answer.status == 303 {
            break answer.to().to_owned();
        }
        assert!(began.elapsed() < PATIENCE, "{}", answer.body);
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    let page = lan.get(&plan).unwrap().body;
    let command = page.split("<code>coso ").nth(1).expect("the page names the command");
    let command = command.split('<').next().unwrap();
    let words: Vec<&str> = command.split(' ').collect();
    assert_eq!((words[0], words.len()), ("certify", 4), "{command}");
    let folder = Folder::new();
    for name in &words[1..] {
        let link = format!("{plan}/chung-minh/{name}");
        assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
        let file = lan.get(&link).unwrap();
        assert_eq!(file.status, 200, "{}", file.body);
        std::fs::write(folder.path().join(name), file.body).unwrap();
    }
    let typed = || -> Vec<String> {
        let path = |name: &&str| folder.path().join(name).display().to_string();
        std::iter::once("certify".to_owned()).chain(words[1..].iter().map(path)).collect()
    };
    let certify = || {
        let args = typed();
        run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let certified = certify();
    assert!(certified.status.success(), "{}", said(&certified));
    let line: serde_json::Value = serde_json::from_slice(&certified.stdout).unwrap();
    assert_eq!(line["holds"], true);
    let is_best = page.contains("Đã chứng minh là tốt nhất");
    assert_eq!(line["best"], is_best, "the page and the command say the same: {line}");

    // One group with one household more: the certificate no longer speaks of it.
    let instance = folder.path().join(words[1]);
    let text = std::fs::read_to_string(&instance).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    value["pop"][0] = serde_json::json!(value["pop"][0].as_u64().unwrap() + 1);
    std::fs::write(&instance, value.to_string()).unwrap();
    let doubted = certify();
    assert_eq!(doubted.status.code(), Some(1), "{}", said(&doubted));
    drop(server);
    crate::took("a plan certified from its page", began);
}

/// 900 doors of one to three households on a grid, as the file of an instance.
fn doors() -> serde_json::Value {
    let households: Vec<u32> = (0..900u32).map(|door| 1 + door * 7 % 3).collect();
    let beside = (0..900u32).flat_map(|door| {
        let right = (door % 30 < 29).then_some((door, door + 1));
        let below = (door < 870).then_some((door, door + 30));
        right.into_iter().chain(below)
    });
    let edges: Vec<(u32, u32)> = beside.collect();
    let weights: Vec<u32> = edges.iter().map(|(u, v)| 2 + (u * 5 + v * 3) % 13).collect();
    let old: Vec<u32> = (0..900).map(|door| door % 30 / 10 + 10 * (door / 300)).collect();
    serde_json::json!({
        "name": "Hẻm cô Ba", "pop": households, "edges": edges, "w": weights, "pred": old,
        "min": 200, "max": 300, "target": 250,
    })
}

#[test]
fn what_is_proven_of_clusters_of_doors_is_said_of_them_alone_and_certifies() {
    let folder = Folder::new();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("doors.json"), doors().to_string()).unwrap();
    let (doors, blobs) = (path("doors.json"), path("blobs"));
    let drawn = run(&["draw", "graph", &doors, "--steps", "3000", "--blobs", &blobs]);
    assert!(drawn.status.success(), "{}", said(&drawn));
    let line: serde_json::Value = serde_json::from_slice(&drawn.stdout).unwrap();
    assert_eq!((&line["proven"], &line["bound"]), (&false.into(), &serde_json::Value::Null));
    assert_eq!(line["blobs"]["proven"], true, "{line}");
    assert!(line["value"].as_f64() <= line["blobs"]["value"].as_f64(), "{line}");
    let count = line["blobs"]["count"].to_string();
    assert!(said(&drawn).contains(&format!("gathered into {count} clusters")), "{}", said(&drawn));

    let [graph, plan, proof] =
        ["graph", "plan", "certificate"].map(|it| path(&format!("blobs/{it}.json")));
    let certified = run(&["certify", &graph, &plan, &proof]);
    assert!(certified.status.success(), "{}", said(&certified));
    let best: serde_json::Value = serde_json::from_slice(&certified.stdout).unwrap();
    assert_eq!(best["best"], true, "{best}");
    // Of the doors themselves it proves nothing.
    let doubted = run(&["certify", &doors, &plan, &proof]);
    assert_eq!(doubted.status.code(), Some(1), "{}", said(&doubted));
}
