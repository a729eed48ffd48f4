//! The nation's list of administrative units: dated versions of it, the reform of 1 July 2025, and
//! what they make of each unit: states, events, lineage.
//!
//! A list names units by code. Codes are kept, moved and reissued, so none is an identity here: a
//! unit is what a code named at one time, and goes on under another code or name where the list
//! itself shows that it does ([`Nation::replay`]). What the list does not say (into what a unit of
//! 2010 was merged) is not said either.

mod act;
mod complaint;
mod edges;
mod growth;
mod identity;
mod list;
mod name;
mod nation;
mod pack;
mod read;
mod reform;
mod reform_read;
mod replay;
mod translator;

use serde::{Deserialize, Serialize};

use crate::wire_codes;
use crate::{Day, Level, UnitId};

pub use act::{Act, acts, numbers};
pub use complaint::Complaint;
pub use edges::{GivenEdge, read_edges};
pub use growth::Growth;
pub use identity::{event_id, state_id, unit_id};
pub use list::{ListUnit, read_list};
pub use name::{kind_of, same_name, short_name};
pub use nation::{Nation, Noted};
pub use pack::{Packed, pack, unpack};
pub use read::read_versions;
pub use reform::{Reform, ReformReport};
pub use reform_read::{Difference, DifferenceKind, ReformEdge, ReformUnit, read_reform};
pub use translator::Translator;

wire_codes! {
    /// What a line of a version does to a unit.
    Op as "list-change" {
        /// Is in the first list.
        Initial = "initial",
        /// Is new in the list.
        Added = "added",
        /// Is no longer in the list.
        Removed = "removed",
        /// Has another name.
        Renamed = "renamed",
        /// Lies under another unit.
        Moved = "moved",
    }
}

/// One line of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it does.
    pub op: Op,
    /// The level of the unit.
    pub level: Level,
    /// The unit's code in the version.
    pub code: String,
    /// The unit's name, with its kind; after the change where it is renamed.
    pub name: String,
    /// The name before, where it is renamed.
    pub old_name: Option<String>,
    /// The code of the unit above it; nothing for provinces.
    pub parent: Option<String>,
    /// The code of the unit above it before, where it is moved.
    pub old_parent: Option<String>,
}

/// How many units of each level there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Counts {
    /// Provinces and cities.
    pub provinces: u32,
    /// Districts.
    pub districts: u32,
    /// Communes.
    pub communes: u32,
}

/// A dated version of the list, as changes against the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its place in the list of versions, from 1.
    pub number: u32,
    /// The day that the version carries.
    pub dated: Day,
    /// The day from which its changes hold. A version without changes may carry any day.
    pub effective_on: Day,
    /// The acts that it names, as the version writes them.
    pub acts: String,
    /// How many units it says there are.
    pub counts: Counts,
    /// Its changes, in the order written.
    pub changes: Vec<Change>,
}

/// A unit as a version of the list has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The unit.
    pub unit_id: UnitId,
    /// Its level.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name, with its kind.
    pub name: String,
    /// The code of the unit above it.
    pub parent: Option<String>,
}

impl Version {
    /// Whether its changes hold from another day than it carries.
    #[must_use]
    pub fn is_shifted(&self) -> bool {
        self.dated != self.effective_on
    }
}

impl Counts {
    /// One unit more of a level. Units below the commune are not counted.
    pub fn add(&mut self, level: Level) {
        match level {
            Level::Province => self.provinces += 1,
            Level::District => self.districts += 1,
            Level::Commune => self.communes += 1,
            Level::Grassroots => {}
        }
    }

    /// One unit less of a level.
    pub(crate) fn take(&mut self, level: Level) {
        match level {
            Level::Province => self.provinces -= 1,
            Level::District => self.districts -= 1,
            Level::Commune => self.communes -= 1,
            Level::Grassroots => {}
        }
    }
}

#[cfg(test)]
mod tests;
