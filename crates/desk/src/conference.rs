//! Conferences, their contributions and the notice of conclusions.
