//! Reads an OpenStreetMap extract (.osm.pbf): streets, rail, water and buildings of one commune.
//!
//! Only what touches the commune's box is kept. OpenStreetMap data is © OpenStreetMap contributors
//! under the ODbL; every map drawn from it must say so ([`ATTRIBUTION`]).

mod read;
mod tags;

use std::path::Path;

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Polygon};

use crate::fabric::{Building, Fabric, Line, LineClass};
use crate::plane::{Plane, PlaneFault};
use read::{Extract, Way};

/// What must stand on every map made from an extract.
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL";

/// How far round the commune lines are kept, in degrees (about 300 m).
const MARGIN: f64 = 0.003;
/// A dead end of a residential street shorter than this is a hẻm, whatever its tag says.
const HEM_DEAD_END_M: f64 = 150.0;

/// Why an extract cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OsmFault {
    /// The file cannot be opened or is not an extract.
    #[error("cannot read the extract")]
    Unreadable(#[from] osmpbf::Error),
    /// The commune does not lie on the plane.
    #[error(transparent)]
    Plane(#[from] PlaneFault),
    /// The commune's outline is empty.
    #[error("the outline has no area")]
    NoBoundary,
}

impl OsmFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "atlas-osm-unreadable",
            Self::Plane(fault) => fault.code(),
            Self::NoBoundary => "atlas-no-boundary",
        }
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable(why) => vec![("why", why.to_string())],
            Self::Plane(fault) => fault.args(),
            Self::NoBoundary => Vec::new(),
        }
    }
}

/// The fabric of a commune (outline in degrees) from an extract, in metres of `plane`.
///
/// # Errors
/// [`OsmFault`] where the file cannot be read or the outline is unusable.
pub fn fabric(
    path: &Path,
    boundary: &MultiPolygon<f64>,
    plane: &Plane,
) -> Result<Fabric, OsmFault> {
    let extent = boundary.bounding_rect().ok_or(OsmFault::NoBoundary)?;
    let (low, high) = (extent.min(), extent.max());
    let extract =
        Extract::read(path, [low.x - MARGIN, low.y - MARGIN, high.x + MARGIN, high.y + MARGIN])?;
    let mut fabric = Fabric::new(plane.area_to_metres(boundary)?, Vec::new());
    for way in &extract.ways {
        let path = way.points.iter().map(|&p| plane.metres(p)).collect::<Result<Vec<_>, _>>()?;
        add_way(&mut fabric, way, path);
    }
    for rings in &extract.waters {
        for ring in rings {
            let ring = ring.iter().map(|&p| plane.metres(p)).collect::<Result<Vec<_>, _>>()?;
            fabric.water.0.push(polygon(&ring));
        }
    }
    call_dead_ends_hem(&mut fabric.lines);
    Ok(fabric)
}

fn add_way(fabric: &mut Fabric, way: &Way, path: Vec<[f64; 2]>) {
    let closed = path.len() > 3 && path.first() == path.last();
    if closed && tags::is_building(way) {
        let levels = tags::levels(way);
        fabric.buildings.push(Building { outline: polygon(&path), levels });
    } else if closed && tags::is_water(way) {
        fabric.water.0.push(polygon(&path));
    } else if let Some(class) = tags::line_class(way).filter(|_| path.len() > 1) {
        fabric.lines.push(Line {
            class,
            name: way.tag("name").map(str::to_owned),
            path,
            bridge: tags::says(way, "bridge"),
            tunnel: tags::says(way, "tunnel"),
        });
    }
}

fn polygon(ring: &[[f64; 2]]) -> Polygon<f64> {
    let ring: LineString<f64> = ring.iter().map(|&[x, y]| Coord { x, y }).collect();
    Polygon::new(ring, Vec::new())
}

/// Short dead ends tagged as ordinary streets are hẻm: surveyors of 2018 tagged by habit.
fn call_dead_ends_hem(lines: &mut [Line]) {
    let mut ends: std::collections::HashMap<[u64; 2], u32> = std::collections::HashMap::new();
    let key = |p: &[f64; 2]| p.map(f64::to_bits);
    for line in lines.iter().filter(|l| l.class.is_walked()) {
        for point in &line.path {
            *ends.entry(key(point)).or_default() += 1;
        }
    }
    for line in lines.iter_mut().filter(|l| l.class == LineClass::Street) {
        let lone = |p: Option<&[f64; 2]>| p.is_some_and(|p| ends[&key(p)] == 1);
        let is_dead_end = lone(line.path.first()) || lone(line.path.last());
        if is_dead_end && line.length_m() < HEM_DEAD_END_M {
            line.class = LineClass::Alley;
        }
    }
}
