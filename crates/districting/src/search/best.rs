//! The best plan a chain has met.

use super::ground::{Ground, Rank};
use super::state::State;

/// A plan kept, with its rank.
#[derive(Clone)]
pub(super) struct Best {
    pub(super) part: Vec<u32>,
    pub(super) parts: u32,
    pub(super) rank: Rank,
    /// Position, in the list of shares tried, of the plan being searched.
    pub(super) share: u32,
    /// Parts out of range.
    pub(super) out: u32,
    /// How often a better plan was noted.
    pub(super) notes: u64,
}

impl Best {
    pub(super) fn of(ground: &Ground, state: &State, share: u32) -> Self {
        let (part, parts) = (state.part.clone(), state.parts());
        Self { part, parts, rank: rank(ground, state, share), share, out: state.out, notes: 1 }
    }

    /// Keeps the state where it is better.
    pub(super) fn note(&mut self, ground: &Ground, state: &State) {
        let rank = rank(ground, state, self.share);
        if rank.beats(&self.rank) {
            self.part.clear();
            self.part.extend_from_slice(&state.part);
            self.parts = state.parts();
            self.rank = rank;
            self.out = state.out;
            self.notes += 1;
        }
    }

    /// The rank a state would have.
    pub(super) fn rank_of(&self, ground: &Ground, state: &State) -> Rank {
        rank(ground, state, self.share)
    }

    /// Takes over another chain's plan.
    pub(super) fn take(&mut self, other: &Self) {
        self.part.clear();
        self.part.extend_from_slice(&other.part);
        self.parts = other.parts;
        self.rank = other.rank;
        self.share = other.share;
        self.out = other.out;
        self.notes += 1;
    }
}

fn rank(ground: &Ground, state: &State, share: u32) -> Rank {
    Rank {
        apart: state.apart,
        out: if ground.widen { state.out } else { 0 },
        excess: state.excess,
        share,
        value: state.value,
    }
}
