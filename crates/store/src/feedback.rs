//! Residents' word: feedback and needs, with a tracking code.

use crate::Statements;

/// The statements of this noun.
pub const STATEMENTS: Statements = &[];
