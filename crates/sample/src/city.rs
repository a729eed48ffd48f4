//! A city, commune by commune. Only one commune is in memory at a time, unless the caller keeps more.

use crate::commune::Commune;
use crate::draft::Draft;
use crate::plan::{self, Plan};
use crate::seed::Seed;

/// A city that makes its communes one after another.
#[derive(Debug, Clone)]
pub struct City {
    seed: Seed,
    plan: Plan,
    next: u64,
    left: u64,
}

impl City {
    /// A city of a plan; the same seed and plan give the same city, on any machine.
    #[must_use]
    pub fn new(seed: u64, plan: Plan) -> Self {
        Self { seed: Seed(seed), plan, next: 0, left: plan.households() }
    }
}

impl Iterator for City {
    type Item = Commune;

    fn next(&mut self) -> Option<Commune> {
        let order = self.plan.order(self.seed, self.next, self.left)?;
        self.next += 1;
        self.left = self.left.saturating_sub(order.households.into());
        Some(Commune::new(self.seed, &order))
    }
}

/// Draws only the streets and doors of a city and counts the doors: the baseline of the bench.
#[must_use]
pub fn doors_only(seed: u64, plan: Plan) -> usize {
    let (seed, mut left, mut doors) = (Seed(seed), plan.households(), 0);
    for number in 0.. {
        let Some(order) = plan.order(seed, number, left) else { break };
        left = left.saturating_sub(order.households.into());
        doors += Draft::new(seed.of("commune", order.number), &order).doors.len();
    }
    doors
}

/// The seed of the demonstration.
pub const SAMPLE_SEED: u64 = 7;

/// Phường Vĩnh Lộ of the demonstration.
#[must_use]
pub fn default_ward() -> Commune {
    Commune::new(Seed(SAMPLE_SEED), &plan::ward())
}

/// Xã Tân Rạch of the demonstration.
#[must_use]
pub fn default_commune() -> Commune {
    Commune::new(Seed(SAMPLE_SEED), &plan::commune())
}

/// The city of the demonstration: its ward and its commune.
#[must_use]
pub fn sample() -> City {
    City::new(SAMPLE_SEED, Plan::Sample)
}
