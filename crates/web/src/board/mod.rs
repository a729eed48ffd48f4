//! What leaders see: promises open, late, reopened and confirmed, difficulties overcome, and the
//! trend, for the city, a commune or a place; each figure leads to the matters it counts. Places stand
//! in order of their names, never of their figures, and only inside: there is no league table.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use ledger::difficulty::State as Stage;
use ledger::matter::State as MatterState;
use serde::Deserialize;
use store::conference::ContributionRow;
use store::matter::{self, Count, Line, Where, Which};
use store::{difficulty, unit};
use units::{Day, Level, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::route::Who::Public;
use crate::route::{Route, page};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] =
    &[page("/don-doc", Public, || get(board)), page("/don-doc/viec", Public, || get(matters))];

/// Months a trend shows.
const MONTHS: usize = 12;

/// Where, and which matters.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    o: String,
    loai: String,
}

/// Matters of one place, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    open: i64,
    late: i64,
    reopened: i64,
    answered: i64,
    confirmed: i64,
}

impl Tally {
    fn add(&mut self, count: &Count) {
        if count.state.is_owed() {
            self.open += count.matters;
            self.late += count.late;
            self.reopened += count.reopened;
        }
        match count.state {
            MatterState::Answered => self.answered += count.matters,
            MatterState::Confirmed => self.confirmed += count.matters,
            _ => {}
        }
    }

    const fn of(&self, which: Which) -> i64 {
        match which {
            Which::Open => self.open,
            Which::Late => self.late,
            Which::Reopened => self.reopened,
            Which::Answered => self.answered,
            Which::Confirmed => self.confirmed,
        }
    }
}

/// What happened in one month.
struct Month {
    name: String,
    confirmed: i64,
    /// Height of the bar, of 100.
    height: i64,
}

#[derive(Template)]
#[template(path = "board/page.html")]
struct BoardPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    place: Option<unit::Line>,
    choices: Vec<(String, String)>,
    asked: Asked,
    total: Tally,
    rows: Vec<(unit::Named, Tally)>,
    months: Vec<Month>,
    difficulties: [(Stage, i64); 3],
    overcome: Vec<difficulty::Line>,
    /// Places to which no visitors came within two years; only inside.
    unvisited: Vec<unit::Named>,
    /// Contributions whose day has passed; only inside.
    missing: Vec<ContributionRow>,
}

impl BoardPage {
    /// The address of the matters that a figure counts.
    fn drill(&self, which: Which, place: Option<UnitId>) -> String {
        let at = place.or(self.place.as_ref().map(|line| line.unit_id));
        let at = at.map(|unit| format!("&o={unit}")).unwrap_or_default();
        self.v.to(format!("/don-doc/viec?loai={}{at}", which.as_str()))
    }

    /// The change from the month before in words.
    fn trend(&self) -> Option<String> {
        let [.., before, last] = self.months.as_slice() else { return None };
        let change = last.confirmed - before.confirmed;
        let code = match change {
            0 => "board-trend-same",
            1.. => "board-trend-more",
            _ => "board-trend-fewer",
        };
        Some(self.v.say(code, [("n", self.v.num(change.abs()))]))
    }
}

/// `GET /don-doc`.
async fn board(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let place = match asked.o.parse::<UnitId>() {
        Ok(unit) => Some(unit::line(&reader, &scope, unit, v.today).await?.ok_or(Fault::NotFound)?),
        Err(_) => None,
    };
    let commune = place.as_ref().filter(|line| line.kind.level() == Level::Commune);
    let within = place.as_ref().map(|line| line.unit_id);
    let of_commune = commune.map(|line| line.unit_id);
    let from = months_back(v.today);
    let overcome = difficulty::Asked { within, state: Some(Stage::Overcome), category: None };
    // Each question goes over all a city has kept: they are asked side by side.
    let kept = async {
        let counts = async {
            match of_commune {
                Some(commune) => matter::counts_in(&reader, &scope, commune, v.today).await,
                None => matter::counts(&reader, &scope, v.today).await,
            }
        };
        Ok(tokio::try_join!(
            counts,
            unit::named_communes(&reader, &scope, v.today),
            matter::confirmed_since(&reader, &scope, (within, of_commune), from),
            difficulty::counts(&reader, &scope),
            difficulty::list(&reader, &scope, overcome, v.today, 8),
        )?)
    };
    let (kept, (unvisited, missing)) = tokio::try_join!(kept, chased(&v, &site, within))?;
    let (counts, communes, confirmed_on, stages, overcome) = kept;
    let choices = communes.iter().map(|line| (line.unit_id.to_string(), line.name.clone()));
    let choices = choices.collect();
    let below = match commune {
        Some(line) => unit::named_below(&reader, &scope, line.unit_id, v.today).await?,
        None => communes,
    };
    let mut total = Tally::default();
    counts.iter().for_each(|count| total.add(count));
    let rows = if v.actor.is_some() { rows(below, &counts) } else { Vec::new() };
    html(&BoardPage {
        unvisited,
        missing,
        crumbs: crumbs(&v, place.is_some()),
        months: months(&v, from, &confirmed_on),
        difficulties: by_stage(&stages, of_commune),
        place,
        choices,
        asked,
        total,
        rows,
        overcome,
        v,
    })
}

/// What has still to come, for people inside: places nobody went to, contributions nobody sent.
async fn chased(
    v: &Viewer,
    site: &Site,
    within: Option<UnitId>,
) -> Result<(Vec<unit::Named>, Vec<ContributionRow>), Fault> {
    let Some(actor) = &v.actor else { return Ok((Vec::new(), Vec::new())) };
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut unvisited = Vec::new();
    if let Some(within) = within.or(actor.outermost.first().copied()) {
        unvisited = desk::visit::unvisited(&site.desk, &scope, within).await?;
    }
    let missing = store::conference::missing(&reader, &scope, v.today).await?;
    Ok((unvisited, missing))
}

fn crumbs(v: &Viewer, is_inside: bool) -> Vec<Crumb> {
    if is_inside { vec![Crumb::word(v, "/don-doc", "nav-board")] } else { Vec::new() }
}

/// Each place with its matters, in order of its name.
fn rows(below: Vec<unit::Named>, counts: &[Count]) -> Vec<(unit::Named, Tally)> {
    let mut tallies: BTreeMap<UnitId, Tally> = BTreeMap::new();
    for count in counts {
        if let Some(place) = count.place {
            tallies.entry(place).or_default().add(count);
        }
    }
    let tally = |line: &unit::Named| tallies.get(&line.unit_id).copied().unwrap_or_default();
    below
        .into_iter()
        .map(|line| {
            let tally = tally(&line);
            (line, tally)
        })
        .collect()
}

fn by_stage(counts: &[(Option<UnitId>, Stage, i64)], commune: Option<UnitId>) -> [(Stage, i64); 3] {
    [Stage::NoWay, Stage::Working, Stage::Overcome].map(|stage| {
        let here = counts
            .iter()
            .filter(|(place, of, _)| *of == stage && (commune.is_none() || *place == commune));
        (stage, here.map(|(.., n)| n).sum())
    })
}

/// The first day of the month eleven months before this one.
fn months_back(today: Day) -> Day {
    let date = today.0;
    let first = Day::new(date.year() - 1, date.month(), 1).unwrap_or(today);
    next_month(first)
}

fn next_month(first: Day) -> Day {
    let date = first.plus_days(32).0;
    Day::new(date.year(), date.month(), 1).unwrap_or(first)
}

fn months(v: &Viewer, from: Day, confirmed_on: &[(Day, i64)]) -> Vec<Month> {
    let mut months = Vec::new();
    let mut first = from;
    for _ in 0..MONTHS {
        let next = next_month(first);
        let of_month = confirmed_on.iter().filter(|(day, _)| (first..next).contains(day));
        let confirmed = of_month.map(|(_, n)| n).sum();
        let name = v.say("board-month", [("m", v.txt(first.0.month().to_string()))]);
        months.push(Month { name, confirmed, height: 0 });
        first = next;
    }
    let most = months.iter().map(|month| month.confirmed).max().unwrap_or(0).max(1);
    for month in &mut months {
        month.height = month.confirmed * 100 / most;
    }
    months
}

#[derive(Template)]
#[template(path = "board/matters.html")]
struct MattersPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    which: Which,
    place: Option<unit::Line>,
    lines: Vec<Line>,
}

/// `GET /don-doc/viec?loai=late&o={unit}`: the matters that a figure counts.
async fn matters(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let which = Which::ALL.into_iter().find(|which| which.as_str() == asked.loai);
    let which = which.ok_or(Fault::NotFound)?;
    let place = match asked.o.parse::<UnitId>() {
        Ok(unit) => Some(unit::line(&reader, &scope, unit, v.today).await?.ok_or(Fault::NotFound)?),
        Err(_) => None,
    };
    let at = looked_at(place.as_ref());
    let lines = matter::which(&reader, &scope, (at, which), v.today).await?;
    let crumbs = vec![Crumb::word(&v, "/don-doc", "nav-board")];
    html(&MattersPage { v, crumbs, which, place, lines })
}

/// Where a board looks for a place that was asked for.
pub(crate) fn looked_at(place: Option<&unit::Line>) -> Where {
    match place {
        Some(line) if line.kind.level() == Level::Grassroots => Where::Place(line.unit_id),
        place => Where::Area(place.map(|line| line.unit_id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_holds_twelve_months_and_ends_with_this_one() {
        let today = Day::new(2026, 1, 31).expect("a day");
        let mut month = months_back(today);
        assert_eq!(month.to_string(), "2025-02-01");
        for _ in 1..MONTHS {
            month = next_month(month);
        }
        assert_eq!(month.to_string(), "2026-01-01");
    }
}
