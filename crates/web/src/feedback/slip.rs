//! The printed slip of a feedback: the code in large letters and a square that opens its page, for
//! whoever has no telephone at hand or had it entered by somebody else. It says what to do with the code
//! and who answers by when, and never what the feedback is about: paper is left lying about.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use desk::feedback::{self, Opened};

use super::tracking;
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "feedback/slip.html")]
struct SlipPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    opened: Opened,
    /// Where the list of feedback stands, as a person types it; there the code is asked for.
    typed: String,
    qr: Option<String>,
}

impl SlipPage {
    fn back(&self) -> String {
        self.v.to(format!("/phan-anh/{}", self.opened.code))
    }

    /// Who answers, where it gives nothing away.
    fn tells_owner(&self) -> bool {
        !self.opened.line.category.is_restricted() && self.opened.line.sealed_as.is_none()
    }
}

/// `GET /phan-anh/{code}/phieu`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(code): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(opened) = feedback::opened(&site.desk, &code).await? else {
        return tracking::unknown(v, code);
    };
    let site = site.address(&uri, &headers);
    let tracking = v.to(format!("/phan-anh/{}", opened.code));
    let label = v.word("feedback-slip-qr");
    let code = site.as_ref().and_then(|site| papers::Qr::of(&format!("{site}{tracking}")));
    let typed = site.unwrap_or_default() + &v.to("/phan-anh");
    let typed = typed.split_once("://").map_or(typed.as_str(), |(_, rest)| rest).to_owned();
    let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
    html(&SlipPage { v, crumbs, opened, typed, qr: code.map(|code| code.svg(&label)) })
}
