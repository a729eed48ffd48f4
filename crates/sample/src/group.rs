//! Old units as offices cut them: connected groups of about equal size, weak links cut first.
//!
//! The neighbours form a graph; its strongest links form a tree; the tree is cut where both sides
//! come out near whole numbers of groups and the link is weak. Every group is connected because
//! every part of a tree is. This draws the past of an invented place and proves nothing; the
//! engine for new units is `districting`, which this crate does not use.

use crate::seed::Seed;

/// A link between two neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// One.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How much the two belong together.
    pub strength: f64,
}

/// Neighbours with weights.
#[derive(Debug, Clone)]
pub struct Web {
    /// Households of each.
    pub weights: Vec<u32>,
    /// Links, any order.
    pub links: Vec<Link>,
}

impl Web {
    /// Neighbours of each, by number.
    #[must_use]
    pub fn neighbours(&self) -> Vec<Vec<usize>> {
        let mut lists = vec![Vec::new(); self.weights.len()];
        for link in &self.links {
            lists[link.a].push(link.b);
            lists[link.b].push(link.a);
        }
        lists
    }

    /// The web of groups: weights added up, links added up.
    #[must_use]
    pub fn grouped(&self, groups: &[usize]) -> Self {
        let many = groups.iter().max().map_or(0, |most| most + 1);
        let mut weights = vec![0; many];
        for (i, &group) in groups.iter().enumerate() {
            weights[group] += self.weights[i];
        }
        Self { weights, links: self.grouped_links(groups) }
    }

    /// The links between groups, added up.
    #[must_use]
    pub fn grouped_links(&self, groups: &[usize]) -> Vec<Link> {
        let mut sums = std::collections::BTreeMap::new();
        for link in &self.links {
            let (a, b) = (groups[link.a].min(groups[link.b]), groups[link.a].max(groups[link.b]));
            if a != b {
                *sums.entry((a, b)).or_insert(0.0) += link.strength;
            }
        }
        sums.into_iter().map(|((a, b), strength)| Link { a, b, strength }).collect()
    }

    /// The component of each, numbered by first appearance.
    #[must_use]
    pub fn components(&self) -> Vec<usize> {
        let lists = self.neighbours();
        let mut component = vec![usize::MAX; self.weights.len()];
        let mut count = 0;
        for start in 0..self.weights.len() {
            if component[start] != usize::MAX {
                continue;
            }
            let mut stack = vec![start];
            component[start] = count;
            while let Some(here) = stack.pop() {
                for &next in &lists[here] {
                    if component[next] == usize::MAX {
                        component[next] = count;
                        stack.push(next);
                    }
                }
            }
            count += 1;
        }
        component
    }

    /// Whether the members stay connected among themselves (an empty list does).
    #[must_use]
    pub fn is_connected(&self, lists: &[Vec<usize>], members: &[usize]) -> bool {
        let Some(&first) = members.first() else { return true };
        let mut seen = vec![first];
        let mut next = 0;
        while next < seen.len() {
            for &other in &lists[seen[next]] {
                if members.contains(&other) && !seen.contains(&other) {
                    seen.push(other);
                }
            }
            next += 1;
        }
        seen.len() == members.len()
    }
}

/// Cuts a web into groups of about `size` households; `many` fixes their number.
#[must_use]
pub fn cut(seed: Seed, web: &Web, size: f64, many: Option<usize>) -> Vec<usize> {
    let component = web.components();
    let count = component.iter().max().map_or(0, |most| most + 1);
    let mut totals = vec![0_u32; count];
    for (i, &c) in component.iter().enumerate() {
        totals[c] += web.weights[i];
    }
    let shares = shares(&totals, size, many);
    let tree = strongest_tree(web);
    let mut lists = vec![Vec::new(); web.weights.len()];
    for link in &tree {
        lists[link.a].push((link.b, link.strength));
        lists[link.b].push((link.a, link.strength));
    }
    let mut group = vec![usize::MAX; web.weights.len()];
    let mut next = 0;
    for (number, &parts) in shares.iter().enumerate() {
        let Some(root) = component.iter().position(|&c| c == number) else { continue };
        let mut pending = vec![(root, parts)];
        while let Some((root, parts)) = pending.pop() {
            let order = walk(&lists, root);
            if parts <= 1 {
                order.iter().for_each(|&(i, _)| group[i] = next);
                next += 1;
                continue;
            }
            let (below, above, n) = best_cut(seed, web, &lists, &order, parts);
            if n == 0 {
                pending.push((root, 1));
                continue;
            }
            lists[below].retain(|&(i, _)| i != above);
            lists[above].retain(|&(i, _)| i != below);
            pending.push((below, n));
            pending.push((root, parts - n));
        }
    }
    group
}

/// How many groups each component gets.
fn shares(totals: &[u32], size: f64, many: Option<usize>) -> Vec<usize> {
    let round = |total: u32, size: f64| {
        let parts = (f64::from(total) / size).round() as usize;
        parts.max(1)
    };
    let Some(many) = many else {
        return totals.iter().map(|&t| round(t, size)).collect();
    };
    // D'Hondt: the next group goes where groups are largest.
    let mut shares = vec![1; totals.len()];
    while shares.iter().sum::<usize>() < many {
        let fullest = (0..totals.len()).max_by(|&a, &b| {
            let each = |i: usize| f64::from(totals[i]) / shares[i] as f64;
            each(a).total_cmp(&each(b))
        });
        let Some(fullest) = fullest else { break };
        shares[fullest] += 1;
    }
    shares
}

/// Kruskal over falling strength.
fn strongest_tree(web: &Web) -> Vec<Link> {
    let mut links = web.links.clone();
    links.sort_by(|x, y| y.strength.total_cmp(&x.strength).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut root: Vec<usize> = (0..web.weights.len()).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    links.retain(|link| {
        let (a, b) = (find(&mut root, link.a), find(&mut root, link.b));
        root[a] = b;
        a != b
    });
    links
}

/// The tree below a root, each with its parent, parents first.
fn walk(lists: &[Vec<(usize, f64)>], root: usize) -> Vec<(usize, Option<usize>)> {
    let mut order = vec![(root, None)];
    let mut next = 0;
    while next < order.len() {
        let (here, parent) = order[next];
        for &(other, _) in &lists[here] {
            if Some(other) != parent {
                order.push((other, Some(here)));
            }
        }
        next += 1;
    }
    order
}

/// The best place to cut: (below, above, groups below); 0 groups when there is none.
fn best_cut(
    seed: Seed,
    web: &Web,
    lists: &[Vec<(usize, f64)>],
    order: &[(usize, Option<usize>)],
    parts: usize,
) -> (usize, usize, usize) {
    let mut sums: std::collections::HashMap<usize, u32> =
        order.iter().map(|&(i, _)| (i, web.weights[i])).collect();
    for &(i, parent) in order.iter().rev() {
        if let Some(parent) = parent {
            let below = sums[&i];
            *sums.entry(parent).or_default() += below;
        }
    }
    let total = f64::from(sums[&order[0].0]);
    let each = total / parts as f64;
    let mut best = (f64::INFINITY, (0, 0, 0));
    for &(i, parent) in order {
        let Some(parent) = parent else { continue };
        let below = f64::from(sums[&i]);
        let n = ((below / each).round() as usize).clamp(1, parts - 1);
        let (low, high) = (below / n as f64, (total - below) / (parts - n) as f64);
        let off = (low / each - 1.0).abs().max((high / each - 1.0).abs());
        let strength = lists[i].iter().find(|l| l.0 == parent).map_or(0.0, |l| l.1);
        let whim = seed.of("whim", (i * 31 + parts) as u64).fraction() * 0.12;
        // Up to a sixth off is usual; beyond that size counts for more than anything.
        let cost = off + (off - 0.17).max(0.0) * 6.0 + strength / (strength + 60.0) * 0.3 + whim;
        if cost < best.0 {
            best = (cost, (i, parent, n));
        }
    }
    best.1
}

/// Moves members between neighbouring groups until sizes lie in `[least, most]`, as far as can be.
pub fn even_out(web: &Web, group: &mut [usize], least: u32, most: u32, fixed: &[bool]) {
    let lists = web.neighbours();
    let many = group.iter().max().map_or(0, |m| m + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); many];
    let mut sizes = vec![0; many];
    for (i, &g) in group.iter().enumerate() {
        members[g].push(i);
        sizes[g] += web.weights[i];
    }
    let miss = |size: u32| least.saturating_sub(size) + size.saturating_sub(most);
    for _ in 0..group.len() {
        let mut best: Option<(u32, usize, usize)> = None;
        for i in (0..group.len()).filter(|&i| !fixed[i]) {
            let (from, weight) = (group[i], web.weights[i]);
            for to in lists[i].iter().map(|&n| group[n]).filter(|&to| to != from) {
                let is_fixed = members[to].iter().any(|&m| fixed[m]);
                let before = miss(sizes[from]) + miss(sizes[to]);
                let gain =
                    before.saturating_sub(miss(sizes[from] - weight) + miss(sizes[to] + weight));
                if is_fixed || gain == 0 || best.is_some_and(|b| gain <= b.0) {
                    continue;
                }
                let rest: Vec<usize> = members[from].iter().copied().filter(|&m| m != i).collect();
                if !rest.is_empty() && web.is_connected(&lists, &rest) {
                    best = Some((gain, i, to));
                }
            }
        }
        let Some((_, i, to)) = best else { break };
        let from = group[i];
        group[i] = to;
        members[from].retain(|&m| m != i);
        members[to].push(i);
        sizes[from] -= web.weights[i];
        sizes[to] += web.weights[i];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ladder of `n` rungs, ten households each.
    fn ladder(n: usize) -> Web {
        let link = |a, b| Link { a, b, strength: 10.0 };
        let mut links: Vec<Link> = (0..n).map(|i| link(i, n + i)).collect();
        links.extend((1..n).flat_map(|i| [link(i - 1, i), link(n + i - 1, n + i)]));
        Web { weights: vec![10; 2 * n], links }
    }

    #[test]
    fn groups_are_connected_and_as_many_as_asked() {
        let web = ladder(20);
        let group = cut(Seed(1), &web, 1.0, Some(5));
        let lists = web.neighbours();
        for g in 0..5 {
            let members: Vec<usize> = (0..40).filter(|&i| group[i] == g).collect();
            assert!(!members.is_empty());
            assert!(web.is_connected(&lists, &members), "{members:?}");
        }
        assert_eq!(group.iter().max(), Some(&4));
    }

    #[test]
    fn a_weak_link_is_cut_before_a_strong_one() {
        let link = |a, b, strength| Link { a, b, strength };
        let web = Web {
            weights: vec![50; 4],
            links: vec![link(0, 1, 900.0), link(1, 2, 0.1), link(2, 3, 900.0)],
        };
        let group = cut(Seed(3), &web, 100.0, None);
        assert!(group[0] == group[1] && group[2] == group[3] && group[1] != group[2]);
    }

    #[test]
    fn components_never_share_a_group() {
        let mut web = ladder(6);
        web.links.retain(|l| l.a != 2 && l.b != 2 && l.a != 8 && l.b != 8);
        let component = web.components();
        let group = cut(Seed(4), &web, 40.0, None);
        for i in 0..12 {
            for j in 0..12 {
                assert!(group[i] != group[j] || component[i] == component[j]);
            }
        }
    }

    #[test]
    fn evening_out_moves_members_but_never_breaks_a_group() {
        let web = ladder(6);
        let mut group: Vec<usize> = (0..12).map(|i| usize::from(i % 6 > 0)).collect();
        even_out(&web, &mut group, 40, 80, &[false; 12]);
        let size = |g| group.iter().filter(|&&x| x == g).count() * 10;
        assert!(size(0) >= 40 && size(1) <= 80, "{group:?}");
    }
}
