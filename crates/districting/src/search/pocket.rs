//! What hangs on a single node, all of it weighed together: what each pocket can leave for that node's
//! part must add up to a part in range.

use super::contract::Net;
use super::feasible::{Forest, Lost};
use super::{Infeasible, Reason};
use crate::Sizes;

/// Sums kept apart at most; beyond, what lies between them counts as possible too.
const SPANS: usize = 64;

/// Refuses each node whose pockets cannot all be left in range.
pub(super) fn weigh_hinges(
    forest: &Forest,
    (net, sizes): (&Net, &Sizes),
    lost: &mut Lost,
    found: &mut Vec<Reason>,
) {
    let mut hung = vec![Vec::new(); net.len()];
    for (child, hinge) in forest.hanging() {
        hung[hinge as usize].push(child);
    }
    for (hinge, children) in (0u32..).zip(&hung) {
        if children.is_empty() || lost.has(net, hinge) {
            continue;
        }
        let own = net.households[hinge as usize];
        let piece = net.pieces[net.piece_of[hinge as usize] as usize];
        let mut pockets: Vec<i64> =
            children.iter().map(|&child| forest.households[child as usize]).collect();
        let rest = piece.households - own - pockets.iter().sum::<i64>();
        pockets.push(rest);
        if can_be_shared(own, &pockets, sizes) {
            continue;
        }
        lost.add(net, hinge);
        let alone = pockets.iter().filter(|&&pocket| pocket > 0).count() == 1;
        let counts = |pocket: i64| {
            let spare = i64::from(sizes.max) - own;
            pocket > 0 && (alone || leaves(pocket, spare, sizes) != [(0, 0)])
        };
        let mut nodes = vec![hinge];
        for &child in children.iter().filter(|&&child| counts(forest.households[child as usize])) {
            nodes.extend(forest.subtree(child));
        }
        if counts(rest) {
            nodes.extend(forest.beyond(net, hinge));
        }
        let households: i64 = nodes.iter().map(|&node| net.households[node as usize]).sum();
        let atoms = nodes.iter().flat_map(|&node| net.atoms(node).iter().copied()).collect();
        let why = Infeasible::Pocket { atom: net.atoms(hinge)[0], households: households as u64 };
        found.push(Reason::new(why, atoms, Vec::new()));
    }
}

/// Whether a node's part can be in range with what its pockets leave for it.
fn can_be_shared(own: i64, pockets: &[i64], sizes: &Sizes) -> bool {
    let (min, max) = (i64::from(sizes.min), i64::from(sizes.max));
    let spare = max - own;
    let mut sums = vec![(0, 0)];
    for &pocket in pockets {
        let left = leaves(pocket, spare, sizes);
        let added = sums.iter().flat_map(|&(a, b)| left.iter().map(move |&(c, d)| (a + c, b + d)));
        sums = merged(added.filter(|span| span.0 <= spare).collect());
    }
    sums.iter().any(|&(_, high)| high.min(spare) >= min - own)
}

/// The households that a pocket can leave for the part of the node it hangs on, as spans: the rest
/// are a whole number of parts in range.
fn leaves(pocket: i64, spare: i64, sizes: &Sizes) -> Vec<(i64, i64)> {
    let (min, max) = (i64::from(sizes.min).max(1), i64::from(sizes.max));
    if pocket == 0 {
        return vec![(0, 0)];
    }
    let mut spans = Vec::new();
    let mut parts = ((pocket - spare).max(0) + max - 1) / max;
    while parts * min <= pocket {
        let (low, high) = ((pocket - parts * max).max(0), (pocket - parts * min).min(spare));
        if low <= high {
            spans.push((low, high));
        }
        if low == 0 {
            // More parts leave no more than these.
            break;
        }
        parts += 1;
    }
    merged(spans)
}

/// The same spans in order, those that touch made one.
fn merged(mut spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    spans.sort_unstable();
    let mut one: Vec<(i64, i64)> = Vec::new();
    for span in spans {
        match one.last_mut() {
            Some(last) if span.0 <= last.1 + 1 => last.1 = last.1.max(span.1),
            _ => one.push(span),
        }
    }
    if one.len() > SPANS {
        one = vec![(one[0].0, one[one.len() - 1].1)];
    }
    one
}

#[cfg(test)]
mod tests {
    use super::{can_be_shared, leaves};
    use crate::Sizes;

    const SIZES: Sizes = Sizes { min: 20, max: 30, target: 25.0, widen: false };

    #[test]
    fn a_pocket_leaves_what_is_not_a_whole_number_of_parts() {
        assert_eq!(leaves(15, 25, &SIZES), [(15, 15)]);
        assert_eq!(leaves(35, 25, &SIZES), [(5, 15)]);
        assert_eq!(leaves(45, 25, &SIZES), [(0, 5), (15, 25)]);
        assert_eq!(leaves(45, 3, &SIZES), [(0, 3)]);
        assert_eq!(leaves(0, 25, &SIZES), [(0, 0)]);
    }

    #[test]
    fn what_several_pockets_leave_adds_up() {
        // Each alone fits the middle's part of 10, all three do not.
        assert!(can_be_shared(10, &[9, 9], &SIZES));
        assert!(!can_be_shared(10, &[9, 9, 9], &SIZES));
        // 35 and 35 leave 5 to 15 each.
        assert!(can_be_shared(10, &[35, 35], &SIZES));
        assert!(!can_be_shared(25, &[35, 35], &SIZES));
        // Nothing that is left comes to the least.
        assert!(!can_be_shared(5, &[30, 30], &Sizes { min: 30, ..SIZES }));
    }
}
