//! Search by name: without diacritics, by parts of a name, and by names of the past.

use units::text::fold;
use units::{Day, Period, UnitId};

use super::cells::period;
use super::page::{clamp, path};
use super::{Found, LineageLine, sql, tree};
use crate::{Failure, FromRow, Reader, Row, Scope};

struct Match {
    unit_id: UnitId,
    period: Period,
}

impl FromRow for Match {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { unit_id: row.get("unit_id")?, period: period(row)? })
    }
}

/// Units whose name, of the day or of the past, contains the text. Exact names first, then those
/// of the day, then old ones, the latest first. Nothing for a text without letters.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn search(
    reader: &Reader,
    scope: &Scope,
    text: &str,
    at: Day,
    limit: i64,
) -> Result<Vec<Found>, Failure> {
    let folded = fold(text);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let pattern = format!("%{}%", escape(&folded));
    let matches: Vec<Match> = reader
        .rows(&sql::SEARCH, vec![at.into(), pattern.into(), folded.into(), limit.into()])
        .await?;
    let mut found = Vec::with_capacity(matches.len());
    for Match { unit_id, period } in matches {
        let day = clamp(period, at);
        let Some(line) = tree::line(reader, scope, unit_id, day).await? else { continue };
        let mut above = path(reader, scope, unit_id, day).await?;
        above.reverse();
        let names: Vec<String> = above.into_iter().map(|(_, name)| name).collect();
        let after: Vec<LineageLine> = match period.until {
            Some(_) => reader.rows(&sql::SUCCESSORS, vec![unit_id.into()]).await?,
            None => Vec::new(),
        };
        let successors = after
            .into_iter()
            .filter(|edge| Some(edge.effective_on) == period.until && edge.other != unit_id)
            .collect();
        found.push(Found { line, path: names.join(", "), period, successors });
    }
    Ok(found)
}

/// The letters that `like` would read as patterns, taken literally.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
