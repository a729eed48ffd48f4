//! Self-managed groups.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
