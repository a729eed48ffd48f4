//! How often a feedback may be sent from one address. Generous, since a whole street may stand behind
//! one address of a telephone company.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::session::line_of;

/// Sent at once from one address.
const BURST: NonZeroU32 = NonZeroU32::new(30).expect("thirty is not zero");
/// Then one in this time.
const PAUSE: Duration = Duration::from_secs(20);
/// Keys kept before those that have recovered are forgotten.
const KEYS_KEPT: usize = 10_000;

/// Counts what is sent.
pub struct Sending(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Sending {
    fn default() -> Self {
        let quota = Quota::with_period(PAUSE).expect("twenty seconds are not zero");
        Self(RateLimiter::keyed(quota.allow_burst(BURST)))
    }
}

impl Sending {
    /// Counts one form; whether it may go on.
    #[must_use]
    pub fn allows(&self, address: Option<IpAddr>) -> bool {
        if self.0.len() > KEYS_KEPT {
            self.0.retain_recent();
        }
        address.is_none_or(|address| self.0.check_key(&line_of(address)).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirty_first_at_once_waits_and_another_street_does_not() {
        let sending = Sending::default();
        let one = Some(IpAddr::from([192, 0, 2, 1]));
        assert!((0..30).all(|_| sending.allows(one)));
        assert!(!sending.allows(one));
        assert!(sending.allows(Some(IpAddr::from([192, 0, 2, 2]))));
        assert!(sending.allows(None));
    }
}
