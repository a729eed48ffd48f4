//! How often a password may be tried: per account and per address, so that neither one account from
//! many places nor many accounts from one place can be guessed at speed.
//!
//! Time here is the machine's steady time, which says nothing about the day or the hour.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use axum::http::HeaderMap;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest, Sha256};
use units::text::fold;

/// Ten tries, then one a minute.
const TRIES_PER_ACCOUNT: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");
/// An office sits behind one address: sixty tries, then one a second.
const TRIES_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(60).expect("sixty is not zero");
/// Keys kept before those that have recovered are forgotten.
const KEYS_KEPT: usize = 10_000;

/// Counts tries to sign in.
pub struct Throttle {
    by_account: DefaultKeyedRateLimiter<[u8; 32]>,
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
        let by_address = address.is_none_or(|it| self.by_address.check_key(&line_of(it)).is_ok());
        by_address && self.by_account.check_key(&name_key(account)).is_ok()
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

/// A name as counted: folded, and never longer than a digest, since names come from anybody.
fn name_key(account: &str) -> [u8; 32] {
    Sha256::digest(fold(account).as_bytes()).into()
}

/// From where a request comes: the other end of the connection, or, where that is this machine itself,
/// what the proxy on this machine says last. A proxy adds the address it sees behind what the sender
/// may have written, and nobody outside connects from this machine, so that no sender can choose it.
/// Without this everybody behind a proxy would share one count.
#[must_use]
pub fn caller(headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
    let peer = peer?;
    if !peer.to_canonical().is_loopback() {
        return Some(peer);
    }
    let said = headers.get_all("x-forwarded-for").iter().next_back();
    let said = said.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    Some(said.unwrap_or(peer))
}

/// An address as counted. A home or an office has a whole /64 of the sixth version to choose from,
/// and may write one of the fourth as one of the sixth.
#[must_use]
pub fn line_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(four) => four.into(),
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() >> 64 << 64).into(),
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

    #[test]
    fn behind_a_proxy_of_this_machine_each_caller_is_told_apart_and_nobody_chooses_another() {
        let mut headers = HeaderMap::new();
        let (near, far) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([192, 0, 2, 9]));
        assert_eq!(caller(&headers, Some(near)), Some(near));
        headers.append("x-forwarded-for", "198.51.100.7, 203.0.113.5".parse().unwrap());
        assert_eq!(caller(&headers, Some(near)), Some(IpAddr::from([203, 0, 113, 5])));
        assert_eq!(caller(&headers, Some(far)), Some(far), "a stranger's word counts for nothing");
        headers.append("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(caller(&headers, Some(near)), Some(near));
        assert_eq!(caller(&headers, None), None);
    }

    #[test]
    fn a_line_with_many_addresses_counts_as_one() {
        let throttle = Throttle::default();
        let at = |n: u16| Some(IpAddr::from([0x2001, 0xdb8, 0, 7, 0, 0, 0, n]));
        let allowed = (0..100).filter(|n| throttle.allows(&format!("a{n}"), at(*n))).count();
        assert!((60..=62).contains(&allowed), "{allowed}");
        assert!(throttle.allows("b", Some(IpAddr::from([0x2001, 0xdb8, 0, 8, 0, 0, 0, 1]))));
        let four = IpAddr::from([192, 0, 2, 1]);
        assert_eq!(line_of("::ffff:192.0.2.1".parse().unwrap()), four);
    }
}
