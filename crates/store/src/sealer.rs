//! Chains committed audit entries: each link is the SHA-256 of the link before it and of the whole
//! entry. A changed, removed or inserted entry breaks every link behind it.
//!
//! Sealing runs after commit in batches, so that acts never wait for each other because of the
//! chain. What is not sealed yet is the tail that `verify` shows.

use std::convert::Infallible;
use std::time::Duration;

use units::AccountId;
use uuid::Uuid;

use crate::audit;
use crate::failure::{Failure, Stop};
use crate::row::{FromRow, Row};
use crate::scope::Scope;
use crate::statement::{Statement, Statements};
use crate::tx::{Reader, Tx};
use crate::{Store, Value};

const UNSEALED: Statement =
    Statement::new("audit/unsealed", include_str!("../sql/audit/unsealed.sql"));
const LAST_LINK: Statement =
    Statement::new("audit/last_link", include_str!("../sql/audit/last_link.sql"));
const SEAL: Statement = Statement::new("audit/seal", include_str!("../sql/audit/seal.sql"));
const SEALED_AFTER: Statement =
    Statement::new("audit/sealed_after", include_str!("../sql/audit/sealed_after.sql"));
const UNSEALED_COUNT: Statement =
    Statement::new("audit/unsealed_count", include_str!("../sql/audit/unsealed_count.sql"));
const OF_OBJECT: Statement =
    Statement::new("audit/of_object", include_str!("../sql/audit/of_object.sql"));

/// The statements of this module.
pub const STATEMENTS: Statements =
    &[&UNSEALED, &LAST_LINK, &SEAL, &SEALED_AFTER, &UNSEALED_COUNT, &OF_OBJECT];

const BATCH: i64 = 200;
const PAGE: i64 = 1000;

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its identity.
    pub entry_id: Uuid,
    /// When, epoch milliseconds.
    pub at: i64,
    /// Who; nobody when the program itself acted.
    pub actor: Option<AccountId>,
    /// The post.
    pub post: Option<String>,
    /// The verb.
    pub act: String,
    /// The noun.
    pub object_kind: String,
    /// The thing.
    pub object_id: Option<Uuid>,
    /// Why.
    pub reason: String,
    /// The digest of the values.
    pub digest: Option<Vec<u8>>,
    /// Its place in the chain, once sealed.
    pub link_no: Option<i64>,
    /// Its link, once sealed.
    pub chain: Option<Vec<u8>>,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            entry_id: row.get("entry_id")?,
            at: row.get("at")?,
            actor: row.get("actor_id")?,
            post: row.get("post")?,
            act: row.get("act")?,
            object_kind: row.get("object_kind")?,
            object_id: row.get("object_id")?,
            reason: row.get("reason")?,
            digest: row.get("digest")?,
            link_no: row.get("link_no")?,
            chain: row.get("chain")?,
        })
    }
}

impl Kept {
    /// The link of this entry behind another.
    fn link(&self, before: &[u8], link_no: i64) -> Vec<u8> {
        let number = link_no.to_le_bytes();
        let at = self.at.to_le_bytes();
        // Presence is hashed apart from content: an empty post is not a missing one.
        let present = [
            u8::from(self.actor.is_some()),
            u8::from(self.post.is_some()),
            u8::from(self.object_id.is_some()),
            u8::from(self.digest.is_some()),
        ];
        let actor = self.actor.map(|id| id.0).unwrap_or_default();
        let object = self.object_id.unwrap_or_default();
        audit::digest([
            before,
            number.as_slice(),
            self.entry_id.as_bytes().as_slice(),
            at.as_slice(),
            present.as_slice(),
            actor.as_bytes().as_slice(),
            self.post.as_deref().unwrap_or_default().as_bytes(),
            self.act.as_bytes(),
            self.object_kind.as_bytes(),
            object.as_bytes().as_slice(),
            self.reason.as_bytes(),
            self.digest.as_deref().unwrap_or_default(),
        ])
    }
}

/// Seals every committed entry; how many there were.
///
/// # Errors
/// When a statement fails.
pub async fn seal(store: &Store) -> Result<u64, Failure> {
    let mut sealed = 0;
    loop {
        let answer: Result<u64, Stop<Infallible>> =
            store.write(|tx| Box::pin(async move { Ok(seal_batch(tx).await?) })).await;
        let batch = answer.map_err(Stop::into_failure)?;
        sealed += batch;
        if batch < BATCH.unsigned_abs() {
            return Ok(sealed);
        }
    }
}

async fn seal_batch(tx: &mut Tx) -> Result<u64, Failure> {
    tx.without_audit();
    let entries: Vec<Kept> = tx.rows(&UNSEALED, vec![BATCH.into()]).await?;
    if entries.is_empty() {
        return Ok(0);
    }
    let last: Option<(i64, Vec<u8>)> = tx.row(&LAST_LINK, Vec::new()).await?;
    let (mut link_no, mut chain) = last.unwrap_or_default();
    for entry in &entries {
        link_no += 1;
        chain = entry.link(&chain, link_no);
        let values: Vec<Value> = vec![entry.entry_id.into(), link_no.into(), chain.clone().into()];
        tx.run(&SEAL, values).await?;
    }
    Ok(entries.len() as u64)
}

/// Seals every `pause` until the task is aborted. A failure is logged and tried again.
pub async fn run(store: Store, pause: Duration) {
    loop {
        if let Err(failure) = seal(&store).await {
            tracing::warn!(%failure, "audit entries wait for their seal");
        }
        tokio::time::sleep(pause).await;
    }
}

/// What the chain says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Sealed entries whose links are right, up to the first that is not.
    pub sealed: u64,
    /// Entries that wait for their seal.
    pub unsealed: u64,
    /// The last right link, to be written down elsewhere: it shows whether the end was cut off.
    pub head: Vec<u8>,
    /// The first wrong link, if any.
    pub broken_at: Option<i64>,
}

/// Recomputes the whole chain.
///
/// # Errors
/// When a statement fails.
pub async fn check(reader: &Reader) -> Result<Chain, Failure> {
    let (unsealed,) = reader.one::<(i64,)>(&UNSEALED_COUNT, Vec::new()).await?;
    let mut chain = Chain { unsealed: unsealed.unsigned_abs(), ..Chain::default() };
    let mut last = 0_i64;
    loop {
        let page: Vec<Kept> = reader.rows(&SEALED_AFTER, vec![last.into(), PAGE.into()]).await?;
        if page.is_empty() {
            return Ok(chain);
        }
        for entry in &page {
            let right = entry.link(&chain.head, last + 1);
            if entry.link_no != Some(last + 1) || entry.chain.as_ref() != Some(&right) {
                chain.broken_at = Some(last + 1);
                return Ok(chain);
            }
            last += 1;
            chain.sealed += 1;
            chain.head = right;
        }
    }
}

/// What was done to a thing, oldest first: not for visitors.
///
/// # Errors
/// When the statement fails.
pub async fn of_object(
    reader: &Reader,
    scope: &Scope,
    object_id: Uuid,
) -> Result<Vec<Kept>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&OF_OBJECT, vec![object_id.into()]).await
}
