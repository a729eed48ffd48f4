//! How fast an invented city grows and how much memory it takes.
//!
//! `cargo bench -p sample`; without `--bench` (as `cargo test --benches` runs it) a tenth of the
//! size. The baseline is `doors`, the drawing of streets and doors alone, timed in the same run.
#![allow(clippy::print_stdout, reason = "a figure for the reader at the terminal")]

use std::time::Instant;

use sample::{City, Plan};

fn main() {
    let full = std::env::args().any(|arg| arg == "--bench");
    let households = if full { 300_000 } else { 30_000 };
    let start = Instant::now();
    let (mut communes, mut counted, mut people, mut largest) = (0_u32, 0_u64, 0_u64, 0);
    for commune in City::new(1, Plan::City { households }) {
        communes += 1;
        largest = largest.max(commune.household_count());
        for resident in commune.households() {
            counted += 1;
            people += u64::from(resident.household.people);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(counted, households);
    let start = Instant::now();
    let doors: usize = sample::doors_only(1, Plan::City { households });
    let baseline = start.elapsed().as_secs_f64();
    let rate = households as f64 / seconds;
    println!("households {counted}, people {people}, communes {communes}, largest {largest}");
    println!("whole city {seconds:.2} s, {rate:.0} households/s, peak {} MiB", peak_mib());
    println!("baseline `doors` {baseline:.2} s for {doors} doors, ratio {:.2}", seconds / baseline);
}

/// The most memory this process ever held (`VmHWM`), in MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    let kib = line.split_whitespace().nth(1).and_then(|text| text.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
