//! Walking to a community house, and inertia: scored by hand, and drawn, proven and certified against
//! trying every plan.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::field::{Field, Numbers, invented};
use super::plans::all_plans;
use crate::certify::Mistrust;
use crate::check::check;
use crate::{
    Drawing, Env, House, Infeasible, Objective, Parts, Problem, ProblemFault, Progress, Quota,
    WardWeights, certify, draw, score,
};

fn drawn(problem: &Problem, exact: bool, threads: usize) -> Result<Drawing, Infeasible> {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(6_000);
    draw(problem, &Env { seed: 1, quota, exact, threads, progress: &progress })
}

fn at(atom: u32, position: [f64; 2]) -> House {
    House { atom, position }
}

/// A map of 3 × 3 atoms a hundred metres apart, with up to four houses.
fn nine(seed: u64, k: u32) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..9).map(|_| numbers.between(0, 12)).collect();
    let mut field = Field::of(&weights, 3);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 5));
    }
    let mut metres = || f64::from(numbers.between(0, 800)) / 4.0;
    for atom in &mut field.atoms {
        atom.position = atom.position.map(|along| 100.0 * along + metres());
    }
    let places: Vec<[f64; 2]> = (0..4).map(|_| [2.0 * metres(), -2.0 * metres()]).collect();
    let houses = places[..numbers.between(0, 4) as usize].iter();
    let houses = houses.map(|&place| at(numbers.between(0, 8), place)).collect();
    let total: u32 = weights.iter().sum();
    let slack = numbers.between(1, 8);
    let mut problem = field.problem((total / k).saturating_sub(slack), total / k + slack);
    problem.parts =
        if numbers.between(0, 1) == 0 { Parts::Exactly(k) } else { Parts::Between(1, k) };
    problem.objective = Objective::Ward(WardWeights {
        deviation: f64::from(numbers.between(1, 9)) / 10.0,
        cut: f64::from(numbers.between(0, 4)),
        walking: f64::from(numbers.between(0, 3)) / 1e3,
        inertia: f64::from(numbers.between(0, 3)) / 1e5,
        ..WardWeights::NONE
    });
    problem.with_houses(houses).unwrap()
}

#[test]
fn households_walk_to_the_best_house_of_their_own_part() {
    let mut field = Field::read("a10 a20 b30 b40");
    for (east, atom) in [0.0, 100.0, 200.0, 300.4].into_iter().zip(&mut field.atoms) {
        atom.position = [east, 0.0];
    }
    let walking = |houses: Vec<House>| {
        let problem = field.problem(10, 90).with_houses(houses).unwrap();
        let found = score(&problem, &field.plan);
        let parts: Vec<u64> = found.parts.iter().map(|part| part.walking).collect();
        assert_eq!(parts.iter().sum::<u64>(), found.walking);
        parts
    };
    assert_eq!(walking(vec![]), vec![0, 0]);
    // b has no house and walks to a's: 30 × 200 + 40 × 300, rounded to metres.
    assert_eq!(walking(vec![at(0, [0.0, 0.0])]), vec![2_000, 18_000]);
    // b's own house counts, though a's second one stands nearer.
    let three = vec![at(0, [0.0, 0.0]), at(1, [100.0, 75.0]), at(3, [300.4, 400.0])];
    assert_eq!(walking(three), vec![2_000, 30 * 412 + 40 * 400]);
    // Of two of its own the better one.
    let two = vec![at(2, [200.0, 0.0]), at(3, [300.4, 0.0])];
    assert_eq!(walking(two), vec![10 * 200 + 20 * 100, 30 * 100]);
}

#[test]
fn inertia_is_taken_about_the_centre_of_gravity() {
    let mut field = Field::read("a10 a30 b7");
    for (east, atom) in [1_000.0, 1_040.0, 5.0].into_iter().zip(&mut field.atoms) {
        atom.position = [east, -3.0];
    }
    let found = score(&field.problem(7, 90), &field.plan);
    // The centre lies 30 m from the ten and 10 m from the thirty.
    assert_eq!((found.parts[0].inertia, found.parts[1].inertia), (10 * 900 + 30 * 100, 0));
    assert_eq!(found.inertia, 12_000);
}

#[test]
fn a_house_stands_in_an_atom_and_somewhere() {
    let problem = Field::read("a10 a10").problem(10, 20);
    let wrong = problem.clone().with_houses(vec![at(2, [0.0, 0.0])]);
    assert_eq!(wrong, Err(ProblemFault::NoSuchAtom { atom: 2, atoms: 2 }));
    let wrong = problem.with_houses(vec![at(1, [0.0, f64::NAN])]);
    assert_eq!(wrong, Err(ProblemFault::BadNumber { what: "houses[0].position".into() }));
}

#[test]
fn a_certificate_holds_only_where_houses_and_atoms_stand() {
    let mut problem = nine(2, 3);
    problem.houses = vec![at(0, [0.0, 0.0]), at(4, [100.0, -100.0])];
    let weights = WardWeights { walking: 0.01, ..WardWeights::default() };
    problem.objective = Objective::Ward(weights);
    let drawing = drawn(&problem, true, 1).unwrap();
    let certificate = drawing.certificate.unwrap();
    assert!(certify(&problem, &drawing.plan, &certificate).unwrap().is_best);
    let refused = |change: &dyn Fn(&mut Problem)| {
        let mut other = problem.clone();
        change(&mut other);
        certify(&other, &drawing.plan, &certificate) == Err(Mistrust::OtherProblem)
    };
    assert!(refused(&|other| other.houses[1].atom = 5));
    assert!(refused(&|other| other.houses[1].position[0] += 30.0));
    assert!(refused(&|other| other.houses.truncate(1)));
    assert!(refused(&|other| other.atoms[8].position[1] += 30.0));
    assert!(refused(&|other| other.objective = Objective::Ward(WardWeights::default())));
}

#[test]
fn a_ward_with_houses_is_searched_and_proven() {
    let mut field = invented(4, 10, 8);
    let mut numbers = Numbers(11);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(2, 15));
    }
    for atom in &mut field.atoms {
        atom.position = atom.position.map(|along| 120.0 * along);
    }
    let stand = |atom: u32| at(atom, field.atoms[atom as usize].position);
    let houses: Vec<House> = (0..12).map(|_| stand(numbers.between(0, 79))).collect();
    let mut problem = field.problem(420, 620).with_houses(houses).unwrap();
    let weights = WardWeights { walking: 1e-3, inertia: 1e-6, ..WardWeights::default() };
    problem.objective = Objective::Ward(weights);
    problem.parts = Parts::Between(1, 80);
    let searched = drawn(&problem, false, 1).unwrap();
    assert_eq!(searched, drawn(&problem, false, 2).unwrap(), "on two threads");
    assert_eq!(check(&problem, &searched.plan), vec![]);
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(80_000);
    let env = Env { seed: 1, quota, exact: true, threads: 1, progress: &progress };
    let proven = draw(&problem, &env).unwrap();
    let certified = certify(&problem, &proven.plan, proven.certificate.as_ref().unwrap()).unwrap();
    assert!(proven.proven && certified.is_best, "{:?} {}", proven.bound, proven.score.value);
    assert!(searched.score.value >= certified.bound - 1e-6);
    let mut blind = problem.clone();
    blind.objective = Objective::Ward(WardWeights::default());
    let other = score(&problem, &draw(&blind, &env).unwrap().plan);
    assert!(other.walking > proven.score.walking, "{} {}", other.walking, proven.score.walking);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn nothing_better_exists_and_the_certificate_says_so(seed in 0u64..1_000_000, k in 2u32..5) {
        let problem = nine(seed, k);
        let values = all_plans(&problem).into_iter().map(|plan| score(&problem, &plan).value);
        let best = values.fold(f64::INFINITY, f64::min);
        for (exact, threads) in [(true, 1), (true, 2), (false, 1), (false, 2)] {
            let Ok(drawing) = drawn(&problem, exact, threads) else {
                prop_assert!(best.is_infinite());
                continue;
            };
            let tolerance = 1e-6 * best.abs().max(1.0);
            prop_assert!((drawing.score.value - best).abs() < tolerance, "{drawing:?} {best}");
            prop_assert!(drawing.proven);
            if let Some(certificate) = &drawing.certificate {
                let certified = certify(&problem, &drawing.plan, certificate);
                let bound = certified.map_err(|why| TestCaseError::fail(why.to_string()))?.bound;
                prop_assert!((bound - best).abs() < 1e-2, "{bound} {best}");
            }
        }
    }
}
