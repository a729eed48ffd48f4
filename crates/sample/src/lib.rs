//! An invented city of any size, seeded: outline, streets and hẻm trees, canals with bridges,
//! apartment blocks, doors, households, and the old khu phố, ấp and tổ as offices really cut them.
//!
//! It feeds the demonstration, the tests and the benches. It owns no clock, no file and no global
//! randomness: the same seed gives the same city, down to every identity. Nothing in it is real.
//!
//! [`City`] makes one [`Commune`] after another; [`default_ward`] and [`default_commune`] are the
//! two of the demonstration; [`town`] is the model town of the tests.

mod block;
mod city;
mod cluster;
mod commune;
mod door;
mod draft;
mod ground;
mod group;
mod history;
pub mod indicator;
pub mod life;
mod line;
pub mod name;
mod old;
pub mod plan;
pub mod seed;
mod settle;
mod street;
mod town;
mod weave;

pub use city::{City, SAMPLE_SEED, default_commune, default_ward, doors_only, sample};
pub use commune::{Cluster, Commune, Feature, FeatureClass, MIDDLE, Resident, Shape};
pub use history::{CITY, founded_on, reformed_on};
pub use plan::{CommuneOrder, Plan};
pub use town::town;

/// The invented city's own page of the rulebook, for [`units::rulebook::Rulebook::with_office`].
pub const RULES: &str = include_str!("../rules.toml");

/// The figures that the invented city counts on its status sheets, as an office's own list.
pub const FIGURES: &str = include_str!("../figures.toml");
