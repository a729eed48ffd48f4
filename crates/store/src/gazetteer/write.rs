//! Bringing in what an import adds, and taking it back.

use std::collections::BTreeMap;

use units::gazetteer::{Noted, Version};
use units::text::fold;
use units::{AccountId, Day, Event, ReorganisationId, UnitId, UnitState};
use uuid::Uuid;

use super::sql;
use crate::order::sort_key;
use crate::{Failure, Tx, Value};

/// Units of one statement: a list is no longer than a statement may be.
const PORTION: usize = 4_000;

/// What an import adds to what is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// Its identity; states and events carry it as what began and ended them.
    pub id: Uuid,
    /// A file's name.
    pub source: String,
    /// SHA-256 of what was imported.
    pub digest: Vec<u8>,
    /// The first day of anything in it.
    pub effective_on: Day,
    /// Who, where a person did.
    pub account: Option<AccountId>,
    /// New identities.
    pub units: Vec<UnitId>,
    /// New states, those that have ended too.
    pub states: Vec<UnitState>,
    /// States that a later version of their own day says otherwise.
    pub replaced: Vec<UnitState>,
    /// Open states that end, by day.
    pub ended: BTreeMap<Day, Vec<UnitId>>,
    /// New events.
    pub events: Vec<Event>,
    /// New versions.
    pub versions: Vec<Version>,
    /// Their changes.
    pub noted: Vec<Noted>,
    /// Whether the units are only known here, not run.
    pub is_reference: bool,
}

/// Writes what an import adds. Ends come before beginnings, so that a unit is never in two states.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn bring(tx: &mut Tx, brought: &Brought, now: i64) -> Result<(), Failure> {
    let size = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let values = vec![
        brought.id.into(),
        brought.source.clone().into(),
        brought.digest.clone().into(),
        brought.effective_on.into(),
        size(brought.units.len()).into(),
        size(brought.states.len()).into(),
        size(brought.events.len()).into(),
        now.into(),
        brought.account.into(),
    ];
    tx.run(&sql::ADD_IMPORT, values).await?;
    for (day, units) in &brought.ended {
        for portion in units.chunks(PORTION) {
            let list = Value::list(portion.iter().map(|unit| unit.0));
            tx.run(&sql::END_STATES, vec![(*day).into(), brought.id.into(), list]).await?;
        }
    }
    crate::unit::add_units(tx, &brought.units, now).await?;
    for state in &brought.replaced {
        tx.run(&sql::REPLACE_STATE, replaced(state)).await?;
    }
    let states = brought.states.iter().map(|state| added(state, brought, now)).collect();
    tx.bulk(&sql::ADD_STATE, states).await?;
    add_events(tx, brought, now).await?;
    add_versions(tx, brought).await
}

fn replaced(state: &UnitState) -> Vec<Value> {
    vec![
        state.id.into(),
        state.kind.into(),
        state.name.clone().into(),
        state.short_name.clone().into(),
        fold(&state.name).into(),
        sort_key(&state.name).into(),
        state.official_code.clone().into(),
        state.parent_id.into(),
        state.legal_document.clone().into(),
    ]
}

fn added(state: &UnitState, brought: &Brought, now: i64) -> Vec<Value> {
    vec![
        state.id.into(),
        state.unit_id.into(),
        state.valid.from.into(),
        state.valid.until.into(),
        state.kind.into(),
        state.kind.tier().into(),
        state.name.clone().into(),
        state.short_name.clone().into(),
        fold(&state.name).into(),
        sort_key(&state.name).into(),
        state.official_code.clone().into(),
        state.parent_id.into(),
        state.legal_document.clone().into(),
        now.into(),
        brought.id.into(),
        brought.is_reference.into(),
    ]
}

async fn add_events(tx: &mut Tx, brought: &Brought, now: i64) -> Result<(), Failure> {
    let events = brought.events.iter().map(|event| {
        vec![
            event.id.into(),
            event.kind.into(),
            event.effective_on.into(),
            event.legal_document.clone().into(),
            brought.id.into(),
            now.into(),
        ]
    });
    tx.bulk(&sql::ADD_EVENTS, events.collect()).await?;
    let edges = brought.events.iter();
    let edges = edges.flat_map(|event| event.edges.iter().map(|edge| (event.id, *edge)));
    crate::unit::add_edges_of(tx, &edges.collect::<Vec<_>>()).await
}

async fn add_versions(tx: &mut Tx, brought: &Brought) -> Result<(), Failure> {
    let versions = brought.versions.iter().map(|version| {
        vec![
            i64::from(version.number).into(),
            version.dated.into(),
            version.effective_on.into(),
            version.acts.clone().into(),
            i64::from(version.counts.provinces).into(),
            i64::from(version.counts.districts).into(),
            i64::from(version.counts.communes).into(),
            brought.id.into(),
        ]
    });
    tx.bulk(&sql::ADD_VERSION, versions.collect()).await?;
    let changes = brought.noted.iter().map(|Noted { version, place, unit_id, change }| {
        vec![
            i64::from(*version).into(),
            i64::from(*place).into(),
            (*unit_id).into(),
            change.op.into(),
            change.level.into(),
            change.code.clone().into(),
            change.name.clone().into(),
            change.old_name.clone().into(),
            change.parent.clone().into(),
            change.old_parent.clone().into(),
        ]
    });
    tx.bulk(&sql::ADD_CHANGE, changes.collect()).await.map(drop)
}

/// Takes an import back: what it began vanishes, what it ended is open again, its versions are gone.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, import: Uuid, now: i64) -> Result<(), Failure> {
    tx.run(&sql::DELETE_CHANGES, vec![import.into()]).await?;
    tx.run(&sql::DELETE_VERSIONS, vec![import.into()]).await?;
    crate::unit::take_back(tx, ReorganisationId(import)).await?;
    tx.run(&sql::REVERT_IMPORT, vec![import.into(), now.into()]).await.map(drop)
}

/// Says of units, for all of their history, whether they are run here or only known.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn run_here(tx: &mut Tx, units: &[UnitId], is_run: bool) -> Result<u64, Failure> {
    let mut touched = 0;
    for portion in units.chunks(PORTION) {
        let list = Value::list(portion.iter().map(|unit| unit.0));
        touched += tx.run(&sql::RUN_HERE, vec![(!is_run).into(), list]).await?;
    }
    Ok(touched)
}

/// Moves the registry's revisions on; where nothing has one yet, `first` begins to count.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn touch(tx: &mut Tx, first: Option<UnitId>) -> Result<(), Failure> {
    if tx.run(&sql::TOUCH, Vec::new()).await? == 0
        && let Some(first) = first
    {
        crate::registry::start(tx, first).await?;
    }
    Ok(())
}
