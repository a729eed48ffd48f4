//! What a person does to a difficulty: adds what was tried, takes it up, claims that it is overcome, enters what
//! the people concerned said.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::difficulty::Change;
use ledger::DifficultyId;
use ledger::difficulty::{Confirmation, Figure};
use serde::Deserialize;
use units::Day;

use super::view::DifficultyPage;
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What the small forms send, as typed; each reads its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    ban: i64,
    #[serde(rename = "da-thu")]
    pub(super) tried: String,
    #[serde(rename = "lam-gi")]
    pub(super) first: String,
    #[serde(rename = "ten-so-lieu")]
    pub(super) label: String,
    #[serde(rename = "gia-tri")]
    pub(super) value: String,
    #[serde(rename = "don-vi-tinh")]
    pub(super) measure: String,
    #[serde(rename = "ngay-do")]
    pub(super) counted_on: String,
    #[serde(rename = "bien-ban")]
    pub(super) minutes: String,
    #[serde(rename = "ngay-hop")]
    pub(super) held_on: String,
    #[serde(rename = "co-mat")]
    pub(super) attending: String,
    #[serde(rename = "dong-y")]
    pub(super) agreed: String,
    #[serde(rename = "ly-do")]
    pub(super) reason: String,
}

impl Typed {
    /// An empty form of a day; the figure after is counted as the one before was.
    pub(super) fn on(today: Day, before: Option<&Figure>) -> Self {
        let day = today.to_string();
        Self {
            label: before.map(|figure| figure.label.clone()).unwrap_or_default(),
            measure: before.map(|figure| figure.unit.clone()).unwrap_or_default(),
            counted_on: day.clone(),
            held_on: day,
            ..Self::default()
        }
    }

    /// The change that an address means, or what is no number or day.
    fn change(&self, v: &Viewer, step: &str) -> Result<Change, Complaints> {
        let wrong = |field: &'static str, code: &str| {
            let mut complaints = Complaints::default();
            complaints.add(field, v.word(code));
            complaints
        };
        match step {
            "da-thu" => Ok(Change::Tried(self.tried.clone())),
            "nhan-lam" => Ok(Change::TakeUp(self.first.clone())),
            "vuot-qua" => {
                let value = ledger::text::milli(&self.value)
                    .ok_or_else(|| wrong("gia-tri", "matter-answer-value-wrong"))?;
                let on = self.counted_on.parse();
                let on = on.map_err(|_| wrong("ngay-do", "difficulty-no-day"))?;
                let (label, unit) = (self.label.clone(), self.measure.clone());
                Ok(Change::Claim(Some(Figure { label, value_milli: value, unit, on })))
            }
            "xac-nhan" => {
                let count = |text: &str| crate::reorganisation::count(text);
                let held_on = self.held_on.parse();
                Ok(Change::Confirm(Confirmation {
                    minutes: self.minutes.clone(),
                    held_on: held_on.map_err(|_| wrong("ngay-hop", "difficulty-no-day"))?,
                    attending: count(&self.attending)
                        .ok_or_else(|| wrong("co-mat", "difficulty-no-count"))?,
                    agreed: count(&self.agreed)
                        .ok_or_else(|| wrong("dong-y", "difficulty-no-count"))?,
                }))
            }
            _ => Ok(Change::SendBack(self.reason.clone())),
        }
    }
}

/// `POST /kho-khan/{difficulty}/buoc/{step}`.
pub(super) async fn change(
    v: Viewer,
    State(site): State<Site>,
    Path((id, step)): Path<(DifficultyId, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    if !["da-thu", "nhan-lam", "vuot-qua", "xac-nhan", "chua-xong"].contains(&step.as_str()) {
        return Err(Fault::NotFound);
    }
    let complaints = match typed.change(&v, &step) {
        Ok(change) => {
            let at = (id, typed.ban);
            match desk::difficulty::change(&site.desk, v.actor()?, at, change).await {
                Ok(()) => {
                    let back = v.to(format!("/kho-khan/{id}"));
                    return Ok(Redirect::to(&back).into_response());
                }
                Err(error) => Complaints::of(&v, error)?,
            }
        }
        Err(complaints) => complaints,
    };
    let page = DifficultyPage::open(v, &site, id, complaints).await?;
    html_refused(&DifficultyPage { typed, ..page })
}
