//! A linear programme over units: cover every node once at the least cost.
//!
//! Primal simplex with the inverse of the basis held whole, by columns: there are a few hundred rows,
//! the entries are small whole numbers, and rows (cuts) and columns (units) come while it runs. Each row's price is
//! kept in a span; what the row lacks or has too much of at an end of it stands in the basis, so that
//! there always is one. The right-hand sides are shaken a little against standing still; what is used
//! of the result, the prices, is held for every column, whatever the shaking.

mod rows;

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

#[derive(Debug, Clone)]
struct Column {
    rows: Vec<u32>,
    cost: f64,
    is_basic: bool,
    is_banned: bool,
}

/// The programme with its basis.
#[derive(Debug, Clone, Default)]
pub(crate) struct Simplex {
    senses: Vec<Sense>,
    spans: Vec<Span>,
    right: Vec<f64>,
    shaken: Vec<f64>,
    columns: Vec<Column>,
    basis: Vec<Basic>,
    is_under: Vec<bool>,
    is_over: Vec<bool>,
    /// Inverse of the basis: column `row` holds what one unit of that row's right-hand side does to
    /// each place of the basis.
    inverse: Vec<Vec<f64>>,
    value: Vec<f64>,
    /// Price of each row.
    pub(crate) price: Vec<f64>,
    noise: u64,
    pub(crate) pivots: u64,
    since_fresh: u32,
    /// Work done, in numbers touched.
    pub(crate) work: u64,
    step: Vec<f64>,
    /// Places of the basis where the step is not nothing.
    moving: Vec<u32>,
}

/// Below this a pivot is not safe.
const PIVOT_LEAST: f64 = 1e-7;
/// A reduced cost above this does not pay.
const PAYS: f64 = -1e-7;
/// Pivots after which the inverse is made anew.
const FRESH: u32 = 300;

impl Simplex {
    pub(crate) fn rows(&self) -> usize {
        self.spans.len()
    }

    /// Adds a column on these rows; returns its number.
    pub(crate) fn add_column(&mut self, rows: &[u32], cost: f64) -> u32 {
        self.columns.push(Column { rows: rows.to_vec(), cost, is_basic: false, is_banned: false });
        self.columns.len() as u32 - 1
    }

    /// Bans a column: it is not to be used.
    pub(crate) fn ban(&mut self, column: u32) {
        self.columns[column as usize].is_banned = true;
    }

    fn basic_cost(&self, basic: Basic) -> f64 {
        match basic {
            Basic::Column(column) => self.columns[column as usize].cost,
            Basic::Under(row) => self.spans[row as usize].high,
            Basic::Over(row) => -self.spans[row as usize].low,
        }
    }

    /// Prices from the basis and the inverse.
    pub(crate) fn reprice(&mut self) {
        let costs: Vec<f64> = self.basis.iter().map(|&basic| self.basic_cost(basic)).collect();
        for (price, column) in self.price.iter_mut().zip(&self.inverse) {
            *price = column.iter().zip(&costs).map(|(entry, cost)| entry * cost).sum();
        }
        self.work += (self.rows() * self.rows()) as u64;
    }

    /// Pivots until no column pays. What a new cut or a ban made impossible is mended first, while no
    /// column pays.
    ///
    /// # Errors
    /// [`Halt`] where it came to no end.
    pub(crate) fn solve(&mut self) -> Result<(), Halt> {
        self.reprice();
        let most = self.pivots + 50 * (self.rows() as u64 + 100);
        self.mend(most)?;
        while self.pivots < most {
            if self.since_fresh >= FRESH {
                self.refresh()?;
            }
            let Some((entering, reduced)) = self.entering() else {
                return Ok(());
            };
            self.direction(entering);
            let place = self.leaving().ok_or(Halt::TooNarrow)?;
            let amount = self.value[place].max(0.0) / self.step[place];
            self.pivot(place, entering, (reduced, amount));
        }
        Err(Halt::Stuck)
    }

    /// Makes the inverse anew where it will soon be due.
    ///
    /// # Errors
    /// [`Halt::Stuck`] where the basis has none.
    pub(crate) fn freshen(&mut self) -> Result<(), Halt> {
        if self.since_fresh >= FRESH / 2 { self.refresh() } else { Ok(()) }
    }

    /// Mends for at most so many pivots; what the prices then come to. For trying only: where it came
    /// to no end, it says less.
    pub(crate) fn probe(&mut self, pivots: u64) -> f64 {
        self.reprice();
        let before = self.bound();
        match self.mend(self.pivots + pivots) {
            Err(Halt::TooNarrow) => before,
            _ => self.bound(),
        }
    }

    fn is_banned(&self, place: usize) -> bool {
        matches!(self.basis[place], Basic::Column(column) if self.columns[column as usize].is_banned)
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

    /// The place that is furthest from what it may be.
    fn worst(&self) -> Option<usize> {
        let mut worst = (1e-7, None);
        for (place, &value) in self.value.iter().enumerate() {
            let off = if value > 0.0 && self.is_banned(place) { value } else { -value };
            if off > worst.0 {
                worst = (off, Some(place));
            }
        }
        worst.1
    }

    /// What takes a place at the least loss, so that afterwards still nothing pays.
    fn replacing(&mut self, place: usize) -> Option<(Basic, f64)> {
        let sign = if self.value[place] > 0.0 { 1.0 } else { -1.0 };
        let row: Vec<f64> = self.inverse.iter().map(|column| sign * column[place]).collect();
        let mut best = (f64::INFINITY, 0.0, None);
        let mut look = |found: Basic, step: f64, reduced: f64| {
            if step > PIVOT_LEAST {
                let ratio = reduced.max(0.0) / step;
                if ratio < best.0 - 1e-12 || (ratio <= best.0 + 1e-12 && step > best.1) {
                    best = (ratio, step, Some((found, reduced)));
                }
            }
        };
        for (number, column) in (0u32..).zip(&self.columns) {
            if !column.is_basic && !column.is_banned {
                let step: f64 = column.rows.iter().map(|&at| row[at as usize]).sum();
                if step > PIVOT_LEAST {
                    let rows = column.rows.iter();
                    let prices: f64 = rows.map(|&at| self.price[at as usize]).sum();
                    look(Basic::Column(number), step, column.cost - prices);
                }
            }
        }
        for (at, span) in self.spans.iter().enumerate() {
            let price = self.price[at];
            if !self.is_under[at] {
                look(Basic::Under(at as u32), row[at], span.high - price);
            }
            if !self.is_over[at] {
                look(Basic::Over(at as u32), -row[at], price - span.low);
            }
        }
        self.work += 8 * self.columns.len() as u64;
        best.2
    }

    /// What pays most, and how much.
    fn entering(&mut self) -> Option<(Basic, f64)> {
        let mut best = PAYS;
        let mut found = None;
        for (number, column) in (0u32..).zip(&self.columns) {
            if !column.is_basic && !column.is_banned {
                let prices: f64 = column.rows.iter().map(|&row| self.price[row as usize]).sum();
                let reduced = column.cost - prices;
                if reduced < best {
                    (best, found) = (reduced, Some(Basic::Column(number)));
                }
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
        self.work += 8 * self.columns.len() as u64;
        found.map(|found| (found, best))
    }

    /// What one unit of the entering thing takes from each place of the basis.
    fn direction(&mut self, entering: Basic) {
        let mut step = std::mem::take(&mut self.step);
        step.clear();
        step.resize(self.rows(), 0.0);
        let mut take = |row: u32, sign: f64| {
            for (step, entry) in step.iter_mut().zip(&self.inverse[row as usize]) {
                *step += sign * entry;
            }
        };
        match entering {
            Basic::Column(column) => {
                self.columns[column as usize].rows.iter().for_each(|&row| take(row, 1.0));
            }
            Basic::Under(row) => take(row, 1.0),
            Basic::Over(row) => take(row, -1.0),
        }
        self.moving.clear();
        for (place, step) in step.iter_mut().enumerate() {
            if step.abs() > 1e-11 {
                self.moving.push(place as u32);
            } else {
                *step = 0.0;
            }
        }
        self.step = step;
        self.work += 8 * self.rows() as u64;
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

    fn pivot(&mut self, place: usize, entering: Basic, (reduced, amount): (f64, f64)) {
        for &at in &self.moving {
            self.value[at as usize] -= amount * self.step[at as usize];
        }
        self.value[place] = amount;
        self.turn(place, reduced);
        let left = std::mem::replace(&mut self.basis[place], entering);
        self.mark(left, false);
        self.mark(entering, true);
        self.pivots += 1;
        self.since_fresh += 1;
    }

    /// Turns the inverse, and the prices with it, as the step takes a place of the basis.
    fn turn(&mut self, place: usize, reduced: f64) {
        let pivot = self.step[place];
        for (column, price) in self.inverse.iter_mut().zip(&mut self.price) {
            let entry = column[place];
            if entry.abs() < 1e-13 {
                column[place] = 0.0;
                continue;
            }
            let share = entry / pivot;
            for &at in &self.moving {
                column[at as usize] -= share * self.step[at as usize];
            }
            column[place] = share;
            *price += reduced * share;
            self.work += self.moving.len() as u64;
        }
        self.work += self.rows() as u64;
    }

    fn mark(&mut self, basic: Basic, is_basic: bool) {
        match basic {
            Basic::Column(column) => self.columns[column as usize].is_basic = is_basic,
            Basic::Under(row) => self.is_under[row as usize] = is_basic,
            Basic::Over(row) => self.is_over[row as usize] = is_basic,
        }
    }

    /// Makes the inverse anew from the basis: what rows lack or have too much of stands in the rows'
    /// own places, then the columns come in, those on few rows first.
    fn refresh(&mut self) -> Result<(), Halt> {
        self.since_fresh = 0;
        let m = self.rows();
        let mut basis: Vec<Option<Basic>> = vec![None; m];
        let mut columns = Vec::new();
        for (row, inverse) in self.inverse.iter_mut().enumerate() {
            inverse.fill(0.0);
            inverse[row] = 1.0;
        }
        for &basic in &self.basis {
            match basic {
                Basic::Column(column) => columns.push(column),
                Basic::Under(row) | Basic::Over(row) => {
                    if basis[row as usize].replace(basic).is_some() {
                        return Err(Halt::Stuck);
                    }
                    if basic == Basic::Over(row) {
                        self.inverse[row as usize][row as usize] = -1.0;
                    }
                }
            }
        }
        columns.sort_by_key(|&column| (self.columns[column as usize].rows.len(), column));
        for column in columns {
            self.direction(Basic::Column(column));
            let free = self.moving.iter().filter(|&&place| basis[place as usize].is_none());
            let size = |place: u32| self.step[place as usize].abs();
            let place = free.copied().max_by(|&a, &b| size(a).total_cmp(&size(b)).then(b.cmp(&a)));
            let place = place.filter(|&place| size(place) > 1e-9).ok_or(Halt::Stuck)?;
            basis[place as usize] = Some(Basic::Column(column));
            self.turn(place as usize, 0.0);
        }
        self.basis = basis.into_iter().collect::<Option<Vec<Basic>>>().ok_or(Halt::Stuck)?;
        self.value.fill(0.0);
        for (column, &right) in self.inverse.iter().zip(&self.shaken) {
            for (value, entry) in self.value.iter_mut().zip(column) {
                *value += entry * right;
            }
        }
        self.reprice();
        Ok(())
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

    /// How much of each column is used, where it is any, unshaken.
    pub(crate) fn used(&self) -> Vec<(u32, f64)> {
        let columns =
            self.basis.iter().zip(self.unshaken()).filter_map(|(basic, value)| match basic {
                Basic::Column(column) if value > 1e-6 => Some((*column, value)),
                _ => None,
            });
        columns.collect()
    }

    /// What stands in each place of the basis for the right-hand sides as they are.
    fn unshaken(&self) -> Vec<f64> {
        let mut value = vec![0.0; self.rows()];
        for (column, &right) in self.inverse.iter().zip(&self.right) {
            for (value, entry) in value.iter_mut().zip(column) {
                *value += entry * right;
            }
        }
        value
    }

    /// Rows that are held by the end of their span alone, with whether they lack.
    pub(crate) fn held(&self) -> Vec<(u32, bool)> {
        let held =
            self.basis.iter().zip(self.unshaken()).filter_map(|(basic, value)| match *basic {
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
