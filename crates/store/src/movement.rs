//! Movements that people join by choice.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
