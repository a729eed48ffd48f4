//! From what the search found to what the caller gets: a plan of atoms, its score, and the cause of
//! each part out of range.

use super::contract::{NONE, Net};
use super::feasible::part_range;
use super::{Found, Infeasible};
use crate::exact::Bound;
use crate::{Cause, Certificate, Drawing, OutOfRange, Plan, Problem, score};

/// What is proven of a plan.
pub(super) struct Proof {
    /// How much less a plan could cost at the most.
    pub(super) gap: Option<f64>,
    pub(super) certificate: Option<Certificate>,
}

pub(super) fn drawing(
    problem: &Problem,
    net: &Net,
    locked: &[u32],
    (found, proof): (Found, Proof),
    refusal: Option<Infeasible>,
) -> Drawing {
    let labels: Vec<u32> = net
        .node_of
        .iter()
        .zip(locked)
        .map(|(&node, &list)| match node {
            NONE => found.parts + list,
            node => found.labels[node as usize],
        })
        .collect();
    let plan = Plan::from_labels(&labels);
    let score = score(problem, &plan);
    let mut first = vec![usize::MAX; plan.parts as usize];
    for (atom, &part) in plan.assignment.iter().enumerate().rev() {
        first[part as usize] = atom;
    }
    let (min, max) = (problem.sizes.min, problem.sizes.max);
    let is_unavoidable = found.bound.as_ref().is_some_and(Bound::is_widened);
    let mut out_of_range = Vec::new();
    for (part, figures) in (0u32..).zip(&score.parts) {
        let households = figures.households;
        if !(min..=max).contains(&households) {
            let asked = Asked { plan: &plan, part, first: first[part as usize], households };
            let cause = match cause(problem, net, &asked, refusal.as_ref()) {
                Cause::NotFound if is_unavoidable => Cause::Unavoidable,
                cause => cause,
            };
            out_of_range.push(OutOfRange { part, households, cause });
        }
    }
    let bound = proof.gap.map(|gap| score.value - gap);
    Drawing {
        plan,
        score,
        bound,
        proven: found.proven,
        certificate: proof.certificate,
        blobs: None,
        out_of_range,
        steps: found.steps,
    }
}

struct Asked<'a> {
    plan: &'a Plan,
    part: u32,
    first: usize,
    households: u32,
}

fn cause(problem: &Problem, net: &Net, asked: &Asked<'_>, refusal: Option<&Infeasible>) -> Cause {
    let node = net.node_of[asked.first];
    if node == NONE {
        return Cause::Locked;
    }
    let mine = |atom: &usize| asked.plan.assignment[*atom] == asked.part;
    let atoms = (0..problem.atoms.len()).filter(mine);
    let max = i64::from(problem.sizes.max);
    let mut atoms = atoms.map(|atom| net.node_of[atom] as usize);
    if asked.households > problem.sizes.max && atoms.any(|node| net.households[node] > max) {
        return Cause::AtomAboveMax;
    }
    let small = asked.households < problem.sizes.min;
    let piece = net.pieces[net.piece_of[node as usize] as usize];
    if small && piece.households == i64::from(asked.households) {
        return Cause::IsolatedPiece;
    }
    if part_range(piece.households, piece.nodes, &problem.sizes).is_none() {
        return Cause::NoWholeNumber;
    }
    match refusal {
        Some(Infeasible::Pocket { .. }) if small => Cause::IsolatedPiece,
        _ => Cause::NotFound,
    }
}
