//! Movements that people join by choice.
