//! The one integration binary: files from offices' own programs, damaged files, wording.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod damaged;
mod files;
mod lists;
mod mapping;
mod wording;

/// The bytes of a test file.
fn bytes_of(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}
