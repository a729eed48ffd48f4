//! The writes of the registry of units. Nothing is updated but the end of a period.

use std::collections::HashSet;

use units::reorganisation::EdgeDelta;
use units::text::fold;
use units::{Day, Edge, EventId, EventKind, PlanId, ReorganisationId, StateId, UnitId, UnitState};

use super::sql;
use crate::order::sort_key;
use crate::{Failure, Tx, Value};

/// A state to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewState {
    /// The state.
    pub state: UnitState,
    /// Households the office declared, where they are not counted.
    pub declared_households: Option<i64>,
    /// The reorganisation that began it.
    pub began: Option<ReorganisationId>,
}

/// An event to append, without its edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Identity.
    pub id: EventId,
    /// The commune it happens in, where it lies in one.
    pub commune: Option<UnitId>,
    /// What kind.
    pub kind: EventKind,
    /// First day of the new states.
    pub effective_on: Day,
    /// Number of the legal document.
    pub legal_document: Option<String>,
    /// The reorganisation that made it.
    pub reorganisation: Option<ReorganisationId>,
}

/// An outline to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewShape {
    /// The state it belongs to.
    pub state_id: StateId,
    /// WKB multipolygon in WGS 84.
    pub wkb: Vec<u8>,
    /// West, south, east, north in 1e-7 degree.
    pub bbox_e7: [i64; 4],
    /// Square metres.
    pub area_m2: i64,
}

/// Every unit there is, for an intake that leaves known ones as they are.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn known(tx: &mut Tx) -> Result<HashSet<UnitId>, Failure> {
    let rows: Vec<(UnitId,)> = tx.rows(&sql::KNOWN, Vec::new()).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Adds identities.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_units(tx: &mut Tx, units: &[UnitId], now: i64) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = units.iter().map(|id| vec![(*id).into(), now.into()]).collect();
    tx.bulk(&sql::ADD_UNIT, rows).await.map(drop)
}

/// Appends states.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_states(tx: &mut Tx, states: &[NewState], now: i64) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = states
        .iter()
        .map(|NewState { state, declared_households, began }| {
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
                (*declared_households).into(),
                now.into(),
                (*began).into(),
            ]
        })
        .collect();
    tx.bulk(&sql::ADD_STATE, rows).await.map(drop)
}

/// Appends outlines.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_shapes(tx: &mut Tx, shapes: &[NewShape]) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = shapes
        .iter()
        .map(|shape| {
            let [west, south, east, north] = shape.bbox_e7;
            vec![
                shape.state_id.into(),
                shape.wkb.clone().into(),
                west.into(),
                south.into(),
                east.into(),
                north.into(),
                shape.area_m2.into(),
            ]
        })
        .collect();
    tx.bulk(&sql::ADD_SHAPE, rows).await.map(drop)
}

/// Gives a state the outline of a plan's unit, where it has one.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn shape_from_plan(
    tx: &mut Tx,
    state: StateId,
    plan: PlanId,
    part: i64,
) -> Result<u64, Failure> {
    tx.run(&sql::SHAPE_FROM_PLAN, vec![state.into(), plan.into(), part.into()]).await
}

/// Ends the open states of units on a day by a reorganisation; how many were ended.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end_states(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
    by: ReorganisationId,
) -> Result<u64, Failure> {
    let mut ended = 0;
    for unit in units {
        ended += tx.run(&sql::END_STATE, vec![(*unit).into(), day.into(), by.into()]).await?;
    }
    Ok(ended)
}

/// Appends an event.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_event(tx: &mut Tx, event: &NewEvent, now: i64) -> Result<(), Failure> {
    tx.run(
        &sql::ADD_EVENT,
        vec![
            event.id.into(),
            event.commune.into(),
            event.kind.into(),
            event.effective_on.into(),
            event.legal_document.clone().into(),
            event.reorganisation.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Appends edges of an event.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_edges(tx: &mut Tx, event: EventId, edges: &[Edge]) -> Result<(), Failure> {
    let edges: Vec<(EventId, Edge)> = edges.iter().map(|edge| (event, *edge)).collect();
    add_edges_of(tx, &edges).await
}

/// Appends edges of many events at once.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_edges_of(tx: &mut Tx, edges: &[(EventId, Edge)]) -> Result<(), Failure> {
    let rows = edges.iter().map(|(event, edge)| {
        vec![
            (*event).into(),
            edge.from.into(),
            edge.to.into(),
            edge.coverage.into(),
            i64::from(edge.shares.households).into(),
            i64::from(edge.shares.people).into(),
            i64::try_from(edge.shares.area_m2).unwrap_or(i64::MAX).into(),
            i64::from(edge.shares.addresses).into(),
            edge.method.into(),
        ]
    });
    let rows: Vec<Vec<Value>> = rows.collect();
    tx.bulk(&sql::ADD_EDGE, rows).await.map(drop)
}

/// Corrects the shares of an edge of an event ahead.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn correct_edge(tx: &mut Tx, delta: &EdgeDelta) -> Result<u64, Failure> {
    let values = vec![
        delta.event_id.into(),
        delta.from.into(),
        delta.to.into(),
        delta.households.into(),
        delta.people.into(),
    ];
    tx.run(&sql::CORRECT_EDGE, values).await
}

/// Takes a reorganisation back before its day: its states, outlines, edges, events and units
/// vanish, and what it ended is open again. Memberships and clusters must have been taken back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: ReorganisationId) -> Result<(), Failure> {
    let began: Vec<(UnitId,)> = tx.rows(&sql::BEGAN_UNITS, vec![by.into()]).await?;
    for statement in [
        &sql::DELETE_SHAPES,
        &sql::DELETE_EDGES,
        &sql::DELETE_EVENTS,
        &sql::DELETE_STATES,
        &sql::REOPEN_STATES,
    ] {
        tx.run(statement, vec![by.into()]).await?;
    }
    for (unit,) in began {
        tx.run(&sql::DELETE_UNIT, vec![unit.into()]).await?;
    }
    Ok(())
}
