//! Doors along both sides of every street and alley, and the numbers on them.
//!
//! A house takes the next number on its side. An alley takes the number of the house at its mouth,
//! and its own houses count on behind the slash: 12, 12/3, 12/3/4A.

use std::f64::consts::FRAC_PI_2;

use rand::Rng;

use crate::block::Block;
use crate::line::{self, Point, Spots};
use crate::name;
use crate::seed::Seed;
use crate::street::{Net, Path};
use crate::weave::Weave;

/// Metres from the edge of the street to the middle of a house.
const HOUSE: f64 = 5.0;

/// One door.
#[derive(Debug, Clone)]
pub struct Door {
    /// Its street or alley.
    pub path: usize,
    /// Metres along it.
    pub along: f64,
    /// +1 left, −1 right.
    pub side: i8,
    /// Where it is.
    pub at: Point,
    /// Its number.
    pub number: u16,
    /// Its letter (1 = A), 0 for none.
    pub letter: u8,
    /// Households behind it.
    pub households: u32,
}

/// What a street or alley is called, and the numbers that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// "12/3" for an alley, empty for a street.
    pub prefix: String,
    /// "Hoa Mai" or "Đường số 7", as it stands in an address.
    pub street: String,
}

impl Called {
    /// The full name: "Đường Hoa Mai", "Hẻm 12/3 Hoa Mai".
    #[must_use]
    pub fn full(&self) -> String {
        match (self.prefix.as_str(), self.street.starts_with("Đường ")) {
            ("", true) => self.street.clone(),
            ("", false) => format!("Đường {}", self.street),
            (prefix, _) => format!("Hẻm {prefix} {}", self.street),
        }
    }

    /// The address of a house on it.
    #[must_use]
    pub fn address(&self, number: u16, letter: u8) -> String {
        let letter = match letter {
            0 => String::new(),
            n => char::from(b'A' + n - 1).to_string(),
        };
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        format!("{}{slash}{number}{letter} {}", self.prefix, self.street)
    }
}

/// Sets doors wherever a house fits.
#[must_use]
pub fn set(seed: Seed, net: &Net<'_>, weave: &Weave, blocks: &[Block]) -> Vec<Door> {
    let ground = &net.ground;
    let mut random = seed.random();
    let mut spots = Spots::new(ground.half());
    let mut doors = Vec::new();
    for (number, path) in net.paths.iter().enumerate() {
        let long = line::length(&path.points);
        for side in [1_i8, -1] {
            let mut along = if path.parent.is_some() { 6.0 } else { 2.0 };
            while along < long - 1.5 {
                let (on, way) = line::along(&path.points, along);
                let sparse = weave.core > 0.0 && !net.is_core(on);
                let frontage = frontage(weave, path.depth, sparse, &mut random);
                along += frontage / 2.0;
                let square = way + f64::from(side) * FRAC_PI_2;
                let house = line::ahead(on, square, path.half_width + HOUSE);
                let at = line::ahead(on, square, path.half_width + 0.8);
                let settled = !sparse || random.random_bool(weave.settled * crowd(seed, on));
                let mouth = path
                    .forks
                    .iter()
                    .any(|f| f.side == side && (f.along - along).abs() < f.half_width + 2.5);
                if settled
                    && !mouth
                    && stands(house, number, net, blocks)
                    && spots.claim(house, 3.3)
                {
                    doors.push(Door {
                        path: number,
                        along,
                        side,
                        at,
                        number: 0,
                        letter: 0,
                        households: 0,
                    });
                }
                along += frontage / 2.0;
            }
        }
    }
    doors
}

/// How full a place is, 0 to 1, in soft patches of about 300 m: houses stand in hamlets.
fn crowd(seed: Seed, p: Point) -> f64 {
    const PATCH: f64 = 300.0;
    let (x, y) = (p[0] / PATCH, p[1] / PATCH);
    let corner = |dx: f64, dy: f64| {
        let key = ((x.floor() + dx + 4096.0) * 8192.0 + y.floor() + dy + 4096.0) as u64;
        seed.of("crowd", key).fraction()
    };
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - x.floor()), ease(y - y.floor()));
    let south = corner(0.0, 0.0) * (1.0 - u) + corner(1.0, 0.0) * u;
    let north = corner(0.0, 1.0) * (1.0 - u) + corner(1.0, 1.0) * u;
    ease(south * (1.0 - v) + north * v)
}

fn frontage(weave: &Weave, depth: u8, sparse: bool, random: &mut impl Rng) -> f64 {
    let (least, most) = match (depth, sparse || weave.core == 0.0) {
        (0, true) => weave.street_frontage,
        (_, true) => weave.alley_frontage,
        (0, false) => (4.0, 7.0),
        (_, false) => (4.0, 6.0),
    };
    random.random_range(least..most)
}

/// Whether a house stands clear of water, parks, blocks and other streets.
fn stands(house: Point, path: usize, net: &Net<'_>, blocks: &[Block]) -> bool {
    let ground = &net.ground;
    ground.holds(house, 4.0)
        && ground.is_dry(house, 5.0)
        && ground.is_free(house, 2.0)
        && !blocks.iter().any(|b| b.is_near(house, 6.0))
        && net
            .near
            .closest(house, 15.0, |h| {
                let own = if h.course == path { -0.4 } else { 3.4 };
                h.distance
                    < net.paths[h.course].half_width + own + if own < 0.0 { HOUSE } else { 0.0 }
            })
            .is_none()
}

/// Numbers the doors and names the streets and alleys. Doors of a path must lie in order.
#[must_use]
pub fn number(seed: Seed, paths: &[Path], doors: &mut [Door]) -> Vec<Called> {
    let mut random = seed.random();
    let mut streets = name::streets(seed.of("streets", 0));
    let mut called: Vec<Called> = paths
        .iter()
        .map(|p| Called {
            prefix: String::new(),
            street: if p.depth == 0 { streets.next(p.class) } else { String::new() },
        })
        .collect();
    let mut of_path: Vec<Vec<usize>> = vec![Vec::new(); paths.len()];
    for (i, door) in doors.iter().enumerate() {
        of_path[door.path].push(i);
    }
    for (path, doors_here) in of_path.iter().enumerate() {
        for side in [1_i8, -1] {
            let texts = (&mut *doors, &mut called[..]);
            number_side(paths, (path, side), doors_here, texts, &mut random);
        }
    }
    called
}

/// Numbers one side of a path, and passes the numbers at the mouths on to its alleys.
fn number_side(
    paths: &[Path],
    (path, side): (usize, i8),
    of_path: &[usize],
    (doors, called): (&mut [Door], &mut [Called]),
    random: &mut impl Rng,
) {
    let mut stops: Vec<(f64, Option<usize>, Option<usize>)> = of_path
        .iter()
        .filter(|&&door| doors[door].side == side)
        .map(|&door| (doors[door].along, Some(door), None))
        .collect();
    stops.extend(
        paths[path]
            .forks
            .iter()
            .filter(|f| f.side == side && paths[f.other].depth > 0)
            .filter(|f| paths[f.other].parent == Some(path))
            .filter(|f| paths[f.other].mouth.0.total_cmp(&f.along).is_eq())
            .map(|f| (f.along, None, Some(f.other))),
    );
    stops.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut next: u16 = if side > 0 { 1 } else { 2 };
    let (mut letter, mut mouth_taken) = (0_u8, true);
    for (_, door, alley) in stops {
        if let Some(door) = door {
            let inserted = next > 2 && letter < 4 && random.random_bool(0.05);
            letter = if inserted { letter + 1 } else { 0 };
            doors[door].number = if inserted { next - 2 } else { next };
            doors[door].letter = letter;
            if !inserted {
                next += 2;
                mouth_taken = false;
            }
        }
        if let Some(alley) = alley {
            if mouth_taken {
                next += 2;
                letter = 0;
            }
            mouth_taken = true;
            let slash = if called[path].prefix.is_empty() { "" } else { "/" };
            called[alley] = Called {
                prefix: format!("{}{slash}{}", called[path].prefix, next - 2),
                street: called[path].street.clone(),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(prefix: &str, street: &str) -> Called {
        Called { prefix: prefix.to_owned(), street: street.to_owned() }
    }

    #[test]
    fn addresses_read_as_on_the_plate() {
        assert_eq!(called("", "Hoa Mai").address(12, 0), "12 Hoa Mai");
        assert_eq!(called("12", "Hoa Mai").address(3, 0), "12/3 Hoa Mai");
        assert_eq!(called("12/3", "Hoa Mai").address(4, 1), "12/3/4A Hoa Mai");
        assert_eq!(called("", "Đường số 7").address(5, 0), "5 Đường số 7");
    }

    #[test]
    fn streets_and_alleys_have_full_names() {
        assert_eq!(called("", "Hoa Mai").full(), "Đường Hoa Mai");
        assert_eq!(called("", "Đường số 7").full(), "Đường số 7");
        assert_eq!(called("45", "Hoa Mai").full(), "Hẻm 45 Hoa Mai");
    }
}
