//! Writes areas as GeoJSON (RFC 7946): degrees, seven decimals, land on the left of every ring.

use std::fmt::Write as _;

use geo::{MultiPolygon, Orient, orient::Direction};
use geojson::{Feature, FeatureCollection, Geometry, JsonObject};

/// An area to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct OutArea {
    /// Its shape in degrees.
    pub shape: MultiPolygon<f64>,
    /// What is said of it.
    pub properties: JsonObject,
}

/// A feature collection; `about` stands beside the features (attribution, notice).
#[must_use]
pub fn feature_collection(areas: &[OutArea], about: JsonObject) -> String {
    let features = areas
        .iter()
        .map(|area| Feature {
            geometry: Some(Geometry::from(&area.shape.orient(Direction::Default))),
            properties: Some(area.properties.clone()),
            ..Feature::default()
        })
        .collect();
    FeatureCollection { bbox: None, features, foreign_members: Some(about) }.to_string()
}

/// The geometry of an area as GeoJSON; `null` for one that is not known.
#[must_use]
pub fn geometry(area: Option<&MultiPolygon<f64>>) -> String {
    let Some(area) = area else { return "null".to_owned() };
    let mut text = String::from(r#"{"type":"MultiPolygon","coordinates":["#);
    for (number, polygon) in area.orient(Direction::Default).iter().enumerate() {
        text.push_str(if number > 0 { ",[" } else { "[" });
        for (number, ring) in
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).enumerate()
        {
            text.push_str(if number > 0 { ",[" } else { "[" });
            for (number, at) in ring.0.iter().enumerate() {
                let before = if number > 0 { "," } else { "" };
                let [x, y] = [at.x, at.y].map(crate::plane::round_degrees);
                let _ = write!(text, "{before}[{x},{y}]");
            }
            text.push(']');
        }
        text.push(']');
    }
    text.push_str("]}");
    text
}

#[cfg(test)]
mod tests {
    use geo::polygon;
    use serde_json::json;

    use super::*;
    use crate::geojson_in::areas;

    #[test]
    fn a_geometry_is_written_with_its_land_on_the_left() {
        let clockwise = MultiPolygon(vec![polygon![
            (x: 106.0, y: 10.0), (x: 106.0, y: 10.25), (x: 106.5, y: 10.25)
        ]]);
        let coordinates = "[[106,10],[106.5,10.25],[106,10.25],[106,10]]";
        let expected = format!(r#"{{"type":"MultiPolygon","coordinates":[[{coordinates}]]}}"#);
        assert_eq!(geometry(Some(&clockwise)), expected);
        assert_eq!(geometry(None), "null");
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let shape = MultiPolygon(vec![polygon![
            (x: 106.1, y: 10.1), (x: 106.2, y: 10.1), (x: 106.2, y: 10.2000001), (x: 106.1, y: 10.1),
        ]]);
        let properties = json!({"name": "Khu phố 1", "households": 512});
        let area =
            OutArea { shape: shape.clone(), properties: properties.as_object().cloned().unwrap() };
        let about = json!({"attribution": "©"}).as_object().cloned().unwrap();
        let text = feature_collection(&[area], about);
        assert!(text.contains("\"attribution\":\"©\""));
        let back = areas(&text).unwrap();
        assert_eq!(back[0].shape, shape);
        assert_eq!(back[0].whole_number("households"), Some(512));
    }
}
