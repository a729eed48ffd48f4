//! Programmes, and the plans of places under them.
