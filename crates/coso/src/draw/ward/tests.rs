//! Drawing an invented commune of islands, and real ones where the shared data are at hand.

use std::path::PathBuf;

use atlas::Line;
use atlas::LineClass::{MainRoad, Street};
use geo::{MultiPolygon, polygon};
use serde_json::Value;

use super::*;
use crate::draw::graph::effort::EffortArgs;
use crate::draw::graph::wish::WishArgs;
use crate::draw::order::KindName;

fn island(x: f64, width: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![polygon![
        (x: x, y: 0.0), (x: x + width, y: 0.0), (x: x + width, y: 600.0), (x: x, y: 600.0)
    ]])
}

/// Streets across an island every hundred metres, and one along it.
fn streets(x: f64, width: f64) -> Vec<Line> {
    let across = (1..6).map(|k| f64::from(k) * 100.0).map(|y| vec![[x, y], [x + width, y]]);
    let along = vec![[x + width / 2.0, 0.0], [x + width / 2.0, 600.0]];
    across.chain([along]).map(|path| Line::new(Street, path)).collect()
}

fn args(out: PathBuf) -> DrawWardArgs {
    DrawWardArgs {
        boundary: PathBuf::new(),
        commune: "1".into(),
        streets: PathBuf::new(),
        households: 1_500,
        order: OrderArgs {
            kind: Some(KindName::Ap),
            province: "79".into(),
            target: Some(400.0),
            min: Some(350),
            max: Some(500),
            k: None,
            effort: EffortArgs { seconds: None, steps: Some(500), seed: 1, threads: 1 },
            wish: WishArgs::default(),
            certificate: None,
            out,
        },
    }
}

fn ask(args: &DrawWardArgs) -> Ask<'_> {
    let shape = MultiPolygon(Vec::new());
    Ask {
        args,
        lang: Lang::Vi,
        area: Area {
            code: None,
            name: Some("Xã Ba Đảo".into()),
            shape,
            properties: Default::default(),
        },
        plane: Plane::utm48n(),
        norm: Norm { kind: Kind::Ap, min: 350, max: 500, target: 400.0, sources: Vec::new() },
    }
}

fn islands(widths: [f64; 3]) -> (Fabric, AtomGraph) {
    let mut boundary = MultiPolygon(Vec::new());
    let mut lines = Vec::new();
    let mut x = 680_000.0;
    for width in widths {
        boundary.0.extend(island(x, width));
        lines.extend(streets(x, width));
        x += width + 500.0;
    }
    let fabric = Fabric::new(boundary, lines);
    let graph = from_streets(&fabric, People::Total(1_500), Grain::for_units_up_to(500)).unwrap();
    (fabric, graph)
}

#[test]
fn three_inhabited_islands_draw_and_the_small_one_has_its_reason() {
    let out = tempfile::tempdir().unwrap();
    let args = args(out.path().to_owned());
    let ask = ask(&args);
    let (fabric, graph) = islands([900.0, 500.0, 100.0]);
    assert_eq!(graph.pieces.len(), 3);
    let drawn = Drawn::find(&ask, &graph).unwrap().unwrap();
    assert!(drawn.is_sound());
    let causes: Vec<_> = drawn.units.iter().filter_map(|u| u.cause).collect();
    assert_eq!(causes, [districting::Cause::IsolatedPiece]);
    assert_eq!(drawn.units.iter().map(|u| u.households).sum::<u32>(), 1_500);
    files::write(&ask, &fabric, &graph, &drawn).unwrap();
    let summary = std::fs::read_to_string(out.path().join("summary.txt")).unwrap();
    assert!(summary.contains("nằm tách rời"), "{summary}");
    assert!(!summary.contains(words_missing()), "{summary}");
    let map = std::fs::read_to_string(out.path().join("map.svg")).unwrap();
    assert!(map.contains("chưa có giá trị pháp lý") && !map.contains(words_missing()));
}

fn words_missing() -> char {
    words::MISSING_OPENS
}

#[test]
fn units_are_numbered_as_a_map_is_read() {
    let at = |x: f64, y: f64| {
        MultiPolygon(vec![polygon![(x: x, y: y), (x: x + 90.0, y: y), (x: x + 90.0, y: y + 90.0)]])
    };
    let shapes = [at(900.0, 0.0), at(0.0, 5.0), at(500.0, 900.0), at(0.0, 880.0)];
    assert_eq!(drawn::reading_order(&shapes), [3, 2, 1, 0]);
}

#[test]
fn a_pocket_between_main_roads_is_joined_only_where_needed() {
    let boundary = island(680_000.0, 600.0);
    let mut lines = streets(680_000.0, 600.0);
    lines.push(Line::new(MainRoad, vec![[680_000.0, 100.0], [680_600.0, 100.0]]));
    let fabric = Fabric::new(boundary, lines);
    let graph = from_streets(&fabric, People::Total(900), Grain::for_units_up_to(500)).unwrap();
    let args = args(PathBuf::new());
    let drawn = Drawn::find(&ask(&args), &graph).unwrap().unwrap();
    assert_eq!((drawn.out_of_range(), drawn.measures.barrier_crossings), (0, 0));
}

/// Runs on real input, where it is at hand.
fn real(code: &str, households: u32, size: (u32, f64, u32)) -> Option<(u8, Value, String)> {
    let shared = std::env::var("COSO_SHARED").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let streets = shared.join("data/map-odbl/hcmc_2018.osm.pbf");
    if !streets.exists() {
        assert!(std::env::var("CI").is_err(), "needs ../shared");
        eprintln!("skipped: {code} (needs ../shared)");
        return None;
    }
    let out = tempfile::tempdir().unwrap();
    let usual = args(out.path().to_owned());
    let order = OrderArgs {
        kind: None,
        min: Some(size.0),
        target: Some(size.1),
        max: Some(size.2),
        effort: EffortArgs { steps: Some(4_000), ..usual.order.effort },
        ..usual.order
    };
    let boundary = shared.join("data/units/hcmc_communes_2025.geojson");
    let args = DrawWardArgs { boundary, commune: code.into(), streets, households, order };
    let status = draw(&args, Lang::Vi).unwrap();
    let plan = std::fs::read_to_string(out.path().join("plan.json")).unwrap_or_default();
    let summary = std::fs::read_to_string(out.path().join("summary.txt")).unwrap();
    Some((status, serde_json::from_str(&plan).unwrap_or_default(), summary))
}

fn sizes(plan: &Value) -> Vec<u64> {
    plan["units"].as_array().unwrap().iter().map(|u| u["households"].as_u64().unwrap()).collect()
}

#[test]
fn xuan_hoa_is_drawn_in_range_as_the_norm_and_as_the_real_ward_has_it() {
    for (size, units) in [((500, 600.0, 650), 23..=27), ((650, 807.0, 1_070), 18..=18)] {
        let Some((status, plan, summary)) = real("27139", 14_524, size) else { return };
        let sizes = sizes(&plan);
        assert_eq!((status, sizes.iter().sum::<u64>()), (0, 14_524), "{summary}");
        assert!(units.contains(&sizes.len()), "{summary}");
        let range = u64::from(size.0)..=u64::from(size.2);
        assert!(sizes.iter().all(|s| range.contains(s)), "{sizes:?}");
        assert!(summary.contains("ước tính"));
    }
}

#[test]
fn a_commune_the_extract_does_not_cover_is_refused_piece_by_piece() {
    let Some((status, _, summary)) = real("27676", 1_500, (350, 400.0, 500)) else { return };
    assert_eq!(status, REFUSED);
    assert_eq!(summary.matches("km²").count(), 5, "{summary}");
}
