//! The ways that figures take along the edges of lineage from the places of one day to those of
//! another, and the blocks of places between which nothing was exchanged.
//!
//! A figure is divided by whole-number shares; what does not come out even goes to the largest
//! remainders, and between equal ones to the place whose identity is smaller ([`apportion_wide`]).
//! The same edges give the same figures, whatever order they are handed in.

use std::collections::{BTreeMap, HashMap};

use super::{Amount, Figure, SharedBy};
use crate::apportion::apportion_wide;
use crate::{Coverage, Day, Edge, Method, Period, UnitId};

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

/// What leaves one place on one day.
#[derive(Debug, Clone)]
struct Step {
    on: Day,
    from: usize,
    to: Vec<(usize, u64)>,
    by: SharedBy,
    is_estimate: bool,
}

impl Step {
    const fn divides(&self) -> bool {
        self.to.len() > 1
    }
}

/// The ways between the places of one level, in the order of their days.
#[derive(Debug, Clone)]
pub struct Ways {
    units: Vec<UnitId>,
    at: HashMap<UnitId, usize>,
    periods: Vec<Vec<Period>>,
    steps: Vec<Step>,
}

impl Ways {
    /// The ways between some places with the periods in which they hold. Edges to or from others
    /// (old tổ beside khu phố) are no ways. `shared_by` is what figures are divided by where it is
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
        let periods = places.into_iter().map(|(_, periods)| periods.clone()).collect();
        let mut ways = Self { units, at, periods, steps: Vec::new() };
        let mut leaving: BTreeMap<(Day, usize), BTreeMap<usize, Edge>> = BTreeMap::new();
        for Passage { on, edge } in passages {
            let (Some(from), Some(to)) = (ways.at.get(&edge.from), ways.at.get(&edge.to)) else {
                continue;
            };
            let edges = leaving.entry((*on, *from)).or_default();
            edges
                .entry(*to)
                .and_modify(|known| known.shares = known.shares + edge.shares)
                .or_insert(*edge);
        }
        for ((on, from), edges) in leaving {
            ways.steps.extend(ways.step((on, from), edges, shared_by));
        }
        ways
    }

    /// What leaves a place on a day; nothing where all of it stays.
    fn step(
        &self,
        (on, from): (Day, usize),
        mut edges: BTreeMap<usize, Edge>,
        shared_by: SharedBy,
    ) -> Option<Step> {
        let whole = edges.values().any(|edge| edge.coverage == Coverage::Whole);
        let mut is_estimate = edges.values().any(|edge| is_guessed(edge.method));
        let unknown = |edge: &Edge| {
            let shares = edge.shares;
            shares.people == 0 && shares.households == 0 && shares.area_m2 == 0
        };
        // A place that goes on while parts of it left, and no edge says how much stayed. Counted
        // edges sum to all that a place held, so that without one to itself nothing stayed.
        let is_counted = |edge: &Edge| edge.method == Method::Counted && !unknown(edge);
        let is_told = whole || edges.values().all(is_counted);
        if !is_told && !edges.contains_key(&from) && self.holds(from, on) {
            let unit = self.units[from];
            let stays = Edge { from: unit, to: unit, ..*edges.values().next()? };
            edges.insert(from, Edge { shares: crate::Shares::default(), ..stays });
        }
        if edges.len() == 1 {
            let (to, edge) = edges.into_iter().next()?;
            let is_part = edge.coverage == Coverage::Part;
            let step = Step {
                on,
                from,
                to: vec![(to, 1)],
                by: shared_by,
                is_estimate: is_part && to != from,
            };
            return (to != from).then_some(step);
        }
        let has_unknown = edges.values().any(unknown);
        let by = shared_by
            .tried()
            .find(|by| !has_unknown && edges.values().any(|edge| weight(edge, *by) > 0));
        let by = by.unwrap_or(SharedBy::Evenly);
        // An area stands for people only as an estimate.
        is_estimate |= by == SharedBy::Evenly || (by == SharedBy::Area && shared_by != by);
        let to = edges.iter().map(|(to, edge)| (*to, weight(edge, by))).collect();
        Some(Step { on, from, to, by, is_estimate })
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

    /// Carries figures of the places of one day to those of a later one; an earlier one changes
    /// nothing. `figures` has one entry per place of [`Ways::units`], and so has it afterwards.
    /// What ended without a successor stays where it was. Parts are whole steps of `steps`
    /// thousandths, of the first and of the second part.
    pub fn carry(
        &self,
        figures: &mut [Option<Figure>],
        (from, until): (Day, Day),
        steps: (u128, u128),
    ) {
        let first = self.steps.partition_point(|step| step.on <= from);
        let last = self.steps.partition_point(|step| step.on <= until).max(first);
        let mut arriving: Vec<(usize, Figure)> = Vec::new();
        // Steps of one day go on at once: what arrives on a day does not leave on it.
        for day in self.steps[first..last].chunk_by(|one, other| one.on == other.on) {
            for step in day {
                if let Some(figure) = figures[step.from].take() {
                    divide(step, figure, steps, &mut arriving);
                }
            }
            for (to, figure) in arriving.drain(..) {
                let known = figures[to].take().unwrap_or_default();
                figures[to] = Some(known + figure);
            }
        }
    }

    /// The connected places between two days, by the edges that took effect after the first and up
    /// to the second.
    #[must_use]
    pub fn blocks(&self, first: Day, second: Day) -> Blocks {
        let mut roots: Vec<usize> = (0..self.units.len()).collect();
        for step in self.steps.iter().filter(|step| first < step.on && step.on <= second) {
            for (to, _) in &step.to {
                let (from, to) = (root(&mut roots, step.from), root(&mut roots, *to));
                roots[from.max(to)] = from.min(to);
            }
        }
        let of = (0..roots.len()).map(|place| root(&mut roots, place)).collect();
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

/// Whether shares are known no better than by a guess.
const fn is_guessed(method: Method) -> bool {
    matches!(method, Method::Estimate | Method::Area)
}

fn weight(edge: &Edge, by: SharedBy) -> u64 {
    match by {
        SharedBy::People => edge.shares.people.into(),
        SharedBy::Households => edge.shares.households.into(),
        SharedBy::Area => edge.shares.area_m2,
        SharedBy::Evenly => 1,
    }
}

/// Sends a figure on by a step.
fn divide(step: &Step, figure: Figure, steps: (u128, u128), arriving: &mut Vec<(usize, Figure)>) {
    if let [(to, _)] = step.to[..] {
        let guessed = |amount: Amount| {
            let estimated = if step.is_estimate { amount.gross } else { amount.estimated };
            Amount { estimated, divided: amount.divided.max(estimated), ..amount }
        };
        let (over, under) = (guessed(figure.over), guessed(figure.under));
        arriving.push((to, Figure { over, under, ..figure }));
        return;
    }
    let weights: Vec<u64> = step.to.iter().map(|(_, weight)| *weight).collect();
    let over = split(figure.over, &weights, (steps.0, step.is_estimate));
    let under = split(figure.under, &weights, (steps.1, step.is_estimate));
    let parts = over.into_iter().zip(under);
    arriving.extend(
        step.to
            .iter()
            .zip(parts)
            .map(|((to, _), (over, under))| (*to, Figure { over, under, ..figure })),
    );
}

/// The parts of an amount by weights, in whole steps.
fn split(amount: Amount, weights: &[u64], (step, is_estimate): (u128, bool)) -> Vec<Amount> {
    if amount == Amount::default() {
        return vec![amount; weights.len()];
    }
    let parts = |total: u128| in_steps(total, weights, step.max(1));
    let gross = parts(amount.gross);
    let sizes = match amount.value.unsigned_abs() {
        size if size == amount.gross => gross.clone(),
        size => parts(size),
    };
    let estimated = match is_estimate {
        true => gross.clone(),
        false if amount.estimated == 0 => vec![0; weights.len()],
        false => parts(amount.estimated),
    };
    let part = |at: usize| {
        let size = i128::try_from(sizes[at]).unwrap_or(i128::MAX);
        let value = if amount.value < 0 { -size } else { size };
        Amount { value, gross: gross[at], divided: gross[at], estimated: estimated[at] }
    };
    (0..weights.len()).map(part).collect()
}

/// Whole steps by the largest remainder; what is no whole step goes with the heaviest part.
fn in_steps(total: u128, weights: &[u64], step: u128) -> Vec<u128> {
    let (mut parts, _) = apportion_wide(total / step, weights);
    parts.iter_mut().for_each(|part| *part *= step);
    let rest = total % step;
    if rest > 0 {
        let heaviest = (0..weights.len()).rev().max_by_key(|at| weights[*at]);
        if let Some(at) = heaviest {
            parts[at] += rest;
        }
    }
    parts
}

/// The smallest place of its component so far.
fn root(roots: &mut [usize], place: usize) -> usize {
    let mut at = place;
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
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
