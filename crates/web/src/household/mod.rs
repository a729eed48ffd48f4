//! Household rows of a unit: for people with the right to them, each reading with its reason in the
//! audit record. Nothing here is ever part of another page.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::Act;
use serde::Deserialize;
use store::household::Line;
use store::unit;
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "household/list.html")]
struct HouseholdList {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    name: String,
    why: String,
    rows: Option<Vec<Line>>,
}

/// Why the rows are read.
#[derive(Default, Deserialize)]
pub struct Why {
    #[serde(default, rename = "vi-sao")]
    vi_sao: String,
}

/// `GET /dia-ban/{unit}/ho`: asks why, and shows nothing yet.
pub async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    if !v.may(&site, Act::HouseholdRead, id).await? {
        return Err(Fault::NotFound);
    }
    html(&view(v, &site, id, Why::default()).await?)
}

/// `POST /dia-ban/{unit}/ho`: the rows, once the reason stands in the audit record.
pub async fn list(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
    Form(why): Form<Why>,
) -> Result<Response, Fault> {
    let read = desk::household::list(&site.desk, v.actor()?, id, v.today, &why.vi_sao).await;
    let mut page = view(v, &site, id, why).await?;
    match read {
        Ok(rows) => {
            page.rows = Some(rows);
            html(&page)
        }
        Err(desk::Error::Refused(refusal)) => {
            let text = page.v.say_coded(refusal.code, &refusal.args);
            page.complaints.add("vi-sao", text);
            html_refused(&page)
        }
        Err(failed) => Err(failed.into()),
    }
}

async fn view(v: Viewer, site: &Site, id: UnitId, why: Why) -> Result<HouseholdList, Fault> {
    let reader = site.desk.store.read();
    let page = unit::page(&reader, &v.scope(), id, v.today).await?.ok_or(Fault::NotFound)?;
    let mut crumbs = crate::unit::crumbs(&v, &page.path);
    crumbs.push(Crumb::named(&v, &format!("/dia-ban/{id}"), &page.line.name));
    let complaints = Complaints::default();
    Ok(HouseholdList { v, crumbs, complaints, name: page.line.name, why: why.vi_sao, rows: None })
}
