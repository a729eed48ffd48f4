//! Why there is no plan: each reason on a map that has it, with its atoms; what relaxing a rule brings;
//! and the verdict against trying every plan.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::field::{Field, Numbers};
use super::plans::all_plans;
use crate::check::check;
use crate::explain::{Asked, Explanation, Relaxed, Rule, Verdict, explain};
use crate::{
    Cure, Edge, Env, Heirs, Infeasible, Links, Objective, Parts, Problem, Progress, Quota, Terms,
    WardWeights,
};

fn explained(problem: &Problem, asked: Asked<'_>) -> Explanation {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(2_000);
    explain(problem, asked, &Env { seed: 1, quota, exact: true, threads: 1, progress: &progress })
}

const TEN: Asked<'_> = Asked { step: 10, barriers: &[] };

fn reasons(problem: &Problem) -> Vec<(Infeasible, Vec<u32>, Vec<Cure>)> {
    let found = explained(problem, TEN);
    assert_eq!(found.verdict, Verdict::None);
    found.reasons.into_iter().map(|reason| (reason.why, reason.atoms, reason.cures)).collect()
}

#[test]
fn each_piece_without_a_whole_number_is_named_with_what_would_do() {
    // 50 are more than one part and less than two; the island of 5 is less than one.
    let problem = Field::read("a20 a30 .... a30 .... a5").problem(26, 30);
    let whole = |atom, atoms, households| Infeasible::NoWholeNumber { atom, atoms, households };
    assert_eq!(
        reasons(&problem),
        vec![
            (whole(0, 2, 50), vec![0, 1], vec![Cure::Max(50), Cure::Min(25)]),
            (whole(3, 1, 5), vec![3], vec![Cure::Min(5)]),
        ]
    );
}

#[test]
fn each_atom_above_the_maximum_is_named() {
    let links = Links { together: vec![vec![3, 4]], ..Links::default() };
    let problem = Field::read("a40 .... a10 a10 .... a20 a20").problem(10, 30);
    let problem = problem.with_links(links).unwrap();
    let above = |atom, households| Infeasible::AtomAboveMax { atom, households };
    assert_eq!(
        reasons(&problem),
        vec![
            (above(0, 40), vec![0], vec![Cure::Max(40)]),
            (above(3, 40), vec![3, 4], vec![Cure::Max(40)]),
        ]
    );
}

#[test]
fn pockets_that_fit_one_by_one_and_not_together_are_named() {
    // Each arm of 35 leaves 5 to 15 for the middle, which has room for 5 only.
    let problem = Field::read("a12 a11 a12 a25 a12 a11 a12").problem(20, 30);
    let pocket = Infeasible::Pocket { atom: 3, households: 95 };
    assert_eq!(reasons(&problem), vec![(pocket, vec![0, 1, 2, 3, 4, 5, 6], vec![])]);
    assert_eq!(all_plans(&problem), vec![]);
}

#[test]
fn links_that_contradict_are_all_named() {
    let links = Links {
        together: vec![vec![0, 3], vec![1, 2]],
        apart: vec![(1, 2)],
        locked: vec![vec![4], vec![4, 5]],
    };
    let problem = Field::read("a10 a10 a10 .... a10\na10 a10 .... .... a10").problem(10, 90);
    let problem = problem.with_links(links).unwrap();
    let found: Vec<_> = reasons(&problem).into_iter().map(|reason| (reason.0, reason.1)).collect();
    assert_eq!(
        found,
        vec![
            (Infeasible::LocksOverlap { atom: 4 }, vec![4]),
            (Infeasible::Torn { list: 0, pieces: 2 }, vec![0, 3]),
            (Infeasible::ApartTogether { a: 1, b: 2 }, vec![1, 2]),
        ]
    );
}

#[test]
fn too_many_parts_are_named_with_how_many_could_be() {
    let mut problem = Field::read("a10 a10 a10 a10").problem(10, 20);
    problem.parts = Parts::Exactly(5);
    let why = Infeasible::PartCount { parts: 5, households: 40 };
    assert_eq!(reasons(&problem), vec![(why, vec![], vec![Cure::Parts(2, 4)])]);
    // One fewer binds, and brings a plan.
    let found = explained(&problem, TEN);
    let binding: Vec<Rule> = found.binding().map(|relaxed| relaxed.rule).collect();
    assert_eq!(binding[0], Rule::Parts(Parts::Exactly(4)));
}

#[test]
fn what_only_trying_all_shows_is_shown_by_trying_all() {
    let problem = Field::read("a7 a7 a7\na7 a7 a5").problem(20, 20);
    assert_eq!(reasons(&problem), vec![(Infeasible::NoPlan { atoms: 6 }, vec![], vec![])]);
    let found = explained(&problem, Asked { step: 1, ..TEN });
    let change = |relaxed: &Relaxed| relaxed.change.unwrap().out_of_range;
    // 19 and 21: each alone is half of it.
    let binding: Vec<_> = found.binding().map(|own| (own.rule, change(own))).collect();
    assert_eq!(binding, vec![(Rule::Min(19), -1), (Rule::Max(21), -1)]);
    let mut problem = problem;
    problem.sizes.max = 21;
    let found = explained(&problem, Asked { step: 1, ..TEN });
    let first = found.binding().next().unwrap();
    assert_eq!((first.rule, first.terms.unwrap().out_of_range), (Rule::Min(19), 0));
    assert!(first.is_proven);
}

#[test]
fn an_opened_barrier_and_a_lifted_lock_bring_what_they_bring() {
    // The island of 5 is out of range until its ditch is bridged.
    let problem = Field::read("a10 a10 a10 a10 .... a5").problem(20, 30);
    let bridge = [vec![Edge { u: 4, v: 3, weight: 1.0 }]];
    let found = explained(&problem, Asked { step: 0, barriers: &bridge });
    assert_eq!(found.terms.unwrap().out_of_range, 1);
    let opened = &found.relaxed[0];
    assert_eq!((opened.rule, opened.change.unwrap().out_of_range), (Rule::Barrier(0), -1));
    assert_eq!(found.binding().count(), 1);

    // With the middle locked, 10 are left on each side.
    let links = Links { locked: vec![vec![1, 2]], ..Links::default() };
    let problem = Field::read("a10 a10 a10 a10").problem(20, 20).with_links(links).unwrap();
    let found = explained(&problem, TEN);
    assert_eq!(found.verdict, Verdict::None);
    let binding: Vec<Rule> = found.binding().map(|relaxed| relaxed.rule).collect();
    assert_eq!(binding, vec![Rule::Locked(0), Rule::Min(10)]);
    let lifted = &found.relaxed[0];
    assert_eq!((lifted.change.unwrap().out_of_range, lifted.terms.unwrap().value), (-2, 1.0));
}

#[test]
fn where_a_plan_exists_the_cost_of_each_rule_is_told() {
    let links = Links { apart: vec![(0, 1)], ..Links::default() };
    let mut problem = Field::read("a10 a10 a10\na10 a10 a10").problem(30, 30);
    problem = problem.with_links(links).unwrap();
    let found = explained(&problem, Asked { step: 10, barriers: &[] });
    assert_eq!((found.verdict, found.reasons), (Verdict::Exists, vec![]));
    // Columns of two cost less than what the pair asks for.
    let apart = found.relaxed.iter().find(|relaxed| relaxed.rule == Rule::Apart(0)).unwrap();
    let change = apart.change.unwrap();
    assert!(change.value <= 0.0 && change.cut == change.value);
    assert_eq!(Terms::of(&problem, &found.plan.unwrap()), found.terms.unwrap());
}

#[test]
fn every_rule_and_verdict_has_its_own_code() {
    let rules = [
        Rule::Min(1),
        Rule::Max(1),
        Rule::Parts(Parts::Free),
        Rule::Together(0),
        Rule::Apart(0),
        Rule::Locked(0),
        Rule::Barrier(0),
    ];
    let mut codes: std::collections::BTreeSet<_> = rules.into_iter().map(Rule::code).collect();
    codes.extend([Verdict::Exists, Verdict::None, Verdict::Unknown].map(Verdict::code));
    assert_eq!(codes.len(), 10);
}

/// A tiny map with links, from a seed.
pub fn tiny(seed: u64) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..8).map(|_| numbers.between(1, 12)).collect();
    let mut field = Field::of(&weights, 4);
    field.edges.retain(|_| numbers.between(0, 5) > 0);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(1, 5));
    }
    for atom in &mut field.atoms {
        atom.predecessor = Some(numbers.between(0, 2));
    }
    let min = numbers.between(4, 22);
    let mut problem = field.problem(min, min + numbers.between(0, 12));
    let mut any = || numbers.between(0, 7);
    let (a, b) = (any(), any());
    let apart = if a == b { vec![] } else { vec![(a, b)] };
    let together = if any() < 3 { vec![vec![any(), any()]] } else { vec![] };
    let locked = if any() < 2 { vec![vec![any()]] } else { vec![] };
    problem.parts = match any() {
        0..3 => Parts::Free,
        3..6 => Parts::Exactly(any() / 2 + 1),
        _ => Parts::Between(1, 1 + any()),
    };
    problem.objective = match any() {
        0..3 => Objective::Cut,
        3..5 => Objective::Moment,
        _ => Objective::Ward(WardWeights::default()),
    };
    let heirs = if any() < 4 { Heirs::Each } else { Heirs::Once };
    problem.with_links(Links { together, apart, locked }).unwrap().with_heirs(heirs)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_verdict_is_that_of_trying_every_plan(seed in 0u64..1_000_000) {
        let problem = tiny(seed);
        let all = all_plans(&problem);
        let found = explained(&problem, TEN);
        match found.verdict {
            Verdict::Exists => {
                prop_assert!(!all.is_empty());
                prop_assert_eq!(check(&problem, found.plan.as_ref().unwrap()), vec![]);
                prop_assert!(found.reasons.is_empty());
            }
            Verdict::None => {
                prop_assert!(all.is_empty(), "{:?} {:?}", found.reasons, all[0]);
                prop_assert!(!found.reasons.is_empty());
            }
            // Only a must-link list that would have to be joined by a path leaves this open.
            Verdict::Unknown => prop_assert!(!problem.links.together.is_empty(), "{found:?}"),
        }
        if let (true, Some(terms)) = (found.is_proven && !all.is_empty(), found.terms) {
            // Free numbers of parts are the sizes' choice and not the objective's.
            let free = problem.parts == Parts::Free;
            let best = all.iter().map(|plan| Terms::of(&problem, plan).value);
            let best = best.fold(f64::INFINITY, f64::min);
            prop_assert!(terms.value >= best - 1e-9);
            prop_assert!(free || problem.parts != Parts::Exactly(2) || terms.value <= best + 1e-9);
        }
        for relaxed in &found.relaxed {
            if let (Some(plan), Some(terms)) = (&relaxed.plan, &relaxed.terms) {
                prop_assert!(terms.out_of_range > 0 || plan.assignment.len() == 8);
            }
        }
    }
}
