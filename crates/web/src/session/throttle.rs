//! How often a password may be tried: per account and per address, so that neither one account from
//! many places nor many accounts from one place can be guessed at speed.
//!
//! Time here is the machine's steady time, which says nothing about the day or the hour.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use units::text::fold;

/// Ten tries, then one a minute.
const TRIES_PER_ACCOUNT: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");
/// An office sits behind one address: sixty tries, then one a second.
const TRIES_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(60).expect("sixty is not zero");
/// Keys kept before those that have recovered are forgotten.
const KEYS_KEPT: usize = 10_000;

/// Counts tries to sign in.
pub struct Throttle {
    by_account: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            by_account: RateLimiter::keyed(
                Quota::per_minute(NonZeroU32::MIN).allow_burst(TRIES_PER_ACCOUNT),
            ),
            by_address: RateLimiter::keyed(
                Quota::per_second(NonZeroU32::MIN).allow_burst(TRIES_PER_ADDRESS),
            ),
        }
    }
}

impl Throttle {
    /// Counts one try; whether it may go on to the password.
    #[must_use]
    pub fn allows(&self, account: &str, address: Option<IpAddr>) -> bool {
        self.forget_recovered();
        let by_address = address.is_none_or(|address| self.by_address.check_key(&address).is_ok());
        by_address && self.by_account.check_key(&fold(account)).is_ok()
    }

    fn forget_recovered(&self) {
        if self.by_account.len() > KEYS_KEPT {
            self.by_account.retain_recent();
        }
        if self.by_address.len() > KEYS_KEPT {
            self.by_address.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_try_on_one_account_waits_and_others_do_not() {
        let throttle = Throttle::default();
        for _ in 0..10 {
            assert!(throttle.allows("Lan", None));
        }
        assert!(!throttle.allows("lan", None), "names are compared folded");
        assert!(throttle.allows("ba-sau", None));
    }

    #[test]
    fn one_address_cannot_try_many_accounts() {
        let throttle = Throttle::default();
        let address = Some(IpAddr::from([127, 0, 0, 1]));
        let allowed = (0..100).filter(|n| throttle.allows(&format!("a{n}"), address)).count();
        assert!((60..=62).contains(&allowed), "{allowed}");
    }
}
