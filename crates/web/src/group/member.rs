//! Members of a group: entered by the code on the household's own paper, taken out the same way. The
//! list is shown only for a reason that is recorded, and only as codes.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use store::group::{Line, Member};
use units::UnitId;

use super::{back, crumbs_below, found, rights};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What the person typed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma-ho")]
    code: String,
    #[serde(rename = "ngay")]
    on: String,
    #[serde(rename = "vi-sao")]
    why: String,
}

#[derive(Template)]
#[template(path = "group/members.html")]
struct MembersPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    members: Option<Vec<Member>>,
    /// Which of the forms was sent: its words are shown again in it.
    sent: &'static str,
    typed: Typed,
}

impl MembersPage {
    async fn open(
        v: Viewer,
        site: &Site,
        group: UnitId,
        (sent, typed, complaints): (&'static str, Typed, Complaints),
    ) -> Result<Self, Fault> {
        let line = found(&v, site, group).await?.line;
        if !rights(&v, site, &line).await?.looks_after {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let crumbs = crumbs_below(&v, &line);
        Ok(Self { v, crumbs, complaints, line, members: None, sent, typed })
    }

    fn count(&self) -> String {
        self.line.members.map_or_else(|| "–".to_owned(), |members| self.v.number(members))
    }

    fn address(&self, end: &str) -> String {
        self.v.to(format!("/to-tu-quan/{}/ho{end}", self.line.unit_id))
    }
}

/// `GET /to-tu-quan/{group}/ho`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
) -> Result<Response, Fault> {
    let typed = Typed { on: v.today.to_string(), ..Typed::default() };
    html(&MembersPage::open(v, &site, group, ("", typed, Complaints::default())).await?)
}

/// `POST /to-tu-quan/{group}/ho/vao`.
pub(super) async fn join(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let on = typed.on.parse().unwrap_or(v.today);
    match desk::group::join(&site.desk, v.actor()?, group, (&typed.code, on)).await {
        Ok(()) => Ok(back(&v, group, "/ho")),
        Err(error) => {
            let sent = ("vao", typed, Complaints::of(&v, error)?);
            html_refused(&MembersPage::open(v, &site, group, sent).await?)
        }
    }
}

/// `POST /to-tu-quan/{group}/ho/ra`.
pub(super) async fn withdraw(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    match desk::group::withdraw(&site.desk, v.actor()?, group, &typed.code).await {
        Ok(()) => Ok(back(&v, group, "/ho")),
        Err(error) => {
            let sent = ("ra", typed, Complaints::of(&v, error)?);
            html_refused(&MembersPage::open(v, &site, group, sent).await?)
        }
    }
}

/// `POST /to-tu-quan/{group}/ho/xem`: the codes, once the reason stands in the record.
pub(super) async fn list(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    match desk::group::members(&site.desk, v.actor()?, group, &typed.why).await {
        Ok(members) => {
            let sent = ("xem", typed, Complaints::default());
            let mut page = MembersPage::open(v, &site, group, sent).await?;
            page.members = Some(members);
            html(&page)
        }
        Err(error) => {
            let sent = ("xem", typed, Complaints::of(&v, error)?);
            html_refused(&MembersPage::open(v, &site, group, sent).await?)
        }
    }
}
