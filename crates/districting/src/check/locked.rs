//! Rule: a locked list is exactly one part.

use std::collections::BTreeSet;

use super::Violation;
use crate::{Plan, Problem};

/// Returns which parts are exactly a locked list.
pub(super) fn look(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) -> Vec<bool> {
    let mut kept = vec![false; plan.parts as usize];
    for (list, atoms) in problem.links.locked.iter().enumerate() {
        let wanted: BTreeSet<u32> = atoms.iter().copied().collect();
        let Some(&first) = wanted.first() else { continue };
        let part = plan.assignment.get(first as usize);
        let members = (0u32..).zip(&plan.assignment).filter(|(_, p)| Some(*p) == part);
        let exact = members.map(|(atom, _)| atom).eq(wanted.iter().copied());
        match part {
            Some(&part) if exact => kept[part as usize] = true,
            _ => found.push(Violation::Unlocked { list }),
        }
    }
    kept
}
