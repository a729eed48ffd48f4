//! The crate's tests, by purpose: each rule of the check, drawing on invented maps, determinism,
//! refusals, and quality against brute force.

mod brute;
mod choices;
mod determinism;
mod drawing;
mod explain;
pub mod field;
mod links;
mod plans;
mod refusals;
mod repair;
mod rules;
mod scores;
mod widening;
