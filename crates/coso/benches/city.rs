//! How long a whole city takes: `cargo bench -p coso --bench city [-- --steps N --threads N --certify]`.
//!
//! Invents a city of 168 communes and about 4.3 million households as a folder of instances, lets the
//! program draw it as an office would, and prints what its own report says: time, memory, proofs and
//! gaps. The baseline is the same run with one step a commune: reading, a first plan, writing. A run
//! over what is drawn already shows what going on costs. `docs/bench/districting.md` keeps the lines.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

const COMMUNES: u64 = 168;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    // `cargo test --benches` only proves that it builds.
    if args.iter().any(|arg| arg == "--test") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("city");
    std::fs::create_dir(&input).unwrap();
    let mut households = 0;
    for number in 1..=COMMUNES {
        households += invent(&input, number);
    }
    println!("{COMMUNES} communes, {households} households");
    let out = |name: &str| folder.path().join(name);
    let once = ["--steps", "1"].map(String::from);
    run("baseline, one step", &input, &out("baseline"), &once);
    run("drawn", &input, &out("drawn"), &args);
    run("drawn already", &input, &out("drawn"), &args);
}

fn run(what: &str, input: &Path, out: &Path, more: &[String]) {
    let began = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_coso"))
        .args(["draw", "city"])
        .arg(input)
        .arg("--out")
        .arg(out)
        .args(more)
        .env("COSO_LANG", "en")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let seconds = began.elapsed().as_secs_f64();
    let report = std::fs::read_to_string(out.join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut totals = report["totals"].clone();
    totals.as_object_mut().unwrap().remove("causes");
    let memory = report["peak_memory_kb"].as_u64().unwrap_or(0) / 1024;
    println!("{what}: {seconds:.1} s, {memory} MB, status {status}\n  {totals}");
    println!("  out of range: {}", report["totals"]["causes"]);
    let mut slow: Vec<&Value> = report["communes"].as_array().unwrap().iter().collect();
    slow.sort_by(|a, b| b["seconds"].as_f64().partial_cmp(&a["seconds"].as_f64()).unwrap());
    for one in slow.iter().take(5) {
        println!(
            "  {}: {} groups, {} s, {} ({})",
            one["commune"], one["groups"], one["seconds"], one["proof"], one["gap_percent"]
        );
    }
}

/// Numbers that repeat.
struct Dice(u64);

impl Dice {
    fn next(&mut self, low: u32, high: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + ((self.0 >> 33) as u32) % (high - low + 1)
    }
}

/// A commune as a file; its households. Two in three are wards (khu phố of 500 to 650 households), the
/// others rural (ấp of 350 to 455). Groups have 45 to 120 households. Every third commune is cut by a
/// canal with a few bridges, every twelfth has islands, and every fortieth is drawn from street sides
/// of 2 to 9 households instead of groups.
fn invent(folder: &Path, number: u64) -> u64 {
    let mut dice = Dice(number);
    let is_fine = number.is_multiple_of(40);
    let is_rural = number.is_multiple_of(3);
    let atoms = if is_fine { dice.next(4_000, 5_000) } else { dice.next(250, 380) };
    let households = if is_fine { (2, 9) } else { (45, 120) };
    let width = (f64::from(atoms) * 1.4).sqrt() as u32;
    let canal = number.is_multiple_of(3).then(|| dice.next(width / 3, 2 * width / 3));
    let island = if number.is_multiple_of(12) { dice.next(2, 3) } else { 0 };
    let old = if is_fine { 10 } else { 2 };
    let (mut pop, mut pred, mut edges, mut weights) = (vec![], vec![], vec![], vec![]);
    for v in 0..atoms {
        let (x, y) = (v % width, v / width);
        pop.push(dice.next(households.0, households.1));
        pred.push(x / (old + 1) + 1_000 * (y / old));
        let on_island = |x: u32, y: u32| x < island && y < island;
        let mut touch = |u: u32, dice: &mut Dice| {
            let (a, b) = (u % width, u / width);
            let over = canal.is_some_and(|at| (a < at) != (x < at));
            let bridge = y.is_multiple_of(7) && y == b;
            if on_island(a, b) == on_island(x, y) && (!over || bridge) {
                edges.push((u, v));
                weights.push(f64::from(dice.next(50, 1_500)) / 100.0);
            }
        };
        if x > 0 {
            touch(v - 1, &mut dice);
        }
        if y > 0 {
            touch(v - width, &mut dice);
        }
        if x > 0 && y > 0 && dice.next(0, 9) < 5 {
            touch(v - width - 1, &mut dice);
        }
    }
    let (min, max, target) = if is_rural { (350, 455, 400) } else { (500, 650, 575) };
    let name = format!("{} {number:03}", if is_rural { "Xã" } else { "Phường" });
    let value = json!({
        "name": name, "n": pop.len(), "m": edges.len(), "min": min, "max": max, "target": target,
        "pop": pop, "pred": pred, "edges": edges, "w": weights,
    });
    std::fs::write(folder.join(format!("{number:05}.json")), value.to_string()).unwrap();
    pop.iter().map(|&households| u64::from(households)).sum()
}
