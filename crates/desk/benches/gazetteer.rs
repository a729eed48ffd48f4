//! How long the questions about the nation's list take from memory, how long it takes to lay the list out
//! there, and how long it takes to ask whether that still holds, on SQLite and on the PostgreSQL that
//! `COSO_TEST_POSTGRES` names: `cargo bench -p desk --bench gazetteer`.
//!
//! The list is the one that the program carries: 225 versions of 2004 to 2026. The baseline is what any
//! program must do at least that keeps it in a database: read every state of every unit. Run without
//! `--bench` it only proves that it builds. `docs/bench/gazetteer.md` keeps the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod stand;

use std::hint::black_box;

use desk::gazetteer::{self, Between};
use store::Store;
use units::{Day, Level, UnitId};

use stand::times;

const TIMES: usize = 15;
/// Requests that come at the same moment after the registry has moved on.
const AT_ONCE: usize = 24;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn main() {
    stand::on_both(measured);
}

async fn measured(database: &str, store: Store) {
    let today = day("2026-11-27");
    let desk = || stand::desk(&store, today);
    gazetteer::import(&desk(), None, stand::built_in(stand::packed())).await.unwrap();
    store::testing::analyse(&store).await;
    println!("{database}");
    stand::heads("question");
    let read = async || store::gazetteer::everything(&mut store.read()).await.unwrap();
    let baseline =
        stand::told("every state and edge read (baseline)", &times(TIMES, read).await, None);
    let tell = |what: &str, seconds: Vec<f64>| {
        stand::told(what, &seconds, Some(baseline));
    };
    let known = async || gazetteer::known(&desk()).await.unwrap();
    tell("laid out in memory", times(TIMES, known).await);
    let crowd = async || {
        let desk = desk();
        let ask = || {
            let desk = desk.clone();
            tokio::spawn(async move { gazetteer::known(&desk).await.unwrap() })
        };
        let asked: Vec<_> = (0..AT_ONCE).map(|_| ask()).collect();
        for one in asked {
            one.await.unwrap();
        }
        assert_eq!(desk.known.made(), 1);
    };
    tell("the same, 24 ask at once", times(5, crowd).await);
    let kept = desk();
    let known = gazetteer::known(&kept).await.unwrap();
    let holds = async || gazetteer::known(&kept).await.unwrap();
    tell("asked whether it still holds", times(TIMES * 20, holds).await);
    for on in ["2004-09-01", "2015-01-01", "2025-06-30", "2026-11-27"] {
        let city = gazetteer::named(&known, "79", day(on))[0];
        let part = async || black_box(gazetteer::part(&known, city, day(on)));
        tell(&format!("the tree of one city, {on}"), times(TIMES, part).await);
        let tree = async || black_box(gazetteer::tree(&known, day(on)));
        tell(&format!("the nation's tree, counted, {on}"), times(TIMES, tree).await);
        let whole = async || {
            let tree = gazetteer::tree(&known, day(on));
            tree.tops.iter().map(|top| opened(&known, top.unit_id, day(on))).sum::<usize>()
        };
        tell(&format!("every unit of the tree named, {on}"), times(TIMES, whole).await);
    }
    between(&known, today, tell).await;
}

/// How many units lie in one, each of them opened.
fn opened(known: &gazetteer::Known, unit: UnitId, on: Day) -> usize {
    let Some(part) = gazetteer::part(known, unit, on) else { return 0 };
    let below = part.twig.below.iter();
    let deeper = below.map(|twig| if twig.is_leaf() { 1 } else { opened(known, twig.unit_id, on) });
    1 + deeper.sum::<usize>()
}

/// Questions about two days.
async fn between(known: &gazetteer::Known, today: Day, tell: impl Fn(&str, Vec<f64>)) {
    let days = (day("2025-06-30"), today);
    let of_then = known.nation.on(days.0).filter(|state| state.kind.level() == Level::Commune);
    let communes: Vec<UnitId> = of_then.map(|state| state.unit_id).collect();
    let all = async || {
        for unit in &communes {
            black_box(known.translator.translate(*unit, days.0, days.1));
        }
    };
    tell(&format!("{} communes translated", communes.len()), times(TIMES, all).await);
    let asked = Between { days, level: Level::Commune, within: None };
    let matrix = async || black_box(gazetteer::matrix(known, asked).count());
    tell("the matrix of the nation", times(TIMES, matrix).await);
    let blocks = async || black_box(gazetteer::blocks(known, asked, 0..usize::MAX));
    tell("the comparable blocks of the nation", times(TIMES, blocks).await);
    let da_kao = gazetteer::named(known, "Đa Kao, Quận 1", day("2020-01-01"))[0];
    tell("a life", times(TIMES, async || black_box(gazetteer::life(known, da_kao))).await);
}
