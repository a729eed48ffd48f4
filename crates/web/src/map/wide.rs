//! Maps of more than one commune: of a province, of a district, of everything there is an outline of. They are
//! drawn from the outlines in memory, with no more detail than the sheet can show; the map that moves draws
//! the same units from vector tiles.

use std::collections::HashMap;
use std::sync::Arc;

use atlas::thin::thinned;
use axum::extract::State;
use axum::response::Response;
use desk::place::{self, Layer};
use geo::MultiPolygon;
use store::Scope;
use store::unit::{self, Line, Page};
use units::{Day, Level, UnitId};

use super::picture::{self, Caption};
use super::sheet::{Place, Sheet};
use super::{Layers, MapPage, Picture, geojson_answer, svg_answer};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::ogc::COLLECTIONS;
use crate::site::Site;
use crate::viewer::Viewer;

/// Outlines on one sheet, at most: a province had 579 communes, and more are no map but a grey.
const MOST: usize = 800;
/// Steps across the land to which a sheet's outlines are drawn: two for each of its pixels.
const STEPS: f64 = 1_800.0;

/// Whether a unit's map shows what lies in it from the outlines in memory: provinces and districts.
#[must_use]
pub fn is_wide(page: &Page) -> bool {
    matches!(page.line.kind.level(), Level::Province | Level::District)
}

/// What the legend calls the borders of a level.
#[must_use]
pub const fn legend(level: Level) -> &'static str {
    match level {
        Level::Province => "map-legend-province",
        Level::District => "map-legend-district",
        Level::Commune => "map-legend-commune",
        Level::Grassroots => "map-legend-unit",
    }
}

fn collection(level: Level) -> &'static str {
    let found = COLLECTIONS.iter().find(|one| one.level == level);
    found.map_or("khu_pho_ap", |one| one.id)
}

fn only(within: Option<UnitId>) -> String {
    within.map_or_else(String::new, |unit| format!("&o={unit}"))
}

/// The address of the vector tiles of a level on a day, or of what of it lies in a place.
#[must_use]
pub fn tiles(level: Level, at: Day, within: Option<UnitId>) -> String {
    let (level, only) = (collection(level), only(within));
    format!("/manh-ban-do/{level}/{{z}}/{{x}}/{{y}}?at={at}{only}")
}

/// Where the whole outlines of a wide map are taken away.
#[must_use]
pub fn download(level: Level, at: Day, within: Option<UnitId>) -> String {
    let (level, only) = (collection(level), only(within));
    format!("/ranh-gioi/tai-ve?cap={level}&dang=geojson&ngay={at}{only}")
}

/// The units with a known outline in a place, or anywhere: of the first level that has any. Nothing where
/// none has, or where they are more than a sheet can show.
///
/// # Errors
/// A failure of the store.
pub async fn gather(
    site: &Site,
    scope: &Scope,
    (within, at): (Option<&Page>, Day),
) -> Result<Option<(Level, Sheet)>, Fault> {
    let levels: &[Level] = match within.map(|page| page.line.kind.level()) {
        None => &[Level::Province, Level::Commune],
        Some(Level::Province) => &[Level::Commune, Level::District],
        Some(_) => &[Level::Commune],
    };
    let known = desk::gazetteer::known(&site.desk).await?;
    let unit = within.map(|page| page.line.unit_id);
    for level in levels {
        let layer = place::layer(&site.desk, *level, (at, at)).await?;
        let mut found = layer.in_place(&known, unit, at);
        let is_listed = |at: &usize| !known.is_beside(layer.places[*at].unit_id);
        if unit.is_none() && found.iter().any(is_listed) {
            // A map of everything is one of the nation's list; what was invented does not lie on it.
            found.retain(is_listed);
        }
        if !(1..=MOST).contains(&found.len()) {
            continue;
        }
        let reader = site.desk.store.read();
        let ids: Vec<UnitId> = found.iter().map(|at| layer.places[*at].unit_id).collect();
        let counted = unit::lines(&reader, scope, &ids, at).await?;
        let own = match unit {
            Some(unit) => unit::shape(&reader, scope, unit, at).await?,
            None => None,
        };
        let own = own.and_then(|wkb| atlas::wkb::read_area(&wkb));
        let made =
            desk::aside("lay out a wide map", move || laid_out(&layer, (found, counted), own));
        return Ok(Some((*level, made.await?)));
    }
    Ok(None)
}

/// Outlines as a sheet shows them. The land of a place whose own outline is not known is that of its units.
fn laid_out(
    layer: &Arc<Layer>,
    (found, counted): (Vec<usize>, Vec<Line>),
    own: Option<MultiPolygon<f64>>,
) -> Sheet {
    let whole: Vec<MultiPolygon<f64>> =
        found.iter().filter_map(|at| layer.outline(*at).cloned()).collect();
    let joined = || atlas::dissolve(&whole, &vec![0; whole.len()]).into_iter().next();
    let land = own.or_else(joined).unwrap_or_else(|| MultiPolygon(Vec::new()));
    let sheet = Sheet { boundary: land, places: vec![], old: vec![], features: vec![] };
    let step = sheet.span().max(1e-6) / STEPS;
    let counted: HashMap<UnitId, i64> =
        counted.into_iter().map(|line| (line.unit_id, line.households)).collect();
    let place = |(at, shape): (&usize, &MultiPolygon<f64>)| {
        let place = &layer.places[*at];
        Place {
            unit_id: Some(place.unit_id),
            href: Some(format!("/dia-ban/{}", place.unit_id)),
            name: place.name.clone(),
            short_name: place.short_name.clone(),
            // Of a place that is only known here no household is counted.
            households: counted.get(&place.unit_id).copied().filter(|count| *count > 0),
            marked: false,
            shape: thinned(shape, step),
        }
    };
    let places = found.iter().zip(&whole).map(place).collect();
    Sheet { boundary: thinned(&sheet.boundary, step), places, ..sheet }
}

/// `GET /ban-do`: the outermost units that have an outline, as of a day.
pub async fn nation(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let scope = v.scope();
    let crumbs = vec![Crumb::word(&v, "/dia-ban", "nav-places")];
    let title = v.word("map-nation-title");
    let Some((level, sheet)) = gather(&site, &scope, (None, v.day)).await? else {
        return html(&MapPage { v, crumbs, title, picture: None, rows: Vec::new() });
    };
    let ids: Vec<UnitId> = sheet.places.iter().filter_map(|place| place.unit_id).collect();
    let rows = unit::lines(&site.desk.store.read(), &scope, &ids, v.day).await?;
    let drawn = picture::draw(&v, &sheet, &caption(&v, level))?;
    let mut picture = Picture {
        svg: Some(picture::inline(&v, &drawn)),
        file: v.to_on("/ban-do.svg"),
        data: v.to(download(level, v.day, None)),
        layers: Layers {
            over: v.to_on("/ban-do/nen.geojson"),
            tiles: tiles(level, v.day, None),
            ..Layers::default()
        },
        label: title.clone(),
        ..Picture::default()
    };
    picture.begin(&sheet);
    html(&MapPage { v, crumbs, title, picture: Some(picture), rows })
}

fn caption(v: &Viewer, level: Level) -> Caption {
    Caption {
        title: v.word("map-nation-title"),
        units: legend(level),
        boundary: "map-legend-outer",
        banner: None,
        credit: String::new(),
    }
}

/// `GET /ban-do.svg`.
pub async fn nation_svg(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let found = gather(&site, &v.scope(), (None, v.day)).await?;
    let (level, sheet) = found.ok_or(Fault::NotFound)?;
    Ok(svg_answer(picture::draw(&v, &sheet, &caption(&v, level))?))
}

/// `GET /ban-do/nen.geojson`: what lies on the tiles of that map.
pub async fn nation_over(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let found = gather(&site, &v.scope(), (None, v.day)).await?;
    let (_, sheet) = found.ok_or(Fault::NotFound)?;
    Ok(geojson_answer(picture::over_tiles(&v, &sheet)?))
}
