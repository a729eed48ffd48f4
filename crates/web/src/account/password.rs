//! Changing the own password; a password somebody else set must be changed first.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::session;
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    must_change: bool,
}

/// The old and the new one.
#[derive(Deserialize)]
pub struct Change {
    #[serde(default)]
    cu: String,
    #[serde(default)]
    moi: String,
}

/// `GET /mat-khau`.
pub async fn form(v: Viewer) -> Result<Response, Fault> {
    html(&page(v)?)
}

fn page(v: Viewer) -> Result<PasswordPage, Fault> {
    let must_change = v.actor()?.must_change;
    Ok(PasswordPage { v, crumbs: Vec::new(), complaints: Complaints::default(), must_change })
}

/// `POST /mat-khau`: changes it and opens a fresh session, so that an old cookie is worth nothing.
pub async fn change(
    v: Viewer,
    State(site): State<Site>,
    headers: HeaderMap,
    Form(sent): Form<Change>,
) -> Result<Response, Fault> {
    let actor = v.actor()?;
    if !site.door.throttle.allows(&actor.account_id.to_string(), None) {
        return Err(desk::Refusal::new("sign-in-too-often").into());
    }
    match desk::account::change_password(&site.desk, actor, sent.cu, sent.moi).await {
        Ok(()) => {
            session::close(&site, &headers).await?;
            let cookie = session::open(&site, actor.account_id).await?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&v.to("/sap-xep"))).into_response())
        }
        Err(desk::Error::Refused(refusal)) => {
            let mut page = page(v)?;
            let field = if refusal.code == "account-wrong-password" { "cu" } else { "moi" };
            let text = page.v.say_coded(refusal.code, &refusal.args);
            page.complaints.add(field, text);
            html_refused(&page)
        }
        Err(failed) => Err(failed.into()),
    }
}
