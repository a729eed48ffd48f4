//! Households, minimal on purpose: a code, a door point, a number of people.

use serde::{Deserialize, Serialize};

use crate::{HouseholdId, Period, UnitId};

/// A door in WGS 84, as integers of 1e-7 degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DoorPoint {
    /// Longitude × 1e7.
    pub lon_e7: i32,
    /// Latitude × 1e7.
    pub lat_e7: i32,
}

/// A household. Personal data beyond this is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Identity.
    pub id: HouseholdId,
    /// The office's code, unique in its commune.
    pub code: String,
    /// House address, "12/3/4A Hẻm …".
    pub address: String,
    /// Its door.
    pub door: DoorPoint,
    /// Number of people, at least 1.
    pub people: u16,
    /// The household's representative, where the law or consent gives ground.
    pub representative: Option<String>,
}

/// One dated membership of a household in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The household.
    pub household_id: HouseholdId,
    /// The unit.
    pub unit_id: UnitId,
    /// When.
    pub valid: Period,
}
