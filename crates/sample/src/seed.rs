//! One number from which everything follows: keyed seeds, generators and identities.
//!
//! Each thing draws from a seed of its own name, so that a change in one place of the city moves
//! nothing elsewhere, and any household can be made without making those before it.

use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use uuid::{Builder, Uuid};

/// A seed, and a source of seeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// The seed of a named part of what this seed makes.
    #[must_use]
    pub fn of(self, part: &str, number: u64) -> Self {
        let start = mix(self.0 ^ 0x9e37_79b9_7f4a_7c15);
        let named = part.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(5)
        });
        Self(mix(mix(named).wrapping_add(number)))
    }

    /// A generator that starts here.
    #[must_use]
    pub fn random(self) -> Pcg64Mcg {
        Pcg64Mcg::seed_from_u64(self.0)
    }

    /// An even number in `[0, 1)`.
    #[must_use]
    pub fn fraction(self) -> f64 {
        // 53 bits, all that a double can hold evenly.
        (mix(self.0) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A stable identity (UUID version 8: bits of our own making).
    #[must_use]
    pub fn identity(self, kind: &str, number: u64) -> Uuid {
        let high = self.of(kind, number);
        let low = high.of("low", number);
        let bits = (u128::from(high.0) << 64) | u128::from(low.0);
        Builder::from_custom_bytes(bits.to_be_bytes()).into_uuid()
    }
}

/// The finaliser of SplitMix64: every input bit moves about half of the output bits.
const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
