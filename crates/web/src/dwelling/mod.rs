//! "In which khu phố do I live?": by address, by the telephone's position, by typed coordinates or a tap on
//! the map, by an old address. Without account and without script; nothing is kept.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use desk::dwelling::{self, Answer, By};
use desk::search::Hit;
use ledger::PostKind;
use serde::Deserialize;
use store::post::{self, Post};
use store::unit::{self, Page};
use units::{DoorPoint, Level, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::map::{self, Picture};
use crate::route::Who::Public;
use crate::route::{Route, page};
use crate::site::Site;
use crate::unit::{of_state, search_text};
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[page("/khu-pho-cua-toi", Public, || get(find))];

/// Units that are shown with all that is known of them; of more, names alone.
const WHOLE: usize = 3;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "dia-chi")]
    address: String,
    #[serde(default, rename = "toa-do")]
    point: String,
}

/// A unit somebody may live in.
struct Home {
    page: Page,
    /// How much of the old place lies in it, in words.
    share: String,
    /// Who leads it: posts, never people.
    heads: Vec<Post>,
    /// The commune it lies in or is, where that is run here.
    commune: Option<UnitId>,
}

impl Home {
    fn is_base(&self) -> bool {
        self.page.line.kind.is_base()
    }
}

/// What changes in papers, or does not.
struct Paper {
    text: String,
    source: String,
    is_unverified: bool,
}

#[derive(Template)]
#[template(path = "dwelling/page.html")]
struct DwellingPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    asked: Asked,
    by: Option<By>,
    homes: Vec<Home>,
    others: Vec<(UnitId, String)>,
    before: Vec<Hit>,
    is_house_unknown: bool,
    papers: Vec<Paper>,
    picture: Option<Picture>,
    tap: String,
}

/// `GET /khu-pho-cua-toi`.
async fn find(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let asked = Asked { address: search_text(&asked.address), point: search_text(&asked.point) };
    let mut complaints = Complaints::default();
    let point = units::search::point(&asked.point);
    if point.is_none() && !asked.point.is_empty() {
        complaints.add("toa-do", v.word("dwelling-point-unreadable"));
        return html_refused(&shown(v, &site, asked, (None, complaints)).await?);
    }
    let is_asked = point.is_some() || !asked.address.is_empty();
    let answer = if is_asked { Some(answer(&v, &site, &asked, point).await?) } else { None };
    html(&shown(v, &site, asked, (answer, complaints)).await?)
}

async fn answer(
    v: &Viewer,
    site: &Site,
    asked: &Asked,
    point: Option<DoorPoint>,
) -> Result<Answer, Fault> {
    let asked = dwelling::Asked { address: &asked.address, point };
    Ok(dwelling::find(&site.desk, &v.scope(), asked).await?)
}

async fn shown(
    v: Viewer,
    site: &Site,
    asked: Asked,
    (answer, complaints): (Option<Answer>, Complaints),
) -> Result<DwellingPage, Fault> {
    let by = answer.as_ref().map(|answer| answer.by);
    let (found, before, is_house_unknown) = match answer {
        Some(it) => (it.homes, it.before, it.is_house_unknown),
        None => (Vec::new(), Vec::new(), false),
    };
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let run = unit::named_communes(&reader, &scope, v.today).await?;
    let (mut homes, mut others) = (Vec::new(), Vec::new());
    for home in &found {
        let Some(page) = unit::page(&reader, &scope, home.unit_id, v.today).await? else {
            continue;
        };
        if homes.len() == WHOLE {
            others.push((home.unit_id, named(&page)));
            continue;
        }
        let share = home.share.map_or_else(String::new, |it| crate::unit::share_said(&v, it));
        let is_here = |id: &UnitId| run.iter().any(|commune| commune.unit_id == *id);
        let above = page.path.iter().map(|(id, _)| *id).chain([home.unit_id]);
        let commune = above.into_iter().find(is_here);
        let mut heads = post::of_unit(&mut reader.clone(), home.unit_id, v.today).await?;
        heads.retain(|post| is_head(post.kind));
        homes.push(Home { page: of_state(page), share, heads, commune });
    }
    let one = homes.iter().find_map(|home| home.commune);
    let commune = one.or_else(|| run.first().filter(|_| run.len() == 1).map(|it| it.unit_id));
    let picture = match commune {
        Some(id) => live_map(&v, site, id).await?,
        None => None,
    };
    let papers = if before.is_empty() { Vec::new() } else { papers(&v, site, commune).await? };
    let tap = v.to("/khu-pho-cua-toi");
    let crumbs = Vec::new();
    Ok(DwellingPage {
        v,
        crumbs,
        complaints,
        asked,
        by,
        homes,
        others,
        before,
        is_house_unknown,
        papers,
        picture,
        tap,
    })
}

/// "Khu phố 3, Phường Vĩnh Lộ, …".
fn named(page: &Page) -> String {
    let above = page.path.iter().rev().map(|(_, name)| name.as_str());
    std::iter::once(page.line.name.as_str()).chain(above).collect::<Vec<_>>().join(", ")
}

/// Those whom a resident looks for: the head of the unit, and who takes in what comes to a commune.
fn is_head(kind: PostKind) -> bool {
    use PostKind::{CellSecretary, Chairman, Dispatcher, FrontWorkHead, UnitHead};
    matches!(kind, UnitHead | CellSecretary | FrontWorkHead | Chairman | Dispatcher)
}

/// The map of a commune with its outline's box, on which a tap asks.
async fn live_map(v: &Viewer, site: &Site, commune: UnitId) -> Result<Option<Picture>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let Some(page) = unit::page(&reader, &scope, commune, v.today).await? else { return Ok(None) };
    if !page.line.has_map {
        return Ok(None);
    }
    let layer = desk::place::layer(&site.desk, Level::Commune, (v.today, v.today)).await?;
    let bounds =
        layer.bounds_of(commune).map(|[w, s, e, n]| format!("{w:.7},{s:.7},{e:.7},{n:.7}"));
    Ok(Some(Picture { bounds: bounds.unwrap_or_default(), ..map::of_unit(v, &page) }))
}

async fn papers(v: &Viewer, site: &Site, commune: Option<UnitId>) -> Result<Vec<Paper>, Fault> {
    let rules = dwelling::papers(&site.desk, commune).await?;
    let paper = |rule: &units::rulebook::Rule| {
        let (vi, en) = rule.value.words()?;
        let text = v.called(vi, en);
        Some(Paper { text, source: rule.citation(), is_unverified: rule.unverified })
    };
    Ok(rules.iter().filter_map(paper).collect())
}
