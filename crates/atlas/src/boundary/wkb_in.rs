//! Areas in well-known binary as other programs write it: either byte order, with heights or measures,
//! single, several or gathered.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::Coded;

/// Geometries inside geometries are no deeper than this.
const DEEPEST: u8 = 4;

/// The area of bytes.
pub fn area(bytes: &[u8]) -> Result<MultiPolygon<f64>, Coded> {
    let mut reader = Reader { bytes, is_little: true };
    let mut polygons = Vec::new();
    reader.geometry(&mut polygons, DEEPEST)?;
    Ok(MultiPolygon(polygons))
}

struct Reader<'b> {
    bytes: &'b [u8],
    is_little: bool,
}

fn broken() -> Coded {
    ("boundary-row-unreadable", Vec::new())
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Coded> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>().ok_or_else(broken)?;
        self.bytes = rest;
        Ok(*taken)
    }

    fn whole(&mut self) -> Result<u32, Coded> {
        let bytes = self.take()?;
        Ok(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Result<f64, Coded> {
        let bytes = self.take()?;
        Ok(if self.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn geometry(&mut self, polygons: &mut Vec<Polygon<f64>>, depth: u8) -> Result<(), Coded> {
        let [order] = self.take()?;
        self.is_little = order == 1;
        let kind = self.whole()?;
        // Heights and measures: thousands in one standard, high bits in another's.
        let high = kind >> 28;
        let plain = (kind & 0x0fff_ffff) % 1000;
        let thousands = (kind & 0x0fff_ffff) / 1000;
        let more = match thousands {
            1 | 2 => 1,
            3 => 2,
            _ => (high >> 3 & 1) + (high >> 2 & 1),
        };
        if high & 2 != 0 {
            self.whole()?;
        }
        match plain {
            3 => polygons.push(self.polygon(more)?),
            6 | 7 => {
                for _ in 0..self.whole()? {
                    let depth = depth.checked_sub(1).ok_or_else(broken)?;
                    self.geometry(polygons, depth)?;
                }
            }
            other => {
                return Err(("boundary-row-not-area", vec![("found", name(other).to_owned())]));
            }
        }
        Ok(())
    }

    fn polygon(&mut self, more: u32) -> Result<Polygon<f64>, Coded> {
        let count = self.whole()?;
        let mut rings = Vec::new();
        for _ in 0..count {
            let mut line = Vec::new();
            for _ in 0..self.whole()? {
                line.push(Coord { x: self.number()?, y: self.number()? });
                for _ in 0..more {
                    self.number()?;
                }
            }
            rings.push(LineString(line));
        }
        let mut rings = rings.into_iter();
        Ok(Polygon::new(rings.next().unwrap_or(LineString(vec![])), rings.collect()))
    }
}

const fn name(kind: u32) -> &'static str {
    match kind {
        1 | 4 => "Point",
        2 | 5 => "LineString",
        10 | 12 => "CurvePolygon",
        _ => "Geometry",
    }
}
