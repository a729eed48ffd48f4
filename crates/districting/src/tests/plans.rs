//! Every sound plan of a tiny map, by trying all.

use crate::check::check;
use crate::{Plan, Problem};

/// All sound plans of a map of nine atoms at most, labels by first atom.
pub fn all_plans(problem: &Problem) -> Vec<Plan> {
    let n = problem.atoms.len();
    assert!(n <= 9, "more plans than can be tried");
    let mut found = Vec::new();
    let mut labels = vec![0u32; n];
    loop {
        let plan = Plan::from_labels(&labels);
        if check(problem, &plan).is_empty() {
            found.push(plan);
        }
        // The next string in which no label skips a number.
        let mut at = n;
        loop {
            if at <= 1 {
                return found;
            }
            at -= 1;
            let highest = labels[..at].iter().copied().max().unwrap_or(0);
            if labels[at] <= highest {
                labels[at] += 1;
                labels[at + 1..].fill(0);
                break;
            }
        }
    }
}
