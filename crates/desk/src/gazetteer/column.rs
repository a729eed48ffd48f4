//! Which column of a table holds codes or names, and which of its rows the heads: office tables begin with
//! titles, and lists of other programs with none.

use units::Day;
use units::text::fold;

use super::{Known, named};

/// Rows among which the heads are looked for.
const HEADS_WITHIN: usize = 20;

/// Rows by which the column of the codes is told; no more are needed of a table.
pub const LOOKED_AT: usize = 200;

/// Where a table keeps what is to be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The column, from 0.
    pub at: usize,
    /// The row of the heads among the rows looked at, from 0; nothing where the first row is no head.
    pub heads: Option<usize>,
}

/// The column under a wanted head, else the one in which most cells name a unit on a day. Nothing where there
/// is no such head, or no cell names any.
#[must_use]
pub fn column(known: &Known, rows: &[Vec<String>], wanted: &str, on: Day) -> Option<Column> {
    let wanted = fold(wanted.trim());
    if !wanted.is_empty() {
        return rows.iter().take(HEADS_WITHIN).enumerate().find_map(|(row, cells)| {
            let at = cells.iter().position(|cell| fold(cell) == wanted)?;
            Some(Column { at, heads: Some(row) })
        });
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let names = |row: &Vec<String>, at: usize| {
        row.get(at).is_some_and(|cell| !named(known, cell, on).is_empty())
    };
    let hits = |at: usize| rows.iter().filter(|row| names(row, at)).count();
    let (_, at) = (0..width)
        .map(|at| (hits(at), at))
        .filter(|(hits, _)| *hits > 0)
        .max_by_key(|(hits, at)| (*hits, std::cmp::Reverse(*at)))?;
    let first = rows.iter().position(|row| names(row, at)).unwrap_or(0);
    // A title stands alone in its row; heads stand side by side.
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let is_head = |row: &Vec<String>| {
        row.get(at).is_some_and(|cell| !cell.trim().is_empty()) && filled(row) >= width.min(2)
    };
    let heads = rows[..first.min(HEADS_WITHIN)].iter().position(is_head);
    Some(Column { at, heads })
}
