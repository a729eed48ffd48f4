//! Territories over small fabrics drawn by hand: a hundred metres are one letter wide.

use geo::{Area, BooleanOps, Contains, Coord, Point, Polygon, Validation, polygon};
use proptest::prelude::*;

use super::*;
use crate::fabric::Line;

/// A rectangle from the origin, sides in metres.
fn field(width: f64, height: f64) -> Polygon<f64> {
    box_at([0.0, 0.0], [width, height])
}

fn box_at(low: [f64; 2], high: [f64; 2]) -> Polygon<f64> {
    polygon![
        (x: low[0], y: low[1]), (x: high[0], y: low[1]),
        (x: high[0], y: high[1]), (x: low[0], y: high[1]),
    ]
}

fn seeds(at: &[(f64, f64, usize)]) -> Vec<Seed> {
    at.iter().map(|&(x, y, label)| Seed { at: [x, y], label }).collect()
}

fn across(class: LineClass) -> Line {
    Line::new(class, vec![[-10.0, 100.0], [410.0, 103.0]])
}

fn upward(class: LineClass, x: f64) -> Line {
    Line::new(class, vec![[x, -10.0], [x + 2.0, 210.0]])
}

fn grow(lines: Vec<Line>, at: &[(f64, f64, usize)]) -> Territories {
    let fabric = Fabric::new(MultiPolygon(vec![field(400.0, 200.0)]), lines);
    territories(&fabric, &seeds(at)).unwrap()
}

/// Valid, together exactly the commune, nowhere over one another, borders cancel.
fn assert_partition(grown: &Territories, boundary: &MultiPolygon<f64>) {
    for (label, area) in grown.polygons.iter().enumerate() {
        assert!(area.is_valid(), "label {label}: {:?}", area.validation_errors());
    }
    let sum: f64 = grown.polygons.iter().map(Area::unsigned_area).sum();
    let whole = boundary.unsigned_area();
    assert!((sum - whole).abs() < whole * 2e-3 + 1.0, "area {sum}, commune {whole}");
    let one = dissolve(&grown.polygons, &vec![0; grown.polygons.len()]);
    let joined = one[0].unsigned_area();
    assert!((sum - joined).abs() < 1e-3, "gaps or overlaps: {sum} against {joined}");
    let apart = joined - one[0].intersection(boundary).unsigned_area();
    assert!(apart < whole * 2e-3 + 1.0, "{apart} m² lie outside the commune");
    let holes: usize = one[0].iter().map(|p| p.interiors().len()).sum();
    let given: usize = boundary.iter().map(|p| p.interiors().len()).sum();
    assert_eq!(holes, given, "a hole inside the commune is a gap");
}

fn between(grown: &Territories, a: usize, b: usize) -> Border {
    *grown.borders.iter().find(|x| (x.a, x.b) == (a, b)).expect("they touch")
}

#[test]
fn two_labels_share_an_open_field_along_its_middle() {
    let grown = grow(vec![], &[(100.0, 100.0, 0), (300.0, 100.0, 1)]);
    assert_partition(&grown, &MultiPolygon(vec![field(400.0, 200.0)]));
    let shares: Vec<f64> = grown.polygons.iter().map(Area::unsigned_area).collect();
    assert!((shares[0] - 40_000.0).abs() < 3_000.0, "{shares:?}");
    let border = between(&grown, 0, 1);
    assert!(border.length_m.open > 190.0 && border.is_open());
    assert_eq!(border.length_m.street, 0.0);
}

#[test]
fn the_two_sides_of_a_street_keep_to_their_side() {
    let at = [(50.0, 90.0, 0), (350.0, 90.0, 0), (50.0, 112.0, 1), (350.0, 112.0, 1)];
    let grown = grow(vec![across(LineClass::Street)], &at);
    let border = between(&grown, 0, 1);
    assert!((border.length_m.street - 400.0).abs() < 2.0, "{border:?}");
    assert_eq!(border.length_m.open, 0.0);
    assert!(grown.polygons[0].contains(&Point::new(200.0, 99.0)));
    assert!(grown.polygons[1].contains(&Point::new(200.0, 104.0)));
}

#[test]
fn a_canal_is_crossed_only_where_there_is_a_bridge() {
    let at = [(50.0, 50.0, 0), (350.0, 50.0, 1), (50.0, 150.0, 2), (350.0, 150.0, 3)];
    let mut bridge = upward(LineClass::Street, 350.0);
    bridge.bridge = true;
    let grown = grow(vec![across(LineClass::Canal), bridge], &at);
    let closed = between(&grown, 0, 2);
    assert!((closed.length_m.canal - 200.0).abs() < 30.0, "{closed:?}");
    assert_eq!((closed.crossings, closed.is_open()), (0, false));
    assert_eq!(between(&grown, 1, 3).crossings, 1);
    assert_eq!(grown.pieces.len(), 2);
    assert_eq!(grown.pieces[0].labels.len(), 2);
    assert!(grown.pieces.iter().all(|p| p.labels == p.seeded && p.has_streets));
}

#[test]
fn a_road_under_a_tunnel_reopens_nothing_and_a_culvert_separates_nothing() {
    let mut tunnel = upward(LineClass::Street, 200.0);
    tunnel.tunnel = true;
    let at = [(200.0, 50.0, 0), (200.0, 150.0, 1)];
    let grown = grow(vec![across(LineClass::Canal), tunnel], &at);
    assert_eq!(between(&grown, 0, 1).crossings, 0);
    let mut culvert = across(LineClass::Canal);
    culvert.tunnel = true;
    assert!(between(&grow(vec![culvert], &at), 0, 1).is_open());
}

#[test]
fn a_street_reopens_a_main_road_only_where_it_goes_straight_on() {
    let at = [(200.0, 50.0, 0), (200.0, 150.0, 1)];
    let through = grow(vec![across(LineClass::MainRoad), upward(LineClass::Street, 100.0)], &at);
    assert_eq!(between(&through, 0, 1).road_crossings, 1);
    let stub = Line::new(LineClass::Street, vec![[100.0, 0.0], [100.0, 100.75]]);
    let ends = grow(vec![across(LineClass::MainRoad), stub], &at);
    let border = between(&ends, 0, 1);
    assert_eq!(border.road_crossings, 0);
    assert!(border.length_m.main_road > 395.0 && !border.is_open());
}

#[test]
fn two_streets_nearly_facing_one_another_make_a_crossing_and_far_ones_do_not() {
    let stub = |x: f64, y: f64| Line::new(LineClass::Street, vec![[x, y], [x, 101.0]]);
    let at = [(200.0, 50.0, 0), (200.0, 150.0, 1)];
    let road = || Line::new(LineClass::MainRoad, vec![[-10.0, 101.0], [410.0, 101.0]]);
    let near = grow(vec![road(), stub(100.0, 0.0), stub(140.0, 200.0)], &at);
    assert!(between(&near, 0, 1).road_crossings > 0);
    let far = grow(vec![road(), stub(100.0, 0.0), stub(300.0, 200.0)], &at);
    assert_eq!(between(&far, 0, 1).road_crossings, 0);
}

#[test]
fn where_main_roads_meet_one_crosses_from_corner_to_corner() {
    let at = [(100.0, 50.0, 0), (300.0, 50.0, 1), (100.0, 150.0, 2), (300.0, 150.0, 3)];
    let grown = grow(vec![across(LineClass::MainRoad), upward(LineClass::MainRoad, 200.0)], &at);
    let crossed =
        |a, b| grown.borders.iter().any(|x| (x.a, x.b) == (a, b) && x.road_crossings == 1);
    assert!(crossed(0, 1) && crossed(0, 2) && crossed(1, 3) && crossed(2, 3));
    assert!(!crossed(0, 3) && !crossed(1, 2), "nobody crosses to the far corner");
}

#[test]
fn a_main_road_that_leaves_the_commune_at_a_junction_is_crossed_there() {
    let at = [(200.0, 50.0, 0), (200.0, 150.0, 1)];
    let outside = Line::new(LineClass::Street, vec![[-8.0, 0.0], [-8.0, 200.0]]);
    let grown = grow(vec![across(LineClass::MainRoad), outside], &at);
    assert_eq!(between(&grown, 0, 1).road_crossings, 1);
    let alone = grow(vec![across(LineClass::MainRoad)], &at);
    assert_eq!(between(&alone, 0, 1).road_crossings, 0);
}

#[test]
fn a_bridge_over_a_wide_river_joins_its_banks() {
    let mut fabric = Fabric::new(
        MultiPolygon(vec![field(400.0, 200.0)]),
        vec![upward(LineClass::Street, 100.0)],
    );
    fabric.water = MultiPolygon(vec![box_at([-20.0, 80.0], [420.0, 130.0])]);
    let grown = territories(&fabric, &seeds(&[(200.0, 40.0, 0), (200.0, 170.0, 1)])).unwrap();
    assert_partition(&grown, &fabric.boundary);
    let border = between(&grown, 0, 1);
    assert_eq!((border.crossings, border.is_open()), (1, false));
    assert!(border.length_m.river > 390.0);
    let land: f64 = grown.pieces.iter().map(|p| p.area_m2).sum();
    assert!((land - 400.0 * 150.0).abs() < 50.0, "water is no land: {land}");
}

#[test]
fn islands_are_reported_and_one_without_a_seed_joins_the_nearest() {
    let boundary = MultiPolygon(vec![
        field(400.0, 200.0),
        box_at([500.0, 0.0], [600.0, 100.0]),
        box_at([700.0, 0.0], [750.0, 60.0]),
    ]);
    let fabric = Fabric::new(boundary.clone(), vec![]);
    let grown = territories(&fabric, &seeds(&[(100.0, 100.0, 0), (550.0, 50.0, 1)])).unwrap();
    assert_partition(&grown, &boundary);
    let pieces: Vec<_> =
        grown.pieces.iter().map(|p| (p.area_m2.round(), p.seeded.clone())).collect();
    assert_eq!(pieces, [(80_000.0, vec![0]), (10_000.0, vec![1]), (3_000.0, vec![])]);
    assert_eq!(grown.polygons[1].0.len(), 2);
    assert!(grown.borders.is_empty());
}

#[test]
fn a_commune_with_a_hole_keeps_it() {
    let hole = box_at([150.0, 50.0], [250.0, 150.0]).exterior().clone();
    let ring = Polygon::new(field(400.0, 200.0).exterior().clone(), vec![hole]);
    let boundary = MultiPolygon(vec![ring]);
    let fabric = Fabric::new(boundary.clone(), vec![across(LineClass::Alley)]);
    let grown = territories(&fabric, &seeds(&[(50.0, 50.0, 0), (350.0, 50.0, 1)])).unwrap();
    assert_partition(&grown, &boundary);
    let around = territories(&fabric, &seeds(&[(50.0, 50.0, 0)])).unwrap();
    assert_partition(&around, &boundary);
}

#[test]
fn an_alley_that_runs_on_into_the_neighbour_is_counted_as_cut() {
    let grown = grow(vec![across(LineClass::Alley)], &[(50.0, 100.0, 0), (350.0, 100.0, 1)]);
    let border = between(&grown, 0, 1);
    assert_eq!(border.cut_alleys, 1);
    assert!(border.length_m.alley < 20.0);
}

#[test]
fn every_label_gets_land_even_at_a_shared_door() {
    let at = [(100.0, 100.0, 0), (100.0, 100.0, 1), (100.0, 100.0, 2), (999.0, 999.0, 3)];
    let grown = grow(vec![], &at);
    assert!(grown.polygons.iter().all(|p| p.unsigned_area() > 0.0));
    assert_partition(&grown, &MultiPolygon(vec![field(400.0, 200.0)]));
}

#[test]
fn groups_dissolve_without_their_inner_borders_and_keep_the_rest() {
    let at = [(50.0, 50.0, 0), (150.0, 50.0, 1), (250.0, 50.0, 2), (350.0, 50.0, 3)];
    let grown = grow(vec![across(LineClass::Alley)], &at);
    let groups = [0, 0, 1, 1];
    let halves = dissolve(&grown.polygons, &groups);
    assert_eq!(halves.len(), 2);
    for half in &halves {
        assert!(half.is_valid());
        assert_eq!(half.0.len(), 1);
    }
    let area = |p: &[MultiPolygon<f64>]| p.iter().map(Area::unsigned_area).sum::<f64>();
    assert!((area(&halves) - area(&grown.polygons)).abs() < 1e-6);
    let given: Vec<Coord<f64>> =
        grown.polygons.iter().flatten().flat_map(|p| p.exterior().0.clone()).collect();
    assert!(halves.iter().flatten().all(|p| p.exterior().0.iter().all(|c| given.contains(c))));
    let borders = group_borders(&grown.borders, &groups);
    let middle = between(&grown, 1, 2).length_m.total();
    assert_eq!(borders.len(), 1);
    assert!((borders[0].length_m.total() - middle).abs() < 1e-9);
}

#[test]
fn polygons_dissolve_in_degrees_as_they_do_in_metres() {
    let grown = grow(vec![], &[(50.0, 50.0, 0), (150.0, 50.0, 1), (300.0, 150.0, 2)]);
    let plane = crate::Plane::utm48n();
    let moved: Vec<MultiPolygon<f64>> = grown
        .polygons
        .iter()
        .map(|p| {
            use geo::MapCoords;
            let there = p.map_coords(|c| Coord { x: c.x + 685_000.0, y: c.y + 1_190_000.0 });
            plane.area_to_degrees(&there).unwrap()
        })
        .collect();
    assert!(moved.iter().all(Validation::is_valid));
    let whole = dissolve(&moved, &[0, 0, 0]);
    assert_eq!((whole[0].0.len(), whole[0].0[0].interiors().len()), (1, 0));
}

#[test]
fn unusable_input_is_refused_by_code() {
    let nothing = Fabric::new(MultiPolygon(vec![]), vec![]);
    let seed = seeds(&[(0.0, 0.0, 0)]);
    assert_eq!(territories(&nothing, &seed).unwrap_err().code(), "atlas-no-boundary");
    let fabric = Fabric::new(MultiPolygon(vec![field(10.0, 10.0)]), vec![]);
    assert_eq!(territories(&fabric, &[]).unwrap_err().code(), "atlas-no-seed");
    let bad = seeds(&[(f64::NAN, 0.0, 0)]);
    assert_eq!(territories(&fabric, &bad).unwrap_err().code(), "atlas-bad-coordinate");
}

#[test]
fn areas_drawn_by_hand_lose_their_gaps_and_overlaps() {
    let boundary = MultiPolygon(vec![field(400.0, 200.0)]);
    let areas = [
        MultiPolygon(vec![box_at([-5.0, 0.0], [195.0, 205.0])]),
        MultiPolygon(vec![box_at([190.0, 0.0], [300.0, 200.0])]),
        MultiPolygon(vec![box_at([306.0, 0.0], [400.0, 200.0])]),
    ];
    let grown = territories_of_areas(&Fabric::new(boundary.clone(), vec![]), &areas).unwrap();
    assert_partition(&grown, &boundary);
    assert!((grown.polygons[0].unsigned_area() - 195.0 * 200.0).abs() < 50.0);
    assert_eq!(grown.borders.len(), 2);
    assert!(between(&grown, 0, 1).is_open());
}

#[test]
fn lands_are_listed_where_nobody_is_known_to_live() {
    let boundary = MultiPolygon(vec![field(400.0, 200.0), box_at([500.0, 0.0], [600.0, 100.0])]);
    let lands = lands(&Fabric::new(boundary, vec![])).unwrap();
    assert_eq!(lands.len(), 2);
    assert!(lands.iter().all(|l| !l.has_streets && l.labels.is_empty()));
}

prop_compose! {
    fn any_line()(
        class in 0usize..6,
        ends in prop::collection::vec((-20.0..420.0f64, -20.0..220.0f64), 2..5),
    ) -> Line {
        Line::new(LineClass::ALL[class], ends.into_iter().map(|(x, y)| [x, y]).collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_lines_and_seeds_make_a_partition(
        lines in prop::collection::vec(any_line(), 0..9),
        at in prop::collection::vec((0.0..400.0f64, 0.0..200.0f64, 0usize..12), 1..30),
    ) {
        let mut at = at;
        for (i, seed) in at.iter_mut().enumerate() {
            seed.2 = seed.2.min(i);
        }
        let labels: std::collections::BTreeSet<usize> = at.iter().map(|s| s.2).collect();
        let grown = grow(lines, &at);
        assert_partition(&grown, &MultiPolygon(vec![field(400.0, 200.0)]));
        for label in labels {
            prop_assert!(grown.polygons[label].unsigned_area() > 0.0);
        }
        for border in &grown.borders {
            let ways = border.crossings + border.road_crossings;
            prop_assert!(border.a < border.b && (border.length_m.total() > 0.0 || ways > 0));
        }
    }
}
