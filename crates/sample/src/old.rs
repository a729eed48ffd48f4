//! The old units of a commune: which cluster belonged to which tổ, and which tổ to which base unit.
//!
//! Awkward ones are made on purpose, since every real list has them: a tổ split by the canal, one
//! of fifteen households, one in two pieces, blocks that are tổ of their own.

use std::collections::BTreeMap;

use atlas::Territories;
use units::Kind;

use crate::draft::Draft;
use crate::group::{self, Link, Web};
use crate::line::{self, Point};
use crate::plan::CommuneOrder;
use crate::seed::Seed;
use crate::weave::Weave;

/// Sizes of an ordinary old tổ.
pub const SIZES: (u32, u32) = (45, 180);

/// The old units of a commune.
#[derive(Debug, Clone)]
pub struct OldUnits {
    /// The sub unit (tổ) of each cluster.
    pub sub_of: Vec<usize>,
    /// The base unit (khu phố, ấp) of each sub unit.
    pub base_of: Vec<usize>,
    /// The old commune (0 or 1) of each base unit.
    pub past_of: Vec<usize>,
}

/// What holds two clusters together: the land, and the weak links over bridges and main roads.
struct Links {
    firm: Web,
    weak: Vec<Link>,
    crossings: Vec<Link>,
}

impl OldUnits {
    /// Cuts the old units out of the clusters.
    #[must_use]
    pub fn new(seed: Seed, order: &CommuneOrder, draft: &Draft, land: &Territories) -> Self {
        let links = links(draft, land);
        let weave = Weave::of(order.kind);
        let mut sub_of = subs(seed, draft, &links, weave.group);
        if let Some(small) = outlier(&links.firm, &sub_of, draft) {
            sub_of[small] = sub_of.iter().max().map_or(0, |m| m + 1);
        }
        let mut base_of = bases(seed, &links, &sub_of, order.base_units);
        straddle(&links, &mut sub_of, draft);
        scatter(&links.firm, &mut sub_of, &base_of, draft);
        let middles: Vec<Point> = draft.runs.iter().map(|run| draft.middle(run)).collect();
        let base_middles = means(&middles, &sub_of.iter().map(|&s| base_of[s]).collect::<Vec<_>>());
        let base_rank = ranks(&base_middles, |_| 0);
        base_of = base_of.iter().map(|&b| base_rank[b]).collect();
        let sub_rank = ranks(&means(&middles, &sub_of), |sub| base_of[sub]);
        let mut ranked = vec![0; base_of.len()];
        for (sub, &rank) in sub_rank.iter().enumerate() {
            ranked[rank] = base_of[sub];
        }
        let sub_of: Vec<usize> = sub_of.iter().map(|&s| sub_rank[s]).collect();
        let past_of = pasts(order.kind, &links, &sub_of, &ranked, draft);
        Self { sub_of, base_of: ranked, past_of }
    }
}

/// Strength of each pair of neighbours; over a canal or a main road only bridges and junctions.
fn links(draft: &Draft, land: &Territories) -> Links {
    let weights = draft.runs.iter().map(|r| r.households).collect();
    let trunk = |run: usize| {
        let mut path = draft.runs[run].path;
        while let (2.., Some(parent)) = (draft.paths[path].depth, draft.paths[path].parent) {
            path = parent;
        }
        path
    };
    let (mut firm, mut weak, mut crossings) = (Vec::new(), Vec::new(), Vec::new());
    for border in &land.borders {
        let (a, b, m) = (border.a, border.b, border.length_m);
        let walked = m.open + m.alley + m.street;
        let barrier = m.main_road + m.rail + m.canal + m.river;
        if walked > barrier && (walked >= 3.0 || border.cut_alleys > 0) {
            let same_tree = trunk(a) == trunk(b);
            let strength = m.open
                + 1.6 * m.alley
                + 0.3 * m.street
                + 25.0 * f64::from(border.cut_alleys)
                + if same_tree { 70.0 } else { 0.0 };
            firm.push(Link { a, b, strength });
        } else if border.crossings + border.road_crossings > 0 {
            weak.push(Link { a, b, strength: 0.01 });
        }
        if border.crossings > 0 {
            crossings.push(Link { a, b, strength: 0.01 });
        }
    }
    Links { firm: Web { weights, links: firm }, weak, crossings }
}

/// Old tổ: blocks alone, all else cut out of the web.
fn subs(seed: Seed, draft: &Draft, links: &Links, size: f64) -> Vec<usize> {
    let is_block: Vec<bool> = draft.runs.iter().map(|r| r.block.is_some()).collect();
    let mut open = links.firm.clone();
    open.links.retain(|l| !is_block[l.a] && !is_block[l.b]);
    // A block is a component of its own here, and one group, however large.
    let mut sub_of = group::cut(seed.of("sub", 0), &open, size, None);
    group::even_out(&links.firm, &mut sub_of, SIZES.0, SIZES.1, &is_block);
    adopt_small(&links.firm, &mut sub_of, &is_block);
    dense(&sub_of)
}

/// Groups too small to be a tổ, cut off by blocks or at the edge, join their closest neighbour.
fn adopt_small(web: &Web, sub_of: &mut [usize], is_block: &[bool]) {
    loop {
        let sizes = sizes(&web.weights, sub_of);
        let small = (0..sub_of.len())
            .filter(|&i| !is_block[i] && sizes[&sub_of[i]] < SIZES.0)
            .map(|i| sub_of[i])
            .min_by_key(|s| (sizes[s], *s));
        let Some(small) = small else { return };
        let mut strengths: BTreeMap<usize, f64> = BTreeMap::new();
        for link in &web.links {
            let (a, b) = (sub_of[link.a], sub_of[link.b]);
            for (from, to) in [(a, b), (b, a)] {
                if from == small && to != small {
                    *strengths.entry(to).or_default() += link.strength;
                }
            }
        }
        let fits = |to: usize| sizes[&to] + sizes[&small] <= SIZES.1;
        let best = strengths
            .iter()
            .max_by(|x, y| fits(*x.0).cmp(&fits(*y.0)).then(x.1.total_cmp(y.1)))
            .map(|(&to, _)| to);
        let Some(to) = best else { return };
        sub_of.iter_mut().filter(|s| **s == small).for_each(|s| *s = to);
    }
}

/// Base units: groups of tổ. Parts of the commune too small for one of their own are joined to
/// the others over their bridges and junctions.
fn bases(seed: Seed, links: &Links, sub_of: &[usize], many: usize) -> Vec<usize> {
    let mut web = links.firm.grouped(sub_of);
    let total: u32 = web.weights.iter().sum();
    let component = web.components();
    let mut part = vec![0_u32; component.iter().max().map_or(0, |m| m + 1)];
    for (sub, &c) in component.iter().enumerate() {
        part[c] += web.weights[sub];
    }
    let least = total / many as u32 * 2 / 3;
    let over = Web { weights: Vec::new(), links: links.weak.clone() };
    web.links.extend(
        over.grouped_links(sub_of)
            .into_iter()
            .filter(|l| part[component[l.a]] < least || part[component[l.b]] < least),
    );
    let mut base_of = group::cut(seed.of("base", 0), &web, 1.0, Some(many));
    let fixed = vec![false; base_of.len()];
    let mean = total / many as u32;
    group::even_out(&web, &mut base_of, mean * 6 / 10, mean * 16 / 10, &fixed);
    base_of
}

/// A cluster of about fifteen households that leaves a tổ large and whole when taken out.
fn outlier(web: &Web, sub_of: &[usize], draft: &Draft) -> Option<usize> {
    let lists = web.neighbours();
    let sizes = sizes(&web.weights, sub_of);
    (0..sub_of.len())
        .filter(|&i| draft.runs[i].block.is_none() && web.weights[i] == 15)
        .find(|&i| sizes[&sub_of[i]] >= SIZES.0 + 15 && is_loose(web, &lists, sub_of, i))
}

/// Whether a cluster can leave its tổ without breaking it.
fn is_loose(web: &Web, lists: &[Vec<usize>], sub_of: &[usize], i: usize) -> bool {
    let rest: Vec<usize> =
        (0..sub_of.len()).filter(|&j| j != i && sub_of[j] == sub_of[i]).collect();
    !rest.is_empty() && web.is_connected(lists, &rest)
}

/// Gives one tổ a cluster on the other bank of the canal, over a bridge.
fn straddle(links: &Links, sub_of: &mut [usize], draft: &Draft) {
    let web = &links.firm;
    let lists = web.neighbours();
    let sizes = sizes(&web.weights, sub_of);
    for link in &links.crossings {
        for (here, there) in [(link.a, link.b), (link.b, link.a)] {
            let fits = sizes[&sub_of[here]] + web.weights[there] <= SIZES.1
                && sizes[&sub_of[there]] >= SIZES.0 + web.weights[there];
            let flats = draft.runs[here].block.is_some() || draft.runs[there].block.is_some();
            if fits && !flats && is_loose(web, &lists, sub_of, there) {
                sub_of[there] = sub_of[here];
                return;
            }
        }
    }
}

/// Gives one tổ a cluster that does not touch it, in the same base unit.
fn scatter(web: &Web, sub_of: &mut [usize], base_of: &[usize], draft: &Draft) {
    let lists = web.neighbours();
    let sizes = sizes(&web.weights, sub_of);
    for i in (0..sub_of.len()).filter(|&i| draft.runs[i].block.is_none()) {
        let from = sub_of[i];
        if sizes[&from] < SIZES.0 + web.weights[i] || !is_loose(web, &lists, sub_of, i) {
            continue;
        }
        let near = |sub: usize| lists[i].iter().any(|&n| sub_of[n] == sub);
        let target = (0..sub_of.len())
            .filter(|&j| base_of[sub_of[j]] == base_of[from] && !near(sub_of[j]))
            .filter(|&j| sub_of[j] != from && draft.runs[j].block.is_none())
            .filter(|&j| sizes[&sub_of[j]] + web.weights[i] <= SIZES.1 && sizes[&sub_of[j]] > 20)
            .min_by(|&x, &y| {
                let far = |j: usize| {
                    line::distance(draft.middle(&draft.runs[i]), draft.middle(&draft.runs[j]))
                };
                far(x).total_cmp(&far(y))
            });
        if let Some(j) = target {
            sub_of[i] = sub_of[j];
            return;
        }
    }
}

/// Which old commune each base unit belonged to. A ward grew out of two of about equal size; a
/// xã out of the thị trấn in its middle and the country around.
fn pasts(
    kind: Kind,
    links: &Links,
    sub_of: &[usize],
    base_of: &[usize],
    draft: &Draft,
) -> Vec<usize> {
    let whole: Vec<usize> = sub_of.iter().map(|&s| base_of[s]).collect();
    let mut web = links.firm.clone();
    web.links.extend(links.weak.iter().copied());
    let web = web.grouped(&whole);
    if kind != Kind::Xa {
        let halves = group::cut(Seed(0), &web, 1.0, Some(2));
        return halves.iter().map(|&h| h.min(1)).collect();
    }
    let middles: Vec<Point> = draft.runs.iter().map(|run| draft.middle(run)).collect();
    let middles = means(&middles, &whole);
    let lists = web.neighbours();
    let total: u32 = web.weights.iter().sum();
    let far = |&b: &usize| line::distance(middles[b], [0.0, 0.0]);
    let mut town: Vec<usize> =
        (0..middles.len()).min_by(|x, y| far(x).total_cmp(&far(y))).into_iter().collect();
    while town.iter().map(|&b| web.weights[b]).sum::<u32>() < total / 4 {
        let next = (0..middles.len())
            .filter(|b| !town.contains(b) && lists[*b].iter().any(|n| town.contains(n)))
            .min_by(|x, y| far(x).total_cmp(&far(y)));
        let Some(next) = next else { break };
        town.push(next);
    }
    (0..middles.len()).map(|b| usize::from(!town.contains(&b))).collect()
}

fn sizes(weights: &[u32], group: &[usize]) -> BTreeMap<usize, u32> {
    let mut sizes = BTreeMap::new();
    for (i, &g) in group.iter().enumerate() {
        *sizes.entry(g).or_default() += weights[i];
    }
    sizes
}

/// The same groups, numbered without gaps.
fn dense(group: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    for &g in group {
        let next = numbers.len();
        numbers.entry(g).or_insert(next);
    }
    group.iter().map(|g| numbers[g]).collect()
}

fn means(points: &[Point], group: &[usize]) -> Vec<Point> {
    let many = group.iter().max().map_or(0, |m| m + 1);
    let mut sums = vec![([0.0, 0.0], 0.0_f64); many];
    for (p, &g) in points.iter().zip(group) {
        sums[g] = ([sums[g].0[0] + p[0], sums[g].0[1] + p[1]], sums[g].1 + 1.0);
    }
    sums.iter().map(|(s, n)| [s[0] / n.max(1.0), s[1] / n.max(1.0)]).collect()
}

/// The order in which an office numbers places: from the north-west, each next the nearest one
/// left, class after class.
fn ranks(middles: &[Point], class: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..middles.len()).collect();
    let mut here = [-1e6, 1e6];
    let mut rank = vec![0; middles.len()];
    let mut next = 0;
    while !left.is_empty() {
        let first = left.iter().map(|&i| class(i)).min().unwrap_or(0);
        let nearest = left
            .iter()
            .enumerate()
            .filter(|(_, i)| class(**i) == first)
            .min_by(|(_, x), (_, y)| {
                line::distance(middles[**x], here).total_cmp(&line::distance(middles[**y], here))
            })
            .map(|(place, _)| place);
        let Some(place) = nearest else { break };
        let i = left.remove(place);
        here = middles[i];
        rank[i] = next;
        next += 1;
    }
    rank
}

#[cfg(test)]
mod tests;
