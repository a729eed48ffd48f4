//! What was given to oneself: help, moves to agree to, thanks to show or keep, and one's talks.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::CareActId;
use ledger::care::CareKind;
use store::care::{Line, Talk};
use units::AccountId;

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "care/mine.html")]
struct MinePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    me: AccountId,
    acts: Vec<Line>,
    talks: Vec<Talk>,
}

impl MinePage {
    /// Whether an act waits for one's word.
    fn waits(&self, line: &Line) -> bool {
        let asks = match line.kind {
            CareKind::Move => true,
            CareKind::Encourage => line.may_show,
            CareKind::Help | CareKind::Share => false,
        };
        asks && line.agreed.is_none()
    }

    /// The other one of a talk.
    fn other<'t>(&self, talk: &'t Talk) -> &'t str {
        if talk.author.0 == self.me { &talk.holder.1 } else { &talk.author.1 }
    }

    fn address(&self, line: &Line, step: &str) -> String {
        self.v.to(format!("/can-bo/cua-toi/{}/{step}", line.id))
    }
}

/// `GET /can-bo/cua-toi`.
pub(super) async fn page(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let actor = v.actor()?;
    let acts = desk::care::mine(&site.desk, actor).await?;
    let talks = desk::care::talks(&site.desk, actor).await?;
    let me = actor.account_id;
    let crumbs = vec![Crumb::word(&v, "/can-bo", "care-nav")];
    html(&MinePage { v, crumbs, me, acts, talks })
}

/// `POST /can-bo/cua-toi/{care}/{step}`.
pub(super) async fn answer(
    v: Viewer,
    State(site): State<Site>,
    Path((id, step)): Path<(CareActId, String)>,
) -> Result<Response, Fault> {
    let agreed = match step.as_str() {
        "dong-y" => true,
        "khong" => false,
        _ => return Err(Fault::NotFound),
    };
    desk::care::answer(&site.desk, v.actor()?, id, agreed).await?;
    Ok(Redirect::to(&v.to("/can-bo/cua-toi")).into_response())
}
