//! As many parts as the sizes allow.

use proptest::prelude::*;

use super::field::{Field, Numbers, draw_with, invented};
use crate::check::check;
use crate::{Infeasible, Parts};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nine_atoms_make_the_most_parts_there_are(seed in 0u64..10_000) {
        let mut numbers = Numbers(seed);
        let weights: Vec<u32> = (0..9).map(|_| numbers.between(1, 9)).collect();
        let mut problem = Field::of(&weights, 3).problem(10, 30);
        let exactly = |k: u32| {
            let mut problem = problem.clone();
            problem.parts = Parts::Exactly(k);
            draw_with(&problem, 50, 1, 1).ok().map(|drawing| drawing.plan.parts)
        };
        let most = (1..=9).rev().find_map(exactly);
        problem.parts = Parts::Most;
        let drawn = draw_with(&problem, 50, 1, 1).ok().map(|drawing| drawing.plan.parts);
        prop_assert_eq!(drawn, most);
    }

    #[test]
    fn a_map_is_cut_into_nearly_as_many_as_counting_allows(seed in 0u64..10_000) {
        let mut problem = invented(seed, 12, 12).problem(400, 600);
        problem.parts = Parts::Most;
        let drawing = draw_with(&problem, 8_000, seed, 1).unwrap();
        prop_assert_eq!(check(&problem, &drawing.plan), vec![]);
        prop_assert_eq!(drawing.out_of_range, vec![]);
        let bound = problem.households() / 400;
        let parts = u64::from(drawing.plan.parts);
        prop_assert!(parts <= bound && 10 * parts >= 9 * bound, "{parts} of {bound}");
        let again = draw_with(&problem, 8_000, seed, 2).unwrap();
        prop_assert_eq!(again.plan, drawing.plan);
    }
}

#[test]
fn what_no_number_of_parts_holds_is_refused() {
    let mut problem = Field::read("a9 a9 a9").problem(10, 12);
    problem.parts = Parts::Most;
    let drawn = draw_with(&problem, 50, 1, 1);
    assert!(matches!(drawn, Err(Infeasible::NoWholeNumber { .. } | Infeasible::NoPlan { .. })));
}
