//! Self-managed groups.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
