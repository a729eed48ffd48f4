//! When a post ends with what it stood for: who goes on with its matters.

use ledger::MatterId;
use ledger::follow::FollowedBy;
use ledger::matter::{Act, Hand, State, Step};
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use super::write::{StepCells, add_step};
use super::{Standing, sql};
use crate::{Failure, Tx};

/// What lies in a place, or with a post, and may still be spoken to: owed, answered, or closed in a way
/// that the asker may speak against.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn unsettled(
    tx: &mut Tx,
    (unit, post): (UnitId, PostId),
    today: Day,
) -> Result<Vec<Standing>, Failure> {
    tx.rows(&sql::UNSETTLED, vec![today.into(), unit.into(), post.into()]).await
}

/// What a post asked for and may still confirm or reopen, each with who owes it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn asked_by(
    tx: &mut Tx,
    post: PostId,
    today: Day,
) -> Result<Vec<(MatterId, PostId)>, Failure> {
    tx.rows(&sql::ASKED_BY, vec![today.into(), post.into()]).await
}

/// Lets a matter lie elsewhere from today on, with another owner, and a step that says so.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn move_now(
    tx: &mut Tx,
    standing: &Standing,
    (by, today, at): (FollowedBy, Day, i64),
) -> Result<(), Failure> {
    let Standing { matter_id: id, unit_id: unit, post_id: owner, .. } = *standing;
    let begun: Vec<(Day, Option<Day>, UnitId)> =
        tx.rows(&sql::PLACE_ON, vec![today.into(), id.into()]).await?;
    let Some((from, until, _)) = begun.into_iter().next() else { return Ok(()) };
    if from == today {
        let values = vec![id.into(), today.into(), unit.into(), owner.into(), by.into()];
        tx.run(&sql::MOVE_PLACE, values).await?;
    } else {
        tx.run(&sql::CUT_PLACE, vec![id.into(), from.into(), today.into()]).await?;
        let place = vec![
            id.into(),
            today.into(),
            until.into(),
            unit.into(),
            owner.into(),
            by.into(),
            None::<Uuid>.into(),
        ];
        tx.run(&sql::ADD_PLACE, place).await?;
        tx.run(&sql::MOVE_END, vec![id.into(), from.into(), today.into()]).await?;
        tx.run(&sql::FORGET_END, vec![id.into(), from.into()]).await?;
    }
    let (state,): (State,) = tx.one(&sql::STATE, vec![id.into()]).await?;
    let act = Act::Follow { unit, owner, by };
    let step = Step { act, hand: Hand::Program, on: today, state };
    add_step(tx, id, StepCells::of(&step), at, None).await.map(drop)
}

/// Lets another post move the day of a matter.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn pass_day(tx: &mut Tx, id: MatterId, to: PostId) -> Result<(), Failure> {
    tx.run(&sql::PASS_DAY, vec![id.into(), to.into()]).await.map(drop)
}
