use std::collections::BTreeMap;

use geo::{Area as _, LineString, Rect};
use proptest::prelude::*;

use super::*;

/// A square of land at places of a grid of 0.001°, about 110 m.
fn cell(x: f64, y: f64) -> MultiPolygon<f64> {
    let at = |v: f64| 106.0 + v * 0.001;
    let down = |v: f64| 10.0 + v * 0.001;
    MultiPolygon(vec![Rect::new((at(x), down(y)), (at(x + 1.0), down(y + 1.0))).to_polygon()])
}

fn mended(shapes: &[MultiPolygon<f64>], fixed: &[usize]) -> Mended {
    let pieces: Vec<Piece<'_>> = shapes
        .iter()
        .enumerate()
        .map(|(i, shape)| Piece { shape, is_fixed: fixed.contains(&i) })
        .collect();
    mend(&pieces, Tolerance::default())
}

/// Each edge of all borders with how often it runs each way: a partition has none twice one way.
fn directed(shapes: &[MultiPolygon<f64>]) -> BTreeMap<(Point, Point), i32> {
    let mut all = BTreeMap::new();
    for shape in shapes {
        for ring in parts(shape).iter().flatten() {
            for (a, b) in pairs(ring) {
                *all.entry((a, b)).or_default() += 1;
            }
        }
    }
    all
}

/// Edges without the same edge backwards: the outer rim of all land together.
fn rim(shapes: &[MultiPolygon<f64>]) -> Vec<(Point, Point)> {
    let all = directed(shapes);
    all.keys().filter(|(a, b)| !all.contains_key(&(*b, *a))).copied().collect()
}

fn total_m2(shapes: &[MultiPolygon<f64>]) -> u64 {
    shapes.iter().map(square_metres).sum()
}

#[test]
fn what_fits_is_left_as_it_is() {
    let shapes = [cell(0.0, 0.0), cell(1.0, 0.0), cell(0.0, 1.0), cell(1.0, 1.0)];
    let found = mended(&shapes, &[]);
    assert!(found.overlaps.is_empty() && found.gaps.is_empty(), "{found:?}");
    assert!(found.changes.iter().all(|change| !change.is_changed && change.moved_m == 0.0));
    assert_eq!(total_m2(&found.shapes), total_m2(&shapes));
}

#[test]
fn a_vertex_on_a_neighbours_border_becomes_the_neighbours_too() {
    let shapes = [cell(0.0, 0.0), cell(1.0, -0.5)];
    let found = mended(&shapes, &[]);
    // Four corners each, and one of the other's on either side of the common border.
    assert_eq!(edges(&parts(&found.shapes[0])).len(), 5);
    assert_eq!(edges(&parts(&found.shapes[1])).len(), 5);
    assert!(directed(&found.shapes).values().all(|&times| times == 1));
}

#[test]
fn what_two_claim_goes_to_the_smaller_and_is_told() {
    let small =
        MultiPolygon(vec![Rect::new((106.0008, 10.0002), (106.0016, 10.0006)).to_polygon()]);
    let found = mended(&[cell(0.0, 0.0), small.clone()], &[]);
    assert_eq!(found.overlaps.len(), 1);
    let overlap = &found.overlaps[0];
    assert_eq!((overlap.claimed_by.clone(), overlap.kept_by), (vec![0, 1], 1));
    assert!((overlap.area_m2 - 960.0).abs() < 20.0, "{overlap:?}");
    assert_eq!(square_metres(&found.shapes[1]), square_metres(&small));
    assert!(found.changes[0].after_m2 < found.changes[0].before_m2);
    // Of one that is in the registry already nothing is taken.
    let kept = mended(&[cell(0.0, 0.0), small], &[0]);
    assert_eq!(kept.overlaps[0].kept_by, 0);
    assert_eq!(kept.changes[0].after_m2, kept.changes[0].before_m2);
}

#[test]
fn narrow_gaps_are_closed_and_wide_ones_told() {
    // A ring of eight cells around nothing, then around a strip of 3 m that nobody drew.
    let around = |x: f64, y: f64| !(x == 1.0 && y == 1.0);
    let mut shapes: Vec<MultiPolygon<f64>> = Vec::new();
    for (x, y) in (0..9).map(|i| (f64::from(i % 3), f64::from(i / 3))) {
        if around(x, y) {
            shapes.push(cell(x, y));
        }
    }
    let open = mended(&shapes, &[]);
    assert_eq!(open.gaps.len(), 1);
    assert_eq!(open.gaps[0].taken_by, None);
    assert!((open.gaps[0].area_m2 - 12_100.0).abs() < 200.0, "{:?}", open.gaps);
    let mut middle = cell(1.0, 1.0);
    middle.0[0] = Rect::new((106.001, 10.001), (106.001_97, 10.002)).to_polygon();
    shapes.push(middle);
    let closed = mended(&shapes, &[]);
    assert_eq!(closed.gaps.len(), 1);
    assert!(closed.gaps[0].taken_by.is_some(), "{:?}", closed.gaps);
    assert_eq!(rim(&closed.shapes).len(), 12, "three cells on each side");
}

#[test]
fn a_ring_that_crosses_itself_becomes_land_again() {
    let bow = Polygon::new(
        LineString::from(vec![
            (106.0, 10.0),
            (106.001, 10.001),
            (106.001, 10.0),
            (106.0, 10.001),
            (106.0, 10.0),
        ]),
        vec![],
    );
    let found = mended(&[MultiPolygon(vec![bow])], &[]);
    assert_eq!(found.changes[0].crossings, 1);
    assert_eq!(found.shapes[0].0.len(), 2);
    assert!((found.shapes[0].unsigned_area() - 0.5e-6).abs() < 1e-10);
}

#[test]
fn islands_holes_and_their_fillings_stay() {
    let hole = LineString::from(vec![
        (106.0002, 10.0002),
        (106.0008, 10.0002),
        (106.0008, 10.0008),
        (106.0002, 10.0008),
        (106.0002, 10.0002),
    ]);
    let mut around = cell(0.0, 0.0);
    around.0[0].interiors_push(hole.clone());
    around.0.extend(cell(5.0, 5.0).0);
    let inside = MultiPolygon(vec![Polygon::new(hole, vec![])]);
    let found = mended(&[around.clone(), inside.clone()], &[]);
    assert_eq!(found.shapes[0].0.len(), 2);
    assert_eq!(square_metres(&found.shapes[0]), square_metres(&around));
    assert_eq!(square_metres(&found.shapes[1]), square_metres(&inside));
    assert!(found.gaps.is_empty() && found.overlaps.is_empty());
}

#[test]
fn two_neighbours_drawn_half_a_metre_apart_come_to_share_their_border() {
    let mut right = cell(1.0, 0.0);
    right.0[0] = Rect::new((106.001_004, 10.0), (106.002, 10.001)).to_polygon();
    let found = mended(&[cell(0.0, 0.0), right], &[]);
    assert_eq!(rim(&found.shapes).len(), 6);
    assert!(found.changes[1].moved_m > 0.4 && found.changes[1].moved_m < 0.5, "{found:?}");
    assert_eq!(found.changes[0].moved_m, 0.0);
}

/// The corners of a grid, moved a little, and each cell drawn with its own small mistakes.
fn drawn(moves: &[[i32; 2]], slips: &[[i32; 2]]) -> Vec<MultiPolygon<f64>> {
    let corner = |x: usize, y: usize, cell: usize, at: usize| {
        let moved = moves[y * 5 + x];
        let slip = slips[cell * 4 + at];
        let lon = 106.0 + x as f64 * 0.001 + f64::from(moved[0] + slip[0]) * 1e-7;
        let lat = 10.0 + y as f64 * 0.001 + f64::from(moved[1] + slip[1]) * 1e-7;
        (lon, lat)
    };
    (0..16)
        .map(|i| {
            let (x, y) = (i % 4, i / 4);
            let ring = vec![
                corner(x, y, i, 0),
                corner(x + 1, y, i, 1),
                corner(x + 1, y + 1, i, 2),
                corner(x, y + 1, i, 3),
            ];
            MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])])
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Slips of up to 25 cm in each direction: after mending, every edge inside is shared by two
    /// neighbours, none lies twice, and the land is that of the union but for what the rim moved.
    #[test]
    fn a_map_of_small_mistakes_becomes_a_partition(
        moves in prop::collection::vec(prop::array::uniform2(-2_000_i32..2_000), 25),
        slips in prop::collection::vec(prop::array::uniform2(-25_i32..25), 64),
    ) {
        let shapes = drawn(&moves, &slips);
        let found = mended(&shapes, &[]);
        prop_assert!(directed(&found.shapes).values().all(|&times| times == 1));
        prop_assert!(found.shapes.iter().all(|shape| shape.0.len() == 1));
        // The rim is that of the whole map: one ring, as long as the grid's sixteen sides or a few more
        // where a slip left a vertex of its own.
        let rim = rim(&found.shapes);
        let mut next: BTreeMap<Point, Point> = BTreeMap::new();
        for (a, b) in &rim {
            prop_assert!(next.insert(*a, *b).is_none(), "the rim meets itself");
        }
        let mut at = rim[0].0;
        for _ in 0..rim.len() {
            at = next[&at];
        }
        prop_assert_eq!(at, rim[0].0);
        let exact = drawn(&moves, &[[0, 0]; 64]);
        let (before, after) = (total_m2(&exact) as f64, total_m2(&found.shapes) as f64);
        // The rim is 1.8 km long and moved by half a metre at most.
        prop_assert!((before - after).abs() < 900.0, "{before} {after}");
        for (shape, exact) in found.shapes.iter().zip(&exact) {
            let (own, meant) = (square_metres(shape) as f64, square_metres(exact) as f64);
            prop_assert!((own - meant).abs() < 250.0, "{own} {meant}");
        }
    }

    /// Whatever is drawn, what comes out overlaps nowhere and holds just the land that was claimed.
    #[test]
    fn any_tangle_becomes_areas_that_do_not_overlap(
        corners in prop::collection::vec(prop::array::uniform2(0_i32..40), 12..40),
    ) {
        let shapes: Vec<MultiPolygon<f64>> = corners
            .chunks_exact(4)
            .map(|ring| {
                let ring = ring.iter().map(|at| {
                    (106.0 + f64::from(at[0]) * 1e-4, 10.0 + f64::from(at[1]) * 1e-4)
                });
                MultiPolygon(vec![Polygon::new(LineString::from(ring.collect::<Vec<_>>()), vec![])])
            })
            .collect();
        let pieces: Vec<Piece<'_>> =
            shapes.iter().map(|shape| Piece { shape, is_fixed: false }).collect();
        let found = mend(&pieces, Tolerance { snap_m: 0.0, sliver_m: 0.0 });
        prop_assert!(directed(&found.shapes).values().all(|&times| times == 1));
        let again: Vec<Piece<'_>> =
            found.shapes.iter().map(|shape| Piece { shape, is_fixed: false }).collect();
        let again = mend(&again, Tolerance { snap_m: 0.0, sliver_m: 0.0 });
        prop_assert!(again.overlaps.is_empty(), "{:?}", again.overlaps);
        prop_assert!(again.changes.iter().all(|change| !change.is_changed));
    }
}
