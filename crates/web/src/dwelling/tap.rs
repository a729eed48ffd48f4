//! The map on which a tap asks: the one that moves where there is script, else a picture that a form sends
//! as a button, with the names of the units beside it for whoever cannot tap.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use store::unit;
use units::{DoorPoint, Level, UnitId};

use super::Asked;
use crate::error::Fault;
use crate::map::tap::{self, Tap};
use crate::map::{self, Picture};
use crate::site::Site;
use crate::viewer::Viewer;

/// The map of a commune.
pub(super) struct Shown {
    /// For the map that moves.
    pub(super) picture: Picture,
    /// The picture to be tapped.
    pub(super) file: String,
    /// Its width and height in pixels.
    pub(super) size: (u32, u32),
    /// The commune.
    pub(super) name: String,
    /// Its khu phố and ấp by name.
    pub(super) units: Vec<(UnitId, String)>,
}

/// The map of a commune, where its outline is known.
pub(super) async fn shown(
    v: &Viewer,
    site: &Site,
    commune: UnitId,
    pin: &str,
) -> Result<Option<Shown>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let Some(page) = unit::page(&reader, &scope, commune, v.today).await? else { return Ok(None) };
    let Some(bounds) = bounds(v, site, commune).await?.filter(|_| page.line.has_map) else {
        return Ok(None);
    };
    let [w, s, e, n] = bounds;
    let box_said = format!("{w:.7},{s:.7},{e:.7},{n:.7}");
    let picture = map::of_commune(v, &page, box_said);
    let pin = units::search::point(pin).map(|point| format!("?toa-do={}", said(point)));
    let file = format!("/khu-pho-cua-toi/{commune}/ban-do.svg{}", pin.unwrap_or_default());
    let units = page.children.into_iter().filter(|line| line.kind.is_base());
    let units = units.map(|line| (line.unit_id, line.name)).collect();
    let (file, size) = (v.to(file), Tap::of(bounds).size());
    Ok(Some(Shown { picture, file, size, name: page.line.name, units }))
}

async fn bounds(v: &Viewer, site: &Site, commune: UnitId) -> Result<Option<[f64; 4]>, Fault> {
    let layer = desk::place::layer(&site.desk, Level::Commune, (v.today, v.today)).await?;
    Ok(layer.bounds_of(commune))
}

/// A point as an address holds it.
fn said(point: DoorPoint) -> String {
    let degrees = |e7: i32| format!("{:.7}", f64::from(e7) / 1e7);
    format!("{},{}", degrees(point.lat_e7), degrees(point.lon_e7))
}

/// Where a tap leads: to the page that asks for its place. Nothing where the picture was not hit; a
/// keyboard sends its corner.
pub(super) async fn place(v: &Viewer, site: &Site, asked: &Asked) -> Result<Option<String>, Fault> {
    let pixel = [&asked.x, &asked.y].map(|text| text.parse::<u32>().ok());
    let ([Some(x), Some(y)], Ok(commune)) = (pixel, asked.commune.parse::<UnitId>()) else {
        return Ok(None);
    };
    let Some(bounds) = bounds(v, site, commune).await?.filter(|_| x + y > 0) else {
        return Ok(None);
    };
    let point = Tap::of(bounds).point([x, y]);
    Ok(point.map(|point| format!("/khu-pho-cua-toi?toa-do={}&xa={commune}", said(point))))
}

/// `GET /khu-pho-cua-toi/{unit}/ban-do.svg`.
pub(super) async fn picture(
    v: Viewer,
    State(site): State<Site>,
    Path(commune): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let line = unit::line(&reader, &scope, commune, v.today).await?.ok_or(Fault::NotFound)?;
    let bounds = bounds(&v, &site, commune).await?.ok_or(Fault::NotFound)?;
    let pin = units::search::point(&asked.point);
    let title = v.say("map-title", [("name", v.txt(&line.name))]);
    let (tap, from) = (Tap::of(bounds), (&reader, &scope));
    let drawn = tap::draw(from, (commune, v.today), &tap, (&title, pin)).await?;
    Ok(map::svg_answer(drawn))
}
