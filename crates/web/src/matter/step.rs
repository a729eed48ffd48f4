//! Every act on a matter but the answer: one address per act, a few fields each.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::MatterId;
use ledger::matter::{Act, RejectReason};
use serde::Deserialize;

use super::MatterPage;
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What the small forms send; each act reads its own.
#[derive(Deserialize)]
pub struct Fields {
    ban: i64,
    #[serde(default, rename = "ly-do")]
    reason: String,
    #[serde(default, rename = "han-moi")]
    new_due: String,
    #[serde(default, rename = "noi-nhan")]
    to: String,
}

/// `POST /dau-viec/{matter}/buoc/{step}`.
pub async fn take(
    v: Viewer,
    State(site): State<Site>,
    Path((id, step)): Path<(MatterId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let complaints = match act(&v, &step, &fields)? {
        Ok(act) => match desk::matter::act(&site.desk, v.actor()?, (id, fields.ban), act).await {
            Ok(()) => {
                let back = v.to(format!("/dau-viec/{id}"));
                return Ok(Redirect::to(&back).into_response());
            }
            Err(error) => Complaints::of(&v, error)?,
        },
        Err(complaints) => complaints,
    };
    html_refused(&MatterPage::open(v, &site, id, complaints).await?)
}

/// The act that an address means; what is no day or post is complained about.
fn act(v: &Viewer, step: &str, fields: &Fields) -> Result<Result<Act, Complaints>, Fault> {
    let reason = fields.reason.clone();
    let wrong = |field: &'static str, code: &str| {
        let mut complaints = Complaints::default();
        complaints.add(field, v.word(code));
        Ok(Err(complaints))
    };
    Ok(Ok(match step {
        "nhan" => Act::Accept,
        "bat-dau" => Act::Start,
        "hoi-them" => Act::AskInfo(reason),
        "noi-them" => Act::GiveInfo(reason),
        "xin-lui-han" | "lui-han" => match fields.new_due.parse() {
            Ok(day) if step == "lui-han" => Act::Extend(day, reason),
            Ok(day) => Act::AskExtension(day, reason),
            Err(_) => return wrong("han-moi", "matter-no-new-due"),
        },
        "giao" | "chuyen" => match fields.to.parse() {
            Ok(post) if step == "giao" => Act::Assign(post),
            Ok(post) => Act::Redirect(post, reason),
            Err(_) => return wrong("noi-nhan", "matter-choose-post"),
        },
        "tu-choi" => match fields.reason.parse::<RejectReason>() {
            Ok(reason) => Act::Reject(reason),
            Err(_) => return wrong("ly-do", "matter-no-reject-reason"),
        },
        "xac-nhan" => Act::Confirm,
        "chua-xong" => Act::Reopen(reason),
        _ => return Err(Fault::NotFound),
    }))
}
