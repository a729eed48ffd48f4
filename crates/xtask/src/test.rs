//! `cargo xtask test`: all set-up, then every test, then the stories in a real browser.

use anyhow::{Result, bail};

use crate::postgres::Postgres;
use crate::{assets, browser, run, tools};

/// Tests counted over all binaries of a run.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub passed: u32,
    pub failed: u32,
    pub ignored: u32,
}

impl Totals {
    /// Adds what a line of a test runner tells, if it tells a result.
    pub fn see(&mut self, line: &str) {
        let Some(rest) = line.trim().strip_prefix("test result:") else { return };
        for piece in rest.split([';', '.']) {
            let mut words = piece.split_whitespace();
            let (Some(number), Some(what)) = (words.next(), words.next()) else { continue };
            let Ok(number) = number.parse::<u32>() else { continue };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }
}

/// Runs every test and prints the totals.
///
/// # Errors
/// When something is missing, or a test fails.
pub fn test() -> Result<()> {
    tools::system_packages()?;
    shared()?;
    assets::assets()?;
    run::done(run::cargo().args(["build", "--workspace"]))?;
    let totals = rust_tests()?;
    let stories = browser::stories()?;
    println!(
        "{} passed, {} failed, {} skipped",
        totals.passed + stories,
        totals.failed,
        totals.ignored
    );
    Ok(())
}

/// Runs the Rust tests on SQLite and on a PostgreSQL of their own.
pub fn rust_tests() -> Result<Totals> {
    let postgres = Postgres::start()?;
    let mut totals = Totals::default();
    let ran = run::watched(
        run::cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env("COSO_TEST_POSTGRES", postgres.url()),
        |line| totals.see(line),
    );
    println!(
        "rust tests: {} passed, {} failed, {} ignored",
        totals.passed, totals.failed, totals.ignored
    );
    ran?;
    if totals.passed == 0 {
        bail!("no test ran");
    }
    Ok(totals)
}

/// Real data for tests stands in `../shared`; its absence is a failure under CI alone.
fn shared() -> Result<()> {
    let place = std::env::var_os("COSO_SHARED")
        .map_or_else(|| run::root().join("../shared"), std::path::PathBuf::from);
    if place.join("data/README.md").is_file() {
        return Ok(());
    }
    if run::under_ci() {
        bail!("the real data are missing: {} (or set COSO_SHARED)", place.display());
    }
    println!("skipped: tests on real data, since {} is absent", place.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Totals;

    #[test]
    fn totals_add_up_over_binaries() {
        let mut totals = Totals::default();
        totals.see("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        totals.see("test a::b ... ok");
        totals.see("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured");
        assert_eq!(totals, Totals { passed: 15, failed: 2, ignored: 1 });
    }
}
