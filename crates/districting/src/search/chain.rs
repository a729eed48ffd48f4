//! One chain of the search: cycles of annealing, each from the best plan so far or from a shaken
//! one, some of them from coarse to fine, each followed by exact re-cutting where parts are small.
//!
//! A chain depends on its seed and the work granted only; it is resumable, so that chains can be
//! run side by side or one after another to the same end.

use super::best::Best;
use super::climb::{Climb, warm};
use super::construct::construct;
use super::cycle::Cycle;
use super::dice::Dice;
use super::ground::Ground;
use super::hoard::Hoard;
use super::recombine::Recombiner;
use super::watch::Watch;

/// Of the cycles after the first, how many begin with a plan made from nothing.
const ANEW: f64 = 0.2;

/// How hot cycles after the first begin, in scales; and where a good plan was given.
const HOT: [f64; 4] = [1.0, 0.6, 0.4, 0.25];
const GIVEN_HOT: [f64; 4] = [0.4, 0.25, 0.2, 0.15];

/// Moves for each node in a cycle that cools from the top, and in one that ends a climb; doubled with
/// each cycle.
const MOVES: u64 = 200;
const MOVES_BELOW: u64 = 50;

/// One chain.
pub(super) struct Chain {
    dice: Dice,
    /// Parts met, where the net is small enough.
    hoard: Option<Hoard>,
    cycle: Cycle,
    /// The way down from a coarse net, while it lasts.
    climb: Option<Climb>,
    /// Parts that each piece has in a plan made from nothing.
    shares: Vec<u32>,
    cycles: u32,
    /// Work done, and work done when the best plan was last bettered.
    pub(super) work: u64,
    pub(super) work_at_best: u64,
    notes_seen: u64,
}

impl Chain {
    /// Starts a chain by constructing a plan for the share of parts at this position.
    pub(super) fn start(
        ground: &Ground,
        (seed, stream): (u64, u64),
        (share, shares): (u32, &[u32]),
        watch: &mut Watch<'_, '_>,
    ) -> Self {
        let n = ground.net.len();
        let (mut dice, mut recombiner) = (Dice::new(seed, stream), Recombiner::new(n));
        let parts = shares.iter().sum();
        let climb = Climb::pays(ground, parts)
            .then(|| Climb::from_nothing(ground, shares, &mut dice, watch))
            .flatten();
        let plan = match &climb {
            Some(climb) => climb.plan(),
            None => construct(ground, shares, (&mut dice, &mut recombiner.tree), watch),
        };
        let mut chain = Self {
            dice,
            hoard: Hoard::fits(ground).then(Hoard::new),
            cycle: Cycle::new(ground, plan, share, recombiner),
            climb,
            shares: shares.to_vec(),
            cycles: 0,
            work: 0,
            work_at_best: 0,
            notes_seen: 1,
        };
        match chain.climb {
            Some(_) => chain.cycles = 1,
            None => chain.begin_cycle(ground),
        }
        chain
    }

    /// Starts a chain with a plan that is to be bettered; it has the share of parts at this position.
    pub(super) fn given(
        ground: &Ground,
        (seed, stream): (u64, u64),
        (share, shares): (u32, &[u32]),
        start: &(Vec<u32>, u32),
    ) -> Self {
        let mut chain = Self {
            dice: Dice::new(seed, stream),
            hoard: None,
            cycle: Cycle::new(ground, start.clone(), share, Recombiner::new(ground.net.len())),
            climb: None,
            shares: shares.to_vec(),
            cycles: 1,
            work: 0,
            work_at_best: 0,
            notes_seen: 0,
        };
        chain.begin_cycle(ground);
        chain
    }

    /// The best plan met.
    pub(super) fn best(&self) -> &Best {
        &self.cycle.best
    }

    /// Goes on until this much work is done in all, or the caller says stop.
    pub(super) fn advance(&mut self, ground: &Ground, work: u64, watch: &mut Watch<'_, '_>) {
        while self.work < work && !watch.stopped() {
            let done = match self.climb.is_some() {
                true => self.climb_once(ground),
                false => self.cool_once(ground, watch),
            };
            self.work += done.max(1);
            if self.cycle.best.notes != self.notes_seen {
                self.notes_seen = self.cycle.best.notes;
                self.work_at_best = self.work;
                watch.show(&self.cycle.best);
            }
            watch.count(done);
        }
    }

    /// Goes on from the best plan on another ground.
    pub(super) fn settle(&mut self, ground: &Ground) {
        let best = self.cycle.best.clone();
        self.cycle.restart(ground, (&best.part, best.parts));
        self.hoard.iter_mut().for_each(|hoard| hoard.recost(ground));
        self.climb = None;
        self.cycles = 0;
        self.begin_cycle(ground);
    }

    /// Begins with a plan that was given, as far as it is whole.
    pub(super) fn begin_from(&mut self, ground: &Ground, (part, parts): &(Vec<u32>, u32)) {
        self.cycle.restart(ground, (part, *parts));
        self.climb = None;
        self.begin_cycle(ground);
    }

    /// Takes over another chain's best plan.
    pub(super) fn learn(&mut self, other: &Best) {
        self.cycle.best.take(other);
        self.notes_seen = self.cycle.best.notes;
    }

    /// Takes over the parts that another chain has met.
    pub(super) fn gather(&mut self, ground: &Ground, other: &Self) {
        if let (Some(mine), Some(theirs)) = (&mut self.hoard, &other.hoard) {
            mine.learn(ground, theirs);
        }
    }

    /// Begins anew with another share of parts.
    pub(super) fn restart(
        &mut self,
        ground: &Ground,
        (share, shares): (u32, &[u32]),
        watch: &mut Watch<'_, '_>,
    ) {
        let tools = (&mut self.dice, &mut self.cycle.recombiner.tree);
        let (part, parts) = construct(ground, shares, tools, watch);
        self.cycle.state.adopt(ground, &part, parts);
        self.cycle.best.share = share;
        self.cycle.best.note(ground, &self.cycle.state);
        self.shares.clear();
        self.shares.extend_from_slice(shares);
        self.cycles = 0;
        if !self.begin_anew(ground, watch) {
            self.begin_cycle(ground);
        }
    }

    /// Begins a plan from nothing on a coarse net; false where the net is too small for that.
    fn begin_anew(&mut self, ground: &Ground, watch: &mut Watch<'_, '_>) -> bool {
        if Climb::pays(ground, self.shares.iter().sum()) {
            self.climb = Climb::from_nothing(ground, &self.shares, &mut self.dice, watch);
        }
        self.cycles += u32::from(self.climb.is_some());
        self.climb.is_some()
    }

    fn begin_cycle(&mut self, ground: &Ground) {
        let n = ground.net.len() as u64;
        let hots = if ground.is_fine { GIVEN_HOT } else { HOT };
        let hot = match self.cycles {
            0 => 1.0,
            _ => hots[self.dice.below(4)].max(1.2 * ground.cold),
        };
        let boost = if ground.is_fine { self.cycles.min(4) - 1 } else { self.cycles.min(6) };
        let best = &self.cycle.best;
        let is_known = self.cycles > 0 && best.parts > 0;
        if is_known && (ground.is_fine || self.dice.below(5) > 0) {
            if Climb::pays(ground, best.parts) && self.dice.coin() {
                self.climb = Climb::from_plan(ground, (best, hot, boost), &mut self.dice);
            }
            self.cycle.revert(ground);
        }
        if self.climb.is_none() {
            let moves = if ground.is_fine { MOVES_BELOW } else { MOVES };
            self.cycle.begin(ground, hot, (n * moves) << boost);
        }
        self.cycles += 1;
    }

    fn climb_once(&mut self, ground: &Ground) -> u64 {
        let Some(climb) = &mut self.climb else { return 1 };
        let (work, is_level_left) = climb.step(ground, &mut self.dice);
        if is_level_left {
            let (part, parts) = climb.plan();
            self.cycle.state.adopt(ground, &part, parts);
            self.cycle.best.note(ground, &self.cycle.state);
            if climb.is_down() {
                self.climb = None;
                let doubled = if ground.is_fine { 0 } else { (self.cycles - 1).min(6) };
                let moves = (ground.net.len() as u64 * MOVES_BELOW) << doubled;
                self.cycle.begin(ground, warm(ground), moves);
            }
        }
        work
    }

    fn cool_once(&mut self, ground: &Ground, watch: &mut Watch<'_, '_>) -> u64 {
        let (work, is_over) = self.cycle.step(ground, &mut self.dice, self.hoard.as_mut());
        if is_over {
            let pays = Climb::pays(ground, self.cycle.best.parts);
            let is_anew = pays
                && !ground.is_fine
                && self.dice.unit() < ANEW
                && self.begin_anew(ground, watch);
            if !is_anew {
                self.begin_cycle(ground);
            }
        }
        work
    }
}
