//! The crate's tests, by purpose: each rule of the check, drawing on invented maps, determinism,
//! refusals, and quality against brute force.

mod brute;
mod choices;
mod determinism;
mod drawing;
mod explain;
pub mod field;
mod fine;
mod heirs;
mod lay;
mod links;
mod most;
mod order;
mod plans;
mod records;
mod refusals;
mod repair;
mod rules;
mod scores;
mod walking;
mod widening;
