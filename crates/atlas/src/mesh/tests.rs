//! The mesh covers its outline, keeps its lines and meets edge to edge.

use geo::{MultiPolygon, polygon};

use super::*;
use crate::fabric::Line;

fn square() -> MultiPolygon<f64> {
    MultiPolygon(vec![
        polygon![(x: 0.0, y: 0.0), (x: 300.0, y: 0.0), (x: 300.0, y: 300.0), (x: 0.0, y: 300.0)],
    ])
}

fn cross() -> Mesh {
    let street = Line::new(LineClass::Street, vec![[-50.0, 150.0], [350.0, 150.0]]);
    let canal = Line::new(LineClass::Canal, vec![[150.0, -50.0], [150.0, 350.0]]);
    Mesh::new(&Fabric::new(square(), vec![street, canal]), &[[10.0, 10.0]]).unwrap()
}

#[test]
fn the_triangles_cover_the_outline_and_nothing_else() {
    let mesh = cross();
    let area: f64 = (0..mesh.triangles.len()).map(|t| mesh.area_m2(t)).sum();
    assert!((area - 90_000.0).abs() < 1e-6, "{area}");
    assert!((0..mesh.triangles.len()).all(|t| mesh.area_m2(t) < 400.0));
}

#[test]
fn neighbours_know_one_another_and_agree_on_what_lies_between() {
    let mesh = cross();
    for (t, triangle) in mesh.triangles.iter().enumerate() {
        for i in (0..3).filter(|&i| triangle.across[i] != NONE) {
            let other = &mesh.triangles[triangle.across[i] as usize];
            let back = (0..3).find(|&j| other.across[j] == t as u32).unwrap();
            assert_eq!(other.tags[back], triangle.tags[i]);
            assert_eq!(other.corners[back], triangle.corners[(i + 1) % 3]);
        }
    }
}

#[test]
fn lines_keep_their_length() {
    let mesh = cross();
    let along = |class: LineClass| -> f64 {
        (0..mesh.triangles.len())
            .flat_map(|t| (0..3).map(move |i| (t, i)))
            .filter(|&(t, i)| mesh.triangles[t].tags[i] & bit(class) != 0)
            .map(|(t, i)| mesh.edge_m(t, i))
            .sum()
    };
    // Each edge is seen from both sides.
    assert!((along(LineClass::Street) - 600.0).abs() < 1e-6);
    assert!((along(LineClass::Canal) - 600.0).abs() < 1e-6);
}

#[test]
fn given_points_become_corners() {
    let mesh = cross();
    assert_eq!(mesh.place(mesh.places[0]), [10.0, 10.0]);
}

#[test]
fn empty_land_is_meshed_thinly() {
    let wide = MultiPolygon(vec![polygon![
        (x: 0.0, y: 0.0), (x: 9_000.0, y: 0.0), (x: 9_000.0, y: 9_000.0), (x: 0.0, y: 9_000.0)
    ]]);
    let mesh = Mesh::new(&Fabric::new(wide, vec![]), &[[500.0, 500.0]]).unwrap();
    assert!(mesh.triangles.len() < 20_000, "{}", mesh.triangles.len());
}
