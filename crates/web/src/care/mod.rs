//! Care for those who work: help, moves, encouragement, talks.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
