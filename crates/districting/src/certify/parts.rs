//! Lists every possible part: connected groups whose households lie in range.

use super::ground::Ground;

/// Connected sets looked at, at most.
const VISITS: u64 = 100_000_000;

/// A possible part.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) atoms: Vec<u32>,
    /// In millionths.
    pub(super) cost: i64,
}

/// Told of each possible part: its atoms, its cost in millionths, and whether that is exact (else it
/// is rounded down). Says whether to go on.
pub(super) type Told<'t> = &'t mut dyn FnMut(&[u32], i64, bool) -> bool;

/// Goes through all possible parts; false where it was told to stop, or where there are too many.
pub(super) fn each(ground: &Ground<'_>, told: Told<'_>) -> bool {
    let n = ground.members.len();
    let mut lister = Lister {
        ground,
        told,
        state: vec![State::Unseen; n],
        inside: vec![false; n],
        groups: Vec::new(),
        atoms: Vec::new(),
        visits: 0,
    };
    for root in 0..n as u32 {
        if !ground.members[root as usize].is_empty() && !lister.from(root) {
            return false;
        }
        // Parts with this group are all listed: later ones go without it.
        lister.state[root as usize] = State::Out;
    }
    if ground.tiers.is_none() {
        return true;
    }
    lister.state.fill(State::Unseen);
    let heavy = |group: &u32| ground.households[*group as usize] > ground.sizes().1;
    let heavy = (0..n as u32).filter(heavy).map(|group| vec![group]);
    let light = |piece: &Vec<u32>| {
        let sizes = piece.iter().map(|&group| ground.households[group as usize]);
        sizes.sum::<u64>() < ground.sizes().0
    };
    heavy.chain(ground.pieces().into_iter().filter(light)).all(|set| lister.whole(&set))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Border,
    In,
    Out,
}

struct Lister<'g, 't> {
    ground: &'g Ground<'g>,
    told: Told<'t>,
    state: Vec<State>,
    /// By atom.
    inside: Vec<bool>,
    groups: Vec<u32>,
    atoms: Vec<u32>,
    visits: u64,
}

impl Lister<'_, '_> {
    fn from(&mut self, root: u32) -> bool {
        let households = self.ground.households[root as usize];
        if households > self.ground.sizes().1 {
            return true;
        }
        self.with(root, households, &mut Vec::new())
    }

    /// Takes a set of groups down as it is, where they may lie together.
    fn whole(&mut self, groups: &[u32]) -> bool {
        groups.iter().for_each(|&group| self.enter(group));
        let is_apart = |&group: &u32| {
            let others = &self.ground.apart[group as usize];
            others.iter().any(|&other| self.state[other as usize] == State::In)
        };
        let whole = groups.iter().any(is_apart) || self.tell();
        groups.iter().rev().for_each(|&group| self.leave(group));
        whole
    }

    fn tell(&mut self) -> bool {
        let (cost, is_exact) = self.ground.cost(&self.atoms, &self.inside);
        (self.told)(&self.atoms, cost, is_exact)
    }

    /// Takes a group in and decides on each group of the border in turn: in, then out.
    fn with(&mut self, group: u32, households: u64, border: &mut Vec<u32>) -> bool {
        self.enter(group);
        let before = border.len();
        for &next in &self.ground.beside[group as usize] {
            if self.state[next as usize] == State::Unseen {
                self.state[next as usize] = State::Border;
                border.push(next);
            }
        }
        let whole = self.record(households) && self.decide(households, border);
        for next in border.drain(before..) {
            self.state[next as usize] = State::Unseen;
        }
        self.leave(group);
        whole
    }

    fn decide(&mut self, households: u64, border: &mut Vec<u32>) -> bool {
        let mut refused = Vec::new();
        let mut whole = true;
        while let Some(at) = border.iter().position(|&g| self.state[g as usize] == State::Border) {
            let next = border[at];
            let sum = households + self.ground.households[next as usize];
            let is_apart = self.ground.apart[next as usize]
                .iter()
                .any(|&g| self.state[g as usize] == State::In);
            if sum <= self.ground.sizes().1 && !is_apart {
                whole = self.with(next, sum, border);
            }
            self.state[next as usize] = State::Out;
            refused.push(next);
            if !whole {
                break;
            }
        }
        refused.into_iter().for_each(|group| self.state[group as usize] = State::Border);
        whole
    }

    fn enter(&mut self, group: u32) {
        self.state[group as usize] = State::In;
        self.groups.push(group);
        for &atom in &self.ground.members[group as usize] {
            self.inside[atom as usize] = true;
            self.atoms.push(atom);
        }
    }

    fn leave(&mut self, group: u32) {
        self.groups.pop();
        for &atom in &self.ground.members[group as usize] {
            self.inside[atom as usize] = false;
        }
        self.atoms.truncate(self.atoms.len() - self.ground.members[group as usize].len());
        self.state[group as usize] = State::Border;
    }

    fn record(&mut self, households: u64) -> bool {
        self.visits += 1;
        if self.visits > VISITS {
            return false;
        }
        households < self.ground.sizes().0 || self.tell()
    }
}
