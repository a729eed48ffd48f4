//! How far two plans differ: which part continues which, and how many households change.
//!
//! Parts carry no names of their own. Each part of one plan is taken to continue at most one part of
//! the other, so paired that as many households as possible stay (an assignment of greatest weight);
//! all others change.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Plan, Problem};

/// Work spent on one assignment at most; beyond, the largest overlaps are taken first.
const WORK: usize = 500_000_000;

/// How far two plans differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Households that change part.
    pub moved: u32,
    /// For each part of the second plan, the part of the first that it continues.
    pub heirs: Vec<Option<u32>>,
}

/// How far `to` differs from `from`, two plans of this problem's atoms. Parts are paired so that as
/// few households as possible change; of several such pairings, always the same one is taken. Where
/// more than about 800 parts on each side hang together by overlaps, the largest overlaps are paired
/// first, and fewer might change.
#[must_use]
pub fn difference(problem: &Problem, from: &Plan, to: &Plan) -> Difference {
    let part = from.assignment.iter().map(|&part| Some(part)).collect::<Vec<_>>();
    let heirs = heirs(problem, &part, to, &[]);
    Difference { moved: moved(problem, &part, to, &heirs), heirs }
}

/// The households that change: those whose new part does not continue their given one.
pub(crate) fn moved(
    problem: &Problem,
    given: &[Option<u32>],
    to: &Plan,
    heirs: &[Option<u32>],
) -> u32 {
    let atoms = problem.atoms.iter().zip(given).zip(&to.assignment);
    let changes = atoms.filter(|&((_, given), &part)| {
        given.is_some() && heirs.get(part as usize).copied().flatten() != *given
    });
    changes.map(|((atom, _), _)| atom.households).sum()
}

/// For each part of a plan, the given part it continues; atoms without one count for none. Some pairs
/// (given part, new part) are fixed beforehand.
pub(crate) fn heirs(
    problem: &Problem,
    given: &[Option<u32>],
    to: &Plan,
    fixed: &[(u32, u32)],
) -> Vec<Option<u32>> {
    let mut heirs = vec![None; to.parts as usize];
    let mut shared: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    for ((atom, given), &part) in problem.atoms.iter().zip(given).zip(&to.assignment) {
        if let (Some(given), true) = (*given, part < to.parts) {
            *shared.entry((given, part)).or_default() += i64::from(atom.households);
        }
    }
    for &(given, part) in fixed {
        if let Some(heir) = heirs.get_mut(part as usize) {
            *heir = Some(given);
        }
    }
    shared.retain(|&(given, part), _| {
        fixed.iter().all(|&(known, heir)| known != given && heir != part)
    });
    for island in islands(&shared) {
        for (given, part) in pair(&island, &shared) {
            heirs[part as usize] = Some(given);
        }
    }
    heirs
}

/// Given parts and new parts that hang together by overlaps.
struct Island {
    given: Vec<u32>,
    parts: Vec<u32>,
}

fn islands(shared: &BTreeMap<(u32, u32), i64>) -> Vec<Island> {
    let mut of_given: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut of_part: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(given, part) in shared.keys() {
        of_given.entry(given).or_default().push(part);
        of_part.entry(part).or_default().push(given);
    }
    let mut left: BTreeSet<u32> = of_given.keys().copied().collect();
    let mut islands = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut given, mut parts) = (vec![first], BTreeSet::new());
        let mut at = 0;
        while let Some(one) = given.get(at).copied() {
            at += 1;
            for &part in &of_given[&one] {
                if parts.insert(part) {
                    given.extend(of_part[&part].iter().filter(|other| left.remove(other)));
                }
            }
        }
        given.sort_unstable();
        islands.push(Island { given, parts: parts.into_iter().collect() });
    }
    islands
}

/// The pairs of one island, of greatest weight together.
fn pair(island: &Island, shared: &BTreeMap<(u32, u32), i64>) -> Vec<(u32, u32)> {
    let weight = |given: u32, part: u32| shared.get(&(given, part)).copied();
    let (rows, columns) = (island.given.len(), island.parts.len());
    let few = rows.min(columns);
    let pairs: Vec<(u32, u32)> = if few * few * rows.max(columns) > WORK {
        largest_first(island, shared)
    } else if rows <= columns {
        let cost = |r: usize, c: usize| -weight(island.given[r], island.parts[c]).unwrap_or(0);
        let chosen = assign(rows, columns, cost).into_iter().enumerate();
        chosen.map(|(r, c)| (island.given[r], island.parts[c])).collect()
    } else {
        let cost = |r: usize, c: usize| -weight(island.given[c], island.parts[r]).unwrap_or(0);
        let chosen = assign(columns, rows, cost).into_iter().enumerate();
        chosen.map(|(r, c)| (island.given[c], island.parts[r])).collect()
    };
    // Those paired only because someone had to be continue nothing.
    pairs.into_iter().filter(|&(given, part)| weight(given, part).is_some()).collect()
}

fn largest_first(island: &Island, shared: &BTreeMap<(u32, u32), i64>) -> Vec<(u32, u32)> {
    let (mut given, mut parts): (BTreeSet<u32>, BTreeSet<u32>) =
        (island.given.iter().copied().collect(), island.parts.iter().copied().collect());
    let mut all: Vec<_> = shared.iter().filter(|((one, _), _)| given.contains(one)).collect();
    all.sort_by_key(|&(pair, &households)| (-households, *pair));
    let free = |&(one, part): &(u32, u32)| given.remove(&one) && parts.remove(&part);
    all.into_iter().map(|(pair, _)| *pair).filter(free).collect()
}

/// The column of each row in the cheapest assignment; no more rows than columns. Rows are taken in one
/// by one along shortest paths, with a price on each row and column.
fn assign(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> i64) -> Vec<usize> {
    const FREE: usize = usize::MAX;
    let mut row_price = vec![0i64; rows];
    let mut column_price = vec![0i64; columns];
    let mut row_of = vec![FREE; columns];
    for row in 0..rows {
        let mut least = vec![i64::MAX; columns];
        let mut before = vec![FREE; columns];
        let mut seen = vec![false; columns];
        let (mut at, mut end) = (row, FREE);
        let mut from = FREE;
        let mut passed = Vec::new();
        while end == FREE {
            let (mut step, mut next) = (i64::MAX, FREE);
            for column in (0..columns).filter(|&column| !seen[column]) {
                let lacks = cost(at, column) - row_price[at] - column_price[column];
                if lacks < least[column] {
                    (least[column], before[column]) = (lacks, from);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            row_price[row] += step;
            for &column in &passed {
                let owner: usize = row_of[column];
                row_price[owner] += step;
                column_price[column] -= step;
            }
            for column in (0..columns).filter(|&column| !seen[column]) {
                least[column] -= step;
            }
            seen[next] = true;
            passed.push(next);
            from = next;
            if row_of[next] == FREE {
                end = next;
            } else {
                at = row_of[next];
            }
        }
        // The path back, each column taken over by the row of the column before it.
        while end != FREE {
            let previous = before[end];
            row_of[end] = if previous == FREE { row } else { row_of[previous] };
            end = previous;
        }
    }
    let mut chosen = vec![0; rows];
    for (column, &row) in row_of.iter().enumerate().filter(|(_, row)| **row != FREE) {
        chosen[row] = column;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{assign, difference};
    use crate::Plan;
    use crate::tests::field::Field;

    fn plan(labels: &[u32]) -> Plan {
        Plan::from_labels(labels)
    }

    #[test]
    fn the_same_parts_under_other_numbers_are_the_same_plan() {
        let problem = Field::read("a10 a10 a10 a10").problem(10, 40);
        let found = difference(&problem, &plan(&[0, 0, 1, 1]), &plan(&[0, 0, 1, 1]));
        assert_eq!((found.moved, found.heirs), (0, vec![Some(0), Some(1)]));
    }

    #[test]
    fn a_part_continues_one_part_only() {
        let problem = Field::read("a10 a11 a12 a13").problem(10, 60);
        let found = difference(&problem, &plan(&[0, 0, 1, 1]), &plan(&[0, 0, 0, 0]));
        assert_eq!((found.moved, found.heirs), (21, vec![Some(1)]));
        let found = difference(&problem, &plan(&[0, 0, 0, 0]), &plan(&[0, 0, 1, 1]));
        assert_eq!((found.moved, found.heirs), (21, vec![None, Some(0)]));
    }

    #[test]
    fn pairs_are_chosen_together_and_not_one_by_one() {
        // The largest overlap alone (6 and 6) would leave only 1 to the other pair.
        let problem = Field::read("a5 a6 a1 a5").problem(1, 60);
        let (from, to) = (plan(&[0, 0, 1, 1]), plan(&[0, 1, 0, 1]));
        // Together: 5 + 5 stay, against 6 + 1.
        assert_eq!(difference(&problem, &from, &to).moved, 7);
    }

    proptest! {
        #[test]
        fn no_assignment_is_cheaper(
            costs in prop::collection::vec(-9i64..10, 20),
            (rows, more) in (1usize..5, 0usize..2),
        ) {
            let columns = rows + more;
            let cost = |r: usize, c: usize| costs[r * 5 % 20 + c % 5];
            let chosen = assign(rows, columns, cost);
            let sum: i64 = chosen.iter().enumerate().map(|(r, &c)| cost(r, c)).sum();
            let mut best = i64::MAX;
            for code in 0..columns.pow(rows as u32) {
                let pick: Vec<usize> = (0..rows as u32).map(|r| code / columns.pow(r) % columns).collect();
                let all: std::collections::BTreeSet<_> = pick.iter().collect();
                if all.len() == rows {
                    best = best.min(pick.iter().enumerate().map(|(r, &c)| cost(r, c)).sum());
                }
            }
            prop_assert_eq!(sum, best);
        }
    }
}
