//! The walk of recombinations: each plan on it keeps the rules.

use proptest::prelude::*;

use super::field::{Field, draw_steps, invented};
use crate::check::check;
use crate::{Links, Plan, score, walk};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_step_leads_to_a_sound_plan(seed in 0u64..10_000, steps in 1u64..20) {
        let problem = invented(seed, 9, 8).problem(500, 700);
        let start = draw_steps(&problem, 200).unwrap().plan;
        let walked = walk(&problem, &start, steps, seed).unwrap();
        prop_assert_eq!(check(&problem, &walked.plan), vec![]);
        prop_assert_eq!(walked.plan.parts, start.parts);
        for part in score(&problem, &walked.plan).parts {
            prop_assert!((500..=700).contains(&part.households));
        }
        prop_assert!(walked.steps == steps && walked.trees >= steps, "{walked:?}");
        prop_assert_eq!(walk(&problem, &start, steps, seed).unwrap(), walked);
    }
}

#[test]
fn a_square_is_cut_both_ways() {
    let field = Field::read("a1 a1\n b1 b1");
    let problem = field.problem(2, 2);
    let ends: Vec<Plan> =
        (0..40).map(|seed| walk(&problem, &field.plan, 1, seed).unwrap().plan).collect();
    let stays = ends.iter().filter(|end| **end == field.plan).count();
    assert!((5..35).contains(&stays), "{stays} of 40");
}

#[test]
fn where_nothing_can_be_cut_the_walk_stands_still() {
    let field = Field::read("a3 b1 b2");
    let walked = walk(&field.problem(3, 3), &field.plan, 5, 1).unwrap();
    assert_eq!((walked.plan, walked.steps), (field.plan.clone(), 5));
    let field = Field::read("a3");
    let walked = walk(&field.problem(3, 3), &field.plan, 5, 1).unwrap();
    assert_eq!((walked.plan, walked.steps), (field.plan, 0));
}

#[test]
fn links_are_kept_on_the_way() {
    let problem = invented(5, 9, 8).problem(500, 700);
    let start = draw_steps(&problem, 200).unwrap().plan;
    let first = start.assignment[0];
    let locked = (0..72u32).filter(|&a| start.assignment[a as usize] == first).collect();
    let links = Links { locked: vec![locked], ..Links::default() };
    let problem = problem.with_links(links).unwrap();
    let walked = walk(&problem, &start, 30, 4).unwrap();
    assert_eq!(check(&problem, &walked.plan), vec![]);
    assert_ne!(walked.plan, start);
}

#[test]
fn no_walk_begins_from_a_plan_that_breaks_a_rule() {
    let field = Field::read("a3 b1 b9");
    assert_eq!(walk(&field.problem(3, 5), &field.plan, 5, 1), None);
    let field = Field::read("a3 b4 a3");
    assert_eq!(walk(&field.problem(3, 6), &field.plan, 5, 1), None);
}
