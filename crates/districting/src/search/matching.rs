//! Which nodes of a net become one: neighbours are joined two by two, those first that a plan would
//! least like to separate, until nothing more may be joined.

use super::contract::{NONE, Net};
use super::dice::Dice;
use super::ground::Ground;

/// Households of the smaller node count so much more than those of the larger one in making a node
/// ready to be joined: small ones first, so that groups grow alike.
const READY: f64 = 1.0;

/// What groups may be like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'r> {
    /// Most households of a group of more than one node.
    pub(super) cap: i64,
    /// Nodes with different labels stay apart.
    pub(super) labels: Option<&'r [u32]>,
    /// An edge lighter than this share of the heaviest one at either end is not joined across: it
    /// crosses a main road or a canal.
    pub(super) light: f64,
    /// How far chance decides between two neighbours: 0 not at all.
    pub(super) chance: f64,
}

/// Joins neighbours in pairs once; the group of each node, and how many groups.
pub(super) fn pairs(ground: &Ground, rules: &Rules<'_>, dice: &mut Dice) -> (Vec<u32>, usize) {
    let net = ground.net;
    let n = net.len();
    let home: Vec<u32> = (0..n as u32).map(|node| home_of(net, node)).collect();
    let heaviest = heaviest(net, rules.light);
    let mut order: Vec<u32> = (0..n as u32).collect();
    for i in (1..n).rev() {
        order.swap(i, dice.below(i + 1));
    }
    // Small nodes choose first.
    order.sort_by_key(|&node| net.households[node as usize]);
    let mut with = vec![NONE; n];
    let (cut, kept) = (if ground.cut > 0.0 { ground.cut } else { 1.0 }, ground.moved);
    for &node in &order {
        let v = node as usize;
        if with[v] != NONE {
            continue;
        }
        let mut best = (NONE, 0.0);
        for &(other, edge) in net.arcs(node) {
            let (u, weight) = (other as usize, net.weight[edge as usize]);
            let fits = with[u] == NONE
                && net.households[v] + net.households[u] <= rules.cap
                && rules.labels.is_none_or(|labels| labels[u] == labels[v])
                && weight >= rules.light * heaviest[v].max(heaviest[u])
                && !net.apart(node).contains(&other);
            if !fits {
                continue;
            }
            let (a, b) = (net.households[v] as f64, net.households[u] as f64);
            let same = home[v] != NONE && home[v] == home[u];
            let tie = cut * weight + if same { kept * a.min(b) } else { 0.0 };
            let chance = 1.0 - rules.chance * dice.unit();
            let score = (tie + 1e-9) * chance * (1.0 / (a + READY) + 1.0 / (b + READY));
            if score > best.1 {
                best = (other, score);
            }
        }
        with[v] = if best.0 == NONE { node } else { best.0 };
        if best.0 != NONE {
            with[best.0 as usize] = node;
        }
    }
    number(&with)
}

/// Groups numbered by their first node.
fn number(with: &[u32]) -> (Vec<u32>, usize) {
    let mut group_of = vec![NONE; with.len()];
    let mut groups = 0;
    for (node, &other) in with.iter().enumerate() {
        if group_of[node] == NONE {
            group_of[node] = groups;
            group_of[other as usize] = groups;
            groups += 1;
        }
    }
    (group_of, groups as usize)
}

/// The old unit that most of a node's households come from.
fn home_of(net: &Net, node: u32) -> u32 {
    net.origins(node).iter().max_by_key(|o| o.1).map_or(NONE, |o| o.0)
}

/// The heaviest edge at each node; nothing where it is not asked for.
fn heaviest(net: &Net, light: f64) -> Vec<f64> {
    let mut heaviest = vec![0.0f64; net.len()];
    if light > 0.0 {
        for (&(u, v), &weight) in net.ends.iter().zip(&net.weight) {
            for node in [u, v] {
                heaviest[node as usize] = heaviest[node as usize].max(weight);
            }
        }
    }
    heaviest
}
