//! A drawing problem and its plan as files: what `coso draw graph`, `coso check graph` and
//! `coso certify` read, so that anyone re-checks what was drawn here.

use districting::{Objective, Parts, Plan, Problem};
use serde_json::{Value, json};

/// A problem as an instance of its own, from which the same problem is read again.
#[must_use]
pub fn published(name: &str, problem: &Problem) -> Value {
    let (atoms, edges, sizes) = (&problem.atoms, &problem.edges, &problem.sizes);
    let k = match problem.parts {
        Parts::Exactly(k) => Some(k),
        Parts::Free | Parts::Most | Parts::Between(..) => None,
    };
    let objective = match problem.objective {
        Objective::Cut => "cut",
        Objective::Moment => "moment",
        Objective::Ward(_) => "ward",
    };
    let weights = match problem.objective {
        Objective::Ward(weights) => Some(weights),
        Objective::Cut | Objective::Moment => None,
    };
    let along = |axis: usize| atoms.iter().map(|atom| atom.position[axis]).collect::<Vec<_>>();
    json!({
        "name": name, "n": atoms.len(), "m": edges.len(), "k": k, "objective": objective,
        "min": sizes.min, "max": sizes.max, "target": sizes.target,
        "pop": atoms.iter().map(|atom| atom.households).collect::<Vec<_>>(),
        "pred": atoms.iter().map(|atom| atom.predecessor).collect::<Vec<_>>(),
        "edges": edges.iter().map(|edge| (edge.u, edge.v)).collect::<Vec<_>>(),
        "w": edges.iter().map(|edge| edge.weight).collect::<Vec<_>>(),
        "together": problem.links.together, "apart": problem.links.apart,
        "locked": problem.links.locked, "heirs": problem.heirs,
        "weights": weights, "houses": problem.houses, "x": along(0), "y": along(1),
    })
}

/// The same with numbers of four decimals, which are read from a file as they were written: a
/// certificate holds for exactly these.
#[must_use]
pub fn as_written(mut problem: Problem) -> Problem {
    let written = |number: f64| (number * 1e4).round() / 1e4;
    for edge in &mut problem.edges {
        edge.weight = written(edge.weight);
    }
    for atom in &mut problem.atoms {
        atom.position = atom.position.map(written);
    }
    for house in &mut problem.houses {
        house.position = house.position.map(written);
    }
    problem.sizes.target = written(problem.sizes.target).max(1e-4);
    problem
}

/// The same with what each atom is called, for people who open the file.
pub(crate) fn named(name: &str, problem: &Problem, atoms: &[String]) -> String {
    let mut value = published(name, problem);
    value["names"] = json!(atoms);
    format!("{value}\n")
}

/// A plan as a file beside its instance.
pub(crate) fn plan_file(name: &str, plan: &Plan) -> String {
    format!("{}\n", json!({ "instance": name, "assignment": plan.assignment }))
}
