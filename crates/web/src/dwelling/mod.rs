//! "In which khu phố do I live?": by address, by the telephone's position, by typed coordinates or a tap on
//! the map, by an old address. Without account and without script; nothing is kept.

mod tap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use desk::dwelling::{self, Answer, By, Lacking};
use desk::search::Hit;
use ledger::PostKind;
use serde::Deserialize;
use store::post::{self, Post};
use store::unit::{self, Page};
use units::{DoorPoint, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::route::Who::Public;
use crate::route::{Route, in_turn, page};
use crate::site::Site;
use crate::unit::{of_state, search_text};
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/khu-pho-cua-toi", Public, || get(find)),
    page("/khu-pho-cua-toi/{unit}/ban-do.svg", Public, || in_turn(get(tap::picture))),
];

/// Units that are shown with all that is known of them; of more, names alone.
const WHOLE: usize = 3;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "dia-chi")]
    address: String,
    #[serde(default, rename = "toa-do")]
    point: String,
    /// The commune whose map is shown.
    #[serde(default, rename = "xa")]
    commune: String,
    /// The pixel of the map that was tapped.
    #[serde(default, rename = "cham.x")]
    x: String,
    #[serde(default, rename = "cham.y")]
    y: String,
}

impl Asked {
    fn is_tapped(&self) -> bool {
        !self.x.is_empty() || !self.y.is_empty()
    }
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
    /// What has happened to it and what is decided, each with its day.
    changes: Vec<String>,
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
    /// Its address in the rulebook.
    address: String,
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
    is_cut: bool,
    beside: Vec<(UnitId, String)>,
    lacking: Option<Lacking>,
    before: Vec<Hit>,
    is_house_unknown: bool,
    papers: Vec<Paper>,
    communes: Vec<(String, String)>,
    map: Option<tap::Shown>,
    tap: String,
}

/// `GET /khu-pho-cua-toi`.
async fn find(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (address, point) = (search_text(&asked.address), search_text(&asked.point));
    let asked = Asked { address, point, ..asked };
    let mut complaints = Complaints::default();
    if asked.is_tapped() {
        match tap::place(&v, &site, &asked).await? {
            Some(address) => return Ok(Redirect::to(&v.to(address)).into_response()),
            None => complaints.add("ban-do", v.word("dwelling-tap-missed")),
        }
    }
    let point = units::search::point(&asked.point);
    if point.is_none() && !asked.point.is_empty() {
        complaints.add("toa-do", v.word("dwelling-point-unreadable"));
    }
    if !complaints.is_empty() {
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
    let answer = answer.unwrap_or_else(|| Answer::of(By::Nothing, Vec::new()));
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let run = unit::named_communes(&reader, &scope, v.today).await?;
    let (mut homes, mut others) = (Vec::new(), Vec::new());
    for found in &answer.homes {
        let Some(page) = unit::page(&reader, &scope, found.unit_id, v.today).await? else {
            continue;
        };
        if homes.len() == WHOLE {
            others.push((found.unit_id, named(&page)));
        } else {
            homes.push(home(&v, site, page, (found, &run)).await?);
        }
    }
    let mut beside = Vec::new();
    for id in answer.beside {
        let line = unit::line(&reader, &scope, id, v.today).await?;
        beside.extend(line.map(|line| (id, line.name)));
    }
    let is_run = |id: &UnitId| run.iter().any(|commune| commune.unit_id == *id);
    let chosen = asked.commune.parse::<UnitId>().ok().filter(is_run);
    let of_homes = homes.iter().find_map(|home| home.commune);
    let only = run.first().filter(|_| run.len() == 1).map(|it| it.unit_id);
    let commune = of_homes.or(chosen).or(only);
    let map = match commune {
        Some(id) => tap::shown(&v, site, id, &asked.point).await?,
        None => None,
    };
    let has_papers = !answer.before.is_empty();
    let papers = if has_papers { papers(&v, site, commune).await? } else { Vec::new() };
    let named = run.into_iter().map(|one| (one.unit_id.to_string(), one.name));
    Ok(DwellingPage {
        tap: v.to("/khu-pho-cua-toi"),
        v,
        crumbs: Vec::new(),
        complaints,
        asked: Asked { commune: commune.map_or_else(String::new, |id| id.to_string()), ..asked },
        by,
        homes,
        others,
        is_cut: answer.is_cut,
        beside,
        lacking: answer.lacking,
        before: answer.before,
        is_house_unknown: answer.is_house_unknown,
        papers,
        communes: if only.is_some() { Vec::new() } else { named.collect() },
        map,
    })
}

/// A unit with what a resident asks for next: who leads it, what it was, what becomes of it and when.
async fn home(
    v: &Viewer,
    site: &Site,
    page: Page,
    (found, run): (&dwelling::Home, &[unit::Named]),
) -> Result<Home, Fault> {
    let share = found.share.map_or_else(String::new, |it| crate::unit::share_said(v, it));
    let is_here = |id: &UnitId| run.iter().any(|commune| commune.unit_id == *id);
    let above = page.path.iter().map(|(id, _)| *id).chain([found.unit_id]);
    let commune = above.into_iter().find(is_here);
    let mut reader = site.desk.store.read();
    let mut heads = post::of_unit(&mut reader, found.unit_id, v.today).await?;
    heads.retain(|post| is_head(post.kind));
    let page = of_state(page);
    let changes = changes(v, &page);
    Ok(Home { page, share, heads, commune, changes })
}

/// Since when it bears its name, and from which day on it is called otherwise or is no more.
fn changes(v: &Viewer, page: &Page) -> Vec<String> {
    let line = &page.line;
    let mut said = Vec::new();
    let before = page.states.iter().find(|state| state.period.until == Some(page.period.from));
    if let Some(before) = before.filter(|before| before.name != line.name) {
        let args = [("day", v.on(page.period.from)), ("old", v.txt(&before.name))];
        said.push(v.say("dwelling-named-since", args));
    }
    let Some(day) = page.period.until.filter(|day| *day > v.today) else { return said };
    let next = page.states.iter().find(|state| state.period.from == day);
    let to: Vec<&str> = page
        .successors
        .iter()
        .filter(|edge| edge.effective_on == day && edge.other != line.unit_id)
        .map(|edge| edge.other_name.as_str())
        .collect();
    match next {
        Some(next) if next.name != line.name => {
            let args = [("day", v.on(day)), ("new", v.txt(&next.name))];
            said.push(v.say("dwelling-will-be-named", args));
        }
        Some(next) if next.parent.as_ref().map(|(id, _)| *id) == line.parent_id => {
            said.push(v.say("dwelling-will-change", [("day", v.on(day))]));
        }
        Some(next) => {
            let above = next.parent.as_ref().map_or("", |(_, name)| name.as_str());
            let args = [("day", v.on(day)), ("above", v.txt(above))];
            said.push(v.say("dwelling-will-lie-in", args));
        }
        None if to.is_empty() => said.push(v.say("dwelling-will-end", [("day", v.on(day))])),
        None => {
            let args = [("day", v.on(day)), ("new", v.txt(to.join(", ")))];
            said.push(v.say("dwelling-will-become", args));
        }
    }
    said
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

async fn papers(v: &Viewer, site: &Site, commune: Option<UnitId>) -> Result<Vec<Paper>, Fault> {
    let rules = dwelling::papers(&site.desk, commune).await?;
    let book = desk::rulebook::book(&site.desk).await?;
    let paper = |rule: &units::rulebook::Rule| {
        let (vi, en) = rule.value.words()?;
        let text = v.called(vi, en);
        let (source, address) = (rule.citation(), book.address(rule));
        Some(Paper { text, source, is_unverified: rule.unverified, address })
    };
    Ok(rules.iter().filter_map(paper).collect())
}
