//! A place of one day as places of another: shares carried along the ways of lineage.

use serde::{Deserialize, Serialize};

use super::ways::{Step, Ways};
use crate::{Day, Method, UnitId};

/// A share as an exact fraction, kept in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fraction {
    /// Above the line.
    pub part: u64,
    /// Below the line; never 0.
    pub whole: u64,
}

impl Fraction {
    /// All of it.
    pub const ALL: Self = Self { part: 1, whole: 1 };

    /// `part` of `whole`; nothing of nothing is all.
    #[must_use]
    pub fn of(part: u64, whole: u64) -> Self {
        Self::reduced(part.into(), whole.into())
    }

    fn reduced(part: u128, whole: u128) -> Self {
        if whole == 0 {
            return Self::ALL;
        }
        let common = gcd(part, whole).max(1);
        let (mut part, mut whole) = (part / common, whole / common);
        // Chains of many divisions: the last places are dropped, both sides alike.
        while whole > u128::from(u64::MAX) || part > u128::from(u64::MAX) {
            part /= 2;
            whole = (whole / 2).max(1);
        }
        let fit = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
        Self { part: fit(part), whole: fit(whole) }
    }

    /// A share of a share.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::reduced(
            u128::from(self.part) * u128::from(other.part),
            u128::from(self.whole) * u128::from(other.whole),
        )
    }

    /// Two shares of one thing together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let (a, b) = (u128::from(self.whole), u128::from(other.whole));
        let common = gcd(a, b).max(1);
        let part = u128::from(self.part) * (b / common) + u128::from(other.part) * (a / common);
        Self::reduced(part, a / common * b)
    }

    /// In hundredths of a per cent, rounded.
    #[must_use]
    pub fn basis_points(self) -> u64 {
        let points = (u128::from(self.part) * 20_000 / u128::from(self.whole)).div_ceil(2);
        u64::try_from(points).unwrap_or(u64::MAX)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// A unit into which something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The unit on the day asked for.
    pub unit_id: UnitId,
    /// How much of the unit asked about lies there.
    pub share: Fraction,
    /// How the weakest of the shares on the way is known.
    pub method: Method,
}

/// Where a unit of one day lies on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translated {
    /// The unit that was asked about.
    pub unit_id: UnitId,
    /// Its units on the other day, the largest share first.
    pub targets: Vec<Target>,
    /// The part that ended without a known successor.
    pub lost: Option<Fraction>,
}

/// A part of a place that went from one to another on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// First day of the new state.
    pub on: Day,
    /// The place before.
    pub from: UnitId,
    /// The place after; the place before itself, where that part stayed.
    pub to: UnitId,
    /// How much of the place before it is.
    pub share: Fraction,
    /// How that is known.
    pub method: Method,
}

impl Ways {
    /// Where a place of one day lies on another, earlier or later.
    #[must_use]
    pub fn translate(&self, unit: UnitId, at: Day, to: Day) -> Translated {
        let mut found = Translated { unit_id: unit, targets: Vec::new(), lost: None };
        let Some(start) = self.place(unit) else {
            found.lost = Some(Fraction::ALL);
            return found;
        };
        let mut open = vec![(start, Fraction::ALL, Method::Counted, at)];
        while let Some((place, share, method, since)) = open.pop() {
            if let Some((step, since)) = self.next(place, since, to) {
                let whole: u64 = step.to.iter().map(|(_, weight)| *weight).sum();
                open.extend(step.to.iter().filter(|(_, weight)| *weight > 0).map(
                    |(to, weight)| {
                        let share = share.times(Fraction::of(*weight, whole));
                        (*to, share, method.max(step.method), since)
                    },
                ));
            } else if self.holds(place, to) {
                let unit_id = self.units()[place];
                gather(&mut found.targets, Target { unit_id, share, method });
            } else {
                found.lost = Some(found.lost.map_or(share, |sum| sum.plus(share)));
            }
        }
        let order = |it: &Target| (std::cmp::Reverse(it.share.basis_points()), it.unit_id);
        found.targets.sort_by_key(order);
        found
    }

    /// The step of the next day on which something became of a place, after `since` and up to `to`,
    /// and the day from which its parts go on; backwards where `to` is earlier.
    fn next(&self, place: usize, since: Day, to: Day) -> Option<(&Step, Day)> {
        if since <= to {
            let steps = self.leaving[place].iter().map(|at| &self.steps[*at]);
            let step = steps.into_iter().find(|step| step.on > since && step.on <= to)?;
            return Some((step, step.on));
        }
        // Going back, a day's events lie between the day before and the day.
        let sources = self.arriving[place].iter().rev().map(|at| &self.sources[*at]);
        let step = sources.into_iter().find(|step| step.on <= since && step.on > to)?;
        Some((step, step.on.previous()))
    }

    /// What went from a place to others, by days; what stayed beside it is among them.
    pub fn onward(&self, unit: UnitId) -> impl Iterator<Item = Leg> + '_ {
        let steps = self.place(unit).map(|place| &self.leaving[place]).into_iter().flatten();
        steps.flat_map(|at| self.legs(&self.steps[*at]))
    }

    /// What came to a place from others, by days; what had been in it is among them. Shares are of the
    /// places that it came from.
    pub fn back(&self, unit: UnitId) -> impl Iterator<Item = Leg> + '_ {
        let sources = self.place(unit).map(|place| &self.arriving[place]).into_iter().flatten();
        sources.flat_map(move |at| {
            let source = &self.sources[*at];
            source.to.iter().map(move |(from, _)| self.leg(*from, source.from, source.on))
        })
    }

    fn legs<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = Leg> + 'a {
        let whole: u64 = step.to.iter().map(|(_, weight)| *weight).sum();
        step.to.iter().map(move |(to, weight)| Leg {
            on: step.on,
            from: self.units()[step.from],
            to: self.units()[*to],
            share: Fraction::of(*weight, whole),
            method: step.method,
        })
    }

    /// What went from one place to another on a day; all of it where nothing left it that day.
    fn leg(&self, from: usize, to: usize, on: Day) -> Leg {
        let (from_id, to_id) = (self.units()[from], self.units()[to]);
        let step = self.leaving[from].iter().map(|at| &self.steps[*at]).find(|it| it.on == on);
        let found = step.and_then(|step| self.legs(step).find(|leg| leg.to == to_id));
        let (share, method) = (Fraction::ALL, Method::Counted);
        found.unwrap_or(Leg { on, from: from_id, to: to_id, share, method })
    }
}

/// Adds a target to those that are there; two ways to one unit are one.
fn gather(targets: &mut Vec<Target>, target: Target) {
    match targets.iter_mut().find(|other| other.unit_id == target.unit_id) {
        Some(other) => {
            other.share = other.share.plus(target.share);
            other.method = other.method.max(target.method);
        }
        None => targets.push(target),
    }
}
