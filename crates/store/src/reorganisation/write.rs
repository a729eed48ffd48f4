//! The writes of reorganisations.

use units::{AccountId, EventId, ReorganisationId};

use super::{Events, NewAdoption, NewReorganisation, State, sql};
use crate::{Failure, Tx};

/// Stores a reorganisation as proposed.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, new: &NewReorganisation, now: i64) -> Result<(), Failure> {
    let values = vec![
        new.id.into(),
        new.commune.into(),
        new.plan.into(),
        State::Proposed.into(),
        new.base_revision.into(),
        new.households.into(),
        new.value.to_string().into(),
        new.digest.clone().into(),
        new.created_by.into(),
        now.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    Ok(())
}

/// Moves a reorganisation from one state to another; false when it is no longer in the first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_state(
    tx: &mut Tx,
    id: ReorganisationId,
    from: State,
    to: State,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::SET_STATE, vec![id.into(), from.into(), to.into()]).await? == 1)
}

/// Records an adoption, in place of one recorded before and not yet confirmed.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn record(
    tx: &mut Tx,
    id: ReorganisationId,
    adoption: &NewAdoption,
    now: i64,
) -> Result<(), Failure> {
    tx.run(&sql::DELETE_TALLY, vec![id.into()]).await?;
    tx.run(&sql::DELETE_ADOPTION, vec![id.into()]).await?;
    let acknowledged = serde_json::json!(adoption.acknowledged).to_string();
    let values = vec![
        id.into(),
        adoption.resolution_number.clone().into(),
        adoption.resolution_by.clone().into(),
        adoption.dated_on.into(),
        adoption.effective_on.into(),
        adoption.attachment_id.into(),
        adoption.households.into(),
        adoption.agreed.into(),
        acknowledged.into(),
        adoption.recorded_by.into(),
        now.into(),
    ];
    tx.run(&sql::RECORD, values).await?;
    let rows = adoption.tally.iter().map(|tally| {
        vec![id.into(), tally.unit_id.into(), tally.households.into(), tally.agreed.into()]
    });
    tx.bulk(&sql::ADD_TALLY, rows.collect()).await?;
    Ok(())
}

/// Confirms a recorded adoption; false when it is confirmed already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn confirm(
    tx: &mut Tx,
    id: ReorganisationId,
    by: AccountId,
    now: i64,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::CONFIRM, vec![id.into(), by.into(), now.into()]).await? == 1)
}

/// Marks an adoption as reverted; false when it is already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revert(
    tx: &mut Tx,
    id: ReorganisationId,
    by: AccountId,
    now: i64,
    reason: &str,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::REVERT, vec![id.into(), by.into(), now.into(), reason.into()]).await? == 1)
}

/// Ties a lineage event to the reorganisation that made it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_event(tx: &mut Tx, id: ReorganisationId, event: EventId) -> Result<(), Failure> {
    tx.run(&sql::ADD_EVENT, vec![id.into(), event.into()]).await?;
    Ok(())
}

/// The lineage events a reorganisation made.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn events(tx: &mut Tx, id: ReorganisationId) -> Result<Vec<EventId>, Failure> {
    let rows: Events = tx.rows(&sql::EVENTS, vec![id.into()]).await?;
    Ok(rows.into_iter().map(|(event,)| event).collect())
}
