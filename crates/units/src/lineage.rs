//! What became of a unit: events with edges that carry whole-number shares, and the ways along them on
//! which figures and codes come from one day to another.

mod blocks;
mod translate;
pub(crate) mod ways;

use serde::{Deserialize, Serialize};

use crate::wire_codes;
use crate::{Day, EventId, UnitId};

pub use blocks::{Block, comparable_blocks};
pub use translate::{Fraction, Leg, Target, Translated};
pub use ways::{Blocks, Division, Passage, SharedBy, Ways};

wire_codes! {
    /// The closed list of events.
    EventKind as "event" {
        /// Thành lập.
        Create = "create",
        /// Đổi tên.
        Rename = "rename",
        /// Đổi loại.
        Retype = "retype",
        /// Đổi mã.
        Recode = "recode",
        /// Chuyển cấp quản lý.
        MoveParent = "move_parent",
        /// Điều chỉnh ranh giới.
        BoundaryShift = "boundary_shift",
        /// Nhập thành đơn vị mới.
        MergeNew = "merge_new",
        /// Nhập vào.
        Absorb = "absorb",
        /// Chia thành các đơn vị mới.
        SplitNew = "split_new",
        /// Tách ra.
        CarveOut = "carve_out",
        /// Giải thể.
        Dissolve = "dissolve",
        /// Lập lại.
        Restore = "restore",
        /// Đính chính.
        Correct = "correct",
    }
}

wire_codes! {
    /// Whether all of the old unit went along an edge.
    Coverage as "coverage" {
        /// All of it.
        Whole = "whole",
        /// Part of it.
        Part = "part",
    }
}

wire_codes! {
    /// How the shares are known.
    Method as "method" {
        /// Counted from household memberships.
        Counted = "counted",
        /// Printed in the decree.
        Decree = "decree",
        /// Split by area.
        Area = "area",
        /// Estimated.
        Estimate = "estimate",
    }
}

/// Whole-number shares along an edge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shares {
    /// Households.
    pub households: u32,
    /// People.
    pub people: u32,
    /// Square metres.
    pub area_m2: u64,
    /// Addresses (doors).
    pub addresses: u32,
}

impl std::ops::Add for Shares {
    type Output = Self;

    /// Part by part; a sum past the largest number stays there.
    fn add(self, other: Self) -> Self {
        Self {
            households: self.households.saturating_add(other.households),
            people: self.people.saturating_add(other.people),
            area_m2: self.area_m2.saturating_add(other.area_m2),
            addresses: self.addresses.saturating_add(other.addresses),
        }
    }
}

impl std::iter::Sum for Shares {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), std::ops::Add::add)
    }
}

/// One from → to of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// The unit before.
    pub from: UnitId,
    /// The unit after.
    pub to: UnitId,
    /// All or part of the unit before.
    pub coverage: Coverage,
    /// What went along.
    pub shares: Shares,
    /// How it is known.
    pub method: Method,
}

/// An event with its edges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Identity.
    pub id: EventId,
    /// What kind.
    pub kind: EventKind,
    /// First day of the new state.
    pub effective_on: Day,
    /// Number of the legal document.
    pub legal_document: Option<String>,
    /// From → to.
    pub edges: Vec<Edge>,
}

#[cfg(test)]
mod tests;
