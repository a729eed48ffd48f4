//! A unit and its dated states.

use serde::{Deserialize, Serialize};

use crate::{Day, Kind, Period, StateId, UnitId};

/// A place people talk about; what it was at a time is its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Identity, never reused.
    pub id: UnitId,
    /// All states, by period.
    pub states: Vec<UnitState>,
}

/// What a unit was during a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitState {
    /// Identity of the state.
    pub id: StateId,
    /// The unit.
    pub unit_id: UnitId,
    /// When it holds.
    pub valid: Period,
    /// Its kind then.
    pub kind: Kind,
    /// Its name then, with the kind: "Khu phố 3".
    pub name: String,
    /// Its short name or number: "3".
    pub short_name: String,
    /// Official code then, if any. Never a key.
    pub official_code: Option<String>,
    /// Its parent then.
    pub parent_id: Option<UnitId>,
    /// Number of the legal document that made the state.
    pub legal_document: Option<String>,
}

impl UnitState {
    /// Whether the state holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid.contains(day)
    }
}
