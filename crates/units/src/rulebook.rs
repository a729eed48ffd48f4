//! The rulebook: legal numbers with period, territory and source, parsed from text handed in.
