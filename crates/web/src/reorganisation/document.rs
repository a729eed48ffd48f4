//! The resolution's document, for the second person who compares it before confirming.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::Act;
use store::{attachment, reorganisation};
use units::ReorganisationId;

use crate::error::Fault;
use crate::session::percent_encoded;
use crate::site::Site;
use crate::viewer::Viewer;

/// `GET /sap-xep/ho-so/{reorganisation}/van-ban`: always as a download, never shown by the browser
/// inside this site, for people who may record or confirm here.
pub async fn document(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ReorganisationId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = reorganisation::page(&reader, &scope, id).await?.ok_or(Fault::NotFound)?;
    let commune = page.line.commune_id;
    let may = v.may(&site, Act::ReorganisationRecord, commune).await?
        || v.may(&site, Act::ReorganisationConfirm, commune).await?;
    let document = page.adoption.filter(|_| may).ok_or(Fault::NotFound)?.attachment_id;
    let head = attachment::head(&reader, &scope, document).await?.ok_or(Fault::NotFound)?;
    let body = attachment::body(&reader, &scope, document).await?.ok_or(Fault::NotFound)?;
    let name = format!("attachment; filename*=UTF-8''{}", percent_encoded(&head.name));
    let headers = [(header::CONTENT_TYPE, head.content_type), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}
