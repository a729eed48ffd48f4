//! Rule: a must-link list lies in one part.

use std::collections::BTreeSet;

use super::Violation;
use crate::{Plan, Problem};

pub(super) fn look(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    for (list, atoms) in problem.links.together.iter().enumerate() {
        let parts: BTreeSet<_> = atoms.iter().map(|&a| plan.assignment.get(a as usize)).collect();
        if parts.len() > 1 {
            found.push(Violation::Split { list, parts: parts.len() as u32 });
        }
    }
}
