//! Every part a problem can have, each with its figures, to be weighed in whatever way a question
//! asks; and the best plan made of them, proven.

use crate::errand::Errand;
use crate::exact::{self, Answer, Listing};
use crate::search::contract::{self, NONE, Net, Resolved};
use crate::search::ground::Ground;
use crate::search::lay::{Lay, Lie};
use crate::{Objective, Parts, Plan, Problem, Term};

/// A problem with its links resolved.
pub(crate) struct Board<'p> {
    pub(crate) problem: &'p Problem,
    pub(crate) net: Net,
    resolved: Resolved,
}

impl<'p> Board<'p> {
    /// The problem's board; nothing where its links contradict one another, or ask for paths, which
    /// are a choice that a list does not weigh.
    pub(crate) fn of(problem: &'p Problem) -> Option<Self> {
        let mut resolved = contract::resolve(problem).ok()?;
        let net = Net::build(problem, &mut resolved);
        resolved.exact.then_some(Self { problem, net, resolved })
    }

    /// The plan whose parts are these nodes, and the locked lists.
    pub(crate) fn plan(&self, parts: &[Vec<u32>]) -> Plan {
        let mut label = vec![NONE; self.net.len()];
        for (part, nodes) in (0u32..).zip(parts) {
            nodes.iter().for_each(|&node| label[node as usize] = part);
        }
        let of = |(&node, &list): (&u32, &u32)| match node {
            NONE => parts.len() as u32 + list,
            node => label[node as usize],
        };
        let labels: Vec<u32> = self.net.node_of.iter().zip(&self.resolved.locked).map(of).collect();
        Plan::from_labels(&labels)
    }

    /// The part of each node in a plan; nothing where a node lies in two, or a locked list is not
    /// exactly one part.
    pub(crate) fn labels(&self, plan: &Plan) -> Option<Vec<u32>> {
        let mut part = Vec::with_capacity(self.net.len());
        for node in 0..self.net.len() as u32 {
            let mut own = self.net.atoms(node).iter().map(|&atom| plan.assignment[atom as usize]);
            let first = own.next()?;
            own.all(|part| part == first).then_some(())?;
            part.push(first);
        }
        let parts = Plan::from_labels(&part);
        (parts.parts + self.resolved.locked_lists == plan.parts).then_some(parts.assignment)
    }

    /// Fewest and most parts, without the locked ones. Where the problem leaves their number to the
    /// sizes, it is `liked`, if one is.
    pub(crate) fn range(&self, liked: Option<u32>) -> (u32, u32) {
        let locked = self.resolved.locked_lists;
        let less = |(fewest, most): (u32, u32)| {
            (fewest.saturating_sub(locked), most.saturating_sub(locked))
        };
        let weighs = matches!(self.problem.objective, Objective::Ward(w) if w.deviation > 0.0);
        match (self.problem.parts, liked) {
            (Parts::Exactly(k), _) => less((k, k)),
            (Parts::Between(..) | Parts::Free | Parts::Most, Some(k)) if !weighs => less((k, k)),
            (Parts::Free | Parts::Most, Some(k)) => less((k, k)),
            (Parts::Between(a, b), _) => less((a, b)),
            (Parts::Free | Parts::Most, None) => (1, u32::MAX),
        }
    }
}

/// Parts looked at while every plan is met.
const LOOKS: u32 = 20_000;

/// A plan half made.
struct Walk {
    covered: Vec<bool>,
    path: Vec<usize>,
    looks: u32,
}

/// What a part comes to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) households: i64,
    /// Weight of the edges that leave it.
    pub(crate) border: f64,
    /// Households away from the predecessor it takes over.
    pub(crate) moved: i64,
    /// Households × hops from its best centre; 0 where the objective is another.
    pub(crate) moment: u64,
    /// How its households lie.
    pub(crate) lie: Lie,
    /// Households outside the range.
    pub(crate) excess: i64,
}

/// How far sizes may give way in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// Only parts in range.
    Strict,
    /// Parts of any smaller size, and of one larger by half of the range or by a fifth.
    Wide,
}

/// Every part with its figures.
pub(crate) struct Catalogue<'b, 'p> {
    pub(crate) board: &'b Board<'p>,
    ground: Ground<'b>,
    listing: Listing,
    pub(crate) figures: Vec<Figures>,
    /// Whether no part is left out for its size that the question allows.
    pub(crate) is_whole: bool,
}

impl<'b, 'p> Catalogue<'b, 'p> {
    /// Lists every part; nothing where they are too many.
    pub(crate) fn of(board: &'b Board<'p>, width: Width) -> Option<Self> {
        let problem = board.problem;
        let mut ground = Ground::new(problem, &board.net);
        if problem.objective == Objective::Moment && ground.hops.is_none() {
            return None;
        }
        if width == Width::Wide {
            let heaviest = board.net.households.iter().copied().max().unwrap_or(0);
            let gives = ((ground.max - ground.min) / 2).max(ground.max / 5);
            ground.max = (ground.max + gives).max(heaviest);
            ground.min = 0;
        }
        let is_whole = width == Width::Strict || ground.max >= board.net.households.iter().sum();
        if !exact::is_listable(&ground) {
            return None;
        }
        let listing = exact::list(&ground)?;
        let mut scales = Scales {
            inside: vec![false; board.net.len()],
            origins: Vec::new(),
            lay: Lay::of(problem, &board.net, true),
        };
        let figures = (0..listing.len())
            .map(|unit| scales.weigh((problem, &ground), listing.members(unit)))
            .collect();
        Some(Self { board, ground, listing, figures, is_whole })
    }

    /// Only the parts that are wanted.
    pub(crate) fn only(self, wanted: impl Fn(&[u32]) -> bool) -> Self {
        let is_wanted: Vec<bool> =
            (0..self.listing.len()).map(|unit| wanted(self.listing.members(unit))).collect();
        let listing = self.listing.only(|unit| is_wanted[unit]);
        let figures = self.figures.iter().zip(&is_wanted).filter(|(_, wanted)| **wanted);
        let figures = figures.map(|(figures, _)| *figures).collect();
        Self { listing, figures, ..self }
    }

    pub(crate) fn len(&self) -> usize {
        self.figures.len()
    }

    /// The nodes of a part.
    pub(crate) fn members(&self, unit: usize) -> &[u32] {
        self.listing.members(unit)
    }

    /// What a part adds to the objective's value.
    pub(crate) fn value(&self, unit: usize) -> f64 {
        let figures = &self.figures[unit];
        let ground = &self.ground;
        0.5 * ground.cut * figures.border
            + ground.size_cost(figures.households)
            + ground.moved * figures.moved as f64
            + figures.moment as f64
            + ground.lie_cost(figures.lie)
    }

    /// What a part adds to one of a plan's figures.
    pub(crate) fn term(&self, unit: usize, term: Term) -> f64 {
        let figures = &self.figures[unit];
        match term {
            Term::OutOfRange => f64::from(u8::from(figures.excess > 0)),
            Term::Deviation => (figures.households as f64 - self.ground.target).abs(),
            Term::Cut => 0.5 * figures.border,
            Term::Moved => figures.moved as f64,
            Term::Walking => figures.lie.walking as f64,
            Term::Inertia => figures.lie.inertia as f64,
        }
    }

    /// For each part, the households it shares with the part of a plan of which it holds most; and
    /// those it shares with one of which it holds more than half.
    pub(crate) fn shared(&self, plan: &Plan) -> (Vec<i64>, Vec<i64>) {
        let net = &self.board.net;
        let label = |node: u32| plan.assignment[net.atoms(node)[0] as usize];
        let mut whole = vec![0; plan.parts as usize];
        for node in 0..net.len() as u32 {
            whole[label(node) as usize] += net.households[node as usize];
        }
        let mut sums: Vec<(u32, i64)> = Vec::new();
        let mut share = |unit: usize| {
            sums.clear();
            for &node in self.members(unit) {
                let (own, households) = (label(node), net.households[node as usize]);
                match sums.iter_mut().find(|known| known.0 == own) {
                    Some(known) => known.1 += households,
                    None => sums.push((own, households)),
                }
            }
            let most = sums.iter().map(|sum| sum.1).max().unwrap_or(0);
            let over = sums.iter().filter(|sum| 2 * sum.1 > whole[sum.0 as usize]);
            (most, over.map(|sum| sum.1).max().unwrap_or(0))
        };
        (0..self.len()).map(&mut share).unzip()
    }

    /// Calls `met` with every plan that has so many parts, one after another; false where there are
    /// too many to look at.
    pub(crate) fn each_plan(&self, range: (u32, u32), mut met: impl FnMut(Plan)) -> bool {
        let nodes = self.board.net.len();
        let mut from_lowest: Vec<Vec<usize>> = vec![Vec::new(); nodes];
        for unit in 0..self.len() {
            if let Some(&lowest) = self.members(unit).iter().min() {
                from_lowest[lowest as usize].push(unit);
            }
        }
        let mut walk = Walk { covered: vec![false; nodes], path: Vec::new(), looks: LOOKS };
        self.walk((&from_lowest, range), &mut walk, &mut met)
    }

    fn walk(
        &self,
        rules: (&[Vec<usize>], (u32, u32)),
        walk: &mut Walk,
        met: &mut impl FnMut(Plan),
    ) -> bool {
        let (from_lowest, (fewest, most)) = rules;
        let parts = walk.path.len() as u32;
        let Some(open) = walk.covered.iter().position(|covered| !covered) else {
            if (fewest..=most).contains(&parts) {
                let members = |&unit: &usize| self.members(unit).to_vec();
                met(self.board.plan(&walk.path.iter().map(members).collect::<Vec<_>>()));
            }
            return true;
        };
        if parts == most {
            return true;
        }
        for &unit in &from_lowest[open] {
            if walk.looks == 0 {
                return false;
            }
            walk.looks -= 1;
            if self.members(unit).iter().any(|&node| walk.covered[node as usize]) {
                continue;
            }
            self.members(unit).iter().for_each(|&node| walk.covered[node as usize] = true);
            walk.path.push(unit);
            let whole = self.walk(rules, walk, met);
            walk.path.pop();
            self.members(unit).iter().for_each(|&node| walk.covered[node as usize] = false);
            if !whole {
                return false;
            }
        }
        true
    }

    /// What an ordinary move changes of the objective, for each household moved.
    pub(crate) fn scale(&self) -> f64 {
        self.ground.scale / self.ground.mean_node
    }

    /// Households of the nodes.
    pub(crate) fn households(&self) -> i64 {
        self.board.net.households.iter().sum()
    }

    /// The best plan where parts cost so much, with a number of parts in this range, within so many
    /// steps; `known` is any plan.
    pub(crate) fn best(
        &mut self,
        costs: Vec<f64>,
        (range, known): ((u32, u32), Option<&Plan>),
        (errand, steps): (&Errand<'_>, u64),
    ) -> Option<Best> {
        self.listing.cost = costs;
        let known = known.and_then(|plan| self.board.labels(plan));
        let listed = (&self.ground, &self.listing);
        let answer = errand
            .prove(steps, |budget| exact::solve_listed(listed, range, known.as_deref(), budget))?;
        Some(self.answered(&answer))
    }

    fn answered(&self, answer: &Answer) -> Best {
        let none = answer.parts.is_empty();
        Best {
            plan: (!none).then(|| self.board.plan(&answer.parts)),
            bound: answer.bound.value,
            is_proven: answer.is_proven,
        }
    }
}

/// The best plan for some costs.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    /// The plan; none where none was met.
    pub(crate) plan: Option<Plan>,
    /// What no plan costs less than.
    pub(crate) bound: f64,
    /// Whether the plan is proven best, or proven not to exist.
    pub(crate) is_proven: bool,
}

impl Best {
    /// Whether it is proven that there is no plan.
    pub(crate) fn is_no_plan(&self) -> bool {
        self.is_proven && self.plan.is_none()
    }
}

/// Memory to weigh parts with.
struct Scales {
    inside: Vec<bool>,
    origins: Vec<(u32, i64)>,
    lay: Lay,
}

impl Scales {
    fn weigh(&mut self, (problem, ground): (&Problem, &Ground<'_>), members: &[u32]) -> Figures {
        let net = ground.net;
        members.iter().for_each(|&node| self.inside[node as usize] = true);
        let households: i64 = members.iter().map(|&node| net.households[node as usize]).sum();
        let arcs = members.iter().flat_map(|&node| net.arcs(node));
        let leaving = arcs.filter(|(to, _)| !self.inside[*to as usize]);
        let border = leaving.map(|&(_, edge)| net.weight[edge as usize]).sum();
        members.iter().for_each(|&node| self.inside[node as usize] = false);
        let (min, max) = (i64::from(problem.sizes.min), i64::from(problem.sizes.max));
        let moment = ground.hops.as_ref().map_or(0, |hops| {
            let centres = members.iter().flat_map(|&node| net.atoms(node));
            let seen = |&at: &u32| members.iter().map(|&node| hops.of(at, node)).sum::<u64>();
            centres.map(seen).min().unwrap_or(0)
        });
        Figures {
            households,
            border,
            moved: self.moved(ground, members),
            moment,
            lie: self.lay.of_set(members.iter().copied()),
            excess: (min - households).max(households - max).max(0),
        }
    }

    fn moved(&mut self, ground: &Ground<'_>, members: &[u32]) -> i64 {
        let net = ground.net;
        self.origins.clear();
        for &(origin, households) in members.iter().flat_map(|&node| net.origins(node)) {
            match self.origins.iter_mut().find(|known| known.0 == origin) {
                Some(known) => known.1 += households,
                None => self.origins.push((origin, households)),
            }
        }
        let known: i64 = self.origins.iter().map(|origin| origin.1).sum();
        known - ground.stays(self.origins.iter().copied())
    }
}
