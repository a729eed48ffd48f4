//! Pages, forms, maps, the JSON interface and sessions. The only room with HTTP and HTML.
//!
//! Knows no SQL and takes no decisions: a handler parses, calls one function of `desk` or reads one
//! query of `store` under the reader's scope, and renders. Every page works without script.

pub mod account;
pub mod api;
pub mod assets;
pub mod board;
pub mod body;
pub mod boundary;
pub mod care;
pub mod chart;
pub mod city;
pub mod conference;
mod csv;
pub mod difficulty;
pub mod draw;
mod dwelling;
pub mod error;
pub mod feedback;
pub mod gazetteer;
pub mod group;
pub mod guard;
pub mod home;
pub mod household;
mod indicator;
pub mod layout;
pub mod likeness;
pub mod map;
pub mod matter;
pub mod movement;
pub mod ogc;
pub mod old_list;
mod pipe;
pub mod plan;
pub mod post;
pub mod practice;
pub mod programme;
pub mod renaming;
pub mod reorganisation;
pub mod route;
pub mod rulebook;
mod sent;
pub mod session;
pub mod site;
pub mod stage;
pub mod status_sheet;
pub mod transfer;
pub mod unit;
pub mod viewer;
pub mod visit;
pub mod workplan;

use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;

pub use site::Site;
pub use stage::{Player, Stage};

/// The largest form without a file: the columns of a workbook with many sheets. Files have a room
/// of their own, behind sign-in: [`route::UPLOAD_MOST`].
const BODY_MOST: usize = 1024 * 1024;

/// The whole site over what it stands on.
///
/// From the outside in: compression, security headers, pages for errors, panics and slow answers as
/// errors, who is signed in and what may be kept, forms from this site only, the routes.
pub fn router(site: Site) -> Router {
    let compressed = SizeAbove::new(512).and(NotForContentType::new("text/event-stream"));
    route::routes()
        .fallback(error::nowhere)
        .method_not_allowed_fallback(error::nowhere)
        .layer(DefaultBodyLimit::max(BODY_MOST))
        .layer(CsrfLayer::new())
        .layer(from_fn(guard::excuse))
        .layer(from_fn_with_state(site.clone(), guard::recognise))
        .layer(from_fn(guard::be_patient))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(site.clone(), error::give_page))
        .layer(from_fn(guard::harden))
        .layer(CompressionLayer::new().compress_when(compressed))
        .with_state(site)
}

/// Serves the site until `stop` is done; requests under way are finished.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let app = router(site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(stop).await
}
