//! Tones: fills that neighbours never share, told apart by colour-blind readers and in grey print.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;

/// A fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tone {
    /// The colour as `#rrggbb`.
    pub fill: &'static str,
}

/// The fills: each a different hue and a different lightness, all light enough for dark text.
pub const TONES: [Tone; 6] = [
    Tone { fill: "#fdf0c4" },
    Tone { fill: "#bfe5da" },
    Tone { fill: "#f5c6a5" },
    Tone { fill: "#aac4e8" },
    Tone { fill: "#cfa3c6" },
    Tone { fill: "#86a87f" },
];

/// CIE lightness (0 black, 100 white) of a `#rrggbb` colour: what a grey print shows.
#[must_use]
pub fn lightness(fill: &str) -> f64 {
    let part = |i: usize| {
        let value = fill.get(i..i + 2).and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(0);
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let y = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
    if y > 0.008_856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
}

/// A tone for each shape, so that shapes with a shared border differ.
///
/// The most constrained shape is coloured first (DSATUR); six tones are more than a map of
/// connected shapes needs, and scattered ones fall back to the tone fewest neighbours have.
#[must_use]
pub fn tones(shapes: &[&MultiPolygon<f64>]) -> Vec<usize> {
    let neighbours = neighbours(shapes);
    let mut tone: Vec<Option<usize>> = vec![None; shapes.len()];
    for _ in 0..shapes.len() {
        let used = |i: usize| -> BTreeSet<usize> {
            neighbours[i].iter().filter_map(|&n| tone[n]).collect()
        };
        let next = (0..shapes.len())
            .filter(|&i| tone[i].is_none())
            .max_by_key(|&i| (used(i).len(), neighbours[i].len(), std::cmp::Reverse(i)));
        let Some(i) = next else { break };
        let count = |t: usize| neighbours[i].iter().filter(|&&n| tone[n] == Some(t)).count();
        // Among free tones the one used least so far keeps the sheet even.
        let spent = |t: usize| tone.iter().filter(|&&x| x == Some(t)).count();
        tone[i] = (0..TONES.len()).min_by_key(|&t| (count(t), t > 3, spent(t), t));
    }
    tone.into_iter().map(Option::unwrap_or_default).collect()
}

/// Which shapes share an edge: neighbours have identical vertices.
fn neighbours(shapes: &[&MultiPolygon<f64>]) -> Vec<BTreeSet<usize>> {
    type Place = [u64; 2];
    let mut owner: BTreeMap<[Place; 2], Vec<usize>> = BTreeMap::new();
    for (i, shape) in shapes.iter().enumerate() {
        let rings = shape.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        for edge in rings.flat_map(|r| r.0.windows(2)) {
            let place = |c: geo::Coord<f64>| [c.x.to_bits(), c.y.to_bits()];
            let (a, b) = (place(edge[0]), place(edge[1]));
            owner.entry([a.min(b), a.max(b)]).or_default().push(i);
        }
    }
    let mut neighbours = vec![BTreeSet::new(); shapes.len()];
    for owners in owner.values() {
        for &a in owners {
            neighbours[a].extend(owners.iter().copied().filter(|&b| b != a));
        }
    }
    neighbours
}
