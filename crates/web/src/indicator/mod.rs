//! Indicators: what is told of places, one of them over places and periods in three views, entering
//! figures and bringing them in files, and who has not told.

mod bring;
mod chart;
mod csv;
mod define;
mod enter;
mod missing;
mod page;

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Act;
use units::indicator::{Indicator, PLACES_MOST, ReportPeriod, Rhythm};
use units::{Level, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::programme::place_for;
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page as shown, with_file};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    shown("/chi-tieu", Public, || get(list)),
    shown("/chi-tieu/moi", SignedIn, || get(define::form)),
    act("/chi-tieu/moi", SignedIn, || post(define::define)),
    shown("/chi-tieu/nhap", SignedIn, || get(enter::form)),
    act("/chi-tieu/nhap", SignedIn, || post(enter::tell)),
    shown("/chi-tieu/nhap-tep", SignedIn, || get(bring::files)),
    act("/chi-tieu/nhap-tep", SignedIn, || with_file(post(bring::bring))),
    shown("/chi-tieu/nhap-tep/{file}", SignedIn, || get(bring::page)),
    act("/chi-tieu/nhap-tep/{file}/ap-dung", SignedIn, || post(bring::apply)),
    act("/chi-tieu/nhap-tep/{file}/bo", SignedIn, || post(bring::withdraw)),
    shown("/chi-tieu/chua-bao", SignedIn, || get(missing::page)),
    shown("/chi-tieu/{indicator}", Public, || get(page::page)),
    shown("/chi-tieu/{indicator}/so-lieu.csv", Public, || get(csv::csv)),
];

/// What an address asks for after its question mark.
pub(super) type Asked = Query<HashMap<String, String>>;

/// One value of an address, read.
pub(super) fn asked<T: std::str::FromStr>(
    fields: &HashMap<String, String>,
    name: &str,
) -> Option<T> {
    fields.get(name)?.trim().parse().ok()
}

/// A period in words: "Quý III/2025".
pub(super) fn period_said(v: &Viewer, period: ReportPeriod) -> String {
    let year = ("year", v.txt(period.year().to_string()));
    let number = ("n", v.txt(period.number().to_string()));
    let code = match period.rhythm() {
        Rhythm::Year => "indicator-period-year",
        Rhythm::HalfYear if period.number() == 1 => "indicator-period-half-first",
        Rhythm::HalfYear => "indicator-period-half-second",
        Rhythm::Quarter => "indicator-period-quarter",
        Rhythm::Month => "indicator-period-month",
    };
    v.say(code, [year, number])
}

/// A period where room is short: "2025", "Q3/25", "7/25".
pub(super) fn period_short(period: ReportPeriod) -> String {
    let (year, number) = (period.year() % 100, period.number());
    match period.rhythm() {
        Rhythm::Year => period.year().to_string(),
        Rhythm::HalfYear => format!("{number}/2·{year:02}"),
        Rhythm::Quarter => format!("Q{number}/{year:02}"),
        Rhythm::Month => format!("{number}/{year:02}"),
    }
}

/// A value with the decimals of its indicator.
#[expect(clippy::cast_precision_loss, reason = "shown only; figures of places are below 2^52")]
pub(super) fn valued(v: &Viewer, indicator: &Indicator, milli: i64) -> String {
    let places = usize::from(indicator.places.min(PLACES_MOST));
    words::decimal(v.lang, milli as f64 / 1_000.0, places)
}

/// An indicator's name in the language of the page.
pub(super) fn called(v: &Viewer, indicator: &Indicator) -> String {
    v.called(&indicator.name.0, &indicator.name.1)
}

/// Its unit of measure.
pub(super) fn measured(v: &Viewer, indicator: &Indicator) -> String {
    v.called(&indicator.measure.0, &indicator.measure.1)
}

#[derive(Template)]
#[template(path = "indicator/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    /// The place whose figures are looked for, where one is named.
    place: Option<store::unit::Line>,
    groups: Vec<(Level, Vec<Indicator>)>,
    define_at: Option<UnitId>,
    tell_at: Option<UnitId>,
    bring_at: Option<UnitId>,
}

impl ListPage {
    fn address(&self, indicator: &Indicator) -> String {
        let page = format!("/chi-tieu/{}", indicator.id);
        let place = self.place.as_ref().map(|place| format!("?o={}", place.unit_id));
        self.v.to(page + &place.unwrap_or_default())
    }

    fn about(&self, indicator: &Indicator) -> String {
        let rhythm = self.v.word(indicator.rhythm.word());
        format!("{} · {rhythm}", measured(&self.v, indicator))
    }
}

/// `GET /chi-tieu`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let scope = v.scope();
    let place = match asked::<UnitId>(&fields, "o") {
        None => None,
        Some(unit) => store::unit::line(&site.desk.store.read(), &scope, unit, v.today).await?,
    };
    let all = desk::indicator::list(&site.desk, &scope, v.today).await?;
    // A place has figures of its own level and of those inside it.
    let fits = |it: &Indicator| {
        let tells = |kind: units::Kind| kind.is_administrative() || kind.is_base();
        let is_outer = |kind: units::Kind| it.level >= kind.level() && tells(kind);
        place.as_ref().is_none_or(|place| is_outer(place.kind))
    };
    let all: Vec<Indicator> = all.into_iter().filter(fits).collect();
    let of = |level: &Level| {
        let own: Vec<Indicator> = all.iter().filter(|it| it.level == *level).cloned().collect();
        (!own.is_empty()).then_some((*level, own))
    };
    let groups =
        [Level::Grassroots, Level::Commune, Level::District, Level::Province].iter().filter_map(of);
    let groups = groups.collect();
    let define_at = place_for(&v, &site, Act::IndicatorDefine).await?;
    let tell_at = place_for(&v, &site, Act::IndicatorTell).await?;
    let bring_at = place_for(&v, &site, Act::IndicatorBring).await?;
    html(&ListPage { v, crumbs: Vec::new(), place, groups, define_at, tell_at, bring_at })
}
