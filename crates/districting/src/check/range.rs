//! Rule: a part's households lie within the range, both ends included.

use super::Violation;
use crate::{Plan, Problem};

pub(super) fn look(problem: &Problem, plan: &Plan, kept: &[bool], found: &mut Vec<Violation>) {
    let mut households = vec![0u64; plan.parts as usize];
    for (atom, &part) in problem.atoms.iter().zip(&plan.assignment) {
        households[part as usize] += u64::from(atom.households);
    }
    let (min, max) = (problem.sizes.min, problem.sizes.max);
    for (part, households) in (0u32..).zip(households) {
        let inside = (u64::from(min)..=u64::from(max)).contains(&households);
        if !inside && !kept[part as usize] {
            found.push(Violation::OutOfRange { part, households, min, max });
        }
    }
}
