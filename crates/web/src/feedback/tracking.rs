//! What a code opens: each step, who answers by when, the answer with proof, and the two buttons.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::feedback::{self, Opened, Reply};
use ledger::matter::{State as Stage, StepKind};
use serde::Deserialize;
use store::matter::{Page, ProofRow, StepRow};
use units::AttachmentId;

use super::FindPage;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Whether the page is shown right after sending.
#[derive(Deserialize)]
pub struct Just {
    #[serde(default, rename = "vua-gui")]
    sent: String,
}

/// What the two buttons and the answer to a question send.
#[derive(Deserialize, Default)]
pub struct Fields {
    #[serde(default, rename = "ly-do")]
    why: String,
    #[serde(default, rename = "noi-them")]
    more: String,
}

#[derive(Template)]
#[template(path = "feedback/tracking.html")]
struct TrackingPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    opened: Opened,
    typed: Fields,
    is_just_sent: bool,
}

impl TrackingPage {
    fn address(&self, end: &str) -> String {
        self.v.to(format!("/phan-anh/{}{end}", self.opened.code))
    }

    fn may_judge(&self) -> bool {
        matches!(self.opened.line.state, Stage::Answered | Stage::ClosedSilent | Stage::Rejected)
    }

    /// Whether "solved" may be said; a refusal can only be spoken against.
    fn may_confirm(&self) -> bool {
        matches!(self.opened.line.state, Stage::Answered | Stage::ClosedSilent)
    }

    /// What the owner asked last.
    fn question(&self) -> Option<&str> {
        let is_asked = self.opened.line.state == Stage::NeedInfo;
        let asked = self.opened.page.steps.iter().rev();
        let mut asked = asked.filter(|step| is_asked && step.kind == StepKind::InfoAsked);
        asked.next().map(|step| step.said.as_str())
    }

    fn hand(&self, step: &StepRow) -> String {
        super::hand(&self.v, step)
    }

    fn told(&self, step: &StepRow) -> Vec<String> {
        super::told(&self.v, step)
    }

    fn proofs_of(&self, step: i64) -> Vec<&ProofRow> {
        let proofs = self.opened.page.proofs.iter();
        proofs.filter(|proof| proof.step == step).collect()
    }

    /// The answers to the matter that this one was made one with.
    fn answers<'p>(&self, merged: &'p Page) -> Vec<&'p StepRow> {
        merged.steps.iter().filter(|step| step.kind == StepKind::Answered).collect()
    }
}

/// `GET /phan-anh/{code}`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(code): Path<String>,
    Query(just): Query<Just>,
) -> Result<Response, Fault> {
    let Some(opened) = feedback::opened(&site.desk, &code).await? else {
        return unknown(v, code);
    };
    let is_just_sent = !just.sent.is_empty();
    html(&shown(v, opened, Complaints::default(), (Fields::default(), is_just_sent)))
}

/// The page for a code of nothing, with the code as it was asked for.
pub(super) fn unknown(v: Viewer, code: String) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    complaints.add("ma", v.word("feedback-code-unknown"));
    let page = FindPage::new(v, complaints, code);
    Ok((StatusCode::NOT_FOUND, html(&page)?).into_response())
}

fn shown(
    v: Viewer,
    opened: Opened,
    complaints: Complaints,
    (typed, is_just_sent): (Fields, bool),
) -> TrackingPage {
    let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
    TrackingPage { v, crumbs, complaints, opened, typed, is_just_sent }
}

/// `POST /phan-anh/{code}/da-giai-quyet`.
pub async fn solved(
    v: Viewer,
    State(site): State<Site>,
    Path(code): Path<String>,
) -> Result<Response, Fault> {
    said(v, &site, code, (Reply::Solved, Fields::default())).await
}

/// `POST /phan-anh/{code}/chua-giai-quyet`.
pub async fn not_solved(
    v: Viewer,
    State(site): State<Site>,
    Path(code): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    said(v, &site, code, (Reply::NotSolved(fields.why.clone()), fields)).await
}

/// `POST /phan-anh/{code}/noi-them`.
pub async fn more(
    v: Viewer,
    State(site): State<Site>,
    Path(code): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    said(v, &site, code, (Reply::More(fields.more.clone()), fields)).await
}

async fn said(
    v: Viewer,
    site: &Site,
    code: String,
    (reply, typed): (Reply, Fields),
) -> Result<Response, Fault> {
    let opened = feedback::opened(&site.desk, &code).await?.ok_or(Fault::NotFound)?;
    match feedback::reply(&site.desk, &code, reply).await {
        Ok(()) => {
            let to = v.to(format!("/phan-anh/{}", opened.code));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&shown(v, opened, complaints, (typed, false)))
        }
    }
}

/// `GET /phan-anh/{code}/anh/{number}`: a photo that the sender sent.
pub async fn photo(
    State(site): State<Site>,
    Path((code, number)): Path<(String, i64)>,
) -> Result<Response, Fault> {
    let opened = feedback::opened(&site.desk, &code).await?.ok_or(Fault::NotFound)?;
    let found = opened.photos.iter().find(|photo| photo.number == number);
    found.ok_or(Fault::NotFound)?;
    let everything = desk::authority::system_scope();
    let at = (opened.line.feedback_id, number);
    picture(feedback::photo(&site.desk, &everything, at).await?)
}

/// `GET /phan-anh/{code}/minh-chung/{attachment}`: a photo that proves the answer.
pub async fn proof(
    State(site): State<Site>,
    Path((code, attachment)): Path<(String, AttachmentId)>,
) -> Result<Response, Fault> {
    let opened = feedback::opened(&site.desk, &code).await?.ok_or(Fault::NotFound)?;
    let everything = desk::authority::system_scope();
    let at = (opened.line.matter_id, attachment);
    picture(feedback::proof(&site.desk, &everything, at).await?)
}

/// A picture that this program encoded itself.
pub(super) fn picture(body: Option<Vec<u8>>) -> Result<Response, Fault> {
    let body = body.ok_or(Fault::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], body).into_response())
}
