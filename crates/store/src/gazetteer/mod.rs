//! The nation's list of units as it was imported: versions, changes, and the units that they made.

mod read;
mod sql;
mod write;

use units::gazetteer::{Noted, Version};
use units::{Day, Event, Unit};
use uuid::Uuid;

pub use read::{
    Sum, changes_in, changes_of, everything, imports, kept, named, sums, sums_of, version, versions,
};
pub use sql::STATEMENTS;
pub use write::{Brought, bring, run_here, take_back, touch};

/// What the list has made so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Units with their states.
    pub units: Vec<Unit>,
    /// Events with their edges.
    pub events: Vec<Event>,
    /// The versions without their changes.
    pub versions: Vec<Version>,
    /// Every change with its unit.
    pub noted: Vec<Noted>,
}

/// An import of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Import {
    /// Identity.
    pub id: Uuid,
    /// What was imported: a file's name.
    pub source: String,
    /// SHA-256 of what was imported.
    #[serde(skip)]
    pub digest: Vec<u8>,
    /// The first day of anything in it.
    pub effective_on: Day,
    /// Units that were new.
    pub units: i64,
    /// States that were new.
    pub states: i64,
    /// Events that were new.
    pub events: i64,
    /// When, in epoch milliseconds.
    pub imported_at: i64,
    /// When it was taken back, in epoch milliseconds.
    pub reverted_at: Option<i64>,
    /// Whether it only says what became of units: no version, and no state begun or ended.
    #[serde(skip)]
    pub is_edges_alone: bool,
}
