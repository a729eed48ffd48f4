//! Ward 5 of Gò Vấp: 14 khu phố with 14,912 households became 26. Which household went where was
//! never published, so the parts are invented; the sums are the real ones.

use std::collections::{BTreeMap, BTreeSet};

use units::UnitId;
use units::reorganisation::Refusal;

use crate::plan::{plan, refusals};

const OLD_UNITS: usize = 14;
const NEW_UNITS: usize = 26;
const HOUSEHOLDS: usize = 14_912;
/// Old tổ of about a hundred households.
const CELLS: usize = 149;

/// The size of each old tổ: 14,912 spread over 149 of them, unevenly.
fn sizes() -> Vec<usize> {
    let mut sizes: Vec<usize> = (0..CELLS).map(|cell| 90 + (cell * 37) % 21).collect();
    let left = HOUSEHOLDS - sizes.iter().sum::<usize>();
    for cell in 0..left {
        sizes[cell % CELLS] += 1;
    }
    sizes
}

/// Old units take runs of the cells, new units others, so that most new ones cross an old border.
fn text(units: usize, label: &dyn Fn(usize) -> String, word: &dyn Fn(usize) -> String) -> String {
    let runs = (0..units).map(|unit| {
        let cells = (unit * CELLS / units)..((unit + 1) * CELLS / units);
        let words: Vec<String> = cells.map(word).collect();
        format!("{} {}", label(unit), words.join(" "))
    });
    runs.collect::<Vec<_>>().join(" | ")
}

#[test]
fn fourteen_units_become_twenty_six_and_no_household_is_lost() {
    let sizes = sizes();
    let old_of =
        |cell: usize| (0..OLD_UNITS).find(|unit| cell < (unit + 1) * CELLS / OLD_UNITS).unwrap();
    let letter = |unit: usize| char::from(b'A' + u8::try_from(unit).unwrap()).to_string();
    let before = text(OLD_UNITS, &letter, &|cell| sizes[cell].to_string());
    let atom = |cell: usize| {
        let unit = old_of(cell);
        format!("{}{}", letter(unit), cell - unit * CELLS / OLD_UNITS + 1)
    };
    let after = text(NEW_UNITS, &|unit| (unit + 1).to_string(), &atom);
    let mut plan = plan(&before, &after);
    plan.inherit_identities();

    let wrong: Vec<Refusal> = refusals(&plan);
    // Runs of cells are no drawing: a few miss the floor by some households, and nothing else.
    assert!(wrong.iter().all(|it| it.code() == "reorganisation-too-small"), "{wrong:?}");
    assert_eq!(plan.old_units.len(), OLD_UNITS);
    assert_eq!(plan.new_units.len(), NEW_UNITS);
    assert_eq!(plan.total().households as usize, HOUSEHOLDS);

    let mut rows: BTreeMap<UnitId, u32> = BTreeMap::new();
    let mut columns: BTreeMap<UnitId, u32> = BTreeMap::new();
    for edge in plan.edges() {
        *rows.entry(edge.from).or_default() += edge.shares.households;
        *columns.entry(edge.to).or_default() += edge.shares.households;
    }
    let held: BTreeMap<UnitId, u32> =
        plan.old_units.iter().map(|it| (it.id, it.counts.households)).collect();
    let holds: BTreeMap<UnitId, u32> =
        plan.new_units.iter().map(|it| (it.id(), plan.counts_of(it).households)).collect();
    assert_eq!(rows, held);
    assert_eq!(columns, holds);
    assert_eq!(rows.values().sum::<u32>() as usize, HOUSEHOLDS);
    assert_eq!(columns.values().sum::<u32>() as usize, HOUSEHOLDS);

    // Every edge stands in exactly one change.
    let told: Vec<_> = plan.changes().into_iter().flat_map(|change| change.edges).collect();
    let once: BTreeSet<_> = told.iter().map(|edge| (edge.from, edge.to)).collect();
    assert_eq!(told.len(), plan.edges().len());
    assert_eq!(once.len(), told.len());
}
