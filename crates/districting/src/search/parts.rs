//! How many parts each connected piece gets. Knows sizes only, not shapes.

use super::Infeasible;
use super::contract::{Net, Piece};
use super::feasible::part_range;
use crate::{Parts, Problem};

/// Part numbers tried one after another while none is found in range.
pub(super) const TRIED: usize = 7;

/// For each number of parts worth trying, best first: parts of each piece.
pub(super) fn shares(
    problem: &Problem,
    net: &Net,
    locked_lists: u32,
) -> Result<Vec<Vec<u32>>, Infeasible> {
    let ranges = fill_ranges(problem, net);
    let (low, high) = sum(&ranges);
    let wanted = net.households.iter().sum::<i64>() as f64 / problem.sizes.target;
    let (from, to) = match problem.parts {
        Parts::Free | Parts::Most => (low, high),
        Parts::Exactly(k) => (k.saturating_sub(locked_lists), k.saturating_sub(locked_lists)),
        Parts::Between(a, b) => (a.saturating_sub(locked_lists), b.saturating_sub(locked_lists)),
    };
    let refusal = |parts| Infeasible::PartCount { parts, households: problem.households() };
    let asked = match problem.parts {
        Parts::Free | Parts::Most => low.saturating_add(locked_lists),
        Parts::Exactly(k) => k,
        Parts::Between(a, b) => (wanted.round() as u32).saturating_add(locked_lists).clamp(a, b),
    };
    if asked < locked_lists {
        return Err(refusal(asked));
    }
    let ranges = if problem.sizes.widen && (from > high || to < low) {
        // Sizes give way, the number asked for does not.
        net.pieces.iter().map(|piece| (1, piece.nodes)).collect()
    } else {
        ranges
    };
    let (low, high) = sum(&ranges);
    if from > high || to < low {
        return Err(refusal(asked));
    }
    let mut numbers: Vec<u32> = (from.max(low)..=to.min(high)).collect();
    numbers.sort_by(|a, b| {
        let off = |k: &u32| (f64::from(*k) - wanted).abs();
        off(a).total_cmp(&off(b)).then(a.cmp(b))
    });
    if problem.parts == Parts::Most {
        numbers.sort_unstable_by_key(|&k| std::cmp::Reverse(k));
    } else {
        numbers.truncate(TRIED);
    }
    Ok(numbers.into_iter().map(|k| share(k, &ranges, net, problem.sizes.target)).collect())
}

/// Fewest and most parts that the sizes allow, the locked ones with them.
pub(super) fn reach(problem: &Problem, net: &Net, locked_lists: u32) -> (u32, u32) {
    let (low, high) = sum(&fill_ranges(problem, net));
    (low + locked_lists, high + locked_lists)
}

/// Fewest and most parts of the net, where the sizes and the caller allow more than one number.
pub(super) fn limits(problem: &Problem, net: &Net, locked_lists: u32) -> Option<(u32, u32)> {
    let (low, high) = sum(&fill_ranges(problem, net));
    let (from, to) = match problem.parts {
        Parts::Free | Parts::Most => (low, high),
        Parts::Exactly(_) => return None,
        Parts::Between(a, b) => {
            (low.max(a.saturating_sub(locked_lists)), high.min(b.saturating_sub(locked_lists)))
        }
    };
    (from < to).then_some((from, to))
}

fn sum(ranges: &[(u32, u32)]) -> (u32, u32) {
    ranges.iter().fold((0, 0), |(low, high), range| (low + range.0, high + range.1))
}

/// Fewest and most parts of each piece.
fn fill_ranges(problem: &Problem, net: &Net) -> Vec<(u32, u32)> {
    let sizes = &problem.sizes;
    let max = i64::from(sizes.max);
    // Only where sizes may give way are there nodes above the maximum: each is a part of its own.
    let mut heavy = vec![(0u32, 0i64); net.pieces.len()];
    for (node, &households) in net.households.iter().enumerate() {
        if households > max {
            let seen = &mut heavy[net.piece_of[node] as usize];
            *seen = (seen.0 + 1, seen.1 + households);
        }
    }
    let range = |(piece, &(alone, above)): (&Piece, &(u32, i64))| {
        let rest = piece.households - above;
        let nodes = piece.nodes - alone;
        if nodes == 0 || (alone > 0 && rest < i64::from(sizes.min)) {
            return (alone, alone);
        }
        let range = part_range(rest, nodes, sizes);
        let (low, high) = range.unwrap_or_else(|| nearest(rest, nodes, problem));
        (alone + low, alone + high)
    };
    net.pieces.iter().zip(&heavy).map(range).collect()
}

/// Where no whole number of parts is in range: the number that misses by the least.
fn nearest(households: i64, nodes: u32, problem: &Problem) -> (u32, u32) {
    let (min, max) = (i64::from(problem.sizes.min), i64::from(problem.sizes.max));
    let fewer = (households / max).max(1);
    let miss = |k: i64| (households - k * max).max(k * min - households).max(0);
    let best = if miss(fewer) <= miss(fewer + 1) { fewer } else { fewer + 1 };
    let best = (best as u32).min(nodes);
    (best, best)
}

/// Shares `total` parts over the pieces so that mean sizes come near the target.
fn share(total: u32, ranges: &[(u32, u32)], net: &Net, target: f64) -> Vec<u32> {
    let mut given: Vec<u32> = ranges.iter().map(|range| range.0).collect();
    let mut left = total.saturating_sub(given.iter().sum());
    while left > 0 {
        // The piece whose parts are largest against the target gets the next one.
        let roomy = (0..given.len()).filter(|&i| given[i] < ranges[i].1);
        let gain = |i: usize| {
            let (h, k) = (net.pieces[i].households as f64, f64::from(given[i]));
            (h - k * target).abs() - (h - (k + 1.0) * target).abs()
        };
        let first = roomy.max_by(|&a, &b| gain(a).total_cmp(&gain(b)).then(b.cmp(&a)));
        let Some(first) = first else { break };
        given[first] += 1;
        left -= 1;
    }
    given
}
