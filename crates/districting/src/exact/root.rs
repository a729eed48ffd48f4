//! The programme over the whole list, before anything is branched on; and the searches below it.

use super::budget::Budget;
use super::list::Listing;
use super::master::{ByNode, Master, Triple};
use super::proof::Trace;
use super::simplex::Halt;
use super::tree::{Tree, is_whole};
use crate::certificate::Then;
use crate::search::ground::Ground;

/// Rounds of cuts before the search begins.
const CUT_ROUNDS: usize = 12;
/// Cuts of one round.
const CUTS: usize = 60;

/// The whole list with its programme.
pub(super) struct Root<'l> {
    listing: &'l Listing,
    range: (u32, u32),
    master: Master,
    /// The cheapest plan known, by its units; empty where none is.
    known: Vec<u32>,
}

/// What a search below a goal came to.
pub(super) struct Searched {
    /// The nodes of each part of the best plan below the goal; empty where there is none.
    pub(super) parts: Vec<Vec<u32>>,
    /// Its cost, or the goal.
    pub(super) best: f64,
    /// No plan costs less.
    pub(super) bound: f64,
    /// The proof of it.
    pub(super) traces: Vec<Trace>,
}

impl<'l> Root<'l> {
    pub(super) fn new(
        ground: &Ground<'_>,
        listing: &'l Listing,
        range: (u32, u32),
        known: Option<&[u32]>,
    ) -> Self {
        let units = known.map(|labels| known_units(listing, labels)).unwrap_or_default();
        let prices = guess(ground, listing, &units);
        let mut master = Master::new(listing, &prices, range);
        units.iter().for_each(|&unit| master.take(listing, unit as usize));
        Self { listing, range, master, known: units }
    }

    /// Solves the programme, with cuts while they help; returns what no plan costs less than.
    pub(super) fn tighten(&mut self, ceiling: f64, budget: &mut Budget<'_>) -> Result<f64, Halt> {
        let alive = vec![true; self.listing.len()];
        let units = (self.listing, alive.as_slice());
        let mut bound = self.master.solve(units, ceiling, budget)?;
        for _ in 0..CUT_ROUNDS {
            if bound >= ceiling || budget.is_spent() {
                break;
            }
            let broken = self.master.broken(self.listing, CUTS);
            if broken.is_empty() {
                break;
            }
            broken.into_iter().for_each(|triple| self.master.cut(self.listing, triple));
            let tighter = self.master.solve(units, ceiling, budget)?;
            let gain = tighter - bound;
            bound = bound.max(tighter);
            if gain < 1e-5 * bound.abs() {
                break;
            }
        }
        self.master.drop_idle();
        Ok(bound)
    }

    /// Dives for a plan: the units that the programme uses most are kept, and it is solved again
    /// without what they exclude, until it uses whole units only.
    pub(super) fn dive(&mut self, ceiling: f64, budget: &mut Budget<'_>) -> Result<(), Halt> {
        let mut master = self.master.clone();
        let mut alive = vec![true; self.listing.len()];
        loop {
            let units = (self.listing, alive.as_slice());
            if master.solve(units, ceiling, budget)? >= ceiling {
                // What is left holds no plan.
                return Ok(());
            }
            let used = master.used();
            if is_whole(&used) {
                let units: Vec<u32> = used.into_iter().map(|(unit, _)| unit).collect();
                if master.simplex.held().is_empty() && self.cost_of(&units) < self.known().0 {
                    self.known = units;
                }
                return Ok(());
            }
            let partial = used.iter().filter(|(_, amount)| *amount < 1.0 - 1e-5);
            let most = partial.map(|(_, amount)| *amount).fold(0.0, f64::max);
            let kept = used.iter().filter(|(_, amount)| *amount >= most.min(0.9));
            for &(unit, _) in kept {
                if alive[unit as usize] {
                    self.keep(unit, &mut alive);
                }
            }
            master.ban(&alive);
        }
    }

    /// Leaves no unit alive that shares a node with this one.
    fn keep(&self, unit: u32, alive: &mut [bool]) {
        for &node in self.listing.members(unit as usize) {
            for &other in self.master.units_of(node) {
                alive[other as usize] &= other == unit;
            }
        }
    }

    fn cost_of(&self, units: &[u32]) -> f64 {
        units.iter().map(|&unit| self.listing.cost[unit as usize]).sum()
    }

    /// The cost of the cheapest plan known, and the nodes of each of its parts; an infinite cost where
    /// none is known with so many parts.
    pub(super) fn known(&self) -> (f64, Vec<Vec<u32>>) {
        let (fewest, most) = self.range;
        if !(fewest..=most).contains(&(self.known.len() as u32)) {
            return (f64::INFINITY, Vec::new());
        }
        let members = |&unit: &u32| self.listing.members(unit as usize).to_vec();
        (self.cost_of(&self.known), self.known.iter().map(members).collect())
    }

    /// The proof of the bound.
    pub(super) fn trace(&self) -> Trace {
        Trace::of(&self.master)
    }

    /// Looks for the best plan that costs less than a goal, among the units that can be part of one.
    pub(super) fn search(&self, (goal, grain): (f64, f64), budget: &mut Budget<'_>) -> Searched {
        let gap = goal - self.master.simplex.bound() + 1e-6;
        let few = self.listing.only(|unit| self.master.reduced[unit] <= gap);
        let prices = self.master.node_prices();
        let mut master = Master::new(&few, prices, self.range);
        let triples: Vec<Triple> = self.master.cuts.iter().map(|&(triple, _)| triple).collect();
        triples.into_iter().for_each(|triple| master.cut(&few, triple));
        let mut tree = Tree::new(&few, prices.len(), (goal, grain));
        let bound = tree.search(master, budget);
        let parts = tree.chosen.iter().map(|&unit| few.members(unit as usize).to_vec()).collect();
        let mut narrow = self.trace();
        narrow.then = Then::Narrow;
        let traces = std::iter::once(narrow).chain(tree.traces).collect();
        Searched { parts, best: tree.best, bound, traces }
    }
}

/// The units of a plan given by the part of each node; none where one of its parts is not listed.
fn known_units(listing: &Listing, labels: &[u32]) -> Vec<u32> {
    let by_node = ByNode::of(labels.len(), listing);
    let parts = labels.iter().max().map_or(0, |&last| last as usize + 1);
    let mut first = vec![None; parts];
    let mut size = vec![0; parts];
    for (node, &part) in (0u32..).zip(labels) {
        first[part as usize].get_or_insert(node);
        size[part as usize] += 1;
    }
    let found = first.iter().zip(&size).enumerate().map(|(part, (first, &size))| {
        let is_part = |unit: &&u32| {
            let members = listing.members(**unit as usize);
            members.len() == size && members.iter().all(|&v| labels[v as usize] == part as u32)
        };
        by_node.units((*first)?).iter().find(is_part).copied()
    });
    found.collect::<Option<Vec<u32>>>().unwrap_or_default()
}

/// A first guess of the nodes' prices: what a plan's units cost (or units cost on the whole), shared
/// by households.
fn guess(ground: &Ground<'_>, listing: &Listing, units: &[u32]) -> Vec<f64> {
    let net = ground.net;
    let households = |unit: usize| -> f64 {
        let members = listing.members(unit).iter();
        members.map(|&node| net.households[node as usize] as f64).sum::<f64>().max(1.0)
    };
    let all: f64 = (0..listing.len()).map(|unit| listing.cost[unit] / households(unit)).sum();
    let mean = all / listing.len().max(1) as f64;
    let mut prices: Vec<f64> =
        net.households.iter().map(|&households| mean * households as f64).collect();
    for &unit in units {
        let share = listing.cost[unit as usize] / households(unit as usize);
        for &node in listing.members(unit as usize) {
            prices[node as usize] = share * net.households[node as usize] as f64;
        }
    }
    prices
}
