//! Care for those who work: help, moves, encouragement, talks.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
