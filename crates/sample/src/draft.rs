//! A commune on the drawing board, in metres: everything before units, identities and degrees.

use std::collections::HashMap;

use atlas::{Fabric, Line, LineClass, Territories};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::block::{self, Block};
use crate::cluster::{self, Run};
use crate::door::{self, Called, Door};
use crate::ground::{Green, Ground, Water};
use crate::line::{self, Point};
use crate::plan::CommuneOrder;
use crate::seed::Seed;
use crate::settle;
use crate::street::{Net, Path};
use crate::weave::Weave;

/// A commune on the drawing board.
#[derive(Debug)]
pub struct Draft {
    /// Its outline.
    pub ring: Vec<Point>,
    /// Canals.
    pub waters: Vec<Water>,
    /// A railway along the outline.
    pub rail: Option<Vec<Point>>,
    /// Land without houses.
    pub greens: Vec<Green>,
    /// Streets and alleys.
    pub paths: Vec<Path>,
    /// Their names.
    pub called: Vec<Called>,
    /// Apartment blocks.
    pub blocks: Vec<Block>,
    /// Doors, in order along their paths.
    pub doors: Vec<Door>,
    /// Clusters.
    pub runs: Vec<Run>,
}

impl Draft {
    /// Draws a commune as ordered. The ground is made larger until all households find a door.
    #[must_use]
    pub fn new(seed: Seed, order: &CommuneOrder) -> Self {
        let weave = Weave::of(order.kind);
        let mut area = f64::from(order.households) * weave.area_per_household;
        loop {
            if let Some(draft) = Self::on(seed, order, &weave, area) {
                return draft;
            }
            area *= 1.12;
        }
    }

    fn on(seed: Seed, order: &CommuneOrder, weave: &Weave, area: f64) -> Option<Self> {
        let ground = Ground::new(seed.of("ground", 0), weave, area);
        let mut net = Net::grow(seed.of("net", 0), ground, weave);
        let mut blocks = net.take_blocks();
        // Small communes keep few blocks: flats stay below a quarter of all households.
        while blocks.iter().map(|b| b.households).sum::<u32>() * 4 > order.households {
            blocks.pop();
        }
        let mut doors = door::set(seed.of("doors", 0), &net, weave, &blocks);
        let in_blocks: u32 = blocks.iter().map(|b| b.households).sum();
        if !settle::fill(seed.of("fill", 0), &mut doors, order.households - in_blocks) {
            return None;
        }
        let called = door::number(seed.of("names", 0), &net.paths, &mut doors);
        let runs = cluster::cut(&net.paths, &doors, &called, &blocks);
        let ground = net.ground;
        Some(Self {
            ring: ground.ring,
            waters: ground.waters,
            rail: ground.rail,
            greens: ground.greens,
            paths: net.paths,
            called,
            blocks,
            doors,
            runs,
        })
    }

    /// The middle of a cluster: the mean of its doors, or of its part of a block.
    #[must_use]
    pub fn middle(&self, run: &Run) -> Point {
        let spots = self.spots(run);
        let mut sum = [0.0, 0.0];
        for spot in &spots {
            sum = [sum[0] + spot[0], sum[1] + spot[1]];
        }
        let many = spots.len() as f64;
        [sum[0] / many, sum[1] / many]
    }

    /// The places that claim land for a cluster.
    fn spots(&self, run: &Run) -> Vec<Point> {
        let Some((block, part)) = run.block else {
            return run.doors.iter().map(|&d| self.doors[d].at).collect();
        };
        let block = &self.blocks[block];
        let breadth = 2.0 / f64::from(block.parts());
        let start = -1.0 + breadth * f64::from(part);
        [0.1, 0.5, 0.9]
            .iter()
            .flat_map(|share| [-0.8, 0.0, 0.8].map(|y| block.at(start + breadth * share, y)))
            .collect()
    }

    /// The backs of the houses: with them a border between two rows runs between them and not
    /// along the doors. A corner house whose back lies among another cluster's doors has none.
    fn plots(&self, doors: &[atlas::Seed]) -> Vec<atlas::Seed> {
        const REACH: f64 = 8.0;
        let cell = |p: Point| ((p[0] / REACH).floor() as i32, (p[1] / REACH).floor() as i32);
        let mut cells: HashMap<(i32, i32), Vec<atlas::Seed>> = HashMap::new();
        for &seed in doors {
            cells.entry(cell(seed.at)).or_default().push(seed);
        }
        let is_clear = |at: Point, label: usize| {
            let (x, y) = cell(at);
            let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
            near.filter_map(|key| cells.get(&key))
                .flatten()
                .all(|other| other.label == label || line::distance(other.at, at) > REACH)
        };
        let mut plots = Vec::new();
        for (label, run) in self.runs.iter().enumerate() {
            for door in run.doors.iter().map(|&d| &self.doors[d]) {
                let path = &self.paths[door.path];
                let (on, _) = line::along(&path.points, door.along);
                let at = line::ahead(on, line::heading(on, door.at), path.half_width + 7.5);
                if is_clear(at, label) {
                    plots.push(atlas::Seed { at, label });
                }
            }
        }
        plots
    }

    /// The corners at the mouths of alleys: a row of houses goes on across a mouth.
    fn mouths(&self) -> Vec<atlas::Seed> {
        const CORNER: f64 = 14.0;
        let mut rows: Vec<Vec<(i8, Point, usize)>> = vec![Vec::new(); self.paths.len()];
        for (label, run) in self.runs.iter().enumerate() {
            for door in run.doors.iter().map(|&d| &self.doors[d]) {
                rows[door.path].push((door.side, door.at, label));
            }
        }
        let mut corners = Vec::new();
        for alley in self.paths.iter().filter(|p| p.depth > 0) {
            let Some(parent) = alley.parent else { continue };
            let depth = self.paths[parent].half_width + 2.5;
            let (on, way) = line::along(&alley.points, depth);
            for side in [1.0, -1.0] {
                let square = way + side * std::f64::consts::FRAC_PI_2;
                let at = line::ahead(on, square, alley.half_width + 0.6);
                let nearest = rows[parent]
                    .iter()
                    .filter(|(row, _, _)| *row == alley.mouth.1)
                    .map(|&(_, door, label)| (line::distance(door, at), label))
                    .min_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((_, label)) = nearest.filter(|n| n.0 < CORNER) {
                    corners.push(atlas::Seed { at, label });
                }
            }
        }
        corners
    }

    /// Where the doors of a cluster in a block open: the middle of its side towards the street.
    #[must_use]
    pub fn entrance(&self, block: usize, part: u32) -> Point {
        let block = &self.blocks[block];
        let share = (f64::from(part) + 0.5) / f64::from(block.parts());
        block.at(2.0 * share - 1.0, -f64::from(block.street.2))
    }

    /// Each cluster's land and who borders whom, grown by `atlas`.
    ///
    /// # Panics
    /// Never for a draft made here: it has an outline, doors, and finite coordinates.
    #[must_use]
    pub fn territories(&self) -> Territories {
        let mut seeds: Vec<atlas::Seed> = self
            .runs
            .iter()
            .enumerate()
            .flat_map(|(label, run)| {
                self.spots(run).into_iter().map(move |at| atlas::Seed { at, label })
            })
            .collect();
        seeds.extend(self.plots(&seeds));
        seeds.extend(self.mouths());
        atlas::territories(&self.fabric(), &seeds)
            .expect("an invented commune has an outline, doors, and finite coordinates")
    }

    /// The fabric as `atlas` takes it. Lines on the outline divide nothing and are left out.
    #[must_use]
    pub fn fabric(&self) -> Fabric {
        let mut lines: Vec<Line> = Vec::new();
        for (path, called) in self.paths.iter().zip(&self.called).filter(|(p, _)| !p.on_edge) {
            for (points, bridge) in self.over_water(path) {
                let mut line = Line::new(path.class, points).named(called.full());
                line.bridge = bridge;
                lines.push(line);
            }
        }
        lines.extend(
            self.waters
                .iter()
                .map(|w| Line::new(LineClass::Canal, w.course.clone()).named(w.name.clone())),
        );
        Fabric::new(MultiPolygon(vec![polygon(&self.ring)]), lines)
    }

    /// A path in parts on land and on bridges.
    #[must_use]
    pub fn over_water(&self, path: &Path) -> Vec<(Vec<Point>, bool)> {
        let points = path.noded();
        if path.depth > 0 {
            return vec![(points, false)];
        }
        let mut spans: Vec<(f64, f64)> = Vec::new();
        let mut from = 0.0;
        for pair in points.windows(2) {
            let long = line::distance(pair[0], pair[1]);
            for water in &self.waters {
                for bank in water.course.windows(2) {
                    if let Some(share) = cross(pair[0], pair[1], bank[0], bank[1]) {
                        let at = from + share * long;
                        let reach = water.half_width + 4.0;
                        spans.push((at - reach, at + reach));
                    }
                }
            }
            from += long;
        }
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        split(&points, &spans)
    }
}

/// Cuts a course at the ends of spans; parts inside a span come back marked.
fn split(points: &[Point], spans: &[(f64, f64)]) -> Vec<(Vec<Point>, bool)> {
    let whole = line::length(points);
    let mut parts = Vec::new();
    let mut at = 0.0;
    for &(from, to) in spans {
        let (from, to) = (from.max(at), to.min(whole));
        if from > at {
            parts.push((part(points, at, from), false));
        }
        if to > from {
            parts.push((part(points, from, to), true));
            at = to;
        }
    }
    if whole > at {
        parts.push((part(points, at, whole), false));
    }
    parts
}

/// The part of a course between two distances along it.
fn part(points: &[Point], from: f64, to: f64) -> Vec<Point> {
    let mut course = vec![line::along(points, from).0];
    let mut gone = 0.0;
    for pair in points.windows(2) {
        gone += line::distance(pair[0], pair[1]);
        if gone > from + 0.01 && gone < to - 0.01 {
            course.push(pair[1]);
        }
    }
    course.push(line::along(points, to).0);
    course
}

/// Where segment `a`–`b` crosses `c`–`d`, as a share of the way from `a`.
fn cross(a: Point, b: Point, c: Point, d: Point) -> Option<f64> {
    let (r, s) = ([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]);
    let base = r[0] * s[1] - r[1] * s[0];
    if base == 0.0 {
        return None;
    }
    let (dx, dy) = (c[0] - a[0], c[1] - a[1]);
    let t = (dx * s[1] - dy * s[0]) / base;
    let u = (dx * r[1] - dy * r[0]) / base;
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(t)
}

/// A ring as a polygon.
#[must_use]
pub fn polygon(ring: &[Point]) -> Polygon<f64> {
    Polygon::new(LineString(ring.iter().map(|&[x, y]| Coord { x, y }).collect()), Vec::new())
}

/// The land of a canal: its course, as broad as it is.
#[must_use]
pub fn channel(water: &Water) -> Polygon<f64> {
    let mut ring = line::beside(&water.course, -water.half_width);
    ring.extend(line::beside(&water.course, water.half_width).into_iter().rev());
    polygon(&ring)
}

/// The outline of a block.
#[must_use]
pub fn footprint(block: &block::Block) -> Polygon<f64> {
    polygon(&block.ring())
}
