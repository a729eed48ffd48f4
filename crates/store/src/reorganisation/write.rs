//! The writes of reorganisations.

use units::reorganisation::Applied;
use units::{AccountId, Day, ReorganisationId, UnitId};

use super::{NewAdoption, NewReorganisation, State, sql};
use crate::{Failure, Fault, Tx};

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

/// Keeps what an adoption wrote, for those who come before its day and for taking it back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep_applied(
    tx: &mut Tx,
    id: ReorganisationId,
    applied: &Applied,
) -> Result<(), Failure> {
    let json = serde_json::to_string(applied)
        .map_err(|cause| Failure::new(Fault::Bug, "write down an adoption").because(cause))?;
    tx.run(&sql::APPLIED, vec![id.into(), json.into()]).await?;
    Ok(())
}

/// The adoptions of a commune that take effect after a day, with what they wrote.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn ahead(tx: &mut Tx, commune: UnitId, after: Day) -> Result<Vec<Applied>, Failure> {
    let rows: Vec<(ReorganisationId, Option<String>)> =
        tx.rows(&sql::AHEAD, vec![commune.into(), after.into()]).await?;
    rows.into_iter()
        .map(|(_, json)| {
            serde_json::from_str(&json.unwrap_or_default())
                .map_err(|cause| Failure::new(Fault::Bug, "read an adoption").because(cause))
        })
        .collect()
}
