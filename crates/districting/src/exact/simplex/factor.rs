//! The basis as two triangles, kept as columns change (Forrest and Tomlin 1972).
//!
//! Places and rows have the same numbers: the place of the basis that has a row's number is the one
//! that row was a pivot for. A basis B = L·U: L is a sequence of steps that take a share of one row
//! from others; U is triangular in an order of its own. When a column changes, its place goes to the end
//! of that order, and one more step takes out of its row what stands below the diagonal there.

const NONE: u32 = u32::MAX;

/// Sparse lists end to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// The row that a list belongs to.
    row: Vec<u32>,
    end: Vec<u32>,
    index: Vec<u32>,
    value: Vec<f64>,
}

impl Lists {
    fn clear(&mut self) {
        self.row.clear();
        self.end.clear();
        self.index.clear();
        self.value.clear();
    }

    pub(super) fn add(&mut self, index: u32, value: f64) {
        self.index.push(index);
        self.value.push(value);
    }

    /// Ends a list, unless nothing was added to it.
    pub(super) fn close(&mut self, row: u32) {
        let begun = self.end.last().copied().unwrap_or(0);
        if self.index.len() > begun as usize {
            self.row.push(row);
            self.end.push(self.index.len() as u32);
        }
    }

    fn range(&self, list: usize) -> std::ops::Range<usize> {
        let begun = if list == 0 { 0 } else { self.end[list - 1] };
        begun as usize..self.end[list] as usize
    }

    /// Σ of a list's values times what stands in `of`.
    fn dot(&self, list: usize, of: &[f64]) -> f64 {
        dot((&self.index[self.range(list)], &self.value[self.range(list)]), of)
    }

    /// Takes so many times a list from `of`.
    fn take(&self, list: usize, times: f64, of: &mut [f64]) {
        take((&self.index[self.range(list)], &self.value[self.range(list)]), times, of);
    }
}

fn dot((index, value): (&[u32], &[f64]), of: &[f64]) -> f64 {
    index.iter().zip(value).map(|(&at, value)| value * of[at as usize]).sum()
}

fn take((index, value): (&[u32], &[f64]), times: f64, of: &mut [f64]) {
    for (&at, value) in index.iter().zip(value) {
        of[at as usize] -= times * value;
    }
}

/// The factors of a basis.
#[derive(Debug, Clone, Default)]
pub(super) struct Factor {
    /// Steps of L: so many times the row is taken from the rows of its list.
    pub(super) lower: Lists,
    /// Steps since: of the rows of its list so much is taken from the row.
    since: Lists,
    /// Places in the order of U; those that moved away are nothing.
    order: Vec<u32>,
    /// Where each place stands in the order.
    at: Vec<u32>,
    diagonal: Vec<f64>,
    begin: Vec<u32>,
    end: Vec<u32>,
    index: Vec<u32>,
    value: Vec<f64>,
    /// Nothing, between two changes.
    shares: Vec<f64>,
    /// Work done, in numbers touched.
    pub(super) work: u64,
}

impl Factor {
    /// Makes room for so many places, none of them there yet.
    pub(super) fn reset(&mut self, places: usize) {
        self.lower.clear();
        self.since.clear();
        self.order.clear();
        self.index.clear();
        self.value.clear();
        for list in [&mut self.at, &mut self.begin, &mut self.end] {
            list.clear();
            list.resize(places, NONE);
        }
        self.diagonal.clear();
        self.diagonal.resize(places, 0.0);
    }

    /// Adds the next column of U: its place, what stands on the diagonal and above it.
    pub(super) fn push(&mut self, place: u32, diagonal: f64, above: &[(u32, f64)]) {
        let begin = self.index.len() as u32;
        for &(index, value) in above {
            self.index.push(index);
            self.value.push(value);
        }
        self.put(place, diagonal, begin);
    }

    fn put(&mut self, place: u32, diagonal: f64, begin: u32) {
        let at = place as usize;
        (self.begin[at], self.end[at]) = (begin, self.index.len() as u32);
        self.diagonal[at] = diagonal;
        self.at[at] = self.order.len() as u32;
        self.order.push(place);
    }

    fn above(&self, place: usize) -> (&[u32], &[f64]) {
        let range = self.begin[place] as usize..self.end[place] as usize;
        (&self.index[range.clone()], &self.value[range])
    }

    /// Numbers held, about what a solution costs.
    pub(super) fn len(&self) -> usize {
        self.lower.index.len() + self.since.index.len() + self.index.len() + self.order.len()
    }

    /// Solves B·x = b in place, the first half: as far as U.
    pub(super) fn forward(&mut self, b: &mut [f64]) {
        for list in 0..self.lower.row.len() {
            let times = b[self.lower.row[list] as usize];
            if times != 0.0 {
                self.lower.take(list, times, b);
            }
        }
        for list in 0..self.since.row.len() {
            b[self.since.row[list] as usize] -= self.since.dot(list, b);
        }
        self.work += self.len() as u64 / 2;
    }

    /// The second half.
    pub(super) fn backward(&self, b: &mut [f64]) {
        for &place in self.order.iter().rev().filter(|place| **place != NONE) {
            let place = place as usize;
            let x = b[place];
            if x.abs() > 1e-14 {
                let x = x / self.diagonal[place];
                b[place] = x;
                take(self.above(place), x, b);
            } else {
                b[place] = 0.0;
            }
        }
    }

    /// Solves Bᵀ·y = c in place, the first half: what Uᵀ asks; where `c` is nothing but in `first`
    /// or behind it.
    pub(super) fn upward(&self, c: &mut [f64], first: Option<usize>) {
        let from = first.map_or(0, |first| self.at[first] as usize);
        for &place in self.order[from..].iter().filter(|place| **place != NONE) {
            let place = place as usize;
            let left = c[place] - dot(self.above(place), c);
            c[place] = if left == 0.0 { 0.0 } else { left / self.diagonal[place] };
        }
    }

    /// The second half.
    pub(super) fn downward(&mut self, c: &mut [f64]) {
        for list in (0..self.since.row.len()).rev() {
            let times = c[self.since.row[list] as usize];
            if times != 0.0 {
                self.since.take(list, times, c);
            }
        }
        for list in (0..self.lower.row.len()).rev() {
            c[self.lower.row[list] as usize] -= self.lower.dot(list, c);
        }
        self.work += self.len() as u64;
    }

    /// Puts another column in a place. `spike` is the column after [`Factor::forward`], `row` the
    /// place's unit vector after [`Factor::upward`]; of both what is not nothing.
    pub(super) fn replace(&mut self, place: u32, spike: &[(u32, f64)], row: &[(u32, f64)]) {
        let old = self.diagonal[place as usize];
        let mut shares = std::mem::take(&mut self.shares);
        shares.resize(self.diagonal.len(), 0.0);
        for &(index, value) in row.iter().filter(|entry| entry.0 != place) {
            let share = -value * old;
            self.since.add(index, share);
            shares[index as usize] = share;
        }
        self.since.close(place);
        let begin = self.index.len() as u32;
        let mut diagonal = 0.0;
        for &(index, value) in spike {
            if index == place {
                diagonal += value;
            } else {
                diagonal -= shares[index as usize] * value;
                self.index.push(index);
                self.value.push(value);
            }
        }
        row.iter().for_each(|entry| shares[entry.0 as usize] = 0.0);
        self.shares = shares;
        let at = self.at[place as usize] as usize;
        self.order[at] = NONE;
        for behind in at + 1..self.order.len() {
            if self.order[behind] != NONE {
                self.forget(self.order[behind] as usize, place);
            }
        }
        self.put(place, diagonal, begin);
        self.work += (self.index.len() + row.len() + spike.len()) as u64;
    }

    /// Takes a row out of a column of U.
    fn forget(&mut self, column: usize, row: u32) {
        let (begin, end) = (self.begin[column] as usize, self.end[column] as usize);
        if let Some(found) = self.index[begin..end].iter().position(|&index| index == row) {
            self.index.swap(begin + found, end - 1);
            self.value.swap(begin + found, end - 1);
            self.end[column] -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::markowitz::factorise;
    use super::*;

    /// Numbers that repeat.
    fn dice(seed: &mut u64, below: u64) -> u64 {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % below
    }

    fn column(places: usize, seed: &mut u64) -> Vec<(u32, f64)> {
        let mut entries: Vec<(u32, f64)> = Vec::new();
        for _ in 0..=dice(seed, 6) {
            let row = dice(seed, places as u64) as u32;
            if entries.iter().all(|entry| entry.0 != row) {
                entries.push((row, 1.0 + dice(seed, 3) as f64));
            }
        }
        entries
    }

    fn times(columns: &[Vec<(u32, f64)>], x: &[f64]) -> Vec<f64> {
        let mut b = vec![0.0; x.len()];
        for (column, x) in columns.iter().zip(x) {
            column.iter().for_each(|&(row, value)| b[row as usize] += value * x);
        }
        b
    }

    fn few(all: &[f64]) -> Vec<(u32, f64)> {
        let all = (0u32..).zip(all.iter().copied());
        all.filter(|(_, value)| *value != 0.0).collect()
    }

    fn check_both_ways(factor: &mut Factor, columns: &[Vec<(u32, f64)>]) {
        let places = columns.len();
        let b: Vec<f64> = (0..places).map(|row| 1.0 + row as f64 % 7.0).collect();
        let mut x = b.clone();
        factor.forward(&mut x);
        factor.backward(&mut x);
        for (left, right) in times(columns, &x).iter().zip(&b) {
            assert!((left - right).abs() < 1e-6, "{left} is not {right}");
        }
        let mut y = b.clone();
        factor.upward(&mut y, None);
        factor.downward(&mut y);
        for (column, right) in columns.iter().zip(&b) {
            let left: f64 = column.iter().map(|&(row, value)| value * y[row as usize]).sum();
            assert!((left - right).abs() < 1e-6, "{left} is not {right}");
        }
    }

    #[test]
    fn a_basis_is_solved_both_ways_also_after_columns_change() {
        for start in 0..200 {
            let (mut seed, places) = (start, 30);
            let mut columns: Vec<Vec<(u32, f64)>> =
                (0..places).map(|_| column(places, &mut seed)).collect();
            // A diagonal of its own keeps most bases from being singular.
            for (row, column) in (0u32..).zip(&mut columns) {
                column.retain(|entry| entry.0 != row);
                column.push((row, 5.0));
            }
            let mut factor = Factor::default();
            let Some(place_of) = factorise(&columns, &mut factor) else { continue };
            let mut moved = vec![Vec::new(); places];
            for (column, &place) in columns.into_iter().zip(&place_of) {
                moved[place as usize] = column;
            }
            check_both_ways(&mut factor, &moved);
            for _ in 0..20 {
                let place = dice(&mut seed, places as u64) as usize;
                let new = column(places, &mut seed);
                let mut spike = vec![0.0; places];
                new.iter().for_each(|&(row, value)| spike[row as usize] = value);
                factor.forward(&mut spike);
                let mut solved = spike.clone();
                factor.backward(&mut solved);
                if solved[place].abs() < 0.05 {
                    continue;
                }
                let mut row = vec![0.0; places];
                row[place] = 1.0;
                factor.upward(&mut row, Some(place));
                factor.replace(place as u32, &few(&spike), &few(&row));
                moved[place] = new;
                check_both_ways(&mut factor, &moved);
            }
        }
    }
}
