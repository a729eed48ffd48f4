//! The list as the program carries it in itself: the versions up to the reform, the reform, and what
//! came after, as one text.

use serde::{Deserialize, Serialize};

use super::{Complaint, Nation, Reform, Version};

/// The list with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// The versions before the reform.
    pub before: Vec<Version>,
    /// The reform of 1 July 2025.
    pub reform: Reform,
    /// The versions after it.
    pub after: Vec<Version>,
}

impl Packed {
    /// The units, states and events that it makes.
    ///
    /// # Errors
    /// As [`Nation::replay`] and [`Nation::reform`].
    pub fn nation(&self) -> Result<Nation, Vec<Complaint>> {
        let (nation, _) = Nation::replay(&self.before)?.reform(&self.reform)?;
        nation.follow(&self.after)
    }
}

/// The text of the list.
#[must_use]
pub fn pack(packed: &Packed) -> String {
    serde_json::to_string(packed).unwrap_or_default()
}

/// Reads the text of the list.
///
/// # Errors
/// A text that [`pack`] did not make.
pub fn unpack(text: &str) -> Result<Packed, Complaint> {
    serde_json::from_str(text)
        .map_err(|error| Complaint::at(error.line(), "gazetteer-not-json").with("why", error))
}
