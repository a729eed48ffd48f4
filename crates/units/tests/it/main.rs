//! Stories and properties of the crate `units`, one binary.

#![allow(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]

mod adoption;
mod changes;
mod checks;
mod history;
mod nation;
mod plan;
mod real_case;
mod registry;
mod words;
