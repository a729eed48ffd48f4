//! Movements: the list, launching one, and the page where one joins by choice and tells what was done.
//!
//! Shows who joined and how many residents take part in all places together; nobody is shown as
//! missing, and no place is held against another.

mod form;
mod view;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::Act;
use desk::movement::{News, Who};
use ledger::MovementId;
use store::movement::{self, Line};
use units::UnitId;
use uuid::Uuid;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::programme::place_for;
use crate::programme::typed::Typed;
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

use view::MovementPage;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/phong-trao", Public, || get(list)),
    page("/phong-trao/moi", SignedIn, || get(form::form)),
    act("/phong-trao/moi", SignedIn, || post(form::launch)),
    page("/phong-trao/{movement}", Public, || get(one)),
    act("/phong-trao/{movement}/tham-gia", SignedIn, || post(join)),
    act("/phong-trao/{movement}/thoi-tham-gia", SignedIn, || post(leave)),
    act("/phong-trao/{movement}/so-nguoi", SignedIn, || post(turnout)),
    act("/phong-trao/{movement}/hoat-dong", SignedIn, || post(activity)),
    act("/phong-trao/{movement}/ket-qua", SignedIn, || post(result)),
];

#[derive(Template)]
#[template(path = "movement/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    launch_at: Option<UnitId>,
}

/// `GET /phong-trao`.
async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let lines = movement::list(&site.desk.store.read(), &v.scope(), v.today).await?;
    let launch_at = place_for(&v, &site, Act::MovementLaunch).await?;
    html(&ListPage { v, crumbs: Vec::new(), lines, launch_at })
}

/// `GET /phong-trao/{movement}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MovementId>,
) -> Result<Response, Fault> {
    html(&MovementPage::open(v, &site, id, (Typed::default(), Complaints::default())).await?)
}

/// Back to the movement after an act, or the page again with what refused it and what was typed.
async fn after(
    v: Viewer,
    site: &Site,
    (id, typed): (MovementId, Typed),
    done: Result<(), desk::Error>,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(Redirect::to(&v.to(format!("/phong-trao/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&MovementPage::open(v, site, id, (typed, complaints)).await?)
        }
    }
}

/// Who a form speaks for: `dia-ban:…` or `chuc-danh:…`.
fn who(typed: &Typed) -> Result<Who, Fault> {
    let (kind, id) = typed.get("ai").split_once(':').ok_or(Fault::Unreadable)?;
    match kind {
        "dia-ban" => id.parse().map(Who::Unit).map_err(|_| Fault::Unreadable),
        "chuc-danh" => id.parse().map(Who::Post).map_err(|_| Fault::Unreadable),
        _ => Err(Fault::Unreadable),
    }
}

/// `POST /phong-trao/{movement}/tham-gia`.
async fn join(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MovementId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let done = desk::movement::join(&site.desk, v.actor()?, (id, who(&typed)?, true)).await;
    after(v, &site, (id, typed), done).await
}

/// `POST /phong-trao/{movement}/thoi-tham-gia`.
async fn leave(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MovementId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let done = desk::movement::join(&site.desk, v.actor()?, (id, who(&typed)?, false)).await;
    after(v, &site, (id, typed), done).await
}

/// `POST /phong-trao/{movement}/so-nguoi`.
async fn turnout(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MovementId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let unit = typed.parsed("dia-ban").ok_or(Fault::Unreadable)?;
    let people = typed.parsed("so-nguoi");
    let done = desk::movement::turnout(&site.desk, v.actor()?, (id, unit), people).await;
    after(v, &site, (id, typed), done).await
}

/// `POST /phong-trao/{movement}/hoat-dong`.
async fn activity(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MovementId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let news = News::Activity {
        on: typed.day("ngay"),
        site: typed.text("noi"),
        said: typed.text("noi-dung-hoat-dong"),
    };
    tell(v, &site, (id, typed), news).await
}

/// `POST /phong-trao/{movement}/ket-qua`.
async fn result(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MovementId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let news = News::Achievement {
        label: typed.text("ten-so-lieu"),
        unit: typed.text("don-vi-tinh"),
        value_milli: ledger::text::milli(typed.get("gia-tri")),
        on: typed.day("ngay-so-lieu"),
    };
    tell(v, &site, (id, typed), news).await
}

async fn tell(
    v: Viewer,
    site: &Site,
    (id, typed): (MovementId, Typed),
    news: News,
) -> Result<Response, Fault> {
    let news_id: Uuid = typed.parsed("ma").ok_or(Fault::Unreadable)?;
    let done = desk::movement::tell(&site.desk, v.actor()?, (news_id, id), news).await;
    after(v, site, (id, typed), done).await
}
