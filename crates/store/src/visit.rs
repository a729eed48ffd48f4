//! Grassroots visits and their yearly programmes.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
