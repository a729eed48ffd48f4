//! What the pages stand on.

use std::sync::Arc;

use desk::Desk;

use crate::feedback::Sending;
use crate::session::Throttle;
use crate::stage::Stage;

/// What the pages stand on: the desk, and the door.
#[derive(Clone)]
pub struct Site {
    /// Where acts are done and rows are read.
    pub desk: Desk,
    /// How people come in.
    pub door: Door,
    /// The people of a demonstration, in whose place one click puts a visitor; nothing where the site
    /// serves a real place.
    pub stage: Option<Arc<Stage>>,
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
        let door = Door { is_secure, throttle: Arc::default(), sending: Arc::default() };
        Self { desk, door, stage: None }
    }

    /// The site as a demonstration over invented data: every page says so.
    #[must_use]
    pub fn on_stage(self, stage: Stage) -> Self {
        Self { stage: Some(Arc::new(stage)), ..self }
    }
}
