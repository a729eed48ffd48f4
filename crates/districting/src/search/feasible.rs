//! Whether a plan in range can exist, explained before anything is drawn.
//!
//! Only what can be proven by counting is refused here: an atom above the maximum, a piece whose
//! total admits no whole number of parts, a pocket behind an articulation node. Passing proves
//! nothing.

use std::collections::BTreeSet;

use super::contract::{NONE, Net, Piece, Resolved};
use super::{Cure, Infeasible, Reason, pocket};
use crate::{Problem, Sizes};

/// Whether `households` can be shared by a whole number of parts, at most `most` of them.
pub(super) fn part_range(households: i64, most: u32, sizes: &Sizes) -> Option<(u32, u32)> {
    let (min, max) = (i64::from(sizes.min), i64::from(sizes.max));
    let low = ((households + max - 1) / max).max(1);
    let high = if min == 0 { i64::from(most) } else { (households / min).min(i64::from(most)) };
    (low <= high).then_some((low as u32, high as u32))
}

/// The net with forced pockets contracted, or why no plan in range exists.
pub(super) fn reduce(problem: &Problem, resolved: &mut Resolved) -> Result<Net, Infeasible> {
    let mut found = Vec::new();
    let net = weigh(problem, resolved, &mut found);
    found.into_iter().next().map_or(Ok(net), |reason| Err(reason.why))
}

/// The net with forced pockets contracted; and every reason that counting gives against a plan, at
/// most one kind of reason for each connected piece.
pub(super) fn weigh(problem: &Problem, resolved: &mut Resolved, found: &mut Vec<Reason>) -> Net {
    let sizes = &problem.sizes;
    let mut net = Net::build(problem, resolved);
    let mut lost = Lost(BTreeSet::new());
    weigh_nodes(&net, sizes, (&mut lost, found, false));
    weigh_pieces(&net, sizes, &mut lost, found);
    loop {
        let forest = Forest::grow(&net);
        let mut forced = forest.forced(&net, i64::from(sizes.min));
        forced.retain(|&(node, _)| !lost.has(&net, node));
        if forced.is_empty() {
            forest.weigh_pockets(&net, sizes, &mut lost, found);
            pocket::weigh_hinges(&forest, (&net, sizes), &mut lost, found);
            return net;
        }
        for (a, b) in forced {
            resolved.groups.join(net.atoms(a)[0], net.atoms(b)[0]);
        }
        net = Net::build(problem, resolved);
        weigh_nodes(&net, sizes, (&mut lost, found, true));
        for &(a, b) in &problem.links.apart {
            let (u, v) = (net.node_of[a as usize], net.node_of[b as usize]);
            if u == v && u != NONE && !lost.has(&net, u) {
                lost.add(&net, u);
                let atoms = net.atoms(u).to_vec();
                found.push(Reason::new(Infeasible::ApartTogether { a, b }, atoms, Vec::new()));
            }
        }
    }
}

/// The pieces that no plan can be found for, by their first atoms.
pub(super) struct Lost(BTreeSet<u32>);

impl Lost {
    pub(super) fn has(&self, net: &Net, node: u32) -> bool {
        self.0.contains(&net.pieces[net.piece_of[node as usize] as usize].first_atom)
    }

    pub(super) fn add(&mut self, net: &Net, node: u32) {
        self.0.insert(net.pieces[net.piece_of[node as usize] as usize].first_atom);
    }
}

fn weigh_nodes(
    net: &Net,
    sizes: &Sizes,
    (lost, found, with_pockets): (&mut Lost, &mut Vec<Reason>, bool),
) {
    let max = i64::from(sizes.max);
    let heavy = (0..net.len() as u32).filter(|&v| net.households[v as usize] > max);
    let heavy: Vec<u32> = heavy.filter(|&v| !lost.has(net, v)).collect();
    for node in heavy {
        lost.add(net, node);
        let (atom, households) = (net.atoms(node)[0], net.households[node as usize] as u64);
        let (why, cures) = if with_pockets {
            (Infeasible::Pocket { atom, households }, Vec::new())
        } else {
            (Infeasible::AtomAboveMax { atom, households }, vec![Cure::Max(households as u32)])
        };
        found.push(Reason::new(why, net.atoms(node).to_vec(), cures));
    }
}

fn weigh_pieces(net: &Net, sizes: &Sizes, lost: &mut Lost, found: &mut Vec<Reason>) {
    for (number, piece) in (0u32..).zip(&net.pieces) {
        let is_lost = lost.0.contains(&piece.first_atom);
        if is_lost || part_range(piece.households, piece.nodes, sizes).is_some() {
            continue;
        }
        lost.0.insert(piece.first_atom);
        let own = (0..net.len() as u32).filter(|&v| net.piece_of[v as usize] == number);
        let atoms = own.flat_map(|v| net.atoms(v).iter().copied()).collect();
        let why = Infeasible::NoWholeNumber {
            atom: piece.first_atom,
            atoms: piece.atoms,
            households: piece.households as u64,
        };
        found.push(Reason::new(why, atoms, cures_of(piece, sizes)));
    }
}

/// How far a piece's sizes must give way at the least: upwards for as many parts as are full, or
/// downwards for one more.
fn cures_of(piece: &Piece, sizes: &Sizes) -> Vec<Cure> {
    let fewer = (piece.households / i64::from(sizes.max)).clamp(1, i64::from(piece.nodes));
    let more = piece.households / i64::from(sizes.max) + 1;
    let max = (piece.households + fewer - 1) / fewer;
    let mut cures = Vec::new();
    if max > i64::from(sizes.max) {
        cures.push(Cure::Max(max as u32));
    }
    let min = piece.households / more;
    if more <= i64::from(piece.nodes) && min < i64::from(sizes.min) {
        cures.push(Cure::Min(min as u32));
    }
    cures
}

/// A depth-first forest with low points, to find what hangs on a single node.
pub(super) struct Forest {
    /// Nodes in the order met; a subtree is a run of it.
    order: Vec<u32>,
    /// Position of each node in `order`.
    at: Vec<u32>,
    parent: Vec<u32>,
    low: Vec<u32>,
    /// Nodes in each subtree.
    nodes: Vec<u32>,
    /// Households in each subtree.
    pub(super) households: Vec<i64>,
}

impl Forest {
    fn grow(net: &Net) -> Self {
        let n = net.len();
        let mut forest = Self {
            order: Vec::with_capacity(n),
            at: vec![NONE; n],
            parent: vec![NONE; n],
            low: vec![NONE; n],
            nodes: vec![1; n],
            households: net.households.clone(),
        };
        let mut stack: Vec<(u32, usize)> = Vec::new();
        for root in 0..n as u32 {
            if forest.at[root as usize] == NONE {
                forest.enter(root);
                stack.push((root, 0));
                forest.walk(net, &mut stack);
            }
        }
        forest
    }

    fn enter(&mut self, node: u32) {
        self.at[node as usize] = self.order.len() as u32;
        self.low[node as usize] = self.order.len() as u32;
        self.order.push(node);
    }

    fn walk(&mut self, net: &Net, stack: &mut Vec<(u32, usize)>) {
        while let Some(&mut (node, ref mut next)) = stack.last_mut() {
            let v = node as usize;
            if let Some(&(to, _)) = net.arcs(node).get(*next) {
                *next += 1;
                if self.at[to as usize] == NONE {
                    self.parent[to as usize] = node;
                    self.enter(to);
                    stack.push((to, 0));
                } else if to != self.parent[v] {
                    self.low[v] = self.low[v].min(self.at[to as usize]);
                }
                continue;
            }
            stack.pop();
            if let Some(&(above, _)) = stack.last() {
                let p = above as usize;
                self.low[p] = self.low[p].min(self.low[v]);
                self.nodes[p] += self.nodes[v];
                self.households[p] += self.households[v];
            }
        }
    }

    /// Each child whose whole subtree hangs on its parent alone, with that parent.
    pub(super) fn hanging<'a>(&'a self) -> impl Iterator<Item = (u32, u32)> + 'a {
        self.order.iter().filter_map(|&child| {
            let parent = self.parent[child as usize];
            let hangs = parent != NONE && self.low[child as usize] >= self.at[parent as usize];
            hangs.then_some((child, parent))
        })
    }

    pub(super) fn subtree(&self, node: u32) -> &[u32] {
        let first = self.at[node as usize] as usize;
        &self.order[first..first + self.nodes[node as usize] as usize]
    }

    /// Pairs that lie together in every plan in range: a pocket too small to be a part goes with
    /// the node it hangs on.
    fn forced(&self, net: &Net, min: i64) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut hung = vec![(0i64, 0u32); net.len()];
        for (child, parent) in self.hanging() {
            hung[parent as usize].0 += self.households[child as usize];
            hung[parent as usize].1 += self.nodes[child as usize];
            if self.households[child as usize] < min {
                pairs.extend(self.subtree(child).iter().map(|&node| (parent, node)));
            }
        }
        for (node, &(households, nodes)) in (0u32..).zip(&hung) {
            let piece = net.pieces[net.piece_of[node as usize] as usize];
            let rest = piece.households - households - net.households[node as usize];
            if nodes > 0 && piece.nodes > nodes + 1 && rest < min {
                pairs.extend(self.beyond(net, node).into_iter().map(|other| (node, other)));
            }
        }
        pairs
    }

    /// The nodes of a node's piece that neither are it nor hang on it.
    pub(super) fn beyond(&self, net: &Net, node: u32) -> Vec<u32> {
        let piece = net.piece_of[node as usize];
        let mut out: Vec<bool> = net.piece_of.iter().map(|&p| p == piece).collect();
        out[node as usize] = false;
        for (child, _) in self.hanging().filter(|&(_, parent)| parent == node) {
            for &below in self.subtree(child) {
                out[below as usize] = false;
            }
        }
        (0..net.len() as u32).filter(|&v| out[v as usize]).collect()
    }

    /// Refuses a pocket that neither is a whole number of parts nor leaves a rest that fits the
    /// part of the node it hangs on.
    fn weigh_pockets(&self, net: &Net, sizes: &Sizes, lost: &mut Lost, found: &mut Vec<Reason>) {
        let (min, max) = (i64::from(sizes.min).max(1), i64::from(sizes.max));
        for (child, parent) in self.hanging() {
            let households = self.households[child as usize];
            let spare = max - net.households[parent as usize];
            let fewest = ((households - spare).max(0) + max - 1) / max;
            if fewest > households / min && !lost.has(net, parent) {
                lost.add(net, parent);
                let atom = net.atoms(parent)[0];
                let households = (households + net.households[parent as usize]) as u64;
                let nodes = self.subtree(child).iter().chain(std::iter::once(&parent));
                let atoms = nodes.flat_map(|&v| net.atoms(v).iter().copied()).collect();
                found.push(Reason::new(Infeasible::Pocket { atom, households }, atoms, Vec::new()));
            }
        }
    }
}
