//! What `coso verify` finds wrong in the registry: the invariants of lineage and membership.

use store::registry::Fault;

use crate::authority::system_scope;
use crate::{Desk, Error};

/// Every broken invariant of the registry; empty means sound. Each fault has a stable code and the
/// identities concerned, never personal data.
///
/// # Errors
/// A failure of the database.
pub async fn registry(desk: &Desk) -> Result<Vec<Fault>, Error> {
    Ok(store::registry::faults(&desk.store.read(), &system_scope()).await?)
}
