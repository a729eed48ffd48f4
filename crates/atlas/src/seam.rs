//! Seams: the borders between areas that were brought separately, such as the clusters of two communes that
//! are one now. Where each commune was brought, its own borders were made; nobody made those across.

use geo::{
    BoundingRect, Buffer, Contains, Distance, Euclidean, LineString, MultiPolygon, Point, Rect,
    unary_union,
};

use crate::fabric::{Fabric, Line, LineClass};
use crate::territory::{Border, FabricFault, Frontage, territories_of_areas};

/// Outlines brought from two maps leave gaps and overlaps of some metres; a gap of twice this is closed.
const GAP_M: f64 = 15.0;
/// What runs within this of an outline runs along it.
const BESIDE_M: f64 = 3.0;
/// Steps in which outlines are walked along.
const STEP_M: f64 = 4.0;

/// What lies between areas, in metres.
#[derive(Debug, Clone, Default)]
pub struct Between {
    /// What runs there, bridges among it.
    pub lines: Vec<Line>,
    /// Sheets of water and channels that the map draws as areas.
    pub water: Vec<(LineClass, MultiPolygon<f64>)>,
}

/// A line that runs near the seam.
struct Course {
    is_bridge: bool,
    class: LineClass,
    extent: Rect<f64>,
    path: LineString<f64>,
}

/// The borders between areas of different origin, in metres: `areas[i]` came from `origin[i]`. Labels of the
/// borders are positions in `areas`. Corners are left out.
///
/// # Errors
/// [`FabricFault`] where a coordinate is unusable.
pub fn seams(
    areas: &[MultiPolygon<f64>],
    origin: &[usize],
    between: &Between,
) -> Result<Vec<Border>, FabricFault> {
    let near = along(areas, origin);
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let own: Vec<MultiPolygon<f64>> = near.iter().map(|at| areas[*at].clone()).collect();
    let boundary = unary_union(&own).buffer(GAP_M);
    let Some(extent) = boundary.bounding_rect() else { return Ok(Vec::new()) };
    let (mut there, mut courses) = (Vec::new(), Vec::new());
    for line in &between.lines {
        let points = line.path.iter().map(|[x, y]| geo::Coord { x: *x, y: *y });
        let path = LineString::from_iter(points);
        let Some(along) = path.bounding_rect().filter(|rect| meet(rect, &extent)) else { continue };
        let is_bridge = line.bridge;
        courses.push(Course { is_bridge, class: line.class, extent: along, path });
        there.push(line.clone());
    }
    let found = territories_of_areas(&Fabric::new(boundary, there), &own)?;
    let across = found.borders.into_iter().filter_map(|border| {
        let (a, b) = (near[border.a], near[border.b]);
        if origin[a] == origin[b] {
            return None;
        }
        let length_m = frontage((&areas[a], &areas[b]), &courses, &between.water);
        let is_side = length_m.total() >= Border::LEAST_M;
        let is_barred = length_m.rail + length_m.canal + length_m.river > 0.0;
        let crossings = if is_barred { bridges((&areas[a], &areas[b]), &courses) } else { 0 };
        is_side.then_some(Border { a, b, length_m, crossings, ..border })
    });
    Ok(across.collect())
}

/// What runs along the border of two areas, walked on the side that faces the other on fewer metres. Two maps
/// draw one street some centimetres apart, so what runs close by runs along it; a barrier before a road.
fn frontage(
    (one, other): (&MultiPolygon<f64>, &MultiPolygon<f64>),
    courses: &[Course],
    water: &[(LineClass, MultiPolygon<f64>)],
) -> Frontage {
    let gap = Euclidean.distance(one, other);
    let walk = |area: &MultiPolygon<f64>, beside: &MultiPolygon<f64>| {
        let mut walked = Frontage::default();
        for (point, metres) in steps(area) {
            let across = Euclidean.distance(&point, beside);
            if across <= gap + GAP_M / 2.0 {
                let wet = water.iter().filter(|(_, sheet)| sheet.contains(&point));
                let wet = wet.map(|(class, _)| *class).max();
                let along = wet.max(runs_at(&point, across + BESIDE_M, courses));
                *walked.of_mut(along) += metres;
            }
        }
        walked
    };
    let (here, there) = (walk(one, other), walk(other, one));
    if here.total() <= there.total() { here } else { there }
}

/// The outline of an area in short steps: the middle of each with its metres.
fn steps(area: &MultiPolygon<f64>) -> impl Iterator<Item = (Point<f64>, f64)> + '_ {
    area.0.iter().flat_map(|polygon| polygon.exterior().lines()).flat_map(|line| {
        let length = line.dx().hypot(line.dy());
        let count = (length / STEP_M).ceil().max(1.0);
        let middles = std::iter::successors(Some(0.5), |at| Some(at + 1.0));
        middles.take_while(move |at| *at < count).map(move |at| {
            let share = at / count;
            let point =
                Point::new(line.start.x + share * line.dx(), line.start.y + share * line.dy());
            (point, length / count)
        })
    })
}

/// How many bridges reach from one area to the other.
fn bridges((one, other): (&MultiPolygon<f64>, &MultiPolygon<f64>), courses: &[Course]) -> u32 {
    let reaches = |course: &&Course| {
        let path = &course.path;
        course.is_bridge
            && Euclidean.distance(path, one) <= BESIDE_M
            && Euclidean.distance(path, other) <= BESIDE_M
    };
    u32::try_from(courses.iter().filter(reaches).count()).unwrap_or(u32::MAX)
}

/// The foremost class of what runs within a distance of a point.
fn runs_at(point: &Point<f64>, within: f64, courses: &[Course]) -> Option<LineClass> {
    let near = courses.iter().filter(|course| !course.is_bridge).filter(|course| {
        let inside = |low: f64, at: f64, high: f64| low - within <= at && at <= high + within;
        let (min, max) = (course.extent.min(), course.extent.max());
        inside(min.x, point.x(), max.x)
            && inside(min.y, point.y(), max.y)
            && Euclidean.distance(point, &course.path) <= within
    });
    near.map(|course| course.class).max()
}

/// The areas that come close to one of another origin, by their boxes.
fn along(areas: &[MultiPolygon<f64>], origin: &[usize]) -> Vec<usize> {
    let boxes: Vec<Option<Rect<f64>>> = areas.iter().map(BoundingRect::bounding_rect).collect();
    let grown = |rect: &Rect<f64>| {
        let by = geo::Coord { x: 2.0 * GAP_M, y: 2.0 * GAP_M };
        Rect::new(rect.min() - by, rect.max() + by)
    };
    let is_near = |at: &usize| {
        let Some(own) = boxes[*at].as_ref().map(grown) else { return false };
        let others = boxes.iter().zip(origin).filter(|(_, from)| **from != origin[*at]);
        let mut others = others.filter_map(|(rect, _)| rect.as_ref());
        others.any(|other| meet(&own, other))
    };
    (0..areas.len()).filter(is_near).collect()
}

fn meet(one: &Rect<f64>, other: &Rect<f64>) -> bool {
    one.min().x <= other.max().x
        && other.min().x <= one.max().x
        && one.min().y <= other.max().y
        && other.min().y <= one.max().y
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::{Between, seams};
    use crate::fabric::{Line, LineClass};

    fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
        let (east, north) = (west + side, south + side);
        MultiPolygon(vec![polygon![
            (x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north),
        ]])
    }

    /// Two old wards of two squares each, 8 metres apart; squares 0 and 1 came with the first.
    ///
    /// ```text
    ///   1 | 3
    ///   0 | 2
    /// ```
    fn wards() -> Vec<MultiPolygon<f64>> {
        vec![
            square(0.0, 0.0, 100.0),
            square(0.0, 100.0, 100.0),
            square(108.0, 0.0, 100.0),
            square(108.0, 100.0, 100.0),
        ]
    }

    #[test]
    fn neighbours_across_a_small_gap_get_a_border_and_others_none() {
        let found = seams(&wards(), &[0, 0, 1, 1], &Between::default()).unwrap();
        let pairs: Vec<(usize, usize)> = found.iter().map(|border| (border.a, border.b)).collect();
        assert_eq!(pairs, [(0, 2), (1, 3)], "own borders were made before, corners are none");
        for border in found {
            let metres = border.length_m.total();
            assert!((80.0..135.0).contains(&metres), "{metres}");
            assert!(border.is_open());
        }
        assert_eq!(seams(&wards(), &[0, 0, 0, 0], &Between::default()).unwrap(), []);
    }

    #[test]
    fn a_canal_separates_as_a_line_and_as_an_area_and_a_bridge_reopens_it() {
        let course = vec![[104.0, -50.0], [104.0, 250.0]];
        let line = Between { lines: vec![Line::new(LineClass::Canal, course)], water: Vec::new() };
        let channel = MultiPolygon(vec![polygon![
            (x: 96.0, y: -50.0), (x: 112.0, y: -50.0), (x: 112.0, y: 250.0), (x: 96.0, y: 250.0),
        ]]);
        let deck = vec![[95.0, 50.0], [115.0, 50.0]];
        let bridge = Line { bridge: true, ..Line::new(LineClass::Street, deck) };
        let area = Between { lines: vec![bridge], water: vec![(LineClass::Canal, channel)] };
        for (between, bridges) in [(line, [0, 0]), (area, [1, 0])] {
            let found = seams(&wards(), &[0, 0, 1, 1], &between).unwrap();
            let crossings: Vec<u32> = found.iter().map(|border| border.crossings).collect();
            assert_eq!(crossings, bridges);
            for border in found {
                assert!(border.length_m.canal > 80.0 && !border.is_open(), "{border:?}");
            }
        }
    }

    #[test]
    fn wards_that_lie_apart_have_no_border() {
        let mut areas = wards();
        areas[2] = square(400.0, 0.0, 100.0);
        areas[3] = square(400.0, 100.0, 100.0);
        assert_eq!(seams(&areas, &[0, 0, 1, 1], &Between::default()).unwrap(), []);
    }
}
