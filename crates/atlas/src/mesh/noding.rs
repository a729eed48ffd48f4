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
/// Segments that meet only at their ends, sorted. `points` are isolated points to bend through.
pub fn node(segments: Vec<Segment>, points: &[Point]) -> Vec<Segment> {
    node_in(segments, points, CELL)
}

/// The same with cells of another size in steps, for grids finer than a decimetre.
pub fn node_in(segments: Vec<Segment>, points: &[Point], cell: i64) -> Vec<Segment> {
    let mut segments = merge(segments);
    // A point in whose pixel a segment passes lies less than 0.71 steps beside it and projects to its
    // inside, so every piece between such points is shorter than the segment was: it ends, on maps and
    // on the densest tangles within half a dozen rounds.
    loop {
        let cuts = cuts(&segments, points, cell);
        if cuts.is_empty() {
            return segments;
        }
        segments = merge(cut(&segments, &cuts));
    }
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
fn cuts(segments: &[Segment], points: &[Point], cell: i64) -> BTreeMap<u32, Vec<Point>> {
    let mut cells = Cells::new(cell);
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

    /// Bent through both corners beside it, each diagonal of the cell became the other one for ever.
    #[test]
    fn the_diagonal_of_a_cell_stays_between_the_points_beside_it() {
        let diagonal = segment([0, 0], [1, 1]);
        assert_eq!(node(vec![diagonal], &[[0, 1], [1, 0]]), [diagonal]);
        let both = node(vec![diagonal, segment([0, 1], [1, 0])], &[]);
        assert!(is_noded(&both), "{both:?}");
    }

    /// Random lines that once were not noded after any number of rounds.
    #[test]
    fn nineteen_lines_that_circled_end_noded() {
        const LINES: [[Point; 2]; 19] = [
            [[71, 261], [34, 97]],
            [[43, 166], [247, 258]],
            [[245, 245], [31, 205]],
            [[18, 83], [240, 203]],
            [[63, 69], [115, 184]],
            [[290, 138], [166, 248]],
            [[152, 195], [268, 269]],
            [[72, 155], [299, 85]],
            [[193, 269], [267, 217]],
            [[203, 176], [33, 101]],
            [[147, 294], [290, 181]],
            [[49, 122], [196, 30]],
            [[47, 8], [156, 143]],
            [[22, 152], [128, 43]],
            [[275, 49], [268, 13]],
            [[189, 64], [99, 167]],
            [[202, 77], [99, 36]],
            [[135, 108], [109, 87]],
            [[15, 221], [202, 52]],
        ];
        let noded = node(LINES.iter().map(|&[a, b]| segment(a, b)).collect(), &[[7, 7]]);
        assert!(is_noded(&noded));
    }

    fn lines(span: i64, most: usize) -> impl Strategy<Value = Vec<Segment>> {
        let end = move || (0..span, 0..span).prop_map(|(x, y)| [x, y]);
        prop::collection::vec((end(), end()).prop_map(|(a, b)| segment(a, b)), 2..most)
    }

    proptest! {
        #[test]
        fn random_lines_end_noded(lines in lines(300, 25)) {
            prop_assert!(is_noded(&node(lines, &[[7, 7]])));
        }

        #[test]
        fn a_dense_tangle_ends_noded(lines in lines(12, 30)) {
            prop_assert!(is_noded(&node(lines, &[[7, 7]])));
        }
    }
}
