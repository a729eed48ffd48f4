//! The tree of administrative units as of any day: provinces, their districts while there were some,
//! communes.

use units::gazetteer::Counts;
use units::{Day, Kind, UnitId, UnitState};

use super::Known;

/// A unit of the tree with what lies below it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Twig {
    /// The unit.
    pub unit_id: UnitId,
    /// Its kind then.
    pub kind: Kind,
    /// Its name then, with the kind.
    pub name: String,
    /// Its official code then.
    pub code: Option<String>,
    /// Whether it is not in the nation's list: made here by hand, or invented for a demonstration.
    pub is_beside: bool,
    /// How many districts and communes lie in it, at any depth.
    pub counts: Counts,
    /// The units directly below it, in Vietnamese order, where they were asked for.
    pub below: Vec<Twig>,
}

impl Twig {
    /// Whether anything lies in it.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        self.counts == Counts::default()
    }
}

/// The tree of a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tree {
    /// The day.
    pub on: Day,
    /// How many units of each level there are.
    pub counts: Counts,
    /// The outermost units, in Vietnamese order.
    pub tops: Vec<Twig>,
    /// Outermost units that are not in the nation's list, likewise; the counts leave them out.
    pub beside: Vec<Twig>,
}

/// The part of a day's tree that lies in one unit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// The day.
    pub on: Day,
    /// The units above it, from the outermost inwards, with their names then.
    pub path: Vec<(UnitId, String)>,
    /// The unit with what lies directly below it; what lies deeper is counted and not named.
    pub twig: Twig,
    /// What lies directly below it and is not in the nation's list; the counts leave it out. In a unit that
    /// is itself not in the list everything counts.
    pub beside: Vec<Twig>,
}

/// The tree of all administrative units on a day: the outermost are named, what lies in them is counted.
#[must_use]
pub fn tree(known: &Known, on: Day) -> Tree {
    let Below { twigs: tops, counts, beside } = below(known, (None, on));
    Tree { on, counts, tops, beside }
}

/// The part of a day's tree at one unit; nothing where it did not hold then or is no administrative unit.
#[must_use]
pub fn part(known: &Known, unit: UnitId, on: Day) -> Option<Part> {
    let state = known.nation.state_on(unit, on).filter(|it| it.kind.is_administrative())?;
    let mut path: Vec<(UnitId, String)> =
        known.over(state, on).map(|above| (above.unit_id, above.name.clone())).collect();
    path.reverse();
    let Below { twigs, counts, beside } = below(known, (Some(unit), on));
    Some(Part { on, path, twig: twig(known, state, (twigs, counts)), beside })
}

/// What lies directly below a unit, or what is outermost.
struct Below {
    /// In Vietnamese order.
    twigs: Vec<Twig>,
    /// How many units of each level they and all below them are.
    counts: Counts,
    /// Those that are not in the nation's list, likewise.
    beside: Vec<Twig>,
}

fn below(known: &Known, (unit, on): (Option<UnitId>, Day)) -> Below {
    let [listed, beside] = parted(known, (unit, on)).map(|mut states| {
        states.sort_by_cached_key(|state| (known.rank(state), state.unit_id));
        let closed = |state| twig(known, state, (Vec::new(), counted(known, state.unit_id, on)));
        states.into_iter().map(closed).collect::<Vec<Twig>>()
    });
    let mut counts = Counts::default();
    listed.iter().for_each(|twig| add(&mut counts, twig.kind, twig.counts));
    Below { twigs: listed, counts, beside }
}

/// The administrative units directly below one on a day, or the outermost: those that count with it, and
/// those that are not in the nation's list. What lies in a unit beside the list all counts with it.
fn parted(known: &Known, (unit, on): (Option<UnitId>, Day)) -> [Vec<&UnitState>; 2] {
    let is_whole = unit.is_some_and(|unit| known.is_beside(unit));
    let below = known.below(unit, on).filter(|state| state.kind.is_administrative());
    let (with, beside) = below.partition(|state| is_whole || !known.is_beside(state.unit_id));
    [with, beside]
}

fn twig(known: &Known, state: &UnitState, (below, counts): (Vec<Twig>, Counts)) -> Twig {
    Twig {
        unit_id: state.unit_id,
        kind: state.kind,
        name: state.name.clone(),
        code: state.official_code.clone(),
        is_beside: known.is_beside(state.unit_id),
        counts,
        below,
    }
}

/// How many units of each level lie in one on a day, at any depth.
fn counted(known: &Known, unit: UnitId, on: Day) -> Counts {
    let mut counts = Counts::default();
    let [with, _] = parted(known, (Some(unit), on));
    with.iter().for_each(|state| add(&mut counts, state.kind, counted(known, state.unit_id, on)));
    counts
}

/// Counts a unit and what lies in it.
fn add(counts: &mut Counts, kind: Kind, below: Counts) {
    counts.add(kind.level());
    counts.provinces += below.provinces;
    counts.districts += below.districts;
    counts.communes += below.communes;
}
