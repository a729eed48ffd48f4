//! Launching a movement: the resolution it stands on, what it wants, how one joins.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::movement::NewMovement;
use serde::Deserialize;
use store::unit;
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// For which place.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct At {
    o: UnitId,
}

#[derive(Template)]
#[template(path = "movement/new.html")]
struct NewPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: unit::Line,
    typed: Typed,
}

impl NewPage {
    async fn open(
        v: Viewer,
        site: &Site,
        at: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let place = v.place_for(site, Act::MovementLaunch, at).await?;
        let crumbs = vec![Crumb::word(&v, "/phong-trao", "movement-nav")];
        Ok(Self { v, crumbs, complaints, place, typed })
    }
}

/// `GET /phong-trao/moi?o={unit}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    let typed = Typed::with([("ma", site.desk.clock.id().to_string())]);
    html(&NewPage::open(v, &site, at.o, (typed, Complaints::default())).await?)
}

/// `POST /phong-trao/moi?o={unit}`.
pub(super) async fn launch(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let new = NewMovement {
        id: typed.parsed("ma").ok_or(Fault::Unreadable)?,
        unit: at.o,
        title: typed.text("ten"),
        goal: typed.text("muc-tieu"),
        how_to_join: typed.text("cach-tham-gia"),
        basis: (typed.text("so-van-ban"), typed.day("ngay-van-ban"), typed.text("co-quan")),
        period: (typed.day("tu-ngay"), typed.day("den-ngay")),
    };
    match desk::movement::launch(&site.desk, v.actor()?, new).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/phong-trao/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&NewPage::open(v, &site, at.o, (typed, complaints)).await?)
        }
    }
}
