//! The whole problem as one window, where it is small enough: the best plan, proven, or the proof
//! that there is none.

use super::cover::{Cover, Terms, members};
use super::ground::{Ground, Pressure};
use super::state::Scratch;
use super::window::{Limits, WINDOW_NODES, Window};

const VISITS: u64 = 400_000;
const UNITS: usize = 60_000;
const LOOKS: u64 = 2_000_000;

/// What listing everything came to.
pub(super) enum Verdict {
    /// The best plan in range: part labels, and their number.
    Best(Vec<u32>, u32),
    /// No plan in range exists for any of these numbers of parts.
    None,
    /// Too much to list.
    Open,
}

/// Solves the whole net for the first number of parts that admits a plan in range.
pub(super) fn whole(ground: &Ground, numbers: &[(u32, u32)]) -> Verdict {
    let n = ground.net.len();
    if n > WINDOW_NODES || ground.net.pieces.len() > 1 {
        return Verdict::Open;
    }
    let mut window = Window::new(n);
    let mut nodes: Vec<u32> = (0..n as u32).collect();
    Scratch::new(n).order_by_breadth(ground.net, &mut nodes);
    window.open(ground, &nodes);
    let none = Pressure { size: 0.0, apart: 0.0 };
    let limits = Limits { units: UNITS, visits: VISITS, low: ground.min, high: ground.max };
    if !window.list(ground, none, &limits) {
        return Verdict::Open;
    }
    let mut cover = Cover::default();
    for &(fewest, most) in numbers {
        let terms = Terms { fewest, most, below: f64::INFINITY, looks: LOOKS };
        let outcome = cover.solve(&window.units, n, &terms);
        if !outcome.complete {
            return Verdict::Open;
        }
        if outcome.found.is_some() {
            let mut labels = vec![0; n];
            for (part, &mask) in (0u32..).zip(&cover.chosen) {
                members(mask).for_each(|v| labels[nodes[v] as usize] = part);
            }
            return Verdict::Best(labels, cover.chosen.len() as u32);
        }
    }
    Verdict::None
}
