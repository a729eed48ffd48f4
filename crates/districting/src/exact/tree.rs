//! Branch and bound over a list of units: there are so many at most, or more; two neighbours lie
//! together, or they do not.

use super::budget::Budget;
use super::list::Listing;
use super::master::Master;
use super::proof::Trace;
use super::simplex::Halt;
use crate::certificate::Then;

/// Rounds of cuts at the first node, and below it.
const CUT_ROUNDS: (u32, u32) = (8, 3);
/// Cuts of one round, and triples that are tried with two more nodes.
const CUTS: (usize, usize) = (40, 150);
/// A round of cuts that closes less of the gap is the last.
const CUTS_CLOSE: f64 = 0.1;

/// Pairs that are tried before one is decided on, and pivots that each answer is tried for.
const CANDIDATES: usize = 5;
const PROBED: u64 = 8;

/// A node that is still to be looked at.
struct Open {
    master: Master,
    alive: Vec<bool>,
    is_root: bool,
    /// What no plan below it costs less than.
    bound: f64,
}

/// The search for the cheapest plan below a goal.
pub(super) struct Tree<'l> {
    listing: &'l Listing,
    nodes: usize,
    /// Only plans below this cost count; the cost of the best plan, once one is found.
    pub(super) best: f64,
    /// The units of the best plan; empty while none is found.
    pub(super) chosen: Vec<u32>,
    /// Costs of plans differ by at least this.
    grain: f64,
    /// Nodes that are looked at, at most.
    pub(super) patience: usize,
    open: Vec<Open>,
    /// The nodes looked at, each before what lies below it.
    pub(super) traces: Vec<Trace>,
}

impl<'l> Tree<'l> {
    pub(super) fn new(listing: &'l Listing, nodes: usize, (goal, grain): (f64, f64)) -> Self {
        Self {
            listing,
            nodes,
            best: goal,
            chosen: Vec::new(),
            grain,
            patience: usize::MAX,
            open: Vec::new(),
            traces: Vec::new(),
        }
    }

    /// What a bound must reach for nothing better to be left.
    fn goal(&self) -> f64 {
        self.best - self.grain + 1e-6 * self.best.abs().max(1.0)
    }

    /// Looks at everything below the root; returns what no plan costs less than: the best cost (or
    /// the goal), or less where the budget was spent first.
    pub(super) fn search(&mut self, master: Master, budget: &mut Budget<'_>) -> f64 {
        let bound = f64::NEG_INFINITY;
        let alive = vec![true; self.listing.len()];
        self.open.push(Open { master, alive, is_root: true, bound });
        let mut unproven = f64::INFINITY;
        while let Some(node) = self.open.pop() {
            if budget.is_spent() || self.traces.len() >= self.patience {
                let left = self.open.iter().map(|node| node.bound).fold(node.bound, f64::min);
                return left.min(unproven).min(self.best);
            }
            let bound = node.bound;
            if self.look(node, budget).is_err() {
                unproven = unproven.min(bound);
            }
        }
        unproven.min(self.best)
    }

    fn look(&mut self, mut node: Open, budget: &mut Budget<'_>) -> Result<(), Halt> {
        if node.bound >= self.goal() {
            self.traces.push(Trace::known(node.bound));
            return Ok(());
        }
        let bound = self.tighten(&mut node, budget)?.max(node.bound);
        let trace = self.traces.len();
        self.traces.push(Trace::of(&node.master));
        if bound >= self.goal() {
            return Ok(());
        }
        let Open { mut master, mut alive, .. } = node;
        let mut used = master.used();
        if is_whole(&used) {
            // Unshaken only to be sure: shaken, the programme below stands still less often.
            let mut settled = master.clone();
            settled.simplex.settle()?;
            settled.solve((self.listing, &alive), f64::INFINITY, budget)?;
            used = settled.used();
            if is_whole(&used) {
                self.traces[trace] = Trace::of(&settled);
            }
        }
        if is_whole(&used) {
            let cost: f64 = used.iter().map(|&(unit, _)| self.listing.cost[unit as usize]).sum();
            if cost < self.best - 1e-9 {
                self.best = cost;
                self.chosen = used.into_iter().map(|(unit, _)| unit).collect();
            }
            return Ok(());
        }
        // A plan with this unit costs at least the bound of these very prices and what it lacks.
        let gap = self.goal() - master.simplex.bound();
        master.price_up_to(self.listing, gap);
        for (alive, reduced) in alive.iter_mut().zip(&master.reduced) {
            *alive &= *reduced <= gap;
        }
        master.drop_idle();
        let count: f64 = used.iter().map(|(_, amount)| amount).sum();
        let (fewest, most) = master.range;
        let few = count.floor() as u32;
        if (count - count.round()).abs() > 1e-4 && (fewest..most).contains(&few) {
            self.traces[trace].then = Then::Count(few);
            let mut other = master.clone();
            other.set_range((few + 1, most));
            self.open.push(Open { master: other, alive: alive.clone(), is_root: false, bound });
            master.set_range((fewest, few));
            self.open.push(Open { master, alive, is_root: false, bound });
            return Ok(());
        }
        master.simplex.freshen()?;
        let pair = self.pair(&used, &master).ok_or(Halt::Stuck)?;
        self.traces[trace].then = Then::Split(pair.0, pair.1);
        let (together, apart) = self.split(alive, pair);
        let mut other = master.clone();
        other.ban(&apart);
        self.open.push(Open { master: other, alive: apart, is_root: false, bound });
        master.ban(&together);
        self.open.push(Open { master, alive: together, is_root: false, bound });
        Ok(())
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
        for pair in pairs {
            let gain = |together: bool| {
                let mut probe = master.simplex.clone();
                master.ban_where(&mut probe, |unit| {
                    let members = self.listing.members(unit as usize);
                    let (has_u, has_v) = (members.contains(&pair.0), members.contains(&pair.1));
                    if together { has_u != has_v } else { has_u && has_v }
                });
                (probe.probe(PROBED) - before).clamp(0.0, gap) / gap
            };
            let (together, apart) = (gain(true), gain(false));
            let score = (together + 1e-3) * (apart + 1e-3);
            if score > best.0 + 1e-12 {
                best = (score, Some(pair));
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
        unclear.truncate(CANDIDATES);
        let pair = |(_, at): (f64, usize)| ((at / self.nodes) as u32, (at % self.nodes) as u32);
        unclear.into_iter().map(pair).collect()
    }
}

/// Whether each unit is used whole: then they are a plan.
pub(super) fn is_whole(used: &[(u32, f64)]) -> bool {
    used.iter().all(|(_, amount)| (amount - 1.0).abs() < 1e-5)
}
