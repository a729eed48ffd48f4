//! The map of what residents say: what everybody may see, each at the middle of its cell, by how far it
//! has come, with shape and colour; and beside it the same facts as a table. Drawn here, so that it needs
//! no script and prints as it stands.

use std::collections::BTreeMap;

use askama::Template;
use atlas::svg::{Cell, Sign};
use axum::extract::{Query, State};
use axum::response::Response;
use ledger::Category;
use ledger::matter::State as Stage;
use store::feedback::{self as rows, Asked, Public};
use store::{Reader, locality};
use units::{Day, UnitId};

use super::Filter;
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::map::{self, Picture, Signs};
use crate::site::Site;
use crate::viewer::Viewer;

/// Feedback on one map, the latest.
const MOST: i64 = 2_000;
/// Rows of the table; what is older stands in the list of feedback.
const ROWS: usize = 200;

/// What each sign means, in the order of [`Sign::ALL`].
const MEANINGS: [&str; 5] = [
    "feedback-map-open",
    "feedback-map-late",
    "feedback-map-answered",
    "feedback-map-solved",
    "feedback-map-other",
];

/// What a map shows, and of which commune.
struct Shown {
    commune: Option<(UnitId, String)>,
    communes: Vec<(UnitId, String)>,
    category: Option<Category>,
    found: Vec<Public>,
}

#[derive(Template)]
#[template(path = "feedback/map.html")]
struct MapPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    shown: Shown,
    picture: Option<Picture>,
}

/// How far something has come, as a sign.
fn sign(one: &Public, today: Day) -> Sign {
    match one.state {
        state if state.is_owed() && one.due_on < today => Sign::Triangle,
        state if state.is_owed() => Sign::Circle,
        Stage::Answered | Stage::ClosedSilent => Sign::Square,
        Stage::Confirmed => Sign::Diamond,
        _ => Sign::Pentagon,
    }
}

fn meaning(sign: Sign) -> &'static str {
    MEANINGS[Sign::ALL.iter().position(|known| *known == sign).unwrap_or_default()]
}

impl MapPage {
    fn title(&self) -> String {
        title(&self.v, self.shown.commune.as_ref())
    }

    /// What is there of each kind: the legend of the page.
    fn legend(&self) -> Vec<(Sign, usize)> {
        let count = |sign: Sign| {
            self.shown.found.iter().filter(|one| self::sign(one, self.v.today) == sign).count()
        };
        Sign::ALL.iter().map(|sign| (*sign, count(*sign))).filter(|(_, n)| *n > 0).collect()
    }

    fn word(&self, sign: Sign) -> String {
        self.v.word(meaning(sign))
    }

    fn sign(&self, one: &Public) -> Sign {
        sign(one, self.v.today)
    }

    /// The rows of the table, by place, then the latest first.
    fn rows(&self) -> Vec<&Public> {
        let mut rows: Vec<&Public> = self.shown.found.iter().take(ROWS).collect();
        rows.sort_by(|one, other| one.unit.cmp(&other.unit));
        rows
    }

    fn unplaced(&self) -> usize {
        self.shown.found.iter().filter(|one| one.point.is_none()).count()
    }

    fn is_chosen(&self, id: &UnitId) -> bool {
        self.shown.commune.as_ref().is_some_and(|(commune, _)| commune == id)
    }

    /// How many there are in a commune, where one has still to be chosen.
    fn count_of(&self, name: &str) -> usize {
        let here = self.shown.found.iter().filter(|one| one.commune.as_deref() == Some(name));
        here.count()
    }

    fn category(&self) -> String {
        self.shown.category.map_or_else(String::new, |category| category.to_string())
    }

    fn categories(&self) -> Vec<(String, String)> {
        super::categories(&self.v)
    }

    fn list_address(&self) -> String {
        let unit = self.shown.commune.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
        self.v.to(format!("/phan-anh?o={unit}&linh-vuc={}", self.category()))
    }
}

fn title(v: &Viewer, commune: Option<&(UnitId, String)>) -> String {
    match commune {
        Some((_, name)) => v.say("feedback-map-of", [("name", v.txt(name))]),
        None => v.word("feedback-map-title"),
    }
}

/// `GET /phan-anh/ban-do`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let shown = shown(&v, &reader, &filter).await?;
    let mut picture = None;
    if let Some((commune, _)) = &shown.commune
        && store::unit::shape(&reader, &v.scope(), *commune, v.today).await?.is_some()
    {
        let category = shown.category.map(|one| format!("&linh-vuc={one}")).unwrap_or_default();
        picture = Some(Picture {
            file: v.to(format!("/phan-anh/ban-do.svg?o={commune}{category}")),
            label: title(&v, shown.commune.as_ref()),
            ..Picture::default()
        });
    }
    let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
    html(&MapPage { v, crumbs, shown, picture })
}

/// `GET /phan-anh/ban-do.svg`.
pub async fn svg(
    v: Viewer,
    State(site): State<Site>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let shown = shown(&v, &reader, &filter).await?;
    let Some((commune, _)) = shown.commune else { return Err(Fault::NotFound) };
    let signs = Signs {
        cells: cells(&v, &shown.found),
        meanings: MEANINGS.map(|code| v.word(code)),
        note: Some(v.word("feedback-map-note")),
    };
    let title = title(&v, shown.commune.as_ref());
    let drawn = map::of_signs(&v, &reader, (commune, title), &signs).await?;
    drawn.ok_or(Fault::NotFound)
}

async fn shown(v: &Viewer, reader: &Reader, filter: &Filter) -> Result<Shown, Fault> {
    let scope = desk::authority::public_scope();
    let communes = rows::communes(&mut reader.clone(), &scope, v.today).await?;
    let asked = filter.o.parse::<UnitId>().ok();
    let mut commune = match communes.as_slice() {
        [(only, _)] => Some(*only),
        _ => None,
    };
    if let Some(unit) = asked {
        let found = locality::of(&mut reader.clone(), unit, v.today).await?;
        commune = found.and_then(|found| found.commune_id).or(commune);
    }
    let category = filter.category.parse::<Category>().ok();
    let asked = Asked { unit: commune, category, before: i64::MAX, most: MOST };
    let found = rows::public(reader, &scope, asked, v.today).await?;
    let commune = communes.iter().find(|(id, _)| Some(*id) == commune).cloned();
    Ok(Shown { commune, communes, category, found })
}

/// The cells with what lies in each. Only the cell of a feedback is known here, never its point.
fn cells(v: &Viewer, found: &[Public]) -> Vec<Cell> {
    let mut cells: BTreeMap<(i32, i32), BTreeMap<Sign, u32>> = BTreeMap::new();
    for one in found {
        let Some(point) = one.point else { continue };
        let cell = cells.entry((point.lon_e7, point.lat_e7)).or_default();
        *cell.entry(sign(one, v.today)).or_default() += 1;
    }
    let said = |(sign, n): (&Sign, &u32)| format!("{}: {}", v.word(meaning(*sign)), v.number(n));
    let cell = |((lon, lat), counts): (&(i32, i32), &BTreeMap<Sign, u32>)| Cell {
        at: [f64::from(*lon) / 1e7, f64::from(*lat) / 1e7],
        counts: counts.iter().map(|(sign, n)| (*sign, *n)).collect(),
        title: counts.iter().map(said).collect::<Vec<_>>().join(", "),
    };
    cells.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_a_meaning_of_its_own() {
        let said: std::collections::BTreeSet<&str> = Sign::ALL.into_iter().map(meaning).collect();
        assert_eq!(said.len(), Sign::ALL.len());
    }
}
