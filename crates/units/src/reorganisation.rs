//! A reorganisation is a value with old and new on a named revision: it can be checked, described,
//! previewed, applied and reverted before its day. Never an update.
//!
//! - [`value`]: what a reorganisation is; its canonical bytes, from which its digest is made.
//! - [`edges`]: what goes from which old unit into which new one, in whole numbers, and which events
//!   of the closed list that makes.
//! - [`check`]: every reason why it cannot be.
//! - [`describe`]: what it does, as clauses that `words` puts into sentences; before and after.
//! - [`adoption`]: the tally, the resolution, and what refuses the recording of them.
//! - [`apply`]: what the registry has to write, how households that come later are carried over,
//!   and how it is taken back before its day.
//!
//! Knows no geometry: `atlas` draws a new unit as the dissolved edge of its atoms.

pub mod adoption;
pub mod apply;
pub mod check;
pub mod describe;
pub mod edges;
pub mod refusal;
pub mod rename;
pub mod value;

pub use adoption::{Adoption, AdoptionVerdict, Count, Tally, UnitTally, Warning};
pub use apply::{
    Applied, AtomMove, Carried, EdgeDelta, EndedState, Entered, HouseholdChange, Reverted,
    carry_over, revert,
};
pub use check::RegistryView;
pub use describe::{AfterRow, BeforeRow, Clause, Part, Preview};
pub use edges::Change;
pub use refusal::Refusal;
pub use value::{
    AtomFacts, CodedReason, Commune, NewUnit, OldSubUnit, OldUnit, Reason, Reorganisation,
};
