//! Noding: lines that cross, touch or overlap are cut into segments that meet only at their ends.
//!
//! Snap rounding on the integer grid: crossings are rounded to grid points, every segment that
//! passes through a point's pixel is bent through that point, and the two are repeated until
//! nothing moves. What it returns is exact: no two segments share more than an end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::grid::{Cells, Point, crossing, distance, is_on};

/// What a segment carries: bits of the classes that run along it.
pub type Tags = u8;

/// A segment before or after noding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// One end.
    pub a: Point,
    /// The other end.
    pub b: Point,
    /// Classes that run along it.
    pub tags: Tags,
    /// An odd number of outlines runs along it.
    pub outline: bool,
    /// The first line that runs along it, in the caller's numbering.
    pub line: u32,
}

/// Cell size for finding neighbours: 40 m.
const CELL: i64 = 400;
/// Rounds of cutting: two or three are enough on real maps, some dozens on a tangle; a dense one has
/// needed more than a hundred. Each round that cuts anything makes segments shorter, so it ends.
const ROUNDS: usize = 1_000;

/// Segments that meet only at their ends, sorted. `points` are isolated points to bend through.
pub fn node(segments: Vec<Segment>, points: &[Point]) -> Vec<Segment> {
    let mut segments = merge(segments);
    for _ in 0..ROUNDS {
        let cuts = cuts(&segments, points);
        if cuts.is_empty() {
            break;
        }
        segments = merge(cut(&segments, &cuts));
    }
    segments
}

/// Equal segments become one; an outline laid twice over the same course cancels out.
fn merge(segments: Vec<Segment>) -> Vec<Segment> {
    let mut merged: BTreeMap<(Point, Point), Segment> = BTreeMap::new();
    for s in segments.into_iter().filter(|s| s.a != s.b) {
        let (a, b) = (s.a.min(s.b), s.a.max(s.b));
        let one = merged.entry((a, b)).or_insert(Segment {
            a,
            b,
            tags: 0,
            outline: false,
            line: u32::MAX,
        });
        one.tags |= s.tags;
        one.outline ^= s.outline;
        one.line = one.line.min(s.line);
    }
    merged.into_values().filter(|s| s.tags != 0 || s.outline).collect()
}

/// For each segment that must be bent, the points it must pass through.
fn cuts(segments: &[Segment], points: &[Point]) -> BTreeMap<u32, Vec<Point>> {
    let mut cells = Cells::new(CELL);
    for (i, s) in segments.iter().enumerate() {
        cells.put_box(s.a, s.b, 1, i as u32);
    }
    let mut cuts: BTreeMap<u32, Vec<Point>> = BTreeMap::new();
    let mut nodes: BTreeSet<Point> = points.iter().copied().collect();
    for (i, s) in segments.iter().enumerate() {
        nodes.insert(s.a);
        nodes.insert(s.b);
        for j in cells.near(s.a, s.b, 1).filter(|&j| (j as usize) < i) {
            let o = segments[j as usize];
            let Some(at) = crossing(s.a, s.b, o.a, o.b) else { continue };
            nodes.insert(at);
            // Also where rounding put the crossing just beyond an end.
            for (k, line) in [(i as u32, *s), (j, o)] {
                if at != line.a && at != line.b {
                    cuts.entry(k).or_default().push(at);
                }
            }
        }
    }
    for &node in &nodes {
        for j in cells.near(node, node, 0) {
            let s = segments[j as usize];
            if is_on(node, s.a, s.b) {
                cuts.entry(j).or_default().push(node);
            }
        }
    }
    cuts
}

fn cut(segments: &[Segment], cuts: &BTreeMap<u32, Vec<Point>>) -> Vec<Segment> {
    let mut out = Vec::with_capacity(segments.len() + cuts.len());
    for (i, s) in segments.iter().enumerate() {
        let mut course = vec![s.a];
        if let Some(through) = cuts.get(&(i as u32)) {
            let mut through = through.clone();
            through.sort_by(|p, q| distance(s.a, *p).total_cmp(&distance(s.a, *q)));
            through.dedup();
            course.extend(through);
        }
        course.push(s.b);
        out.extend(course.windows(2).map(|w| Segment { a: w[0], b: w[1], ..*s }));
    }
    out
}

/// Numbers the points of segments and isolated points, in their order of appearance.
pub fn number(segments: &[Segment], points: &[Point]) -> (Vec<Point>, HashMap<Point, u32>) {
    let mut nodes = Vec::new();
    let mut index = HashMap::new();
    let every = segments.iter().flat_map(|s| [s.a, s.b]).chain(points.iter().copied());
    for point in every {
        index.entry(point).or_insert_with(|| {
            nodes.push(point);
            nodes.len() as u32 - 1
        });
    }
    (nodes, index)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(a: Point, b: Point) -> Segment {
        Segment { a, b, tags: 1, outline: false, line: 0 }
    }

    fn is_noded(segments: &[Segment]) -> bool {
        segments.iter().enumerate().all(|(i, s)| {
            segments[..i].iter().all(|o| {
                crossing(s.a, s.b, o.a, o.b).is_none()
                    && !is_on(s.a, o.a, o.b)
                    && !is_on(s.b, o.a, o.b)
                    && !is_on(o.a, s.a, s.b)
                    && !is_on(o.b, s.a, s.b)
            })
        })
    }

    #[test]
    fn two_crossing_streets_become_four_segments() {
        let noded = node(vec![segment([0, 0], [100, 100]), segment([0, 100], [100, 0])], &[]);
        assert_eq!(noded.len(), 4);
        assert!(noded.iter().all(|s| s.a == [50, 50] || s.b == [50, 50]));
    }

    #[test]
    fn overlapping_streets_share_their_common_part() {
        let mut canal = segment([50, 0], [150, 0]);
        canal.tags = 2;
        let noded = node(vec![segment([0, 0], [100, 0]), canal], &[]);
        let tags: Vec<_> = noded.iter().map(|s| (s.a, s.tags)).collect();
        assert_eq!(tags, [([0, 0], 1), ([50, 0], 3), ([100, 0], 2)]);
    }

    #[test]
    fn an_outline_laid_twice_cancels_out() {
        let line = Segment { a: [0, 0], b: [10, 0], tags: 0, outline: true, line: 0 };
        assert!(node(vec![line, Segment { a: line.b, b: line.a, ..line }], &[]).is_empty());
    }

    #[test]
    fn a_line_bends_through_an_isolated_point_on_it() {
        assert_eq!(node(vec![segment([0, 0], [100, 1])], &[[50, 0]]).len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn random_lines_end_noded(ends in prop::collection::vec(((0i64..300, 0i64..300), (0i64..300, 0i64..300)), 2..25)) {
            let lines = ends.iter().map(|&((a, b), (c, d))| segment([a, b], [c, d])).collect();
            let noded = node(lines, &[[7, 7]]);
            prop_assert!(is_noded(&noded));
        }
    }
}
