//! What leaves the house: mail, push and webhooks, queued in the act that causes them.
//!
//! A sender takes messages under a lease, as jobs are taken. A failed sending is tried again later
//! and later, then given up; it never touches the act. Knows no channel's protocol.

use std::convert::Infallible;

use uuid::Uuid;

use crate::failure::{Failure, Stop};
use crate::row::{FromRow, Row};
use crate::scope::Scope;
use crate::statement::{Statement, Statements};
use crate::tx::{Reader, Tx};
use crate::{Store, Value};

const INSERT: Statement = Statement::new("outbox/insert", include_str!("../sql/outbox/insert.sql"));
const CLAIM: Statement = Statement::new("outbox/claim", include_str!("../sql/outbox/claim.sql"));
const SENT: Statement = Statement::new("outbox/sent", include_str!("../sql/outbox/sent.sql"));
const POSTPONE: Statement =
    Statement::new("outbox/postpone", include_str!("../sql/outbox/postpone.sql"));
const GIVE_UP: Statement =
    Statement::new("outbox/give_up", include_str!("../sql/outbox/give_up.sql"));
const OPEN: Statement = Statement::new("outbox/open", include_str!("../sql/outbox/open.sql"));

/// The statements of this noun.
pub const STATEMENTS: Statements = &[&INSERT, &CLAIM, &SENT, &POSTPONE, &GIVE_UP, &OPEN];

/// A message is given up after this many attempts: with doubling pauses, after about three days.
pub const ATTEMPTS_MAX: i64 = 12;
const FIRST_PAUSE_MS: i64 = 60_000;

/// A message to queue.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its identity, which receivers may use to drop repeats.
    pub message_id: Uuid,
    /// How it leaves, such as `mail`.
    pub channel: &'static str,
    /// The address on that channel.
    pub recipient: String,
    /// The content as JSON of the channel.
    pub body: String,
    /// Not before, epoch milliseconds.
    pub due_at: i64,
    /// When it was queued, epoch milliseconds.
    pub queued_at: i64,
}

/// A message in a sender's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its identity.
    pub message_id: Uuid,
    /// How it leaves.
    pub channel: String,
    /// The address on that channel.
    pub recipient: String,
    /// The content.
    pub body: String,
    /// 1 at the first attempt.
    pub attempts: i64,
}

impl FromRow for Taken {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            message_id: row.get("message_id")?,
            channel: row.get("channel")?,
            recipient: row.get("recipient")?,
            body: row.get("body")?,
            attempts: row.get("attempts")?,
        })
    }
}

/// Queues a message inside an act.
///
/// # Errors
/// When the statement fails.
pub async fn queue(tx: &mut Tx, message: &Message) -> Result<(), Failure> {
    let values: Vec<Value> = vec![
        message.message_id.into(),
        message.channel.into(),
        message.recipient.as_str().into(),
        message.body.as_str().into(),
        message.due_at.into(),
        message.queued_at.into(),
    ];
    tx.later(&INSERT, values).await
}

/// Takes up to `limit` messages that are due or whose sender vanished.
///
/// # Errors
/// When the statement fails.
pub async fn claim(
    store: &Store,
    worker: Uuid,
    limit: i64,
    lease_ms: i64,
    now: i64,
) -> Result<Vec<Taken>, Failure> {
    let answer: Result<_, Stop<Infallible>> = store
        .write(move |tx| {
            Box::pin(async move {
                tx.without_audit();
                let lease_until = now.saturating_add(lease_ms);
                let values = vec![worker.into(), lease_until.into(), now.into(), limit.into()];
                Ok(tx.rows(&CLAIM, values).await?)
            })
        })
        .await;
    answer.map_err(Stop::into_failure)
}

/// The message left. False when it is no longer this sender's.
///
/// # Errors
/// When the statement fails.
pub async fn sent(tx: &mut Tx, message_id: Uuid, worker: Uuid, now: i64) -> Result<bool, Failure> {
    Ok(tx.run(&SENT, vec![message_id.into(), worker.into(), now.into()]).await? == 1)
}

/// The sending failed: again after a pause that doubles, or given up. False when the message is no
/// longer this sender's.
///
/// # Errors
/// When the statement fails.
pub async fn failed(
    tx: &mut Tx,
    taken: &Taken,
    worker: Uuid,
    error: &str,
    now: i64,
) -> Result<bool, Failure> {
    let given_up = taken.attempts >= ATTEMPTS_MAX;
    let (statement, at) = if given_up {
        (&GIVE_UP, now)
    } else {
        (&POSTPONE, now.saturating_add(pause_ms(taken.attempts)))
    };
    let values = vec![taken.message_id.into(), worker.into(), error.into(), at.into()];
    Ok(tx.run(statement, values).await? == 1)
}

/// How many messages have not left yet.
///
/// # Errors
/// When the statement fails.
pub async fn open(reader: &Reader, _scope: &Scope) -> Result<i64, Failure> {
    reader.one::<(i64,)>(&OPEN, Vec::new()).await.map(|(count,)| count)
}

fn pause_ms(attempts: i64) -> i64 {
    FIRST_PAUSE_MS << attempts.saturating_sub(1).clamp(0, 11)
}
