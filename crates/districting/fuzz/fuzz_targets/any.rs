//! `cargo +nightly fuzz run any` in `crates/districting`: any bytes as a problem.

#![no_main]

#[path = "../../tests/any/mod.rs"]
mod any;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any::run(bytes));
