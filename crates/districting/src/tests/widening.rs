//! Where sizes may give way: as few parts out of range as found, each with its cause.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::field::{Field, Numbers, draw_steps};
use crate::certificate::Tiers;
use crate::check::{Violation, check};
use crate::{Cause, Drawing, Env, Objective, Parts, Plan, Problem, Progress, Quota, WardWeights};
use crate::{certify, draw, score};

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
        Cause::Unavoidable,
        Cause::NotFound,
    ];
    let codes: std::collections::BTreeSet<_> = all.into_iter().map(Cause::code).collect();
    assert_eq!(codes.len(), all.len());
}

/// Parts out of range, households out of range, and the value of a plan; nothing where it breaks
/// another rule, or where a part is of a size that was not looked at.
fn rank(problem: &Problem, plan: &Plan, tiers: Tiers, pieces: &[u32]) -> Option<(u32, u32, f64)> {
    let sized = |violation: &Violation| matches!(violation, Violation::OutOfRange { .. });
    if !check(problem, plan).iter().all(sized) {
        return None;
    }
    let score = score(problem, plan);
    let (mut out, mut excess) = (0, 0);
    for (part, figures) in (0u32..).zip(&score.parts) {
        let households = u64::from(figures.households);
        let atoms: Vec<usize> =
            (0..plan.assignment.len()).filter(|&atom| plan.assignment[atom] == part).collect();
        let piece = pieces[atoms[0]];
        let is_piece = pieces.iter().filter(|other| **other == piece).count() == atoms.len();
        let is_looked_at = (tiers.min..=tiers.max).contains(&households)
            || (households < tiers.min && is_piece)
            || (households > tiers.max && atoms.len() == 1);
        if !is_looked_at {
            return None;
        }
        let off = problem.sizes.min.saturating_sub(figures.households);
        let off = off.max(figures.households.saturating_sub(problem.sizes.max));
        out += u32::from(off > 0);
        excess += off;
    }
    Some((out, excess, score.value))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Where no plan lies in range, trying every plan of the sizes looked at finds none that is better:
    /// first fewer parts out of range, then fewer households, then the value. The certificate holds.
    #[test]
    fn as_few_as_can_be_are_out_of_range(seed in 0u64..100_000, k in 2u32..5) {
        let mut numbers = Numbers(seed);
        let weights: Vec<u32> = (0..9).map(|_| numbers.between(20, 60)).collect();
        let mut field = Field::of(&weights, 3);
        if numbers.between(0, 1) == 0 {
            // An island of one or two atoms.
            field.edges.retain(|edge| edge.v < 7 || edge.u >= 7);
        }
        for edge in &mut field.edges {
            edge.weight = f64::from(numbers.between(1, 5));
        }
        field.atoms.iter_mut().for_each(|atom| atom.predecessor = Some(numbers.between(0, 2)));
        let mean = weights.iter().sum::<u32>() / k;
        let mut problem = field.problem(mean - numbers.between(0, 3), mean + numbers.between(0, 9));
        problem.sizes.widen = true;
        problem.parts = Parts::Exactly(k);
        problem.objective = Objective::Ward(WardWeights::default());
        let progress = |_: Progress| ControlFlow::Continue(());
        let quota = Quota::Steps(4_000);
        let env = Env { seed: 1, quota, exact: true, threads: 1, progress: &progress };
        let drawing = draw(&problem, &env).unwrap();
        let Some(certificate) = drawing.certificate.clone() else { return Ok(()) };
        let certified = certify(&problem, &drawing.plan, &certificate).unwrap();
        prop_assert_eq!(certified.is_best, drawing.proven);
        let Some(tiers) = certificate.tiers else { return Ok(()) };
        let is_island = problem.edges.iter().all(|edge| edge.v < 7 || edge.u >= 7);
        let pieces: Vec<u32> = (0..9).map(|atom| u32::from(is_island && atom >= 7)).collect();
        let own = rank(&problem, &drawing.plan, tiers, &pieces).unwrap();
        prop_assert!(drawing.proven, "{drawing:?}");
        for code in 0..k.pow(9) {
            let digits = (0..9).map(|i| code / k.pow(i) % k);
            let plan = Plan { assignment: digits.collect(), parts: k };
            if plan == Plan::from_labels(&plan.assignment) {
                let other = rank(&problem, &plan, tiers, &pieces);
                let is_better = |other: &(u32, u32, f64)| {
                    (other.0, other.1) < (own.0, own.1)
                        || ((other.0, other.1) == (own.0, own.1) && other.2 < own.2 - 1e-6)
                };
                prop_assert!(!other.as_ref().is_some_and(is_better), "{own:?} {other:?}");
            }
        }
    }
}
