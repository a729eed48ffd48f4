//! Builds nothing: tells cargo that a language file added or removed means a new `words`, because
//! the list of embedded files is fixed at compile time.
#![allow(clippy::print_stdout, reason = "printing is how a build script speaks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=text");
}
