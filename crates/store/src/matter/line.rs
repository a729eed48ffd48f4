//! Matters of the lines of plans: found by their line, and changed with it.

use ledger::matter::Matter;
use ledger::{DifficultyId, MatterId};
use units::{Day, PostId};
use uuid::Uuid;

use super::{load, sql};
use crate::{Failure, Tx};

/// The matter that a plan's line opened, as it stands today, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_line(
    tx: &mut Tx,
    line: Uuid,
    today: Day,
) -> Result<Option<(MatterId, Matter)>, Failure> {
    let found: Option<(MatterId,)> = tx.row(&sql::OF_LINE, vec![line.into()]).await?;
    let Some((id,)) = found else { return Ok(None) };
    Ok(load(tx, id, today).await?.map(|loaded| (id, loaded.matter)))
}

/// The clears of a matter, beside its day and its owner, are others from now on; the post that owes it
/// on the day.
pub(super) async fn revise(
    tx: &mut Tx,
    matter: &Matter,
    on: Day,
) -> Result<Option<PostId>, Failure> {
    let clears = &matter.clears;
    let values = vec![
        matter.id.into(),
        clears.work.as_str().into(),
        units::text::fold(&clears.work).into(),
        clears.responsibility.as_str().into(),
        clears.product.as_str().into(),
        clears.authority.as_str().into(),
        matter.wanted.into(),
    ];
    tx.run(&sql::REVISE, values).await?;
    let owner: Option<(PostId,)> =
        tx.row(&sql::OWNER_ON, vec![on.into(), matter.id.into()]).await?;
    Ok(owner.map(|(post,)| post))
}

/// A matter answers another difficulty from now on, or none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn answer_for(
    tx: &mut Tx,
    id: MatterId,
    difficulty: Option<DifficultyId>,
) -> Result<(), Failure> {
    tx.run(&sql::ANSWER_FOR, vec![id.into(), difficulty.into()]).await.map(drop)
}
