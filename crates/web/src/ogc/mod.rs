//! OGC API Features, part 1: the units of each level with their outlines, as of any day, for GIS
//! programs. Core, GeoJSON, HTML and OpenAPI 3.0.
//!
//! A feature is a state of a unit: its period is the feature's time, so `datetime=` chooses among
//! states. Without it the states of today are served. What a visitor may see, and nothing else.

mod asked;
mod feature;
mod openapi;
mod page;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use desk::place::{self, Layer};
use serde_json::{Value, json};
use store::unit::{self, Line};
use units::text::fold;
use units::{Day, StateId, UnitId};

use crate::error::Fault;
use crate::route::{Route, Who, in_turn, page};
use crate::site::Site;
use crate::viewer::Viewer;

use asked::{Asked, Unfit, Wish};
pub use asked::{COLLECTIONS, Collection};

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/ogc", Who::Public, || get(landing)),
    page("/ogc/api", Who::Public, || get(api)),
    page("/ogc/conformance", Who::Public, || get(conformance)),
    page("/ogc/collections", Who::Public, || get(collections)),
    page("/ogc/collections/{collection}", Who::Public, || get(collection)),
    page("/ogc/collections/{collection}/items", Who::Public, || in_turn(get(items))),
    page("/ogc/collections/{collection}/items/{item}", Who::Public, || get(item)),
];

/// What this interface conforms to.
pub(crate) const CLASSES: [&str; 4] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

/// WGS 84 with the longitude first.
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const GEOJSON: &str = "application/geo+json";
const JSON: &str = "application/json";
const HTML: &str = "text/html";
const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// A request: who asks, what the address says, and under which address we are reached.
struct Request {
    v: Viewer,
    fields: Vec<(String, String)>,
    wish: Wish,
    base: String,
    /// The day or period that the whole service was asked for, so that a GIS program that knows only
    /// one address sees all lists as of that day.
    datetime: Option<String>,
}

/// Why there is no answer: as pages tell it, or as programs are told.
enum Amiss {
    Fault(Fault),
    Unfit(Unfit),
}

impl From<Fault> for Amiss {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Unfit> for Amiss {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

impl From<store::Failure> for Amiss {
    fn from(failure: store::Failure) -> Self {
        Self::Fault(failure.into())
    }
}

impl From<desk::Error> for Amiss {
    fn from(error: desk::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl IntoResponse for Amiss {
    fn into_response(self) -> Response {
        let (status, detail) = match self {
            Self::Unfit(Unfit(detail)) => (StatusCode::BAD_REQUEST, Some(detail)),
            Self::Fault(Fault::NotFound) => (StatusCode::NOT_FOUND, None),
            Self::Fault(fault) => return fault.into_response(),
        };
        let title = status.canonical_reason().unwrap_or_default();
        let mut problem = json!({"type": "about:blank", "title": title, "status": status.as_u16()});
        if let Some(detail) = detail {
            problem["detail"] = detail.into();
        }
        (status, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string())
            .into_response()
    }
}

type Answer = Result<Response, Amiss>;

impl FromRequestParts<Site> for Request {
    type Rejection = Amiss;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Amiss> {
        let Ok(v) = Viewer::from_request_parts(parts, site).await;
        let fields = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let Query(fields) = fields.map_err(|cause| Unfit(cause.to_string()))?;
        let (uri, headers) = (&parts.uri, &parts.headers);
        let wish = asked::wish(&fields, headers)?;
        let base = format!("{}{}", site.address(uri, headers).unwrap_or_default(), v.to("/ogc"));
        let datetime = fields.iter().find(|(name, _)| name == "datetime");
        let datetime = datetime.map(|(_, value)| value.clone());
        Ok(Self { v, fields, wish, base, datetime })
    }
}

/// A request for a document that takes no parameter but its form and the day.
struct Plain(Request);

impl FromRequestParts<Site> for Plain {
    type Rejection = Amiss;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Amiss> {
        let request = Request::from_request_parts(parts, site).await?;
        asked::only_form(&request.fields)?;
        Ok(Self(request))
    }
}

impl Request {
    fn link(&self, rel: &str, kind: &str, path: &str, title: &str) -> Value {
        let mut href = format!("{}{path}", self.base);
        if let Some(datetime) = self.datetime.as_ref().filter(|_| !path.contains("datetime=")) {
            href.push_str(if path.contains('?') { "&datetime=" } else { "?datetime=" });
            escape(&mut href, datetime);
        }
        json!({"rel": rel, "type": kind, "href": href, "title": title})
    }

    /// This document, and the same for people.
    fn selves(&self, kind: &str, path: &str) -> [Value; 2] {
        let mark = if path.contains('?') { "&" } else { "?" };
        let title = self.v.word("ogc-this");
        [
            self.link("self", kind, path, &title),
            self.link("alternate", HTML, &format!("{path}{mark}f=html"), &title),
        ]
    }
}

/// What depends on the kind that was asked for says so, for whoever keeps a copy.
fn varied(mut response: Response) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

fn json_answer(kind: &'static str, body: String) -> Response {
    varied(([(header::CONTENT_TYPE, kind)], body).into_response())
}

/// `GET /ogc`.
async fn landing(Plain(asked): Plain) -> Answer {
    if asked.wish == Wish::Html {
        return Ok(varied(page::landing(asked.v)?));
    }
    let v = &asked.v;
    let mut links = asked.selves(JSON, "").to_vec();
    links.push(asked.link("service-desc", OPENAPI, "/api", &v.word("ogc-api")));
    links.push(asked.link("service-doc", HTML, "?f=html", &v.word("ogc-title")));
    links.push(asked.link("conformance", JSON, "/conformance", &v.word("ogc-conformance")));
    links.push(asked.link("data", JSON, "/collections", &v.word("ogc-collections")));
    let body = json!({
        "title": v.word("ogc-title"), "description": v.word("ogc-lead"), "links": links,
    });
    Ok(json_answer(JSON, body.to_string()))
}

/// `GET /ogc/api`.
async fn api(Plain(asked): Plain) -> Answer {
    Ok(json_answer(OPENAPI, openapi::document(&asked.v, &asked.base).to_string()))
}

/// `GET /ogc/conformance`.
async fn conformance(Plain(asked): Plain) -> Answer {
    if asked.wish == Wish::Html {
        return Ok(varied(page::conformance(asked.v)?));
    }
    Ok(json_answer(JSON, json!({"conformsTo": CLASSES}).to_string()))
}

/// `GET /ogc/collections`.
async fn collections(State(site): State<Site>, Plain(asked): Plain) -> Answer {
    if asked.wish == Wish::Html {
        return Ok(varied(page::landing(asked.v)?));
    }
    let mut all = Vec::new();
    for one in COLLECTIONS {
        all.push(described(&asked, &site, one).await?);
    }
    let links = asked.selves(JSON, "/collections");
    Ok(json_answer(JSON, json!({"links": links, "collections": all}).to_string()))
}

/// `GET /ogc/collections/{collection}`.
async fn collection(
    State(site): State<Site>,
    Path(id): Path<String>,
    Plain(asked): Plain,
) -> Answer {
    let one = Collection::of(&id).ok_or(Fault::NotFound)?;
    if asked.wish == Wish::Html {
        return Ok(varied(page::collection(asked.v, one)?));
    }
    Ok(json_answer(JSON, described(&asked, &site, one).await?.to_string()))
}

/// A collection as the standard describes it; its extent is that of today's units.
async fn described(asked: &Request, site: &Site, one: Collection) -> Result<Value, Amiss> {
    let v = &asked.v;
    let layer = place::layer(&site.desk, one.level, (v.today, v.today)).await?;
    let path = format!("/collections/{}", one.id);
    let mut links = asked.selves(JSON, &path).to_vec();
    let items = format!("{path}/items");
    let title = v.word(format!("ogc-collection-{}", one.id));
    links.push(asked.link("items", GEOJSON, &items, &title));
    links.push(asked.link("items", HTML, &format!("{items}?f=html"), &title));
    let mut extent = json!({"temporal": {"interval": [[Value::Null, Value::Null]],
        "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"}});
    if let Some(bbox) = layer.bounds() {
        extent["spatial"] = json!({"bbox": [bbox], "crs": CRS84});
    }
    Ok(json!({
        "id": one.id, "title": title, "description": v.word(format!("ogc-about-{}", one.id)),
        "itemType": "feature", "crs": [CRS84], "extent": extent, "links": links,
    }))
}

/// What a list was asked for, found.
struct Found {
    layer: Arc<Layer>,
    /// Positions of the page's features.
    shown: Vec<usize>,
    matched: usize,
    /// Totals of the page's units, where one day was asked for.
    counted: HashMap<UnitId, Line>,
}

async fn found(v: &Viewer, site: &Site, one: Collection, asked: &Asked) -> Result<Found, Amiss> {
    let days = asked.days.unwrap_or((v.today, v.today));
    let layer = place::layer(&site.desk, one.level, days).await?;
    let near = match asked.bbox {
        Some(bbox) => layer.touching(bbox),
        None => (0..layer.places.len()).collect(),
    };
    let chosen: Vec<usize> =
        near.into_iter().filter(|&at| fits(&layer, at, &asked.filters)).collect();
    let shown: Vec<usize> = chosen.iter().copied().skip(asked.offset).take(asked.limit).collect();
    let counted = match days.0 == days.1 {
        true => counts(v, site, shown.iter().map(|&at| layer.places[at].unit_id), days.0).await?,
        false => HashMap::new(),
    };
    Ok(Found { matched: chosen.len(), layer, shown, counted })
}

async fn counts(
    v: &Viewer,
    site: &Site,
    units: impl Iterator<Item = UnitId>,
    day: Day,
) -> Result<HashMap<UnitId, Line>, Amiss> {
    let ids: Vec<UnitId> = units.collect();
    let lines = unit::lines(&site.desk.store.read(), &v.scope(), &ids, day).await?;
    Ok(lines.into_iter().map(|line| (line.unit_id, line)).collect())
}

/// Whether a unit has the properties asked for; names are compared folded, whole.
fn fits(layer: &Layer, at: usize, filters: &[(&'static str, String)]) -> bool {
    let place = &layer.places[at];
    filters.iter().all(|(name, value)| match *name {
        "name" => [&place.name, &place.short_name].iter().any(|own| fold(own) == fold(value)),
        "parent_name" => place.parent_name.as_ref().is_some_and(|own| fold(own) == fold(value)),
        "kind" => place.kind.as_str() == value,
        "code" => place.official_code.as_ref() == Some(value),
        "unit_id" => place.unit_id.to_string() == *value,
        _ => place.parent_id.is_some_and(|id| id.to_string() == *value),
    })
}

/// `GET /ogc/collections/{collection}/items`.
async fn items(State(site): State<Site>, Path(id): Path<String>, request: Request) -> Answer {
    let one = Collection::of(&id).ok_or(Fault::NotFound)?;
    let asked = Asked::of(&request.fields)?;
    let found = found(&request.v, &site, one, &asked).await?;
    if request.wish == Wish::Html {
        return Ok(varied(page::items(request.v, one, &asked, &found)?));
    }
    let features: Vec<String> =
        found.shown.iter().map(|&at| feature::of_layer(&found, at)).collect();
    let mut body = String::with_capacity(features.iter().map(String::len).sum::<usize>() + 1_000);
    let links = json!(list_links(&request, one, &asked, found.matched));
    let _ = write!(
        body,
        r#"{{"type":"FeatureCollection","numberMatched":{},"numberReturned":{},"links":{links},"#,
        found.matched,
        found.shown.len()
    );
    let _ = write!(body, r#""features":[{}]}}"#, features.join(",\n"));
    Ok(json_answer(GEOJSON, body))
}

/// This page of a list, the collection, and the pages beside it.
fn list_links(request: &Request, one: Collection, asked: &Asked, matched: usize) -> Vec<Value> {
    let v = &request.v;
    let path = |offset| format!("/collections/{}/items{}", one.id, query(asked, offset));
    let mut links = request.selves(GEOJSON, &path(asked.offset)).to_vec();
    let title = v.word(format!("ogc-collection-{}", one.id));
    links.push(request.link("collection", JSON, &format!("/collections/{}", one.id), &title));
    if asked.offset + asked.limit < matched {
        let next = path(asked.offset + asked.limit);
        links.push(request.link("next", GEOJSON, &next, &v.word("ogc-next")));
    }
    if asked.offset > 0 {
        let before = path(asked.offset.saturating_sub(asked.limit));
        links.push(request.link("prev", GEOJSON, &before, &v.word("ogc-before")));
    }
    links
}

/// The query of a page of a list, with all that was asked for.
fn query(asked: &Asked, offset: usize) -> String {
    let mut query = format!("?limit={}&offset={offset}", asked.limit);
    if let Some([west, south, east, north]) = asked.bbox {
        let _ = write!(query, "&bbox={west},{south},{east},{north}");
    }
    match asked.days {
        Some((first, last)) if first == last => {
            let _ = write!(query, "&datetime={first}");
        }
        Some((first, last)) => {
            let _ = write!(query, "&datetime={first}/{last}");
        }
        None => {}
    }
    for (name, value) in &asked.filters {
        let _ = write!(query, "&{name}=");
        escape(&mut query, value);
    }
    query
}

/// Writes a value into an address.
fn escape(address: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b':' => {
                address.push(char::from(byte));
            }
            byte => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
}

/// `GET /ogc/collections/{collection}/items/{item}`.
async fn item(
    State(site): State<Site>,
    Path((id, state)): Path<(String, String)>,
    Plain(request): Plain,
) -> Answer {
    let one = Collection::of(&id).ok_or(Fault::NotFound)?;
    let state: StateId = state.parse().map_err(|_| Fault::NotFound)?;
    let v = &request.v;
    let reader = site.desk.store.read();
    let place = store::boundary::place(&reader, &v.scope(), state).await?;
    let place = place.filter(|place| place.kind.level() == one.level).ok_or(Fault::NotFound)?;
    let day = match place.period.contains(v.today) {
        true => v.today,
        false => {
            place.period.last_day().filter(|last| *last < v.today).unwrap_or(place.period.from)
        }
    };
    let counted = counts(v, &site, std::iter::once(place.unit_id), day).await?;
    if request.wish == Wish::Html {
        return Ok(varied(page::item(request.v, one, &place, counted.get(&place.unit_id))?));
    }
    let path = format!("/collections/{}", one.id);
    let mut links = request.selves(GEOJSON, &format!("{path}/items/{state}")).to_vec();
    let title = v.word(format!("ogc-collection-{}", one.id));
    links.push(request.link("collection", JSON, &path, &title));
    let shape = place.wkb.as_deref().and_then(atlas::wkb::read_area);
    let told = counted.get(&place.unit_id);
    Ok(json_answer(GEOJSON, feature::text((&place, shape.as_ref()), told, Some(&json!(links)))))
}
