//! Units that change by a law of others, as an import of the nation's list leaves them.

use units::{
    Coverage, Edge, EventId, EventKind, Method, ReorganisationId, Shares, UnitId, UnitState,
};

use super::ledger::write;
use crate::Store;
use crate::unit::{self, NewEvent, NewState};

/// A unit ends on the first day of a state that follows it whole: one of the same unit, or the first of
/// another.
///
/// # Panics
/// When the database refuses, which ends the test.
pub async fn follows(store: &Store, old: UnitId, next: UnitState, event: EventId) {
    write(store, move |tx| {
        let (state, on) = (next.clone(), next.valid.from);
        let (new, legal_document) = (state.unit_id, state.legal_document.clone());
        Box::pin(async move {
            if new != old {
                unit::add_units(tx, &[new], 1).await?;
            }
            unit::end_states(tx, &[old], on, ReorganisationId(event.0)).await?;
            let begun = NewState { state, declared_households: None, began: None };
            unit::add_states(tx, &[begun], 1).await?;
            let kind = if new == old { EventKind::Rename } else { EventKind::MergeNew };
            let what = NewEvent {
                id: event,
                commune: None,
                kind,
                effective_on: on,
                legal_document,
                reorganisation: None,
            };
            unit::add_event(tx, &what, 1).await?;
            let edge = Edge {
                from: old,
                to: new,
                coverage: Coverage::Whole,
                shares: Shares::default(),
                method: Method::Decree,
            };
            unit::add_edges(tx, event, &[edge]).await
        })
    })
    .await;
}
