//! Lists every possible part: connected groups whose households lie in range.

use super::ground::Ground;

/// Connected sets looked at, for each part that may be listed.
const VISITS_OF_PART: usize = 8;

/// A possible part.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) atoms: Vec<u32>,
    /// In millionths.
    pub(super) cost: i64,
    /// Whether the cost is exact; else it is rounded down.
    pub(super) is_exact: bool,
}

/// All possible parts; nothing where they are more than `most`.
pub(super) fn list(ground: &Ground<'_>, most: usize) -> Option<Vec<Part>> {
    let n = ground.members.len();
    let mut lister = Lister {
        ground,
        most,
        state: vec![State::Unseen; n],
        inside: vec![false; n],
        groups: Vec::new(),
        atoms: Vec::new(),
        parts: Vec::new(),
        visits: 0,
    };
    for root in 0..n as u32 {
        if !ground.members[root as usize].is_empty() && !lister.from(root) {
            return None;
        }
        // Parts with this group are all listed: later ones go without it.
        lister.state[root as usize] = State::Out;
    }
    if ground.tiers.is_some() {
        lister.state.fill(State::Unseen);
        let heavy = |group: &u32| ground.households[*group as usize] > ground.sizes().1;
        let heavy = (0..n as u32).filter(heavy).map(|group| vec![group]);
        let light = |piece: &Vec<u32>| {
            let sizes = piece.iter().map(|&group| ground.households[group as usize]);
            sizes.sum::<u64>() < ground.sizes().0
        };
        heavy.chain(ground.pieces().into_iter().filter(light)).for_each(|set| lister.whole(&set));
    }
    Some(lister.parts)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Border,
    In,
    Out,
}

struct Lister<'g> {
    ground: &'g Ground<'g>,
    most: usize,
    state: Vec<State>,
    /// By atom.
    inside: Vec<bool>,
    groups: Vec<u32>,
    atoms: Vec<u32>,
    parts: Vec<Part>,
    visits: usize,
}

impl Lister<'_> {
    fn from(&mut self, root: u32) -> bool {
        let households = self.ground.households[root as usize];
        if households > self.ground.sizes().1 {
            return true;
        }
        self.with(root, households, &mut Vec::new())
    }

    /// Takes a set of groups down as it is, where they may lie together.
    fn whole(&mut self, groups: &[u32]) {
        groups.iter().for_each(|&group| self.enter(group));
        let is_apart = |&group: &u32| {
            let others = &self.ground.apart[group as usize];
            others.iter().any(|&other| self.state[other as usize] == State::In)
        };
        if !groups.iter().any(is_apart) {
            let (cost, is_exact) = self.ground.cost(&self.atoms, &self.inside);
            self.parts.push(Part { atoms: self.atoms.clone(), cost, is_exact });
        }
        groups.iter().rev().for_each(|&group| self.leave(group));
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
        if self.visits > VISITS_OF_PART * self.most {
            return false;
        }
        if households < self.ground.sizes().0 {
            return true;
        }
        if self.parts.len() >= self.most {
            return false;
        }
        let (cost, is_exact) = self.ground.cost(&self.atoms, &self.inside);
        self.parts.push(Part { atoms: self.atoms.clone(), cost, is_exact });
        true
    }
}
