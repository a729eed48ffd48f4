//! Rule: a cannot-link pair lies in two parts.

use super::Violation;
use crate::{Plan, Problem};

pub(super) fn look(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    for &(a, b) in &problem.links.apart {
        if plan.assignment.get(a as usize) == plan.assignment.get(b as usize) {
            found.push(Violation::NotApart { a, b });
        }
    }
}
