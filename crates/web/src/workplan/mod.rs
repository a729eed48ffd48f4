//! The plan of a place: its texts, its lines with what they stand on and how far they have come, and
//! the forms of whoever has the word.

mod choices;
mod form;
mod report;
mod view;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use ledger::{WorkplanId, WorkplanLineId};
use units::AttachmentId;

use crate::error::Fault;
use crate::layout::{Complaints, html, html_refused};
use crate::programme::typed::Typed;
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page, with_file};
use crate::site::Site;
use crate::viewer::Viewer;

use view::WorkplanPage;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/chuong-trinh/ke-hoach/{workplan}", Public, || get(one)),
    page("/chuong-trinh/ke-hoach/{workplan}/anh/{attachment}", Public, || get(photo)),
    act("/chuong-trinh/ke-hoach/{workplan}/viec", SignedIn, || post(form::add)),
    page("/chuong-trinh/ke-hoach/{workplan}/viec/{line}", SignedIn, || get(form::one)),
    act("/chuong-trinh/ke-hoach/{workplan}/viec/{line}", SignedIn, || post(form::change)),
    act("/chuong-trinh/ke-hoach/{workplan}/viec/{line}/thoi", SignedIn, || post(form::end)),
    act("/chuong-trinh/ke-hoach/{workplan}/viec/{line}/giu", SignedIn, || post(form::restore)),
    act("/chuong-trinh/ke-hoach/{workplan}/viec/{line}/bo", SignedIn, || post(drop_line)),
    act("/chuong-trinh/ke-hoach/{workplan}/sua", SignedIn, || post(revise)),
    act("/chuong-trinh/ke-hoach/{workplan}/bo-ban", SignedIn, || post(drop_text)),
    act("/chuong-trinh/ke-hoach/{workplan}/giu-nguyen", SignedIn, || post(decline)),
    act("/chuong-trinh/ke-hoach/{workplan}/gui", SignedIn, || post(send)),
    act("/chuong-trinh/ke-hoach/{workplan}/phuc-dap", SignedIn, || post(answer)),
    act("/chuong-trinh/ke-hoach/{workplan}/dong-y", SignedIn, || post(accept)),
    act("/chuong-trinh/ke-hoach/{workplan}/giai-trinh", SignedIn, || post(why_alike)),
    act("/chuong-trinh/ke-hoach/{workplan}/tien-do", SignedIn, || with_file(post(report::tell))),
];

/// `GET /chuong-trinh/ke-hoach/{workplan}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
) -> Result<Response, Fault> {
    html(&WorkplanPage::open(v, &site, id, (Typed::default(), Complaints::default())).await?)
}

/// `GET /chuong-trinh/ke-hoach/{workplan}/anh/{attachment}`.
async fn photo(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(WorkplanId, AttachmentId)>,
) -> Result<Response, Fault> {
    let found = desk::workplan::photo_of(&site.desk, &v.scope(), at).await?;
    let (content_type, body) = found.ok_or(Fault::NotFound)?;
    Ok(([(header::CONTENT_TYPE, content_type)], body).into_response())
}

/// Back to the plan after an act, or the plan again with what refused it and what was typed.
async fn after(
    v: Viewer,
    site: &Site,
    (id, typed): (WorkplanId, Typed),
    done: Result<(), desk::Error>,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => {
            let to = v.to(format!("/chuong-trinh/ke-hoach/{id}"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&WorkplanPage::open(v, site, id, (typed, complaints)).await?)
        }
    }
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/viec/{line}/bo`.
async fn drop_line(
    v: Viewer,
    State(site): State<Site>,
    Path((id, line)): Path<(WorkplanId, WorkplanLineId)>,
) -> Result<Response, Fault> {
    let done = desk::workplan::drop_line(&site.desk, v.actor()?, id, line).await;
    after(v, &site, (id, Typed::default()), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/gui`.
async fn send(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let (revision, said) = (typed.parsed("ban").unwrap_or_default(), typed.text("loi-nhan"));
    let done = desk::workplan::send(&site.desk, v.actor()?, (id, revision), said).await;
    after(v, &site, (id, typed), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/phuc-dap`.
async fn answer(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
) -> Result<Response, Fault> {
    let done = desk::workplan::answer(&site.desk, v.actor()?, id).await;
    after(v, &site, (id, Typed::default()), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/dong-y`.
async fn accept(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let revision = typed.parsed("ban").unwrap_or_default();
    let done = desk::workplan::accept(&site.desk, v.actor()?, (id, revision)).await;
    after(v, &site, (id, typed), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/sua`: begins a revision of what both sides agreed on.
async fn revise(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
) -> Result<Response, Fault> {
    let done = desk::workplan::revise(&site.desk, v.actor()?, id).await;
    after(v, &site, (id, Typed::default()), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/bo-ban`: drops the text that is being written.
async fn drop_text(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
) -> Result<Response, Fault> {
    let done = desk::workplan::drop_text(&site.desk, v.actor()?, id).await;
    after(v, &site, (id, Typed::default()), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/giu-nguyen`: leaves what is in force as it is.
async fn decline(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let (revision, why) = (typed.parsed("ban").unwrap_or_default(), typed.text("vi-sao-khong"));
    let done = desk::workplan::decline(&site.desk, v.actor()?, (id, revision), why).await;
    after(v, &site, (id, typed), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/giai-trinh`.
async fn why_alike(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let why = typed.text("giai-trinh");
    let done = desk::workplan::why_alike(&site.desk, v.actor()?, id, why).await;
    after(v, &site, (id, typed), done).await
}
