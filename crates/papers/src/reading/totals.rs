//! Totals rows compared with the rows above them. A difference warns; it stops nothing.

use super::sheet::{Columns, TotalOf};
use super::{OldGroupRow, Reading};
use crate::complaint::ComplaintKind;
use crate::field::Field;
use crate::number::whole_number;

/// Households and people.
type Pair = [u64; 2];
const FIELDS: [Field; 2] = [Field::Households, Field::People];

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    counted: Pair,
    rows: u32,
}

/// Running sums of one sheet.
#[derive(Debug, Default)]
pub(super) struct Totals {
    all: Sums,
    since_total: Sums,
    in_khu_pho: Sums,
    khu_pho: Option<String>,
    band: Option<(u32, Sums)>,
}

impl Totals {
    pub(super) fn add(&mut self, row: &OldGroupRow) {
        let key = row.khu_pho.as_ref().map(|label| label.key.clone());
        if key != self.khu_pho {
            self.khu_pho = key;
            self.in_khu_pho = Sums::default();
        }
        let own: Pair = [u64::from(row.households), u64::from(row.people.unwrap_or(0))];
        let band = self.band.as_mut().map(|(_, sums)| sums);
        for sums in
            [&mut self.all, &mut self.since_total, &mut self.in_khu_pho].into_iter().chain(band)
        {
            sums.rows += 1;
            sums.counted[0] += own[0];
            sums.counted[1] += own[1];
        }
    }

    /// A totals row below the rows it sums.
    pub(super) fn compare(
        &mut self,
        reading: &mut Reading,
        columns: &Columns<'_>,
        row: u32,
        of: TotalOf,
    ) {
        // Offices use the words loosely: any sum that the row can mean is good.
        let nearest = if of == TotalOf::All { self.all } else { self.since_total };
        let candidates = [nearest, self.all, self.since_total, self.in_khu_pho];
        for (at, field) in FIELDS.into_iter().enumerate() {
            let Some(written) = written(columns, row, field) else { continue };
            if candidates.iter().all(|sums| sums.counted[at] != written) {
                let counted = nearest.counted[at];
                let kind = ComplaintKind::TotalDiffers { field, written, counted };
                reading.complain(&columns.sheet.name, Some(row + 1), columns.of(field), kind);
            }
        }
        self.since_total = Sums::default();
    }

    /// A band that carries the sum of the rows below it.
    pub(super) fn open_band(&mut self, reading: &mut Reading, columns: &Columns<'_>, row: u32) {
        self.close_band(reading, columns);
        self.band = Some((row, Sums::default()));
    }

    pub(super) fn close_band(&mut self, reading: &mut Reading, columns: &Columns<'_>) {
        let Some((row, sums)) = self.band.take() else { return };
        for (at, field) in FIELDS.into_iter().enumerate() {
            let Some(written) = written(columns, row, field) else { continue };
            let counted = sums.counted[at];
            if written != counted {
                let kind = ComplaintKind::TotalDiffers { field, written, counted };
                reading.complain(&columns.sheet.name, Some(row + 1), columns.of(field), kind);
            }
        }
    }
}

fn written(columns: &Columns<'_>, row: u32, field: Field) -> Option<u64> {
    columns.of(field)?;
    whole_number(columns.own(row, field)).ok().flatten().map(u64::from)
}
