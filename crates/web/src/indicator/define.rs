//! The form by which an office says what is told, by whom and how often.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::indicator::NewIndicator;
use units::indicator::{Aggregate, Indicator, Rhythm};
use units::lineage::SharedBy;
use units::{IndicatorId, Level, UnitId};

use super::{Asked, asked, called};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "indicator/new.html")]
struct NewPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    typed: Typed,
    place: store::unit::Line,
    /// The indicators that add up by themselves.
    parts: Vec<(String, String)>,
}

impl NewPage {
    async fn open(
        v: Viewer,
        site: &Site,
        unit: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let place = v.place_for(site, Act::IndicatorDefine, unit).await?;
        let all = desk::indicator::list(&site.desk, &v.scope(), v.today).await?;
        let adds_up = |it: &&Indicator| matches!(it.aggregate, Aggregate::Sum | Aggregate::Last);
        let parts = all.iter().filter(adds_up).map(|it| (it.id.to_string(), called(&v, it)));
        let parts = parts.collect();
        let crumbs = vec![Crumb::word(&v, "/chi-tieu", "indicator-nav")];
        Ok(Self { v, crumbs, complaints, typed, place, parts })
    }

    fn choices<const N: usize>(
        &self,
        codes: [(&'static str, &'static str); N],
    ) -> Vec<(String, String)> {
        codes.iter().map(|(code, word)| ((*code).to_owned(), self.v.word(word))).collect()
    }

    fn aggregates(&self) -> Vec<(String, String)> {
        self.choices([
            ("last", "indicator-aggregate-last"),
            ("sum", "indicator-aggregate-sum"),
            ("ratio", "indicator-aggregate-ratio"),
            ("mean", "indicator-aggregate-mean"),
        ])
    }

    fn levels(&self) -> Vec<(String, String)> {
        self.choices([
            ("grassroots", "indicator-level-grassroots"),
            ("commune", "indicator-level-commune"),
            ("district", "indicator-level-district"),
            ("province", "indicator-level-province"),
        ])
    }

    fn rhythms(&self) -> Vec<(String, String)> {
        Rhythm::ALL.iter().map(|it| (it.to_string(), self.v.word(it.word()))).collect()
    }

    fn shares(&self) -> Vec<(String, String)> {
        SharedBy::CHOICES.iter().map(|it| (it.to_string(), self.v.word(it.word()))).collect()
    }

    fn decimals(&self) -> Vec<(String, String)> {
        (0..=3).map(|places: u8| (places.to_string(), places.to_string())).collect()
    }
}

/// `GET /chi-tieu/moi?o={unit}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let unit: UnitId = asked(&fields, "o").ok_or(Fault::NotFound)?;
    let typed = Typed::with([
        ("ma", site.desk.clock.id().to_string()),
        ("dia-ban", unit.to_string()),
        ("cong-khai", "co".to_owned()),
        ("chia-theo", "people".to_owned()),
        ("so-le", "0".to_owned()),
        ("he-so", "100".to_owned()),
        ("han-bao", "5".to_owned()),
    ]);
    html(&NewPage::open(v, &site, unit, (typed, Complaints::default())).await?)
}

/// `POST /chi-tieu/moi`.
pub(super) async fn define(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let new = read(&typed)?;
    let unit = new.unit;
    match desk::indicator::define(&site.desk, Some(v.actor()?), new).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/chi-tieu/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&NewPage::open(v, &site, unit, (typed, complaints)).await?)
        }
    }
}

fn read(typed: &Typed) -> Result<NewIndicator, Fault> {
    let id: IndicatorId = typed.parsed("ma").ok_or(Fault::Unreadable)?;
    let aggregate: Option<Aggregate> = typed.parsed("cach-gop");
    let part = |name: &str| typed.parsed::<IndicatorId>(name);
    let second = if aggregate == Some(Aggregate::Mean) { part("trong-so") } else { part("mau-so") };
    Ok(NewIndicator {
        id,
        code: typed.text("ma-chi-tieu"),
        unit: typed.parsed("dia-ban").ok_or(Fault::Unreadable)?,
        name: (typed.text("ten"), typed.text("ten-en")),
        measure: (typed.text("don-vi-tinh"), typed.text("don-vi-tinh-en")),
        says: typed.text("cach-dem"),
        aggregate,
        level: typed.parsed::<Level>("cap-bao"),
        rhythm: typed.parsed::<Rhythm>("nhip-bao"),
        places: typed.parsed("so-le").unwrap_or(u8::MAX),
        shared_by: typed.parsed("chia-theo").unwrap_or(SharedBy::People),
        parts: (part("tu-so"), second),
        scale: typed.parsed("he-so").unwrap_or(1),
        counts_people: typed.has("dem-nguoi"),
        is_public: typed.has("cong-khai"),
        due_days: typed.parsed("han-bao").unwrap_or(u32::MAX),
    })
}
