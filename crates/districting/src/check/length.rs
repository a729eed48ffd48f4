//! Rule: a plan assigns every atom, and no more.

use super::Violation;
use crate::{Plan, Problem};

pub(super) fn look(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    let (assigned, expected) = (plan.assignment.len(), problem.atoms.len());
    if assigned != expected {
        found.push(Violation::Length { found: assigned, expected });
    }
}
