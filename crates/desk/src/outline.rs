//! The box of an outline in the integers the store keeps.

use geo::MultiPolygon;

/// West, south, east, north in 1e-7 degree; zeros for an empty area.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "degrees times 1e7 fit an i64")]
pub(crate) fn bbox_e7(area: &MultiPolygon<f64>) -> [i64; 4] {
    let mut bbox: Option<[f64; 4]> = None;
    for polygon in &area.0 {
        for point in &polygon.exterior().0 {
            let own = [point.x, point.y, point.x, point.y];
            bbox = Some(bbox.map_or(own, |b| {
                [b[0].min(own[0]), b[1].min(own[1]), b[2].max(own[2]), b[3].max(own[3])]
            }));
        }
    }
    bbox.unwrap_or_default().map(|degrees| (degrees * 1e7).round() as i64)
}

#[cfg(test)]
mod tests {
    use geo::{LineString, Polygon};

    use super::*;

    #[test]
    fn the_box_holds_every_part() {
        let ring = |at: f64| LineString::from(vec![(at, 1.0), (at + 0.5, 1.0), (at, 2.0)]);
        let area = MultiPolygon(vec![
            Polygon::new(ring(106.0), vec![]),
            Polygon::new(ring(108.0), vec![]),
        ]);
        assert_eq!(bbox_e7(&area), [1_060_000_000, 10_000_000, 1_085_000_000, 20_000_000]);
        assert_eq!(bbox_e7(&MultiPolygon(vec![])), [0; 4]);
    }
}
