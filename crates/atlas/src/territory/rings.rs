//! Rings: directed edges with land on their left become polygons.
//!
//! Pure bookkeeping on integer points; used for territories fresh from the mesh and for dissolving
//! stored polygons whose shared borders have identical vertices.

use std::collections::{BTreeMap, HashMap};

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::mesh::grid::{Point, turn};

/// Polygons whose edges, each with its land on the left, are `edges`. Points keep `at`'s coordinates.
pub fn assemble(
    edges: &[(u32, u32)],
    point: impl Fn(u32) -> Point,
    at: impl Fn(u32) -> [f64; 2],
) -> MultiPolygon<f64> {
    let mut from: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(a, b) in edges {
        from.entry(a).or_default().push(b);
    }
    let mut loops: Vec<Vec<u32>> = Vec::new();
    while let Some(start) = from.iter().find(|(_, to)| !to.is_empty()).map(|(&a, _)| a) {
        for ring in walk(&mut from, start, &point) {
            loops.push(ring);
        }
        from.retain(|_, to| !to.is_empty());
    }
    let (shells, holes): (Vec<_>, Vec<_>) =
        loops.into_iter().filter(|r| r.len() > 2).partition(|r| doubled_area(r, &point) > 0);
    nest(shells, holes, &point, &at)
}

/// Follows edges from a node until they run out, and splits the course into simple rings.
fn walk(
    from: &mut BTreeMap<u32, Vec<u32>>,
    start: u32,
    point: &impl Fn(u32) -> Point,
) -> Vec<Vec<u32>> {
    let mut rings = Vec::new();
    let mut course: Vec<u32> = vec![start];
    let mut seen: HashMap<u32, usize> = HashMap::from([(start, 0)]);
    loop {
        let here = *course.last().expect("the course is never empty");
        let before = course.len().checked_sub(2).map(|i| course[i]);
        let Some(next) = take_next(from, before, here, point) else { return rings };
        if let Some(&first) = seen.get(&next) {
            let ring: Vec<u32> = course.drain(first..).collect();
            for node in &ring {
                seen.remove(node);
            }
            rings.push(ring);
            if course.is_empty() {
                return rings;
            }
        }
        seen.insert(next, course.len());
        course.push(next);
    }
}

/// The next node: of several, the first met when turning clockwise from where we came, which keeps
/// the same land on the left.
fn take_next(
    from: &mut BTreeMap<u32, Vec<u32>>,
    before: Option<u32>,
    here: u32,
    point: &impl Fn(u32) -> Point,
) -> Option<u32> {
    let choices = from.get_mut(&here).filter(|c| !c.is_empty())?;
    let best = match before {
        Some(before) if choices.len() > 1 => {
            let (origin, back) = (point(here), point(before));
            (0..choices.len()).min_by(|&i, &j| {
                let (p, q) = (point(choices[i]), point(choices[j]));
                clockwise(origin, back, p).total_cmp(&clockwise(origin, back, q))
            })
        }
        _ => Some(0),
    }?;
    Some(choices.remove(best))
}

/// The clockwise angle from one direction to another, in (0, 2π].
fn clockwise(origin: Point, back: Point, to: Point) -> f64 {
    let angle = |p: Point| ((p[1] - origin[1]) as f64).atan2((p[0] - origin[0]) as f64);
    let turned = angle(back) - angle(to);
    if turned <= 0.0 { turned + std::f64::consts::TAU } else { turned }
}

fn doubled_area(ring: &[u32], point: &impl Fn(u32) -> Point) -> i128 {
    let origin = point(ring[0]);
    ring.windows(2).map(|w| turn(origin, point(w[0]), point(w[1]))).sum()
}

/// Puts each hole into the smallest shell round it.
fn nest(
    shells: Vec<Vec<u32>>,
    holes: Vec<Vec<u32>>,
    point: &impl Fn(u32) -> Point,
    at: &impl Fn(u32) -> [f64; 2],
) -> MultiPolygon<f64> {
    let mut inside: Vec<Vec<Vec<u32>>> = vec![Vec::new(); shells.len()];
    for hole in holes {
        let home = (0..shells.len())
            .filter(|&s| encloses(&shells[s], &hole, point))
            .min_by_key(|&s| doubled_area(&shells[s], point));
        if let Some(s) = home {
            inside[s].push(hole);
        }
    }
    let line = |ring: &Vec<u32>| -> LineString<f64> {
        let closed = ring.iter().chain(ring.first());
        closed.map(|&n| at(n)).map(|[x, y]| Coord { x, y }).collect()
    };
    let polygon = |(shell, holes): (&Vec<u32>, &Vec<Vec<u32>>)| {
        Polygon::new(line(shell), holes.iter().map(line).collect())
    };
    MultiPolygon(shells.iter().zip(&inside).map(polygon).collect())
}

/// A hole lies in a shell: the middle of one of its edges does (corners may touch).
fn encloses(shell: &[u32], hole: &[u32], point: &impl Fn(u32) -> Point) -> bool {
    let (a, b) = (point(hole[0]), point(hole[1]));
    // Doubled coordinates keep the middle whole.
    let (x, y) = (a[0] + b[0], a[1] + b[1]);
    let mut within = false;
    for i in 0..shell.len() {
        let (p, q) = (point(shell[i]), point(shell[(i + 1) % shell.len()]));
        let (p, q) = ([p[0] * 2, p[1] * 2], [q[0] * 2, q[1] * 2]);
        if (p[1] > y) != (q[1] > y) {
            let side = turn(p, q, [x, y]);
            within ^= if q[1] > p[1] { side > 0 } else { side < 0 };
        }
    }
    within
}

/// Polygons of groups of polygons: edges that two of a group share from both sides vanish.
pub fn dissolve(polygons: &[MultiPolygon<f64>], groups: &[usize]) -> Vec<MultiPolygon<f64>> {
    let mut places: Vec<[f64; 2]> = Vec::new();
    let mut index: HashMap<Point, u32> = HashMap::new();
    let count = groups.iter().map(|g| g + 1).max().unwrap_or(0);
    let mut edges: Vec<BTreeMap<(u32, u32), u32>> = vec![BTreeMap::new(); count];
    for (area, &group) in polygons.iter().zip(groups) {
        for ring in directed(area) {
            let nodes: Vec<u32> = ring
                .iter()
                .map(|&c| {
                    *index.entry(fine(c)).or_insert_with(|| {
                        places.push(c);
                        places.len() as u32 - 1
                    })
                })
                .collect();
            for pair in nodes.windows(2).filter(|p| p[0] != p[1]) {
                let (edge, back) = ((pair[0], pair[1]), (pair[1], pair[0]));
                match edges[group].get_mut(&back) {
                    Some(1) => drop(edges[group].remove(&back)),
                    Some(n) => *n -= 1,
                    None => *edges[group].entry(edge).or_default() += 1,
                }
            }
        }
    }
    edges
        .iter()
        .map(|edges| {
            let list: Vec<(u32, u32)> = edges.keys().copied().collect();
            assemble(&list, |n| fine(places[n as usize]), |n| places[n as usize])
        })
        .collect()
}

/// 1e-7 of a degree or of a metre: stored coordinates are whole in it.
fn fine(c: [f64; 2]) -> Point {
    c.map(|v| (v * 1e7).round() as i64)
}

/// The rings of an area, each closed, land on its left whatever way it was stored.
fn directed(area: &MultiPolygon<f64>) -> Vec<Vec<[f64; 2]>> {
    let mut rings = Vec::new();
    for polygon in area {
        let shell = std::iter::once((polygon.exterior(), true));
        for (ring, is_shell) in shell.chain(polygon.interiors().iter().map(|r| (r, false))) {
            let mut course: Vec<[f64; 2]> = ring.0.iter().map(|c| [c.x, c.y]).collect();
            let origin = course.first().copied().unwrap_or_default();
            let area: f64 = course
                .windows(2)
                .map(|w| {
                    (w[0][0] - origin[0]) * (w[1][1] - origin[1])
                        - (w[1][0] - origin[0]) * (w[0][1] - origin[1])
                })
                .sum();
            if (area > 0.0) != is_shell {
                course.reverse();
            }
            rings.push(course);
        }
    }
    rings
}
