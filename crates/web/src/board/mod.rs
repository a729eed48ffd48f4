//! What leaders see: promises, difficulties, what is missing.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
