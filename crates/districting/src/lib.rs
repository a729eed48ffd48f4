//! districting.
