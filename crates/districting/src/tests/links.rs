//! Drawing under links.

use proptest::prelude::*;

use super::field::{Field, Numbers, draw_steps, draw_with, invented};
use crate::check::check;
use crate::{Cause, Infeasible, Links};

#[test]
fn a_must_link_list_in_two_pieces_is_joined_by_a_path() {
    let field = Field::read("a10 a10 a10 a10\na10 a10 a10 a10");
    let links = Links { together: vec![vec![0, 3]], ..Links::default() };
    let problem = field.problem(40, 40).with_links(links).unwrap();
    let drawing = draw_steps(&problem, 20).unwrap();
    assert_eq!(check(&problem, &drawing.plan), vec![]);
    assert_eq!(drawing.plan.assignment, vec![0, 0, 0, 0, 1, 1, 1, 1]);
    assert!(!drawing.proven, "the path was a choice");
}

#[test]
fn a_locked_unit_stays_as_it_is_and_the_rest_is_drawn_around_it() {
    let field = Field::read("a90 a10 a10\na10 a10 a10");
    let links = Links { locked: vec![vec![0]], ..Links::default() };
    let problem = field.problem(20, 30).with_links(links).unwrap();
    let drawing = draw_steps(&problem, 20).unwrap();
    assert_eq!(check(&problem, &drawing.plan), vec![]);
    assert_eq!(drawing.plan.assignment.iter().filter(|&&part| part == 0).count(), 1);
    let out: Vec<_> = drawing.out_of_range.iter().map(|o| (o.households, o.cause)).collect();
    assert_eq!(out, vec![(90, Cause::Locked)]);
}

#[test]
fn everything_locked_is_a_plan_already() {
    let field = Field::read("a10 a10 a30");
    let links = Links { locked: vec![vec![0, 1], vec![2]], ..Links::default() };
    let problem = field.problem(20, 30).with_links(links).unwrap();
    let drawing = draw_steps(&problem, 20).unwrap();
    assert_eq!(drawing.plan.assignment, vec![0, 0, 1]);
    assert!(drawing.proven);
}

#[test]
fn contradicting_links_are_refused() {
    let field = Field::read("a10 a10 a10 .... a10");
    let refused = |links: Links| {
        let problem = field.problem(10, 30).with_links(links).unwrap();
        draw_steps(&problem, 20).err()
    };
    let together = |list: Vec<u32>| Links { together: vec![list], ..Links::default() };
    let both = Some(Infeasible::ApartTogether { a: 0, b: 1 });
    assert_eq!(refused(Links { apart: vec![(0, 1)], ..together(vec![0, 1]) }), both);
    let locked = vec![vec![0], vec![0, 1]];
    let overlap = Some(Infeasible::LocksOverlap { atom: 0 });
    assert_eq!(refused(Links { locked, ..Links::default() }), overlap);
    let across = Some(Infeasible::AcrossLock { list: 0, atom: 1 });
    assert_eq!(refused(Links { locked: vec![vec![0]], ..together(vec![0, 1]) }), across);
    let (locked, apart) = (vec![vec![0, 1]], vec![(0, 1)]);
    assert_eq!(refused(Links { locked, apart, ..Links::default() }), both);
    // Nothing leads from atom 0 to atom 3.
    assert_eq!(refused(together(vec![0, 3])), Some(Infeasible::Torn { list: 0, pieces: 2 }));
    assert_eq!(refused(together(vec![0, 1])), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn drawings_keep_their_links(seed in 0u64..100_000) {
        let mut numbers = Numbers(seed);
        let problem = invented(seed, 10, 10).problem(480, 660);
        let mut any = || numbers.between(0, 99);
        let pair = any();
        let links = Links {
            together: vec![vec![pair, (pair + 1) % 100], vec![any()], vec![]],
            apart: (0..6).map(|_| (any(), any())).filter(|(a, b)| a != b).collect(),
            locked: vec![vec![44, 45, 46, 54, 55, 56]],
        };
        let mut problem = problem.with_links(links).unwrap();
        problem.sizes.widen = true;
        match draw_with(&problem, 200, seed, 2) {
            Ok(drawing) => {
                let found = check(&problem, &drawing.plan);
                let owned = drawing.out_of_range.iter().filter(|o| o.cause != Cause::Locked);
                prop_assert_eq!(found.len(), owned.count(), "{:?}", found);
            }
            Err(reason) => {
                // A path that joins a list may be in another link's way; another might not.
                let links = [
                    "districting-across-lock",
                    "districting-torn",
                    "districting-apart-together",
                    "districting-not-found",
                ];
                prop_assert!(links.contains(&reason.code()), "{reason}");
            }
        }
    }
}
