//! What a reorganisation does, as clauses that `words` puts into sentences, and as the table of
//! before and after. The dossier is this description. Names are data; everything said around them
//! is a code.

use serde::{Deserialize, Serialize};

use crate::text::sort_key;
use crate::{Coverage, Day, Edge, EventKind, Kind, Method, Shares, UnitId};

use super::edges::Change;
use super::value::{CodedReason, Reason, Reorganisation};

/// One sentence of the description. Name lists are in the order of the units' identities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "clause", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each value says what it tells; its fields are named by what they hold"
)]
pub enum Clause {
    /// How many units and households, before and after.
    Totals { commune: String, before: usize, after: usize, households: u32, people: u32 },
    /// A unit stays as it is.
    Kept { name: String, households: u32 },
    /// A unit gets another name.
    Renamed { old: String, new: String },
    /// A unit becomes another kind.
    Retyped { old: String, new: String },
    /// An old unit is split into new ones.
    Split { old: String, new: Vec<String> },
    /// New units are carved out of one that goes on.
    CarvedOut { old: String, stays: String, new: Vec<String> },
    /// Old units merge into a new one.
    Merged { old: Vec<String>, new: String },
    /// Old units are taken up by one that goes on.
    Absorbed { old: Vec<String>, stays: String },
    /// Units that go on shift their border.
    BorderShifted { old: Vec<String> },
    /// A unit is made of several parts, which follow.
    MadeOf { new: String, households: u32 },
    /// A part: all of an old unit.
    PartWhole { old: String, new: String, households: u32 },
    /// A part: some of an old unit.
    PartSome { old: String, new: String, households: u32, of: u32 },
    /// Why a unit differs from the norm.
    Reasoned { name: String, households: u32, reason: Reason, text: String },
    /// The old tổ end.
    SubUnitsEnd { count: usize },
    /// Figures are estimated.
    Estimated,
    /// From when it holds.
    EffectiveOn { day: Day },
    /// No day yet: a plan, without legal value.
    NoLegalValue,
}

impl Clause {
    /// Message id of its sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Totals { .. } => "clause-totals",
            Self::Kept { .. } => "clause-kept",
            Self::Renamed { .. } => "clause-renamed",
            Self::Retyped { .. } => "clause-retyped",
            Self::Split { .. } => "clause-split",
            Self::CarvedOut { .. } => "clause-carved-out",
            Self::Merged { .. } => "clause-merged",
            Self::Absorbed { .. } => "clause-absorbed",
            Self::BorderShifted { .. } => "clause-border-shifted",
            Self::MadeOf { .. } => "clause-made-of",
            Self::PartWhole { .. } => "clause-part-whole",
            Self::PartSome { .. } => "clause-part-some",
            Self::Reasoned { reason, .. } => match reason {
                Reason::StableUnitKept => "clause-reason-stable_unit_kept",
                Reason::Island => "clause-reason-island",
                Reason::Border => "clause-reason-border",
                Reason::IsolatedTerrain => "clause-reason-isolated_terrain",
                Reason::NaturalBarrier => "clause-reason-natural_barrier",
                Reason::ApartmentComplexKeptWhole => "clause-reason-apartment_complex_kept_whole",
                Reason::CustomCultural => "clause-reason-custom_cultural",
                Reason::PlannedGrowth => "clause-reason-planned_growth",
            },
            Self::SubUnitsEnd { .. } => "clause-sub-units-end",
            Self::Estimated => "clause-estimated",
            Self::EffectiveOn { .. } => "clause-effective-on",
            Self::NoLegalValue => "clause-no-legal-value",
        }
    }

    /// Whether it tells a part of the unit that the clause before it names.
    #[must_use]
    pub const fn is_part(&self) -> bool {
        matches!(self, Self::PartWhole { .. } | Self::PartSome { .. })
    }

    /// The unit it is mostly about; empty where it is about the whole.
    fn subject(&self) -> &str {
        match self {
            Self::Kept { name, .. } | Self::Reasoned { name, .. } => name,
            Self::Renamed { new, .. } | Self::Retyped { new, .. } => new,
            Self::Merged { new, .. } | Self::MadeOf { new, .. } => new,
            Self::PartWhole { new, .. } | Self::PartSome { new, .. } => new,
            Self::Split { old, .. } => old,
            Self::CarvedOut { stays, .. } | Self::Absorbed { stays, .. } => stays,
            Self::BorderShifted { old } => old.first().map_or("", String::as_str),
            Self::Totals { .. }
            | Self::SubUnitsEnd { .. }
            | Self::Estimated
            | Self::EffectiveOn { .. }
            | Self::NoLegalValue => "",
        }
    }

    /// The data of its sentence; lists of names joined by commas, `count` their number.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let joined = |names: &[String]| names.join(", ");
        match self {
            Self::Totals { commune, before, after, households, people } => vec![
                ("commune", commune.clone()),
                ("before", before.to_string()),
                ("after", after.to_string()),
                ("households", households.to_string()),
                ("people", people.to_string()),
            ],
            Self::Kept { name, households } => {
                vec![("name", name.clone()), ("households", households.to_string())]
            }
            Self::Renamed { old, new } | Self::Retyped { old, new } => {
                vec![("old", old.clone()), ("new", new.clone())]
            }
            Self::Split { old, new } => {
                vec![("old", old.clone()), ("new", joined(new)), ("count", new.len().to_string())]
            }
            Self::CarvedOut { old, stays, new } => {
                vec![("old", old.clone()), ("stays", stays.clone()), ("new", joined(new))]
            }
            Self::Merged { old, new } => vec![("old", joined(old)), ("new", new.clone())],
            Self::Absorbed { old, stays } => vec![("old", joined(old)), ("stays", stays.clone())],
            Self::BorderShifted { old } => vec![("old", joined(old))],
            Self::MadeOf { new, households } => {
                vec![("new", new.clone()), ("households", households.to_string())]
            }
            Self::PartWhole { old, new, households } => vec![
                ("old", old.clone()),
                ("new", new.clone()),
                ("households", households.to_string()),
            ],
            Self::PartSome { old, new, households, of } => vec![
                ("old", old.clone()),
                ("new", new.clone()),
                ("households", households.to_string()),
                ("of", of.to_string()),
            ],
            Self::Reasoned { name, households, text, .. } => vec![
                ("name", name.clone()),
                ("households", households.to_string()),
                ("text", text.clone()),
            ],
            Self::SubUnitsEnd { count } => vec![("count", count.to_string())],
            Self::EffectiveOn { day } => vec![("day", day.to_string())],
            Self::Estimated | Self::NoLegalValue => Vec::new(),
        }
    }
}

/// What a unit takes from, or gives to, another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The other unit.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// What goes along.
    pub shares: Shares,
    /// Whether all of the old unit goes along.
    pub coverage: Coverage,
}

/// An old unit in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeRow {
    /// Identity.
    pub unit_id: UnitId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// What it holds.
    pub counts: Shares,
    /// Where it goes.
    pub into: Vec<Part>,
}

/// A new unit in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterRow {
    /// Identity.
    pub unit_id: UnitId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// What it will hold.
    pub counts: Shares,
    /// What happens; `None` when it is kept as it is.
    pub event: Option<EventKind>,
    /// Where it comes from.
    pub from: Vec<Part>,
    /// Why it differs from the norm, if it does.
    pub reasons: Vec<CodedReason>,
}

/// The table of before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Old units, in the order of the reorganisation.
    pub before: Vec<BeforeRow>,
    /// New units, in the order of the reorganisation.
    pub after: Vec<AfterRow>,
    /// The area before.
    pub total_before: Shares,
    /// The area after; the same unless something is wrong.
    pub total_after: Shares,
}

impl Reorganisation {
    /// The description, clause by clause, in the order of the dossier.
    #[must_use]
    pub fn describe(&self) -> Vec<Clause> {
        let total = self.total();
        let mut clauses = vec![Clause::Totals {
            commune: self.commune.name.clone(),
            before: self.old_units.len(),
            after: self.new_units.len(),
            households: total.households,
            people: total.people,
        }];
        clauses.extend(self.described_changes());
        for unit in &self.new_units {
            let households = self.counts_of(unit).households;
            clauses.extend(unit.reasons.iter().map(|given| Clause::Reasoned {
                name: unit.name.clone(),
                households,
                reason: given.reason,
                text: given.text.clone(),
            }));
        }
        if !self.old_sub_units.is_empty() {
            clauses.push(Clause::SubUnitsEnd { count: self.old_sub_units.len() });
        }
        if matches!(self.method, Method::Area | Method::Estimate) {
            clauses.push(Clause::Estimated);
        }
        clauses.extend(self.effective_on.map(|day| Clause::EffectiveOn { day }));
        clauses.push(Clause::NoLegalValue);
        clauses
    }

    /// The changes, each with its parts, in the order in which people count the units' names.
    fn described_changes(&self) -> Vec<Clause> {
        let mut told = Vec::new();
        for change in self.changes() {
            self.describe_change(&change, &mut told);
        }
        let mut blocks: Vec<Vec<Clause>> = Vec::new();
        for clause in told {
            match blocks.last_mut() {
                Some(block) if clause.is_part() => block.push(clause),
                _ => blocks.push(vec![clause]),
            }
        }
        blocks.sort_by_cached_key(|block| sort_key(block[0].subject()));
        blocks.into_iter().flatten().collect()
    }

    fn describe_change(&self, change: &Change, clauses: &mut Vec<Clause>) {
        let (from, to) = (change.from(), change.to());
        let stays = from.iter().find(|unit| to.contains(unit)).copied();
        let old_names = |but: Option<UnitId>| -> Vec<String> {
            from.iter()
                .filter(|unit| Some(**unit) != but)
                .map(|unit| self.old_name(*unit))
                .collect()
        };
        let new_names = |but: Option<UnitId>| -> Vec<String> {
            to.iter().filter(|unit| Some(**unit) != but).map(|unit| self.new_name(*unit)).collect()
        };
        let old = self.old_name(from[0]);
        let new = self.new_name(to[0]);
        let clause = match change.event {
            None => {
                let households = self.old_unit(from[0]).map_or(0, |old| old.counts.households);
                Clause::Kept { name: old, households }
            }
            Some(EventKind::Rename) => Clause::Renamed { old, new },
            Some(EventKind::Retype) => Clause::Retyped { old, new },
            Some(EventKind::SplitNew) if all_of_one(&change.edges) => {
                Clause::Split { old, new: new_names(None) }
            }
            Some(EventKind::CarveOut) if stays.is_some() => Clause::CarvedOut {
                stays: stays.map(|unit| self.new_name(unit)).unwrap_or_default(),
                old,
                new: new_names(stays),
            },
            Some(EventKind::MergeNew) if all_whole(&change.edges) => {
                Clause::Merged { old: old_names(None), new }
            }
            Some(EventKind::Absorb) if all_whole(&change.edges) => {
                Clause::Absorbed { old: old_names(stays), stays: new }
            }
            Some(EventKind::BoundaryShift) if to.len() > 1 => {
                clauses.push(Clause::BorderShifted { old: old_names(None) });
                return self.describe_parts(&change.edges, clauses);
            }
            Some(_) => return self.describe_parts(&change.edges, clauses),
        };
        clauses.push(clause);
    }

    /// Each new unit of the edges with its parts.
    fn describe_parts(&self, edges: &[Edge], clauses: &mut Vec<Clause>) {
        let mut edges = edges.to_vec();
        edges.sort_by_cached_key(|edge| (edge.to, sort_key(&self.old_name(edge.from)), edge.from));
        let mut last = None;
        for edge in edges {
            let new = self.new_name(edge.to);
            if last != Some(edge.to) {
                let counts = self.new_of(&edge).map(|unit| self.counts_of(unit));
                let households = counts.unwrap_or_default().households;
                clauses.push(Clause::MadeOf { new: new.clone(), households });
                last = Some(edge.to);
            }
            let (old, households) = (self.old_name(edge.from), edge.shares.households);
            let of = self.old_unit(edge.from).map_or(0, |old| old.counts.households);
            clauses.push(match edge.coverage {
                Coverage::Whole => Clause::PartWhole { old, new, households },
                Coverage::Part => Clause::PartSome { old, new, households, of },
            });
        }
    }

    /// The table of before and after.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let edges = self.edges();
        let changes = self.changes();
        let part = |unit_id, name, edge: &Edge| Part {
            unit_id,
            name,
            shares: edge.shares,
            coverage: edge.coverage,
        };
        let before = self.old_units.iter().map(|old| BeforeRow {
            unit_id: old.id,
            name: old.name.clone(),
            kind: old.kind,
            counts: old.counts,
            into: edges
                .iter()
                .filter(|edge| edge.from == old.id)
                .map(|edge| part(edge.to, self.new_name(edge.to), edge))
                .collect(),
        });
        let after = self.new_units.iter().map(|new| AfterRow {
            unit_id: new.id(),
            name: new.name.clone(),
            kind: new.kind,
            counts: edges.iter().filter(|edge| edge.to == new.id()).map(|edge| edge.shares).sum(),
            event: changes
                .iter()
                .find(|change| change.edges.iter().any(|edge| edge.to == new.id()))
                .and_then(|change| change.event),
            from: edges
                .iter()
                .filter(|edge| edge.to == new.id())
                .map(|edge| part(edge.from, self.old_name(edge.from), edge))
                .collect(),
            reasons: new.reasons.clone(),
        });
        Preview {
            before: before.collect(),
            after: after.collect(),
            total_before: self.total(),
            total_after: edges.iter().map(|edge| edge.shares).sum(),
        }
    }

    fn old_name(&self, unit: UnitId) -> String {
        self.old_unit(unit).map(|unit| unit.name.clone()).unwrap_or_default()
    }

    fn new_name(&self, unit: UnitId) -> String {
        self.new_unit(unit).map(|unit| unit.name.clone()).unwrap_or_default()
    }
}

fn all_whole(edges: &[Edge]) -> bool {
    edges.iter().all(|edge| edge.coverage == Coverage::Whole)
}

/// Whether the edges lead out of one unit into more than one.
fn all_of_one(edges: &[Edge]) -> bool {
    edges.len() > 1 && edges.iter().all(|edge| edge.from == edges[0].from)
}
