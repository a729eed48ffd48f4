//! `cargo xtask ci`: every check in order, with the seconds each took.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::{assets, browser, run, test, tidy, tools};

/// One step: its name and what it does.
type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 8] = [
    ("system packages", tools::system_packages),
    ("fmt", || run::done(run::cargo().args(["fmt", "--all", "--check"]))),
    ("tidy", tidy::tidy),
    ("assets", assets::assets),
    ("clippy", || {
        run::done(run::cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    }),
    ("build tests", || run::done(run::cargo().args(["test", "--workspace", "--no-run"]))),
    ("rust tests", || test::rust_tests().map(drop)),
    ("browser stories", || browser::stories().map(drop)),
];

/// Runs every step, stops at the first that fails, prints the seconds of each.
///
/// # Errors
/// The step that failed and why.
pub fn ci() -> Result<()> {
    let start = Instant::now();
    let mut spent = Vec::new();
    let mut failed = None;
    for (name, step) in STEPS {
        println!("── {name}");
        let begun = Instant::now();
        let done = step().with_context(|| format!("step \"{name}\" failed"));
        spent.push((name, begun.elapsed().as_secs_f64()));
        if let Err(error) = done {
            failed = Some(error);
            break;
        }
    }
    println!("── seconds per step");
    for (name, seconds) in &spent {
        println!("{seconds:8.1}  {name}");
    }
    println!("{:8.1}  in all", start.elapsed().as_secs_f64());
    failed.map_or(Ok(()), Err)
}
