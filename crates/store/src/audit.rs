//! The record of who did what: each act writes its entry in its own transaction.
//!
//! The chain over the entries is the sealer's work (`sealer`), after commit, so that acts do not
//! wait for each other.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use units::AccountId;
use uuid::Uuid;

use crate::failure::Failure;
use crate::id;
use crate::statement::{Statement, Statements};
use crate::tx::Tx;

const INSERT: Statement = Statement::new("audit/insert", include_str!("../sql/audit/insert.sql"));
const KEY: Statement = Statement::new("audit/key", include_str!("../sql/audit/key.sql"));
const KEY_INSERT: Statement =
    Statement::new("audit/key_insert", include_str!("../sql/audit/key_insert.sql"));
const KEY_DELETE: Statement =
    Statement::new("audit/key_delete", include_str!("../sql/audit/key_delete.sql"));

/// The statements of this noun.
pub const STATEMENTS: Statements = &[&INSERT, &KEY, &KEY_INSERT, &KEY_DELETE];

/// What one act leaves in the record.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When, epoch milliseconds.
    pub at: i64,
    /// Who; nobody when the program itself acts.
    pub actor: Option<AccountId>,
    /// The post the person acts in, as the grant names it.
    pub post: Option<String>,
    /// The verb of `desk`, such as `reorganisation-adopt`.
    pub act: &'static str,
    /// The noun, such as `reorganisation`.
    pub object_kind: &'static str,
    /// The thing.
    pub object_id: Option<Uuid>,
    /// Why, in the person's words or empty.
    pub reason: String,
    /// SHA-256 of the values written, or the HMAC of [`Tx::personal_digest`].
    pub digest: Option<Vec<u8>>,
}

impl Tx {
    /// Writes the entry of the present act. At least one is demanded of each act.
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn audit(&mut self, entry: Entry) -> Result<(), Failure> {
        let values = vec![
            id::at(entry.at).into(),
            entry.at.into(),
            entry.actor.into(),
            entry.post.into(),
            entry.act.into(),
            entry.object_kind.into(),
            entry.object_id.into(),
            entry.reason.into(),
            entry.digest.into(),
        ];
        self.later(&INSERT, values).await?;
        self.entries += 1;
        Ok(())
    }

    /// The digest of personal fields: an HMAC under the subject's own key, made on first use.
    /// When the key is destroyed, the digest says nothing about the person any more.
    ///
    /// # Errors
    /// When a statement fails.
    pub async fn personal_digest(
        &mut self,
        subject: Uuid,
        fields: &[u8],
    ) -> Result<Vec<u8>, Failure> {
        let kept: Option<(Vec<u8>,)> = self.row(&KEY, vec![subject.into()]).await?;
        let key = match kept {
            Some((key,)) => key,
            None => {
                let key = fresh_key();
                self.run(&KEY_INSERT, vec![subject.into(), key.clone().into()]).await?;
                key
            }
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        mac.update(fields);
        Ok(mac.finalize().into_bytes().to_vec())
    }

    /// Erasure: destroys the subject's key. Whether there was one.
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn forget(&mut self, subject: Uuid) -> Result<bool, Failure> {
        Ok(self.run(&KEY_DELETE, vec![subject.into()]).await? > 0)
    }
}

/// 244 random bits from the operating system, spread over 32 bytes.
fn fresh_key() -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(Uuid::new_v4().as_bytes());
    hash.update(Uuid::new_v4().as_bytes());
    hash.finalize().to_vec()
}

/// SHA-256 of parts, each with its length before it, so that no two lists of parts are alike.
#[must_use]
pub fn digest<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}
