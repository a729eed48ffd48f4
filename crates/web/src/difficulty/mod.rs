//! Difficulties: the list with its filter, the page of one, raising one, and what may be done there.

mod change;
mod raise;
mod source;
mod view;
mod way;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Act;
use ledger::difficulty::State as Stage;
use ledger::{Category, DifficultyId};
use serde::Deserialize;
use store::difficulty::{self, Asked, Line};
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

use view::DifficultyPage;
pub(crate) use view::figure_change;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/kho-khan", Public, || get(list)),
    page("/kho-khan/moi", SignedIn, || get(raise::form)),
    act("/kho-khan/moi", SignedIn, || post(raise::raise)),
    page("/kho-khan/{difficulty}", Public, || get(one)),
    page("/kho-khan/{difficulty}/chang-duong", Public, || get(way::way)),
    act("/kho-khan/{difficulty}/buoc/{step}", SignedIn, || post(change::change)),
];

/// More than this many are a reason to filter.
const SHOWN_MOST: i64 = 200;

/// What the filter asks.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Filter {
    o: String,
    linh_vuc: String,
    buoc: String,
}

#[derive(Template)]
#[template(path = "difficulty/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    filter: Filter,
    communes: Vec<(String, String)>,
    lines: Vec<Line>,
    raise_at: Option<UnitId>,
}

impl ListPage {
    fn categories(&self) -> Vec<(String, String)> {
        let all = Category::ALL.iter().filter(|category| !category.is_restricted());
        all.map(|category| (category.to_string(), self.v.word(category.word()))).collect()
    }

    fn stages(&self) -> Vec<(String, String)> {
        Stage::ALL.iter().map(|stage| (stage.to_string(), self.v.word(stage.word()))).collect()
    }
}

/// `GET /kho-khan`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = Asked {
        within: filter.o.parse().ok(),
        category: filter.linh_vuc.parse().ok(),
        state: filter.buoc.parse().ok(),
    };
    let lines = difficulty::list(&reader, &scope, asked, v.today, SHOWN_MOST).await?;
    let communes = store::unit::named_communes(&reader, &scope, v.today).await?;
    let communes = communes.into_iter().map(|line| (line.unit_id.to_string(), line.name));
    let raise_at = own_place(&v, &site).await?;
    let communes = communes.collect();
    html(&ListPage { v, crumbs: Vec::new(), filter, communes, lines, raise_at })
}

/// The place for which a signed-in person would raise a difficulty, and may.
async fn own_place(v: &Viewer, site: &Site) -> Result<Option<UnitId>, Fault> {
    let held = v.actor.iter().flat_map(|actor| &actor.grants);
    let places = held.filter(|grant| grant.valid.contains(v.today)).filter_map(|grant| grant.unit);
    for place in places {
        if v.may(site, Act::DifficultyRaise, place).await? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// `GET /kho-khan/{difficulty}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<DifficultyId>,
) -> Result<Response, Fault> {
    html(&DifficultyPage::open(v, &site, id, Complaints::default()).await?)
}
