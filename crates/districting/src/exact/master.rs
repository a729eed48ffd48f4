//! The linear programme over the whole list: only a few thousand units stand in the simplex, the rest
//! are priced and taken in when they pay.

use std::rc::Rc;

use super::budget::Budget;
use super::list::Listing;
use super::simplex::{Halt, Simplex, Span};

/// A cut: of these three nodes no two may lie together in more than one unit of a plan.
pub(crate) type Triple = [u32; 3];

/// The programme with what was cut and priced so far.
#[derive(Clone)]
pub(crate) struct Master {
    pub(crate) simplex: Simplex,
    nodes: usize,
    /// Half the width of the box about a node's price.
    box_half: f64,
    /// A price no row comes to.
    far: f64,
    /// The rows that count units: at most, at least; one where their number is fixed.
    count_rows: Vec<u32>,
    /// Fewest and most units.
    pub(super) range: (u32, u32),
    /// The unit each column stands for, and the column of each unit.
    pub(crate) unit_of: Vec<u32>,
    column_of: Vec<u32>,
    pub(crate) cuts: Vec<(Triple, u32)>,
    /// Reduced cost of each unit at the last pricing.
    pub(crate) reduced: Vec<f64>,
    by_node: Rc<ByNode>,
}

/// The units of each node.
#[derive(Clone, Default)]
pub(crate) struct ByNode {
    start: Vec<u32>,
    units: Vec<u32>,
}

impl ByNode {
    pub(crate) fn of(nodes: usize, listing: &Listing) -> Self {
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

    pub(crate) fn units(&self, node: u32) -> &[u32] {
        &self.units[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }
}

const NONE: u32 = u32::MAX;
/// Units taken into the simplex at once.
const TAKEN: usize = 400;
/// Of these, units of one node.
const TAKEN_OF_NODE: u32 = 8;

/// Whether a unit holds two nodes of a triple.
pub(crate) fn holds_two(members: &[u32], triple: &Triple) -> bool {
    members.iter().filter(|node| triple.contains(node)).count() >= 2
}

impl Master {
    /// The programme of a list: each of the nodes once, between `fewest` and `most` units. `guess`
    /// is a first guess of the nodes' prices.
    pub(crate) fn new(listing: &Listing, guess: &[f64], (fewest, most): (u32, u32)) -> Self {
        let mut simplex = Simplex::default();
        let mean = guess.iter().map(|price| price.abs()).sum::<f64>() / guess.len().max(1) as f64;
        let box_half = 0.25 * mean + 1e-3;
        for &price in guess {
            let span = Span { low: price - box_half, high: price + box_half };
            simplex.add_row(span, 1.0, &[]);
        }
        let far = 4.0 * listing.cost.iter().copied().fold(1.0, f64::max);
        // The number of units is fixed, or kept between two numbers.
        let high = if fewest == most { far } else { 0.0 };
        let count = Span { low: -far, high };
        let mut count_rows = vec![simplex.add_row(count, f64::from(most), &[])];
        if fewest < most {
            count_rows.push(simplex.add_row(Span { low: 0.0, high: far }, f64::from(fewest), &[]));
        }
        Self {
            simplex,
            nodes: guess.len(),
            box_half,
            far,
            count_rows,
            range: (fewest, most),
            unit_of: Vec::new(),
            column_of: vec![NONE; listing.len()],
            cuts: Vec::new(),
            reduced: vec![0.0; listing.len()],
            by_node: Rc::new(ByNode::of(guess.len(), listing)),
        }
    }

    /// Takes a unit into the simplex.
    pub(crate) fn take(&mut self, listing: &Listing, unit: usize) {
        if self.column_of[unit] != NONE {
            return;
        }
        let members = listing.members(unit);
        let mut rows = members.to_vec();
        rows.extend_from_slice(&self.count_rows);
        let on_cuts = self.cuts.iter().filter(|(triple, _)| holds_two(members, triple));
        rows.extend(on_cuts.map(|&(_, row)| row));
        self.column_of[unit] = self.simplex.add_column(&rows, listing.cost[unit]);
        self.unit_of.push(unit as u32);
    }

    /// Drops the cuts that bind nothing.
    pub(crate) fn drop_idle(&mut self) {
        let first = (self.nodes + self.count_rows.len()) as u32;
        let new_of = self.simplex.drop_idle(first);
        let cuts =
            self.cuts.iter().filter_map(|&(triple, row)| Some((triple, new_of[row as usize]?)));
        self.cuts = cuts.collect();
    }

    /// Narrows the number of units; only where it was not fixed from the start.
    pub(crate) fn set_range(&mut self, (fewest, most): (u32, u32)) {
        self.range = (fewest, most);
        self.simplex.set_right(self.count_rows[0], f64::from(most));
        self.simplex.set_right(self.count_rows[1], f64::from(fewest));
    }

    /// Bans the columns of units that are not alive.
    pub(crate) fn ban(&mut self, alive: &[bool]) {
        for (column, &unit) in (0u32..).zip(&self.unit_of) {
            if !alive[unit as usize] {
                self.simplex.ban(column);
            }
        }
    }

    /// Solves over all units that are `alive`; returns what no plan of them costs less than. Stops
    /// early once that reaches `enough`.
    ///
    /// # Errors
    /// [`Halt`] where the simplex came to no end.
    pub(crate) fn solve(
        &mut self,
        (listing, alive): (&Listing, &[bool]),
        enough: f64,
        budget: &mut Budget<'_>,
    ) -> Result<f64, Halt> {
        let mut bound = f64::NEG_INFINITY;
        loop {
            let before = self.simplex.work;
            match self.simplex.solve() {
                Ok(()) => {}
                Err(Halt::TooNarrow) if !budget.is_spent() => {
                    self.deepen();
                    budget.spend(self.simplex.work - before);
                    continue;
                }
                Err(halt) => return Err(halt),
            }
            let least = self.price_units(listing, alive);
            bound = bound.max(self.simplex.bound() + least.min(0.0) * f64::from(self.range.1));
            budget.spend(self.simplex.work - before + 8 * listing.len() as u64);
            if bound >= enough || (least > -1e-6 && !self.widen()) {
                return Ok(bound);
            }
            if budget.is_spent() {
                return Err(Halt::Stuck);
            }
            self.take_paying(listing, alive);
        }
    }

    /// Lets every price fall deeper.
    fn deepen(&mut self) {
        (self.box_half, self.far) = (2.0 * self.box_half, 2.0 * self.far);
        for row in 0..self.nodes as u32 + self.count_rows.len() as u32 {
            let by = if (row as usize) < self.nodes { self.box_half } else { self.far };
            let span = self.simplex.span(row);
            if span.low < 0.0 || (row as usize) < self.nodes {
                self.simplex.set_span(row, Span { low: span.low - by, ..span });
            }
        }
    }

    /// Reduced costs of all units, and the least of those alive.
    fn price_units(&mut self, listing: &Listing, alive: &[bool]) -> f64 {
        let price = &self.simplex.price;
        let count: f64 = self.count_rows.iter().map(|&row| price[row as usize]).sum();
        for unit in 0..listing.len() {
            let nodes = listing.members(unit).iter();
            let sum: f64 = nodes.map(|&node| price[node as usize]).sum();
            self.reduced[unit] = listing.cost[unit] - sum - count;
        }
        let cuts = self.cuts.iter().map(|&(triple, row)| (triple, price[row as usize]));
        for (triple, price) in cuts.filter(|(_, price)| *price < -1e-12) {
            for (i, &node) in triple.iter().enumerate() {
                for &unit in self.by_node.units(node) {
                    let members = listing.members(unit as usize);
                    // Where an earlier node of the triple lies in it too, the unit was met there.
                    let is_first = !triple[..i].iter().any(|earlier| members.contains(earlier));
                    if is_first && holds_two(members, &triple) {
                        self.reduced[unit as usize] -= price;
                    }
                }
            }
        }
        let living = self.reduced.iter().zip(alive).filter(|(_, alive)| **alive);
        living.map(|(reduced, _)| *reduced).fold(f64::INFINITY, f64::min)
    }

    /// Moves the box of each node's price to where the price is, wider where it was held by the
    /// box; false where no price was held.
    fn widen(&mut self) -> bool {
        let held = self.simplex.held();
        if held.is_empty() {
            return false;
        }
        for node in 0..self.nodes as u32 {
            let price = self.simplex.price[node as usize];
            let half = self.box_half;
            self.simplex.set_span(node, Span { low: price - half, high: price + half });
        }
        for &(row, lacks) in &held {
            let span = self.simplex.span(row);
            let wider = 4.0 * if (row as usize) < self.nodes { self.box_half } else { self.far };
            let price = self.simplex.price[row as usize];
            let span = if lacks {
                Span { high: price + wider, ..span }
            } else {
                Span { low: price - wider, ..span }
            };
            self.simplex.set_span(row, span);
        }
        // Where prices rise without end there is no plan; let them come there soon.
        self.box_half *= 1.5;
        self.far *= 1.5;
        self.simplex.reprice();
        true
    }

    fn take_paying(&mut self, listing: &Listing, alive: &[bool]) {
        let pays = |&unit: &usize| alive[unit] && self.reduced[unit] < -1e-7;
        let mut paying: Vec<usize> = (0..listing.len()).filter(pays).collect();
        paying.sort_by(|&a, &b| self.reduced[a].total_cmp(&self.reduced[b]).then(a.cmp(&b)));
        let mut taken_of = vec![0u32; self.nodes];
        let mut taken = 0;
        for unit in paying {
            let members = listing.members(unit);
            if members.iter().all(|&node| taken_of[node as usize] >= TAKEN_OF_NODE) {
                continue;
            }
            members.iter().for_each(|&node| taken_of[node as usize] += 1);
            self.take(listing, unit);
            taken += 1;
            if taken == TAKEN {
                return;
            }
        }
    }

    /// Adds the cut of a triple.
    pub(crate) fn cut(&mut self, listing: &Listing, triple: Triple) {
        let on = |&(_, &unit): &(u32, &u32)| holds_two(listing.members(unit as usize), &triple);
        let columns = (0u32..).zip(&self.unit_of).filter(on).map(|(column, _)| column);
        let columns: Vec<u32> = columns.collect();
        let row = self.simplex.add_row(Span { low: -self.far, high: 0.0 }, 1.0, &columns);
        self.cuts.push((triple, row));
    }

    /// Units used by the programme's answer, with how much of each.
    pub(crate) fn used(&self) -> Vec<(u32, f64)> {
        let used = self.simplex.used();
        used.into_iter().map(|(column, amount)| (self.unit_of[column as usize], amount)).collect()
    }

    /// The units of a node.
    pub(super) fn units_of(&self, node: u32) -> &[u32] {
        self.by_node.units(node)
    }

    /// The price of each node.
    pub(crate) fn node_prices(&self) -> &[f64] {
        &self.simplex.price[..self.nodes]
    }

    /// The price of a part, where their number is limited from above, and from below.
    pub(crate) fn part_prices(&self) -> (f64, f64) {
        let price = |at: usize| {
            self.count_rows.get(at).map_or(0.0, |row| self.simplex.price[*row as usize])
        };
        (price(0), price(1))
    }

    /// The cuts with their prices.
    pub(crate) fn cut_prices(&self) -> Vec<(Triple, f64)> {
        let price = |&(triple, row): &(Triple, u32)| (triple, self.simplex.price[row as usize]);
        self.cuts.iter().map(price).collect()
    }

    /// The triples most broken by the answer, worst first.
    pub(crate) fn broken(&self, listing: &Listing, most: usize) -> Vec<Triple> {
        let used = self.used();
        let partial: Vec<(u32, f64)> =
            used.into_iter().filter(|(_, amount)| *amount < 1.0 - 1e-6).collect();
        let mut on_node = vec![Vec::new(); self.nodes];
        for (at, &(unit, _)) in partial.iter().enumerate() {
            for &node in listing.members(unit as usize) {
                on_node[node as usize].push(at as u32);
            }
        }
        let mut found: Vec<(f64, Triple)> = Vec::new();
        let mut near = Vec::new();
        for u in 0..self.nodes as u32 {
            near.clear();
            for &at in &on_node[u as usize] {
                let members = listing.members(partial[at as usize].0 as usize);
                near.extend(members.iter().copied().filter(|&node| node > u));
            }
            near.sort_unstable();
            near.dedup();
            for (i, &v) in near.iter().enumerate() {
                for &w in &near[i + 1..] {
                    let triple = [u, v, w];
                    let held = held(listing, &partial, &on_node, &triple);
                    if held > 1.0 + 1e-3 {
                        found.push((held, triple));
                    }
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let known = |triple: &Triple| self.cuts.iter().any(|(cut, _)| cut == triple);
        let mut cuts_of = vec![0u32; self.nodes];
        let mut triples = Vec::new();
        for (_, triple) in found {
            if known(&triple) || triple.iter().all(|&node| cuts_of[node as usize] >= 5) {
                continue;
            }
            triple.iter().for_each(|&node| cuts_of[node as usize] += 1);
            triples.push(triple);
            if triples.len() == most {
                break;
            }
        }
        triples
    }
}

/// How much of the units that hold two of a triple is used.
fn held(listing: &Listing, partial: &[(u32, f64)], on_node: &[Vec<u32>], triple: &Triple) -> f64 {
    let mut sum = 0.0;
    // Units on the first or the second node; those of the third that hold two hold one of these.
    for (i, &node) in triple[..2].iter().enumerate() {
        for &at in &on_node[node as usize] {
            let (unit, amount) = partial[at as usize];
            let members = listing.members(unit as usize);
            let seen = i == 1 && members.contains(&triple[0]);
            if !seen && holds_two(members, triple) {
                sum += amount;
            }
        }
    }
    sum
}
