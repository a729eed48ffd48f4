//! Geometry in degrees as GeoJSON.

use std::fmt::Write as _;

use geo::{Coord, Geometry, LineString, Polygon};

/// Writes a geometry as GeoJSON, degrees with seven decimals; `null` for a collection of several kinds.
pub fn write(out: &mut String, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Polygon(area) => typed(out, "Polygon", |out| polygon(out, area)),
        Geometry::MultiPolygon(areas) => {
            typed(out, "MultiPolygon", |out| list(out, &areas.0, polygon));
        }
        Geometry::LineString(way) => typed(out, "LineString", |out| line(out, way)),
        Geometry::MultiLineString(ways) => {
            typed(out, "MultiLineString", |out| list(out, &ways.0, line));
        }
        Geometry::Point(point) => typed(out, "Point", |out| position(out, &point.0)),
        _ => out.push_str("null"),
    }
}

fn typed(out: &mut String, kind: &str, coordinates: impl FnOnce(&mut String)) {
    let _ = write!(out, r#"{{"type":"{kind}","coordinates":"#);
    coordinates(out);
    out.push('}');
}

fn list<T>(out: &mut String, items: &[T], one: impl Fn(&mut String, &T)) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        one(out, item);
    }
    out.push(']');
}

fn position(out: &mut String, at: &Coord<f64>) {
    let short = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let _ = write!(out, "[{},{}]", short(at.x), short(at.y));
}

fn line(out: &mut String, way: &LineString<f64>) {
    list(out, &way.0, position);
}

fn polygon(out: &mut String, area: &Polygon<f64>) {
    out.push('[');
    line(out, area.exterior());
    for hole in area.interiors() {
        out.push(',');
        line(out, hole);
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::*;

    #[test]
    fn an_outline_becomes_geojson() {
        let area = polygon![(x: 106.0, y: 10.0), (x: 106.5, y: 10.0), (x: 106.5, y: 10.25)];
        let mut out = String::new();
        write(&mut out, &Geometry::MultiPolygon(MultiPolygon(vec![area])));
        let expected = concat!(
            r#"{"type":"MultiPolygon","coordinates":[[[[106,10],[106.5,10],"#,
            r#"[106.5,10.25],[106,10]]]]}"#
        );
        assert_eq!(out, expected);
    }

    #[test]
    fn degrees_keep_seven_decimals() {
        let mut out = String::new();
        write(&mut out, &Geometry::Point((106.123_456_789, 10.0).into()));
        assert_eq!(out, r#"{"type":"Point","coordinates":[106.1234568,10]}"#);
    }
}
