//! Which rules hold where the file and the command line both say something.

use districting::{Heirs, House, Objective, Parts, WardWeights};

use super::instance::{Instance, published};
use super::{HeirsName, ObjectiveName, RuleArgs};

fn instance(text: &str) -> Instance {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.json");
    std::fs::write(&path, text).unwrap();
    Instance::read(&path).unwrap()
}

const DISTRICTS: &str = r#"{"k": 2, "L": 9, "U": 11, "pop": [10, 10], "edges": [[0, 1]]}"#;
const WARD: &str = r#"{"name": "w", "min": 9, "max": 30, "target": 12, "pop": [10, 10],
    "pred": [0, null], "edges": [[0, 1]], "w": [2.5]}"#;

#[test]
fn a_file_of_districts_asks_for_its_own_number_and_the_least_cut() {
    let made = instance(DISTRICTS);
    assert_eq!(made.name, "made");
    let (problem, named) = made.problem(&RuleArgs::default()).unwrap();
    assert_eq!((problem.parts, problem.sizes.target), (Parts::Exactly(2), 10.0));
    assert_eq!((named, problem.objective), (ObjectiveName::Cut, Objective::Cut));
}

#[test]
fn a_ward_leaves_the_number_to_the_ward_objective() {
    let (problem, named) = instance(WARD).problem(&RuleArgs::default()).unwrap();
    assert_eq!((problem.parts, named), (Parts::Between(1, 2), ObjectiveName::Ward));
    assert_eq!((problem.sizes.target, problem.edges[0].weight), (12.0, 2.5));
    assert_eq!(problem.atoms[1].predecessor, None);
}

#[test]
fn the_command_line_has_the_last_word() {
    let rules = RuleArgs {
        k: Some(1),
        min: Some(5),
        max: Some(20),
        target: Some(20.0),
        objective: Some(ObjectiveName::Moment),
        heirs: Some(HeirsName::Each),
        walking: Some(0.5),
        inertia: None,
    };
    let once = instance(&WARD.replacen('{', r#"{"heirs": "once", "#, 1));
    assert_eq!(once.problem(&RuleArgs::default()).unwrap().0.heirs, Heirs::Once);
    let (problem, _) = once.problem(&rules).unwrap();
    assert_eq!(problem.heirs, Heirs::Each);
    let sizes = (problem.sizes.min, problem.sizes.max, problem.sizes.target);
    assert_eq!((sizes, problem.parts), ((5, 20, 20.0), Parts::Exactly(1)));
    assert_eq!(problem.objective, Objective::Moment);
}

#[test]
fn weights_and_houses_are_read_as_they_are_written() {
    let text = WARD.replacen(
        '{',
        r#"{"x": [0, 100], "y": [0, 7.5], "weights": {"walking": 0.001, "cut": 2},
            "houses": [{"atom": 1, "position": [90.25, 0]}], "#,
        1,
    );
    let made = instance(&text);
    let (problem, _) = made.problem(&RuleArgs::default()).unwrap();
    let weights = WardWeights { walking: 0.001, cut: 2.0, ..WardWeights::default() };
    assert_eq!(problem.objective, Objective::Ward(weights));
    assert_eq!(problem.houses, vec![House { atom: 1, position: [90.25, 0.0] }]);
    let rules = RuleArgs { walking: Some(0.0), inertia: Some(0.25), ..RuleArgs::default() };
    let weights = WardWeights { walking: 0.0, inertia: 0.25, ..weights };
    assert_eq!(made.problem(&rules).unwrap().0.objective, Objective::Ward(weights));
    // Written and read again it is the same problem, but for the number of parts.
    let again = instance(&published("w", &problem).to_string()).problem(&RuleArgs::default());
    let again = again.unwrap().0;
    assert_eq!(again, districting::Problem { parts: again.parts, ..problem });
    let wrong = instance(&text.replace("\"atom\": 1", "\"atom\": 2"));
    assert!(wrong.problem(&RuleArgs::default()).is_err());
}
