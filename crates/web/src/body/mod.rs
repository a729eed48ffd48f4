//! Bodies for everybody: those of a place with their lives, the page of one with its posts and what it
//! took over; for officers the acts that make, rename and end them.

mod change;
mod import;
mod make;
mod name;
mod settle;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::rulebook::Deciding;
use ledger::BodyId;
use serde::Deserialize;
use store::body::{self, Body, Line, Page, Renamed};
use store::post::Post;
use store::unit;
use units::{Day, UnitId};

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
    page("/co-quan/chuyen-tiep", SignedIn, || get(settle::page)),
    act("/co-quan/chuyen-tiep", SignedIn, || post(settle::settle)),
    page("/co-quan/ten", SignedIn, || get(name::page)),
    act("/co-quan/ten", SignedIn, || post(name::settle)),
    page("/co-quan/nhap", SignedIn, || get(import::form)),
    act("/co-quan/nhap", SignedIn, || with_file(post(import::read))),
    act("/co-quan/nhap/ghi", SignedIn, || with_file(post(import::apply))),
    page("/co-quan/{body}", Public, || get(one)),
    act("/co-quan/{body}/doi-ten", SignedIn, || post(change::rename)),
    act("/co-quan/{body}/bo-ten-moi", SignedIn, || post(change::unname)),
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
    bodies: i64,
}

/// The day that a page speaks of. Who may change bodies also sees what lies ahead; everybody else what is and
/// was.
fn told_day(v: &Viewer, may_manage: bool) -> Day {
    if may_manage { v.day } else { v.day.min(v.today) }
}

/// Bodies as choices of a form.
fn choices(v: &Viewer, bodies: Vec<Body>) -> Vec<(String, String)> {
    let said = |body: Body| (body.body_id.to_string(), v.called(&body.name, &body.name_en));
    bodies.into_iter().map(said).collect()
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
    /// The rule by which the place has no people's council, where one says so.
    no_council: Option<Deciding>,
    below: Vec<Below>,
    /// Units under the place that have ended while bodies of theirs still stand, for who may settle them.
    left: i64,
    /// Names that still carry what their place was called before, likewise.
    outdated: usize,
    /// The day that the page speaks of.
    day: Day,
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
    /// Whether units that have ended are spoken of here: not on the page of one of them, which has its own.
    fn shows_left(&self) -> bool {
        self.left > 0 && self.place.as_ref().is_none_or(|place| place.ended.is_none())
    }

    /// Where something is done about the bodies of this place.
    fn chore(&self, page: &str) -> String {
        let unit = self.unit();
        if unit.is_empty() { self.v.to(page) } else { self.v.to(format!("{page}?o={unit}")) }
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
    let unit = place.as_ref().map(|place| place.unit_id);
    let may_manage = desk::body::may(&site.desk, v.actor.as_ref(), unit).await?;
    let day = told_day(&v, may_manage);
    let mut lines = match unit {
        Some(unit) => body::of_unit(&mut reader.clone(), unit, day).await?,
        None => Vec::new(),
    };
    // What is of no territory is of the whole city.
    if unit.is_none_or(|unit| outermost.contains(&unit)) {
        lines.extend(body::without_unit(&reader, &scope, day).await?);
    }
    let (standing, ended) = lines
        .into_iter()
        .filter(|line| line.valid.from <= day || may_manage)
        .partition(|line| line.valid.until.is_none_or(|until| until > day));
    let Chores { missing, left, outdated } = match may_manage {
        true => chores(&v, site, place.as_ref()).await?,
        false => Chores::default(),
    };
    let below = match &place {
        Some(place) if place.ended.is_none() => below(&v, site, (place.unit_id, day)).await?,
        _ => Vec::new(),
    };
    let no_council = match &place {
        Some(place) => desk::body::without_council(&site.desk, place.unit_id, day).await?,
        None => None,
    };
    Ok(ListPage {
        no_council,
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
        outdated,
        day,
        v,
    })
}

/// What there is to do about the bodies of a place.
#[derive(Default)]
struct Chores {
    missing: Vec<Body>,
    left: i64,
    outdated: usize,
}

async fn chores(v: &Viewer, site: &Site, place: Option<&Place>) -> Result<Chores, Fault> {
    let desk = &site.desk;
    let unit = place.map(|place| place.unit_id);
    let standing = place.filter(|place| place.ended.is_none()).map(|place| place.unit_id);
    Ok(Chores {
        missing: match standing {
            Some(unit) => desk::body::missing(desk, unit, v.today).await?,
            None => Vec::new(),
        },
        left: desk::body::left(desk, unit).await?.units,
        outdated: match standing {
            Some(unit) => desk::body::outdated_count(desk, unit).await?,
            None => 0,
        },
    })
}

/// A unit as of the day of the page, or as it was last; known from memory.
async fn place(v: &Viewer, site: &Site, id: UnitId) -> Result<Option<Place>, Fault> {
    let known = desk::gazetteer::known(&site.desk).await?;
    Ok(known.nearest(id, v.day).map(|state| Place {
        unit_id: id,
        name: state.name.clone(),
        ended: state.valid.until.filter(|until| *until <= v.day),
    }))
}

/// The khu phố and ấp of a commune, each with how many bodies it has.
async fn below(v: &Viewer, site: &Site, (id, day): (UnitId, Day)) -> Result<Vec<Below>, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let mut named = unit::named_below(&reader, &scope, id, day).await?;
    named.retain(|one| one.kind.is_base());
    let ids: Vec<UnitId> = named.iter().map(|one| one.unit_id).collect();
    let counts = body::counts(&mut reader, &ids, day).await?;
    let below = |one: unit::Named| Below {
        bodies: counts.get(&one.unit_id).copied().unwrap_or_default(),
        unit_id: one.unit_id,
        name: one.name,
    };
    Ok(named.into_iter().map(below).collect())
}

#[derive(Template)]
#[template(path = "body/page.html")]
struct BodyPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    posts: Vec<Post>,
    former_posts: Vec<Post>,
    heirs: Vec<(String, String)>,
    rename: change::Renaming,
    ending: change::Ending,
    may_change: bool,
    may_manage: bool,
    /// The day that the page speaks of.
    day: Day,
    /// Names before the one of the day, the latest first.
    former: Vec<Renamed>,
    /// Names that it will have, with their first days; for who may change it.
    ahead: Vec<(Day, String)>,
}

impl BodyPage {
    fn is_over(&self) -> bool {
        self.page.line.valid.until.is_some_and(|until| until <= self.day)
    }

    /// The last day of one that still stands on the day of the page, for who may change it.
    fn last_day(&self) -> Option<Day> {
        self.page.line.valid.last_day().filter(|last| self.may_manage && *last >= self.day)
    }

    fn begins_later(&self) -> bool {
        self.page.line.valid.from > self.day
    }

    /// The name of the day that the page speaks of; of one that is no more, its last.
    fn name(&self) -> String {
        let last = self.page.line.valid.last_day().unwrap_or(self.day);
        let (name, name_en) = self.page.name_on(self.day.min(last));
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
    let mut reader = site.desk.store.read();
    let page = body::page(&mut reader, id, v.day.min(v.today)).await?.ok_or(Fault::NotFound)?;
    let unit = page.line.body.unit_id;
    let may_manage = desk::body::may(&site.desk, v.actor.as_ref(), unit).await?;
    if !may_manage && page.line.valid.from > v.today {
        return Err(Fault::NotFound);
    }
    let day = told_day(&v, may_manage);
    let (posts, former_posts) = store::post::of_body(&mut reader, id, day)
        .await?
        .into_iter()
        .filter(|post| post.valid.from <= day)
        .partition(|post| post.valid.contains(day));
    let may_change = may_manage && page.line.valid.until.is_none();
    let heirs = match may_change {
        true => desk::body::heirs_for(&site.desk, &page.line.body, v.today).await?,
        false => Vec::new(),
    };
    let mut crumbs = vec![Crumb::word(&v, "/co-quan", "body-nav")];
    if let (Some(unit), Some((name, _))) = (unit, &page.line.unit) {
        let href = v.to(format!("/co-quan?o={unit}"));
        crumbs.push(Crumb { href, name: name.clone(), is_typed: true });
    }
    let (former, later): (Vec<Renamed>, Vec<Renamed>) =
        page.renames.iter().cloned().partition(|renamed| renamed.effective_on <= day);
    let named = |renamed: &Renamed| {
        let (name, name_en) = page.name_on(renamed.effective_on);
        (renamed.effective_on, v.called(name, name_en))
    };
    let ahead = later.iter().rev().filter(|_| may_manage).map(named).collect();
    Ok(BodyPage {
        crumbs,
        complaints: typed.complaints,
        rename: typed.rename.unwrap_or_else(|| change::Renaming::of(&v, &page)),
        ending: typed.ending.unwrap_or_else(|| change::Ending::of(&v)),
        heirs: choices(&v, heirs),
        page,
        posts,
        former_posts,
        former,
        ahead,
        may_change,
        may_manage,
        day,
        v,
    })
}
