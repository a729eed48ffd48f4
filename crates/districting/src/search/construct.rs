//! A first plan: every piece is cut in two along a random spanning tree, and each half again, until
//! there are as many parts as wanted. Always ends with that many connected parts, in range or not.

use super::dice::Dice;
use super::ground::Ground;
use super::tree::Tree;
use super::watch::Watch;

/// Trees tried for one cut while none splits well.
const TRIES: usize = 12;

/// A region still to be cut.
struct Region {
    label: u32,
    root: u32,
    nodes: u32,
    parts: u32,
}

/// How to cut a region: the nodes of one side and their parts, and a node of the other side.
struct Cut {
    branch: Vec<u32>,
    rest: u32,
    parts: u32,
    cost: f64,
}

/// Part labels for the net's nodes, and how many: `shares` says how many parts each piece gets.
pub(super) fn construct(
    ground: &Ground,
    shares: &[u32],
    (dice, tree): (&mut Dice, &mut Tree),
    watch: &mut Watch<'_, '_>,
) -> (Vec<u32>, u32) {
    let net = &ground.net;
    let mut label: Vec<u32> = net.piece_of.clone();
    let mut labels = net.pieces.len() as u32;
    let mut work: Vec<Region> = Vec::new();
    let mut first = vec![u32::MAX; net.pieces.len()];
    for node in 0..net.len() as u32 {
        let seen = &mut first[net.piece_of[node as usize] as usize];
        *seen = (*seen).min(node);
    }
    for (i, (piece, &parts)) in net.pieces.iter().zip(shares).enumerate() {
        work.push(Region { label: i as u32, root: first[i], nodes: piece.nodes, parts });
    }
    while let Some(region) = work.pop() {
        if region.parts < 2 {
            continue;
        }
        let tries = if watch.stopped() { 1 } else { TRIES };
        let cut = cut_region(ground, &region, &label, (dice, tree), tries);
        watch.count(u64::from(region.nodes) * 8);
        for &node in &cut.branch {
            label[node as usize] = labels;
        }
        let nodes = cut.branch.len() as u32;
        work.push(Region { label: labels, root: cut.branch[0], nodes, parts: cut.parts });
        let (nodes, parts) = (region.nodes - nodes, region.parts - cut.parts);
        work.push(Region { label: region.label, root: cut.rest, nodes, parts });
        labels += 1;
    }
    (label, labels)
}

/// The best cut of some trees: all tries are spent only while none leaves both sides in range.
fn cut_region(
    ground: &Ground,
    region: &Region,
    label: &[u32],
    (dice, tree): (&mut Dice, &mut Tree),
    tries: usize,
) -> Cut {
    let mut root = region.root;
    let mut best = Cut { branch: Vec::new(), rest: root, parts: 0, cost: f64::INFINITY };
    for attempt in 0..tries {
        tree.grow(ground, root, dice, |node| label[node as usize] == region.label);
        let (position, parts, cost) = best_branch(ground, region, tree);
        if cost < best.cost {
            tree.branch(position);
            best.branch.clear();
            let inside = (0..tree.order.len()).filter(|&i| tree.in_branch(i));
            best.branch.extend(inside.map(|i| tree.order[i]));
            best = Cut { branch: best.branch, rest: tree.order[0], parts, cost };
        }
        if attempt >= 2 && best.cost < OUT_OF_RANGE {
            break;
        }
        root = tree.order[dice.below(tree.order.len())];
    }
    best
}

/// Any cut that costs more leaves a side out of range.
const OUT_OF_RANGE: f64 = 1e9;

/// The position, parts and cost of a tree's best branch to cut off.
fn best_branch(ground: &Ground, region: &Region, tree: &Tree) -> (usize, u32, f64) {
    let (total, k) = (tree.households[0], region.parts);
    let n = tree.order.len() as u32;
    let mut best = (0, 0, f64::INFINITY);
    for position in 1..tree.order.len() {
        let (h, nodes) = (tree.households[position], tree.nodes[position]);
        let low = (k + nodes).saturating_sub(n).max(1);
        let high = nodes.min(k - 1);
        if low > high {
            continue;
        }
        let even = if total > 0 { h as f64 / total as f64 * f64::from(k) } else { 1.0 };
        let parts = (even.round() as u32).clamp(low, high);
        let miss = |h: i64, parts: u32| {
            let parts = i64::from(parts);
            (parts * ground.min - h).max(h - parts * ground.max).max(0)
        };
        let missed = miss(h, parts) + miss(total - h, k - parts);
        // A long border is forgiven where it bounds many parts.
        let border = tree.crossing[position] / f64::from(parts.min(k - parts)).sqrt();
        let uneven = (even - f64::from(parts)).abs();
        let cost = border * (1.0 + uneven)
            + if missed > 0 { OUT_OF_RANGE * (1.0 + missed as f64) } else { 0.0 };
        if cost < best.2 {
            best = (position, parts, cost);
        }
    }
    best
}
