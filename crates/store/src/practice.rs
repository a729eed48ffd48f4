//! Good practices, and where they were offered and taken up.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
