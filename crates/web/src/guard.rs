//! What every answer carries and every request must bear: security headers, caching, and the door
//! that the route table puts before pages behind sign-in.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::authority::Actor;
use sha2::{Digest, Sha256};

use crate::error::Fault;
use crate::route::Who;
use crate::session;
use crate::site::Site;

/// Nothing from elsewhere, nothing inline. MapLibre's worker may be a blob, its cursor pictures are
/// data addresses.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The largest page that gets a fingerprint; larger ones (a city's GeoJSON) go out as they are.
const FINGERPRINTED_BYTES: usize = 8 * 1024 * 1024;

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
];

/// Puts the security headers on every answer.
pub async fn harden(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Lets only people who are signed in through to a route of [`Who::SignedIn`] or [`Who::Personal`].
pub async fn admit(State(who): State<Who>, request: Request, next: Next) -> Response {
    if who == Who::Public || request.extensions().get::<Actor>().is_some() {
        return next.run(request).await;
    }
    Fault::SignInFirst.into_response()
}

/// Finds out who is signed in, and says how long an answer may be kept: a visitor's page is public
/// with a fingerprint, a signed-in person's is never stored.
pub async fn recognise(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let token = session::token_of(request.headers());
    let carries_session = token.is_some();
    let mut actor = None;
    if let Some(token) = token {
        actor = match session::actor(&site, &token).await {
            Ok(actor) => actor,
            Err(fault) => return fault.into_response(),
        };
    }
    if let Some(actor) = &actor {
        request.extensions_mut().insert(actor.clone());
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    if let Some(actor) = actor {
        response.extensions_mut().insert(actor);
    }
    if response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let sets_cookie = response.headers().contains_key(header::SET_COOKIE);
    if carries_session || sets_cookie || !is_read || response.status() != StatusCode::OK {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    fingerprint(response, known).await
}

/// Gives a public page its `ETag`, or answers 304 when the reader has it.
async fn fingerprint(response: Response, known: Option<HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    keep_a_minute(&mut parts.headers);
    if is_stream(&parts.headers) {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = axum::body::to_bytes(body, FINGERPRINTED_BYTES).await else {
        return Fault::Failed("a page is larger than it may be".into()).into_response();
    };
    let tag = tag(&bytes);
    parts.headers.insert(header::ETAG, tag.clone());
    if known.is_some_and(|known| known == tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Weak, because compression changes the bytes and not the page.
fn tag(bytes: &Bytes) -> HeaderValue {
    let digest = Sha256::digest(bytes);
    let hex: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{hex}\"")).expect("hex digits are a header value")
}

fn keep_a_minute(headers: &mut HeaderMap) {
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
}

fn is_stream(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-"))
}
