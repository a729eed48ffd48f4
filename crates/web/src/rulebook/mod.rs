//! The rulebook for everybody: every legal number with its value, days, territory and document, what
//! changed when, what an office added for itself, and the days on which offices do not work.

mod form;
mod view;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Act;
use desk::rulebook::PutAside;
use serde::Deserialize;
use store::unit;
use units::UnitId;
use units::rulebook::{Key, Origin, Place, Rule, Rulebook};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

use view::{Changed, Chapter, Row};

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/quy-dinh", Public, || get(list)),
    page("/quy-dinh/thay-doi", Public, || get(changes)),
    page("/quy-dinh/ngay-lam-viec", Public, || get(calendar)),
    page("/quy-dinh/them", SignedIn, || get(form::form)),
    act("/quy-dinh/them", SignedIn, || post(form::add)),
    page("/quy-dinh/muc/{rule}", Public, || get(one)),
    act("/quy-dinh/muc/{rule}/ket-thuc", SignedIn, || post(form::end)),
];

/// Of which place.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    o: String,
    /// Whether only what offices added is asked for, of all days.
    #[serde(default)]
    rieng: String,
}

#[derive(Template)]
#[template(path = "rulebook/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    communes: Vec<(String, String)>,
    chosen: String,
    place: Option<String>,
    chapters: Vec<Chapter>,
    /// Rules of offices that have to be looked at again.
    again: Vec<Row>,
    /// Whether only what offices added is shown, of all days.
    is_own: bool,
    may_add: bool,
}

impl ListPage {
    fn query(&self) -> String {
        if self.chosen.is_empty() { String::new() } else { format!("?o={}", self.chosen) }
    }
}

/// `GET /quy-dinh`: all that holds on a day, or what of it decides in one place.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let book = desk::rulebook::book(&site.desk).await?;
    let unit = asked.o.parse::<UnitId>().ok();
    let place = match unit {
        Some(unit) => unit::line(&reader, &scope, unit, v.day).await?,
        None => None,
    };
    let aside = desk::rulebook::put_aside(&site.desk, &book).await?;
    let at = match &place {
        Some(line) => Some(desk::rulebook::place(&site.desk, line.unit_id, v.day).await?),
        None => None,
    };
    let is_own = !asked.rieng.is_empty();
    let is_asked = |rule: &Rule| match is_own {
        true => rule.origin() == Origin::Office && lies_in(rule, at.as_ref()),
        false => rule.holds_on(v.day),
    };
    let chapters = match at.as_ref().filter(|_| !is_own) {
        Some(at) => decides(&v, &book, at),
        None => all(&v, &book, (&aside, is_asked)),
    };
    let again = again(&v, &book, &aside, at.as_ref());
    let may_add = match place.as_ref().map(|place| place.unit_id).or_else(|| own_place(&v)) {
        Some(unit) => v.may(&site, Act::RuleAdd, unit).await?,
        None => false,
    };
    let communes = unit::named_communes(&reader, &scope, v.day).await?;
    html(&ListPage {
        crumbs: Vec::new(),
        communes: communes.into_iter().map(|one| (one.unit_id.to_string(), one.name)).collect(),
        chosen: place.as_ref().map(|place| place.unit_id.to_string()).unwrap_or_default(),
        place: place.map(|place| place.name),
        chapters,
        again,
        is_own,
        may_add,
        v,
    })
}

/// The first place of the reader's grants.
fn own_place(v: &Viewer) -> Option<UnitId> {
    let actor = v.actor.as_ref()?;
    let held = actor.grants.iter().filter(|grant| grant.valid.contains(v.today));
    held.into_iter().find_map(|grant| grant.unit).or_else(|| actor.outermost.first().copied())
}

/// Whether a rule is of a place, or of one around it; every rule is where none is named.
fn lies_in(rule: &Rule, at: Option<&Place>) -> bool {
    at.is_none_or(|at| at.territories.contains(&rule.territory))
}

/// Every rule that is asked for, by what it is about.
fn all(
    v: &Viewer,
    book: &Rulebook,
    (aside, is_asked): (&[PutAside], impl Fn(&Rule) -> bool),
) -> Vec<Chapter> {
    let chapters = Key::ALL.iter().map(|key| {
        let rules = book.rules().iter().filter(|rule| rule.key == *key && is_asked(rule));
        let rows = rules.map(|rule| Row::of(v, book, rule).beside(v, aside));
        Chapter { key: *key, rows: rows.collect() }
    });
    chapters.filter(|chapter| !chapter.rows.is_empty()).collect()
}

/// The rules of offices that a level above puts aside now or on a day to come, in a place or anywhere.
fn again(v: &Viewer, book: &Rulebook, aside: &[PutAside], at: Option<&Place>) -> Vec<Row> {
    let is_put = |rule: &&Rule| aside.iter().any(|it| it.address == book.address(rule));
    let is_here = |rule: &&Rule| lies_in(rule, at);
    let rules = book.rules().iter().filter(|rule| rule.origin() == Origin::Office);
    let rules = rules.filter(is_put).filter(is_here);
    rules.map(|rule| Row::of(v, book, rule).beside(v, aside)).collect()
}

/// The one rule for each kind that decides in a place on the day, and every notice.
fn decides(v: &Viewer, book: &Rulebook, place: &Place) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for rule in book.deciding(place, v.day) {
        let row = Row::of(v, book, rule);
        match chapters.last_mut().filter(|chapter| chapter.key == rule.key) {
            Some(chapter) => chapter.rows.push(row),
            None => chapters.push(Chapter { key: rule.key, rows: vec![row] }),
        }
    }
    chapters
}

#[derive(Template)]
#[template(path = "rulebook/changes.html")]
struct ChangesPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    days: Vec<(units::Day, Vec<Changed>)>,
}

/// `GET /quy-dinh/thay-doi`: every change of every rule, the latest first, and what was put aside when.
async fn changes(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let book = desk::rulebook::book(&site.desk).await?;
    let asides = desk::rulebook::ever_put_aside(&site.desk, &book).await?;
    let days = view::changes(&v, &book, &asides);
    html(&ChangesPage { crumbs: crumbs(&v), v, days })
}

#[derive(Template)]
#[template(path = "rulebook/calendar.html")]
struct CalendarPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    years: Vec<(i16, Vec<ledger::calendar::Listed>)>,
    defaults: Vec<(String, u32)>,
}

/// `GET /quy-dinh/ngay-lam-viec`: which days are no working days, and the days that the program offers
/// for an answer where an office says nothing.
async fn calendar(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let mut years: Vec<(i16, Vec<ledger::calendar::Listed>)> = Vec::new();
    for one in site.desk.calendar.listed() {
        let year = one.from.0.year();
        match years.last_mut().filter(|(last, _)| *last == year) {
            Some((_, of_year)) => of_year.insert(0, one.clone()),
            None => years.push((year, vec![one.clone()])),
        }
    }
    let defaults = ledger::Category::ALL
        .iter()
        .map(|category| (v.word(category.word()), ledger::feedback::clears_of(*category).days));
    html(&CalendarPage { crumbs: crumbs(&v), defaults: defaults.collect(), years, v })
}

#[derive(Template)]
#[template(path = "rulebook/page.html")]
struct RulePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    row: Row,
    history: Vec<Row>,
    elsewhere: Vec<Row>,
    added_by: Option<String>,
    may_end: bool,
    last: String,
}

/// `GET /quy-dinh/muc/{rule}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(address): Path<String>,
) -> Result<Response, Fault> {
    let last = v.today.to_string();
    html(&rule_page(v, &site, &address, (last, Complaints::default())).await?)
}

async fn rule_page(
    v: Viewer,
    site: &Site,
    address: &str,
    (last, complaints): (String, Complaints),
) -> Result<RulePage, Fault> {
    let book = desk::rulebook::book(&site.desk).await?;
    let rule = book.at_address(address).ok_or(Fault::NotFound)?;
    let own = match address.parse() {
        Ok(id) => store::rulebook::one(&mut site.desk.store.read(), id).await?,
        Err(_) => None,
    };
    let may_end = match own.as_ref().filter(|own| own.ended_at.is_none()) {
        Some(own) => v.may(site, Act::RuleAdd, own.unit_id).await?,
        None => false,
    };
    let aside = desk::rulebook::put_aside(&site.desk, &book).await?;
    let row = |rule: &Rule| Row::of(&v, &book, rule).beside(&v, &aside);
    let rows = |rules: Vec<&Rule>| -> Vec<Row> { rules.into_iter().map(row).collect() };
    Ok(RulePage {
        crumbs: crumbs(&v),
        row: row(rule),
        history: rows(book.history(rule)),
        elsewhere: rows(book.elsewhere(rule)),
        added_by: own.map(|own| own.post),
        complaints,
        may_end,
        last,
        v,
    })
}

fn crumbs(v: &Viewer) -> Vec<Crumb> {
    vec![Crumb::word(v, "/quy-dinh", "rulebook-nav")]
}
