//! The blocks of a place: places that exchanged households stand together, and their sums are exact.

use std::collections::{BTreeMap, BTreeSet};

use units::Day;
use units::indicator::{Figure, ReportPeriod, is_few, withhold};

use super::shown::{Cell, Line, Named, Table};
use super::table::{Work, named};

impl Work<'_> {
    /// The blocks that the place's units of today stand in, period by period.
    pub(super) fn blocks(&self) -> Table {
        let mut table = self.empty();
        let (ways, at) = (&self.shelf.ways, self.asked.at);
        let Some(first) = self.periods.first().and_then(|first| self.fine(*first).first().copied())
        else {
            return table;
        };
        let blocks = ways.blocks(first.last_day(), at);
        let tree = &self.today;
        let touches = |place: &usize| {
            ways.holds(*place, at) && tree.is_within(self.numbers[*place], self.number)
                || self.numbers[*place] == self.number
        };
        let touched: BTreeSet<usize> =
            (0..ways.len()).filter(touches).map(|place| blocks.of(place)).collect();
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in 0..ways.len() {
            if touched.contains(&blocks.of(place)) {
                members.entry(blocks.of(place)).or_default().push(place);
            }
        }
        let mut lines: Vec<(Vec<usize>, Line)> = members
            .into_values()
            .map(|members| {
                let on = |day: Day| -> Vec<Named> {
                    let held = members.iter().filter(|place| ways.holds(**place, day));
                    held.map(|place| named(&self.shelf.places, self.numbers[*place], day)).collect()
                };
                let (places, before) = (on(at), on(first.last_day()));
                (members, Line { places, before, cells: Vec::new() })
            })
            .collect();
        lines.sort_by_key(|(members, _)| {
            members.iter().map(|place| self.order(self.numbers[*place])).min()
        });
        for period in &self.periods {
            self.fill_blocks(*period, &mut lines, &mut table.whole);
        }
        table.lines = lines.into_iter().map(|(_, line)| line).collect();
        table
    }

    /// One period of the blocks: sums of what was told as it was, exact.
    fn fill_blocks(
        &self,
        period: ReportPeriod,
        lines: &mut [(Vec<usize>, Line)],
        whole: &mut Vec<Cell>,
    ) {
        let heard = self.heard(period);
        let was = self.is_guarded.then(|| self.was(period, heard.clone()));
        let told: Vec<Vec<Option<Figure>>> = heard.into_iter().map(|it| it.figures).collect();
        let mut sums: Vec<Option<Figure>> = Vec::with_capacity(lines.len());
        let mut owed: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
        let mut few: Vec<bool> = Vec::with_capacity(lines.len());
        for (members, _) in lines.iter() {
            let of = |figures: &Vec<Option<Figure>>| -> Option<Figure> {
                let known: Vec<Figure> = members.iter().filter_map(|at| figures[*at]).collect();
                (!known.is_empty()).then(|| known.into_iter().sum())
            };
            let sum = self.combined(told.iter().map(of));
            let last = told.last().map_or(&[][..], Vec::as_slice);
            let owing = || members.iter().filter_map(|at| last.get(*at).copied().flatten());
            owed.push((owing().count(), owing().filter(|it| it.tells && !it.lacks).count()));
            let counts = sum.as_ref().and_then(|sum| self.counting.counts(sum));
            few.push(was.as_ref().is_some_and(|was| {
                let left = members.iter().filter(|at| was.withheld[self.numbers[**at]]).count();
                left == 1 || counts.is_some_and(is_few)
            }));
            sums.push(sum);
        }
        if self.is_guarded {
            let counts: Vec<Option<[i128; 2]>> =
                sums.iter().map(|sum| self.counting.counts(sum.as_ref()?)).collect();
            few = withhold(few, &counts);
        }
        for (at, (_, line)) in lines.iter_mut().enumerate() {
            let cell = sums[at].map(|sum| self.shown_as(&sum, owed[at], few[at]));
            line.cells.push(cell.unwrap_or_default());
        }
        let known: Vec<Figure> = sums.iter().flatten().copied().collect();
        let all = owed.iter().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let is_few = few.len() == 1 && few[0];
        let sum = (!known.is_empty()).then(|| known.into_iter().sum::<Figure>());
        whole.push(sum.map(|sum| self.shown_as(&sum, all, is_few)).unwrap_or_default());
    }
}
