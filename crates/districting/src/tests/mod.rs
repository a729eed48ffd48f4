//! The crate's tests, by purpose: each rule of the check, drawing on invented maps, determinism,
//! refusals, and quality against brute force.

mod brute;
mod determinism;
mod drawing;
pub mod field;
mod links;
mod refusals;
mod rules;
mod scores;
mod widening;
