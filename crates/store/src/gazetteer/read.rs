//! The list and what it made, as the domain sees them.

use std::collections::HashSet;

use units::gazetteer::{Change, Counts, Noted, Op, Version};
use units::{Edge, Event, Level, Shares, Unit, UnitId, UnitState};

use super::{Import, Kept, sql};
use crate::unit::{Ask, period};
use crate::{Failure, FromRow, Reader, Row, Scope, Statement};

struct Dated(Version);

impl FromRow for Dated {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let count = |column| row.get::<i64>(column).map(|it| u32::try_from(it).unwrap_or(u32::MAX));
        Ok(Self(Version {
            number: count("version_no")?,
            dated: row.get("dated_on")?,
            effective_on: row.get("effective_on")?,
            acts: row.get("acts")?,
            counts: Counts {
                provinces: count("provinces")?,
                districts: count("districts")?,
                communes: count("communes")?,
            },
            changes: Vec::new(),
        }))
    }
}

struct Changed(Noted);

impl FromRow for Changed {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let count = |column| row.get::<i64>(column).map(|it| u32::try_from(it).unwrap_or(u32::MAX));
        Ok(Self(Noted {
            version: count("version_no")?,
            place: count("place")?,
            unit_id: row.get("unit_id")?,
            change: Change {
                op: row.get("op")?,
                level: row.get("level")?,
                code: row.get("code")?,
                name: row.get("name")?,
                old_name: row.get("old_name")?,
                parent: row.get("parent_code")?,
                old_parent: row.get("old_parent_code")?,
            },
        }))
    }
}

struct State(UnitState);

impl FromRow for State {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(UnitState {
            id: row.get("unit_state_id")?,
            unit_id: row.get("unit_id")?,
            valid: period(row)?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            official_code: row.get("official_code")?,
            parent_id: row.get("parent_id")?,
            legal_document: row.get("legal_document")?,
        }))
    }
}

/// An event with one of its edges.
struct Edged(Event);

impl FromRow for Edged {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let count = |column| row.get::<i64>(column).map(|it| u32::try_from(it).unwrap_or(u32::MAX));
        let edge = Edge {
            from: row.get("from_unit_id")?,
            to: row.get("to_unit_id")?,
            coverage: row.get("coverage")?,
            shares: Shares {
                households: count("households")?,
                people: count("people")?,
                area_m2: row.get::<i64>("area_m2")?.unsigned_abs(),
                addresses: count("addresses")?,
            },
            method: row.get("method")?,
        };
        Ok(Self(Event {
            id: row.get("lineage_event_id")?,
            kind: row.get("kind")?,
            effective_on: row.get("effective_on")?,
            legal_document: row.get("legal_document")?,
            edges: vec![edge],
        }))
    }
}

impl FromRow for Import {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("import_id")?,
            source: row.get("source")?,
            digest: row.get("digest")?,
            effective_on: row.get("effective_on")?,
            units: row.get("units")?,
            states: row.get("states")?,
            events: row.get("events")?,
            imported_at: row.get("imported_at")?,
            reverted_at: row.get("reverted_at")?,
            is_edges_alone: row.get("is_edges_alone")?,
        })
    }
}

async fn all<R: FromRow + Send>(
    asked: &mut impl Ask,
    statement: &Statement,
) -> Result<Vec<R>, Failure> {
    asked.ask(statement, Vec::new()).await
}

/// Every unit with its states but for voluntary groups, and every event: what a translation needs.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn everything(asked: &mut impl Ask) -> Result<(Vec<Unit>, Vec<Event>), Failure> {
    let states: Vec<State> = all(asked, &sql::STATES).await?;
    let mut units: Vec<Unit> = Vec::new();
    for State(state) in states {
        match units.last_mut().filter(|unit| unit.id == state.unit_id) {
            Some(unit) => unit.states.push(state),
            None => units.push(Unit { id: state.unit_id, states: vec![state] }),
        }
    }
    let rows: Vec<Edged> = all(asked, &sql::EVENTS).await?;
    let mut events: Vec<Event> = Vec::new();
    for Edged(event) in rows {
        match events.last_mut().filter(|last| last.id == event.id) {
            Some(last) => last.edges.extend(event.edges),
            None => events.push(event),
        }
    }
    Ok((units, events))
}

/// The list as it was imported: its versions, their changes, the units that those name, and the events
/// among them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn kept(asked: &mut impl Ask) -> Result<Kept, Failure> {
    let versions: Vec<Dated> = all(asked, &sql::VERSIONS).await?;
    if versions.is_empty() {
        return Ok(Kept::default());
    }
    let noted: Vec<Changed> = all(asked, &sql::CHANGES).await?;
    let noted: Vec<Noted> = noted.into_iter().map(|Changed(noted)| noted).collect();
    let named: HashSet<UnitId> = noted.iter().map(|it| it.unit_id).collect();
    let (mut units, mut events) = everything(asked).await?;
    units.retain(|unit| named.contains(&unit.id));
    events.retain(|event| event.edges.iter().all(|edge| named.contains(&edge.to)));
    Ok(Kept {
        units,
        events,
        versions: versions.into_iter().map(|Dated(version)| version).collect(),
        noted,
    })
}

/// The imports of the list, oldest first, those taken back included.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn imports(asked: &mut impl Ask) -> Result<Vec<Import>, Failure> {
    all(asked, &sql::IMPORTS).await
}

/// The versions of the list without their changes.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn versions(reader: &Reader, _scope: &Scope) -> Result<Vec<Version>, Failure> {
    let rows: Vec<Dated> = reader.rows(&sql::VERSIONS, Vec::new()).await?;
    Ok(rows.into_iter().map(|Dated(version)| version).collect())
}

/// One version of the list without its changes.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn version(
    reader: &Reader,
    _scope: &Scope,
    number: u32,
) -> Result<Option<Version>, Failure> {
    let row: Option<Dated> = reader.row(&sql::VERSION, vec![i64::from(number).into()]).await?;
    Ok(row.map(|Dated(version)| version))
}

/// What the versions did to a unit, oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn changes_of(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
) -> Result<Vec<Noted>, Failure> {
    let rows: Vec<Changed> = reader.rows(&sql::CHANGES_OF, vec![unit.into()]).await?;
    Ok(rows.into_iter().map(|Changed(noted)| noted).collect())
}

/// The changes of a version in their order, from the one after a place on, at most so many.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn changes_in(
    reader: &Reader,
    _scope: &Scope,
    version: u32,
    (after, most): (u32, u32),
) -> Result<Vec<Noted>, Failure> {
    let values = [version, after, most].map(|it| i64::from(it).into()).to_vec();
    let rows: Vec<Changed> = reader.rows(&sql::CHANGES_IN, values).await?;
    Ok(rows.into_iter().map(|Changed(noted)| noted).collect())
}

/// The units that the list ever named: what else there is was made here, or invented.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn named(reader: &Reader, _scope: &Scope) -> Result<HashSet<UnitId>, Failure> {
    let rows: Vec<(UnitId,)> = reader.rows(&sql::NAMED, Vec::new()).await?;
    Ok(rows.into_iter().map(|(unit,)| unit).collect())
}

/// How many changes of a sort a version has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The version's number.
    pub version: u32,
    /// What the changes do.
    pub op: Op,
    /// The level of the units.
    pub level: Level,
    /// How many.
    pub changes: i64,
}

impl FromRow for Sum {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let version = u32::try_from(row.get::<i64>("version_no")?).unwrap_or(u32::MAX);
        let (op, level) = (row.get("op")?, row.get("level")?);
        Ok(Self { version, op, level, changes: row.get("changes")? })
    }
}

/// How many changes of each sort each version has, by version.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn sums(reader: &Reader, _scope: &Scope) -> Result<Vec<Sum>, Failure> {
    reader.rows(&sql::SUMS, Vec::new()).await
}

/// How many changes of each sort one version has.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn sums_of(reader: &Reader, _scope: &Scope, version: u32) -> Result<Vec<Sum>, Failure> {
    reader.rows(&sql::SUMS_OF, vec![i64::from(version).into()]).await
}
