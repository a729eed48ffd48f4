//! Signing in and out, and the own password.

mod password;

use std::net::SocketAddr;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Extension, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::session;
use crate::site::Site;
use crate::viewer::Viewer;

pub use password::{change as change_password, form as password_form};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    next: String,
    name: String,
}

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    tiep: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct SignIn {
    #[serde(default)]
    ten: String,
    #[serde(default, rename = "mat-khau")]
    mat_khau: String,
    #[serde(default)]
    tiep: String,
}

/// `GET /dang-nhap`.
pub async fn form(v: Viewer, Query(next): Query<Next>) -> Result<Response, Fault> {
    let complaints = Complaints::default();
    let page =
        SignInPage { v, crumbs: Vec::new(), complaints, next: next.tiep, name: String::new() };
    html(&page)
}

/// `POST /dang-nhap`.
pub async fn sign_in(
    v: Viewer,
    State(site): State<Site>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Form(sent): Form<SignIn>,
) -> Result<Response, Fault> {
    let peer = address.map(|Extension(ConnectInfo(socket))| socket.ip());
    let from = session::caller(&headers, peer);
    if !site.door.throttle.allows(&sent.ten, from) {
        return refused(v, sent, "sign-in-too-often");
    }
    match desk::account::sign_in(&site.desk, &sent.ten, sent.mat_khau.clone()).await {
        Ok(actor) => {
            // Whoever was signed in here before is not any more.
            session::close(&site, &headers).await?;
            let cookie = session::open(&site, actor.account_id).await?;
            let to = match session::safe_next(&sent.tiep) {
                _ if actor.must_change => v.to("/mat-khau"),
                Some(next) => next.to_owned(),
                None => v.to("/sap-xep"),
            };
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
        }
        Err(desk::Error::Refused(refusal)) => refused(v, sent, refusal.code),
        Err(failed) => Err(failed.into()),
    }
}

fn refused(v: Viewer, sent: SignIn, code: &str) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    complaints.add("ten", v.word(code));
    let page = SignInPage { v, crumbs: Vec::new(), complaints, next: sent.tiep, name: sent.ten };
    html_refused(&page)
}

/// `POST /dang-xuat`.
pub async fn sign_out(
    v: Viewer,
    State(site): State<Site>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let cookie = session::close(&site, &headers).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&v.to("/"))).into_response())
}
