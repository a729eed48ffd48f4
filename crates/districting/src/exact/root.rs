//! The programme over the whole list, before anything is branched on; and the searches below it.

use super::budget::Budget;
use super::cut::Cut;
use super::list::{ByNode, Listing, Sieve};
use super::master::Master;
use super::proof::{Trace, rounding};
use super::simplex::Halt;
use super::tree::{Tree, is_whole};
use super::windows::{LARGE, SMALL, Windows};
use crate::certificate::Then;
use crate::search::contract::Net;
use crate::search::ground::Ground;

/// Search steps spent on a plan to begin with, at most.
const MEETING: u64 = 6_000;

/// How much is cut before the search begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cutting {
    rounds: u32,
    /// Cuts of one round, and triples that are tried with two more nodes.
    cuts: (usize, usize),
    /// Rounds that gain next to nothing before cutting ends.
    idle: u32,
}

/// Enough to meet a plan by, and all that may help.
pub(super) const SOME: Cutting = Cutting { rounds: 12, cuts: (60, 0), idle: 1 };
pub(super) const ALL: Cutting = Cutting { rounds: 30, cuts: (60, 500), idle: 3 };

/// The whole list with its programme.
pub(super) struct Root<'l> {
    listing: &'l Listing,
    by_node: ByNode,
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
        let by_node = ByNode::of(ground.net.len(), listing);
        let units =
            known.map(|labels| known_units((listing, &by_node), labels)).unwrap_or_default();
        let prices = guess(ground, listing, &units);
        let mut master = Master::new(listing, &prices, range);
        units.iter().for_each(|&unit| master.take(listing, unit as usize));
        Self { listing, by_node, range, master, known: units }
    }

    /// Solves the programme, with cuts while they help; returns what no plan costs less than. Ends
    /// early once that reaches `enough`.
    pub(super) fn tighten(
        &mut self,
        cutting: Cutting,
        enough: f64,
        budget: &mut Budget<'_>,
    ) -> Result<f64, Halt> {
        let alive = vec![true; self.listing.len()];
        let units = (self.listing, alive.as_slice());
        let mut bound = self.master.solve(units, enough, budget)?;
        let mut idle = 0;
        for _ in 0..cutting.rounds {
            if bound >= enough || budget.is_spent() || idle == cutting.idle {
                break;
            }
            let (most, tried) = cutting.cuts;
            let tried = tried.min(self.master.node_prices().len());
            let broken = self.master.broken(self.listing, (most, tried));
            if broken.is_empty() {
                break;
            }
            broken.into_iter().for_each(|cut| self.master.cut(self.listing, cut));
            let tighter = self.master.solve(units, enough, budget)?;
            let gain = tighter - bound;
            bound = bound.max(tighter);
            idle = if gain < 1e-5 * bound.abs() { idle + 1 } else { 0 };
        }
        self.master.drop_idle();
        self.master.price_up_to(self.listing, f64::INFINITY);
        Ok(bound)
    }

    /// Looks for a plan to begin with, and betters it.
    pub(super) fn meet(&mut self, net: &Net, grain: f64, budget: &mut Budget<'_>) {
        budget.within(MEETING, |budget| self.look_for_plans(net, grain, budget));
    }

    fn look_for_plans(&mut self, net: &Net, grain: f64, budget: &mut Budget<'_>) {
        let begun = self.dive(budget);
        let mut windows = Windows::new(net, (self.listing, &self.master), &begun, grain);
        if windows.complete(budget) {
            self.keep_better(if SMALL.fits(net) {
                windows.better(SMALL, budget)
            } else {
                windows.units
            });
        }
        if self.is_in_range(&self.known) {
            for window in [SMALL, LARGE].into_iter().filter(|window| window.fits(net)) {
                let units = self.known.clone();
                let windows = Windows::new(net, (self.listing, &self.master), &units, grain);
                self.keep_better(windows.better(window, budget));
            }
        }
    }

    fn keep_better(&mut self, units: Vec<u32>) {
        if self.is_in_range(&units) && self.cost_of(&units) < self.known().0 {
            self.known = units;
        }
    }

    /// Dives: the units that the programme uses most are kept, and it is solved again without what
    /// they exclude, until it uses whole units only, or until what is kept leaves no plan. The units
    /// kept.
    fn dive(&self, budget: &mut Budget<'_>) -> Vec<u32> {
        let mut master = self.master.clone();
        let mut alive = vec![true; self.listing.len()];
        let mut kept: Vec<u32> = Vec::new();
        loop {
            let used = master.used();
            let held = master.simplex.held().is_empty();
            if held && is_whole(&used) {
                return used.into_iter().map(|(unit, _)| unit).collect();
            }
            let before = kept.len();
            let partial = used.iter().filter(|(_, amount)| *amount < 1.0 - 1e-5);
            let most = partial.map(|(_, amount)| *amount).fold(0.0, f64::max);
            for &(unit, _) in used.iter().filter(|(_, amount)| *amount >= most.min(0.9)) {
                if alive[unit as usize] && !kept.contains(&unit) {
                    self.keep(unit, &mut alive);
                    kept.push(unit);
                }
            }
            master.ban(&alive);
            let ceiling = self.ceiling();
            let solved = master.solve((self.listing, &alive), ceiling, budget);
            if kept.len() == before || !solved.is_ok_and(|bound| bound < ceiling) {
                return kept;
            }
        }
    }

    /// Leaves no unit alive that shares a node with this one.
    fn keep(&self, unit: u32, alive: &mut [bool]) {
        for &node in self.listing.members(unit as usize) {
            for &other in self.by_node.units(node) {
                alive[other as usize] &= other == unit;
            }
        }
    }

    fn is_in_range(&self, units: &[u32]) -> bool {
        (self.range.0..=self.range.1).contains(&(units.len() as u32))
    }

    /// Any plan at all costs less.
    pub(super) fn ceiling(&self) -> f64 {
        let dearest = self.listing.cost.iter().copied().fold(0.0, f64::max);
        f64::from(self.range.1) * dearest + 1.0
    }

    fn cost_of(&self, units: &[u32]) -> f64 {
        units.iter().map(|&unit| self.listing.cost[unit as usize]).sum()
    }

    /// The cost of the cheapest plan known, and the nodes of each of its parts; an infinite cost where
    /// none is known with so many parts.
    pub(super) fn known(&self) -> (f64, Vec<Vec<u32>>) {
        if !self.is_in_range(&self.known) {
            return (f64::INFINITY, Vec::new());
        }
        let members = |&unit: &u32| self.listing.members(unit as usize).to_vec();
        (self.cost_of(&self.known), self.known.iter().map(members).collect())
    }

    /// The prices as they stand, to list units by.
    pub(super) fn sieve(&self, upto: f64) -> Sieve {
        let (part, least) = self.master.part_prices();
        let prices = self.master.node_prices().to_vec();
        let (cuts, grain) = (self.master.cut_prices(), Some(self.listing.grain()));
        Sieve { prices, part: part + least, cuts, upto, grain }
    }

    /// The proof of the bound.
    pub(super) fn trace(&self) -> Trace {
        Trace::of(&self.master)
    }

    /// Looks for the best plan that costs less than a goal, among the units that can be part of one.
    pub(super) fn search(
        &mut self,
        (goal, grain): (f64, f64),
        budget: &mut Budget<'_>,
    ) -> Searched {
        let lost = rounding(self.master.node_prices().len(), self.range.1);
        let gap = goal - self.master.simplex.bound() + lost;
        self.master.price_up_to(self.listing, gap);
        let few = self.listing.only(|unit| self.master.reduced[unit] <= gap);
        let prices = self.master.node_prices();
        let mut master = Master::new(&few, prices, self.range);
        let cuts: Vec<Cut> = self.master.cuts.iter().map(|&(cut, _)| cut).collect();
        cuts.into_iter().for_each(|cut| master.cut(&few, cut));
        let mut tree = Tree::new(&few, prices.len(), (goal, grain));
        let bound = tree.search(master, budget);
        let parts = tree.chosen.iter().map(|&unit| few.members(unit as usize).to_vec()).collect();
        let mut narrow = self.trace();
        narrow.then = Then::Narrow;
        let best = tree.best;
        let traces = std::iter::once(narrow).chain(tree.into_traces()).collect();
        Searched { parts, best, bound, traces }
    }
}

/// The units of a plan given by the part of each node; none where one of its parts is not listed.
pub(super) fn known_units((listing, by_node): (&Listing, &ByNode), labels: &[u32]) -> Vec<u32> {
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
    let all: f64 = (0..listing.len()).map(|unit| share(ground, listing, unit)).sum();
    let mean = all / listing.len().max(1) as f64;
    let households = ground.net.households.iter();
    let mut prices: Vec<f64> = households.map(|&households| mean * households as f64).collect();
    for &unit in units {
        price_unit(ground, listing, unit as usize, &mut prices);
    }
    prices
}

/// The cost of each of a plan's units, shared by households.
pub(super) fn shares(ground: &Ground<'_>, plan: &Listing) -> Vec<f64> {
    let mut prices = vec![0.0; ground.net.len()];
    (0..plan.len()).for_each(|unit| price_unit(ground, plan, unit, &mut prices));
    prices
}

fn price_unit(ground: &Ground<'_>, listing: &Listing, unit: usize, prices: &mut [f64]) {
    let share = share(ground, listing, unit);
    for &node in listing.members(unit) {
        prices[node as usize] = share * ground.net.households[node as usize] as f64;
    }
}

/// What a unit costs for each of its households.
fn share(ground: &Ground<'_>, listing: &Listing, unit: usize) -> f64 {
    let members = listing.members(unit).iter();
    let households = members.map(|&node| ground.net.households[node as usize] as f64).sum::<f64>();
    listing.cost[unit] / households.max(1.0)
}
