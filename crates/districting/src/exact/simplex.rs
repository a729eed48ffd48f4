//! A linear programme over units: cover every node once at the least cost.
//!
//! Simplex with the basis held as two sparse triangles ([`factor`]): there are a few hundred rows, the
//! entries are small whole numbers, and rows (cuts) and columns (units) come while it runs. What a cut or a
//! branch breaks is mended by dual steps along the steepest edge; what pays is taken in by primal ones.
//! Each row's price is kept in a span; what the row lacks or has too much of at an end of it stands in the basis, so that
//! there always is one. The right-hand sides are shaken a little against standing still; what is used
//! of the result, the prices, is held for every column, whatever the shaking.

mod columns;
mod factor;
mod markowitz;
mod rows;

use self::columns::Columns;
use self::factor::Factor;
use self::markowitz::factorise;

/// Why the simplex came to no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Halt {
    /// The spans leave no prices under which no column pays.
    TooNarrow,
    /// It stood still, or its basis came to nothing, or the budget was spent.
    Stuck,
}

/// What a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// No more and no less than its right-hand side.
    Exactly,
    AtMost,
    AtLeast,
}

/// The prices a row may have. Exactly: from -∞ to ∞, or a narrower box that is widened later (and may
/// well end at 0). At most: from -∞ to 0. At least: from 0 to ∞.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// What stands in a place of the basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basic {
    Column(u32),
    /// What a row lacks, at the highest price it may have.
    Under(u32),
    /// What a row has too much of, at the lowest price it may have.
    Over(u32),
}

/// The programme with its basis.
#[derive(Debug, Clone, Default)]
pub(crate) struct Simplex {
    senses: Vec<Sense>,
    spans: Vec<Span>,
    right: Vec<f64>,
    shaken: Vec<f64>,
    columns: Columns,
    basis: Vec<Basic>,
    is_under: Vec<bool>,
    is_over: Vec<bool>,
    factor: Factor,
    /// Whether rows came or went since the factors were made.
    is_stale: bool,
    /// What stands in each place of the basis, shaken and unshaken; the latter from the last answer.
    value: Vec<f64>,
    plain: Vec<f64>,
    /// Squared length of each row of the basis' inverse (steepest edge); 0 where not known yet.
    weight: Vec<f64>,
    /// Price of each row.
    pub(crate) price: Vec<f64>,
    noise: u64,
    pub(crate) pivots: u64,
    since_fresh: u32,
    /// Work done, in numbers touched.
    pub(crate) work: u64,
    /// What one unit of the entering thing takes from each place, and where that is not nothing.
    step: Vec<f64>,
    moving: Vec<u32>,
    /// The same as far as the first triangle.
    spike: Vec<(u32, f64)>,
    /// A row of the basis' inverse; and as far as the first triangle.
    row: Vec<f64>,
    row_half: Vec<(u32, f64)>,
    tau: Vec<f64>,
}

/// Below this a pivot is not safe.
const PIVOT_LEAST: f64 = 1e-7;
/// A reduced cost above this does not pay.
const PAYS: f64 = -1e-7;
/// Pivots after which the factors are made anew.
const FRESH: u32 = 100;

impl Simplex {
    pub(crate) fn rows(&self) -> usize {
        self.spans.len()
    }

    /// Adds a column on these rows; returns its number.
    pub(crate) fn add_column(&mut self, rows: &[u32], cost: f64) -> u32 {
        self.columns.push(rows, cost);
        self.columns.len() as u32 - 1
    }

    /// Bans a column: it is not to be used.
    pub(crate) fn ban(&mut self, column: u32) {
        self.columns.is_banned[column as usize] = true;
    }

    fn basic_cost(&self, basic: Basic) -> f64 {
        match basic {
            Basic::Column(column) => self.columns.cost[column as usize],
            Basic::Under(row) => self.spans[row as usize].high,
            Basic::Over(row) => -self.spans[row as usize].low,
        }
    }

    /// Prices from the basis.
    pub(crate) fn reprice(&mut self) {
        let costs: Vec<f64> = self.basis.iter().map(|&basic| self.basic_cost(basic)).collect();
        self.price = costs;
        self.factor.upward(&mut self.price, None);
        self.factor.downward(&mut self.price);
    }

    /// Pivots until no column pays. What a new cut or a ban made impossible is mended first, while no
    /// column pays.
    ///
    /// # Errors
    /// [`Halt`] where it came to no end.
    pub(crate) fn solve(&mut self) -> Result<(), Halt> {
        self.begin()?;
        let most = self.pivots + 50 * (self.rows() as u64 + 100);
        self.mend(most)?;
        while self.pivots < most {
            if self.since_fresh >= FRESH {
                self.refresh()?;
            }
            let Some((entering, reduced)) = self.entering() else {
                self.plain.clone_from(&self.right);
                self.factor.forward(&mut self.plain);
                self.factor.backward(&mut self.plain);
                return Ok(());
            };
            self.direction(entering);
            let place = self.leaving().ok_or(Halt::TooNarrow)?;
            self.row_of(place);
            let amount = self.value[place].max(0.0) / self.step[place];
            self.pivot(place, entering, (reduced, amount));
        }
        Err(Halt::Stuck)
    }

    fn begin(&mut self) -> Result<(), Halt> {
        if self.is_stale {
            return self.refresh();
        }
        self.reprice();
        Ok(())
    }

    /// Makes the factors anew where that will soon be due.
    ///
    /// # Errors
    /// [`Halt::Stuck`] where the basis has none.
    pub(crate) fn freshen(&mut self) -> Result<(), Halt> {
        let is_due = self.is_stale || self.since_fresh >= FRESH / 2;
        if is_due { self.refresh() } else { Ok(()) }
    }

    /// Mends for at most so many pivots; what the prices then come to. For trying only: where it came
    /// to no end, it says less.
    pub(crate) fn probe(&mut self, pivots: u64) -> f64 {
        let before = self.bound();
        if self.begin().is_err() {
            return before;
        }
        match self.mend(self.pivots + pivots) {
            Err(Halt::TooNarrow) => before,
            _ => self.bound(),
        }
    }

    fn is_banned(&self, place: usize) -> bool {
        matches!(self.basis[place], Basic::Column(column) if self.columns.is_banned[column as usize])
    }

    /// Drives out of the basis what is banned, and what is less than nothing.
    fn mend(&mut self, most: u64) -> Result<(), Halt> {
        while self.pivots < most {
            if self.since_fresh >= FRESH {
                self.refresh()?;
            }
            let Some(place) = self.worst() else { return Ok(()) };
            let replacing = self.replacing(place);
            if let Some((entering, reduced)) = replacing {
                self.direction(entering);
                if self.step[place].abs() > PIVOT_LEAST {
                    let amount = self.value[place] / self.step[place];
                    self.pivot(place, entering, (reduced, amount));
                    continue;
                }
            }
            // Nothing takes the place, or only by a hair: the inverse may have gone stale.
            if self.since_fresh == 0 {
                return Err(Halt::Stuck);
            }
            self.refresh()?;
        }
        Err(Halt::Stuck)
    }

    /// The place that is furthest from what it may be, along its own edge.
    fn worst(&self) -> Option<usize> {
        let mut worst = (0.0, None);
        for (place, (&value, weight)) in self.value.iter().zip(&self.weight).enumerate() {
            let off = if value > 0.0 && self.is_banned(place) { value } else { -value };
            if off > 1e-7 && off * off > worst.0 * weight {
                worst = (off * off / weight, Some(place));
            }
        }
        worst.1
    }

    /// What takes a place at the least loss, so that afterwards still nothing pays.
    fn replacing(&mut self, place: usize) -> Option<(Basic, f64)> {
        let sign = if self.value[place] > 0.0 { 1.0 } else { -1.0 };
        self.row_of(place);
        let mut best = (f64::INFINITY, 0.0, None);
        let mut look = |found: Basic, step: f64, reduced: f64| {
            if step > PIVOT_LEAST {
                let ratio = reduced.max(0.0) / step;
                if ratio < best.0 - 1e-12 || (ratio <= best.0 + 1e-12 && step > best.1) {
                    best = (ratio, step, Some((found, reduced)));
                }
            }
        };
        for column in self.columns.free() {
            let step = sign * self.columns.sum(column, &self.row);
            if step > PIVOT_LEAST {
                let prices = self.columns.sum(column, &self.price);
                let reduced = self.columns.cost[column as usize] - prices;
                look(Basic::Column(column), step, reduced);
            }
        }
        for (at, span) in self.spans.iter().enumerate() {
            let (price, step) = (self.price[at], sign * self.row[at]);
            if !self.is_under[at] {
                look(Basic::Under(at as u32), step, span.high - price);
            }
            if !self.is_over[at] {
                look(Basic::Over(at as u32), -step, price - span.low);
            }
        }
        self.work += self.columns.entries() as u64;
        best.2
    }

    /// What pays most, and how much.
    fn entering(&mut self) -> Option<(Basic, f64)> {
        let mut best = PAYS;
        let mut found = None;
        for column in self.columns.free() {
            let prices = self.columns.sum(column, &self.price);
            let reduced = self.columns.cost[column as usize] - prices;
            if reduced < best {
                (best, found) = (reduced, Some(Basic::Column(column)));
            }
        }
        for (row, span) in self.spans.iter().enumerate() {
            let price = self.price[row];
            if !self.is_under[row] && span.high - price < best {
                (best, found) = (span.high - price, Some(Basic::Under(row as u32)));
            }
            if !self.is_over[row] && price - span.low < best {
                (best, found) = (price - span.low, Some(Basic::Over(row as u32)));
            }
        }
        self.work += self.columns.entries() as u64;
        found.map(|found| (found, best))
    }

    /// What one unit of the entering thing takes from each place of the basis.
    fn direction(&mut self, entering: Basic) {
        self.step.clear();
        self.step.resize(self.rows(), 0.0);
        match entering {
            Basic::Column(column) => {
                self.columns.rows(column).iter().for_each(|&row| self.step[row as usize] += 1.0);
            }
            Basic::Under(row) => self.step[row as usize] = 1.0,
            Basic::Over(row) => self.step[row as usize] = -1.0,
        }
        self.factor.forward(&mut self.step);
        gather(&mut self.step, &mut self.spike);
        self.factor.backward(&mut self.step);
        self.moving.clear();
        for (place, step) in self.step.iter_mut().enumerate() {
            if step.abs() > 1e-11 {
                self.moving.push(place as u32);
            } else {
                *step = 0.0;
            }
        }
        self.work += 2 * self.rows() as u64;
    }

    /// The row of the basis' inverse for a place.
    fn row_of(&mut self, place: usize) {
        self.row.clear();
        self.row.resize(self.rows(), 0.0);
        self.row[place] = 1.0;
        self.factor.upward(&mut self.row, Some(place));
        gather(&mut self.row, &mut self.row_half);
        self.factor.downward(&mut self.row);
        self.work += 2 * self.rows() as u64;
    }

    /// The place of the basis that is used up first; of near equals the safest. What is banned
    /// must not grow either.
    fn leaving(&self) -> Option<usize> {
        let ends = |place: usize| {
            let step = self.step[place];
            if step > PIVOT_LEAST {
                return Some(self.value[place].max(0.0) / step);
            }
            (step < -PIVOT_LEAST && self.is_banned(place)).then_some(0.0)
        };
        let mut least = f64::INFINITY;
        for &place in &self.moving {
            if let Some(end) = ends(place as usize) {
                least = least.min(end + 1e-9 / self.step[place as usize].abs());
            }
        }
        let mut found = None;
        let mut safest = 0.0;
        for &place in &self.moving {
            let size = self.step[place as usize].abs();
            if size > safest && ends(place as usize).is_some_and(|end| end <= least) {
                (safest, found) = (size, Some(place as usize));
            }
        }
        found
    }

    /// Puts what enters into a place, of which [`Simplex::row_of`] was asked before.
    fn pivot(&mut self, place: usize, entering: Basic, (reduced, amount): (f64, f64)) {
        for &at in &self.moving {
            self.value[at as usize] -= amount * self.step[at as usize];
        }
        self.value[place] = amount;
        let share = reduced / self.step[place];
        for (price, entry) in self.price.iter_mut().zip(&self.row) {
            *price += share * entry;
        }
        self.weigh(place);
        self.factor.replace(place as u32, &self.spike, &self.row_half);
        let left = std::mem::replace(&mut self.basis[place], entering);
        self.mark(left, false);
        self.mark(entering, true);
        self.pivots += 1;
        self.since_fresh += 1;
        self.work += std::mem::take(&mut self.factor.work);
    }

    /// The lengths of the rows of the inverse after a step (Forrest and Goldfarb 1992).
    fn weigh(&mut self, place: usize) {
        let own: f64 = self.row.iter().map(|entry| entry * entry).sum();
        self.tau.clone_from(&self.row);
        self.factor.forward(&mut self.tau);
        self.factor.backward(&mut self.tau);
        let pivot = self.step[place];
        for &at in &self.moving {
            let at = at as usize;
            let share = self.step[at] / pivot;
            let weight = self.weight[at] + share * (share * own - 2.0 * self.tau[at]);
            self.weight[at] = weight.max(share * share + 1e-4);
        }
        self.weight[place] = (own / (pivot * pivot)).max(1e-4);
    }

    fn mark(&mut self, basic: Basic, is_basic: bool) {
        match basic {
            Basic::Column(column) => self.columns.is_basic[column as usize] = is_basic,
            Basic::Under(row) => self.is_under[row as usize] = is_basic,
            Basic::Over(row) => self.is_over[row as usize] = is_basic,
        }
    }

    /// Makes the factors anew from the basis; places get the numbers of the rows they are pivots for.
    fn refresh(&mut self) -> Result<(), Halt> {
        self.columns.file();
        let columns: Vec<Vec<(u32, f64)>> =
            self.basis.iter().map(|&basic| self.entries(basic)).collect();
        let place_of = factorise(&columns, &mut self.factor).ok_or(Halt::Stuck)?;
        let (basis, weight) = (self.basis.clone(), self.weight.clone());
        for (at, &place) in place_of.iter().enumerate() {
            self.basis[place as usize] = basis[at];
            self.weight[place as usize] = weight[at];
        }
        (self.since_fresh, self.is_stale) = (0, false);
        self.value.clone_from(&self.shaken);
        self.factor.forward(&mut self.value);
        self.factor.backward(&mut self.value);
        for place in 0..self.rows() {
            if self.weight[place] == 0.0 {
                self.row_of(place);
                self.weight[place] = self.row.iter().map(|entry| entry * entry).sum();
            }
        }
        self.reprice();
        self.work += std::mem::take(&mut self.factor.work);
        Ok(())
    }

    /// The rows of what stands in the basis, each with its number.
    fn entries(&self, basic: Basic) -> Vec<(u32, f64)> {
        match basic {
            Basic::Under(row) => vec![(row, 1.0)],
            Basic::Over(row) => vec![(row, -1.0)],
            Basic::Column(column) => {
                let mut entries: Vec<(u32, f64)> = Vec::new();
                for &row in self.columns.rows(column) {
                    match entries.iter_mut().rev().find(|entry| entry.0 == row) {
                        Some(entry) => entry.1 += 1.0,
                        None => entries.push((row, 1.0)),
                    }
                }
                entries
            }
        }
    }

    /// Takes the shaking back, and pivots until the answer is one of the unshaken programme.
    ///
    /// # Errors
    /// [`Halt`] where it came to no end.
    pub(crate) fn settle(&mut self) -> Result<(), Halt> {
        self.shaken.clone_from(&self.right);
        self.refresh()?;
        self.solve()
    }

    /// Σ price × right-hand side, unshaken.
    pub(crate) fn bound(&self) -> f64 {
        self.price.iter().zip(&self.right).map(|(price, right)| price * right).sum()
    }

    /// How much of each column the last answer uses, where it is any, unshaken.
    pub(crate) fn used(&self) -> Vec<(u32, f64)> {
        let columns =
            self.basis.iter().zip(&self.plain).filter_map(|(basic, &value)| match basic {
                Basic::Column(column) if value > 1e-6 => Some((*column, value)),
                _ => None,
            });
        columns.collect()
    }

    /// Rows that the last answer holds by the end of their span alone, with whether they lack.
    pub(crate) fn held(&self) -> Vec<(u32, bool)> {
        let held = self.basis.iter().zip(&self.plain).filter_map(|(basic, &value)| match *basic {
            Basic::Under(row) if value > 1e-5 => {
                (self.senses[row as usize] != Sense::AtMost).then_some((row, true))
            }
            Basic::Over(row) if value > 1e-5 => {
                (self.senses[row as usize] != Sense::AtLeast).then_some((row, false))
            }
            _ => None,
        });
        held.collect()
    }
}

/// Takes down where a vector is not nothing.
fn gather(all: &mut [f64], few: &mut Vec<(u32, f64)>) {
    few.clear();
    for (at, value) in (0u32..).zip(all) {
        if value.abs() > 1e-14 {
            few.push((at, *value));
        } else {
            *value = 0.0;
        }
    }
}
