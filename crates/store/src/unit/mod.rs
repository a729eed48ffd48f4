//! Units, their dated states, outlines and lineage: the rows of pages, and the writes of the registry.
//!
//! Decides nothing: what may change and why stands in `units` and `desk`.

mod cells;
mod lineage;
mod now;
mod page;
mod search;
mod shape;
mod sql;
mod tree;
mod write;

use serde::Serialize;
use units::{Coverage, Day, EventKind, Kind, Method, Period, StateId, UnitId};

pub(crate) use cells::period;
pub use lineage::{event_days, lineage_table, older};
pub use now::{Ask, base_units_now, codes_now, state_now, sub_units_now};
pub use page::{page, path, state_on, with_above};
pub use search::search;
pub use shape::{shape, shapes};
pub use sql::STATEMENTS;
pub use tree::{
    children, communes, communes_run, descendants, line, lines, named_below, named_communes,
    outermost,
};
pub use write::{
    NewEvent, NewShape, NewState, add_edges, add_edges_of, add_event, add_shapes, add_states,
    add_units, correct_edge, end_states, known, shape_from_plan, take_back,
};

/// A unit in a list, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The unit.
    pub unit_id: UnitId,
    /// Its parent then.
    pub parent_id: Option<UnitId>,
    /// Its kind then.
    pub kind: Kind,
    /// Its name then, with the kind.
    pub name: String,
    /// The first day on which the state no longer held, where it has ended.
    pub ended: Option<Day>,
    /// Households on the day, counted from memberships.
    pub households: i64,
    /// People on the day.
    pub people: i64,
    /// Units directly under it on the day.
    pub children: i64,
    /// Whether its outline is known.
    pub has_map: bool,
}

/// A unit by its name alone, for lists to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The unit.
    pub unit_id: UnitId,
    /// Its kind then.
    pub kind: Kind,
    /// Its name then, with the kind.
    pub name: String,
}

/// A unit found by a search, by its name of today or an old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The state that matched; counts as of its last day where it has ended.
    pub line: Line,
    /// The names above it, from the nearest outwards: "Phường Vĩnh Lộ, Thành phố …".
    pub path: String,
    /// When the state holds.
    pub period: Period,
}

/// One state of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateLine {
    /// The state.
    pub state_id: StateId,
    /// When it holds.
    pub period: Period,
    /// Kind then.
    pub kind: Kind,
    /// Name then.
    pub name: String,
    /// Official code then.
    pub official_code: Option<String>,
    /// Number of the legal document.
    pub legal_document: Option<String>,
    /// Parent then, with its name then.
    pub parent: Option<(UnitId, String)>,
}

/// One edge of lineage, seen from one of its ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineageLine {
    /// What happened.
    pub event_kind: EventKind,
    /// First day of the new state.
    pub effective_on: Day,
    /// Number of the legal document.
    pub legal_document: Option<String>,
    /// The unit at the other end.
    pub other: UnitId,
    /// Its name at the event.
    pub other_name: String,
    /// The name of the unit above it then: two communes may each have had a "Khu phố 1".
    pub other_parent: Option<String>,
    /// Its kind at the event.
    pub other_kind: Kind,
    /// The period of its state at the event.
    pub other_period: Period,
    /// Households along the edge.
    pub households: i64,
    /// People along the edge.
    pub people: i64,
    /// Square metres along the edge.
    pub area_m2: i64,
    /// Whether all of the old unit went along.
    pub coverage: Coverage,
    /// How the shares are known.
    pub method: Method,
}

/// A unit's page as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The unit on the day; where it did not exist then, its nearest state.
    pub line: Line,
    /// The period of the state shown.
    pub period: Period,
    /// Whether the state shown holds on the day asked for.
    pub holds: bool,
    /// The units above it, outermost first.
    pub path: Vec<(UnitId, String)>,
    /// Area of its outline in square metres, where known.
    pub area_m2: Option<i64>,
    /// Whether it is only known, and not run here: nothing is reported of it.
    pub is_reference: bool,
    /// Number of the legal document.
    pub legal_document: Option<String>,
    /// Official code on the day.
    pub official_code: Option<String>,
    /// Every state, oldest first.
    pub states: Vec<StateLine>,
    /// What it came from.
    pub past: Vec<LineageLine>,
    /// What became of it.
    pub successors: Vec<LineageLine>,
    /// The units under it on the day.
    pub children: Vec<Line>,
}

/// Old ↔ new of one effective day in a commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineageTable {
    /// First day of the new units.
    pub effective_on: Day,
    /// The old units, as they ended.
    pub old: Vec<Line>,
    /// The new units, as they began.
    pub new: Vec<Line>,
    /// (index in `old`, index in `new`, households, people), where an edge exists.
    pub cells: Vec<(usize, usize, i64, i64)>,
}

/// The outline of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// The unit.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Its short name or number.
    pub short_name: String,
    /// Its kind.
    pub kind: Kind,
    /// Households on the day.
    pub households: i64,
    /// WKB multipolygon in WGS 84.
    #[serde(skip)]
    pub wkb: Vec<u8>,
}
