//! The stories of store, each on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a story ends where it breaks")]

mod crash;
mod keeping;
mod migrations;
mod opening;
mod record;
mod schema;
mod statements;
mod waiting;
mod writing;

use store::{Entry, Failure, Stop, Store, Tx};

/// The refusals of these stories.
#[derive(Debug, PartialEq, Eq)]
pub enum No {
    /// The place is taken.
    Taken,
}

/// An entry of an act at an instant.
pub fn entry(act: &'static str, at: i64) -> Entry {
    Entry {
        at,
        actor: None,
        post: None,
        act,
        object_kind: "test",
        object_id: None,
        reason: String::new(),
        digest: None,
    }
}

/// An act that only leaves its entry.
pub async fn leave(store: &Store, act: &'static str, at: i64) -> Result<(), Stop<No>> {
    store.write(move |tx| Box::pin(async move { Ok(mark(tx, act, at).await?) })).await
}

/// Leaves an entry inside an act.
pub async fn mark(tx: &mut Tx, act: &'static str, at: i64) -> Result<(), Failure> {
    tx.audit(entry(act, at)).await
}
