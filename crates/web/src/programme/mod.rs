//! Programmes: the list, writing one, and the page with its targets, the plans of places and what came
//! of them.

mod form;
pub(crate) mod typed;
mod view;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::Act;
use desk::programme::Change;
use desk::workplan::NewWorkplan;
use ledger::programme::{Issue, State as Stage};
use ledger::{ProgrammeId, WorkplanId};
use store::programme::{self, Line};
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

use typed::Typed;
use view::ProgrammePage;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/chuong-trinh", Public, || get(list)),
    page("/chuong-trinh/moi", SignedIn, || get(form::form)),
    act("/chuong-trinh/moi", SignedIn, || post(form::write)),
    page("/chuong-trinh/{programme}", Public, || get(one)),
    page("/chuong-trinh/{programme}/sua", SignedIn, || get(form::edit)),
    act("/chuong-trinh/{programme}/sua", SignedIn, || post(form::rewrite)),
    act("/chuong-trinh/{programme}/ban-hanh", SignedIn, || post(issue)),
    act("/chuong-trinh/{programme}/ket-thuc", SignedIn, || post(end)),
    act("/chuong-trinh/{programme}/ke-hoach", SignedIn, || post(begin)),
];

#[derive(Template)]
#[template(path = "programme/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    write_at: Option<UnitId>,
}

/// `GET /chuong-trinh`.
async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let lines = programme::list(&site.desk.store.read(), &v.scope(), v.today).await?;
    let write_at = place_for(&v, &site, Act::ProgrammeIssue).await?;
    html(&ListPage { v, crumbs: Vec::new(), lines, write_at })
}

/// The first of a person's places at which they may do an act; the outermost one for a person of the
/// whole city.
///
/// # Errors
/// When the store fails.
pub(crate) async fn place_for(v: &Viewer, site: &Site, act: Act) -> Result<Option<UnitId>, Fault> {
    let Some(actor) = &v.actor else { return Ok(None) };
    for grant in actor.grants.iter().filter(|grant| grant.valid.contains(v.today)) {
        let Some(unit) = grant.unit.or_else(|| actor.outermost.first().copied()) else { continue };
        if v.may(site, act, unit).await? {
            return Ok(Some(unit));
        }
    }
    Ok(None)
}

/// `GET /chuong-trinh/{programme}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ProgrammeId>,
) -> Result<Response, Fault> {
    html(&ProgrammePage::open(v, &site, id, (Typed::default(), Complaints::default())).await?)
}

/// `POST /chuong-trinh/{programme}/ban-hanh`.
async fn issue(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ProgrammeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let by = Issue { number: typed.text("so-van-ban"), dated_on: typed.day("ngay-van-ban") };
    change(v, &site, id, (typed, Change::Issue(by))).await
}

/// `POST /chuong-trinh/{programme}/ket-thuc`.
async fn end(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ProgrammeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let summary = typed.text("tong-ket");
    change(v, &site, id, (typed, Change::End(summary))).await
}

async fn change(
    v: Viewer,
    site: &Site,
    id: ProgrammeId,
    (typed, change): (Typed, Change),
) -> Result<Response, Fault> {
    let revision = typed.parsed("ban").unwrap_or_default();
    match desk::programme::change(&site.desk, v.actor()?, (id, revision), change).await {
        Ok(()) => Ok(Redirect::to(&v.to(format!("/chuong-trinh/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&ProgrammePage::open(v, site, id, (typed, complaints)).await?)
        }
    }
}

/// `POST /chuong-trinh/{programme}/ke-hoach`: begins the plan of a place and opens it.
async fn begin(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ProgrammeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let mut complaints = Complaints::default();
    let ids = (typed.parsed::<WorkplanId>("ma"), typed.parsed::<UnitId>("dia-ban"));
    if let (Some(plan), Some(unit)) = ids {
        let new = NewWorkplan { id: plan, programme: id, unit };
        match desk::workplan::begin(&site.desk, v.actor()?, new).await {
            Ok(plan) => {
                let to = v.to(format!("/chuong-trinh/ke-hoach/{plan}"));
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    } else {
        complaints.add("dia-ban", v.word("workplan-choose-place"));
    }
    html_refused(&ProgrammePage::open(v, &site, id, (typed, complaints)).await?)
}
