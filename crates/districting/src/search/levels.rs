//! Coarser and coarser nets of one net, for a search that settles the large before the small.

use super::contract::Net;
use super::dice::Dice;
use super::ground::Ground;
use super::matching::{Rules, pairs};

/// A level that keeps more than this share of the nodes of the one below ends the stack.
const LEAST_SHRINK: f64 = 0.9;

/// A coarser net.
pub(super) struct Level {
    pub(super) net: Net,
    /// The node of this level that each node of the level below lies in.
    pub(super) up: Vec<u32>,
}

/// What is built.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stack<'r> {
    pub(super) rules: Rules<'r>,
    /// No level has fewer nodes than this if it can be helped.
    pub(super) fewest: usize,
}

/// The levels above a net, the finest first; none where the net is small already.
pub(super) fn stack(ground: &Ground, stack: &Stack<'_>, dice: &mut Dice) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let mut labels: Option<Vec<u32>> = stack.rules.labels.map(<[u32]>::to_vec);
    loop {
        let net = levels.last().map_or(ground.net, |level| &level.net);
        let below = net.len();
        if below <= stack.fewest {
            return levels;
        }
        let here = ground.on(net);
        let rules = Rules { labels: labels.as_deref(), ..stack.rules };
        let (up, nodes) = pairs(&here, &rules, dice);
        if nodes as f64 > LEAST_SHRINK * below as f64 {
            return levels;
        }
        let merged = net.merged(&up, nodes);
        labels = labels.map(|labels| lifted(&labels, &up, nodes));
        levels.push(Level { net: merged, up });
    }
}

/// Labels of the nodes of a level, from those of the level below, which agree within each node.
pub(super) fn lifted(labels: &[u32], up: &[u32], nodes: usize) -> Vec<u32> {
    let mut lifted = vec![0; nodes];
    for (&label, &node) in labels.iter().zip(up) {
        lifted[node as usize] = label;
    }
    lifted
}

/// Labels of the nodes of the level below.
pub(super) fn lowered(labels: &[u32], up: &[u32]) -> Vec<u32> {
    up.iter().map(|&node| labels[node as usize]).collect()
}
