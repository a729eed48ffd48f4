//! Betters a plan before it is proven: a window of neighbouring parts is opened, and what lies in it
//! is drawn again as well as the list allows, window after window, until none gets better.

use std::collections::VecDeque;

use super::budget::Budget;
use super::list::Listing;
use super::master::Master;
use super::tree::Tree;
use crate::search::contract::Net;

/// How far windows are opened, and how long each is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// A window opens parts until it holds so many nodes.
    nodes: usize,
    /// Nodes of the search in it that are looked at.
    patience: usize,
}

impl Window {
    /// Whether a window is a small part of a net; else the proof itself is as soon done.
    pub(super) fn fits(&self, net: &Net) -> bool {
        2 * self.nodes <= net.len()
    }
}

/// Windows that are soon looked through, and those that find what these do not.
pub(super) const SMALL: Window = Window { nodes: 72, patience: 12 };
pub(super) const LARGE: Window = Window { nodes: 130, patience: 30 };

/// Search steps spent on a window, at most.
const WORK: u64 = 1_500;
/// A window that is to complete a plan opens more parts, until it holds so many nodes.
const COMPLETING: [usize; 3] = [60, 100, 160];
const NONE: u32 = u32::MAX;

/// A plan that gets better, by its units.
pub(super) struct Windows<'w> {
    net: &'w Net,
    listing: &'w Listing,
    /// The programme over the whole list, solved.
    master: &'w Master,
    pub(super) units: Vec<u32>,
    /// The part of each node.
    part_of: Vec<u32>,
    grain: f64,
}

impl<'w> Windows<'w> {
    /// Starts from a plan, given by its units.
    pub(super) fn new(
        net: &'w Net,
        (listing, master): (&'w Listing, &'w Master),
        units: &[u32],
        grain: f64,
    ) -> Self {
        let mut part_of = vec![NONE; net.len()];
        for (part, &unit) in (0u32..).zip(units) {
            listing.members(unit as usize).iter().for_each(|&node| part_of[node as usize] = part);
        }
        Self { net, listing, master, units: units.to_vec(), part_of, grain }
    }

    /// Covers the nodes that no part holds, opening the parts about them; whether that was done.
    pub(super) fn complete(&mut self, budget: &mut Budget<'_>) -> bool {
        while let Some(first) = self.part_of.iter().position(|&part| part == NONE) {
            let is_done = COMPLETING.iter().any(|&most| {
                let bare = self.bare_about(first as u32);
                let (parts, nodes) = self.window_about(bare, most);
                self.redraw((&parts, &nodes), (f64::INFINITY, SMALL.patience), budget)
            });
            if !is_done {
                return false;
            }
        }
        true
    }

    /// The nodes without a part that hang together with one of them.
    fn bare_about(&self, first: u32) -> Vec<u32> {
        let mut bare = vec![first];
        let mut at = 0;
        while let Some(&node) = bare.get(at) {
            for &(other, _) in self.net.arcs(node) {
                if self.part_of[other as usize] == NONE && !bare.contains(&other) {
                    bare.push(other);
                }
            }
            at += 1;
        }
        bare
    }

    /// Opens windows until none gets better; returns the units of the plan.
    pub(super) fn better(mut self, window: Window, budget: &mut Budget<'_>) -> Vec<u32> {
        let mut is_due = vec![true; self.net.len()];
        let mut seeds: VecDeque<u32> =
            (0..self.units.len() as u32).map(|part| self.nodes_of(part)[0]).collect();
        while let Some(seed) = seeds.pop_front() {
            if budget.is_spent() {
                break;
            }
            if !is_due[seed as usize] {
                continue;
            }
            let part = self.part_of[seed as usize];
            let (parts, opened) = self.window_about(self.nodes_of(part).to_vec(), window.nodes);
            let cost = parts.iter().map(|&part| self.listing.cost[self.unit(part)]).sum();
            if self.redraw((&parts, &opened), (cost, window.patience), budget) {
                opened.iter().for_each(|&node| is_due[node as usize] = true);
                seeds.extend(
                    opened
                        .iter()
                        .filter(|&&node| self.nodes_of(self.part_of[node as usize])[0] == node),
                );
            } else {
                // The window about a neighbour would be nearly the same.
                for part in self.neighbours(part).into_iter().chain([part]) {
                    let nodes = self.nodes_of(part).iter();
                    nodes.for_each(|&node| is_due[node as usize] = false);
                }
            }
        }
        self.units
    }

    fn nodes_of(&self, part: u32) -> &'w [u32] {
        self.listing.members(self.units[part as usize] as usize)
    }

    fn unit(&self, part: u32) -> usize {
        self.units[part as usize] as usize
    }

    /// The parts beside a part, in the order met.
    fn neighbours(&self, part: u32) -> Vec<u32> {
        let mut near = Vec::new();
        for &node in self.nodes_of(part) {
            for &(other, _) in self.net.arcs(node) {
                let beside = self.part_of[other as usize];
                if beside != part && beside != NONE && !near.contains(&beside) {
                    near.push(beside);
                }
            }
        }
        near
    }

    /// The parts about some nodes, with nodes that no part holds, until there are so many nodes; the
    /// parts and all the nodes.
    fn window_about(&self, nodes: Vec<u32>, most: usize) -> (Vec<u32>, Vec<u32>) {
        let mut parts: Vec<u32> = Vec::new();
        let mut nodes = nodes;
        let own = self.part_of[nodes[0] as usize];
        if own != NONE {
            parts.push(own);
        }
        let mut at = 0;
        while let Some(&node) = nodes.get(at) {
            for &(other, _) in self.net.arcs(node) {
                let beside = self.part_of[other as usize];
                if beside == NONE && !nodes.contains(&other) {
                    nodes.push(other);
                }
                if beside != NONE && nodes.len() < most && !parts.contains(&beside) {
                    parts.push(beside);
                    nodes.extend_from_slice(self.nodes_of(beside));
                }
            }
            at += 1;
        }
        (parts, nodes)
    }

    /// Draws the parts of a window, with these nodes, again, below a cost; whether that was done.
    fn redraw(
        &mut self,
        (parts, nodes): (&[u32], &[u32]),
        (cost, patience): (f64, usize),
        budget: &mut Budget<'_>,
    ) -> bool {
        let mut inner = vec![NONE; self.net.len()];
        (0u32..).zip(nodes).for_each(|(number, &node)| inner[node as usize] = number);
        let reduced: f64 = parts.iter().map(|&part| self.master.reduced[self.unit(part)]).sum();
        let slack = if cost.is_finite() { reduced + 1e-6 } else { f64::INFINITY };
        let is_inner = |unit: usize| {
            let members = self.listing.members(unit);
            self.master.reduced[unit] <= slack
                && members.iter().all(|&node| inner[node as usize] != NONE)
        };
        let held: Vec<u32> =
            (0..self.listing.len()).filter(|&unit| is_inner(unit)).map(|u| u as u32).collect();
        budget.spend(2 * self.listing.len() as u64);
        let few = self.listing.renumbered(&held, &inner);
        let prices: Vec<f64> =
            nodes.iter().map(|&node| self.master.node_prices()[node as usize]).collect();
        let (fewest, most) = self.master.range;
        let outside = (self.units.len() - parts.len()) as u32;
        let range = (fewest.saturating_sub(outside).max(1), most.saturating_sub(outside).max(1));
        let mut master = Master::new(&few, &prices, range);
        for (unit, whole) in held.iter().enumerate() {
            if parts.iter().any(|&part| self.units[part as usize] == *whole) {
                master.take(&few, unit);
            }
        }
        // Any plan at all costs less.
        let dearest = few.cost.iter().copied().fold(0.0, f64::max);
        let goal = cost.min(dearest * nodes.len() as f64 + 1.0);
        let mut tree = Tree::new(&few, nodes.len(), (goal, self.grain));
        tree.patience = patience;
        budget.within(WORK, |budget| tree.search(master, budget));
        if tree.chosen.is_empty() {
            return false;
        }
        let found: Vec<u32> = tree.chosen.iter().map(|&unit| held[unit as usize]).collect();
        self.replace(parts, &found);
        true
    }

    /// Puts units in the place of parts; numbers of parts that are gone are taken by the last ones.
    fn replace(&mut self, parts: &[u32], found: &[u32]) {
        let mut gone = parts.to_vec();
        gone.sort_unstable();
        for &unit in found {
            if gone.is_empty() {
                self.units.push(unit);
            } else {
                let part = gone.remove(0);
                self.units[part as usize] = unit;
            }
        }
        while let Some(part) = gone.pop() {
            self.units.swap_remove(part as usize);
        }
        for (part, &unit) in (0u32..).zip(&self.units) {
            let members = self.listing.members(unit as usize);
            members.iter().for_each(|&node| self.part_of[node as usize] = part);
        }
    }
}
