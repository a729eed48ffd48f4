//! Places: the tree with its search, a unit's page as of a day, and what became of it.

pub(crate) mod life;
mod lineage;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::gazetteer::Row;
use desk::search::{self, Search};
use serde::Deserialize;
use store::matter::Which;
use store::unit::{self, Line, LineageLine, Page, StateLine};
use store::{difficulty, matter};
use units::lineage::Fraction;
use units::{Kind, Level, Method, UnitId};

use crate::board::looked_at;
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::map::{self, Picture};
use crate::session::percent_encoded;
use crate::site::Site;
use crate::viewer::Viewer;

pub use lineage::lineage;

/// More hits than this mean the reader should say more.
const HITS: usize = 50;

#[derive(Template)]
#[template(path = "unit/tree.html")]
struct TreePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    asked: String,
    search: Search,
    branches: Vec<Branch>,
}

/// An outermost unit with the units directly below it.
struct Branch {
    top: Line,
    below: Vec<Line>,
}

/// What the search asks.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /dia-ban`.
pub async fn tree(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = search_text(&asked.q);
    let mut branches = Vec::new();
    let mut search = Search::default();
    if asked.is_empty() {
        for top in unit::children(&reader, &scope, None, v.day).await? {
            let below = unit::children(&reader, &scope, Some(top.unit_id), v.day).await?;
            branches.push(Branch { top, below });
        }
    } else {
        search = search::search(&site.desk, &scope, &asked, (v.day, v.today), HITS).await?;
    }
    html(&TreePage { v, crumbs: Vec::new(), asked, search, branches })
}

impl TreePage {
    /// Where another name is asked for, on the same day.
    fn asking(&self, name: &str) -> String {
        let name = percent_encoded(name);
        if self.v.day == self.v.today {
            return format!("/dia-ban?q={name}");
        }
        format!("/dia-ban?q={name}&ngay={}", self.v.day)
    }
}

/// What is searched for: tidied, and no longer than any name, since an address may hold far more
/// than a database compares with every name.
#[must_use]
pub fn search_text(asked: &str) -> String {
    const NAME_MOST: usize = 200;
    let asked: String = asked.chars().take(NAME_MOST).collect();
    units::text::tidy(&asked)
}

/// How much of an old unit lies in one of today, as [`share_said`].
pub(crate) fn share_told(v: &Viewer, row: &Row) -> String {
    share_said(v, (row.share, row.method))
}

/// A share in words: all of it, a share that is known, or a part of unknown size. An estimate is never told
/// as a figure here: a list does not know who stays where.
pub(crate) fn share_said(v: &Viewer, (share, method): (Fraction, Method)) -> String {
    match method {
        _ if share == Fraction::ALL => v.word("coverage-whole"),
        Method::Estimate => v.word("search-part-unknown"),
        _ => v.share(i64::try_from(share.basis_points()).unwrap_or(10_000), 10_000_i64),
    }
}

#[derive(Template)]
#[template(path = "unit/page.html")]
struct UnitPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    picture: Option<Picture>,
    timeline: String,
    difficulties: Vec<difficulty::Line>,
    matters: Vec<matter::Line>,
    may_raise: bool,
}

/// States of a unit that are told at once; the rest stands behind a fold.
const STAGES: usize = 8;

impl UnitPage {
    /// The states in two parts: those told at once, and the rest.
    fn stages(&self) -> Vec<(bool, &[StateLine])> {
        let (first, rest) = self.page.states.split_at(self.page.states.len().min(STAGES));
        let parts = [(true, first), (false, rest)];
        parts.into_iter().filter(|(_, states)| !states.is_empty()).collect()
    }
}

/// Difficulties and promises shown on the page of a place; the rest stands behind a link.
const SHOWN: usize = 5;

/// `GET /dia-ban/{unit}`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = unit::page(&reader, &scope, id, v.day).await?.ok_or(Fault::NotFound)?;
    if page.line.kind == Kind::ToTuQuan {
        // A voluntary group has a page of its own, which tells what a place's page would not.
        return Ok(Redirect::to(&v.to(format!("/to-tu-quan/{id}"))).into_response());
    }
    let picture = map::may_have(&page).then(|| map::of_unit(&v, &page));
    let asked = difficulty::Asked { within: Some(id), ..difficulty::Asked::default() };
    let most = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let difficulties = difficulty::list(&reader, &scope, asked, v.today, most).await?;
    let mut matters =
        matter::which(&reader, &scope, (looked_at(Some(&page.line)), Which::Open), v.today).await?;
    matters.truncate(SHOWN);
    let may_raise = page.holds && v.may(&site, Act::DifficultyRaise, id).await?;
    let crumbs = crumbs(&v, &page.path);
    let bars = page.states.iter().map(|it| life::Bar { valid: it.period, name: &it.name });
    let timeline = life::timeline(&v, id, &bars.collect::<Vec<_>>());
    let page = of_state(page);
    html(&UnitPage { crumbs, v, page, picture, timeline, difficulties, matters, may_raise })
}

/// The page with the lineage of the state that is shown. A unit that only changed its name or the
/// unit above it would else both come from itself and become itself.
pub(super) fn of_state(page: Page) -> Page {
    let began = page.period.from;
    let is_before = |edge: &LineageLine| edge.effective_on <= began;
    let past = page.past.into_iter().filter(is_before).collect();
    let successors = page.successors.into_iter().filter(|edge| !is_before(edge)).collect();
    Page { past, successors, ..page }
}

/// Whether any of the lines has units below it, so that their column says something.
pub(crate) fn have_children(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.children > 0)
}

/// The path above a unit: all places, then each unit from the outermost.
pub fn crumbs(v: &Viewer, path: &[(UnitId, String)]) -> Vec<Crumb> {
    let above = path.iter().map(|(id, name)| Crumb::named(v, &format!("/dia-ban/{id}"), name));
    std::iter::once(Crumb::word(v, "/dia-ban", "nav-places")).chain(above).collect()
}
