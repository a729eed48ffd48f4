//! Why there is no plan: each reason on a map that has it, and malformed problems.

use super::field::{Field, draw_steps};
use crate::{
    Atom, Edge, Infeasible, Links, Objective, Parts, Problem, ProblemFault, Sizes, WardWeights,
};

fn reason(picture: &str, min: u32, max: u32) -> Infeasible {
    draw_steps(&Field::read(picture).problem(min, max), 50).unwrap_err()
}

#[test]
fn an_atom_above_the_maximum_is_named() {
    let found = reason("a10 a31 a10", 10, 30);
    assert_eq!(found, Infeasible::AtomAboveMax { atom: 1, households: 31 });
}

#[test]
fn a_must_link_group_above_the_maximum_is_named() {
    let links = Links { together: vec![vec![1, 2]], ..Links::default() };
    let problem = Field::read("a10 a20 a20").problem(10, 30).with_links(links).unwrap();
    let found = draw_steps(&problem, 50).unwrap_err();
    assert_eq!(found, Infeasible::AtomAboveMax { atom: 1, households: 40 });
}

#[test]
fn a_piece_without_a_whole_number_of_parts_is_named() {
    // The right piece: 50 is more than one part of 30 and less than two of 26.
    let found = reason("a13 a13 .... a20 a30", 26, 30);
    assert_eq!(found, Infeasible::NoWholeNumber { atom: 2, atoms: 2, households: 50 });
    let island = reason("a30 .... a5", 20, 30);
    assert_eq!(island, Infeasible::NoWholeNumber { atom: 1, atoms: 1, households: 5 });
}

#[test]
fn a_pocket_too_small_and_too_large_is_named() {
    // Three pockets hang on the middle atom, each too small alone; with them it is too large.
    let found = reason(".... a9 ....\na9 a15 a9", 20, 30);
    assert_eq!(found, Infeasible::Pocket { atom: 0, households: 42 });
}

#[test]
fn a_pocket_that_leaves_too_small_a_rest_is_named() {
    // 45 hang on the middle atom: too much to join it, too little to be two parts.
    let found = reason("a15 a15 a15 a20 a15 a15 a15", 26, 30);
    assert_eq!(found, Infeasible::Pocket { atom: 3, households: 65 });
}

#[test]
fn parts_out_of_reach_are_named() {
    let mut problem = Field::read("a10 a10 a10 a10").problem(10, 20);
    for (parts, asked) in
        [(Parts::Exactly(1), 1), (Parts::Exactly(5), 5), (Parts::Between(5, 6), 5)]
    {
        problem.parts = parts;
        let found = draw_steps(&problem, 50).unwrap_err();
        assert_eq!(found, Infeasible::PartCount { parts: asked, households: 40 });
    }
}

#[test]
fn a_map_whose_every_division_fails_is_refused_with_proof() {
    // 40 are two parts of 20 by counting, but no sum of sevens and the five is 20.
    let found = reason("a7 a7 a7\na7 a7 a5", 20, 20);
    assert_eq!(found, Infeasible::NoPlan { atoms: 6 });
}

#[test]
fn every_reason_has_its_own_code() {
    let all = [
        Infeasible::NoWholeNumber { atom: 0, atoms: 1, households: 2 },
        Infeasible::AtomAboveMax { atom: 0, households: 2 },
        Infeasible::Pocket { atom: 0, households: 2 },
        Infeasible::PartCount { parts: 1, households: 2 },
        Infeasible::Links { atom: 0 },
        Infeasible::LocksOverlap { atom: 0 },
        Infeasible::AcrossLock { list: 0, atom: 1 },
        Infeasible::Torn { list: 0, pieces: 2 },
        Infeasible::ApartTogether { a: 0, b: 1 },
        Infeasible::NoPlan { atoms: 1 },
        Infeasible::NotFound,
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(Infeasible::code).collect();
    assert_eq!(codes.len(), all.len());
    assert!(all.iter().all(|reason| !reason.to_string().is_empty()));
    assert_eq!(all[0].args().len(), 3);
}

fn build(
    change: impl Fn(&mut Vec<Atom>, &mut Vec<Edge>, &mut Sizes),
) -> Result<Problem, ProblemFault> {
    let mut field = Field::read("a10 a10 a10");
    let mut sizes = Sizes { min: 10, max: 20, target: 15.0, widen: false };
    change(&mut field.atoms, &mut field.edges, &mut sizes);
    Problem::new(field.atoms, field.edges, sizes, Parts::Free, Objective::Cut)
}

#[test]
fn malformed_problems_are_refused() {
    let bad = |what: &str| ProblemFault::BadNumber { what: what.to_owned() };
    assert!(build(|_, _, _| {}).is_ok());
    assert_eq!(build(|atoms, _, _| atoms.clear()), Err(ProblemFault::NoAtoms));
    let far = build(|_, edges, _| edges[1].v = 7);
    assert_eq!(far, Err(ProblemFault::NoSuchAtom { atom: 7, atoms: 3 }));
    let round = build(|_, edges, _| edges[1].v = edges[1].u);
    assert_eq!(round, Err(ProblemFault::Loop { edge: 1, atom: 1 }));
    assert_eq!(build(|_, edges, _| edges[0].weight = f64::NAN), Err(bad("edges[0].weight")));
    assert_eq!(build(|_, edges, _| edges[0].weight = -1.0), Err(bad("edges[0].weight")));
    let lost = build(|atoms, _, _| atoms[2].position[1] = f64::INFINITY);
    assert_eq!(lost, Err(bad("atoms[2].position")));
    assert_eq!(build(|_, _, sizes| sizes.min = 21), Err(bad("sizes.max")));
    assert_eq!(build(|_, _, sizes| sizes.target = 0.0), Err(bad("sizes.target")));
    let many = build(|atoms, _, _| atoms.iter_mut().for_each(|a| a.households = u32::MAX));
    assert_eq!(many, Err(bad("atoms[*].households")));
    for parts in [Parts::Exactly(0), Parts::Between(0, 2), Parts::Between(3, 2)] {
        let field = Field::read("a10");
        let sizes = Sizes { min: 10, max: 20, target: 15.0, widen: false };
        let built = Problem::new(field.atoms, field.edges, sizes, parts, Objective::Cut);
        assert_eq!(built, Err(bad("parts")));
    }
    let links = Links { apart: vec![(0, 3)], ..Links::default() };
    let linked = build(|_, _, _| {}).unwrap().with_links(links);
    assert_eq!(linked, Err(ProblemFault::NoSuchAtom { atom: 3, atoms: 3 }));
}

#[test]
fn weights_of_the_objective_must_be_usable() {
    let field = Field::read("a10");
    let sizes = Sizes { min: 10, max: 20, target: 15.0, widen: false };
    let weights = WardWeights { moved: f64::NAN, ..WardWeights::default() };
    let built =
        Problem::new(field.atoms, field.edges, sizes, Parts::Free, Objective::Ward(weights));
    assert_eq!(built, Err(ProblemFault::BadNumber { what: "objective.moved".to_owned() }));
}

#[test]
fn repeated_edges_are_added_up() {
    let twice = build(|_, edges, _| edges.push(Edge { u: 1, v: 0, weight: 2.0 })).unwrap();
    assert_eq!(twice.edges.len(), 2);
    assert_eq!((twice.edges[0].u, twice.edges[0].v, twice.edges[0].weight), (0, 1, 3.0));
}

#[test]
fn as_many_households_as_can_be_counted_and_a_locked_part_are_no_overflow() {
    let mut problem = Field::read("a0 a4294967295 b0").problem(1, u32::MAX);
    problem.sizes.target = 1.0;
    problem.parts = Parts::Between(1, 9);
    problem.links.locked = vec![vec![2]];
    let drawing = draw_steps(&problem, 20).unwrap();
    assert_eq!((drawing.plan.parts, drawing.plan.assignment), (2, vec![0, 0, 1]));
}
