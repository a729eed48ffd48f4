//! What a plan scores, by hand.

use super::field::Field;
use crate::{Objective, WardWeights, score};

#[test]
fn a_score_is_the_sum_of_its_figures() {
    let mut field = Field::read(
        "a10 a20 b30
         a30 b10 b20",
    );
    for (atom, predecessor) in field.atoms.iter_mut().zip([1, 1, 2, 2, 2, 1]) {
        atom.predecessor = Some(predecessor);
    }
    let mut problem = field.problem(50, 70);
    problem.sizes.target = 55.0;
    let weights = WardWeights { deviation: 0.5, cut: 2.0, moved: 0.1, ..WardWeights::NONE };
    problem.objective = Objective::Ward(weights);
    let found = score(&problem, &field.plan);
    assert_eq!((found.cut, found.cut_edges, found.deviation), (3.0, 3, 10.0));
    // Part a: 30 of each, so the lower predecessor is its majority; part b: 40 of 2, 20 of 1.
    let moved: Vec<_> = found.parts.iter().map(|p| (p.majority, p.moved)).collect();
    assert_eq!(moved, vec![(Some(1), 30), (Some(2), 20)]);
    assert!((found.value - (5.0 + 6.0 + 5.0)).abs() < 1e-12);
    problem.objective = Objective::Cut;
    assert_eq!(score(&problem, &field.plan).value, 3.0);
}

#[test]
fn a_moment_counts_hops_in_the_whole_map_from_the_best_atom() {
    let mut problem = Field::read("a10 a20 a30").problem(10, 90);
    problem.objective = Objective::Moment;
    let field = Field::read("a10 a20 a30");
    assert_eq!(score(&problem, &field.plan).value, 40.0);
    // Round the corner inside the part it would be two hops more.
    let field = Field::read(
        "a10 b10 a10
         a10 a10 a10",
    );
    let mut problem = field.problem(10, 90);
    problem.objective = Objective::Moment;
    assert_eq!(score(&problem, &field.plan).value, 60.0);
}

#[test]
fn households_without_a_predecessor_are_at_home() {
    let mut field = Field::read("a10 a20");
    field.atoms[0].predecessor = Some(4);
    let found = score(&field.problem(10, 90), &field.plan);
    assert_eq!((found.moved, found.parts[0].majority), (0, Some(4)));
}
