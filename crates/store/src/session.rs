//! Signed-in browsers, kept on the server so that they can be ended.
//!
//! What the data says is the business of `web`; no audit entry stands behind a session write.

use std::convert::Infallible;

use units::AccountId;

use crate::Store;
use crate::failure::{Failure, Stop};
use crate::row::{FromRow, Row};
use crate::scope::Scope;
use crate::statement::{Statement, Statements};
use crate::tx::{Reader, Tx};

const SAVE: Statement = Statement::new("session/save", include_str!("../sql/session/save.sql"));
const LOAD: Statement = Statement::new("session/load", include_str!("../sql/session/load.sql"));
const DELETE: Statement =
    Statement::new("session/delete", include_str!("../sql/session/delete.sql"));
const DELETE_EXPIRED: Statement =
    Statement::new("session/delete_expired", include_str!("../sql/session/delete_expired.sql"));
const DELETE_OF: Statement =
    Statement::new("session/delete_of", include_str!("../sql/session/delete_of.sql"));

/// The statements of this noun.
pub const STATEMENTS: Statements = &[&SAVE, &LOAD, &DELETE, &DELETE_EXPIRED, &DELETE_OF];

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The secret the cookie carries, or its digest.
    pub session_id: Vec<u8>,
    /// What `web` keeps in it.
    pub data: Vec<u8>,
    /// Whose, once signed in.
    pub account_id: Option<AccountId>,
    /// When it ends, epoch milliseconds.
    pub expires_at: i64,
}

impl FromRow for Session {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            session_id: row.get("session_id")?,
            data: row.get("data")?,
            account_id: row.get("account_id")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

/// Keeps a session, new or changed.
///
/// # Errors
/// When the statement fails.
pub async fn save(store: &Store, session: Session) -> Result<(), Failure> {
    let answer: Result<_, Stop<Infallible>> = store
        .write(move |tx| {
            let session = session.clone();
            Box::pin(async move {
                tx.without_audit();
                let values = vec![
                    session.session_id.into(),
                    session.data.into(),
                    session.account_id.into(),
                    session.expires_at.into(),
                ];
                Ok(tx.run(&SAVE, values).await.map(drop)?)
            })
        })
        .await;
    answer.map_err(Stop::into_failure)
}

/// A session that has not ended at `now`.
///
/// # Errors
/// When the statement fails.
pub async fn load(
    reader: &Reader,
    _scope: &Scope,
    session_id: &[u8],
    now: i64,
) -> Result<Option<Session>, Failure> {
    reader.row(&LOAD, vec![session_id.to_vec().into(), now.into()]).await
}

/// Ends a session.
///
/// # Errors
/// When the statement fails.
pub async fn delete(store: &Store, session_id: Vec<u8>) -> Result<(), Failure> {
    let answer: Result<_, Stop<Infallible>> = store
        .write(move |tx| {
            let session_id = session_id.clone();
            Box::pin(async move {
                tx.without_audit();
                Ok(tx.run(&DELETE, vec![session_id.into()]).await.map(drop)?)
            })
        })
        .await;
    answer.map_err(Stop::into_failure)
}

/// Sweeps ended sessions; how many there were.
///
/// # Errors
/// When the statement fails.
pub async fn delete_expired(store: &Store, now: i64) -> Result<u64, Failure> {
    let answer: Result<_, Stop<Infallible>> = store
        .write(move |tx| {
            Box::pin(async move {
                tx.without_audit();
                Ok(tx.run(&DELETE_EXPIRED, vec![now.into()]).await?)
            })
        })
        .await;
    answer.map_err(Stop::into_failure)
}

/// Ends every session of an account, in the act that changes its password or closes it.
///
/// # Errors
/// When the statement fails.
pub async fn delete_of(tx: &mut Tx, account_id: AccountId) -> Result<u64, Failure> {
    tx.run(&DELETE_OF, vec![account_id.into()]).await
}
