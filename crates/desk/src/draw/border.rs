//! The borders of a commune's clusters: those that were kept when it was brought, and those between clusters that
//! different communes brought, which are found on the map when they are drawn together.

use std::collections::BTreeMap;

use atlas::seam::Between;
use atlas::{Line as Course, LineClass, Plane};
use geo::{Geometry, LineString, MultiPolygon};
use store::atom::{self, Border, Line};
use store::map::{self, Feature};
use units::{Day, UnitId};

use super::problem::border_rows;
use crate::authority::system_scope;
use crate::{Desk, Error, aside};

/// What a map calls a bridge.
const BRIDGE: &str = "cau";

/// The borders between clusters of a commune on a day.
pub(super) async fn borders(
    desk: &Desk,
    (commune, day): (UnitId, Day),
    clusters: &[Line],
) -> Result<Vec<Border>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let mut borders = atom::borders(&reader, &scope, commune, day).await?;
    let mut origins: Vec<UnitId> = clusters.iter().map(|line| line.brought_by).collect();
    origins.sort_unstable();
    origins.dedup();
    if origins.len() > 1 {
        let features = map::features(&reader, &scope, commune).await?;
        let clusters = clusters.to_vec();
        let found =
            aside("find the borders of joined communes", move || seams(&clusters, features));
        borders.extend(found.await?);
    }
    Ok(borders)
}

/// The borders across, as rows. Where the map is unusable there are none: the clusters then stay apart, as
/// they would without a map.
fn seams(clusters: &[Line], features: Vec<Feature>) -> Vec<Border> {
    let plane = Plane::utm48n();
    let mut places: Vec<usize> = Vec::new();
    let mut areas = Vec::new();
    for (at, line) in clusters.iter().enumerate() {
        let area = line.atom.wkb.as_deref().and_then(atlas::wkb::read_area);
        if let Some(area) = area.and_then(|area| plane.area_to_metres(&area).ok()) {
            places.push(at);
            areas.push(area);
        }
    }
    let mut numbers: BTreeMap<UnitId, usize> = BTreeMap::new();
    let origin: Vec<usize> = places
        .iter()
        .map(|at| {
            let next = numbers.len();
            *numbers.entry(clusters[*at].brought_by).or_insert(next)
        })
        .collect();
    let mut between = Between::default();
    for feature in &features {
        lay(&plane, feature, &mut between);
    }
    let found = atlas::seam::seams(&areas, &origin, &between).unwrap_or_default();
    let id = |label: usize| clusters[places[label]].atom.id;
    found.iter().flat_map(|border| border_rows(border, (id(border.a), id(border.b)))).collect()
}

/// Lays a feature between the areas, in metres.
fn lay(plane: &Plane, feature: &Feature, between: &mut Between) {
    let bridge = feature.class == BRIDGE;
    let class = LineClass::of_code(&feature.class).or(bridge.then_some(LineClass::Street));
    let Some((class, shape)) = class.zip(atlas::wkb::read(&feature.wkb)) else { return };
    let paths: Vec<LineString<f64>> = match shape {
        Geometry::LineString(path) => vec![path],
        Geometry::MultiLineString(paths) => paths.0,
        Geometry::Polygon(area) => return sheet(plane, (class, area.into()), between),
        Geometry::MultiPolygon(areas) => return sheet(plane, (class, areas), between),
        _ => return,
    };
    for path in paths {
        let points = path.0.iter().map(|at| plane.metres([at.x, at.y]).ok());
        if let Some(path) = points.collect::<Option<Vec<[f64; 2]>>>().filter(|it| it.len() > 1) {
            between.lines.push(Course { bridge, ..Course::new(class, path) });
        }
    }
}

/// Lays what a map draws as an area: water separates, anything else is no border.
fn sheet(plane: &Plane, (class, area): (LineClass, MultiPolygon<f64>), between: &mut Between) {
    if let Some(area) = plane.area_to_metres(&area).ok().filter(|_| class.is_barrier()) {
        between.water.push((class, area));
    }
}
