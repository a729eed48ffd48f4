//! Care for those who work: help, moves, encouragement, talks.
