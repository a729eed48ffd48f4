//! Real boundaries, mended: the 168 communes of Hồ Chí Minh City and the old wards of 2018. The files are
//! never part of the repository; where they are absent the tests say so.
#![allow(clippy::unwrap_used, reason = "a story that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a skipped test says why")]

use std::path::PathBuf;

use atlas::boundary::repair::{Mended, Piece, Tolerance, mend};
use atlas::boundary::{Crs, Reading, read, square_metres};
use geo::{Coord, MapCoords as _, MultiPolygon};

fn file(name: &str) -> Option<Vec<u8>> {
    let shared = std::env::var_os("COSO_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = shared.join("data").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is missing", path.display());
        eprintln!("skipped: {} is not here", path.display());
    }
    bytes
}

fn mended(shapes: &[MultiPolygon<f64>], tolerance: Tolerance) -> Mended {
    let pieces: Vec<Piece<'_>> =
        shapes.iter().map(|shape| Piece { shape, is_fixed: false }).collect();
    mend(&pieces, tolerance)
}

fn shapes(reading: &Reading) -> Vec<MultiPolygon<f64>> {
    reading.features.iter().map(|feature| feature.shape.clone()).collect()
}

fn total_m2(shapes: &[MultiPolygon<f64>]) -> u64 {
    shapes.iter().map(square_metres).sum()
}

#[test]
fn the_communes_of_the_city_fit_together_and_stay_where_they_are() {
    let Some(bytes) = file("units/hcmc_communes_2025.geojson") else { return };
    let reading = read(&bytes, None, None).unwrap();
    assert_eq!((reading.features.len(), reading.crs), (168, Crs::WGS84));
    assert!(reading.faults.is_empty() && reading.notes.is_empty());
    let drawn = shapes(&reading);
    let found = mended(&drawn, Tolerance::default());
    let moved = found.changes.iter().map(|change| change.moved_m).fold(0.0, f64::max);
    assert!(moved <= 1.0, "{moved}");
    let again = mended(&found.shapes, Tolerance::default());
    assert!(again.overlaps.is_empty(), "{:?}", again.overlaps);
    assert!(again.changes.iter().all(|change| !change.is_changed), "mended once is mended");
    let (before, after) = (total_m2(&drawn) as f64, total_m2(&found.shapes) as f64);
    assert!((before - after).abs() < before * 1e-5, "{before} {after}");
    // The city has some 6,772 km² by its own word, the special zone and the sea's edge aside.
    assert!((after / 6.772e9 - 1.0).abs() < 0.03, "{after}");
}

#[test]
fn old_wards_drawn_by_many_hands_become_a_partition() {
    let Some(bytes) = file("map-odbl/hcmc_old_wards_2018.geojson") else { return };
    let reading = read(&bytes, None, None).unwrap();
    assert_eq!(reading.features.len(), 259);
    let found = mended(&shapes(&reading), Tolerance::default());
    let again = mended(&found.shapes, Tolerance::default());
    assert!(again.overlaps.is_empty());
    assert!(found.shapes.iter().all(|shape| !shape.0.is_empty()), "no ward is lost");
}

#[test]
fn a_map_shifted_ward_by_ward_is_mended_back_within_the_tolerance() {
    let Some(bytes) = file("units/hcmc_communes_2025.geojson") else { return };
    let drawn = shapes(&read(&bytes, None, None).unwrap());
    // Every commune drawn by another hand, up to 30 cm off.
    let slipped: Vec<MultiPolygon<f64>> = drawn
        .iter()
        .enumerate()
        .map(|(i, shape)| {
            let by = [(i % 7) as f64 - 3.0, (i % 5) as f64 - 2.0].map(|slip| slip * 1e-6);
            shape.map_coords(|at| Coord { x: at.x + by[0], y: at.y + by[1] })
        })
        .collect();
    let found = mended(&slipped, Tolerance { snap_m: 2.0, sliver_m: 10.0 });
    let again = mended(&found.shapes, Tolerance { snap_m: 0.0, sliver_m: 0.0 });
    assert!(again.overlaps.is_empty(), "{:?}", again.overlaps);
    let open: f64 = found.gaps.iter().filter(|gap| gap.taken_by.is_none()).map(|g| g.area_m2).sum();
    let untouched = mended(&drawn, Tolerance::default());
    let wide: f64 =
        untouched.gaps.iter().filter(|gap| gap.taken_by.is_none()).map(|g| g.area_m2).sum();
    assert!((open - wide).abs() < 10_000.0, "no sliver stays open: {open} {wide}");
    let difference = total_m2(&drawn) as f64 - total_m2(&found.shapes) as f64;
    assert!(difference.abs() < 1e6, "{difference}");
}
