//! The acts on a draft: put it into a dossier, name a unit, give a reason, delete it.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::plan;
use units::PlanId;
use units::reorganisation::Reason;

use crate::error::Fault;
use crate::site::Site;
use crate::viewer::Viewer;

/// `POST /sap-xep/phuong-an/{plan}/de-nghi`.
pub async fn propose(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
) -> Result<Response, Fault> {
    let made = desk::reorganisation::propose(&site.desk, v.actor()?, id).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/ho-so/{made}"))).into_response())
}

/// The name typed again before deleting.
#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    ten: String,
}

/// `POST /sap-xep/phuong-an/{plan}/xoa`.
pub async fn delete(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Form(typed): Form<Named>,
) -> Result<Response, Fault> {
    let (actor, scope) = (v.actor()?, v.scope());
    let found = plan::page(&site.desk.store.read(), &scope, id).await?.ok_or(Fault::NotFound)?;
    if units::text::tidy(&typed.ten) != units::text::tidy(&found.line.name) {
        return Err(desk::Refusal::new("plan-delete-name-differs").into());
    }
    desk::plan::delete(&site.desk, actor, id).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/{}", found.line.commune_id))).into_response())
}

/// `POST /sap-xep/phuong-an/{plan}/kp/{part}/ten`.
pub async fn rename(
    v: Viewer,
    State(site): State<Site>,
    Path((id, part)): Path<(PlanId, i64)>,
    Form(typed): Form<Named>,
) -> Result<Response, Fault> {
    desk::plan::rename(&site.desk, v.actor()?, id, part, &typed.ten).await?;
    Ok(back_to_part(&v, id, part))
}

/// The reason of a unit out of range.
#[derive(Deserialize)]
pub struct Reasoned {
    #[serde(rename = "ly-do")]
    ly_do: String,
    #[serde(default, rename = "noi-dung")]
    noi_dung: String,
}

/// `POST /sap-xep/phuong-an/{plan}/kp/{part}/ly-do`.
pub async fn reason(
    v: Viewer,
    State(site): State<Site>,
    Path((id, part)): Path<(PlanId, i64)>,
    Form(sent): Form<Reasoned>,
) -> Result<Response, Fault> {
    let reason: Reason = sent.ly_do.parse().map_err(|_| Fault::Unreadable)?;
    let given = (reason, sent.noi_dung.as_str());
    desk::plan::reason(&site.desk, v.actor()?, id, part, given).await?;
    Ok(back_to_part(&v, id, part))
}

fn back_to_part(v: &Viewer, id: PlanId, part: i64) -> Response {
    Redirect::to(&v.to(format!("/sap-xep/phuong-an/{id}/kp/{part}"))).into_response()
}
