//! The program from outside: a child that serves, browsers over loopback, and signals.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a story ends where it breaks")]
#![allow(clippy::print_stdout, reason = "counts and seconds belong to the record of a run")]

mod boundary;
mod browser;
mod certified;
mod import;
#[path = "../../src/intake.rs"]
mod intake;
mod kept;
mod killed;
mod redrawn;
mod serve;
mod server;
mod town;
mod work;

use std::time::Instant;

/// Whether the tests run as the builders' machine runs them, with nothing left out.
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

/// Whether the long forms of the stories are told.
fn is_slow() -> bool {
    is_ci() || std::env::var("COSO_SLOW").is_ok_and(|value| value == "1")
}

/// Prints how long a story took, for the record of the run.
fn took(what: &str, began: Instant) {
    println!("{what}: {:.1} s", began.elapsed().as_secs_f64());
}
