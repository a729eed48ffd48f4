//! Putting a conference off, or calling it off: one form for both, with the reason.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::conference::Moving;
use ledger::ConferenceId;
use ledger::conference::State as Stage;
use serde::Deserialize;
use store::conference::Page;

use super::{crumbs, load_own, to_page};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What was sent, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ban")]
    revision: i64,
    #[serde(rename = "cach")]
    how: String,
    #[serde(rename = "ngay-moi")]
    to_on: String,
    #[serde(rename = "ly-do")]
    reason: String,
}

impl Typed {
    fn moving(&self) -> Option<Moving> {
        match self.how.as_str() {
            "hoan" => Some(Moving::Postpone(self.to_on.parse().ok())),
            "huy" => Some(Moving::CallOff),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "conference/move.html")]
struct MovePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    typed: Typed,
}

impl MovePage {
    fn new(v: Viewer, page: Page, typed: Typed, complaints: Complaints) -> Self {
        Self { crumbs: crumbs(&v, &page), complaints, page, typed, v }
    }

    fn address(&self) -> String {
        self.v.to(format!("/hoi-nghi/{}/hoan", self.page.line.conference_id))
    }
}

/// `GET /hoi-nghi/{conference}/hoan`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    match page.line.state {
        Stage::Called | Stage::Held => {}
        Stage::Concluded => return Err(desk::Refusal::new("conference-is-concluded").into()),
        Stage::CalledOff => return Err(desk::Refusal::new("conference-is-called-off").into()),
    }
    let typed = Typed { revision: page.revision, ..Typed::default() };
    html(&MovePage::new(v, page, typed, Complaints::default()))
}

/// `POST /hoi-nghi/{conference}/hoan`.
pub(super) async fn move_it(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    match typed.moving() {
        Some(moving) => {
            let (at, what) = ((id, typed.revision), (moving, typed.reason.clone()));
            match desk::conference::move_it(&site.desk, v.actor()?, at, what).await {
                Ok(()) => return Ok(to_page(&v, id)),
                Err(error) => complaints = Complaints::of(&v, error)?,
            }
        }
        None => complaints.add("cach", v.word("conference-how-missing")),
    }
    let page = load_own(&v, &site, id).await?;
    html_refused(&MovePage::new(v, page, typed, complaints))
}
