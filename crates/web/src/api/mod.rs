//! The JSON interface. Shapes live under a version and change only by addition; errors are problem
//! objects (RFC 9457) with the refusal's code.

pub mod v1;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use words::Lang;

use crate::error::Told;

/// Whether an address belongs to the interface.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// A problem object of RFC 9457.
#[derive(Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

/// An error as a problem object.
pub(crate) fn problem(status: StatusCode, told: Option<&Told>) -> Response {
    let mut problem = Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        detail: None,
        code: None,
        number: None,
    };
    match told {
        Some(Told::Refused(refusal)) => {
            problem.code = Some(refusal.code);
            problem.detail = Some(words::say(Lang::En, refusal.code, &refusal.args));
        }
        Some(Told::Number(number)) => problem.number = Some(number.clone()),
        None => {}
    }
    let body = serde_json::to_string(&problem).expect("strings and numbers are JSON");
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}
