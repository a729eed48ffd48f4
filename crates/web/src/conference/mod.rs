//! Conferences, their contributions and the notice of conclusions.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
