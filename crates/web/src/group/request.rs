//! What a group was asked for: read by its head alone, settled by the neighbours or passed on.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::group::PassedOn;
use ledger::group::{NewRequest, RequestState};
use ledger::{Category, GroupActId};
use serde::Deserialize;
use store::group::{Line, Request};
use units::UnitId;
use words::Lang;

use super::{back, crumbs_below, found};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What the person typed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "linh-vuc")]
    category: String,
    #[serde(rename = "can-gi")]
    said: String,
}

#[derive(Template)]
#[template(path = "group/requests.html")]
struct RequestsPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    /// What residents sent through the group's page.
    asked: Vec<store::feedback::Line>,
    requests: Vec<Request>,
    typed: Typed,
}

impl RequestsPage {
    async fn open(
        v: Viewer,
        site: &Site,
        group: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let line = found(&v, site, group).await?.line;
        let requests = desk::group::requests(&site.desk, v.actor()?, group).await?;
        let asked = desk::group::asked(&site.desk, v.actor()?, group).await?;
        Ok(Self { crumbs: crumbs_below(&v, &line), v, complaints, line, asked, requests, typed })
    }

    fn categories(&self) -> Vec<(String, String)> {
        let all = Category::ALL.iter().filter(|category| !category.is_restricted());
        all.map(|category| (category.to_string(), self.v.word(category.word()))).collect()
    }

    fn address(&self, request: &Request, step: &str) -> String {
        self.v.to(format!("/to-tu-quan/{}/nho/{}/{step}", self.line.unit_id, request.id))
    }
}

/// `GET /to-tu-quan/{group}/nho`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
) -> Result<Response, Fault> {
    let typed = Typed { id: site.desk.clock.id().to_string(), ..Typed::default() };
    html(&RequestsPage::open(v, &site, group, (typed, Complaints::default())).await?)
}

/// `POST /to-tu-quan/{group}/nho`.
pub(super) async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let id: GroupActId = typed.id.parse().map_err(|_| Fault::Unreadable)?;
    let complaints = match typed.category.parse() {
        Ok(category) => {
            let new = NewRequest { category, said: typed.said.clone() };
            match desk::group::ask(&site.desk, v.actor()?, (group, id), new).await {
                Ok(()) => return Ok(back(&v, group, "/nho")),
                Err(error) => Complaints::of(&v, error)?,
            }
        }
        Err(_) => {
            let mut complaints = Complaints::default();
            complaints.add("linh-vuc", v.word("group-request-no-category"));
            if typed.said.trim().is_empty() {
                complaints.add_general("can-gi", v.word("text-missing"));
            }
            complaints
        }
    };
    html_refused(&RequestsPage::open(v, &site, group, (typed, complaints)).await?)
}

/// `POST /to-tu-quan/{group}/nho/{request}/{step}`: passed on, helped, or taken back.
pub(super) async fn settle(
    v: Viewer,
    State(site): State<Site>,
    Path((group, request, step)): Path<(UnitId, GroupActId, String)>,
) -> Result<Response, Fault> {
    let actor = v.actor()?;
    match step.as_str() {
        "chuyen" => {
            let said = |code: &str| words::word(Lang::Vi, code);
            let passed = PassedOn {
                responsibility: said("group-pass-responsibility"),
                product: said("group-pass-product"),
                authority: said("group-pass-authority"),
            };
            desk::group::pass_on(&site.desk, actor, (group, request), passed).await?;
        }
        "da-giup" => desk::group::settle(&site.desk, actor, (group, request), true).await?,
        "rut" => desk::group::settle(&site.desk, actor, (group, request), false).await?,
        _ => return Err(Fault::NotFound),
    }
    Ok(back(&v, group, "/nho"))
}
