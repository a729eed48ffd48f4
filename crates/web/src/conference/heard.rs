//! Difficulties that were heard at a conference: raised for the place that told of them.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::difficulty::{Figure, NewDifficulty, ToldBy};
use ledger::{Category, ConferenceId};
use serde::Deserialize;
use store::conference::Page;
use units::Day;

use super::{crumbs, load_own, to_page, view};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

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
#[template(path = "conference/heard.html")]
struct HeardPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    places: Vec<(String, String)>,
    typed: Typed,
}

impl HeardPage {
    async fn open(
        v: Viewer,
        site: &Site,
        page: Page,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let places = view::places_of(&v, site, page.line.unit_id).await?;
        Ok(Self { crumbs: crumbs(&v, &page), complaints, places, typed, page, v })
    }

    fn categories(&self) -> Vec<(String, String)> {
        let all = Category::ALL.iter().filter(|category| !category.is_restricted());
        all.map(|category| (category.to_string(), self.v.word(category.word()))).collect()
    }

    fn address(&self) -> String {
        self.v.to(format!("/hoi-nghi/{}/kho-khan", self.page.line.conference_id))
    }
}

impl Typed {
    /// The difficulty as the desk takes it, or what is missing or no number.
    fn difficulty(&self, v: &Viewer) -> Result<NewDifficulty, Complaints> {
        let mut complaints = Complaints::default();
        let mut figure = None;
        if !self.label.trim().is_empty() || !self.value.trim().is_empty() {
            match ledger::text::milli(&self.value) {
                Some(value_milli) => {
                    let (label, unit) = (self.label.clone(), self.measure.clone());
                    figure = Some(Figure { label, value_milli, unit, on: v.today });
                }
                None => complaints.add("gia-tri", v.word("matter-answer-value-wrong")),
            }
        }
        let place = self.place.parse().ok();
        if place.is_none() {
            complaints.add("dia-ban", v.word("conference-heard-no-place"));
        }
        let (Ok(id), Some(unit), true) = (self.id.parse(), place, complaints.is_empty()) else {
            return Err(complaints);
        };
        Ok(NewDifficulty {
            id,
            unit,
            category: self.category.parse().ok(),
            title: self.title.clone(),
            text: self.text.clone(),
            since_on: self.since_on.parse::<Day>().ok(),
            told_by: ToldBy::Conference,
            tried: self.tried.clone(),
            figure,
        })
    }
}

/// `GET /hoi-nghi/{conference}/kho-khan`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    let typed = Typed { id: site.desk.clock.id().to_string(), ..Typed::default() };
    html(&HeardPage::open(v, &site, page, (typed, Complaints::default())).await?)
}

/// `POST /hoi-nghi/{conference}/kho-khan`.
pub(super) async fn hear(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    let complaints = match typed.difficulty(&v) {
        Ok(new) => match desk::conference::hear(&site.desk, v.actor()?, id, new).await {
            Ok(_) => return Ok(to_page(&v, id)),
            Err(error) => Complaints::of(&v, error)?,
        },
        Err(complaints) => complaints,
    };
    html_refused(&HeardPage::open(v, &site, page, (typed, complaints)).await?)
}
