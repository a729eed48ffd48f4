//! Households, minimal on purpose: a code, a door point, a number of people. That each is in exactly
//! one base unit a day is checked by `invariant::check_household`.

use serde::{Deserialize, Serialize};

use crate::{Day, HouseholdId, Period, Tier, UnitId};

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

impl Household {
    /// The unit of a tier that the household is in on a day; `tier_of` knows each unit's tier. Of
    /// voluntary groups the first.
    #[must_use]
    pub fn unit_on(
        &self,
        memberships: &[Membership],
        tier: Tier,
        tier_of: &dyn Fn(UnitId) -> Option<Tier>,
        day: Day,
    ) -> Option<UnitId> {
        let on = |member: &&Membership| {
            member.household_id == self.id
                && member.valid.contains(day)
                && tier_of(member.unit_id) == Some(tier)
        };
        memberships.iter().find(on).map(|member| member.unit_id)
    }
}
