//! One indicator over places and periods, in three views that are links.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::indicator::{Cell, Line, Named, Table};
use units::indicator::{Aggregate, Indicator, ReportPeriod, Rhythm, View};
use units::{Day, IndicatorId, UnitId};

use super::chart::{Chart, Point, drawn};
use super::{Asked, asked, called, measured, period_said, period_short, valued};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Lines of places shown on the page; the file has all of them.
const LINES_MOST: usize = 120;
/// Periods shown beside one another in the table of places.
const COLUMNS_MOST: usize = 6;
/// Divisions named on the page.
const DIVISIONS_MOST: usize = 12;

/// What the address asks for.
pub(super) struct Question {
    pub(super) place: Option<UnitId>,
    pub(super) view: View,
    pub(super) rhythm: Option<Rhythm>,
    pub(super) from: Option<ReportPeriod>,
    pub(super) is_deep: bool,
}

impl Question {
    pub(super) fn of(fields: &HashMap<String, String>) -> Self {
        Self {
            place: asked(fields, "o"),
            view: asked(fields, "xem").unwrap_or(View::AsToday),
            rhythm: asked(fields, "nhip"),
            from: asked(fields, "tu"),
            is_deep: fields.contains_key("moi-noi"),
        }
    }

    /// The indicator and its series, for a reader.
    pub(super) async fn answer(
        &self,
        v: &Viewer,
        site: &Site,
        id: IndicatorId,
    ) -> Result<(Indicator, Table), Fault> {
        let scope = v.scope();
        let indicator = match desk::indicator::one(&site.desk, &scope, id, v.today).await {
            // Whoever may not see it shall not learn that it is there.
            Err(desk::Error::Refused(_)) => return Err(Fault::NotFound),
            other => other?,
        };
        let place = self.place.or_else(|| default_place(v, &indicator));
        let asked = desk::indicator::Asked {
            indicator: indicator.clone(),
            place,
            view: self.view,
            rhythm: self.rhythm,
            from: self.from,
            is_deep: self.is_deep,
            at: v.day.min(v.today),
        };
        match desk::indicator::table(&site.desk, &scope, asked).await {
            Err(desk::Error::Refused(_)) => Err(Fault::NotFound),
            other => Ok((indicator, other?)),
        }
    }
}

/// Of an indicator that is not public a reader is first shown the own place.
fn default_place(v: &Viewer, indicator: &Indicator) -> Option<UnitId> {
    let own = v.scope().territories().first().copied();
    if indicator.is_public { None } else { own }
}

#[derive(Template)]
#[template(path = "indicator/page.html")]
struct IndicatorPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    indicator: Indicator,
    table: Table,
    question: Question,
    chart: String,
}

/// `GET /chi-tieu/{indicator}`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<IndicatorId>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let question = Question::of(&fields);
    let (indicator, table) = question.answer(&v, &site, id).await?;
    let mut crumbs = vec![Crumb::word(&v, "/chi-tieu", "indicator-nav")];
    let chart = String::new();
    let mut page = IndicatorPage { v, crumbs: Vec::new(), indicator, table, question, chart };
    crumbs.extend(page.table.path.iter().map(|above| Crumb {
        href: page.address(above.unit, page.question.view),
        name: above.name.clone(),
        is_typed: true,
    }));
    page.crumbs = crumbs;
    page.chart = page.drawn();
    html(&page)
}

impl IndicatorPage {
    fn title(&self) -> String {
        let place = self.v.name_on(&self.table.place.name, self.table.place.ended);
        let name = called(&self.v, &self.indicator);
        self.v
            .say("indicator-page-title", [("name", self.v.txt(name)), ("place", self.v.txt(place))])
    }

    fn measure(&self) -> String {
        measured(&self.v, &self.indicator)
    }

    fn address(&self, unit: UnitId, view: View) -> String {
        let mut address = format!("/chi-tieu/{}?o={unit}&xem={view}", self.indicator.id);
        if let Some(rhythm) = self.question.rhythm {
            address.push_str(&format!("&nhip={rhythm}"));
        }
        if let Some(from) = self.question.from {
            address.push_str(&format!("&tu={from}"));
        }
        self.v.to(address)
    }

    /// The same view of another place.
    fn link(&self, place: &Named) -> String {
        self.address(place.unit, self.question.view)
    }

    fn told(&self, told: &store::indicator::Told) -> String {
        valued(&self.v, &self.indicator, told.milli)
    }

    fn csv(&self) -> String {
        let page = self.address(self.table.place.unit, self.question.view);
        page.replacen('?', "/so-lieu.csv?", 1)
    }

    /// The file with every place that tells, where those right below do not tell themselves.
    fn csv_deep(&self) -> Option<String> {
        let has_inner = self.table.lines.iter().any(|line| line.cells.iter().any(|it| it.owed > 1));
        (has_inner && !self.is_blocks()).then(|| format!("{}&moi-noi", self.csv()))
    }

    fn tabs(&self) -> Vec<(View, String, bool)> {
        let tab = |view: &View| {
            let href = self.address(self.table.place.unit, *view);
            (*view, href, *view == self.question.view)
        };
        [View::AsToday, View::AsItWas, View::Blocks].iter().map(tab).collect()
    }

    /// Coarser rhythms that the periods may be put together to, with the own one.
    fn rhythms(&self) -> Vec<(Rhythm, String, bool)> {
        let own = self.indicator.rhythm.per_year();
        let coarser = Rhythm::ALL.iter().filter(|rhythm| rhythm.per_year() <= own);
        let link = |rhythm: &Rhythm| {
            let unit = self.table.place.unit;
            let page = format!(
                "/chi-tieu/{}?o={unit}&xem={}&nhip={rhythm}",
                self.indicator.id, self.question.view
            );
            (*rhythm, self.v.to(page), *rhythm == self.table.rhythm)
        };
        let all: Vec<_> = coarser.map(link).collect();
        if all.len() > 1 { all } else { Vec::new() }
    }

    fn is_blocks(&self) -> bool {
        self.question.view == View::Blocks
    }

    fn name(&self, place: &Named) -> String {
        self.v.name_on(&place.name, place.ended)
    }

    fn period(&self, period: &ReportPeriod) -> String {
        period_said(&self.v, *period)
    }

    fn short(&self, period: &ReportPeriod) -> String {
        period_short(*period)
    }

    /// The periods of the table of places: the latest few.
    fn columns(&self) -> &[ReportPeriod] {
        let periods = &self.table.periods;
        &periods[periods.len().saturating_sub(COLUMNS_MOST)..]
    }

    fn latest<'c>(&self, cells: &'c [Cell]) -> &'c [Cell] {
        &cells[cells.len().saturating_sub(COLUMNS_MOST)..]
    }

    fn lines(&self) -> &[Line] {
        &self.table.lines[..self.table.lines.len().min(LINES_MOST)]
    }

    fn lines_left(&self) -> usize {
        self.table.lines.len().saturating_sub(LINES_MOST)
    }

    fn rows(&self) -> Vec<(&ReportPeriod, &Cell)> {
        self.table.periods.iter().zip(&self.table.whole).rev().collect()
    }

    /// A value as the reader may see it: a number, "fewer than 10", or a dash.
    fn value(&self, cell: &Cell) -> String {
        match (cell.milli, cell.is_few) {
            (Some(milli), _) => {
                let value = valued(&self.v, &self.indicator, milli);
                if cell.estimated > 0 { format!("≈ {value}") } else { value }
            }
            (None, true) => self.v.word("indicator-few"),
            (None, false) => "–".to_owned(),
        }
    }

    /// What is to be known of a figure, in words; empty where it is as it was told.
    fn remarks(&self, cell: &Cell) -> String {
        let mut said = Vec::new();
        let v = &self.v;
        if cell.owed > 0 && cell.told == 0 && cell.milli.is_none() && !cell.is_few {
            said.push(v.word("indicator-not-yet"));
        }
        if cell.owed == 0 && self.question.view == View::AsItWas {
            said.push(v.word("indicator-not-then"));
        }
        if cell.is_partial() && !self.table.is_teller {
            let numbers = [("told", v.num(cell.told)), ("owed", v.num(cell.owed))];
            said.push(v.say("indicator-told-of", numbers));
        }
        if cell.lacks && !cell.is_partial() && cell.milli.is_some() {
            said.push(v.word("indicator-lacks"));
        }
        if cell.estimated > 0 {
            said.push(v.say("indicator-estimated", [("share", v.txt(self.share(cell.estimated)))]));
        } else if cell.divided > 0 {
            said.push(v.say("indicator-divided", [("share", v.txt(self.share(cell.divided)))]));
        }
        said.join(" ")
    }

    #[expect(clippy::cast_lossless, reason = "a share in thousandths is small")]
    fn share(&self, per_mille: u32) -> String {
        format!("{}%", words::decimal(self.v.lang, per_mille as f64 / 10.0, 1))
    }

    /// The largest estimated part of all figures shown, in words.
    fn estimate(&self) -> String {
        let cells = self.table.whole.iter().chain(self.table.lines.iter().flat_map(|it| &it.cells));
        let most = cells.map(|cell| cell.estimated).max().unwrap_or(0);
        match (self.question.view, most) {
            (View::AsItWas, _) => self.v.word("indicator-exact-was"),
            (View::Blocks, _) => self.v.word("indicator-exact-blocks"),
            (View::AsToday, 0) => self.v.word("indicator-exact-today"),
            (View::AsToday, most) => {
                self.v.say("indicator-estimated-most", [("share", self.v.txt(self.share(most)))])
            }
        }
    }

    fn divisions(&self) -> Vec<String> {
        let v = &self.v;
        let said = |divided: &desk::indicator::Divided| {
            let by = v.word(divided.how.by.word());
            let code = match divided.how.is_estimate {
                true => "indicator-division-estimate",
                false => "indicator-division",
            };
            let name = ("name", v.txt(&divided.name));
            v.say(code, [name, ("day", v.on(divided.how.on)), ("by", v.txt(by))])
        };
        self.table.divisions.iter().rev().take(DIVISIONS_MOST).map(said).collect()
    }

    fn days(&self) -> Vec<String> {
        self.table.days.iter().map(|day: &Day| self.v.date(*day)).collect()
    }

    fn members(&self, line: &Line) -> Vec<String> {
        line.before.iter().map(|place| place.name.clone()).collect()
    }

    fn is_mean_or_ratio(&self) -> bool {
        matches!(self.indicator.aggregate, Aggregate::Mean | Aggregate::Ratio)
    }

    fn drawn(&self) -> String {
        let point = |(period, cell): (&ReportPeriod, &Cell)| Point {
            last_day: period.last_day(),
            label: period_short(*period),
            milli: cell.milli,
            shown: self.value(cell),
            is_estimated: cell.estimated > 0,
        };
        let points: Vec<Point> =
            self.table.periods.iter().zip(&self.table.whole).map(point).collect();
        let day = |day: &Day| (*day, self.v.date(*day));
        drawn(&Chart {
            points: &points,
            days: &self.table.days.iter().map(day).collect::<Vec<_>>(),
            title: &self.v.say("indicator-chart", [("name", self.v.txt(self.title()))]),
            measure: &self.measure(),
            reorganised: &self.v.word("indicator-chart-day"),
            lang: self.v.lang,
        })
    }
}
