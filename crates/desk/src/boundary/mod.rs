//! Boundaries of units in and out: as files that other programs read, and from files that offices have.

mod export;

pub use export::{Format, Wanted, export, inside};
