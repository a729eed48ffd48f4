//! Apartment blocks: one outline, many households, between the streets.

use rand::Rng;

use crate::line::{self, Point};
use crate::seed::Seed;
use crate::street::Net;
use crate::weave::Weave;

/// Households up to which a block stays one part; larger ones are counted by lô.
pub const PART: u32 = 170;

/// An apartment block.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its name.
    pub name: String,
    /// Its middle.
    pub middle: Point,
    /// The direction of its long side.
    pub heading: f64,
    /// Half its long and short side.
    pub half: (f64, f64),
    /// Storeys.
    pub levels: u32,
    /// Households.
    pub households: u32,
    /// The street it stands on and the metres along it.
    pub street: (usize, f64, i8),
}

impl Block {
    /// Its corners, anticlockwise.
    #[must_use]
    pub fn ring(&self) -> Vec<Point> {
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| self.at(x, y)).to_vec()
    }

    /// A place in it: −1 to 1 along the long side and across.
    #[must_use]
    pub fn at(&self, along: f64, across: f64) -> Point {
        let p = line::ahead(self.middle, self.heading, along * self.half.0);
        line::ahead(p, self.heading + std::f64::consts::FRAC_PI_2, across * self.half.1)
    }

    /// How many parts (lô) it is counted in.
    #[must_use]
    pub const fn parts(&self) -> u32 {
        self.households.div_ceil(PART)
    }

    /// Whether a point lies in it or within `margin`.
    #[must_use]
    pub fn is_near(&self, p: Point, margin: f64) -> bool {
        let (dx, dy) = (p[0] - self.middle[0], p[1] - self.middle[1]);
        let (cos, sin) = (self.heading.cos(), self.heading.sin());
        (dx * cos + dy * sin).abs() < self.half.0 + margin
            && (dy * cos - dx * sin).abs() < self.half.1 + margin
    }
}

/// Places the blocks beside streets where there is room.
#[must_use]
pub fn place(seed: Seed, net: &Net<'_>, weave: &Weave) -> Vec<Block> {
    let mut random = seed.random();
    let wanted = random.random_range(weave.blocks.0..=weave.blocks.1) as usize;
    let mut blocks: Vec<Block> = Vec::new();
    for _ in 0..4000 {
        if blocks.len() == wanted {
            break;
        }
        let number = random.random_range(0..net.paths.len());
        let path = &net.paths[number];
        let along = random.random_range(0.0..1.0) * line::length(&path.points);
        let side: i8 = if random.random::<bool>() { 1 } else { -1 };
        let (at, way) = line::along(&path.points, along);
        let half = (random.random_range(24.0..40.0), random.random_range(9.0..12.5));
        let out = path.half_width + half.1 + random.random_range(8.0..14.0);
        let middle = line::ahead(at, way + f64::from(side) * std::f64::consts::FRAC_PI_2, out);
        if weave.core > 0.0 && !net.is_core(middle) {
            continue;
        }
        let block = Block {
            name: format!("Chung cư {}", NAMES[blocks.len() % NAMES.len()]),
            middle,
            heading: way,
            half,
            levels: random.random_range(5..19),
            households: 0,
            street: (number, along, side),
        };
        if fits(&block, &blocks, net) {
            blocks.push(furnish(block, &mut random));
        }
    }
    blocks
}

/// Flats by floor area: about 95 m² of the block's plan per flat and floor, stairs included.
fn furnish(mut block: Block, random: &mut impl Rng) -> Block {
    let plan = 4.0 * block.half.0 * block.half.1;
    let flats = plan / 95.0 * f64::from(block.levels) * random.random_range(0.85..1.0);
    let flats = flats.round() as u32;
    block.households = flats.clamp(80, 400);
    block
}

fn fits(block: &Block, others: &[Block], net: &Net<'_>) -> bool {
    let ground = &net.ground;
    let spots = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
    spots.iter().all(|&(x, y)| {
        let p = block.at(x, y);
        ground.holds(p, 14.0)
            && ground.is_dry(p, 14.0)
            && ground.is_free(p, 6.0)
            && net
                .near
                .closest(p, 24.0, |h| h.distance < net.paths[h.course].half_width + 5.0)
                .is_none()
    }) && !others.iter().any(|o| line::distance(o.middle, block.middle) < 190.0)
}

const NAMES: [&str; 12] = [
    "Hướng Dương",
    "Bình Minh",
    "Sao Mai",
    "Thanh Bình",
    "Mây Trắng",
    "Ban Mai",
    "An Lành",
    "Hoa Nắng",
    "Lá Xanh",
    "Vườn Xuân",
    "Cánh Diều",
    "Gió Mới",
];
