//! From atoms to a drawing problem: which atoms may be joined, and what separating them costs.
//!
//! Rail, canal and river separate unless a bridge or crossing joins their two sides. A main road
//! separates too, but a pocket between main roads that cannot be a unit by itself is joined to its
//! neighbour where a street or alley goes straight on over the road.

use std::collections::{BTreeMap, BTreeSet};

use districting::{
    Edge, Heirs, Links, Objective, Parts, Problem, ProblemFault, Sizes, WardWeights,
};

use crate::atoms::AtomGraph;
use crate::territory::Border;

/// When main roads may be crossed inside a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Joining {
    /// Only to help pockets that no whole number of units fits.
    #[default]
    Needed,
    /// Wherever a street goes straight on over the road, at a price.
    Everywhere,
}

/// What the office asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawRules {
    /// The sizes of a unit.
    pub sizes: Sizes,
    /// How many units.
    pub parts: Parts,
    /// What makes one plan better than another.
    pub weights: WardWeights,
    /// Which unit takes over an old one.
    pub heirs: Heirs,
    /// When main roads may be crossed.
    pub joining: Joining,
}

/// Two atoms that may lie in one unit, and what separating them costs.
///
/// The costs are in the weights of the ward objective, where ten households off target cost one:
/// a hundred metres along a street cost 2.5, along the backs of plots 6 (people know a street as a
/// border, and units stay compact), an alley cut in two costs 15.
#[must_use]
pub fn cost(graph: &AtomGraph, border: &Border) -> f64 {
    let along = border.length_m;
    let (a, b) = (&graph.atoms[border.a], &graph.atoms[border.b]);
    let same_hem = a.hem.is_some() && a.hem == b.hem;
    let alleys = f64::from(border.cut_alleys.min(2)) * 15.0;
    let hem = if same_hem { 60.0 } else { 0.0 };
    let cost = along.open * 0.06 + along.street * 0.025 + along.alley * 0.12 + alleys + hem;
    // A bridge or a junction is a good place for a border.
    cost.max(0.5)
}

/// The drawing problem of a graph of atoms.
///
/// # Errors
/// [`ProblemFault`] where sizes or numbers are unusable.
pub fn problem(graph: &AtomGraph, rules: &DrawRules) -> Result<Problem, ProblemFault> {
    let atoms = graph
        .atoms
        .iter()
        .map(|a| districting::Atom {
            households: a.households,
            position: a.position,
            predecessor: a.predecessor,
        })
        .collect();
    let joined = joined_roads(graph, rules);
    let edges = graph
        .borders
        .iter()
        .filter(|b| is_way(b) || joined.contains(&(b.a, b.b)))
        .map(|b| Edge { u: b.a as u32, v: b.b as u32, weight: cost(graph, b) })
        .collect();
    let objective = Objective::Ward(rules.weights);
    Problem::new(atoms, edges, rules.sizes, rules.parts, objective)?
        .with_heirs(rules.heirs)
        .with_links(Links { together: together(graph), ..Links::default() })
}

/// One may pass without a main road in between: side by side, or over a bridge or level crossing.
#[must_use]
pub const fn is_way(border: &Border) -> bool {
    border.is_open() || border.crossings > 0
}

/// What separates two atoms for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    /// A main road that streets go straight over.
    MainRoad,
    /// A canal or river without a bridge, or a railway without a crossing.
    Water,
}

/// The borders that are no edges of a graph's problem, by what separates, with the edges there would be
/// without it. Corners where two atoms hardly touch are none.
#[must_use]
pub fn barriers(graph: &AtomGraph, problem: &Problem) -> Vec<(Barrier, Vec<Edge>)> {
    let mut found: BTreeMap<Barrier, Vec<Edge>> = BTreeMap::new();
    for border in &graph.borders {
        let (u, v) = (border.a.min(border.b) as u32, border.a.max(border.b) as u32);
        let is_edge = problem.edges.binary_search_by_key(&(u, v), |edge| (edge.u, edge.v)).is_ok();
        let along = border.length_m;
        let apart = along.rail + along.canal + along.river;
        let barrier = match (is_edge, border.road_crossings > 0) {
            (true, _) => continue,
            (false, true) => Barrier::MainRoad,
            (false, false) if apart >= Border::LEAST_M => Barrier::Water,
            (false, false) => continue,
        };
        found.entry(barrier).or_default().push(Edge { u, v, weight: cost(graph, border) });
    }
    found.into_iter().collect()
}

/// Pairs of atoms joined over a main road under these rules.
#[must_use]
pub fn joined_roads(graph: &AtomGraph, rules: &DrawRules) -> BTreeSet<(usize, usize)> {
    let crossing = |b: &&Border| b.road_crossings > 0 && !is_way(b);
    if rules.joining == Joining::Everywhere {
        return graph.borders.iter().filter(crossing).map(|b| (b.a, b.b)).collect();
    }
    let mut pockets = Pockets::new(graph);
    let mut joined = BTreeSet::new();
    while let Some((one, other)) = pockets.next_join(graph, &rules.sizes) {
        for border in graph.borders.iter().filter(crossing) {
            let (p, q) = (pockets.of[border.a], pockets.of[border.b]);
            if (p, q) == (one, other) || (q, p) == (one, other) {
                joined.insert((border.a, border.b));
            }
        }
        pockets.join(one, other);
    }
    joined
}

/// Groups of atoms that hang together without crossing a main road.
struct Pockets {
    of: Vec<usize>,
    households: BTreeMap<usize, u64>,
}

impl Pockets {
    fn new(graph: &AtomGraph) -> Self {
        let ways = graph.borders.iter().filter(|b| is_way(b)).map(|b| (b.a, b.b));
        let of = components(graph.atoms.len(), ways);
        let mut households = BTreeMap::new();
        for (atom, &pocket) in graph.atoms.iter().zip(&of) {
            *households.entry(pocket).or_default() += u64::from(atom.households);
        }
        Self { of, households }
    }

    /// The smallest pocket that cannot stand alone, and the neighbour that helps it best.
    fn next_join(&self, graph: &AtomGraph, sizes: &Sizes) -> Option<(usize, usize)> {
        let mut crossings: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for border in graph.borders.iter().filter(|b| b.road_crossings > 0) {
            let (p, q) = (self.of[border.a], self.of[border.b]);
            if p != q {
                *crossings.entry((p, q)).or_default() += border.road_crossings;
                *crossings.entry((q, p)).or_default() += border.road_crossings;
            }
        }
        let needy = self.households.iter().filter(|&(_, &h)| !stands(h, sizes));
        let mut needy: Vec<(u64, usize)> = needy.map(|(&p, &h)| (h, p)).collect();
        needy.sort_unstable();
        needy.into_iter().find_map(|(households, pocket)| {
            let neighbours = crossings.range((pocket, 0)..=(pocket, usize::MAX));
            neighbours
                .max_by_key(|&(&(_, other), &n)| {
                    let stands = stands(households + self.households[&other], sizes);
                    (stands, n, std::cmp::Reverse(other))
                })
                .map(|(&(_, other), _)| (pocket, other))
        })
    }

    fn join(&mut self, one: usize, other: usize) {
        let (low, high) = (one.min(other), one.max(other));
        self.of.iter_mut().filter(|p| **p == high).for_each(|p| *p = low);
        let moved = self.households.remove(&high).unwrap_or(0);
        *self.households.entry(low).or_default() += moved;
    }
}

/// Some whole number of units in range holds so many households.
fn stands(households: u64, sizes: &Sizes) -> bool {
    let (min, max) = (u64::from(sizes.min.max(1)), u64::from(sizes.max.max(1)));
    let least = households.div_ceil(max).max(1);
    least * min <= households
}

/// For each of `count` things, the lowest thing it is connected to.
pub(crate) fn components(count: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut root: Vec<usize> = (0..count).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    for (a, b) in pairs {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b)] = a.min(b);
    }
    (0..count).map(|i| find(&mut root, i)).collect()
}

fn together(graph: &AtomGraph) -> Vec<Vec<u32>> {
    let mut blocks: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, atom) in graph.atoms.iter().enumerate() {
        if let Some(block) = atom.must_link {
            blocks.entry(block).or_default().push(i as u32);
        }
    }
    blocks.into_values().filter(|atoms| atoms.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LineClass;
    use crate::atoms::{Row, Touch, from_table};

    fn sizes() -> Sizes {
        Sizes { min: 100, max: 130, target: 115.0, widen: false }
    }

    fn rules(joining: Joining) -> DrawRules {
        let (weights, heirs) = (WardWeights::default(), Heirs::Once);
        DrawRules { sizes: sizes(), parts: Parts::Free, weights, heirs, joining }
    }

    /// Groups named by letters with their households; touches as "ab" (open), "a=b" (main road
    /// with a junction), "a|b" (main road without), "a~b" (canal), "a^b" (canal with a bridge).
    fn town(groups: &[(&str, u32)], touches: &[&str]) -> AtomGraph {
        let rows: Vec<Row> = groups
            .iter()
            .map(|&(name, households)| Row {
                name: name.to_owned(),
                households,
                predecessor: None,
                must_link: name.chars().nth(1).map(|c| c as u32),
            })
            .collect();
        let find = |c: char| rows.iter().find(|r| r.name.starts_with(c)).unwrap().name.clone();
        let touches: Vec<Touch> = touches
            .iter()
            .map(|t| {
                let (along, reopened) = match t.chars().nth(1).unwrap() {
                    '=' => (Some(LineClass::MainRoad), true),
                    '|' => (Some(LineClass::MainRoad), false),
                    '~' => (Some(LineClass::Canal), false),
                    '^' => (Some(LineClass::Canal), true),
                    _ => (None, false),
                };
                let other = find(t.chars().last().unwrap());
                let one = find(t.chars().next().unwrap());
                Touch { one, other, length_m: None, along, reopened }
            })
            .collect();
        from_table(&rows, &touches).unwrap()
    }

    fn pairs(graph: &AtomGraph, joining: Joining) -> Vec<(u32, u32)> {
        problem(graph, &rules(joining)).unwrap().edges.iter().map(|e| (e.u, e.v)).collect()
    }

    #[test]
    fn canals_separate_and_bridges_reopen() {
        let graph = town(&[("a", 60), ("b", 60), ("c", 60)], &["ab", "b~c", "a^c"]);
        assert_eq!(pairs(&graph, Joining::Needed), [(0, 1), (0, 2)]);
    }

    #[test]
    fn a_main_road_is_crossed_only_for_a_pocket_that_cannot_stand_alone() {
        let alone = town(&[("a", 60), ("b", 60), ("c", 120)], &["ab", "b=c"]);
        assert_eq!(pairs(&alone, Joining::Needed), [(0, 1)]);
        assert_eq!(pairs(&alone, Joining::Everywhere), [(0, 1), (1, 2)]);
        let pocket = town(&[("a", 60), ("b", 60), ("c", 90)], &["ab", "b=c", "a|c"]);
        assert_eq!(pairs(&pocket, Joining::Needed), [(0, 1), (1, 2)]);
    }

    #[test]
    fn a_pocket_joins_the_neighbour_with_which_it_stands() {
        let graph = town(&[("a", 45), ("b", 60), ("c", 120)], &["a=b", "a=c"]);
        assert_eq!(pairs(&graph, Joining::Needed), [(0, 1)]);
    }

    #[test]
    fn a_pocket_without_a_junction_stays_alone() {
        let graph = town(&[("a", 45), ("b", 120)], &["a|b"]);
        assert!(pairs(&graph, Joining::Everywhere).is_empty());
    }

    #[test]
    fn blocks_stay_together() {
        let graph = town(&[("aX", 40), ("b", 40), ("cX", 40)], &["ab", "bc"]);
        let problem = problem(&graph, &rules(Joining::Needed)).unwrap();
        assert_eq!(problem.links.together, [vec![0, 2]]);
    }

    #[test]
    fn cutting_a_hem_costs_more_than_the_backs_of_plots() {
        let mut graph = town(&[("a", 40), ("b", 40), ("c", 40)], &["ab", "bc"]);
        graph.atoms[0].hem = Some(3);
        graph.atoms[1].hem = Some(3);
        graph.borders[0].cut_alleys = 1;
        let costs: Vec<f64> = graph.borders.iter().map(|b| cost(&graph, b)).collect();
        assert!(costs[0] > 10.0 * costs[1], "{costs:?}");
    }
}
