//! Posts: who answers for what, in public and inside.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
