//! How good a plan is. Shares no code with the search, whose running sums it corrects.

use std::collections::{BTreeMap, VecDeque};

use crate::places::{Moments, coordinates, distances, walked};
use crate::{Heirs, Objective, Plan, Problem};

/// One part's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct PartScore {
    /// Households.
    pub households: u32,
    /// Households away from the predecessor that the part takes over.
    pub moved: u32,
    /// The majority predecessor, where atoms have one; of equals the lowest.
    pub majority: Option<u32>,
    /// The predecessor it takes over, by [`Problem::heirs`].
    pub heir: Option<u32>,
    /// Households × metres to the part's best community house; to the best of all where it has none.
    pub walking: u64,
    /// Households × square metres to the part's centre of gravity.
    pub inertia: u64,
}

/// A plan's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The objective's value; smaller is better.
    pub value: f64,
    /// Weight of cut edges, each once.
    pub cut: f64,
    /// Number of cut edges.
    pub cut_edges: u32,
    /// Σ |size − target|.
    pub deviation: f64,
    /// Households away from the predecessor that their part takes over. Households without one count
    /// as at home.
    pub moved: u32,
    /// Households × metres to the best community house; 0 where there are no houses.
    pub walking: u64,
    /// Households × square metres to their part's centre of gravity.
    pub inertia: u64,
    /// Per part.
    pub parts: Vec<PartScore>,
}

/// Scores a plan under the problem's objective.
///
/// Of a plan whose length is wrong, the atoms it does assign are scored: see [`crate::check`].
#[must_use]
pub fn score(problem: &Problem, plan: &Plan) -> Score {
    let mut parts = score_parts(problem, plan);
    lay(problem, plan, &mut parts);
    let (cut, cut_edges) = score_cut(problem, plan);
    let target = problem.sizes.target;
    let deviation = parts.iter().map(|p| (f64::from(p.households) - target).abs()).sum();
    let moved = parts.iter().map(|p| p.moved).sum();
    let walking = parts.iter().fold(0, |sum: u64, part| sum.saturating_add(part.walking));
    let inertia = parts.iter().fold(0, |sum: u64, part| sum.saturating_add(part.inertia));
    let value = match problem.objective {
        Objective::Cut => cut,
        Objective::Moment => moment(problem, plan),
        Objective::Ward(w) => {
            w.deviation * deviation
                + w.cut * cut
                + w.moved * f64::from(moved)
                + w.walking * walking as f64
                + w.inertia * inertia as f64
        }
    };
    Score { value, cut, cut_edges, deviation, moved, walking, inertia, parts }
}

fn score_parts(problem: &Problem, plan: &Plan) -> Vec<PartScore> {
    let mut households = vec![0u32; plan.parts as usize];
    let mut by_predecessor = vec![BTreeMap::<u32, u32>::new(); plan.parts as usize];
    let wholes = wholes(problem);
    for (atom, &part) in problem.atoms.iter().zip(&plan.assignment) {
        let Some(sum) = households.get_mut(part as usize) else { continue };
        *sum += atom.households;
        if let Some(predecessor) = atom.predecessor {
            *by_predecessor[part as usize].entry(predecessor).or_default() += atom.households;
        }
    }
    households
        .into_iter()
        .zip(by_predecessor)
        .map(|(households, origins)| {
            let majority = origins.iter().max_by_key(|&(&p, &h)| (h, std::cmp::Reverse(p)));
            // More than half of an old unit: no other part has that.
            let holds = |p: &u32, h: u32| 2 * u64::from(h) > wholes[p];
            let heir = origins
                .iter()
                .filter(|&(p, &h)| problem.heirs == Heirs::Each || holds(p, h))
                .max_by_key(|&(&p, &h)| (h, std::cmp::Reverse(p)));
            let known: u32 = origins.values().sum();
            PartScore {
                households,
                moved: known - heir.map_or(0, |(_, &h)| h),
                majority: majority.map(|(&p, _)| p),
                heir: heir.map(|(&p, _)| p),
                walking: 0,
                inertia: 0,
            }
        })
        .collect()
}

/// How far the households of each part walk, and how far they lie from its centre.
fn lay(problem: &Problem, plan: &Plan, parts: &mut [PartScore]) {
    let places = coordinates(problem);
    let mut moments = vec![Moments::default(); parts.len()];
    let distances = distances(problem);
    let mut ways = vec![vec![0u64; parts.len()]; distances.len()];
    for (at, (atom, &part)) in problem.atoms.iter().zip(&plan.assignment).enumerate() {
        let Some(own) = moments.get_mut(part as usize) else { continue };
        *own = own.plus(Moments::of(atom.households, places[at]));
        for (ways, distance) in ways.iter_mut().zip(&distances) {
            ways[part as usize] += u64::from(atom.households) * distance[at];
        }
    }
    for (part, (figures, moments)) in (0u32..).zip(parts.iter_mut().zip(&moments)) {
        let is_own = |house: &crate::House| plan.assignment.get(house.atom as usize) == Some(&part);
        let houses = problem.houses.iter().zip(&ways);
        figures.walking = walked(houses.map(|(house, ways)| (ways[part as usize], is_own(house))));
        figures.inertia = moments.inertia();
    }
}

/// Households of each predecessor in the whole map.
pub(crate) fn wholes(problem: &Problem) -> BTreeMap<u32, u64> {
    let mut wholes = BTreeMap::new();
    for atom in &problem.atoms {
        if let Some(predecessor) = atom.predecessor {
            *wholes.entry(predecessor).or_default() += u64::from(atom.households);
        }
    }
    wholes
}

fn score_cut(problem: &Problem, plan: &Plan) -> (f64, u32) {
    let part_of = |atom: u32| plan.assignment.get(atom as usize);
    let cut = problem.edges.iter().filter(|e| part_of(e.u) != part_of(e.v));
    cut.fold((0.0, 0), |(weight, edges), edge| (weight + edge.weight, edges + 1))
}

/// Σ over parts of the smallest Σ households × hops from one of its atoms. Hops are counted in the
/// whole graph; atoms out of reach count as many hops as there are atoms.
fn moment(problem: &Problem, plan: &Plan) -> f64 {
    let n = problem.atoms.len();
    let neighbours = neighbours(problem);
    let mut best = vec![u64::MAX; plan.parts as usize];
    for (centre, &part) in plan.assignment.iter().enumerate().take(n) {
        let Some(best) = best.get_mut(part as usize) else { continue };
        let hops = hops_from(&neighbours, centre);
        let around = plan.assignment.iter().zip(&problem.atoms).zip(&hops);
        let total: u64 = around
            .filter(|((other, _), _)| **other == part)
            .map(|((_, atom), &hops)| u64::from(atom.households) * hops)
            .sum();
        *best = total.min(*best);
    }
    best.into_iter().filter(|&b| b != u64::MAX).map(|b| b as f64).sum()
}

/// The atoms beside each atom.
pub(crate) fn neighbours(problem: &Problem) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); problem.atoms.len()];
    for edge in &problem.edges {
        neighbours[edge.u as usize].push(edge.v as usize);
        neighbours[edge.v as usize].push(edge.u as usize);
    }
    neighbours
}

/// Steps from an atom to each; as many as there are atoms where one is out of reach.
pub(crate) fn hops_from(neighbours: &[Vec<usize>], start: usize) -> Vec<u64> {
    let far = neighbours.len() as u64;
    let mut hops = vec![far; neighbours.len()];
    hops[start] = 0;
    let mut queue = VecDeque::from([start]);
    while let Some(atom) = queue.pop_front() {
        for &next in &neighbours[atom] {
            if hops[next] == far {
                hops[next] = hops[atom] + 1;
                queue.push_back(next);
            }
        }
    }
    hops
}
