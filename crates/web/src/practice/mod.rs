//! Good practices: the list with its search, and the doors to one, to registering, to offering, to what
//! goes on at another place, and to files for other cities.

mod adoption;
mod correction;
mod file;
mod form;
mod step;
mod typed;
mod view;
mod wording;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::authority::{self, Object};
use desk::{Act, Actor};
use ledger::Category;
use ledger::practice::AdoptionState;
use ledger::practice::{Campaign, CampaignField, Stage};
use serde::Deserialize;
use store::practice::{self, AdoptionLine, Line, Sought, ThanksRow};
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, machine, page, with_file};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/cach-lam-hay", Public, || get(list)),
    page("/cach-lam-hay/moi", SignedIn, || get(form::form)),
    act("/cach-lam-hay/moi", SignedIn, || post(form::register)),
    page("/cach-lam-hay/nhap", SignedIn, || get(file::import_form)),
    act("/cach-lam-hay/nhap", SignedIn, || with_file(post(file::preview))),
    act("/cach-lam-hay/nhap/nhan", SignedIn, || post(file::import)),
    page("/cach-lam-hay/{practice}", Public, || get(view::one)),
    page("/cach-lam-hay/{practice}/sua", SignedIn, || get(correction::form)),
    act("/cach-lam-hay/{practice}/sua", SignedIn, || post(correction::correct)),
    page("/cach-lam-hay/{practice}/ban/{number}", Public, || get(wording::one)),
    page("/cach-lam-hay/{practice}/buoc", SignedIn, || get(step::form)),
    act("/cach-lam-hay/{practice}/buoc/{step}", SignedIn, || post(step::take)),
    page("/cach-lam-hay/{practice}/cam-on", SignedIn, || get(step::thanks_form)),
    act("/cach-lam-hay/{practice}/cam-on", SignedIn, || post(step::thank)),
    page("/cach-lam-hay/{practice}/gioi-thieu", SignedIn, || get(adoption::offer_form)),
    act("/cach-lam-hay/{practice}/gioi-thieu", SignedIn, || post(adoption::offer)),
    page("/cach-lam-hay/{practice}/xuat", Public, || get(file::export_page)),
    machine("/cach-lam-hay/{practice}/tep.json", || get(file::export)),
    page("/cach-lam-hay/ap-dung/{adoption}", Public, || get(adoption::one)),
    act("/cach-lam-hay/ap-dung/{adoption}/{step}", SignedIn, || post(adoption::answer)),
];

pub(crate) use view::{bars, figure};

/// More than this many are a reason to filter.
const SHOWN_MOST: i64 = 100;
/// Thanks shown above the list to whom they were said.
const THANKS_SHOWN: i64 = 3;

/// What the filter asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    q: String,
    linh_vuc: String,
    phong_trao: String,
    mang: String,
    buoc: String,
    o: String,
}

impl Filter {
    fn sought(&self) -> Sought {
        Sought {
            text: crate::unit::search_text(&self.q),
            category: self.linh_vuc.parse().ok(),
            campaign: self.phong_trao.parse().ok(),
            field: self.mang.parse().ok(),
            stage: self.buoc.parse().ok(),
            within: self.o.parse().ok(),
        }
    }

    /// Whether anything is asked beside the words.
    fn is_narrowed(&self) -> bool {
        [&self.linh_vuc, &self.phong_trao, &self.mang, &self.buoc].iter().any(|one| !one.is_empty())
    }
}

#[derive(Template)]
#[template(path = "practice/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    filter: Filter,
    lines: Vec<Line>,
    going_on: Vec<AdoptionLine>,
    thanks: Vec<ThanksRow>,
    may_register: bool,
    may_import: bool,
}

impl ListPage {
    fn stages(&self) -> Vec<(String, String)> {
        Stage::ALL.iter().map(|one| (one.to_string(), self.v.word(one.word()))).collect()
    }
}

/// `GET /cach-lam-hay`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let lines = practice::list(&reader, &scope, &filter.sought(), SHOWN_MOST).await?;
    let going_on = practice::going_on(&reader, &scope, v.today).await?;
    let posts = v.actor.as_ref().map(|actor| actor.posts(v.today)).unwrap_or_default();
    let thanks = practice::thanks_to(&reader, &scope, &posts, THANKS_SHOWN).await?;
    let may_register = may_somewhere(&v, Act::PracticeRegister);
    let may_import = may_somewhere(&v, Act::PracticeAssess);
    let crumbs = Vec::new();
    html(&ListPage { v, crumbs, filter, lines, going_on, thanks, may_register, may_import })
}

/// Whether the reader may do an act in a place of their own.
fn may_somewhere(v: &Viewer, act: Act) -> bool {
    let Some(actor) = &v.actor else { return false };
    let object = Object::at(own_places(actor, v), v.today);
    authority::authorize(actor, act, &object).is_ok()
}

/// The places of a person's grants of the day; the whole city for one that names none.
fn own_places(actor: &Actor, v: &Viewer) -> Vec<UnitId> {
    let mut places = Vec::new();
    for grant in actor.grants.iter().filter(|grant| grant.valid.contains(v.today)) {
        match grant.unit {
            Some(unit) => places.push(unit),
            None => places.extend(&actor.outermost),
        }
    }
    places.dedup();
    places
}

pub(crate) fn categories(v: &Viewer) -> Vec<(String, String)> {
    Category::ALL.iter().map(|one| (one.to_string(), v.word(one.word()))).collect()
}

pub(crate) fn campaigns(v: &Viewer) -> Vec<(String, String)> {
    Campaign::ALL.iter().map(|one| (one.to_string(), v.word(one.word()))).collect()
}

pub(crate) fn fields(v: &Viewer) -> Vec<(String, String)> {
    CampaignField::ALL.iter().map(|one| (one.to_string(), v.word(one.word()))).collect()
}

/// Whether a practice has a result that others have seen.
pub(crate) const fn is_proven(stage: &Stage) -> bool {
    matches!(stage, Stage::Assessed | Stage::Recognised | Stage::Spread)
}
