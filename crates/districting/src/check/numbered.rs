//! Rule: parts are numbered 0 to k − 1, and none is empty.

use std::collections::BTreeSet;

use super::Violation;
use crate::Plan;

pub(super) fn look(plan: &Plan, found: &mut Vec<Violation>) {
    let used: BTreeSet<u32> = plan.assignment.iter().copied().collect();
    let missing = (0..plan.parts).filter(|part| !used.contains(part));
    let beyond = used.iter().copied().filter(|&part| part >= plan.parts);
    found.extend(missing.chain(beyond).map(|part| Violation::NoSuchPart { part }));
}
