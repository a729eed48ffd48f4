//! Units that change by a law of others, as an import of the nation's list leaves them.

use units::{
    AtomId, Coverage, Edge, EventId, EventKind, Method, ReorganisationId, Shares, UnitId, UnitState,
};

use super::ledger::write;
use crate::unit::{self, NewEvent, NewState};
use crate::{Statement, Store, Tx, Value};

/// A unit ends on the first day of a state that follows it whole: one of the same unit, or the first of
/// another.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn follows(store: &Store, old: UnitId, next: UnitState, event: EventId) {
    let kind = if next.unit_id == old { EventKind::Rename } else { EventKind::MergeNew };
    ends(store, old, (vec![next], kind, Coverage::Whole), event).await;
}

/// A unit ends on the first day of the first states of others, each of which takes a part of it.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn divides(store: &Store, old: UnitId, parts: Vec<UnitState>, event: EventId) {
    ends(store, old, (parts, EventKind::SplitNew, Coverage::Part), event).await;
}

async fn ends(
    store: &Store,
    old: UnitId,
    change: (Vec<UnitState>, EventKind, Coverage),
    event: EventId,
) {
    write(store, move |tx| {
        let change = change.clone();
        Box::pin(async move { end(tx, old, change, event).await })
    })
    .await;
}

async fn end(
    tx: &mut Tx,
    old: UnitId,
    (next, kind, coverage): (Vec<UnitState>, EventKind, Coverage),
    event: EventId,
) -> Result<(), crate::Failure> {
    let Some(first) = next.first() else { return Ok(()) };
    let on = first.valid.from;
    let what = NewEvent {
        id: event,
        commune: None,
        kind,
        effective_on: on,
        legal_document: first.legal_document.clone(),
        reorganisation: None,
    };
    unit::end_states(tx, &[old], on, ReorganisationId(event.0)).await?;
    unit::add_event(tx, &what, 1).await?;
    for state in next {
        let new = state.unit_id;
        if new != old {
            unit::add_units(tx, &[new], 1).await?;
        }
        let begun = NewState { state, declared_households: None, began: None };
        unit::add_states(tx, &[begun], 1).await?;
        let shares = Shares::default();
        let edge = Edge { from: old, to: new, coverage, shares, method: Method::Decree };
        unit::add_edges(tx, event, &[edge]).await?;
    }
    Ok(())
}

/// Gives a state an outline: WKB, with its box (west, south, east, north) in 1e-7 degree.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn outlined(store: &Store, shape: unit::NewShape) {
    write(store, move |tx| {
        let shape = shape.clone();
        Box::pin(async move { unit::add_shapes(tx, &[shape]).await })
    })
    .await;
}

/// A unit becomes one that is only known, as those of the nation's list are.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn only_known(store: &Store, unit: UnitId) {
    write(store, move |tx| {
        Box::pin(async move { crate::gazetteer::run_here(tx, &[unit], false).await.map(drop) })
    })
    .await;
}

/// Units are there from the first day of their states, as an intake leaves them.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn begin(store: &Store, states: Vec<UnitState>) {
    write(store, move |tx| {
        let states = states.clone();
        Box::pin(async move {
            let units: Vec<UnitId> = states.iter().map(|state| state.unit_id).collect();
            unit::add_units(tx, &units, 1).await?;
            let begun = |state| NewState { state, declared_households: None, began: None };
            let states: Vec<NewState> = states.into_iter().map(begun).collect();
            unit::add_states(tx, &states, 1).await
        })
    })
    .await;
}

const APART: Statement =
    Statement::new("testing/atom_apart", "update atom set commune_id = $1 where atom_id in ($2)");
const NO_BORDER: Statement = Statement::new(
    "testing/border_apart",
    "delete from atom_border where exists (select 1 from atom a, atom b \
     where a.atom_id = atom_border.atom_a_id and b.atom_id = atom_border.atom_b_id \
     and a.commune_id <> b.commune_id)",
);

/// Clusters become ones that another commune brought, with no border to those of others.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn brought_apart(store: &Store, atoms: Vec<AtomId>, commune: UnitId) {
    write(store, move |tx| {
        let list = Value::list(atoms.iter().map(|atom| atom.0));
        Box::pin(async move {
            tx.run(&APART, vec![commune.into(), list]).await?;
            tx.run(&NO_BORDER, Vec::new()).await.map(drop)
        })
    })
    .await;
}
