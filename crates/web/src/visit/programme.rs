//! A yearly programme: making it, and its page with the places that nobody has come to yet.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::visit::Place;
use ledger::VisitProgrammeId;
use ledger::visit::{NewProgramme, State as Stage};
use serde::Deserialize;
use store::visit::{Asked, Line, ProgrammeLine};
use units::{Day, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Visits of one programme.
const VISITS_MOST: i64 = 1_000;

/// What the person typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "nam")]
    year: String,
    #[serde(rename = "ten")]
    title: String,
    #[serde(rename = "muc-dich")]
    goal: String,
}

#[derive(Template)]
#[template(path = "visit/programme_form.html")]
struct FormPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: store::unit::Line,
    typed: Typed,
}

impl FormPage {
    async fn open(
        v: Viewer,
        site: &Site,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let Some(unit) = super::planning_place(&v, site).await? else {
            return Err(desk::Refusal::new("authority-not-allowed").into());
        };
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = store::unit::line(&reader, &scope, unit, v.today).await?;
        let crumbs = vec![Crumb::word(&v, "/di-co-so", "nav-visits")];
        Ok(Self { crumbs, complaints, place: place.ok_or(Fault::NotFound)?, typed, v })
    }

    /// Last year, this and the next.
    fn years(&self) -> Vec<(String, String)> {
        let this = self.v.today.0.year();
        (this - 1..=this + 1).map(|year| (year.to_string(), year.to_string())).collect()
    }
}

/// `GET /di-co-so/chuong-trinh/moi`.
pub(super) async fn form(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let year = v.today.0.year().to_string();
    let typed = Typed {
        id: site.desk.clock.id().to_string(),
        title: v.say("visit-programme-name", [("year", v.txt(&year))]),
        year,
        goal: String::new(),
    };
    html(&FormPage::open(v, &site, (typed, Complaints::default())).await?)
}

/// `POST /di-co-so/chuong-trinh/moi`.
pub(super) async fn issue(
    v: Viewer,
    State(site): State<Site>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let Some(unit) = super::planning_place(&v, &site).await? else {
        return Err(desk::Refusal::new("authority-not-allowed").into());
    };
    let id: VisitProgrammeId = typed.id.parse().map_err(|_| Fault::Unreadable)?;
    let new = NewProgramme {
        id,
        unit,
        year: typed.year.parse().ok(),
        title: typed.title.clone(),
        goal: typed.goal.clone(),
    };
    match desk::visit::issue(&site.desk, v.actor()?, new).await {
        Ok(id) => {
            let page = v.to(format!("/di-co-so/chuong-trinh/{id}"));
            Ok(Redirect::to(&page).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&FormPage::open(v, &site, (typed, complaints)).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "visit/programme.html")]
struct ProgrammePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    line: ProgrammeLine,
    visits: Vec<Line>,
    places: Vec<Place>,
    may_plan: bool,
}

impl ProgrammePage {
    fn waiting(&self) -> Vec<&Place> {
        self.places.iter().filter(|place| last(place).is_none()).collect()
    }

    fn reached(&self) -> Vec<(&Place, Day, bool)> {
        let reached = self
            .places
            .iter()
            .filter_map(|place| Some((place, last(place)?, place.visited_on.is_none())));
        reached.collect()
    }
}

/// When somebody last came to a place or to what it was made from.
fn last(place: &Place) -> Option<Day> {
    place.visited_on.or(place.older_visited_on)
}

/// `GET /di-co-so/chuong-trinh/{programme}`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitProgrammeId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let line = store::visit::programme(&reader, &scope, id, v.today).await?;
    let line = line.ok_or(Fault::NotFound)?;
    let asked = Asked { programme: Some(id), state: None };
    let mut visits = store::visit::list(&reader, &scope, asked, v.today, VISITS_MOST).await?;
    visits.reverse();
    let places = desk::visit::places(&site.desk, &scope, id).await?;
    let unit: UnitId = line.unit_id;
    let may_plan = v.may(&site, Act::VisitPlan, unit).await?;
    let crumbs = vec![Crumb::word(&v, "/di-co-so", "nav-visits")];
    html(&ProgrammePage { v, crumbs, line, visits, places, may_plan })
}
