//! Reads areas from GeoJSON: communes, or old groups drawn on a map, in degrees.
//!
//! It reads text that is handed in and opens no file; the caller adds the file's name to a fault.

use geo::{Area as _, MultiPolygon};
use geojson::{Feature, GeoJson, GeometryValue, JsonObject};

/// One area of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its property `code`, as text.
    pub code: Option<String>,
    /// Its property `fullName`, else `name`.
    pub name: Option<String>,
    /// Its shape in degrees.
    pub shape: MultiPolygon<f64>,
    /// All its properties.
    pub properties: JsonObject,
}

impl Area {
    /// A property that holds a whole number, written as a number or as text.
    #[must_use]
    pub fn whole_number(&self, property: &str) -> Option<u32> {
        let value = self.properties.get(property)?;
        value
            .as_u64()
            .and_then(|n| n.try_into().ok())
            .or_else(|| value.as_str()?.trim().parse().ok())
    }
}

/// What is wrong with a GeoJSON text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeoJsonFault {
    /// It is not GeoJSON.
    #[error("not GeoJSON: {why}")]
    NotGeoJson {
        /// What the parser said, with line and column.
        why: String,
    },
    /// It has no feature.
    #[error("no feature")]
    Empty,
    /// A feature is not an area.
    #[error("feature {feature} is a {found}, not an area")]
    NotAnArea {
        /// Its position, from 1.
        feature: usize,
        /// What it is.
        found: String,
    },
    /// A ring has fewer than three corners, or no area, or coordinates that are no degrees.
    #[error("feature {feature} has an unusable ring")]
    BadRing {
        /// Its position, from 1.
        feature: usize,
    },
    /// No area has this code.
    #[error("no area has the code {code}")]
    NoSuchCode {
        /// The code asked for.
        code: String,
        /// How many areas there are.
        areas: usize,
        /// A code the file does have.
        example: String,
    },
}

impl GeoJsonFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotGeoJson { .. } => "atlas-not-geojson",
            Self::Empty => "atlas-geojson-empty",
            Self::NotAnArea { .. } => "atlas-not-an-area",
            Self::BadRing { .. } => "atlas-bad-ring",
            Self::NoSuchCode { .. } => "atlas-no-such-code",
        }
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotGeoJson { why } => vec![("why", why.clone())],
            Self::Empty => Vec::new(),
            Self::NotAnArea { feature, found } => {
                vec![("feature", feature.to_string()), ("found", found.clone())]
            }
            Self::BadRing { feature } => vec![("feature", feature.to_string())],
            // Quoted, or the wording would group a code's digits like a number's.
            Self::NoSuchCode { code, areas, example } => vec![
                ("code", format!("“{code}”")),
                ("areas", areas.to_string()),
                ("example", format!("“{example}”")),
            ],
        }
    }
}

/// Every area of a text, in its order.
///
/// # Errors
/// The first [`GeoJsonFault`]; nothing is skipped silently.
pub fn areas(text: &str) -> Result<Vec<Area>, GeoJsonFault> {
    let read: GeoJson = text
        .trim_start_matches('\u{feff}')
        .parse()
        .map_err(|e: geojson::Error| GeoJsonFault::NotGeoJson { why: e.to_string() })?;
    let features = match read {
        GeoJson::FeatureCollection(all) => all.features,
        GeoJson::Feature(one) => vec![one],
        GeoJson::Geometry(shape) => vec![Feature::from(shape)],
    };
    if features.is_empty() {
        return Err(GeoJsonFault::Empty);
    }
    features.into_iter().enumerate().map(|(i, f)| area(f, i + 1)).collect()
}

/// The area with a code.
///
/// # Errors
/// [`GeoJsonFault::NoSuchCode`], or what is wrong with the text.
pub fn area_with_code(text: &str, code: &str) -> Result<Area, GeoJsonFault> {
    let all = areas(text)?;
    let count = all.len();
    let example = all.iter().find_map(|a| a.code.clone()).unwrap_or_default();
    all.into_iter()
        .find(|a| a.code.as_deref() == Some(code))
        .ok_or_else(|| GeoJsonFault::NoSuchCode { code: code.to_owned(), areas: count, example })
}

fn area(feature: Feature, position: usize) -> Result<Area, GeoJsonFault> {
    let not = |found: &str| GeoJsonFault::NotAnArea { feature: position, found: found.to_owned() };
    let shape = feature.geometry.ok_or_else(|| not("feature without geometry"))?;
    if !matches!(shape.value, GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. }) {
        return Err(not(shape.value.type_name()));
    }
    let bad = || GeoJsonFault::BadRing { feature: position };
    let shape = match geo::Geometry::<f64>::try_from(shape).map_err(|_| bad())? {
        geo::Geometry::Polygon(one) => MultiPolygon(vec![one]),
        geo::Geometry::MultiPolygon(many) => many,
        _ => return Err(bad()),
    };
    let usable = |p: &geo::Polygon<f64>| {
        p.unsigned_area() > 0.0
            && p.exterior().0.iter().all(|c| c.x.abs() <= 180.0 && c.y.abs() <= 90.0)
    };
    if shape.0.is_empty() || !shape.iter().all(usable) {
        return Err(bad());
    }
    let properties = feature.properties.unwrap_or_default();
    let text = |key: &str| {
        properties.get(key).and_then(|v| match v {
            serde_json::Value::String(s) => Some(s.clone()),
            serde_json::Value::Number(n) => Some(n.to_string()),
            _ => None,
        })
    };
    Ok(Area {
        code: text("code"),
        name: text("fullName").or_else(|| text("name")),
        shape,
        properties,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":27139,"fullName":"Phường Một","households":"12"},
         "geometry":{"type":"Polygon","coordinates":[[[106,10],[106.1,10],[106.1,10.1],[106,10]]]}},
        {"type":"Feature","properties":{"code":"2"},
         "geometry":{"type":"MultiPolygon","coordinates":[[[[106,10],[106.1,10],[106.1,10.1],[106,10]]]]}}]}"#;

    fn fault(text: &str) -> (&'static str, Vec<(&'static str, String)>) {
        let fault = areas(text).unwrap_err();
        (fault.code(), fault.args())
    }

    #[test]
    fn a_commune_is_found_by_its_code_written_as_number_or_text() {
        let area = area_with_code(TWO, "27139").unwrap();
        assert_eq!(area.name.as_deref(), Some("Phường Một"));
        assert_eq!(area.whole_number("households"), Some(12));
        assert_eq!(area_with_code(TWO, "2").unwrap().shape.0.len(), 1);
    }

    #[test]
    fn a_missing_code_says_what_the_file_has() {
        let fault = area_with_code(TWO, "99").unwrap_err();
        assert_eq!(fault.args()[2], ("example", "“27139”".to_owned()));
    }

    #[test]
    fn faults_name_the_feature() {
        assert_eq!(fault("{").0, "atlas-not-geojson");
        assert_eq!(fault(r#"{"type":"FeatureCollection","features":[]}"#).0, "atlas-geojson-empty");
        let point =
            r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
        assert_eq!(fault(point).1[1], ("found", "Point".to_owned()));
        let flat = TWO.replacen("[106.1,10.1]", "[106.05,10]", 1);
        assert_eq!(fault(&flat), ("atlas-bad-ring", vec![("feature", "1".to_owned())]));
    }
}
