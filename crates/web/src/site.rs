//! What the pages stand on.

use std::sync::Arc;

use desk::Desk;

use crate::feedback::Sending;
use crate::session::Throttle;

/// What the pages stand on: the desk, and the door.
#[derive(Clone)]
pub struct Site {
    /// Where acts are done and rows are read.
    pub desk: Desk,
    /// How people come in.
    pub door: Door,
}

/// How people come in.
#[derive(Clone)]
pub struct Door {
    /// Whether the site is reached over TLS only, so that its cookie may say so.
    pub is_secure: bool,
    /// How often a password may be tried.
    pub throttle: Arc<Throttle>,
    /// How often a feedback may be sent from one address.
    pub sending: Arc<Sending>,
}

impl Site {
    /// A site over a desk; `is_secure` when it is reached over TLS only.
    #[must_use]
    pub fn new(desk: Desk, is_secure: bool) -> Self {
        Self { desk, door: Door { is_secure, throttle: Arc::default(), sending: Arc::default() } }
    }
}
