//! Makes the two triangles of a basis anew: what stands alone in its row or column first, then what
//! fills in least (Markowitz 1957), none of it much smaller than the largest of its column.

use super::factor::Factor;

const NONE: u32 = u32::MAX;
/// A pivot is at least this share of the largest number of its column.
const SHARE: f64 = 0.1;
/// Less than this is nothing.
const NOTHING: f64 = 1e-12;
/// A largest number below this makes a basis singular.
const SINGULAR: f64 = 1e-9;
/// Columns looked at for a pivot.
const LOOKED_AT: usize = 4;

/// Puts a basis, given by its columns of rows and numbers, into triangles. Returns the place of each
/// column: the row that it was a pivot for; nothing where the basis is singular.
pub(super) fn factorise(basis: &[Vec<(u32, f64)>], factor: &mut Factor) -> Option<Vec<u32>> {
    factor.reset(basis.len());
    let mut left = Left::new(basis);
    for _ in 0..basis.len() {
        let (column, row) = left.next()?;
        left.eliminate((column, row), factor);
    }
    Some(left.place_of)
}

/// What is left of the columns while pivots are chosen.
struct Left {
    /// What each column holds of rows that are left.
    inner: Vec<Vec<(u32, f64)>>,
    /// What it holds of rows that are gone.
    above: Vec<Vec<(u32, f64)>>,
    /// The columns that are left on each row.
    on_row: Vec<Vec<u32>>,
    /// Columns and rows that may hold one number only.
    single_columns: Vec<u32>,
    single_rows: Vec<u32>,
    is_row_left: Vec<bool>,
    place_of: Vec<u32>,
    /// Columns that are left, once nothing stands alone.
    waiting: Vec<u32>,
    shares: Vec<f64>,
}

impl Left {
    fn new(basis: &[Vec<(u32, f64)>]) -> Self {
        let places = basis.len();
        let mut on_row = vec![Vec::new(); places];
        for (column, entries) in (0u32..).zip(basis) {
            entries.iter().for_each(|entry| on_row[entry.0 as usize].push(column));
        }
        let alone = |list: &dyn Fn(usize) -> usize| {
            (0..places as u32).rev().filter(|&at| list(at as usize) == 1).collect()
        };
        Self {
            single_columns: alone(&|column| basis[column].len()),
            single_rows: alone(&|row| on_row[row].len()),
            inner: basis.to_vec(),
            above: vec![Vec::new(); places],
            on_row,
            is_row_left: vec![true; places],
            place_of: vec![NONE; places],
            waiting: (0..places as u32).collect(),
            shares: vec![0.0; places],
        }
    }

    /// The next pivot, by column and row.
    fn next(&mut self) -> Option<(u32, u32)> {
        while let Some(column) = self.single_columns.pop() {
            if self.place_of[column as usize] == NONE
                && let [(row, value)] = self.inner[column as usize][..]
            {
                return (value.abs() > SINGULAR).then_some((column, row));
            }
        }
        while let Some(row) = self.single_rows.pop() {
            if self.is_row_left[row as usize]
                && let [column] = self.on_row[row as usize][..]
                && self.is_large((column, row))
            {
                return Some((column, row));
            }
        }
        self.least_filling()
    }

    fn is_large(&self, (column, row): (u32, u32)) -> bool {
        let entries = &self.inner[column as usize];
        let largest = entries.iter().map(|entry| entry.1.abs()).fold(SINGULAR, f64::max);
        entries.iter().any(|entry| entry.0 == row && entry.1.abs() >= SHARE * largest)
    }

    fn least_filling(&mut self) -> Option<(u32, u32)> {
        let place_of = &self.place_of;
        self.waiting.retain(|&column| place_of[column as usize] == NONE);
        let mut looked_at = [(usize::MAX, NONE); LOOKED_AT];
        for &column in &self.waiting {
            let size = (self.inner[column as usize].len(), column);
            if size < looked_at[LOOKED_AT - 1] {
                looked_at[LOOKED_AT - 1] = size;
                looked_at.sort_unstable();
            }
        }
        let mut best = (usize::MAX, 0.0, None);
        for (size, column) in looked_at.into_iter().filter(|&(_, column)| column != NONE) {
            let entries = &self.inner[column as usize];
            let largest = entries.iter().map(|entry| entry.1.abs()).fold(0.0, f64::max);
            if largest < SINGULAR {
                return None;
            }
            for &(row, value) in entries.iter().filter(|entry| entry.1.abs() >= SHARE * largest) {
                let fill = (size - 1) * (self.on_row[row as usize].len() - 1);
                if fill < best.0 || (fill == best.0 && value.abs() > best.1) {
                    best = (fill, value.abs(), Some((column, row)));
                }
            }
        }
        best.2
    }

    fn eliminate(&mut self, (column, row): (u32, u32), factor: &mut Factor) {
        let entries = std::mem::take(&mut self.inner[column as usize]);
        let pivot = entries.iter().find(|entry| entry.0 == row).map_or(1.0, |entry| entry.1);
        factor.push(row, pivot, &self.above[column as usize]);
        self.place_of[column as usize] = row;
        self.is_row_left[row as usize] = false;
        for &(other, value) in entries.iter().filter(|entry| entry.0 != row) {
            let share = value / pivot;
            factor.lower.add(other, share);
            self.shares[other as usize] = share;
            let on_row = &mut self.on_row[other as usize];
            on_row.retain(|&at| at != column);
            if on_row.len() == 1 {
                self.single_rows.push(other);
            }
        }
        factor.lower.close(row);
        for other in std::mem::take(&mut self.on_row[row as usize]) {
            if other != column {
                factor.work += (self.inner[other as usize].len() + entries.len()) as u64;
                self.take(other, (row, &entries));
            }
        }
        entries.iter().for_each(|entry| self.shares[entry.0 as usize] = 0.0);
        factor.work += 2 * entries.len() as u64;
    }

    /// Takes the pivot's row out of another column: its shares of the rows below.
    fn take(&mut self, other: u32, (row, pivot): (u32, &[(u32, f64)])) {
        let entries = &mut self.inner[other as usize];
        let Some(found) = entries.iter().position(|entry| entry.0 == row) else { return };
        let (_, times) = entries.swap_remove(found);
        self.above[other as usize].push((row, times));
        if pivot.len() > 1 {
            let mut kept = 0;
            for at in 0..entries.len() {
                let (index, value) = entries[at];
                let share = std::mem::take(&mut self.shares[index as usize]);
                let value = value - times * share;
                if share == 0.0 || value.abs() > NOTHING {
                    entries[kept] = (index, value);
                    kept += 1;
                } else {
                    self.on_row[index as usize].retain(|&at| at != other);
                    if self.on_row[index as usize].len() == 1 {
                        self.single_rows.push(index);
                    }
                }
            }
            entries.truncate(kept);
            let size = pivot.iter().find(|entry| entry.0 == row).map_or(1.0, |entry| entry.1);
            for &(index, value) in pivot.iter().filter(|entry| entry.0 != row) {
                let share = std::mem::replace(&mut self.shares[index as usize], value / size);
                if share != 0.0 {
                    entries.push((index, -times * share));
                    self.on_row[index as usize].push(other);
                }
            }
        }
        if entries.len() == 1 {
            self.single_columns.push(other);
        }
    }
}
