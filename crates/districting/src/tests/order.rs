//! Objectives level by level: against trying every plan, and what a certificate of levels refuses.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::field::{Field, Numbers, invented};
use super::plans::all_plans;
use crate::certify::{Mistrust, certify_levels};
use crate::check::check;
use crate::{
    Env, Heirs, Infeasible, Level, Objective, Ordered, Parts, Problem, Progress, Quota, Terms,
    WardWeights, draw, ordered,
};

fn with<T>((exact, threads, steps): (bool, usize, u64), ask: impl FnOnce(&Env<'_>) -> T) -> T {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(steps);
    ask(&Env { seed: 1, quota, exact, threads, progress: &progress })
}

fn asked(problem: &Problem, levels: &[Level]) -> Result<Ordered, Infeasible> {
    with((true, 1, 30_000), |env| ordered(problem, levels, env))
}

const NONE: WardWeights = WardWeights::NONE;

fn moved(slack: f64) -> Level {
    Level { weights: WardWeights { moved: 1.0, ..NONE }, slack }
}

fn cut(slack: f64) -> Level {
    Level { weights: WardWeights { cut: 1.0, ..NONE }, slack }
}

fn deviation(slack: f64) -> Level {
    Level { weights: WardWeights { deviation: 1.0, ..NONE }, slack }
}

/// A map of 3 × 3 atoms of three old units.
fn nine(seed: u64) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..9).map(|_| numbers.between(1, 12)).collect();
    let mut field = Field::of(&weights, 3);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 9)) / 2.0;
    }
    for atom in &mut field.atoms {
        atom.predecessor = Some(numbers.between(0, 3));
        atom.position = atom.position.map(|along| 10.0 * along);
    }
    let (total, k) = (weights.iter().sum::<u32>(), numbers.between(2, 4));
    let slack = numbers.between(1, 8);
    let mut problem = field.problem((total / k).saturating_sub(slack), total / k + slack);
    problem.parts = Parts::Exactly(k);
    problem.with_heirs(if numbers.between(0, 1) == 0 { Heirs::Each } else { Heirs::Once })
}

/// Two or three levels, each of one or two figures, some with slack.
fn levels(seed: u64, with_slack: bool) -> Vec<Level> {
    let mut numbers = Numbers(seed ^ 99);
    let many = numbers.between(2, 3);
    (0..many)
        .map(|_| {
            let mut weights = NONE;
            for _ in 0..numbers.between(1, 2) {
                let weight = f64::from(numbers.between(1, 4)) / 2.0;
                match numbers.between(0, 3) {
                    0 => weights.deviation += weight,
                    1 => weights.cut += weight,
                    2 => weights.moved += weight,
                    _ => weights.inertia += weight / 100.0,
                }
            }
            let slack = if with_slack { f64::from(numbers.between(0, 8)) / 2.0 } else { 0.0 };
            Level { weights, slack }
        })
        .collect()
}

/// What each level comes to by trying every plan, where the levels before keep the limits given.
fn least(all: &[Terms], levels: &[Level], found: &Ordered) -> Vec<f64> {
    let mut left: Vec<Terms> = all.to_vec();
    let mut least = Vec::new();
    for (level, reached) in levels.iter().zip(&found.levels) {
        let values = left.iter().map(|terms| level.value(terms));
        least.push(values.fold(f64::INFINITY, f64::min));
        left.retain(|terms| level.value(terms) <= reached.limit + 1e-9);
    }
    least
}

#[test]
fn the_second_level_decides_where_the_first_is_equal() {
    // In range there are three ways to cut the row in two; two of them are as cheap.
    let mut field = Field::read("a10 a10 a10 a10");
    for (edge, weight) in field.edges.iter_mut().zip([2.0, 3.0, 2.0]) {
        edge.weight = weight;
    }
    for (atom, old) in field.atoms.iter_mut().zip([1, 1, 1, 2]) {
        atom.predecessor = Some(old);
    }
    let mut problem = field.problem(10, 30);
    problem.parts = Parts::Exactly(2);
    let found = asked(&problem, &[cut(0.0), moved(0.0)]).unwrap();
    assert_eq!(found.plan.assignment, vec![0, 0, 0, 1]);
    let values: Vec<f64> = found.levels.iter().map(|level| level.value).collect();
    assert_eq!(values, vec![2.0, 0.0]);
    assert!(found.levels.iter().all(|level| level.is_proven));
    // With one more to give, sizes decide: the middle.
    let found = asked(&problem, &[cut(1.0), deviation(0.0)]).unwrap();
    assert_eq!(found.plan.assignment, vec![0, 0, 1, 1]);
    assert_eq!((found.levels[0].value, found.levels[0].limit), (2.0, 3.0));
    assert_eq!(found.terms.cut, 3.0);
}

#[test]
fn no_levels_are_the_objective_and_no_plan_is_refused() {
    let problem = nine(3);
    let drawing = with((true, 1, 30_000), |env| draw(&problem, env)).unwrap();
    let found = asked(&problem, &[]).unwrap();
    assert_eq!((found.plan, found.levels.len()), (drawing.plan, 0));
    assert_eq!(found.certificate, None);
    let none = Field::read("a10 a10").problem(15, 15);
    assert!(asked(&none, &[cut(0.0)]).is_err());
}

/// A town of 8 × 6 old groups.
fn town() -> Problem {
    let mut field = invented(7, 8, 6);
    let mut numbers = Numbers(3);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 15));
    }
    for (at, atom) in (0u32..).zip(&mut field.atoms) {
        atom.predecessor = Some(at % 8 / 2 + 100 * (at / 16));
    }
    let mut problem = field.problem(420, 620).with_heirs(Heirs::Once);
    problem.objective = Objective::Ward(WardWeights::default());
    problem
}

#[test]
fn what_was_fixed_is_kept_and_certified_at_every_level() {
    let problem = town();
    let levels = [moved(0.0), cut(8.0), deviation(0.0)];
    let found = with((true, 1, 60_000), |env| ordered(&problem, &levels, env)).unwrap();
    let again = with((true, 2, 60_000), |env| ordered(&problem, &levels, env)).unwrap();
    assert_eq!(found, again, "on two threads");
    assert_eq!(check(&problem, &found.plan), vec![]);
    assert!(found.levels[0].is_proven && found.levels[1].is_proven, "{:?}", found.levels);
    let certificate = found.certificate.unwrap();
    let look = |certificate| certify_levels(&problem, &found.plan, certificate);
    let certified = look(&certificate).unwrap();
    for (certified, reached) in certified.iter().zip(&found.levels) {
        assert_eq!((certified.value, certified.limit), (reached.value, reached.limit));
        let bound = reached.bound.unwrap();
        assert!((certified.bound - bound).abs() < 0.05 * bound.abs().max(1.0), "{certified:?}");
        assert!(certified.own <= certified.limit + 1e-6);
    }
    assert!(certified[0].is_best && certified[1].is_best);
    let text = serde_json::to_string(&certificate).unwrap();
    assert_eq!(serde_json::from_str::<crate::LevelsCertificate>(&text).unwrap(), certificate);

    let mut looser = certificate.clone();
    looser.levels[0].limit += 5.0;
    assert_eq!(look(&looser), Err(Mistrust::Shape { step: 1 }));
    let mut dearer = certificate.clone();
    dearer.levels[1].prices[0] += 0.5;
    assert_eq!(look(&dearer), Err(Mistrust::OtherProblem));
    let mut other = certificate.clone();
    other.levels[2].prices.pop();
    assert_eq!(look(&other), Err(Mistrust::Shape { step: 3 }));
    // The plan of cut alone moves more households than was fixed.
    let free = with((true, 1, 60_000), |env| ordered(&problem, &[cut(0.0)], env)).unwrap();
    let exceeded = certify_levels(&problem, &free.plan, &certificate);
    assert_eq!(exceeded, Err(Mistrust::Exceeded { level: 1 }));
    let mut wrong = certificate.clone();
    wrong.levels[1].assignment.clone_from(&free.plan.assignment);
    assert!(look(&wrong).is_err());
}

#[test]
fn without_lists_levels_are_searched_and_nothing_is_proven() {
    let problem = town();
    let levels = [cut(10.0), moved(0.0)];
    let found = with((false, 1, 20_000), |env| ordered(&problem, &levels, env)).unwrap();
    assert_eq!(found, with((false, 2, 20_000), |env| ordered(&problem, &levels, env)).unwrap());
    assert!(found.terms.cut <= found.levels[0].limit + 1e-6);
    assert_eq!(found.certificate, None);
    assert!(found.levels.iter().all(|level| !level.is_proven && level.bound.is_none()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_level_is_as_good_as_trying_every_plan_shows(seed in 0u64..1_000_000) {
        let (problem, levels) = (nine(seed), levels(seed, false));
        let all: Vec<Terms> =
            all_plans(&problem).iter().map(|plan| Terms::of(&problem, plan)).collect();
        let Ok(found) = asked(&problem, &levels) else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        prop_assert_eq!(check(&problem, &found.plan), vec![]);
        let best = least(&all, &levels, &found);
        for ((level, reached), best) in levels.iter().zip(&found.levels).zip(&best) {
            prop_assert!((reached.value - best).abs() < 1e-6, "{found:?} {best}");
            prop_assert!(reached.is_proven, "{found:?}");
            prop_assert!((level.value(&found.terms) - best).abs() < 1e-6);
        }
        let two = with((true, 2, 30_000), |env| ordered(&problem, &levels, env)).unwrap();
        prop_assert_eq!(&two, &found);
    }

    #[test]
    fn with_slack_bounds_hold_and_proven_levels_are_best(seed in 0u64..1_000_000) {
        let (problem, levels) = (nine(seed), levels(seed, true));
        let all: Vec<Terms> =
            all_plans(&problem).iter().map(|plan| Terms::of(&problem, plan)).collect();
        let Ok(found) = asked(&problem, &levels) else { return Ok(()) };
        let best = least(&all, &levels, &found);
        for ((level, reached), best) in levels.iter().zip(&found.levels).zip(&best) {
            prop_assert!(reached.bound.is_none_or(|bound| bound <= best + 1e-5), "{found:?} {best}");
            prop_assert!(!reached.is_proven || (reached.value - best).abs() < 1e-5, "{found:?} {best}");
            prop_assert!(level.value(&found.terms) <= reached.limit + 1e-6);
            prop_assert!((reached.limit - reached.value - level.slack).abs() < 1e-9);
        }
        if let Some(certificate) = &found.certificate {
            let certified = certify_levels(&problem, &found.plan, certificate);
            let certified = certified.map_err(|why| TestCaseError::fail(why.to_string()))?;
            for (certified, best) in certified.iter().zip(&best) {
                prop_assert!(certified.bound <= best + 1e-5, "{certified:?} {best}");
                prop_assert!(!certified.is_best || (certified.value - best).abs() < 1e-5);
            }
        }
    }
}
