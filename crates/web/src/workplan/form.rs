//! The form of one line: the six clears, resources, feasibility, and what of the place it stands on,
//! chosen from the place's own figures and difficulties. And the page on which a line of a text that is
//! being written is changed, ended or let stand again.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::workplan::{Ground, Mark, NewLine, Source};
use ledger::{WorkplanId, WorkplanLineId};
use store::workplan::LineRow;

use super::choices::{Choices, SAME};
use super::{WorkplanPage, after};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// The field of the reason why a line ends: on its page stands another, for changing it.
const WHY_END: &str = "vi-sao-thoi";

/// `POST /chuong-trinh/ke-hoach/{workplan}/viec`.
pub(super) async fn add(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<WorkplanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let line_id = typed.parsed("ma").ok_or(Fault::Unreadable)?;
    let new = (line(&typed, line_id), typed.text("vi-sao"));
    let done = desk::workplan::add_line(&site.desk, v.actor()?, id, new).await;
    after(v, &site, (id, typed), done.map(drop)).await
}

/// The line as the desk takes it.
fn line(typed: &Typed, id: WorkplanLineId) -> NewLine {
    NewLine {
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
        ground: ground(typed.get("can-cu")),
    }
}

/// What was chosen: "kk:identity", "sl:identity:code", or what it stands on already.
fn ground(chosen: &str) -> Option<Ground> {
    if chosen == SAME {
        return Some(Ground::Same);
    }
    let (kind, rest) = chosen.split_once(':')?;
    match kind {
        "kk" => rest.parse().ok().map(Ground::Difficulty),
        "sl" => {
            let (sheet, code) = rest.split_once(':')?;
            let sheet = sheet.parse().ok()?;
            Some(Ground::Figure(Source { sheet, code: code.to_owned() }))
        }
        _ => None,
    }
}

/// What stands in the choice of a line that is there.
fn chosen(row: &LineRow) -> String {
    match (&row.difficulty, &row.source) {
        (Some((id, _)), _) => format!("kk:{id}"),
        (None, Some(Source { sheet, code })) => format!("sl:{sheet}:{code}"),
        (None, None) => SAME.to_owned(),
    }
}

/// The form filled in with what a line says.
fn said(row: &LineRow) -> Typed {
    let mut fields = vec![
        ("can-cu".to_owned(), chosen(row)),
        ("chi-tieu".to_owned(), row.target.to_string()),
        ("viec".to_owned(), row.work.clone()),
        ("nguoi".to_owned(), row.owner_id.to_string()),
        ("han".to_owned(), row.due_on.to_string()),
        ("nguon-luc".to_owned(), row.resources.clone()),
        ("san-pham".to_owned(), row.product.clone()),
        ("kha-thi".to_owned(), row.feasibility.clone()),
        ("trach-nhiem".to_owned(), row.responsibility.clone()),
        ("tham-quyen".to_owned(), row.authority.clone()),
        ("minh-chung".to_owned(), row.proof.to_string()),
    ];
    // The reason why a line ends is none for changing it.
    if row.mark() != Mark::Ended {
        fields.push(("vi-sao".to_owned(), row.why.clone()));
    }
    if row.is_pilot {
        fields.push(("lam-diem".to_owned(), "1".to_owned()));
    }
    Typed::from_pairs(fields)
}

#[derive(Template)]
#[template(path = "workplan/line.html")]
struct LinePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    row: LineRow,
    typed: Typed,
    choices: Choices,
    /// Whether both sides agreed on a text before, so that a change says why.
    is_revision: bool,
    plan: WorkplanId,
}

impl LinePage {
    async fn open(
        v: Viewer,
        site: &Site,
        (id, line): (WorkplanId, WorkplanLineId),
        (typed, complaints): (Option<Typed>, Complaints),
    ) -> Result<Self, Fault> {
        let nothing = (Typed::default(), Complaints::default());
        let page = WorkplanPage::open(v, site, id, nothing).await?;
        let row = page.draft().into_iter().find(|row| row.line_id == line).cloned();
        let row = row.filter(|row| page.writes() && page.may_change(row)).ok_or(Fault::NotFound)?;
        let typed = typed.unwrap_or_else(|| said(&row));
        let is_revision = page.plan.agreed > 0;
        let choices = page.choices.with(&page.v, &row);
        let mut crumbs = page.crumbs;
        let address = format!("/chuong-trinh/ke-hoach/{id}");
        let name = page.v.say("workplan-of", [("place", page.v.txt(&page.plan.unit))]);
        crumbs.push(Crumb::named(&page.v, &address, &name));
        let v = page.v;
        Ok(Self { v, crumbs, complaints, row, typed, choices, is_revision, plan: id })
    }

    fn address(&self, act: &str) -> String {
        let (plan, line) = (self.plan, self.row.line_id);
        self.v.to(format!("/chuong-trinh/ke-hoach/{plan}/viec/{line}{act}"))
    }
}

/// `GET /chuong-trinh/ke-hoach/{workplan}/viec/{line}`.
pub(super) async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(WorkplanId, WorkplanLineId)>,
) -> Result<Response, Fault> {
    html(&LinePage::open(v, &site, at, (None, Complaints::default())).await?)
}

/// Back to the plan, or the line's page again with what refused it.
async fn back(
    v: Viewer,
    site: &Site,
    (at, typed): ((WorkplanId, WorkplanLineId), Option<Typed>),
    done: Result<(), desk::Error>,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => {
            let to = v.to(format!("/chuong-trinh/ke-hoach/{}", at.0));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&LinePage::open(v, site, at, (typed, complaints)).await?)
        }
    }
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/viec/{line}`.
pub(super) async fn change(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(WorkplanId, WorkplanLineId)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let new = (line(&typed, at.1), typed.text("vi-sao"));
    let done = desk::workplan::change_line(&site.desk, v.actor()?, at.0, new).await;
    back(v, &site, (at, Some(typed)), done).await
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/viec/{line}/thoi`.
pub(super) async fn end(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(WorkplanId, WorkplanLineId)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let why = typed.text(WHY_END);
    let done = desk::workplan::end_line(&site.desk, v.actor()?, at.0, (at.1, why)).await;
    let Err(error) = done else { return back(v, &site, (at, None), done).await };
    let complaints = Complaints::of(&v, error)?.moved("vi-sao", WHY_END);
    let mut page = LinePage::open(v, &site, at, (None, complaints)).await?;
    // The form above keeps what the line says; only the reason was typed.
    page.typed.put(WHY_END, typed.text(WHY_END));
    page.typed.put("thoi", "1".to_owned());
    html_refused(&page)
}

/// `POST /chuong-trinh/ke-hoach/{workplan}/viec/{line}/giu`.
pub(super) async fn restore(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(WorkplanId, WorkplanLineId)>,
) -> Result<Response, Fault> {
    let done = desk::workplan::restore_line(&site.desk, v.actor()?, at.0, at.1).await;
    back(v, &site, (at, None), done).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_is_one_of_the_places_own_or_none() {
        let id = "019dd0c0-1111-7000-8000-000000000001";
        let difficulty = ground(&format!("kk:{id}"));
        assert_eq!(difficulty, Some(Ground::Difficulty(id.parse().unwrap())));
        let figure = ground(&format!("sl:{id}:ho_du_hop"));
        let source = Source { sheet: id.parse().unwrap(), code: "ho_du_hop".into() };
        assert_eq!(figure, Some(Ground::Figure(source)));
        assert_eq!(ground(SAME), Some(Ground::Same));
        assert_eq!(
            [ground(""), ground("sl:x:y"), ground("kk:"), ground("31,5")],
            [const { None }; 4]
        );
    }
}
