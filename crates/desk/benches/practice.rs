//! How long it takes to find, among 5,000 practices, those that answer a difficulty, and among 5,000
//! difficulties those like it, on SQLite and on the PostgreSQL that `COSO_TEST_POSTGRES` names:
//! `cargo bench -p desk --bench practice`.
//!
//! The baseline cuts the texts of all practices into syllables for each question, in memory, without
//! any database: what matching would cost at least if words were not kept. `docs/bench/ledger.md` keeps
//! the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod stand;

use std::hint::black_box;
use std::time::Instant;

use desk::{likeness, practice};
use ledger::DifficultyId;
use ledger::likeness::{grams, shared};
use store::testing::ledger::{Filled, Size, fill};
use store::{Store, testing};
use units::Day;

const PRACTICES: usize = 5_000;
const SIZE: Size = Size { communes: 168, places: 30, matters: 1_000, difficulties: 5_000 };
/// Questions of each measurement.
const TIMES: usize = 200;
/// Questions each asked right after a practice was added.
const CHANGES: usize = 50;

fn main() {
    stand::on_both(measured);
}

async fn measured(database: &str, store: Store) {
    let today: Day = "2026-03-02".parse().unwrap();
    let filled = fill(&store, SIZE, today).await;
    testing::practice::fill(&store, &filled, 0..PRACTICES, today).await;
    testing::analyse(&store).await;
    let fresh = || stand::desk(&store, today);
    let scope = desk::authority::public_scope();
    let asked = |number: usize| filled.difficulties[number * 17 % filled.difficulties.len()];
    println!("{database}, {PRACTICES} practices, {} difficulties", SIZE.difficulties);
    stand::heads("question");
    let baseline = naive(&filled, today);
    let told = |name: &str, mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        stand::told(name, &seconds, Some(baseline));
    };
    told("cut all texts anew (baseline)", vec![baseline]);
    let mut cold = Vec::new();
    for number in 0..10 {
        let desk = fresh();
        let began = Instant::now();
        black_box(practice::matches(&desk, &scope, asked(number)).await.unwrap());
        cold.push(began.elapsed().as_secs_f64());
    }
    told("practices, nothing laid out yet", cold);
    let desk = fresh();
    let (mut matching, mut similar) = (Vec::new(), Vec::new());
    let _first: (_, _) = (
        practice::matches(&desk, &scope, asked(0)).await.unwrap(),
        likeness::similar(&desk, &scope, asked(0)).await.unwrap(),
    );
    for number in 0..TIMES {
        let id: DifficultyId = asked(number);
        let began = Instant::now();
        let found = practice::matches(&desk, &scope, id).await.unwrap();
        matching.push(began.elapsed().as_secs_f64());
        assert!(!found.is_empty(), "every difficulty of the bench has its practices");
        let began = Instant::now();
        black_box(likeness::similar(&desk, &scope, id).await.unwrap());
        similar.push(began.elapsed().as_secs_f64());
    }
    told("practices for a difficulty", matching);
    let mut changed = Vec::new();
    for number in 0..CHANGES {
        let new = PRACTICES + number..PRACTICES + number + 1;
        testing::practice::fill(&store, &filled, new, today).await;
        let began = Instant::now();
        black_box(practice::matches(&desk, &scope, asked(number)).await.unwrap());
        changed.push(began.elapsed().as_secs_f64());
    }
    told("practices, one just added", changed);
    told("difficulties like one", similar);
}

/// Seconds of one question if the words of all practices were cut anew.
fn naive(filled: &Filled, today: Day) -> f64 {
    let texts: Vec<String> = (0..PRACTICES)
        .map(|number| testing::practice::made(number, filled, today).0.content.sought())
        .collect();
    let asked = grams("Khu phố chưa có nơi sinh hoạt cộng đồng. Đã kiến nghị 3 lần từ năm trước.");
    let began = Instant::now();
    const ROUNDS: u32 = 10;
    for _ in 0..ROUNDS {
        let best = texts.iter().map(|text| shared(&asked, &grams(text))).max();
        black_box(best);
    }
    began.elapsed().as_secs_f64() / f64::from(ROUNDS)
}
