//! The follow-up sheet: every conclusion with its matters, on time, late, reopened, confirmed, and what
//! earlier conferences left open. Made to be printed for the next conference.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::ConferenceId;
use ledger::conference::Tally;
use store::conference::{Carried, Page};

use super::view::{self, ConclusionView, TaskView};
use super::{crumbs, load};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// What an earlier conference left open.
struct CarriedView {
    from: String,
    href: String,
    number: i64,
    said: String,
    tasks: Vec<TaskView>,
}

#[derive(Template)]
#[template(path = "conference/follow_up.html")]
struct SheetPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    tally: Tally,
    conclusions: Vec<ConclusionView>,
    carried: Vec<CarriedView>,
}

impl SheetPage {
    /// The figures on top: word and number.
    fn figures(&self) -> Vec<(String, u32)> {
        let Tally { all, waiting, late, on_time, answered_late, reopened, confirmed, .. } =
            self.tally;
        let figures = [
            ("follow-up-all", all),
            ("follow-up-waiting", waiting),
            ("follow-up-late", late),
            ("follow-up-on_time", on_time),
            ("follow-up-answered_late", answered_late),
            ("follow-up-reopened", reopened),
            ("follow-up-confirmed", confirmed),
        ];
        figures.map(|(code, count)| (self.v.word(code), count)).into_iter().collect()
    }
}

/// `GET /hoi-nghi/{conference}/theo-doi`.
pub(super) async fn sheet(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load(&v, &site, id).await?;
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let tasks = store::conference::tasks(&reader, &scope, &page.conclusions, v.today).await?;
    let next_on = page.next.as_ref().map(|next| next.held_on).filter(|day| *day <= v.today);
    let conclusions = view::conclusions(&v, &site, (&page.conclusions, &tasks), next_on).await?;
    let at = (id, page.line.held_on);
    let carried = store::conference::carried(&reader, &scope, at, v.today).await?;
    let carried = carried.iter().map(|one| left_open(&v, one)).collect();
    let tally = view::tally(&tasks, v.today);
    html(&SheetPage { crumbs: crumbs(&v, &page), page, tally, conclusions, carried, v })
}

fn left_open(v: &Viewer, carried: &Carried) -> CarriedView {
    let from = &carried.from;
    CarriedView {
        from: format!("{}: {}", v.date(from.held_on), from.theme),
        href: v.to(format!("/hoi-nghi/{}", from.conference_id)),
        number: carried.conclusion.number,
        said: carried.conclusion.said.clone(),
        tasks: carried.tasks.iter().map(|task| view::task(v, task, None)).collect(),
    }
}
