//! The linear programme over the whole list: only a few thousand units stand in the simplex, the rest
//! are priced and taken in when they pay.

use super::budget::Budget;
use super::cut::{self, Cut, Priced};
use super::list::Listing;
use super::simplex::{Halt, Sense, Simplex, Span};

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
    pub(crate) cuts: Vec<(Cut, u32)>,
    /// Reduced cost of each unit at the last pricing; where it is more than was asked for, at most so.
    pub(crate) reduced: Vec<f64>,
    /// What the prices of the last pricing prove.
    pub(super) proven: f64,
}

const NONE: u32 = u32::MAX;
/// Units taken into the simplex at once.
const TAKEN: usize = 400;
/// Of these, units of one node.
const TAKEN_OF_NODE: u32 = 8;

impl Master {
    /// The programme of a list: each of the nodes once, between `fewest` and `most` units. `guess`
    /// is a first guess of the nodes' prices.
    pub(crate) fn new(listing: &Listing, guess: &[f64], (fewest, most): (u32, u32)) -> Self {
        let mut simplex = Simplex::default();
        let mean = guess.iter().map(|price| price.abs()).sum::<f64>() / guess.len().max(1) as f64;
        let box_half = 0.25 * mean + 1e-3;
        for &price in guess {
            let span = Span { low: price - box_half, high: price + box_half };
            simplex.add_row((Sense::Exactly, span), 1.0, &[]);
        }
        let far = 4.0 * listing.cost.iter().copied().fold(1.0, f64::max);
        // The number of units is fixed, or kept between two numbers.
        let (sense, high) =
            if fewest == most { (Sense::Exactly, far) } else { (Sense::AtMost, 0.0) };
        let count = (sense, Span { low: -far, high });
        let mut count_rows = vec![simplex.add_row(count, f64::from(most), &[])];
        if fewest < most {
            let least = (Sense::AtLeast, Span { low: 0.0, high: far });
            count_rows.push(simplex.add_row(least, f64::from(fewest), &[]));
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
            proven: f64::NEG_INFINITY,
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
        for (cut, row) in &self.cuts {
            (0..cut.of(members)).for_each(|_| rows.push(*row));
        }
        self.column_of[unit] = self.simplex.add_column(&rows, listing.cost[unit]);
        self.unit_of.push(unit as u32);
    }

    /// Drops the cuts that bind nothing.
    pub(crate) fn drop_idle(&mut self) {
        let first = (self.nodes + self.count_rows.len()) as u32;
        let new_of = self.simplex.drop_idle(first);
        let cuts = self.cuts.iter().filter_map(|&(cut, row)| Some((cut, new_of[row as usize]?)));
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

    /// Bans the columns of some units in a copy of the simplex.
    pub(super) fn ban_where(&self, simplex: &mut Simplex, is_banned: impl Fn(u32) -> bool) {
        for (column, &unit) in (0u32..).zip(&self.unit_of) {
            if is_banned(unit) {
                simplex.ban(column);
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
            self.proven = self.simplex.bound() + least.min(0.0) * f64::from(self.range.1);
            bound = bound.max(self.proven);
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
        self.price_nodes(listing);
        self.price_cuts(listing, 0.0);
        let living = self.reduced.iter().zip(alive).filter(|(_, alive)| **alive);
        living.map(|(reduced, _)| *reduced).fold(f64::INFINITY, f64::min)
    }

    /// Reduced costs of all units before the cuts.
    fn price_nodes(&mut self, listing: &Listing) {
        let price = &self.simplex.price;
        let count: f64 = self.count_rows.iter().map(|&row| price[row as usize]).sum();
        for unit in 0..listing.len() {
            let nodes = listing.members(unit).iter();
            let sum: f64 = nodes.map(|&node| price[node as usize]).sum();
            self.reduced[unit] = listing.cost[unit] - sum - count;
        }
    }

    /// Adds to the reduced costs up to `upto` what the cuts make units lack; they only make them lack
    /// more. To be called once after the nodes' prices are added up.
    fn price_cuts(&mut self, listing: &Listing, upto: f64) {
        let prices = &self.simplex.price;
        let cuts = self.cuts.iter().map(|(cut, row)| (cut, prices[*row as usize]));
        let mut priced = Priced::new(self.nodes, cuts);
        for (unit, reduced) in self.reduced.iter_mut().enumerate() {
            if *reduced <= upto {
                *reduced = priced.reduced(listing.members(unit), *reduced);
            }
        }
    }

    /// The reduced cost of each unit, exact up to `upto`, from the prices as they stand.
    pub(super) fn price_up_to(&mut self, listing: &Listing, upto: f64) {
        self.price_nodes(listing);
        self.price_cuts(listing, upto);
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

    /// Adds a cut.
    pub(crate) fn cut(&mut self, listing: &Listing, cut: Cut) {
        let counts = (0u32..).zip(&self.unit_of).filter_map(|(column, &unit)| {
            let count = cut.of(listing.members(unit as usize));
            (count > 0).then_some((column, count))
        });
        let counts: Vec<(u32, u8)> = counts.collect();
        let span = Span { low: -self.far, high: 0.0 };
        let row = self.simplex.add_row((Sense::AtMost, span), f64::from(cut.most()), &counts);
        self.cuts.push((cut, row));
    }

    /// Units used by the programme's answer, with how much of each.
    pub(crate) fn used(&self) -> Vec<(u32, f64)> {
        let used = self.simplex.used();
        used.into_iter().map(|(column, amount)| (self.unit_of[column as usize], amount)).collect()
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
    pub(crate) fn cut_prices(&self) -> Vec<(Cut, f64)> {
        let price = |&(cut, row): &(Cut, u32)| (cut, self.simplex.price[row as usize]);
        self.cuts.iter().map(price).collect()
    }

    /// The cuts most broken by the answer, worst first.
    /// [`cut::Answer::broken`] says what the numbers are.
    pub(crate) fn broken(&self, listing: &Listing, numbers: (usize, usize)) -> Vec<Cut> {
        cut::Answer::new(listing, self.nodes, self.used()).broken(&self.cuts, numbers)
    }
}
