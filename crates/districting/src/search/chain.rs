//! One chain of the search: cycles of annealing, each from the best plan so far or from a shaken
//! one, each followed by exact re-cutting where parts are small.
//!
//! A chain depends on its seed and the work granted only; it is resumable, so that chains can be
//! run side by side or one after another to the same end.

use super::best::Best;
use super::construct::construct;
use super::dice::Dice;
use super::flip::flips;
use super::ground::{Ground, Pressure};
use super::hoard::Hoard;
use super::recombine::{Heat, Recombiner};
use super::recut::Recut;
use super::state::{Scratch, State};
use super::watch::Watch;

/// Moves tried at one temperature.
const CHUNK: u32 = 1_000;

/// Times the usual pressure at which it is let go.
const RELEASE: f64 = 30.0;

/// Temperature, in scales, below which pressure is no longer let go.
const HOLD: f64 = 0.1;

/// What a chain is doing.
enum Phase {
    /// Cooling: chunks left, and the factor per chunk.
    Cooling { left: u32, factor: f64 },
    /// Re-cutting windows: misses in a row.
    Recutting { misses: u32 },
}

/// One chain.
pub(super) struct Chain {
    dice: Dice,
    scratch: Scratch,
    recombiner: Recombiner,
    recut: Recut,
    /// Parts met, where the net is small enough.
    hoard: Option<Hoard>,
    labels: Vec<u32>,
    state: State,
    pub(super) best: Best,
    phase: Phase,
    heat: Heat,
    cycle: u32,
    /// Whether this cycle has gone back to the best plan.
    polished: bool,
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
        let (part, parts) = construct(ground, shares, (&mut dice, &mut recombiner.tree), watch);
        let state = State::new(ground, part, parts);
        let best = Best::of(ground, &state, share);
        let pressure = first_pressure(ground);
        let mut chain = Self {
            dice,
            scratch: Scratch::new(n),
            recombiner,
            recut: Recut::new(n),
            hoard: Hoard::fits(ground).then(Hoard::new),
            labels: Vec::new(),
            state,
            best,
            phase: Phase::Recutting { misses: 0 },
            heat: Heat { pressure, temperature: 0.0 },
            cycle: 0,
            polished: false,
            work: 0,
            work_at_best: 0,
            notes_seen: 1,
        };
        chain.begin_cycle(ground);
        chain
    }

    /// Goes on until this much work is done in all, or the caller says stop.
    pub(super) fn advance(&mut self, ground: &Ground, work: u64, watch: &mut Watch<'_, '_>) {
        while self.work < work && !watch.stopped() {
            let done = match self.phase {
                Phase::Cooling { left, factor } => self.cool(ground, left, factor),
                Phase::Recutting { misses } => self.recut_once(ground, misses),
            };
            self.work += done.max(1);
            if self.best.notes != self.notes_seen {
                self.notes_seen = self.best.notes;
                self.work_at_best = self.work;
                watch.show(&self.best);
            }
            watch.count(done);
        }
    }

    /// Goes on from the best plan on another ground.
    pub(super) fn settle(&mut self, ground: &Ground) {
        let share = self.best.share;
        self.state.adopt(ground, &self.best.part, self.best.parts);
        self.best = Best::of(ground, &self.state, share);
        self.hoard.iter_mut().for_each(|hoard| hoard.recost(ground));
        self.heat.pressure = first_pressure(ground);
        self.cycle = 0;
        self.begin_cycle(ground);
    }

    /// Begins with a plan that was given, as far as it is whole.
    pub(super) fn begin_from(&mut self, ground: &Ground, (part, parts): &(Vec<u32>, u32)) {
        let share = self.best.share;
        self.state.adopt(ground, part, *parts);
        self.best = Best::of(ground, &self.state, share);
        self.begin_cycle(ground);
    }

    /// Takes over another chain's best plan.
    pub(super) fn learn(&mut self, other: &Best) {
        self.best.take(other);
        self.notes_seen = self.best.notes;
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
        let tools = (&mut self.dice, &mut self.recombiner.tree);
        let (part, parts) = construct(ground, shares, tools, watch);
        self.state.adopt(ground, &part, parts);
        self.best.share = share;
        self.best.note(ground, &self.state);
        self.cycle = 0;
        self.begin_cycle(ground);
    }

    fn begin_cycle(&mut self, ground: &Ground) {
        let n = ground.net.len() as u64;
        let hot: f64 = match self.cycle {
            0 => 1.0,
            _ => [1.0f64, 0.6, 0.4, 0.25][self.dice.below(4)].max(1.2 * ground.cold),
        };
        if self.cycle > 0 && self.best.parts > 0 && self.dice.below(5) > 0 {
            self.state.adopt(ground, &self.best.part, self.best.parts);
        }
        let moves = (n * 200) << self.cycle.min(6);
        let left = (moves / u64::from(CHUNK)).clamp(12, 20_000) as u32;
        self.heat.temperature = hot * ground.scale;
        let factor = (ground.cold / hot).powf(1.0 / f64::from(left));
        self.phase = Phase::Cooling { left, factor };
        self.cycle += 1;
        self.polished = false;
    }

    fn cool(&mut self, ground: &Ground, left: u32, factor: f64) -> u64 {
        let dice = &mut self.dice;
        let tools = (&mut *dice, &mut self.scratch);
        let mut work = flips(
            ground,
            &mut self.state,
            tools,
            self.heat,
            (&mut self.best, self.hoard.as_mut(), CHUNK),
        );
        let times = self.recombinations();
        for _ in 0..times {
            if self.state.excess > 0 || self.dice.below(4) == 0 {
                let tools = (&mut self.dice, self.hoard.as_mut());
                let (changed, done) =
                    self.recombiner.recombine(ground, &mut self.state, tools, self.heat);
                work += done;
                if changed {
                    self.best.note(ground, &self.state);
                }
            }
        }
        // Towards its end a cycle holds on to what it has.
        self.press(ground, self.heat.temperature > HOLD * ground.scale);
        self.heat.temperature *= factor;
        self.phase = match left {
            0 | 1 => {
                // Sums of many small changes drift; each phase starts from exact figures.
                self.state.recount(ground);
                self.best.note(ground, &self.state);
                work += self.cover(ground);
                Phase::Recutting { misses: 0 }
            }
            _ => Phase::Cooling { left: left - 1, factor },
        };
        work
    }

    /// Recombinations tried between two parcels of flips: many where parts are small.
    fn recombinations(&self) -> usize {
        let pair = 2 * self.state.part.len() / self.state.members.len().max(1);
        (CHUNK as usize / pair.max(1)).clamp(2, 24)
    }

    /// Puts a better plan together from the parts met, where there is one.
    fn cover(&mut self, ground: &Ground) -> u64 {
        let Some(hoard) = &mut self.hoard else { return 0 };
        let parts = self.best.parts;
        let range = ground.parts_vary.unwrap_or((parts, parts));
        let rank = self.best.rank;
        let below = if rank.sound() { rank.value - 1e-6 * ground.scale } else { f64::MAX };
        let (found, work) = hoard.cover(ground, (range, below), &mut self.labels);
        if let Some(parts) = found {
            self.state.adopt(ground, &self.labels, parts);
            self.best.note(ground, &self.state);
        }
        work
    }

    /// Presses harder while parts are out of range and less while they are not, so that the search
    /// walks along the edge of what is allowed. Pressed too hard it stands still: then it is let go
    /// and starts over.
    fn press(&mut self, ground: &Ground, release: bool) {
        let usual = first_pressure(ground).size;
        let factor = if self.state.excess > 0 { 1.1 } else { 0.95 };
        let size = (self.heat.pressure.size * factor).max(0.05 * usual);
        let over = size > RELEASE * usual;
        self.heat.pressure.size = match (over, release) {
            (true, true) => 0.3 * usual,
            (true, false) => RELEASE * usual,
            (false, _) => size,
        };
    }

    fn recut_once(&mut self, ground: &Ground, misses: u32) -> u64 {
        let enough = 2 * self.state.parts() + 4;
        if misses > enough || !self.recut.pays(&self.state) {
            // A cycle that ended worse than the best plan leaves time to better that one.
            let pays = self.recut.pays(&self.state) && !self.polished;
            if pays && self.best.rank.beats(&self.best.rank_of(ground, &self.state)) {
                self.state.adopt(ground, &self.best.part, self.best.parts);
                self.polished = true;
                self.phase = Phase::Recutting { misses: 0 };
            } else {
                self.begin_cycle(ground);
            }
            return 1;
        }
        let tools = (&mut self.dice, &mut self.scratch);
        let pressure = Pressure {
            size: self.heat.pressure.size.max(ground.scale / ground.mean_node),
            ..self.heat.pressure
        };
        let (better, work) =
            self.recut.recut(ground, &mut self.state, tools, (pressure, &mut self.best));
        self.phase = Phase::Recutting { misses: if better { 0 } else { misses + 1 } };
        work
    }
}

fn first_pressure(ground: &Ground) -> Pressure {
    Pressure { size: 2.0 * ground.scale / ground.mean_node, apart: 6.0 * ground.scale }
}
