//! What the pages stand on.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri, header};
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
    /// What people type to come here (`https://phananh.example.vn`), where the office has said it.
    pub address: Option<Arc<str>>,
}

impl Site {
    /// A site over a desk; `is_secure` when it is reached over TLS only.
    #[must_use]
    pub fn new(desk: Desk, is_secure: bool) -> Self {
        let (throttle, sending) = (Arc::default(), Arc::default());
        let door = Door { is_secure, throttle, sending, address: None };
        Self { desk, door, stage: None }
    }

    /// The site reached under an address that the office names, where a proxy hides it.
    #[must_use]
    pub fn reached_at(mut self, address: Option<&str>) -> Self {
        self.door.address = address.map(|address| address.trim_end_matches('/').into());
        self
    }

    /// Under which address people come here, for what is printed: the one that the office names, else
    /// the one under which this request came. Nothing where the request names no decent host.
    #[must_use]
    pub fn address(&self, uri: &Uri, headers: &HeaderMap) -> Option<String> {
        if let Some(address) = &self.door.address {
            return Some(address.to_string());
        }
        let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = uri.authority().map(axum::http::uri::Authority::as_str).or(named)?;
        let is_decent = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
        if host.is_empty() || !host.chars().all(is_decent) {
            return None;
        }
        let said = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
        let scheme = if self.door.is_secure || said { "https" } else { "http" };
        Some(format!("{scheme}://{host}"))
    }

    /// The site as a demonstration over invented data: every page says so.
    #[must_use]
    pub fn on_stage(self, stage: Stage) -> Self {
        Self { stage: Some(Arc::new(stage)), ..self }
    }
}
