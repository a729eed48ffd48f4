//! Repair: what is whole stays, what is locked stays, and as few households move as trying every plan
//! shows to be possible.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::explain::tiny;
use super::field::{Field, Numbers, draw_with, invented};
use super::plans::all_plans;
use crate::check::check;
use crate::repair::{Given, GivenFault, Move, Repaired, repair};
use crate::{
    Env, Infeasible, Links, Objective, Plan, Problem, Progress, Quota, Terms, WardWeights,
    difference,
};

fn repaired(problem: &Problem, given: &Given, exact: bool) -> Result<Repaired, Infeasible> {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(30_000);
    repair(problem, given, &Env { seed: 1, quota, exact, threads: 1, progress: &progress })
}

fn given(problem: &Problem, parts: &[Option<u32>]) -> Given {
    Given::new(problem, parts.to_vec(), &[], &[]).unwrap()
}

fn some(labels: &[u32]) -> Vec<Option<u32>> {
    labels.iter().copied().map(Some).collect()
}

#[test]
fn a_sound_plan_stays_as_it_is() {
    let problem = Field::read("a10 a10 a10 a10").problem(10, 20);
    let found = repaired(&problem, &given(&problem, &some(&[7, 7, 3, 3])), true).unwrap();
    assert_eq!((found.moved, found.moves.len(), found.is_least()), (0, 0, true));
    assert_eq!(found.plan.assignment, vec![0, 0, 1, 1]);
    assert_eq!(found.heirs, vec![Some(7), Some(3)]);
}

#[test]
fn the_fewest_households_move_into_a_part_that_lacks_them() {
    // Part a needs five more; the atom of 5 will do, and so would the one of 9.
    let field = Field::read("a15 b5 b20\na5 b9 b20");
    let problem = field.problem(25, 50);
    let parts = some(&field.plan.assignment);
    let found = repaired(&problem, &given(&problem, &parts), true).unwrap();
    assert_eq!(check(&problem, &found.plan), vec![]);
    assert_eq!((found.moved, found.is_least()), (5, true));
    assert_eq!(found.moves, vec![Move { atom: 1, from: Some(1), to: 0 }]);
}

#[test]
fn an_atom_without_a_part_is_placed_and_nobody_moves() {
    let problem = Field::read("a10 a10 a10 a10 a10").problem(20, 30);
    let parts = [Some(0), Some(0), None, Some(1), Some(1)];
    for exact in [true, false] {
        let found = repaired(&problem, &given(&problem, &parts), exact).unwrap();
        assert_eq!((found.moved, found.moves.len()), (0, 1));
        assert_eq!((found.moves[0].atom, found.moves[0].from), (2, None));
    }
}

#[test]
fn a_part_too_large_is_split_and_its_larger_half_keeps_the_name() {
    let problem = Field::read("a10 a10 a10 a10 a10").problem(20, 30);
    let found = repaired(&problem, &given(&problem, &some(&[4; 5])), true).unwrap();
    assert_eq!((found.plan.parts, found.moved, found.is_least()), (2, 20, false));
    assert_eq!(found.heirs.iter().flatten().collect::<Vec<_>>(), vec![&4]);
}

#[test]
fn what_is_kept_and_held_stays() {
    let problem = Field::read("a10 a10 a10 a10 a10 a10").problem(20, 20);
    let parts = some(&[0, 1, 1, 1, 2, 2]);
    // Atom 1 would move to part 0; held, it is the others that move.
    let free = repaired(&problem, &given(&problem, &parts), true).unwrap();
    assert_eq!((free.moved, free.moves[0].atom), (10, 1));
    let held = Given::new(&problem, parts.clone(), &[], &[1]).unwrap();
    let found = repaired(&problem, &held, true).unwrap();
    assert_eq!(found.heirs[found.plan.assignment[1] as usize], Some(1));
    assert!(found.moved > 10);
    // Kept as it is, part 1 may be too large; part 0 alone cannot be in range then.
    let kept = Given::new(&problem, parts, &[1], &[]).unwrap();
    assert!(matches!(repaired(&problem, &kept, true), Err(Infeasible::NoWholeNumber { .. })));
}

#[test]
fn a_given_plan_at_fault_is_refused_by_name() {
    let problem = Field::read("a10 a10").problem(10, 20);
    let new = |parts: &[Option<u32>], kept: &[u32], held: &[u32]| {
        Given::new(&problem, parts.to_vec(), kept, held).unwrap_err()
    };
    assert_eq!(new(&[Some(0)], &[], &[]), GivenFault::Length { found: 1, expected: 2 });
    assert_eq!(new(&[Some(0), None], &[1], &[]), GivenFault::NoSuchPart { part: 1 });
    assert_eq!(new(&[Some(0), None], &[], &[1]), GivenFault::NoPart { atom: 1 });
    assert_eq!(new(&[Some(0), None], &[], &[9]), GivenFault::NoPart { atom: 9 });
    let links = Links { together: vec![vec![0, 1]], ..Links::default() };
    let linked = problem.clone().with_links(links).unwrap();
    let held = Given::new(&linked, some(&[0, 1]), &[], &[0, 1]).unwrap();
    let clash = Err(Infeasible::ApartTogether { a: 0, b: 1 });
    assert_eq!(repaired(&linked, &held, true), clash);
}

#[test]
fn where_sizes_must_give_way_the_rest_is_repaired_all_the_same() {
    let mut problem = Field::read("a10 a10 a10 a10 .... a5").problem(20, 30);
    problem.sizes.widen = true;
    for exact in [true, false] {
        let found = repaired(&problem, &given(&problem, &some(&[0, 1, 1, 1, 2])), exact).unwrap();
        assert_eq!((found.moved, found.terms.out_of_range), (10, 1), "{found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Any plan at all is repaired with as few households as trying every plan shows to be possible.
    #[test]
    fn no_plan_moves_fewer(seed in 0u64..1_000_000) {
        let problem = tiny(seed);
        let mut numbers = Numbers(seed ^ 77);
        let parts: Vec<Option<u32>> = (0..8).map(|_| {
            let part = numbers.between(0, 4);
            (part > 0).then_some(part)
        }).collect();
        let held: Vec<u32> = (0..8u32)
            .filter(|&atom| parts[atom as usize].is_some() && numbers.between(0, 5) == 0).collect();
        let given = Given::new(&problem, parts.clone(), &[], &held).unwrap();
        // The fewest moved over all sound plans that hold what is held.
        let keeps = |plan: &Plan| held.iter().all(|&a| held.iter().all(|&b| {
            let same = parts[a as usize] == parts[b as usize];
            (plan.assignment[a as usize] == plan.assignment[b as usize]) == same
        }));
        let moved = |plan: &Plan| {
            let fixed: std::collections::BTreeSet<(u32, u32)> = held.iter().map(|&atom| {
                (parts[atom as usize].unwrap(), plan.assignment[atom as usize])
            }).collect();
            let fixed: Vec<_> = fixed.into_iter().collect();
            let heirs = crate::difference::heirs(&problem, &parts, plan, &fixed);
            crate::difference::moved(&problem, &parts, plan, &heirs)
        };
        let all = all_plans(&problem);
        let all: Vec<&Plan> = all.iter().filter(|plan| keeps(plan)).collect();
        let fewest = all.iter().map(|plan| moved(plan)).min();
        for exact in [true, false] {
            match repaired(&problem, &given, exact) {
                Ok(found) => {
                    prop_assert_eq!(check(&problem, &found.plan), vec![]);
                    prop_assert!(keeps(&found.plan));
                    prop_assert_eq!(moved(&found.plan), found.moved);
                    let fewest = fewest.unwrap();
                    prop_assert!(found.moved >= fewest);
                    prop_assert!(found.least.is_none_or(|least| least <= fewest));
                    let counted: u32 = found.moves.iter().filter(|own| own.from.is_some())
                        .map(|own| problem.atoms[own.atom as usize].households).sum();
                    prop_assert_eq!(counted, found.moved);
                    if found.is_best {
                        let equals = all.iter().filter(|plan| moved(plan) == found.moved);
                        let best = equals.map(|plan| Terms::of(&problem, plan).value);
                        let best = best.fold(f64::INFINITY, f64::min);
                        prop_assert!((found.terms.value - best).abs() < 1e-6, "{best} {found:?}");
                    }
                }
                Err(Infeasible::NotFound) => {}
                Err(why) => prop_assert_eq!(fewest, None, "{}", why),
            }
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_spoilt_drawing_is_repaired_with_no_more_moves_than_spoilt_it(seed in 0u64..100_000) {
        let mut problem = invented(seed, 8, 7).problem(430, 650);
        let mut numbers = Numbers(seed ^ 5);
        for atom in &mut problem.atoms {
            atom.predecessor = Some(numbers.between(0, 6));
        }
        problem.objective = Objective::Ward(WardWeights::default());
        let drawn = draw_with(&problem, 300, seed, 1).unwrap().plan;
        let mut parts = some(&drawn.assignment);
        let mut spoilt = 0;
        for _ in 0..6 {
            let atom = numbers.between(0, 55) as usize;
            if parts[atom] == Some(drawn.assignment[atom]) {
                spoilt += problem.atoms[atom].households;
            }
            let part = numbers.between(0, drawn.parts);
            parts[atom] = (part < drawn.parts).then_some(part);
            if parts[atom] == Some(drawn.assignment[atom]) {
                spoilt -= problem.atoms[atom].households;
            }
        }
        let held: Vec<u32> = (0..56u32)
            .filter(|&atom| parts[atom as usize] == Some(drawn.assignment[atom as usize]))
            .filter(|_| numbers.between(0, 9) == 0).collect();
        let given = Given::new(&problem, parts.clone(), &[], &held).unwrap();
        let exact = repaired(&problem, &given, true).unwrap();
        prop_assert_eq!(check(&problem, &exact.plan), vec![]);
        prop_assert!(exact.moved <= spoilt, "{} {spoilt}", exact.moved);
        prop_assert!(exact.least.is_some_and(|least| least <= exact.moved));
        let heir = |atom: u32| exact.heirs[exact.plan.assignment[atom as usize] as usize];
        let all_stay = held.iter().all(|&atom| heir(atom) == parts[atom as usize]);
        prop_assert!(all_stay);
        let near = repaired(&problem, &given, false);
        prop_assert!(near.is_ok(), "{:?}", near);
        let near = near.unwrap();
        prop_assert_eq!(check(&problem, &near.plan), vec![]);
        prop_assert!(near.moved >= exact.moved);
        prop_assert!(difference(&problem, &drawn, &near.plan).moved < problem.households() as u32 / 2);
    }
}
