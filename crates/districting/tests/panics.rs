//! Arbitrary problems, for as many seconds as `COSO_FUZZ_SECONDS` says (by default two): nothing panics.

mod any;

use std::time::{Duration, Instant};

#[test]
fn nothing_panics_on_any_problem() {
    let asked = std::env::var("COSO_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let (limit, start) = (Duration::from_secs(asked.unwrap_or(2)), Instant::now());
    let first = std::env::var("COSO_FUZZ_FROM").ok().and_then(|text| text.parse().ok());
    let mut seed: u64 = first.unwrap_or(1);
    while start.elapsed() < limit {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut bytes = vec![0; 900];
        for byte in &mut bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
        let begun = Instant::now();
        // The seed names a case that fails: run it alone with `COSO_FUZZ_FROM`.
        let told = std::panic::catch_unwind(|| any::run(&bytes));
        assert!(told.is_ok(), "seed {seed}");
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "seed {seed} took {:?}",
            begun.elapsed()
        );
        seed += 1;
    }
    eprintln!("{} problems", seed - first.unwrap_or(1));
}
