//! Cuts: what holds for every plan, but not for every answer of the linear programme.
//!
//! Each node is covered once. Take some of the nodes with weights, divide the sum by a whole number and
//! leave out what is over: that holds for every plan too (Chvátal and Gomory; Jepsen and others 2008
//! for three nodes, Pecin and others 2017 for more). Three nodes halved say that no two of them lie
//! together in more than one unit.

use super::list::Listing;

/// Nodes of a cut, at most.
const WIDTH: usize = 5;

/// A cut: the units of a plan hold at most [`Cut::most`], each counted by [`Cut::of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cut {
    nodes: [u32; WIDTH],
    weights: [u8; WIDTH],
    divisor: u8,
}

/// Weights with their divisor.
struct Pattern {
    weights: [u8; WIDTH],
    divisor: u8,
}

const PATTERNS: [Pattern; 6] = [
    Pattern { weights: [1, 1, 1, 1, 1], divisor: 2 },
    Pattern { weights: [1, 1, 1, 1, 1], divisor: 3 },
    Pattern { weights: [2, 1, 1, 1, 0], divisor: 3 },
    Pattern { weights: [3, 1, 1, 1, 1], divisor: 4 },
    Pattern { weights: [2, 2, 1, 1, 1], divisor: 4 },
    Pattern { weights: [3, 2, 2, 1, 1], divisor: 5 },
];

impl Cut {
    fn triple([u, v, w]: [u32; 3]) -> Self {
        Self { nodes: [u, v, w, u, u], weights: [1, 1, 1, 0, 0], divisor: 2 }
    }

    /// The nodes that count, each with its weight.
    pub(crate) fn weighed(&self) -> impl Iterator<Item = (u32, u8)> + '_ {
        self.nodes.iter().copied().zip(self.weights).filter(|&(_, weight)| weight > 0)
    }

    pub(crate) fn divisor(&self) -> u8 {
        self.divisor
    }

    /// What all units of a plan come to at most.
    pub(crate) fn most(&self) -> u8 {
        self.weights.iter().sum::<u8>() / self.divisor
    }

    /// What a unit counts.
    pub(crate) fn of(&self, members: &[u32]) -> u8 {
        let held = self.weighed().filter(|(node, _)| members.contains(node));
        held.map(|(_, weight)| weight).sum::<u8>() / self.divisor
    }
}

/// The cuts that have a price, by node: what units lack of it is added up for the cuts they meet.
pub(super) struct Priced {
    /// What the weights are divided by, and the price.
    cuts: Vec<(u8, f64)>,
    /// The cuts on each node, with its weight.
    on_node: Vec<Vec<(usize, u8)>>,
    sums: Vec<u8>,
    met: Vec<usize>,
}

impl Priced {
    pub(super) fn new<'c>(nodes: usize, cuts: impl Iterator<Item = (&'c Cut, f64)>) -> Self {
        let mut priced = Vec::new();
        let mut on_node = vec![Vec::new(); nodes];
        for (cut, price) in cuts.filter(|(_, price)| *price < -1e-12) {
            let at = priced.len();
            cut.weighed().for_each(|(node, weight)| on_node[node as usize].push((at, weight)));
            priced.push((cut.divisor(), price));
        }
        Self { sums: vec![0; priced.len()], cuts: priced, on_node, met: Vec::new() }
    }

    /// A unit's reduced cost, from what it was before the cuts; they only make it lack more.
    pub(super) fn reduced(&mut self, members: &[u32], before: f64) -> f64 {
        for &node in members {
            for &(at, weight) in &self.on_node[node as usize] {
                if self.sums[at] == 0 {
                    self.met.push(at);
                }
                self.sums[at] += weight;
            }
        }
        let mut reduced = before;
        for at in self.met.drain(..) {
            let (divisor, price) = self.cuts[at];
            reduced -= f64::from(std::mem::take(&mut self.sums[at]) / divisor) * price;
        }
        reduced
    }
}

/// An answer of the programme, as far as it uses units in part.
pub(super) struct Answer<'l> {
    listing: &'l Listing,
    nodes: usize,
    partial: Vec<(u32, f64)>,
    /// The places in `partial` of the units on each node.
    on_node: Vec<Vec<u32>>,
    /// The nodes that share a unit with each node.
    near: Vec<Vec<u32>>,
}

/// How much a cut must be broken to count.
const BROKEN: f64 = 1e-3;
/// Cuts of one node in one round.
const OF_NODE: u32 = 5;

impl<'l> Answer<'l> {
    pub(super) fn new(listing: &'l Listing, nodes: usize, used: Vec<(u32, f64)>) -> Self {
        let partial: Vec<(u32, f64)> =
            used.into_iter().filter(|(_, amount)| *amount < 1.0 - 1e-6).collect();
        let mut on_node = vec![Vec::new(); nodes];
        let mut near = vec![Vec::new(); nodes];
        for (at, &(unit, _)) in partial.iter().enumerate() {
            let members = listing.members(unit as usize);
            for &node in members {
                on_node[node as usize].push(at as u32);
                near[node as usize].extend(members.iter().copied().filter(|&other| other != node));
            }
        }
        for near in &mut near {
            near.sort_unstable();
            near.dedup();
        }
        Self { listing, nodes, partial, on_node, near }
    }

    /// The cuts most broken, worst first, at most so many; none that is known. So many triples are
    /// tried with two more nodes.
    pub(super) fn broken(&self, known: &[(Cut, u32)], (most, tried): (usize, usize)) -> Vec<Cut> {
        let triples = self.triples();
        let mut found: Vec<(f64, Cut)> =
            triples.iter().map(|&(held, three)| (held - 1.0, Cut::triple(three))).collect();
        found.retain(|(by, _)| *by > BROKEN);
        if found.len() < most {
            self.widened(&triples[..tried.min(triples.len())], &mut found);
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut cuts_of = vec![0u32; self.nodes];
        let mut cuts: Vec<Cut> = Vec::new();
        for (_, cut) in found {
            let is_known = cuts.contains(&cut) || known.iter().any(|(known, _)| *known == cut);
            if is_known || cut.weighed().all(|(node, _)| cuts_of[node as usize] >= OF_NODE) {
                continue;
            }
            cut.weighed().for_each(|(node, _)| cuts_of[node as usize] += 1);
            cuts.push(cut);
            if cuts.len() == most {
                break;
            }
        }
        cuts
    }

    /// The triples that are broken or nearly so, worst first, each with what units hold two of it.
    fn triples(&self) -> Vec<(f64, [u32; 3])> {
        let mut found = Vec::new();
        for u in 0..self.nodes as u32 {
            let near = &self.near[u as usize];
            let above = near.partition_point(|&node| node < u);
            for (i, &v) in near[above..].iter().enumerate() {
                for &w in &near[above + i + 1..] {
                    let three = [u, v, w];
                    let held = self.held(&three);
                    if held > 0.7 {
                        found.push((held, three));
                    }
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found
    }

    /// How much of the units that hold two of a triple is used.
    fn held(&self, three: &[u32; 3]) -> f64 {
        let mut sum = 0.0;
        // Units on the first or the second node; those of the third that hold two hold one of these.
        for (i, &node) in three[..2].iter().enumerate() {
            for &at in &self.on_node[node as usize] {
                let (unit, amount) = self.partial[at as usize];
                let members = self.listing.members(unit as usize);
                let seen = i == 1 && members.contains(&three[0]);
                if !seen && members.iter().filter(|node| three.contains(node)).count() >= 2 {
                    sum += amount;
                }
            }
        }
        sum
    }

    /// The worst cut of more nodes about each of the first triples.
    fn widened(&self, triples: &[(f64, [u32; 3])], found: &mut Vec<(f64, Cut)>) {
        let shapes = Shapes::new();
        let mut mask = vec![0u8; self.partial.len()];
        let mut met = Vec::new();
        for (_, three) in triples {
            let mut near: Vec<u32> =
                three.iter().flat_map(|&node| &self.near[node as usize]).copied().collect();
            near.sort_unstable();
            near.dedup();
            near.retain(|node| !three.contains(node));
            let mut worst: (f32, Option<Cut>) = (BROKEN as f32, None);
            for (i, &v) in near.iter().enumerate() {
                for &w in &near[i + 1..] {
                    let nodes = [three[0], three[1], three[2], v, w];
                    let sums = self.sums(&nodes, (&mut mask, &mut met));
                    let (by, shape) = shapes.most_broken(&sums);
                    if by > worst.0 + 1e-5 {
                        worst = (by, Some(shapes.on(shape, nodes)));
                    }
                }
            }
            found.extend(worst.1.map(|cut| (f64::from(worst.0), cut)));
        }
    }

    /// How much is used of the units that hold each set of the nodes.
    fn sums(&self, nodes: &[u32; WIDTH], (mask, met): (&mut [u8], &mut Vec<u32>)) -> [f32; SETS] {
        met.clear();
        for (bit, &node) in nodes.iter().enumerate() {
            for &at in &self.on_node[node as usize] {
                if mask[at as usize] == 0 {
                    met.push(at);
                }
                mask[at as usize] |= 1 << bit;
            }
        }
        let mut sums = [0.0; SETS];
        for &at in met.iter() {
            sums[mask[at as usize] as usize] += self.partial[at as usize].1 as f32;
            mask[at as usize] = 0;
        }
        sums
    }
}

/// Sets of the nodes of a cut.
const SETS: usize = 1 << WIDTH;
/// Patterns with their weights in one order each; at least so many as there are, in eights.
const ORDERS: usize = 72;

/// All patterns in all orders that differ.
struct Shapes {
    weights: Vec<([u8; WIDTH], u8)>,
    most: [f32; ORDERS],
    /// What a unit counts that holds each set of the nodes, by each shape.
    counts: Vec<[f32; ORDERS]>,
}

impl Shapes {
    fn new() -> Self {
        let mut weights = Vec::new();
        for Pattern { weights: first, divisor } in PATTERNS {
            let mut orders = vec![first];
            let mut at = 0;
            while let Some(&order) = orders.get(at) {
                for i in 0..WIDTH - 1 {
                    let mut other = order;
                    other.swap(i, i + 1);
                    if !orders.contains(&other) {
                        orders.push(other);
                    }
                }
                at += 1;
            }
            weights.extend(orders.into_iter().map(|order| (order, divisor)));
        }
        // What lies behind the last shape is never broken.
        let mut most = [f32::INFINITY; ORDERS];
        let mut counts = vec![[0.0; ORDERS]; SETS];
        for (shape, &(weights, divisor)) in weights.iter().enumerate() {
            most[shape] = f32::from(weights.iter().sum::<u8>() / divisor);
            for (set, counts) in counts.iter_mut().enumerate() {
                let held = (0..WIDTH).filter(|bit| set & (1 << bit) != 0);
                counts[shape] = f32::from(held.map(|bit| weights[bit]).sum::<u8>() / divisor);
            }
        }
        Self { weights, most, counts }
    }

    /// The shape most broken, and by how much.
    fn most_broken(&self, sums: &[f32; SETS]) -> (f32, usize) {
        let mut held = [0.0f32; ORDERS];
        for (sum, counts) in sums.iter().zip(&self.counts) {
            if *sum > 0.0 {
                held.iter_mut().zip(counts).for_each(|(held, count)| *held += sum * count);
            }
        }
        let mut worst = (f32::NEG_INFINITY, 0);
        for (shape, (held, most)) in held.iter().zip(&self.most).enumerate() {
            if held - most > worst.0 {
                worst = (held - most, shape);
            }
        }
        worst
    }

    fn on(&self, shape: usize, nodes: [u32; WIDTH]) -> Cut {
        let (weights, divisor) = self.weights[shape];
        let mut weighed: Vec<(u32, u8)> = nodes.into_iter().zip(weights).collect();
        weighed.retain(|(_, weight)| *weight > 0);
        weighed.sort_unstable();
        let mut cut = Cut { nodes: [weighed[0].0; WIDTH], weights: [0; WIDTH], divisor };
        for (at, (node, weight)) in weighed.into_iter().enumerate() {
            (cut.nodes[at], cut.weights[at]) = (node, weight);
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever the plan, its units come to no more than a cut allows.
        #[test]
        fn no_plan_breaks_a_cut(parts in prop::collection::vec(0u32..4, 9), seed in 0usize..10_000) {
            let shapes = Shapes::new();
            let cut = shapes.on(seed % shapes.weights.len(), [8, 0, 5, 3, 1]);
            let units = (0..4u32).map(|part| {
                (0..9u32).filter(|&node| parts[node as usize] == part).collect::<Vec<u32>>()
            });
            let held: u8 = units.map(|members| cut.of(&members)).sum();
            prop_assert!(held <= cut.most(), "{cut:?} holds {held}");
        }
    }

    #[test]
    fn there_is_room_for_every_order() {
        let shapes = Shapes::new().weights.len();
        assert!((64..=ORDERS).contains(&shapes), "{shapes}");
    }
}
