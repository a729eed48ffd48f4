//! Each old unit goes on once at most: scored by hand, and drawn, proven and certified against trying
//! every plan.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::field::{Field, Numbers};
use super::plans::all_plans;
use crate::certify::Mistrust;
use crate::{
    Drawing, Env, Front, Heirs, Infeasible, Objective, Parts, Plan, Problem, Progress, Quota, Term,
    Terms, WardWeights, certify, draw, front, score,
};

fn with<T>(exact: bool, threads: usize, ask: impl FnOnce(&Env<'_>) -> T) -> T {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(4_000);
    ask(&Env { seed: 1, quota, exact, threads, progress: &progress })
}

fn drawn(problem: &Problem, exact: bool, threads: usize) -> Result<Drawing, Infeasible> {
    with(exact, threads, |env| draw(problem, env))
}

/// A map of 3 × 3 atoms of up to four old units, to be drawn with a number of parts.
fn nine(seed: u64, parts: Parts) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..9).map(|_| numbers.between(1, 12)).collect();
    let mut field = Field::of(&weights, 3);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 5));
    }
    for atom in &mut field.atoms {
        atom.predecessor = (numbers.between(0, 7) > 0).then(|| 10 * numbers.between(0, 3));
    }
    let total: u32 = weights.iter().sum();
    let k = match parts {
        Parts::Exactly(k) | Parts::Between(_, k) => k,
        Parts::Free | Parts::Most => 2,
    };
    let slack = numbers.between(1, 6);
    let mut problem = field.problem((total / k).saturating_sub(slack), total / k + slack);
    problem.parts = parts;
    let moved = f64::from(numbers.between(1, 9)) / 2.0;
    problem.objective = Objective::Ward(WardWeights { moved, ..WardWeights::default() });
    problem.with_heirs(Heirs::Once)
}

#[test]
fn who_holds_more_than_half_of_an_old_unit_takes_it_over() {
    let mut field = Field::read("a30 a20 b30 b10 c40 c10");
    for (atom, predecessor) in field.atoms.iter_mut().zip([1, 2, 2, 3, 4, 4]) {
        atom.predecessor = Some(predecessor);
    }
    let problem = field.problem(10, 90).with_heirs(Heirs::Once);
    let found = score(&problem, &field.plan);
    let parts: Vec<_> = found.parts.iter().map(|p| (p.heir, p.majority, p.moved)).collect();
    // b holds 30 of 50 of old unit 2, which is more than all of 3; c keeps old unit 4 whole.
    assert_eq!(parts, vec![(Some(1), Some(1), 20), (Some(2), Some(2), 10), (Some(4), Some(4), 0)]);
    assert_eq!(found.moved, 30);
}

#[test]
fn half_of_an_old_unit_is_not_enough_and_the_second_may_be() {
    let mut field = Field::read("a30 a10 b30 b20");
    for (atom, predecessor) in field.atoms.iter_mut().zip([1, 2, 1, 3]) {
        atom.predecessor = Some(predecessor);
    }
    let each = field.problem(10, 90);
    let moved = |problem: &Problem| {
        let found = score(problem, &field.plan);
        (found.parts[0].heir, found.parts[1].heir, found.moved)
    };
    assert_eq!(moved(&each), (Some(1), Some(1), 30), "both keep the households of old unit 1");
    let once = each.clone().with_heirs(Heirs::Once);
    assert_eq!(moved(&once), (Some(2), Some(3), 60), "neither has more than half of old unit 1");
    let mut none = once.clone();
    none.atoms[1].predecessor = None;
    assert_eq!(moved(&none), (None, Some(3), 60), "who has no old unit is not moved");
}

#[test]
fn a_certificate_names_the_rule_it_holds_for() {
    let problem = nine(5, Parts::Exactly(3));
    let drawing = drawn(&problem, true, 1).unwrap();
    let certificate = drawing.certificate.unwrap();
    assert_eq!(certificate.heirs, Heirs::Once);
    assert!(certify(&problem, &drawing.plan, &certificate).unwrap().is_best);
    let each = problem.clone().with_heirs(Heirs::Each);
    let other = Err(Mistrust::OtherProblem);
    assert_eq!(certify(&each, &drawing.plan, &certificate), other);
    let mut renamed = certificate.clone();
    renamed.heirs = Heirs::Each;
    assert_eq!(certify(&problem, &drawing.plan, &renamed.sealed()), other);
    let text = serde_json::to_string(&certificate).unwrap();
    assert!(text.contains("\"heirs\":\"once\""), "{text}");
    assert_eq!(serde_json::from_str::<crate::Certificate>(&text).unwrap(), certificate);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever the plan, no two parts take over one old unit.
    #[test]
    fn no_old_unit_goes_on_twice(seed in 0u64..1_000_000, labels in prop::collection::vec(0u32..4, 9)) {
        let problem = nine(seed, Parts::Free);
        let plan = Plan::from_labels(&labels);
        let found = score(&problem, &plan);
        let heirs: Vec<u32> = found.parts.iter().filter_map(|part| part.heir).collect();
        let different: BTreeSet<u32> = heirs.iter().copied().collect();
        prop_assert_eq!(different.len(), heirs.len());
        let stay = |atom: usize| {
            let part = &found.parts[plan.assignment[atom] as usize];
            problem.atoms[atom].predecessor.is_none_or(|old| part.heir == Some(old))
        };
        let moved: u32 =
            (0..9).filter(|&atom| !stay(atom)).map(|atom| problem.atoms[atom].households).sum();
        prop_assert_eq!(found.moved, moved);
        let each = score(&problem.clone().with_heirs(Heirs::Each), &plan);
        prop_assert!(each.moved <= found.moved);
    }

    #[test]
    fn nothing_better_exists_and_the_certificate_says_so(seed in 0u64..1_000_000, k in 2u32..5) {
        for parts in [Parts::Exactly(k), Parts::Between(1, k)] {
            let problem = nine(seed, parts);
            let values = all_plans(&problem).into_iter().map(|plan| score(&problem, &plan).value);
            let best = values.fold(f64::INFINITY, f64::min);
            for (exact, threads) in [(true, 1), (true, 2), (false, 1), (false, 2)] {
                let Ok(drawing) = drawn(&problem, exact, threads) else {
                    prop_assert!(best.is_infinite());
                    continue;
                };
                prop_assert!((drawing.score.value - best).abs() < 1e-6, "{drawing:?} {best}");
                prop_assert!(drawing.proven);
                if let Some(certificate) = &drawing.certificate {
                    let certified = certify(&problem, &drawing.plan, certificate);
                    prop_assert!(certified.is_ok_and(|certified| certified.is_best));
                }
            }
        }
    }

    #[test]
    fn the_front_of_moved_and_cut_is_beaten_by_no_plan(seed in 0u64..1_000_000) {
        let problem = nine(seed, Parts::Exactly(3));
        let pair = (Term::Moved, Term::Cut);
        let found: Result<Front, _> = with(true, 1, |env| front(&problem, pair, 6, env));
        let Ok(found) = found else { return Ok(()) };
        let all: Vec<Terms> =
            all_plans(&problem).iter().map(|plan| Terms::of(&problem, plan)).collect();
        for point in found.points.iter().filter(|point| point.is_proven) {
            let beats = |own: &&Terms| {
                own.moved <= point.terms.moved && own.cut <= point.terms.cut + 1e-9
                    && (own.moved < point.terms.moved || own.cut < point.terms.cut - 1e-9)
            };
            prop_assert_eq!(all.iter().find(beats), None, "{:?}", point);
        }
    }
}

/// Where the map is too large for one window, the search keeps its running sums by the same rule.
#[test]
fn a_ward_searched_and_a_ward_proven_count_alike() {
    let mut field = super::field::invented(4, 12, 9);
    let mut numbers = Numbers(4);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(2, 15));
    }
    for (at, atom) in (0u32..).zip(&mut field.atoms) {
        atom.predecessor = Some(at % 12 / 3 + 100 * (at / 12 / 2));
    }
    let mut problem = field.problem(480, 620).with_heirs(Heirs::Once);
    problem.objective = Objective::Ward(WardWeights::default());
    problem.parts = Parts::Between(1, 100);
    let searched = drawn(&problem, false, 1).unwrap();
    assert_eq!(searched, drawn(&problem, false, 2).unwrap());
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(60_000);
    let env = Env { seed: 1, quota, exact: true, threads: 1, progress: &progress };
    let proven = draw(&problem, &env).unwrap();
    let certificate = proven.certificate.as_ref().unwrap();
    let certified = certify(&problem, &proven.plan, certificate).unwrap();
    assert_eq!(certified.is_best, proven.proven);
    assert!(proven.proven, "{:?} {}", proven.bound, proven.score.value);
    assert!(searched.score.value >= certified.bound - 1e-6);
    let each = draw(&problem.clone().with_heirs(Heirs::Each), &env).unwrap();
    let under_once = score(&problem, &each.plan).value;
    assert!(under_once >= proven.score.value - 1e-6, "{under_once} {}", proven.score.value);
}
