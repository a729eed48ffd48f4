//! How long it takes to say which commune, or which khu phố, holds a point: `cargo bench -p desk --bench place`.
//!
//! The land is invented in the sizes of the real one: 3,321 outlines of a nation's communes and 4,861 of a
//! city's khu phố, each with some 240 vertices that it shares with its neighbours. Points fall everywhere, one in
//! ten beside all land. The baseline is what any program can do without an index: look at the box of every
//! outline, and into those whose box holds the point. `docs/bench/gazetteer.md` keeps the figures.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a bench prints and may break, and its numbers are small"
)]

mod stand;

use std::hint::black_box;
use std::time::Instant;

use desk::place::Layer;
use geo::{BoundingRect as _, Contains as _, Coord, LineString, MultiPolygon, Polygon};
use store::boundary::Place;
use units::{Day, DoorPoint, Kind, Period, StateId, UnitId};
use uuid::Uuid;

const POINTS: usize = 20_000;
/// Vertices along one side of an outline.
const SIDE: usize = 60;
/// Degrees of one outline across.
const WIDE: f64 = 0.05;

fn main() {
    if !stand::is_wanted() {
        return;
    }
    for (name, kind, count) in
        [("communes of a nation", Kind::Xa, 3_321), ("khu phố of a city", Kind::KhuPho, 4_861)]
    {
        measured(name, kind, count);
    }
}

fn measured(name: &str, kind: Kind, count: usize) {
    let columns = count.isqrt();
    let rows = count.div_ceil(columns);
    let shapes: Vec<MultiPolygon<f64>> =
        (0..count).map(|at| outline(at % columns, at / columns)).collect();
    let places = shapes.iter().enumerate().map(|(at, shape)| place(at, kind, shape));
    let began = Instant::now();
    let layer = Layer::new(1, places.collect());
    println!("{count} {name}: laid out in {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
    let points = points(columns, rows);
    let boxes: Vec<_> = shapes.iter().map(|shape| shape.bounding_rect().unwrap()).collect();
    let naive = |point: DoorPoint| {
        let at = Coord { x: f64::from(point.lon_e7) / 1e7, y: f64::from(point.lat_e7) / 1e7 };
        let near = (0..count).filter(|own| {
            let (low, high) = (boxes[*own].min(), boxes[*own].max());
            low.x <= at.x && at.x <= high.x && low.y <= at.y && at.y <= high.y
        });
        near.into_iter().find(|own| shapes[*own].contains(&at))
    };
    let some: Vec<DoorPoint> = points.iter().copied().step_by(40).collect();
    let baseline = each(&some, |point| naive(point).is_some());
    println!("  every box looked at (baseline): {:.2} µs", baseline.0);
    let found = each(&points, |point| layer.at(point).is_some());
    println!(
        "  from memory: {:.2} µs, p99 {:.2} µs, {:.4} × baseline",
        found.0,
        found.1,
        found.0 / baseline.0
    );
    let same = some.iter().filter(|point| {
        let unit = layer.at(**point).map(|place| place.unit_id);
        unit == naive(**point).map(|own| UnitId(Uuid::from_u128(own as u128 + 1)))
    });
    assert_eq!(same.count(), some.len(), "the index says what looking at all says");
}

/// Microseconds of one question: the median and the 99th of hundred.
fn each(points: &[DoorPoint], ask: impl Fn(DoorPoint) -> bool) -> (f64, f64) {
    let mut spans: Vec<f64> = points
        .iter()
        .map(|point| {
            let began = Instant::now();
            black_box(ask(*point));
            began.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    spans.sort_by(f64::total_cmp);
    (stand::at(&spans, 50), stand::at(&spans, 99))
}

/// A corner of the grid between outlines, moved a little to one side so that no two sides are alike.
fn bent(x: f64, y: f64) -> Coord<f64> {
    let (east, north) = (105.0 + x * WIDE, 9.0 + y * WIDE);
    let sway = 0.18 * WIDE;
    let (across, up) = ((x * 2.3 + y * 5.1).sin(), (x * 4.7 - y * 1.9).cos());
    Coord { x: east + sway * across, y: north + sway * up }
}

/// The outline of one cell: its vertices are its neighbours' too.
fn outline(column: usize, row: usize) -> MultiPolygon<f64> {
    let (x, y) = (column as f64, row as f64);
    let step = |at: usize| at as f64 / SIDE as f64;
    let south = (0..SIDE).map(|at| bent(x + step(at), y));
    let east = (0..SIDE).map(|at| bent(x + 1.0, y + step(at)));
    let north = (0..SIDE).map(|at| bent(x + 1.0 - step(at), y + 1.0));
    let west = (0..SIDE).map(|at| bent(x, y + 1.0 - step(at)));
    let ring = LineString(south.chain(east).chain(north).chain(west).collect());
    MultiPolygon(vec![Polygon::new(ring, vec![])])
}

fn place(at: usize, kind: Kind, shape: &MultiPolygon<f64>) -> Place {
    let id = Uuid::from_u128(at as u128 + 1);
    let from: Day = "2025-07-01".parse().unwrap();
    Place {
        state_id: StateId(id),
        unit_id: UnitId(id),
        kind,
        name: format!("Nơi {at}"),
        short_name: at.to_string(),
        official_code: None,
        parent_id: None,
        parent_name: None,
        period: Period::since(from),
        area_m2: None,
        official_m2: None,
        wkb: Some(atlas::wkb::write_area(shape)),
    }
}

/// Points all over the land and a little beyond.
fn points(columns: usize, rows: usize) -> Vec<DoorPoint> {
    let mut random: u64 = 11;
    let mut below = |most: f64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 11) as f64 / (1_u64 << 53) as f64 * most
    };
    let e7 = |degrees: f64| (degrees * 1e7) as i32;
    let (wide, high) = (columns as f64 * 1.05, rows as f64 * 1.05);
    let mut point = || DoorPoint {
        lon_e7: e7(105.0 + below(wide) * WIDE),
        lat_e7: e7(9.0 + below(high) * WIDE),
    };
    (0..POINTS).map(|_| point()).collect()
}
