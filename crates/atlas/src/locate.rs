//! Which unit a point lies in.
//!
//! Works in degrees and in metres alike. On a partition whose shared borders have identical
//! vertices every point has exactly one answer, also on a border: neighbours judge the same edge
//! by the same arithmetic.

use geo::{BoundingRect, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

type Place = [f64; 2];

/// An index over polygons.
#[derive(Debug)]
pub struct Locator {
    boxes: RTree<GeomWithData<Rectangle<Place>, usize>>,
    /// The edges of each polygon set, each from its smaller to its larger end.
    edges: Vec<Vec<[Place; 2]>>,
}

impl Locator {
    /// Indexes polygons; answers are their positions.
    #[must_use]
    pub fn new(polygons: &[MultiPolygon<f64>]) -> Self {
        let boxes = polygons
            .iter()
            .enumerate()
            .filter_map(|(i, p)| {
                let extent = p.bounding_rect()?;
                let (low, high) = (extent.min(), extent.max());
                let corners = Rectangle::from_corners([low.x, low.y], [high.x, high.y]);
                Some(GeomWithData::new(corners, i))
            })
            .collect();
        Self { boxes: RTree::bulk_load(boxes), edges: polygons.iter().map(edges).collect() }
    }

    /// The polygon a point lies in; of several (overlapping input) the first.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<usize> {
        self.boxes
            .locate_in_envelope_intersecting(AABB::from_point(place))
            .map(|found| found.data)
            .filter(|&i| contains(&self.edges[i], place))
            .min()
    }

    /// Every polygon a point lies in, in order: several where polygons overlap.
    #[must_use]
    pub fn all_at(&self, place: Place) -> Vec<usize> {
        let near = self.boxes.locate_in_envelope_intersecting(AABB::from_point(place));
        let mut found: Vec<usize> = near.map(|found| found.data).collect();
        found.retain(|&i| contains(&self.edges[i], place));
        found.sort_unstable();
        found
    }

    /// The polygons whose boxes touch a box (west, south, east, north), in no order.
    #[must_use]
    pub fn near(&self, [west, south, east, north]: [f64; 4]) -> Vec<usize> {
        let asked = AABB::from_corners([west, south], [east, north]);
        self.boxes.locate_in_envelope_intersecting(asked).map(|found| found.data).collect()
    }
}

fn edges(polygon: &MultiPolygon<f64>) -> Vec<[Place; 2]> {
    polygon
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        .flat_map(|ring| ring.0.windows(2))
        .map(|w| ([w[0].x, w[0].y], [w[1].x, w[1].y]))
        .filter(|(a, b)| a[1] != b[1])
        .map(|(a, b)| if a[1] < b[1] { [a, b] } else { [b, a] })
        .collect()
}

/// Even–odd rule with half-open edges: a point on a shared edge is left of it for exactly one side.
fn contains(edges: &[[Place; 2]], [x, y]: Place) -> bool {
    let crossed = edges.iter().filter(|[a, b]| {
        a[1] <= y && y < b[1] && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use geo::polygon;
    use proptest::prelude::*;

    use super::*;

    fn quarters() -> Locator {
        let cell = |x: f64, y: f64| {
            MultiPolygon(vec![polygon![
                (x: x, y: y), (x: x + 1.0, y: y), (x: x + 1.0, y: y + 1.0), (x: x, y: y + 1.0)
            ]])
        };
        Locator::new(&[cell(0.0, 0.0), cell(1.0, 0.0), cell(0.0, 1.0), cell(1.0, 1.0)])
    }

    #[test]
    fn points_find_their_cell_and_strangers_none() {
        assert_eq!(quarters().at([0.5, 0.5]), Some(0));
        assert_eq!(quarters().at([1.5, 1.5]), Some(3));
        assert_eq!(quarters().at([2.5, 0.5]), None);
    }

    #[test]
    fn a_hole_is_not_inside() {
        let ring = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0)],
            interiors: [[(x: 3.0, y: 3.0), (x: 6.0, y: 3.0), (x: 6.0, y: 6.0), (x: 3.0, y: 6.0)]],
        );
        let locator = Locator::new(&[MultiPolygon(vec![ring])]);
        assert_eq!((locator.at([1.0, 1.0]), locator.at([4.0, 4.0])), (Some(0), None));
    }

    proptest! {
        #[test]
        fn every_point_of_a_partition_lies_in_exactly_one_cell(i in 0u32..200, j in 0u32..200) {
            let place = [f64::from(i) / 100.0, f64::from(j) / 100.0];
            let locator = quarters();
            let homes = (0..4).filter(|&c| contains(&locator.edges[c], place)).count();
            prop_assert_eq!(homes, 1);
        }
    }
}
