//! The form of one line: the six clears, resources, feasibility, and what of the place it stands on.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::WorkplanId;
use ledger::difficulty::Figure;
use ledger::workplan::{NewLine, Tie};

use super::{WorkplanPage, after};
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// `POST /chuong-trinh/ke-hoach/{workplan}/viec`.
pub(super) async fn add(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    match line(&v, &typed) {
        Ok(new) => {
            let done = desk::workplan::add_line(&site.desk, v.actor()?, id, new).await;
            after(v, &site, (id, typed), done.map(drop)).await
        }
        Err(complaints) => {
            html_refused(&WorkplanPage::open(v, &site, id, (typed, complaints)).await?)
        }
    }
}

/// The line as the desk takes it, or what is no number or day.
fn line(v: &Viewer, typed: &Typed) -> Result<NewLine, Complaints> {
    let mut complaints = Complaints::default();
    let tie = tie(v, typed, &mut complaints);
    let Some(id) = typed.parsed("ma") else { return Err(complaints) };
    if !complaints.is_empty() {
        return Err(complaints);
    }
    Ok(NewLine {
        id,
        target: typed.parsed("chi-tieu"),
        work: typed.text("viec"),
        owner: typed.parsed("nguoi"),
        due_on: typed.day("han"),
        resources: typed.text("nguon-luc"),
        responsibility: typed.text("trach-nhiem"),
        product: typed.text("san-pham"),
        authority: typed.text("tham-quyen"),
        feasibility: typed.text("kha-thi"),
        proof: typed.parsed("minh-chung"),
        is_pilot: typed.has("lam-diem"),
        tie,
    })
}

/// A chosen difficulty, else a figure that was begun.
fn tie(v: &Viewer, typed: &Typed, wrong: &mut Complaints) -> Option<Tie> {
    if let Some(difficulty) = typed.parsed("kho-khan") {
        return Some(Tie::Difficulty(difficulty));
    }
    if !typed.has("ten-so-lieu") && !typed.has("gia-tri") {
        return None;
    }
    let value = typed.milli(v, "gia-tri", wrong);
    if value.is_none() && wrong.is_empty() {
        wrong.add("gia-tri", v.word("matter-answer-value-wrong"));
    }
    let on = typed.day("ngay-so-lieu");
    if on.is_none() {
        wrong.add("ngay-so-lieu", v.word("workplan-figure-day"));
    }
    let (label, unit) = (typed.text("ten-so-lieu"), typed.text("don-vi-tinh"));
    value.zip(on).map(|(value_milli, on)| Tie::Figure(Figure { label, value_milli, unit, on }))
}
