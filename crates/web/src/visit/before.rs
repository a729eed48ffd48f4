//! The sheet before a visit: what was promised here, what holds the place back, who came before. One
//! paper to print and take along.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::visit::{Answering, Before};
use ledger::VisitId;
use store::matter;
use store::status_sheet::FigureRow;
use store::visit::Page;
use units::Day;

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::likeness;
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "visit/before.html")]
struct BeforePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    before: Before,
    figures: Vec<FigureRow>,
    counted_on: Option<Day>,
}

impl BeforePage {
    fn late(&self) -> usize {
        self.before.open.iter().filter(|line| line.is_late(self.v.today)).count()
    }

    /// Why a practice may help here.
    fn why(&self, one: &Answering) -> String {
        likeness::reasons(&self.v, &one.reasons)
    }

    /// Promises with where they came from, the late ones first.
    fn promises(&self) -> Vec<&matter::Line> {
        let mut lines: Vec<&matter::Line> = self.before.open.iter().collect();
        lines.sort_by_key(|line| !line.is_late(self.v.today));
        lines.extend(&self.before.ended);
        lines
    }
}

/// `GET /di-co-so/{visit}/chuan-bi`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = store::visit::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let place = page.line.unit_id;
    let mut before = desk::visit::before(&site.desk, &scope, place).await?;
    before.visits.retain(|line| line.visit_id != id);
    let story = desk::status_sheet::story(&site.desk, &scope, place, v.today).await?;
    let last = story.sheets.iter().rev().find(|line| line.unit_id == place);
    let counted_on = last.map(|line| line.counted_on);
    let is_last = |row: &FigureRow| last.is_some_and(|line| line.sheet_id == row.sheet_id);
    let figures = story.figures.iter().filter(|row| is_last(row)).cloned().collect();
    let mut crumbs = super::crumbs(&v, &page.line);
    crumbs.push(Crumb::named(&v, &format!("/di-co-so/{id}"), &page.line.unit));
    html(&BeforePage { v, crumbs, page, before, figures, counted_on })
}
