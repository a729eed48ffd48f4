//! Areas of GeoJSON, also of the old kind that names another reference system.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::Value;

use super::crs::Crs;
use super::{Coded, FileFault, Named, Raw, RawRow};

/// Whether bytes begin as JSON does.
pub fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

/// Reads every feature.
pub fn read(bytes: &[u8]) -> Result<Raw, FileFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole: Value = serde_json::from_slice(bytes).map_err(|_| FileFault::Damaged("geojson"))?;
    let features: Vec<&Value> = match whole["type"].as_str() {
        Some("FeatureCollection") => {
            whole["features"].as_array().ok_or(FileFault::Damaged("geojson"))?.iter().collect()
        }
        Some("Feature") => vec![&whole],
        _ => return Err(FileFault::UnknownKind),
    };
    let mut columns: Vec<String> = Vec::new();
    let mut rows = Vec::with_capacity(features.len());
    for (number, feature) in features.into_iter().enumerate() {
        let fields: Vec<(String, String)> = match feature["properties"].as_object() {
            Some(said) => said.iter().map(|(name, value)| (name.clone(), text(value))).collect(),
            None => Vec::new(),
        };
        for (name, _) in &fields {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        let shape = area(&feature["geometry"]);
        rows.push(RawRow { row: number + 1, shape, fields });
    }
    let layer = whole["name"].as_str().unwrap_or("geojson").to_owned();
    Ok(Raw { layer, crs: system(&whole), columns, rows, notes: Vec::new() })
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The standard knows one system; files from before it name theirs, some as EPSG, some as CRS84.
fn system(whole: &Value) -> Named {
    let Some(name) = whole["crs"]["properties"]["name"].as_str() else {
        // Nothing said: WGS 84 by the standard, but many say nothing and mean metres.
        return Named::Nothing;
    };
    if name.to_uppercase().contains("CRS84") {
        return Named::Crs(Crs::WGS84);
    }
    let digits: String = name.chars().rev().take_while(char::is_ascii_digit).collect();
    let number = digits.chars().rev().collect::<String>().parse().ok();
    match number.and_then(Crs::of_epsg) {
        Some(crs) => Named::Crs(crs),
        None => Named::Other(name.to_owned()),
    }
}

fn area(geometry: &Value) -> Result<MultiPolygon<f64>, Coded> {
    let unreadable = || ("boundary-row-unreadable", Vec::new());
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Polygon") => Ok(MultiPolygon(vec![polygon(coordinates).ok_or_else(unreadable)?])),
        Some("MultiPolygon") => {
            let parts = coordinates.as_array().ok_or_else(unreadable)?;
            let parts: Option<Vec<Polygon<f64>>> = parts.iter().map(polygon).collect();
            parts.map(MultiPolygon).ok_or_else(unreadable)
        }
        Some("GeometryCollection") => {
            let mut all = MultiPolygon(Vec::new());
            for one in geometry["geometries"].as_array().into_iter().flatten() {
                all.0.extend(area(one)?);
            }
            Ok(all)
        }
        Some(other) => Err(("boundary-row-not-area", vec![("found", other.to_owned())])),
        None => Err(("boundary-row-empty", Vec::new())),
    }
}

fn polygon(coordinates: &Value) -> Option<Polygon<f64>> {
    let rings = coordinates.as_array()?.iter().map(|ring| {
        let places = ring.as_array()?.iter();
        let places: Option<Vec<Coord<f64>>> = places
            .map(|at| Some(Coord { x: at.get(0)?.as_f64()?, y: at.get(1)?.as_f64()? }))
            .collect();
        places.map(LineString)
    });
    let mut rings = rings.collect::<Option<Vec<_>>>()?.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}
