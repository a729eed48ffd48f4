//! From coarse to fine: the net is coarsened, the plan is annealed where a part is a dozen
//! nodes, then on each finer level down to the net itself, cooler each time.
//!
//! What moves as one on a coarse level crosses in one step what single nodes would have to cross one
//! after another, uphill; and a coarse level is a small net, so its plan is soon there.

use super::best::Best;
use super::construct::construct;
use super::cycle::Cycle;
use super::dice::Dice;
use super::ground::Ground;
use super::levels::{Level, Stack, lifted, lowered, stack};
use super::matching::Rules;
use super::recombine::Recombiner;
use super::watch::Watch;

/// Nodes of a part on the coarsest level, at the least.
const NODES_OF_PART: usize = 12;

/// Nodes of the coarsest level, at the least.
const NODES: usize = 40;

/// Moves for each node of a level.
const MOVES: u64 = 50;

/// How hot a level begins that takes over a plan from the coarser one, in scales: as hot as if it knew
/// nothing, so that what moved as one is weighed anew.
const WARM: f64 = 1.0;

/// The same where the plan that the search began with is a good one already.
const GIVEN_WARM: f64 = 0.2;

/// How hot a level begins that takes over a plan, in scales.
pub(super) fn warm(ground: &Ground) -> f64 {
    if ground.is_fine { GIVEN_WARM } else { WARM.max(1.2 * ground.cold) }
}

/// A climb down the levels; goes on step by step.
pub(super) struct Climb {
    levels: Vec<Level>,
    cycle: Cycle,
    /// What the level being annealed is weighed by.
    scale: f64,
    mean_node: f64,
    /// Moves are doubled so many times.
    boost: u32,
}

impl Climb {
    /// Whether a net of so many parts has enough nodes to be coarsened. How parts lie, and hops, are
    /// measured on one net only.
    pub(super) fn pays(ground: &Ground, parts: u32) -> bool {
        let is_flat = ground.hops.is_none() && ground.lay.is_none();
        is_flat && !ground.most && ground.net.len() > 2 * fewest(parts)
    }

    /// From nothing: a plan is constructed on the coarsest level. Nothing where there is no level.
    pub(super) fn from_nothing(
        ground: &Ground,
        shares: &[u32],
        dice: &mut Dice,
        watch: &mut Watch<'_, '_>,
    ) -> Option<Self> {
        let levels = built(ground, (None, shares.iter().sum()), dice);
        let net = &levels.last()?.net;
        let here = ground.on(net);
        let mut recombiner = Recombiner::new(net.len());
        let plan = construct(&here, shares, (dice, &mut recombiner.tree), watch);
        let cycle = Cycle::new(&here, plan, 0, recombiner);
        let mut climb = Self { levels, cycle, scale: 1.0, mean_node: 1.0, boost: 0 };
        climb.begin(ground, 1.0);
        Some(climb)
    }

    /// From a plan whose parts stay apart on every level.
    pub(super) fn from_plan(
        ground: &Ground,
        (best, hot, boost): (&Best, f64, u32),
        dice: &mut Dice,
    ) -> Option<Self> {
        let levels = built(ground, (Some(&best.part), best.parts), dice);
        let mut labels = best.part.clone();
        for level in &levels {
            labels = lifted(&labels, &level.up, level.net.len());
        }
        let here = ground.on(&levels.last()?.net);
        let recombiner = Recombiner::new(here.net.len());
        let cycle = Cycle::new(&here, (labels, best.parts), best.share, recombiner);
        let mut climb = Self { levels, cycle, scale: 1.0, mean_node: 1.0, boost };
        climb.begin(ground, hot);
        Some(climb)
    }

    /// The plan of the net itself that the climb begins with.
    pub(super) fn plan(&self) -> (Vec<u32>, u32) {
        let mut labels = self.cycle.best.part.clone();
        for level in self.levels.iter().rev() {
            labels = lowered(&labels, &level.up);
        }
        (labels, self.cycle.best.parts)
    }

    /// Whether it has come down to the net itself.
    pub(super) fn is_down(&self) -> bool {
        self.levels.is_empty()
    }

    /// Does one parcel of work; returns how much, and whether a level was left, so that
    /// [`Climb::plan`] is a better one now.
    pub(super) fn step(&mut self, ground: &Ground, dice: &mut Dice) -> (u64, bool) {
        let Some(level) = self.levels.last() else { return (1, true) };
        let here = self.ground_of(ground, level);
        let (work, is_over) = self.cycle.step(&here, dice, None);
        if !is_over {
            return (work, false);
        }
        let Some(level) = self.levels.pop() else { return (work, true) };
        let best = &self.cycle.best;
        let plan = (lowered(&best.part, &level.up), best.parts);
        let below = self.levels.last().map_or(ground.net, |level| &level.net);
        let recombiner = Recombiner::new(below.len());
        self.cycle = Cycle::new(&ground.on(below), plan, best.share, recombiner);
        self.begin(ground, warm(ground));
        (work + level.up.len() as u64, true)
    }

    fn begin(&mut self, ground: &Ground, hot: f64) {
        let Some(level) = self.levels.last() else { return };
        let plain = ground.on(&level.net);
        (self.scale, self.mean_node) = (plain.scale, plain.mean_node);
        let here = self.ground_of(ground, level);
        let best = &self.cycle.best;
        let plan = (best.part.clone(), best.parts);
        self.cycle.restart(&here, (&plan.0, plan.1));
        self.cycle.begin(
            &here,
            hot.max(1.2 * here.cold),
            (here.net.len() as u64 * MOVES) << self.boost,
        );
    }

    /// The rules on a level. Sizes give way by what its nodes are too coarse for.
    fn ground_of<'a>(&self, ground: &'a Ground<'_>, level: &'a Level) -> Ground<'a> {
        let room = (self.mean_node as i64 - (ground.max - ground.min)).max(0) / 2;
        Ground {
            net: &level.net,
            scale: self.scale,
            mean_node: self.mean_node,
            min: (ground.min - room).max(0),
            max: ground.max + room,
            hops: None,
            start: None,
            ..ground.clone()
        }
    }
}

fn fewest(parts: u32) -> usize {
    (NODES_OF_PART * parts as usize).max(NODES)
}

/// The levels above a net, whose nodes keep to one label each where labels are given. How coarse
/// they become is left to chance then, so that one climb is not like another.
fn built(ground: &Ground, (labels, parts): (Option<&[u32]>, u32), dice: &mut Dice) -> Vec<Level> {
    let often = if labels.is_some() { [1, 1, 2, 3][dice.below(4)] } else { 1 };
    let nodes = often * NODES_OF_PART;
    let households: i64 = ground.net.households.iter().sum();
    let cap = (3 * households / i64::from(parts.max(1)) / nodes as i64).max(1);
    let rules = Rules { cap, labels, light: 0.0, chance: 0.5 };
    stack(ground, &Stack { rules, fewest: (nodes * parts as usize).max(NODES) }, dice)
}
