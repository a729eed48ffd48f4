//! How long the questions about the nation's list take from memory, and how long it takes to lay the list
//! out there: `cargo bench -p desk --bench gazetteer`.
//!
//! The list is the one that the program carries: 225 versions of 2004 to 2026. The baseline is what any
//! program must do at least that keeps it in a database: read every state of every unit. Run without
//! `--bench` it only proves that it builds. `docs/bench/gazetteer.md` keeps the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

use std::hint::black_box;
use std::io::Read as _;
use std::sync::Arc;
use std::time::Instant;

use desk::gazetteer::{self, Between, Intake, Source};
use desk::{Clock, Desk};
use store::testing;
use units::gazetteer::unpack;
use units::rulebook::Rulebook;
use units::{Day, Level, UnitId};

const NATION: &[u8] = include_bytes!("../../coso/data/nation.json.gz");
const TIMES: u32 = 15;

/// A clock that stands still.
struct Still(i64);

impl Clock for Still {
    fn now(&self) -> i64 {
        self.0
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn main() {
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(measured());
}

async fn measured() {
    let fresh = testing::sqlite().await;
    let today = day("2026-11-27");
    let clock = Arc::new(Still(today.starts_at()));
    let desk = || Desk::new(fresh.store.clone(), clock.clone(), Arc::new(Rulebook::built_in()));
    gazetteer::import(&desk(), None, built_in()).await.unwrap();
    println!("{:<46} {:>9} {:>11}", "question", "p50 ms", "x baseline");
    let mut baseline = f64::NAN;
    let mut tell = |what: &str, ms: f64| {
        if baseline.is_nan() {
            baseline = ms;
        }
        println!("{what:<46} {ms:>9.2} {:>11.3}", ms / baseline);
    };
    let read = async || drop(store::gazetteer::everything(&mut fresh.store.read()).await.unwrap());
    tell("every state and edge read (baseline)", times(read).await);
    tell("laid out in memory", times(async || drop(gazetteer::known(&desk()).await)).await);
    let kept = desk();
    let known = gazetteer::known(&kept).await.unwrap();
    tell("asked whether it still holds", times(async || drop(gazetteer::known(&kept).await)).await);
    for on in ["2004-09-01", "2015-01-01", "2025-06-30", "2026-11-27"] {
        let tree = async || drop(black_box(gazetteer::tree(&known, day(on))));
        tell(&format!("the nation's tree of {on}"), times(tree).await);
    }
    let days = (day("2025-06-30"), today);
    let communes: Vec<UnitId> = known
        .nation
        .on(days.0)
        .filter(|state| state.kind.level() == Level::Commune)
        .map(|state| state.unit_id)
        .collect();
    let all = async || {
        for unit in &communes {
            black_box(known.translator.translate(*unit, days.0, days.1));
        }
    };
    tell(&format!("{} communes translated", communes.len()), times(all).await);
    let asked = Between { days, level: Level::Commune, within: None };
    let matrix = async || {
        black_box(gazetteer::matrix(&known, asked).count());
    };
    tell("the matrix of the nation", times(matrix).await);
    let blocks = async || drop(black_box(gazetteer::blocks(&known, asked)));
    tell("the comparable blocks of the nation", times(blocks).await);
    let da_kao = gazetteer::named(&known, "Đa Kao, Quận 1", day("2020-01-01"))[0];
    tell("a life", times(async || drop(black_box(gazetteer::life(&known, da_kao)))).await);
}

fn built_in() -> Intake {
    let mut text = String::new();
    flate2::read::GzDecoder::new(NATION).read_to_string(&mut text).unwrap();
    let source = Source::BuiltIn(Box::new(unpack(&text).unwrap()));
    Intake { name: "coso".to_owned(), digest: [0; 32], source, is_reference: true }
}

/// The median of some runs in milliseconds.
async fn times(run: impl AsyncFn()) -> f64 {
    let mut spans = Vec::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        run().await;
        spans.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    spans.sort_by(f64::total_cmp);
    spans[spans.len() / 2]
}
