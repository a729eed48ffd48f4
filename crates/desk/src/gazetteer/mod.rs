//! The nation's list of units comes in: its dated versions, the reform of 2025, newer lists. An import is
//! looked at before, written in one transaction, and may be taken back until its first day. What it tells
//! goes out: the life of a unit, a code of one day on another, the tree of a day, what compares with what.

mod block;
mod column;
mod import;
mod known;
mod life;
mod matrix;
mod near;
mod translate;
mod tree;

use units::Day;
use units::gazetteer::{
    Complaint, Counts, Difference, GivenEdge, ListUnit, Packed, Reform, ReformReport, Version,
};

pub use block::{Block, Blocks, blocks};
pub use column::{Column, LOOKED_AT, column};
pub use import::{import, imports, preview, revert, run_here};
pub(crate) use known::{End, known_since, nearest};
pub use known::{Known, Memory, known};
pub use life::{Branch, Changed, Life, Stage, life};
pub use matrix::{Between, MATRIX_COLUMNS, matrix, matrix_cells, matrix_count, province};
pub use near::near;
pub use translate::{
    Answers, Behind, COLUMNS, Place, Row, RowNote, bearers, named, percent, place, rows, translate,
};
pub use tree::{Part, Tree, Twig, part, tree};

use crate::Refusal;

/// What is imported.
#[derive(Debug, Clone)]
pub enum Source {
    /// Dated versions, from the first on or from where the list stands.
    Versions(Vec<Version>),
    /// A reform, with what its two files differ in.
    Reform(Box<Reform>, Vec<Difference>),
    /// A list of one day, with the acts that it goes back to.
    List {
        /// The units.
        units: Vec<ListUnit>,
        /// The day from which they hold.
        on: Day,
        /// The numbers of the acts.
        acts: String,
    },
    /// What units became of which the list says only that they are gone.
    Edges(Vec<GivenEdge>),
    /// The list that the program carries in itself.
    BuiltIn(Box<Packed>),
}

/// A file of the list.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Its name, for the record.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: [u8; 32],
    /// What stands in it.
    pub source: Source,
    /// Whether its units are only known here, and not run.
    pub is_reference: bool,
}

/// A version that an import adds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct VersionLine {
    /// Its number.
    pub number: u32,
    /// The day that it carries.
    pub dated: Day,
    /// The day from which its changes hold.
    pub effective_on: Day,
    /// How many changes it has.
    pub changes: usize,
}

/// What an import does, before it is done and after.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Preview {
    /// The versions that it adds; none where all of it is there already.
    pub versions: Vec<VersionLine>,
    /// Units that are new.
    pub units: usize,
    /// States that are new.
    pub states: usize,
    /// States that end.
    pub ended: usize,
    /// Events that are new.
    pub events: usize,
    /// Edges that are new, of those events.
    pub edges: usize,
    /// How many units of each level the last version before it had.
    pub before: Counts,
    /// How many there are after it.
    pub after: Counts,
    /// The first day of anything new.
    pub first_day: Option<Day>,
    /// What a reform did.
    pub reform: Option<ReformReport>,
    /// What the two files of a reform differ in.
    pub differences: Vec<Difference>,
    /// The identity of the import, by which it may be taken back; nothing before it is done, and where
    /// nothing was new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<uuid::Uuid>,
}

/// The complaints about a file as a refusal that tells all of them.
pub(crate) fn refusal(complaints: Vec<Complaint>) -> Refusal {
    let each = complaints.into_iter().map(|complaint| {
        let mut refusal = Refusal::new(complaint.code);
        refusal.args = complaint.args;
        refusal
            .with("line", complaint.line.unwrap_or(0))
            .with("change", complaint.change.unwrap_or(0))
            .with("field", complaint.field.unwrap_or(""))
    });
    Refusal::all(each.collect()).unwrap_or(Refusal::new("gazetteer-empty"))
}
