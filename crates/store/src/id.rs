//! New identities without a clock: the instant is handed in.

use uuid::{NoContext, Timestamp, Uuid};

/// A fresh UUIDv7 of the given instant (epoch milliseconds), so that keys grow with time.
#[must_use]
pub fn at(at_ms: i64) -> Uuid {
    let at_ms = u64::try_from(at_ms).unwrap_or(0);
    let nanos = u32::try_from(at_ms % 1000).unwrap_or(0) * 1_000_000;
    Uuid::new_v7(Timestamp::from_unix(NoContext, at_ms / 1000, nanos))
}
