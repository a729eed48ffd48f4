//! Putting a conference off, or calling it off.

use ledger::ConferenceId;
use ledger::conference::{Change, ChangeKind, Conference};
use store::Entry;
use store::conference as rows;
use units::Day;

use super::{audit, entitled, keep, loaded};
use crate::{Act, Actor, Desk, Error, refused};

/// What becomes of a conference that does not meet on its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moving {
    /// It meets on another day.
    Postpone(Option<Day>),
    /// It does not meet.
    CallOff,
}

impl Moving {
    fn of(&self, it: &mut Conference, why: &str, today: Day) -> Result<Change, ledger::Refusal> {
        match self {
            Self::Postpone(to) => it.postpone(*to, why, today),
            Self::CallOff => it.call_off(why),
        }
    }

    const fn kind(&self) -> (ChangeKind, Option<Day>) {
        match self {
            Self::Postpone(to) => (ChangeKind::Postponed, *to),
            Self::CallOff => (ChangeKind::CalledOff, None),
        }
    }
}

/// Puts a conference off to another day, or calls it off, with the reason. What posts owe to it moves
/// with it, or is owed no more. `revision` is the one the page showed; the same thing sent twice is
/// done once.
///
/// # Errors
/// `conference-unknown`, `conference-stale`, the refusals of [`Conference::postpone`] and
/// [`Conference::call_off`], authority, or a failure.
pub async fn move_it(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (ConferenceId, i64),
    (moving, reason): (Moving, String),
) -> Result<(), Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let post = acting.holder()?;
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    let audit = Entry { reason: units::text::tidy(&reason), ..audit };
    desk.act((desk.clone(), moving, reason, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, moving, reason, audit) = &*input;
            let (today, now) = (desk.clock.today(), desk.clock.now());
            let mut loaded = loaded(tx, id, None).await?;
            let (kind, to_on) = moving.kind();
            let last = rows::last_change(tx, id).await?;
            let said = ledger::text::lines(reason);
            let is_again = last.is_some_and(|last| last.says(kind, to_on, &said));
            if is_again && loaded.revision == revision + 1 {
                tx.without_audit();
                return Ok(());
            }
            if loaded.revision != revision {
                return Err(crate::stop("conference-stale"));
            }
            let change = moving.of(&mut loaded.conference, reason, today).map_err(refused)?;
            keep(tx, &loaded).await?;
            rows::record_change(tx, id, &change, post, (today, now)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
