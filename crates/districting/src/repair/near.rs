//! Repair by search, where parts are too many to list: what is at fault is drawn anew with the parts
//! around it, ring by ring, until it is in range; all else stays as it is given.
//!
//! Drawn anew means: the part given counts as each atom's predecessor, and a household away from it
//! costs far more than the objective gains. A region small enough is drawn exactly.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Given;
use crate::check::{Violation, check};
use crate::errand::Errand;
use crate::score::neighbours;
use crate::{Atom, Edge, House, Links, Objective, Parts, Plan, Problem, Sizes, Terms, WardWeights};

/// No part.
pub(super) const NONE: u32 = u32::MAX;
/// How much a household moved counts against what an ordinary move changes of the objective.
const WEIGHT: f64 = 16.0;
/// Rings drawn at most, before everything is.
const RINGS: u64 = 6;

pub(super) fn repair(problem: &Problem, given: &Given, errand: &Errand<'_>) -> Option<Plan> {
    let mut bench = Bench::of(problem, given);
    bench.complete();
    let mut surplus = bench.surplus();
    let steps = (errand.steps() / (RINGS + 1)).max(1);
    let mut clusters = bench.clusters();
    if clusters.is_empty() && surplus != 0 {
        clusters.extend(bench.one_to_count(surplus));
    }
    for (seed, cluster) in (1u64..).zip(clusters) {
        // A cluster may have been drawn with one before it.
        if seed > 1 && surplus == 0 && !bench.is_at_fault(&cluster) {
            continue;
        }
        bench.draw_around(cluster, surplus, (errand, steps, seed));
        surplus = bench.surplus();
    }
    Some(bench.plan())
}

/// The plan under repair.
pub(super) struct Bench<'p> {
    problem: &'p Problem,
    pub(super) given: &'p Given,
    pub(super) beside: Vec<Vec<usize>>,
    /// The part of each atom; locked lists have parts of their own.
    pub(super) part: Vec<u32>,
    /// Parts from here on are locked lists.
    locked_from: u32,
    pub(super) parts: u32,
    /// Parts that took in atoms without one.
    pub(super) touched: BTreeSet<u32>,
    /// What a household moved costs.
    weight: f64,
}

impl<'p> Bench<'p> {
    fn of(problem: &'p Problem, given: &'p Given) -> Self {
        let n = problem.atoms.len();
        let mut number = BTreeMap::new();
        let mut part = vec![NONE; n];
        let mut is_locked = vec![false; n];
        let lists = problem.links.locked.iter().filter(|list| !list.is_empty());
        let lists: Vec<&Vec<u32>> = lists.collect();
        lists.iter().for_each(|list| list.iter().for_each(|&a| is_locked[a as usize] = true));
        for atom in (0..n).filter(|&atom| !is_locked[atom]) {
            if let Some(own) = given.part(atom as u32) {
                let next = number.len() as u32;
                part[atom] = *number.entry(own).or_insert(next);
            }
        }
        let locked_from = number.len() as u32;
        // Lists come after all other parts, also after those that are made while atoms find one.
        for (list, atoms) in (0u32..).zip(&lists) {
            atoms.iter().for_each(|&atom| part[atom as usize] = locked_from + list);
        }
        let parts = locked_from + lists.len() as u32;
        let edges = problem.edges.len().max(1) as f64;
        let mean_edge = problem.edges.iter().map(|edge| edge.weight).sum::<f64>() / edges;
        let mean_atom = (problem.households() as f64 / n.max(1) as f64).max(1.0);
        let gain = match problem.objective {
            Objective::Cut => mean_edge / mean_atom,
            Objective::Moment => 1.0,
            Objective::Ward(w) => w.cut * mean_edge / mean_atom + w.deviation + w.moved,
        };
        let weight = WEIGHT * if gain > 0.0 { gain } else { 1.0 };
        Self {
            problem,
            given,
            beside: neighbours(problem),
            part,
            locked_from,
            parts,
            touched: BTreeSet::new(),
            weight,
        }
    }

    pub(super) fn is_locked(&self, part: u32) -> bool {
        (self.locked_from..self.locked_from + self.lists()).contains(&part)
    }

    fn lists(&self) -> u32 {
        self.problem.links.locked.iter().filter(|list| !list.is_empty()).count() as u32
    }

    pub(super) fn households(&self, atom: usize) -> i64 {
        i64::from(self.problem.atoms[atom].households)
    }

    fn plan(&self) -> Plan {
        Plan::from_labels(&self.part)
    }

    /// By how many parts there are too many (or, below zero, too few).
    fn surplus(&self) -> i64 {
        let parts = i64::from(self.plan().parts);
        let (fewest, most) = match self.problem.parts {
            Parts::Free | Parts::Most => (1, i64::MAX),
            Parts::Exactly(k) => (i64::from(k), i64::from(k)),
            Parts::Between(a, b) => (i64::from(a), i64::from(b)),
        };
        parts - parts.clamp(fewest, most)
    }

    /// Parts at fault: out of range, with links that are not kept, or with atoms that had no part.
    fn faulty(&self) -> BTreeSet<u32> {
        let plan = self.plan();
        let part_of = |atom: u32| self.part[atom as usize];
        let mut own = vec![0; plan.parts as usize];
        for (atom, &part) in plan.assignment.iter().enumerate() {
            own[part as usize] = self.part[atom];
        }
        let mut faulty = BTreeSet::new();
        for violation in check(self.problem, &plan) {
            match violation {
                Violation::OutOfRange { part, .. } | Violation::Disconnected { part, .. } => {
                    faulty.insert(own[part as usize]);
                }
                Violation::NotApart { a, b } => faulty.extend([part_of(a), part_of(b)]),
                Violation::Split { list, .. } => {
                    let atoms = &self.problem.links.together[list];
                    faulty.extend(atoms.iter().map(|&atom| part_of(atom)));
                }
                _ => {}
            }
        }
        // Atoms held of one part in several.
        let mut home = BTreeMap::new();
        for &atom in self.given.held() {
            let part = part_of(atom);
            if *home.entry(self.given.part(atom)).or_insert(part) != part {
                faulty.extend([part, home[&self.given.part(atom)]]);
            }
        }
        faulty.retain(|&part| !self.is_locked(part));
        faulty
    }

    fn is_at_fault(&self, cluster: &BTreeSet<u32>) -> bool {
        self.faulty().iter().any(|part| cluster.contains(part))
            || cluster.iter().any(|part| self.touched.contains(part))
    }

    /// The parts at fault and those touched, by clusters that lie together.
    fn clusters(&self) -> Vec<BTreeSet<u32>> {
        let mut left = self.faulty();
        left.extend(self.touched.iter().copied());
        let mut clusters = Vec::new();
        while let Some(first) = left.pop_first() {
            let mut cluster = BTreeSet::from([first]);
            loop {
                let near: Vec<u32> =
                    self.around(&cluster).into_iter().filter(|part| left.remove(part)).collect();
                if near.is_empty() {
                    break;
                }
                cluster.extend(near);
            }
            clusters.push(cluster);
        }
        clusters
    }

    /// The part that gives or takes one, where only their number is wrong.
    fn one_to_count(&self, surplus: i64) -> Option<BTreeSet<u32>> {
        let mut size: BTreeMap<u32, i64> = BTreeMap::new();
        for (atom, &part) in self.part.iter().enumerate().filter(|(_, p)| !self.is_locked(**p)) {
            *size.entry(part).or_default() += self.households(atom);
        }
        let most = size.iter().max_by_key(|&(part, size)| (*size, Reverse(*part)));
        let least = size.iter().min_by_key(|&(part, size)| (*size, *part));
        let one = if surplus > 0 { least } else { most };
        one.map(|(&part, _)| BTreeSet::from([part]))
    }

    /// The parts beside these, locked ones left out.
    fn around(&self, parts: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut around = BTreeSet::new();
        for edge in &self.problem.edges {
            let (a, b) = (self.part[edge.u as usize], self.part[edge.v as usize]);
            for (inner, outer) in [(a, b), (b, a)] {
                if parts.contains(&inner) && !parts.contains(&outer) && !self.is_locked(outer) {
                    around.insert(outer);
                }
            }
        }
        around
    }

    /// Parts that must be drawn with these, because a link reaches into them.
    fn closed(&self, mut parts: BTreeSet<u32>) -> BTreeSet<u32> {
        let held = self.given.held_together();
        let lists: Vec<&Vec<u32>> = self.problem.links.together.iter().chain(&held).collect();
        loop {
            let before = parts.len();
            for list in &lists {
                let own = list.iter().map(|&atom| self.part[atom as usize]);
                if own.clone().any(|part| parts.contains(&part)) {
                    parts.extend(own.filter(|&part| !self.is_locked(part)));
                }
            }
            if parts.len() == before {
                return parts;
            }
        }
    }

    /// The lists of atoms held, each joined within its part as far as it lies in one: a path through
    /// another part might cross that of another list.
    fn held(&self) -> Vec<Vec<u32>> {
        self.given.held_together().into_iter().map(|list| self.joined(list)).collect()
    }

    fn joined(&self, list: Vec<u32>) -> Vec<u32> {
        let Some(&first) = list.first() else { return list };
        let part = self.part[first as usize];
        let mut from = BTreeMap::from([(first as usize, first as usize)]);
        let mut queue = VecDeque::from([first as usize]);
        while let Some(atom) = queue.pop_front() {
            for &next in self.beside[atom].iter().filter(|&&next| self.part[next] == part) {
                from.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    atom
                });
            }
        }
        let mut joined: BTreeSet<u32> = list.iter().copied().collect();
        for atom in list {
            let mut at = atom as usize;
            while let Some(&before) = from.get(&at).filter(|&&before| before != at) {
                joined.insert(before as u32);
                at = before;
            }
        }
        // The atom that is held comes first.
        std::iter::once(first).chain(joined.into_iter().filter(|&atom| atom != first)).collect()
    }

    /// Draws a cluster anew, with one ring of parts more each time, until it is in range.
    fn draw_around(
        &mut self,
        cluster: BTreeSet<u32>,
        surplus: i64,
        (errand, steps, seed): (&Errand<'_>, u64, u64),
    ) {
        let mut region = self.closed(cluster);
        let mut best: Option<(u32, Vec<u32>)> = None;
        for ring in 0..=RINGS {
            if let Some((out, part)) = self.drawn(&region, surplus, (errand, steps, seed + ring)) {
                if best.as_ref().is_none_or(|(fewest, _)| out < *fewest) {
                    best = Some((out, part));
                }
                if out == 0 {
                    break;
                }
            }
            let ring = self.around(&region);
            if ring.is_empty() || errand.is_stopped() {
                break;
            }
            region.extend(ring);
            region = self.closed(region);
        }
        if let Some((_, part)) = best {
            self.part = part;
            self.parts = self.part.iter().max().map_or(0, |last| last + 1);
        }
    }

    /// Draws these parts anew: how many are out of range (or too many, or too few) then, and the part
    /// of each atom.
    fn drawn(
        &self,
        region: &BTreeSet<u32>,
        surplus: i64,
        (errand, steps, seed): (&Errand<'_>, u64, u64),
    ) -> Option<(u32, Vec<u32>)> {
        let atoms: Vec<usize> =
            (0..self.part.len()).filter(|&atom| region.contains(&self.part[atom])).collect();
        if atoms.is_empty() {
            return None;
        }
        let wanted = (region.len() as i64 - surplus).clamp(1, atoms.len().max(1) as i64);
        let problem = self.part_of_problem(&atoms, wanted as u32)?;
        let start: Vec<u32> = atoms.iter().map(|&atom| self.part[atom]).collect();
        let drawing = errand.draw(&problem, Some(&start), (steps, seed)).ok()?;
        let first = self.part.iter().max().map_or(0, |last| last + 1).max(self.parts);
        let mut part = self.part.clone();
        for (&atom, &own) in atoms.iter().zip(&drawing.plan.assignment) {
            part[atom] = first + own;
        }
        let terms = Terms::of(&problem, &drawing.plan);
        let missed = i64::from(drawing.plan.parts).abs_diff(wanted) as u32;
        let missed = if matches!(self.problem.parts, Parts::Exactly(_)) { missed } else { 0 };
        Some((terms.out_of_range + missed, part))
    }

    /// The problem of these atoms alone, in which a household away from its given part costs most.
    fn part_of_problem(&self, atoms: &[usize], wanted: u32) -> Option<Problem> {
        let mut number = vec![NONE; self.part.len()];
        for (at, &atom) in (0u32..).zip(atoms) {
            number[atom] = at;
        }
        let new = |atom: u32| Some(number[atom as usize]).filter(|&at| at != NONE);
        let whole = self.problem;
        let own = atoms.iter().map(|&atom| Atom {
            predecessor: self.given.part(atom as u32),
            ..whole.atoms[atom].clone()
        });
        let edges = whole.edges.iter().filter_map(|edge| {
            Some(Edge { u: new(edge.u)?, v: new(edge.v)?, weight: edge.weight })
        });
        let weights = match whole.objective {
            Objective::Ward(weights) => weights,
            Objective::Cut | Objective::Moment => WardWeights { cut: 1.0, ..WardWeights::NONE },
        };
        let moved = self.weight;
        // Where sizes weigh nothing at all, the number of parts would be nobody's choice.
        let deviation = weights.deviation.max(1e-6 * moved);
        let weights = WardWeights { deviation, moved, ..weights };
        let objective = Objective::Ward(weights);
        let parts = match whole.parts {
            Parts::Exactly(_) => Parts::Exactly(wanted),
            Parts::Free | Parts::Most => Parts::Between(1, atoms.len().max(1) as u32),
            Parts::Between(fewest, most) => {
                let others = i64::from(self.plan().parts) - i64::from(wanted);
                let less = |k: u32| (i64::from(k) - others).clamp(1, atoms.len() as i64) as u32;
                Parts::Between(less(fewest), less(most))
            }
        };
        let held = self.held();
        let lists = whole.links.together.iter().chain(&held);
        let together = lists.filter_map(|list| list.iter().map(|&atom| new(atom)).collect());
        let firsts: Vec<u32> = held.iter().filter_map(|list| new(list[0])).collect();
        let pairs = whole.links.apart.iter().filter_map(|&(a, b)| Some((new(a)?, new(b)?)));
        let held_apart = firsts
            .iter()
            .enumerate()
            .flat_map(|(at, &a)| firsts[at + 1..].iter().map(move |&b| (a, b)));
        let links = Links {
            together: together.collect(),
            apart: pairs.chain(held_apart).collect(),
            locked: Vec::new(),
        };
        let sizes = Sizes { widen: true, ..whole.sizes };
        let houses = whole
            .houses
            .iter()
            .filter_map(|house| Some(House { atom: new(house.atom)?, ..*house }));
        let problem = Problem::new(own.collect(), edges.collect(), sizes, parts, objective);
        problem.ok()?.with_links(links).ok()?.with_houses(houses.collect()).ok()
    }
}
