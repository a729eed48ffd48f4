//! Movements that people join by choice.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
