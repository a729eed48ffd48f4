//! Status sheets of places: dated figures before and after.

use crate::route::Route;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[];
