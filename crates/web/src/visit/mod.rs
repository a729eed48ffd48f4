//! Grassroots visits and their yearly programmes.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
