//! Streets and alleys: main roads are laid, streets grow between them, alleys fork off as trees.
//!
//! Nothing is planned on a grid: each course starts square to its parent, bends as it goes, and
//! ends where it meets another or comes too near. Doors and names are not known here.

use std::f64::consts::FRAC_PI_2;

use atlas::LineClass;
use rand::Rng;
use rand::seq::SliceRandom as _;

use crate::block::Block;
use crate::ground::Ground;
use crate::line::{self, Hit, Nearby, Point};
use crate::seed::Seed;
use crate::weave::{Habit, Weave};

/// Steps of growth in metres.
const STEP: f64 = 6.0;

/// One street or alley.
#[derive(Debug, Clone)]
pub struct Path {
    /// Main road, street or alley.
    pub class: LineClass,
    /// 0 for roads and streets, 1 to 3 for alleys.
    pub depth: u8,
    /// Its course.
    pub points: Vec<Point>,
    /// Half its width.
    pub half_width: f64,
    /// What it forks off, if anything.
    pub parent: Option<usize>,
    /// Where it forks off along the parent, and on which side (+1 left, −1 right).
    pub mouth: (f64, i8),
    /// Where others fork off or end: metres along, side, half width of the other.
    pub forks: Vec<Fork>,
    /// It is a bridge with its ramps.
    pub bridges: bool,
    /// It runs on the commune's outline.
    pub on_edge: bool,
}

/// A place where another course begins or ends on this one.
#[derive(Debug, Clone, Copy)]
pub struct Fork {
    /// Metres along this course.
    pub along: f64,
    /// +1 left, −1 right.
    pub side: i8,
    /// The other course.
    pub other: usize,
    /// Half the other's width.
    pub half_width: f64,
    /// The place.
    pub at: Point,
}

impl Path {
    /// Its course with a point at every fork, so that a map joins them without measuring.
    #[must_use]
    pub fn noded(&self) -> Vec<Point> {
        let mut forks: Vec<(f64, Point)> = self.forks.iter().map(|f| (f.along, f.at)).collect();
        forks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut forks = forks.into_iter().peekable();
        let mut course = vec![self.points[0]];
        let mut from = 0.0;
        for pair in self.points.windows(2) {
            let to = from + line::distance(pair[0], pair[1]);
            while let Some((_, at)) = forks.next_if(|f| f.0 < to) {
                push_apart(&mut course, at);
            }
            push_apart(&mut course, pair[1]);
            from = to;
        }
        course
    }
}

fn push_apart(course: &mut Vec<Point>, p: Point) {
    if course.last().is_none_or(|&last| line::distance(last, p) > 0.05) {
        course.push(p);
    }
}

/// Where a course may start.
#[derive(Debug, Clone, Copy)]
struct Sprout {
    from: Point,
    heading: f64,
    parent: usize,
    along: f64,
    side: i8,
}

/// All streets and alleys of a commune.
#[derive(Debug)]
pub struct Net<'a> {
    /// The courses; parents come before children.
    pub paths: Vec<Path>,
    /// Where they run.
    pub near: Nearby,
    /// The ground below.
    pub ground: Ground,
    weave: &'a Weave,
    blocks: Vec<Block>,
}

impl<'a> Net<'a> {
    /// Grows the whole net; blocks are placed after the streets, before the alleys.
    #[must_use]
    pub fn grow(seed: Seed, ground: Ground, weave: &'a Weave) -> Self {
        let near = Nearby::new(ground.half(), 24.0);
        let mut net = Self { paths: Vec::new(), near, ground, weave, blocks: Vec::new() };
        net.lay_main_roads(seed.of("main", 0));
        net.ground.plant(seed.of("green", 0), weave, &net.near);
        let mut random = seed.of("street", 0).random();
        net.lay_bank_roads();
        net.lay_bridges(&mut random);
        net.spread_streets(&mut random);
        net.blocks = crate::block::place(seed.of("block", 0), &net, weave);
        let mut random = seed.of("alley", 0).random();
        // A second round fills the pockets that the first left open.
        for depth in [1, 2, 3, 1, 2, 3] {
            net.spread_alleys(depth, &mut random);
        }
        net
    }

    /// The apartment blocks placed between the streets, taken out once.
    pub fn take_blocks(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.blocks)
    }

    fn lay_main_roads(&mut self, seed: Seed) {
        let mut random = seed.random();
        let (r, lie) = (self.ground.radius, self.ground.lie);
        let mut bow = |big: f64| random.random_range(-big..big) * r;
        let knot =
            |at: f64, out: f64| line::ahead(line::ahead([0.0, 0.0], lie, at), lie + FRAC_PI_2, out);
        let shift = 0.02 * r + bow(0.04);
        let across: Vec<Point> =
            (-4_i32..=4).map(|i| knot(f64::from(i) * 0.36 * r, shift + bow(0.045))).collect();
        let first = self.lay(LineClass::MainRoad, &line::smooth(&across, STEP));
        let at = line::length(&self.paths[first].points) * 0.5 + bow(0.05);
        let (from, way) = line::along(&self.paths[first].points, at);
        let up: Vec<Point> = (0..=4_i32)
            .map(|i| {
                let out = if i == 0 { 0.0 } else { bow(0.05) };
                let far = line::ahead(from, way + FRAC_PI_2, f64::from(i) * 0.36 * r);
                line::ahead(far, way, out)
            })
            .collect();
        let second = self.lay(LineClass::MainRoad, &line::smooth(&up, STEP));
        self.fork(first, second, Hit { course: first, at: from, distance: 0.0, along: at }, 1);
        if self.weave.core == 0.0 {
            let start = 0.62 + lie / std::f64::consts::TAU;
            let edge = self.ground.along_edge(start, 0.2);
            let road = self.lay_as_is(LineClass::MainRoad, edge);
            self.paths[road].on_edge = true;
        }
    }

    /// A street along the near bank of each canal, and along the far bank of the first.
    fn lay_bank_roads(&mut self) {
        for (number, water) in self.ground.waters.clone().iter().enumerate() {
            let out = water.half_width + self.weave.street.half_width + 4.0;
            let banks: &[f64] = if number == 0 { &[1.0, -1.0] } else { &[1.0] };
            for bank in banks {
                let course = self.ground.clip(&line::beside(&water.course, out * bank));
                for dry in self.dry_parts(&course) {
                    self.lay(LineClass::Street, &dry);
                }
            }
        }
    }

    /// The parts of a course that neither stand in water nor come near roads already laid.
    fn dry_parts(&self, course: &[Point]) -> Vec<Vec<Point>> {
        let mut parts = vec![Vec::new()];
        for &p in course {
            if self.ground.is_dry(p, 2.0) && !self.near.touches(p, 26.0) {
                parts.last_mut().expect("starts with one").push(p);
            } else {
                parts.push(Vec::new());
            }
        }
        parts.retain(|part| line::length(part) > 90.0);
        parts
    }

    fn lay_bridges(&mut self, random: &mut impl Rng) {
        for (number, water) in self.ground.waters.clone().iter().enumerate() {
            let long = line::length(&water.course);
            let many = if number == 0 { self.weave.bridges } else { self.weave.bridges / 2 };
            let reach = water.half_width + 2.0 * self.weave.street.half_width + 14.0;
            for i in 0..many {
                let share = (f64::from(i) + random.random_range(0.35..0.65)) / f64::from(many);
                let (middle, way) = line::along(&water.course, share * long);
                let square = way + FRAC_PI_2 + random.random_range(-0.2..0.2);
                let ends = [-reach, reach].map(|m| line::ahead(middle, square, m));
                let ground = &self.ground;
                let fits = ends.iter().all(|&p| ground.holds(p, 30.0) && ground.is_dry(p, 3.0));
                let crowded = ends.iter().any(|&p| {
                    self.near.closest(p, 40.0, |hit| !self.is_bank_road(hit, water)).is_some()
                });
                if fits && !crowded {
                    self.lay_bridge(ends, square, random);
                }
            }
        }
    }

    fn is_bank_road(&self, hit: &Hit, water: &crate::ground::Water) -> bool {
        let out = water.half_width + self.weave.street.half_width + 8.0;
        water
            .course
            .windows(2)
            .any(|w| line::distance(line::nearest(w[0], w[1], hit.at).0, hit.at) < out)
    }

    /// A bridge and the streets that go on from its two ends.
    fn lay_bridge(&mut self, ends: [Point; 2], square: f64, random: &mut impl Rng) {
        let bridge = self.lay(LineClass::Street, &line::smooth(&ends, STEP));
        self.paths[bridge].bridges = true;
        let long = line::distance(ends[0], ends[1]);
        for (at, heading, along) in
            [(ends[1], square, long), (ends[0], square + 2.0 * FRAC_PI_2, 0.0)]
        {
            let sprout = Sprout { from: at, heading, parent: bridge, along, side: 1 };
            let mut on = Some(sprout);
            while let Some(next) = on {
                on = self.extend(next, self.weave.street, 0, random);
            }
        }
    }

    /// Streets off main roads, then off streets, until nothing more fits.
    fn spread_streets(&mut self, random: &mut impl Rng) {
        let mut from = 0;
        while from < self.paths.len() {
            let to = self.paths.len();
            let mut sprouts: Vec<Sprout> =
                (from..to).flat_map(|path| self.sprouts(path, self.weave.street, random)).collect();
            sprouts.shuffle(random);
            for sprout in sprouts {
                let mut on = Some(sprout);
                while let Some(next) = on {
                    on = self.extend(next, self.weave.street, 0, random);
                }
            }
            from = to;
        }
    }

    fn spread_alleys(&mut self, depth: u8, random: &mut impl Rng) {
        let habit = self.weave.alleys[usize::from(depth) - 1];
        let tight = Weave::of(units::Kind::Phuong).alleys[usize::from(depth) - 1];
        let mut sprouts: Vec<Sprout> = (0..self.paths.len())
            .filter(|&path| self.paths[path].depth == depth - 1)
            .flat_map(|path| {
                let middle = line::along(
                    &self.paths[path].points,
                    line::length(&self.paths[path].points) / 2.0,
                )
                .0;
                let habit = if self.is_core(middle) { tight } else { habit };
                self.sprouts(path, habit, random)
            })
            .collect();
        sprouts.shuffle(random);
        for sprout in sprouts {
            let habit = if self.is_core(sprout.from) { tight } else { habit };
            self.extend(sprout, habit, depth, random);
        }
    }

    /// Whether a place lies in the dense middle of a sparse commune.
    #[must_use]
    pub fn is_core(&self, p: Point) -> bool {
        line::distance(p, [0.0, 0.0]) < self.weave.core
    }

    /// The places along both sides of a course where others may start.
    fn sprouts(&self, path: usize, habit: Habit, random: &mut impl Rng) -> Vec<Sprout> {
        let course = &self.paths[path].points;
        let long = line::length(course);
        let mut sprouts = Vec::new();
        for side in [1_i8, -1] {
            let mut along = random.random_range(0.4..1.0) * habit.gap.0;
            while along < long - 5.0 {
                let near_fork = self.paths[path]
                    .forks
                    .iter()
                    .any(|f| f.side == side && (f.along - along).abs() < habit.gap.0 * 0.7);
                if !near_fork && random.random_bool(habit.taken) {
                    let (from, way) = line::along(course, along);
                    let lean = random.random_range(-habit.lean..habit.lean);
                    let heading = way + f64::from(side) * FRAC_PI_2 + lean;
                    sprouts.push(Sprout { from, heading, parent: path, along, side });
                }
                along += random.random_range(habit.gap.0..habit.gap.1);
            }
        }
        sprouts
    }

    /// Lets one course grow. When it crosses a street, the way on beyond it comes back.
    fn extend(
        &mut self,
        sprout: Sprout,
        habit: Habit,
        depth: u8,
        random: &mut impl Rng,
    ) -> Option<Sprout> {
        let grown = self.trace(sprout, habit, random);
        let (points, met) = grown?;
        let class = if depth == 0 { LineClass::Street } else { LineClass::Alley };
        let number = self.paths.len();
        let way = line::heading(points[points.len() - 2], points[points.len() - 1]);
        self.near.add(number, &points);
        self.paths.push(Path {
            class,
            depth,
            points,
            half_width: habit.half_width,
            parent: Some(sprout.parent),
            mouth: (sprout.along, sprout.side),
            forks: Vec::new(),
            bridges: false,
            on_edge: false,
        });
        let start =
            Hit { course: sprout.parent, at: sprout.from, distance: 0.0, along: sprout.along };
        self.fork(sprout.parent, number, start, sprout.side);
        let met = met?;
        let (_, across) = line::along(&self.paths[met.course].points, met.along);
        let from_left = (way - across).sin() < 0.0;
        let side = if from_left { 1 } else { -1 };
        self.fork(met.course, number, met, side);
        let goes_on = depth == 0 && random.random_bool(0.55);
        goes_on.then_some(Sprout {
            from: met.at,
            heading: way,
            parent: met.course,
            along: met.along,
            side: -side,
        })
    }

    /// The course a sprout takes, and what it ran into.
    fn trace(
        &self,
        sprout: Sprout,
        habit: Habit,
        random: &mut impl Rng,
    ) -> Option<(Vec<Point>, Option<Hit>)> {
        let long = random.random_range(0.0_f64..1.0).powf(0.8);
        let long = habit.length.0 + long * (habit.length.1 - habit.length.0);
        let mut points = vec![sprout.from];
        let (mut heading, mut bend, mut gone) = (sprout.heading, 0.0_f64, 0.0);
        let mut met = None;
        while gone < long {
            bend = 0.8 * bend + habit.bend * random.random_range(-1.0..1.0);
            heading += bend * STEP;
            let last = points[points.len() - 1];
            let next = line::ahead(last, heading, STEP);
            if !self.is_open(next, habit) {
                break;
            }
            let reach = gone + STEP;
            let hit = self.near.closest(next, habit.clearance, |h| h.distance < 0.7 * reach);
            if let Some(hit) = hit {
                let turn = (line::heading(last, hit.at) - heading).cos();
                let crowded = self.paths[hit.course]
                    .forks
                    .iter()
                    .any(|f| (f.along - hit.along).abs() < habit.clearance * 0.4);
                if turn > 0.55 && !crowded && random.random_bool(habit.joins) {
                    points.push(hit.at);
                    gone += line::distance(last, hit.at);
                    met = Some(hit);
                }
                break;
            }
            points.push(next);
            gone += STEP;
        }
        let short = if met.is_some() { 0.5 } else { 1.0 };
        (gone >= habit.length.0 * short).then_some((points, met))
    }

    fn is_open(&self, p: Point, habit: Habit) -> bool {
        let margin = (habit.clearance * 0.35).min(14.0);
        self.ground.holds(p, margin)
            && self.ground.is_dry(p, habit.half_width + 7.0)
            && self.ground.is_free(p, habit.half_width + 3.0)
            && !self.blocks.iter().any(|b| b.is_near(p, habit.half_width + 7.0))
    }

    fn lay(&mut self, class: LineClass, course: &[Point]) -> usize {
        let points = self.ground.clip(course);
        self.lay_as_is(class, if points.len() < 2 { course.to_vec() } else { points })
    }

    fn lay_as_is(&mut self, class: LineClass, points: Vec<Point>) -> usize {
        let number = self.paths.len();
        let half_width = match class {
            LineClass::MainRoad => self.weave.main_half_width,
            _ => self.weave.street.half_width,
        };
        self.near.add(number, &points);
        self.paths.push(Path {
            class,
            depth: 0,
            points,
            half_width,
            parent: None,
            mouth: (0.0, 1),
            forks: Vec::new(),
            bridges: false,
            on_edge: false,
        });
        number
    }

    fn fork(&mut self, on: usize, other: usize, place: Hit, side: i8) {
        let half_width = self.paths[other].half_width;
        self.paths[on].forks.push(Fork {
            along: place.along,
            side,
            other,
            half_width,
            at: place.at,
        });
    }
}
