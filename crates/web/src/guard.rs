//! What every answer carries and every request must bear: security headers, caching, and the door
//! that the route table puts before pages behind sign-in.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::authority::Actor;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::error::Fault;
use crate::route::{self, Who};
use crate::session;
use crate::site::Site;

/// Nothing from elsewhere, nothing inline. MapLibre's worker may be a blob, its cursor pictures are
/// data addresses.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The largest page that gets a fingerprint; larger ones (a city's GeoJSON) go out as they are.
const FINGERPRINTED_BYTES: u64 = 8 * 1024 * 1024;

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(self), payment=()"),
];

/// Puts the security headers on every answer.
pub async fn harden(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        // A page for one reader alone has said already that nobody is told its address.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The longest an answer may take to begin; streams go on after they have begun.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same for a form with files: three photos of a telephone over a slow line take minutes.
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(300);

/// Gives an answer its time, then says that the site is too slow.
pub async fn be_patient(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let has_files = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let patience = if has_files { PATIENCE_WITH_FILES } else { PATIENCE };
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// Maps drawn at once: one core stays free for all other pages, however many ask for maps.
static TURNS: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    Semaphore::new(cores.saturating_sub(1).max(1))
});

/// Lets costly routes, the drawn maps, in one after another.
pub async fn take_turns(request: Request, next: Next) -> Response {
    let _turn = TURNS.acquire().await.expect("nobody closes the turns");
    next.run(request).await
}

/// Lets only people who are signed in through to a route of [`Who::SignedIn`] or [`Who::Personal`].
pub async fn admit(State(who): State<Who>, request: Request, next: Next) -> Response {
    if who == Who::Holder {
        return for_one_reader(next.run(request).await);
    }
    if who == Who::Public || request.extensions().get::<Actor>().is_some() {
        return next.run(request).await;
    }
    Fault::SignInFirst.into_response()
}

/// Whoever holds the address reads it; nobody else learns of it. Only the site's name goes along with
/// what such a page asks for, never its address. `no-referrer` would hide that too, and then browsers
/// send `Origin: null` with the page's own forms; one that says nothing better (an old telephone, or
/// any at all over plain HTTP) would be refused. `origin` is for those that do not know the other word.
fn for_one_reader(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("origin, strict-origin"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

/// Lets a form of whoever holds its address through where the browser hides from where it comes
/// (`Origin: null` and nothing else, as privacy tools and some built-in browsers send it). Such a form
/// does nothing by a cookie: the key or the code that it carries is all that counts, so that nobody can
/// make another's browser do more than one could do oneself. With a session it is refused like any.
pub async fn excuse(mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let hides = headers.get(header::ORIGIN).is_some_and(|origin| origin == "null")
        && !headers.contains_key("sec-fetch-site");
    if hides
        && session::token_of(headers).is_none()
        && route::is_holders(request.method(), request.uri().path())
    {
        request.headers_mut().remove(header::ORIGIN);
    }
    next.run(request).await
}

/// Marks an answer that is the same for whoever asks, whoever is signed in: it may be kept like a
/// visitor's page.
#[derive(Clone, Copy)]
pub struct SameForAll;

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
    // Assets say how long they may be kept; a stream behind sign-in only says "ask again".
    let is_kept_by_itself = response.headers().contains_key(header::CACHE_CONTROL);
    if is_kept_by_itself && !is_stream(response.headers()) {
        return response;
    }
    let sets_cookie = response.headers().contains_key(header::SET_COOKIE);
    let is_ones_own = carries_session && response.extensions().get::<SameForAll>().is_none();
    if is_ones_own || sets_cookie || !is_read || response.status() != StatusCode::OK {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    fingerprint(response, known).await
}

/// Gives a public page its `ETag`, or answers 304 when the reader has it.
async fn fingerprint(response: Response, known: Option<HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    keep_a_minute(&mut parts.headers);
    let is_small = body.size_hint().exact().is_some_and(|size| size <= FINGERPRINTED_BYTES);
    if is_stream(&parts.headers) || !is_small {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Fault::Failed("a page could not be gathered".into()).into_response();
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
    // An answer may say already what else it depends on.
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
}

fn is_stream(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_too_large_for_a_fingerprint_goes_out_as_it_is() {
        let whole = vec![b'.'; 9 * 1024 * 1024];
        let answer = fingerprint(whole.clone().into_response(), None).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(!answer.headers().contains_key(header::ETAG));
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        assert_eq!(body.len(), whole.len());
        let small = fingerprint("a page".into_response(), None).await;
        assert!(small.headers().contains_key(header::ETAG));
    }

    #[tokio::test]
    async fn a_map_waits_while_others_are_drawn_and_pages_do_not() {
        use tower::ServiceExt as _;
        let map =
            axum::routing::get(|| async { "map" }).layer(axum::middleware::from_fn(take_turns));
        let page = axum::routing::get(|| async { "page" });
        let site = axum::Router::new().route("/map", map).route("/page", page);
        let get = |path: &'static str| {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            site.clone().oneshot(request)
        };
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let all = u32::try_from(cores.saturating_sub(1).max(1)).unwrap();
        let drawing = TURNS.acquire_many(all).await.unwrap();
        let soon = std::time::Duration::from_millis(50);
        assert!(tokio::time::timeout(soon, get("/map")).await.is_err(), "it waits");
        assert_eq!(get("/page").await.unwrap().status(), StatusCode::OK);
        drop(drawing);
        assert_eq!(get("/map").await.unwrap().status(), StatusCode::OK);
    }
}
