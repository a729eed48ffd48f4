//! Folds each line of stdin as search does, for `bench/fold`, which compares it with another program.

use std::io::{BufRead as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        writeln!(out, "{}", units::text::fold(&line?))?;
    }
    out.flush()
}
