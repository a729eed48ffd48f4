//! Conferences that were put off or called off: the day they had, the reason, and the contributions
//! that are owed to the new day.

use ledger::conference::{Change, ChangeKind, shifted};
use ledger::{ConferenceId, ContributionId};
use serde::Serialize;
use units::{Day, PostId};

use super::sql;
use crate::matter::Named;
use crate::{Failure, FromRow, Reader, Row, Scope, Tx, Value};

/// One time that a conference was put off or called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// The conference.
    pub conference_id: ConferenceId,
    /// Its theme.
    pub theme: String,
    /// Its number, from 1.
    pub number: i64,
    /// What happened.
    pub kind: ChangeKind,
    /// The day it had.
    pub from_on: Day,
    /// The day it has from then on.
    pub to_on: Option<Day>,
    /// Why.
    pub reason: String,
    /// The day on which that was said.
    pub changed_on: Day,
    /// The post that said so.
    pub post: Named,
}

impl ChangeRow {
    /// Whether it says the same as a change.
    #[must_use]
    pub fn says(&self, kind: ChangeKind, to_on: Option<Day>, reason: &str) -> bool {
        self.kind == kind && self.to_on == to_on && self.reason == reason
    }
}

impl FromRow for ChangeRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            conference_id: row.get("conference_id")?,
            theme: row.get("theme")?,
            number: row.get("number")?,
            kind: row.get("kind")?,
            from_on: row.get("from_on")?,
            to_on: row.get("to_on")?,
            reason: row.get("reason")?,
            changed_on: row.get("changed_on")?,
            post: Named::from_row(row)?,
        })
    }
}

/// When a conference was put off or called off, the first time first. Everybody may know it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn changes(
    reader: &Reader,
    _scope: &Scope,
    id: ConferenceId,
) -> Result<Vec<ChangeRow>, Failure> {
    reader.rows(&sql::CHANGES, vec![id.into()]).await
}

/// Conferences put off or called off since a day, to which the reader's own posts were asked or
/// invited, by themselves, their body or their place; the latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn moved(
    reader: &Reader,
    scope: &Scope,
    posts: &[PostId],
    since: Day,
) -> Result<Vec<ChangeRow>, Failure> {
    if scope.is_public() || posts.is_empty() {
        return Ok(Vec::new());
    }
    let posts = Value::list(posts.iter().map(|post| post.0));
    let places = Value::list(scope.territories().iter().map(|unit| unit.0));
    reader.rows(&sql::MOVED, vec![since.into(), posts, places]).await
}

/// The last change of a conference, for an act that is sent twice.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn last_change(tx: &mut Tx, id: ConferenceId) -> Result<Option<ChangeRow>, Failure> {
    let mut all: Vec<ChangeRow> = tx.rows(&sql::CHANGES, vec![id.into()]).await?;
    Ok(all.pop())
}

/// Keeps what became of a conference; contributions that did not come move with it. The instant is in
/// epoch milliseconds.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn record_change(
    tx: &mut Tx,
    id: ConferenceId,
    change: &Change,
    post: PostId,
    (on, at): (Day, i64),
) -> Result<(), Failure> {
    let (last,): (i64,) = tx.one(&sql::LAST_CHANGE, vec![id.into()]).await?;
    let values = vec![
        id.into(),
        (last + 1).into(),
        change.kind.into(),
        change.from_on.into(),
        change.to_on.into(),
        change.reason.as_str().into(),
        post.into(),
        on.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_CHANGE, values).await?;
    let Some(to) = change.to_on else { return Ok(()) };
    let unsent: Vec<(ContributionId, Day)> = tx.rows(&sql::UNSENT, vec![id.into()]).await?;
    for (contribution, due_on) in unsent {
        let due_on = shifted(due_on, (change.from_on, to), on);
        tx.run(&sql::MOVE_DUE, vec![contribution.into(), due_on.into()]).await?;
    }
    Ok(())
}
