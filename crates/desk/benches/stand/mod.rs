//! What the benches of `desk` and `web` begin with: a clock that stands still, both databases one after the
//! other, a desk, the nation's list as the program carries it, and spans of time in order.
#![allow(
    dead_code,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "no bench needs all of it; it prints"
)]

use std::hint::black_box;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use desk::gazetteer::{Intake, Source};
use desk::{Clock, Desk};
use store::{Store, testing};
use units::Day;
use units::gazetteer::{Packed, unpack};
use units::rulebook::Rulebook;

/// A clock that stands still: what is measured does not depend on how fast it is made.
pub struct Still(i64);

impl Clock for Still {
    fn now(&self) -> i64 {
        self.0
    }
}

/// A clock that stands at the beginning of a day.
pub fn clock(day: Day) -> Arc<Still> {
    Arc::new(Still(day.starts_at()))
}

/// A desk on a day, with nothing in its memory yet.
pub fn desk(store: &Store, day: Day) -> Desk {
    Desk::new(store.clone(), clock(day), Arc::new(Rulebook::built_in()))
}

/// Whether the program was run to measure, and not only to prove that it builds.
pub fn is_wanted() -> bool {
    std::env::args().any(|arg| arg == "--bench")
}

/// Runs a bench on SQLite, then on the PostgreSQL that `COSO_TEST_POSTGRES` names; nothing without `--bench`.
pub fn on_both(measured: impl AsyncFn(&str, Store)) {
    if !is_wanted() {
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let sqlite = testing::sqlite().await;
        measured("SQLite", sqlite.store.clone()).await;
        if let Some(postgres) = testing::postgres().await {
            measured("PostgreSQL", postgres.store.clone()).await;
            postgres.end().await;
        }
    });
}

/// The nation's list as the program carries it.
pub fn packed() -> Packed {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../coso/data/nation.json.gz");
    let mut text = String::new();
    let file = std::fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    unpack(&text).unwrap()
}

/// The list as it is imported.
pub fn built_in(packed: Packed) -> Intake {
    let source = Source::BuiltIn(Box::new(packed));
    Intake { name: "coso".to_owned(), digest: [7; 32], source, is_reference: true }
}

/// The seconds of so many runs, shortest first.
pub async fn times<T>(many: usize, run: impl AsyncFn() -> T) -> Vec<f64> {
    let mut seconds = Vec::with_capacity(many);
    for _ in 0..many {
        let began = Instant::now();
        black_box(run().await);
        seconds.push(began.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    seconds
}

/// One of the seconds: the median is at 50 per cent.
pub fn at(seconds: &[f64], per_cent: usize) -> f64 {
    seconds[(seconds.len() * per_cent / 100).min(seconds.len() - 1)]
}

/// Prints one line: the median, the 95th percentile, and how many times the baseline it takes. Answers the
/// median.
pub fn told(name: &str, seconds: &[f64], baseline: Option<f64>) -> f64 {
    let (half, most) = (at(seconds, 50), at(seconds, 95));
    let ratio = half / baseline.unwrap_or(half);
    println!("{name:<46} {:>9.2} {:>9.2} {ratio:>11.3}", half * 1e3, most * 1e3);
    half
}

/// Prints what stands over the lines of [`told`].
pub fn heads(what: &str) {
    println!("{what:<46} {:>9} {:>9} {:>11}", "p50 ms", "p95 ms", "× baseline");
}
