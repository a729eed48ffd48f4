//! The demonstration's stage: one click puts a visitor in the place of a resident, a head of a khu phố,
//! an officer or a leader. A site that serves a real place has no stage, and answers as if there were
//! no such address.

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;
use units::AccountId;

use crate::error::Fault;
use crate::route::{Route, Who, act};
use crate::session;
use crate::site::Site;
use crate::viewer::Viewer;

/// Someone of the demonstration in whose place one may be put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// The name the form sends.
    pub name: &'static str,
    /// The account.
    pub account: AccountId,
    /// The message id of the button.
    pub label: &'static str,
    /// The page where such a person begins.
    pub begins_at: &'static str,
}

/// The people of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stage {
    /// In the order of the buttons, after the resident, who signs in nowhere.
    pub players: Vec<Player>,
}

/// Whom to be; empty for a resident.
#[derive(Deserialize)]
pub struct Part {
    #[serde(default)]
    vai: String,
}

/// The addresses of the stage.
pub(crate) const ROUTES: &[Route] = &[act("/dong-vai", Who::Public, || post(play))];

/// `POST /dong-vai`.
pub async fn play(
    v: Viewer,
    State(site): State<Site>,
    headers: HeaderMap,
    Form(part): Form<Part>,
) -> Result<Response, Fault> {
    let stage = site.stage.as_ref().ok_or(Fault::NotFound)?;
    let player = stage.players.iter().find(|player| player.name == part.vai);
    if player.is_none() && !part.vai.is_empty() {
        return Err(Fault::NotFound);
    }
    // Whoever was played before is not any more.
    let left = session::close(&site, &headers).await?;
    let (cookie, to) = match player {
        Some(player) => (session::open(&site, player.account).await?, player.begins_at),
        None => (left, "/phan-anh"),
    };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&v.to(to))).into_response())
}
