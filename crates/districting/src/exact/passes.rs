//! Where the possible units are too many to hold: they are listed again and again, and only those are
//! kept that pay, or nearly so, at the prices of the time (column generation by exact pricing).
//!
//! Once no unit at all pays, the prices prove a bound for every plan, and what is then kept holds each
//! unit that a better plan can be made of: the rest is the exact tier as it stands.

use super::budget::Budget;
use super::list::{Limits, Listing, Sieve};
use super::proof::rounding;
use super::root::{Root, SOME, shares};
use super::{Answer, Bound, labels_of, parts_of, solve_listed};
use crate::certificate::Then;
use crate::search::ground::Ground;

/// Sets looked at in one pass, and units kept of it.
const LIMITS: Limits = Limits { units: 150_000, visits: 48_000_000 };
/// Passes, at most.
const PASSES: usize = 12;
/// Of the steps left, the share spent on better plans in each pass after the first.
const MEETING_SHARE: u64 = 3;
/// A reduced cost above this does not pay.
const PAYS: f64 = -1e-6;

/// Like [`super::solve`], from a plan in range, without ever holding all units.
pub(super) fn solve_in_passes(
    ground: &Ground<'_>,
    range: (u32, u32),
    known: &[u32],
    budget: &mut Budget<'_>,
) -> Option<Answer> {
    let mut known = known.to_vec();
    let own = Listing::of_plan(ground, &known)?;
    let dearest = own.cost.iter().copied().fold(0.0, f64::max);
    let prices = shares(ground, &own);
    let mut sieve = Sieve { prices, part: 0.0, cuts: vec![], upto: dearest, grain: None };
    let mut gap = dearest;
    let mut best: Option<Bound> = None;
    let mut priced: Option<Bound> = None;
    for pass in 0..PASSES {
        let Some(sieved) = Listing::sieved(ground, &sieve, LIMITS) else { break };
        budget.spend(8 * sieved.listing.visits);
        if let Some(mut bound) = priced.take() {
            // Where some unit pays, no plan gains more by such units than all its parts can.
            bound.lower(sieved.least.min(0.0) * f64::from(range.1));
            if sieved.least >= PAYS && sieved.upto >= gap {
                let listing = sieved.below(gap);
                return Some(ended(ground, (&listing, bound), (range, &known), budget));
            }
            if best.as_ref().is_none_or(|best| bound.value > best.value) {
                best = Some(bound);
            }
        }
        if budget.is_spent() {
            break;
        }
        let mut root = Root::new(ground, &sieved.listing, range, Some(&known));
        let Ok(value) = root.tighten(SOME, root.ceiling(), budget) else { break };
        let grain = sieved.listing.grain();
        let share = if pass == 0 { 1 } else { MEETING_SHARE };
        budget.part(share, |budget| root.meet(ground.net, grain, budget));
        let (cost, parts) = root.known();
        if parts.is_empty() {
            break;
        }
        known = labels_of(&parts, known.len());
        let traces = vec![root.trace()];
        priced = Some(Bound { value, goal: value, range, grain: 0.0, traces, tiers: None });
        gap = (cost - value).max(1e-6 * cost.abs()) + rounding(known.len(), range.1);
        // Too few units make prices that swing from pass to pass.
        sieve = root.sieve(gap.max(sieved.upto));
    }
    Some(unproven(&known, best?))
}

/// The end of the passes: no unit pays at the prices of a bound, and all that a better plan can be
/// made of is listed.
fn ended(
    ground: &Ground<'_>,
    (listing, bound): (&Listing, Bound),
    (range, known): ((u32, u32), &[u32]),
    budget: &mut Budget<'_>,
) -> Answer {
    let solved = solve_listed((ground, listing), range, Some(known), budget);
    let is_higher = |answer: &Answer| answer.is_proven || answer.bound.value >= bound.value;
    match solved.filter(is_higher) {
        Some(answer) => answer.below(bound),
        None => unproven(known, bound),
    }
}

/// A plan, by the part of each node, with the bound that it has.
fn unproven(known: &[u32], bound: Bound) -> Answer {
    Answer { parts: parts_of(known), bound, is_proven: false }
}

impl Bound {
    /// Takes something off what was thought proven.
    fn lower(&mut self, by: f64) {
        self.value += by;
        self.goal = self.value;
        for trace in &mut self.traces {
            trace.bound += by;
        }
    }
}

impl Answer {
    /// The same, where only the units were looked at that a bound left.
    fn below(mut self, bound: Bound) -> Self {
        let narrow = bound.traces.into_iter().map(|mut trace| {
            trace.then = Then::Narrow;
            trace
        });
        self.bound.traces = narrow.chain(self.bound.traces).collect();
        self
    }
}
