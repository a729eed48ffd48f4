//! What goes wrong on the way to a page.
//!
//! A refusal (the domain says no) is worded and answered 422; a failure (something broke) is logged
//! once with a number and shown with that number. Handlers return a [`Fault`]; the outermost layer
//! gives it its page, because only that layer also meets addresses no handler knows.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::api;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Why there is no page.
#[derive(Debug)]
pub enum Fault {
    /// There is nothing at this address, or nothing this reader may know of.
    NotFound,
    /// The page is for people who are signed in.
    SignInFirst,
    /// The domain says no.
    Refused(desk::Refusal),
    /// What was sent cannot be read as a form of ours.
    Unreadable,
    /// What was sent is larger than it may be.
    TooLarge,
    /// Something broke; the text is for the log.
    Failed(String),
}

impl From<desk::Error> for Fault {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::Refused(refusal) => Self::Refused(refusal),
            desk::Error::Failed(failure) => failure.into(),
        }
    }
}

impl From<desk::Refusal> for Fault {
    fn from(refusal: desk::Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<store::Failure> for Fault {
    fn from(failure: store::Failure) -> Self {
        Self::Failed(chain(&failure))
    }
}

impl From<axum::extract::multipart::MultipartError> for Fault {
    fn from(error: axum::extract::multipart::MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Unreadable,
        }
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::Failed(chain(&error))
    }
}

/// The error and what caused it, outermost first.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// What the outermost layer needs to word a fault.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    Refused(desk::Refusal),
    Number(String),
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        match self {
            Self::Refused(refusal) => {
                response.extensions_mut().insert(Told::Refused(refusal));
            }
            Self::Failed(text) => {
                let number = number();
                tracing::error!(number, "{text}");
                response.extensions_mut().insert(Told::Number(number));
            }
            Self::NotFound | Self::SignInFirst | Self::Unreadable | Self::TooLarge => {}
        }
        response
    }
}

/// What answers where no route does.
pub async fn nowhere() -> Fault {
    Fault::NotFound
}

/// What answers where a handler panicked: a numbered page, like any failure.
#[must_use]
pub fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    Fault::Failed(format!("a handler panicked: {text}")).into_response()
}

/// A number a person can read out on the telephone and the log can be searched for.
fn number() -> String {
    let id = uuid::Uuid::new_v4().as_u128();
    format!("{:04}-{:04}", (id >> 64) % 10_000, id % 10_000)
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    title: String,
    text: String,
    advice: String,
}

/// The outermost layer: gives every bare error its page, or its problem object under `/api`.
pub async fn give_page(State(site): State<Site>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let is_read = request.method() == Method::GET;
    let response = next.run(request).await;
    let status = response.status();
    // What axum itself refuses (an address that is no identity, a form of another kind) comes as
    // plain text; so does nothing of ours.
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_bare = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !is_bare {
        return response;
    }
    let told = response.extensions().get::<Told>().cloned();
    let actor = response.extensions().get::<desk::authority::Actor>().cloned();
    let visit = Viewer::of(&uri, actor, site.desk.clock.today()).staged(site.stage.as_ref());
    let status = match status {
        StatusCode::BAD_REQUEST if is_read && !api::is_api(uri.path()) => StatusCode::NOT_FOUND,
        status => status,
    };
    if status == StatusCode::UNAUTHORIZED && !api::is_api(uri.path()) {
        return Redirect::to(&crate::session::sign_in_address(&visit)).into_response();
    }
    if api::is_api(uri.path()) {
        return api::problem(status, told.as_ref());
    }
    let mut answer = (status, page(visit, status, told.as_ref())).into_response();
    for name in [header::CACHE_CONTROL, header::REFERRER_POLICY] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    if let Some(value) = response.headers().get("x-robots-tag") {
        answer.headers_mut().insert("x-robots-tag", value.clone());
    }
    answer
}

fn page(v: Viewer, status: StatusCode, told: Option<&Told>) -> Response {
    let kind = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "gone",
        StatusCode::FORBIDDEN => "elsewhere",
        StatusCode::UNPROCESSABLE_ENTITY => "refused",
        StatusCode::TOO_MANY_REQUESTS => "busy",
        StatusCode::PAYLOAD_TOO_LARGE => "large",
        _ if status.is_client_error() => "unreadable",
        _ => "broken",
    };
    let text = match told {
        Some(Told::Refused(refusal)) => v.say_coded(refusal.code, &refusal.args),
        Some(Told::Number(number)) => v.say("error-broken-text", [("number", v.txt(number))]),
        None if kind == "broken" => v.say("error-broken-text", [("number", v.txt("–"))]),
        None => v.word(format!("error-{kind}-text")),
    };
    let title = v.word(format!("error-{kind}-title"));
    let advice = v.word(format!("error-{kind}-advice"));
    html(&ErrorPage { v, crumbs: Vec::new(), title, text, advice }).unwrap_or_else(|fault| {
        // The error page itself failed: its number is in the log, the bare status goes out.
        fault.into_response()
    })
}
