//! The first page, open to everyone: from difficulty to solution, with the doors to every part of the
//! loop and live rows behind them. And whether the program is well.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::difficulty::State as Stage;
use ledger::visit::State as VisitState;
use store::{conference, difficulty, practice, programme, unit, visit};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Rows behind a door.
const ROWS: usize = 3;
/// The same, as a statement takes it.
const ROWS_MOST: i64 = 3;

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
    /// The difficulty whose way is shown step by step.
    story: Option<difficulty::Line>,
    doors: Vec<Door>,
}

/// `GET /`.
pub async fn page(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = difficulty::Asked { state: Some(Stage::Overcome), ..difficulty::Asked::default() };
    let overcome = difficulty::list(&reader, &scope, asked, v.today, 3).await?;
    let story = difficulty::whole(&reader, &scope, v.today).await?;
    let reorganise = reorganise(&v, &site).await?;
    let is_empty = reorganise.rows.is_empty();
    let doors = vec![
        reorganise,
        conferences(&v, &site).await?,
        visits(&v, &site).await?,
        practices(&v, &site).await?,
        programmes(&v, &site).await?,
    ];
    html(&HomePage { v, crumbs: Vec::new(), is_empty, overcome, story, doors })
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
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let communes = unit::named_communes(&reader, &scope, v.today).await?;
    let mut rows = Vec::new();
    for commune in communes.into_iter().take(ROWS) {
        let Some(line) = unit::line(&reader, &scope, commune.unit_id, v.today).await? else {
            continue;
        };
        let said = [("n", v.num(line.children)), ("households", v.num(line.households))];
        let note = v.say("home-commune", said);
        rows.push((v.to(format!("/sap-xep/{}", line.unit_id)), line.name, note));
    }
    Ok(Door { rows, ..door(v, "/sap-xep", "reorganise") })
}

async fn conferences(v: &Viewer, site: &Site) -> Result<Door, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let find = conference::Find { unit: None, kind: None, state: None, text: "" };
    let found = conference::list(&reader, &scope, find, v.today, ROWS_MOST).await?;
    let rows = found.into_iter().map(|line| {
        let note = format!("{} · {}", v.date(line.held_on), v.word(line.state.word()));
        (v.to(format!("/hoi-nghi/{}", line.conference_id)), line.theme, note)
    });
    Ok(Door { rows: rows.collect(), ..door(v, "/hoi-nghi", "conferences") })
}

async fn visits(v: &Viewer, site: &Site) -> Result<Door, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = visit::Asked { state: Some(VisitState::Recorded), ..visit::Asked::default() };
    let found = visit::list(&reader, &scope, asked, v.today, ROWS_MOST).await?;
    let rows = found.into_iter().map(|line| {
        let day = line.held_on.map(|day| v.date(day)).unwrap_or_default();
        (v.to(format!("/di-co-so/{}", line.visit_id)), line.theme, format!("{} · {day}", line.unit))
    });
    Ok(Door { rows: rows.collect(), ..door(v, "/di-co-so", "visits") })
}

async fn practices(v: &Viewer, site: &Site) -> Result<Door, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let found = practice::list(&reader, &scope, &practice::Sought::default(), ROWS_MOST).await?;
    let rows = found.into_iter().map(|line| {
        (v.to(format!("/cach-lam-hay/{}", line.practice_id)), line.title, v.word(line.stage.word()))
    });
    Ok(Door { rows: rows.collect(), ..door(v, "/cach-lam-hay", "practices") })
}

async fn programmes(v: &Viewer, site: &Site) -> Result<Door, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let found = programme::list(&reader, &scope, v.today).await?;
    let rows = found.into_iter().take(ROWS).map(|line| {
        let note = v.word(line.state.word());
        (v.to(format!("/chuong-trinh/{}", line.programme_id)), line.title, note)
    });
    Ok(Door { rows: rows.collect(), ..door(v, "/chuong-trinh", "programmes") })
}

/// `GET /healthz`: whether the program answers and its database reads. One cheap statement: it is
/// asked every few seconds.
pub async fn health(State(site): State<Site>) -> Result<&'static str, Fault> {
    let scope = desk::authority::public_scope();
    store::job::open(&site.desk.store.read(), &scope).await?;
    Ok("ok\n")
}
