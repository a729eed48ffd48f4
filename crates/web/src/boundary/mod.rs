//! Boundaries of units: files to take away, vector tiles for maps that move, and files that offices
//! bring.

mod import;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desk::boundary::{self, Format, Wanted};
use desk::place::{self, Cut};
use serde::Deserialize;
use store::unit;
use units::{Level, UnitId};

use crate::error::Fault;
use crate::guard::SameForAll;
use crate::layout::{Crumb, html};
use crate::ogc::{COLLECTIONS, Collection};
use crate::route::{Route, Who, act, in_turn, machine, page, with_file};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/ranh-gioi", Who::Public, || get(shelf)),
    page("/ranh-gioi/tai-ve", Who::Public, || in_turn(get(download))),
    page("/ranh-gioi/nhap", Who::SignedIn, || get(import::list)),
    act("/ranh-gioi/nhap", Who::SignedIn, || with_file(post(import::bring))),
    page("/ranh-gioi/nhap/{import}", Who::SignedIn, || get(import::page)),
    act("/ranh-gioi/nhap/{import}/doc-lai", Who::SignedIn, || post(import::reread)),
    act("/ranh-gioi/nhap/{import}/ap-dung", Who::SignedIn, || post(import::apply)),
    act("/ranh-gioi/nhap/{import}/thu-hoi", Who::SignedIn, || post(import::revert)),
    act("/ranh-gioi/nhap/{import}/bo", Who::SignedIn, || post(import::withdraw)),
    machine("/manh-ban-do/{level}/{zoom}/{column}/{row}", || in_turn(get(tile))),
];

/// What of the boundaries is asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// The level, as the interface for GIS programs calls its collections.
    #[serde(default)]
    cap: String,
    /// The kind of file.
    #[serde(default)]
    dang: String,
    /// Only what lies in this unit.
    #[serde(default)]
    o: String,
}

#[derive(Template)]
#[template(path = "boundary/shelf.html")]
struct ShelfView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    within: Option<(UnitId, String)>,
    levels: Vec<(&'static str, String)>,
    formats: Vec<(&'static str, String)>,
    may_import: bool,
}

/// `GET /ranh-gioi`.
pub async fn shelf(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let within = match asked.o.parse::<UnitId>() {
        Ok(unit) => unit::state_on(&reader, &v.scope(), unit, v.day).await?,
        Err(_) => None,
    };
    let levels = COLLECTIONS.iter().rev();
    let levels = levels.map(|one| (one.id, v.word(format!("ogc-collection-{}", one.id))));
    let formats = Format::ALL.iter().map(|format| (format.as_str(), v.word(format.word())));
    html(&ShelfView {
        crumbs: vec![Crumb::word(&v, "/dia-ban", "nav-places")],
        within: within.map(|state| (state.unit_id, state.name)),
        levels: levels.collect(),
        formats: formats.collect(),
        may_import: import::may(&v),
        v,
    })
}

/// `GET /ranh-gioi/tai-ve`.
pub async fn download(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let level = match asked.cap.as_str() {
        "" => Level::Grassroots,
        id => Collection::of(id).ok_or(Fault::NotFound)?.level,
    };
    let format: Format = match asked.dang.as_str() {
        "" => Format::GeoJson,
        code => code.parse().map_err(|_| Fault::NotFound)?,
    };
    let within = match asked.o.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Fault::NotFound)?),
    };
    let wanted = Wanted { level, within, day: v.day };
    let body = boundary::export(&site.desk, &v.scope(), wanted, format).await?;
    let name = format!("ranh-gioi-{}-{}.{format}", level.as_str(), v.day);
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, body).into_response())
}

/// What of a tile is asked for beside its square.
#[derive(Deserialize)]
pub struct AskedOfTile {
    /// The day; `ngay` says the same.
    #[serde(default)]
    at: String,
    /// Only what lies in this unit, and its own outline.
    #[serde(default)]
    o: String,
}

/// `GET /manh-ban-do/{level}/{zoom}/{column}/{row}?at=&o=`: the units of a level in a square of the web map.
/// A square in which nothing lies is an empty tile, which may be kept like any other.
pub async fn tile(
    v: Viewer,
    State(site): State<Site>,
    Path((level, zoom, column, row)): Path<(String, u8, u32, u32)>,
    Query(asked): Query<AskedOfTile>,
) -> Result<Response, Fault> {
    let one = Collection::of(&level).ok_or(Fault::NotFound)?;
    let square = atlas::tile::Square::new(zoom, column, row).ok_or(Fault::NotFound)?;
    let day = match asked.at.as_str() {
        "" => v.day,
        at => at.parse().map_err(|_| Fault::NotFound)?,
    };
    let within = match asked.o.as_str() {
        "" => None,
        unit => Some(unit.parse().map_err(|_| Fault::NotFound)?),
    };
    let cut = Cut { level: one.level, day, within };
    let bytes = place::tile(&site.desk, cut, square).await?;
    let headers = [(header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile")];
    Ok((Extension(SameForAll), headers, bytes).into_response())
}
