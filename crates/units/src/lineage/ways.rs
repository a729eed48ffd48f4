//! The ways along the edges of lineage from the places of one day to those of another, and the blocks
//! of places between which nothing was exchanged.
//!
//! One carrier for whatever follows reorganisations: figures are carried by `indicator`, shares of a
//! place by [`Ways::translate`]. Both so agree on what stayed where only a part left, on what is
//! divided by what, and on what is an estimate. The same edges make the same ways, whatever order they
//! are handed in.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::blocks::joined;
use crate::{Coverage, Day, Edge, Method, Period, Shares, UnitId, wire_codes};

wire_codes! {
    /// By what something is divided where a place was.
    SharedBy as "shared-by" {
        /// By people.
        People = "people",
        /// By households.
        Households = "households",
        /// By addresses (doors).
        Addresses = "addresses",
        /// By area.
        Area = "area",
        /// Evenly, because nothing is known.
        Evenly = "evenly",
    }
}

impl SharedBy {
    /// What somebody may choose for an indicator.
    pub const CHOICES: [Self; 3] = [Self::People, Self::Households, Self::Area];

    /// What is tried, best first: the chosen one, then people, households, addresses, area, and evenly.
    pub fn tried(self) -> impl Iterator<Item = Self> {
        let others = Self::ALL.iter().copied().filter(move |other| *other != self);
        std::iter::once(self).chain(others)
    }
}

/// One edge with the day it took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// First day of the new state.
    pub on: Day,
    /// The edge.
    pub edge: Edge,
}

/// A place that was divided, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// The day.
    pub on: Day,
    /// The place that was divided.
    pub from: UnitId,
    /// By what.
    pub by: SharedBy,
    /// Whether that is an estimate.
    pub is_estimate: bool,
}

/// What leaves one place on one day; on the way back, what came to one place.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) on: Day,
    pub(crate) from: usize,
    /// Where it goes, with the weight of each part, in order of identity.
    pub(crate) to: Vec<(usize, u64)>,
    pub(crate) by: SharedBy,
    pub(crate) is_estimate: bool,
    /// How the weakest of its shares is known.
    pub(crate) method: Method,
}

impl Step {
    const fn divides(&self) -> bool {
        self.to.len() > 1
    }
}

/// What joins places on a day, by the place that it leaves and the one that it reaches.
type Joined = BTreeMap<(Day, usize), BTreeMap<usize, Edge>>;

/// The ways between some places, in the order of their days.
#[derive(Debug, Clone)]
pub struct Ways {
    units: Vec<UnitId>,
    at: HashMap<UnitId, usize>,
    periods: Vec<Vec<Period>>,
    pub(crate) steps: Vec<Step>,
    /// The same the other way round: what each place came from.
    pub(crate) sources: Vec<Step>,
    /// The steps of each place and its sources, by where they stand, in the order of days.
    pub(crate) leaving: Vec<Vec<usize>>,
    pub(crate) arriving: Vec<Vec<usize>>,
}

impl Ways {
    /// The ways between some places with the periods in which they hold. Edges to or from others
    /// (old tổ beside khu phố) are no ways. `shared_by` is what things are divided by where it is
    /// known.
    #[must_use]
    pub fn new(
        places: &[(UnitId, Vec<Period>)],
        passages: &[Passage],
        shared_by: SharedBy,
    ) -> Self {
        let mut places: Vec<&(UnitId, Vec<Period>)> = places.iter().collect();
        places.sort_unstable_by_key(|(unit, _)| *unit);
        let units: Vec<UnitId> = places.iter().map(|(unit, _)| *unit).collect();
        let at: HashMap<UnitId, usize> = units.iter().copied().zip(0..).collect();
        let periods: Vec<Vec<Period>> =
            places.into_iter().map(|(_, periods)| periods.clone()).collect();
        let (leaving, arriving) = (vec![Vec::new(); units.len()], vec![Vec::new(); units.len()]);
        let (steps, sources) = (Vec::new(), Vec::new());
        let mut ways = Self { units, at, periods, steps, sources, leaving, arriving };
        let leaving = ways.leaving(passages);
        let arriving = ways.arriving(&leaving);
        for (place, edges) in leaving {
            ways.steps.extend(step(place, edges, shared_by));
        }
        for ((on, to), edges) in arriving {
            // All that came from one place alone lies in it, whatever part of that place it was.
            let whole = |edge: Edge| Edge { coverage: Coverage::Whole, ..edge };
            let edges: BTreeMap<usize, Edge> = match edges.len() {
                1 => edges.into_iter().map(|(from, edge)| (from, whole(edge))).collect(),
                _ => edges,
            };
            ways.sources.extend(step((on, to), edges, shared_by));
        }
        let by_place = |steps: &[Step], list: &mut [Vec<usize>]| {
            steps.iter().enumerate().for_each(|(at, step)| list[step.from].push(at));
        };
        by_place(&ways.steps, &mut ways.leaving);
        by_place(&ways.sources, &mut ways.arriving);
        ways
    }

    /// What leaves each place on each day, with what stays in it.
    fn leaving(&self, passages: &[Passage]) -> Joined {
        let mut leaving = Joined::new();
        for Passage { on, edge } in passages {
            let (Some(from), Some(to)) = (self.at.get(&edge.from), self.at.get(&edge.to)) else {
                continue;
            };
            let edges = leaving.entry((*on, *from)).or_default();
            edges
                .entry(*to)
                .and_modify(|known| known.shares = known.shares + edge.shares)
                .or_insert(*edge);
        }
        for ((on, from), edges) in &mut leaving {
            let whole = edges.values().any(|edge| edge.coverage == Coverage::Whole);
            // A place that goes on while parts of it left, and no edge says how much stayed. Counted
            // edges sum to all that a place held, so that without one to itself nothing stayed.
            let is_counted = |edge: &Edge| edge.method == Method::Counted && !is_unknown(edge);
            let is_told = whole || edges.values().all(is_counted);
            if !is_told && !edges.contains_key(from) && self.holds(*from, *on) {
                edges.insert(*from, self.stays(*from));
            }
        }
        leaving
    }

    /// What comes to each place on each day, with what was in it before: a place that others went into
    /// and that nothing left is still there.
    fn arriving(&self, leaving: &Joined) -> Joined {
        let mut arriving = Joined::new();
        for ((on, from), edges) in leaving {
            for (to, edge) in edges {
                arriving.entry((*on, *to)).or_default().insert(*from, *edge);
            }
        }
        for ((on, to), edges) in &mut arriving {
            let was_there = self.holds(*to, on.previous()) && self.holds(*to, *on);
            if was_there && !edges.contains_key(to) && !leaving.contains_key(&(*on, *to)) {
                edges.insert(*to, self.stays(*to));
            }
        }
        arriving
    }

    /// The part of a place that stays in it, of which nobody says how much it is.
    fn stays(&self, place: usize) -> Edge {
        let unit = self.units[place];
        let (coverage, method) = (Coverage::Part, Method::Estimate);
        Edge { from: unit, to: unit, coverage, shares: Shares::default(), method }
    }

    /// How many places there are, those of all days.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The places of all days, in order of identity: the order of every list of figures here.
    #[must_use]
    pub fn units(&self) -> &[UnitId] {
        &self.units
    }

    /// Where a place stands in the lists.
    #[must_use]
    pub fn place(&self, unit: UnitId) -> Option<usize> {
        self.at.get(&unit).copied()
    }

    /// Whether a place, by where it stands in the lists, holds on a day.
    #[must_use]
    pub fn holds(&self, place: usize, on: Day) -> bool {
        self.periods[place].iter().any(|period| period.contains(on))
    }

    /// The connected places between two days, by the edges that took effect after the first and up
    /// to the second.
    #[must_use]
    pub fn blocks(&self, first: Day, second: Day) -> Blocks {
        let between = self.steps.iter().filter(|step| first < step.on && step.on <= second);
        let pairs = between.flat_map(|step| step.to.iter().map(|(to, _)| (step.from, *to)));
        let of = joined(self.units.len(), pairs);
        Blocks { of }
    }

    /// The divisions by which figures came to some places between two days, in the order of days.
    #[must_use]
    pub fn divisions(&self, to: &[UnitId], (first, second): (Day, Day)) -> Vec<Division> {
        let mut reached = vec![false; self.units.len()];
        for place in to.iter().filter_map(|unit| self.place(*unit)) {
            reached[place] = true;
        }
        let between = self.steps.iter().filter(|step| first < step.on && step.on <= second);
        let mut divisions = Vec::new();
        for step in between.rev() {
            if step.to.iter().any(|(to, _)| reached[*to]) {
                reached[step.from] = true;
                if step.divides() {
                    let from = self.units[step.from];
                    let Step { on, by, is_estimate, .. } = *step;
                    divisions.push(Division { on, from, by, is_estimate });
                }
            }
        }
        divisions.reverse();
        divisions
    }

    /// The days between two others on which something happened to places that led to some, in order.
    #[must_use]
    pub fn days(&self, to: &[UnitId], (first, second): (Day, Day)) -> Vec<Day> {
        let mut reached = vec![false; self.units.len()];
        for place in to.iter().filter_map(|unit| self.place(*unit)) {
            reached[place] = true;
        }
        let mut days = Vec::new();
        for step in self.steps.iter().filter(|step| first < step.on && step.on <= second).rev() {
            if step.to.iter().any(|(to, _)| reached[*to]) {
                reached[step.from] = true;
                days.push(step.on);
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Whether an edge has no share at all.
fn is_unknown(edge: &Edge) -> bool {
    let Shares { households, people, area_m2, addresses } = edge.shares;
    people == 0 && households == 0 && addresses == 0 && area_m2 == 0
}

/// What goes between a place and others on a day; nothing where all of it stays.
fn step(
    (on, from): (Day, usize),
    edges: BTreeMap<usize, Edge>,
    shared_by: SharedBy,
) -> Option<Step> {
    if edges.len() == 1 {
        let (to, edge) = edges.into_iter().next()?;
        let is_estimate = edge.coverage == Coverage::Part && to != from;
        let method = if is_estimate { Method::Estimate } else { Method::Counted };
        let step = Step { on, from, to: vec![(to, 1)], by: shared_by, is_estimate, method };
        return (to != from).then_some(step);
    }
    let has_unknown = edges.values().any(is_unknown);
    let by = shared_by
        .tried()
        .find(|by| !has_unknown && edges.values().any(|edge| weight(edge, *by) > 0));
    let by = by.unwrap_or(SharedBy::Evenly);
    // An area stands for people only as an estimate.
    let is_area_for_another = by == SharedBy::Area && shared_by != by;
    let known = edges.values().map(|edge| edge.method).max().unwrap_or(Method::Estimate);
    let method = match by {
        SharedBy::Evenly => Method::Estimate,
        SharedBy::Area if is_area_for_another => known.max(Method::Area),
        _ => known,
    };
    let is_estimate = is_guessed(method);
    let to = edges.iter().map(|(to, edge)| (*to, weight(edge, by))).collect();
    Some(Step { on, from, to, by, is_estimate, method })
}

/// Whether shares are known no better than by a guess.
const fn is_guessed(method: Method) -> bool {
    matches!(method, Method::Estimate | Method::Area)
}

fn weight(edge: &Edge, by: SharedBy) -> u64 {
    match by {
        SharedBy::People => edge.shares.people.into(),
        SharedBy::Households => edge.shares.households.into(),
        SharedBy::Addresses => edge.shares.addresses.into(),
        SharedBy::Area => edge.shares.area_m2,
        SharedBy::Evenly => 1,
    }
}

/// Which places stand together between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocks {
    of: Vec<usize>,
}

impl Blocks {
    /// The block of a place, by where the place stands in [`Ways::units`]; blocks are named by their
    /// first place.
    #[must_use]
    pub fn of(&self, place: usize) -> usize {
        self.of[place]
    }
}
