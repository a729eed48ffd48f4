//! Atoms of a small quarter drawn by hand: two blocks, a street through the middle, hẻm behind.

use geo::{Area, MultiPolygon, polygon};
use proptest::prelude::*;

use super::*;
use crate::fabric::{Building, Line};

fn rect(low: [f64; 2], high: [f64; 2]) -> MultiPolygon<f64> {
    MultiPolygon(vec![polygon![
        (x: low[0], y: low[1]), (x: high[0], y: low[1]),
        (x: high[0], y: high[1]), (x: low[0], y: high[1]),
    ]])
}

fn line(class: LineClass, name: &str, path: &[[f64; 2]]) -> Line {
    Line::new(class, path.to_vec()).named(name)
}

/// 400 × 200 m; Lê Lợi from west to east, Nguyễn Huệ across it, Hẻm 12 with a branch in the
/// north-west block, and a nameless dead end in the south-east.
fn quarter() -> Fabric {
    let lines = vec![
        line(LineClass::Street, "Lê Lợi", &[[-50.0, 100.0], [450.0, 100.0]]),
        line(LineClass::Street, "Nguyễn Huệ", &[[200.0, -50.0], [200.0, 250.0]]),
        line(LineClass::Alley, "Hẻm 12", &[[100.0, 100.0], [100.0, 180.0]]),
        line(LineClass::Alley, "Hẻm 12", &[[100.0, 140.0], [150.0, 140.0]]),
        Line::new(LineClass::Alley, vec![[300.0, 100.0], [300.0, 40.0]]),
    ];
    Fabric::new(rect([0.0, 0.0], [400.0, 200.0]), lines)
}

fn grain() -> Grain {
    Grain::for_units_up_to(650)
}

fn atoms(people: People<'_>) -> AtomGraph {
    from_streets(&quarter(), people, grain()).unwrap()
}

#[test]
fn a_quarter_has_eight_street_sides_and_two_hem() {
    let graph = atoms(People::Total(400));
    let count = |class| graph.atoms.iter().filter(|a| a.class == Some(class)).count();
    assert_eq!((count(LineClass::Street), count(LineClass::Alley)), (8, 2));
    assert_eq!(graph.hems.len(), 2);
    let named: Vec<_> = graph.hems.iter().map(|h| (h.name.as_deref(), h.atoms.len())).collect();
    assert!(named.contains(&(Some("Hẻm 12"), 1)) && named.contains(&(None, 1)));
    let area: f64 = graph.atoms.iter().map(|a| a.polygon.unsigned_area()).sum();
    assert!((area - 80_000.0).abs() < 1.0);
    assert_eq!(graph.pieces.len(), 1);
    assert_eq!(graph.pieces[0].atoms.len(), 10);
}

#[test]
fn households_are_spread_exactly_and_marked_as_estimates() {
    let graph = atoms(People::Total(401));
    assert_eq!(graph.households(), 401);
    assert!(graph.is_estimated());
    let density = |class| {
        let of = graph.atoms.iter().filter(|a| a.class == Some(class));
        let (h, m) =
            of.fold((0.0, 0.0), |(h, m), a| (h + f64::from(a.households), m + a.frontage_m));
        h / m
    };
    assert!(density(LineClass::Alley) > 1.4 * density(LineClass::Street));
}

#[test]
fn a_tall_building_draws_households_to_its_front() {
    let mut fabric = quarter();
    let outline = rect([20.0, 10.0], [60.0, 50.0]).0.remove(0);
    let plain = from_streets(&fabric, People::Total(400), grain()).unwrap();
    fabric.buildings.push(Building { outline, levels: 20 });
    let tall = from_streets(&fabric, People::Total(400), grain()).unwrap();
    let gains = tall.atoms.iter().zip(&plain.atoms).filter(|(t, p)| t.households > p.households);
    let gains: Vec<u32> = gains.map(|(t, p)| t.households - p.households).collect();
    assert!(gains.len() == 1 && gains[0] > 120, "{gains:?}");
    assert_eq!(tall.households(), 400);
}

#[test]
fn doors_are_counted_where_they_open_and_blocks_are_linked() {
    let door =
        |x: f64, y: f64, block| Door { at: [x, y], households: 3, block, predecessor: Some(7) };
    let doors = [door(50.0, 95.0, None), door(50.0, 105.0, None), door(102.0, 150.0, Some(4))];
    let graph = atoms(People::Doors(&doors));
    assert_eq!(graph.households(), 9);
    assert!(!graph.is_estimated());
    assert_eq!(graph.atoms.iter().filter(|a| a.households == 3).count(), 3);
    let hem = graph.atoms.iter().find(|a| a.name.as_deref() == Some("Hẻm 12")).unwrap();
    assert_eq!((hem.must_link, hem.predecessor), (Some(4), Some(7)));
}

#[test]
fn a_hem_larger_than_the_grain_is_cut_into_connected_parts() {
    let small = Grain { hem_network: 10, whole: 15, part: 10 };
    let graph = from_streets(&quarter(), People::Total(400), small).unwrap();
    let hem = graph.hems.iter().find(|h| h.name.is_some()).unwrap();
    assert!(hem.atoms.len() > 1);
    assert!(graph.borders.iter().any(|b| b.cut_alleys > 0
        && hem.atoms.contains(&(b.a as u32))
        && hem.atoms.contains(&(b.b as u32))));
}

#[test]
fn the_strip_between_two_carriageways_is_nobodys_front() {
    let lines = vec![
        line(LineClass::MainRoad, "Võ Văn Kiệt", &[[-50.0, 100.0], [450.0, 100.0]]),
        line(LineClass::MainRoad, "Võ Văn Kiệt", &[[-50.0, 118.0], [450.0, 118.0]]),
    ];
    let fabric = Fabric::new(rect([0.0, 0.0], [400.0, 200.0]), lines);
    let graph = from_streets(&fabric, People::Total(100), grain()).unwrap();
    assert_eq!(graph.atoms.len(), 2);
    assert!(graph.borders.iter().all(|b| !b.is_open()));
}

#[test]
fn a_commune_without_streets_names_its_pieces() {
    let mut boundary = rect([0.0, 0.0], [2000.0, 1000.0]);
    boundary.0.extend(rect([3000.0, 0.0], [3500.0, 1000.0]).0);
    let fault =
        from_streets(&Fabric::new(boundary, vec![]), People::Total(9), grain()).unwrap_err();
    assert_eq!(fault.code(), "atlas-no-streets");
    let AtomFault::NoStreets { pieces } = fault else { panic!("{fault}") };
    let areas: Vec<f64> = pieces.iter().map(|p| p.area_km2).collect();
    assert!((areas[0] - 2.0).abs() < 1e-6 && (areas[1] - 0.5).abs() < 1e-6);
    assert!(pieces.iter().all(|p| !p.has_streets));
}

#[test]
fn old_groups_on_a_map_become_atoms_with_borders() {
    let outline = |name: &str, low: [f64; 2], high: [f64; 2]| Outline {
        name: name.into(),
        households: 90,
        predecessor: Some(1),
        must_link: None,
        shape: rect(low, high),
    };
    let outlines = [
        outline("Tổ 1", [0.0, 0.0], [200.0, 100.0]),
        outline("Tổ 2", [0.0, 100.0], [200.0, 200.0]),
    ];
    let graph = from_outlines(&quarter(), &outlines).unwrap();
    assert_eq!(graph.atoms.len(), 2);
    assert_eq!(graph.households(), 180);
    let border = graph.borders[0];
    assert!(border.length_m.street > 190.0, "{border:?}");
}

#[test]
fn typed_tables_name_the_row_that_is_wrong() {
    let row =
        |name: &str| Row { name: name.into(), households: 1, predecessor: None, must_link: None };
    let touch = |one: &str, other: &str| Touch {
        one: one.into(),
        other: other.into(),
        length_m: Some(40.0),
        along: None,
        reopened: false,
    };
    let rows = [row("Tổ 1"), row("Tổ 2")];
    let code = |rows: &[Row], touches: &[Touch]| from_table(rows, touches).unwrap_err().code();
    assert_eq!(code(&[row("Tổ 1"), row("tổ  1")], &[]), "atlas-same-name");
    assert_eq!(code(&rows, &[touch("Tổ 1", "Tổ 9")]), "atlas-no-such-group");
    assert_eq!(code(&rows, &[touch("Tổ 1", "Tổ 1")]), "atlas-touches-itself");
    let graph = from_table(&rows, &[touch("Tổ 2", "tổ 1"), touch("Tổ 1", "Tổ 2")]).unwrap();
    assert_eq!(graph.borders.len(), 1);
    assert_eq!(graph.borders[0].length_m.open, 80.0);
}

proptest! {
    #[test]
    fn a_spread_is_exact_and_fair(
        total in 0u32..50_000,
        weights in prop::collection::vec(0.0..100.0f64, 1..60),
    ) {
        let shares = spread(total, &weights);
        prop_assert_eq!(shares.iter().sum::<u32>(), total);
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 {
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!((f64::from(*share) - f64::from(total) * weight / sum).abs() <= 1.0);
            }
        }
    }
}
