//! Conferences, their contributions and the notice of conclusions.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
