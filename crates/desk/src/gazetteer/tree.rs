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
}

/// The tree of all administrative units on a day: the outermost are named, what lies in them is counted.
#[must_use]
pub fn tree(known: &Known, on: Day) -> Tree {
    let (tops, counts) = twigs(known, (None, on));
    Tree { on, counts, tops }
}

/// The part of a day's tree at one unit; nothing where it did not hold then or is no administrative unit.
#[must_use]
pub fn part(known: &Known, unit: UnitId, on: Day) -> Option<Part> {
    let state = known.nation.state_on(unit, on).filter(|it| it.kind.is_administrative())?;
    let mut path: Vec<(UnitId, String)> =
        known.over(state, on).map(|above| (above.unit_id, above.name.clone())).collect();
    path.reverse();
    Some(Part { on, path, twig: twig(known, (state, on), true) })
}

/// The units directly below one on a day, or the outermost, in Vietnamese order; and how many units of
/// each level they and all below them are.
fn twigs(known: &Known, (unit, on): (Option<UnitId>, Day)) -> (Vec<Twig>, Counts) {
    let below = known.below(unit, on).filter(|state| state.kind.is_administrative());
    let mut below: Vec<(u32, &UnitState)> = below.map(|state| (known.rank(state), state)).collect();
    below.sort_unstable_by_key(|(rank, state)| (*rank, state.unit_id));
    let mut counts = Counts::default();
    let twigs = below.into_iter().map(|(_, state)| {
        let twig = twig(known, (state, on), false);
        add(&mut counts, state, twig.counts);
        twig
    });
    (twigs.collect(), counts)
}

/// A unit with what lies directly below it, or with that counted alone.
fn twig(known: &Known, (state, on): (&UnitState, Day), is_open: bool) -> Twig {
    let (below, counts) = match is_open {
        true => twigs(known, (Some(state.unit_id), on)),
        false => (Vec::new(), counted(known, state.unit_id, on)),
    };
    Twig {
        unit_id: state.unit_id,
        kind: state.kind,
        name: state.name.clone(),
        code: state.official_code.clone(),
        counts,
        below,
    }
}

/// How many units of each level lie in one on a day, at any depth.
fn counted(known: &Known, unit: UnitId, on: Day) -> Counts {
    let mut counts = Counts::default();
    for state in known.below(Some(unit), on).filter(|state| state.kind.is_administrative()) {
        add(&mut counts, state, counted(known, state.unit_id, on));
    }
    counts
}

/// Counts a unit and what lies in it.
fn add(counts: &mut Counts, state: &UnitState, below: Counts) {
    counts.add(state.kind.level());
    counts.provinces += below.provinces;
    counts.districts += below.districts;
    counts.communes += below.communes;
}
