//! One cycle of annealing on one net, ended by exact re-cutting where parts are small. The unit that
//! chains are made of; whose plan it starts from, and what comes after it, is not its business.

use super::best::Best;
use super::dice::Dice;
use super::flip::flips;
use super::ground::{Ground, Pressure};
use super::hoard::Hoard;
use super::recombine::{Heat, Recombiner};
use super::recut::Recut;
use super::state::{Scratch, State};

/// Moves tried at one temperature.
const CHUNK: u32 = 1_000;

/// Times the usual pressure at which it is let go.
const RELEASE: f64 = 30.0;

/// Temperature, in scales, below which pressure is no longer let go.
const HOLD: f64 = 0.1;

/// What a cycle is doing.
enum Phase {
    /// Cooling: chunks left, and the factor per chunk.
    Cooling { left: u32, factor: f64 },
    /// Re-cutting windows: misses in a row.
    Recutting { misses: u32 },
}

/// A plan being annealed, the best one met, and scratch memory.
pub(super) struct Cycle {
    scratch: Scratch,
    pub(super) recombiner: Recombiner,
    recut: Recut,
    labels: Vec<u32>,
    pub(super) state: State,
    pub(super) best: Best,
    phase: Phase,
    heat: Heat,
    /// Whether this cycle has gone back to the best plan.
    polished: bool,
}

impl Cycle {
    /// Around a plan; [`Cycle::begin`] comes next.
    pub(super) fn new(
        ground: &Ground,
        (part, parts): (Vec<u32>, u32),
        share: u32,
        recombiner: Recombiner,
    ) -> Self {
        let n = ground.net.len();
        let state = State::new(ground, part, parts);
        let best = Best::of(ground, &state, share);
        Self {
            scratch: Scratch::new(n),
            recombiner,
            recut: Recut::new(n),
            labels: Vec::new(),
            state,
            best,
            phase: Phase::Recutting { misses: 0 },
            heat: Heat { pressure: first_pressure(ground), temperature: 0.0 },
            polished: false,
        }
    }

    /// Begins to cool the plan it has: from so hot, in scales, with about so many moves.
    pub(super) fn begin(&mut self, ground: &Ground, hot: f64, moves: u64) {
        let left = (moves / u64::from(CHUNK)).clamp(12, 20_000) as u32;
        self.heat.temperature = hot * ground.scale;
        let factor = (ground.cold / hot).powf(1.0 / f64::from(left));
        self.phase = Phase::Cooling { left, factor };
        self.polished = false;
    }

    /// Goes back to the best plan.
    pub(super) fn revert(&mut self, ground: &Ground) {
        self.state.adopt(ground, &self.best.part, self.best.parts);
    }

    /// Takes this plan for the best one, and presses as at first.
    pub(super) fn restart(&mut self, ground: &Ground, (part, parts): (&[u32], u32)) {
        let share = self.best.share;
        self.state.adopt(ground, part, parts);
        self.best = Best::of(ground, &self.state, share);
        self.heat.pressure = first_pressure(ground);
    }

    /// Does one parcel of work; returns how much, and whether the cycle is over.
    pub(super) fn step(
        &mut self,
        ground: &Ground,
        dice: &mut Dice,
        hoard: Option<&mut Hoard>,
    ) -> (u64, bool) {
        match self.phase {
            Phase::Cooling { left, factor } => {
                (self.cool(ground, (dice, hoard), (left, factor)), false)
            }
            Phase::Recutting { misses } => self.recut_once(ground, dice, misses),
        }
    }

    fn cool(
        &mut self,
        ground: &Ground,
        (dice, mut hoard): (&mut Dice, Option<&mut Hoard>),
        (left, factor): (u32, f64),
    ) -> u64 {
        let tools = (&mut *dice, &mut self.scratch);
        let noted = (&mut self.best, hoard.as_deref_mut(), CHUNK);
        let mut work = flips(ground, &mut self.state, tools, self.heat, noted);
        let times = self.recombinations();
        for _ in 0..times {
            if self.state.excess > 0 || dice.below(4) == 0 {
                let tools = (&mut *dice, hoard.as_deref_mut());
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
                work += hoard.map_or(0, |hoard| self.cover(ground, hoard));
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
    fn cover(&mut self, ground: &Ground, hoard: &mut Hoard) -> u64 {
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

    fn recut_once(&mut self, ground: &Ground, dice: &mut Dice, misses: u32) -> (u64, bool) {
        let enough = 2 * self.state.parts() + 4;
        if misses > enough || !self.recut.pays(&self.state) {
            // A cycle that ended worse than the best plan leaves time to better that one.
            let pays = self.recut.pays(&self.state) && !self.polished;
            if pays && self.best.rank.beats(&self.best.rank_of(ground, &self.state)) {
                self.revert(ground);
                self.polished = true;
                self.phase = Phase::Recutting { misses: 0 };
                return (1, false);
            }
            return (1, true);
        }
        let tools = (dice, &mut self.scratch);
        let pressure = Pressure {
            size: self.heat.pressure.size.max(ground.scale / ground.mean_node),
            ..self.heat.pressure
        };
        let (better, work) =
            self.recut.recut(ground, &mut self.state, tools, (pressure, &mut self.best));
        self.phase = Phase::Recutting { misses: if better { 0 } else { misses + 1 } };
        (work, false)
    }
}

fn first_pressure(ground: &Ground) -> Pressure {
    Pressure { size: 2.0 * ground.scale / ground.mean_node, apart: 6.0 * ground.scale }
}
