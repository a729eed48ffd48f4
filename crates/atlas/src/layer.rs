//! The outlines of a level of units, in memory: which lies at a point, which touch a box.

use geo::{BoundingRect, Intersects as _, MultiPolygon, Rect};

use crate::locate::Locator;
use crate::tile::{Painted, Said, Square};

/// Outlines in degrees; a unit without one is there, and lies nowhere.
#[derive(Debug)]
pub struct Layer {
    shapes: Vec<MultiPolygon<f64>>,
    locator: Locator,
}

impl Layer {
    /// Indexes outlines; answers are their positions.
    #[must_use]
    pub fn new(shapes: Vec<MultiPolygon<f64>>) -> Self {
        Self { locator: Locator::new(&shapes), shapes }
    }

    /// The outline at a position; nothing where it is not known.
    #[must_use]
    pub fn shape(&self, position: usize) -> Option<&MultiPolygon<f64>> {
        self.shapes.get(position).filter(|shape| !shape.0.is_empty())
    }

    /// West, south, east, north of all outlines; nothing where none is known.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let boxes = self.shapes.iter().filter_map(BoundingRect::bounding_rect);
        let of = |own: Rect<f64>| [own.min().x, own.min().y, own.max().x, own.max().y];
        boxes
            .map(of)
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    }

    /// The unit at a point: longitude, latitude.
    #[must_use]
    pub fn at(&self, place: [f64; 2]) -> Option<usize> {
        self.locator.at(place)
    }

    /// The units whose land touches a box (west, south, east, north), in their order. A box whose
    /// west lies beyond its east runs over the antimeridian.
    #[must_use]
    pub fn touching(&self, [west, south, east, north]: [f64; 4]) -> Vec<usize> {
        let halves = match west <= east {
            true => vec![[west, south, east, north]],
            false => vec![[west, south, 180.0, north], [-180.0, south, east, north]],
        };
        let mut found: Vec<usize> = Vec::new();
        for [west, south, east, north] in halves {
            let asked = Rect::new((west, south), (east, north));
            let near = self.locator.near([west, south, east, north]);
            found.extend(near.into_iter().filter(|&i| self.shapes[i].intersects(&asked)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The units that may reach into a square, in their order.
    #[must_use]
    pub fn near(&self, square: Square) -> Vec<usize> {
        let mut near = self.locator.near(square.bounds());
        near.sort_unstable();
        near
    }

    /// Units as a tile paints them; `said` tells what it says of the unit at a position.
    #[must_use]
    pub fn painted(
        &self,
        units: impl IntoIterator<Item = usize>,
        said: impl Fn(usize) -> Vec<(&'static str, Said)>,
    ) -> Vec<Painted<'_>> {
        let paint = |i: usize| Painted { shape: &self.shapes[i], said: said(i) };
        units.into_iter().map(paint).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tile::tile;

    fn cell(x: f64, y: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new((x, y), (x + 1.0, y + 1.0)).to_polygon()])
    }

    fn layer() -> Layer {
        let two = MultiPolygon(vec![
            Rect::new((106.0, 10.0), (106.1, 10.1)).to_polygon(),
            Rect::new((108.0, 12.0), (108.1, 12.1)).to_polygon(),
        ]);
        Layer::new(vec![cell(106.5, 10.5), MultiPolygon(vec![]), two, cell(-180.0, 10.0)])
    }

    #[test]
    fn a_unit_without_outline_lies_nowhere() {
        assert!(layer().shape(1).is_none() && layer().shape(9).is_none());
        assert_eq!(layer().at([106.7, 10.7]), Some(0));
        assert_eq!(layer().at([100.0, 10.7]), None);
    }

    #[test]
    fn a_box_finds_land_and_not_the_room_between_it() {
        assert_eq!(layer().touching([106.05, 10.05, 106.6, 10.6]), [0, 2]);
        assert_eq!(layer().touching([106.3, 11.6, 107.9, 11.9]), Vec::<usize>::new());
        assert_eq!(layer().touching([108.05, 12.05, -179.5, 13.0]), [2]);
        assert_eq!(layer().touching([179.0, 10.2, -179.5, 13.0]), [3], "over the antimeridian");
    }

    #[test]
    fn a_tile_holds_the_units_near_it() {
        let square = Square::new(8, 203, 120).unwrap();
        let (layer, near) = (layer(), layer().near(square));
        let painted = layer.painted(near, |i| vec![("at", Said::Whole(i as i64))]);
        assert!(!tile(square, &[("units", painted)]).is_empty());
        assert!(layer.near(Square::new(8, 1, 1).unwrap()).is_empty());
    }
}
