//! Chores of the repository: `demo`, `test`, `ci`, `tidy`, `assets`.
//!
//! Runs the crates, knows none of them. Every set-up step a command needs is done by the command.

mod assets;
mod browser;
mod ci;
mod demo;
mod postgres;
mod run;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo [-- ARGS]  build, make the sample data, open the running program
cargo xtask test            install what is missing (as root) and run every test
cargo xtask ci              fmt, clippy, tidy, test: what .ci/run runs
cargo xtask tidy            the house rules alone
cargo xtask assets          scripts and fonts for the pages (needs Node 20 or newer)";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.filter(|arg| arg != "--").collect();
    let done = match command.as_str() {
        "demo" => demo::demo(&rest),
        "test" => test::test(),
        "ci" => ci::ci(),
        "tidy" => tidy::tidy(),
        "assets" => assets::assets(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
