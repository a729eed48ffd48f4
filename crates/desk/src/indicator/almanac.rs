//! Places, lineage and figures in memory: read once, and again when one of them has changed. A page
//! about a place of a city then asks the database for no more than whether anything has.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::indicator as rows;
use store::registry;
use units::indicator::{Indicator, ReportPeriod, is_of};
use units::lineage::{SharedBy, Ways};
use units::{Day, IndicatorId, Kind, Level, Period, UnitId, UnitState};

use crate::authority::system_scope;
use crate::gazetteer::{Known, known_since, nearest};
use crate::{Desk, Error, aside};

/// What is kept of the database.
#[derive(Default)]
pub struct Almanac(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// How often units had been written when it was read.
    moved: i64,
    places: BTreeMap<bool, Arc<Places>>,
    ways: BTreeMap<(Level, SharedBy), Arc<Ways>>,
    series: BTreeMap<IndicatorId, (i64, Arc<Series>)>,
}

/// Indicators whose figures are kept at once.
const SERIES_MOST: usize = 64;
/// Days whose trees are kept at once: those of a series at its longest, and today's.
const TREES_MOST: usize = 64;

/// The places of all days: administrative units and, for figures told there, khu phố and ấp.
pub struct Places {
    /// Where their states stand.
    known: Arc<Known>,
    with_bases: bool,
    units: Vec<UnitId>,
    /// Where each stands among all that is known.
    kept: Vec<usize>,
    at: HashMap<UnitId, usize>,
    parents: Vec<Vec<Option<usize>>>,
    /// The trees of the days that were asked for: a series asks for the same last days again and again.
    trees: Mutex<BTreeMap<Day, Arc<Tree>>>,
}

/// Which places there are on a day, and which lies in which.
pub struct Tree {
    /// The state of each place, by its number; nothing where it does not hold.
    state: Vec<Option<usize>>,
    /// The place above each.
    parent: Vec<Option<usize>>,
    /// The places that hold, each before the one above it: the way sums go.
    inwards: Vec<usize>,
}

/// The figures of one indicator, the last told of each cell: those of a period in the order of their places.
#[derive(Default)]
pub struct Series(HashMap<ReportPeriod, Vec<(UnitId, i64)>>);

/// The figures of a period, looked up for one place after another in the order of identity: with the figures
/// of a nation over decades, hashing each place takes longer than restating them.
pub(super) struct Told<'s>(&'s [(UnitId, i64)]);

impl Told<'_> {
    /// What a place told, in thousandths. No place may come before one that was asked for.
    pub(super) fn milli(&mut self, unit: UnitId) -> Option<i64> {
        while let Some(((first, milli), rest)) = self.0.split_first() {
            if *first >= unit {
                return (*first == unit).then_some(*milli);
            }
            self.0 = rest;
        }
        None
    }
}

/// What is needed to read an indicator.
pub(super) struct Shelf {
    pub(super) places: Arc<Places>,
    pub(super) ways: Arc<Ways>,
    /// The figures of its parts: its own alone, value and weight, or numerator and denominator.
    pub(super) series: Vec<Arc<Series>>,
}

impl Series {
    /// What the places told of a period.
    pub(super) fn told(&self, period: ReportPeriod) -> Told<'_> {
        Told(self.0.get(&period).map_or(&[], Vec::as_slice))
    }

    /// Whether anything was told of a period.
    #[must_use]
    pub fn has(&self, period: ReportPeriod) -> bool {
        self.0.contains_key(&period)
    }

    /// The periods of which anything was told, in order.
    #[must_use]
    pub fn periods(&self) -> Vec<ReportPeriod> {
        let mut periods: Vec<ReportPeriod> = self.0.keys().copied().collect();
        periods.sort_unstable();
        periods
    }

    fn of(cells: Vec<rows::Cell>) -> Self {
        let mut last: HashMap<ReportPeriod, HashMap<UnitId, (i64, i64)>> = HashMap::new();
        for cell in cells {
            let told = last.entry(cell.period).or_default().entry(cell.unit).or_default();
            *told = (*told).max((cell.number, cell.milli));
        }
        let plain = |units: HashMap<UnitId, (i64, i64)>| {
            let units = units.into_iter().map(|(unit, (_, milli))| (unit, milli));
            let mut units: Vec<(UnitId, i64)> = units.collect();
            units.sort_unstable();
            units
        };
        Self(last.into_iter().map(|(period, units)| (period, plain(units))).collect())
    }
}

impl Places {
    fn of(known: Arc<Known>, with_bases: bool) -> Self {
        let kept: Vec<usize> = (known.nation.units().iter().enumerate())
            .filter(|(_, unit)| unit.states.iter().any(|state| is_place(state.kind, with_bases)))
            .map(|(at, _)| at)
            .collect();
        let unit = |at: &usize| &known.nation.units()[*at];
        let units: Vec<UnitId> = kept.iter().map(|at| unit(at).id).collect();
        let at: HashMap<UnitId, usize> = units.iter().copied().zip(0..).collect();
        let parent = |state: &UnitState| state.parent_id.and_then(|unit| at.get(&unit).copied());
        let parents = kept.iter().map(|at| unit(at).states.iter().map(parent).collect()).collect();
        let trees = Mutex::default();
        Self { known, with_bases, units, kept, at, parents, trees }
    }

    /// The number of a place.
    #[must_use]
    pub fn number(&self, unit: UnitId) -> Option<usize> {
        self.at.get(&unit).copied()
    }

    /// The place of a number.
    #[must_use]
    pub fn unit(&self, number: usize) -> UnitId {
        self.units[number]
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The states of a place, in order of time.
    #[must_use]
    pub fn states(&self, number: usize) -> &[UnitState] {
        &self.known.nation.units()[self.kept[number]].states
    }

    /// The state of a place on a day; before its first its first, after its last its last, in
    /// between the one before.
    #[must_use]
    pub fn nearest(&self, number: usize, on: Day) -> Option<&UnitState> {
        nearest(self.states(number), on)
    }

    /// The tree of a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Arc<Tree> {
        let kept = || self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tree) = kept().get(&day) {
            return Arc::clone(tree);
        }
        let tree = Arc::new(self.laid_out(day));
        let mut kept = kept();
        while kept.len() >= TREES_MOST {
            kept.pop_first();
        }
        kept.insert(day, Arc::clone(&tree));
        tree
    }

    fn laid_out(&self, day: Day) -> Tree {
        let holds =
            |state: &UnitState| state.holds_on(day) && is_place(state.kind, self.with_bases);
        let state: Vec<Option<usize>> =
            (0..self.len()).map(|number| self.states(number).iter().position(holds)).collect();
        let parent = |(number, state): (usize, &Option<usize>)| {
            state.and_then(|state| self.parents[number][state])
        };
        let parent: Vec<Option<usize>> = state.iter().enumerate().map(parent).collect();
        let mut by_depth: Vec<Vec<usize>> = Vec::new();
        for number in (0..state.len()).filter(|number| state[*number].is_some()) {
            let depth = std::iter::successors(parent[number], |at| parent[*at]).count();
            by_depth.resize_with(by_depth.len().max(depth + 1), Vec::new);
            by_depth[depth].push(number);
        }
        let inwards = by_depth.into_iter().rev().flatten().collect();
        Tree { state, parent, inwards }
    }

    /// The state of a place in a tree.
    #[must_use]
    pub fn state(&self, tree: &Tree, number: usize) -> Option<&UnitState> {
        Some(&self.states(number)[tree.state[number]?])
    }

    /// The place of a state's name in Vietnamese order.
    #[must_use]
    pub fn rank(&self, state: &UnitState) -> u32 {
        self.known.rank(state)
    }
}

/// Whether a kind is an administrative unit or, with bases, a khu phố, ấp or the like.
fn is_place(kind: Kind, with_bases: bool) -> bool {
    kind.is_administrative() || (with_bases && kind.is_base())
}

impl Tree {
    /// Whether a place holds.
    #[must_use]
    pub fn holds(&self, number: usize) -> bool {
        self.state[number].is_some()
    }

    /// The place above one.
    #[must_use]
    pub fn parent(&self, number: usize) -> Option<usize> {
        self.parent[number]
    }

    /// The places that hold, each before the one above it.
    #[must_use]
    pub fn inwards(&self) -> &[usize] {
        &self.inwards
    }

    /// A place and all above it, from the place outwards.
    pub fn path(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(number), |at| self.parent[*at])
    }

    /// Whether a place is another or lies below it.
    #[must_use]
    pub fn is_within(&self, number: usize, other: usize) -> bool {
        self.holds(number) && self.path(number).any(|above| above == other)
    }
}

impl Almanac {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything an indicator is read with, from memory where nothing has changed.
pub(super) async fn shelf(desk: &Desk, indicator: &Indicator) -> Result<Shelf, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let parts: Vec<IndicatorId> = match (indicator.is_told(), indicator.parts) {
        (true, (_, None)) => vec![indicator.id],
        (true, (_, Some(weight))) => vec![indicator.id, weight],
        (false, (over, under)) => over.into_iter().chain(under).collect(),
    };
    let (places, ways) = laid_out(desk, (indicator.level, indicator.shared_by)).await?;
    let mut series = Vec::with_capacity(parts.len());
    for id in parts {
        let tellings = rows::tellings(&reader, &scope, id).await?;
        let known = desk.almanac.kept().series.get(&id).filter(|it| it.0 == tellings).cloned();
        let read = match known {
            Some((_, known)) => known,
            None => {
                let cells = rows::cells(&reader, &scope, id).await?;
                let read = aside("sort figures", move || Arc::new(Series::of(cells))).await?;
                let mut kept = desk.almanac.kept();
                while kept.series.len() >= SERIES_MOST {
                    kept.series.pop_first();
                }
                kept.series.insert(id, (tellings, Arc::clone(&read)));
                read
            }
        };
        series.push(read);
    }
    Ok(Shelf { places, ways, series })
}

/// The places of today's registry alone.
pub(super) async fn places(desk: &Desk, level: Level) -> Result<Arc<Places>, Error> {
    Ok(laid_out(desk, (level, SharedBy::People)).await?.0)
}

/// Places and the ways between their days, made anew where the registry has moved on.
async fn laid_out(
    desk: &Desk,
    (level, shared_by): (Level, SharedBy),
) -> Result<(Arc<Places>, Arc<Ways>), Error> {
    let moved = registry::moved(&desk.store.read(), &system_scope()).await?.units;
    let with_bases = level == Level::Grassroots;
    let (places, ways) = {
        let mut kept = desk.almanac.kept();
        if kept.moved < moved {
            kept.moved = moved;
            kept.places.clear();
            kept.ways.clear();
        }
        (kept.places.get(&with_bases).cloned(), kept.ways.get(&(level, shared_by)).cloned())
    };
    if let (Some(places), Some(ways)) = (&places, &ways) {
        return Ok((Arc::clone(places), Arc::clone(ways)));
    }
    let known = known_since(desk, moved).await?;
    let (places, ways) = aside("lay out places and ways", move || {
        let places = places.unwrap_or_else(|| Arc::new(Places::of(known, with_bases)));
        let ways = ways.unwrap_or_else(|| Arc::new(ways_of(&places, level, shared_by)));
        (places, ways)
    })
    .await?;
    let mut kept = desk.almanac.kept();
    // Another reader may have found a change meanwhile; then what was read here is for here alone.
    if kept.moved == moved {
        kept.places.insert(with_bases, Arc::clone(&places));
        kept.ways.insert((level, shared_by), Arc::clone(&ways));
    }
    Ok((places, ways))
}

fn ways_of(places: &Places, level: Level, shared_by: SharedBy) -> Ways {
    let of_level = places.units.iter().enumerate().filter_map(|(number, unit)| {
        let states = places.states(number).iter().filter(|state| is_of(level, state.kind));
        let periods: Vec<Period> = states.map(|state| state.valid).collect();
        (!periods.is_empty()).then_some((*unit, periods))
    });
    let passages = places.known.nation.passages();
    Ways::new(&of_level.collect::<Vec<_>>(), &passages, shared_by)
}
