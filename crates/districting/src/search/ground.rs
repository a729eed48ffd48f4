//! What every method of the search stands on: the net, the sizes and the objective as plain
//! numbers, and the two ways to weigh a half-done plan. Does not change while a search runs.

use std::sync::Arc;

use super::contract::{NONE, Net};
use super::lay::Lay;
use crate::score::wholes;
use crate::{Heirs, Objective, Problem};

/// Above this many atoms the table of hops would not fit; the cut stands in for the moment.
const HOPS_ATOMS: usize = 1_500;

/// Households × hops from each atom to each node.
pub(crate) struct Hops {
    nodes: usize,
    table: Vec<u64>,
}

impl Hops {
    /// Σ households × hops of a node seen from an atom.
    pub(crate) fn of(&self, atom: u32, node: u32) -> u64 {
        self.table[atom as usize * self.nodes + node as usize]
    }

    fn measure(problem: &Problem, net: &Net) -> Self {
        let atoms = problem.atoms.len();
        let mut table = vec![0; atoms * net.len()];
        let mut neighbours = vec![Vec::new(); atoms];
        for edge in &problem.edges {
            neighbours[edge.u as usize].push(edge.v);
            neighbours[edge.v as usize].push(edge.u);
        }
        let mut hops = vec![0u64; atoms];
        let mut queue = Vec::new();
        for from in 0..atoms {
            hops.fill(atoms as u64);
            hops[from] = 0;
            queue.clear();
            queue.push(from as u32);
            let mut at = 0;
            while let Some(&atom) = queue.get(at) {
                at += 1;
                for &next in &neighbours[atom as usize] {
                    if hops[next as usize] == atoms as u64 {
                        hops[next as usize] = hops[atom as usize] + 1;
                        queue.push(next);
                    }
                }
            }
            for (atom, &node) in net.node_of.iter().enumerate().filter(|&(_, &node)| node != NONE) {
                let households = u64::from(problem.atoms[atom].households);
                table[from * net.len() + node as usize] += households * hops[atom];
            }
        }
        Self { nodes: net.len(), table }
    }
}

/// Households of each predecessor in the whole map, in order.
#[derive(Debug)]
pub(crate) struct Wholes(Vec<(u32, i64)>);

impl Wholes {
    fn of(problem: &Problem) -> Self {
        Self(wholes(problem).into_iter().map(|(origin, sum)| (origin, sum as i64)).collect())
    }

    fn get(&self, origin: u32) -> i64 {
        self.0.binary_search_by_key(&origin, |whole| whole.0).map_or(0, |at| self.0[at].1)
    }
}

/// The net with its rules.
#[derive(Clone)]
pub(crate) struct Ground<'n> {
    pub(crate) net: &'n Net,
    pub(crate) min: i64,
    pub(crate) max: i64,
    pub(crate) target: f64,
    /// Weight of |size − target|.
    pub(crate) deviation: f64,
    /// Weight of a unit of cut.
    pub(crate) cut: f64,
    /// Weight of a household moved; 0 where no atom has a predecessor.
    pub(crate) moved: f64,
    pub(crate) hops: Option<Arc<Hops>>,
    /// Weight of a household's metre to its community house, and of its square metre to the centre.
    pub(crate) walking: f64,
    pub(crate) inertia: f64,
    /// How parts lie; kept only where that weighs.
    pub(crate) lay: Option<Arc<Lay>>,
    /// Where a predecessor goes on only in a part that holds more than half of it.
    pub(crate) wholes: Option<Arc<Wholes>>,
    /// What an ordinary move changes: the yardstick of temperatures and penalties.
    pub(crate) scale: f64,
    /// Where cooling ends, in scales. Where costs are whole edges or hops, little is left to settle
    /// below a quarter; households and frontages are finer.
    pub(crate) cold: f64,
    /// Mean households of a node, at least 1.
    pub(crate) mean_node: f64,
    /// Whether sizes may give way, so that fewer parts out of range count first.
    pub(crate) widen: bool,
    /// Whether it is known that no plan lies in range.
    pub(crate) is_refused: bool,
    /// Whether parts may be traded for a better value; else their number is fixed.
    pub(crate) parts_vary: Option<(u32, u32)>,
    /// Whether more parts are better, whatever they cost.
    pub(crate) most: bool,
    /// Whether the plan to begin with is a good one, to be bettered and not to be looked past.
    pub(crate) is_fine: bool,
    /// The part of each node in a plan to begin with, and how many parts; only as many as may be.
    pub(crate) start: Option<Arc<(Vec<u32>, u32)>>,
}

impl<'n> Ground<'n> {
    pub(crate) fn new(problem: &Problem, net: &'n Net) -> Self {
        let any_origin = (0..net.len() as u32).any(|v| !net.origins(v).is_empty());
        let small = problem.atoms.len() <= HOPS_ATOMS;
        let (deviation, cut, moved, hops) = match problem.objective {
            Objective::Cut => (0.0, 1.0, 0.0, None),
            Objective::Moment if small => {
                (0.0, 0.0, 0.0, Some(Arc::new(Hops::measure(problem, net))))
            }
            Objective::Moment => (0.0, 1.0, 0.0, None),
            Objective::Ward(w) => {
                (w.deviation, w.cut, if any_origin { w.moved } else { 0.0 }, None)
            }
        };
        let (walking, inertia) = match problem.objective {
            Objective::Ward(w) => (w.walking, w.inertia),
            Objective::Cut | Objective::Moment => (0.0, 0.0),
        };
        let total: i64 = net.households.iter().sum();
        let mean_node = (total as f64 / net.len().max(1) as f64).max(1.0);
        let edges = net.weight.len().max(1) as f64;
        let mean_edge = net.weight.iter().sum::<f64>() / edges;
        let hop = if hops.is_some() { mean_node } else { 0.0 };
        let step = step(problem);
        let far = mean_node * step * (0.5 * walking + 2.0 * inertia * step);
        let scale =
            cut * mean_edge + 0.5 * deviation * mean_node + 0.5 * moved * mean_node + hop + far;
        let is_fine = matches!(problem.objective, Objective::Ward(_));
        Self {
            net,
            cold: if is_fine { 0.07 } else { 0.25 },
            min: i64::from(problem.sizes.min),
            max: i64::from(problem.sizes.max),
            target: problem.sizes.target,
            deviation,
            cut,
            moved,
            hops,
            walking,
            inertia,
            lay: Lay::needed(problem, net).map(Arc::new),
            wholes: (problem.heirs == Heirs::Once).then(|| Arc::new(Wholes::of(problem))),
            scale: if scale > 0.0 { scale } else { 1.0 },
            mean_node,
            widen: problem.sizes.widen,
            is_refused: false,
            parts_vary: None,
            most: false,
            is_fine: false,
            start: None,
        }
    }

    /// The same ground with the cut in the place of the moment: moves are weighed faster there, so
    /// a first plan in range is found sooner.
    pub(crate) fn scouting(&self) -> Self {
        let edges = self.net.weight.len().max(1) as f64;
        let scale = self.net.weight.iter().sum::<f64>() / edges;
        let scale = if scale > 0.0 { scale } else { 1.0 };
        Self { hops: None, cut: 1.0, scale, ..self.clone() }
    }

    /// The same rules on a coarser net; never with the moment, or where it weighs how parts lie, as
    /// both are measured on the nodes of one net.
    pub(crate) fn on<'a>(&self, net: &'a Net) -> Ground<'a> {
        let total: i64 = net.households.iter().sum();
        let mean_node = (total as f64 / net.len().max(1) as f64).max(1.0);
        let edges = net.weight.len().max(1) as f64;
        let mean_edge = net.weight.iter().sum::<f64>() / edges;
        let sizes = 0.5 * (self.deviation + self.moved) * mean_node;
        let scale = self.cut * mean_edge + sizes;
        let scale = if scale > 0.0 { scale } else { 1.0 };
        Ground { net, scale, mean_node, hops: None, lay: None, start: None, ..self.clone() }
    }

    /// Households outside the range.
    pub(crate) fn excess(&self, households: i64) -> i64 {
        (self.min - households).max(households - self.max).max(0)
    }

    /// How many of a part's households are not moved, from its households by predecessor, each named
    /// once.
    pub(crate) fn stays(&self, mix: impl Iterator<Item = (u32, i64)>) -> i64 {
        let most = |stays: i64, held: i64| stays.max(held);
        match &self.wholes {
            None => mix.map(|(_, held)| held).fold(0, most),
            Some(wholes) => mix
                .filter(|&(origin, held)| 2 * held > wholes.get(origin))
                .map(|(_, held)| held)
                .fold(0, most),
        }
    }

    /// Cost of a part's size.
    pub(crate) fn size_cost(&self, households: i64) -> f64 {
        self.deviation * (households as f64 - self.target).abs()
    }
}

/// Mean metres between two atoms that touch.
fn step(problem: &Problem) -> f64 {
    let metres = |edge: &crate::Edge| {
        let (a, b) = (&problem.atoms[edge.u as usize], &problem.atoms[edge.v as usize]);
        let (dx, dy) = (a.position[0] - b.position[0], a.position[1] - b.position[1]);
        (dx * dx + dy * dy).sqrt().min(1e6)
    };
    problem.edges.iter().map(metres).sum::<f64>() / problem.edges.len().max(1) as f64
}

/// What being out of range, or not apart, costs while searching.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pressure {
    /// Per household out of range.
    pub(crate) size: f64,
    /// Per pair that lies together and must not.
    pub(crate) apart: f64,
}

/// What a change does.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Delta {
    pub(crate) value: f64,
    pub(crate) excess: i64,
    pub(crate) apart: i64,
}

impl Delta {
    pub(crate) fn energy(&self, pressure: Pressure) -> f64 {
        self.value + pressure.size * self.excess as f64 + pressure.apart * self.apart as f64
    }
}

/// How good a plan is, whatever its faults; smaller is better, the first difference decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rank {
    /// Pairs together that must be apart.
    pub(crate) apart: i64,
    /// Parts out of range where sizes may give way, else 0.
    pub(crate) out: u32,
    /// Households out of range.
    pub(crate) excess: i64,
    /// How far the number of parts is from the best-liked one, as a position in the list tried.
    pub(crate) share: u32,
    pub(crate) value: f64,
}

impl Rank {
    pub(crate) fn sound(&self) -> bool {
        self.apart == 0 && self.excess == 0
    }

    /// Whether this rank is better, beyond rounding.
    pub(crate) fn beats(&self, other: &Self) -> bool {
        let mine = (self.apart, self.out, self.excess, self.share);
        let theirs = (other.apart, other.out, other.excess, other.share);
        let eps = 1e-9 * (1.0 + other.value.abs());
        mine < theirs || (mine == theirs && self.value < other.value - eps)
    }
}
