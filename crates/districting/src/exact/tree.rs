//! Branch and bound over a list of units: there are so many at most, or more; two neighbours lie
//! together, or they do not.

use super::budget::Budget;
use super::list::Listing;
use super::master::Master;
use super::proof::{Trace, rounding};
use super::simplex::Halt;
use crate::certificate::Then;

/// Rounds of cuts at the first node, and below it.
const CUT_ROUNDS: (u32, u32) = (8, 3);
/// Cuts of one round, and triples that are tried with two more nodes.
const CUTS: (usize, usize) = (40, 150);
/// A round of cuts that closes less of the gap is the last.
const CUTS_CLOSE: f64 = 0.1;

/// How pairs are tried before one is decided on.
#[derive(Debug, Clone, Copy)]
struct Trials {
    /// Pairs that are tried at most.
    pairs: usize,
    /// Pivots that each answer is tried for.
    pivots: u64,
}

/// A node of a small programme is cheaper than many trials.
const FEW: Trials = Trials { pairs: 5, pivots: 8 };
const MANY: Trials = Trials { pairs: 20, pivots: 20 };
/// Programmes of so many nodes are not small.
const LARGE: usize = 300;
/// So many pairs tried in a row, none of them better, are the last.
const IN_VAIN: u32 = 5;

/// Nodes that are looked at at once, however many threads there are.
const AT_ONCE: usize = 4;

/// A node that is still to be looked at.
struct Open {
    master: Master,
    alive: Vec<bool>,
    is_root: bool,
    /// What no plan below it costs less than.
    bound: f64,
    /// The node it lies below, by its place among those looked at.
    above: usize,
}

/// What looking at a node came to.
struct Looked {
    trace: Trace,
    /// A plan, by its cost and its units.
    plan: Option<(f64, Vec<u32>)>,
    /// What lies below it, in the order of [`Then`].
    below: Vec<Open>,
}

/// The search for the cheapest plan below a goal.
pub(super) struct Tree<'l> {
    listing: &'l Listing,
    nodes: usize,
    trials: Trials,
    /// Only plans below this cost count; the cost of the best plan, once one is found.
    pub(super) best: f64,
    /// The units of the best plan; empty while none is found.
    pub(super) chosen: Vec<u32>,
    /// Costs of plans differ by at least this.
    grain: f64,
    /// Nodes that are looked at, at most.
    pub(super) patience: usize,
    /// The nodes to be looked at, the next one last.
    open: Vec<Open>,
    /// The nodes looked at, and of each the places of those below it.
    looked: Vec<(Trace, Vec<usize>)>,
}

/// The node above the first.
const NOWHERE: usize = usize::MAX;

impl<'l> Tree<'l> {
    pub(super) fn new(listing: &'l Listing, nodes: usize, (goal, grain): (f64, f64)) -> Self {
        Self {
            listing,
            nodes,
            trials: if nodes < LARGE { FEW } else { MANY },
            best: goal,
            chosen: Vec::new(),
            grain,
            patience: usize::MAX,
            open: Vec::new(),
            looked: Vec::new(),
        }
    }

    /// What a bound must reach for nothing better to be left.
    fn goal(&self) -> f64 {
        self.best - self.grain + 1e-6 * self.best.abs().max(1.0)
    }

    /// Looks at everything below the root; returns what no plan costs less than: the best cost (or
    /// the goal), or less where the budget was spent first. Some nodes are looked at at once.
    pub(super) fn search(&mut self, master: Master, budget: &mut Budget<'_>) -> f64 {
        let (bound, above) = (f64::NEG_INFINITY, NOWHERE);
        let alive = vec![true; self.listing.len()];
        self.open.push(Open { master, alive, is_root: true, bound, above });
        let mut unproven = f64::INFINITY;
        while let Some(node) = self.open.pop() {
            if budget.is_spent() || self.looked.len() >= self.patience {
                let left = self.open.iter().map(|node| node.bound).fold(node.bound, f64::min);
                return left.min(unproven).min(self.best);
            }
            // Of a few nodes one is looked at after another: a plan found spares the next.
            let others = if self.patience == usize::MAX { AT_ONCE - 1 } else { 0 };
            let others = self.open.len().saturating_sub(others)..;
            let mut nodes = vec![node];
            nodes.extend(self.open.drain(others).rev());
            unproven = unproven.min(self.look_at(nodes, budget));
        }
        unproven.min(self.best)
    }

    /// Looks at some nodes; returns what nothing below them costs less than where one could not be
    /// looked at, as nothing more is known then.
    fn look_at(&mut self, nodes: Vec<Open>, budget: &mut Budget<'_>) -> f64 {
        let known: Vec<_> = nodes.iter().map(|node| (node.bound, node.above)).collect();
        let this: &Self = self;
        let looked = budget.each(nodes, |node, budget| this.look(node, budget));
        let below: Vec<_> = known
            .into_iter()
            .zip(looked)
            .map(|(known, looked)| self.take_in(known, looked))
            .collect();
        let mut unproven = f64::INFINITY;
        // What lies below the first is looked at first.
        for below in below.into_iter().rev() {
            match below {
                Ok(below) => self.open.extend(below.into_iter().rev()),
                Err(bound) => unproven = unproven.min(bound),
            }
        }
        unproven
    }

    /// Takes in what looking at a node came to; returns what lies below it, or its bound where it could
    /// not be looked at.
    fn take_in(
        &mut self,
        (bound, above): (f64, usize),
        looked: Result<Looked, Halt>,
    ) -> Result<Vec<Open>, f64> {
        let Looked { trace, plan, below } = looked.map_err(|_| bound)?;
        let at = self.looked.len();
        self.looked.push((trace, Vec::new()));
        if let Some((_, places)) = self.looked.get_mut(above) {
            places.push(at);
        }
        if let Some((cost, units)) = plan.filter(|(cost, _)| *cost < self.best - 1e-9) {
            (self.best, self.chosen) = (cost, units);
        }
        Ok(below.into_iter().map(|node| Open { above: at, ..node }).collect())
    }

    /// The nodes looked at, each before what lies below it, in the order of [`Then`].
    pub(super) fn into_traces(self) -> Vec<Trace> {
        let looked = self.looked.into_iter().map(|(trace, places)| (Some(trace), places));
        let (mut traces, below): (Vec<Option<Trace>>, Vec<Vec<usize>>) = looked.unzip();
        let mut ordered = Vec::with_capacity(traces.len());
        let mut next = vec![0];
        while let Some(at) = next.pop() {
            ordered.extend(traces.get_mut(at).and_then(Option::take));
            next.extend(below.get(at).into_iter().flatten().rev());
        }
        ordered
    }

    fn look(&self, mut node: Open, budget: &mut Budget<'_>) -> Result<Looked, Halt> {
        let done = |trace: Trace| Looked { trace, plan: None, below: Vec::new() };
        if node.bound >= self.goal() {
            return Ok(done(Trace::known(node.bound)));
        }
        let bound = self.tighten(&mut node, budget)?.max(node.bound);
        let mut looked = done(Trace::of(&node.master));
        if bound >= self.goal() {
            return Ok(looked);
        }
        let mut used = node.master.used();
        if is_whole(&used) {
            // Unshaken only to be sure: shaken, the programme below stands still less often.
            let mut settled = node.master.clone();
            settled.simplex.settle()?;
            settled.solve((self.listing, &node.alive), f64::INFINITY, budget)?;
            used = settled.used();
            if is_whole(&used) {
                looked.trace = Trace::of(&settled);
                let cost = |&(unit, _): &(u32, f64)| self.listing.cost[unit as usize];
                let units = used.iter().map(|(unit, _)| *unit).collect();
                looked.plan = Some((used.iter().map(cost).sum(), units));
                return Ok(looked);
            }
        }
        (looked.trace.then, looked.below) = self.branch(Open { bound, ..node }, &used)?;
        Ok(looked)
    }

    /// The nodes below one whose programme uses units in part.
    fn branch(&self, node: Open, used: &[(u32, f64)]) -> Result<(Then, Vec<Open>), Halt> {
        let Open { mut master, mut alive, bound, above, .. } = node;
        let open =
            |master: Master, alive: Vec<bool>| Open { master, alive, is_root: false, bound, above };
        // A plan with this unit costs at least the bound of these very prices and what it lacks.
        let lost = rounding(self.nodes, master.range.1);
        let gap = self.goal() - master.simplex.bound() + lost;
        master.price_up_to(self.listing, gap);
        for (alive, reduced) in alive.iter_mut().zip(&master.reduced) {
            *alive &= *reduced <= gap;
        }
        master.drop_idle();
        let count: f64 = used.iter().map(|(_, amount)| amount).sum();
        let (fewest, most) = master.range;
        let few = count.floor() as u32;
        if (count - count.round()).abs() > 1e-4 && (fewest..most).contains(&few) {
            let mut other = master.clone();
            other.set_range((few + 1, most));
            master.set_range((fewest, few));
            let below = vec![open(master, alive.clone()), open(other, alive)];
            return Ok((Then::Count(few), below));
        }
        master.simplex.freshen()?;
        let pair = self.pair(used, &master).ok_or(Halt::Stuck)?;
        let (together, apart) = self.split(alive, pair);
        let mut other = master.clone();
        other.ban(&apart);
        master.ban(&together);
        Ok((Then::Split(pair.0, pair.1), vec![open(master, together), open(other, apart)]))
    }

    /// Solves a node's programme, with cuts while they help.
    fn tighten(&self, node: &mut Open, budget: &mut Budget<'_>) -> Result<f64, Halt> {
        let mut bound = f64::NEG_INFINITY;
        let rounds = if node.is_root { CUT_ROUNDS.0 } else { CUT_ROUNDS.1 };
        for round in 0..rounds {
            let solved = node.master.solve((self.listing, &node.alive), self.goal(), budget)?;
            let gain = solved - bound;
            bound = bound.max(solved);
            let helps = round == 0 || gain >= CUTS_CLOSE * (self.goal() - bound);
            if bound >= self.goal() || !helps {
                break;
            }
            let broken = node.master.broken(self.listing, CUTS);
            if broken.is_empty() || round + 1 == rounds {
                break;
            }
            broken.into_iter().for_each(|cut| node.master.cut(self.listing, cut));
        }
        Ok(bound)
    }

    /// The units that keep both nodes together or out, and those that do not hold both.
    fn split(&self, alive: Vec<bool>, (u, v): (u32, u32)) -> (Vec<bool>, Vec<bool>) {
        let mut together = alive.clone();
        let mut apart = alive;
        for unit in 0..self.listing.len() {
            if together[unit] {
                let members = self.listing.members(unit);
                let (has_u, has_v) = (members.contains(&u), members.contains(&v));
                together[unit] = has_u == has_v;
                apart[unit] = !(has_u && has_v);
            }
        }
        (together, apart)
    }

    /// The pair of nodes to decide on: of those of which it is least clear whether they lie together,
    /// the one where either answer raises the bound most.
    fn pair(&self, used: &[(u32, f64)], master: &Master) -> Option<(u32, u32)> {
        let pairs = self.unclear(used);
        if pairs.len() < 2 {
            return pairs.first().copied();
        }
        let before = master.simplex.bound();
        let gap = (self.goal() - before).max(1e-6);
        let mut best = (f64::NEG_INFINITY, None);
        let mut in_vain = 0;
        for pair in pairs {
            if in_vain == IN_VAIN {
                break;
            }
            let gain = |together: bool| {
                let mut probe = master.simplex.clone();
                master.ban_where(&mut probe, |unit| {
                    let members = self.listing.members(unit as usize);
                    let (has_u, has_v) = (members.contains(&pair.0), members.contains(&pair.1));
                    if together { has_u != has_v } else { has_u && has_v }
                });
                (probe.probe(self.trials.pivots) - before).clamp(0.0, gap) / gap
            };
            let (together, apart) = (gain(true), gain(false));
            let score = (together + 1e-3) * (apart + 1e-3);
            if score > best.0 + 1e-12 {
                best = (score, Some(pair));
                in_vain = 0;
            } else {
                in_vain += 1;
            }
        }
        best.1
    }

    /// The pairs of nodes of which it is least clear whether they lie together, most unclear first.
    fn unclear(&self, used: &[(u32, f64)]) -> Vec<(u32, u32)> {
        let mut share = vec![0.0; self.nodes * self.nodes];
        for &(unit, amount) in used.iter().filter(|(_, amount)| *amount < 1.0 - 1e-6) {
            let members = self.listing.members(unit as usize);
            for (i, &u) in members.iter().enumerate() {
                for &v in &members[i + 1..] {
                    share[u.min(v) as usize * self.nodes + u.max(v) as usize] += amount;
                }
            }
        }
        let off = |share: f64| (share - 0.5).abs();
        let mut unclear: Vec<(f64, usize)> = share
            .iter()
            .enumerate()
            .filter(|(_, share)| off(**share) < 0.5 - 1e-6)
            .map(|(at, share)| (off(*share), at))
            .collect();
        unclear.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        unclear.truncate(self.trials.pairs);
        let pair = |(_, at): (f64, usize)| ((at / self.nodes) as u32, (at % self.nodes) as u32);
        unclear.into_iter().map(pair).collect()
    }
}

/// Whether each unit is used whole: then they are a plan.
pub(super) fn is_whole(used: &[(u32, f64)]) -> bool {
    used.iter().all(|(_, amount)| (amount - 1.0).abs() < 1e-5)
}
