//! Where something open goes when its place is reorganised: with its household where it has one, else
//! with most of the place's households. Nothing is copied; a dated row says where it is from a day on.

use serde::{Deserialize, Serialize};
use units::UnitId;

units::wire_codes! {
    /// How the new place was found.
    FollowedBy as "followed" {
        /// It lies where it was opened.
        Opened = "opened",
        /// With its household.
        Household = "household",
        /// With the point on the map.
        Point = "point",
        /// With most of the households of its place.
        Majority = "majority",
        /// A person sent it elsewhere.
        Sent = "sent",
        /// The self-managed group that had it was dissolved.
        Dissolved = "dissolved",
    }
}

/// What becomes of an ending place: for each successor, how many of its households go there.
pub type Successors<'a> = &'a [(UnitId, u32)];

/// The new place and how it was found; nothing where the ending place has no successor.
///
/// `household` and `point` are where its household and its point lie from the day on, if it has
/// them. Of equal successors the one with the smaller identity is taken, so that every reader finds
/// the same.
#[must_use]
pub fn successor(
    successors: Successors<'_>,
    household: Option<UnitId>,
    point: Option<UnitId>,
) -> Option<(UnitId, FollowedBy)> {
    if let Some(unit) = household {
        return Some((unit, FollowedBy::Household));
    }
    if let Some(unit) = point {
        return Some((unit, FollowedBy::Point));
    }
    let most = successors.iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some((most.0, FollowedBy::Majority))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn unit(number: u128) -> UnitId {
        UnitId(Uuid::from_u128(number))
    }

    #[test]
    fn a_household_leads_then_a_point_then_the_majority() {
        let parts = [(unit(1), 200), (unit(2), 300), (unit(3), 300)];
        let by = |household, point| successor(&parts, household, point);
        assert_eq!(by(Some(unit(1)), Some(unit(3))), Some((unit(1), FollowedBy::Household)));
        assert_eq!(by(None, Some(unit(3))), Some((unit(3), FollowedBy::Point)));
        assert_eq!(by(None, None), Some((unit(2), FollowedBy::Majority)));
        assert_eq!(successor(&[], None, None), None);
    }
}
