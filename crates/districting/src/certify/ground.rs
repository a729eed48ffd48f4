//! The problem as the check of certificates sees it: groups of atoms that stay together, and what a
//! part costs.

use std::collections::BTreeMap;

use crate::certificate::{MILLIONTHS, Tiers};
use crate::places::{Moments, coordinates, distances, walked};
use crate::score::{hops_from, neighbours, wholes};
use crate::{Heirs, Objective, Plan, Problem, WardWeights};

/// The most that being out of range may cost, in millionths.
const WEIGHT_MOST: u64 = 1 << 52;

/// The problem with what is needed to list parts.
pub(super) struct Ground<'p> {
    pub(super) problem: &'p Problem,
    pub(super) tiers: Option<Tiers>,
    /// The lowest atom of each atom's group.
    group: Vec<u32>,
    /// The atoms of each group, by its lowest atom; empty for others and for locked atoms.
    pub(super) members: Vec<Vec<u32>>,
    /// Groups beside each group.
    pub(super) beside: Vec<Vec<u32>>,
    /// Groups each group must not lie with.
    pub(super) apart: Vec<Vec<u32>>,
    pub(super) households: Vec<u64>,
    locked: Vec<bool>,
    pub(super) locked_parts: u32,
    /// Edges of each atom to free atoms: the other end, the weight.
    arcs: Vec<Vec<(u32, f64)>>,
    /// Steps between atoms, where the objective counts them.
    hops: Vec<Vec<u64>>,
    /// Households of each predecessor in the whole map.
    wholes: BTreeMap<u32, u64>,
    /// Metres from each community house to each atom.
    distances: Vec<Vec<u64>>,
    /// Where each atom lies, in whole metres.
    places: Vec<[i64; 2]>,
}

impl<'p> Ground<'p> {
    pub(super) fn of(problem: &'p Problem, tiers: Option<Tiers>) -> Self {
        let n = problem.atoms.len();
        let mut locked = vec![false; n];
        let lists = problem.links.locked.iter().filter(|list| !list.is_empty());
        let locked_parts = lists.clone().count() as u32;
        lists.flatten().for_each(|&atom| locked[atom as usize] = true);
        let group = groups(problem);
        let mut ground = Self {
            problem,
            tiers,
            members: vec![Vec::new(); n],
            beside: vec![Vec::new(); n],
            apart: vec![Vec::new(); n],
            households: vec![0; n],
            arcs: vec![Vec::new(); n],
            hops: Vec::new(),
            wholes: wholes(problem),
            distances: distances(problem),
            places: coordinates(problem),
            group,
            locked,
            locked_parts,
        };
        for atom in (0..n).filter(|&atom| !ground.locked[atom]) {
            let group = ground.group[atom] as usize;
            ground.members[group].push(atom as u32);
            ground.households[group] += u64::from(problem.atoms[atom].households);
        }
        for edge in problem.edges.iter() {
            if !ground.locked[edge.u as usize] && !ground.locked[edge.v as usize] {
                ground.arcs[edge.u as usize].push((edge.v, edge.weight));
                ground.arcs[edge.v as usize].push((edge.u, edge.weight));
                let (a, b) = (ground.group[edge.u as usize], ground.group[edge.v as usize]);
                if a != b {
                    ground.beside[a as usize].push(b);
                    ground.beside[b as usize].push(a);
                }
            }
        }
        for &(a, b) in &problem.links.apart {
            let (a, b) = (ground.group[a as usize], ground.group[b as usize]);
            ground.apart[a as usize].push(b);
            ground.apart[b as usize].push(a);
        }
        for list in &mut ground.beside {
            list.sort_unstable();
            list.dedup();
        }
        if problem.objective == Objective::Moment {
            let neighbours = neighbours(problem);
            ground.hops = (0..n).map(|from| hops_from(&neighbours, from)).collect();
        }
        ground
    }

    pub(super) fn is_free(&self, atom: usize) -> bool {
        !self.locked[atom]
    }

    /// The cost of some atoms as one part, in millionths, and whether that is exact: else it is
    /// rounded down.
    pub(super) fn cost(&self, atoms: &[u32], inside: &[bool]) -> (i64, bool) {
        let households: u64 =
            atoms.iter().map(|&a| u64::from(self.problem.atoms[a as usize].households)).sum();
        let cost = match self.problem.objective {
            Objective::Cut => 0.5 * self.border(atoms, inside),
            Objective::Moment => self.moment(atoms),
            Objective::Ward(weights) => {
                let off = (households as f64 - self.problem.sizes.target).abs();
                weights.deviation * off
                    + weights.cut * 0.5 * self.border(atoms, inside)
                    + weights.moved * self.moved(atoms) as f64
                    + self.lie(atoms, inside, weights)
            }
        };
        let millionths = cost * MILLIONTHS;
        let round = millionths.round();
        let is_exact = (millionths - round).abs() < 1e-3;
        let cost = if is_exact { round as i64 } else { millionths.floor() as i64 - 1 };
        (cost.saturating_add(self.tier(households)), is_exact)
    }

    /// What being out of range costs, in millionths.
    fn tier(&self, households: u64) -> i64 {
        let (min, max) = (u64::from(self.problem.sizes.min), u64::from(self.problem.sizes.max));
        let off = min.saturating_sub(households).max(households.saturating_sub(max));
        let weight = |tiers: Tiers| tiers.part.saturating_add(tiers.household.saturating_mul(off));
        let weight = self.tiers.filter(|_| off > 0).map_or(0, weight);
        weight.saturating_mul(MILLIONTHS as u64).min(WEIGHT_MOST) as i64
    }

    /// The sizes that are listed.
    pub(super) fn sizes(&self) -> (u64, u64) {
        let sizes = &self.problem.sizes;
        let own = (u64::from(sizes.min), u64::from(sizes.max));
        self.tiers.map_or(own, |tiers| (tiers.min, tiers.max))
    }

    /// The groups of each piece.
    pub(super) fn pieces(&self) -> Vec<Vec<u32>> {
        let mut seen = vec![false; self.members.len()];
        let firsts = 0..self.members.len() as u32;
        firsts.filter_map(|first| self.piece(first, &mut seen)).collect()
    }

    /// The groups that hang together with one, those seen left out; nothing where it was seen itself.
    fn piece(&self, first: u32, seen: &mut [bool]) -> Option<Vec<u32>> {
        if seen[first as usize] || self.members[first as usize].is_empty() {
            return None;
        }
        seen[first as usize] = true;
        let mut piece = vec![first];
        let mut at = 0;
        while let Some(&group) = piece.get(at) {
            at += 1;
            for &next in &self.beside[group as usize] {
                if !seen[next as usize] {
                    seen[next as usize] = true;
                    piece.push(next);
                }
            }
        }
        Some(piece)
    }

    fn border(&self, atoms: &[u32], inside: &[bool]) -> f64 {
        let arcs = atoms.iter().flat_map(|&atom| &self.arcs[atom as usize]);
        arcs.filter(|(other, _)| !inside[*other as usize]).map(|(_, weight)| weight).sum()
    }

    fn moved(&self, atoms: &[u32]) -> u64 {
        let mut by_origin = BTreeMap::new();
        for &atom in atoms {
            let atom = &self.problem.atoms[atom as usize];
            if let Some(origin) = atom.predecessor {
                *by_origin.entry(origin).or_insert(0) += u64::from(atom.households);
            }
        }
        // Once: an old unit goes on only where more than half of it lies.
        let goes_on = |origin: &u32, held: u64| 2 * held > self.wholes[origin];
        let stays = by_origin
            .iter()
            .filter(|&(origin, &held)| self.problem.heirs == Heirs::Each || goes_on(origin, held))
            .map(|(_, &held)| held);
        by_origin.values().sum::<u64>() - stays.max().unwrap_or(0)
    }

    /// What walking to the best community house and lying off the centre cost.
    fn lie(&self, atoms: &[u32], inside: &[bool], weights: WardWeights) -> f64 {
        let mut cost = 0.0;
        let households = |atom: u32| self.problem.atoms[atom as usize].households;
        if weights.walking > 0.0 {
            let way = |metres: &Vec<u64>| {
                let each = atoms.iter().map(|&a| u64::from(households(a)) * metres[a as usize]);
                each.sum::<u64>()
            };
            let houses = self.problem.houses.iter().zip(&self.distances);
            let each = houses.map(|(house, metres)| (way(metres), inside[house.atom as usize]));
            cost += weights.walking * walked(each) as f64;
        }
        if weights.inertia > 0.0 {
            let own = |atom: u32| Moments::of(households(atom), self.places[atom as usize]);
            let moments = atoms.iter().fold(Moments::default(), |sum, &atom| sum.plus(own(atom)));
            cost += weights.inertia * moments.inertia() as f64;
        }
        cost
    }

    fn moment(&self, atoms: &[u32]) -> f64 {
        let from = |&centre: &u32| {
            let hops = &self.hops[centre as usize];
            let each = atoms.iter().map(|&atom| {
                u64::from(self.problem.atoms[atom as usize].households) * hops[atom as usize]
            });
            each.sum::<u64>()
        };
        atoms.iter().map(from).min().unwrap_or(0) as f64
    }

    /// The cost of a plan's parts, the locked ones left out, in millionths.
    pub(super) fn cost_of(&self, plan: &Plan) -> i64 {
        let mut parts = vec![Vec::new(); plan.parts as usize];
        for (atom, &part) in (0u32..).zip(&plan.assignment) {
            if self.is_free(atom as usize) {
                parts[part as usize].push(atom);
            }
        }
        let mut inside = vec![false; plan.assignment.len()];
        let mut sum = 0;
        for atoms in parts.iter().filter(|atoms| !atoms.is_empty()) {
            atoms.iter().for_each(|&atom| inside[atom as usize] = true);
            let (cost, is_exact) = self.cost(atoms, &inside);
            // What was rounded down is rounded up for the plan itself.
            let cost = if is_exact { cost } else { cost.saturating_add(2) };
            sum = i64::saturating_add(sum, cost);
            atoms.iter().for_each(|&atom| inside[atom as usize] = false);
        }
        sum
    }

    /// Whether each piece of what a part leaves can be a whole number of parts in range. If not, no
    /// plan in range holds the part.
    pub(super) fn leaves_whole_numbers(&self, atoms: &[u32]) -> bool {
        if self.tiers.is_some() {
            return true;
        }
        let mut seen = vec![false; self.members.len()];
        atoms.iter().for_each(|&atom| seen[self.group[atom as usize] as usize] = true);
        let (min, max) = (u64::from(self.problem.sizes.min), u64::from(self.problem.sizes.max));
        let firsts = 0..self.members.len() as u32;
        firsts.filter_map(|first| self.piece(first, &mut seen)).all(|piece| {
            let households =
                piece.iter().map(|&group| self.households[group as usize]).sum::<u64>();
            households.div_ceil(max).max(1) * min <= households
        })
    }
}

/// The lowest atom of each atom's must-link group.
fn groups(problem: &Problem) -> Vec<u32> {
    let mut group: Vec<u32> = (0..problem.atoms.len() as u32).collect();
    // Lists may share atoms: go round until nothing changes.
    loop {
        let mut changed = false;
        for list in &problem.links.together {
            let Some(lowest) = list.iter().map(|&atom| group[atom as usize]).min() else {
                continue;
            };
            for &atom in list {
                let old = group[atom as usize];
                if old != lowest {
                    group.iter_mut().filter(|group| **group == old).for_each(|g| *g = lowest);
                    changed = true;
                }
            }
        }
        if !changed {
            return group;
        }
    }
}
