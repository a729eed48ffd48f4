//! The cheapest way to cover some nodes with disjoint listed units: set partitioning by depth-first
//! search, bounded by a dual price per node.

/// What a cover may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// Fewest and most units.
    pub(super) fewest: u32,
    pub(super) most: u32,
    /// Only covers cheaper than this count.
    pub(super) below: f64,
    /// Units looked at before giving up.
    pub(super) looks: u64,
}

/// What came of a search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outcome {
    /// Cost of the cover found, which lies in [`Cover::chosen`].
    pub(super) found: Option<f64>,
    /// Whether nothing was left unlooked at: then the cover is the cheapest, or there is none.
    pub(super) complete: bool,
}

/// A set of nodes with its cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) mask: u128,
    pub(super) cost: f64,
}

/// Search memory, reused.
#[derive(Default)]
pub(super) struct Cover {
    /// The units of the best cover.
    pub(super) chosen: Vec<u128>,
    units: Vec<Unit>,
    /// First unit of each lowest node.
    start: Vec<u32>,
    price: Vec<f64>,
    path: Vec<u128>,
    /// Units looked at.
    pub(super) looks: u64,
    best: f64,
}

impl Cover {
    /// Seeks the cheapest cover of `n` nodes, at most 128, by these units.
    pub(super) fn solve(&mut self, units: &[Unit], n: usize, terms: &Terms) -> Outcome {
        self.units.clear();
        self.units.extend_from_slice(units);
        self.chosen.clear();
        if !self.set_prices(n) {
            // A node no unit holds.
            return Outcome { found: None, complete: true };
        }
        self.units.sort_unstable_by(|a, b| {
            let low = |u: &Unit| u.mask.trailing_zeros();
            low(a).cmp(&low(b)).then(a.cost.total_cmp(&b.cost)).then(a.mask.cmp(&b.mask))
        });
        self.start.clear();
        self.start.resize(n + 1, 0);
        for unit in &self.units {
            self.start[unit.mask.trailing_zeros() as usize + 1] += 1;
        }
        for i in 0..n {
            self.start[i + 1] += self.start[i];
        }
        let base: f64 = self.price.iter().sum();
        self.best = terms.below - base;
        self.looks = 0;
        self.path.clear();
        self.descend(u128::MAX >> (128 - n), 0.0, terms);
        let found = (!self.chosen.is_empty()).then_some(self.best + base);
        Outcome { found, complete: self.looks < terms.looks }
    }

    /// Raises a price per node as far as no unit costs less than its nodes' prices, and leaves in
    /// each unit's cost what remains. False where some node lies in no unit.
    fn set_prices(&mut self, n: usize) -> bool {
        self.price.clear();
        self.price.resize(n, f64::INFINITY);
        // A fair first price: each unit's cost shared by its nodes.
        for unit in &self.units {
            let share = unit.cost / f64::from(unit.mask.count_ones());
            for v in members(unit.mask) {
                self.price[v] = self.price[v].min(share);
            }
        }
        if self.price.iter().any(|p| p.is_infinite()) {
            return false;
        }
        for unit in &mut self.units {
            unit.cost -= members(unit.mask).map(|v| self.price[v]).sum::<f64>();
        }
        for v in (0..n).rev() {
            let holds = |unit: &&Unit| unit.mask >> v & 1 == 1;
            let slack = self.units.iter().filter(holds).map(|u| u.cost).fold(f64::MAX, f64::min);
            self.price[v] += slack;
            for unit in self.units.iter_mut().filter(|u| u.mask >> v & 1 == 1) {
                unit.cost -= slack;
            }
        }
        true
    }

    fn descend(&mut self, left: u128, spent: f64, terms: &Terms) {
        let depth = self.path.len() as u32;
        if left == 0 {
            if depth >= terms.fewest {
                self.best = spent;
                self.chosen.clear();
                self.chosen.extend_from_slice(&self.path);
            }
            return;
        }
        if depth == terms.most {
            return;
        }
        let root = left.trailing_zeros() as usize;
        for i in self.start[root]..self.start[root + 1] {
            self.looks += 1;
            if self.looks >= terms.looks {
                return;
            }
            let unit = self.units[i as usize];
            let cost = spent + unit.cost;
            if cost >= self.best - 1e-9 {
                return;
            }
            if unit.mask & !left == 0 {
                self.path.push(unit.mask);
                self.descend(left & !unit.mask, cost, terms);
                self.path.pop();
            }
        }
    }
}

/// The positions of the bits set, lowest first.
pub(super) fn members(mask: u128) -> impl Iterator<Item = usize> {
    let mut left = mask;
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            bit
        })
    })
}
