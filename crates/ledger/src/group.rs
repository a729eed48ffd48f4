//! Self-managed groups.
