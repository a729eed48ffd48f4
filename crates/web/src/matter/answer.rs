//! The form of an answer: words, a day, and proof, with what was typed kept when it is refused.

use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::matter::Handed;
use ledger::MatterId;
use units::Day;

use super::MatterPage;
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::sent::{File, Limits, Sent};
use crate::site::Site;
use crate::viewer::Viewer;

/// Photos are the fields `anh`; how many there may be says the desk.
const LIMITS: Limits = Limits { files_in: "anh", files_most: usize::MAX, field_most: 20_000 };

/// What the person typed, as typed. A photo has to be chosen again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) revision: i64,
    pub(super) text: String,
    pub(super) done_on: String,
    pub(super) number: String,
    pub(super) dated_on: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) measure: String,
    photos: Vec<Handed>,
}

/// `POST /dau-viec/{matter}/tra-loi`.
pub async fn answer(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MatterId>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let typed = Typed::read(sent).await?;
    let (handed, mut complaints) = typed.handed(&v);
    if complaints.is_empty() {
        let said = (typed.text.clone(), typed.done_on.parse::<Day>().ok());
        let matter = (id, typed.revision);
        match desk::matter::prove(&site.desk, v.actor()?, matter, said, handed).await {
            Ok(()) => {
                let back = v.to(format!("/dau-viec/{id}"));
                return Ok(Redirect::to(&back).into_response());
            }
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    let page = MatterPage::open(v, &site, id, complaints).await?;
    html_refused(&MatterPage { typed, ..page })
}

impl Typed {
    /// An empty form; most answers are given on the day of the work.
    #[must_use]
    pub fn on(today: Day) -> Self {
        Self { done_on: today.to_string(), ..Self::default() }
    }

    async fn read(sent: Multipart) -> Result<Self, Fault> {
        let sent = Sent::read(sent, LIMITS).await?;
        let photos = sent.files.into_iter().map(File::photo).collect();
        let mut typed = Self { photos, ..Self::default() };
        sent.fields.into_iter().for_each(|(name, text)| typed.take(&name, text));
        Ok(typed)
    }

    fn take(&mut self, name: &str, text: String) {
        match name {
            "ban" => self.revision = text.parse().unwrap_or(0),
            "tra-loi" => self.text = text,
            "ngay-lam" => self.done_on = text,
            "so-van-ban" => self.number = text,
            "ngay-van-ban" => self.dated_on = text,
            "ten-so-lieu" => self.label = text,
            "gia-tri" => self.value = text,
            "don-vi-tinh" => self.measure = text,
            _ => {}
        }
    }

    /// The proofs that were begun, and what is no number or day among them.
    fn handed(&self, v: &Viewer) -> (Vec<Handed>, Complaints) {
        let (mut handed, mut complaints) = (self.photos.clone(), Complaints::default());
        if !self.number.trim().is_empty() || !self.dated_on.trim().is_empty() {
            match self.dated_on.parse() {
                Ok(dated_on) => {
                    handed.push(Handed::Document { number: self.number.clone(), dated_on });
                }
                Err(_) => complaints.add("ngay-van-ban", v.word("matter-proof-no-day")),
            }
        }
        if !self.value.trim().is_empty() || !self.label.trim().is_empty() {
            match ledger::text::milli(&self.value) {
                Some(value_milli) => handed.push(Handed::Figure {
                    label: self.label.clone(),
                    value_milli,
                    unit: self.measure.clone(),
                }),
                None => complaints.add("gia-tri", v.word("matter-answer-value-wrong")),
            }
        }
        (handed, complaints)
    }
}
