//! Residents' word: feedback and needs, with a tracking code.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
