//! From a plan that is given to one in which every atom has a part and every part is one piece.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use super::near::{Bench, NONE};

impl Bench<'_> {
    /// Gives every atom a part, and leaves each part in one piece: of a part in pieces the piece with
    /// atoms held, else the largest, keeps it; what has none goes to the part beside it.
    pub(super) fn complete(&mut self) {
        self.gather_held();
        for atoms in self.pieces_to_free() {
            atoms.into_iter().for_each(|atom| self.part[atom] = NONE);
        }
        let mut queue: VecDeque<usize> =
            (0..self.part.len()).filter(|&atom| self.part[atom] != NONE).collect();
        while let Some(atom) = queue.pop_front() {
            let part = self.part[atom];
            if self.is_locked(part) {
                continue;
            }
            for at in 0..self.beside[atom].len() {
                let next = self.beside[atom][at];
                if self.part[next] == NONE {
                    self.part[next] = part;
                    self.touched.insert(part);
                    queue.push_back(next);
                }
            }
        }
        // Islands without any part become parts.
        for first in 0..self.part.len() {
            if self.part[first] == NONE {
                let part = self.parts;
                self.parts += 1;
                self.touched.insert(part);
                self.part[first] = part;
                let mut stack = vec![first];
                while let Some(atom) = stack.pop() {
                    for &next in &self.beside[atom] {
                        if self.part[next] == NONE {
                            self.part[next] = part;
                            stack.push(next);
                        }
                    }
                }
            }
        }
    }

    /// Joins the atoms held of each part along the ways that move fewest households, around what is
    /// locked and what is held of other parts.
    fn gather_held(&mut self) {
        let mut owner: Vec<Option<u32>> = vec![None; self.part.len()];
        for &atom in self.given.held() {
            owner[atom as usize] = self.given.part(atom);
        }
        for list in self.given.held_together() {
            let of = self.given.part(list[0]);
            let part = self.part[list[0] as usize];
            let mut joined = BTreeSet::from([list[0] as usize]);
            for &goal in &list[1..] {
                let free = |atom: usize| {
                    !self.is_locked(self.part[atom])
                        && owner[atom].is_none_or(|own| Some(own) == of)
                };
                if let Some(way) = self.way(&joined, goal as usize, (part, &free)) {
                    way.iter().for_each(|&atom| owner[atom] = of);
                    joined.extend(way);
                }
            }
            joined.into_iter().for_each(|atom| self.part[atom] = part);
        }
    }

    /// The way from a set to an atom over free atoms on which fewest households change part.
    fn way(
        &self,
        from: &BTreeSet<usize>,
        goal: usize,
        (part, free): (u32, &dyn Fn(usize) -> bool),
    ) -> Option<Vec<usize>> {
        let mut before = BTreeMap::new();
        let mut open = BinaryHeap::new();
        from.iter().for_each(|&atom| open.push(Reverse((0, atom, atom))));
        while let Some(Reverse((cost, atom, came))) = open.pop() {
            if before.contains_key(&atom) {
                continue;
            }
            before.insert(atom, came);
            if atom == goal {
                break;
            }
            for &next in self.beside[atom].iter().filter(|&&next| free(next)) {
                let moves = if self.part[next] == part { 0 } else { self.households(next) };
                open.push(Reverse((cost + moves, next, atom)));
            }
        }
        let mut way = Vec::new();
        let mut at = goal;
        while !from.contains(&at) {
            way.push(at);
            at = *before.get(&at)?;
        }
        Some(way)
    }

    /// The pieces of parts in pieces, but for the one of each that keeps the part.
    fn pieces_to_free(&self) -> Vec<Vec<usize>> {
        let mut of_part: BTreeMap<u32, Vec<(bool, i64, Vec<usize>)>> = BTreeMap::new();
        let mut seen = vec![false; self.part.len()];
        for first in 0..self.part.len() {
            let part = self.part[first];
            if seen[first] || part == NONE || self.is_locked(part) {
                continue;
            }
            seen[first] = true;
            let mut piece = vec![first];
            let mut at = 0;
            while let Some(&atom) = piece.get(at) {
                at += 1;
                for &next in &self.beside[atom] {
                    if !seen[next] && self.part[next] == part {
                        seen[next] = true;
                        piece.push(next);
                    }
                }
            }
            let is_held = piece.iter().any(|&atom| self.given.is_held(atom as u32));
            let households = piece.iter().map(|&atom| self.households(atom)).sum();
            of_part.entry(part).or_default().push((is_held, households, piece));
        }
        let mut freed = Vec::new();
        for (_, mut pieces) in of_part {
            pieces.sort_by_key(|piece| Reverse((piece.0, piece.1)));
            freed.extend(pieces.into_iter().skip(1).map(|piece| piece.2));
        }
        freed
    }
}
