//! A random spanning tree of a region, with what each of its edges would cut off.
//!
//! The tree grows from one node by random border edges, which gives rounder branches than a uniform
//! tree: cutting one off gives a compact part.

use super::contract::NONE;
use super::dice::Dice;
use super::ground::Ground;

/// A spanning tree and its branches; buffers are reused from one tree to the next.
pub(super) struct Tree {
    /// Nodes in the order they joined; each after the one it hangs on.
    pub(super) order: Vec<u32>,
    /// Position of each node in `order`, `NONE` outside the region.
    at: Vec<u32>,
    /// Position of the node each hangs on; the first hangs on itself.
    up: Vec<u32>,
    /// Households of each branch.
    pub(super) households: Vec<i64>,
    /// Nodes of each branch.
    pub(super) nodes: Vec<u32>,
    /// Weight of edges between each branch and the rest of the region.
    pub(super) crossing: Vec<f64>,
    frontier: Vec<(u32, u32)>,
    inside: Vec<bool>,
}

impl Tree {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            order: Vec::new(),
            at: vec![NONE; nodes],
            up: Vec::new(),
            households: Vec::new(),
            nodes: Vec::new(),
            crossing: Vec::new(),
            frontier: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// Grows a tree from `root` over the nodes allowed; the region must be connected.
    pub(super) fn grow(
        &mut self,
        ground: &Ground,
        root: u32,
        dice: &mut Dice,
        allowed: impl Fn(u32) -> bool,
    ) {
        let net = &ground.net;
        for &node in &self.order {
            self.at[node as usize] = NONE;
        }
        self.order.clear();
        self.up.clear();
        self.households.clear();
        self.frontier.clear();
        self.frontier.push((0, root));
        while !self.frontier.is_empty() {
            let (from, node) = self.frontier.swap_remove(dice.below(self.frontier.len()));
            if self.at[node as usize] != NONE {
                continue;
            }
            let position = self.order.len() as u32;
            self.at[node as usize] = position;
            self.order.push(node);
            self.up.push(from);
            self.households.push(net.households[node as usize]);
            for &(next, _) in net.arcs(node) {
                if self.at[next as usize] == NONE && allowed(next) {
                    self.frontier.push((position, next));
                }
            }
        }
        self.weigh(ground);
    }

    fn weigh(&mut self, ground: &Ground) {
        let n = self.order.len();
        self.nodes.clear();
        self.nodes.resize(n, 1);
        self.crossing.clear();
        self.crossing.resize(n, 0.0);
        // An edge crosses the border of every branch that holds one end: add at both ends, take
        // twice away where the branches meet, and sum upwards.
        for i in 0..n {
            for &(other, edge) in ground.net.arcs(self.order[i]) {
                let j = self.at[other as usize];
                if j == NONE || j as usize <= i {
                    continue;
                }
                let weight = ground.net.weight[edge as usize];
                self.crossing[i] += weight;
                self.crossing[j as usize] += weight;
                let meet = self.meet(i as u32, j);
                self.crossing[meet as usize] -= 2.0 * weight;
            }
        }
        for i in (1..n).rev() {
            let up = self.up[i] as usize;
            self.households[up] += self.households[i];
            self.nodes[up] += self.nodes[i];
            self.crossing[up] += self.crossing[i];
        }
    }

    fn meet(&self, mut i: u32, mut j: u32) -> u32 {
        while i != j {
            if i > j {
                i = self.up[i as usize];
            } else {
                j = self.up[j as usize];
            }
        }
        i
    }

    /// Marks the nodes of the branch at `position` for [`Tree::in_branch`].
    pub(super) fn branch(&mut self, position: usize) {
        self.inside.clear();
        self.inside.resize(self.order.len(), false);
        self.inside[position] = true;
        for i in position + 1..self.order.len() {
            self.inside[i] = self.inside[self.up[i] as usize];
        }
    }

    /// Whether the node at this position of `order` lies in the branch last marked.
    pub(super) fn in_branch(&self, position: usize) -> bool {
        self.inside[position]
    }
}
