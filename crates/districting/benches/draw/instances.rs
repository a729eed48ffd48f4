//! The instances that are drawn: the published ones as files, and invented ones by seed.

use std::path::Path;

use districting::{Atom, Edge, Objective, Parts, Problem, Sizes, WardWeights};
use serde_json::Value;

/// A problem with what is known of it.
pub struct Instance {
    pub name: String,
    pub problem: Problem,
    /// The best value known; not a number where none is.
    pub best_known: f64,
}

/// Every instance whose name is wanted. Without the folder, the invented ones only.
pub fn all(graphs: &Path, wanted: &dyn Fn(&str) -> bool) -> Vec<Instance> {
    let mut found = published(graphs, wanted);
    let mut add = |name: String, problem: &dyn Fn() -> Problem| {
        if wanted(&name) {
            found.push(Instance { name, problem: problem(), best_known: f64::NAN });
        }
    };
    let kinds = [("groups_100", 100, 89), ("groups_200", 200, 89), ("groups_400", 400, 89)];
    for (kind, groups, mean) in kinds.into_iter().chain([("small_230", 230, 65)]) {
        for seed in 1..=20 {
            for (min, max) in [(400, 600), (450, 550)] {
                let name = format!("{kind}_{seed}[{min};{max}]");
                add(name, &|| groups_of(groups, mean, seed, (min, max)));
            }
        }
    }
    for number in 1..=8 {
        add(format!("streets_{number}"), &|| streets(number));
    }
    for seed in 1..=12 {
        add(format!("floor_500_{seed}"), &|| floor(seed));
    }
    for (name, width, height) in
        [("invented_400", 20, 20), ("invented_20000", 200, 100), ("invented_60000", 300, 200)]
    {
        add(name.to_owned(), &|| invented(width, height));
    }
    found
}

fn published(graphs: &Path, wanted: &dyn Fn(&str) -> bool) -> Vec<Instance> {
    let index = std::fs::read_to_string(graphs.join("index.csv")).unwrap_or_default();
    let mut found = Vec::new();
    for line in index.lines().skip(1) {
        // The name of a ward instance holds a comma inside quotes.
        let line = line.replace("[400,600]", "[400;600]").replace("[450,550]", "[450;550]");
        let fields: Vec<&str> = line.split(',').collect();
        let name = fields[0].trim_matches('"').to_owned();
        if wanted(&name) {
            let text = std::fs::read_to_string(graphs.join(fields[1])).expect("an instance file");
            let known = [9, 10, 14].iter().find_map(|&i| fields[i].parse().ok());
            let problem = problem(&name, &text);
            found.push(Instance { name, problem, best_known: known.unwrap_or(f64::NAN) });
        }
    }
    found
}

/// A grid of 20 by 25 atoms of 60 to 120 households, to be put in as many parts of 450 or more as can
/// be, none above 600.
fn floor(seed: u64) -> Problem {
    let mut number = seed;
    let mut next = |low: u32, high: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        low + ((number >> 33) as u32) % (high - low + 1)
    };
    let (mut atoms, mut edges) = (Vec::new(), Vec::new());
    for v in 0..500u32 {
        let (x, y) = (v % 20, v / 20);
        let position = [f64::from(x), f64::from(y)];
        atoms.push(Atom { households: next(60, 120), position, predecessor: None });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - 20);
        edges.extend(left.into_iter().chain(above).map(|u| Edge { u, v, weight: 1.0 }));
    }
    // As many parts of 450 as are counted at the most: exactly 100.
    let mut total: u32 = atoms.iter().map(|a| a.households).sum();
    let mut at = 0;
    while !(45_000..45_450).contains(&total) {
        let atom = &mut atoms[at % 500].households;
        let to = if total < 45_000 { (*atom + 1).min(120) } else { (*atom - 1).max(60) };
        total = total + to - *atom;
        *atom = to;
        at += 1;
    }
    let sizes = Sizes { min: 450, max: 600, target: 450.0, widen: false };
    Problem::new(atoms, edges, sizes, Parts::Most, Objective::Cut).expect("a sound instance")
}

/// An invented ward of old groups of so many households, a third more or less, of which six made an
/// old unit.
fn groups_of(groups: u32, mean: u32, seed: u64, (min, max): (u32, u32)) -> Problem {
    let mut number = seed;
    let mut next = |low: u32, high: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        low + ((number >> 33) as u32) % (high - low + 1)
    };
    let width = groups.isqrt();
    let (mut atoms, mut edges) = (Vec::new(), Vec::new());
    for v in 0..groups {
        let (x, y) = (v % width, v / width);
        let predecessor = Some(x / 3 + 100 * (y / 2));
        let position = [f64::from(x), f64::from(y)];
        atoms.push(Atom {
            households: next(mean - mean / 3, mean + mean / 3 + 1),
            position,
            predecessor,
        });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - width);
        let corner = (x > 0 && y > 0 && next(0, 9) < 6).then(|| v - width - 1);
        let near = left.into_iter().chain(above).chain(corner);
        edges.extend(near.map(|u| Edge { u, v, weight: f64::from(next(2, 15)) }));
    }
    let sizes = Sizes { min, max, target: 500.0, widen: false };
    let objective = Objective::Ward(WardWeights::default());
    Problem::new(atoms, edges, sizes, Parts::Between(1, u32::MAX), objective)
        .expect("a sound instance")
}

/// A commune of 4,000 to 5,000 street sides of 2 to 9 households, as the bench of a city draws them:
/// every third is rural and cut by a canal with a few bridges, as is the one with an island.
fn streets(number: u64) -> Problem {
    let mut state = 40 * number;
    let mut next = |low: u32, high: u32| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + ((state >> 33) as u32) % (high - low + 1)
    };
    let is_rural = number.is_multiple_of(3);
    let count = next(4_000, 5_000);
    let width = (f64::from(count) * 1.4).sqrt() as u32;
    let canal = is_rural.then(|| next(width / 3, 2 * width / 3));
    let island = if is_rural { next(2, 3) } else { 0 };
    let (mut atoms, mut edges) = (Vec::new(), Vec::new());
    for v in 0..count {
        let (x, y) = (v % width, v / width);
        let position = [f64::from(x), f64::from(y)];
        let predecessor = Some(x / 11 + 1_000 * (y / 10));
        atoms.push(Atom { households: next(2, 9), position, predecessor });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - width);
        let corner = (x > 0 && y > 0 && next(0, 9) < 5).then(|| v - width - 1);
        for u in left.into_iter().chain(above).chain(corner) {
            let (a, b) = (u % width, u / width);
            let is_over = canal.is_some_and(|at| (a < at) != (x < at));
            let is_bridge = y.is_multiple_of(7) && y == b;
            let on_island = |x: u32, y: u32| x < island && y < island;
            if on_island(a, b) == on_island(x, y) && (!is_over || is_bridge) {
                edges.push(Edge { u, v, weight: f64::from(next(50, 1_500)) / 100.0 });
            }
        }
    }
    let (min, max, target) = if is_rural { (350, 455, 400.0) } else { (500, 650, 575.0) };
    let sizes = Sizes { min, max, target, widen: true };
    let objective = Objective::Ward(WardWeights::default());
    Problem::new(atoms, edges, sizes, Parts::Between(1, u32::MAX), objective)
        .expect("a sound instance")
}

/// A grid of atoms: at 400, old groups of 60 to 119 households; at 20,000, single doors of 1 to 3.
fn invented(width: u32, height: u32) -> Problem {
    let n = width * height;
    let mut number = 7u64;
    let mut next = |low: u32, high: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        low + ((number >> 33) as u32) % (high - low + 1)
    };
    let (low, high) = if n > 1_000 { (1, 3) } else { (60, 119) };
    let mut atoms = Vec::new();
    let mut edges = Vec::new();
    for v in 0..n {
        let (x, y) = (v % width, v / width);
        let position = [f64::from(x), f64::from(y)];
        let predecessor = Some(x / 10 + 100 * (y / 10));
        atoms.push(Atom { households: next(low, high), position, predecessor });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - width);
        let both = left.into_iter().chain(above);
        edges.extend(both.map(|u| Edge { u, v, weight: f64::from(next(2, 15)) }));
    }
    let sizes = Sizes { min: 500, max: 650, target: 570.0, widen: false };
    let objective = Objective::Ward(WardWeights::default());
    Problem::new(atoms, edges, sizes, Parts::Free, objective).expect("a sound instance")
}

fn problem(name: &str, text: &str) -> Problem {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let whole = |v: &Value| v.as_u64().expect("a whole number") as u32;
    let predecessors = list("pred");
    let atoms: Vec<Atom> = list("pop")
        .iter()
        .enumerate()
        .map(|(i, pop)| Atom {
            households: whole(pop),
            position: [0.0, 0.0],
            predecessor: predecessors.get(i).map(whole),
        })
        .collect();
    let weights = list("w");
    let edges = list("edges")
        .iter()
        .enumerate()
        .map(|(i, edge)| Edge {
            u: whole(&edge[0]),
            v: whole(&edge[1]),
            weight: weights.get(i).and_then(Value::as_f64).unwrap_or(1.0),
        })
        .collect();
    let total: f64 = atoms.iter().map(|a| f64::from(a.households)).sum();
    let (sizes, parts, objective) = if let Some(k) = value["k"].as_u64() {
        let (min, max) = (whole(&value["L"]), whole(&value["U"]));
        let objective = if name.contains("2020") { Objective::Moment } else { Objective::Cut };
        let sizes = Sizes { min, max, target: total / k as f64, widen: false };
        (sizes, Parts::Exactly(k as u32), objective)
    } else {
        let (min, max) = if name.contains("450") { (450, 550) } else { (400, 600) };
        let sizes = Sizes { min, max, target: 500.0, widen: false };
        (sizes, Parts::Between(1, u32::MAX), Objective::Ward(WardWeights::default()))
    };
    Problem::new(atoms, edges, sizes, parts, objective).expect("a sound instance")
}
