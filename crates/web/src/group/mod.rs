//! Self-managed groups: the list, the page of one that anybody may read, forming one, and what its head
//! does there. Every form works without script.

mod form;
mod member;
mod record;
mod request;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::{Act, Object};
use ledger::group::{ActKind, GroupKind};
use serde::Deserialize;
use store::group::{self as rows, ActLine, Count, Line, Page};
use store::unit;
use units::{Tier, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::map::{self, Picture};
use crate::route::Who::{Personal, Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/to-tu-quan", Public, || get(list)),
    page("/to-tu-quan/lap", SignedIn, || get(form::form)),
    act("/to-tu-quan/lap", SignedIn, || post(form::form_group)),
    act("/to-tu-quan/chia/{unit}", SignedIn, || post(form::divide)),
    page("/to-tu-quan/{group}", Public, || get(one)),
    page("/to-tu-quan/{group}/ghi/{kind}", SignedIn, || get(record::form)),
    act("/to-tu-quan/{group}/ghi/{kind}", SignedIn, || post(record::record)),
    page("/to-tu-quan/{group}/ho", SignedIn, || get(member::page)),
    act("/to-tu-quan/{group}/ho/vao", SignedIn, || post(member::join)),
    act("/to-tu-quan/{group}/ho/ra", SignedIn, || post(member::withdraw)),
    act("/to-tu-quan/{group}/ho/xem", Personal, || post(member::list)),
    page("/to-tu-quan/{group}/nho", SignedIn, || get(request::page)),
    act("/to-tu-quan/{group}/nho", SignedIn, || post(request::ask)),
    act("/to-tu-quan/{group}/nho/{request}/{step}", SignedIn, || post(request::settle)),
    page("/to-tu-quan/{group}/giai-the", SignedIn, || get(form::dissolve_form)),
    act("/to-tu-quan/{group}/giai-the", SignedIn, || post(form::dissolve)),
];

/// Of which commune.
#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    xa: String,
}

#[derive(Template)]
#[template(path = "group/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    counts: Vec<Count>,
    commune: Option<unit::Line>,
    lines: Vec<Line>,
    may_form: Vec<unit::Line>,
}

impl ListPage {
    fn is_shown(&self, count: &Count) -> bool {
        self.commune.as_ref().is_some_and(|line| line.unit_id == count.commune_id)
    }
}

/// `GET /to-tu-quan`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let counts = rows::counts(&reader, &scope, v.today).await?;
    let only = match counts.as_slice() {
        [one] => Some(one.commune_id),
        _ => None,
    };
    let commune = match asked.xa.parse::<UnitId>().ok().or(own_commune(&v, &site).await?).or(only) {
        Some(id) => unit::line(&reader, &scope, id, v.today).await?,
        None => None,
    };
    let (mut lines, mut may_form) = (Vec::new(), Vec::new());
    if let Some(commune) = &commune {
        lines = rows::of_commune(&reader, &scope, commune.unit_id, v.today).await?;
        may_form = formable(&v, &site, commune.unit_id).await?;
    }
    html(&ListPage { v, crumbs: Vec::new(), counts, commune, lines, may_form })
}

/// The commune of a signed-in person's place.
async fn own_commune(v: &Viewer, site: &Site) -> Result<Option<UnitId>, Fault> {
    let held = v.actor.iter().flat_map(|actor| &actor.grants);
    let place = held.filter(|grant| grant.valid.contains(v.today)).find_map(|grant| grant.unit);
    let Some(place) = place else { return Ok(None) };
    let found = store::locality::of(&mut site.desk.store.read(), place, v.today).await?;
    Ok(found.and_then(|locality| locality.commune_id))
}

/// The khu phố and ấp of a commune in which the reader may form a group.
async fn formable(v: &Viewer, site: &Site, commune: UnitId) -> Result<Vec<unit::Line>, Fault> {
    let Some(actor) = &v.actor else { return Ok(Vec::new()) };
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let above = unit::with_above(&reader, &scope, commune, v.today).await?;
    let mut bases = unit::descendants(&reader, &scope, commune, v.today, Tier::Base).await?;
    bases.retain(|base| {
        let path = above.iter().copied().chain([base.unit_id]).collect();
        desk::authority::authorize(actor, Act::GroupForm, &Object::at(path, v.today)).is_ok()
    });
    Ok(bases)
}

#[derive(Template)]
#[template(path = "group/page.html")]
struct GroupPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    moved: Vec<unit::StateLine>,
    picture: Option<Picture>,
    rights: Rights,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy, Default)]
struct Rights {
    leads: bool,
    looks_after: bool,
    dissolves: bool,
}

impl GroupPage {
    /// The rules that hold: the latest ones.
    fn rules(&self) -> Option<&ActLine> {
        self.page.acts.iter().find(|act| act.kind == ActKind::Rules)
    }

    /// The notices that have not passed.
    fn notices(&self) -> Vec<&ActLine> {
        let today = self.v.today;
        let of_kind = self.page.acts.iter().filter(|act| act.kind == ActKind::Notice);
        of_kind.filter(|act| act.last_on.is_none_or(|last| last >= today)).collect()
    }

    fn acts(&self, kind: ActKind) -> Vec<&ActLine> {
        self.page.acts.iter().filter(|act| act.kind == kind).collect()
    }

    fn members(&self) -> String {
        match self.page.line.members {
            Some(members) => self.v.number(members),
            None => self.v.word("group-members-few"),
        }
    }

    fn address(&self, end: &str) -> String {
        self.v.to(format!("/to-tu-quan/{}{end}", self.page.line.unit_id))
    }
}

/// `GET /to-tu-quan/{group}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = found(&v, &site, id).await?;
    let unit = unit::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let picture = unit.line.has_map.then(|| map::of_unit(&v, &unit));
    let rights = rights(&v, &site, &page.line).await?;
    let moved = if unit.states.len() > 1 { unit.states } else { Vec::new() };
    let crumbs = crumbs(&v, &page.line);
    html(&GroupPage { v, crumbs, page, moved, picture, rights })
}

/// A group's page, or nothing.
async fn found(v: &Viewer, site: &Site, id: UnitId) -> Result<Page, Fault> {
    let found = rows::page(&site.desk.store.read(), &v.scope(), id, v.today).await?;
    found.ok_or(Fault::NotFound)
}

async fn rights(v: &Viewer, site: &Site, line: &Line) -> Result<Rights, Fault> {
    let Some(actor) = v.actor.as_ref().filter(|_| line.dissolved_on.is_none()) else {
        return Ok(Rights::default());
    };
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let path = unit::with_above(&reader, &scope, line.unit_id, v.today).await?;
    let object = Object::at(path, v.today).naming([line.head_post_id]);
    let may = |act| desk::authority::authorize(actor, act, &object).is_ok();
    let (leads, dissolves) = (may(Act::GroupLead), may(Act::GroupForm));
    Ok(Rights { leads, dissolves, looks_after: leads || dissolves })
}

/// The path above a group.
fn crumbs(v: &Viewer, line: &Line) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::word(v, "/to-tu-quan", "group-nav")];
    if let (Some(id), Some(name)) = (line.parent_id, &line.parent) {
        crumbs.push(Crumb::named(v, &format!("/dia-ban/{id}"), name));
    }
    crumbs
}

/// The path above a page of a group.
fn crumbs_below(v: &Viewer, line: &Line) -> Vec<Crumb> {
    let mut crumbs = crumbs(v, line);
    crumbs.push(Crumb::named(v, &format!("/to-tu-quan/{}", line.unit_id), &line.name));
    crumbs
}

/// Back to a group's page, or one below it.
fn back(v: &Viewer, group: UnitId, end: &str) -> Response {
    Redirect::to(&v.to(format!("/to-tu-quan/{group}{end}"))).into_response()
}

fn kinds(v: &Viewer) -> Vec<(String, String)> {
    GroupKind::ALL.iter().map(|kind| (kind.to_string(), v.word(kind.word()))).collect()
}
