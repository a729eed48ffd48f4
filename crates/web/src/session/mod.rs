//! Who is signed in: a cookie with a random token, and a row in the store under the token's digest.
//!
//! The store never holds what the browser sends, so a copied database opens no session. Why this is
//! our own forty lines and not a session crate: `docs/decisions/0010-own-sessions.md`.

mod throttle;

use axum::http::{HeaderMap, HeaderValue, header};
use desk::authority::{self, Actor};
use sha2::{Digest, Sha256};
use store::session::Session;
use units::AccountId;
use uuid::Uuid;

use crate::error::Fault;
use crate::site::Site;
use crate::viewer::Viewer;

pub use throttle::{Throttle, caller, line_of};

/// The cookie's name.
pub const COOKIE: &str = "coso_phien";

/// A working day and a bit: people sign in once a day.
const LASTS_MS: i64 = 12 * 60 * 60 * 1000;

/// The token a request carries.
#[must_use]
pub fn token_of(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
        .map(str::to_owned)
}

/// Whose session a token is, if it has not ended and the account still may sign in.
///
/// # Errors
/// When the store fails.
pub async fn actor(site: &Site, token: &str) -> Result<Option<Actor>, Fault> {
    let now = site.desk.clock.now();
    let scope = authority::public_scope();
    let reader = site.desk.store.read();
    let session = store::session::load(&reader, &scope, &digest(token), now).await?;
    match session.and_then(|session| session.account_id) {
        Some(account) => Ok(desk::account::actor(&site.desk, account).await?),
        None => Ok(None),
    }
}

/// Opens a session and gives the cookie for it.
///
/// # Errors
/// When the store fails.
pub async fn open(site: &Site, account: AccountId) -> Result<HeaderValue, Fault> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let now = site.desk.clock.now();
    store::session::delete_expired(&site.desk.store, now).await?;
    let session = Session {
        session_id: digest(&token),
        data: Vec::new(),
        account_id: Some(account),
        expires_at: now + LASTS_MS,
    };
    store::session::save(&site.desk.store, session).await?;
    Ok(cookie(site, &token, LASTS_MS / 1000))
}

/// Ends the session of a request and gives the cookie that forgets it.
///
/// # Errors
/// When the store fails.
pub async fn close(site: &Site, headers: &HeaderMap) -> Result<HeaderValue, Fault> {
    if let Some(token) = token_of(headers) {
        store::session::delete(&site.desk.store, digest(&token)).await?;
    }
    Ok(cookie(site, "", 0))
}

fn cookie(site: &Site, token: &str, seconds: i64) -> HeaderValue {
    let secure = if site.door.is_secure { "; Secure" } else { "" };
    let text =
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).expect("hex digits and our own words are a header value")
}

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The sign-in page, which sends back to the page that was asked for.
#[must_use]
pub fn sign_in_address(visit: &Viewer) -> String {
    let next = percent_encoded(&visit.to(&visit.path));
    format!("{}?tiep={next}", visit.to("/dang-nhap"))
}

/// A text as part of an address or of a header.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    text.bytes().map(percent).collect()
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Only an address of ours is gone back to: it begins with one slash. Browsers drop tabs and line
/// ends out of an address before they read it, so that `/⇥/evil.example` would be another site.
#[must_use]
pub fn safe_next(next: &str) -> Option<&str> {
    let foreign = |letter: char| letter == '\\' || letter.is_control();
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(foreign);
    ours.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; coso_phien=xyz; b=2"));
        assert_eq!(token_of(&headers).as_deref(), Some("xyz"));
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(safe_next("/sap-xep"), Some("/sap-xep"));
        for bad in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\0",
            "",
        ] {
            assert_eq!(safe_next(bad), None, "{bad:?}");
        }
    }
}
