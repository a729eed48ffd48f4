//! Draws every published instance and prints each value against the best known one.
//!
//! `cargo bench -p districting --bench draw -- [--steps N] [--seconds S] [--threads N] [--search] [name…]`
//! The named baseline of each row is the construction alone, run in the same process.

#![expect(clippy::print_stdout, reason = "a bench prints its table")]

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use districting::check::check;
use districting::{
    Atom, Drawing, Edge, Env, Objective, Parts, Problem, Progress, Quota, Sizes, WardWeights,
    certify, draw,
};
use serde_json::Value;

/// What to run.
struct Options {
    quota: Quota,
    seconds: f64,
    seed: u64,
    threads: usize,
    exact: bool,
    names: Vec<String>,
}

fn main() {
    let options = options();
    let shared = std::env::var_os("COSO_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let graphs = shared.join("data/graphs");
    let Ok(index) = std::fs::read_to_string(graphs.join("index.csv")) else {
        println!("skipped: draw (needs ../shared)");
        return;
    };
    println!(
        "{:<22}{:>12}{:>12}{:>12}{:>8}{:>8}{:>8}{:>9}{:>9}",
        "instance",
        "baseline",
        "value",
        "best known",
        "ratio",
        "parts",
        "gap %",
        "seconds",
        "check s"
    );
    for line in index.lines().skip(1) {
        // The name of a ward instance holds a comma inside quotes.
        let line = line.replace("[400,600]", "[400;600]").replace("[450,550]", "[450;550]");
        let fields: Vec<&str> = line.split(',').collect();
        let name = fields[0].trim_matches('"');
        if options.names.is_empty() || options.names.iter().any(|n| name.contains(n.as_str())) {
            let text = std::fs::read_to_string(graphs.join(fields[1])).expect("an instance file");
            let best = fields[9]
                .parse()
                .or_else(|_| fields[10].parse())
                .or_else(|_| fields[14].parse())
                .unwrap_or(f64::NAN);
            run(name, &problem(name, &text), best, &options);
        }
    }
    let kinds = [("groups_100", 100, 89), ("groups_200", 200, 89), ("groups_400", 400, 89)];
    for (kind, groups, mean) in kinds.into_iter().chain([("small_230", 230, 65)]) {
        for seed in 1..=20 {
            let name = format!("{kind}_{seed}");
            if options.names.iter().any(|n| name.contains(n.as_str())) {
                for (min, max) in [(400, 600), (450, 550)] {
                    let problem = groups_of(groups, mean, seed, (min, max));
                    run(&format!("{name}[{min};{max}]"), &problem, f64::NAN, &options);
                }
            }
        }
    }
    for (name, width, height) in [("invented_400", 20, 20), ("invented_20000", 200, 100)] {
        if options.names.is_empty() || options.names.iter().any(|n| name.contains(n.as_str())) {
            run(name, &invented(width, height), f64::NAN, &options);
        }
    }
}

/// An invented ward of old groups of so many households, a third more or less, of which six made an
/// old unit.
fn groups_of(groups: u32, mean: u32, seed: u64, (min, max): (u32, u32)) -> Problem {
    let mut number = seed;
    let mut next = |low: u32, high: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        low + ((number >> 33) as u32) % (high - low + 1)
    };
    let width = groups.isqrt();
    let (mut atoms, mut edges) = (Vec::new(), Vec::new());
    for v in 0..groups {
        let (x, y) = (v % width, v / width);
        let predecessor = Some(x / 3 + 100 * (y / 2));
        let position = [f64::from(x), f64::from(y)];
        atoms.push(Atom {
            households: next(mean - mean / 3, mean + mean / 3 + 1),
            position,
            predecessor,
        });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - width);
        let corner = (x > 0 && y > 0 && next(0, 9) < 6).then(|| v - width - 1);
        let near = left.into_iter().chain(above).chain(corner);
        edges.extend(near.map(|u| Edge { u, v, weight: f64::from(next(2, 15)) }));
    }
    let sizes = Sizes { min, max, target: 500.0, widen: false };
    let objective = Objective::Ward(WardWeights::default());
    Problem::new(atoms, edges, sizes, Parts::Between(1, u32::MAX), objective)
        .expect("a sound instance")
}

/// A grid of atoms: at 400, old groups of 60 to 119 households; at 20,000, single doors of 1 to 3.
fn invented(width: u32, height: u32) -> Problem {
    let n = width * height;
    let mut number = 7u64;
    let mut next = |low: u32, high: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        low + ((number >> 33) as u32) % (high - low + 1)
    };
    let (low, high) = if n > 1_000 { (1, 3) } else { (60, 119) };
    let mut atoms = Vec::new();
    let mut edges = Vec::new();
    for v in 0..n {
        let (x, y) = (v % width, v / width);
        let position = [f64::from(x), f64::from(y)];
        let predecessor = Some(x / 10 + 100 * (y / 10));
        atoms.push(Atom { households: next(low, high), position, predecessor });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - width);
        let both = left.into_iter().chain(above);
        edges.extend(both.map(|u| Edge { u, v, weight: f64::from(next(2, 15)) }));
    }
    let sizes = Sizes { min: 500, max: 650, target: 570.0, widen: false };
    let objective = Objective::Ward(WardWeights::default());
    Problem::new(atoms, edges, sizes, Parts::Free, objective).expect("a sound instance")
}

fn options() -> Options {
    let mut options = Options {
        quota: Quota::Steps(20_000),
        seconds: 1e9,
        seed: 1,
        threads: 2,
        exact: true,
        names: vec![],
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|a| a.parse::<f64>().ok()).expect("a number");
        match arg.as_str() {
            "--steps" => options.quota = Quota::Steps(number() as u64),
            "--seconds" => {
                options.seconds = number();
                options.quota = Quota::UntilToldToStop;
            }
            "--seed" => options.seed = number() as u64,
            "--threads" => options.threads = number() as usize,
            "--search" => options.exact = false,
            "--bench" => {}
            name => options.names.push(name.to_owned()),
        }
    }
    options
}

fn problem(name: &str, text: &str) -> Problem {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let whole = |v: &Value| v.as_u64().expect("a whole number") as u32;
    let predecessors = list("pred");
    let atoms: Vec<Atom> = list("pop")
        .iter()
        .enumerate()
        .map(|(i, pop)| Atom {
            households: whole(pop),
            position: [0.0, 0.0],
            predecessor: predecessors.get(i).map(whole),
        })
        .collect();
    let weights = list("w");
    let edges = list("edges")
        .iter()
        .enumerate()
        .map(|(i, edge)| Edge {
            u: whole(&edge[0]),
            v: whole(&edge[1]),
            weight: weights.get(i).and_then(Value::as_f64).unwrap_or(1.0),
        })
        .collect();
    let total: f64 = atoms.iter().map(|a| f64::from(a.households)).sum();
    let (sizes, parts, objective) = if let Some(k) = value["k"].as_u64() {
        let (min, max) = (whole(&value["L"]), whole(&value["U"]));
        let objective = if name.contains("2020") { Objective::Moment } else { Objective::Cut };
        let sizes = Sizes { min, max, target: total / k as f64, widen: false };
        (sizes, Parts::Exactly(k as u32), objective)
    } else {
        let (min, max) = if name.contains("450") { (450, 550) } else { (400, 600) };
        let sizes = Sizes { min, max, target: 500.0, widen: false };
        (sizes, Parts::Between(1, u32::MAX), Objective::Ward(WardWeights::default()))
    };
    Problem::new(atoms, edges, sizes, parts, objective).expect("a sound instance")
}

/// How much less a plan could cost, in per cent; nothing where no bound is known.
fn gap(drawing: &Drawing) -> String {
    let value = drawing.score.value;
    drawing
        .bound
        .map_or("–".to_owned(), |bound| format!("{:.2}", 100.0 * (value - bound) / value))
}

/// The seconds that the independent check of the certificate takes, or what it holds against it.
fn checked(problem: &Problem, drawing: &Drawing) -> String {
    let Some(certificate) = &drawing.certificate else { return "–".into() };
    let start = Instant::now();
    match certify(problem, &drawing.plan, certificate) {
        Ok(certified) if certified.is_best == drawing.proven => {
            format!("{:.2}", start.elapsed().as_secs_f64())
        }
        Ok(_) => "less".into(),
        Err(mistrust) => mistrust.code().into(),
    }
}

fn run(name: &str, problem: &Problem, best: f64, options: &Options) {
    let time = |quota, seconds| {
        let start = Instant::now();
        let limit = Duration::from_secs_f64(seconds);
        let progress = |_: Progress| {
            if start.elapsed() > limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let env = Env {
            seed: options.seed,
            quota,
            exact: options.exact,
            threads: options.threads,
            progress: &progress,
        };
        (draw(problem, &env), start.elapsed().as_secs_f64())
    };
    let baseline = time(Quota::Steps(0), 1e9).0.map_or(f64::NAN, |d| d.score.value);
    match time(options.quota, options.seconds) {
        (Ok(drawing), _) if !check(problem, &drawing.plan).is_empty() => {
            println!("{name:<22} broken: {:?}", check(problem, &drawing.plan));
        }
        (Ok(drawing), seconds) => {
            println!(
                "{name:<22}{baseline:>12.2}{:>12.2}{best:>12.2}{:>8.3}{:>8}{:>8}{seconds:>9.2}{:>9}",
                drawing.score.value,
                drawing.score.value / best,
                drawing.plan.parts,
                gap(&drawing),
                checked(problem, &drawing),
            );
        }
        (Err(reason), seconds) => println!("{name:<22} {reason} ({seconds:.2} s)"),
    }
}
