//! The fewest households moved, exactly: every possible part is listed, with the households that would
//! have to move into it.
//!
//! A part continues the given part of which it holds more than half (or the atoms held), so each given
//! part is continued once at most and the households moved are a sum over parts. Counting instead each
//! part's largest share as staying gives what no plan moves less than.

use super::{Given, Outcome, moved_by};
use crate::catalogue::{Board, Catalogue, Width};
use crate::check::check;
use crate::errand::Errand;
use crate::{Plan, Problem, Terms};

/// How much a household moved counts against what an ordinary move changes of the objective, at first.
const WEIGHT: f64 = 16.0;
/// By how much more it counts where fewer could have been moved.
const HEAVIER: f64 = 8.0;
/// How often it is made to count more.
const ROUNDS: u32 = 3;
/// Of the steps left, one in so many goes to each proof.
const SHARE: u64 = 3;

pub(super) fn repair(problem: &Problem, given: &Given, errand: &Errand<'_>) -> Outcome {
    let Some(board) = Board::of(problem) else { return Outcome::Open };
    let Some(catalogue) = Catalogue::of(&board, Width::Strict) else { return Outcome::Open };
    match strict(&mut Roll::of(catalogue, given), given, errand) {
        Outcome::NoPlan if problem.sizes.widen => {}
        outcome => return outcome,
    }
    let Some(catalogue) = Catalogue::of(&board, Width::Wide) else { return Outcome::Open };
    wide(&mut Roll::of(catalogue, given), errand)
}

/// Every part that keeps what is held, with the households that move into it.
struct Roll<'b, 'p> {
    catalogue: Catalogue<'b, 'p>,
    /// Households that move where a part continues the given one of which it holds most by half.
    moved: Vec<i64>,
    /// Households that move where its largest share stays.
    least: Vec<i64>,
}

impl<'b, 'p> Roll<'b, 'p> {
    fn of(catalogue: Catalogue<'b, 'p>, given: &Given) -> Self {
        let shares = Shares::of(catalogue.board, given);
        let catalogue = catalogue.only(|members| shares.keeps(members));
        let weighed = (0..catalogue.len()).map(|unit| shares.weigh(catalogue.members(unit)));
        let (moved, least) = weighed.unzip();
        Self { catalogue, moved, least }
    }

    fn costs(&self, weight: f64) -> Vec<f64> {
        let cost =
            |(unit, &moved): (usize, &i64)| self.catalogue.value(unit) + weight * moved as f64;
        self.moved.iter().enumerate().map(cost).collect()
    }
}

/// The best plan met.
struct Met {
    plan: Plan,
    moved: u32,
    terms: Terms,
    is_best: bool,
}

fn strict(roll: &mut Roll<'_, '_>, given: &Given, errand: &Errand<'_>) -> Outcome {
    let problem = roll.catalogue.board.problem;
    let range = roll.catalogue.board.range(None);
    let mut weight = WEIGHT * roll.catalogue.scale().log2().ceil().exp2();
    let mut best: Option<Met> = None;
    let mut least = None;
    let meet = |plan: Plan, is_best: bool| {
        let (moved, terms) = (moved_by(problem, given, &plan), Terms::of(problem, &plan));
        Met { plan, moved, terms, is_best }
    };
    for _ in 0..ROUNDS {
        let costs = roll.costs(weight);
        let known = best.as_ref().map(|met| met.plan.clone());
        let known = (range, known.as_ref());
        let Some(found) =
            roll.catalogue.best(costs, known, (errand, errand.share(errand.steps(), SHARE)))
        else {
            break;
        };
        if found.is_no_plan() {
            return Outcome::NoPlan;
        }
        if let Some(plan) = found.plan {
            keep(&mut best, meet(plan, found.is_proven));
        }
        if least.is_none() {
            let costs = roll.least.iter().map(|&moved| moved as f64).collect();
            let found = roll.catalogue.best(
                costs,
                (range, None),
                (errand, errand.share(errand.steps(), SHARE)),
            );
            let Some(found) = found else { break };
            least = Some((found.bound - 1e-4).ceil().max(0.0) as u32 + locked(roll, given));
            if let Some(plan) = found.plan {
                keep(&mut best, meet(plan, false));
            }
        }
        let Some(met) = &best else { break };
        if met.is_best && Some(met.moved) == least {
            break;
        }
        let costs = roll.moved.iter().map(|&moved| moved as f64).collect();
        let known = (range, Some(&met.plan.clone()));
        let fewest = roll
            .catalogue
            .best(costs, known, (errand, errand.share(errand.steps(), SHARE)))
            .and_then(|best| best.plan);
        let Some(fewest) = fewest.map(|plan| meet(plan, false)) else { break };
        let is_settled = met.is_best && fewest.moved >= met.moved;
        keep(&mut best, fewest);
        if is_settled {
            break;
        }
        weight *= HEAVIER;
    }
    match best {
        Some(met) => Outcome::Plan(met.plan, least, met.is_best),
        None => Outcome::Open,
    }
}

/// Keeps the plan that moves fewer, or the better of two that move as many.
fn keep(best: &mut Option<Met>, met: Met) {
    let is_better = best.as_ref().is_none_or(|best| {
        let (better, worse) = (met.terms.beats(&best.terms), best.terms.beats(&met.terms));
        let is_surer = met.is_best && !best.is_best && !worse;
        met.moved < best.moved || (met.moved == best.moved && (better || is_surer))
    });
    if is_better {
        *best = Some(met);
    }
}

/// Households that move within the locked lists, at the least.
fn locked(roll: &Roll<'_, '_>, given: &Given) -> u32 {
    let problem = roll.catalogue.board.problem;
    let lists = problem.links.locked.iter().map(|list| {
        let mut of = std::collections::BTreeMap::<u32, u32>::new();
        let atoms: std::collections::BTreeSet<u32> = list.iter().copied().collect();
        for atom in atoms {
            if let Some(part) = given.part(atom) {
                *of.entry(part).or_default() += problem.atoms[atom as usize].households;
            }
        }
        of.values().sum::<u32>() - of.values().max().copied().unwrap_or(0)
    });
    lists.sum()
}

/// As few parts out of range as found, then as few households moved.
fn wide(roll: &mut Roll<'_, '_>, errand: &Errand<'_>) -> Outcome {
    let problem = roll.catalogue.board.problem;
    let range = roll.catalogue.board.range(None);
    let weight = WEIGHT * roll.catalogue.scale().log2().ceil().exp2();
    let out = weight * roll.catalogue.households() as f64 / 4.0;
    let mut costs = roll.costs(weight);
    for (cost, figures) in costs.iter_mut().zip(&roll.catalogue.figures) {
        if figures.excess > 0 {
            *cost += out + weight * figures.excess as f64;
        }
    }
    let found =
        roll.catalogue.best(costs, (range, None), (errand, errand.share(errand.steps(), SHARE)));
    match found.and_then(|best| best.plan) {
        Some(plan) if only_sizes(problem, &plan) => Outcome::Plan(plan, None, false),
        _ => Outcome::Open,
    }
}

fn only_sizes(problem: &Problem, plan: &Plan) -> bool {
    use crate::check::Violation::OutOfRange;
    check(problem, plan).iter().all(|violation| matches!(violation, OutOfRange { .. }))
}

/// How the given parts' households lie on the nodes.
struct Shares {
    /// Of each node, given parts with their households and whether atoms of theirs are held there.
    of_node: Vec<Vec<Share>>,
    /// By given part.
    whole: Vec<Whole>,
}

#[derive(Clone, Copy)]
struct Share {
    part: usize,
    households: i64,
    is_held: bool,
}

#[derive(Clone, Copy, Default)]
struct Whole {
    households: i64,
    /// Nodes on which atoms of it are held.
    held: u32,
    /// Its first node.
    first: u32,
}

impl Shares {
    fn of(board: &Board<'_>, given: &Given) -> Self {
        let mut number = std::collections::BTreeMap::new();
        let mut whole: Vec<Whole> = Vec::new();
        let mut of_node = Vec::with_capacity(board.net.len());
        for node in 0..board.net.len() as u32 {
            let mut shares: Vec<Share> = Vec::new();
            for &atom in board.net.atoms(node) {
                let Some(part) = given.part(atom) else { continue };
                let next = number.len();
                let part = *number.entry(part).or_insert(next);
                if part == whole.len() {
                    whole.push(Whole { first: node, ..Whole::default() });
                }
                let households = i64::from(board.problem.atoms[atom as usize].households);
                whole[part].households += households;
                let is_held = given.is_held(atom);
                match shares.iter_mut().find(|share| share.part == part) {
                    Some(share) => {
                        share.households += households;
                        share.is_held |= is_held;
                    }
                    None => shares.push(Share { part, households, is_held }),
                }
            }
            for share in shares.iter().filter(|share| share.is_held) {
                whole[share.part].held += 1;
            }
            of_node.push(shares);
        }
        Self { of_node, whole }
    }

    /// What a set of nodes holds of each given part.
    fn sum(&self, members: &[u32]) -> Vec<(Share, u32)> {
        let mut sums: Vec<(Share, u32)> = Vec::new();
        for share in members.iter().flat_map(|&node| &self.of_node[node as usize]) {
            let held = u32::from(share.is_held);
            match sums.iter_mut().find(|known| known.0.part == share.part) {
                Some((known, nodes)) => {
                    known.households += share.households;
                    *nodes += held;
                }
                None => sums.push((*share, held)),
            }
        }
        sums
    }

    /// Whether a set holds the held atoms of one given part at most, and then all of them.
    fn keeps(&self, members: &[u32]) -> bool {
        let mut held = self.sum(members).into_iter().filter(|(_, nodes)| *nodes > 0);
        match (held.next(), held.next()) {
            (None, _) => true,
            (Some((share, nodes)), None) => nodes == self.whole[share.part].held,
            _ => false,
        }
    }

    /// Households that move into a set: where it continues the given part of which it holds more
    /// than half, and where its largest share stays.
    fn weigh(&self, members: &[u32]) -> (i64, i64) {
        let sums = self.sum(members);
        let known: i64 = sums.iter().map(|(share, _)| share.households).sum();
        if let Some((share, _)) = sums.iter().find(|(_, nodes)| *nodes > 0) {
            return (known - share.households, known - share.households);
        }
        // A given part with atoms held is continued where they are.
        let free = sums.iter().map(|(share, _)| share).filter(|s| self.whole[s.part].held == 0);
        let continues = |share: &&Share| {
            let whole = self.whole[share.part];
            let twice = 2 * share.households;
            twice > whole.households
                || (twice == whole.households && members.contains(&whole.first))
        };
        let stays = free.clone().filter(continues).map(|share| share.households).max();
        let most = free.map(|share| share.households).max();
        (known - stays.unwrap_or(0), known - most.unwrap_or(0))
    }
}
