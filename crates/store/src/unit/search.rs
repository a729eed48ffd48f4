//! Search by name: without diacritics, by parts of a name, by names of the past, by code, and by what a
//! place lies or lay in.

use std::collections::{BTreeMap, HashMap, HashSet};

use units::search::{Reading, Term};
use units::{Day, Period, Tier, UnitId};

use super::cells::period;
use super::page::clamp;
use super::{Found, Line, sql, tree};
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// States that are looked at for one answer: a text of two letters is in thousands of names.
const LOOKED_AT: i64 = 1_000;

struct Match {
    unit_id: UnitId,
    period: Period,
    name: String,
    short_name: String,
    official_code: Option<String>,
    tier: Option<Tier>,
}

impl FromRow for Match {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            period: period(row)?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            official_code: row.get("official_code")?,
            tier: row.get("tier")?,
        })
    }
}

impl Match {
    /// Near names first, then those of the day, then those of the commune level and above, then the
    /// latest. Each sorts before what is larger.
    fn rank(&self, own: &Term, at: Day) -> (u8, bool, bool, std::cmp::Reverse<Day>) {
        let is_coded = own.code().is_some() && own.code() == self.official_code.as_deref();
        let distance = if is_coded { 0 } else { own.distance(&self.name, &self.short_name) };
        let from = std::cmp::Reverse(self.period.from);
        (distance, !self.period.contains(at), self.tier.is_some(), from)
    }
}

/// Units that a reading of a text finds by their name of the day or of the past; each once, by the state
/// that fits best.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn search(
    reader: &Reader,
    scope: &Scope,
    reading: &Reading,
    at: Day,
    limit: usize,
) -> Result<Vec<Found>, Failure> {
    let mut matches: Vec<Match> = reader.rows(&sql::SEARCH, values(reading, at)).await?;
    matches.sort_by_cached_key(|one| one.rank(&reading.own, at));
    let mut seen = HashSet::new();
    matches.retain(|one| seen.insert(one.unit_id));
    matches.truncate(limit);
    let days: Vec<(UnitId, Day)> =
        matches.iter().map(|one| (one.unit_id, clamp(one.period, at))).collect();
    let mut told = told(reader, scope, &days).await?;
    let found = matches.into_iter().filter_map(|Match { unit_id, period, .. }| {
        let (line, path) = told.remove(&unit_id)?;
        Some(Found { line, path, period })
    });
    Ok(found.collect())
}

/// Units on a day each, with what lies above them: one question for all of the same day, since most hits are
/// of today or ended together.
async fn told(
    reader: &Reader,
    scope: &Scope,
    asked: &[(UnitId, Day)],
) -> Result<HashMap<UnitId, (Line, String)>, Failure> {
    let mut by_day: BTreeMap<Day, Vec<UnitId>> = BTreeMap::new();
    for (unit, day) in asked {
        by_day.entry(*day).or_default().push(*unit);
    }
    let mut told = HashMap::with_capacity(asked.len());
    for (day, units) in by_day {
        let list = Value::list(units.iter().map(|unit| unit.0));
        let above: Vec<(UnitId, String)> = reader.rows(&sql::PATHS, vec![day.into(), list]).await?;
        let mut paths: HashMap<UnitId, Vec<String>> = HashMap::new();
        for (unit, name) in above {
            paths.entry(unit).or_default().push(name);
        }
        for line in tree::lines(reader, scope, &units, day).await? {
            let path = paths.remove(&line.unit_id).unwrap_or_default().join(", ");
            told.insert(line.unit_id, (line, path));
        }
    }
    Ok(told)
}

fn values(reading: &Reading, at: Day) -> Vec<Value> {
    let mut values: Vec<Value> = vec![at.into()];
    values.extend(reading.own.patterns().map(Value::from));
    values.push(reading.own.code().unwrap_or_default().to_owned().into());
    for above in 0..3 {
        let patterns = reading.above.get(above).map(Term::patterns).unwrap_or_default();
        values.extend(patterns.map(Value::from));
    }
    values.push(LOOKED_AT.into());
    values
}
