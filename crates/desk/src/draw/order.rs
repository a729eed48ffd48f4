//! An order as it stands in its job row: enough to draw the same plan again from the seed.

use serde::{Deserialize, Serialize};
use store::plan::Within;
use units::{Day, Kind, PlanId, UnitId};

use super::{DrawOrder, STEPS, Wish};
use crate::Refusal;

/// What is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// A commune into base units.
    Base {
        /// The commune.
        commune: UnitId,
    },
    /// A plan's unit into self-managed groups.
    Part {
        /// The commune.
        commune: UnitId,
        /// The plan.
        plan: PlanId,
        /// Its part.
        part: i64,
    },
    /// A unit of the registry into self-managed groups.
    Unit {
        /// The commune.
        commune: UnitId,
        /// The unit.
        unit: UnitId,
    },
}

impl What {
    pub(crate) fn commune(self) -> UnitId {
        match self {
            Self::Base { commune } | Self::Part { commune, .. } | Self::Unit { commune, .. } => {
                commune
            }
        }
    }

    pub(crate) fn within(self) -> Option<Within> {
        match self {
            Self::Base { .. } => None,
            Self::Part { plan, part, .. } => Some(Within::Part(plan, part)),
            Self::Unit { unit, .. } => Some(Within::Unit(unit)),
        }
    }
}

/// A whole order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) what: What,
    /// The kind of unit that is drawn.
    pub(crate) kind: Kind,
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) target: u32,
    pub(crate) k: Option<u32>,
    pub(crate) seed: u64,
    /// Steps; `None` where seconds rule.
    pub(crate) steps: Option<u64>,
    pub(crate) seconds: Option<u32>,
    /// The day whose registry is drawn.
    pub(crate) on: Day,
    /// Whether a unit may lie on both sides of a main road wherever a street goes straight over it.
    #[serde(default)]
    pub(crate) over_main_roads: bool,
    /// What is asked.
    #[serde(default)]
    pub(crate) wish: Wish,
    /// The plan a question is about.
    #[serde(default)]
    pub(crate) about: Option<PlanId>,
}

/// Longest search, so that one order never holds the solver for the others.
const SECONDS_MAX: u32 = 600;
const STEPS_MAX: u64 = 5_000_000;

/// Fewest households of a unit that may be ordered. Plans are public, and a unit of one household
/// would show how many people live behind one door.
const HOUSEHOLDS_LEAST: u32 = 5;

impl Order {
    pub(crate) fn of(
        what: What,
        kind: Kind,
        (min, max, target): (u32, u32, u32),
        on: Day,
        order: DrawOrder,
    ) -> Result<Self, Refusal> {
        if min == 0 || min > max || target < min || target > max || order.k == Some(0) {
            let refusal = Refusal::new("draw-sizes").with("min", min).with("max", max);
            return Err(refusal.with("target", target));
        }
        if min < HOUSEHOLDS_LEAST {
            return Err(Refusal::new("draw-min-too-small").with("least", HOUSEHOLDS_LEAST));
        }
        let seconds = order.seconds.map(|seconds| seconds.clamp(1, SECONDS_MAX));
        let steps = match seconds {
            Some(_) => None,
            None => Some(order.steps.unwrap_or(STEPS).clamp(1, STEPS_MAX)),
        };
        Ok(Self {
            what,
            kind,
            min,
            max,
            target,
            k: order.k,
            seed: order.seed,
            steps,
            seconds,
            on,
            over_main_roads: order.over_main_roads,
            wish: Wish::Plan,
            about: None,
        })
    }
}
