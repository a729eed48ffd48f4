//! Where atoms and community houses lie, in whole metres, and what follows for the households of a
//! part: how far they walk, and how far they are scattered. Whole numbers, so that sums do not depend
//! on their order and certificates are exact. Says nothing of which parts there are.

use crate::{Atom, Problem};

/// The farthest that counts, in metres: sums of all households × this fit 64 bits.
const FARTHEST: f64 = 1e9;
/// The largest coordinate that counts: squares of sums of all households × this fit 128 bits.
const WIDEST: f64 = (1u64 << 30) as f64;

/// For each community house, the metres to each atom, straight and rounded.
pub(crate) fn distances(problem: &Problem) -> Vec<Vec<u64>> {
    let to = |house: [f64; 2]| {
        let metres = |atom: &Atom| {
            let (dx, dy) = (atom.position[0] - house[0], atom.position[1] - house[1]);
            (dx * dx + dy * dy).sqrt().min(FARTHEST).round() as u64
        };
        problem.atoms.iter().map(metres).collect()
    };
    problem.houses.iter().map(|house| to(house.position)).collect()
}

/// Each atom's place in whole metres east and north of the south-western end of the map.
pub(crate) fn coordinates(problem: &Problem) -> Vec<[i64; 2]> {
    let least = |axis: usize| {
        let all = problem.atoms.iter().map(|atom| atom.position[axis]);
        all.fold(f64::INFINITY, f64::min)
    };
    let least = [least(0), least(1)];
    let along =
        |atom: &Atom, axis: usize| (atom.position[axis] - least[axis]).min(WIDEST).round() as i64;
    problem.atoms.iter().map(|atom| [along(atom, 0), along(atom, 1)]).collect()
}

/// How far households walk to the best of the houses they have, in households × metres; where they
/// have none of their own, to the best of all. Each house is given as that sum and whether it is their
/// own; without any house nobody walks.
pub(crate) fn walked(houses: impl Iterator<Item = (u64, bool)>) -> u64 {
    let (mut own, mut any) = (None, None);
    for (sum, is_own) in houses {
        let best = if is_own { &mut own } else { &mut any };
        *best = Some(best.map_or(sum, |least: u64| least.min(sum)));
    }
    own.or(any).unwrap_or(0)
}

/// Moments of the households of a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moments {
    households: i128,
    /// Σ households × place, by axis.
    first: [i128; 2],
    /// Σ households × place², both axes together.
    second: i128,
}

impl Moments {
    pub(crate) fn of(households: u32, place: [i64; 2]) -> Self {
        let households = i128::from(households);
        let [x, y] = place.map(i128::from);
        Self {
            households,
            first: [households * x, households * y],
            second: households * (x * x + y * y),
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            households: self.households + other.households,
            first: [self.first[0] + other.first[0], self.first[1] + other.first[1]],
            second: self.second + other.second,
        }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self {
            households: self.households - other.households,
            first: [self.first[0] - other.first[0], self.first[1] - other.first[1]],
            second: self.second - other.second,
        }
    }

    /// Σ households × squared metres to their centre of gravity, rounded up.
    pub(crate) fn inertia(&self) -> u64 {
        if self.households == 0 {
            return 0;
        }
        let [x, y] = self.first;
        let centred = self.second - (x * x + y * y) / self.households;
        u64::try_from(centred).unwrap_or(u64::MAX)
    }
}
