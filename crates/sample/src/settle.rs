//! Households behind doors: how many, of how many people, with which representative.
//!
//! Everything about one household follows from the commune's seed and its number alone, so that
//! households can be made one at a time, in any order.

use rand::seq::SliceRandom as _;

use crate::door::Door;
use crate::seed::Seed;

/// Of a thousand households, how many have 1, 2, 3 … people: 12.5 % live alone and the mean is
/// 3.3, as the city's census of 2019 and its wards' lists say.
const SIZES: [u32; 8] = [125, 185, 245, 245, 115, 55, 20, 10];

/// Puts exactly `households` behind the doors: one behind most, two behind some, none behind
/// shops. Returns false, and changes nothing, when there are too few doors.
#[must_use]
pub fn fill(seed: Seed, doors: &mut [Door], households: u32) -> bool {
    let wanted = households as usize;
    if wanted * 100 > doors.len() * 130 {
        return false;
    }
    let mut random = seed.random();
    let mut order: Vec<usize> = (0..doors.len()).collect();
    order.shuffle(&mut random);
    // About one lived-in door in twenty-five has two households.
    let lived_in = doors.len().min(wanted * 24 / 25);
    for (turn, &door) in order.iter().enumerate() {
        doors[door].households = u32::from(turn < lived_in) + u32::from(turn < wanted - lived_in);
    }
    true
}

/// The number of people of a household.
#[must_use]
pub fn people(seed: Seed) -> u16 {
    let mut left = seed.of("people", 0).fraction() * 1000.0;
    for (people, &share) in (1..).zip(&SIZES) {
        left -= f64::from(share);
        if left < 0.0 {
            return people;
        }
    }
    1
}
