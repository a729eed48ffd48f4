//! Repairs a plan that is given, whole or not: keeps what is locked, moves as few households as
//! possible, and of such plans takes the best.
//!
//! A part of the new plan continues at most one given part; households whose part does not continue
//! theirs are moved ([`crate::difference`] pairs parts in the same way). Where every possible part can
//! be listed, the fewest are sought exactly ([`listed`]); else what is at fault is drawn anew with its
//! neighbours, ring by ring, and all else stays ([`near`]).

mod complete;
mod given;
mod listed;
mod near;

use std::collections::BTreeSet;

pub use self::given::{Given, GivenFault};
use crate::check::{Violation, check};
use crate::difference::{heirs, moved};
use crate::errand::Errand;
use crate::search::reasons;
use crate::{Env, Infeasible, Links, Plan, Problem, Terms};

/// An atom that changes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The atom.
    pub atom: u32,
    /// The given part it leaves; none where it had none.
    pub from: Option<u32>,
    /// Its part in the new plan.
    pub to: u32,
}

/// A plan repaired.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// The plan.
    pub plan: Plan,
    /// Its figures.
    pub terms: Terms,
    /// For each of its parts, the given part it continues.
    pub heirs: Vec<Option<u32>>,
    /// Atoms that change part, and those that had none.
    pub moves: Vec<Move>,
    /// Households that change part; those without a given part are not counted.
    pub moved: u32,
    /// No plan under the same rules and locks moves fewer, where that is proven.
    pub least: Option<u32>,
    /// Whether, of all plans that move so few, with each given part continued by the new one that
    /// holds more than half of it, none is better.
    pub is_best: bool,
}

impl Repaired {
    /// Whether it is proven that no plan moves fewer households.
    #[must_use]
    pub fn is_least(&self) -> bool {
        self.least == Some(self.moved)
    }
}

/// What a way of repairing came to.
enum Outcome {
    /// A plan; what no plan moves less than; whether none that moves so few is better.
    Plan(Plan, Option<u32>, bool),
    /// It is proven that there is none.
    NoPlan,
    /// Too much for this way.
    Open,
}

/// Repairs a plan.
///
/// # Errors
/// [`Infeasible`] where no plan keeps the rules and the locks (and `Sizes::widen` is off), or none was
/// found.
pub fn repair(problem: &Problem, given: &Given, env: &Env<'_>) -> Result<Repaired, Infeasible> {
    let problem = &keeping(problem, given);
    if let Some(plan) = given.whole().filter(|plan| check(problem, plan).is_empty()) {
        return Ok(told(problem, given, plan, (Some(0), true)));
    }
    clash(problem, given)?;
    let errand = Errand::new(env);
    let reason = reasons(problem).into_iter().next();
    if let (Some(reason), false) = (&reason, problem.sizes.widen) {
        return Err(reason.why.clone());
    }
    let outcome = match errand.exact() {
        true => listed::repair(problem, given, &errand),
        false => Outcome::Open,
    };
    match outcome {
        Outcome::Plan(plan, least, is_best) => Ok(told(problem, given, plan, (least, is_best))),
        Outcome::NoPlan => Err(Infeasible::NoPlan { atoms: problem.atoms.len() as u32 }),
        Outcome::Open => {
            let plan = near::repair(problem, given, &errand).ok_or(Infeasible::NotFound)?;
            let yields = problem.sizes.widen;
            let forgiven =
                |found: &Violation| yields && matches!(found, Violation::OutOfRange { .. });
            if !check(problem, &plan).iter().all(forgiven) || !holds(given, &plan) {
                return Err(Infeasible::NotFound);
            }
            Ok(told(problem, given, plan, (None, false)))
        }
    }
}

/// The problem with the given parts that are kept locked as they are.
fn keeping(problem: &Problem, given: &Given) -> Problem {
    let known: BTreeSet<Vec<u32>> = problem.links.locked.iter().map(|list| sorted(list)).collect();
    let mut locked = problem.links.locked.clone();
    for &part in given.kept() {
        let list = given.atoms(part);
        if !known.contains(&list) {
            locked.push(list);
        }
    }
    Problem { links: Links { locked, ..problem.links.clone() }, ..problem.clone() }
}

fn sorted(list: &[u32]) -> Vec<u32> {
    let set: BTreeSet<u32> = list.iter().copied().collect();
    set.into_iter().collect()
}

/// Refuses atoms that are held in two parts and must lie in one.
fn clash(problem: &Problem, given: &Given) -> Result<(), Infeasible> {
    for list in problem.links.together.iter().chain(&problem.links.locked) {
        let mut held = list.iter().filter(|&&atom| given.is_held(atom));
        let Some(&a) = held.next() else { continue };
        if let Some(&b) = held.find(|&&b| given.part(b) != given.part(a)) {
            return Err(Infeasible::ApartTogether { a, b });
        }
    }
    let mut home = vec![None; problem.atoms.len()];
    for (list, atoms) in problem.links.locked.iter().enumerate() {
        atoms.iter().for_each(|&atom| home[atom as usize] = Some(list));
    }
    for list in given.held_together() {
        let (a, own) = (list[0], home[list[0] as usize]);
        if let Some(&b) = list.iter().find(|&&b| home[b as usize] != own) {
            return Err(Infeasible::ApartTogether { a, b });
        }
    }
    for &(a, b) in &problem.links.apart {
        if given.is_held(a) && given.is_held(b) && given.part(a) == given.part(b) {
            return Err(Infeasible::ApartTogether { a, b });
        }
    }
    Ok(())
}

/// Whether all atoms held of one given part lie in one part of the plan, and of two in two.
fn holds(given: &Given, plan: &Plan) -> bool {
    let mut of_given = std::collections::BTreeMap::new();
    let mut of_part = std::collections::BTreeMap::new();
    given.held().iter().all(|&atom| {
        let (from, to) = (given.part(atom), plan.assignment[atom as usize]);
        *of_given.entry(from).or_insert(to) == to && *of_part.entry(to).or_insert(from) == from
    })
}

/// Which parts of a plan continue which given ones.
fn continued(problem: &Problem, given: &Given, plan: &Plan) -> Vec<Option<u32>> {
    let kept = given.kept().iter().filter_map(|&part| given.atoms(part).first().copied());
    let fixed = kept
        .chain(given.held().iter().copied())
        .filter_map(|atom| Some((given.part(atom)?, *plan.assignment.get(atom as usize)?)));
    let fixed: BTreeSet<(u32, u32)> = fixed.collect();
    heirs(problem, given.parts(), plan, &fixed.into_iter().collect::<Vec<_>>())
}

/// Households that a plan moves.
fn moved_by(problem: &Problem, given: &Given, plan: &Plan) -> u32 {
    moved(problem, given.parts(), plan, &continued(problem, given, plan))
}

fn told(
    problem: &Problem,
    given: &Given,
    plan: Plan,
    (least, is_best): (Option<u32>, bool),
) -> Repaired {
    let heirs = continued(problem, given, &plan);
    let moved = moved(problem, given.parts(), &plan, &heirs);
    let changes = (0u32..).zip(given.parts()).zip(&plan.assignment);
    let changes = changes.filter(|&((_, from), &to)| from.is_none() || heirs[to as usize] != *from);
    let moves = changes.map(|((atom, &from), &to)| Move { atom, from, to }).collect();
    let terms = Terms::of(problem, &plan);
    // What holds for all plans holds for one that was found otherwise.
    let is_best = is_best && least == Some(moved);
    Repaired { plan, terms, heirs, moves, moved, least, is_best }
}
