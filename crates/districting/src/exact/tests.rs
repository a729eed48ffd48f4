//! The exact tier against trying everything, on maps small enough for both.

use proptest::prelude::*;

use super::passes::solve_in_passes;
use super::{Answer, Budget, counts, solve};
use crate::search::contract::{self, Net};
use crate::search::ground::Ground;
use crate::tests::field::{Field, Numbers, draw_with};
use crate::{Edge, Links, Objective, Parts, Plan, Problem, WardWeights, certify, check, score};

/// An invented map of old groups with unlike borders, each of an old unit.
fn town(seed: u64, (width, height): (u32, u32), links: Links) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..width * height).map(|_| numbers.between(60, 120)).collect();
    let mut field = Field::of(&weights, width as usize);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 15));
    }
    for (at, atom) in (0u32..).zip(&mut field.atoms) {
        atom.predecessor = Some(at % width / 2 + 100 * (at / width / 2));
    }
    let mut problem = field.problem(200, 330).with_links(links).unwrap();
    problem.objective = match numbers.between(0, 2) {
        0 => Objective::Cut,
        1 => Objective::Moment,
        _ => Objective::Ward(WardWeights::default()),
    };
    problem
}

fn exact(problem: &Problem, range: (u32, u32), steps: u64) -> Option<Answer> {
    let mut resolved = contract::resolve(problem).unwrap();
    let net = Net::build(problem, &mut resolved);
    let ground = Ground::new(problem, &net);
    let mut tell = |_| false;
    solve(&ground, range, None, &mut Budget::of((steps, 1), &mut tell))
}

fn plan(problem: &Problem, answer: &Answer) -> Plan {
    let mut labels = vec![u32::MAX; problem.atoms.len()];
    for (label, nodes) in (0u32..).zip(&answer.parts) {
        nodes.iter().for_each(|&node| labels[node as usize] = label);
    }
    Plan::from_labels(&labels)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A window looks at every cover of a small map: the exact tier finds none that is better, and
    /// none that is worse.
    #[test]
    fn it_is_as_good_as_looking_at_everything(seed in 0u64..100_000, k in 5u32..9) {
        let apart = if seed % 3 == 0 { vec![(0, 1), (8, 14)] } else { vec![] };
        let mut problem = town(seed, (6, 4), Links { apart, ..Links::default() });
        problem.parts = Parts::Exactly(k);
        let answer = exact(&problem, (k, k), 1_000_000).unwrap();
        prop_assert!(answer.is_proven);
        match draw_with(&problem, 50, 1, 1) {
            Ok(drawing) if drawing.proven => {
                let plan = plan(&problem, &answer);
                prop_assert_eq!(check::check(&problem, &plan), vec![]);
                let value = score(&problem, &plan).value;
                prop_assert!((value - drawing.score.value).abs() < 1e-6, "{value} {drawing:?}");
                prop_assert!((answer.bound.value - value).abs() < 1e-3, "{answer:?}");
            }
            Ok(drawing) => prop_assert!(false, "not looked at whole: {drawing:?}"),
            Err(_) => prop_assert!(answer.is_no_plan()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Without ever holding all units the same plan is proven, and the certificate holds.
    #[test]
    fn passes_prove_what_a_whole_list_proves(seed in 0u64..100_000) {
        let mut problem = town(seed, (7, 5), Links::default());
        problem.parts = Parts::Between(1, u32::MAX);
        let mut resolved = contract::resolve(&problem).unwrap();
        let net = Net::build(&problem, &mut resolved);
        let ground = Ground::new(&problem, &net);
        let Ok(first) = draw_with(&problem, 1, 1, 1) else { return Ok(()) };
        let mut tell = |_| false;
        let mut budget = Budget::of((1_000_000, 1), &mut tell);
        let range = counts(&ground, (1, u32::MAX));
        let known = &first.plan.assignment;
        let answer = solve_in_passes(&ground, range, known, &mut budget).unwrap();
        let whole = solve(&ground, range, None, &mut budget).unwrap();
        let value = |answer: &Answer| score(&problem, &plan(&problem, answer)).value;
        prop_assert!(answer.is_proven && whole.is_proven);
        prop_assert!((value(&answer) - value(&whole)).abs() < 1e-6);
        let certificate = answer.bound.certificate(&problem, &net, 0);
        let certified = certify(&problem, &plan(&problem, &answer), &certificate).unwrap();
        prop_assert!(certified.is_best, "{certified:?}");
    }
}

#[test]
fn the_number_of_parts_may_be_left_open() {
    let problem = town(3, (8, 6), Links::default());
    let open = exact(&problem, (1, u32::MAX), 1_000_000).unwrap();
    assert!(open.is_proven);
    let value = |answer: &Answer| score(&problem, &plan(&problem, answer)).value;
    let fixed: Vec<f64> = (14..=18)
        .filter_map(|k| exact(&problem, (k, k), 50_000))
        .filter(|answer| !answer.parts.is_empty())
        .map(|answer| value(&answer))
        .collect();
    let best = fixed.iter().copied().fold(f64::INFINITY, f64::min);
    assert!((value(&open) - best).abs() < 1e-6, "{} {fixed:?}", value(&open));
}

#[test]
fn a_spent_budget_leaves_a_bound_below_the_best() {
    let problem = town(5, (10, 9), Links::default());
    let best = exact(&problem, (1, u32::MAX), 10_000_000).unwrap();
    assert!(best.is_proven);
    let value = score(&problem, &plan(&problem, &best)).value;
    let mut bounds = 0;
    for steps in [1, 10, 50, 100, 200, 500, 1_000] {
        let Some(part) = exact(&problem, (1, u32::MAX), steps) else { continue };
        assert!(part.bound.value <= value + 1e-3, "{} of {value}", part.bound.value);
        assert!(part.is_proven == (part.bound.value >= value - 1e-3), "{part:?} {value}");
        bounds += 1;
    }
    assert!(bounds > 0);
}

/// Where all parts hold equally many atoms, prices of atoms and of a part can rise against each other
/// without end.
#[test]
fn prices_that_rise_against_each_other_come_to_rest() {
    let mut problem =
        town(63_474, (6, 4), Links { apart: vec![(0, 1), (8, 14)], ..Links::default() });
    problem.parts = Parts::Exactly(8);
    assert!(exact(&problem, (8, 8), 10_000).unwrap().is_proven);
}

/// A group without households on the way: its price may be held at nothing, and still it is to be
/// covered once.
#[test]
fn a_group_without_households_is_covered_once() {
    let weights = [54, 83, 49, 0, 113, 118, 58, 67, 59, 98];
    let costs = [12.45, 4.4, 15.45, 19.6, 6.6, 4.25, 15.45, 4.35, 10.05, 4.85, 18.75, 16.4, 5.9];
    let ends = [0, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 7, 7].into_iter();
    let pairs = ends.zip([1, 3, 4, 2, 4, 5, 4, 6, 5, 7, 8, 8, 9]);
    let mut field = Field::of(&weights, 3);
    field.edges = pairs.zip(costs).map(|((u, v), weight)| Edge { u, v, weight }).collect();
    let mut problem = field.problem(26, 163);
    problem.parts = Parts::Between(1, 13);
    for k in 5..9 {
        let answer = exact(&problem, (k, k), 10_000).unwrap();
        if !answer.parts.is_empty() {
            assert_eq!(check::check(&problem, &plan(&problem, &answer)), vec![]);
        }
    }
}
