//! Who has not told its figures of a period, with the post that answers. For those who work there.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::Act;
use desk::indicator::{Missing, Owing};
use units::UnitId;
use units::indicator::{ReportPeriod, Rhythm};

use super::{Asked, asked, called, period_said};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::programme::place_for;
use crate::site::Site;
use crate::viewer::Viewer;

/// Places named on the page.
const SHOWN: usize = 300;
/// Periods that one may look back to.
const PERIODS: usize = 12;

#[derive(Template)]
#[template(path = "indicator/missing.html")]
struct MissingPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    place: store::unit::Line,
    period: ReportPeriod,
    rhythms: Vec<Rhythm>,
    levels: Vec<Missing>,
}

impl MissingPage {
    fn period(&self) -> String {
        period_said(&self.v, self.period)
    }

    fn periods(&self) -> Vec<(String, String)> {
        let latest = |rhythm: &Rhythm| {
            let last = ReportPeriod::over_on(*rhythm, self.v.today);
            std::iter::successors(Some(last), |it| Some(it.previous())).take(PERIODS)
        };
        let all = self.rhythms.iter().flat_map(latest);
        all.map(|it| (it.to_string(), period_said(&self.v, it))).collect()
    }

    fn is_chosen(&self, code: &str) -> bool {
        self.period.to_string() == code
    }

    fn shown<'m>(&self, level: &'m Missing) -> &'m [Owing] {
        &level.owing[..level.owing.len().min(SHOWN)]
    }

    fn left(&self, level: &Missing) -> usize {
        level.owing.len().saturating_sub(SHOWN)
    }

    fn lacking(&self, level: &Missing, owing: &Owing) -> String {
        if owing.lacking.len() == level.indicators.len() {
            return self.v.word("indicator-missing-all");
        }
        let named = level.indicators.iter().filter(|it| owing.lacking.contains(&it.id));
        named.map(|it| called(&self.v, it)).collect::<Vec<_>>().join(", ")
    }
}

/// `GET /chi-tieu/chua-bao?o={unit}&ky={period}`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let own = place_for(&v, &site, Act::IndicatorBring).await?;
    let unit: Option<UnitId> = asked(&fields, "o").or(own);
    let unit = unit.ok_or(desk::Refusal::new("authority-not-allowed"))?;
    let place = v.place_for(&site, Act::IndicatorBring, unit).await?;
    let all = desk::indicator::list(&site.desk, &v.scope(), v.today).await?;
    let told = |rhythm: &&Rhythm| all.iter().any(|it| it.is_told() && it.rhythm == **rhythm);
    let rhythms: Vec<Rhythm> = Rhythm::ALL.iter().filter(told).copied().collect();
    let rhythm = rhythms.first().copied().unwrap_or(Rhythm::Year);
    let latest = ReportPeriod::over_on(rhythm, v.today);
    let period = asked(&fields, "ky").unwrap_or(latest);
    let levels = desk::indicator::missing(&site.desk, v.actor()?, (unit, period)).await?;
    let crumbs = vec![Crumb::word(&v, "/chi-tieu", "indicator-nav")];
    html(&MissingPage { v, crumbs, place, period, rhythms, levels })
}
