//! Khu phố and ấp of communes that ended: which still stand under one that is no more, where each goes, saying it
//! for one commune or for all that went whole, and taking it back before its day.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::transfer::{self, Left, Order, Prospect, Told};
use serde::Deserialize;
use units::reorganisation::OldUnit;
use units::transfer::Heir;
use units::{ReorganisationId, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::route::Who::SignedIn;
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/sap-xep/chuyen-ve", SignedIn, || get(list)),
    act("/sap-xep/chuyen-ve", SignedIn, || post(record_whole)),
    page("/sap-xep/chuyen-ve/{commune}", SignedIn, || get(one)),
    act("/sap-xep/chuyen-ve/{commune}", SignedIn, || post(record)),
    act("/sap-xep/chuyen-ve/da-ghi/{transfer}", SignedIn, || post(revert)),
];

/// The most recorded transfers on the page.
const TOLD_MOST: i64 = 100;

#[derive(Template)]
#[template(path = "transfer/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    /// Communes that went whole to one other.
    whole: Vec<Left>,
    /// Communes for whose units somebody must choose.
    divided: Vec<Left>,
    /// Communes of which the list does not say what took their place.
    silent: Vec<Left>,
    /// What is ticked; everything when the page is first shown.
    chosen: Option<Vec<UnitId>>,
    /// The act of those for which none is known, as typed.
    document: String,
    told: Vec<Told>,
    /// How many units the last act moved.
    done: Option<usize>,
    /// The transfer that was to be taken back, and why, as typed.
    reverting: Option<(ReorganisationId, String)>,
}

impl ListPage {
    fn is_chosen(&self, unit: &UnitId) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.contains(unit))
    }

    /// Whether a person must name the act of one of those that went whole.
    fn asks_document(&self) -> bool {
        self.whole.iter().any(|one| one.document.is_empty())
    }

    /// Why a transfer is taken back, where just that was asked.
    fn reason(&self, told: &Told) -> Option<&str> {
        let (id, reason) = self.reverting.as_ref()?;
        (*id == told.line.transfer_id).then_some(reason)
    }

    fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.divided.is_empty() && self.silent.is_empty()
    }

    fn last_day(&self, one: &Left) -> String {
        self.v.date(one.ends.previous())
    }
}

/// What was done before.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Units that went.
    da: String,
}

/// `GET /sap-xep/chuyen-ve`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let page = list_page(v, &site, None, Complaints::default()).await?;
    html(&ListPage { done: asked.da.parse().ok(), ..page })
}

async fn list_page(
    v: Viewer,
    site: &Site,
    chosen: Option<Vec<UnitId>>,
    complaints: Complaints,
) -> Result<ListPage, Fault> {
    let actor = Some(v.actor()?);
    let left = transfer::left(&site.desk, actor).await?;
    let (whole, left): (Vec<Left>, Vec<Left>) = left.into_iter().partition(Left::is_whole);
    let (silent, divided) = left.into_iter().partition(|one| one.heirs.is_empty());
    Ok(ListPage {
        crumbs: vec![Crumb::word(&v, "/sap-xep", "nav-reorganise")],
        told: transfer::told(&site.desk, actor, TOLD_MOST).await?,
        complaints,
        whole,
        divided,
        silent,
        chosen,
        document: String::new(),
        done: None,
        reverting: None,
        v,
    })
}

/// `POST /sap-xep/chuyen-ve`: for all communes that were ticked, or for none.
async fn record_whole(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let ticked = fields.iter().filter(|(field, _)| field == "xa-phuong");
    let communes: Vec<UnitId> = ticked.filter_map(|(_, text)| text.parse().ok()).collect();
    let named = fields.iter().find(|(field, _)| field == "van-ban");
    let document = named.map(|(_, text)| text.clone()).unwrap_or_default();
    match transfer::record_whole(&site.desk, Some(v.actor()?), &communes, &document).await {
        Ok(units) => {
            let address = format!("/sap-xep/chuyen-ve?da={units}");
            Ok(Redirect::to(&v.to(address)).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let page = list_page(v, &site, Some(communes), complaints).await?;
            html_refused(&ListPage { document, ..page })
        }
    }
}

#[derive(Deserialize)]
struct Reason {
    #[serde(rename = "ly-do", default)]
    reason: String,
}

/// `POST /sap-xep/chuyen-ve/da-ghi/{transfer}`: takes it back before its day.
async fn revert(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ReorganisationId>,
    Form(typed): Form<Reason>,
) -> Result<Response, Fault> {
    match transfer::revert(&site.desk, Some(v.actor()?), id, &typed.reason).await {
        Ok(()) => Ok(Redirect::to(&v.to("/sap-xep/chuyen-ve")).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let page = list_page(v, &site, None, complaints).await?;
            html_refused(&ListPage { reverting: Some((id, typed.reason)), ..page })
        }
    }
}

#[derive(Template)]
#[template(path = "transfer/one.html")]
struct OnePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    seen: Prospect,
    /// Identity of what will be recorded, made when the form was first shown.
    id: String,
    document: String,
}

impl OnePage {
    fn last_day(&self) -> String {
        self.v.date(self.seen.left.ends.previous())
    }

    fn households(&self) -> String {
        self.v.number(self.seen.units.iter().map(|unit| unit.counts.households).sum::<u32>())
    }

    fn goes_to(&self, unit: &OldUnit, heir: &Heir) -> bool {
        self.seen.to.get(&unit.id) == Some(&heir.commune)
    }

    /// Units that would stand under a commune of the other sort: an ấp under a phường.
    fn misfits(&self) -> Vec<&OldUnit> {
        let misfit = |unit: &&OldUnit| {
            let to = self.seen.to.get(&unit.id);
            let heir = self.seen.left.heirs.iter().find(|heir| Some(&heir.commune) == to);
            heir.is_some_and(|heir| !heir.fits(unit.kind))
        };
        self.seen.units.iter().filter(misfit).collect()
    }

    fn named(&self, commune: &UnitId) -> &str {
        let heir = self.seen.left.heirs.iter().find(|heir| heir.commune == *commune);
        heir.map_or("", |heir| heir.name.as_str())
    }
}

/// `GET /sap-xep/chuyen-ve/{commune}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(commune): Path<UnitId>,
) -> Result<Response, Fault> {
    match transfer::prospect(&site.desk, Some(v.actor()?), commune).await {
        Ok(seen) => {
            let id = ReorganisationId(site.desk.clock.id());
            html(&one_page(v, seen, id, Complaints::default()))
        }
        // Said already, by this person or another: the list tells what.
        Err(desk::Error::Refused(refusal)) if refusal.code == "transfer-nothing" => {
            Ok(Redirect::to(&v.to("/sap-xep/chuyen-ve")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn one_page(v: Viewer, seen: Prospect, id: ReorganisationId, complaints: Complaints) -> OnePage {
    OnePage {
        crumbs: vec![
            Crumb::word(&v, "/sap-xep", "nav-reorganise"),
            Crumb::word(&v, "/sap-xep/chuyen-ve", "transfer-nav"),
        ],
        id: id.to_string(),
        document: seen.left.document.clone(),
        complaints,
        seen,
        v,
    }
}

/// `POST /sap-xep/chuyen-ve/{commune}`.
async fn record(
    v: Viewer,
    State(site): State<Site>,
    Path(commune): Path<UnitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut to, mut id, mut document) = (BTreeMap::new(), None, String::new());
    for (field, value) in fields {
        match field.strip_prefix("den-").map(str::parse::<UnitId>) {
            Some(Ok(unit)) => to.extend(value.parse().ok().map(|heir| (unit, heir))),
            _ if field == "ma" => id = value.parse().ok(),
            _ if field == "van-ban" => document = value,
            _ => {}
        }
    }
    let id = id.ok_or(Fault::Unreadable)?;
    let units = to.len();
    let order = Order { id, commune, to: to.clone(), document: document.clone() };
    match transfer::record(&site.desk, Some(v.actor()?), order).await {
        Ok(()) => {
            let address = format!("/sap-xep/chuyen-ve?da={units}");
            Ok(Redirect::to(&v.to(address)).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let seen = transfer::prospect(&site.desk, Some(v.actor()?), commune).await?;
            // What was chosen stays chosen, also that nothing was.
            let page = one_page(v, Prospect { to, ..seen }, id, complaints);
            html_refused(&OnePage { document, ..page })
        }
    }
}
