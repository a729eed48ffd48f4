//! Rows that come, change and go while the programme runs.

use super::{Basic, Sense, Simplex, Span};

impl Simplex {
    fn shake(&mut self) -> f64 {
        self.noise = self.noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.noise >> 40) as f64 / f64::from(1u32 << 24)
    }

    /// Adds a row on which these columns stand, each so many times; returns its number.
    pub(crate) fn add_row(
        &mut self,
        (sense, span): (Sense, Span),
        right: f64,
        columns: &[(u32, u8)],
    ) -> u32 {
        let row = self.rows();
        let shake = 1e-5 * (1.0 + self.shake());
        let shaken = if sense == Sense::AtLeast { right - shake } else { right + shake };
        for &(column, count) in columns {
            let rows = &mut self.columns[column as usize].rows;
            (0..count).for_each(|_| rows.push(row as u32));
        }
        let count_of = |place: usize| {
            let Basic::Column(basic) = self.basis[place] else { return None };
            let found = columns.binary_search_by_key(&basic, |&(column, _)| column).ok()?;
            Some((place, f64::from(columns[found].1)))
        };
        let places: Vec<(usize, f64)> = (0..self.basis.len()).filter_map(count_of).collect();
        let held: f64 = places.iter().map(|&(place, count)| count * self.value[place]).sum();
        let left = shaken - held;
        for column in &mut self.inverse {
            let on_row: f64 = places.iter().map(|&(place, count)| count * column[place]).sum();
            column.push(-on_row);
        }
        let mut own = vec![0.0; row + 1];
        own[row] = 1.0;
        self.inverse.push(own);
        self.senses.push(sense);
        self.spans.push(span);
        self.right.push(right);
        self.shaken.push(shaken);
        self.is_under.push(true);
        self.is_over.push(false);
        self.value.push(left);
        self.basis.push(Basic::Under(row as u32));
        self.price.push(0.0);
        self.work += (row * (places.len() + 1)) as u64;
        row as u32
    }

    /// Changes what a row comes to.
    pub(crate) fn set_right(&mut self, row: u32, right: f64) {
        let more = right - self.right[row as usize];
        self.right[row as usize] = right;
        self.shaken[row as usize] += more;
        for (value, entry) in self.value.iter_mut().zip(&self.inverse[row as usize]) {
            *value += more * entry;
        }
    }

    pub(crate) fn span(&self, row: u32) -> Span {
        self.spans[row as usize]
    }

    /// Changes the prices a row may have.
    pub(crate) fn set_span(&mut self, row: u32, span: Span) {
        self.spans[row as usize] = span;
    }

    /// Drops the rows from `first` on that bind nothing; returns the new number of each row, where it
    /// stays.
    pub(crate) fn drop_idle(&mut self, first: u32) -> Vec<Option<u32>> {
        let idle = |basic: &Basic| matches!(basic, Basic::Under(row) if *row >= first);
        let mut stays = vec![true; self.rows()];
        for basic in self.basis.iter().filter(|basic| idle(basic)) {
            if let Basic::Under(row) = basic {
                stays[*row as usize] = false;
            }
        }
        let kept_places: Vec<bool> = self.basis.iter().map(|basic| !idle(basic)).collect();
        let mut next = 0;
        let new_of: Vec<Option<u32>> = stays
            .iter()
            .map(|&stays| {
                stays.then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        let new = |row: u32| new_of[row as usize];
        for column in &mut self.columns {
            column.rows = column.rows.iter().filter_map(|&row| new(row)).collect();
        }
        for basic in &mut self.basis {
            match basic {
                Basic::Under(row) | Basic::Over(row) => *row = new(*row).unwrap_or(u32::MAX),
                Basic::Column(_) => {}
            }
        }
        keep(&mut self.basis, &kept_places);
        keep(&mut self.value, &kept_places);
        keep(&mut self.inverse, &stays);
        self.inverse.iter_mut().for_each(|column| keep(column, &kept_places));
        keep(&mut self.senses, &stays);
        keep(&mut self.spans, &stays);
        keep(&mut self.right, &stays);
        keep(&mut self.shaken, &stays);
        keep(&mut self.is_under, &stays);
        keep(&mut self.is_over, &stays);
        keep(&mut self.price, &stays);
        new_of
    }
}

fn keep<T>(all: &mut Vec<T>, wanted: &[bool]) {
    let mut wanted = wanted.iter();
    all.retain(|_| wanted.next().is_some_and(|wanted| *wanted));
}
