//! What goes from which old unit into which new one, and which events that makes.
//!
//! Edges are derived from the atoms: nobody types a share. An old unit's households out of it sum
//! to what it held, a new unit's into it to what it will hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::apportion::apportion;
use crate::{AtomId, Coverage, Edge, EventKind, Shares, UnitId};

use super::value::{NewUnit, Reorganisation};

/// One event of a reorganisation, or a unit to which nothing happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The event; `None` means kept as it is, which leaves no trace in the lineage.
    pub event: Option<EventKind>,
    /// From → to.
    pub edges: Vec<Edge>,
}

impl Change {
    /// The old units it touches, each once.
    #[must_use]
    pub fn from(&self) -> Vec<UnitId> {
        let units: BTreeSet<UnitId> = self.edges.iter().map(|edge| edge.from).collect();
        units.into_iter().collect()
    }

    /// The new units it touches, each once.
    #[must_use]
    pub fn to(&self) -> Vec<UnitId> {
        let units: BTreeSet<UnitId> = self.edges.iter().map(|edge| edge.to).collect();
        units.into_iter().collect()
    }
}

impl Reorganisation {
    /// The edges old → new with whole-number shares, ordered by old and then new identity, kept
    /// units included. Households, people and addresses are summed from atoms; where the registry
    /// knows an old unit's area but not the atoms', the area is split by the best weight there is
    /// (atoms' area, else households) so that it sums to the old unit's.
    #[must_use]
    pub fn edges(&self) -> Vec<Edge> {
        let goes: BTreeMap<AtomId, UnitId> = self
            .new_units
            .iter()
            .flat_map(|unit| unit.atoms.iter().map(|atom| (*atom, unit.id())))
            .collect();
        let mut shares: BTreeMap<UnitId, BTreeMap<UnitId, Shares>> = BTreeMap::new();
        let mut staying: BTreeSet<UnitId> = BTreeSet::new();
        for atom in &self.atoms {
            match goes.get(&atom.id) {
                Some(to) => {
                    let share = shares.entry(atom.old_unit).or_default().entry(*to).or_default();
                    *share = *share + atom.counts;
                }
                // An atom in no new unit: the check refuses it, and no edge is whole meanwhile.
                None => {
                    staying.insert(atom.old_unit);
                }
            }
        }
        let mut edges = Vec::new();
        for (from, into) in shares {
            let area = self.old_unit(from).map_or(0, |old| old.counts.area_m2);
            let whole = into.len() == 1 && !staying.contains(&from);
            let coverage = if whole { Coverage::Whole } else { Coverage::Part };
            for (to, shares) in split_area(area, into) {
                edges.push(Edge { from, to, coverage, shares, method: self.method });
            }
        }
        edges
    }

    /// The events of the closed list that the edges make, ordered by their first old unit.
    ///
    /// Units that exchange nothing with others are told apart first. A group in which one old unit
    /// or one new unit stands alone is one event: kept, rename, retype, split, carve-out, merger
    /// or absorption. In a group of several on both sides each new unit is one event, except that
    /// shifts between units which all go on are one boundary shift.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for group in groups(self.edges()) {
            let olds: BTreeSet<UnitId> = group.iter().map(|edge| edge.from).collect();
            let news: BTreeSet<UnitId> = group.iter().map(|edge| edge.to).collect();
            let lasting = olds.intersection(&news).count();
            let event = match (olds.len(), news.len()) {
                (1, 1) => self.alone(&group[0]),
                (1, _) if lasting == 0 => Some(EventKind::SplitNew),
                (1, _) => Some(EventKind::CarveOut),
                (_, 1) if lasting == 0 => Some(EventKind::MergeNew),
                (_, 1) => Some(EventKind::Absorb),
                (before, after) if lasting == before && lasting == after => {
                    Some(EventKind::BoundaryShift)
                }
                _ => {
                    changes.extend(regrouped(&group, &olds, &news));
                    continue;
                }
            };
            changes.push(Change { event, edges: group });
        }
        changes
    }

    /// The new unit of an edge.
    pub(super) fn new_of(&self, edge: &Edge) -> Option<&NewUnit> {
        self.new_unit(edge.to)
    }

    fn alone(&self, edge: &Edge) -> Option<EventKind> {
        let (old, new) = (self.old_unit(edge.from)?, self.new_of(edge)?);
        if edge.from != edge.to {
            // The check refuses this (an unchanged unit keeps its identity); named all the same.
            return Some(EventKind::MergeNew);
        }
        match (old.kind == new.kind, old.name == new.name) {
            (true, true) => None,
            (true, false) => Some(EventKind::Rename),
            (false, _) => Some(EventKind::Retype),
        }
    }

    /// The old units of which a new unit takes a part together with another: those which merge,
    /// and so must each agree (Circ. 14/2018/TT-BNV Art. 7a), in order of identity.
    #[must_use]
    pub fn merging_units(&self) -> Vec<UnitId> {
        let mut into: BTreeMap<UnitId, BTreeSet<UnitId>> = BTreeMap::new();
        for edge in self.edges() {
            into.entry(edge.to).or_default().insert(edge.from);
        }
        let merging: BTreeSet<UnitId> =
            into.into_values().filter(|from| from.len() > 1).flatten().collect();
        merging.into_iter().collect()
    }
}

/// Several old and several new units that cannot be told apart: one event per new unit.
fn regrouped(group: &[Edge], olds: &BTreeSet<UnitId>, news: &BTreeSet<UnitId>) -> Vec<Change> {
    let mut changes = Vec::new();
    for new in news {
        let edges: Vec<Edge> = group.iter().filter(|edge| edge.to == *new).copied().collect();
        let whole_from_others =
            edges.iter().any(|edge| edge.from != *new && edge.coverage == Coverage::Whole);
        let event = match (olds.contains(new), &edges[..]) {
            (true, _) if whole_from_others => EventKind::Absorb,
            (true, _) => EventKind::BoundaryShift,
            (false, [only]) if news.contains(&only.from) => EventKind::CarveOut,
            (false, [_]) => EventKind::SplitNew,
            (false, _) => EventKind::MergeNew,
        };
        changes.push(Change { event: Some(event), edges });
    }
    changes
}

/// The edges in groups that share no unit, each in order, groups by their first edge.
fn groups(edges: Vec<Edge>) -> Vec<Vec<Edge>> {
    let mut groups: Vec<Vec<Edge>> = Vec::new();
    for edge in edges {
        let touches = |group: &Vec<Edge>| {
            group.iter().any(|other| other.from == edge.from || other.to == edge.to)
        };
        let (touching, mut apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
        let mut joined: Vec<Edge> = touching.into_iter().flatten().collect();
        joined.push(edge);
        joined.sort_unstable_by_key(|edge| (edge.from, edge.to));
        apart.push(joined);
        groups = apart;
    }
    groups.sort_unstable_by_key(|group| (group[0].from, group[0].to));
    groups
}

/// The shares with areas that sum to the old unit's, if its area is known.
fn split_area(area: u64, into: BTreeMap<UnitId, Shares>) -> Vec<(UnitId, Shares)> {
    let mut into: Vec<(UnitId, Shares)> = into.into_iter().collect();
    let known: u64 = into.iter().map(|(_, shares)| shares.area_m2).sum();
    if area == 0 || known == area {
        return into;
    }
    let weights: Vec<u64> = into
        .iter()
        .map(|(_, shares)| if known > 0 { shares.area_m2 } else { shares.households.into() })
        .collect();
    for ((_, shares), part) in into.iter_mut().zip(apportion(area, &weights).parts) {
        shares.area_m2 = part;
    }
    into
}
