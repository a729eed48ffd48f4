//! Writes areas as GeoJSON (RFC 7946): degrees, seven decimals, land on the left of every ring.

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

#[cfg(test)]
mod tests {
    use geo::polygon;
    use serde_json::json;

    use super::*;
    use crate::geojson_in::areas;

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
