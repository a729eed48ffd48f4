//! What places exist, existed and became: kinds, names, codes, periods and lineage; households and
//! their membership; a reorganisation as a list of checkable changes; the rulebook of legal numbers.
//!
//! Knows no SQL, HTTP, clock or file: days and texts are handed in.

pub mod apportion;
pub mod day;
pub mod gazetteer;
pub mod household;
pub mod id;
pub mod indicator;
pub mod invariant;
pub mod kind;
pub mod lineage;
pub mod reorganisation;
pub mod rulebook;
pub mod search;
pub mod text;
pub mod transfer;
pub mod unit;
mod wire;

pub use apportion::{Apportioned, apportion, apportion_wide};
pub use day::{Day, NotADay, Period};
pub use household::{DoorPoint, Household, Membership};
pub use id::{
    AccountId, AtomId, AttachmentId, BoundaryImportId, EventId, FigureFileId, HouseholdId,
    IndicatorId, JobId, OfficeRuleId, OldListId, PlanId, PostId, ReorganisationId, StateId, UnitId,
};
pub use invariant::Fault;
pub use kind::{Kind, Level, Tier};
pub use lineage::{Coverage, Edge, Event, EventKind, Method, Shares};
pub use unit::{Unit, UnitState};
pub use wire::UnknownCode;
