//! Boundaries of units in and out: as files that other programs read, and from files that offices have.

mod export;
mod import;
mod matching;
mod prepare;
mod report;

pub use export::{Format, Wanted, export, inside};
pub use import::{Opened, apply, bring, choose, list, open, revert, withdraw};
pub use matching::Columns;
pub use prepare::Choices;
pub use report::{Between, Matched, Report, Said, Shared, Unmatched};
