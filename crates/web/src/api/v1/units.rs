//! Units as of a day.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::authority::public_scope;
use store::unit::{self, Line, LineageLine};
use units::{Day, UnitId};

use super::page;
use super::shapes::{
    At, Edge, Lineage, Named, State as UnitState, Unit, UnitPage, Units, UnitsAsked,
};
use crate::error::Fault;
use crate::map;
use crate::site::Site;
use crate::viewer::people_told;

/// The most items on one page.
const LIMIT: usize = 200;

/// How many items are asked for.
pub(super) fn limit(asked: Option<usize>) -> usize {
    asked.unwrap_or(100).clamp(1, LIMIT)
}

pub(super) fn day(site: &Site, asked: Option<&str>) -> Result<Day, Fault> {
    match asked {
        Some(text) => text.parse().map_err(|_| Fault::Unreadable),
        None => Ok(site.desk.clock.today()),
    }
}

fn unit_id(text: &str) -> Result<UnitId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

fn shape(line: Line) -> Unit {
    Unit {
        id: line.unit_id.to_string(),
        kind: line.kind.to_string(),
        name: line.name,
        parent_id: line.parent_id.map(|id| id.to_string()),
        ended_on: line.ended.map(|day| day.to_string()),
        households: line.households,
        people: people_told(line.households, line.people),
        children: line.children,
        has_map: line.has_map,
    }
}

/// The units under a unit, those a name finds, or those that bear a code on the day.
#[utoipa::path(
    get,
    path = "/api/v1/units",
    tag = "units",
    params(UnitsAsked),
    responses((status = 200, body = Units), (status = 400, description = "a parameter cannot be read"))
)]
pub async fn list(
    State(site): State<Site>,
    Query(asked): Query<UnitsAsked>,
) -> Result<Json<Units>, Fault> {
    let (reader, scope) = (site.desk.store.read(), public_scope());
    let at = day(&site, asked.at.as_deref())?;
    let lines = match (asked.code.as_deref(), asked.q.as_deref()) {
        (Some(code), _) => {
            let known = desk::gazetteer::known(&site.desk).await?;
            let named: Vec<UnitId> = known.translator.named(code, at, None).collect();
            unit::lines(&reader, &scope, &named, at).await?
        }
        (None, Some(text)) => {
            let text = crate::unit::search_text(text);
            let found = desk::search::search(&site.desk, &scope, &text, (at, at), LIMIT).await?;
            found.hits.into_iter().map(|hit| hit.found.line).collect()
        }
        (None, None) => {
            let parent = asked.parent.as_deref().map(unit_id).transpose()?;
            unit::children(&reader, &scope, parent, at).await?
        }
    };
    let items: Vec<Unit> = lines.into_iter().map(shape).collect();
    let cut = (asked.cursor.as_deref(), limit(asked.limit));
    let (items, next) = page(items, |unit| unit.id.clone(), cut)?;
    Ok(Json(Units { at: at.to_string(), items, next }))
}

/// One unit as of a day, with its states.
#[utoipa::path(
    get,
    path = "/api/v1/units/{id}",
    tag = "units",
    params(("id" = String, Path, description = "Identity of the unit"), At),
    responses((status = 200, body = UnitPage), (status = 404, description = "no such unit"))
)]
pub async fn one(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<At>,
) -> Result<Json<UnitPage>, Fault> {
    let at = day(&site, asked.at.as_deref())?;
    let reader = site.desk.store.read();
    let found = unit::page(&reader, &public_scope(), unit_id(&id)?, at).await?;
    let found = found.ok_or(Fault::NotFound)?;
    let state = |state: unit::StateLine| UnitState {
        from: state.period.from.to_string(),
        until: state.period.until.map(|day| day.to_string()),
        kind: state.kind.to_string(),
        name: state.name,
        legal_document: state.legal_document,
    };
    Ok(Json(UnitPage {
        at: at.to_string(),
        holds: found.holds,
        path: found.path.into_iter().map(|(id, name)| Named { id: id.to_string(), name }).collect(),
        official_code: found.official_code,
        area_m2: found.area_m2,
        states: found.states.into_iter().map(state).collect(),
        unit: shape(found.line),
    }))
}

/// What a unit came from and became, with shares.
#[utoipa::path(
    get,
    path = "/api/v1/units/{id}/lineage",
    tag = "units",
    params(("id" = String, Path, description = "Identity of the unit"), At),
    responses((status = 200, body = Lineage), (status = 404, description = "no such unit"))
)]
pub async fn lineage(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<At>,
) -> Result<Json<Lineage>, Fault> {
    let at = day(&site, asked.at.as_deref())?;
    let reader = site.desk.store.read();
    let found = unit::page(&reader, &public_scope(), unit_id(&id)?, at).await?;
    let found = found.ok_or(Fault::NotFound)?;
    let edges = |lines: Vec<LineageLine>| lines.into_iter().map(edge).collect();
    Ok(Json(Lineage { past: edges(found.past), successors: edges(found.successors) }))
}

fn edge(line: LineageLine) -> Edge {
    Edge {
        event: line.event_kind.to_string(),
        effective_on: line.effective_on.to_string(),
        legal_document: line.legal_document,
        unit: Named { id: line.other.to_string(), name: line.other_name },
        households: line.households,
        people: people_told(line.households, line.people),
        area_m2: line.area_m2,
        coverage: line.coverage.to_string(),
        method: line.method.to_string(),
    }
}

/// The outlines of a unit and of the units in it, as GeoJSON.
#[utoipa::path(
    get,
    path = "/api/v1/units/{id}/geojson",
    tag = "units",
    params(("id" = String, Path, description = "Identity of the unit"), At),
    responses(
        (status = 200, content_type = "application/geo+json"),
        (status = 404, description = "no such unit")
    )
)]
pub async fn geojson(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<At>,
) -> Result<Response, Fault> {
    let at = day(&site, asked.at.as_deref())?;
    let text = map::outlines_geojson(&site, unit_id(&id)?, at).await?;
    Ok(([(header::CONTENT_TYPE, "application/geo+json")], text).into_response())
}
