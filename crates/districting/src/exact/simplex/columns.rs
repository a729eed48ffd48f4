//! The columns of the programme, held end to end: they are copied with every node of the search, and
//! looked through with every step.

/// Columns with the rows they stand on, a row as often as the column counts there.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    start: Vec<u32>,
    rows: Vec<u32>,
    pub(super) cost: Vec<f64>,
    pub(super) is_basic: Vec<bool>,
    pub(super) is_banned: Vec<bool>,
    /// Columns with rows that came later, to be filed.
    later: Vec<(u32, u32)>,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            start: vec![0],
            rows: Vec::new(),
            cost: Vec::new(),
            is_basic: Vec::new(),
            is_banned: Vec::new(),
            later: Vec::new(),
        }
    }
}

impl Columns {
    pub(super) fn len(&self) -> usize {
        self.cost.len()
    }

    /// All rows of all columns.
    pub(super) fn entries(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn rows(&self, column: u32) -> &[u32] {
        let at = column as usize;
        &self.rows[self.start[at] as usize..self.start[at + 1] as usize]
    }

    /// The sum of a number for each row of a column.
    pub(super) fn sum(&self, column: u32, of: &[f64]) -> f64 {
        self.rows(column).iter().map(|&row| of[row as usize]).sum()
    }

    /// The columns that may come into the basis.
    pub(super) fn free(&self) -> impl Iterator<Item = u32> + '_ {
        let flags = self.is_basic.iter().zip(&self.is_banned);
        let free = |(column, (basic, banned)): (u32, (&bool, &bool))| {
            (!basic && !banned).then_some(column)
        };
        (0u32..).zip(flags).filter_map(free)
    }

    pub(super) fn push(&mut self, rows: &[u32], cost: f64) {
        self.rows.extend_from_slice(rows);
        self.start.push(self.rows.len() as u32);
        self.cost.push(cost);
        self.is_basic.push(false);
        self.is_banned.push(false);
    }

    /// Puts a column on a row so many times; to be filed.
    pub(super) fn add(&mut self, column: u32, row: u32, count: u8) {
        (0..count).for_each(|_| self.later.push((column, row)));
    }

    /// Files what was added.
    pub(super) fn file(&mut self) {
        if self.later.is_empty() {
            return;
        }
        let mut later = std::mem::take(&mut self.later);
        later.sort_unstable();
        let mut rows = Vec::with_capacity(self.rows.len() + later.len());
        let mut start = Vec::with_capacity(self.start.len());
        start.push(0);
        let mut next = later.into_iter().peekable();
        for column in 0..self.len() as u32 {
            rows.extend_from_slice(self.rows(column));
            while let Some((_, row)) = next.next_if(|&(of, _)| of == column) {
                rows.push(row);
            }
            start.push(rows.len() as u32);
        }
        (self.rows, self.start) = (rows, start);
    }

    /// Gives rows new numbers, and drops those without one.
    pub(super) fn renumber(&mut self, new_of: &[Option<u32>]) {
        self.file();
        let mut kept = 0;
        let mut begun = 0;
        for column in 0..self.len() {
            let end = self.start[column + 1] as usize;
            for at in begun..end {
                if let Some(row) = new_of[self.rows[at] as usize] {
                    self.rows[kept] = row;
                    kept += 1;
                }
            }
            begun = end;
            self.start[column + 1] = kept as u32;
        }
        self.rows.truncate(kept);
    }
}
