//! Runs peers beside our engine on the same instances, one after the other in one run, and prints
//! what each came to and the ratio. README.md says what is compared and how.
//!
//! `cargo run --release -- [--seeds N] [--lines FILE] [name…]`

mod ours;
mod partition;

// The very instances of the engine's own bench, read and made by the same code.
#[path = "../../../crates/districting/benches/draw/instances.rs"]
mod instances;

use std::path::{Path, PathBuf};

use districting::{Objective, Parts};
use instances::Instance;
use serde_json::Value;

/// Seconds the engine walks to tell its rate.
const WALK_SECONDS: f64 = 5.0;

/// Seconds the engine has on the grid, whatever the peer took.
const MOST_SECONDS: f64 = 1.0;

/// What to run.
struct Options {
    seeds: i32,
    lines: PathBuf,
    names: Vec<String>,
}

fn main() {
    let options = options();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared =
        std::env::var_os("COSO_SHARED").map_or_else(|| here.join("../../../shared"), PathBuf::from);
    let wanted = |name: &str| {
        options.names.is_empty() || options.names.iter().any(|part| name.contains(part.as_str()))
    };
    let instances = instances::all(&shared.join("data/graphs"), &|name| {
        let is_peers = name.ends_with("_2010") || name == "IA_county_2020" || name == "floor_500_1";
        is_peers && wanted(name)
    });
    println!("Seconds are CPU seconds of one thread; ratios are ours over the peer's.\n");
    cuts(&instances, options.seeds);
    match std::fs::read_to_string(&options.lines) {
        Ok(text) => python(&instances, &text),
        Err(_) => println!("\nno lines of peers.py at {}", options.lines.display()),
    }
}

fn options() -> Options {
    let lines = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers.jsonl");
    let mut options = Options { seeds: 200, lines, names: vec![] };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--seeds" => {
                let number = args.next().and_then(|a| a.parse().ok());
                options.seeds = number.expect("--seeds takes a number");
            }
            "--lines" => options.lines = args.next().expect("--lines takes a file").into(),
            name => options.names.push(name.to_owned()),
        }
    }
    options
}

/// One peer's best cut of one instance.
struct Cut<'a> {
    peer: &'a str,
    best: partition::Best,
}

/// METIS by its crate, on every instance whose cut is minimised.
fn cuts(instances: &[Instance], seeds: i32) {
    heading();
    for instance in instances {
        if let (Objective::Cut, Parts::Exactly(parts)) =
            (instance.problem.objective, instance.problem.parts)
        {
            let best = partition::best(&instance.problem, parts, seeds);
            row(instance, &Cut { peer: "metis", best });
        }
    }
}

fn heading() {
    println!(
        "{:<16}{:<9}{:>6}{:>6}{:>9}{:>7}{:>7}{:>10}{:>7}{:>7}{:>10}{:>10}{:>8}",
        "instance",
        "peer",
        "known",
        "runs",
        "in range",
        "whole",
        "value",
        "seconds",
        "ours",
        "ratio",
        "to best",
        "to equal",
        "ratio"
    );
}

/// Prints a peer's figures and runs the engine beside them.
fn row(instance: &Instance, Cut { peer, best }: &Cut) {
    let beside = ours::beside(&instance.problem, best.seconds, best.value);
    let value = |value: Option<f64>| value.map_or("none".to_owned(), |v| format!("{v:.0}"));
    let seconds = |seconds: Option<f64>| seconds.map_or("–".to_owned(), |s| format!("{s:.4}"));
    let over = |ours: Option<f64>, theirs: Option<f64>| match (ours, theirs) {
        (Some(ours), Some(theirs)) => format!("{:.3}", ours / theirs),
        _ => "–".to_owned(),
    };
    println!(
        "{:<16}{peer:<9}{:>6}{:>6}{:>9}{:>7}{:>7}{:>10.3}{:>7}{:>7}{:>10}{:>10}{:>8}{}",
        instance.name,
        instance.best_known,
        best.runs,
        best.in_range,
        best.connected,
        value(best.value),
        best.seconds,
        value(beside.value),
        over(beside.value, best.value),
        seconds(best.seconds_to_best),
        seconds(beside.seconds_to_equal),
        over(beside.seconds_to_equal, best.seconds_to_best),
        if beside.is_proven { "  proven" } else { "" },
    );
}

/// What `peers.py` wrote, each line beside our engine.
fn python(instances: &[Instance], text: &str) {
    let lines: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |what: &str| {
        let found: Vec<(&Value, &Instance)> = lines
            .iter()
            .filter(|line| line["what"] == what)
            .filter_map(|line| Some((line, instances.iter().find(|i| line["instance"] == i.name)?)))
            .collect();
        found
    };
    println!();
    heading();
    for (line, instance) in of("cut") {
        let count = |key: &str| line[key].as_u64().unwrap_or(0) as u32;
        let best = partition::Best {
            value: line["value"].as_f64(),
            seconds: line["seconds"].as_f64().unwrap_or(f64::NAN),
            seconds_to_best: line["best_seconds"].as_f64(),
            runs: count("runs"),
            in_range: count("in_range"),
            connected: count("connected"),
        };
        row(instance, &Cut { peer: line["peer"].as_str().unwrap_or("?"), best });
    }
    println!("\n{:<16}{:<12}{:>10}{:>12}{:>8}", "instance", "peer", "steps / s", "ours", "ratio");
    for (line, instance) in of("recom") {
        recombinations(instance, line);
    }
    println!();
    for (line, instance) in of("maxp") {
        grid(instance, line);
    }
}

/// Steps of recombination a second: the peer's chain beside our walk.
fn recombinations(instance: &Instance, line: &Value) {
    let rate = |line: &Value| Some(line["steps"].as_f64()? / line["seconds"].as_f64()?);
    let peer = line["peer"].as_str().unwrap_or("?");
    let ours = ours::walked(&instance.problem, WALK_SECONDS);
    match (rate(line), ours) {
        (Some(theirs), Some(ours)) => println!(
            "{:<16}{peer:<12}{theirs:>10.1}{ours:>12.0}{:>8.0}",
            instance.name,
            ours / theirs
        ),
        (theirs, ours) => {
            println!("{:<16}{peer:<12}theirs {theirs:?}, ours {ours:?}", instance.name)
        }
    }
}

/// As many parts above a floor as can be: the peer's heuristic beside our drawing.
fn grid(instance: &Instance, line: &Value) {
    let weighed: u64 =
        (1..).zip(&instance.problem.atoms).map(|(v, atom)| v * u64::from(atom.households)).sum();
    if line["weighed"].as_u64() != Some(weighed) {
        println!("{}: the peer had another grid", instance.name);
        return;
    }
    let parts = line["parts"].as_u64().unwrap_or(0) as u32;
    println!(
        "{}, {}: {parts} parts in {:.1} s, {} above 600, {} below the floor, connected: {}",
        instance.name,
        line["peer"].as_str().unwrap_or("?"),
        line["seconds"].as_f64().unwrap_or(f64::NAN),
        line["above_600"],
        line["below_floor"],
        line["connected"],
    );
    match ours::most(&instance.problem, MOST_SECONDS, parts) {
        Some((most, equal)) => println!(
            "{}, ours: {most} parts in {MOST_SECONDS} s, none above 600; {parts} parts after {} s",
            instance.name,
            equal.map_or("–".to_owned(), |s| format!("{s:.3}")),
        ),
        None => println!("{}, ours: no plan in {MOST_SECONDS} s", instance.name),
    }
}
