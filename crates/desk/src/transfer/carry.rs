//! Carrying over what lies in transferred units and bears its commune without a day.

use std::collections::BTreeMap;

use store::transfer as rows;
use store::{Entry, Stop, Tx};
use units::UnitId;

use crate::{Act, Desk, Error, Refusal};

/// Carries over what lies in the transferred units and bears its commune without a day; what lay in the commune
/// itself goes where most households went.
pub(super) async fn carry_over(
    tx: &mut Tx,
    line: &rows::Line,
    now: i64,
) -> Result<(), Stop<Refusal>> {
    let (commune, day) = (line.commune_id, line.effective_on);
    let mut to: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for moved in rows::units(tx, line.transfer_id).await? {
        to.entry(moved.commune_id).or_default().push(moved.unit_id);
    }
    for (heir, units) in &to {
        if let Some(at) = store::locality::of(tx, *heir, day).await? {
            store::locality::hand_on(tx, commune, at, Some(units)).await?;
            store::post::hand_on_parts(tx, (commune, *heir), units, day).await?;
        }
    }
    if let Some(at) = store::locality::of(tx, line.main_id, day).await? {
        store::locality::hand_on(tx, commune, at, None).await?;
    }
    rows::carried(tx, line.transfer_id, now).await?;
    Ok(())
}

/// Carries over what belongs to transfers whose day has come; for the sweep of the running program. How many.
///
/// # Errors
/// A failure of the database.
pub async fn carry(desk: &Desk) -> Result<usize, Error> {
    if rows::due(&mut desk.store.read(), desk.clock.today()).await?.is_empty() {
        return Ok(0);
    }
    desk.act(desk.clone(), |tx, desk| {
        Box::pin(async move {
            let due = rows::due(tx, desk.clock.today()).await?;
            for line in &due {
                carry_over(tx, line, desk.clock.now()).await?;
                tx.audit(Entry {
                    at: desk.clock.now(),
                    actor: None,
                    post: None,
                    act: Act::UnitTransfer.code(),
                    object_kind: "transfer",
                    object_id: Some(line.transfer_id.0),
                    reason: "its day has come".to_owned(),
                    digest: None,
                })
                .await?;
            }
            if due.is_empty() {
                tx.without_audit();
            }
            Ok(due.len())
        })
    })
    .await
}
