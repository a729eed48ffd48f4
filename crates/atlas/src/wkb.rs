//! Geometry as the store keeps it: well-known binary, little-endian, WGS 84, two dimensions.
//!
//! Only what maps here are made of: lines and areas, one or several. Anything else is not read.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPolygon, Polygon};

const LINE: u32 = 2;
const POLYGON: u32 = 3;
const LINES: u32 = 5;
const POLYGONS: u32 = 6;

/// The bytes of a line or area; empty for any other geometry.
#[must_use]
pub fn write(shape: &Geometry<f64>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    match shape {
        Geometry::LineString(line) => write_line(&mut bytes, line),
        Geometry::Polygon(area) => write_polygon(&mut bytes, area),
        Geometry::MultiLineString(lines) => {
            head(&mut bytes, LINES, lines.0.len());
            lines.0.iter().for_each(|line| write_line(&mut bytes, line));
        }
        Geometry::MultiPolygon(areas) => {
            head(&mut bytes, POLYGONS, areas.0.len());
            areas.0.iter().for_each(|area| write_polygon(&mut bytes, area));
        }
        _ => {}
    }
    bytes
}

/// The bytes of an area.
#[must_use]
pub fn write_area(area: &MultiPolygon<f64>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    head(&mut bytes, POLYGONS, area.0.len());
    area.0.iter().for_each(|polygon| write_polygon(&mut bytes, polygon));
    bytes
}

/// The geometry of bytes; nothing where they are cut short, or of another kind or byte order.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Geometry<f64>> {
    let mut bytes = Bytes(bytes);
    let (kind, parts) = bytes.head()?;
    let shape = match kind {
        LINE => Geometry::LineString(bytes.points(parts)?),
        POLYGON => Geometry::Polygon(bytes.rings(parts)?),
        LINES => Geometry::MultiLineString(MultiLineString(
            (0..parts).map(|_| bytes.line()).collect::<Option<_>>()?,
        )),
        POLYGONS => Geometry::MultiPolygon(MultiPolygon(
            (0..parts).map(|_| bytes.polygon()).collect::<Option<_>>()?,
        )),
        _ => return None,
    };
    bytes.0.is_empty().then_some(shape)
}

/// The area of bytes; nothing where they are none.
#[must_use]
pub fn read_area(bytes: &[u8]) -> Option<MultiPolygon<f64>> {
    match read(bytes)? {
        Geometry::MultiPolygon(area) => Some(area),
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon])),
        _ => None,
    }
}

fn head(bytes: &mut Vec<u8>, kind: u32, parts: usize) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
    bytes.extend(u32::try_from(parts).unwrap_or(u32::MAX).to_le_bytes());
}

fn write_points(bytes: &mut Vec<u8>, line: &LineString<f64>) {
    for point in &line.0 {
        bytes.extend(point.x.to_le_bytes());
        bytes.extend(point.y.to_le_bytes());
    }
}

fn write_line(bytes: &mut Vec<u8>, line: &LineString<f64>) {
    head(bytes, LINE, line.0.len());
    write_points(bytes, line);
}

fn write_polygon(bytes: &mut Vec<u8>, area: &Polygon<f64>) {
    head(bytes, POLYGON, 1 + area.interiors().len());
    for ring in std::iter::once(area.exterior()).chain(area.interiors()) {
        bytes.extend(u32::try_from(ring.0.len()).unwrap_or(u32::MAX).to_le_bytes());
        write_points(bytes, ring);
    }
}

struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn head(&mut self) -> Option<(u32, u32)> {
        let [order] = self.take()?;
        let kind = u32::from_le_bytes(self.take()?);
        let parts = u32::from_le_bytes(self.take()?);
        (order == 1).then_some((kind, parts))
    }

    fn points(&mut self, count: u32) -> Option<LineString<f64>> {
        let mut line = Vec::new();
        for _ in 0..count {
            let x = f64::from_le_bytes(self.take()?);
            let y = f64::from_le_bytes(self.take()?);
            line.push(Coord { x, y });
        }
        Some(LineString(line))
    }

    fn rings(&mut self, count: u32) -> Option<Polygon<f64>> {
        let mut rings = Vec::new();
        for _ in 0..count {
            let points = u32::from_le_bytes(self.take()?);
            rings.push(self.points(points)?);
        }
        let mut rings = rings.into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    fn line(&mut self) -> Option<LineString<f64>> {
        let (kind, parts) = self.head()?;
        (kind == LINE).then(|| self.points(parts)).flatten()
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let (kind, parts) = self.head()?;
        (kind == POLYGON).then(|| self.rings(parts)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(at: f64, size: f64) -> LineString<f64> {
        let (low, high) = (at, at + size);
        LineString::from(vec![(low, low), (high, low), (high, high), (low, high), (low, low)])
    }

    #[test]
    fn lines_and_areas_come_back_as_they_were_written() {
        let line = LineString::from(vec![(106.5, 10.25), (106.75, 10.5)]);
        let holed = Polygon::new(ring(106.0, 1.0), vec![ring(106.25, 0.5)]);
        let shapes = [
            Geometry::LineString(line.clone()),
            Geometry::Polygon(holed.clone()),
            Geometry::MultiLineString(MultiLineString(vec![line.clone(), line])),
            Geometry::MultiPolygon(MultiPolygon(vec![
                holed,
                Polygon::new(ring(108.0, 0.25), vec![]),
            ])),
        ];
        for shape in shapes {
            let bytes = write(&shape);
            assert_eq!(read(&bytes), Some(shape));
            for cut in 0..bytes.len() {
                assert_eq!(read(&bytes[..cut]), None, "cut short at {cut}");
            }
        }
    }

    #[test]
    fn other_byte_orders_and_kinds_are_not_read() {
        assert_eq!(read(&[0; 9]), None);
        assert_eq!(read(&[1, 1, 0, 0, 0, 0, 0, 0, 0]), None);
        assert_eq!(write(&Geometry::Point(geo::Point::new(1.0, 2.0))), Vec::<u8>::new());
    }
}
