//! Quality on tiny maps: every assignment is tried, and the drawing must be as good.

use proptest::prelude::*;

use super::field::{Field, Numbers, draw_steps};
use crate::check::check;
use crate::{Objective, Parts, Plan, Problem, WardWeights, score};

/// The best value of all sound plans with `k` parts, by trying every assignment.
fn best_of_all(problem: &Problem, k: u32) -> Option<f64> {
    let n = problem.atoms.len() as u32;
    let mut best: Option<f64> = None;
    for code in 0..k.pow(n) {
        let digits = (0..n).map(|i| code / k.pow(i) % k);
        let plan = Plan { assignment: digits.collect(), parts: k };
        if plan != Plan::from_labels(&plan.assignment) || !check(problem, &plan).is_empty() {
            continue;
        }
        let value = score(problem, &plan).value;
        best = Some(best.map_or(value, |best| best.min(value)));
    }
    best
}

fn objective(number: u32) -> Objective {
    match number % 3 {
        0 => Objective::Cut,
        1 => Objective::Moment,
        _ => Objective::Ward(WardWeights::default()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_better_exists_on_nine_atoms(seed in 0u64..10_000, k in 2u32..4) {
        let mut numbers = Numbers(seed);
        let weights: Vec<u32> = (0..9).map(|_| numbers.between(1, 12)).collect();
        let mut field = Field::of(&weights, 3);
        for edge in &mut field.edges {
            edge.weight = f64::from(numbers.between(1, 5));
        }
        for atom in &mut field.atoms {
            atom.predecessor = Some(numbers.between(0, 2));
        }
        let total: u32 = weights.iter().sum();
        let slack = numbers.between(0, 4);
        let mut problem = field.problem((total / k).saturating_sub(slack), total / k + slack + 1);
        problem.parts = Parts::Exactly(k);
        problem.objective = objective(numbers.between(0, 2));
        match (best_of_all(&problem, k), draw_steps(&problem, 50)) {
            (Some(best), Ok(drawing)) => {
                prop_assert_eq!(check(&problem, &drawing.plan), vec![]);
                prop_assert!((drawing.score.value - best).abs() < 1e-6, "{drawing:?} {best}");
                prop_assert!(drawing.proven && drawing.bound == Some(drawing.score.value));
            }
            (None, Err(_)) => {}
            (best, drawn) => prop_assert!(false, "{best:?} {drawn:?}"),
        }
    }
}
