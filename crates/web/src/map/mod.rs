//! Maps: of a place as of a day, of a plan, of one unit of a plan with its groups. Each as a page,
//! as a picture drawn here (also for paper and for readers without script) and as GeoJSON for the
//! map that moves. Visitors see outlines and totals; household points are never on a map.

mod geojson;
mod picture;
mod sheet;
pub(crate) mod tap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::authority::public_scope;
use serde::Deserialize;
use store::plan::{PlanLine, PlanPage};
use store::unit::{self, Line, Page};
use store::{Reader, plan, reorganisation};
use units::{Day, Level, PlanId, Tier, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

pub use picture::Signs;
use picture::{Caption, SIZE};
use sheet::{Place, Sheet};

pub use sheet::metres;

/// A map as a page shows it.
pub struct Picture {
    /// The drawn map inside the page; the page shows `file` where there is none.
    pub svg: Option<String>,
    /// Where the drawn map stands by itself.
    pub file: String,
    /// Where its data stand, for the map that moves.
    pub data: String,
    /// West, south, east, north.
    pub bounds: String,
    /// What it shows.
    pub label: String,
    /// A credit that the data's licence asks for.
    pub credit: String,
}

impl Picture {
    /// Width and height of the drawn map in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        sheet_size()
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

/// Two pictures of one land, to be compared.
pub struct Slider {
    /// The picture before.
    pub before: String,
    /// The picture after.
    pub after: String,
    /// What the first shows.
    pub before_said: String,
    /// What the second shows.
    pub after_said: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
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
    name: String,
    picture: Picture,
    rows: Vec<Line>,
}

/// `GET /dia-ban/{unit}/ban-do`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = found(&v, &reader, id).await?;
    let sheet = sheet_of(&v, &reader, &page, true).await?;
    let mut picture = of_unit(&v, &page);
    picture.bounds = sheet.bounds();
    let drawn = picture::draw(&v, &sheet, &caption_of(&v, &page))?;
    picture.svg = Some(picture::inline(&v, &drawn));
    let rows = match page.line.kind.level() {
        Level::Commune => unit::descendants(&reader, &scope, id, v.day, Tier::Base).await?,
        _ => page.children.clone(),
    };
    let mut crumbs = crate::unit::crumbs(&v, &page.path);
    crumbs.push(Crumb::named(&v, &format!("/dia-ban/{id}"), &page.line.name));
    html(&MapPage { crumbs, name: page.line.name, picture, rows, v })
}

async fn found(v: &Viewer, reader: &Reader, id: UnitId) -> Result<Page, Fault> {
    let page = unit::page(reader, &v.scope(), id, v.day).await?;
    page.filter(|page| page.line.has_map).ok_or(Fault::NotFound)
}

/// The day a page can be drawn on: the one asked for, or the nearest of the state shown.
fn day_of(v: &Viewer, page: &Page) -> Day {
    match (page.holds, page.period.last_day()) {
        (true, _) => v.day,
        (false, Some(last)) if last < v.day => last,
        (false, _) => page.period.from,
    }
}

async fn sheet_of(
    v: &Viewer,
    reader: &Reader,
    page: &Page,
    with_old: bool,
) -> Result<Sheet, Fault> {
    let (scope, at) = (v.scope(), day_of(v, page));
    match page.line.kind.level() {
        Level::Commune => {
            Sheet::of_commune((reader, &scope), page.line.unit_id, at, with_old).await
        }
        _ => Sheet::of_unit((reader, &scope), page, at).await,
    }
}

fn caption_of(v: &Viewer, page: &Page) -> Caption {
    let is_commune = page.line.kind.level() == Level::Commune;
    Caption {
        boundary: if is_commune { "map-legend-commune" } else { "map-legend-unit" },
        title: v.say("map-title", [("name", v.txt(&page.line.name))]),
        units: "map-legend-unit",
        banner: None,
        credit: String::new(),
    }
}

/// The map of a unit's page: only named here, the page loads the picture when it is scrolled to.
pub fn of_unit(v: &Viewer, page: &Page) -> Picture {
    let address = format!("/dia-ban/{}/ban-do", page.line.unit_id);
    Picture {
        svg: None,
        file: v.to_on(format!("{address}.svg")),
        data: v.to_on(format!("{address}.geojson")),
        bounds: String::new(),
        label: v.say("map-title", [("name", v.txt(&page.line.name))]),
        credit: String::new(),
    }
}

/// `GET /dia-ban/{unit}/ban-do.svg`.
pub async fn svg(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let page = found(&v, &reader, id).await?;
    let sheet = sheet_of(&v, &reader, &page, asked.gon.is_none()).await?;
    let mut caption = caption_of(&v, &page);
    if asked.gon.is_some() {
        // A plan's picture has a line across its top; with one here too both lands lie alike.
        caption.banner = Some(v.word("before-banner"));
    }
    Ok(svg_answer(picture::draw(&v, &sheet, &caption)?))
}

/// What a plan's picture must say until an adoption is recorded.
async fn banner(v: &Viewer, reader: &Reader, plan: &PlanPage) -> Result<Option<String>, Fault> {
    let is_adopted = crate::plan::is_adopted(reader, &v.scope(), plan).await?;
    Ok(Some(v.word(if is_adopted { "after-banner" } else { "plan-no-force" })))
}

/// `GET /dia-ban/{unit}/ban-do.geojson`.
pub async fn data(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let reader = site.desk.store.read();
    let page = found(&v, &reader, id).await?;
    let sheet = sheet_of(&v, &reader, &page, true).await?;
    Ok(geojson_answer(picture::to_geojson(&v, &sheet)?))
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
            href: Some(format!("/sap-xep/phuong-an/{}/kp/{}", line.plan_id, shape.part)),
            marked: out(shape.part),
            name: shape.name,
            short_name: shape.short_name,
            households: shape.households,
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
    Ok(Picture {
        svg: None,
        file: v.to(format!("{address}.svg")),
        data: v.to(format!("{address}.geojson")),
        bounds,
        label: v.say("map-title", [("name", v.txt(&line.name))]),
        credit: String::new(),
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
        data: String::new(),
        bounds: String::new(),
        label: v.say("map-title", [("name", v.txt(&found.name))]),
        credit: String::new(),
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

/// The present units beside the plan's.
pub fn slider(v: &Viewer, line: &PlanLine) -> Slider {
    let before = format!("/dia-ban/{}/ban-do.svg?gon=1&ngay={}", line.commune_id, line.drawn_on);
    let after = format!("/sap-xep/phuong-an/{}/ban-do.svg", line.plan_id);
    let after_said = v.say("after-said", [("name", v.txt(&line.name))]);
    of_two(v, (before, v.word("before-said")), (after, after_said))
}

/// Two plans side by side.
pub fn slider_of_two(v: &Viewer, one: &PlanLine, two: &PlanLine) -> Slider {
    let side = |line: &PlanLine| {
        (format!("/sap-xep/phuong-an/{}/ban-do.svg", line.plan_id), line.name.clone())
    };
    of_two(v, side(one), side(two))
}

/// The units on the day the dossier was made beside the new ones.
pub fn slider_of_reorganisation(v: &Viewer, line: &reorganisation::Line) -> Slider {
    let made_on = Day::of_instant(line.created_at);
    let before = format!("/dia-ban/{}/ban-do.svg?gon=1&ngay={made_on}", line.commune_id);
    let after = format!("/sap-xep/phuong-an/{}/ban-do.svg", line.plan_id);
    let after_said = v.say("after-said", [("name", v.txt(&line.plan_name))]);
    of_two(v, (before, v.word("before-said")), (after, after_said))
}

fn of_two(v: &Viewer, before: (String, String), after: (String, String)) -> Slider {
    let (width, height) = sheet_size();
    Slider {
        before: v.to(before.0),
        after: v.to(after.0),
        before_said: before.1,
        after_said: after.1,
        width,
        height,
    }
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
