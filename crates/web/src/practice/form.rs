//! Registering a practice: what problem, what was done, what it needed, the figures before, who to ask.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::practice::NewPractice;
use ledger::practice::{MEASURE_FIELDS, NewContent, NewMeasure};
use serde::Deserialize;
use store::post::Post;
use units::{Level, UnitId};

use super::own_places;
use super::typed::Typed;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// For which place.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct At {
    pub(super) o: Option<UnitId>,
}

#[derive(Template)]
#[template(path = "practice/form.html")]
struct FormPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    places: Vec<(String, String)>,
    posts: Vec<(String, String)>,
    typed: Typed,
}

impl FormPage {
    async fn open(
        v: Viewer,
        site: &Site,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let places = places(&v, site, (Act::PracticeRegister, typed.parsed("dia-ban"))).await?;
        let posts = posts(&v, site, typed.parsed("dia-ban")).await?;
        let crumbs = vec![Crumb::word(&v, "/cach-lam-hay", "practice-nav")];
        Ok(Self { v, crumbs, complaints, places, posts, typed })
    }
}

/// Whether anything stands in the rows of further figures, so that they are shown open.
pub(super) fn has_more(typed: &Typed) -> bool {
    let mut further = MEASURE_FIELDS.iter().skip(1).flatten();
    further.any(|field| !typed.at(field).is_empty())
}

/// The places where a person may do an act, with what lies in them: a commune with its khu phố and
/// ấp; a whole city with its communes. The one already chosen is always among them.
pub(super) async fn places(
    v: &Viewer,
    site: &Site,
    (act, chosen): (Act, Option<UnitId>),
) -> Result<Vec<(String, String)>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut units = own_places(v.actor()?, v);
    units.extend(chosen);
    let mut places: Vec<(String, String)> = Vec::new();
    for unit in units {
        if !v.may(site, act, unit).await? {
            continue;
        }
        let own = store::unit::line(&reader, &scope, unit, v.today).await?;
        let below = store::unit::children(&reader, &scope, Some(unit), v.today).await?;
        let below = below
            .into_iter()
            .filter(|line| line.kind.is_base() || line.kind.level() == Level::Commune);
        for line in own.into_iter().chain(below) {
            let place = (line.unit_id.to_string(), line.name);
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    Ok(places)
}

/// The posts to ask: those of the commune of a place, or of the city.
pub(super) async fn posts(
    v: &Viewer,
    site: &Site,
    chosen: Option<UnitId>,
) -> Result<Vec<(String, String)>, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let unit = chosen.or_else(|| own_places(v.actor.as_ref()?, v).first().copied());
    let commune = match unit {
        Some(unit) => store::locality::of(&mut reader, unit, v.today).await?,
        None => None,
    };
    let commune = commune.and_then(|locality| locality.commune_id);
    let posts = store::post::of_commune(&reader, &scope, commune, v.today).await?;
    let named = |post: Post| (post.post_id.to_string(), v.called(&post.name, &post.name_en));
    Ok(posts.into_iter().map(named).collect())
}

pub(super) fn content(typed: &Typed) -> NewContent {
    let measure = |[label, unit, value, day]: [&'static str; 4]| NewMeasure {
        label: typed.text(label),
        unit: typed.text(unit),
        before_milli: typed.milli(value),
        before_on: typed.day(day),
    };
    NewContent {
        category: typed.parsed("linh-vuc"),
        campaign: typed.parsed("phong-trao"),
        field: typed.parsed("mang"),
        title: typed.text("ten"),
        problem: typed.text("van-de"),
        content: typed.text("da-lam"),
        method: typed.text("cach-lam"),
        resources: typed.text("nguon-luc"),
        cost_vnd: typed.whole("kinh-phi"),
        participation: typed.text("tham-gia"),
        conditions: typed.text("dieu-kien"),
        measures: MEASURE_FIELDS.map(measure).to_vec(),
    }
}

/// `GET /cach-lam-hay/moi?o={unit}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(At { o }): Query<At>,
) -> Result<Response, Fault> {
    let own = o.or_else(|| own_places(v.actor.as_ref()?, &v).first().copied());
    let place = own.map(|unit| unit.to_string()).unwrap_or_default();
    let typed = Typed::default().with("ma", site.desk.clock.id()).with("dia-ban", place);
    html(&FormPage::open(v, &site, (typed, Complaints::default())).await?)
}

/// `POST /cach-lam-hay/moi`.
pub(super) async fn register(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::from(fields);
    let new = NewPractice {
        id: typed.parsed("ma").ok_or(Fault::Unreadable)?,
        unit: typed.parsed("dia-ban"),
        ask: typed.parsed("nguoi-hoi"),
        content: content(&typed),
    };
    match desk::practice::register(&site.desk, v.actor()?, new).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/cach-lam-hay/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&FormPage::open(v, &site, (typed, complaints)).await?)
        }
    }
}
