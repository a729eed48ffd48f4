//! Correcting what a practice says: the form of registering, filled in, with the reason.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::practice::NewCorrection;
use ledger::PracticeId;
use ledger::practice::{Correction, MEASURE_FIELDS};
use store::practice::Page;

use super::form::{content, posts};
use super::typed::Typed;
use super::view::open;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "practice/correct.html")]
struct CorrectPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    posts: Vec<(String, String)>,
    typed: Typed,
}

impl CorrectPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: PracticeId,
        (typed, complaints): (Option<Typed>, Complaints),
    ) -> Result<Self, Fault> {
        let page = open(&v, site, id).await?;
        if !desk::practice::may_correct(&site.desk, v.actor()?, &page).await? {
            return Err(desk::Refusal::new("practice-not-author").into());
        }
        let posts = posts(&v, site, page.practice.unit).await?;
        let address = v.to(format!("/cach-lam-hay/{id}"));
        let crumbs = vec![
            Crumb::word(&v, "/cach-lam-hay", "practice-nav"),
            Crumb { href: address, name: page.practice.content.title.clone(), is_typed: true },
        ];
        let typed = match typed {
            Some(typed) => typed,
            None => said(&v, &page).with("ma", site.desk.clock.id()),
        };
        Ok(Self { v, crumbs, complaints, page, posts, typed })
    }
}

/// The form filled in with what the practice says now.
fn said(v: &Viewer, page: &Page) -> Typed {
    let it = &page.practice.content;
    let code = |code: Option<String>| code.unwrap_or_default();
    let mut typed = Typed::default()
        .with("ban", page.revision)
        .with("ten", &it.title)
        .with("linh-vuc", it.category)
        .with("phong-trao", code(it.enrolled.map(|one| one.campaign.to_string())))
        .with("mang", code(it.enrolled.and_then(|one| one.field).map(|one| one.to_string())))
        .with("van-de", &it.problem)
        .with("da-lam", &it.content)
        .with("cach-lam", &it.method)
        .with("nguon-luc", &it.resources)
        .with("kinh-phi", it.cost_vnd)
        .with("tham-gia", &it.participation)
        .with("dieu-kien", &it.conditions)
        .with("nguoi-hoi", code(page.practice.ask.map(|post| post.to_string())));
    for (measure, [label, unit, value, day]) in it.measures.iter().zip(MEASURE_FIELDS) {
        typed = typed
            .with(label, &measure.label)
            .with(unit, &measure.unit)
            .with(value, v.typed_milli(measure.before_milli))
            .with(day, measure.before_on);
    }
    typed
}

/// `GET /cach-lam-hay/{practice}/sua`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
) -> Result<Response, Fault> {
    html(&CorrectPage::open(v, &site, id, (None, Complaints::default())).await?)
}

/// `POST /cach-lam-hay/{practice}/sua`.
pub(super) async fn correct(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::from(fields);
    let new = NewCorrection {
        id: typed.parsed("ma").ok_or(Fault::Unreadable)?,
        correction: Correction {
            content: content(&typed),
            ask: typed.parsed("nguoi-hoi"),
            why: typed.text("vi-sao"),
        },
    };
    match desk::practice::correct(&site.desk, v.actor()?, (id, typed.revision()), new).await {
        Ok(()) => Ok(Redirect::to(&v.to(format!("/cach-lam-hay/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&CorrectPage::open(v, &site, id, (Some(typed), complaints)).await?)
        }
    }
}
