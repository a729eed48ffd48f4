//! The first page: find a place, or go to the drawing. And whether the program is well.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use store::unit::{self, Line};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// More than this many communes are a list of its own.
const SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    communes: Vec<Line>,
    more: bool,
}

/// `GET /`.
pub async fn page(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let mut communes = unit::communes(&reader, &v.scope(), v.day).await?;
    let more = communes.len() > SHOWN;
    communes.truncate(SHOWN);
    html(&HomePage { v, crumbs: Vec::new(), communes, more })
}

/// `GET /healthz`: whether the program answers and its database reads. One cheap statement: it is
/// asked every few seconds.
pub async fn health(State(site): State<Site>) -> Result<&'static str, Fault> {
    let scope = desk::authority::public_scope();
    store::job::open(&site.desk.store.read(), &scope).await?;
    Ok("ok\n")
}
