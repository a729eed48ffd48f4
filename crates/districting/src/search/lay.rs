//! How parts lie: how far their households walk to a community house, and how far they are scattered.
//! Tables by node, and running sums of a part, so that a move is weighed without looking at the part.

use super::contract::{NONE, Net};
use super::ground::Ground;
use crate::places::{Moments, coordinates, distances, walked};
use crate::{Objective, Problem, WardWeights};

/// Tables by node.
#[derive(Debug)]
pub(crate) struct Lay {
    nodes: usize,
    /// The node each community house stands in; [`NONE`] in a locked part.
    houses: Vec<u32>,
    /// Σ households × metres of each node to each house, house by house.
    ways: Vec<u64>,
    moments: Vec<Moments>,
}

/// Running sums of a part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// To each house.
    ways: Vec<u64>,
    moments: Moments,
}

/// What a part comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lie {
    /// Households × metres to the best community house.
    pub(crate) walking: u64,
    /// Households × square metres to the centre of gravity.
    pub(crate) inertia: u64,
}

impl Lay {
    /// The tables, with houses only where walking is asked for.
    pub(crate) fn of(problem: &Problem, net: &Net, with_houses: bool) -> Self {
        let nodes = net.len();
        let distances = if with_houses { distances(problem) } else { Vec::new() };
        let mut ways = vec![0; distances.len() * nodes];
        let places = coordinates(problem);
        let mut moments = vec![Moments::default(); nodes];
        for (atom, &node) in net.node_of.iter().enumerate().filter(|(_, node)| **node != NONE) {
            let households = problem.atoms[atom].households;
            let own = &mut moments[node as usize];
            *own = own.plus(Moments::of(households, places[atom]));
            for (house, metres) in distances.iter().enumerate() {
                ways[house * nodes + node as usize] += u64::from(households) * metres[atom];
            }
        }
        let houses = problem.houses.iter().take(distances.len());
        let houses = houses.map(|house| net.node_of[house.atom as usize]).collect();
        Self { nodes, houses, ways, moments }
    }

    /// The tables that an objective needs; none where it weighs neither.
    pub(super) fn needed(problem: &Problem, net: &Net) -> Option<Self> {
        let Objective::Ward(WardWeights { walking, inertia, .. }) = problem.objective else {
            return None;
        };
        (walking > 0.0 || inertia > 0.0).then(|| Self::of(problem, net, walking > 0.0))
    }

    /// A part without nodes.
    pub(super) fn nothing(&self) -> Tally {
        Tally { ways: vec![0; self.houses.len()], moments: Moments::default() }
    }

    pub(super) fn add(&self, tally: &mut Tally, node: u32) {
        for (house, way) in tally.ways.iter_mut().enumerate() {
            *way += self.ways[house * self.nodes + node as usize];
        }
        tally.moments = tally.moments.plus(self.moments[node as usize]);
    }

    pub(super) fn take(&self, tally: &mut Tally, node: u32) {
        for (house, way) in tally.ways.iter_mut().enumerate() {
            *way -= self.ways[house * self.nodes + node as usize];
        }
        tally.moments = tally.moments.minus(self.moments[node as usize]);
    }

    /// What a part with these sums comes to; `holds` says whether a node is one of its own.
    fn lie(&self, tally: &Tally, holds: impl Fn(u32) -> bool) -> Lie {
        let houses = tally.ways.iter().zip(&self.houses);
        let houses = houses.map(|(way, house)| (*way, *house != NONE && holds(*house)));
        Lie { walking: walked(houses), inertia: tally.moments.inertia() }
    }

    /// The same with one node more or less.
    fn lie_after(
        &self,
        tally: &Tally,
        (node, is_more): (u32, bool),
        holds: impl Fn(u32) -> bool,
    ) -> Lie {
        let own = self.moments[node as usize];
        let moments = if is_more { tally.moments.plus(own) } else { tally.moments.minus(own) };
        let houses = tally.ways.iter().zip(&self.houses).enumerate().map(|(at, (way, house))| {
            let by = self.ways[at * self.nodes + node as usize];
            let way = if is_more { way + by } else { way - by };
            let is_own = if *house == node { is_more } else { *house != NONE && holds(*house) };
            (way, is_own)
        });
        Lie { walking: walked(houses), inertia: moments.inertia() }
    }

    /// What a set of nodes comes to.
    pub(crate) fn of_set(&self, nodes: impl Iterator<Item = u32> + Clone) -> Lie {
        let sum = |house: usize| {
            nodes.clone().map(|node| self.ways[house * self.nodes + node as usize]).sum::<u64>()
        };
        let houses = self.houses.iter().enumerate().map(|(at, &house)| {
            (sum(at), house != NONE && nodes.clone().any(|node| node == house))
        });
        let plus = |sum: Moments, node: u32| sum.plus(self.moments[node as usize]);
        let moments = nodes.clone().fold(Moments::default(), plus);
        Lie { walking: walked(houses), inertia: moments.inertia() }
    }
}

impl Ground<'_> {
    /// What a lie costs.
    pub(crate) fn lie_cost(&self, lie: Lie) -> f64 {
        self.walking * lie.walking as f64 + self.inertia * lie.inertia as f64
    }

    /// What the lie of a set of nodes costs as a part.
    pub(crate) fn set_cost(&self, nodes: impl Iterator<Item = u32> + Clone) -> f64 {
        self.lay.as_ref().map_or(0.0, |lay| self.lie_cost(lay.of_set(nodes)))
    }

    /// What the lie of a part costs, from its running sums.
    pub(super) fn tally_cost(&self, tally: &Tally, holds: impl Fn(u32) -> bool) -> f64 {
        self.lay.as_ref().map_or(0.0, |lay| self.lie_cost(lay.lie(tally, holds)))
    }

    /// What it costs with one node more or less.
    pub(super) fn tally_cost_after(
        &self,
        tally: &Tally,
        change: (u32, bool),
        holds: impl Fn(u32) -> bool,
    ) -> f64 {
        self.lay.as_ref().map_or(0.0, |lay| self.lie_cost(lay.lie_after(tally, change, holds)))
    }
}
