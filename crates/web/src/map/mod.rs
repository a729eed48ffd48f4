//! Maps: of a place as of a day, of a plan, of one unit of a plan with its groups. Each as a page,
//! as a picture drawn here (also for paper and for readers without script) and as GeoJSON for the
//! map that moves. Visitors see outlines and totals; household points are never on a map.

mod geojson;
mod picture;
mod sheet;
mod slider;
pub(crate) mod tap;
mod wide;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use desk::authority::public_scope;
use serde::Deserialize;
use store::plan::PlanPage;
use store::unit::{self, Line, Page};
use store::{Reader, plan};
use units::{Day, Level, PlanId, Tier, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

pub use picture::Signs;
use picture::{Caption, SIZE};
use sheet::{Place, Sheet};
pub use slider::{Slider, slider, slider_of_reorganisation, slider_of_two};
pub(crate) use wide::{nation, nation_over, nation_svg};

pub use sheet::metres;

/// Where the map that moves gets what it shows.
#[derive(Default)]
pub struct Layers {
    /// GeoJSON: all that is shown, or what lies on the tiles. Empty where no map moves.
    pub over: String,
    /// GeoJSON that is asked for only when somebody looks closely.
    pub closer: String,
    /// Vector tiles with the outlines: an address with `{z}`, `{x}` and `{y}`.
    pub tiles: String,
}

/// A map as a page shows it.
#[derive(Default)]
pub struct Picture {
    /// The drawn map inside the page; the page shows `file` where there is none.
    pub svg: Option<String>,
    /// Where the drawn map stands by itself.
    pub file: String,
    /// Where its data can be taken away.
    pub data: String,
    /// Where the map that moves gets what it shows.
    pub layers: Layers,
    /// West, south, east, north of where it begins.
    pub bounds: String,
    /// The same of all that it shows.
    pub land: String,
    /// What lies so far off that it is not in sight at first.
    pub far: String,
    /// What it shows.
    pub label: String,
    /// A credit that the data's licence asks for.
    pub credit: String,
}

impl Picture {
    /// Says where a wide map that moves begins.
    fn begin(&mut self, sheet: &Sheet) {
        let (bounds, far) = sheet.beginning();
        (self.bounds, self.land, self.far) = (bounds, sheet.bounds(), far.join(", "));
    }

    /// Width and height of the drawn map in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        sheet_size()
    }

    /// What the map says while it is not there yet, or not whole, for the script.
    #[must_use]
    pub fn notices(&self, v: &Viewer) -> String {
        serde_json::json!({
            "loading": v.word("map-loading"),
            "failed": v.word("map-failed"),
            "partly": v.word("map-partly"),
            "retry": v.word("map-retry"),
        })
        .to_string()
    }

    /// The words of the map's own buttons, for the script.
    #[must_use]
    pub fn locale(&self, v: &Viewer) -> String {
        serde_json::json!({
            "NavigationControl.ZoomIn": v.word("map-zoom-in"),
            "NavigationControl.ZoomOut": v.word("map-zoom-out"),
            "Popup.Close": v.word("map-popup-close"),
            "Map.Title": self.label,
            "CooperativeGesturesHandler.WindowsHelpText": v.word("map-scroll-help"),
            "CooperativeGesturesHandler.MacHelpText": v.word("map-scroll-help-mac"),
            "CooperativeGesturesHandler.MobileHelpText": v.word("map-touch-help"),
        })
        .to_string()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a constant of ours")]
fn sheet_size() -> (u32, u32) {
    (SIZE[0] as u32, SIZE[1] as u32)
}

/// Whether the small outlines are left out, so that a picture is easy to compare.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    gon: Option<String>,
}

#[derive(Template)]
#[template(path = "unit/map.html")]
struct MapPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    title: String,
    /// Nothing where no outline is known.
    picture: Option<Picture>,
    rows: Vec<Line>,
}

/// `GET /dia-ban/{unit}/ban-do`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let (page, drawn) = found(&v, &site, id, true).await?;
    let mut picture = of_unit(&v, &page);
    match wide::is_wide(&page) {
        true => picture.begin(&drawn.sheet),
        false => (picture.bounds, picture.land) = (drawn.sheet.bounds(), drawn.sheet.bounds()),
    }
    picture.layers = layers(&v, &page, drawn.tiles);
    let caption = caption_of(&v, &page, drawn.tiles);
    picture.svg = Some(picture::inline(&v, &picture::draw(&v, &drawn.sheet, &caption)?));
    let rows = match page.line.kind.level() {
        Level::Commune => unit::descendants(&reader, &scope, id, v.day, Tier::Base).await?,
        _ => page.children.clone(),
    };
    let mut crumbs = crate::unit::crumbs(&v, &page.path);
    crumbs.push(Crumb::named(&v, &format!("/dia-ban/{id}"), &page.line.name));
    let title = picture.label.clone();
    html(&MapPage { crumbs, title, picture: Some(picture), rows, v })
}

/// The page of a unit that may have a map, and what that shows: a wide one is drawn from what lies in it.
async fn found(
    v: &Viewer,
    site: &Site,
    id: UnitId,
    with_old: bool,
) -> Result<(Page, Drawn), Fault> {
    let page = unit::page(&site.desk.store.read(), &v.scope(), id, v.day).await?;
    let page = page.filter(|page| page.line.has_map || wide::is_wide(page));
    let page = page.ok_or(Fault::NotFound)?;
    let drawn = drawn(v, site, &page, with_old).await?;
    Ok((page, drawn))
}

/// Whether a unit's page shows its map: it has an outline, or something directly in it has.
#[must_use]
pub fn may_have(page: &Page) -> bool {
    let below = || page.children.iter().any(|line| line.has_map);
    page.line.has_map || (wide::is_wide(page) && below())
}

/// The day a page can be drawn on: the one asked for, or the nearest of the state shown.
fn day_of(v: &Viewer, page: &Page) -> Day {
    match (page.holds, page.period.last_day()) {
        (true, _) => v.day,
        (false, Some(last)) if last < v.day => last,
        (false, _) => page.period.from,
    }
}

/// What a map shows, and the level of which the tiles have its units.
struct Drawn {
    sheet: Sheet,
    /// Nothing for a unit of which there are no tiles: an old cell.
    tiles: Option<Level>,
}

async fn drawn(v: &Viewer, site: &Site, page: &Page, with_old: bool) -> Result<Drawn, Fault> {
    let (reader, scope, at) = (site.desk.store.read(), v.scope(), day_of(v, page));
    let (id, kind) = (page.line.unit_id, page.line.kind);
    if kind.level() == Level::Commune {
        let sheet = Sheet::of_commune((&reader, &scope), id, at, with_old).await?;
        return Ok(Drawn { sheet, tiles: Some(Level::Grassroots) });
    }
    if wide::is_wide(page)
        && let Some((level, sheet)) = wide::gather(site, &scope, (Some(page), at)).await?
    {
        return Ok(Drawn { sheet, tiles: Some(level) });
    }
    let sheet = Sheet::of_unit((&reader, &scope), page, at).await?;
    let has_tiles = kind.is_base() || kind.is_administrative();
    Ok(Drawn { sheet, tiles: has_tiles.then(|| kind.level()) })
}

fn caption_of(v: &Viewer, page: &Page, tiles: Option<Level>) -> Caption {
    let units = tiles.map_or("map-legend-unit", wide::legend);
    let boundary = match page.line.kind.level() {
        Level::Grassroots => "map-legend-unit",
        level => wide::legend(level),
    };
    let title = v.say("map-title", [("name", v.txt(&page.line.name))]);
    Caption { boundary, title, units, banner: None, credit: String::new() }
}

/// Where the map of a unit that moves gets what it shows.
fn layers(v: &Viewer, page: &Page, tiles: Option<Level>) -> Layers {
    let address = format!("/dia-ban/{}/ban-do", page.line.unit_id);
    let Some(level) = tiles else {
        return Layers { over: v.to_on(format!("{address}.geojson")), ..Layers::default() };
    };
    let closer = match level {
        Level::Grassroots => v.to_on(format!("{address}/gan.geojson")),
        _ => String::new(),
    };
    Layers {
        over: v.to_on(format!("{address}/nen.geojson")),
        closer,
        tiles: wide::tiles(level, day_of(v, page), Some(page.line.unit_id)),
    }
}

/// The map of a unit's page: only named here, the page loads the picture when it is scrolled to.
pub fn of_unit(v: &Viewer, page: &Page) -> Picture {
    let address = format!("/dia-ban/{}/ban-do", page.line.unit_id);
    Picture {
        file: v.to_on(format!("{address}.svg")),
        data: v.to_on(format!("{address}.geojson")),
        label: v.say("map-title", [("name", v.txt(&page.line.name))]),
        ..Picture::default()
    }
}

/// The map of a commune that moves on a page of its own; the page has a picture to stand before it.
pub fn of_commune(v: &Viewer, page: &Page, bounds: String) -> Picture {
    let layers = layers(v, page, Some(Level::Grassroots));
    Picture { land: bounds.clone(), bounds, layers, ..of_unit(v, page) }
}

/// `GET /dia-ban/{unit}/ban-do.svg`.
pub async fn svg(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (page, drawn) = found(&v, &site, id, asked.gon.is_none()).await?;
    let mut caption = caption_of(&v, &page, drawn.tiles);
    if asked.gon.is_some() {
        // A plan's picture has a line across its top; with one here too both lands lie alike.
        caption.banner = Some(v.word("before-banner"));
    }
    Ok(svg_answer(picture::draw(&v, &drawn.sheet, &caption)?))
}

/// What a plan's picture must say until an adoption is recorded.
async fn banner(v: &Viewer, reader: &Reader, plan: &PlanPage) -> Result<Option<String>, Fault> {
    let is_adopted = crate::plan::is_adopted(reader, &v.scope(), plan).await?;
    Ok(Some(v.word(if is_adopted { "after-banner" } else { "plan-no-force" })))
}

/// `GET /dia-ban/{unit}/ban-do.geojson`: all of a map, to take away. A wide one stands on the shelf.
pub async fn data(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (page, drawn) = found(&v, &site, id, true).await?;
    if let Some(level) = drawn.tiles.filter(|_| wide::is_wide(&page)) {
        let address = wide::download(level, day_of(&v, &page), Some(id));
        return Ok(Redirect::to(&v.to(address)).into_response());
    }
    Ok(geojson_answer(picture::to_geojson(&v, &drawn.sheet)?))
}

/// `GET /dia-ban/{unit}/ban-do/nen.geojson`: what lies on the vector tiles of a map.
pub async fn over(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (_, drawn) = found(&v, &site, id, false).await?;
    Ok(geojson_answer(picture::over_tiles(&v, &drawn.sheet)?))
}

/// `GET /dia-ban/{unit}/ban-do/gan.geojson`: what is shown only to whoever looks closely.
pub async fn closer(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (_, drawn) = found(&v, &site, id, true).await?;
    Ok(geojson_answer(picture::closer(&drawn.sheet)?))
}

pub(crate) fn svg_answer(svg: String) -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")], svg).into_response()
}

fn geojson_answer(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/geo+json")], text).into_response()
}

/// The sheet of a plan: its units over the commune's streets.
async fn sheet_of_plan(v: &Viewer, reader: &Reader, plan: &PlanPage) -> Result<Sheet, Fault> {
    let (scope, line) = (v.scope(), &plan.line);
    let out = |part| plan.units.iter().any(|u| u.part == part && u.out_of_range.is_some());
    let shapes = plan::shapes(reader, &scope, line.plan_id).await?;
    let place = |shape: plan::PlanShape| {
        Some(Place {
            unit_id: None,
            href: Some(format!("/sap-xep/phuong-an/{}/kp/{}", line.plan_id, shape.part)),
            marked: out(shape.part),
            name: shape.name,
            short_name: shape.short_name,
            households: Some(shape.households),
            shape: atlas::wkb::read_area(&shape.wkb)?,
        })
    };
    Ok(Sheet {
        boundary: sheet::outline(reader, &scope, line.commune_id, line.drawn_on).await?,
        places: shapes.into_iter().filter_map(place).collect(),
        old: Vec::new(),
        features: sheet::features(reader, &scope, line.commune_id).await?,
    })
}

/// The map of a plan's page.
///
/// # Errors
/// A failure of the store.
pub async fn of_plan(v: &Viewer, reader: &Reader, plan: &PlanPage) -> Result<Picture, Fault> {
    let line = &plan.line;
    let land = sheet::outline(reader, &v.scope(), line.commune_id, line.drawn_on).await?;
    let bounds = Sheet { boundary: land, places: vec![], old: vec![], features: vec![] }.bounds();
    let address = format!("/sap-xep/phuong-an/{}/ban-do", line.plan_id);
    let data = v.to(format!("{address}.geojson"));
    Ok(Picture {
        file: v.to(format!("{address}.svg")),
        layers: Layers { over: data.clone(), ..Layers::default() },
        data,
        land: bounds.clone(),
        bounds,
        label: v.say("map-title", [("name", v.txt(&line.name))]),
        ..Picture::default()
    })
}

async fn plan_found(v: &Viewer, reader: &Reader, id: PlanId) -> Result<PlanPage, Fault> {
    plan::page(reader, &v.scope(), id).await?.ok_or(Fault::NotFound)
}

/// `GET /sap-xep/phuong-an/{plan}/ban-do.svg`.
pub async fn plan_svg(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let plan = plan_found(&v, &reader, id).await?;
    let sheet = sheet_of_plan(&v, &reader, &plan).await?;
    let caption = Caption {
        title: plan.line.name.clone(),
        units: "map-legend-new",
        boundary: "map-legend-commune",
        banner: banner(&v, &reader, &plan).await?,
        credit: String::new(),
    };
    Ok(svg_answer(picture::draw(&v, &sheet, &caption)?))
}

/// `GET /sap-xep/phuong-an/{plan}/ban-do.geojson`.
pub async fn plan_data(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let plan = plan_found(&v, &reader, id).await?;
    Ok(geojson_answer(picture::to_geojson(&v, &sheet_of_plan(&v, &reader, &plan).await?)?))
}

/// The map of one unit of a plan, divided into its groups where they are proposed.
///
/// # Errors
/// [`Fault::NotFound`] where the unit has no outline; a failure of the store.
pub async fn of_part(
    v: &Viewer,
    reader: &Reader,
    (plan, part): (&PlanPage, i64),
    groups: Option<&PlanPage>,
) -> Result<Picture, Fault> {
    let mut sheet = sheet_of_plan(v, reader, plan).await?;
    let found = plan.units.iter().find(|unit| unit.part == part).ok_or(Fault::NotFound)?;
    sheet.places.retain(|place| place.name == found.name);
    sheet.boundary = sheet.places.first().ok_or(Fault::NotFound)?.shape.clone();
    let mut units = "map-legend-new";
    if let Some(groups) = groups {
        sheet.places = sheet_of_plan(v, reader, groups).await?.places;
        sheet.places.iter_mut().for_each(|place| place.href = None);
        units = "map-legend-group";
    }
    sheet.keep_near();
    let caption = Caption {
        title: found.name.clone(),
        units,
        boundary: "map-legend-new",
        banner: banner(v, reader, plan).await?,
        credit: String::new(),
    };
    let address = format!("/sap-xep/phuong-an/{}/ban-do", plan.line.plan_id);
    Ok(Picture {
        svg: Some(picture::inline(v, &picture::draw(v, &sheet, &caption)?)),
        file: v.to(format!("{address}.svg")),
        label: v.say("map-title", [("name", v.txt(&found.name))]),
        ..Picture::default()
    })
}

/// A commune on a day with signs at some places; nothing where its outline is not known.
///
/// # Errors
/// A failure of the store.
pub async fn of_signs(
    v: &Viewer,
    reader: &Reader,
    (commune, title): (UnitId, String),
    signs: &Signs,
) -> Result<Option<Response>, Fault> {
    let sheet = match Sheet::of_commune((reader, &v.scope()), commune, v.day, false).await {
        Ok(sheet) => sheet,
        Err(Fault::NotFound) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let caption = Caption {
        title,
        units: "map-legend-unit",
        boundary: "map-legend-commune",
        banner: None,
        credit: String::new(),
    };
    let drawn = picture::draw_signs(v, (&sheet, &caption), signs)?;
    Ok(Some(svg_answer(drawn)))
}

/// The outlines of a unit and of the units directly in it, for the interface.
///
/// # Errors
/// [`Fault::NotFound`] for an unknown unit; a failure of the store.
pub async fn outlines_geojson(site: &Site, id: UnitId, at: Day) -> Result<String, Fault> {
    let (reader, scope) = (site.desk.store.read(), public_scope());
    let page = unit::page(&reader, &scope, id, at).await?.ok_or(Fault::NotFound)?;
    let mut lines = vec![page.line];
    lines.extend(page.children);
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| line.has_map) {
        if let Some(bytes) = unit::shape(&reader, &scope, line.unit_id, at).await?
            && let Some(geometry) = atlas::wkb::read(&bytes)
        {
            found.push((line.unit_id, line.name.as_str(), line.households, geometry));
        }
    }
    Ok(picture::outlines(&found))
}
