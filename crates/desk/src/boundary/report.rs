//! What an import of boundaries tells: what was read, which rows found their unit, what was mended by
//! how much. Kept as JSON with the import once it is applied.

use atlas::boundary::Coded;
use serde::{Deserialize, Serialize};
use units::{Level, UnitId};

use super::matching::Columns;

/// A code with its data, worded in `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Message id.
    pub code: String,
    /// Its data.
    pub args: Vec<(String, String)>,
}

impl From<Coded> for Said {
    fn from((code, args): Coded) -> Self {
        let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { code: code.to_owned(), args }
    }
}

/// A unit that gets an outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matched {
    /// The unit.
    pub unit_id: UnitId,
    /// Its name on the day.
    pub name: String,
    /// The unit above it.
    pub parent_name: Option<String>,
    /// The rows of the file that are its land.
    pub rows: Vec<usize>,
    /// Square metres as the file drew it.
    pub drawn_m2: u64,
    /// Square metres after mending.
    pub mended_m2: u64,
    /// Square metres of the outline it had, where it had one.
    pub was_m2: Option<i64>,
    /// Square metres that are official, by the file or as known before.
    pub official_m2: Option<i64>,
    /// The farthest that one of its vertices was moved, in centimetres.
    pub moved_cm: u64,
    /// Places where its rings crossed themselves.
    pub crossings: usize,
    /// Square metres by which it reaches beyond the unit above it.
    pub beyond_m2: u64,
    /// Whether its outline differs from what it had.
    pub is_new: bool,
}

impl Matched {
    /// By how much per mille the measured area differs from the official one.
    #[must_use]
    pub fn differs_permille(&self) -> Option<i64> {
        let official = self.official_m2.filter(|official| *official > 0)?;
        let mended = i64::try_from(self.mended_m2).ok()?;
        Some((mended - official).saturating_mul(1_000) / official)
    }
}

/// A row that found no unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// The row.
    pub row: usize,
    /// How it is called in the file.
    pub label: String,
    /// What is wrong and what to do.
    pub what: Said,
}

/// Land that two or more claimed, by the names of the units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Those who claimed it.
    pub claimed_by: Vec<String>,
    /// Who keeps it.
    pub kept_by: String,
    /// Square metres.
    pub area_m2: u64,
    /// Mean width in centimetres.
    pub width_cm: u64,
}

/// Land between units that none claimed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Between {
    /// Who took it; nobody where it stays open.
    pub taken_by: Option<String>,
    /// Square metres.
    pub area_m2: u64,
    /// Mean width in centimetres.
    pub width_cm: u64,
    /// A place in it: longitude and latitude.
    pub at: [f64; 2],
}

/// What an import tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The layer of the file.
    pub layer: String,
    /// The reference system, as maps call it.
    pub crs: String,
    /// The headings of the file.
    pub headings: Vec<String>,
    /// Which of them say what.
    pub columns: Columns,
    /// The level of the units.
    pub level: Level,
    /// What was assumed.
    pub notes: Vec<Said>,
    /// Units that get an outline.
    pub matched: Vec<Matched>,
    /// Rows that found none.
    pub unmatched: Vec<Unmatched>,
    /// Overlaps.
    pub overlaps: Vec<Shared>,
    /// Gaps.
    pub gaps: Vec<Between>,
    /// Neighbours outside the file whose borders only took vertices.
    pub neighbours: Vec<String>,
    /// Outlines that the import changes, neighbours included.
    pub changes: usize,
}
