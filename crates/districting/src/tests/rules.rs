//! Each rule of the check, kept and broken.

use proptest::prelude::*;

use super::field::{Field, draw_steps, invented};
use crate::check::{Violation, check};
use crate::{Links, Parts, Plan};

const SOUND: &str = "
    a10 a20 b30
    a30 b10 b20
    c20 c20 c20
";

#[test]
fn a_sound_plan_leaves_the_check_silent() {
    let field = Field::read(SOUND);
    assert_eq!(check(&field.problem(60, 60), &field.plan), vec![]);
}

#[test]
fn a_plan_of_another_length_is_seen() {
    let field = Field::read(SOUND);
    let mut plan = field.plan.clone();
    plan.assignment.pop();
    let found = check(&field.problem(60, 60), &plan);
    assert_eq!(found, vec![Violation::Length { found: 8, expected: 9 }]);
}

#[test]
fn an_empty_part_and_one_beyond_the_number_are_seen() {
    let field = Field::read(SOUND);
    let plan = Plan { parts: 4, ..field.plan.clone() };
    let found = check(&field.problem(60, 60), &plan);
    assert_eq!(found, vec![Violation::NoSuchPart { part: 3 }]);
    let plan = Plan { parts: 2, ..field.plan };
    let problem = Field::read(SOUND).problem(60, 60);
    assert_eq!(check(&problem, &plan), vec![Violation::NoSuchPart { part: 2 }]);
}

#[test]
fn a_part_in_two_pieces_is_seen() {
    let field = Field::read("a10 b10 a10");
    let found = check(&field.problem(10, 20), &field.plan);
    assert_eq!(found, vec![Violation::Disconnected { part: 0, pieces: 2 }]);
}

#[test]
fn sizes_are_inclusive_at_both_ends() {
    let field = Field::read("a10 b12");
    assert_eq!(check(&field.problem(10, 12), &field.plan), vec![]);
    let low = check(&field.problem(11, 12), &field.plan);
    assert_eq!(low, vec![Violation::OutOfRange { part: 0, households: 10, min: 11, max: 12 }]);
    let high = check(&field.problem(10, 11), &field.plan);
    assert_eq!(high, vec![Violation::OutOfRange { part: 1, households: 12, min: 10, max: 11 }]);
}

#[test]
fn the_number_of_parts_is_seen() {
    let field = Field::read("a10 b10 c10");
    let mut problem = field.problem(10, 20);
    for (parts, allowed) in [
        (Parts::Free, true),
        (Parts::Exactly(3), true),
        (Parts::Exactly(2), false),
        (Parts::Between(1, 3), true),
        (Parts::Between(4, 9), false),
        (Parts::Between(1, 2), false),
    ] {
        problem.parts = parts;
        let found = check(&problem, &field.plan);
        let expected = if allowed { vec![] } else { vec![Violation::PartCount { found: 3 }] };
        assert_eq!(found, expected, "{parts:?}");
    }
}

#[test]
fn links_are_seen() {
    let field = Field::read("a10 a10 b10");
    let links = |together: Vec<Vec<u32>>, apart: Vec<(u32, u32)>, locked: Vec<Vec<u32>>| {
        let links = Links { together, apart, locked };
        check(&field.problem(10, 20).with_links(links).unwrap(), &field.plan)
    };
    assert_eq!(links(vec![vec![0, 1]], vec![(0, 2)], vec![vec![0, 1]]), vec![]);
    let split = links(vec![vec![], vec![0, 1, 2]], vec![], vec![]);
    assert_eq!(split, vec![Violation::Split { list: 1, parts: 2 }]);
    let close = links(vec![], vec![(2, 0), (0, 1)], vec![]);
    assert_eq!(close, vec![Violation::NotApart { a: 0, b: 1 }]);
    for locked in [vec![0], vec![0, 2], vec![0, 1, 2]] {
        let unlocked = links(vec![], vec![], vec![locked.clone()]);
        assert_eq!(unlocked, vec![Violation::Unlocked { list: 0 }], "{locked:?}");
    }
}

#[test]
fn a_locked_part_may_be_of_any_size_and_shape() {
    let field = Field::read("a90 b10 a90");
    let links = Links { locked: vec![vec![0, 2]], ..Links::default() };
    let problem = field.problem(10, 20).with_links(links).unwrap();
    assert_eq!(check(&problem, &field.plan), vec![]);
}

#[test]
fn every_violation_has_its_own_code_and_its_values() {
    let all = [
        Violation::Length { found: 1, expected: 2 },
        Violation::NoSuchPart { part: 1 },
        Violation::Disconnected { part: 1, pieces: 2 },
        Violation::OutOfRange { part: 1, households: 2, min: 3, max: 4 },
        Violation::PartCount { found: 1 },
        Violation::Split { list: 1, parts: 2 },
        Violation::NotApart { a: 1, b: 2 },
        Violation::Unlocked { list: 1 },
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(Violation::code).collect();
    assert_eq!(codes.len(), all.len());
    assert!(all.iter().all(|v| v.code().starts_with("districting-") && !v.args().is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever a drawn plan is broken by, the check says so.
    #[test]
    fn a_drawn_plan_broken_in_any_way_is_seen(seed in 0u64..1_000, at in 0usize..64) {
        let mut problem = invented(seed, 8, 8).problem(500, 650);
        let drawing = draw_steps(&problem, 40).unwrap();
        prop_assert_eq!(check(&problem, &drawing.plan), vec![]);
        let k = drawing.plan.parts;

        // An atom given to a part it does not touch leaves that part in two pieces.
        let near = |e: &&crate::Edge| e.u as usize == at || e.v as usize == at;
        let touched: Vec<u32> = problem.edges.iter().filter(near)
            .flat_map(|e| [e.u, e.v]).map(|a| drawing.plan.assignment[a as usize]).collect();
        if let Some(far) = (0..k).find(|part| !touched.contains(part)) {
            let mut plan = drawing.plan.clone();
            plan.assignment[at] = far;
            let split = |v: &Violation| matches!(v, Violation::Disconnected { part, .. } if *part == far);
            prop_assert!(check(&problem, &plan).iter().any(split));
        }

        // Two parts made one are too large, and too few.
        let mut plan = drawing.plan.clone();
        plan.assignment.iter_mut().filter(|part| **part == k - 1).for_each(|part| *part = 0);
        plan.parts = k - 1;
        problem.parts = Parts::Exactly(k);
        let found = check(&problem, &plan);
        let few = Violation::PartCount { found: k - 1 };
        prop_assert!(found.contains(&few));
        let large = |v: &Violation| matches!(v, Violation::OutOfRange { part: 0, .. });
        prop_assert!(found.iter().any(large));
    }
}
