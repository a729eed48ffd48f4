//! How long the nation's list takes to come in, and codes of one day to be translated into another, on SQLite
//! and on the PostgreSQL that `COSO_TEST_POSTGRES` names: `cargo bench -p desk --bench nation`.
//!
//! The baseline of an import replays the same versions and the reform in memory alone, without a database; that
//! of a translation finds each code in a table of codes that knows no day. `docs/bench/gazetteer.md` keeps the
//! figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod stand;

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use desk::gazetteer;
use store::Store;
use units::gazetteer::Packed;
use units::{Day, UnitId};

/// Codes of one measurement.
const CODES: usize = 1_000_000;

fn main() {
    if !stand::is_wanted() {
        return;
    }
    let began = Instant::now();
    let packed = stand::packed();
    println!("unpack the list: {:.0} ms", ms(began));
    let began = Instant::now();
    black_box(packed.nation().unwrap());
    let baseline = ms(began);
    println!("replay in memory (baseline): {baseline:.0} ms");
    stand::on_both(async |database, store| measured(database, store, &packed, baseline).await);
}

fn ms(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

async fn measured(database: &str, store: Store, packed: &Packed, baseline: f64) {
    let today: Day = "2026-11-27".parse().unwrap();
    let desk = stand::desk(&store, today);
    let intake = |packed: &Packed| stand::built_in(packed.clone());
    let began = Instant::now();
    let done = gazetteer::import(&desk, None, intake(packed)).await.unwrap();
    let took = ms(began);
    println!(
        "{database}: import {} versions, {} units, {} states: {took:.0} ms, {:.1} × baseline",
        done.versions.len(),
        done.units,
        done.states,
        took / baseline
    );
    let began = Instant::now();
    black_box(gazetteer::import(&desk, None, intake(packed)).await.unwrap());
    println!("{database}: the same again, nothing new: {:.0} ms", ms(began));
    let began = Instant::now();
    let known = gazetteer::known(&desk).await.unwrap();
    println!("{database}: everything into memory: {:.0} ms", ms(began));
    let (old, new): (Day, Day) = ("2025-01-01".parse().unwrap(), today);
    let coded = known.nation.on(old);
    let codes: HashMap<String, UnitId> =
        coded.filter_map(|state| Some((state.official_code.clone()?, state.unit_id))).collect();
    let asked: Vec<&String> = codes.keys().cycle().take(CODES).collect();
    let began = Instant::now();
    for code in &asked {
        black_box(codes.get(code.as_str()));
    }
    let looked = ms(began);
    let began = Instant::now();
    let mut rows = 0;
    for code in &asked {
        rows += gazetteer::translate(&known, code, (old, new)).len();
    }
    let took = ms(began);
    println!(
        "{database}: {CODES} codes of {old} to {new}, {rows} answers: {took:.0} ms, {:.0} × baseline \
         ({looked:.0} ms)",
        took / looked
    );
}
