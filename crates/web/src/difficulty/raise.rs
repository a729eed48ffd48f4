//! Raising a difficulty: what holds a place back, since when, which figure shows it, what was tried.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::Category;
use ledger::difficulty::{Figure, NewDifficulty, ToldBy};
use serde::Deserialize;
use store::unit;
use units::{Day, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// For which place.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct At {
    o: UnitId,
}

/// What the person typed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "dia-ban")]
    place: String,
    #[serde(rename = "linh-vuc")]
    category: String,
    #[serde(rename = "ten")]
    title: String,
    #[serde(rename = "noi-dung")]
    text: String,
    #[serde(rename = "tu-ngay")]
    since_on: String,
    #[serde(rename = "da-thu")]
    tried: String,
    #[serde(rename = "ten-so-lieu")]
    label: String,
    #[serde(rename = "gia-tri")]
    value: String,
    #[serde(rename = "don-vi-tinh")]
    measure: String,
}

#[derive(Template)]
#[template(path = "difficulty/raise.html")]
struct RaisePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: unit::Line,
    places: Vec<(String, String)>,
    typed: Typed,
}

impl RaisePage {
    async fn open(
        v: Viewer,
        site: &Site,
        at: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = v.place_for(site, Act::DifficultyRaise, at).await?;
        let below = unit::named_below(&reader, &scope, at, v.today).await?;
        let below = below.into_iter().filter(|line| line.kind.is_base());
        let places = std::iter::once((at.to_string(), place.name.clone()))
            .chain(below.map(|line| (line.unit_id.to_string(), line.name)))
            .collect();
        let crumbs = vec![Crumb::word(&v, "/kho-khan", "difficulty-nav")];
        Ok(Self { v, crumbs, complaints, place, places, typed })
    }

    fn categories(&self) -> Vec<(String, String)> {
        let all = Category::ALL.iter().filter(|category| !category.is_restricted());
        all.map(|category| (category.to_string(), self.v.word(category.word()))).collect()
    }
}

impl Typed {
    /// The difficulty as the desk takes it, or what is no number.
    fn difficulty(&self, v: &Viewer, at: UnitId) -> Result<NewDifficulty, Complaints> {
        let mut figure = None;
        if !self.label.trim().is_empty() || !self.value.trim().is_empty() {
            let Some(value_milli) = ledger::text::milli(&self.value) else {
                let mut complaints = Complaints::default();
                complaints.add("gia-tri", v.word("matter-answer-value-wrong"));
                return Err(complaints);
            };
            let (label, unit) = (self.label.clone(), self.measure.clone());
            figure = Some(Figure { label, value_milli, unit, on: v.today });
        }
        let Ok(id) = self.id.parse() else { return Err(Complaints::default()) };
        Ok(NewDifficulty {
            id,
            unit: self.place.parse().unwrap_or(at),
            category: self.category.parse().ok(),
            title: self.title.clone(),
            text: self.text.clone(),
            since_on: self.since_on.parse::<Day>().ok(),
            told_by: ToldBy::Place,
            tried: self.tried.clone(),
            figure,
        })
    }
}

/// `GET /kho-khan/moi?o={unit}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(At { o }): Query<At>,
) -> Result<Response, Fault> {
    let typed =
        Typed { id: site.desk.clock.id().to_string(), place: o.to_string(), ..Typed::default() };
    html(&RaisePage::open(v, &site, o, (typed, Complaints::default())).await?)
}

/// `POST /kho-khan/moi?o={unit}`.
pub(super) async fn raise(
    v: Viewer,
    State(site): State<Site>,
    Query(At { o }): Query<At>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let complaints = match typed.difficulty(&v, o) {
        Ok(new) => match desk::difficulty::raise(&site.desk, v.actor()?, new).await {
            Ok(id) => return Ok(Redirect::to(&v.to(format!("/kho-khan/{id}"))).into_response()),
            Err(error) => Complaints::of(&v, error)?,
        },
        Err(complaints) => complaints,
    };
    html_refused(&RaisePage::open(v, &site, o, (typed, complaints)).await?)
}
