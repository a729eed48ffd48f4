//! The first page, open to everyone: from difficulty to solution, with the doors to every part of the
//! loop and live rows behind them. And whether the program is well.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::difficulty::State as Stage;
use store::{difficulty, unit};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Rows behind a door.
const ROWS: usize = 3;

/// A door of the first page.
struct Door {
    href: String,
    title: String,
    lead: String,
    /// What is behind it now: address, text, note.
    rows: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    is_empty: bool,
    overcome: Vec<difficulty::Line>,
    doors: Vec<Door>,
}

/// `GET /`.
pub async fn page(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = difficulty::Asked { state: Some(Stage::Overcome), ..difficulty::Asked::default() };
    let overcome = difficulty::list(&reader, &scope, asked, v.today, 3).await?;
    let reorganise = reorganise(&v, &site).await?;
    let is_empty = reorganise.rows.is_empty();
    let doors = vec![reorganise];
    html(&HomePage { v, crumbs: Vec::new(), is_empty, overcome, doors })
}

fn door(v: &Viewer, href: &str, name: &str) -> Door {
    Door {
        href: v.to(href),
        title: v.word(format!("home-door-{name}")),
        lead: v.word(format!("home-door-{name}-lead")),
        rows: Vec::new(),
    }
}

async fn reorganise(v: &Viewer, site: &Site) -> Result<Door, Fault> {
    let communes = unit::communes(&site.desk.store.read(), &v.scope(), v.today).await?;
    let rows = communes.into_iter().take(ROWS).map(|line| {
        let said = [("n", v.num(line.children)), ("households", v.num(line.households))];
        let note = v.say("home-commune", said);
        (v.to(format!("/sap-xep/{}", line.unit_id)), line.name, note)
    });
    Ok(Door { rows: rows.collect(), ..door(v, "/sap-xep", "reorganise") })
}

/// `GET /healthz`: whether the program answers and its database reads. One cheap statement: it is
/// asked every few seconds.
pub async fn health(State(site): State<Site>) -> Result<&'static str, Fault> {
    let scope = desk::authority::public_scope();
    store::job::open(&site.desk.store.read(), &scope).await?;
    Ok("ok\n")
}
