//! Builds nothing: tells cargo that new scripts or styles mean a new `web`, which embeds them. The
//! scripts are built by `cargo xtask assets`; without them the folder is empty and pages are plain.
#![allow(clippy::print_stdout, reason = "printing is how a build script speaks to cargo")]

fn main() {
    // A read-only source tree is no reason to fail: `web` embeds what is there.
    let _ = std::fs::create_dir_all("../../assets/dist");
    println!("cargo:rerun-if-changed=../../assets/dist");
    println!("cargo:rerun-if-changed=../../assets/css");
    println!("cargo:rerun-if-changed=templates");
}
