//! A coarser net: groups of a net's nodes become single nodes, with all that hangs on them.

use super::{NONE, Net, gather};

impl Net {
    /// The net whose nodes are groups of this one's: `group_of` each node, groups numbered from 0 by
    /// their first node. A group must hang together and hold no pair that must lie apart.
    pub(in crate::search) fn merged(&self, group_of: &[u32], groups: usize) -> Self {
        let up = |node: u32| if node == NONE { NONE } else { group_of[node as usize] };
        let node_of: Vec<u32> = self.node_of.iter().map(|&node| up(node)).collect();
        let placed = (0u32..).zip(&node_of).filter(|&(_, &node)| node != NONE);
        let (atom_start, atoms) = gather(groups, placed.map(|(atom, &node)| (node, atom)));
        let mut households = vec![0; groups];
        for (&group, &own) in group_of.iter().zip(&self.households) {
            households[group as usize] += own;
        }
        let (ends, weight) = self.merged_edges(group_of, groups);
        let both =
            (0u32..).zip(&ends).flat_map(|(e, &(u, v))| [(u, (v, e)), (v, (u, e))].into_iter());
        let (arc_start, arcs) = gather(groups, both);
        let (origin_start, origins) = self.merged_origins(group_of, groups);
        let pairs = (0..self.len() as u32)
            .flat_map(|node| self.apart(node).iter().map(move |&other| (up(node), up(other))));
        let (apart_start, apart) = gather(groups, pairs);
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
            piece_of: vec![NONE; groups],
            pieces: Vec::new(),
        };
        net.find_pieces();
        net
    }

    /// Edges between groups, lower end first, weights added up.
    fn merged_edges(&self, group_of: &[u32], groups: usize) -> (Vec<(u32, u32)>, Vec<f64>) {
        let (start, members) = gather(groups, group_of.iter().copied().zip(0u32..));
        let (mut ends, mut weight) = (Vec::new(), Vec::new());
        let mut slot = vec![NONE; groups];
        let mut near: Vec<(u32, f64)> = Vec::new();
        for group in 0..groups {
            near.clear();
            for &node in &members[start[group] as usize..start[group + 1] as usize] {
                for &(other, edge) in self.arcs(node) {
                    let to = group_of[other as usize];
                    if (to as usize) <= group {
                        continue;
                    }
                    let own = self.weight[edge as usize];
                    match slot[to as usize] {
                        NONE => {
                            slot[to as usize] = near.len() as u32;
                            near.push((to, own));
                        }
                        at => near[at as usize].1 += own,
                    }
                }
            }
            near.iter().for_each(|&(to, _)| slot[to as usize] = NONE);
            near.sort_unstable_by_key(|&(to, _)| to);
            ends.extend(near.iter().map(|&(to, _)| (group as u32, to)));
            weight.extend(near.iter().map(|&(_, weight)| weight));
        }
        (ends, weight)
    }

    fn merged_origins(&self, group_of: &[u32], groups: usize) -> (Vec<u32>, Vec<(u32, i64)>) {
        let known = (0..self.len() as u32).flat_map(|node| {
            self.origins(node).iter().map(move |&origin| (group_of[node as usize], origin))
        });
        let (start, all) = gather(groups, known);
        let mut merged: Vec<(u32, (u32, i64))> = Vec::with_capacity(all.len());
        for group in 0..groups as u32 {
            let first = merged.len();
            for &(origin, own) in super::slice(&start, &all, group) {
                match merged[first..].iter_mut().find(|m| m.1.0 == origin) {
                    Some(entry) => entry.1.1 += own,
                    None => merged.push((group, (origin, own))),
                }
            }
            merged[first..].sort_unstable_by_key(|m| m.1.0);
        }
        gather(groups, merged.into_iter())
    }
}
