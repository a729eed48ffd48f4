//! Practices as files: one to give to another city, one to take from another, looked at before it is
//! taken.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use desk::practice::{FILE_MOST, Given, read};
use ledger::PracticeId;
use serde::Deserialize;
use store::practice::Page;

use super::view::open;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// The field of the file.
const FILE: &str = "van-ban";

#[derive(Template)]
#[template(path = "practice/export.html")]
struct ExportPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
}

/// `GET /cach-lam-hay/{practice}/xuat`: what goes into the file, and the file.
pub(super) async fn export_page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
) -> Result<Response, Fault> {
    let page = open(&v, &site, id).await?;
    let address = v.to(format!("/cach-lam-hay/{id}"));
    let crumbs = vec![
        Crumb::word(&v, "/cach-lam-hay", "practice-nav"),
        Crumb { href: address, name: page.practice.content.title.clone(), is_typed: true },
    ];
    html(&ExportPage { v, crumbs, page })
}

/// `GET /cach-lam-hay/{practice}/tep.json`. Every practice is public, so the file is.
pub(super) async fn export(
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
) -> Result<Response, Fault> {
    let scope = desk::authority::public_scope();
    let file = desk::practice::export(&site.desk, &scope, id).await?.ok_or(Fault::NotFound)?;
    let name = format!("attachment; filename=\"cach-lam-{id}.json\"");
    let kind = "application/json; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file).into_response())
}

#[derive(Template)]
#[template(path = "practice/import.html")]
struct ImportPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    /// The file's text and what it gives, once one was read.
    given: Option<(String, Given)>,
}

impl ImportPage {
    fn new(v: Viewer, complaints: Complaints, given: Option<(String, Given)>) -> Self {
        let crumbs = vec![Crumb::word(&v, "/cach-lam-hay", "practice-nav")];
        Self { v, crumbs, complaints, given }
    }

    /// The same with what is wrong in a file: each fault beside the key it is about.
    fn refused(v: Viewer, refusal: &desk::Refusal) -> Self {
        let mut complaints = Complaints::default();
        for one in refusal.each() {
            let said = v.say_coded(one.code, &one.args);
            let key = one.args.iter().find(|(name, _)| *name == "key");
            let said = key.map_or_else(|| said.clone(), |(_, key)| format!("{key}: {said}"));
            complaints.add(FILE, said);
        }
        Self::new(v, complaints, None)
    }
}

/// `GET /cach-lam-hay/nhap`.
pub(super) async fn import_form(v: Viewer) -> Result<Response, Fault> {
    html(&ImportPage::new(v, Complaints::default(), None))
}

/// `POST /cach-lam-hay/nhap`: reads the file and shows what it gives; nothing is kept yet.
pub(super) async fn preview(v: Viewer, mut sent: Multipart) -> Result<Response, Fault> {
    let Some(text) = text_of(&mut sent).await? else {
        let mut complaints = Complaints::default();
        complaints.add(FILE, v.word("practice-file-none"));
        return html_refused(&ImportPage::new(v, complaints, None));
    };
    match read(&text, v.today) {
        Ok(given) => html(&ImportPage::new(v, Complaints::default(), Some((text, given)))),
        Err(refusal) => html_refused(&ImportPage::refused(v, &refusal)),
    }
}

/// The text of the file; one that is larger than any practice is cut, so that it is refused as such.
async fn text_of(sent: &mut Multipart) -> Result<Option<String>, Fault> {
    while let Some(field) = sent.next_field().await? {
        if field.name() == Some(FILE) {
            let bytes = field.bytes().await?;
            let bytes = &bytes[..bytes.len().min(FILE_MOST + 1)];
            let text = String::from_utf8_lossy(bytes).into_owned();
            return Ok((!text.is_empty()).then_some(text));
        }
    }
    Ok(None)
}

/// The text of a file that was looked at.
#[derive(Deserialize)]
pub(super) struct Seen {
    #[serde(rename = "noi-dung-tep")]
    text: String,
}

/// `POST /cach-lam-hay/nhap/nhan`: takes in what was looked at.
pub(super) async fn import(
    v: Viewer,
    State(site): State<Site>,
    Form(Seen { text }): Form<Seen>,
) -> Result<Response, Fault> {
    match desk::practice::import(&site.desk, v.actor()?, &text).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/cach-lam-hay/{id}"))).into_response()),
        Err(desk::Error::Refused(refusal)) => html_refused(&ImportPage::refused(v, &refusal)),
        Err(error) => Err(error.into()),
    }
}
