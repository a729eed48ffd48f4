//! The net the search works on: must-link groups are single nodes, locked units are taken out.
//!
//! Does not judge whether a plan exists; [`super::feasible`] does.

use std::collections::{BTreeSet, VecDeque};

use super::{Infeasible, Reason};
use crate::Problem;

mod merge;

/// No node, no part.
pub(crate) const NONE: u32 = u32::MAX;

/// Which atoms go together, as a forest whose roots are the lowest atoms.
#[derive(Clone)]
pub(crate) struct Groups {
    root: Vec<u32>,
}

impl Groups {
    pub(crate) fn find(&mut self, atom: u32) -> u32 {
        let mut atom = atom;
        while self.root[atom as usize] != atom {
            let above = self.root[self.root[atom as usize] as usize];
            self.root[atom as usize] = above;
            atom = above;
        }
        atom
    }

    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.root[a.max(b) as usize] = a.min(b);
    }
}

/// The links, resolved: what is one node, what is taken out.
#[derive(Clone)]
pub(crate) struct Resolved {
    pub(crate) groups: Groups,
    /// The locked list each atom lies in, or `NONE`.
    pub(crate) locked: Vec<u32>,
    /// Non-empty locked lists.
    pub(crate) locked_lists: u32,
    /// False where paths were added to join a list's pieces, which may cost the optimum.
    pub(crate) exact: bool,
}

/// Resolves the links of a problem. Pieces of a must-link list are joined by paths; where such a
/// path contradicts another link, another path might not.
pub(crate) fn resolve(problem: &Problem) -> Result<Resolved, Infeasible> {
    let mut found = Vec::new();
    let mut resolved = settle(problem, &mut found);
    if let Some(reason) = found.into_iter().next() {
        return Err(reason.why);
    }
    join_paths(problem, &mut resolved);
    let links = &problem.links.apart;
    if links.iter().any(|&(a, b)| resolved.groups.find(a) == resolved.groups.find(b)) {
        return Err(Infeasible::NotFound);
    }
    Ok(resolved)
}

/// Resolves the links of a problem as far as they do not contradict one another; where they do, says
/// so each time. A must-link list that lies in several pieces stays so.
pub(super) fn settle(problem: &Problem, found: &mut Vec<Reason>) -> Resolved {
    let n = problem.atoms.len();
    let links = &problem.links;
    let groups = Groups { root: (0..n as u32).collect() };
    let locked = vec![NONE; n];
    let mut resolved = Resolved { groups, locked, locked_lists: 0, exact: true };
    let named = links.together.iter().chain(&links.locked).flatten().copied();
    let paired = links.apart.iter().flat_map(|&(a, b)| [a, b]);
    if let Some(atom) = named.chain(paired).find(|&a| a as usize >= n) {
        found.push(Reason::new(Infeasible::Links { atom }, Vec::new(), Vec::new()));
        return resolved;
    }
    lock(problem, &mut resolved, found);
    join_lists(problem, &mut resolved, found);
    for &(a, b) in &links.apart {
        let (la, lb) = (resolved.locked[a as usize], resolved.locked[b as usize]);
        let same_group = resolved.groups.find(a) == resolved.groups.find(b);
        if same_group || (la != NONE && la == lb) {
            found.push(Reason::new(Infeasible::ApartTogether { a, b }, vec![a, b], Vec::new()));
        }
    }
    resolved
}

fn lock(problem: &Problem, resolved: &mut Resolved, found: &mut Vec<Reason>) {
    for list in problem.links.locked.iter().filter(|list| !list.is_empty()) {
        let lists = resolved.locked_lists;
        for &atom in list {
            match resolved.locked[atom as usize] {
                NONE => resolved.locked[atom as usize] = lists,
                same if same == lists => {}
                _ => {
                    let why = Infeasible::LocksOverlap { atom };
                    found.push(Reason::new(why, vec![atom], Vec::new()));
                }
            }
        }
        resolved.locked_lists += 1;
    }
}

fn join_lists(problem: &Problem, resolved: &mut Resolved, found: &mut Vec<Reason>) {
    let mut free_lists = Vec::new();
    for (number, list) in problem.links.together.iter().enumerate() {
        let Some(&first) = list.first() else { continue };
        let home = resolved.locked[first as usize];
        if let Some(&atom) = list.iter().find(|&&a| resolved.locked[a as usize] != home) {
            let why = Infeasible::AcrossLock { list: number, atom };
            found.push(Reason::new(why, list.clone(), Vec::new()));
            continue;
        }
        if home == NONE {
            free_lists.push((number, list));
        } else {
            list.iter().for_each(|&atom| resolved.groups.join(first, atom));
        }
    }
    let neighbours = free_neighbours(problem, &resolved.locked);
    for (list, atoms) in free_lists {
        let pieces = pieces_of(&neighbours, atoms);
        if pieces > 1 {
            let why = Infeasible::Torn { list, pieces };
            found.push(Reason::new(why, atoms.clone(), Vec::new()));
        } else {
            atoms.iter().for_each(|&atom| resolved.groups.join(atoms[0], atom));
        }
    }
}

/// Joins the pieces of must-link lists by shortest paths.
fn join_paths(problem: &Problem, resolved: &mut Resolved) {
    let free = |list: &&Vec<u32>| {
        list.first().is_some_and(|&first| resolved.locked[first as usize] == NONE)
    };
    let lists: Vec<&Vec<u32>> = problem.links.together.iter().filter(free).collect();
    if lists.is_empty() {
        return;
    }
    let neighbours = free_neighbours(problem, &resolved.locked);
    // Joining one list's pieces can swallow part of another, so go round until nothing changes.
    while lists.iter().fold(false, |any, list| {
        let changed = join_pieces(&neighbours, list, resolved);
        any || changed
    }) {}
}

/// In how many connected pieces of the map these atoms lie.
fn pieces_of(neighbours: &[Vec<u32>], atoms: &[u32]) -> u32 {
    let mut left: BTreeSet<u32> = atoms.iter().copied().collect();
    let mut pieces = 0;
    while let Some(first) = left.pop_first() {
        let piece = reach(neighbours, &[first], |_| true);
        left.retain(|&atom| piece[atom as usize] == NONE);
        pieces += 1;
    }
    pieces
}

fn free_neighbours(problem: &Problem, locked: &[u32]) -> Vec<Vec<u32>> {
    let mut neighbours = vec![Vec::new(); problem.atoms.len()];
    for edge in &problem.edges {
        if locked[edge.u as usize] == NONE && locked[edge.v as usize] == NONE {
            neighbours[edge.u as usize].push(edge.v);
            neighbours[edge.v as usize].push(edge.u);
        }
    }
    neighbours
}

/// Joins the pieces of one list, which lies in one piece of the map, by shortest paths; true where a
/// path was added.
fn join_pieces(neighbours: &[Vec<u32>], list: &[u32], resolved: &mut Resolved) -> bool {
    let mut added = false;
    loop {
        let home = resolved.groups.find(list[0]);
        let piece = reach(neighbours, &[list[0]], |atom| resolved.groups.find(atom) == home);
        let Some(&outside) = list.iter().find(|&&a| piece[a as usize] == NONE) else {
            return added;
        };
        let seeds: Vec<u32> =
            (0..piece.len() as u32).filter(|&a| piece[a as usize] != NONE).collect();
        let came_from = reach(neighbours, &seeds, |_| true);
        let mut atom = outside;
        while came_from[atom as usize] != NONE && piece[atom as usize] == NONE {
            resolved.groups.join(home, atom);
            atom = came_from[atom as usize];
        }
        resolved.exact = false;
        added = true;
    }
}

/// Breadth-first from the seeds over allowed atoms: where each was reached from.
fn reach(neighbours: &[Vec<u32>], seeds: &[u32], mut allowed: impl FnMut(u32) -> bool) -> Vec<u32> {
    let mut came_from = vec![NONE; neighbours.len()];
    for &seed in seeds {
        came_from[seed as usize] = seed;
    }
    let mut queue: VecDeque<u32> = seeds.iter().copied().collect();
    while let Some(atom) = queue.pop_front() {
        for &next in &neighbours[atom as usize] {
            if came_from[next as usize] == NONE && allowed(next) {
                came_from[next as usize] = atom;
                queue.push_back(next);
            }
        }
    }
    came_from
}

/// A connected piece of the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) nodes: u32,
    pub(crate) atoms: u32,
    pub(crate) first_atom: u32,
    pub(crate) households: i64,
}

/// The contracted graph.
pub(crate) struct Net {
    /// The node of each atom, `NONE` where it is locked.
    pub(crate) node_of: Vec<u32>,
    pub(crate) households: Vec<i64>,
    atom_start: Vec<u32>,
    atoms: Vec<u32>,
    /// Ends of each edge, lower first.
    pub(crate) ends: Vec<(u32, u32)>,
    pub(crate) weight: Vec<f64>,
    arc_start: Vec<u32>,
    arcs: Vec<(u32, u32)>,
    origin_start: Vec<u32>,
    origins: Vec<(u32, i64)>,
    apart_start: Vec<u32>,
    apart: Vec<u32>,
    /// The piece of each node.
    pub(crate) piece_of: Vec<u32>,
    pub(crate) pieces: Vec<Piece>,
}

impl Net {
    pub(crate) fn build(problem: &Problem, resolved: &mut Resolved) -> Self {
        let (node_of, nodes) = number_nodes(problem, resolved);
        let free = |a: &u32| node_of[*a as usize] != NONE;
        let members = (0..problem.atoms.len() as u32).filter(free);
        let (atom_start, atoms) = gather(nodes, members.map(|a| (node_of[a as usize], a)));
        let sizes = |a: &u32| i64::from(problem.atoms[*a as usize].households);
        let span = |v: usize| atom_start[v] as usize..atom_start[v + 1] as usize;
        let households = (0..nodes).map(|v| atoms[span(v)].iter().map(sizes).sum()).collect();
        let (ends, weight) = merge_edges(problem, &node_of);
        let both =
            (0u32..).zip(&ends).flat_map(|(e, &(u, v))| [(u, (v, e)), (v, (u, e))].into_iter());
        let (arc_start, arcs) = gather(nodes, both);
        let (origin_start, origins) = mix_origins(problem, &node_of, nodes);
        let pairs = problem.links.apart.iter().map(|&(a, b)| (a as usize, b as usize));
        let pairs = pairs.map(|(a, b)| (node_of[a], node_of[b]));
        let pairs =
            pairs.filter(|&(a, b)| a != NONE && b != NONE).flat_map(|(a, b)| [(a, b), (b, a)]);
        let (apart_start, apart) = gather(nodes, pairs);
        let mut net = Self {
            node_of,
            households,
            atom_start,
            atoms,
            ends,
            weight,
            arc_start,
            arcs,
            origin_start,
            origins,
            apart_start,
            apart,
            piece_of: vec![NONE; nodes],
            pieces: Vec::new(),
        };
        net.find_pieces();
        net
    }

    pub(crate) fn len(&self) -> usize {
        self.households.len()
    }

    /// The atoms of a node, lowest first.
    pub(crate) fn atoms(&self, node: u32) -> &[u32] {
        slice(&self.atom_start, &self.atoms, node)
    }

    /// Neighbours of a node, each with the edge between.
    pub(crate) fn arcs(&self, node: u32) -> &[(u32, u32)] {
        slice(&self.arc_start, &self.arcs, node)
    }

    /// Households of a node by predecessor.
    pub(crate) fn origins(&self, node: u32) -> &[(u32, i64)] {
        slice(&self.origin_start, &self.origins, node)
    }

    /// Nodes that must not share this node's part.
    pub(crate) fn apart(&self, node: u32) -> &[u32] {
        slice(&self.apart_start, &self.apart, node)
    }

    fn find_pieces(&mut self) {
        let mut queue = Vec::new();
        for first in 0..self.len() as u32 {
            if self.piece_of[first as usize] != NONE {
                continue;
            }
            let number = self.pieces.len() as u32;
            let first_atom = self.atoms(first)[0];
            let mut piece = Piece { nodes: 0, atoms: 0, first_atom, households: 0 };
            self.piece_of[first as usize] = number;
            queue.push(first);
            while let Some(node) = queue.pop() {
                piece.nodes += 1;
                piece.atoms += self.atoms(node).len() as u32;
                piece.households += self.households[node as usize];
                for i in 0..self.arcs(node).len() {
                    let next = self.arcs(node)[i].0;
                    if self.piece_of[next as usize] == NONE {
                        self.piece_of[next as usize] = number;
                        queue.push(next);
                    }
                }
            }
            self.pieces.push(piece);
        }
    }
}

fn slice<'a, T>(start: &[u32], all: &'a [T], node: u32) -> &'a [T] {
    &all[start[node as usize] as usize..start[node as usize + 1] as usize]
}

fn number_nodes(problem: &Problem, resolved: &mut Resolved) -> (Vec<u32>, usize) {
    let mut node_of = vec![NONE; problem.atoms.len()];
    let mut nodes = 0;
    for atom in 0..problem.atoms.len() {
        if resolved.locked[atom] != NONE {
            continue;
        }
        let root = resolved.groups.find(atom as u32) as usize;
        if node_of[root] == NONE {
            node_of[root] = nodes;
            nodes += 1;
        }
        node_of[atom] = node_of[root];
    }
    (node_of, nodes as usize)
}

/// Items by node, in the order given: starts and one flat list.
fn gather<T: Copy>(nodes: usize, items: impl Iterator<Item = (u32, T)>) -> (Vec<u32>, Vec<T>) {
    let items: Vec<(u32, T)> = items.collect();
    let mut start = vec![0u32; nodes + 1];
    for item in &items {
        start[item.0 as usize + 1] += 1;
    }
    for node in 0..nodes {
        start[node + 1] += start[node];
    }
    let Some(&(_, first)) = items.first() else { return (start, Vec::new()) };
    let (mut next, mut flat) = (start.clone(), vec![first; items.len()]);
    for (node, item) in items {
        flat[next[node as usize] as usize] = item;
        next[node as usize] += 1;
    }
    (start, flat)
}

fn merge_edges(problem: &Problem, node_of: &[u32]) -> (Vec<(u32, u32)>, Vec<f64>) {
    let mut all: Vec<(u32, u32, f64)> = Vec::with_capacity(problem.edges.len());
    for edge in &problem.edges {
        let (u, v) = (node_of[edge.u as usize], node_of[edge.v as usize]);
        if u != NONE && v != NONE && u != v {
            all.push((u.min(v), u.max(v), edge.weight));
        }
    }
    all.sort_by_key(|e| (e.0, e.1));
    let (mut ends, mut weight): (Vec<(u32, u32)>, Vec<f64>) = (Vec::new(), Vec::new());
    for (u, v, w) in all {
        match weight.last_mut() {
            Some(last) if ends.last() == Some(&(u, v)) => *last += w,
            _ => {
                ends.push((u, v));
                weight.push(w);
            }
        }
    }
    (ends, weight)
}

fn mix_origins(problem: &Problem, node_of: &[u32], nodes: usize) -> (Vec<u32>, Vec<(u32, i64)>) {
    let mut known: Vec<(u32, u32, i64)> = Vec::new();
    for (atom, &node) in problem.atoms.iter().zip(node_of) {
        if let (Some(origin), true) = (atom.predecessor, node != NONE) {
            known.push((node, origin, i64::from(atom.households)));
        }
    }
    known.sort_by_key(|k| (k.0, k.1));
    known.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    gather(nodes, known.into_iter().map(|(node, origin, h)| (node, (origin, h))))
}
