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
            self.columns.add(column, row as u32, count);
        }
        self.senses.push(sense);
        self.spans.push(span);
        self.right.push(right);
        self.shaken.push(shaken);
        self.is_under.push(true);
        self.is_over.push(false);
        self.basis.push(Basic::Under(row as u32));
        self.value.push(0.0);
        self.plain.push(0.0);
        self.weight.push(0.0);
        self.price.push(0.0);
        self.is_stale = true;
        row as u32
    }

    /// Changes what a row comes to.
    pub(crate) fn set_right(&mut self, row: u32, right: f64) {
        let more = right - self.right[row as usize];
        self.right[row as usize] = right;
        self.shaken[row as usize] += more;
        self.is_stale = true;
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
        if stays.iter().all(|&stays| stays) {
            return (0..self.rows() as u32).map(Some).collect();
        }
        self.is_stale = true;
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
        self.columns.renumber(&new_of);
        for basic in &mut self.basis {
            match basic {
                Basic::Under(row) | Basic::Over(row) => *row = new(*row).unwrap_or(u32::MAX),
                Basic::Column(_) => {}
            }
        }
        keep(&mut self.basis, &kept_places);
        keep(&mut self.value, &kept_places);
        keep(&mut self.plain, &kept_places);
        keep(&mut self.weight, &kept_places);
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
