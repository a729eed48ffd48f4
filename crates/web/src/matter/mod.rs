//! Matters: the inbox and the page of one.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
