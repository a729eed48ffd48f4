//! Contributions: asked of a post, sent by it, chased.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use ledger::conference::{NewContribution, Sent as Contribution, State as Stage};
use ledger::{ConferenceId, ContributionId};
use serde::Deserialize;
use store::conference::{ContributionRow, Page};

use super::sent::read;
use super::view::{Asking, ConferencePage};
use super::{crumbs, load, load_own, own_posts, to_page};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// A contribution to ask for, as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "noi-gui")]
    post: String,
    #[serde(rename = "chu-de")]
    topic: String,
    #[serde(rename = "han-gui")]
    due_on: String,
}

/// `POST /hoi-nghi/{conference}/tham-luan`.
pub(super) async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    let new = NewContribution {
        id: asked.id.parse().map_err(|_| Fault::Unreadable)?,
        post: asked.post.parse().ok(),
        topic: asked.topic.clone(),
        due_on: asked.due_on.parse().ok(),
    };
    match desk::conference::ask(&site.desk, v.actor()?, id, new).await {
        Ok(_) => Ok(to_page(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let shown = ConferencePage::open(v, &site, page, complaints).await?;
            let Asked { id, post, topic, due_on } = asked;
            html_refused(&shown.with_asking(Asking { id, post, topic, due_on }))
        }
    }
}

/// `POST /hoi-nghi/{conference}/don-doc`.
pub(super) async fn remind(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    desk::conference::remind(&site.desk, v.actor()?, id).await?;
    Ok(to_page(&v, id))
}

#[derive(Template)]
#[template(path = "conference/contribution.html")]
struct ContributionPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    row: ContributionRow,
    title: String,
    text: String,
    may_send: bool,
}

impl ContributionPage {
    async fn open(
        v: Viewer,
        site: &Site,
        (id, contribution): (ConferenceId, ContributionId),
        (typed, complaints): (Option<Contribution>, Complaints),
    ) -> Result<Self, Fault> {
        let page = load(&v, site, id).await?;
        let found = page.contributions.iter().find(|one| one.contribution_id == contribution);
        let row = found.filter(|_| page.inside.is_some()).cloned().ok_or(Fault::NotFound)?;
        let typed =
            typed.unwrap_or(Contribution { title: row.title.clone(), text: row.said.clone() });
        let is_awaited = matches!(row.state, Stage::Called | Stage::Held);
        let may_send = own_posts(&v).contains(&row.post.post_id) && is_awaited;
        Ok(Self {
            crumbs: crumbs(&v, &page),
            complaints,
            title: typed.title,
            text: typed.text,
            may_send,
            row,
            page,
            v,
        })
    }

    fn address(&self, end: &str) -> String {
        self.v.to(format!("/hoi-nghi/{}{end}", self.page.line.conference_id))
    }
}

/// `GET /hoi-nghi/{conference}/tham-luan/{contribution}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(ConferenceId, ContributionId)>,
) -> Result<Response, Fault> {
    html(&ContributionPage::open(v, &site, at, (None, Complaints::default())).await?)
}

/// `POST /hoi-nghi/{conference}/tham-luan/{contribution}`.
pub(super) async fn send(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(ConferenceId, ContributionId)>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let (sent, document) = read(sent).await?;
    let typed = Contribution { title: sent.one("ten"), text: sent.one("bai") };
    let answer =
        desk::conference::send(&site.desk, v.actor()?, at.1, typed.clone(), document).await;
    match answer {
        Ok(()) => Ok(to_page(&v, at.0)),
        Err(error) => {
            let form = (Some(typed), Complaints::of(&v, error)?);
            html_refused(&ContributionPage::open(v, &site, at, form).await?)
        }
    }
}
