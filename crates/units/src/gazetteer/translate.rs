//! From a code of one day to the units of another, with shares.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Nation;
use crate::{Coverage, Day, Edge, Level, Method, Period, UnitId};

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

/// One step of lineage.
#[derive(Debug, Clone, Copy)]
struct Step {
    on: Day,
    to: UnitId,
    share: Fraction,
    method: Method,
}

/// What translates codes and names between days, from memory.
#[derive(Debug, Clone)]
pub struct Translator {
    codes: HashMap<String, Vec<(Period, UnitId, Level)>>,
    lives: HashMap<UnitId, Vec<Period>>,
    onward: HashMap<UnitId, Vec<Step>>,
    back: HashMap<UnitId, Vec<Step>>,
}

impl Translator {
    /// Prepares the translation of everything in a list.
    #[must_use]
    pub fn new(nation: &Nation) -> Self {
        let mut codes: HashMap<String, Vec<(Period, UnitId, Level)>> = HashMap::new();
        let mut lives: HashMap<UnitId, Vec<Period>> = HashMap::new();
        for state in nation.units().iter().flat_map(|unit| &unit.states) {
            lives.entry(state.unit_id).or_default().push(state.valid);
            if let Some(code) = &state.official_code {
                let held = (state.valid, state.unit_id, state.kind.level());
                codes.entry(code.clone()).or_default().push(held);
            }
        }
        let edges: Vec<(Day, &Edge)> = nation
            .events()
            .iter()
            .flat_map(|event| event.edges.iter().map(|edge| (event.effective_on, edge)))
            .collect();
        Self {
            codes,
            lives,
            onward: steps(&edges, |edge| (edge.from, edge.to, edge.coverage)),
            // All of a unit that came from one alone lies in it, whatever part of that one it was.
            back: steps(&edges, |edge| (edge.to, edge.from, Coverage::Whole)),
        }
    }

    /// The units that a code named on a day, of one level or of any.
    pub fn named(
        &self,
        code: &str,
        on: Day,
        level: Option<Level>,
    ) -> impl Iterator<Item = UnitId> + '_ {
        self.codes.get(code.trim()).into_iter().flatten().filter_map(move |(valid, unit, of)| {
            (valid.contains(on) && level.is_none_or(|level| level == *of)).then_some(*unit)
        })
    }

    /// Where a unit of one day lies on another, earlier or later.
    #[must_use]
    pub fn translate(&self, unit: UnitId, at: Day, to: Day) -> Translated {
        let steps = if at <= to { &self.onward } else { &self.back };
        let mut targets: Vec<Target> = Vec::new();
        let mut lost: Option<Fraction> = None;
        let start = Target { unit_id: unit, share: Fraction::ALL, method: Method::Counted };
        let mut open: Vec<(Target, Day)> = vec![(start, at)];
        while let Some((target, since)) = open.pop() {
            match next(steps.get(&target.unit_id), since, to) {
                Some((on, steps)) => open.extend(steps.into_iter().map(|step| {
                    let next = Target {
                        unit_id: step.to,
                        share: target.share.times(step.share),
                        method: target.method.max(step.method),
                    };
                    (next, on)
                })),
                None if self.lives_on(target.unit_id, to) => gather(&mut targets, target),
                None => lost = Some(lost.map_or(target.share, |sum| sum.plus(target.share))),
            }
        }
        targets
            .sort_by_key(|target| (std::cmp::Reverse(target.share.basis_points()), target.unit_id));
        Translated { unit_id: unit, targets, lost }
    }

    fn lives_on(&self, unit: UnitId, day: Day) -> bool {
        self.lives.get(&unit).is_some_and(|lives| lives.iter().any(|life| life.contains(day)))
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

/// The steps of the next day on which something became of a unit, after `since` and up to `to`; backwards
/// where `to` is earlier.
fn next(steps: Option<&Vec<Step>>, since: Day, to: Day) -> Option<(Day, Vec<Step>)> {
    let steps = steps?;
    let on = if since <= to {
        steps.iter().map(|step| step.on).filter(|on| *on > since && *on <= to).min()?
    } else {
        // Going back, a day's events lie between the day before and the day.
        steps.iter().map(|step| step.on).filter(|on| *on <= since && *on > to).max()?
    };
    let of_day = steps.iter().filter(|step| step.on == on).copied().collect();
    Some((if since <= to { on } else { on.previous() }, of_day))
}

/// The other end of an edge, how much of this end goes along, and the edge.
type Way<'e> = (UnitId, Coverage, &'e Edge);

/// The steps of each unit, from the end that `ends` puts first. A unit that merely goes on makes none.
fn steps(
    edges: &[(Day, &Edge)],
    ends: impl Fn(&Edge) -> (UnitId, UnitId, Coverage),
) -> HashMap<UnitId, Vec<Step>> {
    let mut of: HashMap<(UnitId, Day), Vec<Way<'_>>> = HashMap::new();
    for (on, edge) in edges {
        let (from, to, coverage) = ends(edge);
        of.entry((from, *on)).or_default().push((to, coverage, edge));
    }
    let mut steps: HashMap<UnitId, Vec<Step>> = HashMap::new();
    for ((from, on), edges) in of {
        if let [(to, ..)] = edges.as_slice()
            && *to == from
        {
            continue;
        }
        let (weights, known) = weights(&edges);
        let whole: u64 = weights.iter().sum();
        let alone = edges.len() == 1;
        let made = edges.iter().zip(weights).map(|((to, coverage, edge), weight)| Step {
            on,
            to: *to,
            share: Fraction::of(weight, whole),
            method: match known {
                _ if alone && *coverage == Coverage::Whole => Method::Counted,
                true => edge.method,
                false => Method::Estimate,
            },
        });
        steps.entry(from).or_default().extend(made);
    }
    steps
}

/// What edges out of one unit weigh: people, else households, else addresses, else area where any edge has
/// some; else all alike, which is a guess and said to be one.
fn weights(edges: &[Way<'_>]) -> (Vec<u64>, bool) {
    let of: [fn(&Edge) -> u64; 4] = [
        |edge| edge.shares.people.into(),
        |edge| edge.shares.households.into(),
        |edge| edge.shares.addresses.into(),
        |edge| edge.shares.area_m2,
    ];
    for weigh in of {
        let weights: Vec<u64> = edges.iter().map(|(.., edge)| weigh(edge)).collect();
        if weights.iter().any(|weight| *weight > 0) {
            return (weights, true);
        }
    }
    (vec![1; edges.len()], false)
}
