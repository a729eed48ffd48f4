//! Identities that every installation derives alike from the list, so that an import may be repeated
//! and two installations speak of the same unit.

use uuid::{Builder, Uuid};

use crate::{Day, EventId, Level, StateId, UnitId};

/// The unit that a code of a level named first on a day.
#[must_use]
pub fn unit_id(level: Level, code: &str, since: Day) -> UnitId {
    UnitId(derived(&format!("unit\n{level}\n{code}\n{since}")))
}

/// The state of a unit that began on a day.
#[must_use]
pub fn state_id(unit: UnitId, from: Day) -> StateId {
    StateId(derived(&format!("state\n{unit}\n{from}")))
}

/// The event of a day that a text tells apart from the others of the day.
#[must_use]
pub fn event_id(on: Day, what: &str) -> EventId {
    EventId(derived(&format!("event\n{on}\n{what}")))
}

/// An identity of version 8 (RFC 9562 §5.8: "custom", here the start of a SHA-256).
fn derived(text: &str) -> Uuid {
    use sha2::{Digest as _, Sha256};
    let digest = Sha256::digest(format!("coso gazetteer\n{text}"));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}
