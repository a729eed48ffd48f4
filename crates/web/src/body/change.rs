//! Renaming and ending a body on its page.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::BodyId;
use serde::Deserialize;
use store::body::Page;
use units::Day;

use super::body_page;
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// The forms of the page as they were sent.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) rename: Option<Renaming>,
    pub(super) ending: Option<Ending>,
    pub(super) complaints: Complaints,
}

/// A new name as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Renaming {
    #[serde(rename = "ten")]
    pub(super) name: String,
    #[serde(rename = "ten-anh")]
    pub(super) name_en: String,
    #[serde(rename = "tu-ngay")]
    pub(super) on: String,
    #[serde(rename = "van-ban")]
    pub(super) document: String,
}

impl Renaming {
    pub(super) fn of(v: &Viewer, page: &Page) -> Self {
        let (name, name_en) = page.last_name.clone();
        Self { name, name_en, on: v.today.to_string(), document: String::new() }
    }
}

/// The end of a body as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Ending {
    #[serde(rename = "ngay-cuoi")]
    pub(super) last: String,
    #[serde(rename = "van-ban")]
    pub(super) document: String,
    #[serde(rename = "noi-tiep")]
    pub(super) heir: String,
}

impl Ending {
    pub(super) fn of(v: &Viewer) -> Self {
        Self { last: v.today.to_string(), ..Self::default() }
    }
}

/// `POST /co-quan/{body}/doi-ten`.
pub(super) async fn rename(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BodyId>,
    Form(form): Form<Renaming>,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    if let Ok(on) = form.on.parse::<Day>() {
        let renaming = desk::body::Renaming {
            name: form.name.clone(),
            name_en: form.name_en.clone(),
            on,
            document: form.document.clone(),
        };
        match desk::body::rename(&site.desk, Some(v.actor()?), id, renaming).await {
            Ok(()) => return Ok(to_page(&v, id)),
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    } else {
        complaints.add("tu-ngay", v.word("body-day-missing"));
    }
    let typed = Typed { rename: Some(form), complaints, ..Typed::default() };
    html_refused(&body_page(v, &site, id, typed).await?)
}

/// The name ahead that is to be taken back.
#[derive(Deserialize)]
pub(super) struct Ahead {
    #[serde(default, rename = "ngay-doi")]
    on: String,
}

/// `POST /co-quan/{body}/bo-ten-moi`: takes a name back whose day has not come.
pub(super) async fn unname(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BodyId>,
    Form(ahead): Form<Ahead>,
) -> Result<Response, Fault> {
    let on = ahead.on.parse::<Day>().map_err(|_| Fault::Unreadable)?;
    match desk::body::unname(&site.desk, Some(v.actor()?), id, on).await {
        Ok(()) => Ok(to_page(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let typed = Typed { complaints, ..Typed::default() };
            html_refused(&body_page(v, &site, id, typed).await?)
        }
    }
}

/// `POST /co-quan/{body}/ket-thuc`.
pub(super) async fn end(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BodyId>,
    Form(form): Form<Ending>,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    if let Ok(last) = form.last.parse::<Day>() {
        let ending = desk::body::Ending {
            last,
            document: form.document.clone(),
            successors: form.heir.parse().into_iter().collect(),
        };
        match desk::body::end(&site.desk, Some(v.actor()?), id, ending).await {
            Ok(()) => return Ok(to_page(&v, id)),
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    } else {
        complaints.add("ngay-cuoi", v.word("body-day-missing"));
    }
    // Both forms of the page ask for a document; this one's field has a name of its own.
    let complaints = complaints.moved("van-ban", "van-ban-cuoi");
    let typed = Typed { ending: Some(form), complaints, ..Typed::default() };
    html_refused(&body_page(v, &site, id, typed).await?)
}

fn to_page(v: &Viewer, id: BodyId) -> Response {
    Redirect::to(&v.to(format!("/co-quan/{id}"))).into_response()
}
