//! A walk from plan to plan by recombination alone, every plan on the way in range.
//!
//! One step joins two neighbouring parts and cuts them anew along a uniform random spanning tree, at
//! an edge that leaves both sides in range, any such edge as likely as any other; trees are drawn
//! until one has such an edge. It is the chain that ensembles of plans are made with, and no search:
//! costs are not looked at.

use super::contract::{self, NONE, Net};
use super::dice::Dice;
use crate::check::check;
use crate::{Plan, Problem};

/// Trees drawn for one pair of parts before another pair is tried.
const TREES: u32 = 200;

/// Pairs tried for one step before the walk stands still.
const PAIRS: u32 = 200;

/// Where a walk ended, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walked {
    /// The last plan.
    pub plan: Plan,
    /// Steps made: pairs of parts that were cut anew, both sides in range. Fewer than asked for only
    /// where no pair could be cut.
    pub steps: u64,
    /// Trees drawn for them, those without a balanced cut included.
    pub trees: u64,
}

/// Walks so many steps from a plan. `None` where the plan breaks the problem's rules: it must be in
/// range throughout.
///
/// The same problem, plan and seed give the same walk. Sizes, must-links and locked parts are kept;
/// pairs that must lie apart are not looked at, so with such pairs there is no walk.
#[must_use]
pub fn walk(problem: &Problem, start: &Plan, steps: u64, seed: u64) -> Option<Walked> {
    let outside = |part: &crate::PartScore| {
        !(problem.sizes.min..=problem.sizes.max).contains(&part.households)
    };
    let is_sound = check(problem, start).is_empty() && problem.links.apart.is_empty();
    if !is_sound || crate::score(problem, start).parts.iter().any(outside) {
        return None;
    }
    let mut resolved = contract::resolve(problem).ok()?;
    let net = Net::build(problem, &mut resolved);
    let mut walker = Walker::new(&net, start, seed);
    let range = (i64::from(problem.sizes.min), i64::from(problem.sizes.max));
    let (mut done, mut still) = (0, 0);
    while done < steps && still < PAIRS {
        let moved = walker.step(&net, range);
        done += u64::from(moved);
        still = if moved { 0 } else { still + 1 };
    }
    let mut labels = start.assignment.clone();
    for (label, &node) in labels.iter_mut().zip(&net.node_of) {
        if node != NONE {
            *label = walker.part[node as usize];
        }
    }
    Some(Walked { plan: Plan::from_labels(&labels), steps: done, trees: walker.trees })
}

/// A plan on the walk, with scratch memory for two parts.
struct Walker {
    dice: Dice,
    part: Vec<u32>,
    members: Vec<Vec<u32>>,
    trees: u64,
    pair: Pair,
}

/// Where a node's neighbours stand in the flat list, and how many they are.
#[derive(Clone, Copy)]
struct Span {
    first: u32,
    count: u32,
}

/// Two parts as a graph of their own: nodes numbered from 0, their neighbours in one flat list.
struct Pair {
    nodes: Vec<u32>,
    /// The number of each node of the net; right for the nodes of the pair only.
    number: Vec<u32>,
    span: Vec<Span>,
    arcs: Vec<(u32, Span)>,
    households: Vec<i64>,
    /// Where trees grow from: the node with most neighbours, which a random walk meets soonest. It
    /// makes no tree likelier than another.
    root: usize,
    /// The tree: the node each hangs on, and nodes in order, each after the one it hangs on.
    above: Vec<u32>,
    order: Vec<u32>,
    joined: Vec<bool>,
    branch: Vec<i64>,
    balanced: Vec<u32>,
}

impl Walker {
    fn new(net: &Net, start: &Plan, seed: u64) -> Self {
        let part: Vec<u32> =
            (0..net.len() as u32).map(|v| start.assignment[net.atoms(v)[0] as usize]).collect();
        let mut members = vec![Vec::new(); start.parts as usize];
        (0u32..).zip(&part).for_each(|(node, &p)| members[p as usize].push(node));
        Self { dice: Dice::new(seed, 0), part, members, trees: 0, pair: Pair::new(net.len()) }
    }

    /// Cuts two neighbouring parts anew; false where none of the trees had a balanced edge.
    fn step(&mut self, net: &Net, (min, max): (i64, i64)) -> bool {
        let Some((a, b)) = self.neighbours(net) else { return false };
        let (part, members) = (&self.part, &self.members);
        self.pair.open(net, (&members[a as usize], &members[b as usize]), |node| {
            let p = part[node as usize];
            p == a || p == b
        });
        let total: i64 = self.pair.households.iter().sum();
        let range = (min.max(total - max), max.min(total - min));
        for _ in 0..TREES {
            self.trees += 1;
            self.pair.grow(&mut self.dice);
            if let Some(top) = self.pair.balanced(range, &mut self.dice) {
                self.cut(top, (a, b));
                return true;
            }
        }
        false
    }

    /// The parts on the two sides of a random edge between parts.
    fn neighbours(&mut self, net: &Net) -> Option<(u32, u32)> {
        for _ in 0..64 * net.ends.len() {
            let (u, v) = net.ends[self.dice.below(net.ends.len())];
            let (a, b) = (self.part[u as usize], self.part[v as usize]);
            if a != b {
                return Some((a, b));
            }
        }
        None
    }

    /// Gives the branch that hangs on `top` to one part and the rest to the other.
    fn cut(&mut self, top: u32, (a, b): (u32, u32)) {
        let pair = &mut self.pair;
        self.members[a as usize].clear();
        self.members[b as usize].clear();
        // Each node comes after the one it hangs on, so one pass finds the branch.
        for &v in &pair.order {
            let inside =
                v == top || (v != pair.order[0] && pair.joined[pair.above[v as usize] as usize]);
            pair.joined[v as usize] = inside;
            let (node, to) = (pair.nodes[v as usize], if inside { a } else { b });
            self.part[node as usize] = to;
            self.members[to as usize].push(node);
        }
    }
}

impl Pair {
    fn new(nodes: usize) -> Self {
        Self {
            nodes: Vec::new(),
            number: vec![0; nodes],
            span: Vec::new(),
            arcs: Vec::new(),
            households: Vec::new(),
            root: 0,
            above: Vec::new(),
            order: Vec::new(),
            joined: Vec::new(),
            branch: Vec::new(),
            balanced: Vec::new(),
        }
    }

    fn open(&mut self, net: &Net, (a, b): (&[u32], &[u32]), inside: impl Fn(u32) -> bool) {
        self.nodes.clear();
        self.nodes.extend_from_slice(a);
        self.nodes.extend_from_slice(b);
        self.households.clear();
        for (number, &node) in (0u32..).zip(&self.nodes) {
            self.number[node as usize] = number;
            self.households.push(net.households[node as usize]);
        }
        self.span.clear();
        self.arcs.clear();
        let nowhere = Span { first: 0, count: 0 };
        for &node in &self.nodes {
            let first = self.arcs.len() as u32;
            let near = net.arcs(node).iter().map(|arc| arc.0).filter(|&other| inside(other));
            self.arcs.extend(near.map(|other| (self.number[other as usize], nowhere)));
            self.span.push(Span { first, count: self.arcs.len() as u32 - first });
        }
        let most = (0..self.span.len()).max_by_key(|&v| self.span[v].count);
        self.root = most.unwrap_or(0);
        // Each neighbour with its own neighbours' place: a random walk then needs one look per step.
        for arc in &mut self.arcs {
            arc.1 = self.span[arc.0 as usize];
        }
        self.above.resize(self.nodes.len(), 0);
        self.joined.resize(self.nodes.len(), false);
    }

    /// A uniform random spanning tree, after Wilson: a random walk from each node until it meets the
    /// tree, loops left out.
    fn grow(&mut self, dice: &mut Dice) {
        let n = self.nodes.len();
        self.joined[..n].fill(false);
        self.order.clear();
        let root = self.root;
        self.joined[root] = true;
        self.order.push(root as u32);
        for first in 0..n {
            let mut v = first;
            let mut near = self.span[first];
            while !self.joined[v] {
                let (next, beyond) = self.arcs[near.first as usize + dice.among(near.count)];
                self.above[v] = next;
                (v, near) = (next as usize, beyond);
            }
            // What was walked last from each node is the way to the tree.
            let from = self.order.len();
            v = first;
            while !self.joined[v] {
                self.joined[v] = true;
                self.order.push(v as u32);
                v = self.above[v] as usize;
            }
            self.order[from..].reverse();
        }
    }

    /// A random node whose branch has a size in range.
    fn balanced(&mut self, (low, high): (i64, i64), dice: &mut Dice) -> Option<u32> {
        self.branch.clear();
        self.branch.extend_from_slice(&self.households);
        self.balanced.clear();
        for &v in self.order[1..].iter().rev() {
            let households = self.branch[v as usize];
            if (low..=high).contains(&households) {
                self.balanced.push(v);
            }
            self.branch[self.above[v as usize] as usize] += households;
        }
        let pick = dice.below(self.balanced.len());
        self.balanced.get(pick).copied()
    }
}
