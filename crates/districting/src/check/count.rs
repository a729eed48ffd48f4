//! Rule: there are as many parts as were asked for.

use super::Violation;
use crate::{Parts, Plan, Problem};

pub(super) fn look(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    let allowed = match problem.parts {
        Parts::Free | Parts::Most => true,
        Parts::Exactly(k) => plan.parts == k,
        Parts::Between(low, high) => (low..=high).contains(&plan.parts),
    };
    if !allowed {
        found.push(Violation::PartCount { found: plan.parts });
    }
}
