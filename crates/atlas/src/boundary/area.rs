//! Square metres of areas in degrees, on the ellipsoid itself: the same for every zone.

use geo::{Area as _, BooleanOps as _, GeodesicArea as _, MultiPolygon};

/// Square metres of an area, to the nearest.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no country has 2^63 square metres, and the area is unsigned"
)]
pub fn square_metres(area: &MultiPolygon<f64>) -> u64 {
    // The sign follows the way a ring runs, which is the file's own.
    let of = |polygon: &geo::Polygon<f64>| {
        let ring = |line: &geo::LineString<f64>| {
            geo::Polygon::new(line.clone(), Vec::new()).geodesic_area_signed().abs()
        };
        let holes: f64 = polygon.interiors().iter().map(ring).sum();
        (ring(polygon.exterior()) - holes).max(0.0)
    };
    area.iter().map(of).sum::<f64>().round() as u64
}

/// Square metres by which an area reaches beyond another, to the nearest.
#[must_use]
pub fn exceeding_m2(area: &MultiPolygon<f64>, whole: &MultiPolygon<f64>) -> u64 {
    let beyond = area.difference(whole);
    if beyond.unsigned_area() > 0.0 { square_metres(&beyond) } else { 0 }
}
