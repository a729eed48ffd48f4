//! The list of all possible units: every connected set of nodes whose households lie in range, each
//! with its cost as a part.
//!
//! A set is met once, from its lowest node: nodes are added one at a time, and a node that was
//! passed over stays out of everything below. No set is held but the one that grows.

use super::cut::{Cut, Priced};
use super::parts_of;
use crate::search::contract::Net;
use crate::search::ground::Ground;

/// How much may be listed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Units kept.
    pub(crate) units: usize,
    /// Sets looked at.
    pub(crate) visits: u64,
}

/// Prices to list units by: kept is what costs less than they come to and `upto`.
#[derive(Debug)]
pub(super) struct Sieve {
    /// Of each node.
    pub(super) prices: Vec<f64>,
    /// Of a unit.
    pub(super) part: f64,
    /// Of the cuts; not above 0.
    pub(super) cuts: Vec<(Cut, f64)>,
    pub(super) upto: f64,
    /// By how much the costs of two plans differ at least, once all units were looked at; 0 where they
    /// keep to no round step.
    pub(super) grain: Option<f64>,
}

/// What a sieve keeps.
pub(super) struct Sieved {
    pub(super) listing: Listing,
    /// The reduced cost of each.
    reduced: Vec<f64>,
    /// The least reduced cost of all units.
    pub(super) least: f64,
    /// Below what reduced cost units were kept: less than was asked for where they were too many.
    pub(super) upto: f64,
}

impl Sieved {
    /// Only the units whose reduced cost is below this.
    pub(super) fn below(&self, upto: f64) -> Listing {
        let Listing { visits, grain, .. } = self.listing;
        let few = self.listing.only(|unit| self.reduced[unit] < upto);
        Listing { visits, grain, ..few }
    }
}

/// Parts of one that costs are looked at in.
const GRAINS: &[f64] = &[1.0, 2.0, 4.0, 5.0, 10.0, 20.0, 40.0, 50.0, 100.0, 200.0, 400.0, 1000.0];

/// Units as one flat list.
#[derive(Debug)]
pub(crate) struct Listing {
    start: Vec<u32>,
    members: Vec<u32>,
    /// The cost of each as a part: its size, half its border, its households moved.
    pub(crate) cost: Vec<f64>,
    /// Sets looked at.
    pub(crate) visits: u64,
    /// By how much the costs of two plans differ at least, where more units were looked at than are
    /// kept here.
    grain: Option<f64>,
}

impl Listing {
    /// Lists the units of a net of some sizes; nothing where they are more than the limits allow.
    pub(crate) fn of(ground: &Ground<'_>, sizes: (i64, i64), limits: Limits) -> Option<Self> {
        Self::grown(ground, sizes, limits).map(|lister| lister.found)
    }

    /// The same, with each whole piece that is smaller, and each node that is larger.
    pub(crate) fn banded(ground: &Ground<'_>, sizes: (i64, i64), limits: Limits) -> Option<Self> {
        let mut lister = Self::grown(ground, sizes, limits)?;
        let net = ground.net;
        for (number, piece) in (0u32..).zip(&net.pieces) {
            let is_own = |node: &u32| net.piece_of[*node as usize] == number;
            if piece.households < sizes.0 {
                lister.record((0..net.len() as u32).filter(is_own).collect());
            }
        }
        for node in 0..net.len() as u32 {
            if net.households[node as usize] > sizes.1 {
                lister.record(vec![node]);
            }
        }
        Some(lister.found)
    }

    /// The parts of a plan, given by the part of each node; nothing where one is out of range.
    pub(super) fn of_plan(ground: &Ground<'_>, labels: &[u32]) -> Option<Self> {
        let sizes = (ground.min, ground.max);
        let mut lister = Lister::new(ground, sizes, Limits { units: usize::MAX, visits: 0 });
        for nodes in parts_of(labels) {
            let households = nodes.iter().map(|&v| ground.net.households[v as usize]).sum::<i64>();
            if !(ground.min..=ground.max).contains(&households) {
                return None;
            }
            lister.record(nodes);
        }
        Some(lister.found)
    }

    /// Lists units in range, but keeps only what passes a sieve; nothing where more sets would be
    /// looked at than the limits allow.
    pub(super) fn sieved(ground: &Ground<'_>, sieve: &Sieve, limits: Limits) -> Option<Sieved> {
        let mut lister = Lister::new(ground, (ground.min, ground.max), limits);
        lister.sieve = Some(Sifting::by(sieve));
        for root in 0..ground.net.len() as u32 {
            if !lister.grow_from(root) {
                return None;
            }
        }
        let Lister { found: mut listing, sieve, .. } = lister;
        let Sifting { sieve, least, upto, grain, reduced, .. } = sieve?;
        let finest = || GRAINS.get(grain).map_or(0.0, |scale| 1.0 / scale);
        listing.grain = Some(sieve.grain.unwrap_or_else(finest));
        Some(Sieved { listing, reduced, least, upto })
    }

    fn grown<'g, 'n>(
        ground: &'g Ground<'n>,
        sizes: (i64, i64),
        limits: Limits,
    ) -> Option<Lister<'g, 'n>> {
        let mut lister = Lister::new(ground, sizes, limits);
        for root in 0..ground.net.len() as u32 {
            if !lister.grow_from(root) {
                return None;
            }
        }
        Some(lister)
    }

    pub(crate) fn len(&self) -> usize {
        self.cost.len()
    }

    /// The nodes of a unit.
    pub(crate) fn members(&self, unit: usize) -> &[u32] {
        &self.members[self.start[unit] as usize..self.start[unit + 1] as usize]
    }

    /// The units that are wanted.
    pub(crate) fn only(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let mut few = Self::empty();
        for unit in (0..self.len()).filter(|&unit| wanted(unit)) {
            few.push(self.members(unit), self.cost[unit]);
        }
        few
    }

    /// These units, of nodes that have other numbers there.
    pub(crate) fn renumbered(&self, units: &[u32], number: &[u32]) -> Self {
        let mut few = Self::empty();
        for &unit in units {
            let members = self.members(unit as usize).iter();
            few.members.extend(members.map(|&node| number[node as usize]));
            few.start.push(few.members.len() as u32);
            few.cost.push(self.cost[unit as usize]);
        }
        few
    }

    fn empty() -> Self {
        Self { start: vec![0], members: Vec::new(), cost: Vec::new(), visits: 0, grain: None }
    }

    /// Whether each of the nodes lies in some unit.
    pub(crate) fn covers(&self, nodes: usize) -> bool {
        let mut covered = vec![false; nodes];
        self.members.iter().for_each(|&node| covered[node as usize] = true);
        covered.into_iter().all(|covered| covered)
    }

    /// By how much the costs of two plans differ at least: the finest round step all costs keep to, or
    /// 0 where they keep to none.
    pub(crate) fn grain(&self) -> f64 {
        let keeps = |scale: &&f64| self.cost.iter().all(|&cost| is_round(cost, **scale));
        let finest = || GRAINS.iter().find(keeps).map_or(0.0, |scale| 1.0 / scale);
        self.grain.unwrap_or_else(finest)
    }

    fn push(&mut self, members: &[u32], cost: f64) {
        self.members.extend_from_slice(members);
        self.start.push(self.members.len() as u32);
        self.cost.push(cost);
    }
}

/// The units of each node.
pub(super) struct ByNode {
    start: Vec<u32>,
    units: Vec<u32>,
}

impl ByNode {
    pub(super) fn of(nodes: usize, listing: &Listing) -> Self {
        let mut start = vec![0u32; nodes + 1];
        for unit in 0..listing.len() {
            listing.members(unit).iter().for_each(|&node| start[node as usize + 1] += 1);
        }
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut units = vec![0; start[nodes] as usize];
        for unit in 0..listing.len() {
            for &node in listing.members(unit) {
                units[next[node as usize] as usize] = unit as u32;
                next[node as usize] += 1;
            }
        }
        Self { start, units }
    }

    pub(super) fn units(&self, node: u32) -> &[u32] {
        &self.units[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }
}

fn is_round(cost: f64, scale: f64) -> bool {
    (cost * scale - (cost * scale).round()).abs() < 1e-6
}

/// The set that grows, with what may be added to it.
struct Lister<'g, 'n> {
    ground: &'g Ground<'n>,
    min: i64,
    max: i64,
    limits: Limits,
    degree: Vec<f64>,
    /// Nodes that may be added, in the order met; what is passed over lies behind the cursor.
    open: Vec<u32>,
    /// Nodes that were ever open on the way to this set.
    met: Vec<bool>,
    set: Vec<u32>,
    inside: Vec<bool>,
    origins: Vec<(u32, i64)>,
    found: Listing,
    sieve: Option<Sifting<'g>>,
}

/// A sieve at work.
struct Sifting<'g> {
    sieve: &'g Sieve,
    cuts: Priced,
    upto: f64,
    least: f64,
    /// Reduced costs of what was kept.
    reduced: Vec<f64>,
    /// The place in [`GRAINS`] of the finest step that all costs keep to so far.
    grain: usize,
}

impl<'g> Sifting<'g> {
    fn by(sieve: &'g Sieve) -> Self {
        let cuts = sieve.cuts.iter().map(|(cut, price)| (cut, *price));
        let cuts = Priced::new(sieve.prices.len(), cuts);
        let (upto, least) = (sieve.upto, f64::INFINITY);
        Self { sieve, cuts, upto, least, reduced: Vec::new(), grain: 0 }
    }

    /// Whether a set of such prices that costs at least so much has to be looked at.
    fn may_keep(&self, least: f64, prices: f64) -> bool {
        self.sieve.grain.is_none() || least - prices - self.sieve.part < self.upto
    }

    /// Whether a set is kept.
    fn keeps(&mut self, set: &[u32], (cost, prices): (f64, f64)) -> bool {
        while self.sieve.grain.is_none()
            && GRAINS.get(self.grain).is_some_and(|&scale| !is_round(cost, scale))
        {
            self.grain += 1;
        }
        let before = cost - prices - self.sieve.part;
        if before >= self.upto {
            return false;
        }
        let reduced = self.cuts.reduced(set, before);
        self.least = self.least.min(reduced);
        let keeps = reduced < self.upto;
        if keeps {
            self.reduced.push(reduced);
        }
        keeps
    }

    /// Keeps what costs least: half of what was kept.
    fn halve(&mut self, found: &mut Listing) {
        let mut sorted = self.reduced.clone();
        let half = sorted.len() / 2;
        self.upto = *sorted.select_nth_unstable_by(half, f64::total_cmp).1;
        let visits = found.visits;
        *found = found.only(|unit| self.reduced[unit] < self.upto);
        found.visits = visits;
        self.reduced.retain(|reduced| *reduced < self.upto);
    }
}

/// Figures of the set that grows.
#[derive(Clone, Copy)]
struct Grown {
    households: i64,
    border: f64,
    /// The sum of the sieve's prices.
    prices: f64,
}

impl<'g, 'n> Lister<'g, 'n> {
    fn new(ground: &'g Ground<'n>, (min, max): (i64, i64), limits: Limits) -> Self {
        let net = ground.net;
        let weigh = |v| net.arcs(v).iter().map(|&(_, edge)| net.weight[edge as usize]).sum();
        Self {
            ground,
            min,
            max,
            limits,
            degree: (0..net.len() as u32).map(weigh).collect(),
            open: Vec::new(),
            met: vec![false; net.len()],
            set: Vec::new(),
            inside: vec![false; net.len()],
            origins: Vec::new(),
            found: Listing::empty(),
            sieve: None,
        }
    }

    fn net(&self) -> &'n Net {
        self.ground.net
    }

    /// Takes a set down as it is, where its nodes may lie together.
    fn record(&mut self, nodes: Vec<u32>) {
        let mut grown = Grown { households: 0, border: 0.0, prices: 0.0 };
        nodes.iter().for_each(|&node| self.inside[node as usize] = true);
        if !nodes.iter().any(|&node| self.must_be_apart(node)) {
            for &node in &nodes {
                grown.households += self.net().households[node as usize];
                grown.border += self.degree[node as usize] - self.weight_into(node);
            }
            self.set.clone_from(&nodes);
            let cost = self.cost(grown);
            self.found.push(&nodes, cost);
            self.set.clear();
        }
        nodes.iter().for_each(|&node| self.inside[node as usize] = false);
    }

    fn grow_from(&mut self, root: u32) -> bool {
        let households = self.net().households[root as usize];
        if households > self.max {
            return true;
        }
        self.open.clear();
        let (border, prices) = (self.degree[root as usize], self.price(root));
        let grown = Grown { households, border, prices };
        self.met[root as usize] = true;
        let whole = self.add(root, root, (0, grown));
        self.met[root as usize] = false;
        whole
    }

    /// Puts a node into the set and goes on from there; `cursor` is the first open node that may
    /// still be added.
    fn add(&mut self, node: u32, root: u32, (cursor, grown): (usize, Grown)) -> bool {
        self.set.push(node);
        self.inside[node as usize] = true;
        let before = self.open.len();
        for &(next, _) in self.net().arcs(node) {
            if next > root && !self.met[next as usize] {
                self.met[next as usize] = true;
                self.open.push(next);
            }
        }
        let whole = self.look(root, (cursor, grown));
        for &node in &self.open[before..] {
            self.met[node as usize] = false;
        }
        self.open.truncate(before);
        self.inside[node as usize] = false;
        self.set.pop();
        whole
    }

    fn look(&mut self, root: u32, (cursor, grown): (usize, Grown)) -> bool {
        self.found.visits += 1;
        if self.found.visits > self.limits.visits {
            return false;
        }
        let may_keep = |sieve: &Sifting<'_>| sieve.may_keep(self.least_cost(grown), grown.prices);
        if grown.households >= self.min && self.sieve.as_ref().is_none_or(may_keep) {
            let cost = self.cost(grown);
            let set = std::mem::take(&mut self.set);
            let keeps = |sieve: &mut Sifting<'_>| sieve.keeps(&set, (cost, grown.prices));
            if self.sieve.as_mut().is_none_or(keeps) {
                self.found.push(&set, cost);
            }
            self.set = set;
            if self.found.len() > self.limits.units {
                let Some(sieve) = &mut self.sieve else { return false };
                sieve.halve(&mut self.found);
            }
        }
        for at in cursor..self.open.len() {
            let node = self.open[at];
            let households = grown.households + self.net().households[node as usize];
            if households > self.max || self.must_be_apart(node) {
                continue;
            }
            let border = grown.border + self.degree[node as usize] - 2.0 * self.weight_into(node);
            let prices = grown.prices + self.price(node);
            if !self.add(node, root, (at + 1, Grown { households, border, prices })) {
                return false;
            }
        }
        true
    }

    fn must_be_apart(&self, node: u32) -> bool {
        self.net().apart(node).iter().any(|&other| self.inside[other as usize])
    }

    fn weight_into(&self, node: u32) -> f64 {
        let net = self.net();
        let inner = net.arcs(node).iter().filter(|(other, _)| self.inside[*other as usize]);
        inner.map(|&(_, edge)| net.weight[edge as usize]).sum()
    }

    /// The sieve's price of a node.
    fn price(&self, node: u32) -> f64 {
        self.sieve.as_ref().map_or(0.0, |sifting| sifting.sieve.prices[node as usize])
    }

    /// What the set costs by its size and border alone.
    fn least_cost(&self, grown: Grown) -> f64 {
        0.5 * self.ground.cut * grown.border + self.ground.size_cost(grown.households)
    }

    fn cost(&mut self, grown: Grown) -> f64 {
        let ground = self.ground;
        let mut cost = self.least_cost(grown);
        if ground.moved > 0.0 {
            cost += ground.moved * self.moved() as f64;
        }
        cost += ground.set_cost(self.set.iter().copied());
        if let Some(hops) = &ground.hops {
            let centres = self.set.iter().flat_map(|&v| ground.net.atoms(v));
            let seen = |centre: &u32| self.set.iter().map(|&v| hops.of(*centre, v)).sum::<u64>();
            cost += centres.map(seen).min().unwrap_or(0) as f64;
        }
        cost
    }

    fn moved(&mut self) -> i64 {
        self.origins.clear();
        for &node in &self.set {
            for &(origin, households) in self.ground.net.origins(node) {
                match self.origins.iter_mut().find(|known| known.0 == origin) {
                    Some(known) => known.1 += households,
                    None => self.origins.push((origin, households)),
                }
            }
        }
        let known: i64 = self.origins.iter().map(|origin| origin.1).sum();
        known - self.ground.stays(self.origins.iter().copied())
    }
}
