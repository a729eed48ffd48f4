//! Residents' word: feedback and needs, with a tracking code.
