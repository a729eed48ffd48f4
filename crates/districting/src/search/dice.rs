//! The search's own randomness: one stream per chain, from the caller's seed.

use rand::RngCore;
use rand_pcg::Pcg64;

/// A seeded stream of numbers, with the unused half of one.
pub(super) struct Dice(Pcg64, Option<u32>);

impl Dice {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        // The seed is spread over the state, so that seeds 1 and 2 do not start alike.
        let spread = u128::from(seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xda94_2042_e4dd_58b5);
        let mut dice = Self(Pcg64::new(spread, u128::from(stream)), None);
        dice.0.next_u64();
        dice
    }

    /// A number in 0..n; 0 where n is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * n as u128;
        (wide >> 64) as usize
    }

    /// A number in 0..n for small n: of two such calls one makes no new number.
    pub(super) fn among(&mut self, n: u32) -> usize {
        let half = match self.1.take() {
            Some(half) => half,
            None => {
                let both = self.0.next_u64();
                self.1 = Some((both >> 32) as u32);
                both as u32
            }
        };
        ((u64::from(half) * u64::from(n)) >> 32) as usize
    }

    /// A number in [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Heads or tails.
    pub(super) fn coin(&mut self) -> bool {
        self.0.next_u64() >> 63 == 1
    }

    /// Whether a change of this energy is taken at this temperature.
    pub(super) fn takes(&mut self, energy: f64, temperature: f64) -> bool {
        if energy <= 0.0 {
            return true;
        }
        let ratio = energy / temperature;
        ratio < 24.0 && self.unit() < (-ratio).exp()
    }
}
