//! Rule: every part is one piece.

use super::Violation;
use crate::{Plan, Problem};

pub(super) fn look(problem: &Problem, plan: &Plan, kept: &[bool], found: &mut Vec<Violation>) {
    // Union by path halving over the edges that stay inside a part: pieces are the roots left.
    let mut root: Vec<usize> = (0..plan.assignment.len()).collect();
    for edge in &problem.edges {
        let (u, v) = (edge.u as usize, edge.v as usize);
        if plan.assignment[u] == plan.assignment[v] {
            let (a, b) = (climb(&mut root, u), climb(&mut root, v));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut pieces = vec![0u32; plan.parts as usize];
    for (atom, &part) in plan.assignment.iter().enumerate() {
        if root[atom] == atom {
            pieces[part as usize] += 1;
        }
    }
    for (part, pieces) in (0u32..).zip(pieces) {
        if pieces > 1 && !kept[part as usize] {
            found.push(Violation::Disconnected { part, pieces });
        }
    }
}

fn climb(root: &mut [usize], mut atom: usize) -> usize {
    while root[atom] != atom {
        root[atom] = root[root[atom]];
        atom = root[atom];
    }
    atom
}
