//! Bodies for everybody: those of a place with their lives, the page of one with its posts and what it
//! took over; for officers the acts that make, rename and end them.

mod change;
mod import;
mod make;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::{Act, Object};
use ledger::BodyId;
use serde::Deserialize;
use store::body::{self, Line, Page};
use store::post::Post;
use store::unit;
use units::{Day, Tier, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page, with_file};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/co-quan", Public, || get(list)),
    page("/co-quan/them", SignedIn, || get(make::form)),
    act("/co-quan/them", SignedIn, || post(make::add)),
    act("/co-quan/thuong-co", SignedIn, || post(make::usual)),
    act("/co-quan/chuyen-tiep", SignedIn, || post(make::settle)),
    page("/co-quan/nhap", SignedIn, || get(import::form)),
    act("/co-quan/nhap", SignedIn, || with_file(post(import::read))),
    act("/co-quan/nhap/ghi", SignedIn, || with_file(post(import::apply))),
    page("/co-quan/{body}", Public, || get(one)),
    act("/co-quan/{body}/doi-ten", SignedIn, || post(change::rename)),
    act("/co-quan/{body}/ket-thuc", SignedIn, || post(change::end)),
];

/// Of which place.
#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    o: String,
}

/// The bodies of a place below.
struct Below {
    name: String,
    unit_id: UnitId,
    bodies: usize,
}

#[derive(Template)]
#[template(path = "body/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    communes: Vec<(String, String)>,
    chosen: String,
    place: Option<Place>,
    standing: Vec<Line>,
    ended: Vec<Line>,
    missing: Vec<(String, String)>,
    below: Vec<Below>,
    /// Bodies that still stand though their unit has ended, for officers.
    left: usize,
    from: String,
    document: String,
    may_manage: bool,
}

/// The unit whose bodies are shown.
struct Place {
    unit_id: UnitId,
    name: String,
    ended: Option<Day>,
}

impl ListPage {
    /// Whether bodies of ended units are spoken of here: not on the page of an ended unit, which has its own.
    fn shows_left(&self) -> bool {
        self.left > 0 && self.place.as_ref().is_none_or(|place| place.ended.is_none())
    }

    fn unit(&self) -> String {
        self.place.as_ref().map(|place| place.unit_id.to_string()).unwrap_or_default()
    }
}

/// What was typed into the forms of the list, and what is wrong with it.
#[derive(Default)]
struct Typed {
    from: String,
    document: String,
    complaints: Complaints,
}

/// `GET /co-quan`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let unit = asked.o.parse().ok();
    let typed = Typed { from: v.today.to_string(), ..Typed::default() };
    html(&list_page(v, &site, unit, typed).await?)
}

async fn list_page(
    v: Viewer,
    site: &Site,
    unit: Option<UnitId>,
    typed: Typed,
) -> Result<ListPage, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let communes = unit::named_communes(&reader, &scope, v.day).await?;
    let outermost = unit::outermost(&reader, &scope, v.day).await?;
    let unit = unit.or_else(|| outermost.first().copied().filter(|_| outermost.len() == 1));
    let place = match unit {
        Some(unit) => place(&v, site, unit).await?,
        None => None,
    };
    let lines = match &place {
        Some(place) => body::of_unit(&mut reader.clone(), place.unit_id).await?,
        None => body::without_unit(&reader, &scope, v.day).await?,
    };
    let (standing, ended) = lines
        .into_iter()
        .filter(|line| line.valid.from <= v.day || v.actor.is_some())
        .partition(|line| line.valid.until.is_none_or(|until| until > v.day));
    let may_manage = may_manage(&v, site, place.as_ref().map(|place| place.unit_id)).await?;
    let missing = match place.as_ref().filter(|place| may_manage && place.ended.is_none()) {
        Some(place) => desk::body::missing(&site.desk, place.unit_id, v.today).await?,
        None => Vec::new(),
    };
    let left = if may_manage { body::left(&reader, &scope, v.today).await?.len() } else { 0 };
    let below = match &place {
        Some(place) if place.ended.is_none() => below(&v, site, place.unit_id).await?,
        _ => Vec::new(),
    };
    Ok(ListPage {
        crumbs: vec![Crumb::word(&v, "/dia-ban", "nav-places")],
        communes: communes.into_iter().map(|one| (one.unit_id.to_string(), one.name)).collect(),
        chosen: place.as_ref().map(|place| place.unit_id.to_string()).unwrap_or_default(),
        missing: missing.into_iter().map(|body| (body.kind.to_string(), body.name)).collect(),
        complaints: typed.complaints,
        from: typed.from,
        document: typed.document,
        may_manage,
        standing,
        ended,
        below,
        place,
        left,
        v,
    })
}

/// A unit as of the day of the page, or as it was last.
async fn place(v: &Viewer, site: &Site, id: UnitId) -> Result<Option<Place>, Fault> {
    let reader = site.desk.store.read();
    let page = unit::page(&reader, &v.scope(), id, v.day).await?;
    Ok(page.map(|page| Place {
        unit_id: id,
        name: page.line.name,
        ended: page.period.until.filter(|until| *until <= v.day),
    }))
}

/// The khu phố and ấp of a commune that have bodies of their own.
async fn below(v: &Viewer, site: &Site, id: UnitId) -> Result<Vec<Below>, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let mut below = Vec::new();
    for line in unit::descendants(&reader, &scope, id, v.day, Tier::Base).await? {
        let bodies = body::standing(&mut reader, &[line.unit_id], v.day).await?.len();
        below.push(Below { name: line.name, unit_id: line.unit_id, bodies });
    }
    Ok(below)
}

/// Whether the reader may change bodies of a unit; of the city where none is named.
async fn may_manage(v: &Viewer, site: &Site, unit: Option<UnitId>) -> Result<bool, Fault> {
    match (unit, &v.actor) {
        (Some(unit), _) => v.may(site, Act::BodyManage, unit).await,
        (None, Some(actor)) => {
            let object = Object::at(Vec::new(), v.today);
            Ok(desk::authority::authorize(actor, Act::BodyManage, &object).is_ok())
        }
        (None, None) => Ok(false),
    }
}

#[derive(Template)]
#[template(path = "body/page.html")]
struct BodyPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    posts: Vec<Post>,
    former: Vec<Post>,
    heirs: Vec<(String, String)>,
    rename: change::Renaming,
    ending: change::Ending,
    may_change: bool,
}

impl BodyPage {
    fn is_over(&self) -> bool {
        self.page.line.valid.until.is_some_and(|until| until <= self.v.day)
    }

    /// The name of the day that the page speaks of.
    fn name(&self) -> String {
        let (name, name_en) = self.page.name_on(self.v.day);
        let called = self.v.called(name, name_en);
        self.v.name_on(called, self.page.line.valid.until)
    }
}

/// `GET /co-quan/{body}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BodyId>,
) -> Result<Response, Fault> {
    html(&body_page(v, &site, id, change::Typed::default()).await?)
}

async fn body_page(
    v: Viewer,
    site: &Site,
    id: BodyId,
    typed: change::Typed,
) -> Result<BodyPage, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let page = body::page(&mut reader, id).await?.ok_or(Fault::NotFound)?;
    let (posts, former) = store::post::of_body(&mut reader, id)
        .await?
        .into_iter()
        .filter(|post| post.valid.from <= v.day)
        .partition(|post| post.valid.contains(v.day));
    let stands = page.line.valid.until.is_none();
    let may_change = stands && may_manage(&v, site, page.line.body.unit_id).await?;
    let mut heirs = Vec::new();
    if may_change {
        let same = body::list(&reader, &scope, v.today).await?;
        let same = same
            .into_iter()
            .filter(|other| other.kind == page.line.body.kind && other.body_id != id);
        heirs.extend(same.map(|other| (other.body_id.to_string(), other.name)));
    }
    let mut crumbs = vec![Crumb::word(&v, "/co-quan", "body-nav")];
    if let (Some(unit), Some((name, _))) = (page.line.body.unit_id, &page.line.unit) {
        let href = v.to(format!("/co-quan?o={unit}"));
        crumbs.push(Crumb { href, name: name.clone(), is_typed: true });
    }
    Ok(BodyPage {
        crumbs,
        complaints: typed.complaints,
        rename: typed.rename.unwrap_or_else(|| change::Renaming::of(&v, &page)),
        ending: typed.ending.unwrap_or_else(|| change::Ending::of(&v)),
        page,
        posts,
        former,
        heirs,
        may_change,
        v,
    })
}
