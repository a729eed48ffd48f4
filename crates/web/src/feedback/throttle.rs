//! How often a feedback may be sent from one address, and how many at once. Generous, since a whole
//! street may stand behind one address of a telephone company.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::session::line_of;

/// Sent at once from one address.
const BURST: NonZeroU32 = NonZeroU32::new(30).expect("thirty is not zero");
/// Then one in this time.
const PAUSE: Duration = Duration::from_secs(20);
/// Keys kept before those that have recovered are forgotten.
const KEYS_KEPT: usize = 10_000;

/// Forms with photos that are read at once from one address: each may hold as much memory as three
/// photos take, for as long as a slow line needs.
const AT_ONCE: u32 = 8;

/// Counts what is sent.
pub struct Sending {
    often: DefaultKeyedRateLimiter<IpAddr>,
    at_once: Mutex<HashMap<IpAddr, u32>>,
}

/// A form that is being read; given back when it is done.
pub struct Turn {
    sending: Arc<Sending>,
    line: Option<IpAddr>,
}

impl Default for Sending {
    fn default() -> Self {
        let quota = Quota::with_period(PAUSE).expect("twenty seconds are not zero");
        let often = RateLimiter::keyed(quota.allow_burst(BURST));
        Self { often, at_once: Mutex::default() }
    }
}

impl Sending {
    /// Counts one form; nothing where it may not go on.
    #[must_use]
    pub fn enters(self: &Arc<Self>, address: Option<IpAddr>) -> Option<Turn> {
        if self.often.len() > KEYS_KEPT {
            self.often.retain_recent();
        }
        let line = address.map(line_of);
        if let Some(line) = line {
            self.often.check_key(&line).ok()?;
            let mut at_once = self.at_once.lock().unwrap_or_else(PoisonError::into_inner);
            let here = at_once.entry(line).or_default();
            if *here >= AT_ONCE {
                return None;
            }
            *here += 1;
        }
        Some(Turn { sending: Arc::clone(self), line })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(line) = self.line else { return };
        let mut at_once = self.sending.at_once.lock().unwrap_or_else(PoisonError::into_inner);
        match at_once.get_mut(&line) {
            Some(here) if *here > 1 => *here -= 1,
            _ => drop(at_once.remove(&line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirty_first_at_once_waits_and_another_street_does_not() {
        let sending = Arc::new(Sending::default());
        let one = Some(IpAddr::from([192, 0, 2, 1]));
        assert!((0..30).all(|_| sending.enters(one).is_some()));
        assert!(sending.enters(one).is_none());
        assert!(sending.enters(Some(IpAddr::from([192, 0, 2, 2]))).is_some());
        assert!(sending.enters(None).is_some());
    }

    #[test]
    fn nobody_fills_the_memory_with_forms_that_never_end() {
        let sending = Arc::new(Sending::default());
        let one = Some(IpAddr::from([192, 0, 2, 1]));
        let mut turns: Vec<Turn> = (0..8).filter_map(|_| sending.enters(one)).collect();
        assert_eq!(turns.len(), 8);
        assert!(sending.enters(one).is_none(), "the ninth is not read with its photos");
        turns.pop();
        assert!(sending.enters(one).is_some(), "one has ended");
        turns.clear();
        assert!(sending.at_once.lock().unwrap().is_empty(), "nothing is kept of who has gone");
    }
}
