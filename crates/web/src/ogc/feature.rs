//! A state of a unit as a feature of GeoJSON.

use atlas::geojson_out::geometry;
use geo::MultiPolygon;
use serde_json::{Value, json};
use store::boundary::Place;
use store::unit::Line;

use super::Found;
use crate::viewer::people_told;

/// The feature at a position of what was found.
pub fn of_layer(found: &Found, at: usize) -> String {
    let place = &found.layer.places[at];
    text((place, found.layer.outline(at)), found.counted.get(&place.unit_id), None)
}

/// A feature; `links` stand in it where it is an answer of its own.
pub fn text(
    (place, shape): (&Place, Option<&MultiPolygon<f64>>),
    told: Option<&Line>,
    links: Option<&Value>,
) -> String {
    let properties = json!({
        "unit_id": place.unit_id.to_string(),
        "kind": place.kind.as_str(),
        "name": place.name,
        "short_name": place.short_name,
        "code": place.official_code,
        "parent_id": place.parent_id.map(|id| id.to_string()),
        "parent_name": place.parent_name,
        "valid_from": place.period.from.to_string(),
        "valid_until": place.period.until.map(|day| day.to_string()),
        "area_m2": place.area_m2,
        "households": told.map(|line| line.households),
        "people": told.and_then(|line| people_told(line.households, line.people)),
    });
    let links = links.map(|links| format!(r#","links":{links}"#)).unwrap_or_default();
    format!(
        r#"{{"type":"Feature","id":"{}","properties":{properties},"geometry":{}{links}}}"#,
        place.state_id,
        geometry(shape)
    )
}
