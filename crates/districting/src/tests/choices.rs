//! Alternatives and fronts: apart as asked, beaten by none, against trying every plan.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::explain::tiny;
use super::field::{Field, Numbers, invented};
use super::plans::all_plans;
use crate::check::check;
use crate::{
    Alternatives, Ended, Env, Front, Infeasible, Objective, Parts, Plan, Problem, Progress, Quota,
    Term, Terms, WardWeights, alternatives, difference, front,
};

fn with<T>(exact: bool, steps: u64, ask: impl FnOnce(&Env<'_>) -> T) -> T {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(steps);
    ask(&Env { seed: 1, quota, exact, threads: 1, progress: &progress })
}

fn several(problem: &Problem, wanted: usize, share: f64) -> Result<Alternatives, Infeasible> {
    with(true, 8_000, |env| alternatives(problem, (wanted, share), env))
}

fn drawn(problem: &Problem, pair: (Term, Term), exact: bool) -> Result<Front, Infeasible> {
    with(exact, 8_000, |env| front(problem, pair, 8, env))
}

fn apart(problem: &Problem, plans: &[Plan], share: f64) -> bool {
    let far = (share * problem.households() as f64).ceil() as u32;
    let pairs =
        plans.iter().enumerate().flat_map(|(at, a)| plans[..at].iter().map(move |b| (a, b)));
    pairs.into_iter().all(|(a, b)| difference(problem, a, b).moved >= far)
}

/// A town of 8 × 6 old groups with old units.
fn town(seed: u64) -> Problem {
    let mut field = invented(seed, 8, 6);
    let mut numbers = Numbers(seed ^ 3);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 15));
    }
    for (at, atom) in (0u32..).zip(&mut field.atoms) {
        atom.predecessor = Some(at % 8 / 2 + 100 * (at / 16));
    }
    let mut problem = field.problem(420, 620);
    problem.objective = Objective::Ward(WardWeights::default());
    problem.parts = Parts::Between(1, 48);
    problem
}

#[test]
fn a_square_is_cut_across_or_along_and_in_no_third_way() {
    let mut problem = Field::read("a10 a10\na10 a10").problem(20, 20);
    problem.parts = Parts::Exactly(2);
    let found = several(&problem, 3, 0.5).unwrap();
    assert_eq!((found.plans.len(), found.ended, found.is_best), (2, Ended::NoneLeft, true));
    assert_eq!(found.plans[1].apart, Some(0.5));
    assert_eq!(several(&problem, 2, 0.5).unwrap().ended, Ended::Enough);
    assert_eq!(several(&problem, 1, 0.5).unwrap().plans.len(), 1);
    assert_eq!(several(&problem, 2, f64::NAN).unwrap().plans.len(), 2);
    let none = Field::read("a10 a10").problem(15, 15);
    assert!(several(&none, 3, 0.5).is_err());
}

#[test]
fn a_town_has_plans_a_fifth_apart() {
    for seed in 1..3 {
        let problem = town(seed);
        for exact in [true, false] {
            let ask = |env: &Env<'_>| alternatives(&problem, (4, 0.2), env).unwrap();
            let found = with(exact, 40_000, ask);
            assert!(found.plans.len() >= 3, "{exact} {}", found.plans.len());
            let plans: Vec<Plan> = found.plans.iter().map(|own| own.plan.clone()).collect();
            assert!(apart(&problem, &plans, 0.2));
            assert!(plans.iter().all(|plan| check(&problem, plan).is_empty()));
            let best = found.plans[0].terms;
            assert!(found.plans.iter().all(|own| !own.terms.beats(&best)));
            assert_eq!(found, with(exact, 40_000, ask), "the same again");
        }
    }
}

#[test]
fn a_front_of_a_town_goes_from_one_end_to_the_other() {
    let problem = town(7);
    let pair = (Term::Cut, Term::Moved);
    let found = with(true, 60_000, |env| front(&problem, pair, 8, env)).unwrap();
    assert!(found.points.len() > 2, "{}", found.points.len());
    let first = found.points[0].terms.cut;
    let last = f64::from(found.points[found.points.len() - 1].terms.moved);
    assert!(found.least.0.is_some_and(|least| (0.0..=first + 1e-6).contains(&least)));
    assert!(found.least.1.is_some_and(|least| (0.0..=last + 1e-6).contains(&least)));
    assert!(found.points.windows(2).all(|two| {
        two[0].terms.cut < two[1].terms.cut && two[0].terms.moved > two[1].terms.moved
    }));
    let few = with(true, 60_000, |env| front(&problem, pair, 2, env)).unwrap();
    assert_eq!(few.points.len(), 2);
    let searched = drawn(&problem, pair, false).unwrap();
    assert_eq!(searched.least, (None, None));
    assert!(searched.points.iter().all(|point| !point.is_proven));
}

#[test]
fn parts_out_of_range_are_weighed_against_what_they_save() {
    // In range, the row must be cut where borders are dear.
    let mut field = Field::read("a10 a10 a10 a10 a10 a10");
    for (edge, weight) in field.edges.iter_mut().zip([9.0, 1.0, 9.0, 1.0, 9.0]) {
        edge.weight = weight;
    }
    let mut problem = field.problem(30, 35);
    problem.parts = Parts::Exactly(2);
    for exact in [true, false] {
        let found = drawn(&problem, (Term::OutOfRange, Term::Cut), exact).unwrap();
        let figures: Vec<_> =
            found.points.iter().map(|own| (own.terms.out_of_range, own.terms.cut)).collect();
        assert_eq!(figures, vec![(0, 9.0), (2, 1.0)], "{exact}");
    }
}

/// Whether a number of parts is one the front speaks of.
fn counts(problem: &Problem, plan: &Plan, best: &Plan) -> bool {
    let weighs = matches!(problem.objective, Objective::Ward(w) if w.deviation > 0.0);
    match problem.parts {
        Parts::Between(..) if weighs => true,
        _ => plan.parts == best.parts,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn plans_of_a_tiny_map_are_apart_and_none_is_left(seed in 0u64..1_000_000, tenths in 1u32..7) {
        let problem = tiny(seed);
        let share = f64::from(tenths) / 10.0;
        let all = all_plans(&problem);
        let Ok(found) = several(&problem, 4, share) else { return Ok(()) };
        let plans: Vec<Plan> = found.plans.iter().map(|own| own.plan.clone()).collect();
        prop_assert!(plans.iter().all(|plan| all.contains(plan)));
        prop_assert!(apart(&problem, &plans, share));
        prop_assert!(found.ended != Ended::NotFound || !problem.links.together.is_empty());
        if found.ended == Ended::NoneLeft {
            let more = all.iter().filter(|plan| counts(&problem, plan, &plans[0])).find(|plan| {
                let with: Vec<Plan> = plans.iter().cloned().chain([(*plan).clone()]).collect();
                apart(&problem, &with, share) && !plans.contains(plan)
            });
            prop_assert_eq!(more, None);
        }
    }

    #[test]
    fn nothing_beats_a_plan_of_a_front(seed in 0u64..1_000_000, (one, other) in (0usize..6, 0usize..6)) {
        prop_assume!(one != other);
        let pair = (Term::ALL[one], Term::ALL[other]);
        let problem = tiny(seed);
        let Ok(found) = drawn(&problem, pair, true) else { return Ok(()) };
        prop_assert!(!found.points.is_empty());
        let of = |terms: &Terms| (terms.get(pair.0), terms.get(pair.1));
        let beats = |a: (f64, f64), b: (f64, f64)| {
            a.0 <= b.0 + 1e-9 && a.1 <= b.1 + 1e-9 && (a.0 < b.0 - 1e-9 || a.1 < b.1 - 1e-9)
        };
        for point in &found.points {
            prop_assert!(found.points.iter().all(|own| !beats(of(&own.terms), of(&point.terms))));
            prop_assert_eq!(Terms::of(&problem, &point.plan), point.terms);
        }
        let all = all_plans(&problem);
        let all: Vec<Terms> = all.iter().filter(|plan| counts(&problem, plan, &found.points[0].plan))
            .map(|plan| Terms::of(&problem, plan)).collect();
        for point in found.points.iter().filter(|point| point.is_proven) {
            let beaten = all.iter().find(|terms| beats(of(terms), of(&point.terms)));
            prop_assert_eq!(beaten, None, "{:?}", point);
        }
        if pair.0 != Term::OutOfRange && pair.1 != Term::OutOfRange && !all.is_empty() {
            let least = all.iter().map(|terms| of(terms).0).fold(f64::INFINITY, f64::min);
            prop_assert!(found.least.0.is_none_or(|own| own < least + 1e-6));
        }
    }
}
