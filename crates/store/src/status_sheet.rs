//! Status sheets of places: dated figures before and after.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
