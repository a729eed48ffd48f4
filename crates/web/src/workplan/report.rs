//! Telling how far a line has come: per cent, words, and a photo, a document or a figure as proof.

use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use desk::matter::Handed;
use desk::workplan::Told;
use ledger::{WorkplanId, WorkplanLineId};

use super::{WorkplanPage, after};
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::programme::typed::Typed;
use crate::sent::{File, Limits, Sent};
use crate::site::Site;
use crate::viewer::Viewer;

/// The photo is the field `anh`. The longest typed field has four thousand letters with marks, and room for
/// more, which the desk refuses in words.
const LIMITS: Limits = Limits { files_in: "anh", files_most: 1, field_most: 40_000 };

/// `POST /chuong-trinh/ke-hoach/{workplan}/tien-do`.
pub(super) async fn tell(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let mut sent = Sent::read(sent, LIMITS).await?;
    let photo = sent.files.pop().map(File::photo);
    let typed = Typed::of(sent.fields)?;
    let mut complaints = Complaints::default();
    let proof = photo.or_else(|| proof(&v, &typed, &mut complaints));
    // The line, with how many reports of it the page showed: "identity:2".
    let chosen = typed.get("dong").split_once(':');
    let chosen = chosen.and_then(|(line, after)| {
        Some((line.parse::<WorkplanLineId>().ok()?, after.parse::<i64>().ok()?))
    });
    if chosen.is_none() {
        complaints.add("dong", v.word("workplan-choose-line"));
    }
    let (Some((line, seen)), true) = (chosen, complaints.is_empty()) else {
        return html_refused(&WorkplanPage::open(v, &site, id, (typed, complaints)).await?);
    };
    let (percent, said) = (typed.parsed("phan-tram"), typed.text("tien-do"));
    let told = Told { after: seen, percent, said, proof };
    let done = desk::workplan::report(&site.desk, v.actor()?, (id, line), told).await;
    let Err(error) = done else { return after(v, &site, (id, typed), Ok(())).await };
    // On this page the proof that a line asks for has the plain name.
    let complaints = Complaints::of(&v, error)?.moved("minh-chung", "minh-chung-bao");
    html_refused(&WorkplanPage::open(v, &site, id, (typed, complaints)).await?)
}

/// A document or a figure that was begun.
fn proof(v: &Viewer, typed: &Typed, wrong: &mut Complaints) -> Option<Handed> {
    if typed.has("so-van-ban") || typed.has("ngay-van-ban") {
        let dated_on = typed.day("ngay-van-ban");
        if dated_on.is_none() {
            wrong.add("ngay-van-ban", v.word("matter-proof-no-day"));
        }
        let number = typed.text("so-van-ban");
        return dated_on.map(|dated_on| Handed::Document { number, dated_on });
    }
    if typed.has("ten-so-lieu") || typed.has("gia-tri") {
        let value = typed.milli(v, "gia-tri", wrong);
        if value.is_none() && wrong.is_empty() {
            wrong.add("gia-tri", v.word("matter-answer-value-wrong"));
        }
        let (label, unit) = (typed.text("ten-so-lieu"), typed.text("don-vi-tinh"));
        return value.map(|value_milli| Handed::Figure { label, value_milli, unit });
    }
    None
}
