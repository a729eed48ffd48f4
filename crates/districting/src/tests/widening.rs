//! Where sizes may give way: as few parts out of range as found, each with its cause.

use super::field::{Field, draw_steps};
use crate::check::{Violation, check};
use crate::{Cause, Drawing, Parts};

fn widened(picture: &str, min: u32, max: u32) -> Drawing {
    let mut problem = Field::read(picture).problem(min, max);
    problem.sizes.widen = true;
    let drawing = draw_steps(&problem, 400).unwrap();
    let size = |v: &Violation| matches!(v, Violation::OutOfRange { .. });
    assert!(check(&problem, &drawing.plan).iter().all(size));
    drawing
}

fn causes(drawing: &Drawing) -> Vec<(u32, Cause)> {
    drawing.out_of_range.iter().map(|out| (out.households, out.cause)).collect()
}

#[test]
fn an_island_too_small_is_a_unit_of_its_own_with_the_reason() {
    let drawing = widened("a10 a10 a10 a10 .... a5", 20, 30);
    assert_eq!(causes(&drawing), vec![(5, Cause::IsolatedPiece)]);
}

#[test]
fn an_atom_too_large_stands_alone_with_the_reason() {
    let drawing = widened("a10 a10 a90 a10 a10", 20, 30);
    assert_eq!(causes(&drawing), vec![(90, Cause::AtomAboveMax)]);
    assert_eq!(drawing.plan.assignment, vec![0, 0, 1, 2, 2]);
}

#[test]
fn a_piece_between_one_part_and_two_says_so() {
    let drawing = widened("a10 a10 a10 a10", 26, 35);
    assert_eq!(drawing.out_of_range.len(), 1);
    assert_eq!(drawing.out_of_range[0].cause, Cause::NoWholeNumber);
}

#[test]
fn a_pocket_says_that_it_is_cut_off() {
    let drawing = widened(".... a9 ....\na9 a15 a9", 20, 30);
    assert!(!drawing.out_of_range.is_empty());
    let small = drawing.out_of_range.iter().find(|out| out.households < 20);
    assert_eq!(small.map(|out| out.cause), Some(Cause::IsolatedPiece));
}

#[test]
fn a_number_asked_for_is_kept_where_sizes_give_way() {
    let mut problem = Field::read("a10 a10 a10 a10").problem(10, 20);
    problem.sizes.widen = true;
    problem.parts = Parts::Exactly(1);
    let drawing = draw_steps(&problem, 100).unwrap();
    assert_eq!((drawing.plan.parts, drawing.out_of_range.len()), (1, 1));
}

#[test]
fn what_can_be_in_range_is() {
    let drawing = widened("a10 a10 a10 a10", 20, 20);
    assert!(drawing.out_of_range.is_empty());
    assert_eq!(drawing.plan.parts, 2);
}

#[test]
fn every_cause_has_its_own_code() {
    let all = [
        Cause::IsolatedPiece,
        Cause::AtomAboveMax,
        Cause::Locked,
        Cause::NoWholeNumber,
        Cause::NotFound,
    ];
    let codes: std::collections::BTreeSet<_> = all.into_iter().map(Cause::code).collect();
    assert_eq!(codes.len(), all.len());
}
