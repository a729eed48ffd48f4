//! Drawing on invented maps: the check stays silent, and the number of parts is the one asked for.

use proptest::prelude::*;

use super::field::{Field, Numbers, draw_steps, draw_with, invented};
use crate::check::check;
use crate::{Objective, Parts, Problem, WardWeights, score};

/// 150 old groups of 14,912 households in all, as a ward that became 26 units.
fn ward() -> Problem {
    let mut numbers = Numbers(5);
    let mut weights: Vec<u32> = (0..150).map(|_| numbers.between(60, 139)).collect();
    let total: u32 = weights.iter().sum();
    for i in 0..total.abs_diff(14_912) {
        let weight = &mut weights[(i % 150) as usize];
        *weight = if total > 14_912 { *weight - 1 } else { *weight + 1 };
    }
    let mut problem = Field::of(&weights, 15).problem(500, 650);
    for (i, atom) in problem.atoms.iter_mut().enumerate() {
        atom.predecessor = Some((i / 11) as u32);
    }
    problem.sizes.target = 570.0;
    problem
}

#[test]
fn the_number_of_parts_is_the_one_nearest_to_total_over_target() {
    for objective in [Objective::Cut, Objective::Ward(WardWeights::default())] {
        let problem = Problem { objective, ..ward() };
        assert_eq!(problem.households(), 14_912);
        let drawing = draw_steps(&problem, 2_000).unwrap();
        assert_eq!(check(&problem, &drawing.plan), vec![]);
        assert_eq!(drawing.plan.parts, 26, "{objective:?}");
        assert!(drawing.out_of_range.is_empty());
    }
}

#[test]
fn a_span_of_numbers_is_the_objectives_choice() {
    let objective = Objective::Ward(WardWeights { deviation: 0.1, cut: 20.0, ..WardWeights::NONE });
    let problem = Problem { objective, parts: Parts::Between(1, 150), ..ward() };
    let drawing = draw_steps(&problem, 2_000).unwrap();
    assert_eq!(check(&problem, &drawing.plan), vec![]);
    // Where borders are dear and sizes are not, fewer and larger parts are better.
    assert!(drawing.plan.parts < 26, "{}", drawing.plan.parts);
}

#[test]
fn a_long_search_comes_near_the_square_cut_of_a_square() {
    // 16 × 16 equal atoms in 16 parts: the best cut is the 4 × 4 chessboard of squares, 96 edges.
    let mut problem = Field::of(&[10; 256], 16).problem(160, 160);
    problem.parts = Parts::Exactly(16);
    let drawing = draw_steps(&problem, 8_000).unwrap();
    assert_eq!(check(&problem, &drawing.plan), vec![]);
    assert!(drawing.score.value <= 104.0, "{}", drawing.score.value);
}

#[test]
fn atoms_without_households_and_a_single_atom_are_drawn() {
    let problem = Field::read("a0 a0 a10 a0 a10").problem(10, 10);
    let drawing = draw_steps(&problem, 10).unwrap();
    assert_eq!((check(&problem, &drawing.plan), drawing.plan.parts), (vec![], 2));
    let problem = Field::read("a7").problem(5, 9);
    assert_eq!(draw_steps(&problem, 10).unwrap().plan.assignment, vec![0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_check_is_silent_on_every_drawing(
        seed in 0u64..100_000,
        (width, height) in (4u32..14, 4u32..14),
        (objective, threads) in (0u32..3, 1usize..3),
    ) {
        let mut problem = invented(seed, width, height).problem(480, 640);
        // Holes in the map: one border in eight is a barrier.
        let mut numbers = Numbers(seed ^ 99);
        problem.edges.retain(|_| numbers.between(0, 7) > 0);
        for atom in &mut problem.atoms {
            atom.predecessor = (numbers.between(0, 9) > 0).then(|| numbers.between(0, 4));
        }
        problem.objective = match objective {
            0 => Objective::Cut,
            1 => Objective::Moment,
            _ => Objective::Ward(WardWeights::default()),
        };
        problem.sizes.widen = true;
        let drawing = draw_with(&problem, 60, seed, threads).unwrap();
        let found = check(&problem, &drawing.plan);
        // Only what the drawing owns up to may be found.
        prop_assert_eq!(found.len(), drawing.out_of_range.len(), "{:?}", found);
        prop_assert_eq!(&drawing.score, &score(&problem, &drawing.plan));
        if drawing.out_of_range.is_empty() {
            problem.sizes.widen = false;
            let strict = draw_with(&problem, 60, seed, threads).unwrap();
            prop_assert_eq!(check(&problem, &strict.plan), vec![]);
        }
    }
}
