//! Good practices, and where they were offered and taken up.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
