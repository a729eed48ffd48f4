//! Steps on the way of a practice, one form for the step that is due; and thanks to its authors.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::practice::Thanks;
use ledger::practice::{AFTER_FIELDS, Stage, Step};
use ledger::{AdoptionId, PracticeId};
use serde::Deserialize;
use store::practice::{AdoptionLine, Page};

use super::typed::Typed;
use super::view::{may_at_its_place, open};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "practice/step.html")]
struct StepPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    typed: Typed,
    rights: Rights,
    is_spread: bool,
}

/// What the reader may do with it.
#[derive(Debug, Clone, Copy)]
struct Rights {
    begins: bool,
    assesses: bool,
    ends: bool,
    is_own: bool,
}

impl StepPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: PracticeId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let page = open(&v, site, id).await?;
        let may_begin = may_at_its_place(&v, site, &page, Act::PracticeRegister).await?;
        let may_assess = may_at_its_place(&v, site, &page, Act::PracticeAssess).await?;
        let posts = v.actor()?.posts(v.today);
        let is_own = page.practice.author.is_some_and(|author| posts.contains(&author));
        let is_spread = page.adoptions.iter().any(AdoptionLine::is_result);
        let crumbs = crumbs(&v, &page);
        let may_end = may_assess || is_own;
        let rights = Rights { begins: may_begin, assesses: may_assess, ends: may_end, is_own };
        Ok(Self { v, crumbs, complaints, page, typed, rights, is_spread })
    }

    fn address(&self, step: &str) -> String {
        self.v.to(format!("/cach-lam-hay/{}/buoc/{step}", self.page.practice.id))
    }
}

fn crumbs(v: &Viewer, page: &Page) -> Vec<Crumb> {
    let address = v.to(format!("/cach-lam-hay/{}", page.practice.id));
    vec![
        Crumb::word(v, "/cach-lam-hay", "practice-nav"),
        Crumb { href: address, name: page.practice.content.title.clone(), is_typed: true },
    ]
}

/// `GET /cach-lam-hay/{practice}/buoc`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
) -> Result<Response, Fault> {
    let typed = Typed::default();
    html(&StepPage::open(v, &site, id, (typed, Complaints::default())).await?)
}

fn step(name: &str, typed: &Typed) -> Option<Step> {
    Some(match name {
        "lam-thu" => Step::Try { begun_on: typed.day("bat-dau") },
        "danh-gia" => Step::Assess {
            after: AFTER_FIELDS.map(|[value, day]| (typed.milli(value), typed.day(day))).to_vec(),
            said: typed.text("nhan-xet"),
        },
        "cong-nhan" => Step::Recognise {
            document: typed.text("so-van-ban"),
            dated_on: typed.day("ngay-van-ban"),
        },
        "nhan-rong" => Step::Spread,
        "ket-thuc" => Step::End { why: typed.text("ly-do") },
        _ => return None,
    })
}

/// `POST /cach-lam-hay/{practice}/buoc/{step}`.
pub(super) async fn take(
    v: Viewer,
    State(site): State<Site>,
    Path((id, name)): Path<(PracticeId, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::from(fields);
    let step = step(&name, &typed).ok_or(Fault::NotFound)?;
    match desk::practice::step(&site.desk, v.actor()?, (id, typed.revision()), step).await {
        Ok(()) => Ok(Redirect::to(&v.to(format!("/cach-lam-hay/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&StepPage::open(v, &site, id, (typed, complaints)).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "practice/thanks.html")]
struct ThanksPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    typed: Typed,
}

impl ThanksPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: PracticeId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let page = open(&v, site, id).await?;
        Ok(Self { crumbs: crumbs(&v, &page), v, complaints, page, typed })
    }
}

/// Out of which adoption.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    ad: Option<AdoptionId>,
}

/// `GET /cach-lam-hay/{practice}/cam-on?ad={adoption}`.
pub(super) async fn thanks_form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
    Query(From { ad }): Query<From>,
) -> Result<Response, Fault> {
    let adoption = ad.map(|adoption| adoption.to_string()).unwrap_or_default();
    let typed = Typed::default().with("ma", site.desk.clock.id()).with("ap-dung", adoption);
    html(&ThanksPage::open(v, &site, id, (typed, Complaints::default())).await?)
}

/// `POST /cach-lam-hay/{practice}/cam-on`.
pub(super) async fn thank(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::from(fields);
    let thanks = Thanks {
        id: typed.parsed("ma").ok_or(Fault::Unreadable)?,
        practice: id,
        adoption: typed.parsed("ap-dung"),
        said: typed.text("loi-cam-on"),
    };
    match desk::practice::thank(&site.desk, v.actor()?, thanks).await {
        Ok(()) => {
            let back = v.to(format!("/cach-lam-hay/{id}")) + "#cam-on";
            Ok(Redirect::to(&back).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&ThanksPage::open(v, &site, id, (typed, complaints)).await?)
        }
    }
}
