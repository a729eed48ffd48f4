//! Programmes, and the plans of places under them.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
