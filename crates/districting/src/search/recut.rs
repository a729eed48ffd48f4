//! Exact re-cutting: two to four neighbouring parts are opened as a window, every possible part in
//! it is listed, and the cheapest cover replaces them where it is better.

use super::best::Best;
use super::cover::{Cover, Terms, members};
use super::dice::Dice;
use super::ground::{Ground, Pressure};
use super::state::{Scratch, State};
use super::window::{Limits, Window};

/// Sets looked at in one listing, units listed, units tried in one cover.
const VISITS: u64 = 60_000;
const UNITS: usize = 6_000;
const LOOKS: u64 = 60_000;

/// Re-cutting with its buffers.
pub(super) struct Recut {
    window: Window,
    cover: Cover,
    parts: Vec<u32>,
    nodes: Vec<u32>,
    labels: Vec<u32>,
    /// Nodes a window may hold: falls while listings run over their limits.
    reach: usize,
}

impl Recut {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            window: Window::new(nodes),
            cover: Cover::default(),
            parts: Vec::new(),
            nodes: Vec::new(),
            labels: Vec::new(),
            reach: 40,
        }
    }

    /// Whether windows of two ordinary parts fit the reach.
    pub(super) fn pays(&self, state: &State) -> bool {
        2 * state.part.len() <= self.reach * state.members.len()
    }

    /// Opens one window at random and puts the better cover in place. Returns whether the plan got
    /// better, and the work done.
    pub(super) fn recut(
        &mut self,
        ground: &Ground,
        state: &mut State,
        (dice, scratch): (&mut Dice, &mut Scratch),
        (pressure, best): (Pressure, &mut Best),
    ) -> (bool, u64) {
        self.pick(ground, state, dice);
        if self.parts.len() < 2 {
            return (false, 100);
        }
        scratch.order_by_breadth(ground.net, &mut self.nodes);
        self.window.open(ground, &self.nodes);
        let sizes = self.parts.iter().map(|&p| state.size[p as usize]);
        let (low, high) =
            sizes.fold((ground.min, ground.max), |(l, h), size| (l.min(size), h.max(size)));
        let limits = Limits { units: UNITS, visits: VISITS, low, high };
        let whole = self.window.list(ground, pressure, &limits);
        let listed = self.window.units.len() as u64;
        let work = self.window.visits / 2 + listed * 2;
        if !whole {
            self.reach = (self.reach - 1).max(8);
            return (false, work);
        }
        let mut now = 0.0;
        for &p in &self.parts {
            let mask = self.window.mask_of(&state.members[p as usize]);
            now += self.window.cost_of(ground, mask, pressure);
        }
        let (fewest, most) = self.allowed(ground, state);
        let terms = Terms { fewest, most, below: now - 1e-6 * ground.scale, looks: LOOKS };
        let outcome = self.cover.solve(&self.window.units, self.nodes.len(), &terms);
        if outcome.found.is_some() {
            self.put(ground, state);
            best.note(ground, state);
        }
        (outcome.found.is_some(), work + listed * 8)
    }

    fn allowed(&self, ground: &Ground, state: &State) -> (u32, u32) {
        let (here, all) = (self.parts.len() as u32, state.parts());
        match ground.parts_vary {
            None => (here, here),
            Some((low, high)) => {
                let fewest = if all > low { here - 1 } else { here };
                (fewest, if all < high { here + 1 } else { here })
            }
        }
    }

    /// Gathers neighbouring parts, and their nodes, while the window has room.
    fn pick(&mut self, ground: &Ground, state: &State, dice: &mut Dice) {
        self.parts.clear();
        self.nodes.clear();
        if state.cut.is_empty() {
            return;
        }
        let edge = state.cut[dice.below(state.cut.len())];
        let (u, _) = ground.net.ends[edge as usize];
        let wanted = 2 + dice.below(3);
        let mut next = state.part[u as usize];
        loop {
            let members = &state.members[next as usize];
            if self.nodes.len() + members.len() > self.reach {
                return;
            }
            self.parts.push(next);
            self.nodes.extend_from_slice(members);
            if self.parts.len() == wanted {
                return;
            }
            let Some(beside) = self.beside(ground, state, dice) else { return };
            next = beside;
        }
    }

    /// A part next to those gathered.
    fn beside(&self, ground: &Ground, state: &State, dice: &mut Dice) -> Option<u32> {
        for _ in 0..24 {
            let node = self.nodes[dice.below(self.nodes.len())];
            let arcs = ground.net.arcs(node);
            if arcs.is_empty() {
                continue;
            }
            let other = arcs[dice.below(arcs.len())].0;
            let part = state.part[other as usize];
            if !self.parts.contains(&part) {
                return Some(part);
            }
        }
        None
    }

    fn put(&mut self, ground: &Ground, state: &mut State) {
        self.labels.clear();
        self.labels.extend_from_slice(&state.part);
        let mut parts = state.parts();
        for (i, &mask) in self.cover.chosen.iter().enumerate() {
            let label = self.parts.get(i).copied().unwrap_or_else(|| {
                parts += 1;
                parts - 1
            });
            for v in members(mask) {
                self.labels[self.window.nodes[v] as usize] = label;
            }
        }
        if let Some(&gone) = self.parts.get(self.cover.chosen.len()) {
            // One part fewer: the last label takes the number that fell free.
            parts -= 1;
            self.labels.iter_mut().filter(|label| **label == parts).for_each(|label| *label = gone);
        }
        state.adopt(ground, &self.labels, parts);
    }
}
