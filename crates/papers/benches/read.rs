//! How long a ward's list takes, from bytes to rows, against the bare reading of its cells.
//!
//! The baseline is calamine's `worksheet_range` of the same file: no merged areas, no encodings, no
//! guess, no checks. Ratios travel between machines, seconds do not. Each figure is the best of
//! several runs, which is what noise leaves alone.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use calamine::{Ods, Reader, Xlsx};
use papers::{Limits, Mapping, guess, open, read};
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

fn bytes_of(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn best_of(runs: u32, mut act: impl FnMut()) -> Duration {
    let one = |act: &mut dyn FnMut()| {
        let start = Instant::now();
        act();
        start.elapsed()
    };
    (0..runs).map(|_| one(&mut act)).min().unwrap_or_default()
}

fn bare_xlsx(bytes: &[u8]) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a good test file");
    black_box(book.worksheet_range("Danh sách").expect("a good test file"));
}

fn bare_ods(bytes: &[u8]) {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).expect("a good test file");
    black_box(book.worksheet_range("Danh sách").expect("a good test file"));
}

fn measure(name: &str, bare: fn(&[u8])) {
    let bytes = bytes_of(name);
    let runs = if std::env::args().any(|arg| arg == "--quick") { 5 } else { 40 };
    let limits = Limits::default();
    let baseline = best_of(runs, || bare(&bytes));
    let opened = best_of(runs, || {
        black_box(open(name, &bytes, &limits).expect("a good test file"));
    });
    let book = open(name, &bytes, &limits).expect("a good test file");
    let guessed = best_of(runs, || {
        black_box(guess(&book));
    });
    let mapping = Mapping::of(&guess(&book));
    let rows = read(&book, &mapping);
    assert!(rows.acceptable() && rows.rows.len() == 150, "the file is read wrongly");
    let read_in = best_of(runs, || {
        black_box(read(&book, &mapping));
    });
    let whole = opened + guessed + read_in;
    let ratio = whole.as_secs_f64() / baseline.as_secs_f64();
    println!(
        "{name}: calamine {baseline:.2?}; open {opened:.2?}, guess {guessed:.2?}, read {read_in:.2?}; \
         whole / calamine = {ratio:.2}"
    );
}

fn main() {
    measure("vinh-lo.xlsx", bare_xlsx);
    measure("vinh-lo.ods", bare_ods);
}
