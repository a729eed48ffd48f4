//! Grassroots visits: the yearly programmes with the places not reached yet, planning, the sheet before
//! a visit, the record in the order in which it is heard, and the visit's page.

mod before;
mod correct;
mod page;
mod plan;
mod programme;
mod record;
mod typed;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use desk::Act;
use ledger::visit::State as Stage;
use store::post::Post;
use store::visit::{Asked, Line, ProgrammeLine};
use units::{Day, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::{Plain, Viewer};

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/di-co-so", Public, || get(list)),
    page("/di-co-so/moi", SignedIn, || get(plan::form)),
    act("/di-co-so/moi", SignedIn, || post(plan::plan)),
    page("/di-co-so/chuong-trinh/moi", SignedIn, || get(programme::form)),
    act("/di-co-so/chuong-trinh/moi", SignedIn, || post(programme::issue)),
    page("/di-co-so/chuong-trinh/{programme}", Public, || get(programme::page)),
    page("/di-co-so/{visit}", Public, || get(page::page)),
    page("/di-co-so/{visit}/chuan-bi", Public, || get(before::page)),
    page("/di-co-so/{visit}/sua", SignedIn, || get(plan::edit)),
    act("/di-co-so/{visit}/sua", SignedIn, || post(plan::replan)),
    act("/di-co-so/{visit}/bo", SignedIn, || post(plan::remove)),
    page("/di-co-so/{visit}/ghi", SignedIn, || get(record::form)),
    act("/di-co-so/{visit}/ghi", SignedIn, || post(record::record)),
    page("/di-co-so/{visit}/dinh-chinh", SignedIn, || get(correct::form)),
    act("/di-co-so/{visit}/dinh-chinh", SignedIn, || post(correct::correct)),
    act("/di-co-so/{visit}/hua", SignedIn, || post(page::promise)),
    act("/di-co-so/{visit}/dieu-hay/{number}", SignedIn, || post(page::register)),
];

/// Visits on the first page; the rest stands in their programmes.
const SHOWN_MOST: i64 = 200;

/// What a form sent, by field name; a field may come several times.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The text of a field; empty where it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// Every text of a field.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let found = self.0.iter().filter(|(known, _)| known == name);
        found.map(|(_, text)| text.clone()).collect()
    }

    /// The texts of one field in each row, from row 1, as many rows as the form has.
    pub(crate) fn rows(&self, stem: &str, most: usize) -> Vec<String> {
        let name = |row: usize| format!("{stem}-{row}");
        let sent = |row: &usize| self.0.iter().any(|(known, _)| *known == name(*row));
        (1..=most).take_while(sent).map(|row| self.get(&name(row)).to_owned()).collect()
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }
}

#[derive(Template)]
#[template(path = "visit/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    programmes: Vec<ProgrammeLine>,
    coming: Vec<Line>,
    done: Vec<Line>,
    plans_for: Option<UnitId>,
}

/// `GET /di-co-so`.
async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let programmes = store::visit::programmes(&reader, &scope, None, v.today).await?;
    let all = store::visit::list(&reader, &scope, Asked::default(), v.today, SHOWN_MOST).await?;
    let (done, mut coming): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|line| line.state == Stage::Recorded);
    coming.reverse();
    let plans_for = planning_place(&v, &site).await?;
    html(&ListPage { v, crumbs: Vec::new(), programmes, coming, done, plans_for })
}

/// The place whose programme a signed-in person makes: of their grants, or the whole city.
async fn planning_place(v: &Viewer, site: &Site) -> Result<Option<UnitId>, Fault> {
    let Some(actor) = &v.actor else { return Ok(None) };
    let held = actor.grants.iter().filter(|grant| grant.valid.contains(v.today));
    let units = held.filter_map(|grant| grant.unit).chain(actor.outermost.iter().copied());
    for unit in units.collect::<Vec<_>>() {
        if v.may(site, Act::VisitPlan, unit).await? {
            return Ok(Some(unit));
        }
    }
    Ok(None)
}

/// The path to a visit.
fn crumbs(v: &Viewer, line: &Line) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::word(v, "/di-co-so", "nav-visits")];
    if let Some((id, title)) = &line.programme {
        crumbs.push(Crumb::named(v, &format!("/di-co-so/chuong-trinh/{id}"), title));
    }
    crumbs
}

/// The posts of an office: those of the commune without its khu phố and ấp, and those of the city.
async fn office_posts(
    v: &Viewer,
    site: &Site,
    commune: Option<UnitId>,
) -> Result<Vec<Post>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut posts = Vec::new();
    if commune.is_some() {
        posts = store::post::of_commune(&reader, &scope, commune, v.today).await?;
        posts.retain(|post| !post.kind.is_of_unit() && post.kind != ledger::PostKind::GroupHead);
    }
    posts.extend(store::post::of_commune(&reader, &scope, None, v.today).await?);
    Ok(posts)
}

/// Posts as choices of a form.
fn choices(v: &Viewer, posts: &[Post]) -> Vec<(String, String)> {
    let named =
        posts.iter().map(|post| (post.post_id.to_string(), v.called(&post.name, &post.name_en)));
    named.collect()
}

/// The name of a field in a row of a form.
pub(crate) fn at(stem: &str, row: impl Plain<i64>) -> String {
    format!("{stem}-{}", row.plain())
}

/// A month in words: "tháng 5/2026".
fn month(v: &Viewer, day: impl Plain<Day>) -> String {
    let day = day.plain();
    let (year, month) = (day.0.year().to_string(), day.0.month().to_string());
    v.say("visit-month", [("month", v.txt(month)), ("year", v.txt(year))])
}

/// When a visit is, as far as it is known.
fn when(v: &Viewer, line: &Line) -> String {
    match line.held_on.or(line.planned_on) {
        Some(day) => v.date(day),
        None => month(v, line.month_on),
    }
}
