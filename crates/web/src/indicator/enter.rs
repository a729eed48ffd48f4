//! The form by which a place tells its figures of a period: everything it owes on one page.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::indicator::{Report, Typed as Figure};
use units::UnitId;
use units::indicator::{Indicator, ReportPeriod, Rhythm};

use super::{Asked, asked, called, measured, period_said};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// Figures that one form asks for.
const FIGURES_MOST: usize = 24;
/// Periods that one may look back to.
const PERIODS: usize = 12;
/// Names of the figures' fields, by their place in the form.
const FIELDS: [&str; FIGURES_MOST] = [
    "so-1", "so-2", "so-3", "so-4", "so-5", "so-6", "so-7", "so-8", "so-9", "so-10", "so-11",
    "so-12", "so-13", "so-14", "so-15", "so-16", "so-17", "so-18", "so-19", "so-20", "so-21",
    "so-22", "so-23", "so-24",
];

/// One figure to tell.
struct Asking {
    field: &'static str,
    label: String,
    hint: String,
    value: String,
    /// What stands, as typed.
    stands: Option<String>,
}

#[derive(Template)]
#[template(path = "indicator/enter.html")]
struct EnterPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    typed: Typed,
    place: store::unit::Line,
    period: ReportPeriod,
    rhythms: Vec<Rhythm>,
    asking: Vec<Asking>,
    /// The places right below, for which somebody of the office may tell.
    below: Vec<store::unit::Named>,
    kept: Option<usize>,
}

impl EnterPage {
    async fn open(
        v: Viewer,
        site: &Site,
        (unit, period): (UnitId, Option<ReportPeriod>),
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let place = v.place_for(site, Act::IndicatorTell, unit).await?;
        let all = desk::indicator::list(&site.desk, &v.scope(), v.today).await?;
        let own = |it: &&Indicator| it.is_told() && it.is_told_by(place.kind);
        let own: Vec<&Indicator> = all.iter().filter(own).collect();
        let told = |rhythm: &&Rhythm| own.iter().any(|it| it.rhythm == **rhythm);
        let rhythms: Vec<Rhythm> = Rhythm::ALL.iter().filter(told).copied().collect();
        let rhythm = rhythms.first().copied().unwrap_or(Rhythm::Year);
        let period = period.unwrap_or_else(|| ReportPeriod::over_on(rhythm, v.today));
        let due = own.into_iter().filter(|it| it.rhythm == period.rhythm()).take(FIGURES_MOST);
        let mut reader = site.desk.store.read();
        let standing = store::indicator::told_of(&mut reader, &[unit], period).await?;
        let mut asking = Vec::new();
        for (field, it) in FIELDS.into_iter().zip(due) {
            let stands = standing.iter().find(|told| told.0 == it.id);
            let stands = stands.map(|told| v.typed_milli(told.3));
            let value = if typed.has("gui") {
                typed.text(field)
            } else {
                stands.clone().unwrap_or_default()
            };
            let label = format!("{} ({})", called(&v, it), measured(&v, it));
            asking.push(Asking { field, label, hint: it.says.clone(), value, stands });
        }
        let below = store::unit::named_below(&reader, &v.scope(), unit, v.today).await?;
        let told = |it: &store::unit::Named| all.iter().any(|known| known.is_told_by(it.kind));
        let below = below.into_iter().filter(told).collect();
        let crumbs = vec![Crumb::word(&v, "/chi-tieu", "indicator-nav")];
        let kept = None;
        Ok(Self { v, crumbs, complaints, typed, place, period, rhythms, asking, below, kept })
    }

    fn period(&self) -> String {
        period_said(&self.v, self.period)
    }

    /// The periods to choose from, those of each rhythm that are over, latest first.
    fn periods(&self) -> Vec<(String, String)> {
        let latest = |rhythm: &Rhythm| {
            let last = ReportPeriod::over_on(*rhythm, self.v.today);
            std::iter::successors(Some(last), |it| Some(it.previous())).take(PERIODS)
        };
        let all = self.rhythms.iter().flat_map(latest);
        all.map(|it| (it.to_string(), period_said(&self.v, it))).collect()
    }

    fn has_standing(&self) -> bool {
        self.asking.iter().any(|one| one.stands.is_some())
    }

    fn is_chosen(&self, code: &str) -> bool {
        self.period.to_string() == code
    }
}

/// `GET /chi-tieu/nhap?o={unit}&ky={period}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let unit: UnitId = asked(&fields, "o").ok_or(Fault::NotFound)?;
    let of = (unit, asked(&fields, "ky"));
    let typed = Typed::default();
    let page = EnterPage::open(v, &site, of, (typed, Complaints::default())).await?;
    html(&EnterPage { kept: asked(&fields, "da-luu"), ..page })
}

/// `POST /chi-tieu/nhap`.
pub(super) async fn tell(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::of(fields)?;
    typed.put("gui", "co".to_owned());
    let unit: UnitId = typed.parsed("o").ok_or(Fault::Unreadable)?;
    let period: ReportPeriod = typed.parsed("ky").ok_or(Fault::Unreadable)?;
    let report = Report {
        unit,
        period,
        figures: figures(&v, &site, &typed).await?,
        why: typed.text("ly-do"),
    };
    match desk::indicator::tell(&site.desk, v.actor()?, report).await {
        Ok(count) => {
            let page = format!("/chi-tieu/nhap?o={unit}&ky={period}&da-luu={count}");
            Ok(Redirect::to(&v.to(page)).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let of = (unit, Some(period));
            html_refused(&EnterPage::open(v, &site, of, (typed, complaints)).await?)
        }
    }
}

/// The typed figures, each with the indicator that stands at its place in the form.
async fn figures(v: &Viewer, site: &Site, typed: &Typed) -> Result<Vec<Figure>, Fault> {
    let unit: UnitId = typed.parsed("o").ok_or(Fault::Unreadable)?;
    let period: ReportPeriod = typed.parsed("ky").ok_or(Fault::Unreadable)?;
    let place = v.place_for(site, Act::IndicatorTell, unit).await?;
    let all = desk::indicator::list(&site.desk, &v.scope(), v.today).await?;
    let due = all
        .iter()
        .filter(|it| it.is_told() && it.is_told_by(place.kind) && it.rhythm == period.rhythm());
    let figure = |(field, it): (&'static str, &Indicator)| Figure {
        indicator: it.id,
        field,
        text: typed.text(field),
    };
    Ok(FIELDS.into_iter().zip(due).map(figure).collect())
}
