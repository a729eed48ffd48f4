//! Where no plan lies in range: as few units out of range as can be, then as few households, then the
//! best value. Sizes are let out step by step; what is proven is proven of the sizes listed.

use super::budget::Budget;
use super::list::{ByNode, Listing};
use super::root::known_units;
use super::{Answer, LIMITS, solve_listed};
use crate::certificate::Tiers;
use crate::search::ground::Ground;

/// How far sizes are let out, in hundredths of the range's ends, below and above.
const BANDS: [(i64, i64); 4] = [(0, 0), (10, 10), (25, 25), (50, 50)];

/// Like [`super::solve`], where no plan lies in range. `ranges` are the numbers of parts, best-liked
/// first. Nothing where there is too much to list, where no listed plan exists, or where the budget
/// was spent before the number of units out of range was proven.
pub(crate) fn solve_widened(
    ground: &Ground<'_>,
    ranges: &[(u32, u32)],
    known: Option<&[u32]>,
    budget: &mut Budget<'_>,
) -> Option<Answer> {
    for (below, above) in BANDS {
        let band = (ground.min - ground.min * below / 100, ground.max + ground.max * above / 100);
        let listing = Listing::banded(ground, band, LIMITS)?;
        budget.spend(8 * listing.visits);
        let widened = Widened::new(ground, listing, band);
        match widened.solve(ranges, known, budget) {
            Some(answer) if answer.is_no_plan() => {}
            other => return other,
        }
    }
    None
}

struct Widened<'g, 'n> {
    ground: &'g Ground<'n>,
    listing: Listing,
    by_node: ByNode,
    band: (i64, i64),
    /// Households out of range of each unit.
    excess: Vec<f64>,
}

impl<'g, 'n> Widened<'g, 'n> {
    fn new(ground: &'g Ground<'n>, listing: Listing, band: (i64, i64)) -> Self {
        let excess = |unit: usize| {
            let members = listing.members(unit).iter();
            let households = members.map(|&node| ground.net.households[node as usize]).sum();
            ground.excess(households) as f64
        };
        let excess = (0..listing.len()).map(excess).collect();
        let by_node = ByNode::of(ground.net.len(), &listing);
        Self { ground, listing, by_node, band, excess }
    }

    fn solve(
        mut self,
        ranges: &[(u32, u32)],
        known: Option<&[u32]>,
        budget: &mut Budget<'_>,
    ) -> Option<Answer> {
        let all = ranges
            .iter()
            .fold((u32::MAX, 0), |all, range| (all.0.min(range.0), all.1.max(range.1)));
        let value = self.listing.cost.clone();
        let is_out = |excess: &f64| if *excess > 0.0 { 1.0 } else { 0.0 };
        // Fewest units out of range.
        self.listing.cost = self.excess.iter().map(is_out).collect();
        let fewest = solve_listed((self.ground, &self.listing), all, known, budget)?;
        if !fewest.is_proven || fewest.is_no_plan() {
            return fewest.is_proven.then_some(fewest);
        }
        // Then fewest households: one more unit weighs more than all households of that plan.
        let labels = fewest.labels(self.ground.net.len());
        let part = self.sum(&fewest, &self.excess) + 1.0;
        self.listing.cost = self.excess.iter().map(|e| part * is_out(e) + e).collect();
        let least = solve_listed((self.ground, &self.listing), all, Some(&labels), budget)?;
        if !least.is_proven {
            return None;
        }
        // Then the value: one more household weighs more than that plan's whole value.
        let labels = least.labels(self.ground.net.len());
        let household = self.sum(&least, &value).ceil() + 1.0;
        let tiers = Tiers {
            min: self.band.0.max(0) as u64,
            max: self.band.1 as u64,
            part: (household * part) as u64,
            household: household as u64,
        };
        let out = self.sum(&least, &self.listing.cost) * household;
        let tier = |(value, cost): (&f64, &f64)| value + household * cost;
        self.listing.cost = value.iter().zip(&self.listing.cost).map(tier).collect();
        for &range in ranges {
            let answer = solve_listed((self.ground, &self.listing), range, Some(&labels), budget)?;
            let is_least = self.sum(&answer, &self.listing.cost) < out + household;
            if !answer.parts.is_empty() && is_least {
                return Some(answer.above(out, tiers));
            }
        }
        None
    }

    /// The sum of what an answer's units are given.
    fn sum(&self, answer: &Answer, given: &[f64]) -> f64 {
        let units =
            known_units((&self.listing, &self.by_node), &answer.labels(self.ground.net.len()));
        units.into_iter().map(|unit| given[unit as usize]).sum()
    }
}
