//! The series of a place in one of the three views, with the places or blocks it is made of.
//!
//! Nothing is averaged: each period's figures are carried part by part (`units::indicator`), summed up
//! the tree, and turned into values at the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use store::Scope;
use store::indicator::{self as rows};
use units::indicator::{Aggregate, Figure, Indicator, ReportPeriod, Rhythm, View};
use units::{Day, UnitId};

use super::almanac::{self, Places, Shelf, Told, Tree};
use super::shown::{Asked, Cell, Divided, Line, Named, Table};
use super::withheld::{Counting, withheld};
use crate::{Desk, Error, Refusal, aside};

/// Periods shown where nobody asks for more.
const PERIODS: usize = 12;
/// Periods shown at most.
const PERIODS_MOST: usize = 60;

/// The series of a place for a reader.
///
/// # Errors
/// `indicator-place-unfit` for a place that neither tells the indicator nor holds places that do;
/// `indicator-elsewhere` where an indicator that is not public is asked of a place of others; a
/// failure.
pub async fn table(desk: &Desk, scope: &Scope, asked: Asked) -> Result<Table, Error> {
    let indicator = &asked.indicator;
    let shelf = almanac::shelf(desk, indicator).await?;
    let place = asked.place.unwrap_or(indicator.unit);
    let unfit = || Error::Refused(Refusal::new("indicator-place-unfit"));
    let number = shelf.places.number(place).ok_or_else(unfit)?;
    let state = shelf.places.nearest(number, asked.at).ok_or_else(unfit)?;
    let on = state.valid.until.map_or(asked.at, |until| asked.at.min(until.previous()));
    let tree = shelf.places.on(on.max(state.valid.from));
    let path: Vec<usize> = tree.path(number).collect();
    let units: Vec<UnitId> = path.iter().map(|at| shelf.places.unit(*at)).collect();
    let sees_few = scope.covers(&units);
    if !indicator.is_public && !sees_few {
        return Err(Refusal::new("indicator-elsewhere").into());
    }
    let parts = parts(desk, indicator).await?;
    let is_teller = indicator.is_told_by(state.kind);
    let history = match is_teller && sees_few {
        true => rows::history(&desk.store.read(), scope, indicator.id, place).await?,
        false => Vec::new(),
    };
    let name = |number: usize| named(&shelf.places, number, asked.at);
    let above = path.iter().skip(1).rev().map(|at| name(*at)).collect();
    let place = name(number);
    // The nation's communes over twenty years take a moment: not on a thread that answers.
    let restated = aside("restate a series", move || {
        Work::new(&asked, &shelf, (number, !sees_few, &parts)).series()
    });
    let series = restated.await?;
    Ok(Table { place, path: above, is_teller, sees_few, history, ..series })
}

/// The indicators that an indicator is made of, in the order of its series.
async fn parts(desk: &Desk, indicator: &Indicator) -> Result<Vec<Indicator>, Error> {
    let own = indicator.is_told().then_some(indicator.id);
    let ids = own.or(indicator.parts.0).into_iter().chain(indicator.parts.1);
    let mut parts = Vec::new();
    for id in ids {
        parts.extend(rows::load(&mut desk.store.read(), id).await?);
    }
    Ok(parts)
}

pub(super) fn named(places: &Places, number: usize, at: Day) -> Named {
    let state = places.nearest(number, at);
    Named {
        unit: places.unit(number),
        name: state.map(|state| state.name.clone()).unwrap_or_default(),
        ended: state.and_then(|state| state.valid.until).filter(|until| *until <= at),
    }
}

/// What a series is worked out from.
pub(super) struct Work<'a> {
    pub(super) asked: &'a Asked,
    pub(super) shelf: &'a Shelf,
    /// The place.
    pub(super) number: usize,
    /// The indicator's own place.
    root: Option<usize>,
    /// The place in `Places` of each of the ways' places.
    pub(super) numbers: Vec<usize>,
    /// How periods of each part become one.
    by: (Aggregate, Aggregate),
    pub(super) counting: Counting,
    pub(super) is_guarded: bool,
    steps: (u128, u128),
    rhythm: Rhythm,
    pub(super) periods: Vec<ReportPeriod>,
    /// The tree of the day of the question.
    pub(super) today: Arc<Tree>,
}

/// One period: the sums of every place, how many places owe and told them, what is withheld.
pub(super) struct Column {
    tree: Arc<Tree>,
    sums: Vec<Option<Figure>>,
    owed: Vec<(usize, usize)>,
    pub(super) withheld: Vec<bool>,
    stranded: usize,
}

/// A told period: the tree of its last day, and what the places of that day told.
#[derive(Clone)]
pub(super) struct Heard {
    on: Day,
    tree: Arc<Tree>,
    pub(super) figures: Vec<Option<Figure>>,
}

impl<'a> Work<'a> {
    fn new(
        asked: &'a Asked,
        shelf: &'a Shelf,
        (number, is_guarded, parts): (usize, bool, &[Indicator]),
    ) -> Self {
        let indicator = &asked.indicator;
        let (places, ways) = (&shelf.places, &shelf.ways);
        let numbers = ways.units().iter().filter_map(|unit| places.number(*unit)).collect();
        let aggregate = |at: usize| match indicator.aggregate {
            Aggregate::Ratio => parts.get(at).map_or(Aggregate::Sum, |part| part.aggregate),
            Aggregate::Mean => Aggregate::Sum,
            own => own,
        };
        let step = |at: usize| {
            let milli = parts.get(at).map_or(1, Indicator::step_milli);
            u128::try_from(milli).unwrap_or(1)
        };
        let is_mean = indicator.aggregate == Aggregate::Mean;
        let mut work = Self {
            asked,
            shelf,
            number,
            root: places.number(indicator.unit),
            numbers,
            by: (aggregate(0), aggregate(1)),
            counting: Counting::of(indicator, parts),
            is_guarded,
            steps: (if is_mean { 1 } else { step(0) }, step(1)),
            rhythm: asked.rhythm.unwrap_or(indicator.rhythm),
            periods: Vec::new(),
            today: places.on(asked.at),
        };
        if work.rhythm.per_year() > indicator.rhythm.per_year() {
            work.rhythm = indicator.rhythm;
        }
        work.periods = work.shown();
        work
    }

    /// The periods to show: those of which something was told, without gaps.
    fn shown(&self) -> Vec<ReportPeriod> {
        let told = self.shelf.series.iter().flat_map(|series| series.periods());
        let told: BTreeSet<ReportPeriod> = told
            .map(|period| period.within(self.rhythm))
            .filter(|period| period.last_day() <= self.asked.at)
            .collect();
        let (Some(first), Some(last)) = (told.first(), told.last()) else { return Vec::new() };
        let from = self.asked.from.map_or(*first, |from| from.within(self.rhythm).max(*first));
        let all = std::iter::successors(Some(*last), |period| Some(period.previous()));
        let most = if self.asked.from.is_some() { PERIODS_MOST } else { PERIODS };
        let mut shown: Vec<_> = all.take_while(|period| *period >= from).take(most).collect();
        shown.reverse();
        shown
    }

    /// The told periods that a shown one is made of.
    pub(super) fn fine(&self, period: ReportPeriod) -> Vec<ReportPeriod> {
        let fine = period.made_of(self.asked.indicator.rhythm);
        fine.into_iter().filter(|fine| fine.last_day() <= self.asked.at).collect()
    }

    /// What the places of a period's last day told, in the order of the ways.
    pub(super) fn told(&self, period: ReportPeriod, tree: &Tree) -> Vec<Option<Figure>> {
        let (indicator, series) = (&self.asked.indicator, &self.shelf.series);
        let on = period.last_day();
        let is_reported = series.iter().any(|series| series.has(period));
        let mut told: Vec<Told<'_>> = series.iter().map(|series| series.told(period)).collect();
        let figure = |(place, unit): (usize, &UnitId)| {
            if !is_reported || !self.shelf.ways.holds(place, on) {
                return None;
            }
            let mut milli = |at: usize| told.get_mut(at).map(|told| told.milli(*unit));
            match (milli(0).flatten(), milli(1)) {
                (Some(first), None) => Some(indicator.figure(first, None)),
                (Some(first), Some(Some(second))) => Some(indicator.figure(first, Some(second))),
                _ => {
                    let within = |root| tree.is_within(self.numbers[place], root);
                    self.root.is_some_and(within).then(Figure::lacking)
                }
            }
        };
        self.shelf.ways.units().iter().enumerate().map(figure).collect()
    }

    /// The told periods that a shown one is made of, as the places of their last days told them.
    pub(super) fn heard(&self, period: ReportPeriod) -> Vec<Heard> {
        let heard = |fine: ReportPeriod| {
            let (on, tree) = (fine.last_day(), self.shelf.places.on(fine.last_day()));
            Heard { on, figures: self.told(fine, &tree), tree }
        };
        self.fine(period).into_iter().map(heard).collect()
    }

    /// Sums up the tree: each place's own figure counts for it and for all above it.
    fn summed(
        &self,
        tree: &Tree,
        figures: &[Option<Figure>],
    ) -> (Vec<Option<Figure>>, Vec<(usize, usize)>) {
        let mut sums = vec![None; self.shelf.places.len()];
        let mut owed = vec![(0, 0); self.shelf.places.len()];
        for (place, figure) in figures.iter().enumerate() {
            if let Some(figure) = figure {
                let number = self.numbers[place];
                sums[number] = Some(*figure);
                owed[number] = (1, usize::from(figure.tells && !figure.lacks));
            }
        }
        // Each place hands what it has to the one above once, when all below it have done so.
        for number in tree.inwards() {
            if let (Some(sum), Some(above)) = (sums[*number], tree.parent(*number)) {
                sums[above] = Some(sums[above].map_or(sum, |known: Figure| known + sum));
                owed[above].0 += owed[*number].0;
                owed[above].1 += owed[*number].1;
            }
        }
        (sums, owed)
    }

    /// One shown period, as it was or as if the places of today had always existed.
    fn column(&self, period: ReportPeriod, heard: Vec<Heard>, is_carried: bool) -> Column {
        let (places, at) = (&self.shelf.places, self.asked.at);
        let mut tree = Arc::clone(&self.today);
        if !is_carried && heard.is_empty() {
            tree = places.on(period.last_day().min(at));
        }
        let mut kept: Vec<Vec<Option<Figure>>> = Vec::new();
        let mut owed = vec![(0, 0); places.len()];
        let mut stranded = 0;
        for Heard { on, tree: then, mut figures } in heard {
            if is_carried {
                self.shelf.ways.carry(&mut figures, (on, at), self.steps);
                let left = figures.iter().enumerate().filter(|(place, figure)| {
                    figure.is_some_and(|it| it.tells) && !self.shelf.ways.holds(*place, at)
                });
                stranded = stranded.max(left.count());
            } else {
                tree = then;
            }
            let (sums, counts) = self.summed(&tree, &figures);
            kept.push(sums);
            owed = counts;
        }
        let sums = match kept.len() {
            1 => kept.remove(0),
            _ => (0..places.len())
                .map(|at| self.combined(kept.iter().map(|sums| sums[at])))
                .collect(),
        };
        Column { tree, sums, owed, withheld: vec![false; places.len()], stranded }
    }

    /// Several periods as one, part by part; nothing where none is known.
    pub(super) fn combined(&self, figures: impl Iterator<Item = Option<Figure>>) -> Option<Figure> {
        let figures: Vec<Option<Figure>> = figures.collect();
        let known: Vec<Figure> = figures.iter().flatten().copied().collect();
        let (last, sum) = (*known.last()?, known.iter().copied().sum::<Figure>());
        let by = |aggregate| if aggregate == Aggregate::Last { last } else { sum };
        let is_all_last = self.by == (Aggregate::Last, Aggregate::Last);
        // A stock of a year needs its last period alone; a sum needs all.
        let lacks = match is_all_last {
            true => last.lacks || figures.last().is_some_and(Option::is_none),
            false => sum.lacks || known.len() < figures.len(),
        };
        let (over, under) = (by(self.by.0).over, by(self.by.1).under);
        Some(Figure { over, under, lacks, tells: sum.tells })
    }

    /// One shown period with what is withheld in it. What was told is worked out once, for how it was and
    /// for how it is restated.
    pub(super) fn guarded(&self, period: ReportPeriod, is_carried: bool) -> Column {
        let heard = self.heard(period);
        if !self.is_guarded {
            return self.column(period, heard, is_carried);
        }
        if !is_carried {
            return self.was(period, heard);
        }
        let was = self.was(period, heard.clone());
        let mut forced = vec![false; self.shelf.places.len()];
        self.force(&was.withheld, period.last_day().min(self.asked.at), &mut forced);
        let column = self.column(period, heard, true);
        let withheld = withheld(&column.tree, &column.sums, self.counting, &forced);
        Column { withheld, ..column }
    }

    /// One shown period as it was, with what is withheld of it.
    pub(super) fn was(&self, period: ReportPeriod, heard: Vec<Heard>) -> Column {
        let column = self.column(period, heard, false);
        let forced = vec![false; self.shelf.places.len()];
        let withheld = withheld(&column.tree, &column.sums, self.counting, &forced);
        Column { withheld, ..column }
    }

    /// Withholds the places of today whose figures, taken from those told as they were, would tell
    /// the one figure of their block that was withheld.
    fn force(&self, was: &[bool], then: Day, forced: &mut [bool]) {
        let (ways, at) = (&self.shelf.ways, self.asked.at);
        let blocks = ways.blocks(then, at);
        let mut few: HashMap<usize, usize> = HashMap::new();
        for place in 0..ways.len() {
            if ways.holds(place, then) && was[self.numbers[place]] {
                *few.entry(blocks.of(place)).or_default() += 1;
            }
        }
        for place in (0..ways.len()).filter(|place| ways.holds(*place, at)) {
            forced[self.numbers[place]] |= few.get(&blocks.of(place)) == Some(&1);
        }
    }

    fn cell(&self, column: &Column, number: usize) -> Cell {
        let Some(figure) = column.sums[number] else { return Cell::default() };
        self.shown_as(&figure, column.owed[number], column.withheld[number])
    }

    pub(super) fn shown_as(
        &self,
        figure: &Figure,
        (owed, told): (usize, usize),
        is_few: bool,
    ) -> Cell {
        let is_told = figure.tells && !is_few;
        Cell {
            milli: if is_told { self.asked.indicator.value_milli(figure) } else { None },
            is_few: is_few && figure.tells,
            owed,
            told,
            estimated: figure.estimated_per_mille(),
            divided: figure.divided_per_mille(),
            lacks: figure.lacks,
        }
    }

    fn series(&self) -> Table {
        let mut table = match self.asked.view {
            View::Blocks => self.blocks(),
            View::AsItWas => self.by_tree(false),
            View::AsToday => self.by_tree(true),
        };
        let (Some(first), at) = (self.periods.first(), self.asked.at) else { return table };
        let tree = &self.today;
        let inside: Vec<UnitId> = self
            .numbers
            .iter()
            .filter(|number| tree.is_within(**number, self.number) || **number == self.number)
            .map(|number| self.shelf.places.unit(*number))
            .collect();
        table.days = self.shelf.ways.days(&inside, (first.first_day().previous(), at));
        if self.asked.view == View::AsToday {
            let divisions = self.shelf.ways.divisions(&inside, (first.last_day(), at));
            table.divisions = divisions
                .into_iter()
                .map(|how| {
                    let number = self.shelf.places.number(how.from);
                    let named = number.map(|number| named(&self.shelf.places, number, how.on));
                    Divided { how, name: named.map(|named| named.name).unwrap_or_default() }
                })
                .collect();
        }
        table
    }

    pub(super) fn empty(&self) -> Table {
        Table {
            place: named(&self.shelf.places, self.number, self.asked.at),
            path: Vec::new(),
            is_teller: false,
            rhythm: self.rhythm,
            periods: self.periods.clone(),
            whole: Vec::new(),
            lines: Vec::new(),
            days: Vec::new(),
            divisions: Vec::new(),
            stranded: 0,
            sees_few: false,
            history: Vec::new(),
        }
    }

    /// The place and those right below it, period by period.
    fn by_tree(&self, is_carried: bool) -> Table {
        let mut table = self.empty();
        let mut lines: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
        for (at, period) in self.periods.iter().enumerate() {
            let column = self.guarded(*period, is_carried);
            table.whole.push(self.cell(&column, self.number));
            table.stranded = table.stranded.max(column.stranded);
            let below = (0..column.sums.len()).filter(|number| self.is_line(&column, *number));
            for number in below {
                let cells = lines.entry(number).or_insert_with(|| self.blank());
                cells[at] = self.cell(&column, number);
            }
        }
        let mut lines: Vec<(usize, Vec<Cell>)> = lines.into_iter().collect();
        lines.sort_by_key(|(number, _)| self.order(*number));
        table.lines = lines
            .into_iter()
            .map(|(number, cells)| Line {
                places: vec![named(&self.shelf.places, number, self.asked.at)],
                before: Vec::new(),
                cells,
            })
            .collect();
        if self.root != Some(self.number) {
            table.stranded = 0;
        }
        table
    }

    /// Whether a place is a line of a period: right below, or anywhere inside where it tells itself.
    fn is_line(&self, column: &Column, number: usize) -> bool {
        if column.sums[number].is_none() || number == self.number {
            return false;
        }
        match self.asked.is_deep {
            false => column.tree.parent(number) == Some(self.number),
            true => {
                let state = self.shelf.places.state(&column.tree, number);
                let tells = state.is_some_and(|it| self.asked.indicator.is_told_by(it.kind));
                tells && column.tree.is_within(number, self.number)
            }
        }
    }

    fn blank(&self) -> Vec<Cell> {
        vec![Cell::default(); self.periods.len()]
    }

    /// Names in Vietnamese order, those that have ended last.
    pub(super) fn order(&self, number: usize) -> (bool, u32, usize) {
        let state = self.shelf.places.nearest(number, self.asked.at);
        let ended = state.is_some_and(|state| !state.valid.contains(self.asked.at));
        (ended, state.map_or(0, |state| self.shelf.places.rank(state)), number)
    }
}
