//! The notice of conclusions as one sheet to print: each conclusion with its matters, who heads each,
//! by when, with which product. The signed paper stays the original.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::ConferenceId;
use store::conference::Page;
use units::Day;

use super::view::{self, ConclusionView};
use super::{crumbs, load};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "conference/notice_sheet.html")]
struct SheetPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    /// Number and day.
    notice: (String, Day),
    conclusions: Vec<ConclusionView>,
}

impl SheetPage {
    /// The heads responsible, each once, in the order of the conclusions.
    fn heads(&self) -> String {
        let mut heads: Vec<&str> = Vec::new();
        for task in self.conclusions.iter().flat_map(|one| &one.tasks) {
            if !heads.contains(&task.head.as_str()) {
                heads.push(&task.head);
            }
        }
        heads.join("; ")
    }

    /// Who was invited.
    fn guests(&self) -> String {
        view::guests(&self.v, &self.page).join("; ")
    }

    /// Who gives the notice: the body, or the post in the chair.
    fn issuer(&self) -> String {
        match &self.page.line.body {
            Some((_, name, english)) => self.v.called(name, english),
            None => self.chair(),
        }
    }

    fn chair(&self) -> String {
        let chair = &self.page.line.chair;
        self.v.called(&chair.name, &chair.name_en)
    }
}

/// `GET /hoi-nghi/{conference}/thong-bao`.
pub(super) async fn sheet(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load(&v, &site, id).await?;
    let notice = page.line.notice.clone().ok_or(Fault::NotFound)?;
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let tasks = store::conference::tasks(&reader, &scope, &page.conclusions, v.today).await?;
    let conclusions = view::conclusions(&v, &site, (&page.conclusions, &tasks), None).await?;
    html(&SheetPage { crumbs: crumbs(&v, &page), page, notice, conclusions, v })
}
