//! Plans kept under docs/records are what they say: sound on the published instance, of that value.
//! Skipped without the folder of instances.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::check::check;
use crate::{Atom, Edge, Objective, Parts, Plan, Problem, Sizes, score};

fn instance(path: &Path) -> Problem {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let list = |key: &str| file[key].as_array().unwrap().clone();
    let atom = |households: &Value| Atom {
        households: number(households),
        position: [0.0, 0.0],
        predecessor: None,
    };
    let edge = |ends: &Value| Edge { u: number(&ends[0]), v: number(&ends[1]), weight: 1.0 };
    let (min, max) = (number(&file["L"]), number(&file["U"]));
    let sizes = Sizes { min, max, target: f64::from(min), widen: false };
    let atoms = list("pop").iter().map(atom).collect();
    let edges = list("edges").iter().map(edge).collect();
    Problem::new(atoms, edges, sizes, Parts::Exactly(number(&file["k"])), Objective::Cut).unwrap()
}

#[test]
fn every_record_is_a_sound_plan_of_its_value() {
    let Some(shared) = std::env::var_os("COSO_SHARED").map(PathBuf::from) else { return };
    let records = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/records"));
    let mut seen = 0;
    for entry in std::fs::read_dir(records).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let record: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let name = record["instance"].as_str().unwrap();
        let problem = instance(&shared.join("data/graphs").join(format!("{name}.json")));
        let labels = record["assignment"].as_array().unwrap();
        let labels: Vec<u32> = labels.iter().map(|l| l.as_u64().unwrap() as u32).collect();
        let plan = Plan::from_labels(&labels);
        assert_eq!(check(&problem, &plan), vec![], "{name}");
        let scored = score(&problem, &plan);
        assert_eq!(Some(scored.value), record["value"].as_f64(), "{name}");
        let range = problem.sizes.min..=problem.sizes.max;
        assert!(scored.parts.iter().all(|part| range.contains(&part.households)), "{name}");
        assert!(record["value"].as_f64() < record["published"].as_f64(), "{name}");
        seen += 1;
    }
    assert!(seen > 0);
}
