//! Labels: each inside its unit, none over another; street names where room is left.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fmt::Write as _;

use geo::{Area, BoundingRect, Contains, Distance, Euclidean, MultiPolygon, Point, Polygon};

use super::frame::{Frame, width_of};
use super::mark::Placed;
use super::{Map, escape};
use crate::fabric::LineClass;

/// A box on the sheet that is taken: middle, half width, half height, and its slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taken {
    /// Its middle.
    pub middle: [f64; 2],
    /// Half its width and half its height.
    pub half: [f64; 2],
    /// Its slope in radians.
    pub slope: f64,
}

impl Taken {
    /// Two boxes overlap (separating axes).
    pub fn overlaps(&self, other: &Self) -> bool {
        let axes = |t: &Self| {
            let (s, c) = t.slope.sin_cos();
            [[c, s], [-s, c]]
        };
        let reach = |t: &Self, axis: [f64; 2]| {
            axes(t)
                .iter()
                .zip(t.half)
                .map(|(a, h)| (a[0] * axis[0] + a[1] * axis[1]).abs() * h)
                .sum::<f64>()
        };
        let apart = [other.middle[0] - self.middle[0], other.middle[1] - self.middle[1]];
        axes(self).into_iter().chain(axes(other)).all(|axis| {
            let gap = (apart[0] * axis[0] + apart[1] * axis[1]).abs();
            gap < reach(self, axis) + reach(other, axis)
        })
    }
}

/// Sizes tried for a unit's label, largest first.
const SIZES: [f64; 5] = [17.0, 15.0, 13.0, 11.0, 9.5];

/// Sets all labels where no sign stands; returns those of units that found no room.
pub fn labels(
    out: &mut String,
    map: &Map<'_>,
    (frame, placed): (&Frame, &[Placed]),
) -> Vec<String> {
    let mut taken: Vec<Taken> = placed.iter().map(Placed::taken).collect();
    let mut unplaced = Vec::new();
    let mut set = String::new();
    for unit in map.units {
        if !place_unit(&mut set, (&unit.shape, &unit.label), frame, &mut taken) {
            unplaced.push(unit.label.join(" "));
        }
    }
    street_names(out, map, frame, &mut taken);
    for old in map.old {
        let Some(label) = &old.label else { continue };
        let Some(place) = pole_of_inaccessibility(&old.shape, 2.0) else { continue };
        let middle = frame.at(place);
        let half = [width_of(label, 8.5) / 2.0 + 1.0, 6.0];
        let home = Taken { middle, half, slope: 0.0 };
        if fits(&old.shape, frame, &home) && !taken.iter().any(|t| t.overlaps(&home)) {
            taken.push(home);
            halo(out, (label, 8.5, "400", "#6b3f1d"), middle, 0.0);
        }
    }
    out.push_str(&set);
    unplaced
}

/// Tries sizes and places until a label lies free inside its unit.
fn place_unit(
    out: &mut String,
    (shape, label): (&MultiPolygon<f64>, &[String]),
    frame: &Frame,
    taken: &mut Vec<Taken>,
) -> bool {
    let places = places(shape);
    for size in SIZES {
        for lines in [label, &label[..label.len().min(1)]] {
            // A shortened label is better than one too small to read.
            if lines.len() < label.len() && size > 11.0 {
                continue;
            }
            let width = lines
                .iter()
                .enumerate()
                .map(|(i, l)| width_of(l, if i == 0 { size * 1.08 } else { size }))
                .fold(0.0, f64::max);
            let half = [width / 2.0 + 2.0, size * 1.28 * lines.len() as f64 / 2.0];
            for &place in &places {
                let home = Taken { middle: frame.at(place), half, slope: 0.0 };
                if fits(shape, frame, &home) && !taken.iter().any(|t| t.overlaps(&home)) {
                    taken.push(home);
                    write_lines(out, lines, home.middle, size);
                    return true;
                }
            }
        }
    }
    false
}

fn write_lines(out: &mut String, lines: &[String], [x, y]: [f64; 2], size: f64) {
    let step = size * 1.28;
    let first = y - step * (lines.len() as f64 - 1.0) / 2.0 + size * 0.35;
    for (i, line) in lines.iter().enumerate() {
        let (weight, size) = if i == 0 { ("700", size) } else { ("400", size) };
        halo(out, (line, size, weight, "#1d1b18"), [x, first + step * i as f64 - size * 0.35], 0.0);
    }
}

/// A text with a light rim, centred on a point.
fn halo(
    out: &mut String,
    (says, size, weight, colour): (&str, f64, &str, &str),
    [x, y]: [f64; 2],
    turn: f64,
) {
    let turned = if turn == 0.0 {
        String::new()
    } else {
        format!(" transform=\"rotate({turn:.1} {x:.1} {y:.1})\"")
    };
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\" \
         text-anchor=\"middle\" stroke=\"#fff\" stroke-opacity=\"0.85\" stroke-width=\"{:.1}\" \
         paint-order=\"stroke\"{turned}>{}</text>",
        y + size * 0.35,
        size * 0.22,
        escape(says)
    );
}

/// The label's box lies inside the unit: corners, middles of sides, and the middle.
fn fits(shape: &MultiPolygon<f64>, frame: &Frame, home: &Taken) -> bool {
    let metres = |p: [f64; 2]| {
        let zero = frame.at([0.0, 0.0]);
        Point::new((p[0] - zero[0]) / frame.scale, (zero[1] - p[1]) / frame.scale)
    };
    let spots =
        [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().flat_map(|i| [-1.0, 0.0, 1.0].map(|j| [i, j]));
    spots
        .map(|[i, j]| [home.middle[0] + i * home.half[0], home.middle[1] + j * home.half[1]])
        .all(|p| frame.shows(p) && shape.contains(&metres(p)))
}

/// Places for a label, the best first: the pole of inaccessibility, then roomy lattice points.
fn places(shape: &MultiPolygon<f64>) -> Vec<[f64; 2]> {
    let mut places: Vec<[f64; 2]> = pole_of_inaccessibility(shape, 2.0).into_iter().collect();
    let Some(largest) = largest(shape) else { return places };
    let Some(extent) = largest.bounding_rect() else { return places };
    let mut roomy: Vec<(f64, [f64; 2])> = Vec::new();
    for i in 1..16 {
        for j in 1..16 {
            let at = [
                extent.min().x + extent.width() * f64::from(i) / 16.0,
                extent.min().y + extent.height() * f64::from(j) / 16.0,
            ];
            let room = clearance(largest, at);
            if room > 0.0 {
                roomy.push((room, at));
            }
        }
    }
    roomy.sort_by(|a, b| b.0.total_cmp(&a.0));
    places.extend(roomy.into_iter().map(|(_, at)| at));
    places
}

fn largest(shape: &MultiPolygon<f64>) -> Option<&Polygon<f64>> {
    shape.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))
}

/// The point of a shape farthest from its rim, to within `precision` metres.
#[must_use]
pub fn pole_of_inaccessibility(shape: &MultiPolygon<f64>, precision: f64) -> Option<[f64; 2]> {
    let polygon = largest(shape)?;
    let extent = polygon.bounding_rect()?;
    let size = extent.width().min(extent.height()).max(1e-9);
    let mut waiting = BinaryHeap::new();
    let (columns, rows) =
        ((extent.width() / size).ceil() as u32, (extent.height() / size).ceil() as u32);
    for i in 0..columns.min(200) {
        for j in 0..rows.min(200) {
            let at = [
                extent.min().x + (f64::from(i) + 0.5) * size,
                extent.min().y + (f64::from(j) + 0.5) * size,
            ];
            waiting.push(Cell::new(polygon, at, size / 2.0));
        }
    }
    let mut best = waiting.peek().copied()?;
    while let Some(cell) = waiting.pop() {
        if cell.room > best.room {
            best = cell;
        }
        if cell.most - best.room <= precision {
            continue;
        }
        let half = cell.half / 2.0;
        for (i, j) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            waiting.push(Cell::new(polygon, [cell.at[0] + i * half, cell.at[1] + j * half], half));
        }
    }
    (best.room > 0.0).then_some(best.at)
}

/// Distance to the rim; negative outside.
fn clearance(polygon: &Polygon<f64>, at: [f64; 2]) -> f64 {
    let point = Point::new(at[0], at[1]);
    let rims = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let far = rims.map(|r| Euclidean.distance(&point, r)).fold(f64::INFINITY, f64::min);
    if polygon.contains(&point) { far } else { -far }
}

/// A square that may hold the pole, ordered by the most room it could have.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    at: [f64; 2],
    half: f64,
    room: f64,
    most: f64,
}

impl Cell {
    fn new(polygon: &Polygon<f64>, at: [f64; 2], half: f64) -> Self {
        let room = clearance(polygon, at);
        Self { at, half, room, most: room + half * std::f64::consts::SQRT_2 }
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most.total_cmp(&other.most).then(self.at[0].total_cmp(&other.at[0]))
    }
}

/// Names of streets, once each, along their straightest free stretch in the commune.
fn street_names(out: &mut String, map: &Map<'_>, frame: &Frame, taken: &mut Vec<Taken>) {
    let mut named: Vec<(&str, LineClass, Vec<[f64; 2]>)> = Vec::new();
    for line in map.lines.iter().filter(|l| !l.tunnel) {
        let Some(name) = line.name.as_deref() else { continue };
        if matches!(
            line.class,
            LineClass::Street | LineClass::MainRoad | LineClass::Canal | LineClass::River
        ) {
            named.push((name, line.class, line.path.iter().map(|&p| frame.at(p)).collect()));
        }
    }
    named.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.len().cmp(&a.2.len())).then(a.0.cmp(b.0)));
    let mut done: Vec<&str> = Vec::new();
    for (name, class, path) in &named {
        if done.contains(name) {
            continue;
        }
        let (size, colour) = match class {
            LineClass::MainRoad => (11.0, "#55504a"),
            LineClass::Street => (9.5, "#6a655d"),
            _ => (10.5, "#2f6485"),
        };
        let wide = width_of(name, size) + 6.0;
        if let Some(home) = straight(path, wide, size * 0.72).find(|home| {
            let [x, y] = home.middle;
            let zero = frame.at([0.0, 0.0]);
            let inside = Point::new((x - zero[0]) / frame.scale, (zero[1] - y) / frame.scale);
            frame.shows([x, y])
                && map.boundary.contains(&inside)
                && !taken.iter().any(|t| t.overlaps(home))
        }) {
            taken.push(home);
            done.push(name);
            let turn = home.slope.to_degrees();
            halo(
                out,
                (name, size, "400", colour),
                home.middle,
                if turn == 0.0 { 0.01 } else { turn },
            );
        }
    }
}

/// Boxes of a width along nearly straight stretches of a course, read from left to right.
fn straight(path: &[[f64; 2]], wide: f64, half_height: f64) -> impl Iterator<Item = Taken> + '_ {
    (0..path.len()).flat_map(move |i| {
        let mut length = 0.0;
        let mut found = Vec::new();
        for j in i + 1..path.len() {
            length += (path[j][0] - path[j - 1][0]).hypot(path[j][1] - path[j - 1][1]);
            let chord = [path[j][0] - path[i][0], path[j][1] - path[i][1]];
            let direct = chord[0].hypot(chord[1]);
            if direct < length * 0.985 {
                break;
            }
            if direct >= wide {
                let mut slope = chord[1].atan2(chord[0]);
                if slope.abs() > std::f64::consts::FRAC_PI_2 {
                    slope -= std::f64::consts::PI.copysign(slope);
                }
                for share in [0.5, 0.25, 0.75] {
                    let middle = [path[i][0] + chord[0] * share, path[i][1] + chord[1] * share];
                    let half = [wide / 2.0, half_height];
                    found.push(Taken { middle, half, slope });
                }
            }
        }
        found
    })
}
