//! Moderation: what everybody may see of a feedback, as it is, with fewer words, or not at all.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::feedback;
use ledger::FeedbackId;
use ledger::feedback::{Moderation, Verdict};
use store::feedback::{self as rows, Line, Photo};

use super::sorting;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "feedback/moderation.html")]
struct ModerationPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    waiting: Vec<(Line, Vec<Photo>)>,
}

/// `GET /phan-anh/duyet`.
pub async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let mut waiting = Vec::new();
    for line in feedback::to_moderate(&site.desk, v.actor()?).await? {
        let photos = rows::photos(&site.desk.store.read(), &v.scope(), line.feedback_id).await?;
        waiting.push((line, photos));
    }
    let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
    html(&ModerationPage { v, crumbs, waiting })
}

/// `POST /phan-anh/duyet/{feedback}`: back to the queue, or to the one feedback where it was decided
/// there.
pub async fn decide(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<FeedbackId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let verdict = verdict(&fields);
    let is_from_one = fields.iter().any(|(name, _)| name == "tu-trang");
    match feedback::moderate(&site.desk, v.actor()?, id, verdict.clone()).await {
        Ok(()) if is_from_one => {
            let to = v.to(format!("/phan-anh/tiep-nhan/{id}"));
            Ok(Redirect::to(&to).into_response())
        }
        Ok(()) => Ok(Redirect::to(&v.to("/phan-anh/duyet")).into_response()),
        Err(error) => {
            let complaints: Complaints = Complaints::of(&v, error)?;
            html_refused(&sorting::view(v, &site, id, (complaints, verdict.text)).await?)
        }
    }
}

fn verdict(fields: &[(String, String)]) -> Verdict {
    let value = |wanted: &str| {
        let mut found = fields.iter().filter(|(name, _)| name == wanted);
        found.next().map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let photos = fields.iter().filter(|(name, _)| name == "anh");
    Verdict {
        decision: value("quyet-dinh").parse().unwrap_or(Moderation::Waiting),
        text: value("noi-dung-cong-khai").to_owned(),
        photos: photos.filter_map(|(_, number)| number.parse().ok()).collect(),
    }
}
