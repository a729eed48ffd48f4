//! Programmes, and the plans of places under them.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
