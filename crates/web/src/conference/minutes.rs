//! The minutes: with them a conference counts as held.

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use desk::conference::Minutes;
use ledger::ConferenceId;
use store::conference::Page;

use super::sent::read;
use super::{crumbs, load_own, to_page};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "conference/minutes.html")]
struct MinutesPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    text: String,
    attended: String,
}

impl MinutesPage {
    fn new(v: Viewer, page: Page, typed: (String, String), complaints: Complaints) -> Self {
        let (text, attended) = typed;
        Self { crumbs: crumbs(&v, &page), complaints, text, attended, page, v }
    }

    fn address(&self) -> String {
        self.v.to(format!("/hoi-nghi/{}/bien-ban", self.page.line.conference_id))
    }
}

/// `GET /hoi-nghi/{conference}/bien-ban`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    let text = page.inside.as_ref().map(|inside| inside.minutes.clone()).unwrap_or_default();
    let attended = page.attended.map(|count| count.to_string()).unwrap_or_default();
    html(&MinutesPage::new(v, page, (text, attended), Complaints::default()))
}

/// `POST /hoi-nghi/{conference}/bien-ban`.
pub(super) async fn hold(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let (sent, document) = read(sent).await?;
    let page = load_own(&v, &site, id).await?;
    let typed = (sent.one("bien-ban"), sent.one("so-nguoi"));
    let mut complaints = Complaints::default();
    let attended = typed.1.trim().parse::<u32>().ok();
    if attended.is_none() && !typed.1.trim().is_empty() {
        complaints.add("so-nguoi", v.word("conference-attended-wrong"));
        return html_refused(&MinutesPage::new(v, page, typed, complaints));
    }
    let at = (id, sent.one("ban").parse().unwrap_or(0));
    let minutes = Minutes { text: typed.0.clone(), attended, document };
    match desk::conference::hold(&site.desk, v.actor()?, at, minutes).await {
        Ok(()) => Ok(to_page(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&MinutesPage::new(v, page, typed, complaints))
        }
    }
}
